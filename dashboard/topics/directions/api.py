"""Strategic directions: the scorecard of the overview."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.api.addresses import BASE, dated_address, subject_address
from dashboard.api.resource import Dated, Question, Resource
from dashboard.api.shape import AS_OF, PLACE, SOURCE, WHOSE, YEAR, Field, Link, Shape, fields
from dashboard.shell.filters import Filters
from dashboard.topics.directions import queries as directions
from dashboard.topics.directions.columns import SCORECARD
from dashboard.topics.programs import queries as programs
from dashboard.ui.rows import Row
from dashboard.ui.table import PRINTED_RATE, REMAINING
from dashboard.warehouse.scopes import Scope

_KNOWN_OF_PART = ("organization_id", "position", "name", "theme_id", "theme_name", "theme_name_en")


def _rows(question: Question) -> Sequence[Row]:
    """The scorecard; the sums of the chosen programmes where department, funding or status choose some."""
    connection, scope, filters = question.connection, question.scope, question.filters
    if not (filters.department or filters.funding or filters.status):
        return directions.scorecard(connection, scope, filters.directions)
    cards: dict[str | None, Row] = {
        row["direction_id"]: row for row in directions.scorecard(connection, scope)
    }
    return [
        {
            **{name: card[name] for name in _KNOWN_OF_PART},
            **row,
            "basis": "chosen",
            "current_won": row["budget_won"],
            "executed_won": row["spent_won"],
            "program_count": row["programs"],
        }
        for row in programs.by_direction(connection, scope, filters)
        if (card := cards.get(row["direction_id"])) is not None
    ]


def _programs_of(row: Row, scope: Scope | None) -> str:
    return dated_address(f"{BASE}/programs", scope, Filters(direction=row["direction_id"]))


RESOURCE = Resource(
    position=30,
    path="/directions",
    title="Direction",
    summary="Strategic directions",
    description="Budget, execution against pace, goals and the change on the comparable year, by strategic"
    " direction in printed order. With department, funding or status the amounts are sums of the chosen"
    " programmes (basis: chosen), and what is no sum of programmes is null: goals and earlier years.",
    page="/directions",
    shape=Shape(
        fields=(
            Field(
                name="direction_id", kind="text", is_nullable=False,
                description="The direction, of one institution and year.",
            ),
            WHOSE,
            YEAR,
            AS_OF,
            Field(name="position", kind="integer", is_nullable=False, description="Its printed place."),
            Field(name="theme_id", kind="text", description="The subject that outlives one strategy."),
            Field(name="theme_name", kind="text", description="The name of the theme."),
            Field(name="theme_name_en", kind="text", description="The name of the theme in English."),
            Field(
                name="basis", kind="code", is_nullable=False, codes=("printed", "summed", "chosen"),
                description="The direction's own printed line, the sum of its programmes, or of the chosen"
                " ones.",
            ),
            *fields(SCORECARD.columns),
            *fields([REMAINING, PRINTED_RATE]),
            Field(name="program_count", kind="integer", description="Programmes."),
            Field(
                name="programs_without_budget", kind="integer",
                description="Programmes without a budget that can be read.",
            ),
            Field(
                name="attention_count", kind="integer",
                description="Programmes that are behind or over-spent.",
            ),
            Field(name="goals_on_pace", kind="integer", description="Goals on pace."),
            Field(name="goals_watch", kind="integer", description="Goals to watch."),
            Field(name="goals_behind", kind="integer", description="Goals that are behind or missed."),
            Field(
                name="attainment_median", kind="number",
                description="Median attainment of its goals in percent, each capped at 100 for this only.",
            ),
            Field(
                name="previous_direction_id", kind="text", description="The direction that it came from."
            ),
            Field(name="previous_name", kind="text", description="Its name."),
            Field(name="previous_won", kind="won", description="Its current budget."),
            Field(
                name="is_comparable", kind="boolean",
                description="Whether the amounts of the two years may stand side by side.",
            ),
            Field(name="comparison_reason", kind="text", description="Why, or why not; in Korean."),
            *PLACE,
        ),
        links=(
            Link(
                name="page", description="The direction's page.",
                address=lambda row, _: subject_address("/directions", row["direction_id"]),
            ),
            SOURCE,
            Link(name="programs", description="Its programmes.", address=_programs_of),
        ),
    ),
    answers=Dated(
        rows=_rows, filters=("org", "year", "as_of", "direction", "department", "funding", "status")
    ),
)  # fmt: skip
