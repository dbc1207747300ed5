"""Bars in plain HTML: they print, scale and are read aloud, and cost no script."""

from __future__ import annotations

from dashboard.ui import html
from dashboard.ui.aria import named


def pace_bar(rate: float | None, pace: float | None, status: str | None, sentence: str) -> html.Div:
    """Return a bullet: the share done as a bar from zero, the share expected by now as a line.

    The track ends at 100 %; more than that fills it and is marked at its end.
    """
    parts = []
    if rate is not None:
        over = " over" if rate > 100 else ""
        parts.append(
            html.Div(
                className=f"fill fill-{status or 'undefined'}{over}", style={"width": f"{_within(rate):.2f}%"}
            )
        )
    if pace is not None and rate is not None:
        parts.append(html.Div(className="pace", style={"left": f"{_within(pace):.2f}%"}))
    return html.Div(parts, className="bar", role="img", title=sentence, **named(sentence))


def share_bar(share: float | None, sentence: str) -> html.Div:
    """Return a plain bar from zero, for a part of the largest."""
    fill = (
        []
        if share is None
        else [html.Div(className="fill fill-plain", style={"width": f"{_within(share):.2f}%"})]
    )
    return html.Div(fill, className="bar", role="img", title=sentence, **named(sentence))


def _within(percent: float) -> float:
    return min(100.0, max(0.0, percent))
