"""The picture of goals: which are reached, which will be missed, and how the same goals stood before."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.shell.page import View
from dashboard.topics.goals import queries as goals
from dashboard.topics.goals.queries import Goal, GoalYear
from dashboard.ui.charts.chart import Chart
from dashboard.ui.charts.dots import END, Dot, dots, is_beyond
from dashboard.ui.charts.theme import hover, plain
from dashboard.ui.source_note import place

_FEWEST, _MOST = 2, 60
_REACHED = 100
_NAMED = 8
"""Goals that are named in a note; more are counted."""


def goals_chart(
    view: View, rows: Sequence[Goal], *, about: str = "", is_grouped: bool = False
) -> Chart | None:
    """Return the goals in percent of their target, in the order given; None where none can be compared.

    rows: those without a result too: a note names them. about: whose they are.
    is_grouped: under their directions or programmes.
    """
    words, write = view.words, view.format
    measured = [(row["attainment"], row) for row in rows if row["attainment"] is not None]
    if len(measured) < _FEWEST:
        return None
    worst = sorted(measured, key=lambda goal: (goals.badness(goal[1]), goal[0]))[:_MOST]
    drawn = {row["indicator_result_id"] for _, row in worst}
    shown = [(attainment, row) for attainment, row in measured if row["indicator_result_id"] in drawn]
    earlier = _earlier(view)
    citations = view.citations((row["document_id"], row["line"]) for _, row in shown)
    found = []
    for attainment, row in shown:
        before = earlier.get((row["same"], row["unit"], row["better"]), {})
        last = max((year for year in before if year < row["fiscal_year"]), default=None)
        cited = citations.get((row["document_id"], row["line"]))
        found.append(
            Dot(
                name=_name(view, row),
                group=group_name(view, row) if is_grouped else "",
                figures=words(
                    "attained.figures",
                    actual=write.number(row["actual"]),
                    target=write.measured(row["target"], row["unit"]),
                ),
                attainment=attainment,
                text=write.percent(attainment),
                elapsed=row["elapsed_share"],
                status=row["status"],
                hover=hover(
                    *_said(view, row),
                    words(f"status.{row['status'] or 'undefined'}"),
                    plain(place(cited, words)) if cited else "",
                ),
                address=_address(view, row),
                earlier=None if last is None else before[last]["attainment"],
                earlier_hover="" if last is None else hover(*_said(view, before[last])),
            )
        )
    title = words("attained.title")
    rate, lowest = min(measured, key=lambda goal: goal[0])
    paces = {dot.elapsed for dot in found if dot.elapsed is not None}
    return Chart(
        code="goals",
        title=words("picture.about", about=about, title=title) if about else title,
        sentence=words(
            "attained.sentence",
            n=len(measured),
            reached=sum(1 for attainment, _ in measured if attainment >= _REACHED),
            name=_name(view, lowest),
            rate=write.percent(rate),
        ),
        figure=dots(
            found,
            target=words("attained.target"),
            elapsed=words("picture.pace", elapsed=write.percent(paces.pop()))
            if len(paces) == 1
            else words("column.elapsed"),
        ),
        notes=[
            words("attained.note"),
            words("attained.earlier") if any(dot.earlier is not None for dot in found) else "",
            words("attained.beyond", end=write.percent(END))
            if any(is_beyond(max(dot.attainment, dot.earlier or 0.0)) for dot in found)
            else "",
            words("attained.most", n=len(shown), total=len(measured)) if len(shown) < len(measured) else "",
            _left(view, "attained.waiting", [row for row in rows if row["actual"] is None]),
            _left(
                view,
                "attained.undefined",
                [row for row in rows if row["actual"] is not None and row["attainment"] is None],
            ),
        ],
    )


def group_name(view: View, row: Goal) -> str:
    """Return what a goal stands under: its direction, else its programme, else the institution."""
    if row["direction_id"] is not None:
        name = row["direction_name"] or view.words("printed.unreadable")
        return f"{row['position']}. {name}"
    if row["program_id"] is not None:
        return str(row["program_name"] or view.words("printed.unreadable"))
    return view.words("goals.of_institution")


def _earlier(view: View) -> dict[tuple[str, str | None, str], dict[int, GoalYear]]:
    """The goals with an attainment that stand in several years, by year."""
    found: dict[tuple[str, str | None, str], dict[int, GoalYear]] = {}
    for row in goals.years(view.connection, view.scope.organization_id):
        if row["attainment"] is not None:
            found.setdefault((row["same"], row["unit"], row["better"]), {})[row["fiscal_year"]] = row
    return found


def _said(view: View, row: Goal | GoalYear) -> list[str]:
    """A goal in the lines of a hover."""
    words, write = view.words, view.format
    return [
        f"<b>{plain(_name(view, row))}</b>",
        plain(
            words(
                "attained.hover",
                year=row["fiscal_year"],
                actual=write.measured(row["actual"], row["unit"]),
                result=words(f"result.{row['result_status']}"),
                target=write.measured(row["target"], row["unit"]),
            )
        ),
        words("attained.rate", rate=write.percent(row["attainment"])),
        write.as_of(row["as_of"]),
    ]


def _name(view: View, row: Goal | GoalYear) -> str:
    name = row["name"] or view.words("printed.unreadable")
    return f"{name} ({view.words('goal.lower_is_better')})" if row["better"] == "lower" else str(name)


def _address(view: View, row: Goal) -> str:
    """Its programme, else its direction; on their own pages the line that it was read from."""
    for page, subject in (("programs", row["program_id"]), ("directions", row["direction_id"])):
        if subject is not None and subject != view.subject:
            return view.link_to(page, subject)
    return view.link_to_line(row["document_id"], row["line"])


def _left(view: View, key: str, rows: Sequence[Goal]) -> str:
    """What is not drawn, by name."""
    if not rows:
        return ""
    names = ", ".join(_name(view, row) for row in rows[:_NAMED])
    if rows[_NAMED:]:
        names = view.words("attained.more", names=names, n=len(rows) - _NAMED)
    return view.words(key, names=names, n=len(rows))
