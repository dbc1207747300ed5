"""Pages of documents whose files hold none: each format is drawn as a PDF by a program that lays it out.

What is drawn is the document's own content as that program sets it: fonts and page breaks may differ from
those of the program that wrote it. A format without such a program on the machine is not drawn.
"""

from __future__ import annotations

from collections.abc import Callable

Drawer = Callable[[bytes], bytes]
"""The content of a file to a PDF. DrawingError where it cannot be drawn."""


_WITHOUT_PAGES = ("DOCX", "HWP", "HWPX")


def is_drawable(format_name: str) -> bool:
    """Whether a format's pages are drawn by a load, where this machine or another has what draws it."""
    return format_name in _WITHOUT_PAGES


def drawer(format_name: str) -> Drawer | None:
    """Return what draws a format, by its name; None where its file holds pages, or nothing here draws it."""
    from etl.drawing import hangul, office

    match format_name:
        case "DOCX" if office.program():
            return office.pdf_of
        case "HWP" | "HWPX":
            return hangul.pdf_of
        case _:
            return None
