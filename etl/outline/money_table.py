"""A table of money under reading: its grid, its scope, its roles, its lines in their tree, and the facts of
them.

Shared by the kinds that read money; which of them takes a table follows from the roles that it holds.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from etl.blocks import Place, Table
from etl.korean import text, units
from etl.korean.cells import RATE_UNITS
from etl.korean.dates import is_year_like
from etl.korean.heading_periods import heading_period
from etl.korean.month_ends import month_end_in
from etl.korean.numbers import Number, State
from etl.korean.year_spans import YearSpan, is_part_alone
from etl.mappings import signature
from etl.outline import decided
from etl.outline.context import Context
from etl.outline.headings import over_table
from etl.outline.sideways import names_amounts, upright
from etl.tables.bracketed import bracketed
from etl.tables.doubts import beside_the_house
from etl.tables.header import Grid
from etl.tables.labels import naming
from etl.tables.period_sums import with_sum_of_periods
from etl.tables.roles import Roles, assign
from etl.tables.running_totals import with_running_total
from etl.tables.scope import TableScope, scope_of
from etl.tables.suggested import beside
from etl.vocabulary import money_role, words

_LOOK_BACK = 12
_OF_ORIGINALS = ("plan", "budget_book")
"""Documents whose year's first budget is the one that holds."""
_MOVED = frozenset({"executed", "received"})
_FEWEST_UNITS = 1_000
"""An amount of fewer units may have the digits of another by chance."""


@dataclass(slots=True)
class MoneyTable:
    """A grid of money with what is known of it.

    width: the cells of its widest heading row. signed, whole: its columns whose figures mostly print a sign
    of rates, and those whose figures mostly have no decimals. others: its rows that are other bodies beside
    the house. other_years: its rows that are of another year by their names. is_of_page: whether it is a
    programme's page's own, and lists nothing that has a page. bare: the roles of what was spent or came in
    beside a bare month or quarter, of which it may be alone. bracketed: its columns of amounts with a rate or
    a share in brackets behind them, and which.
    """

    grid: Grid
    scope: TableScope
    roles: Roles
    year: int
    as_of: date | None
    number: int
    own_names: tuple[str, ...]
    width: int
    signed: frozenset[int]
    whole: frozenset[int]
    others: frozenset[int]
    other_years: frozenset[int] = frozenset()
    is_of_page: bool = False
    bare: frozenset[str] = frozenset()
    bracketed: Mapping[int, str] = field(default_factory=dict)

    @property
    def unit_won(self) -> int:
        """Won per printed unit; only tables whose unit is known are read."""
        if self.scope.unit_won is None:
            raise ValueError("the unit of the table is not known")
        return self.scope.unit_won

    @property
    def is_program_list(self) -> bool:
        """Tell whether the lowest column of labels holds programmes."""
        headings = [column.path for column in self.grid.columns if column.index in self.grid.labels]
        is_list = bool(headings) and any(money_role(word) == "program" for word in headings[-1])
        return is_list and not (self.is_of_page and len(self.grid.body) > 1)

    @property
    def is_one_line(self) -> bool:
        """Tell whether it is a single row, of a programme or on the page of one that needs no name."""
        is_named = self.is_program_list or (self.is_of_page and not self.grid.labels)
        return is_named and len(self.grid.body) == 1


