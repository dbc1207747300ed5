"""Puts the dashboard together. `server` is what gunicorn serves."""

from __future__ import annotations

import atexit
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import dash
from dash import Dash, Input, State, dcc, html, no_update
from dash.development.base_component import Component
from flask import Flask, Response, current_app
from flask_bootstrap import Bootstrap5

from dashboard import callbacks
from dashboard.api.routes import api
from dashboard.audiences import Audiences, WarehouseInSight
from dashboard.labels import LANGUAGES, load
from dashboard.library import Library
from dashboard.pages import all_pages
from dashboard.routing import Router, title_of_request
from dashboard.store import Store, Warehouse
from dashboard.workshop import Workshop
from etl.settings import Settings, settings

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


def create_app(warehouse_path: Path, reports: Sequence[Path] = (), sign_in: Settings | None = None) -> Dash:
    """Return the dashboard over the warehouse at a path; the file may be missing, and may come later.

    reports: the folders where report files may be. sign_in: the settings of the sign-in; without an issuer in
    them, or without them, everybody sees everything.
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
    store = Store(warehouse_path)
    pages = all_pages()
    guarded = _guarded(app.server, store, sign_in) if sign_in and sign_in.oidc_issuer else None
    seen: Warehouse = guarded.warehouse if guarded else store
    router = Router(seen, pages, Library(tuple(reports)), *([guarded.role] if guarded else []))
    app.server.extensions["warehouse_store"] = store
    app.server.register_blueprint(api(seen))
    # DuckDB's threads must be gone before the process is.
    atexit.register(store.close)
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
            dash.page_container,
        ]
    )
    workshop = Workshop(warehouse_path, asker=guarded.asker if guarded else None)
    callbacks.register(app, router, workshop)
    app.server.after_request(_add_headers)
    _answer_alone(app)
    return app


@dataclass(frozen=True, slots=True)
class _Guarded:
    """What a reader who is signed in may read, is shown as, and asks large files for."""

    warehouse: Warehouse
    role: Callable[[], str]
    asker: Callable[[], tuple[Path, str]]


def _guarded(server: Flask, store: Store, chosen: Settings) -> _Guarded:
    """Put the gate before a server. It must stand before whatever else answers requests."""
    # Only here: where nobody signs in, nothing of it is loaded.
    from dashboard.signin import gate, session
    from dashboard.signin.provider import Provider
    from dashboard.signin.reader import Claims

    url = str(chosen.public_url)
    session.set_up(server, str(chosen.secret_key), is_secure=url.startswith("https://"))
    provider = Provider(
        str(chosen.oidc_issuer), str(chosen.oidc_client_id), str(chosen.oidc_client_secret), url + gate.BACK
    )
    claims = Claims(chosen.oidc_role_claim, chosen.oidc_department_claim)
    gate.Gate(provider, claims, chosen.session_minutes, url).stand_before(server)
    audiences = Audiences()
    atexit.register(audiences.close)
    warehouse = WarehouseInSight(store, audiences, lambda: gate.reader().audience)
    return _Guarded(warehouse, lambda: gate.reader().role, lambda: (warehouse.path, gate.reader().key))


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
        globals()["server"] = create_app(chosen.warehouse_path, reports, chosen).server
        return globals()["server"]
    raise AttributeError(name)
