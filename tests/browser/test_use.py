"""Using the dashboard: filters, history, preferences, notes, downloads, and a warehouse that comes later."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote, unquote

from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.conftest import Visit, visiting
from tests.sample_warehouse import build_sample
from tests.serving import served

FOUNDATION = "서울시여성가족재단"


def _control(page: Page, name: str) -> Locator:
    return page.locator(f"""select[id*='"name":"{name}"']""")


def test_filters_stand_in_the_address_and_history_brings_them_back(visit: Visit) -> None:
    page = visit.page
    visit.open("/")
    _control(page, "status").focus()
    _control(page, "status").select_option("behind")
    page.wait_for_url(lambda url: url.endswith("/?status=behind"))
    expect(_control(page, "status")).to_be_focused()
    _control(page, "year").focus()
    _control(page, "year").select_option("2026")
    expect(page.locator(".context")).to_contain_text("2026. 1. 31.")
    page.get_by_role("link", name="사업", exact=True).click()
    page.wait_for_url(lambda url: "/programs?" in url and url.endswith("year=2026&status=behind"))
    expect(page.locator("h1")).to_have_text("사업")
    page.go_back()
    page.wait_for_url(lambda url: "/programs" not in url and "year=2026" in url)
    page.go_back()
    page.wait_for_url(lambda url: url.endswith("/?status=behind"))
    expect(_control(page, "year")).to_have_value("2023")
    expect(_control(page, "status")).to_have_value("behind")
    page.go_forward()
    page.wait_for_url(lambda url: "year=2026" in url)
    expect(_control(page, "year")).to_have_value("2026")
    page.get_by_role("link", name="조건 지우기").click()
    page.wait_for_url(lambda url: "status" not in url)
    assert visit.complaints == []


def test_a_link_that_narrows_its_own_page_keeps_the_focus(visit: Visit) -> None:
    page = visit.page
    visit.open("/goals?year=2023")
    late = page.locator(".status-counts a.status-item", has_text="부진")
    late.focus()
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "goal_status=" in url)
    expect(page.locator(".status-counts [aria-current] a")).to_contain_text("부진")
    expect(late).to_be_focused()
    # From there on by keyboard, not from the head of the page.
    page.keyboard.press("Tab")
    assert page.evaluate("() => !!document.activeElement.closest('main')")
    assert visit.complaints == []


def test_what_was_opened_stays_open_when_the_page_is_drawn_anew(visit: Visit) -> None:
    page = visit.page
    visit.open("/trends")
    folds = page.locator("main details:not(.popover)")
    assert folds.count() > 1
    folds.nth(1).locator("summary").first.click()
    expect(folds.nth(1)).to_have_attribute("open", "")
    _control(page, "unit").select_option("won")
    expect(page.locator(".context")).to_contain_text("단위 원")
    expect(folds.nth(1)).to_have_attribute("open", "")
    expect(folds.nth(0)).not_to_have_attribute("open", "")
    visit.open("/programs")
    page.get_by_role("link", name="연도별 추이", exact=True).click()
    page.wait_for_url("**/trends*")
    visit.settle()
    expect(folds.nth(1)).not_to_have_attribute("open", "")
    assert visit.complaints == []


def test_unit_language_and_theme_are_remembered(visit: Visit) -> None:
    page = visit.page
    visit.open("/")
    _control(page, "unit").select_option("thousand_won")
    expect(page.locator(".kpi-value").first).to_have_text("32,758,096")
    _control(page, "lang").select_option("en")
    expect(page.locator("h1")).to_have_text("Overview")
    _control(page, "theme").select_option("dark")
    expect(page.locator("html")).to_have_attribute("data-bs-theme", "dark")
    visit.open("/programs")
    expect(page.locator("h1")).to_have_text("Programmes")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.locator("html")).to_have_attribute("data-bs-theme", "dark")
    # The address says otherwise, for whoever opens it.
    visit.open("/?unit=hundred_million_won&lang=ko")
    expect(page.locator("h1")).to_have_text("종합 현황")
    expect(page.locator(".kpi-value").first).to_have_text("327.6")


def test_every_figure_leads_to_its_source_by_keyboard(visit: Visit) -> None:
    page = visit.page
    visit.open("/")
    note = page.locator(".scorecard details.source").first
    note.locator("summary").focus()
    page.keyboard.press("Enter")
    expect(note.locator(".source-text")).to_be_visible()
    expect(note.locator("blockquote")).to_contain_text("시민생활 맞춤형 양성평등 정책개발")
    page.keyboard.press("Escape")
    expect(note.locator(".source-text")).to_be_hidden()
    expect(note.locator("summary")).to_be_focused()


def test_definitions_are_one_click_away(visit: Visit) -> None:
    visit.open("/programs")
    visit.page.locator("details.definitions summary").click()
    expect(visit.page.locator(".definitions-text")).to_contain_text("집행액 ÷ 예산현액 × 100")
    expect(visit.page.locator(".definitions-text")).to_contain_text("70%")


def test_the_skip_link_leads_to_the_content(visit: Visit) -> None:
    visit.open("/")
    visit.page.keyboard.press("Tab")
    expect(visit.page.locator(".skip-link")).to_be_focused()


def test_the_list_is_searched_sorted_and_taken_away(visit: Visit, tmp_path: Path) -> None:
    page = visit.page
    visit.open("/programs")
    rows = page.locator(".ag-center-cols-container .ag-row")
    expect(rows.first).to_be_visible()
    expect(page.locator(".ag-floating-bottom")).to_contain_text("12,154")
    page.fill("#programs-search", "디지털")
    expect(rows).to_have_count(1)
    expect(page.locator(".ag-floating-bottom")).to_contain_text("보이는 사업 합계 (1개)")
    expect(page.locator(".ag-floating-bottom")).to_contain_text("66.4%")
    with page.expect_download() as waiting:
        page.get_by_role("button", name="CSV").click()
    file = tmp_path / "list.csv"
    waiting.value.save_as(file)
    lines = file.read_text(encoding="utf-8-sig").splitlines()
    assert lines[-2].startswith("(수탁)서울 디지털성범죄 안심지원센터 운영")
    assert lines[-1].startswith("보이는 사업 합계 (1개)")
    assert len(lines) == 9
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Excel").click()
    assert waiting.value.suggested_filename.endswith(".xlsx")
    page.get_by_role("link", name="(수탁)서울 디지털성범죄 안심지원센터 운영").click()
    page.wait_for_url("**/programs/**")
    expect(page.locator("h1")).to_have_text("(수탁)서울 디지털성범죄 안심지원센터 운영")
    assert visit.complaints == []


def test_a_chart_is_taken_away_as_a_picture_by_keyboard(visit: Visit, tmp_path: Path) -> None:
    page = visit.page
    visit.open("/")
    buttons = page.locator(".chart-figure").first.locator(".picture-buttons")
    for kind, start in (("PNG", b"\x89PNG"), ("SVG", b"<svg")):
        buttons.get_by_role("button", name=kind).focus()
        with page.expect_download() as waiting:
            page.keyboard.press("Enter")
        waiting.value.save_as(tmp_path / "picture")
        assert FOUNDATION in waiting.value.suggested_filename
        assert waiting.value.suggested_filename.endswith(f".{kind.lower()}")
        assert (tmp_path / "picture").read_bytes().startswith(start)
    page.emulate_media(media="print")
    expect(buttons).to_be_hidden()
    page.emulate_media(media="screen")
    # A name that holds what an address or an id gives a meaning to.
    visit.open(f"/trends?subject={quote('goal:연계협력참여기관 개')}")
    with page.expect_download() as waiting:
        page.locator(".chart-figure").get_by_role("button", name="SVG").first.click()
    assert waiting.value.suggested_filename.endswith(".svg")
    assert visit.elsewhere() == []
    assert visit.complaints == []


def test_columns_are_chosen_by_keyboard_and_kept_by_the_address(visit: Visit, tmp_path: Path) -> None:
    page = visit.page
    visit.open("/programs")
    chooser = page.locator("details#columns")
    heads = page.locator(".program-grid .ag-header-cell-text")
    gap = page.locator(".program-grid .ag-header-cell[col-id=gap]")
    page.fill("#programs-search", "서울")
    page.keyboard.press("Tab")
    expect(chooser.locator("summary")).to_be_focused()
    gap.locator(".ag-header-cell-text").click()
    chooser.locator("summary").focus()
    page.keyboard.press("Enter")
    expect(chooser.get_by_role("checkbox", name="사업 (항상 보임)")).to_be_disabled()
    remaining = chooser.get_by_role("checkbox", name="잔액")
    remaining.focus()
    page.keyboard.press("Space")
    without = "columns=budget,executed,rate,gap,status,direction,department,funding,source"
    page.wait_for_url(lambda url: without in url)
    # Drawn anew, and still where the reader was.
    expect(remaining).to_be_focused()
    expect(remaining).not_to_be_checked()
    expect(page.locator("#programs-search")).to_have_value("서울")
    expect(gap).to_have_attribute("aria-sort", "ascending")
    expect(heads.filter(has_text="잔액")).to_have_count(0)
    expect(page.locator(".ag-floating-bottom")).to_contain_text("보이는 사업 합계")
    chooser.get_by_role("checkbox", name="연말 전망(백만원)").press("Space")
    page.wait_for_url(lambda url: "gap,status,projection,direction" in url)
    expect(heads.filter(has_text="연말 전망")).to_have_count(1)
    page.keyboard.press("Escape")
    expect(chooser.locator("summary")).to_be_focused()
    with page.expect_download() as waiting:
        page.get_by_role("button", name="CSV").click()
    waiting.value.save_as(tmp_path / "list.csv")
    lines = (tmp_path / "list.csv").read_text(encoding="utf-8-sig").splitlines()
    assert lines[6] == (
        "사업,예산(원),집행(원),집행률,경과율 대비,상태,연말 전망(원),전략방향,부서,재원,예산 참고,문서,줄"
    )
    page.go_back()
    page.wait_for_url(lambda url: without in url)
    expect(heads.filter(has_text="연말 전망")).to_have_count(0)
    page.reload()
    visit.settle()
    expect(heads.filter(has_text="집행률")).to_have_count(1)
    expect(heads.filter(has_text="잔액")).to_have_count(0)
    _control(page, "unit").select_option("thousand_won")
    expect(heads.filter(has_text="예산(천원)")).to_have_count(1)
    expect(heads.filter(has_text="잔액")).to_have_count(0)
    chooser.locator("summary").click()
    chooser.get_by_role("link", name="기본 열로 되돌리기").click()
    # What the list is searched for and sorted by stays, as it stands in the address too.
    page.wait_for_url(lambda url: unquote(url).endswith("/programs?search=서울&sort=gap"))
    expect(heads.filter(has_text="잔액")).to_have_count(1)
    assert visit.complaints == []


def test_columns_that_are_moved_are_taken_away_in_that_order(visit: Visit, tmp_path: Path) -> None:
    page = visit.page
    visit.open("/programs?columns=budget,executed,rate")
    heads = page.locator(".program-grid .ag-header-cell-label")
    heads.filter(has_text="집행률").drag_to(heads.filter(has_text="예산"))
    expect(page.locator(".ag-header-container .ag-header-cell").first).to_contain_text("집행률")
    with page.expect_download() as waiting:
        page.get_by_role("button", name="CSV").click()
    waiting.value.save_as(tmp_path / "list.csv")
    lines = (tmp_path / "list.csv").read_text(encoding="utf-8-sig").splitlines()
    assert lines[6] == "사업,집행률,예산(원),집행(원),예산 참고,문서,줄"


def test_a_figure_is_filtered_as_it_is_shown_and_the_total_follows(visit: Visit) -> None:
    page = visit.page
    visit.open("/programs?columns=budget,rate")
    page.locator(".ag-header-cell[col-id=budget]").focus()
    page.keyboard.press("Control+Enter")
    box = page.get_by_role("spinbutton", name="거를 값").first
    box.fill("13")
    expect(page.locator(".ag-pinned-left-cols-container .ag-row")).to_have_count(1)
    expect(page.locator(".ag-floating-bottom")).to_contain_text("보이는 사업 합계 (1개)")
    box.fill("")
    expect(page.locator(".ag-floating-bottom")).to_contain_text("합계 (19개)")
    assert visit.complaints == []


def test_a_direction_is_left_for_another_and_for_another_year(visit: Visit) -> None:
    page = visit.page
    visit.open(f"/directions/{quote(f'{FOUNDATION}-2023-2')}?status=behind")
    _control(page, "direction").select_option(f"{FOUNDATION}-2023-3")
    page.wait_for_url(lambda url: unquote(url).endswith(f"/directions/{FOUNDATION}-2023-3?status=behind"))
    expect(page.locator("h1")).to_contain_text("서울아이 돌봄기관")
    _control(page, "year").select_option("2026")
    page.wait_for_url(lambda url: "/directions?" in url and "year=2026" in url)
    expect(page.locator("h1")).to_have_text("전략방향")
    assert visit.complaints == []


def test_a_warehouse_that_comes_later_is_taken_up(browser: Browser, tmp_path: Path) -> None:
    warehouse = tmp_path / "later.duckdb"
    with served(warehouse) as server, visiting(browser, server.address) as visit:
        visit.open("/", status=503)
        expect(visit.page.locator("main")).to_contain_text("python -m etl")
        build_sample(warehouse)
        visit.open("/")
        expect(visit.page.locator("h1")).to_have_text("종합 현황")
        assert visit.complaints == []


def test_a_reader_walks_from_a_programme_up_to_the_division_and_to_another_office(visit: Visit) -> None:
    page = visit.page
    visit.open(f"/programs/{quote(f'{FOUNDATION}-2023-2-02')}")
    page.locator(".kicker").get_by_role("link", name="양성평등사업실").click()
    expect(page.locator("h1")).to_have_text("양성평등사업실")
    page.locator(".kicker").get_by_role("link", name="정책사업본부").click()
    expect(page.locator("h1")).to_have_text("정책사업본부")
    _control(page, "department").select_option(f"{FOUNDATION}-2023-돌봄사업실")
    page.wait_for_url(lambda url: unquote(url).endswith(f"/teams/{FOUNDATION}-2023-돌봄사업실"))
    expect(page.locator("h1")).to_have_text("돌봄사업실")
    page.locator(".team-programs a").first.click()
    page.wait_for_url("**/programs/*")
    page.go_back()
    expect(page.locator("h1")).to_have_text("돌봄사업실")
    assert visit.complaints == []


def test_the_list_of_programmes_leads_to_their_offices(visit: Visit) -> None:
    page = visit.page
    visit.open(f"/programs?direction={quote(f'{FOUNDATION}-2023-1')}")
    page.locator(".program-grid").get_by_role("link", name="정책개발실").first.click()
    expect(page.locator("h1")).to_have_text("정책개발실")
    assert visit.complaints == []
