"""A figure of a draft that a person sets right: kept with the upload, and applied as every correction is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from dashboard.loading import kept
from dashboard.loading.uploads import Person, Upload
from etl import corrections, fact_folder, facts
from etl.facts import FactError, Row
from etl.warehouse.decisions import name_of

_FILE = "corrections.jsonl"
_NO_FIGURE = ("fiscal_year", "previous_year", "printed_unit_won", "rate_places")
"""Numbers of a fact that say what its figures are, and are none."""


@dataclass(frozen=True, slots=True)
class Read:
    """A figure as it was read. stored: its value as a fact file writes it. name: of the fact."""

    table: str
    column: str
    name: str
    stored: str

    @property
    def key(self) -> str:
        """What tells it from the other figures of its line."""
        return "\n".join((self.table, self.column, self.name, self.stored))


def figures_of(upload: Upload, line: int) -> list[Read]:
    """Return the figures that were read from a line of a draft's document."""
    draft = upload.record("draft") or {}
    folder = upload.folder / "staged" / "facts" / str(draft.get("document_id"))
    try:
        rows = fact_folder.read_document(folder)
    except FactError:
        return []
    return [figure for row in rows if row.line == line for figure in _figures(row)]


def _figures(row: Row) -> list[Read]:
    if not isinstance(row, facts.Fact | facts.Staffing):
        return []
    name = name_of(row) or ""
    return [
        Read(row.table, column.name, name, corrections.value_in(row, column.name))
        for column in corrections.correctable(type(row))
        if column.kind in (int, float)
        and column.name not in _NO_FIGURE
        and getattr(row, column.name) is not None
    ]


def keep(upload: Upload, line: int, figure: Read, said: Mapping[str, str], who: Person, today: date) -> None:
    """Keep what is right. FactError where it is no value of the figure's column, or has no reason."""
    right = corrections.stored(said.get("right", "").strip(), figure.table, figure.column)
    reason = " ".join(said.get("reason", "").split())
    document_id = str((upload.record("draft") or {})["document_id"])
    row = (
        document_id, figure.table, str(line), figure.column, figure.name, figure.stored, right, reason,
        who.role, today.isoformat(),
    )  # fmt: skip
    corrections.parsed(corrections.appended(None, row), Path(corrections.FILE))
    kept.add_line(
        upload.folder / _FILE,
        {
            "line": line,
            "table": figure.table,
            "column": figure.column,
            "label": figure.name,
            "printed": figure.stored,
            "right": right,
            "reason": reason,
            "role": who.role,
            "day": today.isoformat(),
        },
    )


def kept_of(upload: Upload) -> list[dict[str, Any]]:
    """Return what was set right, oldest first."""
    return kept.lines_in(upload.folder / _FILE)


def forget(upload: Upload) -> None:
    """Forget what was set right."""
    (upload.folder / _FILE).unlink(missing_ok=True)
