"""Reads tables of delimited values (CSV, TSV): cells parted by commas, semicolons or tabs, quoted or not.

Its ending tells such a file; without one, only rows of one width do. A report in text stays the text
reader's, whatever stands between its words. A row that has more cells than its heading is not read: an amount
with thousands may have been parted.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby, islice, pairwise, takewhile
from pathlib import Path

from etl.blocks import SourceDocument
from etl.readers.carriers.figures import is_figure, is_none, is_year
from etl.readers.errors import ReadError
from etl.readers.format import Format
from etl.readers.sheets.cells import Sheet, SheetCell
from etl.readers.sheets.writing import write
from etl.readers.text import lines_of
from etl.readers.transcript import MOST_CELLS, MOST_COLUMNS, Transcript
from etl.readers.unknown import told

_OF_TABS = (".tsv", ".tab")
_ENDINGS = (".csv", *_OF_TABS)
_TEXTS = (".txt", ".md", ".text")
_DELIMITERS = "\t;,"
"""The surest first: commas stand within amounts, and semicolons do not."""
_STATED = re.compile(r"sep=([\t;,])\s*$", re.IGNORECASE)
_AS_TEXT = re.compile(r'="(.*)"', re.DOTALL)
_FORMULA = re.compile(r"=[A-Za-z]+[(0-9$]")
_ENDS_OF_LINES = (b"\n", b"\r", b"\n\0", b"\r\0")
_SAMPLE = 100
_LONGEST_SHOWN = 200
_FEWEST_ROWS = 3
_FEWEST_COLUMNS = 3
_FIRST_THOUSANDS = re.compile(r"[△▲+-]?\(?[0-9]{1,3}")
_THOUSANDS = re.compile(r"[0-9]{3}\)?")
_LARGE = re.compile(r"[0-9]{4}|[0-9],[0-9]{3}")
"""An amount in one cell: who writes one so parts none."""
_POWER = re.compile(r"[+-]?[0-9](?:\.[0-9]+)?E[+-][0-9]{1,3}", re.IGNORECASE)
"""What a program for sheets writes where a column is too narrow: the digits behind are lost."""

Rows = list[list[str]]


def _is_even(text: str) -> bool:
    """Tell whether a sign parts every row as often, as in a table; in sentences it does not."""
    counts = {len(row) for row in _parted(text, _delimiter(text)) if row}
    return len(counts) == 1 and counts != {1}


def read(source_name: str, content: bytes) -> SourceDocument:
    """Return the blocks of delimited values. ReadError where quotes do not pair, or it is no text."""
    text = "\n".join(lines_of(content))
    stated = _STATED.match(text.split("\n", 1)[0])
    # The ending decides between signs that the content has, and is often wrong.
    is_of_tabs = Path(source_name).suffix.lower() in _OF_TABS and ("\t" in text or not _is_even(text))
    rows = _parted(text, stated[1] if stated else "\t" if is_of_tabs else _delimiter(text))
    if stated:
        rows[0] = []
    if not content.endswith(_ENDS_OF_LINES):
        _check_end(rows)
    one = Sheet()
    for row, (cells, is_fitting) in enumerate(_fitted(rows)):
        if len(cells) > MOST_COLUMNS:
            count = f"{len(cells):,}"
            raise ReadError(f"row {row + 1} has {count} cells; a report has fewer than {MOST_COLUMNS:,}")
        if not is_fitting:
            one.fill((row, 0), SheetCell(", ".join(cells), "row_does_not_fit_header"))
            continue
        for column, printed in enumerate(cells):
            if cell := _cell(printed):
                one.fill((row, column), cell)
    transcript = Transcript("delimited")
    write(one, transcript)
    return transcript.document(source_name, content)


def _check_end(rows: Rows) -> None:
    """Hold the last row of a file that ends within a line against the others: a figure may lack digits.

    ReadError where all others have one number of cells, as programs write them, and it has fewer.
    """
    *others, last = [len(row) for row in rows if row] or [0]
    if len(set(others)) == 1 and 1 < last < others[0]:
        raise ReadError(f"is cut off: its last row has {last} of {others[0]} cells; copy it anew")


def _cell(printed: str) -> SheetCell | None:
    text = printed.strip()
    if as_text := _AS_TEXT.fullmatch(text):
        return SheetCell(as_text[1]) if as_text[1].strip() else None
    if _FORMULA.match(text):
        return SheetCell(text[:_LONGEST_SHOWN], "formula_without_value")
    if _POWER.fullmatch(text):
        return SheetCell(text, "malformed_number")
    # The spaces before the items of a list tell their levels apart.
    return SheetCell(printed) if text else None


def _parted(text: str, delimiter: str) -> Rows:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows: Rows = []
    count = 0
    try:
        for row in reader:
            # A sheet may end in a million blank rows.
            filled = row if any(map(str.strip, row)) else []
            rows.append(filled)
            count += len(filled)
            if count > MOST_CELLS:
                raise ReadError(f"holds more than {MOST_CELLS:,} cells; split the report")
        return rows
    except csv.Error as error:
        raise ReadError(f"line {reader.line_num}: its quotes do not pair ({error}); save it anew") from error


def _delimiter(text: str) -> str:
    """Return what parts the cells: it parts the most rows into one number of cells."""
    scores: dict[str, int] = {}
    for delimiter in _DELIMITERS:
        widths = _widths(text, delimiter)
        scores[delimiter] = max((count for width, count in widths.items() if width > 1), default=0)
    return max(scores, key=lambda one: scores[one]) if any(scores.values()) else ","


def _widths(text: str, delimiter: str) -> Counter[int]:
    """Return how many of the first rows have how many cells; blank ones aside."""
    found: Counter[int] = Counter()
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        for row in islice(reader, _SAMPLE):
            if any(cell.strip() for cell in row):
                found[len(row)] += 1
    except csv.Error:
        return Counter()
    return found


def _fitted(rows: Rows) -> Iterator[tuple[list[str], bool]]:
    """Yield rows, and whether each fits the heading of its table.

    Where no amount is larger than a thousand, those of a row with an empty end may have been parted too.
    """
    for is_filled, band in groupby(rows, lambda row: any(cell.strip() for cell in row)):
        found = list(band)
        width = _width_of_head(found) if is_filled else 0
        is_parted = any(_width(row) > width for row in found)
        may_be_parted = not any(_LARGE.search(cell) for row in found for cell in row)
        for row in found:
            lacks_a_cell = may_be_parted and len(row) > 1 and not row[-1].strip()
            yield row, not (_width(row) > width or ((is_parted or lacks_a_cell) and _has_parted_amount(row)))


def _width(row: Sequence[str]) -> int:
    """Return the number of cells of a row without the empty ones at its end."""
    return max((i + 1 for i, cell in enumerate(row) if cell.strip()), default=0)


def _width_of_head(rows: Rows) -> int:
    """Return how many columns the rows before the first figures have, or that row where there are none."""
    heads = list(takewhile(lambda row: not any(_is_figure(cell.strip()) for cell in row[1:]), rows))
    width = max(map(len, heads), default=0)
    return width if width > 1 or len(heads) == len(rows) else len(rows[len(heads)])


def _is_figure(text: str) -> bool:
    return is_none(text) or (is_figure(text) and not is_year(text))


def _has_parted_amount(row: Sequence[str]) -> bool:
    cells = [cell.strip() for cell in row]
    return any(_FIRST_THOUSANDS.fullmatch(a) and _THOUSANDS.fullmatch(b) for a, b in pairwise(cells))


def _recognises(content: bytes, ending: str) -> bool:
    if told(content) is not None or ending in _TEXTS:
        return False
    if ending in _ENDINGS:
        return True
    try:
        text = "\n".join(lines_of(content))
    except ReadError:
        return False
    widths = _widths(text, _delimiter(text))
    return len(widths) == 1 and min(widths) >= _FEWEST_COLUMNS and widths.total() >= _FEWEST_ROWS


# Asked after every format that is known by its content, and before text.
FORMAT = Format("CSV", _ENDINGS[:2], _recognises, read, rank=7)
