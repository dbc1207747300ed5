"""A programme's money: the key figures, and every line that prints them."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.shell.page import View
from dashboard.ui import html
from dashboard.ui.amount import amount
from dashboard.ui.bar import pace_bar
from dashboard.ui.cells import Cell, execution_sentence
from dashboard.ui.data_table import Column, data_table
from dashboard.ui.kpi_card import kpi_card
from dashboard.ui.printed import printed
from dashboard.ui.rows import Row
from dashboard.ui.section import empty, section
from dashboard.ui.source_note import source_note
from dashboard.ui.status import status_mark


def key_figures(view: View, row: Row) -> html.Ul:
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
                facts=[
                    words("program.no_budget")
                    if row["current_won"] is None
                    else write.spoken(row["current_won"])
                ],
                corner=note,
            ),
            kpi_card(
                title=words("kpi.executed"),
                value=write.money(row["executed_won"]),
                unit=write.unit_name if row["executed_won"] is not None else "",
                hover=write.spoken(row["executed_won"]),
                facts=[
                    words("kpi.no_execution")
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
                    else words("kpi.no_execution")
                ],
                change=words("program.projection_note"),
            ),
        ],
        className="kpis kpis-four",
    )


def budget_lines(view: View, rows: Sequence[Row]) -> html.Section:
    """Return every printed line, with the rate that its figures give beside the printed one."""
    words, write = view.words, view.format
    title = words("program.budget_lines")
    if not rows:
        return section(title, [empty(words("program.no_budget_lines"))])
    citations = view.citations([(r["document_id"], r["line"]) for r in rows])
    columns = [
        Column(words("column.level")),
        Column(words("column.label")),
        Column(words("column.as_of"), "date"),
        Column(words("column.original", unit=write.unit_name), "number"),
        Column(words("column.adjustment", unit=write.unit_name), "number"),
        Column(words("column.budget", unit=write.unit_name), "number"),
        Column(words("column.executed", unit=write.unit_name), "number"),
        Column(words("column.printed_rate"), "number"),
        Column(words("column.rate"), "number"),
        Column(words("column.document")),
        Column(words("column.source"), "source"),
    ]
    titles = {c.document_id: c.title for c in citations.values()}
    body: list[list[Cell]] = [
        [
            words(f"level.{row['level']}"),
            printed(row["label"], words),
            write.day(row["as_of"]),
            amount(row["original_won"], write),
            amount(row["adjustment_won"], write),
            amount(row["current_won"], write),
            amount(row["executed_won"], write),
            write.percent(row["printed_rate"]),
            write.percent(row["execution_rate"]),
            html.Span(
                words(
                    "source.place",
                    title=titles.get(row["document_id"], row["document_id"]),
                    line=f"{row['line']:,}",
                )
            ),
            source_note([citations.get((row["document_id"], row["line"]))], row["label"] or "", words),
        ]
        for row in rows
    ]
    reasons = [
        html.P([words("program.reason"), " ", printed(r["reason"], words)]) for r in rows if r["reason"]
    ]
    return section(title, [data_table(words("program.budget_caption"), columns, body), *reasons[:1]])
