"""One programme or goal with what is asked of it: its figures, what is answered, and the form for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any

from dashboard.answers.answers import Answer, Text, Version
from dashboard.answers.personal import personal_marks
from dashboard.answers.versions import MOST_LETTERS
from dashboard.answers.versions import Version as AnyVersion
from dashboard.answers.workflow import RETURN, REVIEW, SAVE, SUBMIT
from dashboard.shell.page import View
from dashboard.topics.answers.queries import Asked
from dashboard.ui import html
from dashboard.ui.fragment import Content
from dashboard.ui.printed import printed
from dashboard.ui.source_note import source_note
from dashboard.ui.status import status_mark

_ACTS = (SAVE, SUBMIT, REVIEW, RETURN)
_LOOK = {SUBMIT: "btn-primary", REVIEW: "btn-primary"}
_STATE_SHAPES = {"draft": "○", "submitted": "◐", "returned": "↩", "reviewed": "●"}


@dataclass(frozen=True, slots=True)
class Card:
    """What a card shows. versions: those in sight, oldest first. acts: what the reader may do.

    earlier: what was reviewed of the same subject in earlier years, newest first, with its date.
    """

    asked: Asked
    answer: Answer | None
    versions: Sequence[Version]
    acts: Sequence[str]
    earlier: Sequence[tuple[date, Version]] = ()


def anchor(key: tuple[str, str]) -> str:
    """Return where on the page a subject's card stands."""
    return "answer-" + sha256("\n".join(key).encode()).hexdigest()[:12]


def answer_card(view: View, card: Card, *, is_in_section: bool = False) -> html.Article:
    """Return the card. is_in_section: whether it stands below a title of its own rank."""
    asked = card.asked
    parts: list[Content] = [_head(view, card, html.H3 if is_in_section else html.H2), _figures(view, asked)]
    reason = asked.row.get("reason")
    if reason:
        parts.append(said(view, "answers.printed_reason", html.Span(reason, lang="ko")))
    if card.versions:
        parts.append(answered(view, card.versions[-1]))
        if len(card.versions) > 1:
            parts.append(_history(view, card.versions[:-1]))
    parts += [_earlier(view, *one) for one in card.earlier]
    if card.acts:
        parts.append(_writing(view, card))
    return html.Article(parts, id=anchor(asked.key), className="answer-card")


def state_mark(view: View, state: str | None) -> html.Span:
    """Return how far an answer is, as a shape and a word."""
    name = state or "none"
    shape = html.Span(_STATE_SHAPES.get(name, "–"), className="shape", **{"aria-hidden": "true"})
    return html.Span([shape, view.words(f"answers.state_{name}")], className=f"status answer-{name}")


def _head(view: View, card: Card, title: type[html.H2 | html.H3]) -> html.Header:
    asked, words = card.asked, view.words
    name: Content = printed(asked.row["name"], words)
    program_id = asked.row["program_id"]
    if program_id:
        name = html.Link(name, href=view.link_to("programs", program_id))
    marks = [html.Span(words(f"answers.why_{why}"), className="answer-why") for why in asked.why]
    state = card.versions[-1].state if card.versions else None
    below = [words(f"answers.{asked.subject.subject}")]
    if asked.row.get("program_name"):
        below.append(asked.row["program_name"])
    if asked.subject.unit:
        below.append(asked.subject.unit)
    return html.Header(
        [
            title(name),
            html.Div([*marks, state_mark(view, state)], className="answer-marks"),
            html.P(" · ".join(below), className="muted small"),
        ],
        className="answer-head",
    )


def _figures(view: View, asked: Asked) -> html.Div:
    row, words, write = asked.row, view.words, view.format
    citations = view.citations([(row["document_id"], row["line"])])
    if asked.subject.subject == "program":
        told = words(
            "answers.figures_program",
            budget=write.money_with_unit(row["current_won"]),
            executed=write.money_with_unit(row["executed_won"]),
            rate=write.percent(row["execution_rate"]),
            elapsed=write.percent(row["elapsed_share"]),
        )
    else:
        told = words(
            "answers.figures_goal",
            target=write.measured(row["target"], row["unit"]),
            actual=write.measured(row["actual"], row["unit"]),
            rate=write.percent(row["attainment"]),
        )
    kind = "budget" if asked.subject.subject == "program" else "goal"
    return html.Div(
        [
            status_mark(row["status"], kind, write, view.thresholds),
            " ",
            told,
            " ",
            source_note(list(citations.values()), row["name"] or "", words),
        ],
        className="answer-figures",
    )


