"""The list: where files are dropped or a table is pasted, what was handed in, and who did what."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import islice
from typing import Any

from dashboard.loading.blank_form import UNIT
from dashboard.loading.questions import FIRST_YEAR, LAST_YEAR, LONGEST_NAME, UNITS
from dashboard.loading.uploads import Upload, Uploads
from dashboard.topics.loading.look import FORM, LIVE, Look
from dashboard.ui import html
from dashboard.ui.cells import Context
from dashboard.ui.data_table import table_of
from dashboard.ui.fragment import Content
from dashboard.ui.section import empty, section
from dashboard.ui.table import Column

_ACTS_SHOWN = 20
_NO_RULES: Mapping[str, str] = {}


def handed_in(
    look: Look,
    uploads: Uploads,
    today: date,
    refused: Sequence[tuple[str, str]] = (),
    *,
    is_no_form: bool = False,
) -> html.Div:
    """Return the page. refused: of files that were just sent, the name of each and why it was not taken.

    is_no_form: whether a blank form was just asked for with what is no year or date.
    """
    words, every = look.words, uploads.every()
    parts: list[Content] = [
        html.Div(
            [html.H1(words("loading.title")), html.P(words("loading.lead"), className="section-sentence")],
            className="headline",
        )
    ]
    if refused:
        parts.append(_refused(look, refused))
    parts += [_handing_in(look), _listing(look, every), _form(look, today, is_wrong=is_no_form)]
    parts.append(_acts(look, uploads))
    is_live = any(upload.state in LIVE for upload in every)
    return html.Div(parts, className="loading", **({"data-live": ""} if is_live else {}))


def _refused(look: Look, refused: Sequence[tuple[str, str]]) -> html.Div:
    rows = [html.Li([html.Strong(name), " ", look.said(why)]) for name, why in refused]
    title = html.P(look.words("loading.refused"), className="notice-title")
    return html.Div([title, html.Ul(rows)], className="notice", role="alert")


def _handing_in(look: Look) -> html.Form:
    words = look.words
    files = html.Input(type="file", name="files", multiple=True, autoFocus=True, className="form-control")
    pasted = html.Textarea("", name="pasted", rows=6, className="form-control")
    title = html.Input(type="text", name="pasted_title", maxLength=80, className="form-control")
    return look.form(
        None,
        [
            html.Label([html.Span(words("loading.files")), files], className="load-field load-drop"),
            html.P(words("loading.formats"), className="muted small"),
            html.Details(
                [
                    html.Summary(words("loading.paste")),
                    html.Label([html.Span(words("loading.paste_title")), title], className="load-field"),
                    html.Label([html.Span(words("loading.paste_table")), pasted], className="load-field"),
                ]
            ),
            html.Div(look.act("hand_in", "btn-primary"), className="load-acts"),
        ],
        encType="multipart/form-data",
        className="load-form",
    )


def _form(look: Look, today: date, *, is_wrong: bool) -> html.Section:
    """The blank form to fill in where there is no report."""
    words = look.words

    def field(name: str, kind: str, value: str, **more: Any) -> html.Label:  # noqa: ANN401 -- as any element
        control = html.Input(type=kind, name=name, value=value, className="form-control", **more)
        return html.Label([html.Span(words(f"loading.form_{name}")), control], className="load-field")

    units = [html.Option(unit, value=unit, selected=unit == UNIT) for unit in UNITS]
    unit = html.Label(
        [html.Span(words("loading.form_unit")), html.Select(units, name="unit", className="form-select")],
        className="load-field",
    )
    fields = [
        field("organization", "text", "", maxLength=LONGEST_NAME),
        field("year", "number", str(today.year), required=True, min=FIRST_YEAR, max=LAST_YEAR),
        field("as_of", "date", today.isoformat(), required=True),
        unit,
    ]
    wrong: list[Content] = (
        [html.P(words("loading.no_form"), className="load-wrong", role="alert")] if is_wrong else []
    )
    act = html.Button(words("loading.act_form"), type="submit", className="btn btn-outline-secondary")
    form = html.Form(
        [html.Div(fields, className="load-fields"), html.Div(act, className="load-acts")],
        method="GET", action=FORM, className="load-form",
    )  # fmt: skip
    told = html.P(words("loading.form_what"), className="muted small")
    summary = html.Summary(words("loading.form"))
    return html.Section(html.Details([summary, told, *wrong, form], open=is_wrong), className="section")


def _listing(look: Look, every: Sequence[Upload]) -> html.Section:
    words = look.words
    title = words("loading.list")
    if not every:
        return section(title, [empty(words("loading.list_none"))])

    def name(upload: Upload) -> Content:
        return html.A(upload.name, href=look.address(upload.upload_id))

    def waits(upload: Upload) -> str:
        count = len(upload.open_questions()) if upload.state == "asking" else 0
        return words("loading.questions_left", n=count) if count else ""

    cells: dict[str, Any] = {
        "upload": name,
        "upload_state": lambda upload: html.Div([look.state(upload.state), " ", waits(upload)]),
        "handed_in": lambda upload: look.moment(upload.handed_in_at),
        "by_role": lambda upload: words(f"role.{upload.role}"),
    }
    columns = [Column(code=code) for code in cells]
    context = Context(look.write, _NO_RULES, {})
    table = table_of(words("loading.list_caption"), columns, every, context, cells=cells, name="uploads")
    return section(title, [table])


def _acts(look: Look, uploads: Uploads) -> html.Details:
    words = look.words
    rows = [
        html.Li(
            words(
                "loading.act_done",
                when=look.moment(act["at"]),
                role=words(f"role.{act['role']}"),
                name=act["name"],
                act=words(f"loading.did_{act['act']}"),
            )
        )
        for act in islice(uploads.acts(), _ACTS_SHOWN)
    ]
    return html.Details(
        [html.Summary(words("loading.acts")), html.Ul(rows) if rows else html.P(words("loading.acts_none"))],
        className="load-history",
    )
