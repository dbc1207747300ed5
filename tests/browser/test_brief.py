"""The brief in a real browser: one click from where the reader is, and on paper sheet by sheet."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote, unquote

import pypdfium2
import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visit
from tests.sample_warehouse import FOUNDATION


def test_a_brief_of_a_direction_is_one_click_away(visit: Visit) -> None:
    visit.open(f"/directions/{quote(f'{FOUNDATION}-2023-2')}")
    visit.page.locator("a.to-brief").click()
    visit.page.wait_for_url(lambda url: "/brief?" in url and unquote(url).endswith("-2023-2"))
    visit.settle()
    expect(visit.page.locator("#late tbody")).to_have_count(3)
    visit.page.go_back()
    visit.settle()
    expect(visit.page.locator("h1")).to_contain_text("폭력대응체계")
    assert visit.complaints == []


def test_several_directions_are_chosen_one_after_the_other(visit: Visit) -> None:
    visit.open("/brief")
    visit.page.locator("#choose-direction summary").press("Enter")
    boxes = visit.page.locator("#choose-direction input")
    for number, chosen in ((1, "2023-2"), (2, "2023-2,서울시여성가족재단-2023-3")):
        # Drawn anew after each choice, and still open for the next one.
        boxes.nth(number).click()
        visit.page.wait_for_url(lambda url, ids=chosen: unquote(url).endswith(ids))
        visit.settle()
        expect(visit.page.locator("#directions tbody.point")).to_have_count(number)
        expect(boxes.nth(number)).to_be_visible()
    visit.page.locator(".filter-clear").click()
    visit.settle()
    expect(visit.page.locator("#choose-direction input:checked")).to_have_count(0)
    assert visit.complaints == []


def test_a_point_leads_to_its_line_and_the_contents_to_their_chapter(visit: Visit) -> None:
    visit.open("/brief")
    visit.page.locator(".brief-contents a").last.press("Enter")
    expect(visit.page.locator("#disagreements")).to_be_in_viewport()
    visit.page.locator("#late .cited-line a").first.click()
    visit.page.wait_for_url(lambda url: "/sources/" in url and "line=" in url)
    assert visit.complaints == []


@pytest.mark.parametrize("path", ["/brief", "/brief?reader=institution", "/brief?lang=en&year=2026"])
def test_every_printed_sheet_says_what_it_is_of(visit: Visit, tmp_path: Path, path: str) -> None:
    visit.open(path)
    title = visit.page.locator("h1").inner_text()
    file = tmp_path / "brief.pdf"
    visit.page.pdf(path=str(file), prefer_css_page_size=True)
    document = pypdfium2.PdfDocument(file)
    count = len(document)
    for number, page in enumerate(document, 1):
        width, height = page.get_size()
        assert width < height
        text = page.get_textpage().get_text_range()
        assert FOUNDATION in text.splitlines()[0], f"sheet {number}: {text[:80]}"
        assert f"{number} / {count}" in text
        # What it is of, when it was printed and its number stand on every sheet: an empty one has no more.
        assert len(text.splitlines()) > 2, f"sheet {number} is empty"
    assert title in document[0].get_textpage().get_text_range()
