"""What goes to the provider with a sign-in and comes back with it: its key, and the page that was asked for.

The key is what the browser's cookie must know. The page is in nobody's cookie, so that it is known on the way
back too where another tab was faster, or where a browser keeps no cookies.
"""

from __future__ import annotations

import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode

from dashboard.web.origin import way_on


def new_state(to: str) -> str:
    """Return the state of a sign-in that leads on to a page."""
    return f"{secrets.token_urlsafe(16)}.{urlsafe_b64encode(to.encode()).decode().rstrip('=')}"


def read_state(state: str | None) -> tuple[str, str]:
    """Return key and page of a state: whoever wrote it, the page is one of this server."""
    key, _, written = (state or "").partition(".")
    try:
        to = urlsafe_b64decode(written + "=" * (-len(written) % 4)).decode()
    except ValueError:
        to = ""
    return key, way_on(to)
