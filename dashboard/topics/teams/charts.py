"""The pictures of the teams: how far each unit, or each programme of one, is against the year."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from dashboard.shell.chart import drawn, read_at
from dashboard.shell.page import View
from dashboard.ui.charts.chart import Chart
from dashboard.ui.charts.dumbbell import Pair, dumbbell
from dashboard.ui.charts.theme import hover, plain
from dashboard.ui.fragment import Content
from dashboard.ui.rows import Row
from dashboard.ui.section import section
from dashboard.warehouse.views import LEVELS

_FEWEST = 2
"""Lines: one alone compares nothing."""
_MOST = 40
"""Lines that are drawn: the furthest behind; the table has all."""


def units_chart(view: View, rows: Sequence[Row], about: str = "") -> Chart | None:
    """Return units, the furthest behind first; None where fewer than two have a pace. about: what is above.

    rows: units that no other one among them stands below.
    """

    def pair(row: Row) -> Pair:
        spoken = view.format.spoken
        return _pair(
            view,
            row,
            name=row[row["level"]],
            above=" · ".join(row[level] for level in LEVELS if row[level] and level != row["level"]),
            amounts=(spoken(row["budget_won"]), spoken(row["spent_won"]), spoken(row["remaining_won"])),
            address=view.link_to("teams", row["unit_id"]),
        )

    return _paced(view, rows, "units", about, pair)


def programs_chart(view: View, rows: Sequence[Row], about: str) -> Chart | None:
    """Return the programmes of a unit likewise."""

    def pair(row: Row) -> Pair:
        spoken = view.format.spoken
        return _pair(
            view,
            row,
            name=row["name"] or view.words("printed.unreadable"),
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
    view: View, rows: Sequence[Row], kind: str, about: str, pair_of: Callable[[Row], Pair]
) -> Chart | None:
    words, write = view.words, view.format
    paced = sorted(
        (row for row in rows if row["execution_rate"] is not None and row["elapsed_share"] is not None),
        key=lambda row: row["pace_gap"],
    )
    if len(paced) < _FEWEST:
        return None
    pairs = [pair_of(row) for row in paced[:_MOST]]
    worst = pairs[0]
    sentence = words(
        f"pace.{kind}" if worst.rate < worst.elapsed else f"pace.{kind}_ahead",
        n=len(paced),
        elapsed=write.percent(worst.elapsed),
        worst=worst.name,
        rate=write.percent(worst.rate),
    )
    needed = paced[0]["needed_per_month_won"]
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


def _pair(
    view: View,
    row: Row,
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
        rate=row["execution_rate"],
        elapsed=row["elapsed_share"],
        status=status,
        said=f"{write.percent(row['execution_rate'])} {state}".strip(),
        beside=words("pace.monthly", amount=write.short(needed)) if needed else "",
        hover=hover(
            f"<b>{plain(name)}</b>",
            plain(above),
            words("pace.hover_rate", rate=write.percent(row["execution_rate"]), status=state),
            write.pace(row["elapsed_share"], row["pace_gap"]),
            words("pace.hover_amounts", budget=budget, spent=spent),
            words("pace.hover_left", left=left),
            words("pace.hover_needed", amount=write.spoken(needed)) if needed else "",
            write.as_of(view.scope.as_of),
            read,
        ),
        address=address,
    )
