"""Tables of money that look like the institution's own of the year, and are not, or not whole."""

from __future__ import annotations

import pytest

from etl.facts import BudgetLine, Program, RevenueLine, SetAside, YearOnYear
from etl.kinds import recognise
from etl.readers import text
from tests.etl.kinds.bench import read, table

HEAD = "구분|예산액|집행액|집행률"
ROWS = ("총계|500,000|400,000|80.0%", "인건비|400,000|330,000|82.5%", "사업비|100,000|70,000|70.0%")


def _document(caption: str, *rows: str, unit: str = "(단위: 천원)") -> str:
    return f"{caption}\n\n{unit}\n\n" + table(*rows)


def _labels(body: str) -> list[str | None]:
    return [row.label for row in read(body, BudgetLine)]


def _reasons(body: str) -> set[str]:
    return {row.reason for row in read(body, SetAside)}


def test_the_table_itself_is_read() -> None:
    assert _labels(_document("지출 현황", HEAD, *ROWS)) == ["총계", "인건비", "사업비"]


@pytest.mark.parametrize(
    ("caption", "unit", "reason"),
    [
        ("전년도 지출 현황", "(단위: 천원)", "other_year"),
        ("전년 동기 지출 현황", "(단위: 천원)", "other_year"),
        ("지출 현황", "(전년도 9월말 기준, 단위: 천원)", "other_year"),
        ("지출 현황(예정)", "(단위: 천원)", "planned_figure"),
        ("예산 요구 현황(시뮬레이션)", "(단위: 천원)", "planned_figure"),
        ("타 자치구 지출 현황", "(단위: 천원)", "other_institution"),
        ("지난해 지출 현황('31. 9월말 대비)", "(단위: 천원)", "other_year"),
        ("지출 예산 요구 현황", "(단위: 천원)", "planned_figure"),
        ("연차별 투자계획", "(단위: 천원)", "planned_figure"),
        ("2032년 지출 현황(안)", "(단위: 천원)", "planned_figure"),
        ("숲 단체 평균 지출 현황", "(단위: 천원)", "recomputed"),
        ("지출 현황", "(2031년 12월말(예상) 기준, 단위: 천원)", "planned_figure"),
        ("하반기 지출 계획", "(단위: 천원)", "planned_figure"),
        ("<참고> 다온재단 지출 현황", "(단위: 천원)", "other_institution"),
        ("타 시도 지출 현황", "(단위: 천원)", "other_institution"),
        ("지출 현황(당초예산 기준)", "(단위: 천원)", "superseded"),
        ("지출 현황", "(본예산 기준, 단위: 천원)", "superseded"),
    ],
)
def test_a_caption_may_deny_the_whole_table(caption: str, unit: str, reason: str) -> None:
    body = _document(caption, HEAD, *ROWS, unit=unit)
    assert _labels(body) == []
    assert reason in _reasons(body)


def test_in_a_plan_the_original_budget_is_the_one_that_holds() -> None:
    rows = ("구분|예산액|구성비", "총계|500,000|100.0", "인건비|500,000|100.0")
    body = _document("2031년 예산 현황(본예산 기준)", *rows)
    assert _labels(body) == []
    plan = f"가람시나눔재단\n2031년 주요업무계획\n2031. 1. 31. 기준\n\n{body}"
    found = recognise(text.read("a.txt", plan.encode()))
    assert [row.label for row in found if isinstance(row, BudgetLine)] == ["총계", "인건비"]


def test_a_plan_of_what_is_to_be_spent_is_a_budget_as_ever() -> None:
    body = _document(
        "2031년 예산 운용 계획", "구분|예산액|구성비", "총계|500,000|100.0", "인건비|500,000|100.0"
    )
    assert _labels(body) == ["총계", "인건비"]


@pytest.mark.parametrize("caption", ["전년 대비 지출 현황", "전년도 이월사업 집행 현황"])
def test_a_comparison_with_last_year_or_its_rest_is_of_this_year(caption: str) -> None:
    assert {row.fiscal_year for row in read(_document(caption, HEAD, *ROWS), BudgetLine)} == {2031}


def test_two_units_of_money_in_one_head_are_asked_for() -> None:
    body = _document("지출 현황", "구분|예산액(백만원)|집행액(천원)|집행률", *ROWS, unit="(2031.9.30. 기준)")
    assert (_labels(body), "unit_unknown" in _reasons(body)) == ([], True)
    body = _document("지출 현황", "구분|예산액(백만원)|집행액(백만원)|집행률", *ROWS)
    assert (_labels(body), "unit_unknown" in _reasons(body)) == ([], True)


def test_a_row_that_counts_something_else_is_no_line() -> None:
    body = _document("지출 현황", HEAD, *ROWS, "직원 수(명)|40|33|82.5%", "시설비(백만원)|100|70|70.0%")
    assert _labels(body) == ["총계", "인건비", "사업비"]
    assert "unit_contradicted" in _reasons(body)


def test_a_total_with_misread_digits_heads_nothing() -> None:
    body = _document("지출 현황", HEAD, "총계|5OO,000|4O0,000|80.0%", *ROWS[1:])
    total, *_ = read(body, BudgetLine)
    assert (total.label, total.current_won, total.executed_won) == ("총계", None, None)
    assert {"5OO,000", "4O0,000"} <= {row.text for row in read(body, SetAside)}


def test_a_cell_of_misread_digits_is_one_figure_that_is_left() -> None:
    body = _document("지출 현황", HEAD, ROWS[0], "인건비|4OO,OOO|330,000|82.5%", ROWS[2])
    staff = read(body, BudgetLine)[1]
    assert (staff.current_won, staff.executed_won) == (None, 330_000_000)
    assert [row.text for row in read(body, SetAside) if row.reason == "malformed_number"] == ["4OO,OOO"]


def test_a_cell_that_was_broken_over_two_lines_is_no_figure() -> None:
    body = _document("지출 현황", HEAD, *ROWS, "홍보비|16,", "000|6,446|40.3%")
    assert [(row.label, row.current_won) for row in read(body, BudgetLine)][3:] == []
    assert "label_unreadable" in _reasons(body)


def test_a_table_right_below_another_is_not_read_as_its_rows() -> None:
    body = _document("지출 현황", HEAD, *ROWS, "월별|1월|2월|3월", "상담|100|200|300")
    assert _labels(body) == ["총계", "인건비", "사업비"]
    assert any("300" in row.text for row in read(body, SetAside))
    again = _document("지출 현황", HEAD, *ROWS[:2], HEAD, ROWS[2])
    assert _labels(again) == ["총계", "인건비", "사업비"]


