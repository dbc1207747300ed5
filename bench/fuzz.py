"""Sends nonsense to a real server over loopback, for as long as it is told, and says what came back.

    python -m bench.fuzz [SECONDS] [SEED]

Callback bodies that are spoiled, addresses with tricks, and bytes that are no HTTP at all. It fails on an
answer of 500 or above, on one that takes longer than 5 seconds, on an error in the log, and on a worker that
died.
"""

from __future__ import annotations

import json
import random
import socket
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import psutil

from bench.serving import Reader
from etl.pipeline import build_warehouse
from tests.dashboard.callback_bodies import JUNK, PATH, Body, bodies, spoiled
from tests.serving import ROOT, served

HANG = 5.0
SENDERS = 4
PATHS = (
    "/",
    "/programs",
    "/programs/",
    "/directions/",
    "/teams/",
    "/execution",
    "/goals",
    "/trends",
    "/brief",
    "/sources",
    "/sources/",
    "/api/v1/",
    "/api/v1/programs",
    "/api/v1/programs/",
    "/api/v1/findings",
    "/healthz",
    "/readyz",
    "/assets/",
    "/_dash-component-suites/dash/",
    "/_dash-layout",
    "/_dash-dependencies",
    "/_reload-hash",
    "/_favicon.ico",
    "/static/",
    "/bootstrap/static/",
    PATH,
    "//",
    "/\\",
    "*",
    "",
)
TRICKS = (
    "",
    "",
    "..",
    "/../../etc/passwd",
    "%2e%2e/%2e%2e/etc/passwd",
    "..%2f..%2fetc%2fpasswd",
    "..%5c..%5c",
    "%00",
    "%ff",
    "%C0%AE%C0%AE/",
    "/./",
    "//",
    ";x",
    "%",
    "%zz",
    "#x",
    "http://elsewhere.example/",
    "x" * 5000,
    "x" * 20_000,
    "?",
    "??",
)
KEYS = (
    "org",
    "year",
    "as_of",
    "direction",
    "department",
    "funding",
    "status",
    "goal_status",
    "unit",
    "lang",
    "theme",
    "part",
    "columns",
    "line",
    "figure",
    "node",
    "limit",
    "offset",
    "x",
    "",
)
METHODS = ("GET",) * 6 + (
    "HEAD",
    "POST",
    "PUT",
    "PATCH",
    "DELETE",
    "OPTIONS",
    "TRACE",
    "CONNECT",
    "get",
    "NONSENSE",
    "G\x00T",
    "PRI",
    "",
)
HEADERS = (
    "Host: a\r\nHost: b",
    "Host:",
    "Host: [::1",
    "Host: a b",
    "Host: \xff",
    "Content-Length: 5\r\nContent-Length: 6",
    "Content-Length: -1",
    "Content-Length: x",
    "Content-Length: 99999999999",
    "Content-Length: 1\r\nTransfer-Encoding: chunked",
    "Transfer-Encoding: chunked",
    "Transfer-Encoding: gzip",
    "Transfer-Encoding: chunked, chunked",
    "Expect: 100-continue",
    "Expect: x",
    "Connection: upgrade\r\nUpgrade: h2c\r\nHTTP2-Settings: x",
    "Upgrade: websocket",
    "Range: bytes=5-1",
    'If-None-Match: "',
    "If-Modified-Since: x",
    "Cookie: =;=;\x01",
    "X-Request-ID: \x7f",
    "X-Forwarded-Proto: https",
    "X-Forwarded-For: ,,",
    "Accept-Encoding: gzip;q=x",
    "Content-Type: text/html",
    "Content-Type: application/json; charset=x",
    " folded: x",
    "no colon",
    "Name with space: x",
    "X: " + "y" * 9000,
    "\r\n".join(f"X{n}: y" for n in range(200)),
    "A_B: x",
)
CHUNKS = (
    b"0\r\n\r\n",
    b"5\r\nhello\r\n0\r\n\r\n",
    b"zz\r\n",
    b"5\r\nhel",
    b"ffffffffffffffffff\r\n",
    b"-1\r\n\r\n",
    b"5;x=y\r\n{}\r\n",
)


class Trial:
    """What was sent so far, and what went wrong."""

    def __init__(self, port: int, good: dict[str, Body]) -> None:
        self.port = port
        self.good = good
        self.statuses: dict[str, Counter[str]] = {}
        self.wrong: list[str] = []
        self._turn = threading.Lock()

    def send(self, kind: str, content: bytes) -> None:
        """Send bytes, read until the server closes or has answered, and count the status."""
        began = time.monotonic()
        status = self._answer(content)
        took = time.monotonic() - began
        with self._turn:
            self.statuses.setdefault(kind, Counter())[status] += 1
            if status >= "500" and status.isdigit():
                self.wrong.append(f"{kind}: {status} to {content[-400:]!r}")
            if status == "hang" or took > HANG:
                self.wrong.append(f"{kind}: {took:.1f} s for {content[-400:]!r}")

    def _answer(self, content: bytes) -> str:
        try:
            with socket.create_connection(("127.0.0.1", self.port), timeout=HANG) as sender:
                with suppress(OSError):
                    # The server may refuse before it has read all.
                    sender.sendall(content)
                    sender.shutdown(socket.SHUT_WR)
                answer = b""
                while piece := sender.recv(65536):
                    answer += piece if len(answer) < 64 else b""
        except TimeoutError:
            return "hang"
        except OSError:
            return "closed"
        first = answer[:12].split(b" ")
        return first[1].decode("latin-1") if len(first) > 1 else "closed"


