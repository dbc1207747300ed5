"""A real server over the sample warehouse, and a real browser in front of it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Browser, Page, Request, sync_playwright

from tests.chromium import ARGUMENTS, CHROMIUM, MISSING
from tests.sample_warehouse import build_sample
from tests.serving import served


@dataclass
class Visit:
    """One page of the browser, with everything that it complained of or asked for."""

    page: Page
    address: str
    complaints: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)
    status: int = 200

    def open(self, path: str, *, status: int = 200) -> None:
        """Open an address of the server and wait until the page stands. status: what it is to answer with."""
        self.status = status
        answer = self.page.goto(self.address + path)
        assert answer is not None
        assert answer.status == status
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


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium, headless."""
    if not CHROMIUM.exists():
        pytest.skip(MISSING)
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=str(CHROMIUM), args=ARGUMENTS)
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server over the sample warehouse."""
    with served(build_sample(tmp_path_factory.mktemp("served") / "sample.duckdb")) as server:
        yield server.address


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
        if visit.status == 200 or str(visit.status) not in text:
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
