"""An answer on its way in: read from the form, held to what the reader may do, and kept."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from datetime import date

from dashboard.answers import answers
from dashboard.answers.answers import Text, Version
from dashboard.answers.desk import Unsaved, runs
from dashboard.answers.store import AnswersError
from dashboard.answers.versions import EditedMeanwhileError, UnusableError
from dashboard.answers.workflow import ACTS, RETURN, REVIEW, SUBMIT
from dashboard.shell.page import View
from dashboard.topics.answers import queries
from dashboard.topics.answers.card import answer_form, answered
from dashboard.topics.answers.queries import Asked
from dashboard.topics.answers.written_queries import written_of
from dashboard.ui import html
from dashboard.ui.fragment import Content

_LOG = logging.getLogger(__name__)
_MOST_VERSIONS = 10_000


def keep_answer(view: View, form: Mapping[str, str]) -> Unsaved | None:
    """Write what a form says as the next version of an answer; what could not be kept is given back.

    Who may write is asked here, of the warehouse that the reader sees, whatever the form was made with.
    ValueError where the form is none of ours.
    """
    key = (form["subject"], form["key"])
    act, seen = form["act"], form["seen"]
    if act not in ACTS or not seen.isascii() or not seen.isdigit() or int(seen) > _MOST_VERSIONS:
        raise ValueError("no form of ours")
    text, is_day = _text(form)

    def unsaved(why: str) -> Unsaved:
        return Unsaved(key, text, why)

    desk, scope = view.desk, view.scope
    if desk is None or desk.writer is None or not view.snapshot.is_newest or scope.as_of is None:
        return unsaved("not_allowed")
    every = {one.key: one for one in queries.subjects(view.connection, scope)}
    asked = every.get(key)
    if asked is None:
        return unsaved("unknown")
    own = desk.own(queries.units(view.connection))
    try:
        with desk.store.writing() as connection:
            of_date = answers.of_date(connection, scope.organization_id, scope.fiscal_year, scope.as_of)
            answer = answers.matched(of_date, [one.subject for one in every.values()])[0].get(key)
            if (0 if answer is None else answer.newest.number) != int(seen):
                return unsaved("edited")
            if not desk.may(act, answer, runs_it=runs(asked.unit_ids, own)):
                return unsaved("not_allowed")
            if act in (REVIEW, RETURN) and answer is not None:
                # Who reviews writes a remark beside the text, and not the text.
                held = answer.newest.text
                text = Text(held.reason, held.plan, held.due_on, text.remark)
            elif not is_day:
                return unsaved("no_day")
            if act == SUBMIT and not (text.reason and text.plan):
                return unsaved("incomplete")
            answer_id = None if answer is None else answer.answer_id
            answers.write(
                connection, asked.subject, act, text, desk.writer, seen=int(seen), answer_id=answer_id
            )
    except EditedMeanwhileError:
        return unsaved("edited")
    except UnusableError:
        return unsaved("too_long")
    except AnswersError as error:
        _LOG.warning("an answer could not be kept: %s", error)
        return unsaved("away")
    _LOG.info("an answer was kept", extra={"act": act, "subject": key[0], "role": desk.writer.role})
    return None


def given_back(view: View, unsaved: Unsaved) -> html.Div:
    """Return a text that was not kept, with the reason, what stands there now, and the way to try again."""
    words = view.words
    parts: list[Content] = [
        html.H1(words("answers.not_kept")),
        html.P(words(f"answers.{unsaved.why}")),
    ]
    asked = {one.key: one for one in queries.subjects(view.connection, view.scope)}.get(unsaved.key)
    acts, newest = _what_may_be_done(view, asked)
    if asked is not None and newest is not None:
        parts += [html.H2(words("answers.there_now")), answered(view, newest)]
    if asked is None or not acts:
        text = unsaved.text
        parts += [html.Blockquote(said) for said in (text.reason, text.plan, text.remark) if said]
    else:
        parts.append(html.H2(words("answers.yours")))
        seen = 0 if newest is None else newest.number
        parts.append(answer_form(view, asked, unsaved.text, acts, seen=seen))
    parts.append(html.P(html.A(words("answers.back"), href=view.link("/answers"))))
    return html.Div(parts, className="whole-page")


def _what_may_be_done(view: View, asked: Asked | None) -> tuple[Sequence[str], Version | None]:
    """Return what the reader may do with an answer now, and its newest version if the reader writes it."""
    desk, scope = view.desk, view.scope
    if asked is None or desk is None or scope.as_of is None:
        return (), None
    written = written_of(view.connection, scope, desk)
    if written is None:
        return (), None
    answer = written.of_date.get(asked.key)
    acts = [act for act in ACTS if desk.may(act, answer, runs_it=written.runs(asked))]
    return acts, answer.newest if answer is not None and acts else None


def _text(form: Mapping[str, str]) -> tuple[Text, bool]:
    """Return what is written, and whether its date is one."""
    said = form.get("due_on", "")
    try:
        due_on, is_day = (date.fromisoformat(said) if said else None), True
    except ValueError:
        due_on, is_day = None, False
    reason, plan, remark = (_tidy(form.get(name, "")) for name in ("reason", "plan", "remark"))
    return Text(reason, plan, due_on, remark), is_day


def _tidy(text: str) -> str:
    # Browsers send line ends as networks do.
    return text.replace("\r\n", "\n").strip()
