"""Where answers come in: the form of their page, sent as browsers send forms, with or without scripts."""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint, request
from werkzeug.utils import redirect
from werkzeug.wrappers import Response as AnyResponse

from dashboard.answers.desk import Desk
from dashboard.answers.store import AnswerStore
from dashboard.answers.workflow import Writer
from dashboard.shell.page import View
from dashboard.shell.routing import Router
from dashboard.topics.answers.card import anchor
from dashboard.topics.answers.writing import given_back, keep_answer
from dashboard.warehouse.snapshots import UnknownBuildError
from dashboard.warehouse.store import WarehouseError
from dashboard.web.middleware.refusal import MalformedError
from dashboard.web.origin import hold_own, is_here
from dashboard.web.page_cache import kept_in_cookie
from dashboard.web.plain_page import plain_page
from etl.audience import EVERYTHING, Audience

PATH = "/answers"
_STATUS = {"not_allowed": 403, "edited": 409, "away": 503}
_UNUSABLE = 422


def desk_of(store: AnswerStore, signed_in: Callable[[], tuple[Audience, str]] | None) -> Callable[[], Desk]:
    """Return what gives the answers as the reader of the request under way has them.

    signed_in: audience and digest of the reader; None where nobody signs in. There, who sits at the machine
    itself writes, as an executive, and everybody else reads what is reviewed.
    """

    def desk() -> Desk:
        if signed_in is None:
            return Desk(store, Writer("here", EVERYTHING.role) if is_here() else None)
        audience, key = signed_in()
        return Desk(store, Writer(key, audience.role), audience.departments)

    return desk


def answering(router: Router) -> Blueprint:
    """Return the route. A form of another site is refused with 403, one that is none of ours with 400."""
    routes = Blueprint("answering", __name__)

    @routes.post(PATH)
    def answer() -> AnyResponse:
        hold_own()
        search = f"?{request.query_string.decode('ascii', 'replace')}" if request.query_string else ""
        try:
            with router.viewed(PATH, search, kept_in_cookie(request.cookies.get("preferences"))) as (_, view):
                if view is None:
                    raise MalformedError("There is no report to answer for.")
                return _kept(view, search)
        except (WarehouseError, UnknownBuildError) as error:
            raise MalformedError("The report that it is for cannot be read any more.") from error

    return routes


def _kept(view: View, search: str) -> AnyResponse:
    form = dict(request.form.items())
    try:
        unsaved = keep_answer(view, form)
    except (KeyError, ValueError) as error:
        raise MalformedError("The form is none of ours.") from error
    if unsaved is None:
        return redirect(f"{PATH}{search}#{anchor((form['subject'], form['key']))}", 303)
    # No script may take the page away from who has to copy the text or send it again.
    status = _STATUS.get(unsaved.why, _UNUSABLE)
    return plain_page(view.words, view.words("answers.not_kept"), given_back(view, unsaved), status)
