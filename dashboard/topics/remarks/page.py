"""The council's remarks of an institution: by year, unit and state, with what becomes of each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from dashboard.answers.remarks import RemarkText
from dashboard.shell.download import table_sheet
from dashboard.shell.headline import headline
from dashboard.shell.long_list import part_of
from dashboard.shell.page import PART, Choices, Page, View
from dashboard.topics.remarks.card import NEW, progress_mark, remark_card, remark_form
from dashboard.topics.remarks.columns import REMARKS
from dashboard.topics.remarks.seen_queries import STATES, Seen, rows_of, seen_by
from dashboard.topics.remarks.writing import acts_on
from dashboard.ui import html
from dashboard.ui.fragment import Content
from dashboard.ui.section import empty
from dashboard.ui.sheet import Sheet
from dashboard.ui.table import FILE

_ALL = "*"
_SHOWN = 20


def render(view: View) -> list[Content]:
    """Return the remarks up to the chosen year, the newest first, and the form to enter one."""
    words = view.words
    way = html.Link(words("answers.to_page"), href=view.link("/answers"), className="section-more")
    title = html.Div([headline(view, words("remarks.title"), path="/remarks"), html.P(way)])
    every = _every(view)
    if every is None:
        return [title, empty(words("answers.away"), words("answers.away_then"))]
    acts = acts_on(view, None)
    entry: list[Content] = []
    if acts:
        form = remark_form(view, NEW, RemarkText(said=""), acts, seen=0, is_printed=False)
        entry = [html.Details([html.Summary(words("remarks.enter")), form], className="answer-writing")]
    if not every:
        return [title, empty(words("remarks.none"), words("remarks.none_then")), *entry]
    found = _chosen(view, every)
    counted = Counter(one.row["state"] or "none" for one in found)
    again = sum(1 for one in found if one.row["times"] > 1)
    part = part_of(view, "remarks", found, _SHOWN)
    counts = [
        html.Li([progress_mark(view, None if state == "none" else state), f" {counted[state]:,}"])
        for state in STATES
        if counted[state]
    ]
    if not found:
        clear = (words("filter.clear"), view.link_own("/remarks", state=None, office=None))
        return [title, empty(words("remarks.none_chosen"), words("empty.loosen"), clear), *entry]
    return [
        title,
        html.P(words("remarks.sentence", n=len(found), again=again), className="section-sentence"),
        html.Ul(counts, className="status-counts"),
        *entry,
        *part.above,
        *(remark_card(view, one, acts_on(view, one)) for one in part.rows),
        *part.below,
    ]


def download(view: View, _ids: Sequence[str] | None) -> Sheet:
    """Return the remarks in sight, a row each."""
    rows = [one.row for one in _chosen(view, _every(view) or ())]
    return table_sheet(view, "remarks", REMARKS.shown(FILE), rows)


def offers(view: View) -> Choices:
    """Return the states and units that there are remarks of; the first of each is the default."""
    words, every = view.words, _every(view) or ()
    states = {one.row["state"] or "none" for one in every}
    units = sorted({one.row["unit"] for one in every if one.row["unit"]})
    return {
        "state": [
            (_ALL, words("remarks.any_state")),
            *((state, words(f"remarks.state_{state}")) for state in STATES if state in states),
        ],
        "office": [(_ALL, words("remarks.any_unit")), *((unit, unit) for unit in units)],
    }


def _every(view: View) -> Sequence[Seen] | None:
    return seen_by(view.connection, view.scope.organization_id, view.scope.fiscal_year, view.desk)


def _chosen(view: View, every: Sequence[Seen]) -> Sequence[Seen]:
    return rows_of(every, view.own.get("state"), view.own.get("office"))


PAGE = Page(
    code="remarks",
    position=56,
    path="/remarks",
    filters=("org", "year"),
    render=render,
    sheet=download,
    own=("state", "office", PART),
    offers=offers,
    shows_answers=True,
    part_of="answers",
)
