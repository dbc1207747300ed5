"""Two-year comparisons: amounts of two years side by side, with their change, shares and rates of change."""

from __future__ import annotations

from collections.abc import Sequence

from etl import facts
from etl.blocks import TableRow
from etl.kind import Kind, OfMoney
from etl.korean import notes, numbers, patterns, text
from etl.korean.heading_periods import heading_period
from etl.korean.numbers import Number, State
from etl.outline.cells import RowReader, as_float
from etl.outline.context import Context
from etl.outline.levels import name_levels
from etl.outline.lines import Line
from etl.outline.money_parts import MoneyPart, lines_of
from etl.outline.money_table import MoneyTable
from etl.outline.year_columns import YearColumns, compares_years, year_columns
from etl.tables.caption import compares_a_part
from etl.tables.roles import NAMED, PROVED, Role
from etl.vocabulary import money_role, words

_YEAR_END = (12, 31)
_LAST_PARTS = ("12", "Q4")


def _takes(part: MoneyPart) -> bool:
    return compares_years(part.table)


def read(parts: Sequence[MoneyPart], context: Context) -> list[facts.Row]:
    """Return one comparison per row."""
    return [row for part in parts for row in _read_part(part, context)]


def _read_part(part: MoneyPart, context: Context) -> list[facts.Row]:
    where = year_columns(part.table)
    if where is None or part.side is None:
        return []
    if _is_of_a_part(part.table) or _is_spent_so_far(part.table) or _is_noted_so_far(part.table, where):
        for index in part.rows:
            for column in part.table.grid.figures:
                context.left[part.table.grid.body[index].place.line, column.index + 1] = "not_of_the_whole"
        return []
    lines = lines_of(part)
    name_levels(lines, part.side, context, is_program_list=False)
    for line in lines:
        if line.account is not None:
            # One word whatever its spacing: a trend joins the same category of several reports.
            line.label = next(
                (w for w in line.account.words if text.key(w) == text.key(line.label or "")), line.label
            )
    if _is_exchanged(where, lines, part.table):
        for line in lines:
            context.set_aside(line.row.place, line.row.raw, "columns_contradict")
        return []
    last = max(role.index for role in (where.amount, where.previous, where.change) if role is not None)
    rows: list[facts.Row] = []
    for line in lines:
        if len(line.row.cells) <= last:
            # A row that lost cells may have lost them anywhere: which year a figure is of is not certain.
            context.set_aside(line.row.place, line.row.raw, "row_does_not_fit_header")
        else:
            rows.append(_fact(part, where, line, context))
    return rows


def _is_of_a_part(found: MoneyTable) -> bool:
    """Tell whether a table says that it is of less than the whole, for which a comparison would pass.

    Words of a caption that are not known (`proposed`) may say no more than by what, or over which years, the
    whole is told; and a smaller whole is one of an earlier day.
    """
    said = found.scope.reading.get("scope")
    if found.is_of_page or said is None or said.value == "whole":
        return found.is_of_page
    return said.how == "stated" or compares_a_part(found.scope.caption or "", found.own_names)


def _is_spent_so_far(found: MoneyTable) -> bool:
    """Tell whether a table of years is of what was spent up to a day: it states one, and no budget.

    The amounts of neither year are the year's then. The last day of a year is the whole of it.
    """
    caption = found.scope.caption or ""
    said = [caption, *(heading for column in found.grid.columns for heading in column.path)]
    if any(word in heading for word in words("money", "of_a_budget") for heading in said):
        return False
    reading = found.scope.reading
    captioned, dated, sided = (reading[f].line if f in reading else None for f in ("scope", "as_of", "side"))
    if captioned is None or sided != captioned:
        return False  # the line above tells of no money
    is_own = dated is not None and dated >= captioned  # and no date of the page
    day = found.scope.as_of if is_own else found.scope.until
    stated = heading_period(caption, found.year)
    is_part = stated is not None and (stated.part is not None or stated.is_open)
    is_so_far = any(word in caption for word in words("series", "cumulated"))
    return is_so_far or (is_part if day is None else (day.month, day.day) != _YEAR_END)


