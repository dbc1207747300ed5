"""Programmes: the list, with search, sorting, filters, totals and downloads."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from dash import dcc

from dashboard.shell.headline import headline
from dashboard.shell.page import Page, View
from dashboard.topics.programs import queries as programs
from dashboard.topics.programs.columns import CHOICE, NAME, PROGRAMS, chosen_columns, on_paper
from dashboard.topics.programs.download import program_sheet
from dashboard.topics.programs.grid import program_grid, total_row
from dashboard.topics.programs.placing import placed
from dashboard.topics.programs.program_list import program_total
from dashboard.ui import html
from dashboard.ui.cells import text
from dashboard.ui.column_chooser import column_chooser
from dashboard.ui.data_table import table_of
from dashboard.ui.fragment import Content
from dashboard.ui.printed import name_in
from dashboard.ui.rows import Row
from dashboard.ui.section import empty
from dashboard.ui.sheet import Sheet
from dashboard.ui.table import GRID, Column

_MANY = 12
"""Columns that paper takes at its usual size."""

_ON_PAPER = 300


def render(view: View) -> list[Content]:
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
    grid = program_grid(
        rows,
        total_row(label, totals, columns, write),
        columns,
        view.context(rows),
        addresses={r["program_id"]: view.link_to("programs", r["program_id"]) for r in rows},
        units={
            program_id: [
                (name_in(unit[unit["level"]], words), view.link_to("teams", unit["unit_id"]))
                for unit in units
            ]
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


def _tools(view: View, columns: Sequence[Column]) -> html.Div:
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
        [(column.code, column.head(words, view.format.unit_name)) for column in PROGRAMS.shown(GRID)],
        CHOICE.sorted([column.code for column in columns]),
        fixed=NAME,
        default=view.link_own("/programs", columns=None),
        words=words,
    )
    return html.Div([*search, chooser, dcc.Store(id="programs-in-sight")], className="grid-tools")


def _on_paper(
    view: View, columns: Sequence[Column], rows: Sequence[Row], label: str, totals: Row
) -> html.Div:
    """The list as a plain table: the grid holds only the rows in sight, which is too few to print.

    Of thousands, paper gets the first ones and says so: every row of it costs the screen time as well.
    """
    words, write = view.words, view.format
    shown = on_paper(columns)
    # Plain text: what opens or is hovered over is of no use there, and slow by the thousand.
    cells = {column.code: partial(_plain, view, column) for column in shown}
    sums = [text(c, c.sum(totals), write) if c.total else "" for c in shown[1:]]
    name = "programs-paper" if len(shown) <= _MANY else "programs-paper many"
    table = table_of(
        words("programs.title"),
        shown,
        rows[:_ON_PAPER],
        view.context(),
        cells=cells,
        footer=[label, *sums],
        name=name,
    )
    parts: list[Content] = [table]
    if rows[_ON_PAPER:]:
        left_out = words("programs.on_paper", total=write.number(len(rows)), n=_ON_PAPER)
        parts.append(html.P(left_out, className="footnote"))
    return html.Div(parts, className="paper-only")


def _plain(view: View, column: Column, row: Row) -> str:
    return text(column, column.value(row, view.words), view.format)


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