def money_tables(table: Table, context: Context) -> list[MoneyTable]:
    """Return the grids of a table that hold money by their headings; the decisions go to the context."""
    found = []
    above = context.blocks_before(table.place, _LOOK_BACK)
    below = context.blocks_after(table.rows[-1].place, _LOOK_BACK)
    own_names, over = context.own_names, over_table(table.place, context)
    for printed in context.grids_of(table):
        grid = upright(naming(printed), context.fiscal_year)
        scope = scope_of(
            grid,
            above,
            below,
            own_names=own_names,
            default_unit_won=context.unit_won,
            fiscal_year=context.fiscal_year,
            is_plan=context.document.kind == "plan",
            over=over,
            dating=context.lines_dating(table.place, _LOOK_BACK),
        )
        stated = scope.year or (scope.as_of.year if scope.as_of else None)
        mapping = context.mappings.for_table(context.organization.organization_id, signature(grid.signature))
        if mapping is None:
            year = stated or context.fiscal_year
            roles = assign(grid, year=year, side=scope.side, amounts=scope.amounts)
            roles = with_sum_of_periods(roles, grid, scope.side, scope.as_of or context.document.as_of)
            roles = with_running_total(roles, grid, scope.side)
            roles = _without_other_days(roles, grid, scope.as_of or context.document.as_of)
            roles = _without_running_totals(roles, grid, year, scope.caption or "")
            is_spent = bool({"executed", "received"} & roles.own.keys())
            if is_spent and scope.as_of is None and _is_before(year, context):
                scope = replace(scope, doubt=scope.doubt or "year_unknown")
            if roles.is_original and context.document.kind not in _OF_ORIGINALS:
                scope = replace(scope, doubt=scope.doubt or "superseded")
            if is_spent and _is_of_another_day(scope, year, context):
                scope = replace(scope, doubt=scope.doubt or "date_contradiction")
            if names_amounts(grid, context.fiscal_year):
                scope = replace(scope, doubt=scope.doubt or "column_uncertain")
            if not _holds_money(grid, scope, roles):
                _tell_units(grid, context)
                continue
        else:
            grid, scope = decided.labelled(grid, mapping), decided.scoped(grid, scope, mapping)
            year = decided.year_of(mapping, context.fiscal_year, stated)
            roles = decided.roles_of(grid, mapping, year)
        labels = [names[-1] if names else "" for names in grid.names]
        found.append(
            MoneyTable(
                grid, scope, roles, year, _as_of(scope, year, context), context.number_of(table),
                own_names=own_names,
                width=max(len(row.cells) for row in grid.head),
                signed=_mostly(roles, lambda number: number.unit in RATE_UNITS),
                whole=_mostly(roles, lambda number: not number.places),
                others=frozenset(beside_the_house(labels, own_names)),
                bare=_bare(roles, grid, scope, year),
                bracketed=bracketed(roles),
            )
        )  # fmt: skip
    return found


def _tell_units(grid: Grid, context: Context) -> None:
    """Say of a table that is not read that its columns are of several units of money, where they are."""
    stated = {won for column in grid.figures if (won := units.money_unit(column.heading))}
    if len(stated) > 1:
        for row in grid.body:
            for index in (column.index for column in grid.figures if column.index < len(row.cells)):
                context.left[row.line_of(index), index + 1] = "unit_contradicted"


def _is_before(year: int | None, context: Context) -> bool:
    """Tell whether a document is a plan of the year, or of one before, that says no day.

    What it prints as spent was spent before it.
    """
    document = context.document
    is_undated = document.kind == "plan" and document.as_of is None
    return is_undated and (year is None or year >= context.fiscal_year)


def _is_of_another_day(scope: TableScope, year: int | None, context: Context) -> bool:
    """Tell whether words above a table suggest another day of the year than the document's, or a part alone.

    What was spent up to then, or within a quarter, was not spent up to this one; a span up to the year's end
    is the year, or that of a project.
    """
    own, during = scope.as_of or context.document.as_of, scope.during
    day = during.ends_on if during else scope.until
    if own is None or day is None or day.year not in (year, own.year):
        return False
    if during is not None and is_part_alone(during):
        return True
    return day != own and (day.month, day.day) != (12, 31)


def _without_other_days(roles: Roles, grid: Grid, own: date | None) -> Roles:
    """Return the roles without what was spent up to another day than the table's: '집행액(8월말)'."""
    headings = {column.index: column.path for column in grid.columns}
    other = {
        code: role.index
        for code, role in roles.own.items()
        if code in _MOVED and any(_is_of_another(one, own) for one in headings[role.index])
    }
    kept = {code: role for code, role in roles.own.items() if code not in other}
    left = {**roles.left, **dict.fromkeys(other.values(), "date_contradiction")}
    return replace(roles, own=kept, left=left) if other else roles


