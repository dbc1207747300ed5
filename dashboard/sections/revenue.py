"""Revenue against plan: what has come in, of what was planned."""

from __future__ import annotations

from dash import html

from dashboard.components.amount import amount
from dashboard.components.bar import pace_bar
from dashboard.components.data_table import Cell, Column, data_table
from dashboard.components.printed import printed
from dashboard.components.section import empty, section
from dashboard.components.source_note import source_note
from dashboard.page import View
from dashboard.queries import institution


def revenue(view: View) -> html.Section:
    """Return the section; filters on programmes do not touch it."""
    words, write = view.words, view.format
    title = words("revenue.title")
    lines = list(institution.revenue(view.connection, view.scope))
    total = institution.summary(view.connection, view.scope, "revenue")
    if not lines and total is None:
        return section(title, [empty(words("revenue.none"))], name="revenue-section")
    elapsed = institution.elapsed_share(view.connection, view.scope)
    places = [(r["document_id"], r["line"]) for r in lines]
    if total is not None:
        places.append((total["document_id"], total["line"]))
    citations = view.citations(places)
    columns = [
        Column(words("column.revenue")),
        Column(words("column.plan", unit=write.unit_name), "number"),
        Column(words("column.received", unit=write.unit_name), "number"),
        Column(words("column.collection"), "bar"),
        Column(words("column.collection_rate"), "number"),
        Column(words("column.source"), "source"),
    ]
    shown = [
        (r["label"], r["current_won"], r["received_won"], r["collection_rate"], (r["document_id"], r["line"]))
        for r in lines
    ]
    if not lines and total is not None:
        place = (total["document_id"], total["line"])
        shown = [
            (
                words("revenue.total"),
                total["current_won"],
                total["executed_won"],
                total["execution_rate"],
                place,
            )
        ]
    body: list[list[Cell]] = []
    for label, planned, received, rate, place in shown:
        sentence = words("bar.collection", rate=write.percent(rate), elapsed=write.percent(elapsed))
        body.append(
            [
                printed(label, words),
                amount(planned, write),
                amount(received, write),
                pace_bar(rate, elapsed if rate is not None else None, "plain", sentence),
                write.percent(rate),
                source_note([citations.get(place)], label or "", words),
            ]
        )
    sentence = words("revenue.planned_only")
    if total is not None and total["executed_won"] is not None:
        sentence = words(
            "revenue.sentence", rate=write.percent(total["execution_rate"]), elapsed=write.percent(elapsed)
        )
    if view.filters.narrows_programs:
        sentence = f"{sentence} {words('revenue.whole')}"
    return section(
        title,
        [data_table(words("revenue.caption"), columns, body, name="revenue")],
        sentence=sentence,
        name="revenue-section",
    )
