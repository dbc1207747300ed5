"""The app-wide callbacks: choices become an address, tables become files."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any
from urllib.parse import quote, urlencode

from dash import ALL, ClientsideFunction, Dash, Input, Output, Patch, State, ctx, no_update

from dashboard.shell.filter_bar import OPEN
from dashboard.shell.filters import NAMES, SEVERAL, CodeList, from_query, ids_in
from dashboard.shell.frame import on_paper
from dashboard.shell.notice import newer_notice
from dashboard.shell.page import PART, Page
from dashboard.shell.preferences import CHOICES
from dashboard.shell.routing import Router
from dashboard.topics.programs.grid import GRID_ID
from dashboard.topics.programs.program_list import InSight, in_sight
from dashboard.ui.fragment import fragment
from dashboard.ui.labels import LANGUAGES, load
from dashboard.warehouse.snapshots import UnknownBuildError
from dashboard.warehouse.store import WarehouseError
from dashboard.web.downloads import Asked, exported, job_after, too_often
from dashboard.web.jobs import Jobs
from dashboard.web.middleware.limits import ExportLimit
from dashboard.web.middleware.refusal import MalformedError

_LOG = logging.getLogger(__name__)
_PATHNAME = State("_pages_location", "pathname")
_SEARCH = State("_pages_location", "search")
_KEPT = State("preferences", "data")
_FRAME = State("frame", "data")


def register(app: Dash, router: Router, jobs: Jobs, limit: ExportLimit) -> None:
    """Register the callbacks. limit: how often a reader may take files away."""

    app.clientside_callback(  # type: ignore[no-untyped-call]
        ClientsideFunction("frame", "choice"),
        Output("choice", "data"),
        Input({"type": "filter", "name": ALL}, "value"),
        Input({"type": "preference", "name": ALL}, "value"),
        _FRAME,
        prevent_initial_call=True,
    )

    @app.callback(
        Output("address", "href"),
        Output("preferences", "data"),
        Input("choice", "data"),
        _FRAME,
        _KEPT,
        _SEARCH,
        prevent_initial_call=True,
    )
    def choose(
        choice: dict[str, dict[str, Any]] | None,
        frame: dict[str, Any] | None,
        kept: object,
        search: str | None,
    ) -> tuple[Any, Any]:
        if not choice or not frame or "filter" not in frame:
            return no_update, no_update
        if not router.has_page(frame["code"]):
            raise MalformedError("The frame is of no page of ours.")
        page = router.page_of(frame["code"])
        lists = page.lists
        chosen, wished = choice["filter"], choice["preference"]
        several = {name for name, value in chosen.items() if not isinstance(value, str)}
        may_be_several = (lists.keys() & frame["lists"].keys()) | {*page.several}
        if not several <= may_be_several or not wished.keys() <= CHOICES.keys():
            raise MalformedError("The page has no such controls.")
        frame = {**frame, "own": _own_now(page, frame["own"], search)}
        address = address_after(frame, chosen, wished, lists, page.renews)
        preferred = preferences_after(frame, wished, kept)
        return (
            no_update if address is None else address,
            no_update if preferred is None else preferred,
        )

    @app.callback(
        Output("download", "data"),
        Output("job", "data"),
        Output("job-panel", "children"),
        Output("job-tick", "disabled"),
        Input("wanted", "data"),
        _PATHNAME,
        _SEARCH,
        _KEPT,
        State({"type": "grid", "name": ALL}, "virtualRowData"),
        State({"type": "grid", "name": ALL}, "columnState"),
        _FRAME,
        prevent_initial_call=True,
    )
    def download(
        wanted: dict[str, Any] | None,
        pathname: str,
        search: str | None,
        kept: object,
        grids: list[list[dict[str, Any]] | None],
        columns: list[list[dict[str, Any]] | None],
        frame: object,
    ) -> tuple[Any, Any, Any, Any]:
        if wanted is None:
            return no_update, no_update, no_update, no_update
        in_sight = [[row["id"] for row in rows] for rows in grids if rows is not None]
        orders = [[str(column["colId"]) for column in state] for state in columns if state is not None]
        asked = Asked(
            kind=wanted["kind"],
            pathname=pathname,
            search=search,
            kept=kept,
            ids=in_sight[0] if in_sight else None,
            order=orders[0] if orders else None,
            build=_build_of(frame),
        )
        if seconds := limit.seconds_to_wait():
            raise too_often(asked, seconds)
        return exported(router, jobs, asked)

    @app.callback(
        Output("download", "data", allow_duplicate=True),
        Output("job", "data", allow_duplicate=True),
        Output("job-panel", "children", allow_duplicate=True),
        Output("job-tick", "disabled", allow_duplicate=True),
        Input("job-tick", "n_intervals"),
        Input({"type": "job", "do": ALL}, "n_clicks"),
        State("job", "data"),
        prevent_initial_call=True,
    )
    def wait(_ticks: int | None, clicks: list[int | None], job: object) -> tuple[Any, Any, Any, Any]:
        is_left = isinstance(ctx.triggered_id, Mapping) and any(clicks)
        return job_after(jobs, job, is_left=is_left)

    @app.callback(
        Output(GRID_ID, "dashGridOptions", allow_duplicate=True),
        Output("programs-sentence", "children"),
        Output("programs-paper", "children"),
        Output("on-paper", "data"),
        Input("programs-in-sight", "data"),
        _PATHNAME,
        _SEARCH,
        _KEPT,
        _FRAME,
        prevent_initial_call=True,
    )
    def list_in_sight(
        ids: list[str] | None, pathname: str, search: str | None, kept: object, frame: object
    ) -> tuple[Any, Any, Any, Any]:
        patch = Patch()
        try:
            said = said_of_list(router, pathname, search, kept, ids, build=_build_of(frame))
        except UnknownBuildError:
            # No total rather than one of other figures than those in sight.
            patch["pinnedBottomRowData"] = []
            return patch, no_update, no_update, no_update
        if said is None:
            return no_update, no_update, no_update, no_update
        found, paper = said
        patch["pinnedBottomRowData"] = [found.total]
        return patch, found.sentence, fragment(found.sheets), paper

    @app.callback(
        Output("newer", "children"),
        Input("awake", "data"),
        _FRAME,
        _PATHNAME,
        _SEARCH,
        prevent_initial_call=True,
    )
    def look_for_newer(_awake: object, frame: object, pathname: str, search: str | None) -> Any:  # noqa: ANN401 -- a notice, or nothing
        build = _build_of(frame)
        if build is None or not isinstance(frame, Mapping) or not frame.get("is_newest"):
            return None
        if not router.is_outdated(build):
            return None
        lang = frame["lang"] if frame.get("lang") in LANGUAGES else LANGUAGES[0]
        return fragment(newer_notice(load(lang), (pathname or "/") + (search or "")))

    app.clientside_callback(  # type: ignore[no-untyped-call]
        ClientsideFunction("frame", "settle"),
        Output("announcer", "children"),
        Input("frame", "data"),
    )
    app.clientside_callback(  # type: ignore[no-untyped-call]
        ClientsideFunction("charts", "open"),
        Output("address", "href", allow_duplicate=True),
        Input({"type": "chart", "name": ALL}, "clickData"),
        prevent_initial_call=True,
    )
    app.clientside_callback(  # type: ignore[no-untyped-call]
        ClientsideFunction("frame", "print"),
        Output("print", "title"),
        Input("print", "n_clicks"),
        prevent_initial_call=True,
    )
    app.clientside_callback(  # type: ignore[no-untyped-call]
        ClientsideFunction("frame", "paper"),
        Input("on-paper", "data"),
        prevent_initial_call=True,
    )
    app.clientside_callback(  # type: ignore[no-untyped-call]
        ClientsideFunction("programs", "search"),
        Output(GRID_ID, "dashGridOptions"),
        Input("programs-search", "value"),
        State(GRID_ID, "dashGridOptions"),
        prevent_initial_call=True,
    )
    app.clientside_callback(  # type: ignore[no-untyped-call]
        ClientsideFunction("programs", "sight"),
        Output("programs-in-sight", "data"),
        Input(GRID_ID, "virtualRowData"),
        State(GRID_ID, "rowData"),
        State("programs-in-sight", "data"),
        prevent_initial_call=True,
    )


def _own_now(page: Page, drawn: Mapping[str, str], search: str | None) -> dict[str, str]:
    """Return the page's own keys: as it was drawn with, but for those that the browser has written since."""
    written = {name: value for name, value in from_query(search, page.live).own if name in page.live}
    return {name: value for name, value in drawn.items() if name not in page.live} | written


