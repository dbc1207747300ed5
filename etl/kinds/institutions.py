"""The institutions that a report runs on commission, each with its term and its budget."""

from __future__ import annotations

from etl import facts
from etl.blocks import TableRow
from etl.kind import Kind, OfDocument
from etl.korean import patterns, text
from etl.outline import budget_text
from etl.outline.cells import RowReader
from etl.outline.context import Context
from etl.vocabulary import value


def read(context: Context) -> list[facts.Row]:
    """Return one budget line per commissioned institution."""
    heading, budget = patterns.COMMISSIONED_INSTITUTION, patterns.COMMISSIONED_BUDGET
    lines = list(context.source.lines)
    rows: list[facts.Row] = []
    for index, line in enumerate(lines):
        named = heading.match(line.text)
        if not named:
            continue
        for below in lines[index + 1 : index + 1 + int(value("institutions", "look_ahead"))]:
            if heading.match(below.text):
                break  # the next institution: this one prints no budget
            stated = budget.match(below.text)
            if not stated:
                continue
            said = budget_text.read(stated[1], context.fiscal_year)
            number, unit_won = said.budget.number, said.budget.unit_won
            if unit_won is None or said.doubt:
                context.set_aside(below.place, below.text, said.doubt or "unit_unknown")
                break
            name = text.label(named[1])
            context.commissioned += [name] if name else []
            reader = RowReader(context, TableRow(below.place, (below.text,)), unit_won)
            rows.append(
                facts.BudgetLine(
                    document_id=context.document_id,
                    line=below.place.line,
                    page=below.place.page,
                    raw=f"{named[1]} / {below.text}",
                    budget_line_id=f"{context.document_id}:{below.place.line}",
                    fiscal_year=context.fiscal_year,
                    as_of=context.document.as_of,
                    level="institution",
                    label=name,
                    current_won=reader.amount("current_won", stated[1], number),
                    printed_unit_won=unit_won,
                    unreadable=reader.unreadable,
                )
            )
            break
    return rows


KIND = Kind("institutions", OfDocument(read))
