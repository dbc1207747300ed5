"""The pictures of a programme: its steps under the months, and its published series."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.shell.page import View
from dashboard.ui.charts.chart import Chart
from dashboard.ui.charts.columns import Slot, columns, is_wide, month_of, run_of
from dashboard.ui.charts.timeline import Step, timeline
from dashboard.ui.rows import Row


def steps_chart(view: View, rows: Sequence[Row], about: str, total: int) -> Chart:
    """Return the planned steps. rows: those in sight, of `total`. about: the programme."""
    words, write = view.words, view.format
    year, as_of = view.scope.fiscal_year, view.scope.as_of
    steps = [
        Step(
            row["label"],
            row["starts_on"],
            row["ends_on"],
            words("timeline.period", first=write.day(row["starts_on"]), last=write.day(row["ends_on"])),
        )
        for row in rows
    ]
    is_past = as_of is not None and any(step.ends_on <= as_of for step in steps)
    return Chart(
        code="steps",
        title=words("picture.about", about=about, title=words("program.steps")),
        sentence=words("program.steps_sentence", n=total),
        figure=timeline(
            steps,
            year,
            as_of,
            months=[words("timeline.month", month=month) for month in range(1, 13)],
            today=words("picture.today", day=write.day(as_of)),
        ),
        notes=[words("picture.past")] if is_past else [],
    )


def series_chart(view: View, name: str, points: Sequence[Row], about: str) -> Chart:
    """Return one published series; a period that no report speaks of stays an empty place."""
    words, write = view.words, view.format
    known = {str(point["period"]): point["value"] for point in points if point["value"] is not None}
    run = run_of(list(known))
    slots = []
    for period in run:
        month = month_of(period)
        slots.append(
            Slot(
                period=period,
                label=words("timeline.month", month=month[1]) if month and not is_wide(run) else period,
                above=str(month[0])
                if month and not is_wide(run) and (period == run[0] or month[1] == 1)
                else "",
                actual=known.get(period),
                actual_text=write.number(known[period]) if period in known else "",
            )
        )
    unit = points[0]["unit"]
    return Chart(
        code=f"series:{name}",
        title=words("picture.about", about=about, title=name),
        sentence=series_sentence(view, name, points),
        figure=columns(slots, empty=words("trends.no_report")),
        notes=[words("picture.unit", unit=unit)] if unit else [],
    )


def series_sentence(view: View, name: str, points: Sequence[Row]) -> str:
    """Return what a series shows: its highest and its lowest."""
    words, write = view.words, view.format
    unit = points[0]["unit"] or ""
    known = [(point["value"], point["period"]) for point in points if point["value"] is not None]
    if not known:
        return words("series.none")
    high, low = max(known), min(known)
    return words(
        "series.sentence",
        name=name,
        n=len(known),
        high=write.measured(high[0], unit),
        high_at=high[1],
        low=write.measured(low[0], unit),
        low_at=low[1],
    )
