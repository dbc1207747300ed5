"""A page as plain HTML: what a reader sees before the browser has loaded what makes it work.

The page comes from the same components, so it says the same; what only a script can draw (a grid, a chart of
Plotly) keeps its place. Ids stay out: they belong to the page that takes this one's place.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from html import escape
from typing import Any

from dash.development.base_component import Component

_VOID = frozenset({"Br", "Hr", "Img", "Input", "Wbr", "Col"})
_ATTRIBUTES = {
    "className": "class", "colSpan": "colspan", "rowSpan": "rowspan", "href": "href", "title": "title",
    "lang": "lang", "role": "role", "scope": "scope", "value": "value", "src": "src", "alt": "alt",
    "type": "type", "target": "target", "download": "download", "start": "start", "max": "max",
    "placeholder": "placeholder", "dateTime": "datetime", "action": "action", "method": "method",
}  # fmt: skip
_SWITCHES = {"hidden": "hidden", "open": "open", "disabled": "disabled"}
_PLAIN_NUMBERS = frozenset({"flexGrow", "flexShrink", "opacity", "order", "zIndex", "lineHeight"})


def html_of(content: object) -> str:
    """Return the HTML of a component, or of a list of such and of texts."""
    parts: list[str] = []
    _write(content, parts.append)
    return "".join(parts)


def _write(content: object, put: Callable[[str], None]) -> None:
    if content is None or isinstance(content, bool):
        return
    if isinstance(content, Component):
        _OTHERS.get((content._namespace, content._type), _element)(content, put)
    elif isinstance(content, str):
        put(escape(content, quote=False))
    elif isinstance(content, Iterable):
        for part in content:
            _write(part, put)
    else:
        put(escape(str(content), quote=False))


def _element(component: Component, put: Callable[[str], None]) -> None:
    if component._namespace != "dash_html_components":
        raise TypeError(f"{component._namespace}.{component._type} has no plain HTML: say here what it shows")
    _tag(component._type.lower(), component, put)


def _tag(name: str, component: Component, put: Callable[[str], None]) -> None:
    put(f"<{name}{_attributes(component.__dict__)}>")
    if component._type not in _VOID:
        _write(getattr(component, "children", None), put)
        put(f"</{name}>")


def _attributes(given: Mapping[str, Any]) -> str:
    said = []
    for key, value in given.items():
        if value is None:
            continue
        if key in _ATTRIBUTES:
            said.append(f' {_ATTRIBUTES[key]}="{escape(str(value))}"')
        elif key.startswith(("aria-", "data-")):
            said.append(f' {key}="{escape(str(value))}"')
        elif key in _SWITCHES and value is not False:
            said.append(f" {_SWITCHES[key]}")
        elif key == "style":
            said.append(f' style="{escape(_style(value))}"')
    return "".join(said)


def _style(style: Mapping[str, Any]) -> str:
    return ";".join(f"{_css_name(key)}:{_css_value(key, v)}" for key, v in style.items() if v is not None)


def _css_name(key: str) -> str:
    if key.startswith("--"):
        return key
    return "".join(f"-{letter.lower()}" if letter.isupper() else letter for letter in key)


def _css_value(key: str, value: object) -> str:
    is_length = isinstance(value, int | float) and value and key not in _PLAIN_NUMBERS
    return f"{value}px" if is_length and not key.startswith("--") else str(value)


def _link(component: Component, put: Callable[[str], None]) -> None:
    _tag("a", component, put)


def _select(component: Component, put: Callable[[str], None]) -> None:
    """Only the chosen option: the others come with the page that can use them."""
    small = " form-select-sm" if getattr(component, "size", None) == "sm" else ""
    value = getattr(component, "value", None)
    text = next((o["label"] for o in getattr(component, "options", ()) if o["value"] == value), "")
    put(f'<select class="form-select{small}" tabindex="-1">')
    put(f"<option>{escape(text, quote=False)}</option></select>")


def _input(component: Component, put: Callable[[str], None]) -> None:
    put(f'<input tabindex="-1"{_attributes(component.__dict__)}>')


def _place(component: Component, put: Callable[[str], None]) -> None:
    classes = getattr(component, "className", None)
    put(f'<div class="{escape(classes)}"></div>' if classes else "<div></div>")


def _nothing(_component: Component, _put: Callable[[str], None]) -> None:
    """A component that shows nothing."""


_CORE, _BOOTSTRAP = "dash_core_components", "dash_bootstrap_components"
_OTHERS: dict[tuple[str, str], Callable[[Component, Callable[[str], None]], None]] = {
    (_CORE, "Link"): _link,
    (_CORE, "Input"): _input,
    (_CORE, "Store"): _nothing,
    (_CORE, "Graph"): _place,
    (_BOOTSTRAP, "Select"): _select,
    # It stands in a note that is closed until a script opens it.
    (_BOOTSTRAP, "Checklist"): _nothing,
    ("dash_ag_grid", "AgGrid"): _place,
}