def _without_running_totals(roles: Roles, grid: Grid, year: int, caption: str) -> Roles:
    """Return the roles of a table whose rows are months or quarters without what adds up over them.

    '집행누계' beside '2분기' is what was spent up to its end, and no figure of the quarter.
    """
    told = [heading_period(names[-1], year) for names in grid.names if names]
    if not any(one is not None and one.part is not None for one in told):
        return roles
    headings = {column.index: " ".join(column.path) for column in grid.columns}
    running = {
        role.index
        for code, role in roles.own.items()
        if code in _MOVED
        if any(word in text.key(f"{headings[role.index]} {caption}") for word in words("money", "cumulated"))
    }
    if not running:
        return roles
    kept = {code: role for code, role in roles.own.items() if role.index not in running and code != "rate"}
    gone = {role.index: "column_uncertain" for code, role in roles.own.items() if code not in kept}
    return replace(roles, own=kept, left={**roles.left, **gone})


def _bare(roles: Roles, grid: Grid, scope: TableScope, year: int) -> frozenset[str]:
    """Return the roles of what was spent or came in of which only a bare month or quarter says when.

    A day that the table states, or a word for what adds up, says that it is up to its end.
    """
    headings = {column.index: " ".join(column.path) for column in grid.columns}
    found = set()
    for code in _MOVED & roles.own.keys():
        said = beside(headings[roles.own[code].index], year)
        said = said if said is None or not scope.is_dated else None
        said = said or scope.during
        named = f"{headings[roles.own[code].index]} {scope.caption or ''}"
        is_cumulated = any(word in text.key(named) for word in words("money", "cumulated"))
        if said is not None and said.is_bare and not is_cumulated:
            found.add(code)
    return frozenset(found)


def _is_of_another(heading: str, own: date | None) -> bool:
    """Tell whether a heading says another day than the table's, or one where the table has none."""
    if own is None:
        return month_end_in(heading, date.max.year) is not None
    said, until = beside(heading, own.year), month_end_in(heading, own.year)
    return (said is not None and _is_otherwise(said, own)) or until not in (None, own)


def _is_otherwise(said: YearSpan, own: date) -> bool:
    return is_part_alone(said) or said.ends_on != own


def _holds_money(grid: Grid, scope: TableScope, roles: Roles) -> bool:
    """Tell whether the headings are of a table of money, with amounts that can be read, one line a row."""
    has_amounts = any(code in ("current", "target", "received") for code in roles.own) or any(
        code in ("current", "target", "executed") for code, _ in roles.other
    )
    budget = roles.of("current")
    if budget is not None and not roles.other and not any(map(_is_legible, budget.numbers)):
        return False
    is_of_goals = "current" not in roles.own and scope.unit_won is None
    if not has_amounts or is_of_goals or (grid.is_below and not grid.stated):
        return False  # of a table right below another one, caption and unit above are the other's
    # Rows that are years have a figure of each.
    return not any(names and is_year_like(names[-1]) for names in grid.names)


def _is_legible(number: Number) -> bool:
    """Tell whether a cell holds an amount, or prints that there is none."""
    return number.value is not None or number.state is State.NONE


def _mostly(roles: Roles, holds: Callable[[Number], bool]) -> frozenset[int]:
    """Return the columns of which most figures are so."""
    found = set()
    for index, column in roles.figures.items():
        values = [number for number in column.numbers if number.value is not None]
        if 2 * sum(map(holds, values)) > len(values):
            found.add(index)
    return frozenset(found)


