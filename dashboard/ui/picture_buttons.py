"""The way to take a chart away as a picture: two quiet buttons beside it."""

from __future__ import annotations

from dashboard.ui import html
from dashboard.ui.aria import HIDDEN, named
from dashboard.ui.download_buttons import asking_for
from dashboard.ui.labels import Words

KINDS: tuple[str, ...] = ("png", "svg")


def picture_buttons(name: str, title: str, words: Words) -> html.Div:
    """Return the buttons. name: how the page knows the picture; title: what it shows, in words."""
    return html.Div(
        [
            html.Span(words("picture.title"), **HIDDEN),
            *(
                html.Button(
                    words(f"picture.{kind}"),
                    className="picture-button",
                    title=words(f"picture.{kind}_hint"),
                    **asking_for(kind, name),
                    **named(words(f"picture.{kind}_of", name=title)),
                )
                for kind in KINDS
            ),
        ],
        className="picture-buttons",
        role="group",
        **named(words("picture.of", name=title)),
    )
