"""From a figure to its line in the document and back; and the pages of the documents."""

from __future__ import annotations

from urllib.parse import quote, unquote

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, expect

from tests.browser.conftest import Visit, visiting
from tests.sample_warehouse import REPORT_2023

DOCUMENT = f"/sources/{quote(REPORT_2023)}"
PAGES = {
    "list": "/sources",
    "chosen": "/sources?severity=note&lang=en",
    "document": DOCUMENT,
    "line": f"{DOCUMENT}?line=101",
    "no such line": f"{DOCUMENT}?line=999999",
    "no such document": "/sources/nothing",
}


@pytest.mark.parametrize(("width", "theme"), [(1440, "light"), (1440, "dark"), (390, "light"), (360, "dark")])
def test_the_documents_stand(browser: Browser, address: str, width: int, theme: str) -> None:
    wrong = []
    with visiting(browser, address, width, theme) as visit:
        for name, path in PAGES.items():
            visit.open(path, status=404 if name == "no such document" else 200)
            found = Axe().run(visit.page).response["violations"]
            wrong += [f"{name}: {v['id']}: {v['nodes'][0]['html'][:120]}" for v in found]
            wide = visit.page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
            if wide > 0:
                wrong.append(f"{name}: {wide} px wider than the screen")
        assert visit.elsewhere() == []
        assert visit.complaints == []
    assert wrong == []


def test_a_figure_leads_to_its_line_by_keyboard_and_back_returns(visit: Visit) -> None:
    page = visit.page
    visit.open("/?lang=en")
    note = page.locator(".scorecard details.source").first
    note.locator("summary").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(note.get_by_role("link", name="See in the document")).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: unquote(url).partition("/sources/")[2].startswith(f"{REPORT_2023}?line="))
    visit.settle()
    expect(page.locator(".source-lines .cited")).to_be_in_viewport()
    expect(page.locator(".source-lines mark").first).to_be_visible()
    assert "lang=en" in page.url
    page.go_back()
    page.wait_for_url(lambda url: url.endswith("/?lang=en"))
    expect(page.locator("h1")).to_have_text("Overview")
    assert visit.complaints == []


def test_findings_are_chosen_in_the_bar_and_documents_left_for_another(visit: Visit) -> None:
    page = visit.page
    visit.open("/sources")
    page.locator("""select[id*='"name":"severity"']""").select_option("note")
    page.wait_for_url(lambda url: url.endswith("/sources?severity=note"))
    expect(page.locator(".findings-table .severity-error")).to_have_count(0)
    page.get_by_role("link", name="조건 지우기").click()
    expect(page.locator("""select[id*='"name":"severity"']""")).to_have_value("*")
    page.locator(".documents a").first.click()
    expect(page.locator("h1")).to_have_text("2026년 주요업무계획")
    page.locator("""select[id*='"name":"document"']""").select_option(REPORT_2023)
    page.wait_for_url(lambda url: unquote(url).endswith(f"/sources/{REPORT_2023}"))
    expect(page.locator("h1")).to_have_text("2023년 주요업무보고")
    assert visit.complaints == []
