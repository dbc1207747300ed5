"""What every answer says to the browser about its own safety: pages, files, errors and refusals alike."""

from __future__ import annotations

from dash import Dash
from flask import Response, current_app, request

_POLICY = "CONTENT_SECURITY_POLICY"
_A_YEAR = 31_536_000
_NOTHING_RUNS = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'"
_TLS_ONLY = f"max-age={_A_YEAR}"
ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
BARE = {**ALWAYS, "Content-Security-Policy": _NOTHING_RUNS}
"""The headers of an answer that is no page, where there is no application to ask for its policy."""


def add_headers(response: Response) -> Response:
    """Return a response with the headers."""
    response.headers.update(ALWAYS)
    response.headers["Content-Security-Policy"] = current_app.config.get(_POLICY, _NOTHING_RUNS)
    # A browser remembers it for a year: said only where TLS is known to be in use.
    if request.is_secure:
        response.headers["Strict-Transport-Security"] = _TLS_ONLY
    return response


def allow_own_scripts(app: Dash) -> None:
    """Let the pages run the scripts of an app, and no others. To be called when all of them are known."""
    scripts = " ".join(["'self'", *app.csp_hashes()])
    app.server.config[_POLICY] = (
        f"default-src 'self'; script-src {scripts}; style-src 'self' 'unsafe-inline';"
        " img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self';"
        " object-src 'none'; base-uri 'self'; frame-ancestors 'none'"
    )
