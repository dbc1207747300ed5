"""The filter bar: native selects, so that keyboard, screen reader and tablet work as everywhere."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import dash_bootstrap_components as dbc

from dashboard.ui import html
from dashboard.ui.aria import named
from dashboard.ui.labels import Words

Choice = tuple[str, str]
"""A value and the text that stands for it."""

OPEN = "*"
"""The value of a filter that is left open."""


def filter_bar(
    choices: Mapping[str, Sequence[Choice]],
    chosen: Mapping[str, str],
    *,
    optional: Sequence[str],
    several: Mapping[str, Sequence[str]],
    clear: str,
    is_narrowed: bool,
    words: Words,
) -> html.Div:
    """Return the bar. optional: the filters that may be left open. clear: the address without filters.
    is_narrowed: whether the page is narrowed by something of its own, which that address leaves out too.

    several: the chosen values of the filters that may hold more than one.
    """
    controls = [
        _boxes(name, offered, several[name], words)
        if name in several
        else _control(
            "filter",
            name,
            words(f"filter.{name}"),
            _with_open(offered, name, optional, words),
            chosen[name] or OPEN,
        )
        for name, offered in choices.items()
        if offered
    ]
    any_chosen = is_narrowed or any(chosen[name] for name in optional if name in chosen)
    return html.Div(
        [
            html.Div(controls, className="filter-controls"),
            html.Link(
                words("filter.clear"),
                href=clear,
                className="btn btn-sm btn-outline-secondary filter-clear" + ("" if any_chosen else " idle"),
            ),
            html.Button(
                words("frame.close"),
                type="button",
                className="btn btn-sm btn-primary filter-close",
                **{"data-opens": ""},
            ),
        ],
        className="filter-bar",
        role="search",
        **named(words("filter.bar")),
    )


def preference_controls(
    choices: Mapping[str, Sequence[Choice]], chosen: Mapping[str, str], words: Words
) -> html.Div:
    """Return the switches for unit, language and theme."""
    return html.Div(
        [
            _control(
                "preference", name, words(f"preference.{name}"), offered, chosen[name], hidden_label=True
            )
            for name, offered in choices.items()
        ],
        className="preferences",
    )


def _with_open(offered: Sequence[Choice], name: str, optional: Sequence[str], words: Words) -> list[Choice]:
    # Not an empty value: the control would show that as nothing chosen yet.
    return [(OPEN, words("filter.all")), *offered] if name in optional else list(offered)


def _boxes(name: str, offered: Sequence[Choice], chosen: Sequence[str], words: Words) -> html.Div:
    """A disclosure with a box for each choice: a list of several lines would show few of them on a tablet."""
    label = words(f"filter.{name}")
    shown = words("filter.all") if not chosen else words("filter.several", n=len(chosen))
    boxes = dbc.Checklist(
        id={"type": "filter", "name": name},
        options=[{"value": key, "label": text} for key, text in offered],
        value=list(chosen),
        className="chooser-boxes",
    )
    return html.Div(
        [
            html.Span(label, className="control-label"),
            html.Details(
                [
                    html.Summary(shown, className="form-select form-select-sm", **named(f"{label}: {shown}")),
                    html.Div(
                        html.Fieldset([html.Legend(label, className="visually-hidden"), boxes]),
                        className="chooser-panel",
                    ),
                ],
                id=f"choose-{name}",
                className="popover several",
            ),
        ],
        className=f"control control-{name}",
    )


def _control(
    kind: str, name: str, label: str, offered: Sequence[Choice], value: str, *, hidden_label: bool = False
) -> html.Div:
    # The label holds its control: a pattern-matching id is no id that `for` could name.
    return html.Div(
        html.Label(
            [
                html.Span(label, className="visually-hidden" if hidden_label else "control-label"),
                dbc.Select(
                    id={"type": kind, "name": name},
                    options=[{"value": key, "label": text} for key, text in offered],
                    value=value,
                    size="sm",
                ),
            ]
        ),
        className=f"control control-{name}",
    )
