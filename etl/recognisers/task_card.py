"""A city task card: its total cost and what was executed of it, each a label with the amount below it."""

from __future__ import annotations

import itertools

from etl import facts
from etl.blocks import Line, TableRow
from etl.korean import numbers
from etl.recognisers.cells import RowReader
from etl.recognisers.context import Context, NamedProgram
from etl.vocabulary import is_one_of, words


def read(context: Context) -> list[facts.Row]:
    """Return the card's line of cost and execution, and register its task as the one programme."""
    if context.document.kind != "task_card":
        return []
    budget, executed = _below(context, "budget"), _below(context, "executed")
    if budget is None:
        return []
    number, unit_won = numbers.parse_money(budget.text)
    if unit_won is None:
        context.set_aside(budget.place, budget.text, "unit_unknown")
        return []
    program = context.register(
        NamedProgram(
            context.program_id(context.document.title), context.document.title, context.source.blocks[0].place
        )
    )
    raw = budget.text if executed is None else f"{budget.text} / {executed.text}"
    reader = RowReader(context, TableRow(budget.place, (raw,)), unit_won)
    executed_number = numbers.parse_money(executed.text, unit_won)[0] if executed else None
    return [
        facts.BudgetLine(
            document_id=context.document_id,
            line=budget.place.line,
            page=budget.place.page,
            raw=raw,
            budget_line_id=f"{context.document_id}:{budget.place.line}",
            fiscal_year=context.document.fiscal_year,
            as_of=context.document.as_of,
            level="program_detail",
            label=program.name,
            program_id=program.program_id,
            current_won=reader.amount("current_won", budget.text, number),
            executed_won=reader.amount("executed_won", executed.text, executed_number)
            if executed and executed_number
            else None,
            printed_unit_won=unit_won,
            unreadable=reader.unreadable,
        )
    ]


def _below(context: Context, what: str) -> Line | None:
    """Return the line below the first label of this kind."""
    lines = list(context.source.lines)
    labels = words("institutions", "card", what)
    for label, below in itertools.pairwise(lines):
        if is_one_of(label.text, labels):
            return below
    return None
