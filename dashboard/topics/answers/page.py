"""What the figures ask an answer for, with what is answered: one page to write, review and read it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from dashboard.answers.answers import Answer
from dashboard.shell.download import table_sheet
from dashboard.shell.headline import headline
from dashboard.shell.long_list import part_of
from dashboard.shell.page import PART, Page, View
from dashboard.topics.answers import queries
from dashboard.topics.answers.card import answer_card, state_mark
from dashboard.topics.answers.columns import ANSWERS
from dashboard.topics.answers.moving import moving
from dashboard.topics.answers.written import cards_of
from dashboard.topics.answers.written_queries import Written, answer_rows, written_of
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
    way = html.Link(words("remarks.to_page"), href=view.link("/remarks"), className="section-more")
    title = html.Div([headline(view, words("answers.title"), path="/answers"), html.P(way)])
    if view.scope.as_of is None:
        return [title, empty(words("answers.undated"))]
    written = written_of(view.connection, view.scope, view.desk)
    if written is None:
        return [title, empty(words("answers.away"), words("answers.away_then"))]
    cards = cards_of(view, written, queries.asked(view.connection, view.scope, view.filters))
    homeless = _homeless(written)
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
        every = queries.subjects(view.connection, view.scope)
        free = [one for one in every if one.key not in written.of_date]
        rows = [html.Li([*_lost(view, answer), moving(view, answer, free)]) for answer in homeless]
        parts.append(
            section(words("answers.homeless"), [html.Ul(rows)], sentence=words("answers.homeless_why"))
        )
    return parts


def download(view: View, _ids: Sequence[str] | None) -> Sheet:
    """Return what is asked and answered, a row each."""
    written = written_of(view.connection, view.scope, view.desk)
    found = queries.asked(view.connection, view.scope, view.filters)
    rows = [] if written is None else [row for _, row in answer_rows(written, found)]
    return table_sheet(view, "answers", ANSWERS.shown(FILE), rows)


def _homeless(written: Written) -> Sequence[Answer]:
    """Return the answers of the date whose programme or goal the reports do not name any more.

    To whom all is shown alone: nobody else can be told whether it is theirs.
    """
    return written.homeless if written.desk.sees_all else ()


def _lost(view: View, answer: Answer) -> list[Content | str]:
    text = answer.newest.text
    return [
        html.Strong(answer.subject.name, lang="ko"),
        f" · {answer.subject.unit}" if answer.subject.unit else "",
        " ",
        state_mark(view, answer.newest.state),
        html.P(f"{text.reason} / {text.plan}"),
    ]


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
