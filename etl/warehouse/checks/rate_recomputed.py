"""Finds a printed execution or collection rate that its own line's amounts do not give."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from functools import partial

from sqlalchemy import Connection

from etl.warehouse.accusing import Judged, accusing
from etl.warehouse.checks import Check, Finding
from etl.warehouse.explanations import Amount, Label, Percent, Word, explain, subject_of
from etl.warehouse.printed import (
    PrintedLine,
    budget_lines,
    exact,
    is_outside,
    ratio_interval,
    revenue_lines,
)


def run(connection: Connection) -> Iterator[Finding]:
    """Divide again, line by line."""
    judged = [_judged(line, "executed_won", "execution_rate") for line in budget_lines(connection)]
    judged += [_judged(line, "received_won", "collection_rate") for line in revenue_lines(connection)]
    yield from accusing((one for one in judged if one), partial(explain, CHECK.name, "doubted"))


def _judged(line: PrintedLine, part_column: str, rate_name: str) -> Judged | None:
    rate, part, whole = line.rates["printed_rate"], line.amounts[part_column], line.amounts["current_won"]
    if rate is None or part is None or whole is None or whole <= line.unit_won / 2:
        return None
    places = line.rate_places if line.rate_places is not None else int(not rate.is_integer())
    allowed = Fraction(1, 2) if places == 0 else Fraction(1, 10)
    printed, computed = exact(rate), Fraction(100 * part, whole)
    # Small amounts in a coarse unit allow many rates: 1 of 3 million won may be anything from 14 to 60 %.
    possible = ratio_interval(part, whole, line.unit_won, line.unit_won)
    if abs(printed - computed) <= allowed or not is_outside(printed, possible, Fraction(1, 2 * 10**places)):
        return Judged(line.group, line.grade, None)
    shown = max(1, places)
    korean, english = explain(
        CHECK.name, "differs", subject=Label(line.label), rate=Word(rate_name), part_name=Word(part_column),
        part=Amount(part, line.unit_won), whole=Amount(whole, line.unit_won),
        printed=Percent(printed, places), computed=Percent(computed, shown),
    )  # fmt: skip
    finding = Finding(
        document_id=line.document_id,
        line=line.line,
        severity="warning",
        subject=subject_of(line.label),
        printed=Percent(printed, places).digits,
        computed=Percent(computed, shown).digits,
        difference=Percent(printed - computed, shown).digits,
        explanation_ko=korean,
        explanation_en=english,
        direction_id=line.direction_id,
        program_id=line.program_id,
    )
    return Judged(line.group, line.grade, finding)


CHECK = Check(name="rate_recomputed", run=run)
