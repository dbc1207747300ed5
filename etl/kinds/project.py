"""The report of one single project: its name is the title's, its budget stands in a few lines of text."""

from __future__ import annotations

import re

from etl import facts
from etl.blocks import Line, TableRow
from etl.kind import Kind, OfDocument
from etl.korean import numbers, text
from etl.korean.number_words import won_in_words
from etl.korean.numbers import Number, State
from etl.outline.cells import RowReader, as_float
from etl.outline.context import Context, NamedProgram
from etl.terms.periods import span_of_months
from etl.vocabulary import is_one_of, words

_PART = re.compile(r"^(.{2,20}?)\s*[:：]\s*(.*\d.*)$")


def read(context: Context) -> list[facts.Row]:
    """Name the project of a final report, and return what its text states of its money."""
    if context.document.kind != "final_report" or context.programs:
        return []
    program = _register(context)
    lines = list(context.source.lines)
    for index, line in enumerate(lines):
        if content := _stated(line, "budget"):
            return _fact(line, content, lines[index + 1 : index + 3], program, context)
    return []


def _register(context: Context) -> NamedProgram:
    """Register the project as the one programme, over its one fiscal year."""
    name = context.document.title
    for word in words("project", "after_name"):
        name = name.removesuffix(word).strip() or name
    program = NamedProgram(context.program_id(name), name, context.source.blocks[0].place)
    program.span = span_of_months(context.fiscal_year, 1, 12)
    return context.register(program)


def _stated(line: Line, what: str) -> str | None:
    part = _PART.match(line.text)
    return part[2] if part and is_one_of(part[1], words("project", what)) else None


def _fact(
    line: Line, content: str, following: list[Line], program: NamedProgram, context: Context
) -> list[facts.Row]:
    executed_text = next((c for f in following if (c := _stated(f, "executed"))), None)
    rate_text = next((c for f in following if (c := _stated(f, "rate"))), None)
    amount, unit = numbers.parse_money(content)
    unit_won = unit or (1 if "₩" in content else None)
    if amount.value is None or unit_won is None:
        context.set_aside(line.place, line.text, "unit_unknown")
        return []
    if _says_another(content, amount, unit_won):
        context.set_aside(line.place, line.text, "malformed_number")
        return []
    raw = " / ".join(found.text for found in [line, *following])
    reader = RowReader(context, TableRow(line.place, (raw,)), unit_won)
    executed = numbers.parse_money(executed_text)[0] if executed_text else Number(State.NONE)
    rate = numbers.parse_rate(rate_text) if rate_text else Number(State.NONE)
    if executed_text and _says_another(executed_text, executed, unit_won):
        context.set_aside(line.place, executed_text, "malformed_number")
        executed_text, executed, rate = None, Number(State.NONE), Number(State.NONE)
    return [
        facts.BudgetLine(
            document_id=context.document_id,
            line=line.place.line,
            page=line.place.page,
            raw=raw,
            budget_line_id=f"{context.document_id}:{line.place.line}",
            fiscal_year=context.fiscal_year,
            as_of=context.document.as_of,
            level="program_detail",
            label=text.label(program.name) or program.name,
            program_id=program.program_id,
            current_won=reader.amount("current_won", content, amount),
            executed_won=reader.amount("executed_won", executed_text or "", executed),
            printed_rate=as_float(rate),
            rate_places=rate.places if rate.value is not None else None,
            printed_unit_won=unit_won,
            unreadable=reader.unreadable,
        )
    ]


def _says_another(content: str, amount: Number, unit_won: int) -> bool:
    """Tell whether an amount is printed in words too, and is another one there: nobody knows which holds."""
    said = won_in_words(content)
    return said is not None and amount.value is not None and said != amount.value * unit_won


KIND = Kind("project", OfDocument(read), needs=("program_pages",))
