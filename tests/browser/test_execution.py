"""Drilling into the budget: by keyboard, in the address, on paper and on every screen."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, expect

from tests.browser.conftest import Visit, visiting

PAGES = {
    "whole": "/execution",
    "all levels": "/execution?depth=all&sort=rate",
    "leaves in English": "/execution?depth=leaves&sort=left&lang=en",
    "revenue": "/execution?side=revenue",
    "filtered": "/execution?status=over&depth=all",
    "nothing": "/execution?status=met",
    "unknown line": "/execution?node=nothing",
    "no revenue": f"/execution?side=revenue&org={quote('일가족양립지원센터')}",
}


@pytest.mark.parametrize(("width", "theme"), [(1440, "light"), (1440, "dark"), (390, "light"), (360, "dark")])
def test_the_budget_stands(browser: Browser, address: str, width: int, theme: str) -> None:
    wrong = []
    with visiting(browser, address, width, theme) as visit:
        for name, path in PAGES.items():
            visit.open(path)
            found = Axe().run(visit.page).response["violations"]
            wrong += [f"{name}: {v['id']}: {v['nodes'][0]['html'][:120]}" for v in found]
            wide = visit.page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
            if wide > 0:
                wrong.append(f"{name}: {wide} px wider than the screen")
        assert visit.elsewhere() == []
        assert visit.complaints == []
    assert wrong == []


def test_a_part_is_opened_by_keyboard_and_back_returns(visit: Visit) -> None:
    page = visit.page
    visit.open("/execution")
    whole = page.locator(".section h2").first.inner_text()
    part = page.locator(".budget-tree a[href*='node=']").first
    part.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/execution?node=*")
    expect(page.locator(".crumbs")).to_be_visible()
    expect(page.locator(".section h2").first).not_to_have_text(whole)
    page.locator("""select[id*='"name":"depth"']""").select_option("all")
    page.wait_for_url(lambda url: "node=" in url and "depth=all" in url)
    programs = page.locator(".budget-tree a[href^='/programs/']")
    expect(programs.first).to_be_visible()
    page.go_back()
    page.wait_for_url(lambda url: "depth" not in url)
    page.go_back()
    page.wait_for_url(lambda url: url.endswith("/execution"))
    expect(page.locator(".section h2").first).to_have_text(whole)
    assert visit.complaints == []


def test_the_other_side_starts_at_its_whole(visit: Visit) -> None:
    page = visit.page
    visit.open("/execution")
    # Plotly's own layer stands above the marks, and knows what is clicked by what is hovered.
    part = page.locator(".chart .point").nth(1)
    part.hover(force=True)
    expect(page.locator(".hoverlayer .hovertext")).to_be_visible()
    part.click(force=True)
    page.wait_for_url("**/execution?node=*")
    expect(page.locator(".crumbs")).to_be_visible()
    page.locator("""select[id*='"name":"side"']""").select_option("revenue")
    page.wait_for_url(lambda url: "side=revenue" in url)
    expect(page.locator(".budget-tree.revenue")).to_be_visible()
    expect(page.locator(".notice")).to_have_count(0)
    assert visit.complaints == []
