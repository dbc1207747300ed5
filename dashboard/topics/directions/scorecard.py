"""The scorecard: one row per strategic direction, or per programme or budget line where there are none."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from dashboard.shell.doubt import marked
from dashboard.shell.long_list import part_of
from dashboard.shell.page import View
from dashboard.topics.directions import queries as directions
from dashboard.topics.directions.columns import SCORECARD
from dashboard.topics.directions.comparison import direction_change
from dashboard.topics.directions.queries import Card
from dashboard.topics.overview import queries as institution
from dashboard.topics.programs import queries as programs
from dashboard.topics.programs.placing import cards, chosen_cards
from dashboard.topics.programs.queries import DirectionSums
from dashboard.ui import html
from dashboard.ui.aria import HIDDEN
from dashboard.ui.cells import Cell, linked
from dashboard.ui.charts.columns import Slot
from dashboard.ui.charts.small_columns import small_columns
from dashboard.ui.data_table import table_of
from dashboard.ui.execution_table import execution_table
from dashboard.ui.fragment import Content
from dashboard.ui.labels import Words
from dashboard.ui.printed import name_in
from dashboard.ui.rows import Row
from dashboard.ui.section import empty, section
from dashboard.ui.table import PAGE


def scorecard(view: View) -> html.Section:
    """Return the scorecard of what is chosen."""
    if _chooses_programs(view):
        if chosen := chosen_cards(view):
            return _of_chosen_programs(view, chosen)
    elif rows := cards(view):
        return _of_directions(view, rows)
    return _without_directions(view, *_programs_or_lines(view))


def _programs_or_lines(view: View) -> tuple[str, Sequence[Row]]:
    """What stands in the place of directions, as the execution table takes it."""
    listed = programs.listing(view.connection, view.scope, view.filters)
    parts = institution.budget_parts(view.connection, view.scope)
    # A report about one project says more by the parts of its budget than by its one name.
    if len(listed) < 2 and parts and not view.filters.narrows_programs:
        return "lines", [{**row, "name": row["label"]} for row in parts]
    return "programs", listed


def scorecard_sentence(rows: Sequence[Card], view: View) -> str:
    """Return one sentence: which direction is furthest behind its pace, and which furthest ahead."""
    words, write = view.words, view.format
    gaps = [(row["pace_gap"], row) for row in rows if row["pace_gap"] is not None]
    measured = [row for _, row in sorted(gaps, key=lambda gap: gap[0])]
    if not measured and any(row["execution_rate"] is not None for row in rows):
        return words("undated.no_pace")
    if not measured:
        return words("scorecard.no_execution")
    last, best = measured[0], measured[-1]
    if last is best:
        return words(
            "scorecard.sentence_one",
            name=last["name"],
            rate=write.percent(last["execution_rate"]),
            elapsed=write.percent(last["elapsed_share"]),
        )
    return words(
        "scorecard.sentence",
        count=len(measured),
        worst=last["name"],
        worst_rate=write.percent(last["execution_rate"]),
        best=best["name"],
        best_rate=write.percent(best["execution_rate"]),
        elapsed=write.percent(last["elapsed_share"]),
    )


def _of_directions(view: View, rows: Sequence[Card]) -> html.Section:
    words = view.words
    years = _theme_amounts(view)
    # Where no direction has an earlier year there is nothing to say five times.
    has_change = any(row["previous_direction_id"] is not None for row in rows)
    # Of a year of plans alone: no column of dashes.
    is_plan = all(row["executed_won"] is None for row in rows)
    without = [code for code, is_told in (("change", has_change), ("years", years)) if not is_told]
    heads = {"years": _span(years, words)} if years else {}
    if is_plan:
        without += _OF_EXECUTION
        heads["goals_met"] = words("column.goals_total")
    cells: dict[str, Callable[[Card], Cell]] = {
        "direction": partial(_name, view),
        "goals_met": (lambda row: view.format.number(row["goals_total"]))
        if is_plan
        else partial(_goals, view),
        "change": partial(direction_change, view),
        "years": partial(_years, view, years),
    }
    table = table_of(
        words("scorecard.caption"), SCORECARD.shown(PAGE, without), marked(view, rows), view.context(rows),
        cells=cells,
        heads=heads, name="scorecard",
    )  # fmt: skip
    summed = any(row["basis"] == "summed" for row in rows)
    notes = [html.P(words("scorecard.summed"), className="footnote")] if summed else []
    notes += [
        html.P(note, className="footnote")
        for note in (*_without_budget(view, rows), *commissioned(view, rows))
    ]
    return section(
        words("scorecard.title"),
        [table, *notes],
        sentence=scorecard_sentence(rows, view),
        name="scorecard-section",
    )


_OF_EXECUTION = ("executed", "execution", "rate", "gap", "status")


def _chooses_programs(view: View) -> bool:
    """Whether some programmes of each direction are chosen, not all of them."""
    filters = view.filters
    return bool(filters.department or filters.funding or filters.status)


def _without_budget(view: View, rows: Sequence[Card]) -> list[str]:
    return [
        view.words("scorecard.without_budget", name=row["name"], n=row["programs_without_budget"])
        for row in rows
        if row["basis"] == "summed" and row["programs_without_budget"]
    ]


def _goals_met(view: View, row: Card) -> str:
    if not row["goals_total"]:
        return view.format.number(None)
    return view.words("kpi.of", part=row["goals_met"], whole=row["goals_total"])


def commissioned(view: View, rows: Sequence[Card]) -> list[str]:
    """Return what the directions' sums leave out, though their pages list it: money for other houses."""
    left = [row for row in rows if row["basis"] == "summed" and row["commissioned_won"]]
    if not left:
        return []
    parts = [f"{row['name']} {view.format.money_with_unit(row['commissioned_won'])}" for row in left]
    return [view.words("scorecard.commissioned", parts=", ".join(parts))]