def answered(view: View, version: Version, *, is_newest: bool = True) -> html.Div:
    """Return a version as it was written, with what looks personal in the newest one pointed out."""
    words, text = view.words, version.text
    parts: list[Content] = [
        said(view, "answers.reason", text.reason),
        said(view, "answers.plan", text.plan),
        said(view, "answers.due_on", view.format.day(text.due_on) if text.due_on else ""),
    ]
    if text.remark:
        parts.append(said(view, "answers.remark", text.remark))
    if is_newest and (marks := personal_marks(f"{text.reason}\n{text.plan}\n{text.remark}")):
        warning = words("answers.personal", marks=", ".join(marks))
        parts.append(html.P(warning, className="answer-warning", role="alert"))
    return html.Div([*parts, written_line(view, version)], className="answer-text")


def written_line(view: View, version: AnyVersion[Any]) -> html.P:
    """Return how far a version is, when it was written, and by whom."""
    words = view.words
    said = words(
        "answers.written",
        state=words(f"answers.state_{version.state}"),
        when=view.format.moment(version.written_at.astimezone()),
        role=words(f"role.{version.role}"),
        n=version.number,
    )
    return html.P(said, className="muted small")


def _history(view: View, versions: Sequence[Version]) -> html.Details:
    return html.Details(
        [
            html.Summary(view.words("answers.history", n=len(versions))),
            *(answered(view, version, is_newest=False) for version in reversed(versions)),
        ],
        className="answer-history",
    )


def _earlier(view: View, as_of: date, version: Version) -> html.Details:
    summary = html.Summary(view.words("answers.earlier", day=view.format.as_of(as_of)))
    return html.Details([summary, answered(view, version, is_newest=False)], className="answer-history")


def said(view: View, label: str, text: Content | str) -> html.Div:
    """Return a labelled part of a card; an empty one says so."""
    body = text or html.Span(view.words("answers.nothing"), className="muted")
    return html.Div(
        [html.Strong(view.words(label), className="answer-label"), html.Div(body, className="answer-words")],
        className="answer-part",
    )


def answer_form(view: View, asked: Asked, text: Text, acts: Sequence[str], *, seen: int) -> html.Form:
    """Return the form. seen: the number of the version that a change would begin with."""
    words = view.words
    parts: list[Content] = [
        html.Input(type="hidden", name="subject", value=asked.subject.subject),
        html.Input(type="hidden", name="key", value=asked.subject.subject_key),
        html.Input(type="hidden", name="seen", value=str(seen)),
    ]
    if SAVE in acts:
        due_on = text.due_on.isoformat() if text.due_on else ""
        day = html.Input(type="date", name="due_on", value=due_on, className="form-control")
        parts += [
            field(view, "answers.reason", area("reason", text.reason)),
            field(view, "answers.plan", area("plan", text.plan)),
            field(view, "answers.due_on", day),
            html.P(words("answers.no_names"), className="muted small"),
        ]
    if _reviews(acts):
        parts.append(field(view, "answers.remark", area("remark", text.remark)))
    parts.append(act_buttons(view, acts))
    return html.Form(parts, method="POST", action=view.link("/answers"), className="answer-form")


def act_buttons(view: View, acts: Sequence[str]) -> html.Div:
    """Return a button for each thing that the reader may do."""
    buttons = [
        html.Button(
            view.words(f"answers.act_{act}"),
            type="submit",
            name="act",
            value=act,
            className=f"btn btn-sm {_LOOK.get(act, 'btn-outline-secondary')}",
        )
        for act in _ACTS
        if act in acts
    ]
    return html.Div(buttons, className="answer-acts")


def _writing(view: View, card: Card) -> html.Details:
    newest = None if card.answer is None else card.answer.newest
    form = answer_form(
        view,
        card.asked,
        Text() if newest is None else newest.text,
        card.acts,
        seen=0 if newest is None else newest.number,
    )
    summary = html.Summary(view.words("answers.review" if _reviews(card.acts) else "answers.write"))
    return html.Details([summary, form], className="answer-writing")


def _reviews(acts: Sequence[str]) -> bool:
    return REVIEW in acts or RETURN in acts


def area(name: str, value: str) -> html.Textarea:
    """Return where a long text is written. name: as it is sent."""
    return html.Textarea(value, name=name, rows=4, maxLength=MOST_LETTERS, className="form-control")


def field(view: View, label: str, control: Content) -> html.Label:
    """Return a control of a form with its label."""
    return html.Label([html.Span(view.words(label)), control], className="answer-field")
