"""Programmes: the list, with search, sorting, filters, totals and downloads."""

from __future__ import annotations

from collections.abc import Sequence

from dash import dcc, html
from dash.development.base_component import Component

from dashboard.components.data_table import Cell, Column, data_table
from dashboard.components.program_grid import program_grid
from dashboard.components.section import empty
from dashboard.page import Page, View
from dashboard.queries import programs
from dashboard.rows import Row
from dashboard.sections.download import program_sheet
from dashboard.sections.headline import headline

_ON_PAPER = 300


def render(view: View) -> list[Component]:
    """Return the grid of the chosen programmes."""
    words, write = view.words, view.format
    title = headline(view, words("programs.title"))
    rows = programs.listing(view.connection, view.scope, view.filters)
    if not rows:
        why = words("programs.none") if view.filters.narrows_programs else words("programs.none_at_all")
        todo = words("empty.loosen") if view.filters.narrows_programs else words("programs.see_overview")
        link = (
            words("filter.clear"),
            view.link("/programs", direction=None, department=None, funding=None, status=None),
        )
        if not view.filters.narrows_programs:
            link = (words("overview.title"), view.link("/"))
        return [title, empty(why, todo, link)]
    totals = programs.totals(view.connection, view.scope, view.filters)
    citations = view.citations([(r["document_id"], r["line"]) for r in rows])
    grid = program_grid(
        rows,
        totals,
        write=write,
        limits=view.thresholds,
        citations=citations,
        addresses={r["program_id"]: view.link_to("programs", r["program_id"]) for r in rows},
    )
    sentence = words(
        "programs.sentence",
        n=write.number(totals["programs"]),
        budget=write.money_with_unit(totals["budget_won"]),
        rate=write.percent(totals["execution_rate"]),
        behind=write.number(totals["attention"]),
    )
    notes = (
        [html.P(words("programs.incomplete", n=totals["incomplete"]), className="footnote")]
        if totals["incomplete"]
        else []
    )
    search = html.Div(
        [
            html.Label(words("programs.search"), htmlFor="programs-search"),
            dcc.Input(
                id="programs-search",
                type="search",
                debounce=False,
                placeholder=words("programs.search_hint"),
                className="form-control",
            ),
        ],
        className="grid-search",
    )
    return [
        title,
        html.P(sentence, className="section-sentence"),
        search,
        grid,
        *notes,
        _on_paper(view, rows),
    ]


def _on_paper(view: View, rows: Sequence[Row]) -> html.Div:
    """The list as a plain table: the grid holds only the rows in sight, which is too few to print.

    Of thousands, paper gets the first ones and says so: every row of it costs the screen time as well.
    """
    words, write = view.words, view.format
    columns = [
        Column(words("column.program")),
        Column(words("column.budget", unit=write.unit_name), "number"),
        Column(words("column.executed", unit=write.unit_name), "number"),
        Column(words("column.rate"), "number"),
        Column(words("column.gap"), "number"),
        Column(words("column.status")),
        Column(words("column.line"), "number"),
    ]
    body: list[list[Cell]] = [
        [
            row["name"],
            write.money(row["current_won"]),
            write.money(row["executed_won"]),
            write.percent(row["execution_rate"]),
            write.points(row["pace_gap"]),
            words(f"status.{row['status'] or 'undefined'}"),
            f"{row['line']:,}",
        ]
        for row in rows[:_ON_PAPER]
    ]
    parts: list[Component] = [data_table(words("programs.title"), columns, body)]
    if rows[_ON_PAPER:]:
        left_out = words("programs.on_paper", total=write.number(len(rows)), n=_ON_PAPER)
        parts.append(html.P(left_out, className="footnote"))
    return html.Div(parts, className="paper-only")


PAGE = Page(
    code="programs",
    position=30,
    path="/programs",
    filters=("org", "year", "as_of", "direction", "department", "funding", "status"),
    render=render,
    sheet=program_sheet,
)
