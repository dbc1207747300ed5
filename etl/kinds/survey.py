"""Survey tables: distributions (구분 | | 명수 | 비율 | 합계), and cross-tabulations of cells 'n (p)'."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from etl import facts
from etl.blocks import Table, TableRow
from etl.kind import Kind, OfTables
from etl.korean import numbers, patterns, text
from etl.korean.numbers import Number, State
from etl.outline.cells import as_float
from etl.outline.context import Context
from etl.vocabulary import is_one_of, words

_PAIR = re.compile(r"^(\d[\d,.]*)\s*\(\s*(\d[\d.,]*)\s*\)$")
_TOTAL = re.compile(r"^(\d[\d,.]*)\s*\(\s*100(?:\.0+)?\s*\)$")
_NOTE = re.compile(r"(?<!\s)\s*+\([^()]*+\)\s*+$")
_LABELS = 2
_FEWEST_CATEGORIES = 3


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a cross-tabulation."""

    dimension: str
    category: str


def claims(table: Table, context: Context) -> bool:
    """Tell whether this is a table of a survey."""
    return _is_distribution(table) or _columns(table) is not None


def read(tables: Sequence[Table], context: Context) -> list[facts.Row]:
    """Return one fact per cell, under the name of the survey that stands above its table."""
    if not tables:
        return []
    names = _names(context, {table.place.line for table in tables})
    rows: list[facts.Row] = []
    for table in tables:
        survey = names[table.place.line]
        if columns := _columns(table):
            rows.extend(_crossed(table, columns, survey, context))
        else:
            rows.extend(_distribution(table, survey, context))
    return rows


def _is_distribution(table: Table) -> bool:
    cells = table.rows[0].cells
    roles = [_role(cell) for cell in cells]
    return (
        len(cells) > _LABELS + 1
        and roles[0] == "label"
        and not cells[1]
        and roles[_LABELS : _LABELS + 2] == ["count", "percent"]
        and all(role == "total" for role in roles[_LABELS + 2 :])
    )


def _role(heading: str) -> str | None:
    plain = _NOTE.sub("", heading)
    return next(
        (r for r in ("label", "count", "percent", "total") if is_one_of(plain, words("survey", r))), None
    )


def _columns(table: Table) -> list[Column] | None:
    """Return the columns of a cross-tabulation, None where this is none.

    The first row names the dimensions, the second one their categories; a dimension stands above the first of
    its categories. Both rows may stand one cell to the left of the figures.
    """
    if len(table.rows) <= _LABELS or _role(table.rows[0].cells[0]) != "label":
        return None
    dimensions, categories = table.rows[0].cells, table.rows[1].cells
    found: list[Column] = []
    dimension = ""
    for index, category in enumerate(categories):
        named = dimensions[index] if 0 < index < len(dimensions) else ""
        if named and _role(named) == "total":
            break
        dimension = named or dimension
        if category and not dimension:
            return None
        if category:
            found.append(Column(dimension, category))
    has_pair = any(_PAIR.match(cell) for row in table.rows[_LABELS:] for cell in row.cells)
    is_named = any(_role(cell) == "total" for cell in dimensions)
    return found if has_pair and is_named and len(found) >= _FEWEST_CATEGORIES else None


def _names(context: Context, lines: set[int]) -> dict[int, str]:
    """Return the survey of each table: whom it asked ('기업용 : 총 167명'), and the line above that."""
    group = patterns.SURVEYED_GROUP
    names: dict[int, str] = {}
    title: str | None = None
    asked: str | None = None
    for block in context.source.blocks:
        if isinstance(block, Table):
            for row in block.rows:
                if row.place.line in lines:
                    both = f"{title} ({asked})" if title and asked else title or asked
                    names[row.place.line] = both or context.document.title
        elif found := group.match(block.text):
            asked = text.label(found[1])
        elif label := text.label(_NOTE.sub("", block.text)):
            title, asked = label, None
    return names


