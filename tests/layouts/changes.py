"""Changes of a report's text: other columns, other carriers, other words, other orders of the same facts.

Every change works on any report that has the part it is about, and says whether it did anything.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from tests.layouts.printed import plain
from tests.layouts.sheet import Sheet, with_carrier

MONEY = r"예산액.*(집행액|지출액|수입액)"
GOALS = r"목표.*실적"
TARGETS = r"지표.*목표|성과목표"
TWO_YEARS = r"비율\).*증감"
_GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+")


Change = Callable[[Sheet, int], bool]
"""Rewrites the sheet of a report of a year; False where the report has no such part."""


def number(text: str) -> int | None:
    """Return a whole grouped number, or None."""
    found = re.fullmatch(r"\d[\d,]*", text.strip())
    return int(found[0].replace(",", "")) if found else None


def _column(row: Sequence[str], words: str) -> int | None:
    return next((k for k, cell in enumerate(row) if re.search(words, re.sub(r"\s", "", cell))), None)


def insert_column(
    heads: str, beside: str, heading: str, value: Callable[[list[str], int], str], *, after: bool = True
) -> Change:
    """Return a change that puts a column beside the one whose heading holds `beside`."""

    def change(sheet: Sheet, year: int) -> bool:
        touched = False
        for table in list(sheet.tables(heads)):
            top = [cell.text for cell in table.rows[0].cells]
            at = _column(top, beside)
            if at is None:
                continue
            for place, row in enumerate(table.rows):
                cells = [cell.text for cell in row.cells]
                if at >= len(cells):
                    continue
                if place < table.heads:
                    new = heading.format(last=year - 1, year=year, next=year + 1) if place == 0 else ""
                else:
                    new = value(cells, at)
                cells.insert(at + 1 if after else at, new)
                sheet.put(row.line, "\t".join(cells))
                touched = True
        return touched

    return change


def share_of(percent: int) -> Callable[[list[str], int], str]:
    """Return a value that is a part of the figure beside it."""

    def value(cells: list[str], at: int) -> str:
        amount = number(cells[at])
        return "-" if amount is None else f"{amount * percent // 100:,}"

    return value


def balance(cells: list[str], at: int) -> str:
    before, spent = number(cells[at - 1]), number(cells[at])
    return "-" if before is None or spent is None else f"{before - spent:,}"


def same_everywhere(text: str) -> Callable[[list[str], int], str]:
    return lambda cells, at: text if number(cells[at]) is not None else ""


def where_figures(text: str) -> Callable[[list[str], int], str]:
    """Return a value that stands wherever the cell beside it holds a figure."""
    return lambda cells, at: text if re.search(r"\d", cells[at]) else ""


def reorder(heads: str, order: Callable[[list[str]], list[str]]) -> Change:
    """Return a change of the order of columns."""
    return lambda sheet, year: sheet.rows(
        heads, lambda cells, head: order(cells) if len(cells) > 3 else cells
    )


def renamed_headings(heads: str, words: dict[str, str]) -> Change:
    """Return a change of words in headings; white space in them is not minded."""

    def change(sheet: Sheet, year: int) -> bool:
        def rename(cells: list[str], head: bool) -> list[str]:
            if not head:
                return cells
            return [next((cell.replace(o, n) for o, n in words.items() if o in cell), cell) for cell in cells]

        return sheet.rows(heads, rename)

    return change


def substituted(pattern: str, by: str, only: str = "") -> Change:
    """Return a change of a pattern on every line."""
    return lambda sheet, year: sheet.sub(pattern, by, only)


def dropped(pattern: str) -> Change:
    """Return a change that takes out every line that holds a pattern."""

    def change(sheet: Sheet, year: int) -> bool:
        kept = [line for line in sheet.lines if not re.search(pattern, line.text)]
        touched = len(kept) < len(sheet.lines)
        sheet.lines = kept
        return touched

    return change


def carried(heads: str, carrier: str, *, full: bool = False) -> Change:
    """Return a change of a table's carrier. full: only of tables that have no empty cell."""

    def change(sheet: Sheet, year: int) -> bool:
        touched = False
        for table in reversed(list(sheet.tables(heads))):
            rows = [[cell.text for cell in row.cells] for row in table.rows]
            if full and (len({len(row) for row in rows}) > 1 or not all(all(row) for row in rows)):
                continue
            if carrier == "stacked" and len(rows) < 4:
                continue
            with_carrier(sheet, table, carrier)
            touched = True
        return touched

    return change


def before_first(heads: str, texts: Sequence[str]) -> Change:
    """Return a change that puts lines before the caption of the first such table."""

    def change(sheet: Sheet, year: int) -> bool:
        table = next(iter(sheet.tables(heads)), None)
        if table is None:
            return False
        at = table.first_line - 1
        while at > 1 and not re.search(r"현황|지표|예산", sheet.lines[at - 1].text):
            at -= 1
        filled = [text.format(last=year - 1, year=year, next=year + 1) for text in texts]
        sheet.insert(at, [*filled, ""])
        return True

    return change


def each(*changes: Change) -> Change:
    """Return all changes one after another; each of them must have been possible."""
    return lambda sheet, year: all(change(sheet, year) for change in changes)


def of_rows(heads: str, change: Callable[[list[list[str]]], list[int] | None]) -> Change:
    """Return a change of the order of a table's rows; it gives the numbers of those below the headings."""

    def apply(sheet: Sheet, year: int) -> bool:
        touched = False
        for table in reversed(list(sheet.tables(heads))):
            body = table.rows[table.heads :]
            order = change([[cell.text for cell in row.cells] for row in body])
            if order is None or order == list(range(len(body))):
                continue
            lines = [sheet.lines[body[k].line - 1] for k in order]
            sheet.lines[body[0].line - 1 : body[-1].line] = lines
            touched = True
        return touched

    return apply


def is_total(row: Sequence[str]) -> bool:
    """Return whether a row is a table's total."""
    return bool(re.match(r"총?계|합계|총합계", plain(row[0])))


def total_last(rows: list[list[str]]) -> list[int] | None:
    """Put an opening total at the end."""
    return [*range(1, len(rows)), 0] if len(rows) > 2 and is_total(rows[0]) else None


def without_total(rows: list[list[str]]) -> list[int] | None:
    """Take the opening total out."""
    return list(range(1, len(rows))) if len(rows) > 2 and is_total(rows[0]) else None


def without_subtotals(rows: list[list[str]]) -> list[int] | None:
    """Take the rows out that say that they are subtotals."""
    return [k for k, row in enumerate(rows) if "소계" not in plain(row[0])] if len(rows) > 2 else None


def parts_reversed(rows: list[list[str]]) -> list[int] | None:
    """Turn the order of the parts of a flat table around."""
    if not 3 <= len(rows) <= 8 or not is_total(rows[0]):
        return None
    first = [number(cell) for cell in rows[0]]
    at = next((k for k, amount in enumerate(first) if amount), None)
    parts = [number(row[at]) if at is not None and at < len(row) else None for row in rows[1:]]
    if at is None or None in parts or sum(p or 0 for p in parts) != first[at]:
        return None
    return [0, *range(len(rows) - 1, 0, -1)]
