"""What a trend's figures say: each as text, as columns, and all of them in a sentence."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.shell.doubt import signed
from dashboard.shell.page import View
from dashboard.topics.trends.queries import Point, Subject
from dashboard.ui.charts.columns import Slot, is_wide, month_of


def trend_sentence(view: View, subject: Subject, run: Sequence[str]) -> str:
    """Return what the columns show: the newest figures, how they moved if that may be said, the gaps."""
    words = view.words
    parts = [
        f"{said(view, subject, point)}{', ' if what_moved(view, point) else ''}{what_moved(view, point)}"
        for point in newest(subject)
    ]
    first, *_, last = subject.periods
    gaps = [period for period in run if first < period < last and period not in subject.periods]
    if gaps:
        parts.append(words("trends.gaps", periods=", ".join(gaps)))
    return ". ".join(parts) + "."


def what_moved(view: View, point: Point) -> str:
    """Return how a figure moved since the one before, or that it may not be compared with it."""
    if point.previous is None:
        return ""
    if not point.is_comparable:
        return view.words("trends.not_comparable", period=point.previous)
    if point.change_percent is None:
        return ""
    change = view.format.percent_change(point.change_percent)
    return view.words("trends.changed", period=point.previous, change=change)


def value_text(view: View, point: Point, *, is_spoken: bool = False) -> str:
    """Return a figure with its unit. is_spoken: money as it is said."""
    if point.unit is None:
        won = None if point.value is None else int(point.value)
        return view.format.spoken(won) if is_spoken else view.format.money_with_unit(won)
    return view.format.measured(point.value, point.unit)


def label_text(view: View, point: Point | None) -> str:
    """Return a figure as it stands at its mark, signed where it is doubted; empty where there is none."""
    if point is None or point.value is None:
        return ""
    text = view.format.short(int(point.value)) if point.unit is None else view.format.number(point.value)
    return signed(view, text, point.doubt)


def said(view: View, subject: Subject, point: Point) -> str:
    """Return a figure with its period, and its date where the period was not over."""
    words = view.words
    text = words(f"trends.{subject.noun}_{point.basis}", period=point.period, value=value_text(view, point))
    if point.is_partial and point.as_of is not None:
        text += words("trends.at", day=view.format.day(point.as_of))
    return text


def basis_text(view: View, subject: Subject, point: Point) -> str:
    """Return whether a figure is planned or done, in the words of its kind."""
    return view.words(f"basis.{subject.noun}_{point.basis}")


def newest(subject: Subject) -> list[Point]:
    """Return the last figure that is planned, and the last that was done."""
    found = []
    for basis in ("plan", "actual"):
        known = [point for point in subject.points if point.basis == basis and point.value is not None]
        found += sorted(known, key=lambda point: point.period)[-1:]
    return found


def slots_of(view: View, subject: Subject, run: Sequence[str]) -> list[Slot]:
    """Return the columns of a subject, a place for each period of its axis."""
    slots = []
    for period in run:
        here = [point for point in subject.points if point.period == period and point.value is not None]
        plan = next((point for point in here if point.basis == "plan"), None)
        actual = next((point for point in here if point.basis == "actual"), None)
        dates = {point.as_of for point in here if point.is_partial and point.as_of is not None}
        month = month_of(period)
        slots.append(
            Slot(
                period=period,
                # Of many months the year must be read too, and there is no room for a second line.
                label=view.words("timeline.month", month=month[1]) if month and not is_wide(run) else period,
                above=str(month[0]) if month and (period == run[0] or month[1] == 1) else "",
                plan=None if plan is None else plan.value,
                actual=None if actual is None else actual.value,
                plan_text=label_text(view, plan),
                actual_text=label_text(view, actual),
                note=view.words("trends.short_day", month=max(dates).month, day=max(dates).day)
                if dates
                else "",
                is_chosen=period == str(view.scope.fiscal_year),
            )
        )
    return slots
