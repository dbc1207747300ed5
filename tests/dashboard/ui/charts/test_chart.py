"""Every chart of every page: drawn by the basic bundle, in its place, with its words and nothing else."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from dash import dcc

from dashboard.shell.routing import Router
from dashboard.ui.charts.chart import KINDS, Chart, chart
from dashboard.ui.charts.columns import Slot, columns
from dashboard.ui.labels import load
from tests.dashboard.reading import parts, text_of
from tests.dashboard.test_pages import ADDRESSES

WORDS = load("ko")
MARKUP = re.compile(r"<(?!/?b>|br>|/?i>|/?span|/?extra>)[a-zA-Z/]")
"""What a figure's text must not hold: of Plotly's markup only what we write ourselves."""
HOSTILE = '<a href="//elsewhere.example">x</a><img src=x onerror=alert(1)> & "quoted"'


def _graphs(rendered: Any) -> list[dcc.Graph]:
    return [part for part in parts(rendered) if isinstance(part, dcc.Graph)]


@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize(("code", "path", "search"), ADDRESSES)
def test_every_chart_has_its_words_and_can_be_taken(
    router: Router, code: str, path: str, search: str, language: str
) -> None:
    asked = f"{search}{'&' if search else '?'}lang={language}"
    rendered = router.rendered(path, asked, None).content
    page = text_of(rendered)
    buttons = [part for part in parts(rendered) if getattr(part, "data-draw", None)]
    names = [getattr(part, "data-chart", None) for part in buttons]
    graphs = _graphs(rendered)
    assert len(names) == len(KINDS) * len(graphs)
    seen = set()
    for graph in graphs:
        figure = graph.figure
        said = figure["layout"]["meta"]
        assert {trace["type"] for trace in figure["data"]} <= {"bar", "scatter"}
        assert figure["layout"]["height"] > 0
        assert said["title"]
        assert said["sentence"] in page
        assert len(said["statement"]) >= 4
        assert names.count(said["name"]) == len(KINDS)
        seen.add(said["name"])
        written = json.dumps(figure, allow_nan=False, ensure_ascii=False)
        assert not MARKUP.search(written)
        assert graph.config["showSendToCloud"] is False
    assert len(seen) == len(graphs), "two charts of one name cannot both be taken away"


def test_a_chart_keeps_its_place_and_says_what_it_shows() -> None:
    shown = Chart(
        code="one", title="Title", sentence="What it says.", notes=["How to read it."],
        figure=columns([Slot(period="2030", actual=1.0, actual_text="1")], empty="", height=260),
    )  # fmt: skip
    drawn = chart(shown, ["of whom", "of what"], WORDS)
    (place,) = [part for part in parts(drawn) if getattr(part, "className", "") == "chart"]
    assert place.style == {"height": "260px"}
    assert (place.role, getattr(place, "aria-label")) == ("img", "What it says.")
    (graph,) = _graphs(drawn)
    assert graph.figure["layout"]["meta"]["statement"] == ["of whom", "of what"]
    assert "How to read it." in text_of(drawn)


def test_a_printed_name_is_text_in_every_place_of_a_figure() -> None:
    slots = [
        Slot(
            period=HOSTILE, plan=1.0, actual=2.0, plan_text=HOSTILE, actual_text=HOSTILE, label=HOSTILE,
            note=HOSTILE,
        ),
        Slot(period="2"),
    ]  # fmt: skip
    figure = columns(slots, empty=HOSTILE, plan=HOSTILE, actual=HOSTILE).to_plotly_json()
    shown = {key: value for key, value in figure["layout"].items() if key != "xaxis"}
    ticks = figure["layout"]["xaxis"]["ticktext"]
    traces = [[trace["text"], trace["hovertext"], trace["name"]] for trace in figure["data"]]
    assert not MARKUP.search(json.dumps([shown, ticks, traces], default=list))
