"""A city task card: its total cost and what was executed of it, each a label with the amount below it."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from etl import facts
from etl.blocks import Bullet, Heading, Line, TableRow
from etl.kind import Kind, OfDocument
from etl.korean import numbers, patterns, periods, text
from etl.outline import card_plan, flattened, indicators
from etl.outline.cells import RowReader
from etl.outline.context import Context, NamedProgram
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
    whole = f"{context.document_id}:{budget.place.line}"
    by_year = [
        row
        for amount in ("budget", "executed")
        for row in flattened.read(amount, program.program_id, whole, context)
    ]
    goals = [*_goals(program, context), *_planned(program, context)]
    return [
        facts.BudgetLine(
            document_id=context.document_id,
            line=budget.place.line,
            page=budget.place.page,
            raw=raw,
            budget_line_id=whole,
            fiscal_year=context.fiscal_year,
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
        ),
        *by_year,
        *goals,
        *card_plan.read(goals, context),
    ]


def _goals(program: NamedProgram, context: Context) -> list[facts.IndicatorResult]:
    """Return the quantities that the card's goal states and its results report, each in the same unit.

    A result whose line states a year is of that year: a card runs over several.
    """
    targets = {unit: value for _, value, unit in _quantities(context, "goals")}
    rows: list[facts.IndicatorResult] = []
    for line, value, unit in _quantities(context, "results"):
        name = text.label(patterns.BEFORE_CARD_QUANTITY.sub("", line.text))
        if unit not in targets or name is None:
            continue
        stated = sorted({*periods.years(line.text), *periods.short_years(line.text)})
        if len(stated) > 1:
            context.set_aside(line.place, line.text, "year_unknown")
            continue
        better = indicators.better_of(name, None, unit)
        if better is None:
            context.set_aside(line.place, line.text, "better_unknown")
            continue
        year = stated[0] if stated else context.fiscal_year
        as_of = context.document.as_of
        rows.append(
            facts.IndicatorResult(
                document_id=context.document_id,
                line=line.place.line,
                page=line.place.page,
                raw=line.text,
                indicator_result_id=f"{context.document_id}:{line.place.line}:1",
                # A card lists the results of all its years: the line's own date says of which it is.
                fiscal_year=year,
                as_of=as_of if as_of and as_of.year == year else None,
                program_id=program.program_id,
                name=name,
                unit=unit,
                target=targets.pop(unit),
                actual=value,
                status="reported",
                better=better,
            )
        )
    return rows


def _planned(program: NamedProgram, context: Context) -> list[facts.IndicatorResult]:
    """Return the quantities that the quarters of a year are to bring, each a target of that year."""
    rows: list[facts.IndicatorResult] = []
    as_of, year = context.document.as_of, None
    for line in context.source.lines:
        if isinstance(line, Heading | Bullet):
            is_plan = text.key(line.text).endswith(
                tuple(map(text.key, words("institutions", "card", "quarterly")))
            )
            years = {*periods.years(line.text), *periods.short_years(line.text)}
            year = years.pop() if is_plan and len(years) == 1 else None
            continue
        found = list(card_plan.counts(line)) if year is not None else []
        name = text.label(patterns.BEFORE_CARD_QUANTITY.sub("", line.text))
        if year is None or len(found) != 1 or name is None:
            continue  # several in one line are of several quarters: whose, is not certain
        ((value, unit),) = found
        better = indicators.better_of(name, None, unit)
        if better is None:
            context.set_aside(line.place, line.text, "better_unknown")
            continue
        rows.append(
            facts.IndicatorResult(
                document_id=context.document_id,
                line=line.place.line,
                page=line.place.page,
                raw=line.text,
                indicator_result_id=f"{context.document_id}:{line.place.line}:1",
                fiscal_year=year,
                as_of=as_of if as_of and as_of.year == year else None,
                program_id=program.program_id,
                name=name,
                unit=unit,
                target=value,
                status="planned",
                better=better,
            )
        )
    return rows


def _quantities(context: Context, heading: str) -> Iterator[tuple[Line, float, str]]:
    """Return the counts in the lines below a heading of the card, up to the next heading."""
    is_below = False
    for line in context.source.lines:
        if is_one_of(line.text, words("institutions", "card", heading)):
            is_below = True
        elif is_below and isinstance(line, Heading):
            is_below = False
        elif is_below:
            yield from ((line, *count) for count in card_plan.counts(line))


def _below(context: Context, what: str) -> Line | None:
    """Return the line below the first label of this kind."""
    lines = list(context.source.lines)
    labels = words("institutions", "card", what)
    for label, below in itertools.pairwise(lines):
        if is_one_of(label.text, labels):
            return below
    return None


KIND = Kind("task_card", OfDocument(read), needs=("expenditure",))
