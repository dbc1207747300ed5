"""What every part of these pages is written with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from dashboard.ui import html
from dashboard.ui.format import Formatter
from dashboard.ui.fragment import Content
from dashboard.ui.labels import Words
from etl.messages import in_korean

PATH = "/load"
FORM = f"{PATH}/form.xlsx"
LIVE = ("waiting", "reading", "publishing", "taking_back", "declaring", "recovering")
"""The states that go on by themselves."""
_STATE_SHAPES = {
    "waiting": "○", "asking": "?", "drafted": "◇", "published": "●", "taken_back": "↩",
    "failed": "×", "cancelled": "×", "interrupted": "×",
}  # fmt: skip
_AT_WORK = "◐"


@dataclass(frozen=True, slots=True)
class Look:
    """words, write: in the reader's language and unit. search: what the address says of both, to be carried
    on.
    """

    words: Words
    write: Formatter
    search: str = ""

    def address(self, upload_id: str | None = None) -> str:
        """Return the address of the list, or of something that was handed in."""
        return (PATH if upload_id is None else f"{PATH}/{upload_id}") + self.search

    def moment(self, when: str | datetime) -> str:
        """Return a time in words."""
        moment = datetime.fromisoformat(when) if isinstance(when, str) else when
        return self.write.moment(moment.astimezone())

    def said(self, line: str) -> html.Span:
        """Return what the engine says of a file, in the reader's language where it is known there."""
        told = in_korean(line) if self.words.language == "ko" else line
        return html.Span(told, lang="en" if told == line else None, className="load-said")

    def won(self, amount: int) -> str:
        """Return an amount to its last digit."""
        return self.words("format.with_unit", value=f"{amount:,}", unit=self.words("unit.won"))

    def state(self, state: str) -> html.Span:
        """Return how far something is, as a shape and a word."""
        shape = html.Span(_STATE_SHAPES.get(state, _AT_WORK), className="shape", **{"aria-hidden": "true"})
        return html.Span([shape, self.words(f"loading.state_{state}")], className=f"status load-{state}")

    def form(self, upload_id: str | None, content: Sequence[Content], **more: Any) -> html.Form:  # noqa: ANN401 -- as any element
        """Return a form that is sent to the list, or to something that was handed in."""
        return html.Form(list(content), method="POST", action=self.address(upload_id), **more)

    def act(self, act: str, look: str = "btn-outline-secondary", **more: Any) -> html.Button:  # noqa: ANN401 -- as any element
        """Return the button of an act."""
        said = self.words(f"loading.act_{act}")
        return html.Button(said, type="submit", name="act", value=act, className=f"btn {look}", **more)
