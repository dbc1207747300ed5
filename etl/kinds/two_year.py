"""Two-year comparisons: 구분 | 2022년(비율) | 2023년(비율) | 증감액(증감률)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from etl import facts
from etl.blocks import Table, TableRow
from etl.kinds.accounts import ancestors, best_account, exact_account
from etl.korean import numbers, text
from etl.outline.cells import RowReader, as_float, unit_of
from etl.outline.context import Context
from etl.vocabulary import Account, accounts, pattern, role_of

_MARK = re.compile(r"(?:^|\s)[·•∙・ㆍ]\s*")
_GLUED_MARK = re.compile(r"(?:^|\s)[·•∙・ㆍ](?=\S)")


@dataclass(frozen=True, slots=True)
class Columns:
    """Where the columns stand: the label takes every cell before the first year."""

    previous: int
    current: int
    change: int
    remark: int | None
    previous_year: int
    year: int


def columns(table: Table) -> Columns | None:
    """Return the columns, or None where this is no two-year comparison."""
    cells = table.rows[0].cells
    years = [
        (i, 2000 + int(m[1]))
        for i, cell in enumerate(cells)
        if (m := pattern("headings", "two_year_cell").match(cell))
    ]
    change = [i for i, cell in enumerate(cells) if role_of("two_year", cell) == "change"]
    remark = [i for i, cell in enumerate(cells) if role_of("two_year", cell) == "remark"]
    if len(years) != 2 or len(change) != 1:
        return None
    (first, first_year), (second, second_year) = years
    if first_year > second_year:
        (first, first_year), (second, second_year) = (second, second_year), (first, first_year)
    return Columns(first, second, change[0], remark[0] if remark else None, first_year, second_year)


def claims(table: Table, context: Context) -> bool:
    """Tell whether this is a two-year comparison."""
    return columns(table) is not None


def side_of(table: Table) -> str:
    """Return the side that more of the table's labels belong to: an expenditure table prints expenditure."""
    where = columns(table)
    if where is None:
        raise ValueError("not a two-year comparison")
    names = [_label(row, where) for row in table.rows[1:]]
    votes = {
        side: sum(exact_account(n, specific) is not None for n in names if n)
        for side in ("revenue", "expenditure")
        for specific in [[a for a in accounts(side) if a.code not in ("total", "commissioned_institutions")]]
    }
    return max(votes, key=lambda side: votes[side])


def direction_names(table: Table) -> list[tuple[TableRow, str]]:
    """Return the strategic directions that the remark beside the programme budget lists ('·a ·b')."""
    where = columns(table)
    if where is None or where.remark is None or side_of(table) != "expenditure":
        return []
    for row in table.rows[1:]:
        name = _label(row, where)
        account = exact_account(name, accounts("expenditure")) if name else None
        if account and account.code == "programs" and len(row.cells) > where.remark:
            cell = row.cells[where.remark]
            # Where the first mark is glued to its name, one with a space after it is part of a name.
            mark = _GLUED_MARK if _GLUED_MARK.match(cell) else _MARK
            parts = mark.split(cell)
            return [(row, part.strip()) for part in parts if part.strip()]
    return []


def read(table: Table, context: Context) -> list[facts.Row]:
    """Return one year_on_year fact per printed line."""
    where = columns(table)
    unit_won = unit_of(context, table)
    if where is None or unit_won is None:
        for row in table.rows[1:]:
            context.set_aside(row.place, row.raw, "unit_unknown")
        return []
    side = side_of(table)
    seen: dict[str, str] = {}
    rows: list[facts.Row] = []
    last = max(where.previous, where.current, where.change)
    for row in table.rows[1:]:
        if len(row.cells) <= last:
            context.set_aside(row.place, row.raw, "row_does_not_fit_header")
            continue
        name = _label(row, where)
        account = best_account(name, accounts(side), context) if name else None
        label = _spelled(name, account)
        parent = _parent(account, seen, side)
        if account:
            seen[account.code] = label or account.words[0]
        reader = RowReader(context, row, unit_won)
        previous, previous_share = numbers.parse_pair(row.cells[where.previous])
        amount, share = numbers.parse_pair(row.cells[where.current])
        change, change_rate = numbers.parse_pair(row.cells[where.change])
        rows.append(
            facts.YearOnYear(
                document_id=context.document_id,
                line=row.place.line,
                page=row.place.page,
                raw=row.raw,
                side=side,
                label=label,
                parent_label=parent,
                category=account.code if account else None,
                fiscal_year=where.year,
                previous_year=where.previous_year,
                amount_won=reader.amount("amount_won", row.cells[where.current], amount),
                share=as_float(reader.percentage("share", row.cells[where.current], share)),
                previous_won=reader.amount("previous_won", row.cells[where.previous], previous),
                previous_share=as_float(
                    reader.percentage("previous_share", row.cells[where.previous], previous_share)
                ),
                change_won=reader.amount("change_won", row.cells[where.change], change),
                change_rate=as_float(reader.percentage("change_rate", row.cells[where.change], change_rate)),
                printed_unit_won=unit_won,
                unreadable=reader.unreadable,
            )
        )
    return rows


def _label(row: TableRow, where: Columns) -> str | None:
    """Return the label, whose syllables may be spread over several cells ('출 | 연 | 금')."""
    return text.label("".join(row.cells[: min(where.previous, where.current)]))


def _spelled(name: str | None, account: Account | None) -> str | None:
    if name is None or account is None:
        return name
    return next((word for word in account.words if text.key(word) == text.key(name)), account.words[0])


def _parent(account: Account | None, seen: dict[str, str], side: str) -> str | None:
    if account is None:
        return seen.get("total")
    return next((seen[code] for code in ancestors(account, side) if code in seen), None)
