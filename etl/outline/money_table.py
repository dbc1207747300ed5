"""A table of money under reading: its grid, its scope, its roles, its lines in their tree, and the facts of
them.

Shared by the kinds that read money; which of them takes a table follows from the roles that it holds.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from etl.blocks import Place, Table, TableRow
from etl.korean import text, units
from etl.korean.cells import RATE_UNITS
from etl.korean.dates import is_year_like
from etl.korean.numbers import Number, State
from etl.mappings import signature
from etl.outline import decided
from etl.outline.context import Context
from etl.outline.levels import is_total, level_word
from etl.outline.lines import Line
from etl.tables import tree
from etl.tables.amounts import Figures
from etl.tables.header import Grid, is_figure
from etl.tables.roles import Role, Roles, assign
from etl.tables.scope import TableScope, names_another_year, scope_of
from etl.tables.tree import Tree
from etl.terms.codes import RATE_ROLES, REPEATABLE_ROLES
from etl.vocabulary import Account, accounts, is_one_of, money_role, words

_LOOK_BACK = 12


@dataclass(slots=True)
class MoneyTable:
    """A grid of money with what is known of it.

    width: the cells of its widest heading row. signed, whole: its columns whose figures mostly print a sign
    of rates, and those whose figures mostly have no decimals.
    """

    grid: Grid
    scope: TableScope
    roles: Roles
    year: int
    as_of: date | None
    number: int
    width: int
    signed: frozenset[int]
    whole: frozenset[int]

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
        return bool(headings) and any(money_role(word) == "program" for word in headings[-1])


def money_tables(table: Table, context: Context) -> list[MoneyTable]:
    """Return the grids of a table that hold money by their headings; the decisions go to the context."""
    found = []
    above = context.blocks_before(table.place, _LOOK_BACK)
    for grid in context.grids_of(table):
        scope = scope_of(
            grid,
            above,
            own_names=(context.organization.name, *context.other_names),
            default_unit_won=context.unit_won,
            fiscal_year=context.fiscal_year,
        )
        stated = scope.year or (scope.as_of.year if scope.as_of else None)
        mapping = context.mappings.for_table(context.organization.organization_id, signature(grid.signature))
        if mapping is None:
            year = stated or context.fiscal_year
            roles = assign(grid, year=year, side=scope.side)
            if not _holds_money(grid, scope, roles):
                continue
        else:
            grid, scope = decided.labelled(grid, mapping), decided.scoped(grid, scope, mapping)
            year = decided.year_of(mapping, context.fiscal_year, stated)
            roles = decided.roles_of(grid, mapping, year)
        if scope.is_planned and ("executed" in roles.own or "received" in roles.own):
            scope = replace(scope, doubt="planned_figure")
        found.append(
            MoneyTable(
                grid, scope, roles, year, _as_of(scope, year, context), context.number_of(table),
                width=max(len(row.cells) for row in grid.head),
                signed=_mostly(roles, lambda number: number.unit in RATE_UNITS),
                whole=_mostly(roles, lambda number: not number.places),
            )
        )  # fmt: skip
    return found


def _holds_money(grid: Grid, scope: TableScope, roles: Roles) -> bool:
    """Tell whether the headings are of a table of money, with amounts that can be read, one line a row."""
    has_amounts = any(code in ("current", "target", "received") for code in roles.own) or any(
        code in ("current", "target") for code, _ in roles.other
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
    """Settle the year of tables whose stated date is of another year than the document's.

    Where such a table has the very total of one that is of the document's year and date, its date is a
    misprint: the figures are the document's, and the date is set aside. Else the table is of the year that
    it states.
    """
    own = {total for one in found if one.year == context.fiscal_year for total in _totals(one)}
    for one in found:
        stated = one.scope.as_of
        if stated is None or stated.year == context.fiscal_year or not own & _totals(one):
            continue
        evidence = one.scope.reading["as_of"]
        context.set_aside(
            Place(evidence.line or one.grid.place.line), stated.isoformat(), "date_contradiction"
        )
        one.year, one.as_of = context.fiscal_year, context.document.as_of


def _totals(found: MoneyTable) -> set[Decimal]:
    """Return the largest budget of a table, in won."""
    column = found.roles.of("current")
    values = [v for v in (column.values if column else ()) if v]
    return {max(values) * found.scope.unit_won} if values and found.scope.unit_won else set()


def _as_of(scope: TableScope, year: int, context: Context) -> date | None:
    if scope.as_of is not None:
        return scope.as_of
    return context.document.as_of if year == context.fiscal_year else None


@dataclass(slots=True)
class MoneyPart:
    """The rows of a table of money that are of one side; side is None where nothing says which."""

    table: MoneyTable
    rows: tuple[int, ...]
    side: str | None


def parts_of(found: MoneyTable) -> list[MoneyPart]:
    """Return the parts of a table: one, or revenue and expenditure where it prints one after the other."""
    rows = range(len(found.grid.body))
    side = _side(found)
    if side is not None:
        return [MoneyPart(found, tuple(rows), side)]
    segments: list[list[int]] = []
    for row in rows:
        names = found.grid.names[row]
        starts = bool(names) and is_total(names[-1])
        # A total opens what it is the total of; only on the last row it closes a table.
        if starts and row != rows[-1] and segments and len(segments[-1]) > 1 and _is_grand(names[-1]):
            segments.append([row])
        elif segments:
            segments[-1].append(row)
        else:
            segments = [[row]]
    return [MoneyPart(found, tuple(segment), _voted(found, segment)) for segment in segments]


def _is_grand(name: str) -> bool:
    return any(text.key(name).startswith(text.key(word)) for word in words("money", "grand_total"))


def _side(found: MoneyTable) -> str | None:
    """Return the side of a whole table: by its headings, else its caption; None where they do not say."""
    own = found.roles.own
    if "received" in own and "executed" not in own:
        return "revenue"
    if found.scope.side is not None:
        return found.scope.side
    if any(code.startswith("carried_") or code in ("refunded", "committed") for code in own):
        return "expenditure"
    return None


def _voted(found: MoneyTable, rows: Sequence[int]) -> str | None:
    """Return the side that more of the labels belong to; where none does, what is executed is expenditure."""
    groups = _groups(found.grid)
    votes = {
        side: sum(
            any(
                exact_account(name, side)
                for name in _spellings(found.grid, found.grid.body[r], found.grid.names[r], groups)
            )
            for r in rows
        )
        for side in ("expenditure", "revenue")
    }
    if votes["expenditure"] != votes["revenue"]:
        return max(votes, key=lambda side: votes[side])
    return "expenditure" if "executed" in found.roles.own and not any(votes.values()) else None


def exact_account(name: str, side: str) -> Account | None:
    """Return the standard label of a side that a name is, but for totals, which both sides have."""
    wanted = text.key(name)
    for account in accounts(side):
        if account.code != "total" and wanted in map(text.key, account.words):
            return account
    return None


def lines_of(part: MoneyPart) -> list[Line]:
    """Return the lines of a part in their tree: by sums where they hold, flat where they do not."""
    found = part.table
    groups = _groups(found.grid)
    lines = []
    roles = [*found.roles.own.values(), *found.roles.other.values()]
    columns = [role.index for role in roles if role.code not in ("reason", "number", "label")]
    for index in part.rows:
        if not any(found.grid.cell(found.grid.body[index], column) for column in columns):
            continue  # the heading of a group, or a line of other columns
        row, names = found.grid.body[index], found.grid.names[index]
        if reason_left(found, index) is not None:
            continue
        line = Line(row, _label(names, groups), _spellings(found.grid, row, names, groups), index)
        line.is_total_word = bool(names) and is_total(names[-1])
        line.is_torn = len(found.grid.labels) > 1
        line.may_hold_one = line.is_total_word or bool(line.label and level_word(line.label))
        lines.append(line)
    built = _tree(found, lines)
    for line, parent in zip(lines, built.parents, strict=True):
        if parent is not None:
            line.put_under(lines[parent], is_proved=True)
    return [line for line in lines if line.parent or line.children or not is_short(found, line.index)]


def reason_left(found: MoneyTable, index: int) -> str | None:
    """Return why a row of a table is no line of it, None for a line.

    It has no name but a figure or nothing, so that it may be the rest of the row before; it says that it is
    of another year, or counts something else ('직원 수(명)'); or its cells do not fit the headings.
    """
    row, names = found.grid.body[index], found.grid.names[index]
    if not names:
        printed = [cell for i in found.grid.labels if (cell := found.grid.cell(row, i))]
        return "label_unreadable" if not printed or any(map(is_figure, printed)) else None
    stated = units.stated_unit(names[-1])
    if stated is not None and stated.won != found.scope.unit_won:
        return "unit_contradicted"
    if names_another_year(names[-1], found.year):
        return "other_year"
    if is_one_of(names[-1], words("money", "difference")):
        return "recomputed"
    key = text.key(names[-1])
    if key.endswith(tuple(words("money", "counted"))):
        return "unit_contradicted"
    beside = {text.key(word) for kind in ("of_a_year", "of_a_time") for word in words("money", kind)}
    if any(
        key.removeprefix(word).removesuffix(word) in beside
        for word in words("money", "expected")
        if word in key
    ):
        return "planned_figure"
    return None if _fits(found, index) else "row_does_not_fit_header"


def _fits(found: MoneyTable, index: int) -> bool:
    """Tell whether a row has rates only where rates stand, no decimals among whole amounts, and no cell more.

    A cell that was lost, or one too many, moves the others under headings that are not theirs.
    """
    row, figures = found.grid.body[index], found.roles.figures
    for role in _read(found):
        number = figures[role.index].numbers[index]
        if number.value is None:
            continue
        is_signed = number.unit in RATE_UNITS
        if role.code in RATE_ROLES:
            if not is_signed and role.index in found.signed:
                return False
        elif is_signed or (number.places and role.index in found.whole):
            return False
    return not any(row.cells[found.width :])


def is_short(found: MoneyTable, index: int) -> bool:
    """Tell whether a row ends before a column that is read, so that any of its cells may be the one lost.

    Its last figure is its own column's where the next column has none so large. Else only a sum can tell.
    """
    row, figures = found.grid.body[index], found.roles.figures
    amounts = sorted(role.index for role in _read(found) if role.code not in RATE_ROLES)
    lost = [i for i in amounts if i >= len(row.cells)]
    if not lost:
        return False
    last = next((v for i in reversed(amounts) if (v := figures[i].values[index]) is not None), None)
    most = figures[lost[0]].largest
    return last is None or most is None or last <= most


def _read(found: MoneyTable) -> list[Role]:
    roles = (*found.roles.own.values(), *found.roles.other.values())
    return [role for role in roles if role.code not in REPEATABLE_ROLES and role.index in found.roles.figures]


def labels_of(found: MoneyTable) -> list[str]:
    """Return the labels of all rows of a table."""
    return [label for names in found.grid.names if (label := _label(names, ()))]


def _spellings(grid: Grid, row: TableRow, names: Sequence[str], groups: Collection[str]) -> tuple[str, ...]:
    """Return the ways to read a label: by itself, and with what a vertical heading took from its
    beginning."""
    own = [name for name in (_label(names, groups),) if name]
    joined = text.label("".join(grid.cell(row, index) for index in grid.labels))
    return tuple(dict.fromkeys([*own, *([joined] if joined else [])]))


def _label(names: Sequence[str], groups: Collection[str]) -> str | None:
    """Return the name of a line; of a group's subtotal it is the group's, where there are several groups."""
    if not names:
        return None
    if len(names) > 1 and len(groups) > 1 and is_one_of(names[-1], words("money", "subtotal")):
        return names[-2]
    return names[-1]


def _groups(grid: Grid) -> set[str]:
    """Return the names that stand in the first column of labels."""
    return {names[0] for names in grid.names if names}


def _tree(found: MoneyTable, lines: Sequence[Line]) -> Tree:
    columns: list[Figures] = [
        found.roles.figures[role.index]
        for code, role in found.roles.own.items()
        if code in ("original", "adjustment", "current", "executed", "received", "target")
    ]
    if not any(code in found.roles.own for code in ("executed", "received")):
        # A comparison of years: what adds up in each of them stands on more than one sum.
        columns += [
            found.roles.figures[role.index]
            for (code, _), role in found.roles.other.items()
            if code in ("current", "target")
        ]
    return tree.build(
        [line.label or "" for line in lines],
        [[column.values[line.index] for line in lines] for column in columns],
        places=[max((n.places for n in column.numbers), default=0) for column in columns],
        total_like=[line.may_hold_one for line in lines],
        is_whole=found.scope.unit_won == 1,
    )
