"""Units with what their programmes add up to, each under the office and division that it stands in."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from dashboard.shell.page import View
from dashboard.topics.programs.queries import ProgramTotals, RunningUnit
from dashboard.topics.teams import queries as teams
from dashboard.topics.teams.columns import UNITS
from dashboard.topics.teams.queries import NamedUnit, UnitSums
from dashboard.ui import html
from dashboard.ui.cells import Cell, linked
from dashboard.ui.data_table import table_of
from dashboard.ui.fragment import Content
from dashboard.ui.rows import Row
from dashboard.ui.section import section
from dashboard.ui.table import PAGE
from dashboard.warehouse.views import LEVELS, Unit

Above = tuple[str | None, str | None]
"""Division and office."""


def team_list(view: View, rows: Sequence[UnitSums]) -> html.Section:
    """Return every unit of the institution."""
    words = view.words
    return section(
        words("teams.list"),
        [
            _table(
                view,
                rows,
                words("teams.caption"),
                teams.unplaced(view.connection, view.scope, view.filters),
            ),
            *_notes(view),
        ],
        sentence=_sentence(view, leaves_of(rows)),
    )


def units_below(
    view: View, top: Unit, rows: Sequence[UnitSums], runners: Mapping[str, Sequence[RunningUnit]]
) -> html.Section:
    """Return the units below one, and what their sums hold twice or not at all. runners: by programme."""
    words = view.words
    own = [[unit for unit in units if teams.is_within(unit, top)] for units in runners.values()]
    shared = sum(1 for units in own if len(units) > 1)
    direct = sum(1 for units in own if all(unit["unit_id"] == top["unit_id"] for unit in units))
    notes = [words("teams.sources"), words("team.needed_note")]
    if shared:
        notes.append(words("team.shared_below", n=shared))
    if direct:
        notes.append(words("team.direct", n=direct))
    return section(
        words("team.below"),
        [
            _table(view, rows, words("team.below_caption")),
            *(html.P(note, className="footnote") for note in notes),
        ],
        sentence=_sentence(view, leaves_of(rows)),
    )


def leaves_of(rows: Sequence[UnitSums]) -> list[UnitSums]:
    """Return the units that no other one stands below."""
    above = {_above(row) for row in rows}
    return [row for row in rows if row["level"] == "team" or _key(row) not in above]


def _key(row: NamedUnit) -> Above:
    return row["division"], row["office"]


def _above(row: NamedUnit) -> Above:
    """What stands above a unit: the office of a team, the division of an office."""
    if row["level"] == "team":
        return row["division"], row["office"]
    return (row["division"], None) if row["level"] == "office" else (None, None)


def _table(
    view: View, rows: Sequence[UnitSums], caption: str, unplaced: ProgramTotals | None = None
) -> html.Div:
    ends = {row["unit_id"] for row in leaves_of(rows)}
    highest = min(len(_names_above(row)) for row in rows)
    units = {row["unit_id"]: row for row in rows}

    def name(row: Row) -> Cell:
        unit = units.get(row["unit_id"])
        if unit is None:
            return view.words("unplaced.unit")
        return _name(view, unit, _names_above(unit)[highest:], is_end=unit["unit_id"] in ends)

    cells: dict[str, Callable[[Row], Cell]] = {"department": name, "program_count": partial(_programs, view)}
    shown = with_unplaced(rows, unplaced)
    return table_of(caption, UNITS.shown(PAGE), shown, view.context(), cells=cells, name="teams-table")


def with_unplaced(rows: Sequence[UnitSums], unplaced: ProgramTotals | None) -> list[Row]:
    """Return units, and below them the sums of the programmes that no unit is printed for, if any.

    As the table takes them: those sums are of no unit.
    """
    if unplaced is None:
        return [*rows]
    return [*rows, {**dict.fromkeys(("unit_id", "level", *LEVELS)), **unplaced}]


def _names_above(row: NamedUnit) -> list[str]:
    names = (row[level] for level in LEVELS if level != row["level"])
    return [name for name in names if name]


def _name(view: View, row: UnitSums, above: Sequence[str], *, is_end: bool) -> Content:
    parts: list[Content | str] = []
    if above:
        # The indent says it to the eye; a card on a phone and a screen reader have none.
        parts += [html.Span(" · ".join(above), className="unit-above", lang="ko"), " "]
    parts.append(linked(row[row["level"]], view.link_to("teams", row["unit_id"]), view.format))
    return html.Span(parts, className=f"unit unit-{len(above)}" + ("" if is_end else " unit-sum"))


def _programs(view: View, row: Row) -> Cell:
    write = view.format
    count: Cell = write.number(row["programs"])
    if row["attention"]:
        late = html.Span(view.words("teams.attention", n=row["attention"]), className="muted small")
        count = html.Span([count, late])
    return count


def _sentence(view: View, leaves: Sequence[UnitSums]) -> str:
    words, write = view.words, view.format
    measured = [(row["pace_gap"], row) for row in leaves if row["pace_gap"] is not None]
    if not measured and any(row["execution_rate"] is not None for row in leaves):
        return words("undated.no_pace")
    if not measured:
        return words("teams.sentence_plan", n=len(leaves))
    gap, last = min(measured, key=lambda unit: unit[0])
    return words(
        "teams.sentence" if gap < 0 else "teams.sentence_ahead",
        n=len(leaves),
        worst=last[last["level"]],
        rate=write.percent(last["execution_rate"]),
        elapsed=write.percent(last["elapsed_share"]),
    )


def _notes(view: View) -> list[Content]:
    words = view.words
    found = teams.coverage(view.connection, view.scope, view.filters)
    notes = [words("teams.sources")]
    if found["shared"]:
        notes.append(words("teams.shared", n=found["shared"]))
    if found["without"]:
        notes.append(words("teams.without", n=found["without"]))
    return [html.P(note, className="footnote") for note in notes]
