"""The key figures of what is chosen, each with its change on the comparable date before."""

from __future__ import annotations

from collections.abc import Callable

from dashboard.shell.doubt import doubt_mark, doubted
from dashboard.shell.filters import Filters
from dashboard.shell.page import View
from dashboard.topics.directions.comparison import direction_change
from dashboard.topics.execution.brief import no_execution, no_goals, rate_beside, remaining
from dashboard.topics.hearing import queries as hearing
from dashboard.topics.overview import queries as institution
from dashboard.topics.overview.key_figure_queries import KeyFigures, key_figures_of
from dashboard.topics.programs import queries as programs
from dashboard.ui import html
from dashboard.ui.citation import Place
from dashboard.ui.fragment import Content
from dashboard.ui.kpi_card import kpi_card
from dashboard.ui.source_note import source_note
from dashboard.ui.status import status_mark
from dashboard.warehouse.scopes import same_date_before
from etl.terms.codes import TAGS

_NAMED_GOALS = 2


def key_figures(view: View) -> html.Ul:
    """Return the six cards: for the whole institution, or for the chosen part of it."""
    now = key_figures_of(view.connection, view.scope, view.filters)
    earlier = None if view.filters.narrows_programs else same_date_before(view.connection, view.scope)
    before = None if earlier is None else key_figures_of(view.connection, earlier, Filters())
    if before is not None and before.budget_of != now.budget_of:
        before = None
    if not now.scope.reports_execution:
        planned = [_budget(view, now), _targets(view, now), _programs(view), _findings(view, now, None)]
        return html.Ul(planned, className="kpis kpis-four")
    return html.Ul(
        [
            _budget(view, now),
            _executed(view, now, before),
            _rate(view, now, before),
            _goals(view, now, before),
            _behind(view, now, before),
            _findings(view, now, before),
        ],
        className="kpis",
    )


def _budget(view: View, now: KeyFigures) -> html.Li:
    words, write = view.words, view.format
    facts = [words(f"kpi.budget_of.{now.budget_of}")]
    if now.budget["current_won"] is None and institution.has_parts_only(view.connection, now.scope):
        facts = [words("kpi.parts_only")]
    if now.part is not None:
        facts.append(words("kpi.part", amount=write.money(now.part["current_won"])))
    card = now.card
    if card is not None and card["basis"] == "summed" and card["programs_without_budget"]:
        facts.append(words("kpi.without_budget", n=card["programs_without_budget"]))
    return kpi_card(
        title=words("kpi.budget"),
        value=write.money(now.budget["current_won"]),
        unit=write.unit_name,
        hover=write.spoken(now.budget["current_won"]),
        facts=[" · ".join(facts), *_doubt(view, now)],
        change=_budget_change(view, now),
        corner=_source(view, now.budget["budget_place"], words("kpi.budget")),
    )


def _doubt(view: View, now: KeyFigures) -> list[Content]:
    """The mark of a doubted figure that the budget, or the part beside it, holds."""
    rows = [row for row in (now.card, now.total, now.part) if row is not None]
    found = next((row["doubt"] for row in doubted(view, rows) if row["doubt"] is not None), None)
    mark = doubt_mark(view, found, in_words=True)
    return [] if mark is None else [html.Div(mark)]


def _targets(view: View, now: KeyFigures) -> html.Li:
    words = view.words
    every = hearing.held_against_earlier(view.connection, view.scope, view.filters)
    linked = [row for row in every if row["is_lowered"] is not None]
    lowered = sum(1 for row in linked if row["is_lowered"])
    return kpi_card(
        title=words("kpi.targets"),
        value=view.format.number(now.goals["total"] or None),
        facts=[
            words("kpi.targets_linked", n=len(linked), lowered=lowered)
            if now.goals["total"]
            else no_goals(view)
        ],
    )


def _programs(view: View) -> html.Li:
    """How many programmes are planned, and how many of them the report marks as new or strengthened."""
    words, write = view.words, view.format
    listed = programs.listing(view.connection, view.scope, view.filters)
    marks = [
        words("goals.standing_part", name=words(f"tag.{tag}"), n=n)
        for tag in TAGS[:2]
        if (n := sum(tag in (row["tags"] or "").split(",") for row in listed))
    ]
    spent = sum(row["executed_won"] is not None for row in listed)
    facts: list[Content | str] = [words("kpi.marked", marks=", ".join(marks))] if marks else []
    facts.append(html.Div(words("kpi.executed_in", n=spent) if spent else words("kpi.no_execution")))
    return kpi_card(title=words("kpi.programs"), value=write.number(len(listed)), facts=facts)


def _executed(view: View, now: KeyFigures, before: KeyFigures | None) -> html.Li:
    words, write = view.words, view.format
    won = now.spent["executed_won"]
    return kpi_card(
        title=words("kpi.executed"),
        value=write.money(won),
        unit="" if won is None else write.unit_name,
        hover=write.spoken(won),
        facts=[no_execution(view, now) if won is None else remaining(view, now)],
        change=_then(view, before, lambda then: write.money_with_unit(then.spent["executed_won"])),
        corner=None if won is None else _source(view, now.spent["executed_place"], words("kpi.executed")),
    )


