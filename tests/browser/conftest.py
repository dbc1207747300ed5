"""A real server over the sample warehouse, and a real browser in front of it."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Request, sync_playwright

from tests.sample_warehouse import build_sample

ROOT = Path(__file__).parents[2]
CHROMIUM = Path(os.environ.get("CHROMIUM", "/usr/bin/chromium"))
_ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


@dataclass
class Visit:
    """One page of the browser, with everything that it complained of or asked for."""

    page: Page
    address: str
    complaints: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)
    is_missing: bool = False

    def open(self, path: str, *, is_missing: bool = False) -> None:
        """Open an address of the server and wait until the page stands. is_missing: it is to answer 404."""
        self.is_missing = is_missing
        answer = self.page.goto(self.address + path)
        assert answer is not None
        assert answer.status == (404 if is_missing else 200)
        self.settle()

    def settle(self) -> None:
        """Wait until the page has said its title and no part of it is loading."""
        self.page.wait_for_selector("main#main h1")
        self.page.wait_for_function(
            # A function, not an expression: the page's own policy forbids eval.
            "() => document.getElementById('announcer').textContent === document.title"
            " && !document.querySelector('[data-dash-is-loading]')"
        )
        for later in (".program-grid", ".chart"):
            if self.page.locator(later).count():
                self.page.wait_for_selector(f"{later} .ag-row, {later} .main-svg")

    def elsewhere(self) -> list[str]:
        """The requests that left the machine."""
        here = (self.address, "data:", "blob:")
        return [url for url in self.requests if not url.startswith(here)]


@contextmanager
def served(warehouse: Path, **settings: str) -> Iterator[str]:
    """Serve a warehouse as a user does, and yield the address. settings: of the environment."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    command = [
        sys.executable,
        "-m",
        "gunicorn",
        "--config",
        "python:dashboard.server",
        "dashboard.app:server",
    ]
    environment = {
        **os.environ,
        "WAREHOUSE_PATH": str(warehouse),
        "PORT": str(port),
        "WORKERS": "1",
        "LOG_LEVEL": "ERROR",
        **settings,
    }
    with subprocess.Popen(command, cwd=ROOT, env=environment) as server:
        try:
            _wait(f"{address}/healthz", server)
            yield address
        finally:
            server.terminate()


def _wait(url: str, server: subprocess.Popen[bytes]) -> None:
    for _ in range(300):
        if server.poll() is not None:
            raise RuntimeError("the server ended before it answered")
        try:
            with urllib.request.urlopen(url, timeout=1):  # noqa: S310 -- our own address
                return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError("the server does not answer")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium, headless."""
    if not CHROMIUM.exists():
        pytest.skip(f"{CHROMIUM} is not here: install the package chromium, or set CHROMIUM to its path")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=str(CHROMIUM), args=_ARGUMENTS)
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server over the sample warehouse."""
    with served(build_sample(tmp_path_factory.mktemp("served") / "sample.duckdb")) as where:
        yield where


@contextmanager
def visiting(browser: Browser, address: str, width: int = 1440, theme: str = "light") -> Iterator[Visit]:
    """Open a fresh browser window: nothing remembered, everything watched."""
    context = browser.new_context(
        viewport={"width": width, "height": 900 if width > 800 else 844},
        color_scheme="dark" if theme == "dark" else "light",
        reduced_motion="reduce",
        accept_downloads=True,
    )
    context.set_default_timeout(10_000)
    visit = Visit(context.new_page(), address)

    def complain(text: str) -> None:
        if not (visit.is_missing and "404" in text):
            visit.complaints.append(text)

    def asked(request: Request) -> None:
        visit.requests.append(request.url)

    page = visit.page
    page.on("console", lambda m: complain(f"{m.type}: {m.text}") if m.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: complain(str(error)))
    page.on("response", lambda r: complain(f"{r.status} {r.url}") if r.status >= 400 else None)
    page.on("request", asked)
    yield visit
    context.close()


@pytest.fixture
def visit(browser: Browser, address: str) -> Iterator[Visit]:
    """A desktop window in light colours."""
    with visiting(browser, address) as window:
        yield window