def test_rows_that_are_years_are_no_lines_of_one_year() -> None:
    assert (
        _labels(_document("지출 현황", HEAD, "2030년|500,000|400,000|80.0%", "2031년|1,000|800|80.0%")) == []
    )


def test_totals_in_hanja_are_totals() -> None:
    body = _document(
        "수입 현황", "구분|예산액|수납액", "總 計|5,000|4,000", "보조금|3,000|3,000", "자체수입|2,000|1,000"
    )
    assert [row.label for row in read(body, RevenueLine)] == ["총계", "보조금", "자체수입"]


def test_a_rate_of_what_is_not_printed_is_no_rate() -> None:
    body = _document("지출 현황", "구분|예산액|집행계획|집행률", *ROWS)
    assert [(row.executed_won, row.printed_rate) for row in read(body, BudgetLine)] == [(None, None)] * 3


@pytest.mark.parametrize(
    "row",
    [
        "홍보비|330,000|82.5%",  # the budget's cell is lost
        "홍보비|400,000|330,000|82.5",  # no sign where the others have one
        "홍보비||400,000|330,000|82.5%",  # one cell too many
        "홍보비|400,000|82.5%|330,000",
    ],
)
def test_a_row_that_does_not_fit_its_headings_is_left(row: str) -> None:
    body = _document("지출 현황", HEAD, *ROWS, row)
    assert _labels(body) == ["총계", "인건비", "사업비"]
    assert "row_does_not_fit_header" in _reasons(body)


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("※ 전년도 총계|480,000|460,000|95.8%", "other_year"),
        ("전년도|480,000|460,000|95.8%", "other_year"),
        ("2030년 결산|480,000|460,000|95.8%", "other_year"),
        ("(2030년 이월)|480,000|460,000|95.8%", "other_year"),
        ("2032년 예산(안)|480,000|-|-", "other_year"),
        ("증감|20,000|△60,000|-", "recomputed"),
        ("차이|20,000|△60,000|-", "recomputed"),
        ("전국 평균|480,000|460,000|95.8%", "recomputed"),
        ("'30년 총계|480,000|460,000|95.8%", "other_year"),
        ("총 계('30)|480,000|460,000|95.8%", "other_year"),
        ("FY2030|480,000|460,000|95.8%", "other_year"),
        ("직전연도|480,000|460,000|95.8%", "other_year"),
        ("예상 총계|480,000|460,000|95.8%", "planned_figure"),
        ("연말 추정|480,000|460,000|95.8%", "planned_figure"),
        ("참여 인원|40|33|82.5%", "unit_contradicted"),
        ("공연 횟수|40|33|82.5%", "unit_contradicted"),
        ("홍보비(전년)|480,000|460,000|95.8%", "other_year"),
        ("홍보비('30년 실적)|480,000|460,000|95.8%", "other_year"),
        ("연말 예상액|480,000|460,000|95.8%", "planned_figure"),
    ],
)
def test_a_row_of_another_year_or_a_difference_is_no_line(row: str, reason: str) -> None:
    body = _document("지출 현황", HEAD, *ROWS, row)
    assert _labels(body) == ["총계", "인건비", "사업비"]
    assert reason in _reasons(body)


_OWN = ("사업명|예산액|집행액", "합계|900|600", "구름 축제|500|300", "생활문화|400|300")


@pytest.mark.parametrize(
    "name",
    [
        *(
            "구름 축제(2030년)",
            "구름 축제 ('30)",
            "구름 축제[2030]",
            "숲길 걷기(2030년도)",
            "숲길 걷기(30년)",
        ),
        *(
            "숲길 걷기(2032년)",
            "숲길 걷기(2030. 9월말)",
            "숲길 걷기 2030년",
            "숲길 걷기_2030",
            "숲길 걷기 - '30년",
        ),
        *("2030년 구름 축제", "'30년 생활문화", "전년도 구름 축제", "지난해 생활문화"),
    ],
)
def test_a_row_whose_own_name_is_of_another_year_is_no_line_of_this_one(name: str) -> None:
    body = _document("지출 현황", *_OWN, f"{name}|480|470")
    assert _labels(body) == ["합계", "구름 축제", "생활문화"]
    assert _reasons(body) == {"other_year"}
    revenue = _document("수입 현황", "구분|예산액|수납액", *_OWN[1:], f"{name}|480|470")
    assert [row.label for row in read(revenue, RevenueLine)] == ["합계", "구름 축제", "생활문화"]


def test_what_adds_up_to_a_row_of_another_year_is_of_that_year_too() -> None:
    body = _document("지출 현황", *_OWN, "숲길 걷기(2030년)|480|470", "홍보|300|300", "공연|180|170")
    assert _labels(body) == ["합계", "구름 축제", "생활문화"]


@pytest.mark.parametrize(
    "name",
    [
        *("다리 놓기(2031년)", "다리 놓기(2030년 착공)", "다리 놓기(2030년~2032년)", "다리 놓기('30~'31)"),
        *("비전 2040", "구름 축제(2030년 이월)", "2030년 대회 준비", "2031년 나눔", "전기요금"),
    ],
)
def test_a_name_may_say_when_something_began_or_what_it_is_about(name: str) -> None:
    body = _document("지출 현황", *_OWN, f"{name}|480|470")
    assert _labels(body) == ["합계", "구름 축제", "생활문화", name]


def test_a_row_that_the_total_needs_is_of_its_year_whatever_its_name_says() -> None:
    body = _document("지출 현황", _OWN[0], "합계|1,380|1,070", *_OWN[2:], "다리 놓기(2030년)|480|470")
    assert _labels(body) == ["합계", "구름 축제", "생활문화", "다리 놓기(2030년)"]


@pytest.mark.parametrize(
    "rows",
    [
        (
            "구분|사업명|예산액|집행액",
            "2030년|구름 축제|480|470",
            "|생활문화|400|380",
            "2031년|구름 축제|500|300",
        ),
        (
            "연도|사업명|예산액|집행액",
            "2030|구름 축제|480|470",
            "|생활문화|400|380",
            "2031|구름 축제|500|300",
        ),
        (
            "사업명|회계연도|예산액|집행액",
            "구름 축제|2030|480|470",
            "생활문화|2030|400|380",
            "구름 축제|2031|500|300",
        ),
    ],
)
def test_rows_under_another_year_are_no_lines_of_this_one(rows: tuple[str, ...]) -> None:
    body = _document("지출 현황", *rows)
    assert [(row.label, row.current_won) for row in read(body, BudgetLine)] == [("구름 축제", 500_000)]
    assert _reasons(body) == {"other_year"}


