"""The cards of what is asked and answered, as the reader of a page may see and write it."""

from __future__ import annotations

from collections.abc import Iterable

from dashboard.answers.workflow import ACTS
from dashboard.shell.page import View
from dashboard.topics.answers.card import Card
from dashboard.topics.answers.queries import Asked
from dashboard.topics.answers.written_queries import Written, of_earlier_years


def cards_of(view: View, written: Written, found: Iterable[Asked]) -> list[Card]:
    """Return a card for each that is asked, or that has an answer in sight though nothing asks for it now."""
    desk, cards = written.desk, []
    for asked in found:
        answer, versions, runs_it = written.of_date.get(asked.key), written.seen(asked), written.runs(asked)
        if not asked.why and not versions:
            continue
        acts = [act for act in ACTS if view.snapshot.is_newest and desk.may(act, answer, runs_it=runs_it)]
        earlier = [
            (one.subject.as_of, version) for one, version in of_earlier_years(view.connection, written, asked)
        ]
        cards.append(Card(asked, answer, versions, acts, earlier))
    return cards
