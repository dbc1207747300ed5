"""Finds a printed attainment that the goal and the result beside it do not give."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from sqlalchemy import Connection, select

from etl.warehouse import schema
from etl.warehouse.checks import Check, Finding
from etl.warehouse.explanations import Label, Percent, explain, subject_of
from etl.warehouse.printed import exact


def run(connection: Connection) -> Iterator[Finding]:
    """Divide again, goal by goal. A rate printed in whole percents may be half a point away."""
    goals = schema.indicator_result
    printed_goals = select(goals).where(
        goals.c.printed_attainment.is_not(None), goals.c.actual.is_not(None), goals.c.target.is_not(None)
    )
    for row in connection.execute(printed_goals).mappings():
        target, actual, printed = (exact(row[n]) for n in ("target", "actual", "printed_attainment"))
        part, whole = (target, actual) if row["better"] == "lower" else (actual, target)
        if whole <= 0:
            continue
        places = 0 if printed.denominator == 1 else 1
        computed = 100 * part / whole
        # Some forms print no more than 100 %.
        is_capped = printed == 100 and computed > 100
        if is_capped or abs(printed - computed) <= Fraction(1, 2 if places == 0 else 10):
            continue
        korean, english = explain(
            CHECK.name, row["better"], subject=Label(row["name"]),
            target=_goal(target, row["unit"]), actual=_goal(actual, row["unit"]),
            printed=Percent(printed, places), computed=Percent(computed),
        )  # fmt: skip
        yield Finding(
            document_id=row["document_id"],
            line=row["line"],
            severity="warning",
            subject=subject_of(row["name"]),
            printed=Percent(printed, places).digits,
            computed=Percent(computed).digits,
            difference=Percent(printed - computed).digits,
            explanation_ko=korean,
            explanation_en=english,
            direction_id=row["direction_id"],
            program_id=row["program_id"],
        )


def _goal(value: Fraction, unit: str | None) -> str:
    figure = f"{int(value):,}" if value.denominator == 1 else f"{float(value):,}"
    return f"{figure}{unit or ''}"


CHECK = Check(name="attainment_recomputed", run=run)
