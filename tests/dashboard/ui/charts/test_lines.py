"""Lines of several things: from zero, never across what may not be compared, and each named at its end."""

from __future__ import annotations

from itertools import pairwise

import plotly.graph_objects as go
import pytest

from dashboard.ui.charts.lines import Line, Mark, lines

RUN = ["2022", "2023", "2024", "2025"]


def _line(name: str, *marks: Mark) -> Line:
    return Line(name=name, marks=marks, newest="new", address=f"/{name}")


def _mark(period: str, value: float, joins: str | None = None, **changes: bool) -> Mark:
    return Mark(period=period, value=value, hover="all", joins=joins, **changes)


def _drawn(*shown: Line) -> go.Figure:
    return lines(shown, RUN, write=lambda value: f"{value:.0f}", empty="no report")


def _strokes(figure: go.Figure) -> list[tuple[float, float, str]]:
    """Strokes between two marks: where they begin and end, and whether they are dotted."""
    every = [(shape.x0, shape.x1, shape.line.dash) for shape in figure.layout.shapes]
    return [stroke for stroke in every if stroke[1] <= len(RUN) - 1]


def test_the_axis_starts_at_zero_and_holds_the_highest() -> None:
    figure = _drawn(_line("a", _mark("2024", 900.0), _mark("2025", 1000.0, "2024")))
    low, top = figure.layout.yaxis.range
    assert low == 0
    assert top > 1000
    assert [note.text for note in figure.layout.annotations if note.xref == "paper"][-1] == "1000"


def test_a_missing_year_has_its_place_and_the_line_across_it_is_dotted() -> None:
    figure = _drawn(_line("a", _mark("2022", 1.0), _mark("2023", 2.0, "2022"), _mark("2025", 3.0, "2023")))
    assert list(figure.data[0].x) == [0, 1, 3]
    assert _strokes(figure) == [(0, 1, "solid"), (1, 3, "dot")]
    assert figure.layout.xaxis.ticktext[2] == "2024<br>no<br>report"


def test_what_may_not_be_compared_is_not_joined() -> None:
    assert _strokes(_drawn(_line("a", _mark("2024", 1.0), _mark("2025", 50.0)))) == []


def test_plan_and_execution_are_told_apart_and_never_joined_to_each_other() -> None:
    done = _mark("2025", 1.0, "2024", is_plan=False)
    figure = _drawn(_line("a", _mark("2024", 1.0), done))
    assert [trace.marker.symbol[0] for trace in figure.data] == ["circle", "diamond"]
    assert _strokes(figure) == []


def test_an_unfinished_year_is_an_empty_mark() -> None:
    figure = _drawn(_line("a", _mark("2024", 1.0), _mark("2025", 2.0, "2024", is_partial=True)))
    assert list(figure.data[0].marker.symbol) == ["circle", "circle-open"]


def test_names_at_the_ends_keep_apart_and_in_order() -> None:
    shown = [_line(f"n{value}", _mark("2025", float(value))) for value in (1000, 3, 2, 1, 999)]
    notes = {note.text.split()[0]: note.y for note in _drawn(*shown).layout.annotations if "new" in note.text}
    heights = [notes[f"n{value}"] for value in (1, 2, 3, 999, 1000)]
    gaps = [later - earlier for earlier, later in pairwise(heights)]
    assert all(gap > 50 for gap in gaps)


def test_what_ends_earlier_is_named_where_it_ends() -> None:
    figure = _drawn(_line("over", _mark("2023", 5.0)), _line("on", _mark("2025", 7.0)))
    places = {note.text.split()[0]: note.x for note in figure.layout.annotations if "new" in note.text}
    assert places["over"] == 1
    assert places["on"] > 3


@pytest.mark.parametrize("shown", [[], [_line("a")]])
def test_nothing_is_an_empty_figure(shown: list[Line]) -> None:
    assert len(_drawn(*shown).data) == 0


def test_a_click_leads_to_the_things_own_page() -> None:
    figure = _drawn(_line("a", _mark("2024", 1.0)), _line("b", _mark("2024", 2.0)))
    assert list(figure.data[0].customdata) == ["/a", "/b"]
