"""Who reports, for which year, as of when."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings

from etl import facts
from etl.blocks import SourceDocument
from etl.kinds import recognise
from etl.outline import cover
from etl.readers import text
from tests.layouts.names import Namer, namers, years


def _source(body: str) -> SourceDocument:
    return text.read("무제.txt", body.encode())


def _decision(found: cover.Identity, what: str) -> tuple[str | None, int | None, str]:
    """Return what was decided of a field, the line that states it, and how."""
    (one,) = [reading for reading in found.reading if reading.field == what]
    return one.value, one.evidence_line, one.how


@settings(max_examples=50)
@given(namers(), years)
def test_an_institution_is_named_on_the_cover(namer: Namer, year: int) -> None:
    name = namer.institution()[1]
    body = f"제1회 임시회\n문화위원회\n\n{year}년 주요업무\n\n{name}\nNowhere Centre for Trees\n"
    found = cover.identify(_source(body))
    organization, document, is_named = found.organization, found.document, found.is_named
    assert (organization.name, organization.name_en) == (name, "Nowhere Centre for Trees")
    assert (is_named, document.fiscal_year, document.committee) == (True, year, "문화위원회")
    assert document.council_session == "제1회 임시회"


@settings(max_examples=50)
@given(namers(), years)
def test_an_institution_is_named_by_its_ordinance(namer: Namer, year: int) -> None:
    full, short = namer.institution()
    body = f"{year}년 주요업무\n- 「{full} 설립 및 운영에 관한 조례」\n- {short} 소개\n- {short} 연혁\n"
    found = cover.identify(_source(body))
    assert (found.organization.name, found.is_named) == (short, True)


def test_the_same_institution_has_the_same_id_in_full_and_in_short() -> None:
    bodies = ("2031년 주요업무\n부산광역시 나무재단\n", "2032년 주요업무\n부산시나무재단\n")
    first, second = (cover.identify(_source(body)).organization.organization_id for body in bodies)
    assert first == second == "부산시나무재단"


def test_a_document_that_names_no_institution_says_so() -> None:
    source = _source("2031년 주요업무\n(단위: 천원)\n")
    found = cover.identify(source)
    assert (found.organization.name, found.is_named) == ("(기관명 미상)", False)
    assert found.organization.organization_id == f"unnamed-{source.sha256[:8]}"
    assert _decision(found, "organization") == (None, None, "proposed")


def test_two_documents_that_name_no_institution_are_not_of_one() -> None:
    bodies = ("2031년 주요업무\n(단위: 천원)\n", "2031년 주요업무\n(단위: 백만원)\n")
    first, second = (cover.identify(_source(body)).organization.organization_id for body in bodies)
    assert first != second


def test_what_a_person_said_is_believed_before_what_is_printed() -> None:
    said = cover.Said(organization="가람시나눔센터", year=2032, as_of=date(2032, 6, 30), kind="plan")
    found = cover.identify(_source("2031년 주요업무\n부산시나무재단\n(2031.9.30.기준)\n"), said)
    document = found.document
    assert (found.organization.name, found.is_named) == ("가람시나눔센터", True)
    assert (document.fiscal_year, document.as_of, document.kind) == (2032, date(2032, 6, 30), "plan")
    assert {_decision(found, what)[2] for what in ("organization", "year", "as_of")} == {"reviewed"}


@pytest.mark.parametrize(
    ("body", "kind", "as_of"),
    [
        ("2031년 주요업무\n2031년 주요업무 추진 계획\n('31. 1월말 기준)\n", "plan", date(2031, 1, 31)),
        ("2031년 주요업무\n", "document", None),
        (
            "2031년 주요업무\n2031년 주요업무 추진현황\n(2031.9.30.기준)\n(2030.9.30.기준)\n",
            "progress_report",
            date(2031, 9, 30),
        ),
        ("2031년 나무 심기 최종보고서\n(2031.9.30.기준)\n", "final_report", None),
    ],
)
def test_kind_and_date(body: str, kind: str, as_of: date | None) -> None:
    document = cover.identify(_source(body)).document
    assert (document.kind, document.as_of) == (kind, as_of)


def test_the_year_of_the_title_goes_before_the_years_of_the_text() -> None:
    body = "2031 주요업무보고\n" + "2030년 실적\n" * 20
    assert cover.identify(_source(body)).document.fiscal_year == 2031


def test_a_title_of_two_lines_is_one_title() -> None:
    assert (
        cover.identify(_source("2031년 나무\n심기 사업 최종보고서\n")).document.title
        == "2031년 나무 심기 사업 최종보고서"
    )


def test_a_document_without_a_year_has_none() -> None:
    found = cover.identify(_source("주요업무\n숲 가꾸기\n"))
    assert (found.document.fiscal_year, found.document.as_of) == (None, None)
    assert _decision(found, "year") == (None, None, "proposed")


def test_a_document_without_a_year_loads_with_its_cells_alone() -> None:
    body = "주요업무\n가람시나눔센터\n(단위: 천원)\n\n구 분\t예산액\n총 계\t100,000\n인건비\t60,000\n"
    dated = recognise(_source(f"2031년 {body}"))
    undated = recognise(_source(body))
    assert [r.current_won for r in dated if isinstance(r, facts.BudgetLine)] == [100_000_000, 60_000_000]
    assert not [r for r in undated if isinstance(r, facts.BudgetLine)]
    cells = [r.text for r in undated if isinstance(r, facts.TableCell)]
    assert cells == ["100,000", "60,000"]


def test_a_settlement_is_of_its_years_last_day_where_its_title_says_so() -> None:
    found = cover.identify(_source("달맞이재단\n2031년 세입세출 결산\n"))
    assert (found.document.as_of, _decision(found, "as_of")) == (
        date(2031, 12, 31),
        ("2031-12-31", 2, "stated"),
    )


def test_the_date_of_a_schools_settlement_is_proposed() -> None:
    found = cover.identify(_source("도담초등학교\n2031학년도 학교회계 세입결산\n"))
    assert (found.document.as_of, _decision(found, "as_of")) == (None, ("2032-02-29", 2, "proposed"))


def test_a_chapter_on_a_settlement_dates_no_report() -> None:
    body = "달맞이재단\n2031년 주요업무보고\nⅡ. 2030년 결산\n(2031.6.30. 기준)\n"
    assert cover.identify(_source(body)).document.as_of == date(2031, 6, 30)
    assert cover.identify(_source(body.replace("(2031.6.30. 기준)\n", ""))).document.as_of is None


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("달맞이시출연기관 2031년도 재원별 예산 현황", "달맞이시"),
        ("달맞이군 투자출연기관 2031년 예산", "달맞이군"),
        ("2031년 예산 현황 달맞이구산하기관", "달맞이구"),
        ("공공기관 2031년 예산 현황", "(기관명 미상)"),
        ("지방공공기관 2031년 예산 현황", "(기관명 미상)"),
    ],
)
def test_a_place_reports_on_its_bodies(title: str, name: str) -> None:
    assert cover.identify(_source(f"{title}\n")).organization.name == name


def test_a_title_of_two_years_is_asked_for() -> None:
    found = cover.identify(_source("2031년 추진실적 및 2032년 업무계획\n달맞이재단\n2032. 1.\n"))
    assert found.document.fiscal_year is None
    assert _decision(found, "year") == ("2032", 1, "proposed")


def test_what_a_line_states_or_appends_is_no_title() -> None:
    found = cover.identify(
        _source("2031년도 감사 자료\n감사기간 : 2030. 10. 1. ~ 2031. 9. 30.\n달맞이재단\n")
    )
    assert (found.document.title, found.document.fiscal_year) == ("2031년도 감사 자료", 2031)
    found = cover.identify(_source("2031년 주요업무\n달맞이재단\n[붙임 1] 2030년 주요업무보고\n"))
    assert (found.document.title, found.document.fiscal_year) == ("2031년 주요업무", 2031)


def test_the_month_of_printing_is_no_year_of_a_table() -> None:
    body = "2031 회계연도 예산안\n2030. 11.\n달맞이재단\n세출예산 총괄\n(단위: 천원)\n"
    rows = recognise(_source(f"{body}구분\t예산액\n총계\t5,000\n인건비\t5,000\n"))
    assert {row.fiscal_year for row in rows if isinstance(row, facts.BudgetLine)} == {2031}


def test_what_is_labelled_as_the_institution_wins_over_a_title() -> None:
    body = "숲연구원 성과보고 (2031년 12월 31일 기준)\n\n기관명 : 푸른숲연구원\n"
    assert cover.identify(_source(body)).organization.name == "푸른숲연구원"


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("새별시 상수도사업본부 주요업무보고", "새별시 상수도사업본부"),
        ("새별시 주요업무보고", "새별시"),
        ("새별시 차량등록사업소", "새별시 차량등록사업소"),
        ("새별시 나눔센터 업무계획", "새별시 나눔센터"),
        ("새별대학교 도서관 업무보고", "새별대학교 도서관"),
        ("새별시 교육청 예산", "새별시 교육청"),
        ("새별도 바다군 예산", "새별도 바다군"),
        ("새별시 운영성과 보고", "새별시"),
    ],
)
def test_a_citys_headquarters_is_an_institution(title: str, name: str) -> None:
    assert cover.identify(_source(f"2031년\n\n{title}\n")).organization.name == name


@pytest.mark.parametrize("name", ["새별대학교 산학협력단", "새별대학교 평생교육처", "새별대학교 어학원"])
def test_the_body_of_a_university_is_asked_for(name: str) -> None:
    found = cover.identify(_source(f"{name} 2031년 업무계획\n"))
    assert (found.organization.name, found.is_named) == ("(기관명 미상)", False)
    assert _decision(found, "organization") == (name, 1, "proposed")


def test_a_library_below_its_university_is_its_universitys() -> None:
    found = cover.identify(_source("새별대학교\n중앙도서관\n2031년 업무계획\n"))
    assert found.organization.name == "새별대학교 중앙도서관"


@pytest.mark.parametrize(
    ("body", "title", "year", "as_of"),
    [
        ("□ 2030년 결산 현황\n(단위: 천원)\n", "푸른시문화재단", 2031, date(2031, 9, 30)),
        ("2030년 결산 현황\n(단위: 천원)\n", "푸른시문화재단", 2031, date(2031, 9, 30)),
        ("- 2030년 업무보고 자료 정리\n", "푸른시문화재단", 2031, date(2031, 9, 30)),
    ],
)
def test_neither_a_caption_nor_an_item_of_a_list_is_the_title(
    body: str, title: str, year: int, as_of: date
) -> None:
    document = cover.identify(_source(f"푸른시문화재단\n2031. 9. 30. 기준\n\n{body}")).document
    assert (document.title, document.fiscal_year, document.as_of) == (title, year, as_of)


@pytest.mark.parametrize(
    "cover_lines", ["○○교육청 2031년 주요업무", "2031년 주요업무\nOO시나눔재단", "△△센터\n2031년 결산"]
)
def test_signs_in_place_of_a_name_name_no_institution(cover_lines: str) -> None:
    assert not cover.identify(_source(f"{cover_lines}\n")).is_named


@pytest.mark.parametrize(
    ("body", "year"),
    [
        ("2013년 주요업무\n푸른시문화재단\n(2031.9.30. 기준)\n", None),
        ("2021년 주요업무보고\n푸른시문화재단\n2031. 9.\n", None),
        ("2032년 업무계획\n푸른시문화재단\n(2031.12.31. 기준)\n", 2032),
        ("2031년 업무보고\n푸른시문화재단\n(2011.1.1. 기준)\n(2031.9.30. 기준)\n", 2031),
        ("2031년 업무보고\n푸른시문화재단\n(2028.12.31. 기준)\n", 2031),
    ],
)
def test_a_year_far_from_every_date_is_asked_for(body: str, year: int | None) -> None:
    assert cover.identify(_source(body)).document.fiscal_year == year


def test_a_numbered_heading_is_no_title() -> None:
    body = (
        "2031년 행정사무감사 제출자료\n\n푸른시문화재단\n\n2031. 11. 20.\n\n1. 최근 3년간 예산 및 결산 현황\n"
    )
    found = cover.identify(_source(body))
    assert (found.document.title, found.document.kind) == ("2031년 행정사무감사 제출자료", "document")
    assert (found.document.fiscal_year, found.document.as_of) == (2031, None)
    dated = _source(body.replace("최근 3년간 예산", "2031년 예산"))
    assert cover.identify(dated).document.kind == "document"
    assert cover.identify(_source("1. 2031년 결산 현황\n푸른시문화재단\n")).document.kind == "settlement"


def test_the_year_before_a_headquarters_is_no_part_of_its_name() -> None:
    body = "2031년도 상수도사업본부 업무현황\n\n상수도사업본부\n\n2031. 9.\n"
    assert cover.identify(_source(body)).organization.name == "상수도사업본부"


def test_a_centre_that_states_its_name_wins_over_a_title_that_shortens_it() -> None:
    body = "2031 행정사무감사 요구자료\n청년센터\n수탁기관 : (사)바람숲\n센터명 : 바다구 청년센터\n"
    assert cover.identify(_source(body)).organization.name == "바다구 청년센터"


def test_neither_a_note_nor_a_row_is_the_title() -> None:
    body = "푸른길도시공사\n2031년 경영 자료\n\n주) 2030년 결산 자료가 아님\n세출결산액 1,080 1,121 1,174\n"
    found = cover.identify(_source(body))
    assert found.document.kind == "document"
    assert found.document.as_of is None
    assert found.document.title == "2031년 경영 자료"


@pytest.mark.parametrize(
    "name", ["가람테크노파크", "가람소방서", "나래사회서비스원", "다온수목원", "라온연수원"]
)
def test_houses_of_other_kinds_are_named_by_their_cover(name: str) -> None:
    assert cover.identify(_source(f"{name}\n2031년 주요업무보고\n")).organization.name == name
    assert cover.identify(_source(f"{name} 2031년 주요업무보고\n")).organization.name == name


@pytest.mark.parametrize("title", ["2031년 주요업무 추진상황", "2031년 업무추진실적", "2031년 사업실적 보고"])
def test_a_report_on_the_work_of_a_house_is_no_card_of_one_task(title: str) -> None:
    rows = recognise(text.read("a.txt", f"가람시나눔재단\n\n{title}\n\n2031. 10.\n".encode()))
    assert [row.kind for row in rows if isinstance(row, facts.Document)] == ["progress_report"]


@pytest.mark.parametrize(
    "title",
    [
        *(
            "2031년 하반기 정보공시",
            "2031년 경영공시",
            "2031년 특별전시",
            "2031년 정책연구",
            "2031년 신규제도",
        ),
        *("2031년 교육지원", "정책연구 2031년 성과", "만족도 조사 결과 2031년", "생활인구 2031년 현황"),
        *("후보군 2031년 평가", "국민신청 2031년 처리", "2031년 청사 보수공사", "2031년 작은도서관"),
        *("재단법인", "재단법인 설립 현황", "사단법인 2031년 지원", "도서관", "2031년 주요업무 달맞이구"),
    ],
)
def test_a_common_noun_that_ends_like_a_house_names_none(title: str) -> None:
    found = cover.identify(_source(f"{title}\n2031. 10.\n\n예산 집행현황\n"))
    assert (found.organization.name, found.is_named) == ("(기관명 미상)", False)


@pytest.mark.parametrize(
    ("title", "name"),
    [
        *(
            (f"{name} 2031년 예산", name)
            for name in ("대전시", "안동시", "평택시", "동대문구", "경기도", "남해군")
        ),
        ("달맞이구", "달맞이구"),
        ("새길기록원 2031년 업무보고", "새길기록원"),
        ("큰바다항만공사", "큰바다항만공사"),
        ("2031년 주요업무 달맞이재단", "달맞이재단"),
        ("제12회 임시회 달맞이재단", "달맞이재단"),
    ],
)
def test_a_place_or_a_house_whose_name_ends_like_a_noun_is_named(title: str, name: str) -> None:
    assert cover.identify(_source(f"{title}\n2031. 10.\n")).organization.name == name


@pytest.mark.parametrize(
    "name", ["재단법인 늘봄", "(주)늘봄에너지", "주식회사 늘봄", "사회복지법인 늘봄 복지", "(재)늘봄"]
)
def test_a_body_is_named_by_its_legal_form_and_its_name(name: str) -> None:
    assert cover.identify(_source(f"2031년 경영공시\n{name}\n")).organization.name == name
    assert cover.identify(_source(f"{name}\n2031년도 경영공시\n")).organization.name == name


@pytest.mark.parametrize(
    "body",
    [
        "바른시 감사위원회\n2031년 감사결과\n",
        "바른시\n감사위원회\n2031년 감사결과\n",
        "제41회 정례회 행정위원회\n바른시 감사위원회\n2031년 감사결과\n",
    ],
)
def test_an_audit_body_is_the_house_and_no_committee_of_a_council(body: str) -> None:
    found = cover.identify(_source(body))
    assert found.organization.name == "바른시 감사위원회"
    assert found.document.committee == ("행정위원회" if "정례회" in body else None)


@pytest.mark.parametrize("name", ["한터자치경찰위원회", "한터시 선거관리위원회", "한터지방노동위원회"])
def test_a_commission_of_its_own_is_the_house(name: str) -> None:
    found = cover.identify(_source(f"{name}\n2031년 주요업무보고\n"))
    assert (found.organization.name, found.document.committee) == (name, None)


@pytest.mark.parametrize("committee", ["행정위원회", "교육위원회", "예산결산특별위원회", "문화복지위원회"])
def test_a_committee_of_the_council_is_no_house(committee: str) -> None:
    found = cover.identify(_source(f"제41회 정례회\n{committee}\n2031년 주요업무보고\n바른시\n"))
    assert (found.organization.name, found.document.committee) == ("바른시", committee)


@pytest.mark.parametrize(
    "body",
    [
        "달맞이시 문화예술과\n2031년 주요업무 추진실적\n",
        "2031년 주요업무 추진실적\n달맞이시 문화예술과\n",
        "달맞이시\n문화예술과\n2031년 주요업무 추진실적\n",
        "달맞이시 2031년 주요업무 추진실적\n2031. 10.\n문화예술과\n",
        "달맞이시 문화예술과 2031년 주요업무 추진실적\n",
    ],
)
def test_the_office_of_a_city_reports_and_not_the_city(body: str) -> None:
    rows = recognise(
        _source(f"{body}(2031.9.30. 기준)\n\n예산 집행현황 (단위: 천원)\n\n구분\t예산액\n합계\t500\n")
    )
    assert [row.name for row in rows if isinstance(row, facts.Organization)] == ["달맞이시 문화예술과"]


@pytest.mark.parametrize("office", ["예산담당관", "세무과", "기획조정실", "회계과"])
def test_an_office_that_keeps_all_money_is_asked_for(office: str) -> None:
    found = cover.identify(_source(f"달맞이시 {office}\n2031년 예산\n"))
    assert (found.is_named, _decision(found, "organization")) == (
        False,
        (f"달맞이시 {office}", 1, "proposed"),
    )


@pytest.mark.parametrize(
    "title",
    [
        "달맞이시 운영성과 보고",
        "달맞이시 외국 교류",
        "달맞이시 민원 통계",
        "달맞이시 전국 대회",
        "달맞이시 강의실 현황",
    ],
)
def test_a_noun_behind_a_city_is_no_office(title: str) -> None:
    assert cover.identify(_source(f"{title} 2031년\n")).organization.name == "달맞이시"


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        *(("2031회계연도 세출결산 현황", "settlement"), ("2031년 결산", "settlement")),
        *(("2031년 행정사무감사 지적사항 처리결과", "follow_up"), ("2031년 건의사항 조치결과", "follow_up")),
        *(
            ("제41회 정례회 지적사항 조치결과", "follow_up"),
            ("2031년 결산검사 지적사항 조치결과", "follow_up"),
        ),
        *(("2031년 청년정책 추진상황", "progress_report"), ("2031년 1분기 업무추진 보고", "progress_report")),
        *(("2031년도 사업계획", "plan"), ("2031년 나무 과제카드", "task_card")),
        *(("2031년 제1차 추가경정 세출예산서", "budget_book"), ("2031년 주요업무 보고", "document")),
    ],
)
def test_a_title_says_what_a_document_is(title: str, kind: str) -> None:
    document = cover.identify(
        _source(f"달맞이재단\n\n{title}\n\n(단위: 천원)\n\n구분\t금액\n가\t10\n")
    ).document
    assert (document.title, document.kind) == (title, kind)


@pytest.mark.parametrize(
    "part",
    [
        *(
            "□ 2030년도 세출 결산",
            "2. 2030년 세입세출 결산 현황",
            "Ⅲ. 2030년 추가경정예산 현황",
            "2030년 최종보고서 현황",
        ),
        *("2030년 지적사항 조치결과", "○ 결산 현황"),
    ],
)
@pytest.mark.parametrize(("chapter", "kind"), [("추진계획", "plan"), ("추진실적", "progress_report")])
def test_one_part_of_a_report_makes_it_no_settlement(part: str, chapter: str, kind: str) -> None:
    head = f"2031년 주요업무\n달맞이재단\n(2031. 6. 30. 기준)\n\nⅡ. 2031년 주요업무 {chapter}\n"
    body = f"{head}\n{part}\n(단위: 천원)\n"
    document = cover.identify(_source(body)).document
    assert (document.kind, document.as_of) == (kind, date(2031, 6, 30))


def test_a_programmes_state_of_things_makes_no_task_card() -> None:
    body = "달맞이재단\n2031년 일반현황\n\n나무 심기\n\n추진 상황\n\n- 3회\n"
    assert cover.identify(_source(body)).document.kind != "task_card"
    assert cover.identify(_source(f"{body}\n연차별 투자수요\n")).document.kind == "task_card"


def test_a_caption_under_a_date_is_no_title() -> None:
    body = "달맞이재단\n2031. 9. 30. 기준\n\n2030년 결산 현황\n(단위: 천원)\n"
    document = cover.identify(_source(body)).document
    assert (document.title, document.kind, document.fiscal_year) == ("달맞이재단", "document", 2031)


_SETTLED = (
    "\n세출 결산 (단위: 천원)\n\n구분\t예산액\t집행액\n"
    "계\t10,000\t4,000\n인건비\t6,000\t3,000\n사업비\t4,000\t1,000\n"
)


@pytest.mark.parametrize(
    ("said", "day", "how", "as_of"),
    [
        ("2032. 2. 29. 출납폐쇄 기준", "2032-02-29", "proposed", None),
        ("2032.2.29.(출납폐쇄일) 현재", "2032-02-29", "proposed", None),
        ("2032. 3. 10. 출납정리기한 기준", "2032-03-10", "proposed", None),
        ("(2031. 12. 31. 출납폐쇄일 기준)", "2031-12-31", "stated", date(2031, 12, 31)),
        ("출납폐쇄기한: 2032. 2. 29.", "2031-12-31", "stated", date(2031, 12, 31)),
        ("2032. 3. 20. 작성", "2031-12-31", "stated", date(2031, 12, 31)),
    ],
)
def test_the_day_on_which_books_were_closed_is_a_question_and_no_year(
    said: str, day: str, how: str, as_of: date | None
) -> None:
    rows = recognise(_source(f"푸른시문화재단 2031회계연도 결산서\n\n{said}\n{_SETTLED}"))
    (reading,) = [
        row for row in rows if isinstance(row, facts.Reading) and row.field == "as_of" and not row.table_no
    ]
    assert (reading.value, reading.how) == (day, how)
    lines = [row for row in rows if isinstance(row, facts.BudgetLine)]
    assert {(row.fiscal_year, row.as_of) for row in lines} == {(2031, as_of)}
    assert len(lines) == 3


@pytest.mark.parametrize(
    ("title", "days", "how"),
    [
        ("2030년 주요업무보고", "(2031. 9. 30. 기준)\n(2031. 9월말 현재)", "proposed"),
        ("2030년 주요업무보고", "(2031. 9. 30. 기준)", "stated"),
        ("2030년 주요업무보고", "(2031. 1. 31. 기준)\n(2031. 1. 31. 현재)", "stated"),
        ("2030년 주요업무보고", "(2030. 9. 30. 기준)\n(2031. 9. 30. 기준)", "stated"),
        ("2032년 주요업무보고", "(2031. 9. 30. 기준)\n(2031. 9월말 현재)", "stated"),
        ("2030회계연도 결산", "(2031. 9. 30. 기준)\n(2031. 9월말 현재)", "stated"),
    ],
)
def test_a_title_is_asked_for_where_all_figures_stand_late_in_the_next_year(
    title: str, days: str, how: str
) -> None:
    found = cover.identify(_source(f"푸른시문화재단\n{title}\n\n{days}\n"))
    assert _decision(found, "year")[2] == how
