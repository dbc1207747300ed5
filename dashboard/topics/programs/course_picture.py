"""How a programme runs, as pictures: its steps under the months, its series as columns."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.shell.long_list import part_of
from dashboard.shell.page import View
from dashboard.shell.picture import picture, share_of_year, titled
from dashboard.topics.programs.course import STEPS, STEPS_SHOWN, series_sentence
from dashboard.ui.charts.trend_chart import is_wide, month_of, run_of
from dashboard.ui.picture import Columns, Picture, Slot, Step, Timeline
from dashboard.ui.rows import Row


def steps_picture(view: View, rows: Sequence[Row], about: str) -> Picture | None:
    """Return the planned steps; None where no report prints any. about: the programme."""
    if not rows:
        return None
    words, write = view.words, view.format
    year, as_of = view.scope.fiscal_year, view.scope.as_of
    part = part_of(view, STEPS, rows, STEPS_SHOWN)
    steps = [
        Step(
            name=row["label"],
            period=words(
                "timeline.period", first=write.day(row["starts_on"]), last=write.day(row["ends_on"])
            ),
            begins=_within(share_of_year(row["starts_on"], year)),
            ends=_within(share_of_year(row["ends_on"], year, is_end=True)),
            is_past=as_of is not None and row["ends_on"] <= as_of,
        )
        for row in part.rows
    ]
    today = -1.0 if as_of is None else share_of_year(as_of, year, is_end=True)
    shape = Timeline(
        steps=steps,
        months=[words("timeline.month", month=month) for month in range(1, 13)],
        today=today if 0 <= today <= 1 else None,
        today_text=words("picture.today", day=write.day(as_of)),
    )
    past = words("picture.past") if any(step.is_past for step in steps) else ""
    sentence = words("program.steps_sentence", n=len(rows))
    return picture(view, titled(view, "program.steps", about), sentence, shape, past, part.said)


def series_picture(view: View, name: str, points: Sequence[Row], about: str) -> Picture | None:
    """Return one published series; a period that no report speaks of stays an empty place."""
    words, write = view.words, view.format
    known = {str(point["period"]): point["value"] for point in points if point["value"] is not None}
    if not known:
        return None
    run = run_of(list(known))
    slots = []
    for period in run:
        month = month_of(period)
        slots.append(
            Slot(
                label=words("timeline.month", month=month[1]) if month and not is_wide(run) else period,
                above=str(month[0])
                if month and not is_wide(run) and (period == run[0] or month[1] == 1)
                else "",
                actual=known.get(period),
                actual_text=write.number(known[period]) if period in known else "",
            )
        )
    unit = points[0]["unit"]
    shape = Columns(slots=slots, empty=words("trends.no_report"))
    title = words("picture.about", about=about, title=name)
    note = words("picture.unit", unit=unit) if unit else ""
    return picture(view, title, series_sentence(view, name, points), shape, note)


def _within(share: float) -> float:
    return min(1.0, max(0.0, share))
