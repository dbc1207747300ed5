"""Where a request comes from: our own pages, or another site that uses the reader's cookie."""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import request
from werkzeug.exceptions import Forbidden

_HERE = ("127.0.0.1", "::1")
_NAMES_OF_HERE = (*_HERE, "localhost")
_FORWARDED = ("Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-Ip", "Via")
_LOCAL = "/"
_LONGEST = 1_000
"""How long a path may be that waits for a sign-in: it waits in a cookie, and several do."""


def is_own(origin: str | None, site: str | None, public_url: str) -> bool:
    """Return whether a browser says that a request was made by a page of ours.

    origin, site: the headers Origin and Sec-Fetch-Site. Every browser sends one of them with what it posts: a
    request that says nothing is not taken for ours.
    """
    if origin is None and site is None:
        return False
    return origin in (None, public_url) and site in (None, "same-origin")


def hold_own() -> None:
    """Refuse the request under way with 403 where a page of another site has made it."""
    own = f"{request.scheme}://{request.host}"
    if not is_own(request.headers.get("Origin"), request.headers.get("Sec-Fetch-Site"), own):
        raise Forbidden("The form was sent by a page of another site.")


def is_here() -> bool:
    """Whether the request comes from the machine itself, and through nothing that speaks for others.

    The name in the address has to be the machine's own too: a page elsewhere may give its name this address.
    """
    name = urlsplit(f"//{request.host}").hostname
    return (
        request.remote_addr in _HERE
        and name in _NAMES_OF_HERE
        and not any(request.headers.get(header) for header in _FORWARDED)
    )


def way_on(asked: str | None) -> str:
    """Return the path that a reader is sent on to: one of this server, whatever is asked for."""
    if not asked or len(asked) > _LONGEST or not asked.isprintable() or "\\" in asked:
        return _LOCAL
    found = urlsplit(asked)
    is_local = not found.scheme and not found.netloc and asked.startswith("/") and not asked.startswith("//")
    return asked if is_local else _LOCAL
