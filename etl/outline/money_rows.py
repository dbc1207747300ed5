"""The rows of a table of money: what each is named, and why one is no line of the table."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from decimal import Decimal

from etl.blocks import TableRow
from etl.korean import patterns, text, units
from etl.korean.cells import RATE_UNITS
from etl.outline.money_table import MoneyTable
from etl.outline.register import lacks_program
from etl.tables import tree
from etl.tables.amounts import Figures
from etl.tables.doubts import is_expected, is_total_of_others, remark_denies
from etl.tables.header import Grid, is_figure
from etl.tables.roles import Role
from etl.tables.row_years import of_other_years
from etl.tables.tree import Tree
from etl.terms.codes import RATE_ROLES, REPEATABLE_ROLES
from etl.vocabulary import is_one_of, words


def reason_left(found: MoneyTable, index: int) -> str | None:
    """Return why a row of a table is no line of it, None for a line.

    It has no name but a figure or nothing, so that it may be the rest of the row before; it says that it is
    of another year, or counts something else ('직원 수(명)'); or its cells do not fit the headings.
    """
    row, names = found.grid.body[index], found.grid.names[index]
    if index in found.other_years:
        return "other_year"
    if not names and found.is_one_line:
        return None if _fits(found, index) else "row_does_not_fit_header"
    if not names:
        printed = [cell for i in found.grid.labels if (cell := found.grid.cell(row, i))]
        return "label_unreadable" if not printed or any(map(is_figure, printed)) else None
    if lacks_program(found.grid, row) or _goes_on(found, index):
        return "label_unreadable"
    stated = units.stated_unit(names[-1])
    if stated is not None and stated.won != found.scope.unit_won:
        return "unit_contradicted"
    if is_total_of_others(names[-1], found.own_names) or index in found.others:
        return "other_institution"
    if is_one_of(names[-1], words("money", "difference")):
        return "recomputed"
    if text.key(names[-1]).endswith(tuple(words("money", "counted"))):
        return "unit_contradicted"
    if is_expected(names[-1]) or is_one_of(names[-1], words("money", "aims")):
        return "planned_figure"
    if any(patterns.FOOTNOTE_LINE.match(found.grid.cell(row, i)) for i in found.grid.labels):
        return "row_does_not_fit_header"  # it remarks something of the lines above
    remark = found.roles.own.get("reason")
    if remark is not None and (why := remark_denies(found.grid.cell(row, remark.index), found.year)):
        return why
    return None if _fits(found, index) else "row_does_not_fit_header"


def _goes_on(found: MoneyTable, index: int) -> bool:
    """Tell whether a row is but the first line of what its label names: one below has words, and no label.

    '숲 해설 | 3월~6월' and below it '| 7월~9월': the figures of the first are not all of 숲 해설.
    """
    below = index + 1
    if below >= len(found.grid.body) or found.grid.names[below]:
        return False
    row = found.grid.body[below]
    if any(found.grid.cell(row, i) for i in found.grid.labels):
        return False
    return any(text.label(cell) and not is_figure(cell) for cell in row.cells) and any(
        map(is_figure, row.cells)
    )


def rows_of_other_years(found: MoneyTable) -> frozenset[int]:
    """Return the rows that are of another year by their names, with those that add up to one of them.

    A name may hold the year in which something began: such a row is of this year where a total needs it.
    """
    by_name = of_other_years(found.grid, found.year)
    left = set(by_name.said)
    if by_name.maybe:
        built = _tree_without(found, by_name.said)
        for row in by_name.maybe:
            above = row
            while above in by_name.maybe and (parent := built.parents[above]) is not None:
                above = parent
            if above in by_name.maybe:
                left.add(row)
    for row in tuple(left):
        left.update(_parts_below(found, row, left))
    return frozenset(left)


def _tree_without(found: MoneyTable, left: Collection[int]) -> Tree:
    """Return the tree of all rows by their sums, those that are left being without figures."""
    columns = adding(found)
    names = [label_of(one, ()) or "" for one in found.grid.names]
    return tree.build(
        names,
        [[None if i in left else value for i, value in enumerate(column.values)] for column in columns],
        places=[max((n.places for n in column.numbers), default=0) for column in columns],
        total_like=[is_one_of(name, _totals()) for name in names],
        is_whole=found.scope.unit_won == 1,
    )


def adding(found: MoneyTable) -> list[Figures]:
    """Return the columns of a table whose rows add up."""
    roles = [
        role
        for code, role in found.roles.own.items()
        if code in ("original", "adjustment", "current", "executed", "received", "target")
    ]
    if not any(code in found.roles.own for code in ("executed", "received")):
        # A comparison of years: what adds up in each of them stands on more than one sum.
        roles += [role for (code, _), role in found.roles.other.items() if code in ("current", "target")]
    return [found.roles.figures[role.index] for role in roles]


def _parts_below(found: MoneyTable, above: int, left: Collection[int]) -> list[int]:
    """Return the rows right below one that add up to its budget."""
    column = found.roles.of("current")
    if column is None or not (total := column.values[above]):
        return []
    added, parts = Decimal(0), []
    for row in range(above + 1, len(found.grid.body)):
        added += column.values[row] or 0
        parts.append(row)
        if added == total:
            return parts if len(parts) > 1 else []
        if row in left or added > total:
            break
    return []


def is_beside_total(label: str | None, side: str | None) -> bool:
    """Tell whether a label outside of all sums is what is left of a total, or of the other side."""
    if label is None:
        return False
    roles = words("money", "roles_beside_total")
    left = [
        *words("money", "beside_total"),
        *(word for role in roles for word in words("money", "roles", role)),
    ]
    others = [
        word for of in ("revenue", "expenditure") if of != side for word in words("money", "side_rows", of)
    ]
    return is_one_of(label, (*left, *others))


def is_another_count(label: str | None) -> bool:
    """Tell whether a label says that it counts a total otherwise: net of something, or with what is in it."""
    if label is None:
        return False
    named = text.key(label)
    is_net = named.startswith(tuple(map(text.key, words("money", "net"))))
    return is_net or named.endswith(words("money", "counted_in"))


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
    """Tell whether a row ends before a column of amounts, so that any of its cells may be the one lost.

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


