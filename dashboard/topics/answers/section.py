"""The answers to a programme and its goals, beside their figures."""

from __future__ import annotations

from dashboard.shell.page import View
from dashboard.topics.answers import queries
from dashboard.topics.answers.card import answer_card
from dashboard.topics.answers.written import cards_of, written_of
from dashboard.ui import html
from dashboard.ui.section import section


def answer_section(view: View, program_id: str) -> html.Section | None:
    """Return what is asked of a programme and answered; None where nothing is, or nothing can be read."""
    written = written_of(view)
    if written is None:
        return None
    every = queries.subjects(view.connection, view.scope)
    cards = cards_of(view, written, [one for one in every if one.row["program_id"] == program_id])
    if not cards:
        return None
    words = view.words
    return section(
        words("answers.title"),
        [answer_card(view, card, is_in_section=True) for card in cards],
        more=(words("answers.all"), view.link("/answers")),
    )
