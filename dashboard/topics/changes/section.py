"""What changed between the years, and why: the reviewed lineage of directions, tasks and programmes."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import Any

from dashboard.shell.long_list import part_of
from dashboard.shell.page import View
from dashboard.ui import html
from dashboard.ui.aria import HIDDEN
from dashboard.ui.cells import Cell
from dashboard.ui.data_table import table_of
from dashboard.ui.labels import Words
from dashboard.ui.printed import printed
from dashboard.ui.section import empty, section
from dashboard.ui.table import Column
from dashboard.warehouse.tables import Succession

SHAPES: dict[str, str] = {
    "same": "●",
    "renamed": "◇",
    "merged": "▲",
    "split": "▽",
    "new": "★",
    "ended": "×",
    "related": "○",
}
_PAGES: dict[str, str] = {"direction": "directions", "program": "programs"}


def changes(view: View, rows: Sequence[Succession], own: Collection[str]) -> html.Section:
    """Return what came in from the year before, and what became of it after. own: the ids of the subject."""
    words = view.words
    came = [row for row in rows if row["to_id"] in own]
    went = [row for row in rows if row["to_id"] not in own]
    parts: list[Any] = []
    for kind, found in (("came", came), ("went", went)):
        if found:
            part = part_of(view, kind, found)
            table = _table(view, part.rows, words(f"changes.{kind}_caption"))
            parts += [html.H3(words(f"changes.{kind}")), *part.above, table, *part.below]
    if not parts:
        parts = [empty(words("changes.none"))]
    comparable = sum(1 for row in rows if row["is_comparable"])
    sentence = words("changes.sentence", n=len(rows), comparable=comparable) if rows else ""
    return section(words("changes.title"), parts, sentence=sentence, name="changes-section")


def _table(view: View, rows: Sequence[Succession], caption: str) -> html.Div:
    words = view.words
    cells: dict[str, Callable[[Succession], Cell]] = {
        "change_kind": lambda row: html.Span(
            [
                html.Span(SHAPES[row["change"]], className="shape", **HIDDEN),
                words(f"change.{row['change']}"),
            ],
            className="change-kind",
        ),
        "what": lambda row: words(f"subject.{row['kind']}"),
        "from": lambda row: _named(view, row["kind"], row["from_name"], row["from_id"]),
        "to": lambda row: _named(view, row["kind"], row["to_name"], row["to_id"]),
        "comparable": lambda row: words(
            "changes.comparable" if row["is_comparable"] else "changes.not_comparable"
        ),
        "reason": lambda row: _reason(row, words),
    }
    columns = [Column(code=code) for code in cells]
    return table_of(caption, columns, rows, view.context(), cells=cells, name="changes")


def _reason(row: Succession, words: Words) -> Cell:
    if words.language != "ko" and row["reason_en"]:
        return row["reason_en"]
    return html.Span(row["reason"], lang="ko")


def _named(view: View, kind: str, name: str | None, subject_id: str | None) -> Cell:
    if name is None:
        return view.format.number(None)
    if subject_id is None or kind not in _PAGES:
        return printed(name, view.words)
    return html.Link(printed(name, view.words), href=view.link_to(_PAGES[kind], subject_id))
