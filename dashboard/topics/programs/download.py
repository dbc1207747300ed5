"""What a download of the programmes holds."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.shell.download import sheet
from dashboard.shell.page import View
from dashboard.topics.programs import queries as programs
from dashboard.topics.programs.columns import chosen_columns
from dashboard.topics.programs.placing import placed
from dashboard.topics.programs.program_list import program_total
from dashboard.ui.rows import Row, Value
from dashboard.ui.sheet import Sheet


def program_sheet(view: View, ids: Sequence[str] | None, columns: str | None = None) -> Sheet:
    """Return the chosen programmes with their total; with ids, only those, in that order.

    columns: as the address has them. Whatever they are, document and line come last: every figure leads to
    where it was read.
    """
    rows: Sequence[Row] = placed(view, programs.listing(view.connection, view.scope, view.filters))
    everything = len(rows)
    if ids is not None:
        by_id = {row["program_id"]: row for row in rows}
        rows = [by_id[i] for i in ids if i in by_id]
    words = view.words
    shown = [column for column in chosen_columns(columns) if column.code not in ("source", "document")]
    heads = [
        words("column.program"), *(column.head(words, words("unit.won")) for column in shown),
        words("column.document"), words("column.line"),
    ]  # fmt: skip
    body: list[list[Value]] = [
        [
            row["name"],
            *(column.value(row, words) for column in shown),
            row["document_title"],
            row["line"],
        ]
        for row in rows
    ]
    label, sums = program_total(view, None if len(rows) == everything else ids)
    total: list[Value] = [label, *(column.sum(sums) for column in shown), None, None]
    return sheet(view, "programs", heads, body, narrowed=len(rows) < everything, total=total)
