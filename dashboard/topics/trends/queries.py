"""What can be followed over the years, each with its points: amounts, goals and published series alike."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import groupby

from sqlalchemy import Connection

from dashboard.topics.findings import queries as findings
from dashboard.topics.goals import queries as goals
from dashboard.topics.goals.queries import GoalYear
from dashboard.topics.trends import series_queries as trends
from dashboard.topics.trends.series_queries import Amount, DatedSuccession, SeriesYear
from dashboard.warehouse.reading import kept
from dashboard.warehouse.tables import Finding

KINDS: tuple[str, ...] = ("expenditure", "revenue", "theme", "lineage", "goal", "series")
"""The kinds of subjects, in the order of the page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One figure of a subject. basis: plan or actual. unit: None for won.

    is_partial: None where no date says whether the year was over.
    previous: the period that it may be compared with; change and change_percent are None where it may not.
    doubt: the finding that doubts it, or a part of it.
    """

    period: str
    basis: str
    value: float | None
    unit: str | None
    as_of: date | None
    is_partial: bool | None
    is_comparable: bool
    place: tuple[str, int]
    previous: str | None = None
    change: int | None = None
    change_percent: float | None = None
    doubt: Finding | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """Something with figures of several periods. noun: what its figures are, money, count or series.

    is_printed: its name is a report's own, in Korean. name_en: the reviewed English one, of a theme.
    """

    kind: str
    key: str
    name: str
    name_en: str | None = None
    is_printed: bool = True
    noun: str = "money"
    points: Sequence[Point] = ()
    changes: Sequence[DatedSuccession] = field(default_factory=tuple)
    program_id: str | None = None

    @property
    def code(self) -> str:
        """How the address names it."""
        return f"{self.kind}:{self.key}"

    @property
    def sure(self) -> Subject:
        """The same without the points that a finding doubts; nothing is compared with one of those."""
        gone = {(point.period, point.basis) for point in self.points if point.doubt is not None}
        periods = {period for period, _ in gone}
        points = [
            replace(point, previous=None, change=None, change_percent=None)
            if point.previous in periods
            else point
            for point in self.points
            if point.doubt is None
        ]
        return replace(self, points=points)

    @property
    def doubted(self) -> int:
        """How many of its points a finding doubts."""
        return sum(point.doubt is not None for point in self.points)

    @property
    def periods(self) -> list[str]:
        """The periods that a report speaks of, in order."""
        return sorted({point.period for point in self.points if point.value is not None})


@kept
def subjects(
    connection: Connection,
    organization_id: str,
    direction_ids: Sequence[str] = (),
    *,
    in_english: bool = False,
) -> list[Subject]:
    """Return the subjects with figures of more than one period.

    direction_ids: only those of these directions, if any is named. in_english: named in English, where there
    is such a name.
    """
    found = _of_money(connection, organization_id, direction_ids, in_english=in_english)
    if not direction_ids:
        found += [*_of_goals(connection, organization_id), *_of_series(connection, organization_id)]
    doubted = _doubted(connection, organization_id)
    return [
        replace(subject, points=[doubted(subject, point) for point in subject.points])
        for subject in found
        if len(subject.periods) > 1
    ]


def _doubted(connection: Connection, organization_id: str) -> Callable[[Subject, Point], Point]:
    """Return what gives a point the finding that doubts its own line or, of a budget, a part of its sum."""
    doubts = findings.doubts(findings.everywhere(connection, organization_id=organization_id))
    years = trends.years_of_documents(connection, organization_id)
    parts = {
        (kind, key, str(row["fiscal_year"]), row["document_id"]): doubts[place]
        for row in trends.summed_lines(connection, organization_id)
        if (place := (row["document_id"], row["line"])) in doubts
        for kind, key in (("lineage", row["lineage_id"]), ("theme", row["theme_id"]))
        if key is not None
    }

    def doubted(subject: Subject, point: Point) -> Point:
        # What is marked of an amount's line is its document's own budget, as on every other page: the line
        # of a two-year table prints the earlier year's beside it.
        is_own = point.basis == "plan" and str(years[point.place[0]] or point.period) == point.period
        if point.value is None or (subject.noun == "money" and not is_own):
            return point
        part = parts.get((subject.kind, subject.key, point.period, point.place[0]))
        return replace(point, doubt=doubts.get(point.place) or part)

    return doubted


def goal_code(same: str, unit: str | None) -> str:
    """Return how the address names a goal that stands in several years."""
    return f"goal:{_goal_key(same, unit)}"


def _goal_key(same: str, unit: str | None) -> str:
    return f"{same} {unit or ''}".strip()


def _of_money(
    connection: Connection, organization_id: str, direction_ids: Sequence[str], *, in_english: bool
) -> list[Subject]:
    changes = trends.successions(connection, organization_id)
    found = []
    every = trends.amounts(connection, organization_id, direction_ids)
    for (kind, key), group in groupby(every, key=lambda row: (row["scope"], row["key"])):
        rows = list(group)
        name_en = rows[0]["label_en"]
        translated = name_en if in_english else None
        own = [row for row in changes if key == _subject_of(row, kind)]
        last = max(own, key=lambda row: row["to_year"] or 0, default=None)
        found.append(
            Subject(
                kind=kind,
                key=key,
                name=translated or rows[0]["label"] or key,
                name_en=name_en,
                is_printed=not translated,
                points=[_money_point(row) for row in rows],
                changes=own,
                program_id=last["to_id"] if last is not None and kind == "lineage" else None,
            )
        )
    return found


def _subject_of(row: DatedSuccession, kind: str) -> str | None:
    """The theme or lineage whose change it is; printed categories have none."""
    return {"theme": row["theme_id"], "lineage": row["lineage_id"]}.get(kind)


def _money_point(row: Amount) -> Point:
    return Point(
        period=str(row["fiscal_year"]),
        basis="plan" if row["basis"] == "budget" else "actual",
        value=row["amount_won"],
        unit=None,
        as_of=row["as_of"],
        is_partial=row["is_partial"],
        is_comparable=row["is_comparable"],
        previous=None if row["previous_year"] is None else str(row["previous_year"]),
        change=row["change_won"],
        change_percent=row["change_percent"],
        place=(row["document_id"], row["line"]),
    )


def _of_goals(connection: Connection, organization_id: str) -> list[Subject]:
    found = []
    every = goals.years(connection, organization_id)
    for (same, unit, _), group in groupby(every, key=lambda r: (r["same"], r["unit"], r["better"])):
        rows = list(group)
        points = [
            Point(
                period=str(row["fiscal_year"]),
                basis=basis,
                value=value,
                unit=unit or "",
                as_of=row["as_of"],
                is_partial=_is_partial(row),
                is_comparable=True,
                place=(row["document_id"], row["line"]),
            )
            for row in rows
            for basis, value in (("plan", row["target"]), ("actual", row["actual"]))
            if value is not None
        ]
        found.append(
            Subject(
                kind="goal",
                key=_goal_key(same, unit),
                name=rows[-1]["name"],
                noun="count",
                points=points,
            )
        )
    return found


def _is_partial(row: GoalYear) -> bool | None:
    return None if row["as_of"] is None else row["as_of"] < date(row["fiscal_year"], 12, 31)


def _of_series(connection: Connection, organization_id: str) -> list[Subject]:
    found = []
    every = trends.series(connection, organization_id)
    groups = groupby(every, key=lambda r: (r["series"], r["program_id"], r["unit"]))
    for (series, program_id, unit), group in groups:
        rows = list(group)
        points = [
            Point(
                period=row["period"],
                basis="actual",
                value=row["value"],
                unit=unit or "",
                as_of=None,
                is_partial=False,
                is_comparable=True,
                place=(row["document_id"], row["line"]),
            )
            for row in rows
        ]
        key = " ".join(filter(None, [series, program_id, unit]))
        found.append(
            Subject(
                kind="series",
                key=key,
                name=_series_name(rows[0]),
                noun="series",
                points=points,
                program_id=program_id,
            )
        )
    return found


def _series_name(row: SeriesYear) -> str:
    return row["series"] if row["program_name"] is None else f"{row['series']} ({row['program_name']})"
