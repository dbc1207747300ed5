"""A team's own work: its money and the pace that is needed, its programmes, and what is due."""

from __future__ import annotations

from collections.abc import Sequence

from dash import dcc, html

from dashboard.components.amount import amount
from dashboard.components.bar import pace_bar
from dashboard.components.data_table import Cell, Column, data_table
from dashboard.components.execution_table import execution_sentence
from dashboard.components.kpi_card import kpi_card
from dashboard.components.printed import printed
from dashboard.components.section import empty, section
from dashboard.components.source_note import source_note
from dashboard.components.status import status_mark
from dashboard.page import View
from dashboard.queries import programs, teams
from dashboard.rows import Row

DAYS = 90
"""How far ahead a manager looks."""


def team_figures(view: View) -> html.Ul:
    """Return what the team may spend, has spent, has left, and must spend each month that is left."""
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
                else words(
                    "kpi.pace", elapsed=write.percent(row["elapsed_share"]), gap=write.points(row["pace_gap"])
                ),
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


def team_programs(view: View, rows: Sequence[Row]) -> html.Section:
    """Return the team's programmes, the furthest behind first, with the pace that each one needs."""
    words, write = view.words, view.format
    title = words("team.programs")
    if not rows:
        return section(title, [empty(words("team.no_programs"))])
    citations = view.citations((row["document_id"], row["line"]) for row in rows)
    columns = [
        Column(words("column.program")),
        Column(words("column.budget", unit=write.unit_name), "number"),
        Column(words("column.executed", unit=write.unit_name), "number"),
        Column(words("column.execution"), "bar"),
        Column(words("column.rate"), "number"),
        Column(words("column.status")),
        Column(words("column.remaining", unit=write.unit_name), "number"),
        Column(words("column.months_left"), "number"),
        Column(words("column.needed", unit=write.unit_name), "number"),
        Column(words("column.source"), "source"),
    ]
    ordered = sorted(rows, key=lambda row: (row["pace_gap"] is None, row["pace_gap"] or 0, row["program_id"]))
    body: list[list[Cell]] = [
        [
            _name(view, row),
            amount(row["current_won"], write),
            amount(row["executed_won"], write),
            pace_bar(
                row["execution_rate"], row["elapsed_share"], row["status"], execution_sentence(row, write)
            ),
            write.percent(row["execution_rate"]),
            status_mark(row["status"], "budget", write, view.thresholds),
            amount(row["remaining_won"], write),
            write.number(row["months_left"]),
            amount(row["needed_per_month_won"], write),
            source_note([citations.get((row["document_id"], row["line"]))], row["name"], words),
        ]
        for row in ordered
    ]
    shared = sum(1 for row in rows if len((row["offices"] or "").split(", ")) > 1)
    notes = [html.P(words("team.needed_note"), className="footnote")]
    if shared:
        notes.append(html.P(words("team.shared", n=shared), className="footnote"))
    behind = sum(1 for row in rows if row["status"] in ("behind", "over"))
    return section(
        title,
        [data_table(words("team.programs_caption"), columns, body, name="team-programs"), *notes],
        sentence=words("direction.programs_sentence", n=len(rows), behind=behind)
        if any(row["executed_won"] is not None for row in rows)
        else words("team.programs_plan", n=len(rows)),
        more=(words("direction.programs_more"), view.link("/programs", department=view.subject)),
    )


def team_due(view: View) -> html.Section:
    """Return the steps that end within the coming days, counted from the date of the report."""
    words, write = view.words, view.format
    title = words("team.due", days=DAYS)
    first = write.day(view.scope.as_of)
    rows = teams.due(view.connection, view.scope, view.subject or "", DAYS)
    if not rows:
        return section(title, [empty(words("team.nothing_due", day=first, days=DAYS))])
    citations = view.citations((row["document_id"], row["line"]) for row in rows)
    columns = [
        Column(words("column.due"), "date"),
        Column(words("column.step")),
        Column(words("column.program")),
        Column(words("column.begins"), "date"),
        Column(words("column.source"), "source"),
    ]
    body: list[list[Cell]] = [
        [
            html.Strong(write.day(row["ends_on"])),
            html.Span(row["label"], lang="ko"),
            dcc.Link(printed(row["program_name"], words), href=view.link_to("programs", row["program_id"])),
            write.day(row["starts_on"]),
            source_note([citations.get((row["document_id"], row["line"]))], row["label"], words),
        ]
        for row in rows
    ]
    return section(
        title,
        [data_table(words("team.due_caption"), columns, body, name="team-due")],
        sentence=words("team.due_sentence", n=len(rows), day=first),
    )


def _name(view: View, row: Row) -> html.Span:
    words = view.words
    link = dcc.Link(printed(row["name"], words), href=view.link_to("programs", row["program_id"]))
    offices = (row["offices"] or "").split(", ")
    if len(offices) < 2:
        return html.Span(link)
    together = html.Span(words("team.together", names=", ".join(offices)), className="muted small")
    return html.Span([link, html.Br(), together])
