"""Where a request comes from: our own pages, or another site that uses the reader's cookie."""

from __future__ import annotations

from urllib.parse import urlsplit

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


def way_on(asked: str | None) -> str:
    """Return the path that a reader is sent on to: one of this server, whatever is asked for."""
    if not asked or len(asked) > _LONGEST or not asked.isprintable() or "\\" in asked:
        return _LOCAL
    found = urlsplit(asked)
    is_local = not found.scheme and not found.netloc and asked.startswith("/") and not asked.startswith("//")
    return asked if is_local else _LOCAL
