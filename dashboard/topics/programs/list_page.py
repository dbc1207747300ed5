"""Programmes: the list, with search, sorting, filters, totals and downloads."""

from __future__ import annotations

from collections.abc import Sequence

from dash import dcc
from dash.development.base_component import Component

from dashboard.shell.headline import headline
from dashboard.shell.page import Page, View
from dashboard.topics.programs import queries as programs
from dashboard.topics.programs.columns import CHOICE, COLUMNS, NAME, ProgramColumn, chosen_columns
from dashboard.topics.programs.download import program_sheet
from dashboard.topics.programs.grid import program_grid, total_row
from dashboard.topics.programs.placing import placed
from dashboard.topics.programs.program_list import program_total
from dashboard.ui import html
from dashboard.ui.cells import Cell
from dashboard.ui.column_chooser import column_chooser
from dashboard.ui.data_table import Column, data_table
from dashboard.ui.rows import Row
from dashboard.ui.section import empty
from dashboard.ui.sheet import Sheet

_MANY = 12
"""Columns that paper takes at its usual size."""

_ON_PAPER = 300


def render(view: View) -> list[Component]:
    """Return the grid of the chosen programmes."""
    words, write = view.words, view.format
    title = headline(view, words("programs.title"))
    rows = placed(view, programs.listing(view.connection, view.scope, view.filters))
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
    columns = chosen_columns(view.own.get("columns"))
    label, totals = program_total(view, None)
    citations = view.citations([(r["document_id"], r["line"]) for r in rows])
    grid = program_grid(
        rows,
        total_row(label, totals, columns, write),
        columns,
        write=write,
        limits=view.thresholds,
        citations=citations,
        addresses={r["program_id"]: view.link_to("programs", r["program_id"]) for r in rows},
        units={
            program_id: [(unit[unit["level"]], view.link_to("teams", unit["unit_id"])) for unit in units]
            for program_id, units in programs.run_by(view.connection, view.scope, view.filters).items()
        },
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
    return [
        title,
        html.P(sentence, className="section-sentence"),
        _tools(view, columns),
        grid,
        *notes,
        _on_paper(view, columns, rows, label, totals),
    ]


def download(view: View, ids: Sequence[str] | None) -> Sheet:
    """Return the programmes in sight, with the columns in sight."""
    return program_sheet(view, ids, view.own.get("columns"))


def _tools(view: View, columns: Sequence[ProgramColumn]) -> html.Div:
    words = view.words
    search = [
        html.Label(words("programs.search"), htmlFor="programs-search"),
        dcc.Input(
            id="programs-search",
            type="search",
            debounce=False,
            placeholder=words("programs.search_hint"),
            className="form-control",
        ),
    ]
    chooser = column_chooser(
        [
            (NAME, words("column.program")),
            *((column.code, column.head(words, view.format.unit_name)) for column in COLUMNS),
        ],
        CHOICE.sorted([column.code for column in columns]),
        fixed=NAME,
        default=view.link_own("/programs", columns=None),
        words=words,
    )
    return html.Div([*search, chooser, dcc.Store(id="programs-in-sight")], className="grid-tools")


def _on_paper(
    view: View, columns: Sequence[ProgramColumn], rows: Sequence[Row], label: str, totals: Row
) -> html.Div:
    """The list as a plain table: the grid holds only the rows in sight, which is too few to print.

    Of thousands, paper gets the first ones and says so: every row of it costs the screen time as well.
    """
    words, write = view.words, view.format
    # The line stands for the source: which documents they are is said above every page.
    shown = [column for column in columns if column.kind != "source"]
    heads = [
        Column(words("column.program")),
        *(Column(c.head(words, write.unit_name), "number" if c.is_number else "text") for c in shown),
        Column(words("column.line"), "number"),
    ]
    body: list[list[Cell]] = [
        [
            row["name"],
            *(column.text(column.value(row, words), write) for column in shown),
            f"{row['line']:,}",
        ]
        for row in rows[:_ON_PAPER]
    ]
    total = [label, *(column.text(column.sum(totals), write) if column.total else "" for column in shown), ""]
    name = "programs-paper" if len(heads) <= _MANY else "programs-paper many"
    parts: list[Component] = [
        data_table(words("programs.title"), heads, body, footer=total, name=name),
    ]
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
    sheet=download,
    own=("columns",),
    lists={"columns": CHOICE},
)
