"""Where documents come in: forms of pages that need no script, from a page of ours and who may load alone."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from datetime import date, datetime

from flask import Blueprint, Response, abort, g, request
from sqlalchemy.exc import DBAPIError
from werkzeug.exceptions import NotFound
from werkzeug.utils import redirect
from werkzeug.wrappers import Response as AnyResponse

from dashboard.loading import work
from dashboard.loading.blank_form import blank_form
from dashboard.loading.places import Places
from dashboard.loading.setting_right import figures_of
from dashboard.loading.uploads import (
    Person,
    Upload,
    Uploads,
)
from dashboard.shell.filters import from_query
from dashboard.shell.preferences import preferences
from dashboard.shell.routing import Router
from dashboard.shell.signed_in import signed_in
from dashboard.topics.builds.queries import OtherVersionError
from dashboard.topics.loading.asking import Unanswered
from dashboard.topics.loading.handed_in import handed_in
from dashboard.topics.loading.look import FORM, PATH, Look
from dashboard.topics.loading.one_upload import one_upload
from dashboard.topics.loading.preview import changed
from dashboard.topics.loading.setting_right import setting_right
from dashboard.ui.format import Formatter
from dashboard.ui.fragment import Content, Element
from dashboard.ui.labels import load
from dashboard.warehouse.facsimiles import Box, Facsimiles
from dashboard.warehouse.snapshots import UnknownBuildError
from dashboard.warehouse.store import WarehouseError
from dashboard.web.loading_acts import ACTS, answer, set_right_by, throw_away
from dashboard.web.middleware.refusal import MalformedError
from dashboard.web.origin import hold_own, is_here
from dashboard.web.page_cache import kept_in_cookie
from dashboard.web.plain_page import plain_page
from etl.audience import EVERYTHING, Audience
from etl.readers.errors import ReadError

_LOG = logging.getLogger(__name__)
_UNUSABLE, _CONFLICT = 422, 409
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_HERE = "here"
"""Who loads where nobody signs in."""
_MOST_FILES = 40
_MOST_PASTED = 2_000_000
_PASTED_ENDING = ".txt"
_PDF = "PDF"


def loader_of(signed_in: Callable[[], tuple[Audience, str]] | None) -> Callable[[], Person | None]:
    """Return what tells who makes the request under way, where that person may load; None for all others.

    signed_in: audience and digest of the reader; None where nobody signs in: there it is who sits at the
    machine itself.
    """

    def loader() -> Person | None:
        if signed_in is None:
            return Person(_HERE, EVERYTHING.role) if is_here() else None
        audience, key = signed_in()
        return Person(key, audience.role) if audience.sees_everything else None

    return loader


def loading(
    router: Router,
    places: Places,
    facsimiles: Facsimiles,
    loader: Callable[[], Person | None],
    most_bytes: int,
) -> Blueprint:
    """Return the routes; to everybody else there are none. most_bytes: the longest body that is handed in."""
    routes = Blueprint("loading", __name__)
    uploads = Uploads(places.uploads)

    def person() -> Person:
        found = loader()
        if found is None:
            raise NotFound
        g.person = found
        return found

    def found(upload_id: str) -> Upload:
        upload = uploads.find(upload_id)
        if upload is None:
            raise NotFound
        return upload

    @routes.before_app_request
    def let_in_files() -> None:
        # Only those who may load hand in more than others.
        if request.method == "POST" and request.path == PATH and loader() is not None:
            request.max_content_length = most_bytes
            request.max_form_memory_size = _MOST_PASTED

    @routes.get(PATH)
    def every() -> Response:
        person()
        work.begin_waiting(places)
        return _page(handed_in(_look(), uploads, _today()), "loading.title")

    @routes.get(FORM)
    def form() -> Response:
        person()
        try:
            name, content = blank_form(request.args)
        except ValueError:
            again = handed_in(_look(), uploads, _today(), is_no_form=True)
            return _page(again, "loading.title", _UNUSABLE)
        response = Response(content, mimetype=_XLSX)
        response.headers.set("Content-Disposition", "attachment", filename=name)
        response.headers["Cache-Control"] = "private, no-store"
        return response

    @routes.post(PATH)
    def hand_in() -> AnyResponse:
        who = person()
        hold_own()
        look = _look()
        taken, refused = _taken(uploads, who, look)
        work.begin_waiting(places)
        if refused:
            return _page(handed_in(look, uploads, _today(), refused), "loading.title", _UNUSABLE)
        if not taken:
            return redirect(look.address(), 303)
        return redirect(look.address(taken[0].upload_id if len(taken) == 1 else None), 303)

    @routes.get(f"{PATH}/<upload_id>")
    def one(upload_id: str) -> Response:
        person()
        upload = found(upload_id)
        work.begin_waiting(places)
        return _shown(router, places, upload)

    @routes.post(f"{PATH}/<upload_id>")
    def act(upload_id: str) -> AnyResponse:
        who = person()
        hold_own()
        upload, look = found(upload_id), _look()
        said = request.form.get("act", "answer")
        if said == "answer":
            if (wrong := answer(uploads, upload, who, places)) is not None:
                return _shown(router, places, upload, wrong)
        elif said == "set_right":
            line, why = set_right_by(_look(), uploads, upload, who, places)
            if why is not None:
                return _line(upload, line, why)
        elif said == "throw_away":
            throw_away(uploads, upload, who)
            return redirect(look.address(), 303)
        elif said in ACTS:
            ACTS[said](uploads, upload, who, places)
        else:
            raise MalformedError("The form is none of ours.")
        return redirect(look.address(upload_id), 303)

    @routes.get(f"{PATH}/<upload_id>/lines/<int:line>")
    def set_right(upload_id: str, line: int) -> Response:
        person()
        return _line(found(upload_id), line)

    def _line(upload: Upload, line: int, why: Content | str | None = None) -> Response:
        if upload.state != "drafted":
            raise NotFound
        content = setting_right(
            _look(), upload, line, figures_of(upload, line), has_pages=_has_pages(upload, facsimiles), why=why
        )
        return _page(content, "loading.set_right", 200 if why is None else _UNUSABLE, upload.name)

    @routes.get(f"{PATH}/<upload_id>/pages/<int:page>.png")
    def picture(upload_id: str, page: int) -> Response:
        person()
        upload = found(upload_id)
        if not _has_pages(upload, facsimiles):
            abort(404)
        content = facsimiles.page(upload.file, upload.sha256, page, _box(request.args.get("box")))
        if content is None:
            abort(404)
        response = Response(content, mimetype="image/png")
        response.headers["Cache-Control"] = "private, no-store"
        return response

    def _shown(router: Router, places: Places, upload: Upload, wrong: Unanswered | None = None) -> Response:
        draft = upload.record("draft")
        if (broke := upload.progress.broke) is not None:
            _LOG.error("a work on an upload broke: %s", broke)
        is_outdated = False
        if draft is not None and upload.state == "drafted":
            is_outdated = router.is_outdated(draft["published"])
        content = one_upload(
            _look(),
            upload,
            lambda: _changes(router, upload, draft or {}),
            has_pages=_has_pages(upload, facsimiles),
            is_last=uploads.last_published() == upload.upload_id,
            is_outdated=is_outdated,
            wrong=wrong,
        )
        status = 200 if wrong is None else _UNUSABLE if wrong.earlier is None else _CONFLICT
        return _page(content, "loading.title", status, upload.name)

    return routes


def _look() -> Look:
    search = request.query_string.decode("ascii", "replace")
    chosen, _ = preferences(kept_in_cookie(request.cookies.get("preferences")), from_query(search))
    words = load(chosen.lang)
    said = "&".join(f"{name}={value}" for name, value in chosen.in_url if name in ("lang", "unit", "theme"))
    return Look(words, Formatter(words, chosen.unit), f"?{said}" if said else "")


def _today() -> date:
    return datetime.now().astimezone().date()


def _page(content: Element, title: str, status: int = 200, about: str = "") -> Response:
    words = _look().words
    named = " · ".join(part for part in (about, words(title)) if part)
    ways = [(words("frame.home"), "/"), (words("loading.title"), PATH), (words("sources.title"), "/sources")]
    reader = None if g.person.key == _HERE else signed_in(g.person.role, words)
    response = plain_page(words, named, content, status, ways=ways, script="loading", reader=reader)
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _taken(uploads: Uploads, who: Person, look: Look) -> tuple[list[Upload], list[tuple[str, str]]]:
    """Keep what was sent; return it, and of what was not taken the name and why."""
    sent: list[tuple[str, bytes]] = []
    files = request.files.getlist("files")
    for file in files[:_MOST_FILES]:
        # A large one waits in a file of its own, which goes when it is closed.
        with closing(file.stream):
            if file.filename:
                sent.append((file.filename, file.read()))
    pasted = request.form.get("pasted", "").strip("\r\n")
    if pasted.strip():
        title = " ".join(request.form.get("pasted_title", "").split()) or look.words("loading.pasted_name")
        text = pasted.replace("\r\n", "\n")
        sent.append((f"{title}{_PASTED_ENDING}", f"{title}\n\n{text}\n".encode()))
    taken: list[Upload] = []
    too_many = f"is one of more than {_MOST_FILES} files at a time; hand it in by itself"
    refused = [(file.filename or "", too_many) for file in files[_MOST_FILES:]]
    for name, content in sent:
        try:
            taken.append(uploads.add(name, content, who))
        except ReadError as error:
            refused.append((name, str(error)))
        except OSError as error:
            _LOG.error("an upload cannot be kept: %s", error)
            refused.append((name, f"cannot be kept ({error.strerror})"))
    return taken, refused


def _changes(router: Router, upload: Upload, draft: Mapping[str, object]) -> list[Content]:
    """Return what a draft would change; nothing where it cannot be compared."""
    preferred, base = kept_in_cookie(request.cookies.get("preferences")), f"{PATH}/{upload.upload_id}"
    try:
        with router.viewed("/builds", f"?build={draft.get('load_id')}", preferred) as (_, view):
            if view is None:
                return []
            return changed(view, lambda line: f"{base}/lines/{line}", str(draft["document_id"]))
    except (WarehouseError, UnknownBuildError, OtherVersionError, DBAPIError) as error:
        _LOG.warning("a draft cannot be compared: %s", error)
        return []


def _has_pages(upload: Upload, facsimiles: Facsimiles) -> bool:
    return upload.format == _PDF or facsimiles.is_drawn(upload.sha256)


def _box(asked: str | None) -> Box | None:
    try:
        edges: Sequence[float] = [float(edge) for edge in (asked or "").split(" ")]
    except ValueError:
        return None
    return (edges[0], edges[1], edges[2], edges[3]) if len(edges) == 4 else None
