"""A page as plain HTML: whole, for a browser that runs no script yet, and in parts, for Dash's renderer.

Nearly all of a page only shows something. What the renderer is sent of it is HTML, which a browser reads
many times faster than React makes components; only what a callback speaks with stays a component. Both
come from the same components, so they say the same.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from html import escape
from typing import Any, Final

from dash.development.base_component import Component

_NAMESPACE: Final = "plain_html"
"""Where `assets/plain_html.js` has the component that shows HTML; it is written there too."""
_OURS: Final = "data-page"
"""Marks a link to a page of ours, which the browser opens without loading everything anew: there too."""
_VOID = frozenset({"Br", "Hr", "Img", "Input", "Wbr", "Col"})
_SEEN = {
    "className": "class", "colSpan": "colspan", "rowSpan": "rowspan", "href": "href", "title": "title",
    "lang": "lang", "role": "role", "scope": "scope", "value": "value", "src": "src", "alt": "alt",
    "type": "type", "target": "target", "download": "download", "start": "start", "max": "max",
    "placeholder": "placeholder", "dateTime": "datetime", "action": "action", "method": "method",
}  # fmt: skip
"""The attributes of a first look. An id belongs to the page that takes its place, while both stand there."""
_TOLD = {**_SEEN, "id": "id", "htmlFor": "for", "tabIndex": "tabindex"}
# A browser that reads HTML ends a paragraph where one of these begins, and a link where another begins.
_ENDS_A_PARAGRAPH = re.compile(
    "<(?:address|article|aside|blockquote|details|div|dl|fieldset|figure|footer|form|h[1-6]|header|hr|main|menu"
    "|nav|ol|p|pre|section|table|ul)[ >]"
)
_ENDS_A_LINK = re.compile("<a[ >]")
_ENDED_BY = {"P": _ENDS_A_PARAGRAPH, "A": _ENDS_A_LINK, "Link": _ENDS_A_LINK}
_SWITCHES = {"hidden": "hidden", "open": "open", "disabled": "disabled"}
_PLAIN_NUMBERS = frozenset({"flexGrow", "flexShrink", "opacity", "order", "zIndex", "lineHeight"})
_HTML, _CORE, _BOOTSTRAP = "dash_html_components", "dash_core_components", "dash_bootstrap_components"


_Still = tuple[Component, str]
"""A component in which nothing is alive, and the HTML of what it holds."""


def html_of(content: object) -> str:
    """Return the HTML of a component, or of a list of such and of texts, as it is before scripts run.

    What only a script can draw (a grid, a chart of Plotly) keeps its place.
    """
    parts: list[str] = []
    _write(content, parts.append)
    return "".join(parts)


def in_parts(content: Component, living: Collection[str]) -> dict[str, Any]:
    """Return what Dash's renderer is sent of a page: HTML wherever nothing in it is alive.

    living: the ids that callbacks speak with; those that are no text always are. What HTML cannot say, a
    block in a paragraph or a link in a link, is sent as components too.
    """
    part = _part(content, living)
    return _element(part) if isinstance(part, tuple) else part


# Called for every element of every page: written for speed.
def _part(component: Component, living: Collection[str]) -> _Still | dict[str, Any]:
    children = component.__dict__.get("children")
    if not isinstance(children, list | tuple):
        children = (children,)
    parts: list[Any] = []
    written: list[str] = []
    is_alive = _is_alive(component, living)
    is_still = not is_alive
    for child in children:
        if isinstance(child, str):
            parts.append(child)
            written.append(escape(child, quote=False))
        elif isinstance(child, Component):
            part = _part(child, living)
            parts.append(part)
            if isinstance(part, dict):
                is_still = False
            elif is_still:
                written.append(_whole(part))
        elif isinstance(child, list | tuple):
            raise TypeError(f"a list stands among the children of a {component._type}")
        elif child is not None and not isinstance(child, bool):
            parts.append(child)
            written.append(escape(str(child), quote=False))
    if is_still:
        inner = "".join(written)
        ended_by = _ENDED_BY.get(component._type)
        if ended_by is None or not ended_by.search(inner):
            return component, inner
        # Read as HTML it would come apart: the renderer makes this one.
    props = _props(component)
    if parts:
        props["children"] = [_element(part) if isinstance(part, tuple) else part for part in parts]
    return {"props": props, "type": component._type, "namespace": component._namespace}


def _is_alive(component: Component, living: Collection[str]) -> bool:
    if component._namespace != _HTML and not _is_link(component):
        return True
    identity = component.__dict__.get("id")
    return identity is not None and (not isinstance(identity, str) or identity in living)


def _is_link(component: Component) -> bool:
    return component._type == "Link" and component._namespace == _CORE


def _whole(part: _Still) -> str:
    component, inner = part
    attributes = _attributes(component.__dict__, _TOLD)
    if component._namespace == _CORE:
        return f'<a{attributes} {_OURS}="">{inner}</a>'
    name = component._type.lower()
    return f"<{name}{attributes}>" if component._type in _VOID else f"<{name}{attributes}>{inner}</{name}>"


def _element(part: _Still) -> dict[str, Any]:
    """Return what makes one element of a still part, for the browser to fill with HTML."""
    component, inner = part
    attributes = _props(component)
    if _is_link(component):
        attributes[_OURS] = ""
    props = {"tag": _name(component), "attributes": attributes, "html": inner or None}
    return {"props": props, "type": "Element", "namespace": _NAMESPACE}


def _name(component: Component) -> str:
    return "a" if _is_link(component) else str(component._type).lower()


def _props(component: Component) -> dict[str, Any]:
    """As `Component.to_plotly_json`, but for the children, and without a look for every wildcard."""
    names = component._prop_names
    return {
        key: value
        for key, value in component.__dict__.items()
        if key != "children" and (key in names or key.startswith(("aria-", "data-")))
    }


def _write(content: object, put: Callable[[str], None]) -> None:
    if content is None or isinstance(content, bool):
        return
    if isinstance(content, Component):
        _OTHERS.get((content._namespace, content._type), _plain)(content, put)
    elif isinstance(content, str):
        put(escape(content, quote=False))
    elif isinstance(content, Iterable):
        for part in content:
            _write(part, put)
    else:
        put(escape(str(content), quote=False))


def _plain(component: Component, put: Callable[[str], None]) -> None:
    if component._namespace != _HTML and not _is_link(component):
        raise TypeError(f"{component._namespace}.{component._type} has no plain HTML: say here what it shows")
    name = _name(component)
    put(f"<{name}{_attributes(component.__dict__, _SEEN)}>")
    if component._type not in _VOID:
        _write(getattr(component, "children", None), put)
        put(f"</{name}>")


def _attributes(given: Mapping[str, Any], known: Mapping[str, str]) -> str:
    said = ""
    for key, value in given.items():
        if key == "children" or value is None:
            continue
        name = known.get(key)
        if name is not None:
            said += f' {name}="{escape(str(value))}"'
        elif key.startswith(("aria-", "data-")):
            said += f' {key}="{escape(str(value))}"'
        elif key in _SWITCHES and value is not False:
            said += f" {_SWITCHES[key]}"
        elif key == "style":
            said += f' style="{escape(_style(value))}"'
    return said


def _style(style: Mapping[str, Any]) -> str:
    return ";".join(f"{_css_name(key)}:{_css_value(key, v)}" for key, v in style.items() if v is not None)


def _css_name(key: str) -> str:
    if key.startswith("--"):
        return key
    return "".join(f"-{letter.lower()}" if letter.isupper() else letter for letter in key)


def _css_value(key: str, value: object) -> str:
    is_length = isinstance(value, int | float) and value and key not in _PLAIN_NUMBERS
    return f"{value}px" if is_length and not key.startswith("--") else str(value)


def _select(component: Component, put: Callable[[str], None]) -> None:
    """Only the chosen option: the others come with the page that can use them."""
    small = " form-select-sm" if getattr(component, "size", None) == "sm" else ""
    value = getattr(component, "value", None)
    text = next((o["label"] for o in getattr(component, "options", ()) if o["value"] == value), "")
    put(f'<select class="form-select{small}" tabindex="-1">')
    put(f"<option>{escape(text, quote=False)}</option></select>")


def _input(component: Component, put: Callable[[str], None]) -> None:
    put(f'<input tabindex="-1"{_attributes(component.__dict__, _SEEN)}>')


def _place(component: Component, put: Callable[[str], None]) -> None:
    classes = getattr(component, "className", None)
    put(f'<div class="{escape(classes)}"></div>' if classes else "<div></div>")


def _nothing(_component: Component, _put: Callable[[str], None]) -> None:
    """A component that shows nothing."""


_OTHERS: dict[tuple[str, str], Callable[[Component, Callable[[str], None]], None]] = {
    (_CORE, "Input"): _input,
    (_CORE, "Store"): _nothing,
    (_CORE, "Graph"): _place,
    (_BOOTSTRAP, "Select"): _select,
    # It stands in a note that is closed until a script opens it.
    (_BOOTSTRAP, "Checklist"): _nothing,
    ("dash_ag_grid", "AgGrid"): _place,
}
