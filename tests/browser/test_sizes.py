"""From one programme to thousands, from one year to thirty: every page stands, and long lists stay usable."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, closing
from itertools import pairwise
from pathlib import Path
from urllib.parse import quote

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Error, Route, expect

from tests import synthetic_warehouse as synthetic
from tests.browser.conftest import Visit, visiting
from tests.serving import served

SIZES = {
    "one programme": synthetic.ONE_PROGRAM,
    "all pending": synthetic.ALL_PENDING,
    "thirty years": synthetic.THIRTY_YEARS,
    "thousands": synthetic.MANY_PROGRAMS,
}
PAGES = {
    "overview": "/",
    "directions": "/directions",
    "direction": f"/directions/{quote(synthetic.direction_id())}",
    "execution": "/execution",
    "execution to the end": "/execution?depth=all",
    "goals": "/goals",
    "trends": "/trends",
    "one trend": f"/trends?subject={quote('expenditure:total')}",
    "months": f"/trends?subject={quote('series:월별 방문 인원 명')}",
    "programmes": "/programs",
    "programme": f"/programs/{quote(synthetic.program_id())}",
    "teams": "/teams",
    "team": f"/teams/{quote(synthetic.department_id())}",
    "brief": "/brief",
    "answers": "/answers",
    "sources": "/sources",
    "document": f"/sources/{quote(synthetic.document_id())}",
}
# axe takes as long as a page is large: each kind of page is looked through where it is hardest.
LOOKED_THROUGH = {
    "one programme": ("overview",),
    "all pending": ("goals",),
    "thirty years": ("months",),
    "thousands": ("execution to the end", "document"),
}


# What differs from the other pages only where there is much.
LONG = ("execution to the end", "one trend", "months")


@pytest.fixture(scope="module")
def addresses(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """The address of a server over a synthetic warehouse of each size."""
    folder = tmp_path_factory.mktemp("sizes")
    with ExitStack() as stack:
        yield {
            name: stack.enter_context(served(synthetic.build(folder / f"{place}.duckdb", size))).address
            for place, (name, size) in enumerate(SIZES.items())
        }


@pytest.mark.parametrize("size", SIZES)
def test_every_page_stands_at_every_size(browser: Browser, addresses: dict[str, str], size: str) -> None:
    wrong = []
    with visiting(browser, addresses[size]) as visit:
        for name, path in PAGES.items():
            if name in LONG and size not in ("thirty years", "thousands"):
                continue
            visit.open(path)
            if name in LOOKED_THROUGH[size]:
                found = Axe().run(visit.page).response["violations"]
                wrong += [f"{name}: {v['id']}: {v['nodes'][0]['html'][:120]}" for v in found]
            for width in (1440, 390):
                visit.page.set_viewport_size({"width": width, "height": 900})
                if not _fits(visit):
                    wrong.append(f"{name}: wider than a screen of {width}")
            visit.page.set_viewport_size({"width": 1440, "height": 900})
        assert visit.complaints == []
    assert wrong == []


def test_a_long_list_is_read_part_by_part(browser: Browser, addresses: dict[str, str]) -> None:
    with visiting(browser, addresses["thousands"]) as visit:
        page = visit.page
        visit.open("/execution?depth=all")
        pager = page.locator(".pager").first
        expect(pager).to_contain_text("2,051개 가운데 1–100번째")
        pager.get_by_role("link", name="다음").click()
        page.wait_for_url("**/execution?depth=all&part=lines.2#list-lines")
        expect(pager).to_contain_text("101–200번째")
        # What the first lines belong to stands above them again.
        expect(page.locator(".budget-tree tbody tr").first).to_contain_text("앞에서 이어짐")
        expect(pager).to_be_in_viewport()
        pager.get_by_role("link", name="마지막").click()
        expect(pager).to_contain_text("2,001–2,051번째")
        page.go_back()
        expect(pager).to_contain_text("101–200번째")
        # Another order is another list: it begins at its beginning.
        page.locator("""select[id*='"name":"sort"']""").select_option("budget")
        page.wait_for_url("**/execution?depth=all&sort=budget")
        expect(pager).to_contain_text("1–100번째")
        assert visit.complaints == []


def test_a_list_of_hundreds_can_be_seen_whole(browser: Browser, addresses: dict[str, str]) -> None:
    with visiting(browser, addresses["thousands"]) as visit:
        page = visit.page
        visit.open("/goals")
        expect(page.locator(".goals-full tbody tr:not(.group)")).to_have_count(100)
        page.get_by_role("link", name="모두 보기 (350개)").first.click()
        page.wait_for_url("**/goals?part=results.all*")
        expect(page.locator(".goals-full tbody tr:not(.group)")).to_have_count(350)
        assert visit.complaints == []


def test_a_list_of_thousands_is_there_before_all_of_it(browser: Browser, addresses: dict[str, str]) -> None:
    with visiting(browser, addresses["thousands"]) as visit:
        page = visit.page
        held: list[Route] = []

        def hold(route: Route) -> None:
            if "programs-rest" in (route.request.post_data or ""):
                held.append(route)
            else:
                route.continue_()

        page.route("**/_dash-update-component*", hold)
        page.goto(f"{visit.address}/programs")
        grid = page.locator(".program-grid .ag-root")
        expect(grid).to_have_attribute("aria-rowcount", "101")
        # The total is of all of them, whichever are there.
        expect(page.locator(".ag-floating-bottom")).to_contain_text("2,000")
        # A search that cannot have seen them all says nothing of its own, and a file waits.
        page.locator("#programs-search").fill("청년")
        page.locator("button[data-file=csv]").click()
        expect(page.locator("#programs-sentence")).to_be_empty()
        assert len(held) == 1
        with page.expect_download() as taken:
            held[0].continue_()
        expect(page.locator("#programs-sentence")).to_contain_text("532")
        # A head, 532 programmes, and what the file says of itself.
        lines = Path(taken.value.path()).read_text("utf-8-sig").splitlines()
        assert sum(line.startswith('"청년') or "청년" in line for line in lines) >= 532
        assert len(lines) < 600
        assert visit.complaints == []


def test_a_long_list_that_is_narrowed_in_its_address_comes_narrowed(
    browser: Browser, addresses: dict[str, str]
) -> None:
    with visiting(browser, addresses["thousands"]) as visit:
        visit.open(f"/programs?search={quote('청년')}&sort=-budget")
        expect(visit.page.locator(".program-grid .ag-root")).to_have_attribute("aria-rowcount", "533")
        expect(visit.page.locator("#programs-sentence")).to_contain_text("532")
        assert visit.complaints == []


def test_without_scripts_a_long_list_is_read_part_by_part(
    browser: Browser, addresses: dict[str, str]
) -> None:
    with closing(browser.new_context(java_script_enabled=False)) as context:
        page = context.new_page()
        page.goto(f"{addresses['thousands']}/programs")
        shown = page.locator(".whole-list tbody tr")
        expect(shown).to_have_count(100)
        first = shown.first.inner_text()
        expect(page.locator(".pager").first).to_be_visible()
        page.locator(".pager").first.get_by_role("link", name="다음").click()
        expect(page.locator(".pager").first).to_contain_text("101–200번째")
        assert shown.first.inner_text() != first


def test_a_folded_list_stays_open_while_it_is_read(browser: Browser, addresses: dict[str, str]) -> None:
    with visiting(browser, addresses["thousands"]) as visit:
        visit.open(f"/sources/{quote(synthetic.document_id())}?part=aside-figure_in_text.2")
        opened = visit.page.locator("details.fold[open]")
        expect(opened).to_have_count(1)
        expect(opened.locator("tbody tr")).to_have_count(100)


def test_names_are_text_whatever_stands_in_them(browser: Browser, addresses: dict[str, str]) -> None:
    with visiting(browser, addresses["thousands"]) as visit:
        visit.open(f"/programs/{quote(synthetic.program_id(3))}")
        expect(visit.page.locator("h1")).to_have_text(synthetic.MARKUP_NAME)


def test_the_ends_of_thirty_years_are_named_and_overlap_nothing(
    browser: Browser, addresses: dict[str, str]
) -> None:
    with visiting(browser, addresses["thirty years"], 390) as visit:
        visit.open(PAGES["one trend"])
        assert _names(visit)[0].startswith("1996")
        assert _names(visit)[-1].startswith("2026")
        _parted(visit)
        visit.open(PAGES["months"])
        assert _names(visit)[0].startswith("1997-01")
        assert _names(visit)[-1].startswith("2026-09")
        _parted(visit)


def _fits(visit: Visit) -> bool:
    """Whether the page is no wider than the screen, once its charts have followed a new width."""
    try:
        visit.page.wait_for_function(
            "() => document.documentElement.scrollWidth <= window.innerWidth", timeout=3_000
        )
    except Error:
        return False
    return True


def _names(visit: Visit) -> list[str]:
    return visit.page.locator(".chart .xtick text").all_text_contents()


def _parted(visit: Visit) -> None:
    """Assert that no name of the axis lies over the next."""
    boxes = [box for name in visit.page.locator(".chart .xtick text").all() if (box := name.bounding_box())]
    for left, right in pairwise(boxes):
        assert left["x"] + left["width"] <= right["x"]
