"""What stands before the pages: what is let in to them, and what every answer carries on its way out."""

from __future__ import annotations

from dataclasses import dataclass

from dash import Dash
from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from dashboard.warehouse.store import Store
from dashboard.web.middleware import refusal, target
from dashboard.web.middleware.callback_body import CallbackGuard
from dashboard.web.middleware.headers import add_headers, allow_own_scripts
from dashboard.web.middleware.health import health
from dashboard.web.middleware.request_log import RequestLog
from dashboard.web.middleware.strict_json import StrictJSON


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """What is let in. trusted_proxies: how many proxies of ours say who asks, and whether over TLS.

    export_limit: downloads per reader, as in '60 per minute'. limit_storage: where they are counted.
    """

    trusted_proxies: int = 0
    max_body_bytes: int = 8 * 1024 * 1024
    export_limit: str = "60 per minute"
    limit_storage: str = "memory://"


class Gate:
    """Stands before a server: to be put there before the pages answer its requests, and opened last."""

    def __init__(self, server: Flask, store: Store, rules: Rules, *, is_public: bool = True) -> None:
        """is_public: whether everybody sees everything, or readers sign in."""
        self._server = server
        self._rules = rules
        self._guard = CallbackGuard()
        # Whatever FLASK_DEBUG says.
        server.debug = False
        server.json = StrictJSON(server)
        server.config["MAX_CONTENT_LENGTH"] = rules.max_body_bytes
        server.after_request(add_headers)
        server.before_request(target.check)
        server.before_request(self._guard.check)
        server.register_blueprint(health(store, tells_date=is_public))
        refusal.register(server)

    def open(self, app: Dash) -> None:
        """Let requests in, when all callbacks and scripts of the app are known."""
        self._guard.learn(app.callback_map)
        allow_own_scripts(app)
        wrapped = self._server.wsgi_app
        if count := self._rules.trusted_proxies:
            wrapped = ProxyFix(wrapped, x_for=count, x_proto=count)
        self._server.wsgi_app = RequestLog(wrapped)  # type: ignore[method-assign]
