"""Survey tables: distributions, answers in percent, and cross-tabulations of cells 'n (p)'."""

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
from etl.outline import figure_denials, remainder
from etl.outline.cells import as_float
from etl.outline.context import Context
from etl.outline.distributions import Category, distributions, lost_after, role_of, tells_of_asking

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
    if remainder.names_targets(table):
        return False
    return _columns(table) is not None or bool(distributions(table, context))


def read(tables: Sequence[Table], context: Context) -> list[facts.Row]:
    """Return one fact per cell, under the name of the survey that stands above its table."""
    if not tables:
        return []
    names = _names(context, {table.place.line for table in tables})
    rows: list[facts.Row] = []
    for table in tables:
        survey = names[table.place.line]
        if reason := _denial(table, context):
            for row in table.rows:
                for column in range(len(row.cells)):
                    context.left[row.line_of(column), column + 1] = reason
            continue
        if columns := _columns(table):
            rows.extend(_crossed(table, columns, survey, context))
            continue
        for row in table.rows:
            for column in range(len(row.cells)):
                context.left[row.line_of(column), column + 1] = "column_unknown"
        for one in distributions(table, context):
            context.left.update(one.left)
            rows.extend(row for entry in one.categories for row in _categories(entry, survey, context))
    return rows


def _denial(table: Table, context: Context) -> str | None:
    """Return why a survey is none of the institution's in this year: a cell has no year of its own."""
    if figure_denials.is_dated_otherwise(table.place, context):
        return "other_year"
    return figure_denials.of_table(table.place, context) or figure_denials.of_notes(
        table.rows[-1].place, context
    )


def _columns(table: Table) -> list[Column] | None:
    """Return the columns of a cross-tabulation, None where this is none.

    The first row names the dimensions, the second one their categories; a dimension stands above the first of
    its categories. Both rows may stand one cell to the left of the figures.
    """
    if len(table.rows) <= _LABELS or role_of(table.rows[0].cells[0]) != "label":
        return None
    dimensions, categories = table.rows[0].cells, table.rows[1].cells
    found: list[Column] = []
    dimension = ""
    for index, category in enumerate(categories):
        named = dimensions[index] if 0 < index < len(dimensions) else ""
        if named and role_of(named) == "total":
            break
        dimension = named or dimension
        if category and not dimension:
            return None
        if category:
            found.append(Column(dimension, category))
    has_pair = any(_PAIR.match(cell) for row in table.rows[_LABELS:] for cell in row.cells)
    is_named = any(role_of(cell) == "total" for cell in dimensions)
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
            asked = None if tells_of_asking(found[1]) else text.label(found[1])
        elif not tells_of_asking(block.text) and (label := text.label(_NOTE.sub("", block.text))):
            title, asked = label, None
    return names


def _categories(one: Category, survey: str, context: Context) -> Iterator[facts.Row]:
    if one.dimension is None or one.category is None:
        if any(number.state is not State.EMPTY for number in (one.count, one.percent)):
            context.set_aside(one.row.place, one.row.raw, "label_unreadable")
        return
    if one.count.state is State.NONE and one.percent.state in (State.NONE, State.EMPTY):
        return
    total = _whole(one.total, one.row, context) if one.total.state is not State.EMPTY else None
    if one.percent.value is None:
        context.set_aside(one.row.place, one.row.raw, "not_a_number")
    yield facts.SurveyCell(
        document_id=context.document_id,
        line=one.row.place.line,
        page=one.row.place.page,
        raw=one.raw,
        survey=survey,
        row_dimension=one.dimension,
        row_category=one.category,
        column_dimension=one.answer[0] if one.answer else None,
        column_category=one.answer[1] if one.answer else None,
        n=None if one.answer else _whole(one.count, one.row, context),
        percent=as_float(one.percent),
        row_total=total,
        grade="proved" if one.is_proved else "named",
    )


def _crossed(table: Table, columns: Sequence[Column], survey: str, context: Context) -> Iterator[facts.Row]:
    """Yield the cells of a cross-tabulation; a figure without its share is a count only where all may be.

    One with decimals among them says that they are shares, and no count is more than its row's total.
    """
    bare = [numbers.parse(cell, whole=True) for row in table.rows[_LABELS:] for cell in row.cells[_LABELS:]]
    has_shares = any(one.places for one in bare if one.unit is None)
    for dimension, row in _in_groups(table, columns):
        category = text.label(row.cells[1]) if len(row.cells) > 1 else None
        pairs, total = _aligned(row.cells[_LABELS:], columns)
        if dimension is None or category is None or not pairs:
            context.set_aside(row.place, row.raw, "columns_shifted" if category else "label_unreadable")
            continue
        row_total = _total(total, row, context)
        for column, pair in zip(columns, pairs, strict=True):
            count, share = pair
            is_share = has_shares and share.state is State.EMPTY and count.value is not None
            is_too_many = row_total is not None and count.value is not None and count.value > row_total
            if is_share or is_too_many:
                reason = "not_a_number" if is_share else "columns_contradict"
                context.set_aside(row.place, row.raw, reason)
            elif count.state is not State.NONE:
                yield _fact(row, survey, (dimension, category), column, pair, row_total, context)


def _in_groups(table: Table, columns: Sequence[Column]) -> Iterator[tuple[str | None, TableRow]]:
    """Yield each row of a cross-tabulation with its dimension; None where that label is lost."""
    heading = [column.category for column in columns]
    groups: list[list[TableRow]] = []
    for row in table.rows[_LABELS:]:
        if [cell for cell in row.cells if cell] == heading:
            continue  # the heading again, after the break of a page
        if row.cells[0] or not groups:
            groups.append([])
        groups[-1].append(row)
    for group in groups:
        totals = [next((found for cell in row.cells if (found := _TOTAL.match(cell))), None) for row in group]
        parts = [numbers.parse(found[1], whole=True).value if found else None for found in totals]
        last = group[0].cells[-1]
        whole = None if _TOTAL.match(last) else numbers.parse(last, whole=True).value
        ends = lost_after(parts, whole, Decimal(0)) or len(group)
        for place, row in enumerate(group):
            yield text.label(group[0].cells[0]) if place < ends else None, row


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
