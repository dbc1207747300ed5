"""Every page in a real browser: no complaint, nothing from outside, readable, no wider than the screen."""

from __future__ import annotations

from urllib.parse import quote, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from tests.browser.conftest import visiting
from tests.conftest import ROOT

FOUNDATION = "서울시여성가족재단"
PAGES = {
    "overview": "/",
    "plan": "/?year=2026",
    "english": "/?lang=en",
    "direction": f"/directions/{quote(f'{FOUNDATION}-2023-2')}",
    "goals": "/goals",
    "goals of a plan": "/goals?year=2026",
    "goals of one status": "/goals?goal_status=behind",
    "trends": "/trends",
    "one trend": f"/trends?subject={quote('lineage:디지털성범죄')}",
    "no trend": f"/trends?org={quote('일가족양립지원센터')}",
    "teams": "/teams",
    "team": f"/teams/{quote(f'{FOUNDATION}-2023-양성평등사업실')}",
    "brief": "/brief",
    "answers": "/answers",
    "remarks": "/remarks",
    "brief for the answers": "/brief?reader=institution",
    "brief of a plan": "/brief?year=2026",
    "brief of several directions": "/brief?direction="
    + ",".join(quote(f"{FOUNDATION}-2023-{n}") for n in (2, 3)),
    "division": f"/teams/{quote(f'{FOUNDATION}-2023-정책사업본부')}",
    "office": f"/teams/{quote(f'{FOUNDATION}-2026-기획조정본부-정책연구실')}",
    "nothing in an office": f"/teams/{quote(f'{FOUNDATION}-2023-양성평등사업실')}?status=met",
    "programs": "/programs",
    "program": f"/programs/{quote(f'{FOUNDATION}-2023-2-02')}",
    "no directions": f"/?org={quote('일가족양립지원센터')}",
    "junk": "/?status=great&colour=blue",
    "unknown subject": "/directions/nothing",
    "unknown page": "/no/such/page",
}
MISSING = ("unknown subject", "unknown page")


@pytest.mark.parametrize(("width", "theme"), [(1440, "light"), (1440, "dark"), (390, "light"), (390, "dark")])
def test_every_page_stands(browser: Browser, address: str, width: int, theme: str) -> None:
    wrong = []
    with visiting(browser, address, width, theme) as visit:
        for name, path in PAGES.items():
            visit.open(path, status=404 if name in MISSING else 200)
            found = Axe().run(visit.page).response["violations"]
            wrong += [f"{name}: {v['id']}: {v['nodes'][0]['html'][:120]}" for v in found]
            wide = visit.page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
            if wide > 0:
                wrong.append(f"{name}: {wide} px wider than the screen")
            shown = visit.page.evaluate("document.documentElement.dataset.bsTheme")
            if shown != theme:
                wrong.append(f"{name}: shown in {shown}")
        assert visit.elsewhere() == []
        assert visit.complaints == []
    assert wrong == []


@pytest.mark.parametrize(("width", "theme"), [(1440, "light"), (1440, "dark"), (390, "light"), (390, "dark")])
@pytest.mark.parametrize(
    ("path", "opened"),
    [
        ("/programs?columns=budget,projection,reason,document", "columns"),
        ("/brief", "choose-direction"),
        ("/brief", "choose-department"),
    ],
)
def test_a_choice_of_several_is_readable(
    browser: Browser, address: str, width: int, theme: str, path: str, opened: str
) -> None:
    with visiting(browser, address, width, theme) as visit:
        visit.open(path)
        # On a phone the filters stand in a sheet, which is opened first.
        opener = visit.page.locator(".openers button[data-opens=filters]")
        if opener.is_visible():
            opener.click()
        visit.page.locator(f"details#{opened} summary").press("Enter")
        visit.page.wait_for_selector(f"#{opened} .chooser-panel", state="visible")
        found = Axe().run(visit.page).response["violations"]
        assert [f"{v['id']}: {v['nodes'][0]['html'][:120]}" for v in found] == []
        panel = visit.page.locator(f"#{opened} .chooser-panel").bounding_box()
        assert panel is not None
        assert panel["x"] >= 0
        assert panel["x"] + panel["width"] <= width


def test_the_smallest_phone_needs_no_sideways_scrolling(browser: Browser, address: str) -> None:
    with visiting(browser, address, 360) as visit:
        for name, path in PAGES.items():
            visit.open(path, status=404 if name in MISSING else 200)
            wide = visit.page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
            assert wide <= 0, name


def test_the_overview_fits_a_laptop(browser: Browser, address: str) -> None:
    with visiting(browser, address, 1440) as visit:
        visit.open("/")
        for part in (".kpis", ".scorecard-section", ".attention-section h2", ".revenue-section h2"):
            box = visit.page.locator(part).bounding_box()
            assert box is not None
            assert box["y"] + box["height"] <= 900, part


def test_plotly_is_loaded_once_and_only_for_pictures(browser: Browser, address: str) -> None:
    """The smaller one where set-up has fetched it, and never both."""
    smaller = "/assets/plotly-basic.min.js"
    expected = (
        smaller
        if (ROOT / smaller[1:]).exists()
        else "/_dash-component-suites/plotly/package_data/plotly.min.js"
    )
    with visiting(browser, address) as visit:

        def loaded() -> list[str]:
            return [path for url in visit.requests if "plotly" in (path := urlsplit(url).path)]

        visit.open("/builds")
        assert loaded() == []
        visit.page.click("nav a[href='/goals']")
        visit.page.wait_for_selector(".chart .main-svg")
        assert loaded() == [expected]
        visit.open("/goals")
        assert loaded() == [expected, expected]
        assert visit.complaints == []
