"""A status as a word, a shape and a colour, with the rule that gave it."""

from __future__ import annotations

from collections.abc import Mapping

from dashboard.ui import html
from dashboard.ui.aria import HIDDEN
from dashboard.ui.format import SHAPES, Formatter


def status_rule(status: str, kind: str, write: Formatter, limits: Mapping[str, str]) -> str:
    """Return the rule of a status, with the limits in force."""
    return write.words(f"rule.{kind}.{status}", **write.limits(limits))


def status_mark(status: str | None, kind: str, write: Formatter, limits: Mapping[str, str]) -> html.Span:
    """Return the mark of a status. kind: 'budget' or 'goal', whose rules differ."""
    if status is None:
        return html.Span(write.words("status.undefined"), className="status status-undefined")
    return html.Span(
        [
            html.Span(SHAPES[status], className="shape", **HIDDEN),
            write.words(f"status.{status}"),
        ],
        className=f"status status-{status}",
        title=status_rule(status, kind, write, limits),
    )
