"""The dashboard with a fault put in on purpose: it keeps every answer. For `bench.load --leak`."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from dashboard import app

_KEPT: list[bytes] = []
server = app.server
_inner = server.wsgi_app


def _leaking(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
    body = b"".join(_inner(environ, start))
    _KEPT.append(bytes(bytearray(body)))
    return [body]


server.wsgi_app = _leaking
