"""The figures that were read from a line of a draft, and the form to set one of them right."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.loading.questions import Question
from dashboard.loading.setting_right import Read
from dashboard.loading.uploads import Upload
from dashboard.topics.loading.evidence import evidence
from dashboard.topics.loading.look import Look
from dashboard.ui import html
from dashboard.ui.fragment import Content

_LONGEST_VALUE, _LONGEST_REASON = 60, 300


def setting_right(
    look: Look,
    upload: Upload,
    line: int,
    figures: Sequence[Read],
    *,
    has_pages: bool,
    why: Content | str | None = None,
) -> html.Div:
    """Return the page. why: what was just sent cannot be kept."""
    words = look.words
    head = html.Div(
        [
            html.P(html.A(upload.name, href=look.address(upload.upload_id)), className="kicker"),
            html.H1(words("loading.set_right")),
        ],
        className="headline",
    )
    parts: list[Content] = [html.H2(words("loading.which_figure"))]
    if why is not None:
        parts.append(html.P(why, className="load-wrong", role="alert"))
    if figures:
        parts += [
            _form(look, upload, line, figures),
            html.P(words("loading.then_right"), className="muted small"),
        ]
    else:
        parts.append(html.P(words("loading.no_figures")))
    asked = Question(key="", field="", why="", line=line)
    beside = evidence(look, upload, asked, has_pages=has_pages)
    whole = html.Section([html.Div(parts, className="load-asked"), beside], className="section load-question")
    return html.Div([head, whole], className="loading")


def _form(look: Look, upload: Upload, line: int, figures: Sequence[Read]) -> html.Form:
    words = look.words
    options = [
        html.Label(
            [
                html.Input(
                    type="radio", name="figure", value=str(number), required=True, checked=len(figures) == 1,
                    autoFocus=not number,
                ),
                html.Span(
                    [
                        html.Span(figure.name, lang="ko"), " · ", words(f"fact_column.{figure.column}"), " ",
                        html.Strong(_shown(look, figure)),
                    ]
                ),
            ],
            className="load-choice",
        )
        for number, figure in enumerate(figures)
    ]  # fmt: skip
    right = html.Input(
        type="text", name="right", required=True, maxLength=_LONGEST_VALUE, autoComplete="off",
        className="form-control",
    )  # fmt: skip
    reason = html.Input(
        type="text", name="reason", required=True, maxLength=_LONGEST_REASON, className="form-control"
    )
    return look.form(
        upload.upload_id,
        [
            html.Input(type="hidden", name="line", value=str(line)),
            html.Fieldset(
                [html.Legend(words("loading.which_figure"), className="visually-hidden"), *options]
            ),
            html.Label([html.Span(words("loading.right_value")), right], className="load-field"),
            html.Label([html.Span(words("loading.right_reason")), reason], className="load-field"),
            html.Div(look.act("set_right", "btn-primary"), className="load-acts"),
        ],
        className="load-form",
    )


def _shown(look: Look, figure: Read) -> str:
    """Return a value to its last digit, money in won."""
    if not figure.column.endswith("_won"):
        return figure.stored
    return look.won(int(figure.stored))