def callback(trial: Trial, chance: random.Random) -> None:
    """Send a callback's body, spoiled."""
    name = chance.choice(sorted(trial.good))
    body: Any = trial.good[name]
    if name == "page" and chance.random() < 0.5:
        body = json.loads(json.dumps(body))
        values = {"pathname": address(chance), "search": f"?{query(chance)}"}
        for entry in (*body["inputs"], *body["state"]):
            entry["value"] = values.get(entry["property"])
    else:
        body = spoiled(body, chance)
    content = json.dumps(body, ensure_ascii=chance.random() < 0.5).encode("utf-8", "replace")
    if chance.random() < 0.1:
        place = chance.randrange(len(content))
        content = (
            content[:place] + chance.randbytes(chance.randrange(4)) + content[place + chance.randrange(3) :]
        )
    head = (
        f"POST {PATH} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nConnection: close\r\n"
    )
    if chance.random() < 0.2:
        pieces = [content[at : at + 500] for at in range(0, len(content), 500)]
        chunked = b"".join(b"%x\r\n%s\r\n" % (len(piece), piece) for piece in pieces) + b"0\r\n\r\n"
        trial.send(f"callback {name}", f"{head}Transfer-Encoding: chunked\r\n\r\n".encode() + chunked)
    else:
        trial.send(f"callback {name}", f"{head}Content-Length: {len(content)}\r\n\r\n".encode() + content)


def address(chance: random.Random) -> str:
    """Return an address, mostly with a trick."""
    text = chance.choice(PATHS) + chance.choice(TRICKS)
    if chance.random() < 0.3:
        text += quote(chance.choice([junk for junk in JUNK if isinstance(junk, str)])[:200], safe="%/")
    return text


def query(chance: random.Random) -> str:
    """Return a query with keys of ours and values of nobody's."""
    values = [junk for junk in JUNK if isinstance(junk, str)] + [
        "2023",
        "2023-09-30",
        "all",
        "1",
        "-1",
        "\ud800",
    ]
    pairs = [(chance.choice(KEYS), chance.choice(values)) for _ in range(chance.randrange(6))]
    return urlencode(pairs, errors="replace")


def request(trial: Trial, chance: random.Random) -> None:
    """Send a well-formed request for an odd address."""
    target = f"{address(chance)}?{query(chance)}".replace(" ", "%20")
    trial.send(
        "address",
        f"GET {target} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".encode("latin-1", "replace"),
    )


def raw(trial: Trial, chance: random.Random) -> None:
    """Send what is hardly HTTP."""
    version = chance.choice(("HTTP/1.1",) * 6 + ("HTTP/1.0", "HTTP/0.9", "HTTP/2", "http/1.1", "x", ""))
    lines = [f"{chance.choice(METHODS)} {address(chance)} {version}"]
    lines += ["Host: localhost"] * (chance.random() < 0.8) + ["Connection: close"]
    lines += chance.sample(HEADERS, chance.randrange(4))
    body = chance.choice((b"", b"{}", chance.randbytes(50), *CHUNKS))
    content = "\r\n".join([*lines, "", ""]).encode("latin-1", "replace") + body
    if chance.random() < 0.2:
        content = content[: chance.randrange(len(content))]
    if chance.random() < 0.1:
        content = chance.randbytes(200)
    trial.send("raw", content)


KINDS: tuple[Callable[[Trial, random.Random], None], ...] = (callback, callback, request, raw)


def errors_in(log: Path) -> list[str]:
    """Return the errors that the server logged, and what it wrote that is no line of JSON."""
    found = []
    for line in log.read_text("utf-8", "replace").splitlines():
        try:
            event = json.loads(line)
        except ValueError:
            found.append(f"no JSON: {line[:300]}")
            continue
        if event["level"] in ("ERROR", "CRITICAL"):
            found.append(f"log: {event['message']}: {event.get('exc_info', '')[-300:]}")
    return found


def main() -> None:
    """Send, count, and say what went wrong."""
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 60.0
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else random.randrange(2**32)
    with tempfile.TemporaryDirectory() as scratch:
        log = Path(scratch) / "log"
        warehouse = Path(scratch) / "warehouse.duckdb"
        build_warehouse(ROOT / "etl" / "data", warehouse)
        with served(warehouse, log=log, WORKERS="2", EXPORT_LIMIT="999999 per second") as server:
            trial = Trial(server.port, bodies(json.loads(Reader(server.port).get("/_dash-dependencies")[1])))
            workers = {child.pid for child in psutil.Process(server.process.pid).children()}
            end = time.monotonic() + seconds

            def go_on(number: int) -> None:
                chance = random.Random(seed + number)
                while time.monotonic() < end:
                    chance.choice(KINDS)(trial, chance)

            senders = [threading.Thread(target=go_on, args=(number,)) for number in range(SENDERS)]
            for sender in senders:
                sender.start()
            for sender in senders:
                sender.join()
            survivors = {child.pid for child in psutil.Process(server.process.pid).children()} & workers
            if survivors != workers:
                trial.wrong.append(f"{len(workers - survivors)} workers died")
            for path in ("/healthz", "/readyz", "/"):
                trial.send(
                    "after all", f"GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".encode()
                )
        wrong = [*trial.wrong, *errors_in(log)]
    print(f"seed {seed}, {seconds:.0f} s\n| kind | sent | statuses |\n| --- | --- | --- |")
    for kind, counted in sorted(trial.statuses.items()):
        print(
            f"| {kind} | {counted.total()} | {', '.join(f'{s}: {n}' for s, n in sorted(counted.items()))} |"
        )
    for each, times in Counter(wrong).most_common(8):
        print(f"{times} × {each}")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