def _rate(view: View, now: KeyFigures, before: KeyFigures | None) -> html.Li:
    words, write = view.words, view.format
    row = now.spent
    facts: list[Content | str] = [no_execution(view, now)]
    mark: Content | None = None
    if row["execution_rate"] is not None:
        facts = [write.pace(row["elapsed_share"], row["pace_gap"])]
        mark = status_mark(row["status"], "budget", write, view.thresholds)
    if beside := rate_beside(view, now):
        facts.append(html.Div(beside))
    return kpi_card(
        title=words("kpi.rate"),
        value=write.percent(row["execution_rate"]),
        facts=facts,
        change=_then(view, before, lambda then: write.percent(then.spent["execution_rate"]))
        or words("change.not_for_parts" if view.filters.narrows_programs else "change.no_comparable_date"),
        corner=mark,
    )


def _goals(view: View, now: KeyFigures, before: KeyFigures | None) -> html.Li:
    words = view.words
    counts = now.goals
    return kpi_card(
        title=words("kpi.goals_met"),
        value=_share(view, counts["met"], counts["total"]),
        facts=[
            view.format.open_goals(counts) if counts["total"] else no_goals(view),
            *_late_goals(view),
        ],
        change=_then(view, before, lambda then: _share(view, then.goals["met"], then.goals["total"])),
    )


def _late_goals(view: View) -> list[Content]:
    """The goals that are behind or missed, by name: as many as a card has room for."""
    late = [
        row["name"] or view.words("printed.unreadable")
        for row in hearing.goals(view.connection, view.scope, view.filters)
        if row["status"] in ("behind", "missed")
    ]
    if not late:
        return []
    names = ", ".join(view.words("kpi.late_goal", name=name) for name in late[:_NAMED_GOALS])
    if late[_NAMED_GOALS:]:
        names = view.words("kpi.late_more", names=names, n=len(late) - _NAMED_GOALS)
    return [html.Div(view.words("kpi.late_goals", names=names))]


def _behind(view: View, now: KeyFigures, before: KeyFigures | None) -> html.Li:
    words = view.words
    attention, every = now.programs["attention"], now.programs["programs"]
    facts: list[Content | str] = [words("kpi.behind_rule")]
    if not now.scope.has_execution:
        # None behind of none measured would read as good news.
        every, facts = 0, [words("kpi.no_execution")]
    elif now.scope.as_of is None and not attention:
        every, facts = 0, [words("undated.no_pace")]
    elif attention:
        facts = [html.Link(words("kpi.behind_link"), href=view.link("/programs", status="behind"))]
    return kpi_card(
        title=words("kpi.behind"),
        value=_share(view, attention, every),
        facts=facts,
        change=_then(
            view, before, lambda then: _share(view, then.programs["attention"], then.programs["programs"])
        ),
    )


def _findings(view: View, now: KeyFigures, before: KeyFigures | None) -> html.Li:
    words, write = view.words, view.format
    counts = now.findings
    return kpi_card(
        title=words("kpi.findings"),
        value=write.number(counts["total"]),
        unit=words("unit.items"),
        facts=[
            words(
                "kpi.findings_by",
                errors=counts["errors"],
                warnings=counts["warnings"],
                notes=counts["notes"],
            )
        ],
        change=_then(view, before, lambda then: write.number(then.findings["total"])),
    )


def _share(view: View, part: int, whole: int) -> str:
    write = view.format
    return (
        view.words("kpi.of", part=write.number(part), whole=write.number(whole))
        if whole
        else write.number(None)
    )


def _then(view: View, before: KeyFigures | None, value: Callable[[KeyFigures], str]) -> str:
    """What stood on the same day of the comparable year; that there is none is said once, by the rate."""
    if before is None:
        return ""
    return view.words("kpi.same_date", year=before.scope.fiscal_year, value=value(before))


def _source(view: View, place: Place | None, subject: str) -> Content | None:
    if place is None:
        return None
    found = view.citations([place])
    return source_note(list(found.values()), subject, view.words) if found else None


def _category(now: KeyFigures) -> str:
    return "programs" if now.budget_of == "programs" else "total"


def _budget_change(view: View, now: KeyFigures) -> Content | str:
    words, write = view.words, view.format
    if now.card is not None:
        return direction_change(view, now.card)
    if view.filters.narrows_programs:
        return words("change.not_for_parts")
    change = institution.year_change(view.connection, view.scope, "expenditure", _category(now))
    if change is None or change["change_won"] is None:
        return words("change.no_comparable_date")
    # Both printed amounts: the comparison table may stand on an earlier budget than the card above it.
    amounts = f"{write.money(change['previous_won'])} → {write.money(change['amount_won'])}"
    return html.Span(
        words(
            "kpi.year_change",
            year=change["previous_year"],
            percent=write.percent_change(change["change_percent"]),
            amount=amounts,
        ),
        title=words("change.spoken", year=change["previous_year"], amount=write.spoken(change["change_won"])),
    )
