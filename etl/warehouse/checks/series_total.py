"""Finds a printed total of a series that is not the sum of its months or quarters."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterator, Sequence
from fractions import Fraction
from functools import partial

from sqlalchemy import Connection, RowMapping, select

from etl.warehouse import schema
from etl.warehouse.accusing import Judged, accusing, tables_of
from etl.warehouse.checks import Check, Finding
from etl.warehouse.explanations import Label, explain, subject_of
from etl.warehouse.printed import exact

_TOTAL = "total"
_FEWEST = 2
# What is measured on a scale has no sum.
_SCALES = ("%", "％", "%p")


def run(connection: Connection) -> Iterator[Finding]:
    """Add up again, row by row. A row of which a cell could not be read is not judged."""
    points = schema.series_point
    order = (points.c.document_id, points.c.line, points.c.series, points.c.period)
    rows: dict[tuple[object, ...], list[RowMapping]] = defaultdict(list)
    for point in connection.execute(select(points).order_by(*order)).mappings():
        rows[point["document_id"], point["line"], point["series"]].append(point)
    aside = schema.set_aside
    unread = {tuple(place) for place in connection.execute(select(aside.c.document_id, aside.c.line))}
    tables = tables_of(connection, ((found[0]["document_id"], found[0]["line"]) for found in rows.values()))
    judged: list[Judged] = []
    for found in rows.values():
        place = found[0]["document_id"], found[0]["line"]
        if place not in unread:
            judged += _compare(found, tables[place])
    yield from accusing(judged, partial(explain, CHECK.name, "doubted"))


def _compare(points: Sequence[RowMapping], table: Hashable) -> Iterator[Judged]:
    totals = [point for point in points if point["period"] == _TOTAL]
    parts = [exact(p["value"]) for p in points if p["period"] != _TOTAL and p["value"] is not None]
    if len(totals) != 1 or totals[0]["value"] is None or len(parts) < _FEWEST or totals[0]["unit"] in _SCALES:
        return
    total = totals[0]
    printed, computed = exact(total["value"]), sum(parts, Fraction(0))
    is_whole = all(value.denominator == 1 for value in (printed, *parts))
    # Whole counts add up exactly; of what is printed with decimals each may be rounded.
    if abs(printed - computed) <= (0 if is_whole else Fraction(len(parts) + 1, 20)):
        yield Judged(table, total["grade"], None)
        return
    korean, english = explain(
        CHECK.name, "differs", subject=Label(total["series"]), parts=len(parts),
        printed=_count(printed, total["unit"]), computed=_count(computed, total["unit"]),
        difference=_count(abs(printed - computed), total["unit"]),
    )  # fmt: skip
    finding = Finding(
        document_id=total["document_id"],
        line=total["line"],
        severity="warning",
        subject=subject_of(total["series"]),
        printed=_count(printed, None),
        computed=_count(computed, None),
        difference=_count(printed - computed, None),
        explanation_ko=korean,
        explanation_en=english,
        program_id=total["program_id"],
    )
    yield Judged(table, total["grade"], finding)


def _count(value: Fraction, unit: str | None) -> str:
    if unit is None:
        return str(value.numerator) if value.denominator == 1 else str(float(value))
    figure = f"{value.numerator:,}" if value.denominator == 1 else f"{float(value):,}"
    return f"{figure}{unit}"


CHECK = Check(name="series_total", run=run)
