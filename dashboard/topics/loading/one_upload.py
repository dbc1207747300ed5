"""The page of one thing that was handed in: as far as it is."""

from __future__ import annotations

from collections.abc import Callable

from dashboard.loading.uploads import PUBLISH, Upload
from dashboard.topics.loading.asking import Unanswered, answered_already, asking
from dashboard.topics.loading.look import LIVE, Look
from dashboard.topics.loading.preview import preview
from dashboard.ui import html
from dashboard.ui.fragment import Content
from dashboard.ui.section import section

Told = Callable[[], list[Content]]
"""Returns what the draft would change; nothing where it cannot be compared."""


def one_upload(
    look: Look,
    upload: Upload,
    changes: Told,
    *,
    has_pages: bool,
    is_last: bool,
    is_outdated: bool,
    wrong: Unanswered | None = None,
) -> html.Div:
    """Return the page. is_last: whether it was published last. is_outdated: whether its draft was made of
    another state than the one that is published now. wrong: what was just sent and is not kept.
    """
    state = upload.state
    parts: list[Content] = [_headline(look, upload, state)]
    if wrong is not None and wrong.earlier is not None:
        parts.append(answered_already(look, wrong))
    if state in LIVE:
        parts.append(_at_work(look, upload, state))
    elif state == "asking":
        is_unusable = wrong is not None and wrong.earlier is None
        parts.append(asking(look, upload, has_pages=has_pages, is_unusable=is_unusable))
    elif state == "drafted":
        parts += preview(look, upload, changes, is_outdated=is_outdated)
    elif state in ("published", "taken_back"):
        parts.append(_published(look, upload, state, is_last=is_last))
    else:
        parts.append(_stopped(look, upload, state))
    return html.Div(parts, className="loading", **({"data-live": ""} if state in LIVE else {}))


def _headline(look: Look, upload: Upload, state: str) -> html.Div:
    words = look.words
    parts: list[Content | str] = [
        html.A(words("loading.title"), href=look.address()),
        look.state(state),
        words(
            "loading.handed_in_at", when=look.moment(upload.handed_in_at), role=words(f"role.{upload.role}")
        ),
    ]
    reading = upload.record("reading")
    below: list[Content] = []
    if reading is not None:
        document = reading["document"]
        said = [
            html.Span(document["organization"], lang="ko"),
            html.Span(document["title"], lang="ko"),
            words(f"kind.{document['kind']}"),
        ]
        if document["fiscal_year"]:
            said.append(words("loading.year", year=document["fiscal_year"]))
        if document["as_of"]:
            said.append(words("loading.as_of", day=document["as_of"]))
        spans = [html.Span(one, className="kicker-part") for one in said]
        below.append(html.P(spans, className="kicker"))
    return html.Div(
        [
            html.P([html.Span(part, className="kicker-part") for part in parts], className="kicker"),
            html.H1(upload.name),
            *below,
        ],
        className="headline",
    )


def _at_work(look: Look, upload: Upload, state: str) -> html.Section:
    words = look.words
    found = upload.progress
    step = words(f"loading.step_{found.text}") if found.steps else words(f"loading.state_{state}")
    bar = html.Progress(value=found.step if found.steps else None, max=found.steps or 1)
    parts: list[Content] = [
        html.Label([html.Span(step), bar], className="load-progress"),
        *([html.P(words("loading.publishing_what"))] if state in ("publishing", "taking_back") else []),
        html.P(words("loading.may_leave"), className="muted small"),
    ]
    acts: list[Content] = [look.act("cancel")] if state == "reading" else []
    acts.append(
        html.A(words("loading.look_again"), href=look.address(upload.upload_id), className="btn btn-link")
    )
    parts.append(look.form(upload.upload_id, acts, className="load-acts"))
    return html.Section(parts, className="section", role="status")


def _stopped(look: Look, upload: Upload, state: str) -> html.Section:
    """What was not finished: why, and what can be done."""
    words, why = look.words, upload.ended or ""
    parts: list[Content] = [html.P(words(f"loading.{state}"), className="section-sentence")]
    if state == "failed":
        parts += _because(look, why)
    acts: list[Content] = [look.act("again", "btn-primary", autoFocus=True)]
    if (upload.record("publication") or {}).get("state") is None:
        acts.append(look.act("throw_away"))
    parts.append(look.form(upload.upload_id, acts, className="load-acts"))
    is_published = upload.work == PUBLISH
    return section(words("loading.stopped_publishing" if is_published else "loading.stopped"), parts)


def _because(look: Look, why: str) -> list[Content]:
    """Return what went wrong: by its code, with what follows it, or in the engine's own words."""
    code, _, detail = why.partition(": ")
    if f"loading.because_{code}" not in look.words.labels:
        return [html.P(look.said(why))]
    told: list[Content] = [html.P(look.words(f"loading.because_{code}"))]
    return [*told, html.P(html.Code(detail), lang="en")] if detail else told


def _published(look: Look, upload: Upload, state: str, *, is_last: bool) -> html.Section:
    words, record = look.words, upload.record("publication") or {}
    document = (upload.record("reading") or {})["document"]
    if state == "taken_back":
        text = words("loading.taken_back", when=look.moment(record["taken_back_at"]))
        acts = [look.act("again", "btn-primary", autoFocus=True), look.act("throw_away")]
        return section(
            words("loading.state_taken_back"),
            [html.P(text), look.form(upload.upload_id, acts, className="load-acts")],
        )
    query = f"?org={document['organization_id']}"
    if document["fiscal_year"]:
        query += f"&year={document['fiscal_year']}"
    query += f"&as_of={document['as_of'] or 'undated'}"
    is_public = bool(record["for_council"])
    ways = html.P(
        [
            html.A(words("loading.see_overview"), href=f"/{query}", className="btn btn-primary"),
            " ",
            html.A(
                words("loading.see_document"),
                href=f"/sources/{document['document_id']}",
                className="btn btn-outline-secondary",
            ),
        ]
    )
    council = look.form(
        upload.upload_id,
        [
            html.Span(words("loading.is_public" if is_public else "loading.is_not_public")),
            look.act("undeclare" if is_public else "declare", "btn-sm btn-outline-secondary"),
        ],
        className="load-acts",
    )
    back: Content = html.P(words("loading.not_last"), className="muted small")
    if is_last:
        back = look.form(
            upload.upload_id,
            [look.act("take_back"), html.Span(words("loading.take_back_what"), className="muted small")],
            className="load-acts",
        )
    text = words("loading.published_at", when=look.moment(record["published_at"]))
    return section(words("loading.state_published"), [html.P(text), ways, council, back])
