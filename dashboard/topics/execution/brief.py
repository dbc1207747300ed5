"""Chapters about money: the key figures, the directions, what is late, not reported, or over-spent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dashboard.brief.point import Chapter, Figure, Point, figure, figures, heads
from dashboard.shell.page import View
from dashboard.topics.directions.columns import SCORECARD
from dashboard.topics.directions.queries import Card
from dashboard.topics.execution.columns import KEY_FIGURES
from dashboard.topics.hearing import queries as hearing
from dashboard.topics.overview.key_figure_queries import Amounts, KeyFigures, key_figures_of
from dashboard.topics.overview.queries import Summary
from dashboard.topics.programs import queries as programs
from dashboard.topics.programs.placing import cards, chosen_cards
from dashboard.topics.programs.queries import DirectionSums, ListedProgram
from dashboard.ui.citation import Cited, Place
from dashboard.ui.printed import name_in
from dashboard.ui.table import BUDGET, EXECUTED, GAP, RATE, REMAINING, Column
from dashboard.warehouse import thresholds

_ASKED = ("over", "behind")
_PROGRAM = Column(code="program", field="name")
_OF_DIRECTION = ("direction", "budget", "executed", "rate", "gap", "status", "goals_met")
_LATE = (_PROGRAM, BUDGET, EXECUTED, RATE, GAP, REMAINING)
_OVERSPENT = (
    Column(code="item", field="name"), BUDGET, EXECUTED, RATE,
    Column(code="over", kind="money", made=lambda row, _: -row["remaining_won"]),
)  # fmt: skip
CHAPTER = "chapter"
"""The kind of subject that is a chapter of the brief itself."""


def key_figures(view: View) -> Chapter:
    """Return the figures that the brief begins with."""
    words, write = view.words, view.format
    now = key_figures_of(view.connection, view.scope, view.filters)
    spent = now.spent
    budget_at, spent_at = (
        [] if place is None else [place] for place in (now.budget["budget_place"], spent["executed_place"])
    )
    points = [
        _key(view, "budget", figure(BUDGET, now.budget, write), _basis(view, now), budget_at),
        _key(
            view,
            "executed",
            figure(EXECUTED, spent, write),
            _left(view, now),
            spent_at if spent["executed_won"] is not None else (),
        ),
        Point(
            name=words("kpi.rate"),
            is_printed=False,
            figures=[figure(RATE, spent, write), Figure(_pace(view, now))],
            questions=_whole_late(view, now),
            places=spent_at if spent["execution_rate"] is not None else (),
        ),
        _key(
            view,
            "goals_met",
            _share(view, now.goals["met"], now.goals["total"]),
            _goals(view, now),
            chapter="goals",
        ),
        _key(
            view,
            "behind",
            _share(view, now.programs["attention"], now.programs["programs"]),
            words("kpi.behind_rule"),
            chapter="late",
        ),
        _key(
            view,
            "findings",
            Figure(write.number(now.findings["total"]), now.findings["total"], "number"),
            words(
                "kpi.findings_by",
                errors=now.findings["errors"],
                warnings=now.findings["warnings"],
                notes=now.findings["notes"],
            ),
            chapter="disagreements",
        ),
    ]
    told = heads(KEY_FIGURES, write)
    return Chapter(code="figures", title=words("brief.figures"), heads=told, points=points)


def by_direction(view: View) -> Chapter:
    """Return the directions with their execution against the share of the year that has passed."""
    words, write, filters = view.words, view.format, view.filters
    columns = [SCORECARD[code] for code in _OF_DIRECTION]
    rows = chosen_cards(view) if filters.department or filters.funding else cards(view)
    points = [
        Point(
            name=name_in(row["name"], words),
            figures=[*figures(columns[1:-1], row, write), _goals_of_direction(view, row)],
            questions=[words("questions.direction_late", gap=write.points(row["pace_gap"]))]
            if row["status"] in _ASKED
            else [],
            places=_place(row),
            subject=None if row["direction_id"] is None else ("directions", row["direction_id"]),
            is_printed=row["direction_id"] is not None,
        )
        for row in rows
    ]  # fmt: skip
    return Chapter(
        code="directions",
        title=words("brief.directions"),
        heads=heads(columns, write),
        points=points,
        sentence=words(
            "brief.directions_chosen" if filters.department or filters.funding else "brief.pace_rule"
        ),
        nothing=words("brief.directions_none"),
    )


def late(view: View) -> Chapter:
    """Return the programmes at or under the limit, or behind their pace, with the printed reason."""
    words, write = view.words, view.format
    held = write.limits(thresholds.thresholds(view.connection))
    found = hearing.late(view.connection, view.scope, view.filters)
    points = [
        Point(
            name=row["name"],
            figures=figures(_LATE[1:], row, write),
            because=_reason(view, row, found),
            questions=[
                words("questions.late_with_reason" if row["reason"] else "questions.late"),
                _left_question(view, row),
            ],
            places=_place(row),
            subject=("programs", row["program_id"]),
        )
        for row in found
    ]  # fmt: skip
    without = sum(1 for row in found if not row["reason"])
    sentence = words("brief.late_sentence", n=len(found), **_asked(held))
    if without:
        sentence = f"{sentence} {words('brief.late_unexplained', n=without)}"
    return Chapter(
        code="late",
        title=words("brief.late", limit=held["reasons_asked_at_percent"]),
        heads=heads(_LATE, write),
        points=points,
        sentence=sentence,
        nothing=_no_late(view),
    )


def _asked(held: Mapping[str, str]) -> dict[str, str]:
    return {name: held[f"reasons_asked_{name}"] for name in ("on", "at_percent")}


def _no_late(view: View) -> str:
    if view.scope.reports_execution and view.scope.as_of is None:
        return view.words("undated.no_attention")
    return view.words("brief.late_none") if view.scope.reports_execution else _a_plan(view)


def unreported(view: View) -> Chapter:
    """Return the programmes without an executed amount, where the report is about what was done."""
    words, write = view.words, view.format
    is_due = view.scope.reports_execution
    points = [
        Point(
            name=row["name"],
            figures=figures([BUDGET], row, write),
            because=_unprinted(view, row),
            questions=[words("questions.dash" if row["printed_rate"] == 0 else "questions.unreported")],
            places=_place(row),
            subject=("programs", row["program_id"]),
        )
        for row in (hearing.unreported(view.connection, view.scope, view.filters) if is_due else ())
    ]
    return Chapter(
        code="unreported",
        title=words("brief.unreported"),
        heads=heads((_PROGRAM, BUDGET), write),
        points=points,
        sentence=words("brief.unreported_sentence", n=len(points)),
        nothing=words("brief.unreported_none") if is_due else _a_plan(view),
    )


def overspent(view: View) -> Chapter:
    """Return the programmes and lines that took more than their budget."""
    words, write = view.words, view.format
    points = [
        Point(
            name=name_in(row["name"], words),
            is_printed=row["name"] is not None,
            figures=figures(_OVERSPENT[1:], row, write),
            questions=[words("questions.over"), words("questions.over_rule")],
            places=_place(row),
            subject=("programs", row["program_id"]) if row["program_id"] else None,
        )
        for row in hearing.overspent(view.connection, view.scope, view.filters)
    ]  # fmt: skip
    return Chapter(
        code="over",
        title=words("brief.over"),
        heads=heads(_OVERSPENT, write),
        points=points,
        sentence=words("brief.over_sentence", n=len(points)),
        nothing=words("brief.over_none") if view.scope.reports_execution else _a_plan(view),
    )


def _reason(view: View, row: ListedProgram, every: Sequence[ListedProgram]) -> str:
    """The printed reason, and the programme's own months where they are not the whole year.

    That there is no reason is said where the report gives some, else once for all.
    """
    words = view.words
    parts = []
    if row["reason"]:
        parts.append(words("questions.printed_reason", reason=row["reason"]))
    elif any(other["reason"] for other in every):
        parts.append(words("questions.no_reason"))
    if row["own_elapsed_share"] is not None:
        parts.append(
            words(
                "questions.own_period",
                first=view.format.day(row["own_starts_on"]),
                last=view.format.day(row["own_ends_on"]),
                share=view.format.percent(row["own_elapsed_share"]),
            )
        )
    return " ".join(parts)


def _a_plan(view: View) -> str:
    listed = programs.listing(view.connection, view.scope, view.filters)
    known = sum(1 for row in listed if row["executed_won"] is not None)
    if not known:
        return view.words("brief.no_execution")
    return view.words("brief.some_execution", total=len(listed), n=known)


def _unprinted(view: View, row: ListedProgram) -> str:
    if row["budget_state"] == "unreadable":
        return view.words("program.unreadable_budget", raw=row["unread_budget"] or "")
    if row["current_won"] is None:
        return view.words("questions.because_unprinted")
    return view.words("questions.because_dash") if row["printed_rate"] == 0 else ""


def _left_question(view: View, row: ListedProgram) -> str:
    words, write = view.words, view.format
    if row["needed_per_month_won"]:
        return words(
            "questions.needed",
            months=write.number(row["months_left"]),
            needed=write.money_with_unit(row["needed_per_month_won"]),
        )
    return words("questions.left", left=write.money_with_unit(row["remaining_won"]))


def _key(
    view: View, name: str, figure: Figure, remark: str, places: Sequence[Place] = (), chapter: str = ""
) -> Point:
    """A key figure. chapter: where the things that it counts stand, each with its line."""
    return Point(
        name=view.words(f"kpi.{name}"),
        is_printed=False,
        figures=[figure, Figure(remark)],
        places=places,
        subject=(CHAPTER, chapter) if chapter else None,
    )


def _place(row: Cited) -> list[Place]:
    return [(row["document_id"], row["line"])]


def _basis(view: View, now: KeyFigures) -> str:
    words = view.words
    parts = [words(f"kpi.budget_of.{now.budget_of}")]
    if now.part is not None:
        parts.append(words("kpi.part", amount=view.format.money_with_unit(now.part["current_won"])))
    return " · ".join(parts)


def _left(view: View, now: KeyFigures) -> str:
    if now.spent["executed_won"] is None:
        return no_execution(view, now)
    return remaining(view, now)


def _pace(view: View, now: KeyFigures) -> str:
    row, write = now.spent, view.format
    if row["execution_rate"] is None:
        return no_execution(view, now)
    pace = write.pace(row["elapsed_share"], row["pace_gap"])
    parts = [pace if row["status"] is None else f"{pace} · {view.words('status.' + row['status'])}"]
    if beside := rate_beside(view, now):
        parts.append(beside)
    return " · ".join(parts)


def _whole_late(view: View, now: KeyFigures) -> list[str]:
    if now.spent["status"] not in _ASKED:
        return []
    return [view.words("questions.whole_late", gap=view.format.points(now.spent["pace_gap"]))]


def remaining(view: View, now: KeyFigures) -> str:
    """Return what is left of the budget, and that its execution was added up where that is so."""
    left = view.words("kpi.remaining", amount=view.format.money_with_unit(now.spent["remaining_won"]))
    return f"{left} · {view.words('kpi.is_added_up')}" if now.is_added_up else left


def rate_beside(view: View, now: KeyFigures) -> str:
    """Return how the whole's rate came to be where it is computed, and the programmes' own beside it."""
    said = []
    if now.is_added_up:
        said.append(_rate_of(view, "added_up", now.spent))
    if now.part is not None and now.part["execution_rate"] is not None:
        said.append(_rate_of(view, "part_rate", now.part))
    return " · ".join(said)


def _rate_of(view: View, key: str, row: Amounts | Summary) -> str:
    return view.words(
        f"kpi.{key}",
        rate=view.format.percent(row["execution_rate"]),
        status=view.words(f"status.{row['status'] or 'undefined'}"),
    )


def _goals(view: View, now: KeyFigures) -> str:
    if not now.goals["total"]:
        return no_goals(view)
    return view.format.open_goals(now.goals)


def no_goals(view: View) -> str:
    """Return why a choice has no goals: reports print them by direction, not by programme."""
    is_part = view.filters.department or view.filters.funding or view.filters.status
    return view.words("kpi.goals_by_direction" if is_part else "kpi.no_goals")


def no_execution(view: View, now: KeyFigures) -> str:
    """Return why there is no executed amount: none at all, or none of the whole."""
    return view.words("kpi.no_total_execution" if now.scope.has_execution else "kpi.no_execution")


def _goals_of_direction(view: View, row: Card | DirectionSums) -> Figure:
    # Sums of chosen programmes count no goals.
    if "goals_total" not in row or row["goals_total"] == 0:
        return Figure(view.format.number(None))
    met = _share(view, row["goals_met"], row["goals_total"])
    rest = view.format.open_goals(row, "goals_")
    return met if not rest else Figure(f"{met.text} ({rest})", f"{met.text} ({rest})")


def _share(view: View, part: int, whole: int) -> Figure:
    if not whole:
        return Figure(view.format.number(None))
    text = view.words("kpi.of", part=part, whole=whole)
    return Figure(text, text)
