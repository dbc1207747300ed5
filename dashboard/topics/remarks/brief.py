"""The council's own remarks in the brief: what is still to be done, and what came up again."""

from __future__ import annotations

from dashboard.brief.point import Chapter, Point, figures, heads
from dashboard.shell.page import View
from dashboard.topics.remarks import queries
from dashboard.topics.remarks.columns import REMARKS, times
from dashboard.topics.remarks.seen_queries import RemarkRow, Seen, seen_by

_COLUMNS = [REMARKS[code] for code in ("remark", "year", "unit", "state", "due_on", "times")]


def remarks(view: View, *, is_for_house: bool) -> Chapter | None:
    """Return the remarks that are not done, or came up in several years; None where there are none at all.

    A remark is of no direction and of no money: where those are chosen, none is meant.
    is_for_house: with all that the reader may see; others get what is public, whoever makes the brief.
    """
    desk = view.desk
    if desk is not None and not is_for_house:
        desk = desk.of_everybody()
    filters, organization_id = view.filters, view.scope.organization_id
    every = seen_by(view.connection, organization_id, view.scope.fiscal_year, desk)
    if filters.direction or filters.funding:
        return None
    if filters.department:
        every = [
            one
            for one in every or ()
            if queries.is_within(view.connection, organization_id, one.row["unit"], filters.departments)
        ]
    if not every:
        return None
    words = view.words
    told = [one for one in every if one.row["state"] not in ("done", "refused") or one.row["times"] > 1]
    points = [
        Point(
            name=one.row["text"],
            figures=figures(_COLUMNS[1:], one.row, view.format),
            because=_earlier(view, one.row),
            questions=[words("remarks.question")] if one.row["state"] not in ("done", "refused") else [],
            places=_places(one),
            written=[words("answers.part", label=words("remarks.action"), text=" ".join(action.split()))]
            if (action := one.row["action"])
            else [],
        )
        for one in told
    ]
    return Chapter(
        code="remarks",
        title=words("remarks.title"),
        heads=heads(_COLUMNS, view.format),
        points=points,
        sentence=words("remarks.brief_sentence", n=len(points), of=len(every)),
        nothing=words("remarks.brief_none", n=len(every)),
    )


def _earlier(view: View, row: RemarkRow) -> str:
    if row["earlier_years"] is None:
        return ""
    return f"{times(row, view.words)}: {row['earlier_years']}"


def _places(one: Seen) -> list[tuple[str, int]]:
    return [] if one.remark.place is None else [one.remark.place]
