"""Programmes: the list with its budgets, execution and pace."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.api.addresses import BASE, subject_address
from dashboard.api.resource import Dated, Question, Resource
from dashboard.api.shape import AS_OF, PLACE, SOURCE, WHOSE, YEAR, Field, Link, Shape, fields
from dashboard.topics.programs import queries as programs
from dashboard.topics.programs.columns import PROGRAMS
from dashboard.ui.rows import Row
from etl.terms.codes import TAGS

UNIT = Shape(
    fields=(
        Field(
            name="unit_id", kind="text", is_nullable=False, description="The unit: the filter department."
        ),
        Field(
            name="level", kind="code", is_nullable=False, codes=("division", "office", "team"),
            description="How high it stands.",
        ),
        Field(name="division", kind="text", description="Name of the division."),
        Field(name="office", kind="text", description="Name of the office."),
        Field(name="team", kind="text", description="Name of the team."),
        Field(name="division_id", kind="text", description="unit_id of the division that it stands in."),
        Field(name="office_id", kind="text", description="unit_id of the office that it stands in."),
    ),
    links=(
        Link(
            name="page", description="The unit's page.",
            address=lambda row, _: subject_address("/teams", row["unit_id"]),
        ),
    ),
)  # fmt: skip

UNITS = Field(
    name="units", kind="rows", is_nullable=False, shape=UNIT, description="The units that run it."
)  # fmt: skip

EXECUTION: tuple[Field, ...] = (
    Field(
        name="program_id", kind="text", is_nullable=False,
        description="The programme, of one institution and year.",
    ),
    WHOSE,
    YEAR,
    AS_OF,
    Field(name="direction_id", kind="text", description="The strategic direction that it serves."),
    Field(name="task_id", kind="text", description="The strategic task that it serves."),
    Field(
        name="appropriation", kind="text", description="The expenditure section that pays for it, a code."
    ),
    Field(
        name="tags", kind="text",
        description=f"Marks of its title: {', '.join(TAGS)}; several are joined by ','.",
    ),
    Field(
        name="lineage_id", kind="text", description="The programme through its years and names."
    ),
    Field(name="starts_on", kind="date", description="First day of its own printed period."),
    Field(name="ends_on", kind="date", description="Last day of its own printed period."),
    *fields(PROGRAMS.columns),
    *PLACE,
)  # fmt: skip

PAGE = Link(
    name="page", description="The programme's page.",
    address=lambda row, _: subject_address("/programs", row["program_id"]),
)  # fmt: skip


def _rows(question: Question) -> Sequence[Row]:
    chosen = (question.connection, question.scope, question.filters)
    units = programs.run_by(*chosen)
    return [{**row, "units": units.get(row["program_id"], ())} for row in programs.listing(*chosen)]


RESOURCE = Resource(
    position=40,
    path="/programs",
    title="Program",
    summary="Programmes",
    description="Budget, execution, pace, projection and status of every chosen programme, in the order of"
    " the report.",
    page="/programs",
    shape=Shape(
        fields=(*EXECUTION, UNITS),
        links=(
            PAGE,
            SOURCE,
            Link(
                name="self", description="All of the programme.",
                address=lambda row, _: subject_address(f"{BASE}/programs", row["program_id"]),
            ),
        ),
    ),
    answers=Dated(
        rows=_rows, filters=("org", "year", "as_of", "direction", "department", "funding", "status")
    ),
)  # fmt: skip
