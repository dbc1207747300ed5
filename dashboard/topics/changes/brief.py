"""Chapters about what is not as it was: budgets that moved, programmes that came, went or changed."""

from __future__ import annotations

from dashboard.brief.point import Chapter, Figure, Point, figures, heads
from dashboard.shell.page import View
from dashboard.topics.hearing import queries as hearing
from dashboard.ui.rows import Row
from dashboard.ui.table import Column
from dashboard.warehouse import thresholds

_MOVED = (
    Column(code="item"), Column(code="what"), Column(code="basis_year"),
    Column(code="before", kind="money", field="previous_won"),
    Column(code="now", kind="money", field="amount_won"),
    Column(code="change_short", kind="percent_change", field="change_percent"),
)  # fmt: skip
_CHANGED = (Column(code="program"), Column(code="change_kind"), Column(code="before_name"))


def moved(view: View) -> Chapter:
    """Return the budgets that moved by the limit or more: on a comparable year, or within the year."""
    words, write = view.words, view.format
    limit = thresholds.limits(view.connection).moved_at_percent
    found = hearing.moved(view.connection, view.scope, view.filters, limit)
    adjusted = hearing.adjusted(view.connection, view.scope, view.filters, limit)
    points = [_moved(view, row) for row in found] + [_adjusted(view, row) for row in adjusted]
    return Chapter(
        code="moved",
        title=words("brief.moved", limit=write.number(limit)),
        heads=heads(_MOVED, write),
        points=points,
        sentence=words("brief.moved_sentence", n=len(points)),
        nothing=words("brief.moved_none", limit=write.number(limit)),
    )  # fmt: skip


def changed(view: View) -> Chapter:
    """Return the programmes that are new, ended, renamed, merged or split."""
    words = view.words
    rows = hearing.changed(view.connection, view.scope, view.filters)
    points = [_changed(view, row) for row in rows]
    return Chapter(
        code="changed",
        title=words("brief.changed"),
        heads=heads(_CHANGED, view.format),
        points=points,
        sentence=words("brief.changed_sentence", n=len(points), year=_last_year(view)),
        nothing=words("brief.changed_none", year=_last_year(view))
        if hearing.reported_before(view.connection, view.scope)
        else words("brief.changed_first"),
    )  # fmt: skip


def _moved(view: View, row: Row) -> Point:
    words = view.words
    kind = row["scope"]
    way = "up" if row["change_won"] > 0 else "down"
    question = "questions.moved_revenue" if kind == "revenue" else f"questions.moved_{way}"
    return Point(
        name=row["name"],
        figures=[
            Figure(words(f"trends.{kind}_short")),
            Figure(str(row["previous_year"]), row["previous_year"], "year"),
            *figures(_MOVED[3:], row, view.format),
        ],
        questions=[words(question)],
        places=[(row["document_id"], row["line"])],
        subject=("programs", row["program_id"]) if row["program_id"] else None,
    )


def _adjusted(view: View, row: Row) -> Point:
    words = view.words
    beside = {
        "previous_won": row["original_won"],
        "amount_won": row["current_won"],
        "change_percent": row["adjusted_percent"],
    }
    return Point(
        name=row["name"],
        figures=[
            Figure(words("trends.lineage_short")),
            Figure(words("brief.original")),
            *figures(_MOVED[3:], beside, view.format),
        ],
        questions=[words("questions.adjusted")],
        places=[(row["document_id"], row["line"])],
        subject=("programs", row["program_id"]),
    )


def _changed(view: View, row: Row) -> Point:
    words = view.words
    reason = row["reason_en"] if words.language != "ko" and row["reason_en"] else row["reason"]
    sides = [side for side in ("after", "before") if row[f"{side}_program_id"] is not None]
    # A reader of this year's brief goes to this year's programme, if there is one.
    sides.sort(key=lambda side: row[f"{side}_fiscal_year"] != view.scope.fiscal_year)
    here = sides[0]
    return Point(
        name=row[f"{here}_name"],
        figures=[
            Figure(words(f"change.{row['change']}")),
            Figure(_before(view, row)),
        ],
        because=words("questions.because_reviewed", reason=reason) if reason else "",
        questions=[words(f"questions.{row['change']}", year=_last_year(view))],
        places=[(row[f"{side}_document_id"], row[f"{side}_line"]) for side in sides],
        subject=("programs", row[f"{here}_program_id"]),
    )


def _last_year(view: View) -> int | str:
    """The reported year that this one is held against."""
    return hearing.reported_before(view.connection, view.scope) or view.format.number(None)


def _before(view: View, row: Row) -> str:
    if row["before_program_id"] is None:
        return view.format.number(None)
    return view.words("brief.named_in", name=row["before_name"], year=row["before_fiscal_year"])
