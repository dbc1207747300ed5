"""Signing in, being away for long, and signing out, in a browser."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, expect

from dashboard.ui.labels import load
from tests.browser.conftest import Visit, visiting
from tests.conftest import ROOT
from tests.dashboard.web.auth import facts
from tests.dashboard.web.auth.conftest import PEOPLE, etl, free_port, guarded
from tests.dashboard.web.auth.provider import LocalProvider

KO = load("ko")


@pytest.fixture(scope="module")
def provider() -> Iterator[LocalProvider]:
    """Who signs people in."""
    found = LocalProvider(back=f"http://127.0.0.1:{free_port()}/sign-in/back", people=dict(PEOPLE))
    found.start()
    yield found
    found.stop()


@pytest.fixture(scope="module")
def guarded_address(tmp_path_factory: pytest.TempPathFactory, provider: LocalProvider) -> Iterator[str]:
    """The address of a dashboard that people sign in to, with documents that are not published."""
    folder = tmp_path_factory.mktemp("guarded")
    shutil.copytree(ROOT / "etl" / "data", folder / "facts")
    facts.write(folder / "facts")
    path: Path = folder / "warehouse.duckdb"
    etl("load", "--facts", str(folder / "facts"), "--warehouse", str(path))
    # As the load does for the council where the sign-in is on; an office's first reader waits for it.
    etl("audience", "--warehouse", str(path), "--", "council")
    etl("audience", "--warehouse", str(path), "--", "manager", facts.OWN_UNIT)
    port = int(re.findall(r":(\d+)/", provider.back)[0])
    with guarded(path, folder, provider.issuer, port) as where:
        yield where


@pytest.fixture
def visit(browser: Browser, guarded_address: str) -> Iterator[Visit]:
    """A window of somebody who is not signed in."""
    with visiting(browser, guarded_address) as window:
        yield window


def sign_in(visit: Visit, person: str, path: str = "/") -> None:
    """Open a page, press the person's button at the provider, and wait for the page."""
    visit.page.goto(visit.address + path)
    visit.page.get_by_role("button", name=person, exact=True).click()
    visit.settle()


def test_a_reader_signs_in_sees_the_role_and_signs_out(visit: Visit) -> None:
    sign_in(visit, "council", "/programs?year=2026")
    assert visit.page.url == f"{visit.address}/programs?year=2026"
    expect(visit.page.locator(".signed-in")).to_contain_text(f"{KO('signin.role')} {KO('role.council')}")
    assert not Axe().run(visit.page).response["violations"]
    visit.page.get_by_role("button", name=KO("signin.out")).click()
    expect(visit.page.locator("h1")).to_have_text(KO("signin.signed_out_title"))
    assert visit.page.url.startswith(f"{visit.address}/signed-out")
    assert not Axe().run(visit.page).response["violations"]
    assert visit.page.context.cookies() == []
    assert visit.complaints == []


def test_a_session_that_is_over_leads_to_the_sign_in_and_back(visit: Visit) -> None:
    sign_in(visit, "executive", "/programs?year=2026")
    visit.page.context.clear_cookies()
    visit.page.get_by_role("link", name=KO("goals.nav"), exact=True).click()
    visit.page.get_by_role("button", name="executive", exact=True).click()
    visit.settle()
    assert re.match(f"{visit.address}/goals\\?", visit.page.url)
    # The only thing that went wrong is the question that was asked without a session.
    assert {text[:3] for text in visit.complaints if text[0].isdigit()} == {"401"}


def test_a_manager_is_told_that_sums_are_of_the_own_programmes(visit: Visit) -> None:
    sign_in(visit, "manager", "/?year=2026")
    expect(visit.page.locator(".context")).to_contain_text(KO("unpublished.manager"))
    assert visit.complaints == []


def test_who_has_no_role_is_told_so(visit: Visit) -> None:
    visit.page.goto(visit.address)
    visit.page.get_by_role("button", name="nobody", exact=True).click()
    expect(visit.page.locator("h1")).to_have_text(KO("signin.no_role_title"))
    assert not Axe().run(visit.page).response["violations"]
