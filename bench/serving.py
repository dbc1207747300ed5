"""Readers who ask a server under measurement, and what they measure."""

from __future__ import annotations

import http.client
import json
import socket
import time
from typing import Any
from urllib.parse import urlsplit

import psutil

from tests.serving import HOST, Served

UPDATE = "/_dash-update-component"
PAGE = ".._pages_content.children..._pages_store.data.."


def resident_mb(server: Served) -> list[float]:
    """Return the memory of each worker that is its own or shared, in MB."""
    return [child.memory_info().rss / 2**20 for child in psutil.Process(server.process.pid).children()]


def page_body(address: str) -> bytes:
    """Return what the browser asks for a page with."""
    parts = urlsplit(address)
    search = f"?{parts.query}" if parts.query else ""

    def value(name: str, key: str, content: object) -> dict[str, object]:
        return {"id": name, "property": key, "value": content}

    location = [value("_pages_location", "pathname", parts.path), value("_pages_location", "search", search)]
    return json.dumps(
        {
            "output": PAGE,
            "outputs": [
                {"id": "_pages_content", "property": "children"},
                {"id": "_pages_store", "property": "data"},
            ],
            "inputs": [*location, value("preferences", "data", None)],
            "state": location,
            "changedPropIds": ["_pages_location.pathname", "_pages_location.search"],
        }
    ).encode()


EMPTY_BODY = json.dumps(
    {
        "output": "out.children",
        "outputs": {"id": "out", "property": "children"},
        "inputs": [{"id": "in", "property": "n_clicks", "value": 1}],
        "state": [],
        "changedPropIds": ["in.n_clicks"],
    }
).encode()


class Reader:
    """One connection that is kept open, as a browser's."""

    def __init__(self, port: int) -> None:
        self._connection = http.client.HTTPConnection(HOST, port, timeout=60)
        self._connection.connect()
        self._connection.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def get(self, path: str) -> tuple[int, bytes]:
        """Return status and body of an address."""
        self._connection.request("GET", path)
        answer = self._connection.getresponse()
        return answer.status, answer.read()

    def post(self, path: str, body: bytes) -> tuple[int, bytes]:
        """Return status and body of a callback."""
        headers = {"Content-Type": "application/json", "Accept-Encoding": "br"}
        self._connection.request("POST", path, body, headers)
        answer = self._connection.getresponse()
        return answer.status, answer.read()

    def page(self, address: str) -> tuple[int, bytes]:
        """Return status and body of a page's callback."""
        return self.post(UPDATE, page_body(address))

    def empty(self) -> tuple[int, bytes]:
        """Return status and body of the empty callback."""
        return self.post("/plain/_dash-update-component", EMPTY_BODY)

    def close(self) -> None:
        """Let go of the connection."""
        self._connection.close()


def percentile(values: list[float], share: float) -> float:
    """Return the value that a share (0 to 1) of all lies at or under."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def timed(call: Any, *arguments: Any) -> tuple[float, tuple[int, bytes]]:  # noqa: ANN401 -- any reader's call
    """Return the milliseconds that a call took, and its answer. RuntimeError unless it went well."""
    before = time.perf_counter()
    answer = call(*arguments)
    took = (time.perf_counter() - before) * 1000
    if answer[0] != 200:
        raise RuntimeError(f"{arguments}: answered {answer[0]}")
    return took, answer
