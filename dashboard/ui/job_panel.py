"""What is said while a large file is made, wherever the reader has gone meanwhile."""

from __future__ import annotations

from dash.development.base_component import Component

from dashboard.ui import html
from dashboard.ui.aria import named
from dashboard.ui.labels import Words


def job_panel(
    text: str, words: Words, *, step: int = 0, steps: int = 0, is_over: bool = False
) -> html.Section:
    """Return the panel. is_over: nothing is waited for any more; then it is closed, not cancelled."""
    parts: list[Component] = [html.P(text)]
    if not is_over:
        bar = html.Progress(value=str(step), max=str(steps), **named(words("job.title")))
        parts.append(bar if steps else html.Progress(**named(words("job.title"))))
    button = html.Button(
        words("job.close" if is_over else "job.cancel"),
        id={"type": "job", "do": "close" if is_over else "cancel"},
        className="btn btn-sm btn-outline-secondary",
    )
    return html.Section([*parts, button], className="job-panel", **named(words("job.title")))
