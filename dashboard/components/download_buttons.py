"""The files that a page can be taken away as, one button each."""

from __future__ import annotations

from collections.abc import Sequence

from dash import html

from dashboard.components.aria import named
from dashboard.labels import Words


def download_buttons(kinds: Sequence[str], words: Words) -> html.Div:
    """Return the buttons. kinds: by file ending, in order."""
    return html.Div(
        [
            html.Button(
                words(f"download.{kind}"),
                id={"type": "export", "kind": kind},
                className="btn btn-sm btn-outline-secondary",
                title=words(f"download.{kind}_hint"),
            )
            for kind in kinds
        ],
        className="downloads",
        role="group",
        **named(words("download.title")),
    )
