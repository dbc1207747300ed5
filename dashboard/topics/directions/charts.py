"""The picture of a direction: how its programmes' budgets moved between two years that may be compared."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import date

from dashboard.shell.chart import drawn
from dashboard.shell.page import View
from dashboard.topics.directions import queries as directions
from dashboard.topics.directions.queries import Move
from dashboard.topics.programs.queries import ListedProgram
from dashboard.ui import html
from dashboard.ui.amount import change_of_amount
from dashboard.ui.cells import Cell, linked
from dashboard.ui.charts.chart import Chart
from dashboard.ui.charts.slopes import Slope, slopes
from dashboard.ui.charts.theme import hover, plain
from dashboard.ui.citation import Place
from dashboard.ui.data_table import table_of
from dashboard.ui.fragment import Content
from dashboard.ui.section import section
from dashboard.ui.source_note import place, source_note
from dashboard.ui.table import SOURCE, Column

_FEWEST, _MOST, _NAMED = 2, 12, 8


def moves(view: View, programs: Sequence[ListedProgram], about: str) -> html.Section | None:
    """Return how the programmes' budgets moved, drawn and in a table; None where too few may be compared.

    programs: those of the direction that are chosen. about: the direction.
    """
    own = {row["lineage_id"]: row for row in programs if row["lineage_id"]}
    every = directions.moves(view.connection, view.scope.organization_id, view.scope.fiscal_year)
    pair, shown = _pair(view, [row for row in every if row["key"] in own])
    if len(shown) < _FEWEST:
        return None
    in_sight = {row["key"] for row in shown[:_MOST]}
    left = [
        str(row["name"] or view.words("printed.unreadable"))
        for row in programs
        if row["lineage_id"] not in in_sight
    ]
    chart = _chart(view, shown, own, pair, about, left)
    places = [place for row in shown for place in _places(row)]
    table = html.Details(
        [html.Summary(view.words("series.table")), _table(view, shown, own, pair)], className="trend-table"
    )
    return section(_title(view), [drawn(view, chart, places=places), table], sentence=chart.sentence)


def _pair(view: View, found: Sequence[Move]) -> tuple[tuple[int, int], list[Move]]:
    """The years of the slope, the year shown and one before it, else one after; and what compares in them."""
    year = view.scope.fiscal_year
    back = [row for row in found if row["fiscal_year"] == year]
    meant = back if len(back) >= _FEWEST else [row for row in found if row["previous_year"] == year]
    pairs = Counter((row["previous_year"], row["fiscal_year"]) for row in meant)
    pair = max(pairs, key=lambda years: pairs[years], default=(year, year))
    return pair, [row for row in meant if (row["previous_year"], row["fiscal_year"]) == pair]


def _title(view: View) -> str:
    """Return what the picture is of."""
    return view.words("moves.title")


def _chart(
    view: View,
    shown: Sequence[Move],
    own: Mapping[str, ListedProgram],
    pair: tuple[int, int],
    about: str,
    left: Sequence[str],
) -> Chart:
    words, write = view.words, view.format
    up = [row for row in shown if row["change_won"] > 0]
    down = [row for row in shown if row["change_won"] < 0]
    most = max(shown, key=lambda row: abs(row["change_percent"]))
    lines = [_slope(view, row, own[row["key"]]) for row in shown[:_MOST]]
    return Chart(
        code="moves",
        title=words("picture.about", about=about, title=_title(view)) if about else _title(view),
        sentence=words(
            "moves.sentence",
            first=pair[0],
            last=pair[1],
            n=len(shown),
            up=len(up),
            down=len(down),
            name=most["label"],
            change=write.percent_change(most["change_percent"]),
        ),
        figure=slopes(lines, (str(pair[0]), str(pair[1]))),
        notes=[
            words("moves.note"),
            words("lines.partial") if any(any(line.are_partial) for line in lines) else "",
            _left(view, left),
        ],
    )


def _left(view: View, names: Sequence[str]) -> str:
    """What is not drawn, by name."""
    if not names:
        return ""
    said = ", ".join(names[:_NAMED])
    if names[_NAMED:]:
        said = view.words("attained.more", names=said, n=len(names) - _NAMED)
    return view.words("moves.left", n=len(names), names=said)


def _places(row: Move) -> tuple[Place, Place]:
    """Where the budget is read, and where the earlier one is."""
    return (row["document_id"], row["line"]), (row["earlier_document_id"], row["earlier_line"])


def _slope(view: View, row: Move, program: ListedProgram) -> Slope:
    words, write = view.words, view.format
    here, there = _places(row)
    citations = view.citations((here, there))
    change = write.percent_change(row["change_percent"])

    def said(year: int, won: int, as_of: date | None, read_at: Place) -> str:
        cited = citations.get(read_at)
        return hover(
            f"<b>{plain(row['label'])}</b>",
            words("trends.money_plan", period=year, value=write.spoken(won)),
            words("trends.changed", period=row["previous_year"], change=change),
            write.as_of(as_of),
            plain(place(cited, words)) if cited else "",
        )

    return Slope(
        name=row["label"],
        before=row["previous_won"],
        after=row["amount_won"],
        before_text=write.short(row["previous_won"]),
        after_text=write.short(row["amount_won"]),
        change_text=change,
        hovers=(
            said(row["previous_year"], row["previous_won"], row["earlier_as_of"], there),
            said(row["fiscal_year"], row["amount_won"], row["as_of"], here),
        ),
        address=view.link_to("programs", program["program_id"]),
        are_partial=(bool(row["earlier_is_partial"]), bool(row["is_partial"])),
    )


def _table(
    view: View, shown: Sequence[Move], own: Mapping[str, ListedProgram], pair: tuple[int, int]
) -> html.Div:
    words, write = view.words, view.format
    citations = view.citations(place for row in shown for place in _places(row))

    def source(row: Move) -> Content:
        here, there = _places(row)
        return source_note([citations.get(there), citations.get(here)], row["label"], words)

    columns = (
        Column(code="program"), Column(code="before", kind="money", field="previous_won"),
        Column(code="now", kind="money", field="amount_won"), Column(code="change", kind="money"), SOURCE,
    )  # fmt: skip
    cells: dict[str, Callable[[Move], Cell]] = {
        "program": lambda row: linked(
            row["label"], view.link_to("programs", own[row["key"]]["program_id"]), write
        ),
        "change": lambda row: change_of_amount(
            row["change_won"], row["change_percent"], row["previous_year"], write
        ),
        "source": source,
    }
    heads = {
        code: words("moves.budget_of", year=year, unit=write.unit_name)
        for code, year in zip(("before", "now"), pair, strict=True)
    }
    return table_of(_title(view), columns, shown, view.context(), cells=cells, heads=heads)
