"""Changes of a report's figures, units, dates, pages and results; the general ones stand in `changes`."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from tests.layouts.changes import _GROUPED, GOALS, MONEY, Change, _column, each, number, substituted
from tests.layouts.printed import is_figure
from tests.layouts.sheet import Line, Sheet


def scaled(heads: str, unit: str, by: Callable[[int], str], old: str) -> Change:
    """Return a change of the figures of tables to another unit, and of the line that states it."""

    def change(sheet: Sheet, year: int) -> bool:
        touched = False
        continued = ""
        for table in list(sheet.tables(heads)):
            stated = [
                n
                for n in range(max(1, table.first_line - 4), table.first_line)
                if old in sheet.lines[n - 1].text
            ]
            top = sheet.lines[table.first_line - 1].text
            if not stated and top != continued:
                continue
            continued = top
            for row in table.rows[table.heads :]:
                cells = [_rescaled(cell.text, by) for cell in row.cells]
                sheet.put(row.line, "\t".join(cells))
            if stated:
                sheet.put(stated[-1], sheet.lines[stated[-1] - 1].text.replace(old, unit))
            touched = True
        return touched

    return change


def _rescaled(cell: str, by: Callable[[int], str]) -> str:
    found = re.match(r"([△▲-]?)(\d{1,3}(?:,\d{3})+|\d+)(?=$|\()", cell)
    return cell if not found else found[1] + by(int(found[2].replace(",", ""))) + cell[found.end() :]


def month(old: int, new: int) -> Change:
    """Return a change of the month of every base date."""
    return each(
        substituted(rf"\b{old}월\s?말", f"{new}월말"),
        lambda sheet, year: (
            sheet.sub(rf"(?<![\d.]){old}\.30(?=\.|\s?\.?\s?기준)|(?<=\d\.){old}\.30(?=\.)", f"{new}.30")
            or True
        ),
    )


def in_words(sheet: Sheet, year: int) -> bool:
    """Write the amounts of programme pages as words."""

    def words(found: re.Match[str]) -> str:
        amount = int(found[1].replace(",", ""))
        high, low = divmod(amount, 100_000)
        tens, rest = divmod(low, 10)
        if rest:
            return found[0]
        return (f"{high}억 " if high else "") + f"{tens:,}만원"

    return sheet.sub(r"(?<![\d.,])(\d{1,3}(?:,\d{3})*)천원", words, only="소요예산")


def pages_swapped(sheet: Sheet, year: int) -> bool:
    """Let two pages of programmes change places, while the list that names them stays as it is."""
    pages = list(_pages(sheet))
    touched = False
    for one, two in reversed(list(zip(pages[::2], pages[1::2], strict=False))):
        if one[1] == two[0]:
            first, second = sheet.lines[slice(*one)], sheet.lines[slice(*two)]
            sheet.lines[one[0] : two[1]] = [*second, *first]
            touched = True
    return touched


def _pages(sheet: Sheet) -> Iterator[tuple[int, int]]:
    """Yield the stretches that close with a programme's budget, where they are one page and nothing more.

    A chapter's list of its programmes stands before its first page.
    """
    start = 0
    for at, line in enumerate(sheet.lines):
        if at < start or "소요예산" not in line.text:
            continue
        end = at + 1
        while end < len(sheet.lines) and re.match(r"\s*(?:$|[-oㅇ*(] ?\S.*원)", sheet.lines[end].text):
            end += 1
        listed = [n for n in range(start, end) if re.match(r"- \d+\.", sheet.lines[n].text)]
        start = listed[-1] + 1 if listed else start
        texts = [one.text for one in sheet.lines[start:end]]
        if sum("사업개요" in text for text in texts) == 1 and not any(
            re.match(r"#{1,2} |[ⅠⅡⅢⅣⅤ]", text) for text in texts
        ):
            yield start, end
        start = end


def _begins_page(sheet: Sheet, at: int) -> bool:
    """Tell whether a line is the title above a programme's overview."""
    is_heading = re.match(r"#{1,4} (?![□○ㅇ\d Ⅰ-Ⅹ])", sheet.lines[at].text)
    return bool(is_heading) and any("사업개요" in one.text for one in sheet.lines[at : at + 8])


