"""Goals over the years by a reviewed file: what was reached of the same before, whatever it was called.

A plan prints last year's results among its outputs and series, under other names than its goals have.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from etl.facts import FactError, IndicatorResult, Output, SeriesPoint
from etl.korean import text
from etl.reviewed import Reviewed


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reached:
    """A printed figure that a goal may be held against."""

    earlier_name: str
    earlier_actual: float
    earlier_unit: str | None
    earlier_document_id: str
    earlier_line: int


def indicator_links(
    reviewed: Reviewed,
    institutions: Mapping[str, str],
    goals: Sequence[IndicatorResult],
    outputs: Sequence[Output],
    points: Sequence[SeriesPoint],
) -> list[dict[str, object]]:
    """Return the rows of the table `indicator_link`. institutions: of each document.

    FactError where a name leads to figures that differ; a line whose names nothing prints is not used.
    """
    reached = _reached(institutions, goals, outputs, points)
    links: list[dict[str, object]] = []
    for record in reviewed.indicator_links:
        institution = record["organization"]
        key = (record["earlier_kind"], institution, record["earlier_year"], text.key(record["earlier_name"]))
        found = reached.get(key, [])
        if len({(one.earlier_actual, one.earlier_unit) for one in found}) > 1:
            raise FactError(
                f"indicator_link.csv: {record['earlier_name']!r} of {record['earlier_year']} leads to figures"
                " that differ; name another one, or take the line out"
            )
        links += [
            {
                "indicator_result_id": goal.indicator_result_id,
                "earlier_year": int(record["earlier_year"]),
                "earlier_name": one.earlier_name,
                "earlier_actual": one.earlier_actual,
                "earlier_document_id": one.earlier_document_id,
                "earlier_line": one.earlier_line,
                "reason": record["reason"],
                "reason_en": record["reason_en"],
            }
            for one in found[:1]
            for goal in goals
            if institutions[goal.document_id] == institution
            and goal.fiscal_year == int(record["year"])
            and goal.unit == one.earlier_unit
            and text.key(goal.name) == text.key(record["goal"])
        ]
    return links


def _reached(
    institutions: Mapping[str, str],
    goals: Sequence[IndicatorResult],
    outputs: Sequence[Output],
    points: Sequence[SeriesPoint],
) -> dict[tuple[str, str, str, str], list[_Reached]]:
    """What was reached, by kind, institution, year and name."""
    printed: list[tuple[str, IndicatorResult | Output | SeriesPoint, int | str, str, float | None]] = [
        *(("goal", row, row.fiscal_year, row.name, row.actual) for row in goals),
        *(("output", row, row.fiscal_year, row.label, row.value) for row in outputs),
        *(("series", row, row.period, row.series, row.value) for row in points),
    ]
    found: dict[tuple[str, str, str, str], list[_Reached]] = {}
    for kind, row, year, name, value in printed:
        if value is not None:
            key = (kind, institutions[row.document_id], str(year), text.key(name))
            one = _Reached(
                earlier_name=name, earlier_actual=value, earlier_unit=row.unit,
                earlier_document_id=row.document_id, earlier_line=row.line,
            )  # fmt: skip
            found.setdefault(key, []).append(one)
    return found
