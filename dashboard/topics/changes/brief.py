"""Chapters about what is not as it was: budgets that moved, programmes that came, went or changed."""

from __future__ import annotations

from dashboard.brief.point import Chapter, Figure, Head, Point
from dashboard.shell.page import View
from dashboard.topics.execution.brief import money
from dashboard.topics.hearing import queries as hearing
from dashboard.ui.rows import Row
from dashboard.warehouse import thresholds

_MONEY_OF_WHOLE = ("expenditure", "revenue")


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
        heads=[
            Head(words("column.item")), Head(words("column.what")), Head(words("column.basis_year")),
            Head(words("column.before", unit=write.unit_name), "number"),
            Head(words("column.now", unit=write.unit_name), "number"),
            Head(words("column.change_short"), "number"),
        ],
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
        heads=[
            Head(words("column.program")), Head(words("column.change_kind")),
            Head(words("column.before_name")),
        ],
        points=points,
        sentence=words("brief.changed_sentence", n=len(points), year=_last_year(view)),
        nothing=words("brief.changed_none", year=_last_year(view))
        if hearing.reported_before(view.connection, view.scope)
        else words("brief.changed_first"),
    )  # fmt: skip


def _moved(view: View, row: Row) -> Point:
    words, write = view.words, view.format
    kind = row["scope"]
    way = "up" if row["change_won"] > 0 else "down"
    question = "questions.moved_revenue" if kind == "revenue" else f"questions.moved_{way}"
    return Point(
        name=row["name"],
        figures=[
            Figure(words(f"trends.{kind}_short")),
            Figure(str(row["previous_year"]), row["previous_year"], "year"),
            money(view, row["previous_won"]),
            money(view, row["amount_won"]),
            Figure(write.percent_change(row["change_percent"]), row["change_percent"], "percent"),
        ],
        questions=[words(question)],
        places=[(row["document_id"], row["line"])],
        subject=("programs", row["program_id"]) if row["program_id"] else None,
    )


def _adjusted(view: View, row: Row) -> Point:
    words, write = view.words, view.format
    return Point(
        name=row["name"],
        figures=[
            Figure(words("trends.lineage_short")),
            Figure(words("brief.original")),
            money(view, row["original_won"]),
            money(view, row["current_won"]),
            Figure(write.percent_change(row["adjusted_percent"]), row["adjusted_percent"], "percent"),
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
