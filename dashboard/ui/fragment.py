"""What only shows is HTML: how a page's elements become that, for a browser with scripts and for one without.

Nearly all of a page only shows something. Elements (`ui/html.py`) are no components: what Dash's renderer is
sent of them is HTML, which a browser reads many times faster than React makes components. Only what a
callback speaks with is a component of Dash, and stands among the elements as one. The first document says
the same page whole, for a browser that runs no script yet.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from html import escape
from typing import Any, ClassVar, Final

import dash_ag_grid as dag
import dash_bootstrap_components as dbc
from dash import dcc
from dash import html as living
from dash.development.base_component import Component

_VOID: Final = frozenset({"br", "hr", "img", "input", "wbr", "col"})
_SEEN: Final = {
    "className": "class", "colSpan": "colspan", "rowSpan": "rowspan", "href": "href", "title": "title",
    "lang": "lang", "role": "role", "scope": "scope", "value": "value", "src": "src", "alt": "alt",
    "type": "type", "target": "target", "download": "download", "start": "start", "max": "max",
    "placeholder": "placeholder", "dateTime": "datetime", "action": "action", "method": "method",
    "name": "name", "rows": "rows", "maxLength": "maxlength", "min": "min", "encType": "enctype",
    "accept": "accept", "autoComplete": "autocomplete", "label": "label",
}  # fmt: skip
"""The attributes of a first look. An id belongs to the page that takes its place, while both stand there."""
_TOLD: Final = {**_SEEN, "id": "id", "htmlFor": "for", "tabIndex": "tabindex"}
_SWITCHES: Final = {
    "hidden": "hidden", "open": "open", "disabled": "disabled", "multiple": "multiple",
    "required": "required", "checked": "checked", "selected": "selected", "autoFocus": "autofocus",
    "formNoValidate": "formnovalidate",
}  # fmt: skip
_KNOWN: Final = frozenset({*_TOLD, *_SWITCHES, "style"})
_PLAIN_NUMBERS: Final = frozenset({"flexGrow", "flexShrink", "opacity", "order", "zIndex", "lineHeight"})


class Element:
    """An element of HTML, with the attributes that React knows: className, colSpan, aria-label.

    children: a text, a number, an element, a component of Dash, None, or a list of such. An attribute that
    no page uses is refused (TypeError), since it is a slip more often than a wish.
    """

    tag: ClassVar[str]
    children: Any

    def __init_subclass__(cls) -> None:
        cls.tag = cls.__dict__.get("tag") or cls.__name__.lower()

    # Called for every element of every page: written for speed.
    def __init__(self, children: Any = None, **attributes: Any) -> None:  # noqa: ANN401 -- any content, any attribute
        if not attributes.keys() <= _KNOWN:
            for name in attributes:
                if name not in _KNOWN and not name.startswith(("aria-", "data-")):
                    raise TypeError(f"html.{type(self).__name__} has no attribute {name!r}")
        given = self.__dict__
        given["children"] = children
        given.update(attributes)


Content = Element | Component
"""What a page is made of, besides texts."""


class Fragment(Component):
    """An element of a page for Dash's renderer, as `assets/fragment.js` shows it.

    tag, attributes: of the element. html: what it holds, where nothing in it is alive; otherwise children:
    texts, fragments and the components of Dash that it holds.
    """

    _namespace = "fragment"
    _type = "Fragment"
    _prop_names = ["children", "attributes", "html", "tag"]  # noqa: RUF012 -- as Dash declares them
    _valid_wildcard_attributes: list[str] = []  # noqa: RUF012
    available_properties = _prop_names
    available_wildcard_properties: list[str] = []  # noqa: RUF012

    def __init__(self, tag: str, attributes: Mapping[str, Any], **content: Any) -> None:  # noqa: ANN401 -- html or children
        # Not by Dash's constructor, which looks for a package of the namespace at each property.
        self.__dict__.update(content, tag=tag, attributes=attributes)


def fragment(element: Element) -> Fragment:
    """Return what Dash's renderer is sent of an element: HTML wherever nothing in it is alive."""
    part = _part(element)
    return part if isinstance(part, Fragment) else _still(element, part)


