"""An answer whose subject is gone, moved by hand to a programme or goal of the same date that has none."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence

from dashboard.answers import answers, moves
from dashboard.answers.answers import Answer
from dashboard.answers.moves import TakenError
from dashboard.answers.schema import SUBJECTS
from dashboard.answers.store import AnswersError
from dashboard.answers.versions import EditedMeanwhileError
from dashboard.shell.page import View
from dashboard.topics.answers import queries
from dashboard.topics.answers.card import anchor
from dashboard.topics.answers.queries import Asked
from dashboard.ui import html
from dashboard.ui.fragment import Content

_LOG = logging.getLogger(__name__)
MOVE = "move"
"""The act of the form."""


def moving(view: View, answer: Answer, free: Sequence[Asked]) -> html.Details | html.P:
    """Return the form. free: the programmes and goals of the date that have no answer."""
    words = view.words
    if not free or not view.snapshot.is_newest:
        return html.P(words("answers.nowhere"), className="muted small")
    groups: list[Content] = []
    for kind in SUBJECTS:
        options = [
            html.Option(_named(one), value=anchor(one.key)) for one in free if one.subject.subject == kind
        ]
        if options:
            groups.append(html.Optgroup(options, label=words(f"answers.{kind}")))
    # Nothing is chosen beforehand: no name is near enough to be taken for the other.
    nothing = html.Option(words("answers.move_choose"), value="", selected=True)
    chosen = html.Select([nothing, *groups], name="to", required=True, className="form-select", lang="ko")
    act = html.Button(
        words("answers.act_move"), type="submit", name="act", value=MOVE,
        className="btn btn-sm btn-outline-secondary",
    )  # fmt: skip
    form = html.Form(
        [
            html.Input(type="hidden", name="answer", value=answer.answer_id),
            html.Input(type="hidden", name="seen", value=str(answer.newest.number)),
            html.Label([html.Span(words("answers.move_to")), chosen], className="answer-field"),
            html.Div(act, className="answer-acts"),
        ],
        method="POST", action=view.link("/answers"), className="answer-form",
    )  # fmt: skip
    return html.Details([html.Summary(words("answers.move")), form], className="answer-writing")


def keep_move(view: View, form: Mapping[str, str]) -> tuple[str, str | None]:
    """Move an answer as a form says; return where on the page it stands now, and why it was not moved.

    ValueError where the form is none of ours.
    """
    seen = form["seen"]
    if not seen.isascii() or not seen.isdigit():
        raise ValueError("no form of ours")
    desk, scope = view.desk, view.scope
    if desk is None or desk.writer is None or not desk.sees_all or scope.as_of is None:
        return form["to"], "not_allowed"
    if not view.snapshot.is_newest:
        return form["to"], "not_allowed"
    every = queries.subjects(view.connection, scope)
    to = next((one.subject for one in every if anchor(one.key) == form["to"]), None)
    try:
        with desk.store.writing() as connection:
            found = answers.of_date(connection, scope.organization_id, scope.fiscal_year, scope.as_of)
            matching, homeless = answers.matched(found, [one.subject for one in every])
            moved = next((one for one in homeless if one.answer_id == form["answer"]), None)
            if to is None or moved is None:
                return form["to"], "unknown"
            if moved.newest.number != int(seen):
                return form["to"], "edited"
            if (to.subject, to.subject_key) in matching:
                return form["to"], "taken"
            moves.move(connection, moved, to, desk.writer)
    except EditedMeanwhileError:
        return form["to"], "edited"
    except TakenError:
        return form["to"], "taken"
    except AnswersError as error:
        _LOG.warning("an answer could not be moved: %s", error)
        return form["to"], "away"
    _LOG.info("an answer was moved", extra={"act": MOVE, "subject": to.subject, "role": desk.writer.role})
    return form["to"], None


def not_moved(view: View, why: str) -> html.Div:
    """Return why an answer was not moved, with the way back."""
    words = view.words
    parts = [html.H1(words("answers.not_moved")), html.P(words(f"answers.{why}"))]
    return html.Div(
        [*parts, html.P(html.A(words("answers.back"), href=view.link("/answers")))], className="whole-page"
    )


def _named(one: Asked) -> str:
    return " · ".join(part for part in (one.subject.name, one.subject.unit) if part)