def reconcile(found: Sequence[MoneyTable], context: Context) -> None:
    """Settle which year a table is of whose stated date is of another one, and whether it can be spent.

    Where such a table has the very total of one that states the same day of the document's year, its year is
    a misprint: the figures are the document's, and the date is set aside; where a note below says that year
    too, they are neither's. Else the table is of the year that it states, and one of the same total that
    states none may be of that year too.
    """
    own = {
        (total, one.scope.as_of.month, one.scope.as_of.day)
        for one in found
        if one.scope.as_of is not None and one.year == context.fiscal_year
        for total in _totals(one)
    }
    of_others: set[Decimal] = set()
    for one in found:
        stated = one.scope.as_of
        if one.year == context.fiscal_year:
            continue
        if stated is None or not any((total, stated.month, stated.day) in own for total in _totals(one)):
            of_others |= _totals(one)
            continue
        if one.scope.is_year_noted:
            one.scope = replace(one.scope, doubt=one.scope.doubt or "year_contradicted")
            continue
        evidence = one.scope.reading["as_of"]
        line = evidence.line or one.grid.place.line
        context.set_aside(Place(line), stated.isoformat(), "date_contradiction")
        context.misprinted.add(line)
        one.year, one.as_of = context.fiscal_year, context.document.as_of
    of_own = {total for total, _, _ in own}
    for one in found:
        is_undated = not one.scope.reading.keys() & {"year", "as_of"} and one.scope.doubt is None
        if is_undated and _totals(one) & of_others - of_own:
            one.scope = replace(one.scope, doubt="year_unknown")
    _deny_scales(found)
    for one in found:
        one.roles, one.scope = _without_bare(one, found)
        # Of a year that is still to come nothing is spent.
        is_planned = one.scope.is_planned or one.year > context.fiscal_year
        if is_planned and ("executed" in one.roles.own or "received" in one.roles.own):
            one.scope = replace(one.scope, doubt="planned_figure")


def _without_bare(one: MoneyTable, found: Sequence[MoneyTable]) -> tuple[Roles, TableScope]:
    """Return the roles and scope of a table without what may be of a month alone.

    The same total in a table of the year that says no bare month tells that it is not. What a caption says
    rules the whole table: its budget may be the month's too.
    """
    unproved = {code for code in one.bare if not _is_known(code, one, found)}
    if not unproved:
        return one.roles, one.scope
    if one.scope.during is not None and one.scope.during.is_bare:
        return one.roles, replace(one.scope, doubt=one.scope.doubt or "date_contradiction")
    kept = {code: role for code, role in one.roles.own.items() if code not in {*unproved, "rate"}}
    gone = {role.index: "date_contradiction" for code, role in one.roles.own.items() if code not in kept}
    return replace(one.roles, own=kept, left={**one.roles.left, **gone}), one.scope


def _is_known(code: str, one: MoneyTable, found: Sequence[MoneyTable]) -> bool:
    """Tell whether a table that says no bare month has the same total of a role."""
    totals = _totals(one, code)
    others = (x for x in found if code not in x.bare and x.year == one.year and x.scope.doubt is None)
    return any(totals & _totals(other, code) for other in others)


def is_of_another_scale(one: Decimal, other: Decimal, unit_won: int) -> bool:
    """Tell whether two amounts differ by a thousand or a million alone, so that a unit is misprinted.

    unit_won: of the other amount, to which the one may be rounded.
    """
    if other < _FEWEST_UNITS * unit_won:
        return False
    return any(abs(one - other * scale) * 2 <= unit_won * scale for scale in (1_000, 1_000_000))


def _deny_scales(found: Sequence[MoneyTable]) -> None:
    """Doubt two tables of the whole whose totals are of the same digits, in units that differ."""
    wholes = [(one, total) for one in found if one.scope.scope == "whole" for total in _totals(one)]
    for one, total in wholes:
        for other, smaller in wholes:
            if is_of_another_scale(total, smaller, other.unit_won):
                for table in (one, other):
                    table.scope = replace(table.scope, doubt=table.scope.doubt or "unit_contradicted")


def _totals(found: MoneyTable, code: str = "current") -> set[Decimal]:
    """Return the largest budget of a table, or amount of another role, in won."""
    column = found.roles.of(code)
    values = [v for v in (column.values if column else ()) if v]
    return {max(values) * found.scope.unit_won} if values and found.scope.unit_won else set()


def _as_of(scope: TableScope, year: int, context: Context) -> date | None:
    if scope.as_of is not None:
        return scope.as_of
    return context.document.as_of if year == context.fiscal_year else None
