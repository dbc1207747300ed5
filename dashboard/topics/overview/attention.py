"""The programmes that need attention, worst first, each with the reason."""

from __future__ import annotations

from dash import dcc
from dash.development.base_component import Component

from dashboard.shell.page import View
from dashboard.topics.programs import queries as programs
from dashboard.ui import html
from dashboard.ui.cells import Cell
from dashboard.ui.data_table import Column, data_table
from dashboard.ui.printed import printed
from dashboard.ui.rows import Row
from dashboard.ui.section import empty, section
from dashboard.ui.source_note import source_note
from dashboard.ui.status import status_mark


def attention(view: View, limit: int) -> html.Section:
    """Return the section, with the first `limit` programmes and the way to all of them."""
    words, write = view.words, view.format
    title = words("attention.title")
    rows = programs.attention(view.connection, view.scope, view.filters, limit)
    if not rows:
        why = words("attention.none" if view.scope.has_execution else "attention.no_execution")
        if view.scope.has_execution and view.scope.as_of is None:
            why = words("undated.no_attention")
        return section(title, [empty(why)], name="attention-section")
    citations = view.citations([(r["document_id"], r["line"]) for r in rows])
    columns = [
        Column(words("column.program")),
        Column(words("column.status")),
        Column(words("column.why")),
        Column(words("column.remaining", unit=write.unit_name), "number"),
        Column(words("column.source"), "source"),
    ]
    body: list[list[Cell]] = [
        [
            dcc.Link(printed(row["name"], words), href=view.link_to("programs", row["program_id"])),
            status_mark(row["status"], "budget", write, view.thresholds),
            _reason(view, row),
            html.Span(write.money(row["remaining_won"]), title=write.spoken(row["remaining_won"])),
            source_note([citations.get((row["document_id"], row["line"]))], row["name"], words),
        ]
        for row in rows
    ]
    return section(
        title,
        [data_table(words("attention.caption"), columns, body, name="attention")],
        sentence=words("attention.sentence", n=len(rows)),
        name="attention-section",
        more=(words("attention.more"), view.link("/programs")),
    )


def reason_of(view: View, row: Row) -> str:
    """Return by which figures a programme needs attention."""
    words, write = view.words, view.format
    rate = write.percent(row["execution_rate"])
    if row["status"] == "over":
        return words("attention.over", rate=rate)
    return words("attention.behind", rate=rate, gap=write.points(row["pace_gap"]))


def _reason(view: View, row: Row) -> Cell:
    words, write = view.words, view.format
    text = reason_of(view, row)
    more: list[Component] = []
    if row["own_elapsed_share"] is not None:
        share = write.percent(row["own_elapsed_share"])
        more.append(html.Span(words("attention.own_period", share=share), className="muted small own-period"))
    if row["reason"]:
        more.append(html.Span([" ", printed(row["reason"], words)], className="muted"))
    return html.Span([text, *more]) if more else text
