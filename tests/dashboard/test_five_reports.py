"""What pages say of the five reports: true for a reader who has only the page."""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import quote

import pytest
from dash_ag_grid import AgGrid
from flask.testing import FlaskClient
from lxml import html

from dashboard.shell.doubt import sure
from dashboard.shell.routing import Router
from dashboard.topics.programs.placing import cards
from dashboard.ui.labels import load
from tests.dashboard.reading import parts

KO = load("ko")
Told = Callable[[str], str]


def test_three_targets_of_2026_ask_for_less_than_was_reached_before(told: Told) -> None:
    brief = told("/brief?year=2026")
    for earlier, target in (("73.34%", "66.96%"), ("45,995건", "40,000건"), ("8,687명", "4,800명")):
        assert f"2025 {earlier} {target}" in brief
    assert "‘성별영향평가 정책개선 이행률’로 인쇄되어" in brief


def test_the_headline_is_of_the_whole_institution_in_every_year(told: Told) -> None:
    page = told("/?year=2023")
    assert "32,758 백만원 기관 전체 지출 · 그 가운데 사업비 15,710" in page
    # 21,142 of 32,758: late, though the programmes alone are not; both are said, the whole first.
    assert "부진 64.5% 경과율 75.0% 대비 △10.5%p" in page
    assert "사업비만 71.2% · 정상" in page
    assert "45,117 백만원 기관 전체 지출 · 그 가운데 사업비 22,904" in told("/?year=2026")


def test_a_line_that_the_next_report_only_does_not_print_has_not_ended(told: Told) -> None:
    assert "지원인력(" not in told("/brief?year=2026")


def _program(name: str) -> str:
    return f"/programs/{quote(name, safe='')}"


SYSTEMS = _program("서울시여성가족재단-2026-정보시스템-통합-운영-및-기능개선")
MALFORMED = _program("서울시여성가족재단-2026-서울시-온라인-성착취-안심-on-센터-운영")
WITHOUT = _program("서울시서북권직장맘지원센터-2021-직장맘-노동환경-개선-지원")


def test_an_unreadable_budget_none_and_an_unknown_one_are_three_things(told: Told) -> None:
    assert "인쇄된 예산을 읽을 수 없습니다: 소요예산: 1,241,7000천원" in told(MALFORMED)
    without = told(WITHOUT)
    assert "예산 없이 하는 사업입니다 (보고서에 ‘없음’이나 ‘-’로 적혀 있음)" in without
    assert "집행액이 적혀 있지 않습니다" not in without
    assert "직장맘 노동환경 개선 지원" not in _chapter(
        told("/brief?year=2021"), "집행액이 보고되지 않은 사업"
    )


def _chapter(brief: str, title: str) -> str:
    """A chapter of the brief, from its title to the next one's."""
    return brief.rpartition(title)[2].partition("질문")[0]


@pytest.mark.parametrize(
    ("address", "figure"),
    [
        (SYSTEMS, "10,033 백만원"),
        ("/directions/" + quote("서울시여성가족재단-2026-5", safe=""), "10,033"),
        ("/?year=2026", "10,117"),
        ("/directions?year=2026", "10,117"),
        ("/trends?year=2026", "2026년 예산 10,117백만원"),
        ("/trends?year=2026", "2026년 예산 10,033백만원"),
    ],
)
def test_a_doubted_figure_is_marked_in_every_place_that_it_enters(
    told: Told, committed: FlaskClient, address: str, figure: str
) -> None:
    assert figure in told(address)
    page = html.fromstring(committed.get(address).get_data(as_text=True))
    said = [mark.get("title") for mark in page.xpath("//main//a[contains(@class, 'doubt')]")]
    assert any("10,032,633천원" in title for title in said)


def test_of_a_two_year_line_the_year_of_its_own_report_is_marked(committed: FlaskClient) -> None:
    """The line that prints 22,904 for 2026 prints 17,818 for 2025 beside it, which nothing doubts."""
    page = html.fromstring(committed.get("/trends?year=2026").get_data(as_text=True))
    marked = [mark.getparent().text_content() for mark in page.xpath("//main//a[contains(@class, 'doubt')]")]
    assert any("22,904" in text for text in marked)
    assert not any("17,818" in text for text in marked)


def test_a_picture_signs_what_it_draws_of_a_doubted_figure(told: Told) -> None:
    """The doubted budget of 2026 stands apart from the steps, in the note below them."""
    assert "2026년 15개(▲ 15,366백만원)" in told("/?year=2026")


