"""One strategic direction: its programmes, goals, changes, teams and findings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from dashboard.shell.doubt import marked
from dashboard.shell.headline import headline
from dashboard.shell.long_list import Part, part_of
from dashboard.shell.page import PART, Page, View
from dashboard.topics.changes import queries as lineage
from dashboard.topics.changes.section import changes
from dashboard.topics.directions import queries as directions
from dashboard.topics.directions.charts import moves
from dashboard.topics.directions.queries import DirectionCard, TaskLine
from dashboard.topics.directions.scorecard import commissioned
from dashboard.topics.findings import queries as findings
from dashboard.topics.findings.section import finding_section
from dashboard.topics.goals import queries as goals
from dashboard.topics.goals.section import goal_section
from dashboard.topics.overview.key_figures import key_figures
from dashboard.topics.programs import queries as programs
from dashboard.topics.programs.columns import IN_FULL
from dashboard.topics.programs.download import program_sheet
from dashboard.topics.programs.queries import ListedProgram
from dashboard.topics.teams.unit_path import unit_path
from dashboard.ui import html
from dashboard.ui.execution_table import execution_table
from dashboard.ui.fragment import Content
from dashboard.ui.printed import printed
from dashboard.ui.section import empty, section
from dashboard.ui.sheet import Sheet
from dashboard.ui.source_note import source_note

_InTask = tuple[str, str | None, ListedProgram]
"""A programme with its task's id and name."""


def render(view: View) -> list[Content]:
    """Return the page of the direction `view.subject`."""
    view = _about_direction(view)
    connection, subject = view.connection, view.subject or ""
    card = next(iter(directions.scorecard(connection, view.scope, (subject,))), None)
    rows = programs.listing(connection, view.scope, view.filters)
    own = {subject, *(row["program_id"] for row in rows)}
    about = _named(view) or ""
    moved = moves(view, rows, about)
    return [
        headline(view, _title(view, card), kicker=_kicker(view, card), brief=view.link("/brief")),
        key_figures(view),
        _programs(view, rows),
        *([moved] if moved is not None else []),
        goal_section(view, goals.of_direction(connection, view.scope, subject), about),
        changes(view, lineage.of_direction(connection, subject), own),
        _offices(view, rows),
        finding_section(view, findings.of_direction(connection, view.scope, subject)),
    ]


def download(view: View, ids: Sequence[str] | None) -> Sheet:
    """Return the direction's programmes."""
    return program_sheet(_about_direction(view), ids, IN_FULL)


def _about_direction(view: View) -> View:
    return replace(view, filters=replace(view.filters, direction=view.subject))


def _title(view: View, card: DirectionCard | None) -> Content | str:
    return printed(card["name"], view.words) if card is not None else view.words("direction.title")


def _kicker(view: View, card: DirectionCard | None) -> str:
    words = view.words
    if card is None:
        return words("direction.title")
    theme = card["theme_name"] if words.language == "ko" else card["theme_name_en"]
    if theme is None:
        return words("direction.kicker", position=card["position"])
    return words("direction.kicker_theme", position=card["position"], theme=theme)


def _programs(view: View, rows: Sequence[ListedProgram]) -> html.Section:
    words = view.words
    title = words("direction.programs")
    if not rows:
        nothing = empty(
            words("programs.none"), words("empty.loosen"), (words("filter.clear"), _cleared(view))
        )
        return section(title, [nothing])
    part = _in_sight(view, rows)
    context = view.context(row for _, _, row in part.rows)
    parts: list[Content] = [*part.above]
    lines = directions.task_lines(view.connection, view.scope, view.subject or "")
    for (task_id, name), group in groupby(part.rows, key=lambda item: item[:2]):
        if name is not None:
            parts.append(_task_heading(view, name, lines.get(task_id)))
        parts.append(
            execution_table(
                words("direction.programs_caption", name=name or ""),
                marked(view, (row for _, _, row in group)),
                context,
                of="program",
                address=lambda row: view.link_to("programs", row["program_id"]),
            )
        )
    card = directions.scorecard(view.connection, view.scope, (view.subject or "",))
    notes = [html.P(note, className="footnote") for note in commissioned(view, card)]
    parts += [*part.below, *notes]
    more = (words("direction.programs_more"), view.link("/programs", direction=view.subject))
    return section(title, parts, sentence=_sentence(view, rows), more=more)


