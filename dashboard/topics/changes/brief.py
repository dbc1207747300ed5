"""Chapters about what is not as it was: budgets that moved, programmes that came, went or changed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dashboard.brief.point import Chapter, Figure, Point, figures, heads
from dashboard.shell.page import View
from dashboard.topics.hearing import change_queries as hearing
from dashboard.topics.hearing.change_queries import ChangedProgram, MovedBudget
from dashboard.topics.programs.queries import ListedProgram
from dashboard.ui.citation import Place
from dashboard.ui.printed import name_in
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


def _moved(view: View, row: MovedBudget) -> Point:
    words = view.words
    kind = row["scope"]
    way = "up" if (row["change_won"] or 0) > 0 else "down"
    question = "questions.moved_revenue" if kind == "revenue" else f"questions.moved_{way}"
    return Point(
        name=name_in(row["name"], words),
        is_printed=row["name"] is not None,
        figures=[
            Figure(words(f"trends.{kind}_short")),
            Figure(str(row["previous_year"]), row["previous_year"], "year"),
            *figures(_MOVED[3:], row, view.format),
        ],
        questions=[words(question)],
        places=[(row["document_id"], row["line"])],
        subject=("programs", row["program_id"]) if row["program_id"] else None,
    )


def _adjusted(view: View, row: ListedProgram) -> Point:
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


def _changed(view: View, row: ChangedProgram) -> Point:
    words = view.words
    reason = row["reason_en"] if words.language != "ko" and row["reason_en"] else row["reason"]
    # A reader of this year's brief goes to this year's programme, if there is one.
    sides = sorted(_sides(row), key=lambda side: side.fiscal_year != view.scope.fiscal_year)
    return Point(
        name=sides[0].name,
        figures=[
            Figure(words(f"change.{row['change']}")),
            Figure(_before(view, row)),
        ],
        because=words("questions.because_reviewed", reason=reason) if reason else "",
        questions=[words(f"questions.{row['change']}", year=_last_year(view))],
        places=[side.place for side in sides],
        subject=("programs", sides[0].program_id),
    )


@dataclass(frozen=True, slots=True)
class _Side:
    """A programme after or before a change."""

    program_id: str
    name: str
    fiscal_year: int | None
    place: Place


def _sides(row: ChangedProgram) -> Iterator[_Side]:
    after = (
        row["after_program_id"], row["after_name"], row["after_fiscal_year"], row["after_document_id"],
        row["after_line"],
    )  # fmt: skip
    before = (
        row["before_program_id"], row["before_name"], row["before_fiscal_year"], row["before_document_id"],
        row["before_line"],
    )  # fmt: skip
    for program_id, name, fiscal_year, document_id, line in (after, before):
        # Where there is no programme, nothing of it is there.
        if program_id is not None and name is not None and document_id is not None and line is not None:
            yield _Side(program_id, name, fiscal_year, (document_id, line))


def _last_year(view: View) -> int | str:
    """The reported year that this one is held against."""
    return hearing.reported_before(view.connection, view.scope) or view.format.number(None)


def _before(view: View, row: ChangedProgram) -> str:
    if row["before_program_id"] is None:
        return view.format.number(None)
    return view.words("brief.named_in", name=row["before_name"], year=row["before_fiscal_year"])