def address_after(
    frame: Mapping[str, Any],
    chosen: Mapping[str, str | Sequence[str]],
    wished: Mapping[str, str],
    lists: Mapping[str, CodeList],
    renews: Mapping[str, Sequence[str]] | None = None,
) -> str | None:
    """Return the address that the controls now ask for; None where they only show the one there is.

    lists: the page's own keys that hold several codes. renews: by a key of the page's own, those that
    another value of it leaves open.
    """
    filters = from_query(frame["query"]).filters
    own = dict(frame.get("own", {}))
    path, moved = str(frame["path"]), False
    for name, shown in chosen.items():
        if not isinstance(shown, str) and name not in NAMES:
            held = lists[name]
            held = replace(held, default=tuple(frame["defaults"].get(name, held.default)))
            codes = held.sorted(shown)
            if codes != held.sorted(frame["lists"][name]):
                moved = True
                own = {**own, name: held.write(codes)}
            continue
        value = ",".join(shown) if not isinstance(shown, str) else "" if shown == OPEN else shown
        before = frame["filter"].get(name)
        # A box that was ticked last comes last, which is no other choice.
        if value == before or (name in SEVERAL and set(ids_in(value)) == set(ids_in(before))):
            continue
        moved = True
        if name == frame["subject"]:
            path = f"{frame['home']}/{quote(value, safe='')}" if value else str(frame["home"])
            own = {}
            continue
        if name not in NAMES:
            left = (renews or {}).get(name, ())
            own = {key: held for key, held in own.items() if key not in left} | {name: value}
            continue
        parsed = from_query(urlencode({name: value})).filters
        filters = filters.changed(name, getattr(parsed, name))
        if name in NAMES[:3]:
            own = {}
        if name in NAMES[:3] and frame["subject"]:
            # Another year has other directions and programmes: their list is the place to go on from.
            path = str(frame["home"])
    if frame["subject"] and path != frame["home"]:
        # The subject says these by itself.
        filters = replace(filters, org=None, year=None, as_of=None)
    in_url = [(key, value) for key, value in frame["in_url"] if wished.get(key, value) == value]
    if moved:
        # Other rows are chosen: a part of the list that was is no part of this one.
        own.pop(PART, None)
    if not moved and len(in_url) == len(frame["in_url"]):
        return None
    said = [(key, value) for key, value in own.items() if value]
    return path + filters.to_query([*said, *in_url])


