"""One programme: everything that its page shows."""

from __future__ import annotations

from dashboard.api.resource import About, Question, Resource
from dashboard.api.shape import PLACE, SOURCE, YEAR, Field, Shape, fields
from dashboard.topics.findings import queries as findings
from dashboard.topics.findings.api import SHAPE as FINDING
from dashboard.topics.goals import queries as goals
from dashboard.topics.goals.api import GOAL
from dashboard.topics.programs import detail_queries as details
from dashboard.topics.programs import queries as programs
from dashboard.topics.programs.api import EXECUTION, PAGE, UNITS
from dashboard.topics.programs.columns import BUDGET_LINES
from dashboard.ui.rows import Row

_BUDGET_LINE = Shape(
    fields=(
        Field(name="budget_line_id", kind="text", is_nullable=False, description="The line."),
        YEAR,
        *fields(BUDGET_LINES.columns),
        Field(name="reason", kind="text", description="The printed remark."),
        Field(
            name="unreadable", kind="text",
            description="Columns whose printed cell is destroyed, joined by ','.",
        ),
        *PLACE,
    ),
    links=(SOURCE,),
)  # fmt: skip
_OUTPUT = Shape(
    fields=(
        YEAR,
        Field(name="label", kind="text", is_nullable=False, description="What was counted."),
        Field(name="value", kind="number", is_nullable=False, description="How much."),
        Field(name="unit", kind="text", description="The unit, as printed."),
        *PLACE,
    ),
    links=(SOURCE,),
)
_MILESTONE = Shape(
    fields=(
        Field(name="label", kind="text", is_nullable=False, description="The step."),
        Field(name="starts_on", kind="date", is_nullable=False, description="Its first day."),
        Field(name="ends_on", kind="date", is_nullable=False, description="Its last day."),
        *PLACE,
    ),
    links=(SOURCE,),
)
_POINT = Shape(
    fields=(
        Field(name="series", kind="text", is_nullable=False, description="The published series."),
        Field(
            name="period", kind="text", is_nullable=False,
            description="YYYY, YYYY-Qn or YYYY-MM, or as printed.",
        ),
        Field(name="value", kind="number", description="The figure."),
        Field(name="unit", kind="text", description="The unit, as printed."),
        *PLACE,
    ),
    links=(SOURCE,),
)  # fmt: skip


def _row(question: Question) -> Row:
    connection, program_id = question.connection, question.subject
    reports = programs.one(connection, program_id)
    lineage_id = reports[0]["lineage_id"]
    return {
        **reports[0],
        "units": programs.offices_of(connection, program_id),
        "reports": reports,
        "years": programs.years(connection, reports[0]["organization_id"], lineage_id) if lineage_id else (),
        "budget_lines": details.budget_lines(connection, program_id),
        "goals": goals.of_program(connection, program_id),
        "milestones": details.milestones(connection, [program_id]),
        "outputs": details.outputs(connection, [program_id]),
        "series": details.series(connection, program_id),
        "findings": findings.of_program(connection, program_id),
    }


_EXECUTION = Shape(fields=EXECUTION, links=(PAGE, SOURCE))

RESOURCE = Resource(
    position=50,
    path="/programs/{program_id}",
    title="ProgramInFull",
    summary="One programme",
    description="A programme as its newest report tells of it, with its row in every report and year, its"
    " printed budget lines, goals, steps, results, series and findings. The id decides institution and year.",
    page="/programs",
    shape=Shape(
        fields=(
            *EXECUTION,
            UNITS,
            Field(
                name="reports", kind="rows", is_nullable=False, shape=_EXECUTION,
                description="Its row in each report, the newest first.",
            ),
            Field(
                name="years", kind="rows", is_nullable=False, shape=_EXECUTION,
                description="Every year of the programme through its names, the oldest first.",
            ),
            Field(
                name="budget_lines", kind="rows", is_nullable=False, shape=_BUDGET_LINE,
                description="Every printed budget line.",
            ),
            Field(
                name="goals", kind="rows", is_nullable=False, shape=Shape(fields=GOAL, links=(SOURCE,)),
                description="Its goals in every report, the worst first.",
            ),
            Field(
                name="milestones", kind="rows", is_nullable=False, shape=_MILESTONE,
                description="Planned steps in order of time.",
            ),
            Field(
                name="outputs", kind="rows", is_nullable=False, shape=_OUTPUT,
                description="Quantified results.",
            ),
            Field(
                name="series", kind="rows", is_nullable=False, shape=_POINT,
                description="Points of its published series, without totals.",
            ),
            Field(
                name="findings", kind="rows", is_nullable=False, shape=FINDING,
                description="What does not agree about it, the worst first.",
            ),
        ),
        links=(PAGE, SOURCE),
    ),
    answers=About(kind="program", key="program_id", row=_row),
)  # fmt: skip
