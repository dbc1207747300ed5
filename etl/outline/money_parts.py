"""The parts of a table of money, each of one side, and their lines in their tree."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from etl.korean import notes, patterns, text
from etl.outline.levels import is_total, level_word
from etl.outline.lines import Line
from etl.outline.money_rows import (
    adding,
    groups_of,
    is_another_count,
    is_beside_total,
    is_group_total,
    is_short,
    label_of,
    lacks_rate_alone,
    reason_left,
    spellings,
)
from etl.outline.money_table import MoneyTable
from etl.outline.register import entries
from etl.outline.year_columns import compares_years
from etl.tables import tree
from etl.tables.amounts import Figures
from etl.tables.tree import Tree
from etl.vocabulary import Account, accounts, is_one_of, words


@dataclass(slots=True)
class MoneyPart:
    """The rows of a table of money that are of one side; side is None where nothing says which.

    total_scope: what its total is of, where its form or other sheets tell.
    """

    table: MoneyTable
    rows: tuple[int, ...]
    side: str | None
    total_scope: str | None = None


def parts_of(found: MoneyTable) -> list[MoneyPart]:
    """Return the parts of a table: one, or revenue and expenditure where it prints one after the other."""
    rows = range(len(found.grid.body))
    side = _side(found)
    if _has_both_sides(found):
        return [MoneyPart(found, tuple(rows), None)]
    if side is not None:
        return [MoneyPart(found, tuple(rows), _undenied(side, found, rows))]
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
    return [
        MoneyPart(found, tuple(segment), _undenied(_voted(found, segment), found, segment, is_stated=False))
        for segment in segments
    ]


def _undenied(
    side: str | None, found: MoneyTable, rows: Sequence[int], *, is_stated: bool = True
) -> str | None:
    """Return the side of rows, None where their labels end as those of the other side, or of a profit, do.

    Where words above the table state the side, it takes the endings of both to deny them.
    """
    ends = {
        kind
        for row in rows
        if (label := label_of(found.grid.names[row], ())) is not None
        for kind in ("revenue", "expenditure", "difference")
        if text.key(label).endswith(tuple(map(text.key, words("money", "side_endings", kind))))
    }
    if is_stated:
        return None if {"revenue", "expenditure"} <= ends else side
    return side if ends <= {side} else None


def rows_of_payers(part: MoneyPart) -> tuple[int, ...]:
    """Return the rows of expenditure that part by who pays what other rows part by what it is spent on.

    The same money would be counted twice. Of a table of payers alone they are the lines.
    """
    names = {row: found[-1] for row in part.rows if (found := part.table.grid.names[row])}
    plain = {row: patterns.IN_BRACKETS.sub("", name) for row, name in names.items()}
    short = [row for row, name in plain.items() if is_one_of(name, words("money", "payers", "short"))]
    payers = {row for row, name in plain.items() if is_one_of(name, words("money", "payers", "names"))}
    if len(short) + len(payers) > 1:
        payers.update(short)
    lines = [row for row, name in plain.items() if not is_total(name)]
    is_mixed = any(row not in payers for row in lines)
    return tuple(sorted(payers)) if part.side == "expenditure" and is_mixed else ()


def _is_grand(name: str) -> bool:
    return any(text.key(name).startswith(text.key(word)) for word in words("money", "grand_total"))


def _has_both_sides(found: MoneyTable) -> bool:
    """Tell whether one row is all revenue and another all expenditure."""
    labels = labels_of(found)
    return all(
        any(is_one_of(label, words("money", "side_rows", side)) for label in labels)
        for side in ("revenue", "expenditure")
    )


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
    groups = groups_of(found.grid)
    votes = {
        side: sum(
            any(
                exact_account(name, side)
                for name in spellings(found.grid, found.grid.body[r], found.grid.names[r], groups)
            )
            for r in rows
        )
        for side in ("expenditure", "revenue")
    }
    if votes["expenditure"] != votes["revenue"]:
        return max(votes, key=lambda side: votes[side])
    return "expenditure" if "executed" in found.roles.own and not any(votes.values()) else None


def deny_smaller_wholes(parts: Sequence[MoneyPart]) -> None:
    """Take no table for the whole whose total is less than that of another one of its side, year and date.

    The same total rounded to another unit is the same. Of a list of programmes the total alone is less: each
    of them is what it is in the whole, and it is less than a table by accounts of any date of the year, as no
    budget moves by all that is no programme. So is that of a table that is called one of projects' costs.
    """
    for part in parts:
        is_of_projects = part.side == "expenditure" and _is_of_projects(part.table)
        if part.table.scope.scope == "whole" and (is_of_projects or _has_rival_totals(part)):
            _narrow(part)
    _deny_unnamed_wholes(parts)
    wholes = _wholes(parts)
    for part, total in wholes:
        for other, larger in wholes:
            is_less = total + _coarsest(part, other) <= larger
            # A comparison of years has no scope of its own: it tells the year's first budget.
            if is_less and _are_of_one_whole(part, other) and not compares_years(part.table):
                _narrow(part)


def _deny_unnamed_wholes(parts: Sequence[MoneyPart]) -> None:
    """Take no table that nothing names for the whole beside one that its caption names, and another total.

    What stands below a caption may go on with a part, or with something else; only its total could tell.
    """
    wholes = _wholes(parts)
    for part, total in wholes:
        others = [
            abs(total - of_other) >= _coarsest(part, other)
            for other, of_other in wholes
            if _names_money(other.table) and (other.side, other.table.year) == (part.side, part.table.year)
        ]
        if not _names_money(part.table) and others and all(others):
            part.table.scope = replace(part.table.scope, scope="part")


def _names_money(found: MoneyTable) -> bool:
    """Tell whether a caption says that its table is of a budget or a settlement, or of a side of one."""
    named = text.key(found.scope.caption or "")
    sides = (word for side in ("revenue", "expenditure") for word in words("money", "side", side))
    return any(text.key(word) in named for word in (*words("money", "caption", "of_money"), *sides))


def _has_rival_totals(part: MoneyPart) -> bool:
    """Tell whether two rows of one name are the total, of other amounts, and none of them adds the others up.

    Two tables stand below each other in it, and nothing says which of them is of the whole.
    """
    column, names = part.table.roles.of("current"), part.table.grid.names
    if column is None:
        return False
    totals: dict[str, list[Decimal]] = {}
    for row in part.rows:
        value = column.values[row]
        if names[row] and _is_grand(names[row][-1]) and is_total(names[row][-1]) and value is not None:
            totals.setdefault(text.key(names[row][-1]), []).append(value)
    highest = max(totals.values(), key=max, default=[])
    rest = sorted(set(highest))[:-1]
    return bool(rest) and sum(highest) != 2 * max(highest)


def _wholes(parts: Sequence[MoneyPart]) -> list[tuple[MoneyPart, Decimal]]:
    """Return the parts that are taken for the whole, each with its total in won."""
    wholes = (part for part in parts if part.table.scope.scope == "whole")
    return [(part, total) for part in wholes if (total := _total(part)) is not None]


def _coarsest(part: MoneyPart, other: MoneyPart) -> int:
    return max(part.table.unit_won, other.table.unit_won)


def _are_of_one_whole(part: MoneyPart, other: MoneyPart) -> bool:
    """Tell whether two tables of the whole speak of one budget: of one side and year, and of one date.

    A list of programmes has none of its own beside a table of accounts, whatever the date of either.
    """
    if (part.side, part.table.year) != (other.side, other.table.year):
        return False
    is_list_alone = part.table.is_program_list and not other.table.is_program_list
    return part.table.as_of == other.table.as_of or is_list_alone


def _narrow(part: MoneyPart) -> None:
    if part.table.is_program_list:
        part.total_scope = "part"
    else:
        part.table.scope = replace(part.table.scope, scope="part")


def _is_of_projects(found: MoneyTable) -> bool:
    """Tell whether the words before a caption's brackets name the costs of projects, and no budget."""
    named = text.key(notes.without_brackets(found.scope.caption or ""))
    return any(text.key(word) in named for word in words("money", "caption", "projects"))