def first_title_gone(sheet: Sheet, year: int) -> bool:
    """Take the title of the first programme page out."""
    for n in range(len(sheet.lines)):
        if _begins_page(sheet, n):
            del sheet.lines[n]
            return True
    return False


def results_replaced(*texts: str) -> Change:
    """Return a change that puts what is no result into the column of results."""

    def replaced(sheet: Sheet, number: int, columns: set[int], text: str, year: int) -> bool:
        cells = sheet.lines[number - 1].text.split("\t")
        figures = [at for at in columns if at < len(cells) and re.search(r"\d", cells[at])]
        for at in figures:
            cells[at] = text.format(last=year - 1, year=year, next=year + 1)
        if figures:
            sheet.put(number, "\t".join(cells))
        return bool(figures)

    def change(sheet: Sheet, year: int) -> bool:
        touched = False
        for table in list(sheet.tables(GOALS)):
            headed = {
                at
                for row in table.rows[: table.heads]
                for at, cell in enumerate(row.cells)
                if "실적" in cell.text
            }
            for place, row in enumerate(table.rows[table.heads :]):
                touched |= replaced(sheet, row.line, headed, texts[place % len(texts)], year)
        for at_line, line in enumerate(sheet.lines, start=1):
            # A cell may say by itself that it holds a goal; its result stands behind it.
            cells = line.text.split("\t")
            behind = {at + 1 for at, cell in enumerate(cells) if cell.startswith("목표 ")}
            touched |= replaced(sheet, at_line, behind, texts[at_line % len(texts)], year)
        return touched

    return change