def _name(view: View, row: Card) -> Cell:
    parts: list[Content | str] = [name_in(row["name"], view.words)]
    if row["direction_id"] is not None:
        position = html.Span(str(row["position"]), className="position", **HIDDEN)
        parts = [position, linked(row["name"], view.link_to("directions", row["direction_id"]), view.format)]
    return html.Span(parts, className="direction-name")


def _goals(view: View, row: Card) -> Cell:
    rest = html.Span(view.format.open_goals(row, "goals_"), className="muted small")
    return html.Span([_goals_met(view, row), rest])


def _years(view: View, years: Mapping[str, dict[int, float | None]], row: Card) -> Cell:
    words, write = view.words, view.format
    theme = years.get(row["theme_id"] or "", {})
    if not theme:
        return write.number(None)
    said = words(
        "bar.years",
        name=row["theme_name"] if words.language == "ko" else row["theme_name_en"] or row["name"],
        amounts=", ".join(
            f"{year}: {write.money_with_unit(None if won is None else int(won))}"
            for year, won in theme.items()
        ),
    )
    known = [year for year, won in theme.items() if won is not None]
    slots = [
        Slot(period=str(year), actual=theme.get(year), is_chosen=year == view.scope.fiscal_year)
        for year in range(min(known, default=0), max(known, default=-1) + 1)
    ]
    return small_columns(slots, said) if slots else write.number(None)


def _span(years: Mapping[str, dict[int, float | None]], words: Words) -> str:
    known = [year for amounts in years.values() for year in amounts]
    return words("column.years", first=min(known), last=max(known))


def _theme_amounts(view: View) -> dict[str, dict[int, float | None]]:
    """The amounts of each theme by year; none where there is one year only, which is no course.

    A theme whose years may not be compared has none: columns side by side would compare them.
    """
    found: dict[str, dict[int, float | None]] = {}
    rows = directions.theme_years(view.connection, view.scope.organization_id)
    apart = {row["key"] for row in rows if not row["is_comparable"]}
    for row in rows:
        if row["key"] not in apart:
            found.setdefault(row["key"], {})[row["fiscal_year"]] = row["amount_won"]
    return found if len({year for amounts in found.values() for year in amounts}) > 1 else {}


def _of_chosen_programs(view: View, rows: Sequence[DirectionSums]) -> html.Section:
    words = view.words
    table = execution_table(
        words("scorecard.chosen_caption"),
        rows,
        view.context(rows),
        of="direction",
        address=lambda row: view.link_to("directions", row["direction_id"]) if row["direction_id"] else None,
    )
    return section(
        words("scorecard.title"),
        [table],
        sentence=words("scorecard.chosen"),
        name="scorecard-section",
    )


def _without_directions(view: View, kind: str, rows: Sequence[Row]) -> html.Section:
    words = view.words
    if not rows:
        clear = view.link(view.path, direction=None, department=None, funding=None, status=None)
        body = empty(words("scorecard.empty"), words("empty.loosen"), (words("empty.clear"), clear))
        return section(words("scorecard.title"), [body], name="scorecard-section")
    part = part_of(view, "lines", rows)
    table = execution_table(
        words(f"scorecard.{kind}_caption"),
        marked(view, part.rows),
        view.context(part.rows),
        of=kind,
        address=lambda row: view.link_to("programs", row["program_id"]) if row["program_id"] else None,
    )
    return section(
        words(f"scorecard.{kind}_title"),
        [*part.above, table, *part.below],
        sentence=words(f"scorecard.no_directions_{kind}"),
        name="scorecard-section",
    )