def _total(part: MoneyPart) -> Decimal | None:
    """Return the total of a part in won, as its own rows print it."""
    column = part.table.roles.of("current")
    names = part.table.grid.names
    totals = [
        value * part.table.unit_won
        for row in part.rows
        if column is not None and names[row] and is_total(names[row][-1])
        if (value := column.values[row]) is not None
    ]
    return max(totals, default=None)


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
    groups = groups_of(found.grid)
    lines = []
    entered = entries(found.grid)
    roles = [*found.roles.own.values(), *found.roles.other.values()]
    columns = [role.index for role in roles if role.code not in ("reason", "number", "label")]
    for index in part.rows:
        if not any(found.grid.cell(found.grid.body[index], column) for column in columns):
            continue  # the heading of a group, or a line of other columns
        row, names = found.grid.body[index], found.grid.names[index]
        if reason_left(found, index) is not None:
            continue
        line = Line(row, label_of(names, groups), spellings(found.grid, row, names, groups), index)
        if index in entered:
            line.label, line.level, line.is_entered = entered[index].program, "program", True
            lines.append(line)
            continue
        line.is_total_word = line.label is not None and bool(names) and is_total(line.label)
        line.is_torn = len(found.grid.labels) > 1
        holds_group = line.is_total_word or is_group_total(names, groups)
        line.may_hold_one = holds_group or bool(line.label and level_word(line.label))
        lines.append(line)
    lines = _without_other_totals(part, lines)
    built = _tree(found, lines)
    for line, parent in zip(lines, built.parents, strict=True):
        if parent is not None:
            line.put_under(lines[parent], is_proved=True)
    is_denied = _is_total_denied(found, lines)
    holding = _holding_denied(found, lines)
    lines = [line for line in lines if line.index not in holding and not _is_beside(part, line, lines)]
    return [
        line
        for line in lines
        if line.parent
        or line.children
        or not (is_short(found, line.index) or (is_denied and lacks_rate_alone(found, line.index)))
    ]


