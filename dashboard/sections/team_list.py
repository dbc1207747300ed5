"""Every unit of the institution with what its programmes add up to, under the office that it stands in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dash import dcc, html
from dash.development.base_component import Component

from dashboard.components.amount import amount
from dashboard.components.bar import pace_bar
from dashboard.components.data_table import Cell, Column, grouped_table
from dashboard.components.execution_table import execution_sentence
from dashboard.components.printed import printed
from dashboard.components.section import section
from dashboard.components.status import status_mark
from dashboard.page import View
from dashboard.queries import teams
from dashboard.rows import Row

Above = tuple[str | None, str | None]
"""Division and office."""


def team_list(view: View, rows: Sequence[Row]) -> html.Section:
    """Return the units at the end of each branch, grouped by what stands above them, with its sums."""
    words, write = view.words, view.format
    leaves = leaves_of(rows)
    sums: Mapping[Above, Row] = {
        (row["division"], row["office"]): row for row in rows if row["level"] != "team"
    }
    columns = [
        Column(words("column.department")),
        Column(words("column.program_count"), "number"),
        Column(words("column.budget", unit=write.unit_name), "number"),
        Column(words("column.executed", unit=write.unit_name), "number"),
        Column(words("column.execution"), "bar"),
        Column(words("column.rate"), "number"),
        Column(words("column.gap"), "number"),
        Column(words("column.status")),
        Column(words("column.remaining", unit=write.unit_name), "number"),
        Column(words("column.needed", unit=write.unit_name), "number"),
    ]
    groups: dict[Above, list[list[Cell]]] = {}
    for row in leaves:
        groups.setdefault(_above(row), []).append(_cells(view, row))
    table = grouped_table(
        words("teams.caption"),
        columns,
        [(_heading(view, above, sums.get(above)), body) for above, body in groups.items()],
        name="teams-table",
    )
    return section(words("teams.list"), [table, *_notes(view)], sentence=_sentence(view, leaves))


def leaves_of(rows: Sequence[Row]) -> list[Row]:
    """Return the units that no other one stands below."""
    above = {_above(row) for row in rows}
    return [row for row in rows if row["level"] == "team" or _key(row) not in above]


def _key(row: Row) -> Above:
    return row["division"], row["office"]


def _above(row: Row) -> Above:
    """What stands above a unit: the office of a team, the division of an office."""
    if row["level"] == "team":
        return row["division"], row["office"]
    return (row["division"], None) if row["level"] == "office" else (None, None)


def _cells(view: View, row: Row) -> list[Cell]:
    words, write = view.words, view.format
    name: Component = printed(row[row["level"]], words)
    if row["department_id"] is not None:
        name = dcc.Link(name, href=view.link_to("teams", row["department_id"]))
    shown = {**row, "current_won": row["budget_won"], "executed_won": row["spent_won"]}
    return [
        name,
        _programs(view, row),
        amount(shown["current_won"], write),
        amount(shown["executed_won"], write),
        pace_bar(row["execution_rate"], row["elapsed_share"], row["status"], execution_sentence(row, write)),
        write.percent(row["execution_rate"]),
        write.points(row["pace_gap"]),
        status_mark(row["status"], "budget", write, view.thresholds),
        amount(row["remaining_won"], write),
        amount(row["needed_per_month_won"], write),
    ]


def _programs(view: View, row: Row) -> Cell:
    write = view.format
    count: Cell = write.number(row["programs"])
    if row["attention"]:
        late = html.Span(view.words("teams.attention", n=row["attention"]), className="muted small")
        count = html.Span([count, late])
    return count


def _heading(view: View, above: Above, row: Row | None) -> Component:
    words, write = view.words, view.format
    names = [name for name in above if name]
    if not names:
        return html.Span(words("teams.no_office"), className="group-name")
    parts: list[Component] = [printed(" · ".join(names), words)]
    if row is not None:
        text = words(
            "teams.office_line",
            n=row["programs"],
            budget=write.money_with_unit(row["budget_won"]),
            rate=write.percent(row["execution_rate"]),
        )
        parts.append(html.Span(text, className="muted small"))
    return html.Span(parts, className="group-name")


def _sentence(view: View, leaves: Sequence[Row]) -> str:
    words, write = view.words, view.format
    measured = [row for row in leaves if row["pace_gap"] is not None]
    if not measured:
        return words("teams.sentence_plan", n=len(leaves))
    last = min(measured, key=lambda row: row["pace_gap"])
    return words(
        "teams.sentence",
        n=len(leaves),
        worst=last[last["level"]],
        rate=write.percent(last["execution_rate"]),
        elapsed=write.percent(last["elapsed_share"]),
    )


def _notes(view: View) -> list[Component]:
    words = view.words
    found = teams.coverage(view.connection, view.scope, view.filters)
    notes = [words("teams.sources")]
    if found["shared"]:
        notes.append(words("teams.shared", n=found["shared"]))
    if found["without"]:
        notes.append(words("teams.without", n=found["without"]))
    return [html.P(note, className="footnote") for note in notes]