def lacks_rate_alone(found: MoneyTable, index: int) -> bool:
    """Tell whether a row has a cell in every column of amounts that is read, and ends before a rate's."""
    width = len(found.grid.body[index].cells)
    lost = [role for role in _read(found) if role.index >= width]
    return bool(lost) and all(role.code in RATE_ROLES for role in lost)


def _read(found: MoneyTable) -> list[Role]:
    roles = (*found.roles.own.values(), *found.roles.other.values())
    return [role for role in roles if role.code not in REPEATABLE_ROLES and role.index in found.roles.figures]


def spellings(grid: Grid, row: TableRow, names: Sequence[str], groups: Collection[str]) -> tuple[str, ...]:
    """Return the ways to read a label: by itself, and with what a vertical heading took from its
    beginning.

    The subtotal of a group has the group's name alone.
    """
    own = [name for name in (label_of(names, groups),) if name]
    if is_group_total(names, groups):
        return tuple(own)
    joined = text.label("".join(grid.cell(row, index) for index in grid.labels))
    return tuple(dict.fromkeys([*own, *([joined] if joined else [])]))


def label_of(names: Sequence[str], groups: Collection[str]) -> str | None:
    """Return the name of a line; of a group's subtotal it is the group's, where there are several groups.

    A unit in brackets is no part of it, nor what a total counts beside itself ('합계 | 3개 사업').
    """
    if not names:
        return None
    if len(names) > 1 and is_one_of(names[-2], _totals()) and names[-1][:1].isdigit():
        return names[-2]
    if is_group_total(names, groups):
        return names[-2]
    without_unit = patterns.UNIT_IN_HEADING.sub("", names[-1])
    return text.label(without_unit) if without_unit != names[-1] else names[-1]


def is_group_total(names: Sequence[str], groups: Collection[str]) -> bool:
    """Tell whether a row is the subtotal of a group, where there are several groups."""
    return len(names) > 1 and len(groups) > 1 and is_one_of(names[-1], words("money", "subtotal"))


def _totals() -> tuple[str, ...]:
    return (*words("money", "grand_total"), *words("money", "subtotal"))


def groups_of(grid: Grid) -> set[str]:
    """Return the names that stand in the first column of labels."""
    return {names[0] for names in grid.names if names}