def _is_noted_so_far(found: MoneyTable, where: YearColumns) -> bool:
    """Tell whether a note below says that one of the years is of what was spent up to a month, or within one.

    A budget of that month ('9월 추경 반영', '9월말 예산현액') is the year's.
    """
    return any(_says_so_far(note, where) for note in found.scope.notes)


def _says_so_far(note: str, where: YearColumns) -> bool:
    for piece in notes.by_years(note):
        said = heading_period(piece, where.year)
        if said is None or said.year not in (None, where.year, where.previous_year):
            continue
        key = text.key(piece)
        is_moved = any(word in key for word in words("money", "of_what_was_moved"))
        is_budget = any(
            word in key
            for word in (*words("money", "of_a_budget"), *words("money", "roles", "supplementary"))
        )
        is_part = (said.part is not None and said.part not in _LAST_PARTS) or (
            said.is_open and said.part is None
        )
        if is_part and (is_moved or not is_budget):
            return True
    return False


def _is_exchanged(where: YearColumns, lines: Sequence[Line], found: MoneyTable) -> bool:
    """Tell whether the change is the earlier amount less the later one, in more rows than the other way.

    A change that does not follow has no role: it is the column that is headed as one.
    """
    headed = (
        column.index
        for column in found.grid.columns
        if column.path and money_role(patterns.IN_BRACKETS.sub("", column.path[-1])) == "change"
    )
    change_at = where.change.index if where.change else next(headed, None)
    if change_at is None:
        return False
    forth = back = 0
    for line in lines:
        amount, previous, change = (
            numbers.parse_pair(line.row.cells[index])[0].value if index < len(line.row.cells) else None
            for index in (where.amount.index, where.previous.index, change_at)
        )
        if amount is None or previous is None or not change:
            continue
        forth += amount - previous == change
        back += previous - amount == change
    return back > max(forth, 1)


def _fact(part: MoneyPart, where: YearColumns, line: Line, context: Context) -> facts.Row:
    found = part.table
    reader = RowReader(context, line.row, found.unit_won)

    def pair(role: Role | None) -> tuple[str, Number, Number]:
        cell = found.grid.cell(line.row, role.index) if role else "-"
        if "(" not in cell[1:]:
            return cell, numbers.exactly(numbers.parse(cell, whole=True)), Number(State.NONE)
        first, second = numbers.parse_pair(cell)
        is_pair = found.roles.figures[role.index].brackets if role else ()
        if second.state is State.EMPTY and not any(n.value is not None for n in is_pair):
            second = Number(State.NONE)
        return cell, first, second

    amount_cell, amount, share = pair(where.amount)
    previous_cell, previous, previous_share = pair(where.previous)
    change_cell, change, change_rate = pair(where.change)
    if (role := where.change_rate) is not None:
        change_rate = numbers.parse_rate(found.grid.cell(line.row, role.index))
    share = _share(found, where.amount, line.row, share)
    previous_share = _share(found, where.previous, line.row, previous_share)
    return facts.YearOnYear(
        document_id=context.document_id,
        line=line.row.place.line,
        page=line.row.place.page,
        raw=line.row.raw,
        side=str(part.side),
        label=line.label,
        parent_label=line.parent.label if line.parent else None,
        category=line.category,
        fiscal_year=where.year,
        previous_year=where.previous_year,
        amount_won=reader.amount("amount_won", amount_cell, amount),
        share=as_float(reader.percentage("share", amount_cell, share)),
        previous_won=reader.amount("previous_won", previous_cell, previous),
        previous_share=as_float(reader.percentage("previous_share", previous_cell, previous_share)),
        change_won=reader.amount("change_won", change_cell, change) if where.change else None,
        change_rate=as_float(reader.percentage("change_rate", change_cell, change_rate)),
        printed_unit_won=found.unit_won,
        unreadable=reader.unreadable,
        grade=PROVED if where.change is not None and where.change.grade == PROVED else NAMED,
    )


def _share(found: MoneyTable, amount: Role, row: TableRow, printed: Number) -> Number:
    """Return the share of an amount: in its brackets, or in the column of shares right behind it."""
    if amount.index + 1 in found.roles.shares:
        return numbers.parse_rate(found.grid.cell(row, amount.index + 1))
    return printed


KIND = Kind("two_years", OfMoney(_takes, read), needs=("strategy",))