def _without_other_totals(part: MoneyPart, lines: list[Line]) -> list[Line]:
    """Return the lines without those that count a total otherwise, where the total is the sum of the others.

    '순계', or '(이월 포함)', is the same money again; '인건비 제외' may be a line that the total needs.
    """
    kept = [line for line in lines if line.is_total_word or not is_another_count(line.label)]
    column = part.table.roles.of("current")
    totals = [line for line in kept if line.is_total_word]
    if len(kept) == len(lines) or column is None or not totals:
        return lines
    parents = set(_tree(part.table, kept).parents)
    is_told = all(kept.index(total) in parents or _closes(total, kept, column) for total in totals)
    return kept if is_told else lines


def _holding_denied(found: MoneyTable, lines: Sequence[Line]) -> set[int]:
    """Return the rows that a note denies alone, and those that hold them: what is above, and the totals."""
    holding: set[int] = set()
    for line in lines:
        above: Line | None = line if line.index in found.scope.denied else None
        while above is not None:
            holding.add(above.index)
            above = above.parent
    return holding | {line.index for line in lines if holding and line.is_total_word}


def _is_beside(part: MoneyPart, line: Line, lines: Sequence[Line]) -> bool:
    """Tell whether a line outside of all sums stands beside a total, as what is left of it does.

    It does where the total has its parts, or where the line has no budget of its own.
    """
    if line.parent or line.children or not is_beside_total(line.label, part.side):
        return False
    column = part.table.roles.of("current")
    if column is None or column.values[line.index] is None:
        return True
    totals = [other for other in lines if other.is_total_word]
    return any(total.children or _closes(total, lines, column) for total in totals)


def _closes(total: Line, lines: Sequence[Line], column: Figures) -> bool:
    """Tell whether the lines above a total add up to it."""
    above = [
        one
        for one in lines
        if one.index < total.index and not one.is_total_word and one.parent in (None, total)
    ]
    return bool(above) and sum(column.values[one.index] or 0 for one in above) == column.values[total.index]


def _is_total_denied(found: MoneyTable, lines: Sequence[Line]) -> bool:
    """Tell whether a total has no parts, though the lines beside it do not add up to it either."""
    column = found.roles.of("current")
    parts = [line for line in lines if not line.is_total_word and line.parent is None]
    return column is not None and any(
        sum(column.values[part.index] or 0 for part in parts) != column.values[line.index]
        for line in lines
        if line.is_total_word and not line.children and line.parent is None
    )


def labels_of(found: MoneyTable) -> list[str]:
    """Return the labels of all rows of a table."""
    return [label for names in found.grid.names if (label := label_of(names, ()))]


def _tree(found: MoneyTable, lines: Sequence[Line]) -> Tree:
    columns = adding(found)
    return tree.build(
        [line.label or "" for line in lines],
        [[column.values[line.index] for line in lines] for column in columns],
        places=[max((n.places for n in column.numbers), default=0) for column in columns],
        total_like=[line.may_hold_one for line in lines],
        is_whole=found.scope.unit_won == 1,
    )
