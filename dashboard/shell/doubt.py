"""A figure that an open finding doubts is marked in every place that it enters, and leads to the finding."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar, cast

from dashboard.shell.page import View
from dashboard.topics.findings import queries as findings
from dashboard.topics.programs import queries as programs
from dashboard.ui import html
from dashboard.ui.aria import HIDDEN
from dashboard.ui.cells import Cell
from dashboard.ui.citation import Place
from dashboard.ui.fragment import Content
from dashboard.ui.rows import Row

R = TypeVar("R", bound=Row)
DOUBTED, OUT = "doubted", "out"
"""A page's own key, and its value where doubted figures are left out of pictures, their tables and sums."""
READABLE = {DOUBTED: lambda value: value == OUT}
"""What a page that has the key can read in it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """A mark: its sign, what that means, what the finding says, and the way to its line."""

    sign: str
    name: str
    said: str
    href: str


def doubted(view: View, rows: Iterable[Row]) -> list[Row]:
    """Return rows with `doubt`: the finding on their own line or, of a sum of programmes, on a part of it."""
    found = findings.doubts(findings.of_scope(view.connection, view.scope))
    parts = [
        (row["direction_id"], found[place])
        for row in programs.of_scope(view.connection, view.scope)
        if (place := _place(row)) in found
    ]

    def of_part(row: Row) -> Row | None:
        if row.get("basis") != "summed":
            return None
        # A sum of no direction is of all of them.
        return next((one for of, one in parts if row.get("direction_id", of) == of), None)

    return [{**row, "doubt": found.get(_place(row)) or of_part(row)} for row in rows]


def sure(view: View, rows: Iterable[Row]) -> list[Row]:
    """Return rows of budgets without what a finding doubts: a sum of programmes without its doubted parts.

    What is left of none is left out, and so is a printed budget that is doubted itself. What lost a part
    compares with nothing.
    """
    found = findings.doubts(findings.of_scope(view.connection, view.scope))
    every = programs.of_scope(view.connection, view.scope)
    parts = [row for row in every if _place(row) in found and programs.is_of_direction(row)]
    reason = view.words("doubt.left_out_stated")
    told = {"comparison_reason": reason, "comparison_reason_en": reason, "is_comparable": False}
    kept: list[Row] = []
    for row in doubted(view, rows):
        own = row["direction_id"], row["document_id"]
        of_it = [
            part["current_won"] or 0 for part in parts if (part["direction_id"], part["document_id"]) == own
        ]
        is_sum = row.get("basis") == "summed"
        rest = (row["current_won"] or 0) - sum(of_it)
        if row["doubt"] is None or (is_sum and not any(of_it)):
            kept.append(row)
        elif is_sum and rest > 0:
            kept.append({**row, **told, "current_won": rest, "change_percent": None, "doubt": None})
    return kept


def marked(view: View, rows: Iterable[R]) -> list[R]:
    """Return rows with the `mark` that their budget's cell shows, where a finding doubts it."""
    shown = [{**row, "mark": doubt_mark(view, row["doubt"])} for row in doubted(view, rows)]
    return cast("list[R]", shown)


def noted(view: View, rows: Iterable[Row]) -> list[Row]:
    """Return rows with `budget_note`: what files say of a budget that is none, unreadable or doubted."""
    return [{**row, "budget_note": _note(view, row)} for row in doubted(view, rows)]


def doubts_of_years(view: View) -> Mapping[Place | None, Row]:
    """Return the findings of every year of the institution that doubt a figure, by each line of theirs."""
    every = findings.everywhere(view.connection, organization_id=view.scope.organization_id)
    return {place: row for place, row in findings.doubts(every).items()}  # noqa: C416 -- a wider key


def beside_mark(view: View, shown: Cell, finding: Row | None) -> Cell:
    """Return a figure's cell with the mark before it, where a finding doubts it."""
    mark = doubt_mark(view, finding)
    return shown if mark is None else html.Span([mark, " ", shown])


def doubt_mark(view: View, finding: Row | None, *, in_words: bool = False) -> Content | None:
    """Return the way to the finding, with what it says; None without one. in_words: not the sign alone."""
    if finding is None:
        return None
    doubt = doubt_of(view, finding)
    sign = html.Span(doubt.sign, className="shape", **HIDDEN)
    named = html.Span(doubt.name, className="" if in_words else "visually-hidden")
    return html.Link([sign, " ", named], href=doubt.href, title=doubt.said, className="doubt")


def doubt_of(view: View, finding: Row) -> Doubt:
    """Return what a mark of a finding is made of."""
    return Doubt(
        sign=view.words("doubt.sign"),
        name=view.words("doubt.name"),
        said=finding["explanation_ko" if view.words.language == "ko" else "explanation_en"],
        href=view.link_to_line(finding["document_id"], finding["line"]),
    )


def leaves_out(view: View) -> bool:
    """Tell whether the reader has doubted figures left out."""
    return view.own.get(DOUBTED) == OUT


def switch(view: View, count: int) -> list[Content]:
    """Return the switch that leaves doubted figures out of a page's pictures; nothing where there are none.

    count: how many there are. It says so where they are left out, on paper too.
    """
    if not count:
        return []
    words, is_out = view.words, leaves_out(view)
    way = view.link_own(view.path, **{DOUBTED: None if is_out else OUT})
    link = html.Link(words("doubt.put_in" if is_out else "doubt.leave_out", n=count), href=way)
    said: list[Content | str] = [words("doubt.left_out", n=count), " "] if is_out else []
    return [html.P([*said, link], className="doubt-switch")]


def signed(view: View, text: str, finding: Row | None) -> str:
    """Return a text with the sign before it where a finding doubts its figure: for pictures and paper."""
    return text if finding is None else f"{view.words('doubt.sign')} {text}"


def _place(row: Row) -> Place:
    return row["document_id"], row["line"]


def _note(view: View, row: Row) -> str | None:
    parts = []
    if row.get("current_won") is None and row.get("budget_state") in ("none", "unreadable"):
        parts.append(view.words(f"program.{row['budget_state']}_budget", raw=row["unread_budget"] or ""))
    if row["doubt"] is not None:
        doubt = doubt_of(view, row["doubt"])
        parts.append(f"{doubt.sign} {doubt.name}: {doubt.said}")
    return " ".join(parts) or None