def broken_over_pages(heads: str) -> Change:
    """Return a change that breaks tables in two, with a page's number between and the headings again."""

    def change(sheet: Sheet, year: int) -> bool:
        touched = False
        for table in reversed(list(sheet.tables(heads))):
            if len(table.rows) - table.heads < 3:
                continue
            middle = table.rows[table.heads + (len(table.rows) - table.heads) // 2]
            top = [Line(sheet.lines[row.line - 1].text, None) for row in table.rows[: table.heads]]
            sheet.lines[middle.line - 1 : middle.line - 1] = [
                Line("", None),
                Line("- 12 -", None),
                Line("", None),
                *top,
            ]
            touched = True
        return touched

    return change


def headings_in_two_rows(sheet: Sheet, year: int) -> bool:
    """Part headings like the budget's into a row of words and a row of letters."""

    def change(sheet: Sheet, heads: str = MONEY) -> bool:
        touched = False
        for table in reversed(list(sheet.tables(heads))):
            if table.heads != 1:
                continue
            top = table.rows[0]
            below = []
            for cell in top.cells:
                bare = re.sub(r"\s", "", cell.text)
                below.append(
                    "(A)"
                    if bare.startswith("예산액")
                    else "(B)"
                    if bare.endswith("액")
                    else "(B/A)"
                    if bare.endswith("률")
                    else ""
                )
            sheet.insert(top.line + 1, ["\t".join(below)])
            touched = True
        return touched

    return change(sheet)


def marked(heads: str, mark: str) -> Change:
    """Return a change that puts a mark of a footnote behind the first amount of every other row."""

    def change(sheet: Sheet, year: int) -> bool:
        touched = False
        for table in list(sheet.tables(heads)):
            for row in table.rows[table.heads :: 2]:
                cells = [cell.text for cell in row.cells]
                at = next((k for k, cell in enumerate(cells) if _GROUPED.fullmatch(cell)), None)
                if at is not None:
                    cells[at] += mark
                    sheet.put(row.line, "\t".join(cells))
                    touched = True
        return touched

    return change


def last_part_unspent(sheet: Sheet, year: int) -> bool:
    """Print a dash and 0.0 % where the last part of a table has its amount spent."""
    touched = False
    for table in list(sheet.tables(MONEY)):
        row = table.rows[-1]
        cells = [cell.text for cell in row.cells]
        at = _column([cell.text for cell in table.rows[0].cells], "집행액|지출액|수입액")
        if len(table.rows) - table.heads > 2 and at is not None and len(cells) > at + 1 and number(cells[at]):
            cells[at], cells[at + 1] = "-", "0.0%"
            sheet.put(row.line, "\t".join(cells))
            touched = True
    return touched


def label_column_repeated(sheet: Sheet, year: int) -> bool:
    """Give every row of the money tables one more label before its own, as a merged cell is written out."""
    return sheet.rows(MONEY, lambda cells, head: ["구분" if head else "예산", *cells])


def unit_under_headings(sheet: Sheet, year: int) -> bool:
    """Take the unit out of the caption and put it into a row below the headings."""
    touched = False
    for table in reversed(list(sheet.tables(MONEY))):
        stated = [
            n
            for n in range(max(1, table.first_line - 4), table.first_line)
            if "천원" in sheet.lines[n - 1].text
        ]
        if not stated:
            continue
        text = re.sub(r"[/,]?\s*단위\s*:\s*천원", "", sheet.lines[stated[-1] - 1].text)
        sheet.put(stated[-1], "" if text.strip() in ("()", "") else text)
        top = [re.sub(r"\s", "", cell.text) for cell in table.rows[0].cells]
        units = ["(천원)" if "액" in cell else "(%)" if cell.endswith("률") else "" for cell in top]
        sheet.insert(table.rows[table.heads - 1].line + 1, ["\t".join(units)])
        touched = True
    return touched


def unit_in_headings(sheet: Sheet, year: int) -> bool:
    """Take the unit out of the caption and put it behind the headings."""
    touched = False
    for table in list(sheet.tables(MONEY)):
        stated = [
            n
            for n in range(max(1, table.first_line - 4), table.first_line)
            if "천원" in sheet.lines[n - 1].text
        ]
        if not stated:
            continue
        text = re.sub(r"[/,]?\s*단위\s*:\s*천원", "", sheet.lines[stated[-1] - 1].text)
        sheet.put(stated[-1], "" if text.strip() in ("()", "") else text)
        top = table.rows[0]
        cells = [
            c.text
            + ("(천원)" if re.search(r"예산액|집행액|지출액|수입액", re.sub(r"\s", "", c.text)) else "")
            for c in top.cells
        ]
        sheet.put(top.line, "\t".join(cells))
        touched = True
    return touched


def unit_below(sheet: Sheet, year: int) -> bool:
    """Move the line of the unit from above a table to below it."""
    touched = False
    for table in reversed(list(sheet.tables(MONEY))):
        stated = [
            n for n in range(max(1, table.first_line - 3), table.first_line)
            if re.fullmatch(r"\s*\(단위\s*:\s*천원\)\s*", sheet.lines[n - 1].text)
        ]  # fmt: skip
        if stated:
            line = sheet.lines[stated[-1] - 1]
            sheet.lines.insert(table.last_line, line)
            sheet.put(stated[-1], "")
            touched = True
    return touched


def no_unit_anywhere(sheet: Sheet, year: int) -> bool:
    """Take out whatever says of money what it is counted in."""
    one = sheet.sub(r"[/,]?\s*단위\s*:\s*(?:천원|백만원|원)", "")
    two = sheet.sub(r"(?<=\d)\s?(?:천원|백만원)", "")
    return one or two


def figures_apart(sheet: Sheet, year: int) -> bool:
    """Put a space into every grouped number of the money tables, as a scan does."""
    return sheet.rows(
        MONEY, lambda cells, head: [re.sub(r"(?<=\d),(?=\d{3})", ", ", c) if not head else c for c in cells]
    )


def wide_digits(sheet: Sheet, year: int) -> bool:
    """Write the amounts of the money tables in letters of full width."""
    wide = str.maketrans("0123456789,.%", "０１２３４５６７８９，．％")
    return sheet.rows(
        MONEY, lambda cells, head: [c.translate(wide) if not head and is_figure(c) else c for c in cells]
    )


def footnotes_with_other_years(sheet: Sheet, year: int) -> bool:
    """Name a figure of the year before behind every second line of results."""
    return sheet.sub(r"^(\s*- .*\(\d+회, [\d,]+명\).*)$", rf"\1 ※ {year - 1}년 운영 45회")
