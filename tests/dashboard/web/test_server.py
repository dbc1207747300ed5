"""The server as it is started for others: it cuts nobody off, and it answers what is no HTTP."""

from __future__ import annotations

import json
import os
import re
import select
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import duckdb
import psutil
import pytest

from dashboard.app import create_app
from tests.conftest import ROOT
from tests.dashboard.callback_bodies import PATH, good_bodies
from tests.serving import HOST, Served, served

pytestmark = pytest.mark.skipif(os.name != "posix", reason="gunicorn runs on POSIX only")
_HEAD = f"POST {PATH} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"


def _all(connection: socket.socket) -> bytes:
    received = b""
    while piece := connection.recv(65536):
        received += piece
    return received


def _connected(server: Served) -> socket.socket:
    return socket.create_connection((HOST, server.port), timeout=20)


def _answer(server: Served, content: bytes) -> bytes:
    """Send bytes, and return all that comes back."""
    with _connected(server) as sender:
        sender.sendall(content)
        sender.shutdown(socket.SHUT_WR)
        return _all(sender)


@contextmanager
def _serving(warehouse_path: Path, folder: Path) -> Iterator[Served]:
    """Serve the dashboard over a warehouse of its own."""
    with served(Path(shutil.copy(warehouse_path, folder / "served.duckdb")), log=folder / "log") as server:
        yield server


@pytest.fixture(scope="module")
def server(warehouse_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A server that goes on for all tests that do not end it."""
    with _serving(warehouse_path, tmp_path_factory.mktemp("served")) as server:
        yield server


def test_a_request_under_way_is_answered_before_the_server_ends(warehouse_path: Path, tmp_path: Path) -> None:
    body = json.dumps(good_bodies(create_app(warehouse_path).server.test_client())["page"]).encode()
    with _serving(warehouse_path, tmp_path) as server:
        _end_in_the_middle(server, body, tmp_path)


def _end_in_the_middle(server: Served, body: bytes, folder: Path) -> None:
    (worker,) = psutil.Process(server.process.pid).children()
    with _connected(server) as reader:
        reader.sendall(f"{_HEAD}Content-Length: {len(body)}\r\n\r\n".encode() + body[:50])
        time.sleep(0.5)
        server.process.send_signal(signal.SIGTERM)
        time.sleep(1)
        reader.sendall(body[50:])
        answer = _all(reader)
    assert answer.startswith(b"HTTP/1.1 200")
    assert b"_pages_content" in answer
    assert server.process.wait(20) == 0
    assert not worker.is_running()
    # DuckDB has let go: nobody could write while a reader holds the file.
    duckdb.connect(folder / "served.duckdb").close()
    assert [line for line in server.lines() if line["level"] == "ERROR"] == []


def test_the_procfile_serves_the_same_way(warehouse_path: Path) -> None:
    (web,) = re.findall(r"(?m)^web: (.*)", (ROOT / "Procfile").read_text("utf-8"))
    where = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        ["sh", "-c", f"{web} --print-config"],
        cwd=ROOT,
        env={
            **os.environ,
            "PATH": where,
            "WAREHOUSE_PATH": str(warehouse_path),
            "PORT": "8997",
            "WORKERS": "3",
        },
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    said = dict(re.findall(r"(?m)^(\w+)\s+= (.*)", done.stdout))
    assert said["bind"] == "['0.0.0.0:8997']"
    assert said["workers"] == "3"
    assert said["control_socket_disable"] == "True"


@pytest.mark.parametrize(
    ("content", "status"),
    [
        (b"nonsense\r\n\r\n", 400),
        (b"GET / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip\r\n\r\n", 400),
        (b"GET / HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n", 400),
        (b"GET /" + b"x" * 9000 + b" HTTP/1.1\r\nHost: a\r\n\r\n", 414),
        (b"GET / HTTP/1.1\r\nHost: a\r\nX: " + b"y" * 9000 + b"\r\n\r\n", 431),
        (_HEAD.encode() + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n", 400),
        (b"GET /../../etc/passwd HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", 404),
        (b"GET //elsewhere.example/ HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", 404),
        ("GET /api/v1/programs?direction=서울 HTTP/1.1\r\nHost: a\r\n\r\n".encode(), 400),
        (b"GET /\xff HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", 400),
    ],
)
def test_what_is_no_request_of_ours_is_refused_and_logged(
    server: Served, content: bytes, status: int
) -> None:
    answer = _answer(server, content)
    assert answer.startswith(b"HTTP/1.1 %d " % status)
    assert b"X-Content-Type-Options: nosniff" in answer
    assert b"Content-Security-Policy: default-src" in answer
    # Never an empty answer: a Korean address as curl sends it is met with the way to send it.
    if status != 404:
        body = json.loads(answer.partition(b"\r\n\r\n")[2])
        assert body["status"] == status
        assert body["title"]
    assert any(line.get("status") == status for line in server.lines())
    assert "127.0.0.1:" not in json.dumps(server.lines()[-1])


def test_nobody_is_believed_to_speak_tls(server: Served) -> None:
    asked = b"GET /healthz HTTP/1.1\r\nHost: a\r\nX-Forwarded-Proto: https\r\nConnection: close\r\n\r\n"
    assert b"Strict-Transport-Security" not in _answer(server, asked)


def test_a_client_that_stalls_does_not_hold_up_the_others(server: Served) -> None:
    with ExitStack() as held:
        # As many as there are threads: the next reader waits until one is given up.
        stalled = [held.enter_context(_connected(server)) for _ in range(4)]
        for connection in stalled:
            connection.sendall(f"{_HEAD}Connection: close\r\nContent-Length: 100\r\n\r\n".encode() + b"{")
        time.sleep(0.5)
        answer = _answer(server, b"GET /healthz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
        assert answer.startswith(b"HTTP/1.1 200")
        assert _all(stalled[0]).startswith(b"HTTP/1.1 408")


_ALIVE = b"GET /healthz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"


def test_connections_that_send_nothing_keep_nobody_waiting(server: Served) -> None:
    with ExitStack() as held:
        for _ in range(500):
            held.enter_context(_connected(server))
        assert _answer(server, _ALIVE).startswith(b"HTTP/1.1 200")


@pytest.mark.parametrize("first", [b"", b"GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n"])
def test_half_a_head_takes_no_thread(server: Served, first: bytes) -> None:
    with ExitStack() as held:
        slow = [held.enter_context(_connected(server)) for _ in range(8)]
        for connection in slow:
            connection.sendall(first)
            answered = b""
            while first and not answered.endswith(b"}\n"):
                answered += connection.recv(65536)
            connection.sendall(b"GET /healthz HTTP/1.1\r\nHost: ")
        assert _answer(server, _ALIVE).startswith(b"HTTP/1.1 200")
        # None of them was given up to make room.
        assert select.select(slow, [], [], 0)[0] == []
        slow[-1].sendall(b"a\r\nConnection: close\r\n\r\n")
        assert _all(slow[-1]).startswith(b"HTTP/1.1 200")


def test_a_head_in_many_pieces_is_one_request(server: Served) -> None:
    with _connected(server) as sender:
        for letter in _ALIVE:
            sender.sendall(bytes([letter]))
        assert _all(sender).startswith(b"HTTP/1.1 200")
