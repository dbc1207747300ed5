"""What stands around the grid: total, sentence and paper of all chosen programmes, or of those in sight."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from dashboard.shell.doubt import Doubt, doubt_of, doubted, signed
from dashboard.shell.long_list import ROWS, part_of
from dashboard.shell.page import View
from dashboard.topics.findings import queries as findings
from dashboard.topics.programs import queries as programs
from dashboard.topics.programs.columns import chosen_columns, on_paper
from dashboard.topics.programs.grid import total_row, without_budget
from dashboard.topics.programs.opening import COLUMNS, own_of
from dashboard.topics.programs.placing import placed
from dashboard.topics.programs.queries import ListedProgram, ProgramTotals
from dashboard.ui import html
from dashboard.ui.cells import text
from dashboard.ui.data_table import table_of
from dashboard.ui.fragment import Content
from dashboard.ui.rows import Row
from dashboard.ui.table import BUDGET, Column

_MANY = 12
"""Columns that paper takes at its usual size."""
_ON_PAPER = 300


@dataclass(frozen=True, slots=True)
class InSight:
    """What is said of the rows in sight. total: the grid's last row. sheets: what paper gets."""

    total: dict[str, Any]
    sentence: str
    sheets: html.Div


def program_total(view: View, ids: Sequence[str] | None) -> tuple[str, ProgramTotals]:
    """Return the sums with a label that says of what. ids: those in sight, where they are not all."""
    totals = programs.totals(view.connection, view.scope, view.filters, ids)
    label = "programs.total" if ids is None else "programs.total_in_sight"
    return view.words(label, n=totals["programs"]), totals


def in_sight(view: View, ids: Sequence[str] | None) -> InSight:
    """Return what is said of the rows in sight, in the columns of the address.

    ids: those rows in their order, where a reader has narrowed or ordered them.
    """
    rows: Sequence[ListedProgram] = placed(view, programs.listing(view.connection, view.scope, view.filters))
    everything = len(rows)
    if ids is not None:
        by_id = {row["program_id"]: row for row in rows}
        rows = [by_id[each] for each in ids if each in by_id]
    label, totals = program_total(view, None if len(rows) == everything else ids)
    doubt = doubt_in(view, rows)
    return InSight(
        total_row(label, totals, chosen_columns(own_of(view).get(COLUMNS)), view.format, doubt),
        list_sentence(view, totals),
        on_sheets(view, rows, label, totals),
    )


def doubts_of(view: View, rows: Sequence[ListedProgram]) -> dict[str, Doubt]:
    """Return, by programme, the marks of those whose budget a finding doubts."""
    return {
        row["program_id"]: doubt_of(view, row["doubt"])
        for row in doubted(view, rows)
        if row["doubt"] is not None
    }


def doubt_in(view: View, rows: Sequence[ListedProgram]) -> Doubt | None:
    """Return the mark of a sum of programmes: that of the first whose budget a finding doubts."""
    found = findings.doubts(findings.of_scope(view.connection, view.scope))
    places = ((row["document_id"], row["line"]) for row in rows) if found else ()
    return next((doubt_of(view, found[place]) for place in places if place in found), None)


def list_sentence(view: View, totals: ProgramTotals) -> str:
    """Return what the list shows, in a sentence."""
    write = view.format
    if not view.scope.reports_execution:
        budget = write.money_with_unit(totals["budget_won"])
        return view.words("programs.sentence_plan", n=write.number(totals["programs"]), budget=budget)
    return view.words(
        "programs.sentence",
        n=write.number(totals["programs"]),
        budget=write.money_with_unit(totals["budget_won"]),
        rate=write.percent(totals["execution_rate"]),
        behind=write.number(totals["attention"]),
    )


def plain_list(view: View, rows: Sequence[ListedProgram], label: str, totals: ProgramTotals) -> html.Div:
    """Return the list for paper, and for who runs no script: of a long one a part, with the way to others."""
    part = part_of(view, "programs", rows, _ON_PAPER if len(rows) <= _ON_PAPER else ROWS)
    return html.Div([*part.above, on_sheets(view, placed(view, part.rows), label, totals), *part.below])


def on_sheets(view: View, rows: Sequence[ListedProgram], label: str, totals: ProgramTotals) -> html.Div:
    """Return the list as a plain table: the grid holds only the rows in sight, which is too few to print.

    Of thousands, paper gets the first ones and says so: every row of it costs the screen time as well.
    """
    words, write = view.words, view.format
    shown = on_paper(chosen_columns(own_of(view).get(COLUMNS)))
    # Plain text: what opens or is hovered over is of no use there, and slow by the thousand.
    doubts = {row["program_id"]: row["doubt"] for row in doubted(view, rows)}
    cells = {column.code: partial(_plain, view, column, doubts) for column in shown}
    of_all = next((doubt for doubt in doubts.values() if doubt is not None), None)
    sums = [_marked(view, c, text(c, c.sum(totals), write), of_all) if c.total else "" for c in shown[1:]]
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
    if of_all is not None:
        parts.append(html.P(words("doubt.note"), className="footnote"))
    if rows[_ON_PAPER:]:
        left_out = words("programs.on_paper", total=write.number(len(rows)), n=_ON_PAPER)
        parts.append(html.P(left_out, className="footnote"))
    return html.Div(parts)


def _plain(view: View, column: Column, doubts: Mapping[str, Row | None], row: ListedProgram) -> str:
    written = without_budget(row, view.words) if column.code == BUDGET.code else None
    written = written or text(column, column.value(row, view.words), view.format)
    return _marked(view, column, written, doubts[row["program_id"]])


def _marked(view: View, column: Column, written: str, finding: Row | None) -> str:
    return signed(view, written, finding) if column.code == BUDGET.code else written
