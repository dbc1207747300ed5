"""Finds a printed attainment that the goal and the result beside it do not give."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from fractions import Fraction
from functools import partial

from sqlalchemy import Connection, RowMapping, select

from etl.warehouse import schema
from etl.warehouse.accusing import Judged, accusing, tables_of
from etl.warehouse.checks import Check, Finding
from etl.warehouse.explanations import Label, Percent, explain, subject_of
from etl.warehouse.printed import exact


def run(connection: Connection) -> Iterator[Finding]:
    """Divide again, goal by goal. A rate printed in whole percents may be half a point away."""
    goals = schema.indicator_result
    printed_goals = select(goals).where(
        goals.c.printed_attainment.is_not(None), goals.c.actual.is_not(None), goals.c.target.is_not(None)
    )
    rows = connection.execute(printed_goals).mappings().all()
    tables = tables_of(connection, ((row["document_id"], row["line"]) for row in rows))
    judged = [_judged(row, tables[row["document_id"], row["line"]]) for row in rows]
    yield from accusing((one for one in judged if one), partial(explain, CHECK.name, "doubted"))


def _judged(row: RowMapping, table: Hashable) -> Judged | None:
    target, actual, printed = (exact(row[n]) for n in ("target", "actual", "printed_attainment"))
    part, whole = (target, actual) if row["better"] == "lower" else (actual, target)
    if whole <= 0:
        return None
    places = 0 if printed.denominator == 1 else 1
    computed = 100 * part / whole
    # Some forms print no more than 100 %.
    is_capped = printed == 100 and computed > 100
    if is_capped or abs(printed - computed) <= Fraction(1, 2 if places == 0 else 10):
        return Judged(table, row["grade"], None)
    korean, english = explain(
        CHECK.name, row["better"], subject=Label(row["name"]),
        target=_goal(target, row["unit"]), actual=_goal(actual, row["unit"]),
        printed=Percent(printed, places), computed=Percent(computed),
    )  # fmt: skip
    finding = Finding(
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
    return Judged(table, row["grade"], finding)


def _goal(value: Fraction, unit: str | None) -> str:
    figure = f"{int(value):,}" if value.denominator == 1 else f"{float(value):,}"
    return f"{figure}{unit or ''}"


CHECK = Check(name="attainment_recomputed", run=run)
