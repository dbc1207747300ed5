"""What a download holds: the rows of a page, under lines that say what they are a view of."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.exports.sheet import Sheet, Value
from dashboard.filters import NAMES
from dashboard.labels import Words
from dashboard.page import View
from dashboard.queries import options, programs, sources
from dashboard.rows import Row


def sheet(
    view: View, name: str, columns: Sequence[str], rows: Sequence[Sequence[Value]], narrowed: bool = False
) -> Sheet:
    """Return a sheet with its notes. narrowed: the table was also filtered on screen."""
    words, scope = view.words, view.scope
    report = scope.reports[0]
    filters = [
        f"{words(f'filter.{key}')}: {chosen_name(view, key)}"
        for key in NAMES[3:]
        if getattr(view.filters, key) is not None
    ]
    if narrowed:
        filters.append(words("download.narrowed"))
    notes = [
        words(f"{name}.title"),
        words(
            "download.scope",
            name=report.organization_name,
            year=scope.fiscal_year,
            day=view.format.day(scope.as_of),
        ),
        words("download.filters", filters=", ".join(filters) or words("download.no_filters")),
        words("download.unit"),
        words(
            "download.documents", documents=", ".join(f"{r.title} ({r.source_name})" for r in scope.reports)
        ),
    ]
    return Sheet(name=words(f"{name}.title"), notes=notes, columns=columns, rows=rows)


def chosen_name(view: View, key: str) -> str:
    """Return the chosen value of a filter as a reader knows it."""
    value = str(getattr(view.filters, key))
    for option in options.options(view.connection, view.scope, view.filters, (key,))[key]:
        if option.value == value and option.name is not None:
            return " · ".join((*option.above, option.name))
    return view.words(f"{key}.{value}") if f"{key}.{value}" in view.words.labels else value


def program_sheet(view: View, ids: Sequence[str] | None) -> Sheet:
    """Return the chosen programmes; with ids, only those and in that order."""
    rows: Sequence[Row] = programs.listing(view.connection, view.scope, view.filters)
    everything = len(rows)
    if ids is not None:
        by_id = {row["program_id"]: row for row in rows}
        rows = [by_id[i] for i in ids if i in by_id]
    titles = _titles(view)
    words = view.words
    columns = [
        words("column.program"), words("column.direction"), words("column.task"), words("column.department"),
        words("column.funding"), words("column.budget", unit=words("unit.won")),
        words("column.executed", unit=words("unit.won")), words("column.remaining", unit=words("unit.won")),
        words("column.rate"), words("column.elapsed"), words("column.gap"), words("column.status"),
        words("column.reason"), words("column.document"), words("column.line"),
    ]  # fmt: skip
    body: list[list[Value]] = [
        [
            row["name"], row["direction_name"], row["task_name"], row["offices"], row["funding"],
            row["current_won"],
            row["executed_won"], row["remaining_won"], row["execution_rate"], row["elapsed_share"],
            row["pace_gap"],
            _status(row, words), row["reason"], titles.get(row["document_id"]), row["line"],
        ]
        for row in rows
    ]  # fmt: skip
    return sheet(view, "programs", columns, body, narrowed=len(rows) < everything)


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


def _titles(view: View) -> dict[str, str]:
    return {row["document_id"]: row["title"] for row in sources.documents(view.connection)}
