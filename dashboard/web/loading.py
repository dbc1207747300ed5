"""Where documents come in: forms of pages that need no script, from a page of ours and who may load alone."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from datetime import datetime

from flask import Blueprint, Response, abort, g, request
from sqlalchemy.exc import DBAPIError
from werkzeug.exceptions import NotFound
from werkzeug.utils import redirect
from werkzeug.wrappers import Response as AnyResponse

from dashboard.answers.personal import personal_marks
from dashboard.loading import kept, work
from dashboard.loading.places import Places
from dashboard.loading.questions import LEFT_OPEN
from dashboard.loading.setting_right import figures_of, keep
from dashboard.loading.uploads import (
    DECLARE,
    PUBLISH,
    READ,
    RECOVER,
    TAKE_BACK,
    TAKEN_BACK,
    Person,
    Upload,
    Uploads,
)
from dashboard.shell.filters import from_query
from dashboard.shell.preferences import preferences
from dashboard.shell.routing import Router
from dashboard.shell.signed_in import signed_in
from dashboard.topics.builds.queries import OtherVersionError
from dashboard.topics.loading.handed_in import handed_in
from dashboard.topics.loading.look import PATH, Look
from dashboard.topics.loading.one_upload import one_upload
from dashboard.topics.loading.preview import changed
from dashboard.topics.loading.setting_right import setting_right
from dashboard.ui.format import Formatter
from dashboard.ui.fragment import Content, Element
from dashboard.ui.labels import load
from dashboard.warehouse.facsimiles import Box, Facsimiles
from dashboard.warehouse.snapshots import UnknownBuildError
from dashboard.warehouse.store import WarehouseError
from dashboard.web.middleware.refusal import MalformedError
from dashboard.web.origin import hold_own, is_here
from dashboard.web.page_cache import kept_in_cookie
from dashboard.web.plain_page import plain_page
from etl.audience import EVERYTHING, Audience
from etl.facts import FactError
from etl.readers.errors import ReadError

_LOG = logging.getLogger(__name__)
_UNUSABLE = 422
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
        return _page(handed_in(_look(), uploads), "loading.title")

    @routes.post(PATH)
    def hand_in() -> AnyResponse:
        who = person()
        hold_own()
        look = _look()
        taken, refused = _taken(uploads, who, look)
        work.begin_waiting(places)
        if refused:
            return _page(handed_in(look, uploads, refused), "loading.title", _UNUSABLE)
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
            if not _answer(uploads, upload, who, places):
                return _shown(router, places, upload, is_unusable=True)
        elif said == "set_right":
            line, why = _set_right(uploads, upload, who, places)
            if why is not None:
                return _line(upload, line, why)
        elif said == "throw_away":
            _throw_away(uploads, upload, who)
            return redirect(look.address(), 303)
        elif said in _ACTS:
            _ACTS[said](uploads, upload, who, places)
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

    def _shown(router: Router, places: Places, upload: Upload, *, is_unusable: bool = False) -> Response:
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
            is_unusable=is_unusable,
        )
        return _page(content, "loading.title", _UNUSABLE if is_unusable else 200, upload.name)

    return routes


def _look() -> Look:
    search = request.query_string.decode("ascii", "replace")
    chosen, _ = preferences(kept_in_cookie(request.cookies.get("preferences")), from_query(search))
    words = load(chosen.lang)
    said = "&".join(f"{name}={value}" for name, value in chosen.in_url if name in ("lang", "unit", "theme"))
    return Look(words, Formatter(words, chosen.unit), f"?{said}" if said else "")


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


def _answer(uploads: Uploads, upload: Upload, who: Person, places: Places) -> bool:
    """Keep an answer; tell whether it was one. The last one begins the reading anew."""
    asked = {one.key: one for one in upload.questions()}.get(request.form.get("key", ""))
    values = request.form.getlist("value")
    if asked is None or not values:
        raise MalformedError("The form is none of ours.")
    try:
        value = asked.read(LEFT_OPEN if LEFT_OPEN in values else values[0])
    except ValueError:
        return False
    _keep_answers(uploads, upload, who, places, {asked.key: value})
    return True


def _leave_table(uploads: Uploads, upload: Upload, who: Person, places: Places) -> None:
    """Leave open what is still asked of a table."""
    key = request.form.get("key", "")
    header = next((one.header for one in upload.questions() if one.key == key), None)
    same = [one for one in upload.open_questions() if header is not None and one.header == header]
    _keep_answers(uploads, upload, who, places, {one.key: LEFT_OPEN for one in same if one.may_stay_open})


def _keep_answers(
    uploads: Uploads, upload: Upload, who: Person, places: Places, values: Mapping[str, str]
) -> None:
    """Keep answers, the first of each question. The last one begins the reading anew."""
    known = upload.answers()
    for key, value in values.items():
        if key not in known:
            said = {"key": key, "value": value, "role": who.role, "who": who.key}
            kept.add_line(upload.folder / "answers.jsonl", said)
            uploads.note("answered", who, upload, question=key, value=value)
    if not upload.open_questions() and upload.state == "waiting":
        work.begin(upload, places, READ)


def _set_right(
    uploads: Uploads, upload: Upload, who: Person, places: Places
) -> tuple[int, Content | str | None]:
    """Keep a figure that is set right, and make the draft anew; return its line, and why it is not kept."""
    line, number = request.form.get("line", ""), request.form.get("figure", "")
    if upload.state != "drafted" or not line.isascii() or not line.isdigit() or len(line) > 9:
        raise MalformedError("The form is none of ours.")
    figures = figures_of(upload, int(line))
    if not number.isascii() or not number.isdigit() or len(number) > 4 or int(number) >= len(figures):
        raise MalformedError("There is no such figure.")
    figure, today = figures[int(number)], datetime.now().astimezone().date()
    if marks := personal_marks(request.form.get("reason", "")):
        return int(line), _look().words("loading.personal", marks=", ".join(marks))
    try:
        keep(upload, int(line), figure, request.form, who, today)
    except FactError as error:
        return int(line), _look().said(str(error))
    uploads.note("set_right", who, upload, line=int(line), column=figure.column)
    work.begin(upload, places, READ)
    return int(line), None


def _cancel(uploads: Uploads, upload: Upload, who: Person, _places: Places) -> None:
    if upload.state == "reading":
        work.cancel(upload)
        uploads.note("cancelled", who, upload)


def _again(uploads: Uploads, upload: Upload, who: Person, places: Places) -> None:
    """Read it anew. A publication that was killed is set right first: done after all, or still a draft."""
    state = upload.state
    if state == "interrupted" and upload.work != READ:
        work.begin(upload, places, RECOVER)
        return
    if state not in ("failed", "cancelled", "interrupted", "drafted", TAKEN_BACK):
        return
    upload.forget("publication")
    if work.begin(upload, places, READ):
        uploads.note("read_again", who, upload)


def _start_over(uploads: Uploads, upload: Upload, who: Person, places: Places) -> None:
    """Ask everything anew."""
    if upload.state in ("asking", "drafted") and work.begin(upload, places, READ, "--anew"):
        uploads.note("started_over", who, upload)


def _publish(uploads: Uploads, upload: Upload, who: Person, places: Places) -> None:
    options = ["--council"] if request.form.get("council") == "yes" else []
    if upload.state == "drafted" and work.begin(upload, places, PUBLISH, *options):
        uploads.note("publishing", who, upload, for_council=bool(options))


def _take_back(uploads: Uploads, upload: Upload, who: Person, places: Places) -> None:
    if upload.state == "published" and work.begin(upload, places, TAKE_BACK):
        uploads.note("taking_back", who, upload)


def _declare(uploads: Uploads, upload: Upload, who: Person, places: Places) -> None:
    if upload.state == "published" and work.begin(upload, places, DECLARE, "--council"):
        uploads.note("declared", who, upload)


def _undeclare(uploads: Uploads, upload: Upload, who: Person, places: Places) -> None:
    if upload.state == "published" and work.begin(upload, places, DECLARE):
        uploads.note("undeclared", who, upload)


def _throw_away(uploads: Uploads, upload: Upload, who: Person) -> None:
    if upload.state in ("published", "publishing", "taking_back", "declaring"):
        raise MalformedError("What is published is taken back, and not thrown away.")
    work.cancel(upload)
    uploads.throw_away(upload, who)


_ACTS: Mapping[str, Callable[[Uploads, Upload, Person, Places], None]] = {
    "cancel": _cancel, "again": _again, "start_over": _start_over, "publish": _publish,
    "leave_table": _leave_table, "take_back": _take_back, "declare": _declare, "undeclare": _undeclare,
}  # fmt: skip


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