@pytest.mark.parametrize("began", ["2029", "2029년"])
def test_the_year_in_which_a_row_began_is_not_its_own(began: str) -> None:
    rows = ("사업명|착수연도|예산액|집행액", f"구름 축제|{began}|500|300", f"생활문화|{began}|400|300")
    assert _labels(_document("지출 현황", *rows)) == ["구름 축제", "생활문화"]


@pytest.mark.parametrize("name", ["전망대 조성", "예상문제집 제작", "전국체전 참가"])
def test_a_name_that_only_begins_like_an_expectation_is_a_name(name: str) -> None:
    assert _labels(_document("지출 현황", HEAD, *ROWS, f"{name}|10,000|5,000|50.0%"))[-1] == name
    assert _labels(_document(f"{name} 지출 현황", HEAD, *ROWS))


def test_a_name_may_hold_a_year_and_last_years_money_be_revenue() -> None:
    body = _document("지출 현황", HEAD, *ROWS, "2030년 대회 준비|10,000|5,000|50.0%")
    assert _labels(body)[-1] == "2030년 대회 준비"
    rows = ("총계|500,000|400,000", "전년도이월금|400,000|330,000", "보조금|100,000|70,000")
    revenue = read(_document("수입 현황", "구분|예산액|수납액", *rows), RevenueLine)
    assert "전년도이월금" in [row.label for row in revenue]


@pytest.mark.parametrize("caption", ["지출 현황(기금 제외)", "지출 현황(기금 포함)", "지출 현황(일부)"])
def test_a_word_in_brackets_narrows_the_whole(caption: str) -> None:
    assert {row.scope for row in read(_document(caption, HEAD, *ROWS), BudgetLine)} == {"part"}


PAGE = (
    "나무와 강 돌보기\n\n1. 나무 심기\n\n나무 심기\n\n푸른숲실\n\n실장: 가나다 ☎\n\n"
    "□ 사업개요\n\n- 주요내용\n\n□ 예산집행 현황\n\n(단위: 천원)\n\n"
)


def test_a_table_on_a_programmes_page_is_of_it_alone() -> None:
    page = PAGE
    rows = table("사업명|예산액|집행액|집행률", *ROWS[1:], "계|500,000|400,000|80.0%")
    found = read(page + rows, BudgetLine)
    assert {(row.scope, row.level) for row in found} == {("part", "cost_item"), ("part", "total")}
    after = read(f"{page}\nⅤ. 예산\n\n지출 현황\n\n(단위: 천원)\n\n{rows}", BudgetLine)
    assert {row.scope for row in after} == {"whole"}


def test_small_amounts_and_counts_are_no_years() -> None:
    body = _document("지출 현황", "구분|예산액|집행액", "총계|500|60", "인건비|24|20", "사업비|476|40")
    assert [row.current_won for row in read(body, BudgetLine)] == [500_000, 24_000, 476_000]
    assert _labels(_document("지출 현황", "구분|2030|2031", "총계|500|60", "인건비|500|60")) == []


def test_a_count_in_a_heading_does_not_vanish() -> None:
    body = _document("운영 현황", "구분|교육(총 19회, 1,750명)|방문", "돌봄|문의|상담")
    printed = " ".join(row.text for row in read(body, SetAside))
    assert "19회" in printed
    assert "1,750명" in printed


@pytest.mark.parametrize("caption", ["'30년 지출 현황", "’30년도 지출 현황", "2030년 지출 현황"])
def test_a_table_is_of_the_year_of_its_caption_however_short(caption: str) -> None:
    cover = "\n\n\n\n\nⅠ. 재정\n\n"
    rows = read(cover + _document(caption, HEAD, *ROWS), BudgetLine)
    assert {row.fiscal_year for row in rows} == {2030}


@pytest.mark.parametrize("caption", ["2029~2030년 지출 현황", "'29~30년 지출 현황", "최근 3년 지출 현황"])
def test_amounts_of_several_years_are_of_none(caption: str) -> None:
    cover = "\n\n\n\n\nⅠ. 재정\n\n"
    body = cover + _document(caption, HEAD, *ROWS)
    assert (_labels(body), "other_year" in _reasons(body)) == ([], True)


def test_a_fiscal_year_in_letters_is_the_year_of_the_table() -> None:
    rows = read(_document("FY30 지출 현황", HEAD, *ROWS), BudgetLine)
    assert {(row.fiscal_year, row.scope) for row in rows} == {(2030, "whole")}


@pytest.mark.parametrize(
    ("above", "year"),
    [
        ("2030년부터 해 온 일임\n\n지출 현황", 2031),
        ("- 2030년 새 사업 3건 추진\n\n지출 현황", 2031),
        ("- 2030년에 연 숲길\n- 지출 현황", 2031),
        ("- 2030년 숲길\n- 지출 현황", 2031),
        ("□ 2030년 결산\n- 지출 현황", 2030),
        ("# 2030년 결산\n\n지출 현황", 2030),
        ("지출 현황\n\n※ 2030년 결산 기준임", 2030),
    ],
)
def test_a_line_that_tells_of_a_year_does_not_date_the_table(above: str, year: int) -> None:
    cover = "\n\n\n\n\nⅠ. 재정\n\n"
    rows = read(cover + _document(above, HEAD, *ROWS), BudgetLine)
    assert {row.fiscal_year for row in rows} == {year}


def test_a_sentence_of_another_year_in_the_captions_place_is_not_overlooked() -> None:
    body = "\n\n\n\n\nⅠ. 재정\n\n" + _document("2030년 예산을 다음과 같이 썼음", HEAD, *ROWS)
    assert (_labels(body), "year_contradicted" in _reasons(body)) == ([], True)


@pytest.mark.parametrize(
    ("note", "reason"),
    [
        ("※ 위 표는 2030년 결산 기준임", "other_year"),
        ("* 전년도 실적임", "other_year"),
        ("(2030. 12월말 기준)", "other_year"),
        ("※ 지출액은 연말 예상치임", "planned_figure"),
    ],
)
def test_a_note_below_may_deny_the_table(note: str, reason: str) -> None:
    body = _document("지출 현황", HEAD, *ROWS) + f"\n{note}\n"
    assert (_labels(body), reason in _reasons(body)) == ([], True)


