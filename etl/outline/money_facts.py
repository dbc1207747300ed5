"""The facts of the lines of a table of money, and what was decided of the table, with its evidence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from etl import facts
from etl.korean import numbers
from etl.outline.cells import RowReader, as_float
from etl.outline.context import Context
from etl.outline.lines import Line
from etl.outline.money_table import MoneyTable
from etl.tables.bracketed import RATE, SHARE
from etl.tables.nearby import Stated

_SETTLED = (
    "carried_in", "committed", "carried_explicit", "carried_accident", "carried_continuing", "refunded",
)  # fmt: skip


def budget_rows(found: MoneyTable, lines: Sequence[Line], side: str, context: Context) -> Iterator[facts.Row]:
    """Yield the fact of each line: of its money columns, its rate and its remark."""
    for line in lines:
        yield _fact(found, line, side, context)


def identity(context: Context, line: Line, found: MoneyTable) -> str:
    """Return the id of a line's fact; a second table or line in the same rows has a number of its own."""
    first = line.index if found.grid.is_turned else found.grid.columns[0].index
    return f"{context.document_id}:{line.row.place.line}" + (f":{first + 1}" if first else "")


def _is_fraction(printed: str, spent: int | None, current: int | None) -> bool:
    """Tell whether a rate without its sign is what was spent of one, and not of a hundred."""
    rate = numbers.parse_rate(printed)
    if not spent or not current or rate.value is None or "%" in printed or not rate.places:
        return False
    return abs(spent - rate.value * current) * 2 <= current * Decimal(10) ** -rate.places


def _fact(found: MoneyTable, line: Line, side: str, context: Context) -> facts.Row:
    reader = RowReader(context, line.row, found.unit_won)
    grid, own = found.grid, found.roles.own

    def money(code: str, column: str) -> int | None:
        role = own.get(code)
        if role is None:
            return None
        cell = grid.cell(line.row, role.index)
        if role.index not in found.bracketed:
            return reader.money(column, cell)
        if found.bracketed[role.index] == SHARE and cell:
            context.left.setdefault((line.row.line_of(role.index), role.index + 1), "recomputed")
        return reader.amount(column, cell, numbers.parse_pair(cell)[0])

    codes = ("original", "adjustment", "current", *_SETTLED)
    spent = "received" if side == "revenue" and "received" in own else "executed"
    won = {code: money(code, f"{code}_won") for code in codes}
    won["spent"] = money(spent, "received_won" if side == "revenue" else "executed_won")
    # Without what was spent a rate is of something that the table does not print.
    rate_role, reason_role = own.get("rate") if spent in own else None, own.get("reason")
    printed_rate = grid.cell(line.row, rate_role.index) if rate_role else None
    if printed_rate is not None and _is_fraction(printed_rate, won["spent"], won["current"]):
        # 0.6 where six of ten were spent: as a percentage it would be another rate.
        context.set_aside(line.row.place, printed_rate, "unit_contradicted")
        printed_rate = None
    rate = reader.rate("printed_rate", printed_rate)
    if rate_role is None and spent in own and found.bracketed.get(own[spent].index) == RATE:
        rate = numbers.parse_pair(grid.cell(line.row, own[spent].index))[1]
    common: dict[str, object] = {
        "document_id": context.document_id,
        "line": line.row.place.line,
        "page": line.row.place.page,
        "raw": line.row.raw,
        "parent_id": identity(context, line.parent, found) if line.parent else None,
        "fiscal_year": found.year,
        "as_of": found.as_of,
        "label": line.label,
        "category": line.category,
        "original_won": won["original"],
        "adjustment_won": won["adjustment"],
        "current_won": won["current"],
        "printed_rate": as_float(rate),
        "rate_places": rate.places if rate.value is not None else None,
        "printed_unit_won": found.unit_won,
        "scope": found.scope.scope,
        "grade": found.roles.grade,
        "reason": (grid.cell(line.row, reason_role.index) or None) if reason_role else None,
    }
    if side == "revenue":
        return facts.RevenueLine(
            revenue_line_id=identity(context, line, found),
            parent_label=line.parent.label if line.parent else None,
            received_won=won["spent"],
            unreadable=reader.unreadable,
            **common,  # type: ignore[arg-type]
        )
    unspent = money("unspent" if "unspent" in own else "balance", "unspent_won")
    return facts.BudgetLine(
        budget_line_id=identity(context, line, found),
        level=line.level,
        direction_id=line.direction_id,
        task_id=line.task_id,
        executed_won=won["spent"],
        unspent_won=unspent,
        unreadable=reader.unreadable,
        **{**common, **{f"{code}_won": won[code] for code in _SETTLED}},  # type: ignore[arg-type]
    )


def decisions(found: MoneyTable, context: Context) -> Iterator[facts.Reading]:
    """Yield what was decided of a table, with its evidence.

    Where its page, other tables or its own lines make it a part, its caption alone does not say so.
    """
    stated: dict[str, Stated] = found.scope.reading
    scope = stated.get("scope")
    if scope is not None and scope.value != found.scope.scope:
        stated = {**stated, "scope": Stated(found.scope.scope, scope.line, scope.how)}
    for name, one in stated.items():
        yield facts.Reading(
            document_id=context.document_id,
            line=one.line or found.grid.place.line,
            field=name,
            table_no=found.number,
            value=one.value,
            evidence_line=one.line,
            how=one.how,
        )
