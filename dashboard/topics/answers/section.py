"""The answers to a programme and its goals, or to the goals of a page, beside their figures."""

from __future__ import annotations

from collections.abc import Callable

from dashboard.shell.long_list import part_of
from dashboard.shell.page import View
from dashboard.topics.answers import queries
from dashboard.topics.answers.card import answer_card
from dashboard.topics.answers.queries import Asked
from dashboard.topics.answers.written import cards_of
from dashboard.topics.answers.written_queries import written_of
from dashboard.ui import html
from dashboard.ui.section import section

_SHOWN = 20


def answer_section(view: View, is_of: Callable[[Asked], bool]) -> html.Section | None:
    """Return what is asked of some programmes or goals and answered; None where nothing is, or can be read.

    is_of: whether the page is about a programme or goal. A presentation has none: drafts are for who reads
    them alone, and not for an audience.
    """
    written = None if view.preferences.is_presented else written_of(view.connection, view.scope, view.desk)
    if written is None:
        return None
    cards = cards_of(view, written, filter(is_of, queries.subjects(view.connection, view.scope)))
    if not cards:
        return None
    words, part = view.words, part_of(view, "answers", cards, _SHOWN)
    return section(
        words("answers.title"),
        [*part.above, *(answer_card(view, card, is_in_section=True) for card in part.rows), *part.below],
        more=(words("answers.all"), view.link("/answers")),
    )
