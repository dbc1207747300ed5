"""The log: one line of JSON an event, and one event a request. Nothing in it says who asked.

No address of a reader, no cookie, no user agent, and of an address only its path: a query can hold what was
searched for. The request's id stands in every line that was written on its way.
"""

from __future__ import annotations

import logging
import re
import time
import uuid
from collections.abc import Callable, Iterable, Iterator
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

_LOG = logging.getLogger(__name__)
_ID_HEADER = "X-Request-ID"
_WELL_FORMED = re.compile(r"[A-Za-z0-9._-]{1,64}")
_LONGEST_PATH = 200
_LONGEST_METHOD = 20


@dataclass(slots=True)
class _UnderWay:
    """A request that is being answered. reason: why it was refused, in one line."""

    identifier: str
    started: float
    status: str = "500"
    reason: str | None = None


_under_way: ContextVar[_UnderWay | None] = ContextVar("request_under_way", default=None)


def logging_config(level: str) -> dict[str, Any]:
    """Return the configuration for `logging.config.dictConfig`: everything to standard error, as JSON."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "filters": {"request": {"()": f"{__name__}.RequestFilter"}},
        "formatters": {
            "json": {
                "()": "pythonjsonlogger.json.JsonFormatter",
                "fmt": "{levelname}{name}{process}{message}",
                "style": "{",
                "rename_fields": {"levelname": "level", "name": "logger"},
                "timestamp": "time",
                "json_ensure_ascii": False,
            }
        },
        "handlers": {
            "lines": {
                "class": "logging.StreamHandler",
                "stream": "ext://sys.stderr",
                "formatter": "json",
                "filters": ["request"],
            }
        },
        "root": {"level": level, "handlers": ["lines"]},
        # Its own lines would stand beside ours, with the reader's address in them.
        "loggers": {"werkzeug": {"level": "ERROR"}, "gunicorn.error": {"level": level, "propagate": True}},
    }


class RequestFilter(logging.Filter):
    """Writes the id of the request under way into each record."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Let every record through."""
        if under_way := _under_way.get():
            record.request_id = under_way.identifier
        return True


def request_id() -> str | None:
    """Return the id of the request under way; None outside of one."""
    under_way = _under_way.get()
    return None if under_way is None else under_way.identifier


def note(reason: str) -> None:
    """Say in the line of the request under way why it was refused."""
    if under_way := _under_way.get():
        under_way.reason = reason


class RequestLog:
    """Wraps a WSGI application: gives each request its id, and logs it when its last byte is sent."""

    def __init__(self, application: WSGIApplication) -> None:
        self._application = application

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer as the application does, with the id in a header."""
        asked = environ.get("HTTP_X_REQUEST_ID", "")
        identifier = asked if _WELL_FORMED.fullmatch(asked) else uuid.uuid4().hex
        request = _UnderWay(identifier, time.perf_counter())

        def begin(status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> Callable[..., object]:  # noqa: ANN401 -- WSGI's own
            request.status = status[:3]
            return start_response(status, [*headers, (_ID_HEADER, identifier)], exc_info)

        token = _under_way.set(request)
        try:
            parts = self._application(environ, begin)
        except BaseException:
            _write(environ, request, 0)
            raise
        finally:
            _under_way.reset(token)
        return _Logged(parts, lambda sent: _write(environ, request, sent))


class _Logged:
    """A body that says how many bytes of it were sent, once it is closed."""

    def __init__(self, parts: Iterable[bytes], log: Callable[[int], None]) -> None:
        self._parts = parts
        self._log = log
        self._sent = 0

    def __iter__(self) -> Iterator[bytes]:
        for part in self._parts:
            self._sent += len(part)
            yield part

    def close(self) -> None:
        """Close the body, and log."""
        try:
            if hasattr(self._parts, "close"):
                self._parts.close()
        finally:
            self._log(self._sent)


def _write(environ: WSGIEnvironment, request: _UnderWay, sent: int) -> None:
    status = int(request.status)
    level = logging.ERROR if status >= 500 else logging.WARNING if status >= 400 else logging.INFO
    path = environ.get("PATH_INFO", "").encode("latin-1", "replace").decode("utf-8", "replace")
    fields = {
        "request_id": request.identifier,
        "method": environ.get("REQUEST_METHOD", "")[:_LONGEST_METHOD],
        "path": path[:_LONGEST_PATH],
        "status": status,
        "ms": round((time.perf_counter() - request.started) * 1000, 1),
        "bytes": sent,
    }
    if request.reason:
        fields["reason"] = request.reason
    _LOG.log(level, "request", extra=fields)
