"""One question at a time: what was found, where, what is proposed, and what would follow."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dashboard.loading.questions import LEFT_OPEN, NO_PART, PART_OF, Question
from dashboard.loading.uploads import Upload
from dashboard.topics.loading.evidence import evidence
from dashboard.topics.loading.look import Look
from dashboard.ui import html
from dashboard.ui.format import MISSING
from dashboard.ui.fragment import Content
from dashboard.ui.section import section

_TYPES = {"year": "number", "as_of": "date"}
_LIKELY = 10
"""How many answers stand in sight; the others can be opened."""


@dataclass(frozen=True, slots=True)
class Unanswered:
    """What was sent as an answer and is not kept: it is none, or somebody gave another one before.

    earlier: that one, as it is kept. question: what both answer, where it is still known.
    """

    sent: str
    earlier: Mapping[str, Any] | None = None
    question: Question | None = None


def answered_already(look: Look, wrong: Unanswered) -> html.Div:
    """Return the notice that a question was answered before, with both answers."""
    words, earlier, question = look.words, wrong.earlier or {}, wrong.question

    def named(value: str) -> str:
        if value == LEFT_OPEN:
            return words("loading.left_open")
        is_choice = question is not None and value in question.choices
        return choice_name(look, question.field, value) if question is not None and is_choice else value

    told = words(
        "loading.already_what", when=look.moment(earlier["at"]), role=words(f"role.{earlier['role']}"),
        earlier=named(earlier["value"]), sent=named(wrong.sent),
    )  # fmt: skip
    asked = [] if question is None else [html.P(_asked(look, question))]
    title = html.P(words("loading.already"), className="notice-title")
    return html.Div([title, *asked, html.P(told)], className="notice", role="alert")


def asking(look: Look, upload: Upload, *, has_pages: bool, is_unusable: bool = False) -> html.Div:
    """Return the first open question, with the answers before it.

    is_unusable: what was just sent was no answer.
    """
    words = look.words
    every, left = upload.questions(), upload.open_questions()
    question = left[0]
    number = len(every) - len(left) + 1
    parts: list[Content] = [
        html.P(words("loading.question_of", n=number, of=len(every)), className="kicker"),
        html.H2(_asked(look, question)),
        html.P(_why(look, question), className="section-sentence"),
    ]
    if is_unusable:
        parts.append(html.P(words(f"loading.no_{question.field}"), className="load-wrong", role="alert"))
    parts += [
        _form(look, upload, question, left),
        html.P(words(f"loading.then_{question.field}", n=question.tables), className="muted small"),
    ]
    beside = evidence(look, upload, question, has_pages=has_pages)
    whole: list[Content] = [
        html.Section([html.Div(parts, className="load-asked"), beside], className="section load-question")
    ]
    if number > 1:
        whole.append(_answered(look, upload))
    return html.Div(whole)


def _asked(look: Look, question: Question) -> str:
    heading = (question.heading or "").replace(" › ", " ")
    return look.words(
        f"loading.ask_{question.field}", heading=heading, table=question.table_no or 1, n=question.tables
    )


def _why(look: Look, question: Question) -> str:
    amount = (question.about or {}).get("amount_won")
    shown = MISSING if amount is None else look.won(amount)
    return look.words(f"loading.why_{question.why}", n=question.tables, amount=shown)


def _form(look: Look, upload: Upload, question: Question, left: Sequence[Question]) -> html.Form:
    words = look.words
    parts: list[Content] = [html.Input(type="hidden", name="key", value=question.key)]
    if question.choices:
        parts.append(_choices(look, question))
    else:
        parts.append(_written(look, question))
    acts: list[Content] = [look.act("answer", "btn-primary")]
    if question.may_stay_open:
        # Not by `act`: Enter takes the first button, and this one asks for no choice.
        acts.append(
            html.Button(
                words("loading.leave_open"),
                type="submit",
                name="value",
                value=LEFT_OPEN,
                className="btn btn-outline-secondary",
                formNoValidate=True,
            )
        )
    if question.header and sum(1 for one in left if one.header == question.header) > 1:
        acts.append(look.act("leave_table", "btn-outline-secondary", formNoValidate=True))
    parts.append(html.Div(acts, className="load-acts"))
    return look.form(upload.upload_id, parts, className="load-form")


def _choices(look: Look, question: Question) -> html.Fieldset:
    words = look.words
    chosen = question.proposal if question.proposal in question.choices else None
    focus = chosen or question.choices[0]
    options = [
        html.Label(
            [
                html.Input(
                    type="radio",
                    name="value",
                    value=choice,
                    required=True,
                    checked=choice == chosen,
                    autoFocus=choice == focus,
                ),
                html.Span(_choice(look, question, choice)),
                *(
                    [html.Span(words("loading.proposed"), className="load-proposed")]
                    if choice == chosen
                    else []
                ),
            ],
            className="load-choice",
        )
        for choice in question.choices
    ]
    legend = html.Legend(words(f"loading.legend_{question.field}"), className="visually-hidden")
    first, others = options[:_LIKELY], options[_LIKELY:]
    shown: list[Content] = [legend, html.Div(first, className="load-choices")]
    if others:
        more = html.Summary(words("loading.other_choices"))
        shown.append(html.Details([more, html.Div(others, className="load-choices")]))
    return html.Fieldset(shown)


def _written(look: Look, question: Question) -> html.Label:
    words = look.words
    control = html.Input(
        type=_TYPES.get(question.field, "text"),
        name="value",
        value=question.proposal or "",
        required=True,
        autoFocus=True,
        autoComplete="off",
        className="form-control",
    )
    proposed = [html.Span(words("loading.proposed"), className="load-proposed")] if question.proposal else []
    return html.Label(
        [html.Span(words(f"loading.legend_{question.field}")), control, *proposed], className="load-field"
    )


def _choice(look: Look, question: Question, choice: str) -> list[Content | str]:
    """Return the word of an answer, and beside a line what its known parts leave of it."""
    words, name = look.words, choice_name(look, question.field, choice)
    whole = question.whole(choice)
    if whole is None:
        return [name]
    left = whole["left_won"]
    known = {} if left is None else {"left": look.won(left)}
    told = words("loading.left_of_parts" if known else "loading.left_unknown", **known)
    return [html.Span(name, lang="ko"), " ", html.Span(told, className="muted small")]


def choice_name(look: Look, field: str, choice: str) -> str:
    """Return the word of an answer."""
    words = look.words
    if field == "unit":
        return choice
    if field == PART_OF and choice == NO_PART:
        return words("loading.no_whole")
    coded = {
        "side": f"table_side.{choice}",
        "scope": f"table_scope.{choice}",
        "role": f"column_role.{choice}",
    }
    return words(coded[field]) if field in coded else choice


def _answered(look: Look, upload: Upload) -> html.Section:
    words, answers = look.words, upload.answers()
    rows: Sequence[Content] = [
        html.Li(
            [
                _asked(look, question),
                " ",
                html.Strong(
                    words("loading.left_open")
                    if answers[question.key]["value"] == LEFT_OPEN
                    else choice_name(look, question.field, answers[question.key]["value"])
                ),
            ]
        )
        for question in upload.questions()
        if question.key in answers
    ]
    again = look.form(upload.upload_id, [look.act("start_over", "btn-sm btn-outline-secondary")])
    return section(words("loading.answered"), [html.Ul(rows), again])
