"""Programmes: the list, with search, sorting, filters, totals and downloads."""

from __future__ import annotations

from collections.abc import Sequence

from dash import dcc
from dash import html as living

from dashboard.shell.headline import headline
from dashboard.shell.page import PART, Page, View
from dashboard.topics.programs import narrowing
from dashboard.topics.programs import queries as programs
from dashboard.topics.programs.columns import CHOICE, NAME, PROGRAMS, chosen_columns
from dashboard.topics.programs.download import program_sheet
from dashboard.topics.programs.grid import program_grid, total_row
from dashboard.topics.programs.grid_rows import first_of, grid_rows, is_long, widest
from dashboard.topics.programs.opening import COLUMNS, OF_EXECUTION, defaults, own_of
from dashboard.topics.programs.program_list import doubt_in, list_sentence, plain_list, program_total
from dashboard.ui import html
from dashboard.ui.column_chooser import column_chooser
from dashboard.ui.fragment import Content
from dashboard.ui.section import empty
from dashboard.ui.sheet import Sheet
from dashboard.ui.table import GRID, Column


def render(view: View) -> list[Content]:
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
    own = own_of(view)
    columns = chosen_columns(own.get(COLUMNS))
    label, totals = program_total(view, None)
    doubt = doubt_in(view, rows)
    grid = program_grid(
        grid_rows(view, first_of(view, rows), columns),
        total_row(label, totals, columns, write, doubt),
        columns,
        write,
        count=len(rows),
        widest=grid_rows(view, widest(rows, columns), columns),
        own=own,
    )
    has_execution = any(column.code in OF_EXECUTION for column in columns)
    said: list[list[Content | str]] = []
    if not has_execution and COLUMNS not in view.own:
        said.append(_plans_alone(view, sum(row["executed_won"] is not None for row in rows)))
    if totals["incomplete"] and has_execution:
        said.append([words("programs.incomplete", n=totals["incomplete"])])
    if doubt is not None:
        said.append([words("doubt.note")])
    notes = [html.P(note, className="footnote") for note in said]
    return [
        title,
        # What is said of the rows in sight takes the place of what is said of all, on paper too.
        living.Output([], id="programs-sentence", className="section-sentence", role="status"),
        html.P(list_sentence(view, totals), className="section-sentence whole-list"),
        _tools(view, columns, is_whole=not is_long(rows)),
        grid,
        *notes,
        living.Article([], id="programs-paper", className="paper-only"),
        html.Div(plain_list(view, rows, label, totals), className="paper-only whole-list"),
    ]


def download(view: View, ids: Sequence[str] | None) -> Sheet:
    """Return the programmes in sight, with the columns in sight."""
    return program_sheet(view, ids, view.own.get(COLUMNS))


def _plans_alone(view: View, spent: int) -> list[Content | str]:
    """That columns are folded away, how many programmes have something in them, and the way to them."""
    shown = ",".join(code for code in CHOICE.default if code != NAME)
    link = html.Link(view.words("programs.see_execution"), href=view.link_own("/programs", columns=shown))
    return [view.words("programs.plans_alone", n=spent), " ", link]


def _tools(view: View, columns: Sequence[Column], *, is_whole: bool) -> html.Div:
    words = view.words
    # The rest is asked for once this stands in the page.
    rest = [] if is_whole else [dcc.Store(id="programs-more", data=True), dcc.Store(id="programs-rest")]
    search = [
        html.Label(words("programs.search"), htmlFor="programs-search"),
        dcc.Input(
            id="programs-search",
            type="search",
            debounce=False,
            value=view.own.get(narrowing.SEARCH, ""),
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
    return html.Div(
        [*search, chooser, dcc.Store(id="programs-in-sight"), dcc.Store(id="on-paper"), *rest],
        className="grid-tools",
        **({} if is_whole else {"data-partial": ""}),
    )


PAGE = Page(
    code="programs",
    position=30,
    path="/programs",
    filters=("org", "year", "as_of", "direction", "department", "funding", "status"),
    render=render,
    sheet=download,
    own=(COLUMNS, PART, *narrowing.KEYS),
    lists={COLUMNS: CHOICE},
    defaults=defaults,
    live=narrowing.KEYS,
    readable={
        narrowing.SORT: narrowing.is_sort,
        narrowing.WHERE: narrowing.is_where,
        narrowing.WIDTHS: narrowing.is_widths,
    },
    narrowed=narrowing.narrowed,
)