def html_of(content: object) -> str:
    """Return the HTML of an element, or of a list of such and of texts, as it is before scripts run.

    What only a script can draw (a grid, a chart of Plotly) keeps its place. TypeError: a component of which
    nobody has said here what it shows.
    """
    parts: list[str] = []
    _write(content, parts.append)
    return "".join(parts)


# Called for every element of every page, as those below.
def _part(element: Element) -> str | Fragment:
    """Return what a still element holds as HTML, or the fragment of one that holds something alive."""
    children = element.children
    if not isinstance(children, list | tuple):
        children = (children,)
    sent: list[Any] = []
    written: list[str] = []
    is_still = True
    for child in children:
        if isinstance(child, str):
            sent.append(child)
            written.append(escape(child, quote=False))
        elif isinstance(child, Element):
            part = _part(child)
            if isinstance(part, Fragment):
                sent.append(part)
                is_still = False
            else:
                sent.append((child, part))
                if is_still:
                    written.append(_whole(child, part))
        elif isinstance(child, Component):
            sent.append(child)
            is_still = False
        elif isinstance(child, list | tuple):
            raise TypeError(f"a list stands among the children of a {element.tag}")
        elif child is not None and not isinstance(child, bool):
            sent.append(child)
            written.append(escape(str(child), quote=False))
    if is_still:
        return "".join(written)
    alive = [_still(*part) if isinstance(part, tuple) else part for part in sent]
    return Fragment(element.tag, _given(element), children=alive)


def _still(element: Element, inner: str) -> Fragment:
    return Fragment(element.tag, _given(element), html=inner or None)


def _given(element: Element) -> dict[str, Any]:
    return {name: value for name, value in element.__dict__.items() if name != "children"}


def _whole(element: Element, inner: str) -> str:
    tag = element.tag
    opening = f"<{tag}{_attributes(element.__dict__, _TOLD)}>"
    return opening if tag in _VOID else f"{opening}{inner}</{tag}>"


def _write(content: object, put: Callable[[str], None]) -> None:
    if content is None or isinstance(content, bool):
        return
    if isinstance(content, Element):
        put(f"<{content.tag}{_attributes(content.__dict__, _SEEN)}>")
        if content.tag not in _VOID:
            _write(content.children, put)
            put(f"</{content.tag}>")
    elif isinstance(content, str):
        put(escape(content, quote=False))
    elif isinstance(content, Component):
        shown = _FIRST_LOOKS.get(type(content))
        if shown is None:
            raise TypeError(f"{type(content).__name__} has no plain HTML: say here what it shows")
        put(shown(content))
    elif isinstance(content, Iterable):
        for part in content:
            _write(part, put)
    else:
        put(escape(str(content), quote=False))


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


def _select(component: Component) -> str:
    """Only the chosen option: the others come with the page that can use them."""
    small = " form-select-sm" if getattr(component, "size", None) == "sm" else ""
    value = getattr(component, "value", None)
    text = next((o["label"] for o in getattr(component, "options", ()) if o["value"] == value), "")
    return (
        f'<select class="form-select{small}" tabindex="-1">'
        f"<option>{escape(text, quote=False)}</option></select>"
    )


def _input(component: Component) -> str:
    return f'<input tabindex="-1"{_attributes(component.__dict__, _SEEN)}>'


def _button(component: Component) -> str:
    text = escape(str(getattr(component, "children", "")), quote=False)
    return f"<button{_attributes(component.__dict__, _SEEN)}>{text}</button>"


def _box(component: Component) -> str:
    """An element that a callback speaks with, and what it holds so far."""
    tag = type(component).__name__.lower()
    inner = html_of(getattr(component, "children", None))
    return f"<{tag}{_attributes(component.__dict__, _SEEN)}>{inner}</{tag}>"


def _place(component: Component) -> str:
    classes = getattr(component, "className", None)
    return f'<div class="{escape(classes)}"></div>' if classes else "<div></div>"


def _nothing(_component: Component) -> str:
    """A component that shows nothing."""
    return ""


_FIRST_LOOKS: dict[type[Component], Callable[[Any], str]] = {
    dcc.Input: _input,
    dcc.Store: _nothing,
    dcc.Graph: _place,
    dbc.Select: _select,
    # It stands in a note that is closed until a script opens it.
    dbc.Checklist: _nothing,
    dag.AgGrid: _place,
    living.Button: _button,
    living.Output: _box,
    living.Article: _box,
}
