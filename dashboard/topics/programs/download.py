"""What a download of the programmes holds."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.shell.download import table_sheet
from dashboard.shell.page import View
from dashboard.topics.programs import queries as programs
from dashboard.topics.programs.columns import NAME, chosen_columns, in_files
from dashboard.topics.programs.narrowing import narrowed
from dashboard.topics.programs.placing import placed
from dashboard.topics.programs.program_list import program_total
from dashboard.topics.programs.queries import ListedProgram
from dashboard.ui.sheet import Sheet


def program_sheet(view: View, ids: Sequence[str] | None, columns: str | None = None) -> Sheet:
    """Return the chosen programmes with their total; with ids, only those, in that order.

    columns: as the address has them.
    """
    rows: Sequence[ListedProgram] = placed(view, programs.listing(view.connection, view.scope, view.filters))
    everything = len(rows)
    if ids is not None:
        by_id = {row["program_id"]: row for row in rows}
        rows = [by_id[i] for i in ids if i in by_id]
    shown = in_files(chosen_columns(columns))
    label, sums = program_total(view, None if len(rows) == everything else ids)
    total = [label if column.code == NAME else column.sum(sums) for column in shown]
    said = narrowed(view)
    if not said and len(rows) < everything:
        said = [view.words("download.narrowed")]
    return table_sheet(view, "programs", shown, rows, narrowed=said, total=total)
