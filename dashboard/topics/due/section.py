"""The calendar of a unit, on its page: for who may have its address made."""

from __future__ import annotations

from dashboard.answers.feeds import FeedUnit, has_feed
from dashboard.answers.store import AnswersError
from dashboard.shell.page import View
from dashboard.topics.answers import queries as answers
from dashboard.ui import html
from dashboard.ui.section import section


def calendar_section(view: View, unit_id: str) -> html.Section | None:
    """Return how a unit's calendar is subscribed to; None for who may not, or where nothing can be read."""
    feed, desk, words = feed_of(view, unit_id), view.desk, view.words
    if feed is None or desk is None:
        return None
    try:
        with desk.store.reading() as connection:
            is_made = has_feed(connection, feed)
    except AnswersError:
        return None
    parts = [
        html.Input(type="hidden", name="unit", value=unit_id),
        html.Button(
            words("due.renew" if is_made else "due.make"),
            type="submit",
            className="btn btn-sm btn-outline-secondary",
        ),
    ]
    form = html.Form(parts, method="POST", action=view.link("/calendar"), className="answer-acts")
    sentence = words("due.renew_why" if is_made else "due.make_why")
    return section(words("due.title"), [form], sentence=sentence, name="unit-calendar")


def feed_of(view: View, unit_id: str) -> FeedUnit | None:
    """Return the unit whose calendar the reader may have an address made for; None where it may not be."""
    desk = view.desk
    if desk is None or desk.writer is None or not view.snapshot.is_newest:
        return None
    found = next((unit for unit in answers.units(view.connection) if unit[0] == unit_id), None)
    if found is None:
        return None
    _, organization_id, _, path = found
    is_own = unit_id in desk.own(answers.units(view.connection))
    return FeedUnit(organization_id, "/".join(path)) if desk.sees_all or is_own else None
