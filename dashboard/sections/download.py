"""What a download holds: the rows of a page, under lines that say what they are a view of."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.brief.placing import placed
from dashboard.components.program_columns import chosen_columns
from dashboard.exports.sheet import Sheet, Value
from dashboard.labels import Words
from dashboard.page import View
from dashboard.queries import programs
from dashboard.rows import Row
from dashboard.sections.program_list import program_total
from dashboard.statement import statement


def sheet(
    view: View,
    name: str,
    columns: Sequence[str],
    rows: Sequence[Sequence[Value]],
    *,
    narrowed: bool = False,
    total: Sequence[Value] | None = None,
    about: Sequence[str] = (),
) -> Sheet:
    """Return a sheet with its notes. narrowed: the table was also filtered on screen. about: more notes."""
    words = view.words
    more = [words("download.narrowed")] if narrowed else []
    notes = [words(f"{name}.title"), *statement(view, words("download.unit"), *more), *about]
    return Sheet(name=words(f"{name}.title"), notes=notes, columns=columns, rows=rows, total=total)


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


def goal_sheet(view: View, rows: Sequence[Row]) -> Sheet:
    """Return goals, each with its direction or programme as far as the rows name them."""
    words = view.words
    columns = [
        words("column.goal"), words("column.direction"), words("column.program"), words("column.value_unit"),
        words("column.target"), words("column.actual"), words("column.result"), words("column.attainment"),
        words("column.elapsed"), words("column.status"), words("column.better"), words("column.as_of"),
        words("column.document"), words("column.line"), words("column.raw"),
    ]  # fmt: skip
    body: list[list[Value]] = [
        [
            row["name"], row.get("direction_name"), row["program_name"], row["unit"], row["target"],
            row["actual"], words(f"result.{row['result_status']}"), row["attainment"], row["elapsed_share"],
            _status(row, words), words(f"goal.{row['better']}_is_better"), row["as_of"], row["document_id"],
            row["line"], row["raw"],
        ]
        for row in rows
    ]  # fmt: skip
    return sheet(view, "goals", columns, body)


def direction_columns(words: Words) -> list[str]:
    """Return the heads of `direction_row`."""
    return [
        words("column.direction"), words("column.budget", unit=words("unit.won")),
        words("column.executed", unit=words("unit.won")), words("column.rate"), words("column.elapsed"),
        words("column.gap"), words("column.status"), words("column.goals_met"), words("column.goals_total"),
        words("column.goals_pending"), words("column.previous_year"), words("column.change",
        unit=words("unit.won")),
        words("column.change_rate"), words("column.document"), words("column.line"),
    ]  # fmt: skip


def direction_row(row: Row, words: Words) -> list[Value]:
    """Return one direction of the scorecard."""
    return [
        row["name"], row["current_won"], row["executed_won"], row["execution_rate"], row["elapsed_share"],
        row["pace_gap"], _status(row, words), row["goals_met"], row["goals_total"], row["goals_pending"],
        row["previous_year"], row["change_won"], row["change_percent"], row["document_id"], row["line"],
    ]  # fmt: skip


def _status(row: Row, words: Words) -> str | None:
    return None if row["status"] is None else words(f"status.{row['status']}")
