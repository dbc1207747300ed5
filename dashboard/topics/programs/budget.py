"""A programme's money: the key figures, and every line that prints them."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.shell.doubt import doubt_mark, doubted
from dashboard.shell.page import View
from dashboard.topics.programs.columns import BUDGET_LINES
from dashboard.topics.programs.detail_queries import ProgramLine
from dashboard.topics.programs.queries import ListedProgram
from dashboard.ui import html
from dashboard.ui.bar import pace_bar
from dashboard.ui.cells import execution_sentence
from dashboard.ui.data_table import table_of
from dashboard.ui.fragment import Content
from dashboard.ui.kpi_card import kpi_card
from dashboard.ui.printed import printed
from dashboard.ui.section import empty, section
from dashboard.ui.source_note import source_note
from dashboard.ui.status import status_mark
from dashboard.ui.table import PAGE


def key_figures(view: View, row: ListedProgram) -> html.Ul:
    """Return budget, execution, pace and projection of a programme at its newest date."""
    words, write = view.words, view.format
    citations = view.citations([(row["document_id"], row["line"])])
    note = source_note(list(citations.values()), words("kpi.budget"), words)
    bar = pace_bar(row["execution_rate"], row["elapsed_share"], row["status"], execution_sentence(row, write))
    projected = row["projection_won"] if row["execution_rate"] is not None else None
    return html.Ul(
        [
            kpi_card(
                title=words("kpi.budget"),
                value=write.money(row["current_won"]),
                unit=write.unit_name if row["current_won"] is not None else "",
                hover=write.spoken(row["current_won"]),
                facts=[_about_budget(view, row), *_doubt(view, row)],
                corner=note,
            ),
            kpi_card(
                title=words("kpi.executed"),
                value=write.money(row["executed_won"]),
                unit=write.unit_name if row["executed_won"] is not None else "",
                hover=write.spoken(row["executed_won"]),
                facts=[
                    words(_NO_EXECUTION.get(row["budget_state"], "kpi.no_execution"))
                    if row["executed_won"] is None
                    else words("kpi.remaining", amount=write.money(row["remaining_won"]))
                ],
            ),
            kpi_card(
                title=words("kpi.rate"),
                value=write.percent(row["execution_rate"]),
                facts=[bar],
                corner=status_mark(row["status"], "budget", write, view.thresholds),
                change=write.pace(row["elapsed_share"], row["pace_gap"])
                if row["execution_rate"] is not None
                else "",
            ),
            kpi_card(
                title=words("program.projection"),
                value=write.money(projected),
                unit=write.unit_name if projected is not None else "",
                hover=write.spoken(projected),
                facts=[
                    words("program.projection_rate", rate=write.percent(row["projection_rate"]))
                    if projected is not None
                    else words(_NO_EXECUTION.get(row["budget_state"], "kpi.no_execution"))
                ],
                change=words(f"program.projection_{_projection_note(row)}"),
            ),
        ],
        className="kpis kpis-four",
    )


_WHOLE = 100
_NO_EXECUTION = {"none": "program.spends_nothing"}
"""Why there is no executed amount: by default none is printed yet."""


def _doubt(view: View, row: ListedProgram) -> list[Content]:
    (own,) = doubted(view, [row])
    mark = doubt_mark(view, own["doubt"], in_words=True)
    return [] if mark is None else [html.Div(mark)]


def _about_budget(view: View, row: ListedProgram) -> str:
    """The budget as it is spoken; else whether it is unreadable, none, or not known: three things."""
    if row["current_won"] is not None:
        return view.format.spoken(row["current_won"])
    return view.words(f"program.{row['budget_state']}_budget", raw=row["unread_budget"] or "")


def _projection_note(row: ListedProgram) -> str:
    """What to say of a straight line: beyond the whole budget it is seldom what will be."""
    return "beyond" if (row["projection_rate"] or 0) > _WHOLE else "note"


def budget_lines(view: View, rows: Sequence[ProgramLine]) -> html.Section:
    """Return every printed line, with the rate that its figures give beside the printed one."""
    words = view.words
    title = words("program.budget_lines")
    if not rows:
        return section(title, [empty(words("program.no_budget_lines"))])
    context = view.context(rows)
    titles = {c.document_id: c.title for c in context.citations.values()}

    def place(row: ProgramLine) -> html.Span:
        title = titles.get(row["document_id"], row["document_id"])
        return html.Span(words("source.place", title=title, line=f"{row['line']:,}"))

    caption = words("program.budget_caption")
    table = table_of(caption, BUDGET_LINES.shown(PAGE), rows, context, cells={"document": place})
    reasons = [
        html.P([words("program.reason"), " ", printed(r["reason"], words)]) for r in rows if r["reason"]
    ]
    return section(title, [table, *reasons[:1]])
