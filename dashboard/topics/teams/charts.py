"""The pictures of the teams: how far each unit, or each programme of one, is against the year."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from dashboard.shell.chart import drawn, read_at
from dashboard.shell.page import View
from dashboard.topics.programs.queries import ListedProgram
from dashboard.topics.teams.queries import UnitSums
from dashboard.ui.charts.chart import Chart
from dashboard.ui.charts.dumbbell import Pair, dumbbell
from dashboard.ui.charts.theme import hover, plain
from dashboard.ui.fragment import Content
from dashboard.ui.printed import name_in
from dashboard.ui.section import section
from dashboard.warehouse.views import LEVELS

_FEWEST = 2
"""Lines: one alone compares nothing."""
_MOST = 40
"""Lines that are drawn: the furthest behind; the table has all."""


Paced = TypeVar("Paced", UnitSums, ListedProgram)


@dataclass(frozen=True, slots=True)
class Pace:
    """What is spent and what has passed, in percent, and the points between them."""

    rate: float
    elapsed: float
    gap: float


def units_chart(view: View, rows: Sequence[UnitSums], about: str = "") -> Chart | None:
    """Return units, the furthest behind first; None where fewer than two have a pace. about: what is above.

    rows: units that no other one among them stands below.
    """

    def pair(row: UnitSums, pace: Pace) -> Pair:
        spoken = view.format.spoken
        above = (row[level] for level in LEVELS if level != row["level"])
        return _pair(
            view,
            row,
            pace,
            name=name_in(row[row["level"]], view.words),
            above=" · ".join(name for name in above if name),
            amounts=(spoken(row["budget_won"]), spoken(row["spent_won"]), spoken(row["remaining_won"])),
            address=view.link_to("teams", row["unit_id"]),
        )

    return _paced(view, rows, "units", about, pair)


def programs_chart(view: View, rows: Sequence[ListedProgram], about: str) -> Chart | None:
    """Return the programmes of a unit likewise."""

    def pair(row: ListedProgram, pace: Pace) -> Pair:
        spoken = view.format.spoken
        return _pair(
            view,
            row,
            pace,
            name=row["name"],
            above="",
            amounts=(spoken(row["current_won"]), spoken(row["executed_won"]), spoken(row["remaining_won"])),
            address=view.link_to("programs", row["program_id"]),
            read=read_at(view, (row["document_id"], row["line"])),
        )

    return _paced(view, rows, "programs", about, pair)


def pace_section(view: View, shown: Chart | None) -> list[Content]:
    """Return a picture with its sentence; nothing where there is none."""
    if shown is None:
        return []
    return [section(shown.title, [drawn(view, shown)], sentence=shown.sentence)]


def _paced(
    view: View, rows: Sequence[Paced], kind: str, about: str, pair_of: Callable[[Paced, Pace], Pair]
) -> Chart | None:
    words, write = view.words, view.format
    paced = sorted(
        ((pace, row) for row in rows if (pace := _pace(row)) is not None), key=lambda one: one[0].gap
    )
    if len(paced) < _FEWEST:
        return None
    pairs = [pair_of(row, pace) for pace, row in paced[:_MOST]]
    worst = pairs[0]
    sentence = words(
        f"pace.{kind}" if worst.rate < worst.elapsed else f"pace.{kind}_ahead",
        n=len(paced),
        elapsed=write.percent(worst.elapsed),
        worst=worst.name,
        rate=write.percent(worst.rate),
    )
    needed = paced[0][1]["needed_per_month_won"]
    if needed and worst.rate < worst.elapsed:
        sentence += " " + words("pace.needs", needed=write.spoken(needed))
    left = len(rows) - len(paced)
    title = words(f"pace.{kind}_title")
    return Chart(
        code=f"pace-{kind}",
        title=words("picture.about", about=about, title=title) if about else title,
        sentence=sentence,
        figure=dumbbell(pairs, line=words("picture.pace", elapsed=write.percent(worst.elapsed))),
        notes=[
            words("pace.note"),
            words("pace.most", n=_MOST, of=len(paced)) if len(paced) > _MOST else "",
            words("pace.left", n=left) if left else "",
        ],
    )


def _pace(row: UnitSums | ListedProgram) -> Pace | None:
    rate, elapsed, gap = row["execution_rate"], row["elapsed_share"], row["pace_gap"]
    return None if rate is None or elapsed is None or gap is None else Pace(rate, elapsed, gap)


def _pair(
    view: View,
    row: UnitSums | ListedProgram,
    pace: Pace,
    *,
    name: str,
    above: str,
    amounts: tuple[str, str, str],
    address: str,
    read: str = "",
) -> Pair:
    words, write = view.words, view.format
    status = row["status"]
    state = "" if status is None else words(f"status.{status}")
    needed = row["needed_per_month_won"]
    budget, spent, left = amounts
    return Pair(
        name=name,
        rate=pace.rate,
        elapsed=pace.elapsed,
        status=status,
        said=f"{write.percent(pace.rate)} {state}".strip(),
        beside=words("pace.monthly", amount=write.short(needed)) if needed else "",
        hover=hover(
            f"<b>{plain(name)}</b>",
            plain(above),
            words("pace.hover_rate", rate=write.percent(pace.rate), status=state),
            write.pace(pace.elapsed, pace.gap),
            words("pace.hover_amounts", budget=budget, spent=spent),
            words("pace.hover_left", left=left),
            words("pace.hover_needed", amount=write.spoken(needed)) if needed else "",
            write.as_of(view.scope.as_of),
            read,
        ),
        address=address,
    )
