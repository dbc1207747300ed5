"""The four readers, each from the question that they come with to the answer, over the pages they would open.

At every stop: no complaint, nothing from outside, and nothing for axe to find.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, unquote

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, expect

from tests.browser.conftest import Visit, visiting
from tests.sample_warehouse import FOUNDATION, REPORT_2023


class Walk:
    """A reader's way through the pages."""

    def __init__(self, visit: Visit) -> None:
        self.visit = visit
        self.page = visit.page

    def start(self, path: str) -> None:
        """Open the page that the reader begins with."""
        self.visit.open(path)
        self.look()

    def follow(self, link: Locator, heading: str) -> None:
        """Follow a link by keyboard and wait for the page that it leads to."""
        link.focus()
        self.page.keyboard.press("Enter")
        expect(self.page.locator("h1")).to_contain_text(heading)
        self.visit.settle()
        self.look()

    def back(self, heading: str) -> None:
        """Go back to the page before."""
        self.page.go_back()
        expect(self.page.locator("h1")).to_contain_text(heading)
        self.visit.settle()

    def menu(self, name: str) -> Locator:
        """The menu's link to a page."""
        return self.page.locator(".navigation").get_by_role("link", name=name, exact=True)

    def in_sight(self, part: Locator) -> None:
        """The answer stands on the first screen of a laptop, without scrolling."""
        box = part.bounding_box()
        assert box is not None
        assert box["y"] + box["height"] <= 900, part

    def look(self) -> None:
        """Nothing is wrong with the page."""
        found = Axe().run(self.page).response["violations"]
        assert [f"{v['id']}: {v['nodes'][0]['html'][:120]}" for v in found] == []
        assert self.visit.complaints == []
        assert self.visit.elsewhere() == []


@pytest.fixture
def walk(browser: Browser, address: str) -> Iterator[Walk]:
    """A reader at a laptop."""
    with visiting(browser, address) as visit:
        yield Walk(visit)


def test_an_executive_sees_what_is_late_and_why(walk: Walk) -> None:
    walk.start("/")
    page = walk.page
    # Are we spending as planned? What needs me today?
    for answer in (".kpis", ".scorecard-section", ".attention-section h2"):
        walk.in_sight(page.locator(answer))
    walk.follow(page.get_by_role("link", name="지속가능한 일·생활 기반 구축 및 운영 활성화"), "지속가능한")
    late = page.get_by_role("link", name="(기부,자체)난자동결 시술비용 지원사업").first
    walk.follow(late, "난자동결")
    expect(page.locator("main")).to_contain_text("하반기 집중 집행")
    walk.back("지속가능한")
    walk.back("종합 현황")
    # What changed since last year?
    walk.follow(walk.menu("연도별 추이"), "연도별 추이")
    expect(page.locator("main")).to_contain_text("디지털성범죄")


def test_an_aide_has_a_brief_and_its_sources_in_four_steps(walk: Walk) -> None:
    walk.start("/")
    page = walk.page
    walk.follow(page.get_by_role("link", name="브리핑 만들기"), "의회 브리핑")
    walk.in_sight(page.locator(".brief-contents"))
    walk.follow(page.locator("#disagreements .cited-line a").first, "업무보고")
    expect(page.locator("main")).to_contain_text("102번째 줄")
    walk.back("의회 브리핑")
    # What was promised last year, and did it happen?
    walk.follow(walk.menu("성과 목표"), "성과 목표")
    expect(page.locator(".goals-full")).to_contain_text("정책 개발 및 성과관리")


def test_a_manager_sees_the_team_what_is_left_and_what_is_due(walk: Walk) -> None:
    walk.start("/teams")
    page = walk.page
    walk.follow(page.locator("table").get_by_role("link", name="양성평등사업실").first, "양성평등사업실")
    walk.in_sight(page.locator(".kpis"))
    expect(page.locator("main")).to_contain_text("결과 보고")
    expect(page.locator(".questions")).to_contain_text("예산을 넘겨 집행한 이유")
    walk.follow(page.locator("main").get_by_role("link", name="성평등 문화 확산 기념행사").first, "기념행사")
    walk.back("양성평등사업실")


def test_who_loads_data_sees_what_was_read_and_what_does_not_agree(walk: Walk, tmp_path: Path) -> None:
    walk.start("/sources")
    page = walk.page
    walk.follow(page.locator(f"a[href*='/sources/{quote(REPORT_2023)}']").first, "업무보고")
    expect(page.locator("main")).to_contain_text("사업비 소계(A)")
    with page.expect_download() as taken:
        page.get_by_role("button", name="CSV").click()
    file = tmp_path / taken.value.suggested_filename
    taken.value.save_as(file)
    text = file.read_text(encoding="utf-8-sig")
    assert "사업비 소계(A)" in text
    assert walk.visit.complaints == []


def test_the_filters_go_along_from_page_to_page(walk: Walk) -> None:
    walk.start(f"/?direction={quote(f'{FOUNDATION}-2023-2')}&unit=thousand_won")
    page = walk.page
    headings = {
        "예산 집행": "예산 집행", "성과 목표": "성과 목표", "연도별 추이": "연도별 추이", "사업": "사업",
        "팀": "팀", "의회 브리핑": "의회 브리핑", "종합 현황": "종합 현황",
    }  # fmt: skip
    for name, heading in headings.items():
        walk.follow(walk.menu(name), heading)
        assert f"direction={FOUNDATION}-2023-2" in unquote(page.url), name
        assert "unit=thousand_won" in page.url, name