@pytest.mark.parametrize(
    "note",
    [
        "※ 2031년 결산 기준임",
        "※ 남은 금액은 12월 집행 예정임",
        "※ 잔액은 연말 예상액임",
        "※ 인건비 단가는 2030년 대비 3% 올랐음",
        "※ 전년도 이월 기준임",
        "- 2030년 결산 기준임",  # an item of the text, and no note
    ],
)
def test_other_notes_below_deny_nothing(note: str) -> None:
    assert len(_labels(_document("지출 현황", HEAD, *ROWS) + f"\n{note}\n")) == 3


@pytest.mark.parametrize(
    ("remark", "reason"),
    [("'30년 실적", "other_year"), ("전년도 결산", "other_year"), ("연말 예상", "planned_figure")],
)
def test_a_remark_beside_a_row_may_deny_it(remark: str, reason: str) -> None:
    rows = (*(f"{row}|" for row in ROWS), f"홍보비|9,000|6,000|66.7%|{remark}")
    body = _document("지출 현황", f"{HEAD}|비고", *rows)
    assert (_labels(body), reason in _reasons(body)) == (["총계", "인건비", "사업비"], True)


@pytest.mark.parametrize(
    "remark", ["'30년 이월", "전년도 이월", "2030년 대비 증", "12월 집행 예정", "2031년 실적"]
)
def test_other_remarks_deny_nothing(remark: str) -> None:
    rows = (*(f"{row}|" for row in ROWS), f"홍보비|9,000|6,000|66.7%|{remark}")
    assert len(_labels(_document("지출 현황", f"{HEAD}|비고", *rows))) == 4


@pytest.mark.parametrize("caption", ["지출 현황(다온센터)", "지출 현황(수정 전)"])
def test_a_name_in_brackets_is_the_name_of_a_part(caption: str) -> None:
    assert {row.scope for row in read(_document(caption, HEAD, *ROWS), BudgetLine)} == {"part"}


def test_the_unit_may_stand_below_where_no_other_table_follows() -> None:
    body = "지출 현황\n\n" + table(HEAD, *ROWS) + "\n(단위: 백만원)\n"
    assert [row.current_won for row in read(body, BudgetLine)][:1] == [500_000_000_000]
    followed = body + "\n" + table(HEAD, *ROWS)
    assert not [row for row in read(followed, BudgetLine) if row.line < 10]


def test_sources_and_costs_on_a_programmes_page_are_no_programmes() -> None:
    head = "사업명|예산액|집행액|집행률"
    for names in (("국비", "시비"), ("강사료", "홍보비"), ("윗마을 나무", "아랫마을 나무")):
        rows = (f"{names[0]}|10,000|5,000|50.0%", f"{names[1]}|6,000|1,446|24.1%")
        body = PAGE + table(head, *rows)
        assert [row.name for row in read(body, Program)] == ["나무 심기"]
        assert [(row.label, row.program_id) for row in read(body, BudgetLine)] == [(n, None) for n in names]
    listed = PAGE + table(head, "나무 심기|10,000|5,000|50.0%", "강 살피기|6,000|1,446|24.1%")
    assert [row.name for row in read(listed, Program)] == ["나무 심기", "강 살피기"]


def test_the_one_row_of_a_page_needs_no_name() -> None:
    rows = table("예산액|집행액|집행률", "16,000|6,446|40.3%")
    (line,) = read(PAGE + rows, BudgetLine)
    assert (line.label, line.current_won, line.executed_won) == ("나무 심기", 16_000_000, 6_446_000)
    body = "지출 현황\n\n(단위: 천원)\n\n" + rows
    assert (_labels(body), "label_unreadable" in _reasons(body)) == ([], True)


@pytest.mark.parametrize(
    ("row", "is_left"), [("인건비|330,000|320,000", True), ("인건비|400,000|330,000", False)]
)
def test_a_row_that_lost_its_rate_is_left_where_the_total_denies_it(row: str, is_left: bool) -> None:
    body = _document("지출 현황", HEAD, ROWS[0], row, ROWS[2])
    assert ("인건비" not in (_labels(body))) is is_left
    assert ("row_does_not_fit_header" in _reasons(body)) is is_left
    flat = _document("지출 현황", HEAD, "홍보비|330,000|320,000", ROWS[2])
    assert _labels(flat) == ["홍보비", "사업비"]
    alone = _document("지출 현황", HEAD, ROWS[0], "인건비|500,000|400,000")
    assert _labels(alone) == ["총계", "인건비"]


@pytest.mark.parametrize("name", ["다온재단 총계", "총계(다온재단)", "타 기관 평균"])
def test_a_sum_of_others_is_no_line(name: str) -> None:
    body = _document("지출 현황", HEAD, *ROWS, f"{name}|480,000|460,000|95.8%")
    assert (len(_labels(body)), "other_institution" in _reasons(body)) == (3, True)
    paid = _document("지출 현황", HEAD, *ROWS, "다온재단 출연금|480,000|460,000|95.8%")
    assert len(_labels(paid)) == 4


def test_a_unit_in_brackets_is_no_part_of_a_total() -> None:
    rows = read(_document("지출 현황", HEAD, "총 계(천원)|500,000|400,000|80.0%", *ROWS[1:]), BudgetLine)
    assert [(row.label, row.level, row.scope) for row in rows][:1] == [("총계", "total", "whole")]


def test_two_tables_of_the_whole_whose_totals_differ_by_a_thousand_deny_each_other() -> None:
    years = "지출 예산\n\n(단위: 백만원)\n\n" + table(
        "구분|2030년|2031년|증감액", "총계|31,000|31,887|887", "인건비|31,000|31,887|887"
    )
    rows = ("총계|31,887,000|20,000,000|62.7%", "인건비|31,887,000|20,000,000|62.7%")
    for unit, is_read in (("천원", True), ("백만원", False)):
        body = years + "\n" + _document("지출 현황", HEAD, *rows, unit=f"(단위: {unit})")
        assert bool(_labels(body)) is is_read
        assert ("unit_contradicted" in _reasons(body)) is not is_read


_WHOLE = (
    "구분|예산액|집행액|집행률",
    "총계|550,000|400,000|72.7%",
    "인건비|250,000|190,000|76.0%",
    "사업비|300,000|210,000|70.0%",
)


def _scopes(*tables: str) -> list[tuple[str | None, str]]:
    return [(row.label, row.scope) for row in read("\n".join(tables), BudgetLine)]


