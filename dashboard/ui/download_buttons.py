"""The files that a page can be taken away as, one button each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dashboard.ui import html
from dashboard.ui.aria import named
from dashboard.ui.labels import Words


def asking_for(kind: str, picture: str | None = None) -> dict[str, Any]:
    """Return the attributes of a button that asks for a file; `assets/frame.js` tells the server of it.

    kind: by file ending. picture: the chart that it is of, where it is not the whole page.
    """
    of_picture = {} if picture is None else {"data-picture": picture}
    return {"data-file": kind, **of_picture}


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
