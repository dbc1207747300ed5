"""Puts the dashboard together. `server` is what gunicorn serves."""

from __future__ import annotations

import atexit
import gc
import logging
import re
from collections.abc import Sequence
from functools import cached_property, partial
from html import escape
from pathlib import Path
from typing import Any

import dash
import flask_bootstrap
from dash import Dash, Input, State, dcc, html, no_update
from dash.development.base_component import Component
from flask import Response, current_app, g
from flask_bootstrap import Bootstrap5
from flask_compress import Compress

from dashboard import callbacks
from dashboard.answers import Answers
from dashboard.api.routes import api
from dashboard.labels import LANGUAGES, load
from dashboard.library import Library
from dashboard.pages import all_pages
from dashboard.routing import Rendered, Router
from dashboard.static_files import StaticFiles
from dashboard.store import Store
from dashboard.workshop import Workshop
from etl.settings import settings

_LOG = logging.getLogger(__name__)
_ASSETS = Path(__file__).resolve().parents[1] / "assets"
_BOOTSTRAP = Path(flask_bootstrap.__file__).parent / "static" / "bootstrap5"
_STYLES = "/bootstrap/static/css/bootstrap.min.css"
_POLICY = "CONTENT_SECURITY_POLICY"
_TICK_MS = 700
"""How often a reader who waits for a large file is told how it stands."""
_LATER = re.compile(r'src="[^"]*/(dash_ag_grid|dash_table)/')
_TITLE, _LOOK, _NOTE = "<!--title-->", "<!--first look-->", "<!--note-->"
_INDEX = f"""<!DOCTYPE html>
<html>
<head>
{{metas}}
<title>{_TITLE}</title>
{{favicon}}
{{css}}
<script src="/assets/first.js"></script>
</head>
<body>
<noscript>{_NOTE}</noscript>
<div id="first-look">{_LOOK}</div>
{{app_entry}}
<div>{{config}}{{scripts}}{{renderer}}</div>
</body>
</html>"""


class _Dashboard(Dash):
    """Dash with a first document that holds the page itself."""

    answers: Answers
    static_files: StaticFiles

    def index(self, *_: object, **__: object) -> Response:
        return self.answers.document(self._framed)

    def interpolate_index(self, **parts: str) -> str:  # type: ignore[override]
        # A grid's scripts weigh as much as all others: the pages that hold one name them (`Answers`).
        scripts = (line for line in parts["scripts"].splitlines() if not _LATER.search(line))
        return _INDEX.format(**{**parts, "scripts": "\n".join(scripts)})

    def _framed(self, rendered: Rendered, look: str) -> str:
        chosen = rendered.preferences
        opening = f'<html lang="{chosen.lang}" data-unit="{chosen.unit}">'
        document = self._outer.replace("<html>", opening, 1).replace(_TITLE, escape(rendered.title), 1)
        note = escape(load(chosen.lang)("frame.noscript"))
        return document.replace(_NOTE, note, 1).replace(_LOOK, look, 1)

    @cached_property
    def _outer(self) -> str:
        """What all first documents share: made once, when all scripts are known."""
        return self.static_files.named(str(super().index()))  # type: ignore[no-untyped-call]


def create_app(warehouse_path: Path, reports: Sequence[Path] = ()) -> Dash:
    """Return the dashboard over the warehouse at a path; the file may be missing, and may come later.

    reports: the folders where report files may be.
    """
    words = load(LANGUAGES[0])
    app = _Dashboard(
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
    )
    app.server.config["BOOTSTRAP_SERVE_LOCAL"] = True
    Bootstrap5(app.server)
    app.static_files = StaticFiles({"/assets/": _ASSETS, "/bootstrap/static/": _BOOTSTRAP})
    app.server.before_request(app.static_files.kept)
    store = Store(warehouse_path)
    pages = all_pages()
    router = Router(store, pages, Library(tuple(reports)))
    app.server.extensions["warehouse_store"] = store
    app.server.register_blueprint(api(store))
    # DuckDB's threads must be gone before the process is.
    atexit.register(store.close)
    for page in pages:
        dash.register_page(  # type: ignore[no-untyped-call]
            f"dashboard.pages.{page.code}",
            path=None if page.subject else page.path,
            path_template=page.path if page.subject else None,
            title=_title,
            layout=partial(_layout, router),
        )
    dash.register_page(  # type: ignore[no-untyped-call]
        "not_found_404", path="/404", title=_title, layout=partial(_layout, router)
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
    callbacks.register(app, router, Workshop(warehouse_path))
    app.answers = Answers(router, app.get_dist(["dash_ag_grid"]))
    app.server.before_request(app.answers.answer)
    app.server.config.update(COMPRESS_ALGORITHM=["br", "gzip"], COMPRESS_EVALUATE_CONDITIONAL_REQUEST=True)
    Compress(app.server)
    # What was registered last comes first: a file is packed here, before it would be packed for once.
    app.server.after_request(app.static_files.keep)
    app.server.after_request(_add_headers)
    _answer_alone(app)
    return app


def _layout(
    router: Router, pathname: str = "/", search: str = "", kept: object = None, **_: object
) -> Component:
    # Dash passes the path's parts and every key of the query too: the router reads the address itself.
    rendered = router.rendered(pathname, search, kept)
    g.page_title = rendered.title
    return rendered.content


def _title(**_path: object) -> str:
    return str(g.page_title)


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


def _spare_the_collector() -> None:
    # Modules and kept answers never go: looking through all of them took a fifth of a second, under a reader.
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 20, 50)


def __getattr__(name: str) -> Any:  # noqa: ANN401 -- a module's attribute
    """Build `server` when a server asks for it, so that importing this module opens nothing."""
    if name == "server":
        chosen = settings()
        reports = (chosen.reports_dir, chosen.inbox_dir)
        globals()["server"] = create_app(chosen.warehouse_path, reports).server
        _spare_the_collector()
        return globals()["server"]
    raise AttributeError(name)
