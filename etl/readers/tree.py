"""Markup of an office file (XML) as a tree: no entity is replaced, and nothing outside of it is loaded."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from etl.readers.errors import ReadError

Element = Any
"""An element of lxml, which has no types."""
_MOST_DIGITS = 9


def root_of(content: bytes, name: str) -> Element:
    """Return the root of a part of a file. ReadError where it is no whole markup."""
    # Every module of the folder is loaded to find the formats; the library only when one is read.
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True,
        remove_pis=True,
    )  # fmt: skip
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        line = getattr(error, "lineno", None) or 1
        raise ReadError(f"{name!a} is damaged in its line {line}; save it anew") from error
    if root.getroottree().docinfo.doctype:
        raise ReadError(f"{name!a} declares entities, as no office does; check the file")
    return root


def local(element: Element) -> str:
    """Return an element's name without its namespace; '' of what is no element."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def attribute(element: Element, name: str, default: str = "") -> str:
    """Return an attribute by its name without its namespace."""
    found = element.get(name)
    if found is None:
        found = next((v for k, v in element.attrib.items() if k.rpartition("}")[2] == name), default)
    return str(found)


def number(element: Element, name: str, default: int = 0) -> int:
    """Return an attribute that is a number from 0 on; the default where it is none."""
    found = attribute(element, name)
    return int(found) if found.isdecimal() and len(found) <= _MOST_DIGITS else default


def child(element: Element, *path: str) -> Element | None:
    """Return the first element along a path of names; None where there is none."""
    for name in path:
        element = next((one for one in element if local(one) == name), None)
        if element is None:
            return None
    return element


def children(element: Element, name: str) -> Iterator[Element]:
    """Yield the child elements of a name."""
    return (one for one in element if local(one) == name)
