"""Charts of the sections as pictures to take away: under the lines that say what they are a view of."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from dashboard.shell.page import View
from dashboard.shell.statement import statement
from dashboard.ui.citation import Place
from dashboard.ui.format import SHAPES
from dashboard.ui.picture import Bar, Bars, Blocks, Columns, Group, Picture, Timeline
from dashboard.ui.rows import Row


def picture(
    view: View,
    title: str,
    sentence: str,
    shape: Bars | Columns | Blocks | Timeline,
    *notes: str,
    places: Sequence[Place] = (),
) -> Picture:
    """Return a picture with what it is a view of. notes: how to read it, beside what its shape needs.

    places: where its figures stand, where they are of several years.
    """
    said = statement(view, view.words("brief.unit", unit=view.format.unit_name))
    if places:
        said = [_of_years(view), *said[1:-1], _documents(view, places)]
    return Picture(
        title=title,
        sentence=sentence,
        shape=shape,
        notes=[*_reading(view, shape), *(note for note in notes if note)],
        statement=said,
        language=view.words.language,
    )


def titled(view: View, title: str, about: str) -> str:
    """Return a title that says whose it is: away from its page a picture must say so itself."""
    return view.words("picture.about", about=about, title=view.words(title)) if about else view.words(title)


def execution_bars(
    view: View,
    head: str,
    groups: Sequence[Group],
    *,
    after: Sequence[str] | None = None,
) -> Bars:
    """Return bars of `execution_bar`. after: the heads right of the rate."""
    words, unit = view.words, view.format.unit_name
    return Bars(
        groups=groups,
        head=head,
        before=[words("column.budget", unit=unit), words("column.executed", unit=unit)],
        bar_head=words("column.execution"),
        rate_head=words("column.rate"),
        after=[words("column.gap")] if after is None else after,
        status_head=words("column.status"),
        pace_text=_pace(view, groups),
    )


def execution_bar(view: View, row: Row, *, after: Sequence[str] | None = None) -> Bar:
    """Return one line of a budget against the share of the year, as `execution_table` shows it."""
    write = view.format
    return marked(
        view,
        row["status"],
        Bar(
            name=name_in(view, row["name"]),
            before=[write.money(row["current_won"]), write.money(row["executed_won"])],
            rate=row["execution_rate"],
            rate_text=write.percent(row["execution_rate"]),
            pace=row["elapsed_share"],
            after=[write.points(row["pace_gap"])] if after is None else after,
        ),
    )


def goal_bars(view: View, groups: Sequence[Group]) -> Bars:
    """Return bars of `goal_bar`."""
    words = view.words
    return Bars(
        groups=groups,
        head=words("column.goal"),
        before=[words("column.target"), words("column.actual")],
        bar_head=words("column.attainment_bar"),
        rate_head=words("column.attainment"),
        status_head=words("column.status"),
        pace_text=_pace(view, groups),
    )


def goal_bar(view: View, row: Row) -> Bar:
    """Return one goal as a bullet; a result that is not in yet is named, never zero."""
    words, write = view.words, view.format
    name = name_in(view, row["name"])
    result = words(f"result.{row['result_status']}")
    actual = write.measured(row["actual"], row["unit"])
    if row["actual"] is None:
        actual = result
    elif row["result_status"] == "interim":
        actual = f"{actual} {result}"
    return marked(
        view,
        row["status"],
        Bar(
            name=f"{name} {words('goal.lower_is_better')}" if row["better"] == "lower" else name,
            before=[write.measured(row["target"], row["unit"]), actual],
            rate=row["attainment"],
            rate_text=write.percent(row["attainment"]),
            pace=row["elapsed_share"],
        ),
    )


def marked(view: View, status: str | None, bar: Bar) -> Bar:
    """Return a bar with the colour, shape and word of its status."""
    if status is None:
        return replace(bar, status="undefined", said=view.words("status.undefined"))
    return replace(bar, status=status, mark=SHAPES[status], said=view.words(f"status.{status}"))


def grouped(bars: Sequence[Bar]) -> list[Group]:
    """Return bars without headings; none where there are none."""
    return [Group(bars=bars)] if bars else []


def name_in(view: View, name: str | None) -> str:
    """Return a printed name, or that it cannot be read."""
    return view.words("printed.unreadable") if name is None else name


def share_of_year(day: date, year: int, *, is_end: bool = False) -> float:
    """Return where a day begins, or ends, in a year: from 0 to 1, and beyond for a day outside of it."""
    first = date(year, 1, 1)
    days = (date(year + 1, 1, 1) - first).days
    return ((day - first).days + is_end) / days


def _of_years(view: View) -> str:
    return view.words("picture.of_years", name=view.scope.reports[0].organization_name)


def _documents(view: View, places: Sequence[Place]) -> str:
    cited = {cited.document_id: cited for cited in view.citations(places).values()}
    titles = [f"{cited[key].title} ({cited[key].source_name})" for key in sorted(cited)]
    return view.words("download.documents", documents=", ".join(titles))


def _pace(view: View, groups: Sequence[Group]) -> str:
    """What the line across the bars says, where it says the same for all."""
    paces = {
        bar.pace for group in groups for bar in group.bars if bar.pace is not None and bar.rate is not None
    }
    if len(paces) != 1:
        return ""
    return view.words("picture.pace", elapsed=view.format.percent(paces.pop()))


def _reading(view: View, shape: Bars | Columns | Blocks | Timeline) -> list[str]:
    if not isinstance(shape, Bars):
        return []
    bars = [bar for group in shape.groups for bar in group.bars]
    says: list[tuple[str, Callable[[Bar], bool]]] = [
        ("picture.pace_line", lambda bar: bar.pace is not None and bar.rate is not None),
        ("picture.over", lambda bar: (bar.rate or 0) > 100),
        ("picture.missing", lambda bar: bar.rate is None),
    ]
    return [view.words(key) for key, is_so in says if any(is_so(bar) for bar in bars)]
