"""Where what people write comes in: as browsers send forms, with or without scripts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from flask import Blueprint, request
from werkzeug.utils import redirect
from werkzeug.wrappers import Response as AnyResponse

from dashboard.answers.desk import Desk
from dashboard.answers.store import AnswerStore
from dashboard.answers.workflow import Writer
from dashboard.shell.page import View
from dashboard.shell.routing import Router
from dashboard.topics.answers.card import anchor as answer_place
from dashboard.topics.answers.moving import MOVE, keep_move, not_moved
from dashboard.topics.answers.writing import given_back, keep_answer
from dashboard.topics.remarks.card import anchor as remark_place
from dashboard.topics.remarks.writing import keep_remark, remark_given_back
from dashboard.ui import html
from dashboard.warehouse.snapshots import UnknownBuildError
from dashboard.warehouse.store import WarehouseError
from dashboard.web.middleware.refusal import MalformedError
from dashboard.web.origin import hold_own, is_here
from dashboard.web.page_cache import kept_in_cookie
from dashboard.web.plain_page import plain_page
from etl.audience import EVERYTHING, Audience

ANSWERS, REMARKS = "/answers", "/remarks"
_STATUS = {"not_allowed": 403, "edited": 409, "taken": 409, "away": 503}
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
        return Desk(store, Writer(key, audience.writes_as), audience.departments)

    return desk


def answering(router: Router) -> Blueprint:
    """Return the routes. A form of another site is refused with 403, one that is none of ours with 400."""
    routes = Blueprint("answering", __name__)

    @routes.post(ANSWERS)
    def answer() -> AnyResponse:
        return _written(router, ANSWERS, _answer_kept)

    @routes.post(REMARKS)
    def remark() -> AnyResponse:
        return _written(router, REMARKS, _remark_kept)

    return routes


def _written(
    router: Router, path: str, keep: Callable[[View, Mapping[str, str]], tuple[str, _Lost | None]]
) -> AnyResponse:
    """Write what the form under way says. keep: returns its place on the page, and what was not kept."""
    hold_own()
    search = f"?{request.query_string.decode('ascii', 'replace')}" if request.query_string else ""
    try:
        with router.viewed(path, search, kept_in_cookie(request.cookies.get("preferences"))) as (_, view):
            if view is None:
                raise MalformedError("There is no report to answer for.")
            try:
                place, lost = keep(view, dict(request.form.items()))
            except (KeyError, ValueError) as error:
                raise MalformedError("The form is none of ours.") from error
            if lost is None:
                return redirect(f"{path}{search}#{place}", 303)
            # No script may take the page away from who has to copy the text or send it again.
            status = _STATUS.get(lost.why, _UNUSABLE)
            return plain_page(view.words, view.words("answers.not_kept"), lost.shown, status)
    except (WarehouseError, UnknownBuildError) as error:
        raise MalformedError("The report that it is for cannot be read any more.") from error


@dataclass(frozen=True, slots=True)
class _Lost:
    """What was not kept. shown: given back to who wrote it."""

    why: str
    shown: html.Div


def _answer_kept(view: View, form: Mapping[str, str]) -> tuple[str, _Lost | None]:
    if form["act"] == MOVE:
        place, why = keep_move(view, form)
        return place, None if why is None else _Lost(why, not_moved(view, why))
    unsaved = keep_answer(view, form)
    place = answer_place((form["subject"], form["key"]))
    return place, None if unsaved is None else _Lost(unsaved.why, given_back(view, unsaved))


def _remark_kept(view: View, form: Mapping[str, str]) -> tuple[str, _Lost | None]:
    key, unsaved = keep_remark(view, form)
    lost = None if unsaved is None else _Lost(unsaved.why, remark_given_back(view, unsaved))
    return remark_place(key), lost
