"""The elements of HTML, as `dash.html` has them, made some ten times faster.

A page has hundreds of them, and each of Dash's asks itself anew which attributes there are, and what it would
say if one of them were wrong: a third of the time that a page took. These are the same classes with a
constructor that asks once for all of them; an attribute that there is not is refused as before.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import dash.html
from dash.development.base_component import Component, ComponentMeta

if TYPE_CHECKING:
    from dash.html import (
        H1,
        H2,
        H3,
        A,
        Article,
        Blockquote,
        Br,
        Button,
        Caption,
        Code,
        Dd,
        Details,
        Div,
        Dl,
        Dt,
        Fieldset,
        Figcaption,
        Figure,
        Footer,
        Form,
        Header,
        Img,
        Label,
        Legend,
        Li,
        Main,
        Mark,
        Nav,
        Ol,
        P,
        Progress,
        Section,
        Span,
        Strong,
        Summary,
        Table,
        Tbody,
        Td,
        Tfoot,
        Th,
        Thead,
        Tr,
        Ul,
    )  # fmt: skip

__all__ = [
    "H1", "H2", "H3", "A", "Article", "Blockquote", "Br", "Button", "Caption", "Code", "Dd", "Details",
    "Div", "Dl", "Dt", "Fieldset", "Figcaption", "Figure", "Footer", "Form", "Header", "Img", "Label",
    "Legend", "Li", "Main", "Mark", "Nav", "Ol", "P", "Progress", "Section", "Span", "Strong",
    "Summary", "Table", "Tbody", "Td", "Tfoot", "Th", "Thead", "Tr", "Ul",
]  # fmt: skip


def _made_fast(element: type[Component]) -> type[Component]:
    sample = element()
    known = frozenset(sample._prop_names)
    wildcards = tuple(sample._valid_wildcard_attributes)

    def begin(self: Component, children: Any = None, **attributes: Any) -> None:  # noqa: ANN401 -- as Dash takes
        if not attributes.keys() <= known:
            for name in attributes:
                if name not in known and not name.startswith(wildcards):
                    raise TypeError(f"html.{element.__name__} has no attribute {name!r}")
        given = self.__dict__
        if children is not None:
            given["children"] = children
        given.update(attributes)

    own: dict[str, Any] = {
        "__init__": begin,
        # By these Dash knows whose component it is.
        "__module__": element.__module__,
        "_namespace": element._namespace,
        "_prop_names": sample._prop_names,
        "_valid_wildcard_attributes": sample._valid_wildcard_attributes,
        "available_properties": sample._prop_names,
        "available_wildcard_properties": sample.available_wildcard_properties,
    }
    made: type[Component] = ComponentMeta(element.__name__, (element,), own)  # type: ignore[no-untyped-call, assignment]
    return made


globals().update({name: _made_fast(getattr(dash.html, name)) for name in __all__})
