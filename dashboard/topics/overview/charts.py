"""The pictures of the overview: spending against results, and what changed since the last reported year."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from textwrap import wrap

from dashboard.shell.chart import read_at
from dashboard.shell.doubt import doubted, leaves_out, signed, sure
from dashboard.shell.page import View
from dashboard.topics.directions.queries import Card, DirectionCard
from dashboard.topics.hearing.queries import HeldGoal
from dashboard.topics.overview.change_queries import KINDS, BudgetChange, Moved
from dashboard.ui.charts.beside import Two, beside
from dashboard.ui.charts.chart import Chart
from dashboard.ui.charts.dots import Dot, dots
from dashboard.ui.charts.quadrant import Bubble, quadrant
from dashboard.ui.charts.theme import hover, plain
from dashboard.ui.charts.waterfall import Step, waterfall
from dashboard.ui.citation import Place
from dashboard.ui.rows import Row
from etl.terms.codes import NOT_FINAL

_FEWEST = 2
"""Bubbles: one alone compares nothing."""
STEP = "step"
"""The page's own key: the step of the waterfall whose programmes are asked for."""
_NAMED = 5
"""Programmes that a hover names."""


def balance_chart(view: View, rows: Sequence[Card]) -> Chart | None:
    """Return execution against attainment of the directions; None where fewer than two have both.

    rows: the scorecard's. What has no result yet is named in the note, not drawn as nothing.
    """
    words, write = view.words, view.format
    of_directions = [row for row in rows if row["direction_id"] is not None]
    shares = {
        row["elapsed_share"]
        for row in of_directions
        if row["execution_rate"] is not None
        and row["attainment_median"] is not None
        and row["elapsed_share"] is not None
    }
    if len(shares) != 1:
        return None
    elapsed = shares.pop()
    bubbles = [bubble for row in of_directions if (bubble := _bubble(view, row)) is not None]
    if len(bubbles) < _FEWEST:
        return None
    late = [bubble.name for bubble in bubbles if bubble.rate < elapsed > bubble.attainment]
    sentence = words("balance.sentence", n=len(bubbles), elapsed=write.percent(elapsed))
    sentence += " " + (words("balance.late", names=", ".join(late)) if late else words("balance.none_late"))
    left = [row["name"] for row in of_directions if _bubble(view, row) is None]
    return Chart(
        code="balance",
        title=words("balance.title"),
        sentence=sentence,
        figure=quadrant(
            bubbles,
            elapsed,
            axes=(words("balance.across"), words("balance.up")),
            corners=[words(f"balance.{corner}") for corner in ("thrifty", "ahead", "both", "costly")],
            line=words("picture.pace", elapsed=write.percent(elapsed)),
        ),
        notes=[
            words("balance.note"),
            words("balance.left", names=", ".join(left)) if left else "",
        ],
    )


def _bubble(view: View, row: DirectionCard) -> Bubble | None:
    words, write, status = view.words, view.format, row["status"]
    rate, attainment, won = row["execution_rate"], row["attainment_median"], row["current_won"]
    if rate is None or attainment is None or won is None or row["elapsed_share"] is None:
        return None
    return Bubble(
        name=row["name"],
        mark=str(row["position"]),
        rate=rate,
        attainment=attainment,
        size=won,
        status=status,
        hover=hover(
            f"<b>{plain(row['name'])}</b>",
            words("balance.hover_rate", rate=write.percent(rate)),
            words("balance.hover_goals", rate=write.percent(attainment)),
            words("balance.hover_budget", amount=write.spoken(won)),
            words(f"status.{status}") if status else "",
        ),
        address=view.link_to("directions", row["direction_id"]),
    )


def change_chart(view: View, change: BudgetChange, doubts: Mapping[Place | None, Row]) -> Chart:
    """Return how last reported year's budget became this year's; what cannot be compared is in the note.

    doubts: the findings that doubt a figure, by its line.
    """
    words, write, year = view.words, view.format, view.scope.fiscal_year
    doubt_before = _first_doubt([one.before_at for one in change.moved], doubts)
    doubt_after = _first_doubt([one.after_at for one in change.moved], doubts)
    left_doubt_before = _first_doubt(change.apart_before_at, doubts)
    left_doubt_after = _first_doubt(change.apart_after_at, doubts)
    every_doubt = (doubt_before, doubt_after, left_doubt_before, left_doubt_after)
    steps = [_whole(view, change.year_before, change.before_won, doubt_before)]
    for kind in KINDS:
        moved = change.of(kind)
        if not moved:
            continue
        won = change.change_won(kind)
        named = [
            f"{plain(one.name or words('printed.unreadable'))} "
            f"{signed(view, write.money_change(one.change_won), _doubt_of([one], doubts))}"
            for one in moved[:_NAMED]
        ]
        more = len(moved) - len(named)
        steps.append(
            Step(
                name=signed(view, words(f"budget_change.{kind}", n=len(moved)), _doubt_of(moved, doubts)),
                won=won,
                text=write.money_change(won),
                hover=hover(
                    f"<b>{words(f'budget_change.{kind}', n=len(moved))}</b>",
                    write.spoken(won),
                    *named,
                    words("budget_change.more", n=more) if more else "",
                ),
                address=view.link_own(view.path, **{STEP: kind}),
            )
        )
    steps.append(_whole(view, year, change.after_won, doubt_after))
    equal = len(change.of("equal"))
    before, after = change.apart_before, change.apart_after
    return Chart(
        code="budget-change",
        title=words("budget_change.title", before=change.year_before, year=year),
        sentence=words(
            "budget_change.sentence",
            before=change.year_before,
            year=year,
            was=write.money_with_unit(change.before_won),
            now=write.money_with_unit(change.after_won),
            **{kind: write.money_change(change.change_won(kind)) for kind in KINDS},
        ),
        figure=waterfall(steps),
        notes=[
            words("picture.unit", unit=write.unit_name),
            words("budget_change.equal", n=equal) if equal else "",
            words(
                "budget_change.apart",
                before=change.year_before,
                year=year,
                n=before[0],
                won=signed(view, write.money_with_unit(before[1]), left_doubt_before),
                of=after[0],
                now=signed(view, write.money_with_unit(after[1]), left_doubt_after),
            )
            if before[0] or after[0]
            else "",
            words("doubt.note") if any(doubt is not None for doubt in every_doubt) else "",
        ],
    )