@pytest.mark.parametrize(
    ("address", "doubted", "stays"),
    [
        ("/?year=2026", "가장 큰 것은 ‘지속가능 경영체계 구축 및 운영’(10,117백만원)", "지원’(7,811백만원)"),
        ("/trends?year=2026", "2026년 예산 22,904백만원", "2025년 예산 17,818백만원"),
        ("/trends?year=2026&subject=expenditure:programs", "22,904백만원", "17,818백만원"),
    ],
)
def test_a_switch_leaves_doubted_figures_out_of_pictures_and_says_so(
    told: Told, address: str, doubted: str, stays: str
) -> None:
    assert doubted in told(address) and KO("doubt.put_in") not in told(address)
    without = told(f"{address}&doubted=out")
    assert doubted not in without and stays in without
    assert KO("doubt.put_in") in without
    assert KO("problem.title") in told(f"{address}&doubted=maybe")
    # Without a doubt there is nothing to switch.
    assert KO("doubt.put_in") not in told("/?year=2023&doubted=out")


def test_a_sum_without_its_doubted_part_is_drawn_and_compares_with_nothing(
    committed_router: Router,
) -> None:
    """10,117 of the direction are 85 without the 10,033 that a finding doubts."""
    with committed_router.viewed("/", "?year=2026&doubted=out", None) as (_, view):
        assert view is not None
        rows = {row["position"]: row for row in sure(view, cards(view))}
    assert (rows[5]["current_won"], rows[5]["is_comparable"]) == (84_580_000, False)
    assert rows[1]["current_won"] == 7_811_072_000


def test_a_file_says_that_doubted_figures_are_left_out(committed_router: Router) -> None:
    for search, is_out in (("?year=2026", False), ("?year=2026&doubted=out", True)):
        with committed_router.viewed("/trends", search, None) as (page, view):
            assert page is not None and view is not None and page.sheet is not None
            sheet = page.sheet(view, None)
            assert (KO("doubt.left_out_stated") in str(sheet)) is is_out
            assert ("22904000000" in str(sheet.rows).replace(".0", "")) is not is_out


def test_the_list_marks_a_doubted_budget_and_the_total_that_holds_it(
    committed_router: Router, told: Told
) -> None:
    page = committed_router.rendered("/programs", "?year=2026", None).content
    (grid,) = (part for part in parts(page) if isinstance(part, AgGrid))
    marked = {row["name"]: row["doubt"]["said"] for row in grid.rowData if row["doubt"]}
    assert "10,032,633천원" in marked["정보시스템 통합 운영 및 기능개선"]
    (total,) = grid.dashGridOptions["pinnedBottomRowData"]
    assert total["doubt"]
    drawn = {column["field"]: column.get("cellRenderer") for column in grid.columnDefs}
    assert drawn["budget"] == "DoubtedFigure"
    # On paper the sign alone.
    assert "정보시스템 통합 운영 및 기능개선 ▲ 10,033" in told("/programs?year=2026")
    page = committed_router.rendered("/programs", "?year=2023", None).content
    (grid,) = (part for part in parts(page) if isinstance(part, AgGrid))
    assert not any(row["doubt"] for row in grid.rowData)


def test_a_direction_says_what_its_sum_leaves_out(told: Told) -> None:
    for address in ("/?year=2026", "/directions/" + quote("서울시여성가족재단-2026-1", safe="")):
        assert re.search(
            r"수탁기관에 주는 돈은 전략방향의 합에 넣지 않습니다: 저출생 [^,]* 3,294백만원", told(address)
        )


def test_a_result_says_its_year(told: Told) -> None:
    assert "2025년에 한 일로 인쇄된 수치" in told(SYSTEMS)
    brief = told("/brief?year=2026&reader=institution")
    assert "2025년 실적: " in brief
    assert "읽은 실적" not in brief


def test_the_parts_of_the_goals_add_up_to_their_number(told: Told) -> None:
    """Of 23 goals of 2021 two print no target: they stand in no other part."""
    assert "13/23 정상 4, 주의 2, 부진 2, 판정 없음 2" in told("/?year=2021")


def test_a_year_of_plans_alone_has_a_page_of_its_own_sense(told: Told) -> None:
    page = told("/?year=2026")
    # What would be dashes is not there; what is planned stands beside what was reached.
    for dashes in ("집행률과 경과율 집행률", "경과율 대비", "징수율과 경과율", "살펴야 할 사업"):
        assert (
            dashes
            not in page.partition("확인할 수치 검산")[0]
            .partition("전략방향별 성과")[2]
            .partition("전략방향별 예산, 집행률과 경과율, 목표 달성, 예산 증감")[2]
        )
    assert "정한 목표 12 앞선 실적과 이어지는 4개 가운데 3개가 그보다 낮음" in page
    assert "집행액은 그 가운데 1개에만 적혀 있습니다" in page
    assert "2025년 73.34%" in page
    # A whole year's target is held against no result of some months.
    assert "2023년 10건 32건 앞선 실적은 그해 중간까지의 값" in page
    assert page.index("2026년 전략방향 예산과 앞 보고의 예산") < page.index("전략방향별 성과")


def test_the_address_without_a_year_says_what_newer_plan_there_is(told: Told) -> None:
    page = told("/")
    assert "수치는 2023. 9. 30. 기준입니다. 그 뒤의 계획이 있습니다: 2026년 업무계획" in page
    assert "계획의 그림 보기" in page
    for other in ("/?year=2026", "/?year=2021"):
        assert "그 뒤의 계획이 있습니다" not in told(other)


