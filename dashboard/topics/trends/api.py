"""Trends: every figure that can be followed over the years, like beside like."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.api.addresses import BASE, subject_address
from dashboard.api.parameters import text
from dashboard.api.resource import Dated, Question, Resource
from dashboard.api.shape import PLACE, SOURCE, WHOSE, Field, Link, Shape
from dashboard.shell.filters import Filters
from dashboard.topics.trends.queries import KINDS, Point, Subject, subjects
from dashboard.ui.rows import Row
from dashboard.warehouse.scopes import Scope


def _subjects(question: Question) -> list[Subject]:
    return subjects(question.connection, question.scope.organization_id, question.filters.directions)


def _rows(question: Question) -> Sequence[Row]:
    chosen = question.own.get("subject")
    return [
        _row(question.scope, subject, point)
        for subject in _subjects(question)
        if chosen in (None, subject.code)
        for point in subject.points
    ]


def _row(scope: Scope, subject: Subject, point: Point) -> Row:
    is_money = point.unit is None
    return {
        "organization_id": scope.organization_id,
        "subject": subject.code,
        "kind": subject.kind,
        "key": subject.key,
        "label": subject.name,
        "label_en": subject.name_en,
        "program_id": subject.program_id,
        "period": point.period,
        "basis": point.basis,
        "amount_won": point.value if is_money else None,
        "value": None if is_money else point.value,
        "unit": point.unit or None,
        "as_of": point.as_of,
        "is_partial": point.is_partial,
        "is_comparable": point.is_comparable,
        "previous_period": point.previous,
        "change_won": point.change,
        "change_percent": point.change_percent,
        "document_id": point.place[0],
        "line": point.place[1],
    }


def _page(row: Row, scope: Scope | None) -> str:
    filters = Filters(org=row["organization_id"], year=scope.fiscal_year if scope else None)
    return "/trends" + filters.to_query([("subject", row["subject"])])


RESOURCE = Resource(
    position=70,
    path="/trends",
    title="TrendPoint",
    summary="Trends",
    description="Figures of everything that several periods are known of: printed categories, themes,"
    " programmes through their lineage, recurring goals and published series; one row per subject, period and"
    " basis. A period that no report speaks of has no row. The points are those of every year: org and year"
    " only say which institution's, as on the page, and a direction leaves its theme and its programmes.",
    page="/trends",
    shape=Shape(
        fields=(
            WHOSE,
            Field(
                name="subject", kind="text", is_nullable=False,
                description="What is followed: the value of the parameter subject.",
            ),
            Field(
                name="kind", kind="code", is_nullable=False, codes=KINDS,
                description="What kind of thing: a printed category of expenditure or revenue, a theme, a"
                " programme through its names (lineage), a goal, or a published series.",
            ),
            Field(name="key", kind="text", is_nullable=False, description="The subject within its kind."),
            Field(name="label", kind="text", is_nullable=False, description="Its name."),
            Field(name="label_en", kind="text", description="Its name in English, of a theme."),
            Field(name="program_id", kind="text", description="The newest programme of the subject."),
            Field(
                name="period", kind="text", is_nullable=False,
                description="YYYY, YYYY-Qn or YYYY-MM, or as printed.",
            ),
            Field(
                name="basis", kind="code", is_nullable=False, codes=("plan", "actual"),
                description="Budget or target (plan), or execution or result (actual).",
            ),
            Field(name="amount_won", kind="won", description="The amount, where the subject is money."),
            Field(name="value", kind="number", description="The figure, where the subject is no money."),
            Field(name="unit", kind="text", description="The unit of the figure, as printed."),
            Field(name="as_of", kind="date", description="The date of the figure."),
            Field(
                name="is_partial", kind="boolean",
                description="Whether the year was not over at that date.",
            ),
            Field(
                name="is_comparable", kind="boolean", is_nullable=False,
                description="Whether the period before may stand beside it.",
            ),
            Field(name="previous_period", kind="text", description="The period before."),
            Field(
                name="change_won", kind="won",
                description="Amount minus the one of the period before; null where they are not comparable.",
            ),
            Field(name="change_percent", kind="number", description="The same in percent of the earlier."),
            *PLACE,
        ),
        links=(
            Link(name="page", description="The subject alone, drawn.", address=_page),
            SOURCE,
            Link(
                name="program", description="The programme's page.",
                address=lambda row, _: row["program_id"] and subject_address("/programs", row["program_id"]),
            ),
        ),
    ),
    answers=Dated(
        rows=_rows,
        filters=("org", "year", "direction"),
        own=(
            text(
                "subject",
                "One subject alone, as rows name it.",
                "Give a subject of this institution, and of the direction where one is chosen.",
                f"{BASE}/trends",
            ),
        ),
        choices={"subject": lambda question: [subject.code for subject in _subjects(question)]},
    ),
)  # fmt: skip
