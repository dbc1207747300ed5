"""The elements of pages: which there are, what they may be given, and that HTML can say it."""

from __future__ import annotations

import ast

import dash.html
import pytest

from dashboard.ui import html
from dashboard.ui.fragment import Element, html_of
from tests.conftest import ROOT

ELEMENTS = sorted(
    name for name, kind in vars(html).items() if isinstance(kind, type) and issubclass(kind, Element)
)


@pytest.mark.parametrize("name", sorted({*ELEMENTS} - {"Element", "Link", "Input"}))
def test_an_element_has_the_name_that_dash_gives_it(name: str) -> None:
    made = getattr(html, name)
    assert made.tag == getattr(dash.html, name).__name__.lower()
    assert html_of(made(title="t")).startswith(f'<{made.tag} title="t">')


def test_a_field_that_no_callback_speaks_with_is_plain_html() -> None:
    """Dash has a field as a control alone, which is no element of its `html`."""
    assert not hasattr(dash.html, "Input")
    assert html_of(html.Input(title="t")).startswith('<input title="t"')


def test_an_attribute_that_no_page_uses_is_refused() -> None:
    with pytest.raises(TypeError, match=r"html\.Div has no attribute 'classname'"):
        html.Div("a", classname="c")


def test_what_one_element_holds_is_no_other_elements() -> None:
    first, second = html.Div([]), html.Div()
    first.children.append("a")
    assert second.children is None


def test_every_element_that_there_is_is_used() -> None:
    used = set()
    for path in (ROOT / "dashboard").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Attribute) and ast.unparse(node.value) == "html":
                used.add(node.attr)
    assert {*ELEMENTS} - {"Element"} <= used