def _doubt_of(moved: Iterable[Moved], doubts: Mapping[Place | None, Row]) -> Row | None:
    return _first_doubt([place for one in moved for place in (one.before_at, one.after_at)], doubts)


def _first_doubt(places: Iterable[Place | None], doubts: Mapping[Place | None, Row]) -> Row | None:
    return next((doubts[place] for place in places if place in doubts), None)


def _whole(view: View, year: int, won: int, doubt: Row | None) -> Step:
    name = signed(view, view.words("budget_change.whole", year=year), doubt)
    return Step(
        name=name,
        won=won,
        text=view.format.money(won),
        hover=hover(f"<b>{name}</b>", view.format.spoken(won)),
        is_whole=True,
    )


def targets_chart(view: View, rows: Sequence[HeldGoal]) -> Chart | None:
    """Return each target in percent of the last result of its goal; None where fewer than two have one."""
    words, write = view.words, view.format
    known = [
        (row["target_of_earlier"], row)
        for row in rows
        if row["target_of_earlier"] is not None and row["earlier_status"] not in NOT_FINAL
    ]
    if len(known) < _FEWEST:
        return None
    found = [
        Dot(
            name=row["name"],
            figures=words(
                "targets.figures",
                year=row["earlier_year"],
                actual=write.number(row["earlier_actual"]),
                target=write.measured(row["target"], row["unit"]),
            ),
            attainment=share,
            text=write.percent(share),
            status=None,
            hover=hover(
                f"<b>{plain(row['name'])}</b>",
                words(
                    "targets.hover",
                    year=row["earlier_year"],
                    actual=write.measured(row["earlier_actual"], row["unit"]),
                    target=write.measured(row["target"], row["unit"]),
                ),
                read_at(view, (row["document_id"], row["line"])),
            ),
            address=view.link_to_line(row["document_id"], row["line"]),
        )
        for share, row in known
    ]
    return Chart(
        code="targets",
        title=words("targets.title"),
        sentence=words("targets.drawn", n=len(known)),
        figure=dots(found, target=words("targets.line"), elapsed=""),
        notes=[words("targets.note")],
    )


def plan_chart(view: View, rows: Sequence[Card]) -> Chart | None:
    """Return the directions' budgets beside those of the reported year before, in a year of plans alone.

    None where anything is executed already, or fewer than two directions have a budget. rows: the cards.
    """
    words, write, year = view.words, view.format, view.scope.fiscal_year
    planned = [row for row in rows if row["direction_id"] is not None and row["current_won"] is not None]
    if len(planned) < _FEWEST or any(row["executed_won"] is not None for row in rows):
        return None
    drawn = sure(view, planned) if leaves_out(view) else doubted(view, planned)
    if len(drawn) < _FEWEST:
        return None
    lines = [_two(view, row) for row in drawn]
    alike = sum(line.is_alike for line in lines)
    largest = max(drawn, key=lambda row: row["current_won"] or 0)
    left = [row["name"] for row in rows if row["direction_id"] is not None and row["current_won"] is None]
    return Chart(
        code="plan",
        title=words("plan.title", year=year),
        sentence=words(
            "plan.sentence",
            year=year,
            n=len(lines),
            largest=largest["name"],
            won=write.money_with_unit(largest["current_won"]),
            alike=alike,
        ),
        figure=beside(lines),
        notes=[
            words("plan.note", unit=write.unit_name),
            words("plan.unlike")
            if any(line.before is not None and not line.is_alike for line in lines)
            else "",
            words("plan.left", names=", ".join(left)) if left else "",
            words("doubt.note") if any(row["doubt"] is not None for row in drawn) else "",
        ],
    )


def _two(view: View, row: Row) -> Two:
    words, write = view.words, view.format
    is_alike, before = bool(row["is_comparable"]), row["previous_won"]
    reason = row["comparison_reason_en" if words.language != "ko" else "comparison_reason"]
    was = "" if before is None else words("plan.before", year=row["previous_year"], won=write.money(before))
    return Two(
        name=signed(view, row["name"], row["doubt"]),
        now=row["current_won"],
        before=before,
        now_text=" ".join(
            [
                write.money(row["current_won"]),
                *([write.percent_change(row["change_percent"])] if is_alike else []),
            ]
        ),
        before_text=was or words("plan.no_before"),
        is_alike=is_alike,
        hover=hover(
            f"<b>{plain(row['name'])}</b>",
            words("plan.hover_now", amount=write.spoken(row["current_won"])),
            words(
                "plan.hover_before",
                year=row["previous_year"],
                name=plain(row["previous_name"] or ""),
                amount=write.spoken(before),
            )
            if before is not None
            else words("plan.no_before"),
            *(plain(line) for line in wrap(reason or "", 40)) if not is_alike else (),
            read_at(view, (row["document_id"], row["line"])),
        ),
        address=view.link_to("directions", row["direction_id"]),
    )
