"""The pictures of a programme: its money over the year, its steps under the months, its published series."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from dashboard.shell.chart import read_at
from dashboard.shell.page import View
from dashboard.topics.programs.queries import ListedProgram
from dashboard.ui.charts.chart import Chart
from dashboard.ui.charts.columns import Slot, columns, is_wide, month_of, run_of
from dashboard.ui.charts.pace_curve import Known, Path, Projected, pace_curve
from dashboard.ui.charts.theme import hover, plain
from dashboard.ui.charts.timeline import Step, timeline
from dashboard.warehouse.tables import Milestone, SeriesPoint


def pace_chart(view: View, rows: Sequence[ListedProgram], about: str) -> Chart | None:
    """Return what is spent over the year; None where no date with an executed figure is known.

    rows: the programme in each report, newest first. about: the programme.
    """
    words, write = view.words, view.format
    # Two reports of one date are one date.
    dated = {
        row["as_of"]: (row["executed_won"], row)
        for row in reversed(rows)
        if row["as_of"] is not None and row["executed_won"] is not None
    }
    if not dated:
        return None
    last_day = max(dated)
    executed, newest = dated[last_day]
    year, budget = newest["fiscal_year"], newest["current_won"]
    is_over = last_day >= newest["own_ends_on"] or newest["own_ends_on"] < newest["own_starts_on"]
    projected = None if is_over or budget is None else newest["projection_won"]
    rate = write.percent(newest["execution_rate"])
    sentence = words(
        "pace_curve.sentence" if newest["execution_rate"] is not None else "pace_curve.sentence_amount",
        day=write.day(last_day),
        executed=write.money_with_unit(executed),
        rate=rate,
        elapsed=write.percent(newest["own_elapsed_share"] or newest["elapsed_share"]),
    )
    if projected is not None:
        sentence += " " + words(
            "pace_curve.leads",
            amount=write.money_with_unit(projected),
            rate=write.percent(newest["projection_rate"]),
        )
    return Chart(
        code="pace-curve",
        title=words("picture.about", about=about, title=words("pace_curve.title", year=year)),
        sentence=sentence,
        figure=pace_curve(
            [_known(view, day, *dated[day]) for day in sorted(dated)],
            None
            if budget is None
            else Path(
                first=newest["own_starts_on"],
                last=newest["own_ends_on"],
                won=budget,
                text=words("pace_curve.budget", amount=write.short(budget)),
            ),
            None
            if projected is None
            else Projected(
                won=projected,
                name=words("pace_curve.projected"),
                text=write.short(projected),
                hover=hover(
                    f"<b>{words('program.projection')}</b>",
                    write.spoken(projected),
                    words("program.projection_rate", rate=write.percent(newest["projection_rate"])),
                ),
            ),
            year=year,
            months=[words("timeline.month", month=month) for month in range(1, 13)],
        ),
        notes=[
            words("pace_curve.path") if budget is not None else words("program.unknown_budget"),
            words("pace_curve.projection") if projected is not None else "",
        ],
    )


def _known(view: View, day: date, executed_won: int, row: ListedProgram) -> Known:
    words, write, status = view.words, view.format, row["status"]
    state = "" if status is None else words(f"status.{status}")
    rate = "" if row["execution_rate"] is None else write.percent(row["execution_rate"])
    return Known(
        day=day,
        won=executed_won,
        status=status,
        text=" ".join(part for part in (write.short(executed_won), rate, state) if part),
        hover=hover(
            f"<b>{plain(row['name'] or words('printed.unreadable'))}</b>",
            write.as_of(day),
            words(
                "execution.hover_executed",
                amount=write.spoken(executed_won),
                rate=rate or write.percent(None),
            ),
            state,
            write.pace(row["elapsed_share"], row["pace_gap"]) if row["pace_gap"] is not None else "",
            read_at(view, (row["document_id"], row["line"])),
        ),
    )


def steps_chart(view: View, rows: Sequence[Milestone], about: str, total: int) -> Chart:
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


def series_chart(view: View, name: str, points: Sequence[SeriesPoint], about: str) -> Chart:
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


def series_sentence(view: View, name: str, points: Sequence[SeriesPoint]) -> str:
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
