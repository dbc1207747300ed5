"""Puts the dashboard together. `server` is what gunicorn serves."""

from __future__ import annotations

import atexit
import logging
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

import dash
from dash import Dash, Input, State, dcc, html, no_update
from dash.development.base_component import Component
from flask import Response, current_app
from flask_bootstrap import Bootstrap5

from dashboard import callbacks
from dashboard.api.routes import api
from dashboard.labels import LANGUAGES, load
from dashboard.library import Library
from dashboard.pages import all_pages
from dashboard.routing import Router, title_of_request
from dashboard.shelf import Shelf
from dashboard.workshop import Workshop
from etl.settings import settings

_LOG = logging.getLogger(__name__)
_ASSETS = Path(__file__).resolve().parents[1] / "assets"
_STYLES = "/bootstrap/static/css/bootstrap.min.css"
_POLICY = "CONTENT_SECURITY_POLICY"
_TICK_MS = 700
"""How often a reader who waits for a large file is told how it stands."""
_INDEX = """<!DOCTYPE html>
<html lang="{language}">
<head>
{{%metas%}}
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{{%title%}}</title>
{{%favicon%}}
{{%css%}}
<script src="/assets/first.js"></script>
</head>
<body>
<noscript>{noscript}</noscript>
{{%app_entry%}}
<div>{{%config%}}{{%scripts%}}{{%renderer%}}</div>
</body>
</html>"""


def create_app(warehouse_path: Path, reports: Sequence[Path] = ()) -> Dash:
    """Return the dashboard over the warehouse at a path; the file may be missing, and may come later.

    reports: the folders where report files may be.
    """
    words = load(LANGUAGES[0])
    app = Dash(
        __name__,
        assets_folder=str(_ASSETS),
        # first.js sets the theme before anything is painted: the index names it itself, in the head.
        assets_ignore=r"^first\.js$",
        external_stylesheets=[_STYLES],
        serve_locally=True,
        use_pages=True,
        pages_folder="",
        include_pages_meta=False,
        suppress_callback_exceptions=True,
        on_error=_on_error,
        routing_callback_inputs={
            "pathname": State("_pages_location", "pathname"),
            "search": State("_pages_location", "search"),
            "kept": Input("preferences", "data"),
        },
        health_endpoint="health",
        title=words("frame.product"),
        update_title="",
        index_string=_INDEX.format(language=LANGUAGES[0], noscript=words("frame.noscript")),
    )
    app.server.config["BOOTSTRAP_SERVE_LOCAL"] = True
    Bootstrap5(app.server)
    shelf = Shelf(warehouse_path)
    pages = all_pages()
    router = Router(shelf, pages, Library(tuple(reports)))
    app.server.extensions["warehouse_store"] = shelf.newest
    app.server.register_blueprint(api(shelf))
    # DuckDB's threads must be gone before the process is.
    atexit.register(shelf.close)
    title = title_of_request(words("frame.product"))
    for page in pages:
        dash.register_page(  # type: ignore[no-untyped-call]
            f"dashboard.pages.{page.code}",
            path=None if page.subject else page.path,
            path_template=page.path if page.subject else None,
            title=title,
            layout=partial(_layout, router, page.code),
        )
    dash.register_page(  # type: ignore[no-untyped-call]
        "not_found_404", path="/404", title=title, layout=partial(_unknown, router)
    )
    app.layout = html.Div(
        [
            dcc.Location(id="address", refresh="callback-nav"),
            dcc.Store(id="preferences", storage_type="local"),
            dcc.Download(id="download"),
            html.Div(id="announcer", className="visually-hidden", role="status"),
            dcc.Store(id="job"),
            dcc.Interval(id="job-tick", interval=_TICK_MS, disabled=True),
            html.Div(id="job-panel", role="status"),
            # Set when the reader comes back to the tab: the server is then asked for newer data, once.
            dcc.Store(id="awake"),
            html.Div(id="newer", role="status"),
            dash.page_container,
        ]
    )
    callbacks.register(app, router, Workshop(warehouse_path))
    app.server.after_request(_add_headers)
    _answer_alone(app)
    return app


def _layout(
    router: Router, code: str, pathname: str = "/", search: str = "", kept: object = None, **_: object
) -> Component:
    # Dash passes the path's parts and every key of the query too: the router reads the address itself.
    return router.page(code, pathname, search, kept)


def _unknown(
    router: Router, pathname: str = "/", search: str = "", kept: object = None, **_: object
) -> Component:
    return router.unknown(pathname, search, kept)


def _on_error(error: Exception) -> Any:  # noqa: ANN401 -- Dash's no_update has no type
    _LOG.error("a callback failed", exc_info=error)
    return no_update


def _answer_alone(app: Dash) -> None:
    # Dash sets itself up in its first request and takes no lock: it must be alone in the worker.
    client = app.server.test_client()
    for path in (app.config.requests_pathname_prefix, "/_dash-layout", "/_dash-dependencies"):
        client.get(path)
    # Only now are all of Dash's own scripts known.
    app.server.config[_POLICY] = _content_policy(app)


def _add_headers(response: Response) -> Response:
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Referrer-Policy"] = "same-origin"
    if _POLICY in current_app.config:
        response.headers["Content-Security-Policy"] = current_app.config[_POLICY]
    return response


def _content_policy(app: Dash) -> str:
    scripts = " ".join(["'self'", *app.csp_hashes()])
    return (
        f"default-src 'self'; script-src {scripts}; style-src 'self' 'unsafe-inline';"
        " img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self';"
        " object-src 'none'; base-uri 'self'; frame-ancestors 'self'"
    )


def __getattr__(name: str) -> Any:  # noqa: ANN401 -- a module's attribute
    """Build `server` when a server asks for it, so that importing this module opens nothing."""
    if name == "server":
        chosen = settings()
        reports = (chosen.reports_dir, chosen.inbox_dir)
        globals()["server"] = create_app(chosen.warehouse_path, reports).server
        return globals()["server"]
    raise AttributeError(name)
