"""The list of programmes in hand: what narrows it stands in the address, on paper, in files and in words."""

from __future__ import annotations

import unicodedata
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Visit, visiting

_TOTAL = ".ag-floating-bottom"
_ROWS = ".program-grid .ag-center-cols-container .ag-row"


def _query(page: Page) -> dict[str, str]:
    return {key: values[0] for key, values in parse_qs(urlsplit(page.url).query).items()}


def _cell(page: Page, column: str, row: int = 1) -> None:
    cell = page.locator(f".ag-row[row-index='{row}'] .ag-cell[col-id='{column}']").first
    cell.scroll_into_view_if_needed()
    cell.evaluate("cell => cell.focus()")


@pytest.mark.parametrize(("column", "place"), [("name", "/programs/"), ("source", "/sources/")])
def test_enter_opens_what_a_click_opens(visit: Visit, column: str, place: str) -> None:
    visit.open("/programs")
    _cell(visit.page, column)
    visit.page.keyboard.press("Enter")
    visit.page.wait_for_url(f"**{place}**")
    assert visit.complaints == []


def test_of_several_offices_the_arrows_choose(visit: Visit) -> None:
    page = visit.page
    visit.open("/programs?columns=department,budget")
    several = page.locator(".ag-cell[col-id=department]:has(a + span, span + span)").first
    several.evaluate("cell => cell.focus()")
    names = several.locator("a")
    page.keyboard.press("Enter")
    expect(names.nth(0)).to_be_focused()
    page.keyboard.press("ArrowRight")
    expect(names.nth(1)).to_be_focused()
    page.keyboard.press("Escape")
    expect(several).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("ArrowLeft")
    name = names.last.inner_text()
    page.keyboard.press("Enter")
    page.wait_for_url("**/teams/**")
    expect(page.locator("h1")).to_have_text(name)


def test_what_narrows_the_list_outlives_a_way_back_a_reload_and_other_filters(
    visit: Visit, tmp_path: Path
) -> None:
    page = visit.page
    visit.open("/programs?columns=budget,rate,department")
    page.fill("#programs-search", "서울")
    page.locator(".ag-header-cell[col-id=rate] .ag-header-cell-text").click()
    page.locator(".ag-header-cell[col-id=budget]").focus()
    page.keyboard.press("Control+Enter")
    page.get_by_role("combobox", name="거르는 방법").first.click()
    page.get_by_role("option", name="보다 큼").click()
    page.get_by_role("spinbutton", name="거를 값").first.fill("100")
    page.wait_for_function("() => location.search.includes('where=')")
    page.keyboard.press("Escape")
    asked = {"search": "서울", "sort": "rate", "where": "budget:greaterThan:100"}
    assert _query(page).items() >= asked.items()
    expect(page.locator(_TOTAL)).to_contain_text("보이는 사업 합계")
    shown = page.locator(".ag-pinned-left-cols-container .ag-row").all_inner_texts()

    def stands() -> None:
        visit.settle()
        assert _query(page).items() >= asked.items()
        expect(page.locator("#programs-search")).to_have_value("서울")
        expect(page.locator(".ag-header-cell[col-id=rate]")).to_have_attribute("aria-sort", "ascending")
        expect(page.locator(_TOTAL)).to_contain_text("보이는 사업 합계")
        assert page.locator(".ag-pinned-left-cols-container .ag-row").all_inner_texts() == shown

    page.reload()
    stands()
    page.locator(".ag-pinned-left-cols-container a").first.click()
    page.wait_for_url("**/programs/*")
    visit.settle()
    page.go_back()
    page.wait_for_url("**/programs?*")
    stands()
    page.locator(".preferences select").first.select_option("thousand_won")
    expect(page.locator(".context")).to_contain_text("천원")
    asked["where"] = "budget:greaterThan:100"
    visit.settle()
    assert _query(page).items() >= asked.items()
    page.locator("select[id*=funding]").select_option("수탁")
    page.wait_for_url("**funding=**")
    visit.settle()
    assert _query(page).items() >= asked.items()
    page.get_by_role("link", name="조건 지우기").click()
    page.wait_for_function("() => !location.search.includes('search=')")
    visit.settle()
    expect(page.locator("#programs-search")).to_have_value("")
    assert visit.complaints == []


def test_paper_sentence_and_files_are_of_the_rows_in_sight(visit: Visit, tmp_path: Path) -> None:
    page = visit.page
    visit.open("/programs")
    page.fill("#programs-search", "디지털")
    expect(page.locator("#programs-sentence")).to_contain_text("사업 1개")
    assert page.locator("#programs-sentence").get_attribute("role") == "status"
    expect(page.locator("#programs-paper tbody tr")).to_have_count(1)
    page.emulate_media(media="print")
    expect(page.locator(".programs-paper tbody tr:visible")).to_have_count(1)
    page.emulate_media(media="screen")
    head = "() => getComputedStyle(document.documentElement).getPropertyValue('--paper-head')"
    page.wait_for_function(f"() => ({head})().includes('검색: 디지털')")
    with page.expect_download() as waiting:
        page.get_by_role("button", name="CSV").click()
    waiting.value.save_as(tmp_path / "list.csv")
    assert "조건: 검색: 디지털" in (tmp_path / "list.csv").read_text("utf-8-sig")
    page.fill("#programs-search", "")
    expect(page.locator("#programs-sentence")).to_contain_text("사업 19개")
    expect(page.locator("#programs-paper tbody tr")).to_have_count(19)
    # The order of the paper is that of the screen.
    page.locator(".ag-header-cell[col-id=budget] .ag-header-cell-text").click()
    first = page.locator(".ag-pinned-left-cols-container .ag-row[row-index='0']").inner_text()
    expect(page.locator("#programs-paper tbody th").first).to_have_text(first)