def test_lines_that_are_over_or_late_are_not_said_to_be_none(told: Told) -> None:
    """The report of 2015 is on one project: its budget lines speak."""
    page = told("/?year=2015")
    assert "살펴야 할 예산 항목" in page
    for line in ("회의운영비 ◆ 초과", "조사 및 평가비 ▼ 부진 14.5% 집행"):
        assert line in page.partition("살펴야 할 예산 항목")[2]
    assert "예산을 넘었거나 집행이 늦은 사업이 없습니다" not in page


def test_what_nobody_has_touched_is_named_beside_the_slowest(told: Told) -> None:
    node = quote("서울시여성가족재단-2023-09-30-progress-report:234", safe="")
    page = told(f"/execution?year=2023&node={node}")
    assert "아직 쓰지 않은 것 " in page
    assert "(0.0%)" not in page.partition("가장 더딘 것은")[2].partition("입니다")[0]


def test_the_whole_execution_is_one_answer_on_every_page(told: Told) -> None:
    assert "인쇄된 항목을 더하면 21,142백만원, 집행률 64.5%입니다." in told("/execution?year=2023")


def test_the_first_cards_name_the_goals_that_will_be_missed(told: Told) -> None:
    assert "뒤처짐: ‘정책 개발 및 성과관리’, ‘컨설팅 및 상담’" in told("/?year=2023")


@pytest.mark.parametrize("address", ["/?year=2023", "/execution?year=2023"])
def test_the_budget_totals_of_a_year_are_reconciled_in_one_table(told: Told, address: str) -> None:
    table = told(address).partition("예산 합계가 여럿인 까닭")[2]
    for row in (
        "기관 전체 지출 32,758 21,142 64.5%",
        "그 가운데 사업비 15,710 11,192 71.2%",
        "사업 목록의 합 19,859 13,741 69.2%",
        "두 해 비교표의 합계 31,887",
    ):
        assert row in table
    assert "수탁기관 등) 4,691백만원이 들어 있습니다" in table
    # 117,491 + 87,202 + 60,799 + 260,361 + 16,504, in thousands of won.
    assert "인건비 5줄 542백만원은 사업이 아니어서 더하지 않았습니다" in table


def test_a_step_of_what_changed_opens_its_programmes(told: Told, committed: FlaskClient) -> None:
    address = "/?year=2026&step=new"
    (shown,) = html.fromstring(committed.get(address).get_data(as_text=True)).xpath(
        "//table[.//td[contains(., '자녀출산 무주택가구 주거비 지원')]]/ancestor::details[1]"
    )
    assert shown.get("open") is not None
    said = " ".join(shown.itertext())
    assert "신규" in said
    assert "종료" not in said


def _columns(router: Router, search: str) -> list[str]:
    page = router.rendered("/programs", search, None).content
    (grid,) = (part for part in parts(page) if isinstance(part, AgGrid))
    return [column["field"] for column in grid.columnDefs]


def test_a_list_of_plans_opens_without_columns_of_dashes(committed_router: Router, told: Told) -> None:
    of_execution = {"executed", "rate", "gap", "status", "remaining"}
    assert of_execution.isdisjoint(_columns(committed_router, "?year=2026"))
    # What is folded away is said, and one click shows it.
    page = told("/programs?year=2026")
    assert "집행액이 적힌 사업은 1개입니다. 집행 열 보기" in page
    assert "집행률 —" not in page
    shown = "budget,executed,rate,gap,status,remaining,direction,department,funding,source"
    assert of_execution <= {*_columns(committed_router, f"?year=2026&columns={shown}")}
    assert of_execution <= {*_columns(committed_router, "?year=2023")}
    assert "집행 열 보기" not in told("/programs?year=2023")


def test_the_list_tells_an_unreadable_budget_from_none(told: Told) -> None:
    assert "서울시 온라인 성착취 안심 ON 센터 운영 ▲ 판독 불가" in told("/programs?year=2026")
    assert "직장맘 노동환경 개선 지원 예산 없음" in told("/programs?year=2021")


@pytest.mark.parametrize(
    ("year", "name", "noted"),
    [
        (2026, "정보시스템 통합 운영 및 기능개선", "▲ 확인할 수치가 들어 있음: "),
        (2026, "서울시 온라인 성착취 안심 ON 센터 운영", "인쇄된 예산을 읽을 수 없습니다: "),
        (2021, "직장맘 노동환경 개선 지원", "예산 없이 하는 사업입니다"),
    ],
)
def test_a_file_says_of_a_budget_what_the_list_says(
    committed_router: Router, year: int, name: str, noted: str
) -> None:
    with committed_router.viewed("/programs", f"?year={year}", None) as (page, view):
        assert view is not None
        sheet = page.sheet(view, None)
    notes = {row[0]: row[sheet.columns.index("예산 참고")] for row in sheet.rows}
    assert str(notes.pop(name)).startswith(noted)
    assert None in notes.values()