def preferences_after(
    frame: Mapping[str, Any], wished: Mapping[str, str], kept: object
) -> dict[str, str] | None:
    """Return what the browser shall keep; None where nothing was changed."""
    changed = {
        key: value
        for key, value in wished.items()
        if value != frame["preference"].get(key) and value in CHOICES[key]
    }
    if not changed:
        return None
    return {**(kept if isinstance(kept, dict) else {}), **changed}


def said_of_list(
    router: Router,
    pathname: str,
    search: str | None,
    kept: object,
    ids: Sequence[str] | None,
    *,
    build: str | None = None,
) -> tuple[InSight, str] | None:
    """Return what is said of the programme list for the rows in sight, and the head of its paper.

    None where there is no list. build: the load id of the page in sight. UnknownBuildError where it is gone.
    """
    try:
        with router.viewed(pathname, search, kept, build=build) as (page, view):
            if page is None or view is None or "columns" not in page.lists:
                return None
            return in_sight(view, ids), on_paper(page, view)
    except WarehouseError:
        _LOG.warning("a total was asked for without a warehouse")
        return None


def _build_of(frame: object) -> str | None:
    """Return the load id of the page in sight, as its frame holds it."""
    build = frame.get("build") if isinstance(frame, Mapping) else None
    return build if isinstance(build, str) else None
