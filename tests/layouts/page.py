"""A report's page as the checker sees it: where a number is printed, under and behind what; which dates."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from tests.layouts.printed import Cell, PrintedTable, plain, tables

_NUMBER = re.compile(r"\d[\d,.]*")
_IN_WORDS = re.compile(r"(?<![\d.,])(\d{1,4})만(?: ?(\d)천)?")
_CAPTION_LINES = 9
_LEAD = 16
"""Letters before a figure in which a year is the figure's own."""


@dataclass(frozen=True, slots=True)
class Found:
    """A printed place of a figure: its headings or the words before it, the words after it, its cell."""

    path: list[str]
    after: str
    lead: str
    text: str
    table: PrintedTable | None
    cell: Cell | None


class Page:
    """A report as lines and tables."""

    def __init__(self, text: str) -> None:
        self.lines = text.split("\n")
        self.tables = tables(self.lines)
        self._starts = [table.first_line for table in self.tables]

    def table_at(self, line: int) -> PrintedTable | None:
        """Return the table that a line stands in."""
        at = bisect_right(self._starts, line) - 1
        if at >= 0 and self.tables[at].last_line >= line:
            return self.tables[at]
        return None

    def caption(self, table: PrintedTable) -> list[str]:
        """Return the lines above a table that may say what it is of, nearest first; none of another table."""
        found: list[str] = []
        for number in range(table.first_line - 1, max(0, table.first_line - 1 - _CAPTION_LINES), -1):
            text = self.lines[number - 1].strip()
            if self.table_at(number) is not None:
                if found:
                    break
                continue
            if text:
                found.append(text)
            if len(found) > 3 or re.match(r"[#□◯○ㅇ❍]|[ⅠⅡⅢⅣⅤ]|\*\*\d", text):
                break
        before = self.tables[: self.tables.index(table)]
        if (
            not any(re.search("[가-힣]", text) for text in found)
            and before
            and _top(before[-1]) == _top(table)
        ):
            # The same headings again, and no words between: the table goes on after a page break.
            return self.caption(before[-1])
        return found

    def places(self, line: int, digits: str, *, following: int = 0) -> Iterator[Found]:
        """Yield where a number stands on a line or shortly below it: in cells first, else in running text."""
        for number in range(line, min(len(self.lines), line + following) + 1):
            table = self.table_at(number)
            row = table.row_at(number) if table else None
            cells = row.cells if row else ()
            hits = [cell for cell in cells if digits in numbers(cell.text)]
            for cell in hits:
                for after, before, lead in _around(cell.text, digits):
                    path = [*(table.headings(cell) if table else []), *([before] if before else [])]
                    yield Found(path, after, lead, cell.text, table, cell)
            if not hits:
                for after, before, lead in _around(self.lines[number - 1], digits):
                    yield Found([before], after, lead, self.lines[number - 1], None, None)


def _top(table: PrintedTable) -> list[str]:
    return [plain(cell.text) for cell in table.rows[0].cells]


def numbers(text: str) -> set[str]:
    """Return the numbers of a text in one spelling: 1,234 and 5.60 are 1234 and 5.6; 1.140 is 1140 too.

    '1만 5천' is 15000.
    """
    found = {
        str(int(ten_thousands) * 10_000 + int(thousands or 0) * 1_000)
        for ten_thousands, thousands in _IN_WORDS.findall(text)
    }
    for number in _NUMBER.findall(text):
        found.add(re.sub(r"[,.]", "", number) if re.search(r"[.,]\d{3}$", number.rstrip(".,")) else "")
        stripped = number.rstrip(".,").replace(",", "")
        found.add(_shortest(stripped))
    return found - {""}


def _shortest(number: str) -> str:
    if number.count(".") > 1:
        return number.replace(".", "")
    return number.rstrip("0").rstrip(".") if "." in number else number


def digits_of(value: float | int | Decimal) -> str:
    return _shortest(f"{abs(Decimal(str(value))):f}")


def _around(text: str, digits: str) -> Iterator[tuple[str, str, str]]:
    """Yield of each print of a number in a text: the words after it, just before it, and its lead."""
    for match in [*_IN_WORDS.finditer(text), *_NUMBER.finditer(text)]:
        if digits in numbers(match[0]):
            before = re.split(r"[(),/·|\t]|\d", text[: match.start()].rstrip(" :：△▲-("))[-1]
            yield (
                text[match.end() :].lstrip(),
                before.strip(" :：-○ㅇ□․·'‘’"),
                text[max(0, match.start() - _LEAD) : match.start()],
            )


def printed_dates(text: str) -> set[date]:
    """Return every date that a text prints, months as their last day."""
    found: set[date] = set()
    for year, month, day in re.findall(
        r"(?<!\d)((?:20|19)?\d{2})\s?[.년]\s?(\d{1,2})\s?[.월]\s?(\d{1,2})?", text
    ):
        full = int(year) if len(year) == 4 else 2000 + int(year)
        if 1 <= int(month) <= 12:
            found.add(_last_day(full, int(month)))
            if day and 1 <= int(day) <= _last_day(full, int(month)).day:
                found.add(date(full, int(month), int(day)))
    for year in re.findall(
        r"((?:20|19)\d{2})\s?(?:년도?|회계연도)?\s?(?:세입|세출|수입|지출|연간)?\s?[·세입출]{0,4}\s?결산",
        text,
    ):
        found.add(date(int(year), 12, 31))
    if re.search(r"연말|12월\s?31일|~\s?12월", text):
        found |= {date(int(year), 12, 31) for year in re.findall(r"((?:20|19)\d{2})년", text)}
    return found


def base_dates(text: str) -> set[date]:
    """Return the dates that a text calls a base date: 기준, 현재, 월말; the year's end of a settlement."""
    found: set[date] = set()
    for part in re.findall(r"[^\n(]{0,24}(?:기준|현재|월말|결산)", text):
        found |= printed_dates(part)
    return found


def whole_days(text: str) -> set[date]:
    return {date(int(year), 12, 31) for year in re.findall(r"(20\d{2})년[^\n]{0,16}12월\s?31일", text)}


def _last_day(year: int, month: int) -> date:
    following = date(year + month // 12, month % 12 + 1, 1)
    return date.fromordinal(following.toordinal() - 1)
