"""A slow line, a failing server, a hasty reader: the last act is what is seen, and failure is told."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Route

from tests.browser.conftest import Visit, visiting

_UPDATE = re.compile("/_dash-update-component")


@pytest.fixture
def visit(browser: Browser, address: str) -> Iterator[Visit]:
    with visiting(browser, address) as visit:
        yield visit


def _failing(how: int | str) -> Callable[[Route], None]:
    def fail(route: Route) -> None:
        if isinstance(how, str):
            route.abort(how)
        else:
            route.fulfill(status=how, body="no")

    return fail


def _year(visit: Visit) -> str:
    return parse_qs(urlsplit(visit.page.url).query).get("year", [""])[0]


@pytest.mark.parametrize("how", [500, 502, 503, 504, 413, "internetdisconnected", "connectionreset"])
def test_a_request_that_fails_is_told_and_tried_again(visit: Visit, how: int | str) -> None:
    visit.open("/goals")
    page, notice = visit.page, visit.page.locator(".request-notice")
    assert not notice.is_visible()
    page.route(_UPDATE, _failing(how))
    page.locator("nav a").nth(1).click()
    notice.wait_for()
    assert (str(how) in notice.inner_text()) == isinstance(how, int)
    # It is not over by trying again while nothing has changed.
    notice.get_by_role("button", name="다시 시도").click()
    notice.wait_for()
    page.unroute(_UPDATE)
    notice.get_by_role("button", name="다시 시도").click()
    notice.wait_for(state="hidden")
    page.wait_for_function(
        "() => location.pathname === '/directions' && document.title.startsWith('전략방향')"
    )
    assert page.locator("html.is-busy").count() == 0


def test_a_choice_that_fails_is_done_when_the_line_is_back(visit: Visit) -> None:
    visit.open("/execution")
    page = visit.page
    page.route(_UPDATE, _failing("internetdisconnected"))
    page.locator(".filter-controls select").nth(1).select_option("2026")
    page.locator(".request-notice").wait_for()
    # The address says what was chosen; the page is what could not be had.
    assert _year(visit) == "2026"
    assert page.locator("h1 + .headline-scope").inner_text().startswith("2023")
    page.unroute(_UPDATE)
    page.evaluate("window.dispatchEvent(new Event('online'))")
    page.wait_for_url("**year=2026**")
    visit.settle()
    assert not page.locator(".request-notice").is_visible()


def test_a_file_that_fails_is_told(visit: Visit) -> None:
    visit.open("/goals?lang=en")
    page = visit.page
    page.route(_UPDATE, _failing(503))
    page.locator("button[data-file]").first.click()
    page.get_by_text("The server could not answer (error 503).").wait_for()
    page.unroute(_UPDATE)
    with page.expect_download():
        page.get_by_role("button", name="Try again").click()


@pytest.mark.parametrize("way", ["link", "back"])
def test_the_last_act_wins(visit: Visit, way: str) -> None:
    visit.open("/goals")
    page = visit.page
    page.locator("nav a").nth(2).click()
    page.wait_for_url("**/execution")
    visit.settle()

    held: list[Route] = []

    def late(route: Route) -> None:
        if not held and "_pages_content" in (route.request.post_data or ""):
            held.append(route)
        else:
            route.continue_()

    page.route(_UPDATE, late)
    page.locator(".filter-controls select").nth(1).select_option("2026")
    page.wait_for_selector("html.is-busy")
    if way == "link":
        page.locator("nav a").nth(4).click()
    else:
        page.go_back()
    # The choice has its place in the history as soon as it is made.
    path = "/trends" if way == "link" else "/execution"
    page.wait_for_url(f"**{path}")
    visit.settle()
    held[0].continue_()
    page.wait_for_selector("html:not(.is-busy)")
    page.wait_for_timeout(500)
    assert urlsplit(page.url).path == path
    assert _year(visit) == ""
    page.unroute(_UPDATE)


def test_a_slow_answer_is_seen_to_be_under_way(visit: Visit) -> None:
    visit.open("/goals")
    page = visit.page

    held: list[Route] = []
    page.route(_UPDATE, lambda route: held.append(route))
    page.locator("nav a").nth(4).click()
    page.wait_for_selector("html.is-busy #main[aria-busy=true]")
    held[0].continue_()
    page.wait_for_selector("html:not(.is-busy) #main:not([aria-busy=true])")
    page.unroute(_UPDATE)
    visit.settle()


def test_back_returns_to_the_place_that_was_left(visit: Visit) -> None:
    visit.open("/trends")
    page = visit.page
    page.evaluate("window.scrollTo(0, 1200)")
    page.wait_for_timeout(200)
    left = page.evaluate("window.scrollY")
    assert left > 500
    page.evaluate("document.querySelector(\"nav a[href='/goals']\").click()")
    page.wait_for_url("**/goals")
    visit.settle()
    assert page.evaluate("window.scrollY") == 0
    page.go_back()
    page.wait_for_function("() => document.title.startsWith('연도별 추이')")
    page.wait_for_function(f"() => Math.abs(window.scrollY - {left}) < 3")


def test_what_a_browser_keeps_is_in_the_first_document(visit: Visit) -> None:
    visit.open("/goals")
    visit.page.locator(".preferences select").nth(1).select_option("en")
    visit.page.wait_for_function("() => document.documentElement.lang === 'en'")
    visit.settle()
    answer = visit.page.request.get(visit.address + "/goals")
    assert '<html lang="en"' in answer.text()
    # The address is asked first.
    assert '<html lang="ko"' in visit.page.request.get(visit.address + "/goals?lang=ko").text()


def test_a_click_before_the_scripts_is_done_after_them(visit: Visit) -> None:
    page = visit.page

    held: list[Route] = []
    page.route("**/dash_renderer*", lambda route: held.append(route))
    page.goto(visit.address + "/programs", wait_until="commit")
    page.wait_for_selector("#first-look button[data-file]")
    page.locator("#first-look details summary").first.click()
    page.locator("#first-look input").fill("성평등")
    with page.expect_download():
        page.locator("#first-look button[data-file]").first.click()
        for route in held:
            route.continue_()
    visit.settle()
    assert page.locator("#programs-search").input_value() == "성평등"


def test_arrow_keys_in_a_filter_make_one_entry_of_the_history(visit: Visit) -> None:
    visit.open("/goals")
    page = visit.page
    page.locator("nav a", has_text="사업").first.click()
    page.wait_for_url("**/programs")
    visit.settle()
    status = page.locator("select[id*='\"status\"']")
    status.focus()
    values = status.evaluate("s => [...s.options].map(o => o.value).filter(v => v && v !== '*')")
    assert len(values) > 1
    for value in values:
        status.select_option(value)
        page.wait_for_url(f"**status={value}**")
        visit.settle()
    page.go_back()
    page.wait_for_url(lambda url: url.endswith("/programs"))
    visit.settle()
    # A link after a choice is an entry of its own.
    status.focus()
    status.select_option("behind")
    page.wait_for_url("**status=behind**")
    visit.settle()
    page.locator("nav a", has_text="팀").first.click()
    page.wait_for_url("**/teams**")
    visit.settle()
    page.go_back()
    page.wait_for_url("**/programs?status=behind")


def test_what_a_choice_changes_is_said(visit: Visit) -> None:
    visit.open("/programs")
    page = visit.page
    page.locator("select[id*='\"status\"']").select_option("behind")
    page.wait_for_url("**status=behind**")
    visit.settle()
    page.wait_for_function("() => document.getElementById('changed').textContent.startsWith('사업 ')")
    visit.open("/")
    page.locator("select[id*='\"status\"']").select_option("behind")
    page.wait_for_function("() => document.getElementById('changed').textContent.startsWith('예산현액 ')")
    assert page.locator("#changed").get_attribute("role") == "status"


@pytest.mark.parametrize("how", ["cut", 400, 403, 429])
def test_no_answer_is_taken_for_one(visit: Visit, how: int | str) -> None:
    visit.open("/goals")
    page = visit.page

    def answer(route: Route) -> None:
        if how == "cut":
            route.abort("connectionclosed")
        else:
            route.fulfill(status=int(how), content_type="text/html", body="<h1>proxy</h1>")

    page.route(_UPDATE, answer)
    page.locator("nav a").nth(4).click()
    page.locator(".request-notice").wait_for()
    page.unroute(_UPDATE)
    page.get_by_role("button", name="다시 시도").click()
    page.wait_for_function("() => document.title.includes('성과 대시보드') && location.pathname !== '/goals'")


@pytest.mark.parametrize(
    ("missing", "path"),
    [
        ("**/frame*.js*", "/goals"), ("**/layout*.css*", "/goals"), ("**/async-community*", "/programs"),
        ("**/dash_ag_grid*", "/programs"),
    ],
)  # fmt: skip
def test_a_part_of_the_page_that_does_not_come_is_told(visit: Visit, missing: str, path: str) -> None:
    page = visit.page
    page.route(missing, lambda route: route.abort())
    page.goto(visit.address + path)
    page.wait_for_selector(
        "#react-entry-point .ag-root, #react-entry-point h1, #first-look h1", state="attached"
    )
    again = page.get_by_role("button", name="다시 시도")
    again.wait_for()
    page.unroute(missing)
    with page.expect_navigation():
        again.click()
    visit.settle()
    assert not page.locator(".request-notice").is_visible()
