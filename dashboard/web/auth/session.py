"""What a browser keeps of a sign-in, in one signed cookie: who is signed in, and the sign-ins under way."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import asdict

from flask import Flask, current_app, request, session

from dashboard.web.auth.provider import Flow
from dashboard.web.auth.reader import Reader

_READER, _UNDER_WAY = "reader", "under_way"
_MOST_UNDER_WAY = 3
"""How many sign-ins one browser may have begun, a tab each: a cookie holds no more."""
_FLOW_SECONDS = 600.0


def set_up(server: Flask, secret_key: str, *, is_secure: bool) -> None:
    """Say how the cookie is signed and sent. is_secure: readers come by https."""
    server.secret_key = secret_key
    server.config.update(
        # With this prefix a browser takes the cookie from this very host only.
        SESSION_COOKIE_NAME="__Host-session" if is_secure else "session",
        SESSION_COOKIE_SECURE=is_secure,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
    )


def reader() -> Reader | None:
    """Return who is signed in; None where nobody is, or no longer."""
    kept = session.get(_READER)
    if kept is None:
        return None
    found = Reader(kept["key"], kept["role"], tuple(kept["departments"]), kept["until"])
    return found if time.time() < found.until else None


def begin(flow: Flow, key: str) -> None:
    """Remember a sign-in under way by the key of its state."""
    entry = {**flow, "key": key, "until": time.time() + _FLOW_SECONDS}
    session[_UNDER_WAY] = [*session.get(_UNDER_WAY, []), entry][-_MOST_UNDER_WAY:]


def is_kept() -> bool:
    """Whether the browser sent the cookie at all: one that keeps none cannot be signed in."""
    return current_app.config["SESSION_COOKIE_NAME"] in request.cookies


def take(key: str) -> Mapping[str, str] | None:
    """Return a sign-in that this browser began, and forget it; None where there is none."""
    under_way = session.get(_UNDER_WAY, [])
    found = next((e for e in under_way if e["key"] == key and time.time() < e["until"]), None)
    if found is not None:
        session[_UNDER_WAY] = [entry for entry in under_way if entry is not found]
    return found


def sign_in(who: Reader) -> None:
    """Begin a session; what was in the cookie before is gone."""
    session.clear()
    session[_READER] = asdict(who)


def sign_out() -> None:
    """End the session."""
    session.clear()
