"""The key figures of what is chosen, each with its change on the comparable date before."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dash import html
from dash.development.base_component import Component

from dashboard.components.kpi_card import kpi_card
from dashboard.components.source_note import source_note
from dashboard.components.status import status_mark
from dashboard.page import View
from dashboard.queries import directions, findings, goals, institution, programs, sources
from dashboard.rows import Row


def key_figures(view: View) -> html.Ul:
    """Return the six cards: for the whole institution, or for the chosen part of it."""
    words, write = view.words, view.format
    whole = _whole(view)
    counts = goals.counts(view.connection, view.scope, view.filters)
    open_findings = findings.counts(view.connection, view.scope, view.filters)
    chosen = programs.totals(view.connection, view.scope, view.filters)
    before = None if view.filters.narrows_programs else _same_date(view, whole)
    citations = sources.citations(view.connection, [(whole.get("document_id"), whole.get("line"))])
    cited = source_note(list(citations.values()), words("kpi.budget"), words) if citations else None
    none = words("change.no_comparable_date")
    compared = [none, none]
    if before is not None:
        compared = [
            words(
                "kpi.same_date",
                year=before["fiscal_year"],
                value=write.money_with_unit(before["executed_won"]),
            ),
            words("kpi.same_date", year=before["fiscal_year"], value=write.percent(before["execution_rate"])),
        ]
    pace: list[Component | str] = [words("kpi.no_execution")]
    if whole["execution_rate"] is not None:
        pace = [
            words(
                "kpi.pace", elapsed=write.percent(whole["elapsed_share"]), gap=write.points(whole["pace_gap"])
            ),
            status_mark(whole["status"], "budget", write, view.thresholds) if whole.get("status") else "",
        ]
    cards = [
        kpi_card(
            title=words("kpi.budget"),
            value=write.money(whole["current_won"]),
            unit=write.unit_name,
            hover=write.spoken(whole["current_won"]),
            facts=[words(f"kpi.budget_of.{whole['part']}")],
            change=_budget_change(view),
            source=cited,
        ),
        kpi_card(
            title=words("kpi.executed"),
            value=write.money(whole["executed_won"]),
            unit=write.unit_name if whole["executed_won"] is not None else "",
            hover=write.spoken(whole["executed_won"]),
            facts=[_remaining(view, whole)],
            change=compared[0],
        ),
        kpi_card(
            title=words("kpi.rate"),
            value=write.percent(whole["execution_rate"]),
            facts=pace,
            change=compared[1],
        ),
        kpi_card(
            title=words("kpi.goals_met"),
            value=words("kpi.of", part=counts["met"], whole=counts["total"])
            if counts and counts["total"]
            else write.number(None),
            facts=[words("kpi.goals", behind=counts["behind"], pending=counts["pending"])]
            if counts and counts["total"]
            else [words("kpi.no_goals")],
            change=none,
        ),
        kpi_card(
            title=words("kpi.behind"),
            value=words("kpi.of", part=chosen["attention"], whole=chosen["programs"])
            if chosen["programs"]
            else write.number(None),
            facts=[words("kpi.behind_rule")],
            change=none,
        ),
        kpi_card(
            title=words("kpi.findings"),
            value=write.number(open_findings["total"]) if open_findings else write.number(None),
            unit=words("unit.items"),
            facts=[
                words(
                    "kpi.findings_by",
                    errors=open_findings["errors"],
                    warnings=open_findings["warnings"],
                    notes=open_findings["notes"],
                )
            ]
            if open_findings
            else [],
            change=none,
        ),
    ]
    return html.Ul(cards, className="kpis")


def _whole(view: View) -> dict[str, Any]:
    """The figures of what is chosen: the institution's printed total, or the sum of the chosen programmes."""
    if not view.filters.narrows_programs:
        for part in ("expenditure", "programs"):
            found = institution.summary(view.connection, view.scope, part)
            if found is not None:
                return {**found, "part": part}
    if view.filters.direction and not (
        view.filters.department or view.filters.funding or view.filters.status
    ):
        for row in directions.scorecard(view.connection, view.scope, view.filters.direction):
            return {**row, "part": "direction"}
    sums = programs.totals(view.connection, view.scope, view.filters)
    return {
        **sums,
        "current_won": sums["budget_won"],
        "executed_won": sums["spent_won"],
        "part": "chosen" if view.filters.narrows_programs else "programs",
    }


def _same_date(view: View, whole: Mapping[str, Any]) -> Row | None:
    if whole["part"] not in ("expenditure", "programs") or not view.scope.has_execution:
        return None
    return institution.same_date_before(view.connection, view.scope, whole["part"])


def _budget_change(view: View) -> Component | str:
    words, write = view.words, view.format
    if view.filters.narrows_programs:
        return words("change.not_for_parts")
    change = institution.year_change(view.connection, view.scope, "expenditure")
    if change is None or change["change_won"] is None:
        return words("change.no_comparable_date")
    return html.Span(
        words(
            "kpi.year_change",
            year=change["previous_year"],
            percent=write.percent_change(change["change_percent"]),
            amount=write.money_change(change["change_won"]),
        ),
        title=words("change.spoken", year=change["previous_year"], amount=write.spoken(change["change_won"])),
    )


def _remaining(view: View, whole: Mapping[str, Any]) -> str:
    if whole["executed_won"] is None or whole["current_won"] is None:
        return view.words("kpi.no_execution")
    return view.words("kpi.remaining", amount=view.format.money(whole["remaining_won"]))
