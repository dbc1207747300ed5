"""The budget totals of one year side by side: what each is of, and how it leads to the next."""

from __future__ import annotations

from dashboard.shell.filters import Filters
from dashboard.shell.page import View
from dashboard.topics.overview import queries as institution
from dashboard.topics.overview.key_figure_queries import key_figures_of
from dashboard.topics.programs import queries as programs
from dashboard.ui import html
from dashboard.ui.data_table import table_of
from dashboard.ui.fragment import Content
from dashboard.ui.rows import Row
from dashboard.ui.table import BUDGET, EXECUTED, RATE, Column

_FEWEST = 2
"""Totals: one alone is the only one there is."""


def bases(view: View) -> list[Content]:
    """Return the table, folded away; nothing where there is one total, or a part is chosen."""
    words = view.words
    rows = [] if view.filters.narrows_programs else _rows(view)
    if len(rows) < _FEWEST:
        return []
    columns = (Column(code="base", field="base"), BUDGET, EXECUTED, RATE, Column(code="holds", field="holds"))
    table = table_of(words("bases.title"), columns, rows, view.context(), name="bases")
    return [html.Details([html.Summary(words("bases.title")), table], className="bases")]


def _rows(view: View) -> list[Row]:
    words, write = view.words, view.format
    now = key_figures_of(view.connection, view.scope, Filters())
    found: list[Row] = []
    if now.budget_of == "expenditure":
        rest = None
        if (
            now.part is not None
            and now.part["current_won"] is not None
            and now.budget["current_won"] is not None
        ):
            rest = write.money_with_unit(now.budget["current_won"] - now.part["current_won"])
        holds = words("bases.whole" if rest is None else "bases.whole_and_rest", rest=rest)
        if now.is_added_up:
            holds = f"{holds} {words('bases.added_up')}"
        found.append(_row(view, "expenditure", now.spent, now.budget["current_won"], holds))
    part = now.part if now.part is not None else now.total if now.budget_of == "programs" else None
    if part is not None:
        found.append(_row(view, "programs", part, part["current_won"], words("bases.programs")))
    listed = programs.listing(view.connection, view.scope, Filters())
    if listed:
        others = [row["current_won"] for row in listed if row["appropriation"] not in (None, "programs")]
        known = [won for won in others if won is not None]
        holds = words("bases.listed", n=len(listed))
        if known and len(known) == len(others):
            holds = f"{holds} {words('bases.commissioned', amount=write.money_with_unit(sum(known)))}"
        staff = institution.staff_costs(view.connection, view.scope)
        if staff["costs_won"]:
            amount = write.money_with_unit(staff["costs_won"])
            holds = f"{holds} {words('bases.staff', n=staff['lines'], amount=amount)}"
        found.append(_row(view, "listed", now.programs, now.programs["budget_won"], holds))
    printed = institution.year_change(view.connection, view.scope, "expenditure", "total")
    if printed is not None and found and printed["amount_won"] is not None:
        nothing: Row = {"executed_won": None, "execution_rate": None}
        found.append(_row(view, "two_years", nothing, printed["amount_won"], words("bases.two_years")))
    return found


def _row(view: View, base: str, spent: Row, budget_won: int | None, holds: str) -> Row:
    return {
        "base": view.words(f"bases.base_{base}"),
        "current_won": budget_won,
        "executed_won": spent["executed_won"],
        "execution_rate": spent["execution_rate"],
        "holds": holds,
    }
