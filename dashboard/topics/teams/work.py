"""A unit's own work: its money and the pace that is needed, its programmes, and what is due."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from dashboard.shell.doubt import marked
from dashboard.shell.page import View
from dashboard.topics.programs import queries as programs
from dashboard.topics.programs.queries import ListedProgram, RunningUnit
from dashboard.topics.teams import queries as teams
from dashboard.topics.teams.columns import PROGRAMS_OF_UNIT
from dashboard.topics.teams.queries import Step
from dashboard.topics.teams.unit_path import unit_links
from dashboard.ui import html
from dashboard.ui.bar import pace_bar
from dashboard.ui.cells import Cell, execution_sentence, linked
from dashboard.ui.data_table import table_of
from dashboard.ui.fragment import Content
from dashboard.ui.kpi_card import kpi_card
from dashboard.ui.section import empty, section
from dashboard.ui.status import status_mark
from dashboard.ui.table import PAGE, SOURCE, Column
from dashboard.warehouse.views import Unit

DAYS = 90
"""How far ahead a manager looks."""


def team_figures(view: View) -> html.Ul:
    """Return what the unit may spend, has spent, has left, and must spend each month that is left."""
    words, write = view.words, view.format
    row = programs.totals(view.connection, view.scope, view.filters)
    spent = row["spent_won"]
    needed = row["needed_per_month_won"]
    return html.Ul(
        [
            kpi_card(
                title=words("kpi.budget"),
                value=write.money(row["budget_won"]),
                unit="" if row["budget_won"] is None else write.unit_name,
                hover=write.spoken(row["budget_won"]),
                facts=[words("team.of_programs", n=row["programs"])],
                change=words("team.incomplete", n=row["incomplete"])
                if 0 < row["incomplete"] < row["programs"]
                else "",
            ),
            kpi_card(
                title=words("team.left"),
                value=write.money(row["remaining_won"]),
                unit="" if row["remaining_won"] is None else write.unit_name,
                hover=write.spoken(row["remaining_won"]),
                facts=[
                    words("kpi.no_execution")
                    if spent is None
                    else words("team.spent", amount=write.money_with_unit(spent))
                ],
            ),
            kpi_card(
                title=words("kpi.rate"),
                value=write.percent(row["execution_rate"]),
                facts=[
                    pace_bar(
                        row["execution_rate"], row["elapsed_share"], row["status"],
                        execution_sentence(row, write),
                    )
                ],
                corner=status_mark(row["status"], "budget", write, view.thresholds),
                change=""
                if row["execution_rate"] is None
                else write.pace(row["elapsed_share"], row["pace_gap"]),
            ),
            kpi_card(
                title=words("team.needed"),
                value=write.money(needed),
                unit="" if needed is None else write.unit_name,
                hover=write.spoken(needed),
                facts=[words("team.needed_none" if needed is None else "team.needed_why")],
            ),
        ],
        className="kpis kpis-four",
    )  # fmt: skip


def team_programs(
    view: View, own: Unit, rows: Sequence[ListedProgram], runners: Mapping[str, Sequence[RunningUnit]]
) -> html.Section:
    """Return the unit's programmes, the furthest behind first, with the pace that each one needs.

    runners: the units that run each programme.
    """
    words = view.words
    table = table_of(
        words("team.programs_caption"), PROGRAMS_OF_UNIT.shown(PAGE), marked(view, _slowest_first(rows)),
        view.context(rows), name="team-programs",
        cells={"program": lambda row: _name(view, row, own, runners.get(row["program_id"], ()))},
    )  # fmt: skip
    shared = sum(1 for units in runners.values() if any(not teams.is_within(unit, own) for unit in units))
    notes = [html.P(words("team.needed_note"), className="footnote")]
    if shared:
        notes.append(html.P(words("team.shared", n=shared), className="footnote"))
    return section(
        words("team.programs"),
        [table, *notes],
        sentence=_sentence(view, rows),
        more=(words("direction.programs_more"), view.link("/programs", department=view.subject)),
    )


def _slowest_first(rows: Sequence[ListedProgram]) -> list[ListedProgram]:
    return sorted(
        rows, key=lambda row: (row["own_pace_gap"] is None, row["own_pace_gap"] or 0, row["program_id"])
    )


def _sentence(view: View, rows: Sequence[ListedProgram]) -> str:
    if all(row["executed_won"] is None for row in rows):
        return view.words("team.programs_plan", n=len(rows))
    if all(row["elapsed_share"] is None for row in rows):
        return view.words("undated.programs", n=len(rows))
    behind = sum(1 for row in rows if row["status"] in ("behind", "over"))
    return view.words("direction.programs_sentence", n=len(rows), behind=behind)


def team_due(view: View) -> html.Section:
    """Return the steps that end within the coming days, counted from the date of the report."""
    words, write = view.words, view.format
    title = words("team.due", days=DAYS)
    if view.scope.as_of is None:
        return section(title, [empty(words("undated.nothing_due"))])
    first = write.day(view.scope.as_of)
    rows = teams.due(view.connection, view.scope, view.filters, DAYS)
    if not rows:
        return section(title, [empty(words("team.nothing_due", day=first, days=DAYS))])
    columns = (
        Column(code="due", kind="date"), Column(code="step", kind="printed", field="label"),
        Column(code="program"), Column(code="begins", kind="date", field="starts_on"),
        replace(SOURCE, field="label"),
    )  # fmt: skip
    cells: dict[str, Callable[[Step], Cell]] = {
        "due": lambda row: html.Strong(write.day(row["ends_on"])),
        "program": lambda row: linked(
            row["program_name"], view.link_to("programs", row["program_id"]), write
        ),
    }
    caption = words("team.due_caption")
    return section(
        title,
        [table_of(caption, columns, rows, view.context(rows), cells=cells, name="team-due")],
        sentence=words("team.due_sentence", n=len(rows), day=first),
    )


def _name(view: View, row: ListedProgram, own: Unit, units: Sequence[RunningUnit]) -> html.Span:
    """A programme, and the other units that run it: those below this one, or beside it."""
    words = view.words
    parts: list[Content] = [linked(row["name"], view.link_to("programs", row["program_id"]), view.format)]
    others = [unit for unit in units if unit["unit_id"] != own["unit_id"]]
    if others:
        links = [html.Span(unit_links(view, unit)[-1], className="listed") for unit in others]
        label = "team.run_by" if any(teams.is_within(unit, own) for unit in others) else "team.together"
        parts += [html.Br(), html.Span([words(label), " ", *links], className="muted small")]
    return html.Span(parts)