def test_of_two_totals_of_one_year_and_day_the_smaller_is_no_whole() -> None:
    own = _document("지출예산 집행현황", *_WHOLE)
    offices = (
        "구분|예산액|집행액|집행률",
        "총계|300,000|210,000|70.0%",
        "숲본부|200,000|150,000|75.0%",
        "꽃본부|100,000|60,000|60.0%",
    )
    found = _scopes(own, _document("지출 현황", *offices))
    assert dict(found[3:]) == {"총계": "part", "숲본부": "part", "꽃본부": "part"}
    assert {scope for _, scope in found[:3]} == {"whole"}
    assert _scopes(_document("지출 현황", *offices), own)[0] == ("총계", "part")


def test_of_a_list_of_programmes_only_the_total_is_less_than_the_whole() -> None:
    rows = (
        "사업명|예산액|집행액",
        "숲 가꾸기|200,000|150,000",
        "꽃 심기|80,000|60,000",
        "총계|280,000|210,000",
    )
    found = _scopes(_document("지출예산 집행현황", *_WHOLE), _document("사업 지출 현황", *rows))
    assert found[3:] == [("숲 가꾸기", "whole"), ("꽃 심기", "whole"), ("총계", "part")]


@pytest.mark.parametrize("is_first", [True, False])
def test_a_list_of_programmes_of_another_day_is_no_whole_either(*, is_first: bool) -> None:
    rows = (
        "사업명|예산액|집행액",
        "숲 가꾸기|200,000|150,000",
        "꽃 심기|80,000|60,000",
        "총계|280,000|210,000",
    )
    tables = [
        _document("지출예산 집행현황", *_WHOLE, unit="(2031. 9. 30. 기준, 단위: 천원)"),
        _document("사업 지출 현황", *rows, unit="(2031. 10. 31. 기준, 단위: 천원)"),
    ]
    found = _scopes(*(tables if is_first else tables[::-1]))
    assert sorted(scope for label, scope in found if label == "총계") == ["part", "whole"]
    assert ("숲 가꾸기", "whole") in found


def test_the_whole_of_two_days_is_the_whole_of_each() -> None:
    less = (
        "구분|예산액|집행액|집행률",
        "총계|500,000|420,000|84.0%",
        "인건비|250,000|200,000|80.0%",
        "사업비|250,000|220,000|88.0%",
    )
    found = _scopes(
        _document("지출예산 집행현황", *_WHOLE, unit="(2031. 9. 30. 기준, 단위: 천원)"),
        _document("지출예산 집행현황", *less, unit="(2031. 10. 31. 기준, 단위: 천원)"),
    )
    assert {scope for _, scope in found} == {"whole"}


def test_the_same_total_in_another_unit_is_the_same_whole() -> None:
    rounded = (
        "구분|예산액|집행액|집행률",
        "총계|550|400|72.7%",
        "숲본부|250|190|76.0%",
        "꽃본부|300|210|70.0%",
    )
    found = _scopes(
        _document("지출예산 집행현황", *_WHOLE), _document("지출 현황", *rounded, unit="(단위: 백만원)")
    )
    assert {scope for _, scope in found} == {"whole"}


@pytest.mark.parametrize(
    "row",
    [
        "집행잔액||100,000|",
        "반납액|100,000|100,000|100.0%",
        "불용액|100,000|0|0.0%",
        "이월액||50,000|",
        "이자수입||120|",
        "세입|500,000|450,000|90.0%",
        "10월 예상|500,000|450,000|90.0%",
        "하반기 예상|500,000|450,000|90.0%",
        "정부목표|500,000|450,000|90.0%",
        "※ 이월 포함|550,000|450,000|81.8%",
    ],
)
def test_a_row_beside_the_total_is_no_line(row: str) -> None:
    assert _labels(_document("지출 현황", HEAD, *ROWS[1:], ROWS[0], row)) == ["인건비", "사업비", "총계"]


def test_a_refund_among_the_parts_of_a_total_is_a_line() -> None:
    rows = ("인건비|400,000|330,000|82.5%", "반납금|100,000|70,000|70.0%", ROWS[0])
    assert _labels(_document("지출 현황", HEAD, *rows)) == ["인건비", "반납금", "총계"]


def test_rows_of_both_sides_are_of_neither() -> None:
    body = _document("수입·지출 집행 현황", HEAD, "세입|500,000|450,000|90.0%", "세출|500,000|400,000|80.0%")
    assert _labels(body) == []
    assert _reasons(body) == {"side_unknown"}


@pytest.mark.parametrize(
    ("note", "reason"),
    [
        ("※ 집행액에는 12월말까지의 예상액 포함", "planned_figure"),
        ("☞ 연말 전망치", "planned_figure"),
        ("※ 집행액은 원인행위액 기준", "column_uncertain"),
        ("※ 예산액은 2032년 요구액", "planned_figure"),
        ("※ 추가경정예산(안) 기준", "planned_figure"),
        ("※ 다온재단 예산임", "other_institution"),
        ("※ 단위 : 백만원", "unit_contradicted"),
        ("※ 2031년 8월말 기준", "date_contradiction"),
        ("※ 자료기준: 2031.6.30.", "date_contradiction"),
        ("※ 집행액은 8월말까지의 누계임", "date_contradiction"),
        ("※ 집행액은 8월 한 달 실적임", "date_contradiction"),
        ("※ 위 표는 상반기 실적임", "date_contradiction"),
        ("※ 집행액은 교부액 기준임", "column_uncertain"),
        ("※ '30년 집행실적", "other_year"),
        ("※ 2030년 결산", "other_year"),
        ("※ 제1회 추경 미반영", "superseded"),
        ("※ 추경 반영 전 금액임", "superseded"),
    ],
)
def test_a_note_below_may_say_that_the_figures_are_others(note: str, reason: str) -> None:
    body = _document("지출 현황", HEAD, *ROWS, unit="(2031. 9. 30. 기준, 단위: 천원)") + f"\n{note}\n"
    assert _labels(body) == []
    assert _reasons(body) == {reason}


@pytest.mark.parametrize("note", ["※ 일반회계만 해당", "※ 특별회계 제외", "※ 인건비 제외"])
def test_a_note_below_may_leave_something_out_of_the_whole(note: str) -> None:
    found = read(_document("지출 현황", HEAD, *ROWS) + f"\n{note}\n", BudgetLine)
    assert {row.scope for row in found} == {"part"}


