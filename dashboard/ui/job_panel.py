"""What is said while a large file is made, wherever the reader has gone meanwhile."""

from __future__ import annotations

from dash import html as living

from dashboard.ui import html
from dashboard.ui.aria import named
from dashboard.ui.fragment import Content, Fragment, fragment
from dashboard.ui.labels import Words


def job_panel(text: str, words: Words, *, step: int = 0, steps: int = 0, is_over: bool = False) -> Fragment:
    """Return the panel. is_over: nothing is waited for any more; then it is closed, not cancelled."""
    parts: list[Content] = [html.P(text)]
    if not is_over:
        bar = html.Progress(value=str(step), max=str(steps), **named(words("job.title")))
        parts.append(bar if steps else html.Progress(**named(words("job.title"))))
    button = living.Button(
        words("job.close" if is_over else "job.cancel"),
        id={"type": "job", "do": "close" if is_over else "cancel"},
        className="btn btn-sm btn-outline-secondary",
    )
    panel = html.Section([*parts, button], className="job-panel", **named(words("job.title")))
    return fragment(panel)
