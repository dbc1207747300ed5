"""Goals: every indicator with its target, result, attainment and status."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.api.addresses import dated_address
from dashboard.api.resource import Dated, Question, Resource
from dashboard.api.shape import PLACE, SOURCE, WHOSE, YEAR, Field, Link, Shape, fields
from dashboard.shell.filters import Filters
from dashboard.topics.goals import queries as goals
from dashboard.topics.goals.columns import GOALS
from dashboard.topics.goals.queries import Goal
from dashboard.ui.rows import Row
from dashboard.warehouse.scopes import Scope
from etl.terms.codes import MEASURED

GOAL: tuple[Field, ...] = (
    Field(
        name="indicator_result_id", kind="text", is_nullable=False, description="The goal, of one report."
    ),
    WHOSE,
    YEAR,
    *fields(GOALS.columns),
    Field(name="direction_id", kind="text", description="The strategic direction that it belongs to."),
    Field(name="program_id", kind="text", description="The programme that it belongs to."),
    Field(
        name="measured", kind="code", codes=MEASURED,
        description="What it counts only grows (count), or may fall again (level); null where not known.",
    ),
    Field(
        name="printed_attainment", kind="number", description="The attainment that is printed, in percent."
    ),
    *PLACE,
)  # fmt: skip


def _rows(question: Question) -> Sequence[Goal]:
    return goals.listing(question.connection, question.scope, question.filters)


def _page(row: Row, scope: Scope | None) -> str:
    filters = Filters(direction=row["direction_id"], goal_status=row["status"])
    return dated_address("/goals", scope, filters)


RESOURCE = Resource(
    position=60,
    path="/goals",
    title="Goal",
    summary="Goals",
    description="Every chosen indicator, by direction in printed order, else by programme; the worst first.",
    page="/goals",
    shape=Shape(
        fields=(
            *GOAL,
            Field(name="direction_name", kind="text", description="The name of the direction."),
        ),
        links=(
            Link(name="page", description="The goals that stand as this one does.", address=_page),
            SOURCE,
        ),
    ),
    answers=Dated(
        rows=_rows,
        filters=("org", "year", "as_of", "direction", "department", "goal_status"),
    ),
)  # fmt: skip
