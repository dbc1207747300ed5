"""The programmes that need attention, worst first, each with the reason."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from dashboard.shell.page import View
from dashboard.topics.overview import queries as institution
from dashboard.topics.overview.columns import ATTENTION
from dashboard.topics.programs import queries as programs
from dashboard.ui import html
from dashboard.ui.cells import Cell, linked
from dashboard.ui.data_table import table_of
from dashboard.ui.fragment import Content
from dashboard.ui.printed import printed
from dashboard.ui.rows import Row
from dashboard.ui.section import empty, section
from dashboard.ui.table import PAGE


def attention(view: View, limit: int) -> html.Section:
    """Return the section, with the first `limit` programmes and the way to all of them."""
    words = view.words
    rows = attention_rows(view, limit)
    of_lines = any(row["program_id"] is None for row in rows)
    title = words("attention.title_lines" if of_lines else "attention.title")
    if not rows:
        why = words("attention.none" if view.scope.has_execution else "attention.no_execution")
        if view.scope.has_execution and view.scope.as_of is None:
            why = words("undated.no_attention")
        return section(title, [empty(why)], name="attention-section")
    cells: dict[str, Callable[[Row], Cell]] = {
        "program": lambda row: linked(row["name"], _address(view, row), view.format),
        "why": partial(_reason, view),
    }
    table = table_of(
        words("attention.caption"), ATTENTION.shown(PAGE), rows, view.context(rows), cells=cells,
        heads={"program": words("column.item")} if of_lines else {}, name="attention",
    )  # fmt: skip
    return section(
        title,
        [table],
        sentence=words("attention.sentence_lines" if of_lines else "attention.sentence", n=len(rows)),
        name="attention-section",
        more=(words("attention.more"), view.link("/programs")),
    )


def attention_rows(view: View, limit: int) -> list[Row]:
    """Return the first programmes that need attention, each with the figures that say so.

    Where no programme does, the lines of the budget: a report on one project tells more by its parts.
    """
    rows: Sequence[Row] = programs.attention(view.connection, view.scope, view.filters, limit)
    if not rows and not view.filters.narrows_programs:
        rows = _lines(view)[:limit]
    return [{**row, "why": _why(view, row)} for row in rows]


def _lines(view: View) -> list[Row]:
    """The lines under the printed total that are over or late, as rows of programmes."""
    found = [
        row
        for row in institution.budget_parts(view.connection, view.scope)
        if row["status"] in programs.MOST_URGENT and row["program_id"] is None
    ]
    found.sort(
        key=lambda row: (
            programs.MOST_URGENT.index(row["status"] or ""),
            row["pace_gap"] is None,
            row["pace_gap"] or 0,
            row["line"],
        )
    )
    return [
        {
            **row,
            "name": row["label"],
            "own_pace_gap": row["pace_gap"],
            "own_elapsed_share": None,
            "is_reason_asked": False,
            "remaining_won": _left(row["current_won"], row["executed_won"]),
        }
        for row in found
    ]


def _left(budget_won: int | None, spent_won: int | None) -> int | None:
    """What is left; None where either is not known."""
    return None if budget_won is None or spent_won is None else budget_won - spent_won


def _address(view: View, row: Row) -> str | None:
    return None if row["program_id"] is None else view.link_to("programs", row["program_id"])


def _why(view: View, row: Row) -> str:
    words, write = view.words, view.format
    rate = write.percent(row["execution_rate"])
    if row["status"] == "over":
        return words("attention.over", rate=rate)
    told = {"rate": rate, "gap": write.points(row["own_pace_gap"])}
    if row["own_elapsed_share"] is None:
        why = words("attention.behind", **told)
    else:
        why = words("attention.behind_own", share=write.percent(row["own_elapsed_share"]), **told)
    return f"{why} · {words('status.reason_asked')}" if row["is_reason_asked"] else why


def _reason(view: View, row: Row) -> Cell:
    text, more = str(row["why"]), list[Content]()
    if row["reason"]:
        more.append(html.Span([" ", printed(row["reason"], view.words)], className="muted"))
    return html.Span([text, *more]) if more else text