@pytest.mark.parametrize(
    "note",
    [
        "※ 단위 : 천원",
        "※ 2031년 9월말 기준",
        "※ 자료기준: 2031.9.30.",
        "※ 집행액은 9월말까지의 누계임",
        "※ 부가세 포함",
        "※ 시 예상 수요 반영",
        "※ 추경 반영",
        "※ 2031년 결산",
        "※ 4분기 교부금임",
        "※ 12월 중 집행 예정임",
        "※ 5월 잔치 예산임",
        "(단위 : 백만원)",
    ],
)
def test_a_note_below_that_agrees_changes_nothing(note: str) -> None:
    body = _document("지출 현황", HEAD, *ROWS, unit="(2031. 9. 30. 기준, 단위: 천원)") + f"\n{note}\n"
    assert {row.scope for row in read(body, BudgetLine)} == {"whole"}


def test_a_note_below_may_date_a_table_that_has_no_date() -> None:
    cover = "Ⅰ. 재정\n\n꽃\n\n나무\n\n숲\n\n"
    found = read(cover + _document("지출 현황", HEAD, *ROWS) + "\n※ 2031년 8월말 기준\n", BudgetLine)
    assert {str(row.as_of) for row in found} == {"2031-08-31"}


@pytest.mark.parametrize(
    ("caption", "unit"),
    [
        ("지출 현황('31. 상반기)", "(단위: 천원)"),
        ("지출 현황(2/4분기)", "(단위: 천원)"),
        ("지출 현황 : 1~6월", "(단위: 천원)"),
        ("지출 현황", "(6월말, 단위: 천원)"),
        ("지출 현황", "(2/4분기, 단위: 천원)"),
        ("지출 현황", "('31. 상반기/단위: 천원)"),
        ("지출 현황", "(2031. 6. 30. 단위: 천원)"),
        ("1~6월 지출 현황", "(단위: 천원)"),
        ("푸른시숲재단 8월 말 지출 현황", "(단위: 천원)"),
        ("지출 현황(7~9월)", "(단위: 천원)"),
        ("9월 중 지출 현황", "(단위: 천원)"),
        ("9월 지출 현황", "(단위: 천원)"),
        ("지출 현황 : 9월", "(단위: 천원)"),
        ("지출 현황(3/4분기)", "(단위: 천원)"),
        ("지출 현황", "('31. 9월, 단위: 천원)"),
    ],
)
def test_what_was_spent_up_to_another_day_or_in_a_month_alone_is_left(caption: str, unit: str) -> None:
    body = _document(caption, HEAD, *ROWS, unit=unit)
    assert _labels(body) == []
    assert "date_contradiction" in _reasons(body)


@pytest.mark.parametrize(
    "caption",
    [
        "지출 현황(3/4분기 누계)",
        "지출 현황('31. 1~9월)",
        "9월말 지출 현황",
        "지출 현황(3~12월)",
        "지출 현황 : 9월까지",
    ],
)
def test_a_span_that_ends_with_the_documents_day_or_the_year_denies_nothing(caption: str) -> None:
    assert _labels(_document(caption, HEAD, *ROWS)) == ["총계", "인건비", "사업비"]


def test_a_word_for_what_adds_up_tells_that_a_bare_month_is_up_to_its_end() -> None:
    summed = HEAD.replace("집행액", "집행누계")
    assert _labels(_document("9월 지출 현황", summed, *ROWS)) == ["총계", "인건비", "사업비"]


def test_the_total_of_a_dated_table_tells_that_a_bare_month_is_up_to_its_end() -> None:
    bare = "\n" + _document("9월 사업별 지출 현황", HEAD, ROWS[0], "숲길|500,000|400,000|80.0%")
    assert _labels("\n\n\n" + bare) == []
    dated = _document("지출 현황", HEAD, *ROWS, unit="(2031. 9. 30. 기준, 단위: 천원)")
    assert _labels(dated + bare) == ["총계", "인건비", "사업비", "총계", "숲길"]


@pytest.mark.parametrize(
    "heading",
    [
        "집행액(6월말)",
        "집행액('31.8.)",
        "집행액(8월 말 현재)",
        "집행액(10.15.현재)",
        "집행액(9월)",
        "집행액('31.9월)",
    ],
)
def test_a_column_of_what_was_spent_up_to_another_day_is_left(heading: str) -> None:
    body = _document("지출 현황", f"구분|예산액|{heading}", *(row.rpartition("|")[0] for row in ROWS))
    assert {(row.current_won is None, row.executed_won) for row in read(body, BudgetLine)} == {(False, None)}
    assert "date_contradiction" in _reasons(body)
    own = body.replace(heading, "집행액(9월말)")
    assert [row.executed_won for row in read(own, BudgetLine)] == [400_000_000, 330_000_000, 70_000_000]
    dated = own.replace("(단위", "(2031. 9. 30. 기준, 단위").replace("집행액(9월말)", "집행액(9월)")
    assert [row.executed_won for row in read(dated, BudgetLine)] == [400_000_000, 330_000_000, 70_000_000]


_HOUSE = "가람시동부권숲나눔센터\n2031년 주요업무\n(2031.9.30.기준)\n"


@pytest.mark.parametrize(
    ("note", "is_own"),
    [
        ("※ 동북권센터 자료임", False),
        ("※ 자료: 동북권센터", False),
        ("※ 출처 : 북부센터", False),
        ("※ 동북권센터에서 제출한 자료임", False),
        ("※ 나래복지관 현황임", False),
        ("※ 본 센터 자료임", True),
        ("※ 동부권센터 자료임", True),
        ("※ 자료: 경영지원팀", True),
        ("※ 회계시스템 자료임", True),
    ],
)
def test_a_note_that_names_its_source_shortly_may_be_of_that_house(note: str, *, is_own: bool) -> None:
    body = f"{_HOUSE}{_document('지출 현황', HEAD, *ROWS)}{note}\n"
    found = recognise(text.read("a.txt", body.encode()))
    assert bool([row for row in found if isinstance(row, BudgetLine)]) is is_own
    reasons = {row.reason for row in found if isinstance(row, SetAside)}
    assert ("other_institution" in reasons) is not is_own


def test_brackets_that_say_this_month_say_what_a_table_is_of() -> None:
    found = read(_document("지출 현황", HEAD, *ROWS, unit="(당월, 단위: 천원)"), BudgetLine)
    assert {row.scope for row in found} == {"quarter"}


@pytest.mark.parametrize(
    ("caption", "labels"),
    [("예산 집행현황", []), ("2030년 예산 집행현황", ["총계", "인건비", "사업비"])],
)
def test_what_an_undated_plan_prints_as_spent_is_of_no_known_year(caption: str, labels: list[str]) -> None:
    plan = f"가람시나눔재단\n2031년 주요업무계획\n2031. 1.\n\n{_document(caption, HEAD, *ROWS)}"
    found = recognise(text.read("a.txt", plan.encode()))
    assert [row.label for row in found if isinstance(row, BudgetLine)] == labels


