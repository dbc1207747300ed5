"""The cited place in a browser: of each format, on a phone and paper, to whom, and of which build."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from etl import extraction, facsimiles, fact_folder, facts, pipeline
from etl.drawing import office
from etl.warehouse import builds
from tests.browser.conftest import Visit, visiting
from tests.dashboard.web.auth.conftest import guarded
from tests.dashboard.web.auth.provider import LocalProvider
from tests.documents import docx, hwp, pdf_typst, xlsx
from tests.serving import free_port, served

_REPORT = """{year}년 주요업무보고
{year}. 9. 30.
푸른시숲재단

세출예산 집행 현황
(단위: 천원)
사업명\t담당부서\t사업기간\t예산액\t집행액
합창단 지원\t지역문화진흥본부 공연예술지원팀\t{year}. 1. ~ 12.\t1,234\t617
마을 축제\t지역문화진흥본부 생활문화확산팀\t{year}. 3. ~ 11.\t2,000\t500
합계\t\t\t3,234\t1,117
"""
# As HWP is drawn, a cell holds what has room in it.
_NARROW = """{year}년 주요업무보고
{year}. 9. 30.
푸른시숲재단

세출예산 집행 현황
(단위: 천원)
사업명\t예산액\t집행액
합창\t1,234\t617
축제\t2,000\t500
합계\t3,234\t1,117
"""
_WRITERS = {
    "pdf": pdf_typst.write_typst, "xlsx": xlsx.write, "docx": docx.write, "txt": lambda text: text.encode(),
    "hwp": hwp.write,
}  # fmt: skip
_PATIENCE = 60_000
_BEING_READ = "줄을 읽고 있습니다"
_AS_DRAWN = "다른 프로그램이 그린 모습입니다"
_NOT_DRAWN = "쪽 그림이 없어"
_CITED_WON, _LATER_WON = 2_000_000, 3_000_000


@dataclass(frozen=True)
class Shown:
    """A server, its folder of reports and its warehouse; for each format the address of a cited line."""

    address: str
    reports: Path
    warehouse: Path
    lines: dict[str, str]


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shown]:
    folder = tmp_path_factory.mktemp("facsimiles")
    reports = folder / "reports"
    reports.mkdir()
    # A report of each format is of a year of its own.
    for year, (name, write) in enumerate(_WRITERS.items(), start=2031):
        text = _NARROW if name == "hwp" else _REPORT
        (reports / f"보고.{name}").write_bytes(write(text.format(year=year)))
    found = extraction.extract(sorted(reports.iterdir()))
    fact_folder.write({one.document.document_id: one.rows for one in found}, folder / "facts")
    built = pipeline.build_warehouse(folder / "facts", folder / "warehouse.duckdb", builds_kept=3)
    # As a load does; the others are made when they are first asked for.
    drawn = [one for one in built.documents if one.source_name.endswith((".hwp", ".docx"))]
    list(facsimiles.make(drawn, [reports], folder / "warehouse.duckdb"))
    lines = {}
    for one in found:
        cited = next(
            row for row in one.rows if isinstance(row, facts.BudgetLine) and row.current_won == _CITED_WON
        )
        name = one.document.source_name.rpartition(".")[2]
        lines[name] = f"/sources/{quote(one.document.document_id)}?line={cited.line}"
    settings = {"REPORTS_DIR": str(reports), "INBOX_DIR": str(folder / "inbox")}
    with served(folder / "warehouse.duckdb", **settings) as server:
        yield Shown(server.address, reports, folder / "warehouse.duckdb", lines)


def _open_when_read(visit: Visit, path: str) -> Page:
    """Open a line of a document; what is not read yet is said, and is there a moment later."""
    # Pictures and lines are made when they are first asked for.
    visit.page.context.set_default_timeout(_PATIENCE)
    visit.open(path)
    for _ in range(120):
        if not visit.page.locator("main", has_text=_BEING_READ).count():
            break
        visit.page.wait_for_timeout(250)
        visit.open(path)
    return visit.page


def _wide(page: Page) -> int:
    return int(page.evaluate("document.documentElement.scrollWidth - window.innerWidth"))


def _is_dark(page: Page, mark: str) -> bool:
    asked = "(mark) => getComputedStyle(document.querySelector(mark)).backgroundColor"
    red, green, blue = map(int, re.findall(r"\d+", page.evaluate(asked, mark))[:3])
    return red + green + blue < 600


def _has_picture(page: Page) -> bool:
    page.wait_for_function(
        "() => [...document.querySelectorAll('.facsimile img')].every(one => one.complete)"
    )
    return bool(page.evaluate("() => document.querySelector('.facsimile img').naturalWidth > 0"))


@pytest.mark.parametrize(("width", "theme"), [(1440, "light"), (390, "dark")])
def test_each_format_is_shown_with_its_place(browser: Browser, shown: Shown, width: int, theme: str) -> None:
    wrong = []
    pictured = {"pdf", "hwp", *(["docx"] if office.program() else [])}
    with visiting(browser, shown.address, width, theme) as visit:
        for name, path in shown.lines.items():
            page = _open_when_read(visit, path)
            expect(page.locator(".source-lines .cited")).to_contain_text("축제")
            expect(page.locator(".source-lines mark").first).to_be_visible()
            if name in pictured:
                assert _has_picture(page)
                assert "box=" in (page.locator(".facsimile img").get_attribute("src") or "")
            if name in ("docx", "hwp"):
                said = _AS_DRAWN if name in pictured else _NOT_DRAWN
                expect(page.locator(".viewer-section")).to_contain_text(said)
            if name == "xlsx":
                expect(page.locator(".source-sheet mark").first).to_have_text("2,000")
            wrong += [
                f"{name}: {v['id']}: {v['nodes'][0]['html'][:120]}"
                for v in Axe().run(page).response["violations"]
            ]
            if (wide := _wide(page)) > 0:
                wrong.append(f"{name}: {wide} px wider than the screen")
            page.emulate_media(media="print")
            expect(page.locator(".source-lines .cited")).to_be_visible()
            # Paper is light, and so are the marks on it.
            marks = [".source-lines .cited", ".source-lines mark"]
            marks += [".source-sheet .cited td", ".source-sheet mark"] if name == "xlsx" else []
            wrong += [f"{name}: {mark} is dark on paper" for mark in marks if _is_dark(page, mark)]
            if name in pictured:
                expect(page.locator(".facsimile img")).to_be_visible()
            page.emulate_media(media="screen")
        assert visit.elsewhere() == []
        assert visit.complaints == []
    assert wrong == []


def test_on_a_phone_the_cited_place_is_moved_into_sight(browser: Browser, shown: Shown) -> None:
    with visiting(browser, shown.address, 390) as visit:
        page = _open_when_read(visit, shown.lines["xlsx"])
        # The cells stand beyond the sheet's first columns, which alone have room.
        assert page.evaluate("() => document.querySelector('.source-sheet').scrollWidth") > 390
        page.wait_for_function("() => document.querySelector('.source-sheet').scrollLeft > 0")
        marked = page.locator(".source-sheet mark").first.bounding_box()
        frame = page.locator(".source-sheet").bounding_box()
        assert marked
        assert frame
        assert frame["x"] <= marked["x"] <= marked["x"] + marked["width"] <= frame["x"] + frame["width"]
        # A reader who has moved it back stays there.
        page.evaluate("() => { document.querySelector('.source-sheet').scrollLeft = 0; }")
        page.wait_for_timeout(300)
        assert page.evaluate("() => document.querySelector('.source-sheet').scrollLeft") == 0
        page = _open_when_read(visit, shown.lines["pdf"])
        assert _has_picture(page)
        page.wait_for_function("() => document.querySelector('.facsimile').scrollLeft > 0")
        assert visit.complaints == []


def test_without_its_file_a_document_is_told_by_its_facts(browser: Browser, shown: Shown) -> None:
    with visiting(browser, shown.address) as visit:
        visit.page.context.set_default_timeout(_PATIENCE)
        for name in _WRITERS:
            path = shown.reports / f"보고.{name}"
            away = path.with_name("away")
            path.rename(away)
            try:
                visit.open(f"{shown.lines[name]}&lang=en")
                expect(visit.page.locator(".source-lines .cited")).to_contain_text("축제")
                expect(visit.page.locator(".facsimile, .source-sheet")).to_have_count(0)
            finally:
                away.rename(path)
        assert visit.complaints == []


def test_an_earlier_build_shows_the_place_too(browser: Browser, shown: Shown) -> None:
    folder = shown.warehouse.parent / "facts"
    old = builds.kept(shown.warehouse)
    document, line = re.findall(r"/sources/(.+)\?line=(\d+)", shown.lines["pdf"])[0]
    changed = next(folder.glob("*-2031-*")) / "budget_line.csv"
    text = changed.read_text(encoding="utf-8")
    changed.write_text(text.replace(str(_CITED_WON), str(_LATER_WON)), encoding="utf-8")
    pipeline.build_warehouse(folder, shown.warehouse, builds_kept=3)
    kept = builds.kept(shown.warehouse)[-1].load_id
    assert len(builds.kept(shown.warehouse)) > len(old)
    with visiting(browser, shown.address) as visit:
        page = _open_when_read(visit, f"/sources/{document}?line={line}&build={kept}")
        assert _has_picture(page)
        assert f"build={kept}" in (page.locator(".facsimile img").get_attribute("src") or "")
        expect(page.locator(".read-from-line")).to_contain_text("2,000,000")
        expect(page.locator(".source-lines mark", has_text="2,000")).to_be_visible()
        visit.open(f"/sources/{document}?line={line}")
        expect(page.locator(".read-from-line")).to_contain_text("3,000,000")
        assert visit.complaints == []


def test_only_who_sees_the_whole_document_sees_its_pages(browser: Browser, shown: Shown) -> None:
    unit = "푸른시숲재단/지역문화진흥본부/생활문화확산팀"
    people = {"council": {"roles": ["council"]}, "manager": {"roles": ["manager"], "departments": [unit]}}
    port = free_port()
    provider = LocalProvider(back=f"http://127.0.0.1:{port}/sign-in/back", people=people)
    provider.start()
    line = shown.lines["pdf"]
    picture = line.partition("?")[0] + "/pages/1.png"
    try:
        with guarded(shown.warehouse, shown.reports, provider.issuer, port, WORKERS="1") as address:
            for person in people:
                with visiting(browser, address) as visit:
                    page = visit.page
                    page.context.set_default_timeout(_PATIENCE)
                    page.goto(address)
                    page.get_by_role("button", name=person, exact=True).click()
                    visit.settle()
                    found = page.request.get(address + picture)
                    assert (person, found.status) == (person, 404)
                    page.goto(address + line)
                    visit.settle()
                    seen = person == "manager"
                    expect(page.locator("main", has_text="마을 축제")).to_have_count(int(seen))
                    expect(page.locator("main")).not_to_contain_text("합창단")
                    expect(page.locator(".facsimile")).to_have_count(0)
    finally:
        provider.stop()
