"""One programme: its budget and execution, goals, years, steps, results, findings and sources."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.shell.chart import drawn
from dashboard.shell.download import table_sheet
from dashboard.shell.headline import headline
from dashboard.shell.page import PART, Page, View
from dashboard.topics.answers.section import answer_section
from dashboard.topics.changes import queries as lineage
from dashboard.topics.changes.section import changes
from dashboard.topics.documents.source_list import source_list
from dashboard.topics.findings import queries as findings
from dashboard.topics.findings.section import finding_section
from dashboard.topics.goals import queries as goals
from dashboard.topics.goals.section import goal_section
from dashboard.topics.programs import detail_queries as details
from dashboard.topics.programs import queries as programs
from dashboard.topics.programs.budget import budget_lines, key_figures
from dashboard.topics.programs.charts import pace_chart
from dashboard.topics.programs.columns import BUDGET_LINES
from dashboard.topics.programs.course import outputs, series, steps
from dashboard.topics.programs.placing import placed
from dashboard.topics.programs.queries import ListedProgram
from dashboard.topics.programs.years import years
from dashboard.topics.teams.unit_path import unit_path
from dashboard.ui import html
from dashboard.ui.fragment import Content
from dashboard.ui.printed import name_in, printed
from dashboard.ui.section import section
from dashboard.ui.sheet import Sheet
from dashboard.ui.table import FILE


def render(view: View) -> list[Content]:
    """Return the page of the programme `view.subject`."""
    connection, subject = view.connection, view.subject or ""
    own = programs.one(connection, subject)
    if not own:
        return [headline(view, view.words("program.title"))]
    row = own[0]
    name = name_in(row["name"], view.words)
    # What the parts cite, of every report at once: each would ask for its own.
    view.citations([(each["document_id"], each["line"]) for each in own])
    parts: list[Content | None] = [
        headline(view, printed(row["name"], view.words), kicker=_kicker(view, row)),
        key_figures(view, row),
        answer_section(view, lambda asked: asked.row["program_id"] == subject),
        _pace(view, own, name),
        budget_lines(view, details.budget_lines(connection, subject)),
        goal_section(view, goals.of_program(connection, subject), name),
        years(view, row),
        changes(view, lineage.of_program(connection, subject), {subject}),
        steps(view, details.milestones(connection, [subject]), name),
        outputs(view, details.outputs(connection, [subject])),
        series(view, details.series(connection, subject), name),
        finding_section(view, findings.of_program(connection, subject)),
        source_list(view, [r["document_id"] for r in own]),
    ]
    return [part for part in parts if part is not None]


def _pace(view: View, own: Sequence[ListedProgram], name: str) -> Content | None:
    shown = pace_chart(view, own, name)
    if shown is None:
        return None
    title = view.words("pace_curve.title", year=own[0]["fiscal_year"])
    return section(title, [drawn(view, shown)], sentence=shown.sentence)


def download(view: View, _ids: Sequence[str] | None) -> Sheet:
    """Return every printed budget line of the programme."""
    rows = details.budget_lines(view.connection, view.subject or "")
    return table_sheet(view, "program", BUDGET_LINES.shown(FILE), rows)


def _kicker(view: View, row: ListedProgram) -> Content | str:
    words = view.words
    parts: list[Content | str] = []
    # With our own name where nothing places the programme, as in the list.
    (row,) = placed(view, [row])
    if row["direction_id"] is not None and row["direction_name"] is not None:
        href = view.link_to("directions", row["direction_id"])
        parts.append(html.Link(printed(row["direction_name"], words), href=href))
    elif row["direction_name"] is not None:
        parts.append(row["direction_name"])
    if row["task_name"] is not None:
        parts.append(row["task_name"] if row["task_id"] is None else printed(row["task_name"], words))
    offices = programs.offices_of(view.connection, row["program_id"])
    parts += [unit_path(view, office) for office in offices]
    if not offices and row["offices"] is not None:
        parts.append(row["offices"])
    if row["funding"]:
        parts.append(" / ".join(words(f"funding.{part}") for part in row["funding"].split("/")))
    if row["tags"]:
        parts.append(", ".join(words(f"tag.{tag}") for tag in row["tags"].split(",")))
    if not parts:
        return words("program.title")
    return html.Span([html.Span(part, className="kicker-part") for part in parts])


def _named(view: View) -> str | None:
    return next((str(row["name"]) for row in programs.one(view.connection, view.subject or "")), None)


PAGE = Page(
    code="program",
    position=31,
    path="/programs/<subject>",
    filters=("org", "year"),
    render=render,
    sheet=download,
    shows_answers=True,
    subject="program",
    part_of="programs",
    own=(PART,),
    name=_named,
)