def test_the_title_of_a_quarters_report_narrows_no_table() -> None:
    rows = table(
        "구분 | 예산액 | 누계 집행액", "계 | 3,000 | 2,000", "인건비 | 2,000 | 1,500", "사업비 | 1,000 | 500"
    )
    body = "푸른시숲재단 2031년 3분기 사업실적 보고\n\n예산집행 현황\n(단위: 원)\n" + rows
    assert {line.scope for line in read(body, BudgetLine)} == {"whole"}


_BY_QUARTERS = (
    "구분|예산액|1분기|2분기|3분기|4분기",
    "합계|3,500|800|1,000|900|800",
    "인건비|2,000|500|500|500|500",
    "사업비|1,500|300|500|400|300",
)


@pytest.mark.parametrize(
    "caption",
    ["분기별 세출예산 현황", "□ 세출예산 분기별 현황", "분기별 예산 지출현황", "1. 분기별 세출예산"],
)
def test_the_budget_beside_the_quarters_is_that_of_the_year(caption: str) -> None:
    found = read(_document(caption, *_BY_QUARTERS), BudgetLine)
    assert [(row.label, row.current_won, row.scope) for row in found] == [
        ("합계", 3_500_000, "whole"), ("인건비", 2_000_000, "whole"), ("사업비", 1_500_000, "whole"),
    ]  # fmt: skip


def test_a_quarters_table_without_columns_of_quarters_is_of_a_quarter() -> None:
    assert {row.scope for row in read(_document("분기별 지출현황", HEAD, *ROWS), BudgetLine)} == {"quarter"}
    named = _document("3분기 예산 지출현황", *_BY_QUARTERS)
    assert "whole" not in {row.scope for row in read(named, BudgetLine)}


@pytest.mark.parametrize(
    ("caption", "scope"),
    [
        ("당해연도 예산 지출현황", "whole"),
        ("2. 당해연도 지출예산", "whole"),
        ("금년도 예산 지출현황", "whole"),
        ("올해 지출 현황", "whole"),
        ("당해 회계연도 지출 현황", "whole"),
        ("이월예산 지출현황", "carry_over"),
        ("당해연도 신규사업 지출현황", "part"),
        ("당해연도 숲길 지출현황", "part"),
    ],
)
def test_the_year_at_hand_is_no_part_of_it(caption: str, scope: str) -> None:
    assert {row.scope for row in read(_document(caption, HEAD, *ROWS), BudgetLine)} == {scope}


_PAYERS = ("국비|300,000|210,000|70.0%", "시비|200,000|190,000|95.0%")


@pytest.mark.parametrize("payers", [_PAYERS, ("국|300,000|210,000|70.0%", "구(30%)|200,000|190,000|95.0%")])
@pytest.mark.parametrize("is_first", [True, False])
def test_who_pays_is_no_line_beside_what_is_paid(payers: tuple[str, ...], *, is_first: bool) -> None:
    rows = (ROWS[0], *payers, *ROWS[1:]) if is_first else (*ROWS, *payers)
    body = _document("지출 현황", HEAD, *rows)
    assert _labels(body) == ["총계", "인건비", "사업비"]
    aside = [row.text for row in read(body, SetAside) if row.reason == "payer"]
    assert aside == ["300,000 · 210,000 · 70.0%", "200,000 · 190,000 · 95.0%"]


def test_those_who_pay_are_the_lines_where_a_table_names_no_others() -> None:
    body = _document("지출 현황", HEAD, ROWS[0], *_PAYERS)
    assert _labels(body) == ["총계", "국비", "시비"]


def test_revenue_comes_from_those_who_pay() -> None:
    rows = (
        "구분|예산액|수입액|징수율",
        "총계|500,000|400,000|80.0%",
        "국비|300,000|240,000|80.0%",
        "이용료|200,000|160,000|80.0%",
    )
    body = _document("수입 현황", *rows)
    assert [row.label for row in read(body, RevenueLine)] == ["총계", "국비", "이용료"]


@pytest.mark.parametrize(
    ("note", "kept", "reason"),
    [
        ("※ 사업비는 2030년 결산 기준임", ["인건비"], "other_year"),
        ("※ 사업비는 연말 예상액임", ["인건비"], "planned_figure"),
        ("※ 사업비는 2031. 8. 31. 기준", ["인건비"], "date_contradiction"),
        ("※ 인건비, 사업비는 2030년 결산 기준임", [], "other_year"),
        ("※ 총계는 2030년 결산 기준임", [], "other_year"),
        ("※ 사업비는 관련 지침에 따라 편성", ["총계", "인건비", "사업비"], ""),
    ],
)
def test_a_note_of_one_row_denies_that_row_and_what_holds_it(note: str, kept: list[str], reason: str) -> None:
    body = _document("지출 현황(2031. 9. 30. 기준)", HEAD, *ROWS) + f"\n{note}\n"
    assert _labels(body) == kept
    assert not reason or reason in _reasons(body)
    total = _document("지출 현황(2031. 9. 30. 기준)", HEAD, ROWS[0], ROWS[2], ROWS[1]) + f"\n{note}\n"
    assert sorted(filter(None, _labels(total))) == sorted(kept)


def test_a_body_beside_the_house_is_no_line_and_neither_is_the_sum_of_both() -> None:
    others = ("푸른시숲재단|400,000|330,000|82.5%", "다온재단|100,000|70,000|70.0%")
    body = _document("지출 현황", HEAD, ROWS[0], *others)
    assert _labels(body) == ["푸른시숲재단"]
    assert _reasons(body) >= {"other_institution"}
    paid = _document("지출 현황", HEAD, ROWS[0], ROWS[1], others[1])
    assert _labels(paid) == ["총계", "인건비", "다온재단"]
    granted = _document("지출 현황", HEAD, ROWS[0], others[0], "다온재단 출연금|100,000|70,000|70.0%")
    assert _labels(granted) == ["총계", "푸른시숲재단", "다온재단 출연금"]


def test_a_table_whose_rows_come_in_and_go_out_is_of_neither_side() -> None:
    rows = ("수익적수입|500,000|400,000|80.0%", "자본적지출|400,000|330,000|82.5%")
    body = _document("예산 집행 현황", HEAD, *rows)
    assert _labels(body) == []
    assert "side_unknown" in _reasons(body)
    assert _labels(_document("예산 집행 현황", HEAD, rows[1])) == ["자본적지출"]


