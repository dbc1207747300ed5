"""Stands before everything: who is not signed in gets in nowhere, and nobody acts for another."""

from __future__ import annotations

import json
import time
from urllib.parse import quote

from flask import Flask, Response, g, redirect, request
from werkzeug.wrappers import Response as AnyResponse

from dashboard.api.problem import MEDIA_TYPE, NOT_SIGNED_IN, ProblemError
from dashboard.web.auth import session
from dashboard.web.auth.notice import notice
from dashboard.web.auth.provider import Provider, ProviderError
from dashboard.web.auth.reader import Claims, NoRoleError, Reader
from dashboard.web.auth.state import new_state, read_state
from dashboard.web.origin import is_own, way_on

SIGN_IN, BACK, SIGN_OUT, SIGNED_OUT = "/sign-in", "/sign-in/back", "/sign-out", "/signed-out"
_OPEN_PATHS = frozenset((SIGN_IN, BACK, SIGNED_OUT, "/healthz", "/readyz", "/_favicon.ico", "/calendar.ics"))
"""A calendar is read by programs that cannot sign in: the secret in its address lets them in."""
_OPEN_FOLDERS = ("/assets/", "/_dash-component-suites/", "/bootstrap/static/")
"""Code and styles, the same for everybody."""
_HARMLESS = ("GET", "HEAD", "OPTIONS")


class Guard:
    """Lets readers in by their session, and to their session by the provider."""

    def __init__(self, provider: Provider, claims: Claims, minutes: int, public_url: str) -> None:
        self._provider = provider
        self._claims = claims
        self._seconds = minutes * 60.0
        self._public_url = public_url

    def stand_before(self, server: Flask) -> None:
        """Stand before a server. What is registered before this is not guarded by it."""
        server.before_request(self._admit)
        server.after_request(_keep_private)
        server.add_url_rule(SIGN_IN, "sign_in", self._sign_in, methods=["GET"])
        server.add_url_rule(BACK, "sign_in_back", self._back, methods=["GET"])
        server.add_url_rule(SIGN_OUT, "sign_out", self._sign_out, methods=["POST"])
        server.add_url_rule(SIGNED_OUT, "signed_out", _signed_out, methods=["GET"])

    def _admit(self) -> AnyResponse | None:
        """Let the request under way pass, with its reader; else return what it gets instead."""
        path = request.path
        if path in _OPEN_PATHS or path.startswith(_OPEN_FOLDERS):
            return None
        who = session.reader()
        if who is None:
            return _way_in(path)
        if request.method not in _HARMLESS and not is_own(
            request.headers.get("Origin"), request.headers.get("Sec-Fetch-Site"), self._public_url
        ):
            return notice("elsewhere", 403, "/")
        g.reader = who
        return None

    def _sign_in(self) -> AnyResponse:
        to = way_on(request.args.get("next"))
        if session.reader() is not None:
            return redirect(to)
        try:
            state = new_state(to)
            address, flow = self._provider.begin(state)
        except ProviderError:
            return notice("away", 503, _sign_in_address(to))
        session.begin(flow, read_state(state)[0])
        return redirect(address)

    def _back(self) -> AnyResponse:
        key, to = read_state(request.args.get("state"))
        flow = session.take(key)
        if flow is None and session.reader() is not None:
            # Another tab has signed its reader in meanwhile.
            return redirect(to)
        if flow is None and not session.is_kept():
            return notice("cookies", 400, self._public_url + _sign_in_address(to))
        if flow is None:
            return notice("unknown", 400, self._public_url + _sign_in_address(to))
        try:
            claims = self._provider.finish(request.args, flow)
            session.sign_in(self._claims.reader(claims, time.time() + self._seconds))
        except ProviderError as error:
            return notice(error.reason, 503 if error.reason == "away" else 403, _sign_in_address(to))
        except NoRoleError:
            return notice("no_role", 403, _sign_in_address(to))
        return redirect(to)

    def _sign_out(self) -> AnyResponse:
        session.sign_out()
        # The reader is gone already, whatever the provider says.
        return redirect(self._provider.way_out(self._public_url + SIGNED_OUT) or SIGNED_OUT, 303)


def reader() -> Reader:
    """Return the reader of the request under way. LookupError where nobody was let in."""
    found = g.get("reader")
    if not isinstance(found, Reader):
        raise LookupError("a request that nobody let in")
    return found


def _way_in(path: str) -> AnyResponse:
    """Return what a request gets that nobody is signed in for: a page leads on, a program is told."""
    # A browser says what it asks for: an icon or a script's question is no reader who waits for a page.
    is_opened = request.headers.get("Sec-Fetch-Mode", "navigate") == "navigate"
    is_page = path != "/api" and not path.startswith(("/api/", "/_"))
    if not is_opened or not is_page or request.method not in ("GET", "HEAD"):
        detail = f"Open {SIGN_IN} in a browser; a session ends after a while."
        problem = ProblemError(kind=NOT_SIGNED_IN, detail=detail)
        text = f"{json.dumps(problem.body(path), ensure_ascii=False)}\n"
        return Response(text, status=401, mimetype=MEDIA_TYPE)
    query = request.query_string.decode("utf-8", "replace")
    return redirect(_sign_in_address(quote(path) + (f"?{query}" if query else "")))


def _sign_in_address(to: str) -> str:
    return f"{SIGN_IN}?next={quote(to, safe='')}"


def _signed_out() -> Response:
    return notice("signed_out", 200, "/")


def _keep_private(response: Response) -> Response:
    """Let no cache between keep what one reader sees, and none at all but for the API's own check."""
    if not request.path.startswith(_OPEN_FOLDERS):
        response.cache_control.private = True
        if not response.headers.get("ETag"):
            response.cache_control.no_store = True
        response.vary.add("Cookie")
    return response
