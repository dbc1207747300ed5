"""An earlier build in a real browser: the notice on screen and paper, the way on, the word of newer data."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, expect

from etl.warehouse import builds
from tests.browser.conftest import visiting
from tests.sample_warehouse import build_corrected, build_sample
from tests.serving import served


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A warehouse of two builds."""
    return build_corrected(tmp_path_factory.mktemp("twice") / "w.duckdb")


@pytest.fixture(scope="module")
def where(warehouse: Path) -> Iterator[str]:
    """The address of a server over it."""
    with served(warehouse) as server:
        yield server.address


@pytest.fixture(scope="module")
def old(warehouse: Path) -> str:
    """The load id of the earlier build."""
    return builds.kept(warehouse)[-1].load_id


@pytest.mark.parametrize(("width", "theme"), [(1440, "light"), (1440, "dark"), (390, "light"), (390, "dark")])
def test_the_pages_of_builds_stand(browser: Browser, where: str, old: str, width: int, theme: str) -> None:
    wrong = []
    with visiting(browser, where, width, theme) as visit:
        for path in ("/builds", "/builds?lang=en", f"/?build={old}", f"/builds?build={old}", "/?build=none"):
            visit.open(path, status=404 if path == "/?build=none" else 200)
            found = Axe().run(visit.page).response["violations"]
            wrong += [f"{path}: {v['id']}: {v['nodes'][0]['html'][:120]}" for v in found]
            wide = visit.page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
            wrong += [f"{path}: {wide} px wider than the screen"] if wide > 0 else []
        assert visit.complaints == []
    assert wrong == []


def test_an_earlier_build_is_left_only_by_the_way_that_says_so(
    browser: Browser, where: str, old: str
) -> None:
    with visiting(browser, where) as visit:
        page = visit.page
        visit.open(f"/?build={old}")
        page.get_by_role("navigation", name="주 메뉴").get_by_role("link", name="성과 목표").click()
        page.wait_for_url(f"**/goals?build={old}")
        page.locator("""select[id*='"name":"goal_status"']""").select_option("behind")
        page.wait_for_url(f"**/goals?goal_status=behind&build={old}")
        expect(page.locator(".notice")).to_contain_text("최신 자료가 아닙니다")
        page.emulate_media(media="print")
        expect(page.locator(".notice .notice-title")).to_be_visible()
        page.emulate_media(media="screen")
        newest = page.get_by_role("link", name="같은 화면을 최신 자료로 보기")
        expect(newest).to_have_attribute("href", "/goals?goal_status=behind")
        newest.click()
        page.wait_for_url("**/goals?goal_status=behind")
        expect(page.locator(".notice")).to_have_count(0)
        assert visit.complaints == []


def test_who_comes_back_to_a_tab_is_told_of_newer_data(browser: Browser, tmp_path: Path) -> None:
    path = build_sample(tmp_path / "w.duckdb")
    with served(path) as server, visiting(browser, server.address) as visit:
        page = visit.page
        page.clock.install()
        visit.open("/goals")
        build_corrected(path)
        page.clock.fast_forward("02:00")
        page.evaluate("() => document.dispatchEvent(new Event('visibilitychange'))")
        expect(page.locator("#newer")).to_contain_text("새 자료가 있습니다")
        page.get_by_role("link", name="새 자료로 다시 열기").click()
        visit.settle()
        expect(page.get_by_text("새로 생긴 목표").first).to_be_visible()
        expect(page.locator("#newer")).to_be_empty()
        assert visit.complaints == []


def test_the_total_below_a_search_is_of_the_list_above_it(browser: Browser, tmp_path: Path) -> None:
    path = build_corrected(tmp_path / "w.duckdb")
    newest, before = builds.kept(path)
    # As if the list had been drawn just before the newest build came.
    builds.file_of(path, before).replace(path)
    with served(path) as server, visiting(browser, server.address) as visit:
        page = visit.page
        visit.open("/programs?unit=won")
        builds.file_of(path, before).hardlink_to(path)
        fresh = tmp_path / "fresh.duckdb"
        fresh.hardlink_to(builds.file_of(path, newest))
        fresh.replace(path)
        page.locator("#programs-search").fill("디지털성범죄 안심")
        total = page.locator(".program-grid .ag-floating-bottom")
        expect(total).to_contain_text("959,192,000")
        assert visit.complaints == []
