"""Finds a printed change, or rate of change, that the two years beside it do not give."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from functools import partial

from sqlalchemy import Connection

from etl.warehouse.accusing import Judged, accusing
from etl.warehouse.checks import Check, Finding
from etl.warehouse.explanations import Amount, Label, Percent, explain, subject_of
from etl.warehouse.printed import (
    PrintedLine,
    exact,
    half_steps,
    is_outside,
    ratio_interval,
    two_year_lines,
)


def run(connection: Connection) -> Iterator[Finding]:
    """Subtract and divide again, line by line."""
    lines = two_year_lines(connection)
    steps = half_steps(lines, "change_rate")
    amounts: list[Judged] = []
    rates: list[Judged] = []
    for line in lines:
        amount, previous = line.amounts["amount_won"], line.amounts["previous_won"]
        if amount is not None and previous is not None:
            amounts += _amount(line, amount, previous)
            rates += _rate(line, amount, previous, steps)
    yield from accusing(amounts, partial(explain, CHECK.name, "doubted"))
    yield from accusing(rates, partial(explain, CHECK.name, "doubted"))


def _amount(line: PrintedLine, amount: int, previous: int) -> Iterator[Judged]:
    change = line.amounts["change_won"]
    # Three roundings of half a unit each come to one whole unit of difference at most.
    if change is None:
        return
    if abs(change - (amount - previous)) <= line.unit_won:
        yield Judged(line.group, line.grade, None)
        return
    printed, computed = Amount(change, line.unit_won), Amount(amount - previous, line.unit_won)
    korean, english = explain(
        CHECK.name, "amount", subject=Label(line.label), printed=printed, computed=computed,
        year=str(line.fiscal_year), previous_year=str(line.previous_year),
        amount=Amount(amount, line.unit_won), previous=Amount(previous, line.unit_won),
    )  # fmt: skip
    difference = Amount(printed.won - computed.won, line.unit_won)
    finding = _finding(line, printed.digits, computed.digits, difference.digits, korean, english)
    yield Judged(line.group, line.grade, finding)


def _rate(
    line: PrintedLine, amount: int, previous: int, steps: dict[tuple[str, str | None], Fraction]
) -> Iterator[Judged]:
    rate = line.rates["change_rate"]
    if rate is None or previous <= line.unit_won / 2:
        return
    least, greatest = ratio_interval(amount, previous, line.unit_won, line.unit_won)
    printed, computed = exact(rate), Fraction(100 * (amount - previous), previous)
    if not is_outside(printed, (least - 100, greatest - 100), steps[line.document_id, line.side]):
        yield Judged(line.group, line.grade, None)
        return
    korean, english = explain(
        CHECK.name, "rate", subject=Label(line.label), printed=Percent(printed), computed=Percent(computed),
        year=str(line.fiscal_year), previous_year=str(line.previous_year),
        amount=Amount(amount, line.unit_won), previous=Amount(previous, line.unit_won),
    )  # fmt: skip
    difference = Percent(printed - computed)
    finding = _finding(
        line, Percent(printed).digits, Percent(computed).digits, difference.digits, korean, english
    )
    yield Judged(line.group, line.grade, finding)


def _finding(
    line: PrintedLine, printed: str, computed: str, difference: str, korean: str, english: str
) -> Finding:
    return Finding(
        document_id=line.document_id,
        line=line.line,
        severity="warning",
        subject=subject_of(line.label),
        printed=printed,
        computed=computed,
        difference=difference,
        explanation_ko=korean,
        explanation_en=english,
    )


CHECK = Check(name="change_recomputed", run=run)
