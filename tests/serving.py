"""A real server for tests and trials, started as the Procfile starts it."""

from __future__ import annotations

import http.client
import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
HOST = "127.0.0.1"
DASHBOARD = "dashboard.app:server"
_PATIENCE = 60.0


@dataclass(frozen=True)
class Served:
    """A server that answers. log: where its lines go; without one only errors are said, on the terminal."""

    process: subprocess.Popen[bytes]
    port: int
    log: Path | None

    @property
    def address(self) -> str:
        """Where it answers, without a path."""
        return f"http://{HOST}:{self.port}"

    def lines(self) -> list[dict[str, Any]]:
        """What it has logged."""
        assert self.log is not None
        return [json.loads(line) for line in self.log.read_text("utf-8").splitlines()]


def free_port() -> int:
    """Return a port that nothing listens on."""
    with socket.socket() as free:
        free.bind((HOST, 0))
        return int(free.getsockname()[1])


@contextmanager
def served(
    warehouse: Path,
    app: str = DASHBOARD,
    *,
    log: Path | None = None,
    port: int | None = None,
    first: str = "/healthz",
    **settings: str,
) -> Iterator[Served]:
    """Serve an app over a warehouse, and yield the server once it answers.

    first: the address that is asked for until it is answered. settings: of the environment. RuntimeError
    where no answer comes.
    """
    port = port or free_port()
    command = [sys.executable, "-m", "gunicorn", "--config", "python:dashboard.web.server", app]
    environment = {
        **os.environ, "WAREHOUSE_PATH": str(warehouse), "HOST": HOST, "PORT": str(port), "WORKERS": "1",
        "LOG_LEVEL": "INFO" if log else "ERROR", **settings,
    }  # fmt: skip
    with log.open("wb") if log else nullcontext() as lines:
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=lines, stderr=lines)
    try:
        _wait(process, port, first)
        yield Served(process, port, log)
    finally:
        process.terminate()
        process.wait(_PATIENCE)


def _wait(process: subprocess.Popen[bytes], port: int, path: str) -> None:
    until = time.monotonic() + _PATIENCE
    while time.monotonic() < until:
        if process.poll() is not None:
            raise RuntimeError("the server ended before it answered")
        connection = http.client.HTTPConnection(HOST, port, timeout=_PATIENCE)
        try:
            connection.request("GET", path)
            connection.getresponse().read()
        except OSError:
            time.sleep(0.02)
        else:
            return
        finally:
            connection.close()
    raise RuntimeError("the server does not answer")
