"""What the figures ask an answer for, with what is answered: one page to write, review and read it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from dashboard.answers.answers import Answer
from dashboard.shell.download import table_sheet
from dashboard.shell.headline import headline
from dashboard.shell.long_list import part_of
from dashboard.shell.page import PART, Page, View
from dashboard.topics.answers import queries
from dashboard.topics.answers.card import Card, answer_card, state_mark
from dashboard.topics.answers.columns import ANSWERS
from dashboard.topics.answers.written import Written, cards_of, written_of
from dashboard.ui import html
from dashboard.ui.fragment import Content
from dashboard.ui.section import empty, section
from dashboard.ui.sheet import Sheet
from dashboard.ui.table import FILE

_SHOWN = 20
_STATES = ("none", "draft", "returned", "submitted", "reviewed")


def render(view: View) -> list[Content]:
    """Return what is asked and what is answered, the gravest first; and answers whose subject is gone."""
    words = view.words
    title = headline(view, words("answers.title"), path="/answers")
    if view.scope.as_of is None:
        return [title, empty(words("answers.undated"))]
    written = written_of(view)
    if written is None:
        return [title, empty(words("answers.away"), words("answers.away_then"))]
    cards = cards_of(view, written, queries.asked(view.connection, view.scope, view.filters))
    homeless = _homeless(view, written)
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
    written = written_of(view)
    rows: list[dict[str, Any]] = []
    if written is not None:
        rows = [
            _row(view, card)
            for card in cards_of(view, written, queries.asked(view.connection, view.scope, view.filters))
        ]
    return table_sheet(view, "answers", ANSWERS.shown(FILE), rows)


def _homeless(view: View, written: Written) -> list[Answer]:
    """Return the answers of the date whose programme or goal the reports do not name any more.

    To whom all is shown alone: nobody else can be told whether it is theirs.
    """
    if not written.desk.sees_all:
        return []
    known = {one.key for one in queries.subjects(view.connection, view.scope)}
    return [answer for key, answer in written.of_date.items() if key not in known]


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