def _distribution(table: Table, survey: str, context: Context) -> Iterator[facts.Row]:
    dimension: str | None = None
    row_total: int | None = None
    for row in table.rows[1:]:
        cells = row.cells + ("",) * (_LABELS + 3 - len(row.cells))
        if cells[0]:
            dimension, row_total = text.label(cells[0]), None
        if cells[_LABELS + 2]:
            row_total = _total(cells[_LABELS + 2], row, context)
        category = text.label(cells[1])
        if dimension is None or category is None:
            if any(cells[_LABELS:]):
                context.set_aside(row.place, row.raw, "label_unreadable")
            continue
        count = numbers.exactly(numbers.parse(cells[_LABELS], whole=True))
        percent = numbers.parse_rate(cells[_LABELS + 1])
        if count.state is State.NONE and percent.state in (State.NONE, State.EMPTY):
            continue
        yield _fact(row, survey, (dimension, category), None, (count, percent), row_total, context)


def _crossed(table: Table, columns: Sequence[Column], survey: str, context: Context) -> Iterator[facts.Row]:
    heading = [column.category for column in columns]
    dimension: str | None = None
    for row in table.rows[_LABELS:]:
        if [cell for cell in row.cells if cell] == heading:
            continue  # the heading again, after the break of a page
        if row.cells[0]:
            dimension = text.label(row.cells[0])
        category = text.label(row.cells[1]) if len(row.cells) > 1 else None
        pairs, total = _aligned(row.cells[_LABELS:], columns)
        if dimension is None or category is None or not pairs:
            context.set_aside(row.place, row.raw, "columns_shifted" if category else "label_unreadable")
            continue
        row_total = _total(total, row, context)
        for column, pair in zip(columns, pairs, strict=True):
            if pair[0].state is not State.NONE:
                yield _fact(row, survey, (dimension, category), column, pair, row_total, context)


def _aligned(cells: Sequence[str], columns: Sequence[Column]) -> tuple[list[tuple[Number, Number]], str]:
    """Return the cells under each column and the row's total; nothing where they cannot be told apart.

    A row that lost cells still reads from its total leftwards, where nothing but '-' is lost: every dimension
    that it prints adds up to the total.
    """
    if len(cells) > len(columns) and _TOTAL.match(cells[len(columns)]):
        return [_pair(cell) for cell in cells[: len(columns)]], cells[len(columns)]
    end = next((i for i, cell in enumerate(cells) if _TOTAL.match(cell)), 0)
    pairs = [_pair(cell) for cell in cells[:end]]
    lost = len(columns) - end
    if not 0 < lost < len(columns) or not pairs or pairs[0][0].state is not State.NONE:
        return [], ""
    pairs = [pairs[0]] * lost + pairs
    sums: dict[str, Decimal] = {}
    for column, (count, _) in zip(columns, pairs, strict=True):
        if count.value is not None:
            sums[column.dimension] = sums.get(column.dimension, Decimal(0)) + count.value
        elif count.state is not State.NONE:
            return [], ""
    found = _TOTAL.match(cells[end])
    total = numbers.parse(found[1], whole=True).value if found else None
    return (pairs, cells[end]) if sums and set(sums.values()) == {total} else ([], "")


def _pair(cell: str) -> tuple[Number, Number]:
    found = _PAIR.match(cell)
    if found is None:
        number = numbers.parse(cell, whole=True)
        return number, Number(State.EMPTY)
    return numbers.parse(found[1], whole=True), numbers.parse_rate(found[2])


def _total(cell: str, row: TableRow, context: Context) -> int | None:
    found = _TOTAL.match(cell)
    number = numbers.parse(found[1] if found else cell, whole=True)
    return _whole(numbers.exactly(number), row, context)


def _whole(number: Number, row: TableRow, context: Context) -> int | None:
    if number.value is not None and number.value == int(number.value) and 0 <= number.value < 2**53:
        return int(number.value)
    reason = "malformed_number" if number.state is State.MALFORMED else "not_a_number"
    context.set_aside(row.place, row.raw, reason)
    return None


def _fact(
    row: TableRow,
    survey: str,
    named: tuple[str, str],
    column: Column | None,
    figures: tuple[Number, Number],
    row_total: int | None,
    context: Context,
) -> facts.Row:
    count, percent = figures
    if percent.value is None:
        context.set_aside(row.place, row.raw, "not_a_number")
    return facts.SurveyCell(
        document_id=context.document_id,
        line=row.place.line,
        page=row.place.page,
        raw=row.raw,
        survey=survey,
        row_dimension=named[0],
        row_category=named[1],
        column_dimension=column.dimension if column else None,
        column_category=column.category if column else None,
        n=_whole(count, row, context),
        percent=as_float(percent),
        row_total=row_total,
    )


KIND = Kind("survey", OfTables(claims, read))
