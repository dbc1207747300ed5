"""What cannot be answered is said as RFC 9457 has it: what is wrong, and the id that finds it in the log."""

from __future__ import annotations

import json

from dash.development.base_component import Component
from dash.exceptions import DependencyException
from flask import Flask, Response
from plotly.utils import PlotlyJSONEncoder
from werkzeug.exceptions import BadRequest, HTTPException, NotFound, TooManyRequests

from dashboard.web.middleware.request_log import note, request_id

_MEDIA_TYPE = "application/problem+json"
_LONGEST = 200


class MalformedError(BadRequest):
    """A request that no browser of ours sends. Its description says in one line what is wrong with it."""


class TooOftenError(TooManyRequests):
    """A request that was made too often. panel: what the page shows of it, in the reader's language."""

    def __init__(self, description: str, seconds: int, panel: Component) -> None:
        super().__init__(description, retry_after=seconds)
        self.panel = panel


def register(server: Flask) -> None:
    """Answer every refusal and error of a server in the same form."""
    server.register_error_handler(HTTPException, refused)
    # Dash takes a script that it does not have for a fault of its own.
    server.register_error_handler(DependencyException, _no_script)


def refused(error: HTTPException) -> Response:
    """Return the answer to a request that is refused, or that failed."""
    reason = " ".join((error.description or error.name).split())[:_LONGEST]
    note(reason)
    body: dict[str, object] = {
        "type": "about:blank",
        "title": error.name,
        "status": error.code,
        "detail": reason,
        "request_id": request_id(),
    }
    if isinstance(error, TooOftenError):
        body["panel"] = error.panel
    response = error.get_response()
    text = json.dumps(body, ensure_ascii=False, cls=PlotlyJSONEncoder)
    answer = Response(text, error.code, mimetype=_MEDIA_TYPE)
    for name, value in response.headers:
        # What the error itself has to say, such as which methods there are.
        if name not in answer.headers:
            answer.headers[name] = value
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _no_script(_error: DependencyException) -> Response:
    return refused(NotFound("There is no such script."))
