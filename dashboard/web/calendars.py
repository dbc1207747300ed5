"""The calendars of units: read by programs that cannot sign in, at an address that is a secret."""

from __future__ import annotations

import logging
from datetime import UTC, datetime

from flask import Blueprint, Response, request
from werkzeug.exceptions import Forbidden, NotFound, ServiceUnavailable
from werkzeug.wrappers import Response as AnyResponse

from dashboard.answers import feeds
from dashboard.answers.desk import Desk
from dashboard.answers.feeds import FeedUnit
from dashboard.answers.store import AnswersError, AnswerStore
from dashboard.answers.versions import EditedMeanwhileError
from dashboard.answers.workflow import Writer
from dashboard.shell.page import View
from dashboard.shell.routing import Router
from dashboard.topics.documents import queries as documents
from dashboard.topics.due.calendar import MEDIA_TYPE, to_calendar
from dashboard.topics.due.queries import due_of
from dashboard.topics.due.section import feed_of
from dashboard.ui import html
from dashboard.ui.fragment import Content
from dashboard.ui.labels import LANGUAGES, load
from dashboard.warehouse.snapshots import Snapshots, UnknownBuildError
from dashboard.warehouse.store import WarehouseError
from dashboard.web.middleware.refusal import MalformedError
from dashboard.web.origin import hold_own
from dashboard.web.page_cache import kept_in_cookie
from dashboard.web.plain_page import plain_page
from etl.audience import OF_DEPARTMENTS, Audience

_LOG = logging.getLogger(__name__)
PATH, FORM = "/calendar.ics", "/calendar"
"""Where a calendar is read, its secret in the query, which no log has; and where its address is made."""


def calendars(
    router: Router, snapshots: Snapshots, store: AnswerStore, public_url: str | None, *, is_guarded: bool
) -> Blueprint:
    """Return the routes. public_url: how readers reach the dashboard, where that is set.

    is_guarded: whether readers sign in: a calendar then shows what a manager of the unit may see.
    """
    routes = Blueprint("calendars", __name__)

    def base() -> str:
        return public_url or f"{request.scheme}://{request.host}"

    @routes.get(PATH)
    def calendar() -> AnyResponse:
        try:
            with store.reading() as connection:
                feed = feeds.unit_of(connection, request.args.get("key", ""))
            if feed is None:
                raise NotFound("No calendar has this address; it may have been renewed.")
            return _calendar(snapshots, store, feed, base(), is_guarded=is_guarded)
        except AnswersError as error:
            _LOG.warning("a calendar could not be read: %s", error)
            raise ServiceUnavailable("The calendar cannot be read now. Ask again in a while.") from error
        except WarehouseError as error:
            raise ServiceUnavailable("There is no warehouse to read.") from error

    @routes.post(FORM)
    def renew() -> AnyResponse:
        hold_own()
        unit_id = request.form.get("unit")
        if not unit_id:
            raise MalformedError("The form is none of ours.")
        search = f"?{request.query_string.decode('ascii', 'replace')}" if request.query_string else ""
        try:
            kept = kept_in_cookie(request.cookies.get("preferences"))
            with router.viewed("/teams", search, kept) as (_, view):
                if view is None:
                    raise MalformedError("There is no report with this unit.")
                return _renewed(view, store, unit_id, base())
        except (WarehouseError, UnknownBuildError) as error:
            raise MalformedError("The report with this unit cannot be read any more.") from error

    return routes


def _calendar(
    snapshots: Snapshots, store: AnswerStore, feed: FeedUnit, base: str, *, is_guarded: bool
) -> Response:
    lang = request.args.get("lang", LANGUAGES[0])
    words = load(lang if lang in LANGUAGES else LANGUAGES[0])
    departments = (feed.department,)
    audience = Audience(OF_DEPARTMENTS, departments) if is_guarded else None
    desk = Desk(store, Writer("", OF_DEPARTMENTS), departments)
    with snapshots.snapshot(audience=audience) as snapshot:
        due = due_of(snapshot.connection, desk, feed.organization_id)
        loaded = documents.loaded(snapshot.connection)
        read_at = datetime.now(UTC) if loaded is None else loaded["finished_at"].replace(tzinfo=UTC)
        body = to_calendar(due, feed.unit, words, base=base, read_at=read_at)
    response = Response(body, content_type=MEDIA_TYPE)
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _renewed(view: View, store: AnswerStore, unit_id: str, base: str) -> Response:
    """Make an address anew and show it, once: only its digest is kept."""
    words, feed, desk = view.words, feed_of(view, unit_id), view.desk
    if feed is None or desk is None or desk.writer is None:
        raise Forbidden("The calendar of this unit is not yours.")
    try:
        with store.writing() as connection:
            secret = feeds.renew(connection, feed, desk.writer)
    except EditedMeanwhileError:
        return _told(view, unit_id, "answers.not_kept", html.P(words("due.renewed_meanwhile")), 409)
    except AnswersError as error:
        _LOG.warning("an address could not be made: %s", error)
        return _told(view, unit_id, "answers.not_kept", html.P(words("answers.away")), 503)
    _LOG.info("the address of a calendar was made", extra={"act": "renew", "role": desk.writer.role})
    return _told(view, unit_id, "due.made", _address(view, feed, f"{base}{PATH}?key={secret}"), 200)


def _told(view: View, unit_id: str, title: str, said: Content, status: int) -> Response:
    words = view.words
    back = html.P(html.A(words("due.back"), href=view.link_to("teams", unit_id)))
    content = html.Div([html.H1(words(title)), said, back], className="whole-page")
    response = plain_page(words, words(title), content, status)
    response.headers["Cache-Control"] = "no-store"
    return response


def _address(view: View, feed: FeedUnit, address: str) -> html.Div:
    words = view.words
    return html.Div(
        [
            html.P(words("due.made_text", unit=feed.unit)),
            html.P(html.Code(address, className="secret-address")),
            html.P(words("due.made_once"), className="muted small"),
        ]
    )
