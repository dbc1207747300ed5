"""The files that a page can be taken away as, one button each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dashboard.ui import html
from dashboard.ui.aria import named
from dashboard.ui.labels import Words


def asking_for(kind: str) -> dict[str, Any]:
    """Return the attributes of a button that asks for a file by its ending; `frame.js` tells the server."""
    return {"data-file": kind}


def download_buttons(kinds: Sequence[str], words: Words) -> html.Div:
    """Return the buttons. kinds: by file ending, in order."""
    return html.Div(
        [
            html.Button(
                words(f"download.{kind}"),
                className="btn btn-sm btn-outline-secondary",
                title=words(f"download.{kind}_hint"),
                **asking_for(kind),
            )
            for kind in kinds
        ],
        className="downloads",
        role="group",
        **named(words("download.title")),
    )
