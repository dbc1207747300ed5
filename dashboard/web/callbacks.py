"""The app-wide callbacks: choices become an address, tables become files."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from typing import Any

from dash import ALL, ClientsideFunction, Dash, Input, Output, Patch, State, ctx, no_update

from dashboard.shell.frame import on_paper
from dashboard.shell.notice import newer_notice
from dashboard.shell.routing import Router
from dashboard.topics.programs.grid import GRID_ID
from dashboard.topics.programs.grid_rows import all_rows
from dashboard.topics.programs.program_list import InSight, in_sight
from dashboard.ui.fragment import fragment
from dashboard.ui.labels import LANGUAGES, load
from dashboard.warehouse.snapshots import UnknownBuildError
from dashboard.warehouse.store import WarehouseError
from dashboard.web.downloads import Asked, exported, job_after, too_often
from dashboard.web.jobs import Jobs
from dashboard.web.middleware.limits import ExportLimit

_LOG = logging.getLogger(__name__)
_PATHNAME = State("_pages_location", "pathname")
_SEARCH = State("_pages_location", "search")
_KEPT = State("preferences", "data")
_FRAME = State("frame", "data")


def register(app: Dash, router: Router, jobs: Jobs, limit: ExportLimit) -> None:
    """Register the callbacks. limit: how often a reader may take files away."""

    app.clientside_callback(  # type: ignore[no-untyped-call]
        ClientsideFunction("frame", "choose"),
        Output("address", "href"),
        Output("preferences", "data"),
        Input({"type": "filter", "name": ALL}, "value"),
        Input({"type": "preference", "name": ALL}, "value"),
        _FRAME,
        State("rules", "data"),
        _KEPT,
        prevent_initial_call=True,
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
        Output("programs-rest", "data"),
        Output("programs-paper", "children", allow_duplicate=True),
        # Of a long list alone, and as soon as its page stands.
        Input("programs-more", "data"),
        _PATHNAME,
        _SEARCH,
        _KEPT,
        _FRAME,
        prevent_initial_call="initial_duplicate",
    )
    def list_in_full(
        more: bool | None, pathname: str, search: str | None, kept: object, frame: object
    ) -> tuple[Any, Any]:
        if not more:
            return no_update, no_update
        try:
            with router.viewed(pathname, search, kept, build=_build_of(frame)) as (page, view):
                if page is None or view is None or "columns" not in page.lists:
                    return no_update, no_update
                return all_rows(view), fragment(in_sight(view, None).sheets)
        except (UnknownBuildError, WarehouseError):
            # Rows of another build are none of this page: it says how many there are, and holds the first.
            _LOG.warning("the rest of a list is gone")
            return no_update, no_update

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
        State(GRID_ID, "dashGridOptions"),
        State("programs-in-sight", "data"),
        prevent_initial_call=True,
    )
    app.clientside_callback(  # type: ignore[no-untyped-call]
        ClientsideFunction("programs", "whole"),
        Output(GRID_ID, "rowData"),
        Output(GRID_ID, "dashGridOptions", allow_duplicate=True),
        Input("programs-rest", "data"),
        State(GRID_ID, "dashGridOptions"),
        prevent_initial_call=True,
    )


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
