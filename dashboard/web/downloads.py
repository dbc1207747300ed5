"""Pages become files: at once, or as a job that is waited for where a file is large."""

from __future__ import annotations

import logging
from base64 import b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from dash import no_update

from dashboard.brief.press import PressError
from dashboard.shell.filters import from_query
from dashboard.shell.page import Page, View
from dashboard.shell.preferences import preferences
from dashboard.shell.routing import Router
from dashboard.ui.delimited import to_csv
from dashboard.ui.fonts import MissingFontError
from dashboard.ui.fragment import Fragment
from dashboard.ui.job_panel import job_panel
from dashboard.ui.labels import LANGUAGES, Words, load
from dashboard.ui.workbook import to_xlsx
from dashboard.warehouse.snapshots import UnknownBuildError
from dashboard.warehouse.store import WarehouseError
from dashboard.web.jobs import BusyError, Jobs, NoFolderError, State
from dashboard.web.middleware.refusal import TooOftenError

_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A download that a reader asks for. order: the columns in sight, as they were moved.

    build: the load id of the page in sight: a file is of the same build, whatever was loaded since.
    """

    kind: str
    pathname: str
    search: str | None = None
    kept: object = None
    ids: Sequence[str] | None = None
    order: Sequence[str] | None = None
    build: str | None = None


Panel = tuple[Any, Any, Any, Any]
"""The download, the job that is waited for, what is said of it, and whether nothing is waited for."""

_NOTHING: Panel = (no_update, no_update, no_update, no_update)


def exported(router: Router, jobs: Jobs, asked: Asked) -> Panel:
    """Return the file of a page for `dcc.Download`, or the job that makes it.

    A file that is there at once leaves a job that is waited for as it is.
    """
    try:
        with router.viewed(asked.pathname, asked.search, asked.kept, build=asked.build) as (page, view):
            if page is None or view is None or asked.kind not in page.kinds:
                return _NOTHING
            words, kind = view.words, asked.kind
            name = f"{view.scope.organization_id}-{view.scope.fiscal_year}-{page.code}.{kind}"
            if page.document is not None and kind in (document := page.document(view)).kinds:
                make, is_large, command = document.kinds[kind], document.is_large, document.command
            else:
                content = _table(page, _in_order(page, view, asked), asked)
                return _sent(content, name), no_update, no_update, no_update
    except WarehouseError:
        _LOG.warning("a download was asked for without a warehouse")
        return _NOTHING
    except UnknownBuildError:
        return _build_is_gone(asked)
    try:
        if is_large:
            token = jobs.start(command, name)
            job = {"token": token, "name": name, "lang": words.language}
            return no_update, job, _progress(jobs.state(token), words), False
        return _sent(make(), name), no_update, no_update, no_update
    except BusyError:
        return no_update, None, job_panel(words("job.busy"), words, is_over=True), True
    except NoFolderError:
        _LOG.exception("a large file has no folder to be made in")
        return no_update, None, job_panel(words("job.no_folder"), words, is_over=True), True
    except (MissingFontError, PressError) as error:
        return no_update, None, job_panel(str(error), words, is_over=True), True


def _build_is_gone(asked: Asked) -> Panel:
    words = load(preferences(asked.kept, from_query(asked.search))[0].lang)
    return no_update, None, job_panel(words("build.gone"), words, is_over=True), True


def _in_order(page: Page, view: View, asked: Asked) -> View:
    if asked.order and "columns" in page.lists:
        return replace(view, own={**view.own, "columns": ",".join(asked.order)})
    return view


def _table(page: Page, view: View, asked: Asked) -> bytes:
    sheet = page.sheet(view, asked.ids)
    # A CSV is one table; a workbook holds the others of the page too.
    return to_csv(sheet) if asked.kind == "csv" else to_xlsx([sheet, *page.tables(view)])


def _sent(content: bytes, name: str) -> dict[str, object]:
    return {"content": b64encode(content).decode(), "filename": name, "base64": True}


def too_often(asked: Asked, seconds: int) -> TooOftenError:
    """Return the refusal of one download too many. seconds: how long to wait for the next."""
    chosen, _ = preferences(asked.kept, from_query(asked.search))
    words = load(chosen.lang)
    said = words("job.too_often", seconds=seconds)
    return TooOftenError(said, seconds, job_panel(said, words, is_over=True))


def job_after(jobs: Jobs, job: object, *, is_left: bool) -> Panel:
    """Return how a job stands: still made, made, failed, or left by its reader."""
    if not isinstance(job, Mapping) or not isinstance(job.get("token"), str):
        # The button of a message asks as it appears; the message stays until its reader closes it.
        return no_update, None, None if is_left else no_update, True
    token = job["token"]
    words = load(job["lang"] if job.get("lang") in LANGUAGES else LANGUAGES[0])
    if is_left:
        jobs.cancel(token)
        return no_update, None, None, True
    state = jobs.state(token)
    if state is None:
        return no_update, None, job_panel(words("job.gone"), words, is_over=True), True
    if not state.is_over:
        return no_update, no_update, _progress(state, words), False
    if state.file is None:
        _LOG.warning("a file was not made: %s", state.text)
        said = words("job.failed", why=state.text) if state.text else words("job.broke")
        return no_update, None, job_panel(said, words, is_over=True), True
    sent = _sent(state.file.read_bytes(), state.file.name)
    jobs.cancel(token)
    return sent, None, None, True


def _progress(state: State | None, words: Words) -> Fragment:
    if state is None:
        return job_panel(words("job.begun"), words)
    if state.ahead is not None:
        return job_panel(words("job.waiting", n=state.ahead), words)
    return job_panel(state.text or words("job.begun"), words, step=state.step, steps=state.steps)
