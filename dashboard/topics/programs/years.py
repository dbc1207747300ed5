"""A programme's years through its names."""

from __future__ import annotations

from collections.abc import Sequence

from dash import dcc

from dashboard.shell.page import View
from dashboard.topics.programs import queries as programs
from dashboard.ui import html
from dashboard.ui.amount import amount
from dashboard.ui.bar import share_bar
from dashboard.ui.cells import Cell
from dashboard.ui.data_table import Column, data_table
from dashboard.ui.printed import printed
from dashboard.ui.rows import Row
from dashboard.ui.section import empty, section
from dashboard.ui.source_note import source_note


def years(view: View, row: Row) -> html.Section:
    """Return the budget of every year in which a report prints it, as the newest report of each kind has it.

    The years between stay gaps.
    """
    words, write = view.words, view.format
    title = words("program.years")
    found = _found(view, row)
    if len(found) < 2:
        return section(title, [empty(words("program.one_year"))])
    citations = view.citations([(r["document_id"], r["line"]) for r in found])
    columns = [
        Column(words("column.year")),
        Column(words("column.program")),
        Column(words("column.kind")),
        Column(words("column.budget", unit=write.unit_name), "number"),
        Column(words("column.budget_bar"), "bar"),
        Column(words("column.executed", unit=write.unit_name), "number"),
        Column(words("column.rate"), "number"),
        Column(words("column.source"), "source"),
    ]
    body: list[list[Cell]] = [
        [
            str(r["fiscal_year"]),
            dcc.Link(printed(r["name"], words), href=view.link_to("programs", r["program_id"])),
            words("program.kind_at", kind=words(f"kind.{r['kind']}"), day=_day(view, r)),
            amount(r["current_won"], write),
            share_bar(
                r["share_of_largest"],
                words("bar.year", year=r["fiscal_year"], amount=write.money_with_unit(r["current_won"])),
            ),
            amount(r["executed_won"], write),
            write.percent(r["execution_rate"]),
            source_note([citations.get((r["document_id"], r["line"]))], str(r["fiscal_year"]), words),
        ]
        for r in found
    ]
    return section(
        title,
        [
            data_table(words("program.years_caption"), columns, body),
            html.P(words("program.years_note"), className="footnote"),
        ],
        sentence=_sentence(view, found),
    )


def _day(view: View, row: Row) -> str:
    return view.words("undated.name") if row["as_of"] is None else view.format.day(row["as_of"])


def _found(view: View, row: Row) -> Sequence[Row]:
    if not row["lineage_id"]:
        return ()
    every = programs.years(view.connection, row["organization_id"], row["lineage_id"])
    # The course within a year stands above.
    return [r for r in every if r["is_newest"]]


def _sentence(view: View, found: Sequence[Row]) -> str:
    first, last = found[0]["fiscal_year"], found[-1]["fiscal_year"]
    return view.words("program.years_sentence", first=first, last=last, n=len(found))
