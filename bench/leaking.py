"""The dashboard with a fault put in on purpose: it keeps every answer. For `bench.load --leak`."""

from __future__ import annotations

from flask import Response

from dashboard import app

_KEPT: list[bytes] = []


def _keep(response: Response) -> Response:
    _KEPT.append(response.get_data() + b" ")
    return response


server = app.server
server.after_request(_keep)
