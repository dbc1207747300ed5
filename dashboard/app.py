"""Puts the dashboard together. `server` is what gunicorn serves."""

from __future__ import annotations

import gc
import importlib
import logging
import weakref
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import dash
import flask_bootstrap
from dash import Dash, Input, State, dcc, html, no_update
from flask import Flask, g
from flask_bootstrap import Bootstrap5
from flask_compress import Compress
from flask_limiter.util import get_remote_address
from werkzeug.exceptions import HTTPException

from dashboard.answers.store import AnswerStore, default_url
from dashboard.api.routes import api
from dashboard.loading.places import Places
from dashboard.loading.uploads import Person, Uploads
from dashboard.loading.work import begin_recovering
from dashboard.shell.choosing import RULES
from dashboard.shell.routing import Router
from dashboard.topics import all_pages, all_resources
from dashboard.topics.documents.page_pictures import page_pictures
from dashboard.ui.fragment import Fragment, fragment
from dashboard.ui.labels import LANGUAGES, load
from dashboard.warehouse.facsimiles import Facsimiles
from dashboard.warehouse.library import Library
from dashboard.warehouse.snapshots import Snapshots
from dashboard.web import callbacks
from dashboard.web.answering import answering, desk_of
from dashboard.web.calendars import calendars
from dashboard.web.first_document import DashWithPages
from dashboard.web.jobs import Jobs
from dashboard.web.loading import loader_of, loading
from dashboard.web.middleware import Gate, Rules
from dashboard.web.middleware.limits import ExportLimit
from dashboard.web.page_cache import PageCache
from dashboard.web.shared_pages import SharedPages, pages_folder
from dashboard.web.static_files import StaticFiles
from etl.audience import Audience
from etl.facsimile import folder_of
from etl.settings import Settings, settings

_LOG = logging.getLogger(__name__)
_ASSETS = Path(__file__).resolve().parents[1] / "assets"
_STYLES = "/bootstrap/static/css/bootstrap.min.css"
_BOOTSTRAP = Path(flask_bootstrap.__file__).parent / "static" / "bootstrap5" / "css" / "bootstrap.min.css"
_DEV_TOOLS = (
    "ui", "props_check", "serve_dev_bundles", "hot_reload", "silence_routes_logging", "prune_errors",
    "validate_callbacks",
)  # fmt: skip
_TICK_MS = 700
"""How often a reader who waits for a large file is told how it stands."""


def create_app(
    warehouse_path: Path,
    reports: Sequence[Path] = (),
    rules: Rules | None = None,
    sign_in: Settings | None = None,
) -> Dash:
    """Return the dashboard over the warehouse at a path; the file may be missing, and may come later.

    reports: the folders where report files may be. rules: what is let in, where it is not the default.
    sign_in: the settings of the sign-in; without an issuer in them, or without them, everybody sees
    everything.
    """
    rules = rules or Rules()
    words = load(LANGUAGES[0])
    app = DashWithPages(
        __name__,
        assets_folder=str(_ASSETS),
        # first.js sets the theme before anything is painted, start.js loads the others after it.
        assets_ignore=r"^(first|start|loading|plotly-basic\.min)\.js$",
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
        add_log_handler=False,
        title=words("frame.product"),
        update_title="",
    )
    app.server.config["BOOTSTRAP_SERVE_LOCAL"] = True
    Bootstrap5(app.server)
    _stay_closed(app)
    # Before all that answers requests: what is registered before it is not guarded by it.
    guarded = _guarded(app.server, sign_in) if sign_in and sign_in.oidc_issuer else None
    places = Places.of(sign_in) if sign_in else None
    loader = loader_of(guarded.asker if guarded else None) if places else lambda: None
    snapshots = Snapshots(
        warehouse_path,
        guarded.audience if guarded else None,
        partial(_draft, places, loader),
        workers=None if sign_in is None else sign_in.workers,
    )
    pages = all_pages()
    facsimiles = Facsimiles(folder_of(warehouse_path))
    library = Library((*reports, *([places.files] if places else [])), facsimiles)
    answers = AnswerStore((sign_in and sign_in.answers_url) or default_url(warehouse_path))
    weakref.finalize(app, answers.close)
    desk = desk_of(answers, guarded.asker if guarded else None)
    router = Router(snapshots, pages, library, desk, may_load=lambda: loader() is not None)
    app.server.extensions["warehouse_store"] = snapshots.newest
    # The API refuses in its own words what it cannot use; every other request comes to the gate.
    app.server.register_blueprint(api(snapshots, all_resources(), desk))
    app.server.register_blueprint(page_pictures(snapshots, library))
    app.server.register_blueprint(answering(router))
    if places is not None and sign_in is not None:
        begin_recovering(places)
        app.server.register_blueprint(loading(router, places, facsimiles, loader, sign_in.max_upload_bytes))
    public_url = None if sign_in is None else sign_in.public_url
    app.server.register_blueprint(
        calendars(router, snapshots, answers, public_url, is_guarded=guarded is not None)
    )
    gate = Gate(app.server, snapshots.newest, rules, is_public=guarded is None)
    own = {f"/assets/{file.name}": file for file in sorted(_ASSETS.iterdir())}
    app.static_files = StaticFiles({**own, _STYLES: _BOOTSTRAP})
    app.server.before_request(app.static_files.kept)
    # With its app, or with the process: DuckDB's threads must be gone before that is.
    weakref.finalize(app, snapshots.close)
    for page in pages:
        dash.register_page(  # type: ignore[no-untyped-call]
            f"dashboard.topics.{page.code}",
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
            dcc.Store(id="rules", data=RULES),
            # Which file the reader has asked for.
            dcc.Store(id="wanted"),
            dcc.Download(id="download"),
            html.Div(id="announcer", className="visually-hidden", role="status"),
            html.Div(id="changed", className="visually-hidden", role="status"),
            dcc.Store(id="job"),
            dcc.Interval(id="job-tick", interval=_TICK_MS, disabled=True),
            html.Div(id="job-panel", role="status"),
            # Set when the reader comes back to the tab: the server is then asked for newer data, once.
            dcc.Store(id="awake"),
            html.Div(id="newer", role="status"),
            html.Div(dash.page_container, id="live"),
        ]
    )
    asker = guarded.key if guarded else get_remote_address
    limit = ExportLimit(app.server, rules.export_limit, rules.limit_storage, asker)
    jobs = Jobs(warehouse_path, asker=guarded.asker if guarded else None)
    callbacks.register(app, router, jobs, limit)
    app.page_cache = PageCache(
        router, app.get_dist(["dash_ag_grid"]), SharedPages(pages_folder(warehouse_path) if sign_in else None)
    )
    app.server.before_request(app.page_cache.answer)
    app.server.config.update(COMPRESS_ALGORITHM=["br", "gzip"], COMPRESS_EVALUATE_CONDITIONAL_REQUEST=True)
    Compress(app.server)
    # What was registered last comes first: a file is packed here, before it would be packed for once.
    app.server.after_request(app.static_files.keep)
    _answer_alone(app)
    gate.open(app)
    return app


