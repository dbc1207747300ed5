"""One remark of the council: what was said, what became of it, when it came before, and the form for it."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256

from dashboard.answers.personal import personal_marks
from dashboard.answers.remarks import MOST_LINES, RemarkText, RemarkVersion
from dashboard.answers.schema import PROGRESS
from dashboard.answers.workflow import ACTS, RETURN, REVIEW, SAVE
from dashboard.shell.page import View
from dashboard.topics.answers import queries as answers
from dashboard.topics.answers.card import act_buttons, area, field, said, state_mark, written_line
from dashboard.topics.remarks import queries
from dashboard.topics.remarks.columns import times
from dashboard.topics.remarks.seen_queries import Earlier, RemarkRow, Seen
from dashboard.ui import html
from dashboard.ui.citation import line_address
from dashboard.ui.fragment import Content
from dashboard.ui.source_note import source_note

_SHAPES = {"open": "○", "under_way": "◐", "done": "●", "refused": "✕", "none": "–"}
NEW = "new"
"""The key in the form of a remark that is entered."""


def anchor(key: str) -> str:
    """Return where on the page a remark's card stands."""
    return "remark-" + sha256(key.encode()).hexdigest()[:12]


def progress_mark(view: View, state: str | None) -> html.Span:
    """Return what became of a remark, as a shape and a word."""
    name = state or "none"
    shape = html.Span(_SHAPES[name], className="shape", **{"aria-hidden": "true"})
    return html.Span([shape, view.words(f"remarks.state_{name}")], className=f"status remark-{name}")


def remark_card(view: View, seen: Seen, acts: Sequence[str]) -> html.Article:
    """Return the card. acts: what the reader may do with what is written of it."""
    words, row = view.words, seen.row
    parts: list[Content] = [_head(view, seen), _standing(view, row)]
    if seen.is_homeless:
        parts.append(html.P(words("remarks.homeless"), className="answer-warning"))
    if seen.versions:
        parts.append(_newest(view, seen.versions[-1]))
        if earlier := seen.versions[:-1]:
            parts.append(_history(view, earlier))
    parts += [_earlier(view, one) for one in seen.earlier]
    if acts:
        newest = None if seen.written is None else seen.written.newest
        text = text_of(seen) if newest is None else newest.text
        form = remark_form(
            view, seen.remark.key, text, acts, seen=0 if newest is None else newest.number,
            is_printed=seen.remark.place is not None,
        )  # fmt: skip
        label = "answers.review" if {REVIEW, RETURN} & {*acts} else "remarks.write"
        parts.append(html.Details([html.Summary(words(label)), form], className="answer-writing"))
    return html.Article(parts, id=anchor(seen.remark.key), className="answer-card")


def text_of(seen: Seen) -> RemarkText:
    """Return what a report prints of a remark, as the beginning of what is written."""
    remark = seen.remark
    return RemarkText(
        said=remark.text, session=remark.session or "", raised_on=remark.raised_on, unit=remark.unit or "",
        action=remark.action or "", progress=remark.state or "open", due_on=remark.due_on,
    )  # fmt: skip


def _head(view: View, seen: Seen) -> html.Header:
    words, row = view.words, seen.row
    year = row["fiscal_year"]
    below = [
        words("remarks.no_year") if year is None else words(f"remarks.{_dated_by(row)}", year=year),
        row["session"],
        None if row["raised_on"] is None else view.format.day(row["raised_on"]),
        row["unit"] or words("remarks.no_unit"),
    ]
    marks: list[Content] = []
    if row["times"] > 1:
        marks.append(html.Span(times(row, words), className="answer-why"))
    marks.append(progress_mark(view, row["state"]))
    if row["answer_state"] != "none":
        marks.append(state_mark(view, row["answer_state"]))
    return html.Header(
        [
            html.H2(html.Span(row["text"], lang="ko")),
            html.Div(marks, className="answer-marks"),
            html.P(" · ".join(part for part in below if part), className="muted small"),
        ],
        className="answer-head",
    )


def _dated_by(row: RemarkRow) -> str:
    # The year is the report's where nothing says when it was raised.
    return "of_year" if row["raised_on"] is not None or row["document_id"] is None else "of_report"


def _standing(view: View, row: RemarkRow) -> html.Div:
    words = view.words
    parts: list[Content] = [said(view, "remarks.action", row["action"] or "")]
    if row["due_on"] is not None:
        parts.append(said(view, "answers.due_on", view.format.day(row["due_on"])))
    evidence: list[Content | str] = [row["evidence"]] if row["evidence"] else []
    if row["evidence_document_id"]:
        evidence += [" ", _paper(view, row["evidence_document_id"], row["evidence_line"])]
    if evidence:
        parts.append(said(view, "remarks.evidence", html.Span(evidence)))
    if row["document_id"] is not None:
        citations = view.citations([(row["document_id"], row["line"])])
        parts.append(html.Div(source_note([*citations.values()], row["text"], words)))
    return html.Div(parts, className="answer-text")


