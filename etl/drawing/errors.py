"""What goes wrong where a document is drawn."""

from __future__ import annotations


class DrawingError(Exception):
    """A document that cannot be drawn: one line that says why."""
