"""The frame on a phone and on a projector: one line, a sheet of filters, targets, one section a screen."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import Visit, visiting

_PAGES = ["/", "/directions", "/execution", "/goals", "/trends", "/programs", "/teams", "/brief", "/sources"]


@pytest.fixture
def phone(browser: Browser, address: str) -> Iterator[Visit]:
    with visiting(browser, address, width=390) as visit:
        yield visit


def test_the_frame_takes_one_line_of_a_phone(phone: Visit) -> None:
    phone.open("/")
    header = phone.page.locator("header").bounding_box()
    first = phone.page.locator(".kpi-value").first.bounding_box()
    assert header is not None
    assert header["height"] < 52
    assert first is not None
    assert first["y"] < 422
    expect(phone.page.locator(".context strong")).to_be_visible()


def test_filters_open_as_a_sheet_that_says_how_many_are_in_use(phone: Visit) -> None:
    page = phone.page
    phone.open("/programs?status=behind&search=서울")
    opener = page.locator(".openers button[data-opens=filters]")
    expect(opener).to_have_text("조건 2")
    expect(page.locator(".filter-bar")).to_be_hidden()
    opener.focus()
    page.keyboard.press("Enter")
    expect(opener).to_have_attribute("aria-expanded", "true")
    expect(page.locator(".filter-bar select").first).to_be_focused()
    # It stays for the next choice.
    page.locator("select[id*=funding]").select_option("수탁")
    page.wait_for_url("**funding=**")
    phone.settle()
    expect(page.locator(".filter-bar")).to_be_visible()
    expect(opener).to_have_text("조건 3")
    page.keyboard.press("Escape")
    expect(page.locator(".filter-bar")).to_be_hidden()
    expect(opener).to_be_focused()
    page.locator(".openers button[data-opens=menu]").click()
    page.get_by_role("link", name="성과 목표", exact=True).click()
    page.wait_for_url("**/goals*")
    phone.settle()
    expect(page.locator(".navigation")).to_be_hidden()
    assert phone.complaints == []


@pytest.mark.parametrize("path", _PAGES)
def test_a_finger_finds_every_target(phone: Visit, path: str) -> None:
    phone.open(path)
    small = phone.page.evaluate(
        """() => [...document.querySelectorAll(
                'main a[href], main button, main select, main summary, header button')]
            .filter(e => e.checkVisibility() && !e.closest('p, li p, .ag-root'))
            .map(e => [e.innerText.slice(0, 30), e.getBoundingClientRect()])
            .filter(([, box]) => box.width > 0 && (box.height < 23.5 || box.width < 23.5))
            .map(([text, box]) => `${text} ${box.width} x ${box.height}`)"""
    )
    assert small == []
    wide = phone.page.evaluate("() => document.documentElement.scrollWidth - window.innerWidth")
    assert wide <= 0


def test_a_presentation_shows_one_section_a_screen(visit: Visit) -> None:
    page = visit.page
    visit.open("/goals")
    page.locator(".to-presentation").click()
    page.wait_for_url("**present=1**")
    at = page.locator(".slide-at")
    expect(at).to_have_text("1 / 4")
    shown = page.locator("#main > :is(.section, .kpis):visible")
    expect(shown).to_have_count(1)
    first = shown.inner_text()
    page.keyboard.press("ArrowRight")
    expect(at).to_have_text("2 / 4")
    expect(shown).to_have_count(1)
    assert shown.inner_text() != first
    page.get_by_role("button", name="이전").click()
    expect(at).to_have_text("1 / 4")
    page.keyboard.press("End")
    page.keyboard.press("PageDown")
    expect(at).to_have_text("4 / 4")
    expect(page.locator(".navigation")).to_be_hidden()
    # Links stay within the presentation, and paper has the whole page.
    page.emulate_media(media="print")
    expect(page.locator(".other-slide").first).to_be_visible()
    page.emulate_media(media="screen")
    page.keyboard.press("Escape")
    page.wait_for_url(lambda url: "present" not in url)
    expect(page.locator(".navigation")).to_be_visible()
    expect(page.locator(".other-slide")).to_have_count(0)
    assert visit.complaints == []
