"""What is written of a report's programmes and goals, as the reader of a page may see it."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from dashboard.answers import answers
from dashboard.answers.answers import Answer, Version
from dashboard.answers.desk import Desk, runs
from dashboard.answers.store import AnswersError
from dashboard.answers.workflow import ACTS
from dashboard.shell.page import View
from dashboard.topics.answers import queries
from dashboard.topics.answers.card import Card
from dashboard.topics.answers.queries import Asked
from dashboard.warehouse.scopes import scopes_of

_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Written:
    """The answers of a date and those of earlier years, by subject. own: the reader's units."""

    desk: Desk
    of_date: Mapping[tuple[str, str], Answer]
    earlier: Mapping[tuple[str, str], Sequence[Answer]]
    own: frozenset[str]


def written_of(view: View) -> Written | None:
    """Return what is written of a view's date; None without a date, or where it cannot be read."""
    desk, scope = view.desk, view.scope
    if desk is None or scope.as_of is None:
        return None
    try:
        with desk.store.reading() as connection:
            return Written(
                desk,
                answers.of_date(connection, scope.organization_id, scope.fiscal_year, scope.as_of),
                answers.before(connection, scope.organization_id, scope.fiscal_year),
                desk.own(queries.units(view.connection)),
            )
    except AnswersError as error:
        _LOG.warning("answers could not be read: %s", error)
        return None


def cards_of(view: View, written: Written, found: Iterable[Asked]) -> list[Card]:
    """Return a card for each that is asked, or that has an answer in sight though nothing asks for it now."""
    desk, cards = written.desk, []
    for asked in found:
        answer = written.of_date.get(asked.key)
        runs_it = runs(asked.unit_ids, written.own)
        versions = (
            () if answer is None else desk.sees(answer, runs_it=runs_it, is_published=asked.is_published)
        )
        if not asked.why and not versions:
            continue
        acts = [act for act in ACTS if view.snapshot.is_newest and desk.may(act, answer, runs_it=runs_it)]
        earlier = [
            (one.subject.as_of, seen)
            for one in written.earlier.get(asked.key, ())
            if (seen := _earlier(view, desk, one, runs_it=runs_it))
        ]
        cards.append(Card(asked, answer, versions, acts, earlier))
    return cards


def _earlier(view: View, desk: Desk, answer: Answer, *, runs_it: bool) -> Version | None:
    """Return what was reviewed of an earlier date, where the reader may see it."""
    if desk.is_theirs(runs_it=runs_it):
        return answer.reviewed
    return next(iter(desk.sees(answer, runs_it=False, is_published=_is_public(view, answer))), None)


def _is_public(view: View, answer: Answer) -> bool:
    """Tell whether a published report in sight still names what an answer is for, at the answer's own date.

    That this year's report is published says nothing of an earlier one's.
    """
    of = answer.subject
    return any(
        one.is_published and one.key == (of.subject, of.subject_key)
        for scope in scopes_of(view.connection, of.organization_id)
        if (scope.fiscal_year, scope.as_of) == (of.fiscal_year, of.as_of)
        for one in queries.subjects(view.connection, scope)
    )