@pytest.mark.parametrize(
    "text",
    [
        unicodedata.normalize("NFD", "일·생활균형 기업문화"), "일ㆍ생활균형 기업문화", "일‧생활균형기업 문화",
        "일・생활 균형기업문화", "일생활균형기업문화", "일\u00a0생활균형\u00a0기업문화", "기업문화 균형",
        "일･생활균형기업",
    ],
)  # fmt: skip
def test_the_search_finds_what_looks_the_same(visit: Visit, text: str) -> None:
    visit.open("/programs")
    visit.page.fill("#programs-search", text)
    expect(visit.page.locator(_ROWS)).to_have_count(1)
    expect(visit.page.locator(".ag-pinned-left-cols-container")).to_contain_text("일·생활균형 기업문화")


def test_column_filters_fold_too_and_the_search_finds_what_it_names(visit: Visit) -> None:
    page = visit.page
    visit.open("/programs?where=name:contains:일ㆍ생활 균형기업")
    expect(page.locator(_ROWS)).to_have_count(1)
    visit.open("/programs")
    # Every source is a line of 2023, and no programme is called so.
    page.fill("#programs-search", "253번째")
    expect(page.locator(_ROWS)).to_have_count(0)
    expect(page.locator(".ag-overlay")).to_have_text("찾는 사업이 없습니다")
    box = page.locator("#programs-search").bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + box["width"] - 40, box["y"] + box["height"] / 2)
    expect(page.locator("#programs-search")).to_be_focused()
    assert box["width"] > 280


def test_an_unusable_order_is_told_and_left_out(visit: Visit) -> None:
    visit.open("/programs?sort=nothing&where=budget:greaterThan:x")
    expect(visit.page.locator(".notice")).to_contain_text("nothing")
    expect(visit.page.locator(".notice")).to_contain_text("greaterThan")
    expect(visit.page.locator(_TOTAL)).to_contain_text("합계 (19개)")


def test_a_cell_is_copied_as_it_is_seen_and_every_row_is_there_to_be_found(
    browser: Browser, address: str
) -> None:
    with visiting(browser, address) as visit:
        page = visit.page
        page.context.grant_permissions(["clipboard-read"])
        visit.open("/programs")
        _cell(page, "budget", 0)
        page.keyboard.press("Control+c")
        seen = page.locator(".ag-row[row-index='0'] .ag-cell[col-id=budget]").inner_text()
        assert page.evaluate("() => navigator.clipboard.readText()") == seen
        assert page.locator(_ROWS).count() == 19


def test_no_word_of_the_grid_is_english(visit: Visit) -> None:
    page = visit.page
    visit.open("/programs")
    page.locator(".ag-header-cell[col-id=name]").focus()
    page.keyboard.press("Control+Enter")
    page.get_by_role("textbox", name="거를 값").first.wait_for()
    said = page.evaluate(
        """() => [...document.querySelectorAll('.program-grid *, .ag-popup *')].flatMap(
            e => [e.getAttribute('aria-label'), e.getAttribute('placeholder'), e.getAttribute('title')])
            .filter(text => /[A-Za-z]{3}/.test(text || '') && !/Enter|Alt/.test(text))"""
    )
    assert said == []


def test_a_figure_is_never_cut(visit: Visit) -> None:
    page = visit.page
    visit.open("/programs?unit=won&columns=budget,executed,remaining&widths=budget:50")
    cut = page.evaluate(
        """() => [...document.querySelectorAll('.program-grid .ag-right-aligned-cell')]
            .filter(cell => cell.scrollWidth > cell.clientWidth + 1).map(cell => cell.innerText)"""
    )
    assert cut == []
    assert unquote(page.url).endswith("widths=budget:50")


@pytest.mark.parametrize("sort", ["executed", "-executed"])
def test_what_is_not_known_comes_last_whichever_way_it_is_ordered(visit: Visit, sort: str) -> None:
    visit.open(f"/programs?columns=executed&sort={sort}")
    last = visit.page.locator(".program-grid .ag-row[row-index='18'] .ag-cell[col-id=executed]")
    expect(last).to_have_text("—")


def test_who_copies_a_row_takes_what_is_seen(visit: Visit) -> None:
    visit.open("/")
    taken = visit.page.evaluate(
        """() => {
            const row = document.querySelector('.scorecard tbody tr');
            getSelection().selectAllChildren(row);
            return getSelection().toString();
        }"""
    )
    name = visit.page.locator(".scorecard tbody tr th a").first.inner_text()
    assert taken.count(name) == 1