@pytest.mark.parametrize("note", ["※ 단위: 백원", "※ 2030년 12월말 기준", "* 2030년 결산 기준임"])
def test_a_note_below_a_table_says_nothing_of_the_next_one(note: str) -> None:
    first = _document("세입 현황", "구분|예산액|수입액", "계|500|400", "이자|500|400")
    second = f"{note}\n\n□ 지출 현황\n" + table(HEAD, *ROWS)
    assert _labels(first + second) == []
    assert "unit_unknown" in _reasons(first + second)
    stated = second.replace("지출 현황", "지출 현황 (단위: 천원)")
    found = read(first + stated, BudgetLine)
    assert {(row.fiscal_year, row.printed_unit_won) for row in found} == {(2031, 1_000)}


@pytest.mark.parametrize(
    ("caption", "unit", "scope"),
    [
        ("지출 현황(일반회계, 단위: 천원)", "", "account"),
        ("지출 현황(이월사업 / 단위 : 천원)", "", "carry_over"),
        ("지출 현황", "(특별회계, 단위: 천원)", "account"),
        ("지출 현황", "(기금, 단위: 천원)", "fund"),
        ("지출 현황(나눔터, 단위: 천원)", "", "part"),
        ("지출 현황(2031년 9월말 기준, 단위: 천원, %)", "", "whole"),
        ("지출 현황", "(2031년 3분기 누계, 단위: 천원, 명)", "whole"),
        ("지출 현황", "(이월액 포함, 단위: 천원)", "whole"),
    ],
)
def test_what_stands_in_brackets_beside_a_unit_says_what_a_table_is_of(
    caption: str, unit: str, scope: str
) -> None:
    found = read(_document(caption, HEAD, *ROWS, unit=unit), BudgetLine)
    assert {row.scope for row in found} == {scope}


@pytest.mark.parametrize(
    ("above", "scope"),
    [
        ("지출 현황\n(국비사업)", "part"),
        ("지출 현황\n(나눔터 소관)", "part"),
        ("지출 현황\n(시비보조)", "part"),
        ("지출 현황\n(3분기 누계)", "whole"),
        ("지출 현황\n(백원 단위 반올림)", "whole"),
        ("지출 현황\n(작성: 경영지원팀)", "whole"),
        ("□ 본원", "part"),
        ("□ 법인", "part"),
        ("본부 지출 현황", "part"),
        ("[법인]\n지출 현황", "part"),
        ("ㅇ 본원\n지출 현황", "part"),
        ("□ 푸른시숲재단", "whole"),
        ("[총괄]\n지출 현황", "whole"),
    ],
)
def test_a_bracket_or_a_caption_may_name_a_part_of_the_house(above: str, scope: str) -> None:
    assert {row.scope for row in read(_document(above, HEAD, *ROWS), BudgetLine)} == {scope}


def test_the_total_of_projects_costs_is_not_the_houses() -> None:
    found = read(_document("사업비 지출 현황", HEAD, *ROWS), BudgetLine)
    assert {row.scope for row in found} == {"part"}
    rows = ("합계|500|400|80.0%", "숲길 나눔|400|330|82.5%", "꽃 나눔|100|70|70.0%")
    found = read(_document("사업비 지출 현황", HEAD.replace("구분", "사업명"), *rows), BudgetLine)
    assert [(row.label, row.scope) for row in found] == [
        ("합계", "part"), ("숲길 나눔", "whole"), ("꽃 나눔", "whole"),
    ]  # fmt: skip


def test_the_rows_below_the_total_of_another_year_are_of_that_year() -> None:
    rows = ("2031년 합계|900|450|50.0%", "인건비|500|250|50.0%", "사업비|400|200|50.0%")
    past = ("2030년 합계|800|700|87.5%", "인건비|450|400|88.9%", "사업비|350|300|85.7%")
    found = read(_document("지출 현황", HEAD, *rows, *past), BudgetLine)
    assert [(row.label, row.current_won) for row in found] == [
        ("2031년 합계", 900_000), ("인건비", 500_000), ("사업비", 400_000),
    ]  # fmt: skip
    # Right below this year's total it has no rows of its own.
    found = read(_document("지출 현황", HEAD, rows[0], past[0], *rows[1:]), BudgetLine)
    assert [row.current_won for row in found] == [900_000, 500_000, 400_000]


@pytest.mark.parametrize("past", ["전년동기", "전년 동월", "2030년 동기"])
@pytest.mark.parametrize("own", ["금년", "2031년", "올해"])
def test_a_year_beside_the_same_months_of_another_is_no_budget(past: str, own: str) -> None:
    rows = ("총계|400,000|450,000|50,000", "인건비|250,000|270,000|20,000", "사업비|150,000|180,000|30,000")
    body = _document("지출 현황", f"구분|{past}|{own}|증감", *rows)
    assert read(body, BudgetLine) == read(body, YearOnYear) == []
    assert {row.reason for row in read(body, SetAside)}, "its figures are left with a reason"


def test_a_named_budget_beside_the_same_months_of_another_year_is_read() -> None:
    rows = ("총계|380,000|500,000|400,000", "인건비|300,000|400,000|330,000", "사업비|80,000|100,000|70,000")
    body = _document("지출 현황", "구분|전년동기 집행액|예산액|집행액", *rows)
    found = [(row.current_won, row.executed_won) for row in read(body, BudgetLine)]
    assert found[0] == (500_000_000, 400_000_000)


def test_centres_that_a_number_tells_apart_keep_their_names() -> None:
    rows = (
        "총계|900,000|430,000|47.8%",
        "제1쉼터 관리|500,000|210,000|42.0%",
        "제2쉼터 관리|400,000|220,000|55.0%",
    )
    body = _document("지출 현황", HEAD, *rows)
    assert _labels(f"{body}\n\n제2쉼터 관리\n") == ["총계", "제1쉼터 관리", "제2쉼터 관리"]


@pytest.mark.parametrize(
    "stated", ["2031년 상반기 기준", "'31. 상반기 기준", "상반기 기준", "2031. 6. 30. 기준", "6월말 기준"]
)
def test_a_table_that_states_an_earlier_day_of_the_year_is_of_that_day(stated: str) -> None:
    found = read(_document("지출 현황", HEAD, *ROWS, unit=f"({stated}, 단위: 천원)"), BudgetLine)
    assert [(row.label, str(row.as_of)) for row in found] == [
        ("총계", "2031-06-30"), ("인건비", "2031-06-30"), ("사업비", "2031-06-30"),
    ]  # fmt: skip