@dataclass(frozen=True, slots=True)
class _Guarded:
    """What the reader of a request may see, and the digest that stands for the reader."""

    audience: Callable[[], Audience]
    key: Callable[[], str]

    def asker(self) -> tuple[Audience, str]:
        """Return whose eyes a large file is made for, and who may fetch it."""
        return self.audience(), self.key()


def _guarded(server: Flask, chosen: Settings) -> _Guarded:
    """Put the guard before a server."""
    # Only here: where nobody signs in, nothing of it is loaded.
    from dashboard.web.auth import guard, session
    from dashboard.web.auth.provider import Provider
    from dashboard.web.auth.reader import Claims

    url = str(chosen.public_url)
    session.set_up(server, str(chosen.secret_key), is_secure=url.startswith("https://"))
    provider = Provider(
        str(chosen.oidc_issuer), str(chosen.oidc_client_id), str(chosen.oidc_client_secret),
        url + guard.BACK,
    )  # fmt: skip
    claims = Claims(chosen.oidc_role_claim, chosen.oidc_department_claim)
    guard.Guard(provider, claims, chosen.session_minutes, url).stand_before(server)
    return _Guarded(lambda: guard.reader().audience, lambda: guard.reader().key)


def _draft(places: Places | None, loader: Callable[[], Person | None], load_id: str) -> Path | None:
    """Return the file of a draft, to whoever may load: to others there is none."""
    if places is None or loader() is None:
        return None
    return Uploads(places.uploads).draft_of(load_id)


def _layout(
    router: Router, pathname: str = "/", search: str = "", kept: object = None, **_: object
) -> Fragment:
    # Dash passes the path's parts and every key of the query too: the router reads the address itself.
    rendered = router.rendered(pathname, search, kept)
    g.page_title = rendered.title
    return fragment(rendered.content)


def _title(**_path: object) -> str:
    return str(g.page_title)


def _stay_closed(app: Dash) -> None:
    """Keep Dash's tools for developers off, whatever DASH_DEBUG and its like say."""
    off = {f"dev_tools_{name}": False for name in _DEV_TOOLS}
    app.enable_dev_tools(debug=False, dev_tools_disable_version_check=True, **off)


def _on_error(error: Exception) -> Any:  # noqa: ANN401 -- Dash's no_update has no type
    if isinstance(error, HTTPException):
        # A refusal is an answer, no fault.
        raise error
    _LOG.error("a callback failed", exc_info=error)
    return no_update


def _answer_alone(app: Dash) -> None:
    # DuckDB loads pandas with its first bound value; plotly, in another thread, stumbles over the half of it.
    importlib.import_module("pandas")
    # Dash sets itself up in its first request and takes no lock: it must be alone in the worker.
    client = app.server.test_client()
    for path in (app.config.requests_pathname_prefix, "/_dash-layout", "/_dash-dependencies"):
        client.get(path)


def _spare_the_collector() -> None:
    # Modules and kept answers never go: looking through all of them took a fifth of a second, under a reader.
    gc.freeze()
    gc.set_threshold(100_000, 20, 50)


def __getattr__(name: str) -> Any:  # noqa: ANN401 -- a module's attribute
    """Build `server` when a server asks for it, so that importing this module opens nothing."""
    if name == "server":
        chosen = settings()
        reports = (chosen.reports_dir, chosen.inbox_dir)
        rules = Rules(
            trusted_proxies=chosen.trusted_proxies,
            max_body_bytes=chosen.max_body_bytes,
            export_limit=chosen.export_limit,
            limit_storage=chosen.rate_limit_storage_url,
        )
        globals()["server"] = create_app(chosen.warehouse_path, reports, rules, chosen).server
        _spare_the_collector()
        return globals()["server"]
    raise AttributeError(name)
