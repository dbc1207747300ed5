"""The elements that are made faster are Dash's own in all but the making."""

from __future__ import annotations

import ast
from typing import Any

import dash.html
import pytest

from dashboard.ui import html, plain_html
from tests.conftest import ROOT

_GIVEN: dict[str, Any] = {
    "children": ["a", 1], "className": "c", "style": {"top": 1}, "title": None, "data-head": "h",
    "aria-label": "l", "id": {"type": "t", "name": "n"},
}  # fmt: skip


@pytest.mark.parametrize("name", html.__all__)
def test_an_element_is_the_one_of_dash(name: str) -> None:
    ours, of_dash = getattr(html, name), getattr(dash.html, name)
    assert ours(**_GIVEN).to_plotly_json() == of_dash(**_GIVEN).to_plotly_json()
    assert ours("a").to_plotly_json() == of_dash("a").to_plotly_json()
    assert isinstance(ours(), of_dash)
    assert vars(ours()) == {}


def test_an_attribute_that_there_is_not_is_refused() -> None:
    with pytest.raises(TypeError, match=r"html\.Div has no attribute 'classname'"):
        html.Div("a", classname="c")  # type: ignore[call-arg]


def test_what_one_element_holds_is_no_other_elements() -> None:
    first, second = html.Div([]), html.Div()
    first.children.append("a")  # type: ignore[union-attr]
    assert getattr(second, "children", None) is None


def test_every_attribute_of_an_element_can_be_said_in_html() -> None:
    said = {*plain_html._TOLD, *plain_html._SWITCHES, "children", "style"}
    for path in sorted((ROOT / "dashboard").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func).startswith(("html.", "dcc.Link")):
                given = {keyword.arg for keyword in node.keywords if keyword.arg is not None}
                assert given <= said, f"{path.name}:{node.lineno}"