def _in_sight(view: View, rows: Sequence[ListedProgram]) -> Part[_InTask]:
    every = [(task, name, row) for task, name, group in _by_task(view, rows) for row in group]
    return part_of(view, "programs", every)


def _sentence(view: View, rows: Sequence[ListedProgram]) -> str:
    if all(row["elapsed_share"] is None for row in rows):
        return view.words("undated.programs", n=len(rows))
    behind = sum(1 for row in rows if row["status"] in ("behind", "over"))
    return view.words("direction.programs_sentence", n=len(rows), behind=behind)


def _by_task(view: View, rows: Sequence[ListedProgram]) -> list[tuple[str, str | None, list[ListedProgram]]]:
    """The programmes of each task, the slowest first: sorted bars against one line."""
    ordered = sorted(
        rows, key=lambda r: (r["execution_rate"] is None, r["execution_rate"] or 0, r["program_id"])
    )
    groups: list[tuple[str, str | None, list[ListedProgram]]] = []
    for task in directions.tasks(view.connection, view.subject or ""):
        of_task: list[ListedProgram] = [row for row in ordered if row["task_id"] == task["task_id"]]
        if of_task:
            groups.append((task["task_id"], task["name"], of_task))
    tasks = {task["task_id"] for task in directions.tasks(view.connection, view.subject or "")}
    rest: list[ListedProgram] = [row for row in ordered if row["task_id"] not in tasks]
    if rest:
        groups.append(("", view.words("direction.no_task") if groups else None, rest))
    return groups


def _task_heading(view: View, name: str, line: TaskLine | None) -> Content:
    parts: list[Content] = [html.H3(printed(name, view.words))]
    if line is not None:
        text = _task_line(view, line)
        place = (line["document_id"], line["line"])
        cited = view.citations([place]).get(place)
        parts += [html.Span(text, className="muted"), source_note([cited], name, view.words)]
    return html.Div(parts, className="task-heading")


def _task_line(view: View, line: TaskLine) -> str:
    return view.words(
        "direction.task_line",
        budget=view.format.money_with_unit(line["current_won"]),
        rate=view.format.percent(line["execution_rate"]),
    )


def _offices(view: View, rows: Sequence[ListedProgram]) -> html.Section:
    words = view.words
    offices = programs.offices(view.connection, [row["program_id"] for row in rows]) if rows else []
    if not offices:
        return section(words("direction.offices"), [empty(words("direction.no_offices"))])
    items = [
        html.Li(
            [
                unit_path(view, row),
                html.Link(
                    [
                        words("direction.office_programs", n=row["programs"]),
                        html.Span([" ", printed(row[row["level"]], words)], className="visually-hidden"),
                    ],
                    href=view.link("/programs", department=row["unit_id"], direction=view.subject),
                    className="small",
                ),
            ]
        )
        for row in offices
    ]
    return section(words("direction.offices"), [html.Ul(items, className="plain-list office-list")])


def _cleared(view: View) -> str:
    return view.link_to("directions", view.subject or "").partition("?")[0]


def _named(view: View) -> str | None:
    found = directions.scorecard(view.connection, view.scope, (view.subject or "",))
    return next((str(row["name"]) for row in found if row["name"]), None)


PAGE = Page(
    code="direction",
    position=21,
    path="/directions/<subject>",
    filters=("org", "year", "direction", "department", "funding", "status"),
    render=render,
    sheet=download,
    subject="direction",
    part_of="directions",
    own=(PART,),
    name=_named,
)
