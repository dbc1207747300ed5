"""What the figures ask an answer for, with what is answered: one page to write, review and read it."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dashboard.answers import answers
from dashboard.answers.answers import Answer, Version
from dashboard.answers.desk import Desk, runs
from dashboard.answers.store import AnswersError
from dashboard.answers.workflow import ACTS
from dashboard.shell.download import table_sheet
from dashboard.shell.headline import headline
from dashboard.shell.long_list import part_of
from dashboard.shell.page import PART, Page, View
from dashboard.topics.answers import queries
from dashboard.topics.answers.card import Card, answer_card, state_mark
from dashboard.topics.answers.columns import ANSWERS
from dashboard.topics.answers.queries import Asked
from dashboard.ui import html
from dashboard.ui.fragment import Content
from dashboard.ui.section import empty, section
from dashboard.ui.sheet import Sheet
from dashboard.ui.table import FILE

_LOG = logging.getLogger(__name__)
_SHOWN = 20
_STATES = ("none", "draft", "returned", "submitted", "reviewed")


@dataclass(frozen=True, slots=True)
class _Read:
    """What is written of a scope. of_date: by subject; earlier: of earlier years. own: the reader's units."""

    of_date: Mapping[tuple[str, str], Answer]
    earlier: Mapping[tuple[str, str], Sequence[Answer]]
    own: frozenset[str]


def render(view: View) -> list[Content]:
    """Return what is asked and what is answered, the gravest first; and answers whose subject is gone."""
    words = view.words
    title = headline(view, words("answers.title"), path="/answers")
    if view.scope.as_of is None:
        return [title, empty(words("answers.undated"))]
    read, desk = _read(view), view.desk
    if desk is None or read is None:
        return [title, empty(words("answers.away"), words("answers.away_then"))]
    cards = _cards(view, desk, read)
    homeless = _homeless(view, desk, read)
    if not cards and not homeless:
        return [title, empty(words("answers.none"))]
    counted = Counter(card.versions[-1].state if card.versions else "none" for card in cards)
    part = part_of(view, "answers", cards, _SHOWN)
    parts: list[Content] = [
        title,
        html.P(words("answers.sentence", n=len(cards), open=counted["none"]), className="section-sentence"),
        html.Ul(
            [
                html.Li([state_mark(view, None if state == "none" else state), f" {counted[state]:,}"])
                for state in _STATES
                if counted[state]
            ],
            className="status-counts",
        ),
        *part.above,
        *(answer_card(view, card) for card in part.rows),
        *part.below,
    ]
    if homeless:
        rows = [html.Li(_lost(view, answer)) for answer in homeless]
        parts.append(
            section(words("answers.homeless"), [html.Ul(rows)], sentence=words("answers.homeless_why"))
        )
    return parts


def download(view: View, _ids: Sequence[str] | None) -> Sheet:
    """Return what is asked and answered, a row each."""
    read, desk = _read(view), view.desk
    rows: list[dict[str, Any]] = []
    if read is not None and desk is not None:
        rows = [_row(view, card) for card in _cards(view, desk, read)]
    return table_sheet(view, "answers", ANSWERS.shown(FILE), rows)


def _read(view: View) -> _Read | None:
    """Return what is written; None where the database cannot be reached."""
    desk, scope = view.desk, view.scope
    if desk is None or scope.as_of is None:
        return None
    try:
        with desk.store.reading() as connection:
            return _Read(
                answers.of_date(connection, scope.organization_id, scope.fiscal_year, scope.as_of),
                answers.before(connection, scope.organization_id, scope.fiscal_year),
                desk.own(queries.units(view.connection)),
            )
    except AnswersError as error:
        _LOG.warning("answers could not be read: %s", error)
        return None


def _cards(view: View, desk: Desk, read: _Read) -> list[Card]:
    """What is asked for an answer, and what has one that the reader sees though nothing asks for it now."""
    found = []
    for asked in queries.asked(view.connection, view.scope, view.filters):
        answer = read.of_date.get(asked.key)
        runs_it = runs(asked.unit_ids, read.own)
        versions = _seen(desk, asked, answer, runs_it=runs_it)
        if not asked.why and not versions:
            continue
        acts = [act for act in ACTS if view.snapshot.is_newest and desk.may(act, answer, runs_it=runs_it)]
        earlier = [
            (one.subject.as_of, one.reviewed)
            for one in read.earlier.get(asked.key, ())
            if one.reviewed is not None
        ]
        shown = earlier if acts or asked.is_published else []
        found.append(Card(asked, answer, versions, acts, shown))
    return found


def _seen(desk: Desk, asked: Asked, answer: Answer | None, *, runs_it: bool) -> Sequence[Version]:
    return () if answer is None else desk.sees(answer, runs_it=runs_it, is_published=asked.is_published)


def _homeless(view: View, desk: Desk, read: _Read) -> list[Answer]:
    """Return the answers of the date whose programme or goal the reports do not name any more.

    To whom all is shown alone: nobody else can be told whether it is theirs.
    """
    if not desk.sees_all:
        return []
    known = {one.key for one in queries.subjects(view.connection, view.scope)}
    return [answer for key, answer in read.of_date.items() if key not in known]


def _lost(view: View, answer: Answer) -> list[Content | str]:
    text = answer.newest.text
    return [
        html.Strong(answer.subject.name, lang="ko"),
        f" · {answer.subject.unit}" if answer.subject.unit else "",
        " ",
        state_mark(view, answer.newest.state),
        html.P(f"{text.reason} / {text.plan}"),
    ]


def _row(view: View, card: Card) -> dict[str, Any]:
    words, asked = view.words, card.asked
    version = card.versions[-1] if card.versions else None
    return {
        "subject": words(f"answers.{asked.subject.subject}"),
        "name": asked.subject.name,
        "unit": asked.subject.unit,
        "why": ", ".join(words(f"answers.why_{why}") for why in asked.why),
        "state": words(f"answers.state_{version.state if version else 'none'}"),
        "printed_reason": asked.row.get("reason"),
        "reason": version.text.reason if version else None,
        "plan": version.text.plan if version else None,
        "due_on": version.text.due_on if version else None,
        "document_id": asked.row["document_id"],
        "line": asked.row["line"],
    }


PAGE = Page(
    code="answers",
    position=55,
    path="/answers",
    filters=("org", "year", "as_of", "direction", "department", "funding"),
    render=render,
    sheet=download,
    own=(PART,),
    shows_answers=True,
)