def _paper(view: View, document_id: str, line: int | None) -> Content:
    known = {
        p["document_id"]: p["title"] for p in queries.papers(view.connection, view.scope.organization_id)
    }
    title = known.get(document_id)
    if title is None:
        return html.Span(view.words("remarks.unknown_paper"), className="muted")
    where = title if line is None else view.words("source.place", title=title, line=f"{line:,}")
    href = view.link_to("sources", document_id) if line is None else line_address(document_id, line)
    return html.Link(where, href=href)


def _newest(view: View, version: RemarkVersion) -> html.Div:
    words, text = view.words, version.text
    parts: list[Content] = []
    if text.remark:
        parts.append(said(view, "answers.remark", text.remark))
    if marks := personal_marks(f"{text.said}\n{text.action}\n{text.remark}"):
        warning = words("answers.personal", marks=", ".join(marks))
        parts.append(html.P(warning, className="answer-warning", role="alert"))
    return html.Div([*parts, written_line(view, version)])


def _history(view: View, versions: Sequence[RemarkVersion]) -> html.Details:
    told = [
        html.Div(
            [
                said(view, "remarks.action", version.text.action),
                progress_mark(view, version.text.progress),
                written_line(view, version),
            ],
            className="answer-text",
        )
        for version in reversed(versions)
    ]
    summary = html.Summary(view.words("answers.history", n=len(versions)))
    return html.Details([summary, *told], className="answer-history")


def _earlier(view: View, earlier: Earlier) -> html.Details:
    words, row = view.words, earlier.row
    summary = html.Summary(words("remarks.earlier", year=row["fiscal_year"]))
    body: list[Content] = [
        said(view, "remarks.said", html.A(row["text"], href=f"#{anchor(earlier.key)}", lang="ko")),
        said(view, "remarks.action", row["action"] or ""),
        progress_mark(view, row["state"]),
    ]
    return html.Details([summary, html.Div(body, className="answer-text")], className="answer-history")


def remark_form(
    view: View, key: str, text: RemarkText, acts: Sequence[str], *, seen: int, is_printed: bool
) -> html.Form:
    """Return the form. seen: the version that a change begins with. is_printed: a report has the words."""
    words = view.words
    parts: list[Content] = [
        html.Input(type="hidden", name="key", value=key),
        html.Input(type="hidden", name="seen", value=str(seen)),
    ]
    if SAVE in acts:
        if not is_printed:
            parts += [
                field(view, "remarks.said", area("said", text.said)),
                field(view, "remarks.session", _line("session", text.session)),
                field(view, "remarks.raised_on", _day("raised_on", text.raised_on)),
            ]
        parts += [
            field(view, "remarks.unit", _choice("unit", _units(view, text.unit), text.unit)),
            field(view, "remarks.action", area("action", text.action)),
            field(
                view,
                "remarks.state",
                _choice(
                    "progress",
                    [(state, words(f"remarks.state_{state}")) for state in PROGRESS],
                    text.progress,
                ),
            ),
            field(view, "answers.due_on", _day("due_on", text.due_on)),
            field(
                view,
                "remarks.evidence_document",
                _choice("evidence_document_id", _papers(view), text.evidence_document_id),
            ),
            field(
                view,
                "remarks.evidence_line",
                html.Input(
                    type="number", name="evidence_line", max=str(MOST_LINES),
                    value="" if text.evidence_line is None else str(text.evidence_line),
                    className="form-control",
                ),
            ),
            html.P(words("remarks.no_names"), className="muted small"),
        ]  # fmt: skip
    if REVIEW in acts or RETURN in acts:
        parts.append(field(view, "answers.remark", area("remark", text.remark)))
    parts.append(act_buttons(view, [act for act in ACTS if act in acts]))
    return html.Form(parts, method="POST", action=view.link("/remarks"), className="answer-form")


def _units(view: View, chosen: str) -> list[tuple[str, str]]:
    desk, organization_id = view.desk, view.scope.organization_id
    own = frozenset[str]() if desk is None else desk.own(answers.units(view.connection))
    names = [
        name
        for unit_id, name in queries.newest_units(view.connection, organization_id)
        if unit_id in own or (desk is not None and desk.sees_all)
    ]
    # First as a report prints it, which may be none of the newest year's.
    offered = [name for name in dict.fromkeys((chosen, *names)) if name]
    return [("", view.words("remarks.no_unit")), *((name, name) for name in offered)]


def _papers(view: View) -> list[tuple[str, str]]:
    found = queries.papers(view.connection, view.scope.organization_id)
    return [("", view.words("remarks.no_paper")), *((p["document_id"], p["title"]) for p in found)]


def _choice(name: str, choices: Sequence[tuple[str, str]], chosen: str) -> html.Select:
    options = [
        html.Option(text, value=value, **({"selected": True} if value == chosen else {}))
        for value, text in choices
    ]
    return html.Select(options, name=name, className="form-select")


def _line(name: str, value: str) -> html.Input:
    return html.Input(type="text", name=name, value=value, maxLength=200, className="form-control")


def _day(name: str, value: object) -> html.Input:
    said = "" if value is None else str(value)
    return html.Input(type="date", name=name, value=said, className="form-control")
