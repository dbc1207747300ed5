"""How gunicorn answers: a connection takes a thread once its request's head is there, and not before."""

from __future__ import annotations

import json
import selectors
import socket
import struct
import time
from functools import partial
from typing import Any

from gunicorn import http
from gunicorn.http.errors import InvalidResponseHeader, LimitRequestHeaders, LimitRequestLine, ParseException
from gunicorn.workers.gthread import ThreadWorker

from dashboard.web.middleware.headers import BARE

_UNREADABLE = (
    "This cannot be read as a request. Are letters such as Hangul in its address percent-encoded?"
    " curl does that with -G --data-urlencode."
)
_PATIENCE_SECONDS = 10
"""How long a head may take to arrive, and how long a body may stall before its thread is free again."""
_RECEIVE_TIMEOUT = struct.pack("ll", _PATIENCE_SECONDS, 0)
_END_OF_HEAD = b"\r\n\r\n"
_PIECE_BYTES = 16 * 1024
_LONGEST_HEAD_BYTES = 1024 * 1024
"""Beyond what gunicorn takes of a head: it then refuses, in its own words."""


class Worker(ThreadWorker):  # type: ignore[misc] # gunicorn has no types
    """Threads that wait for no client: gunicorn's own worker holds one for each silent connection.

    What cannot be read as a request is answered as the application would.
    """

    def enqueue_req(self, conn: Any) -> None:  # noqa: ANN401 -- gunicorn has no types
        """Wait for the head of a connection's next request, beside all others."""
        conn.sock.setblocking(False)
        conn.parser = conn.parser or http.get_parser(self.cfg, conn.sock, conn.client)
        if _END_OF_HEAD in conn.parser.unreader.buf.getvalue():
            super().enqueue_req(conn)
            return
        conn.timeout = time.monotonic() + _PATIENCE_SECONDS
        self.pending_conns.append(conn)
        receive = partial(self.on_pending_socket_readable, conn)
        self.poller.register(conn.sock, selectors.EVENT_READ, receive)

    def on_pending_socket_readable(self, conn: Any, client: socket.socket) -> None:  # noqa: ANN401 -- gunicorn has no types
        """Take in what has come; a whole head, or a client that is gone, goes on to a thread."""
        try:
            piece = client.recv(_PIECE_BYTES)
        except BlockingIOError:
            return
        except OSError:
            piece = b""
        received = conn.parser.unreader.take_buffered() + piece
        conn.parser.unreader.unread(received)
        if piece and _END_OF_HEAD not in received and len(received) < _LONGEST_HEAD_BYTES:
            return
        self.poller.unregister(client)
        self.pending_conns.remove(conn)
        conn.data_ready = True
        super().enqueue_req(conn)

    def handle(self, conn: Any) -> Any:  # noqa: ANN401 -- gunicorn has no types
        """Answer a request of a connection."""
        conn.sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVTIMEO, _RECEIVE_TIMEOUT)
        return super().handle(conn)

    def handle_error(self, req: Any, client: Any, addr: Any, exc: Exception) -> None:  # noqa: ANN401 -- gunicorn has no types
        """Answer what cannot be read as a request. Its address and its text are not logged."""
        if isinstance(exc, InvalidResponseHeader) or not isinstance(exc, ParseException):
            super().handle_error(req, client, addr, exc)
            return
        status = "400 Bad Request"
        if isinstance(exc, LimitRequestLine):
            status = "414 URI Too Long"
        elif isinstance(exc, LimitRequestHeaders):
            status = "431 Request Header Fields Too Large"
        self.log.warning("no HTTP: %s", type(exc).__name__, extra={"status": int(status[:3])})
        body = f"{json.dumps({'title': status[4:], 'status': int(status[:3]), 'detail': _UNREADABLE})}\n"
        headers = {
            **BARE, "Connection": "close", "Content-Type": "application/problem+json",
            "Content-Length": str(len(body)), "Cache-Control": "no-store",
        }  # fmt: skip
        lines = [f"HTTP/1.1 {status}", *(f"{name}: {value}" for name, value in headers.items()), "", body]
        try:
            client.sendall("\r\n".join(lines).encode("ascii"))
        except OSError:
            self.log.debug("the client did not wait for its answer")
