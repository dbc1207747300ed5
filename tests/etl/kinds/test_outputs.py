"""Quantified results: counts in lines under the phrase that they count, and tables of counts."""

from __future__ import annotations

from pathlib import Path

import pytest

from etl.facts import Output, SetAside
from etl.kinds import recognise
from etl.outline.quantities import counted
from etl.readers import read_file, text

_HEAD = (
    "2031년 주요업무\n가람시나눔재단\n\n단위목표\t지표\t목표\n나눔\t참여자\t12명\n\n"
    "나눔 잔치\n\n1. 나눔 행사\n2. 꽃 심기\n\n나눔 행사\n사업개요\n- 사업기간 : 2031년 1월~12월\n"
)
_TAIL = (
    "□ '31 추진계획\n- 잔치 5회 개최 : '31. 2~3월\n소요예산: 12,000천원\n\n"
    "꽃 심기\n사업개요\n소요예산: 3천원\n"
)
Found = list[tuple[str, float, str | None]]


def _rows(body: str, heading: str = "□ '30 주요실적") -> list[Output]:
    found = recognise(text.read("a.txt", (_HEAD + heading + "\n" + body + _TAIL).encode()))
    return [row for row in found if isinstance(row, Output)]


def _found(body: str, heading: str = "□ '30 주요실적") -> Found:
    return [(row.label, row.value, row.unit) for row in _rows(body, heading)]


def _aside(body: str, heading: str = "□ '30 주요실적") -> list[tuple[str, str]]:
    found = recognise(text.read("a.txt", (_HEAD + heading + "\n" + body + _TAIL).encode()))
    return [(row.text, row.reason) for row in found if isinstance(row, SetAside)]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("나눔이 교육 : 29회, 2,040명", [("나눔이 교육", 29, "회"), ("나눔이 교육", 2040, "명")]),
        ("나눔이 교육(19회 647명), 봄맞이(1회 4명)", [
            ("나눔이 교육", 19, "회"), ("나눔이 교육", 647, "명"), ("봄맞이", 1, "회"), ("봄맞이", 4, "명"),
        ]),
        ("나눔 실적: 총 1,364개사 신청, 962개사 인증", [
            ("나눔 실적 신청", 1364, "개사"), ("나눔 실적 인증", 962, "개사"),
        ]),
        ("나눔(총 2,713건)", [("나눔", 2713, "건")]),
        ("(꽃 심기) 설명회 및 박람회(4건), 꽃씨 나눔(92건) 및 꽃길 걷기(3회)", [
            ("설명회 및 박람회", 4, "건"), ("꽃씨 나눔", 92, "건"), ("꽃길 걷기", 3, "회"),
        ]),
        ("잔치(꽃 11개소, 나무 12개소)", [("잔치(꽃)", 11, "개소"), ("잔치(나무)", 12, "개소")]),
        ("꽃 심기 8회 200명, 만족도 4.6점, 이행률 70.38%", [
            ("꽃 심기", 8, "회"), ("꽃 심기", 200, "명"), ("만족도", 4.6, "점"), ("이행률", 70.38, "%"),
        ]),
        ("총 36개 협력기관 발굴 및 20개 협력사업 추진, 시민 8,687명 참여", [
            ("협력기관 발굴", 36, "개"), ("협력사업 추진", 20, "개"), ("시민 참여", 8687, "명"),
        ]),
        ("꽃씨 1.472명, 나무2회/41명", [("꽃씨", 1472, "명"), ("나무", 2, "회"), ("나무", 41, "명")]),
        ("공모전143건 접수 9건 선정", [("공모전 접수", 143, "건"), ("공모전 선정", 9, "건")]),
        ("간담회(서울 : 11건, 부산 : 10건, 총 21건)", [
            ("간담회(서울)", 11, "건"), ("간담회(부산)", 10, "건"), ("간담회", 21, "건"),
        ]),
        ("예약(2030년 226건 완료, 2031년 500건 목표)", [("예약", 226, "건")]),
        ("조사 참여 2014명, MOU 3회", [("조사 참여", 2014, "명"), ("MOU", 3, "회")]),
    ],
)  # fmt: skip
def test_a_count_stands_under_its_phrase(line: str, expected: Found) -> None:
    certain, _ = counted(line, 2030)
    assert [(c.label, float(c.quantity.number.value or 0), c.quantity.unit) for c in certain] == expected


@pytest.mark.parametrize(
    "line",
    [
        "나눔 잔치 개최(3.14.), 제2회 나눔상",
        "「나눔법」 제10조, 제3차 회의",
        "만 20~49세 시민 ☎02-123-4567",
        "누리집 개선(2회→4회)",
        "이용자 전년 대비 130% 상승, '29년 6,241건 대비 204.0%",
        "꽃길 3개월, 24시간 지킴이",
        "매월 1회 걷기, 1인당 3명",
        "나무 심기 120개소 진행중, 나눔 7회 예정",
        "나눔률 각 68%, 79%",
        "지원금 183,474,780원 지급",
        "시민 100인을 위한 서울 5개 권역별 나눔 모임",
        "꽃(1회, 나무(3회",
        "나눔 1,23건",
    ],
)
def test_what_is_no_result_or_not_certain_is_left(line: str) -> None:
    assert counted(line, 2030)[0] == []


def test_a_line_is_an_output_of_its_programme_and_year() -> None:
    (row,) = _rows("- 나눔 잔치(3회)\n")
    assert (row.label, row.value, row.unit, row.fiscal_year, row.raw) == (
        "나눔 잔치",
        3,
        "회",
        2030,
        "나눔 잔치(3회)",
    )
    assert row.program_id is not None and row.program_id.endswith("나눔-행사")
    assert _rows("- 나눔 잔치(3회)\n", "추진실적")[0].fiscal_year == 2031
    assert _rows("- 나눔 잔치(3회)\n", "추지실적('31. 2월말)")[0].fiscal_year == 2031


def test_a_heading_of_another_year_is_set_aside() -> None:
    # It is a misprint where its own lines are all of this year; else it is believed, and nothing is read.
    dated = "- 나눔 모임 준비 : '31. 2월\n- 나눔 잔치(3회)\n"
    assert _rows(dated, "추진실적('19. 9월말)")[0].fiscal_year == 2031
    assert _rows("- 나눔 잔치(3회)\n", "추진실적('19. 9월말)") == []
    assert ("3회", "other_year") in _aside("- 나눔 잔치(3회)\n", "추진실적('19. 9월말)")
    # A stated date is a finding; a year alone is no date.
    assert ("2019-09-30", "date_contradiction") in _aside("- 나눔 잔치(3회)\n", "추진실적('19. 9월말)")
    assert ("'19 주요실적", "year_contradicted") in _aside("- 나눔 잔치(3회)\n", "'19 주요실적")


def test_a_count_without_words_takes_those_of_the_line_above() -> None:
    assert _found("- 꽃씨 나눔\n - 총 715명 1,263천원 지원(시비 163명)\n") == [
        ("꽃씨 나눔", 715, "명"),
        ("꽃씨 나눔(시비)", 163, "명"),
    ]


def test_figures_that_are_not_certain_are_set_aside() -> None:
    assert ("270% · 5,000원", "figure_in_text") in _aside(
        "- 꽃씨 나눔(13명, 목표 대비 270%) 및 5,000원 지원\n"
    )
    assert ("68% · 79%", "figure_in_text") in _aside("- 나눔률 각 68%, 79%\n")


def test_plans_and_notes_are_no_results() -> None:
    assert _found("- 꽃씨 나눔\n\\* 나눔이 30명 설문\n") == []
    assert _found("- " + "꽃씨 나눔 3회 " * 40 + "\n") == []


def test_a_row_of_counts_under_its_headings() -> None:
    body = (
        "- 나눔별 실적\n\n(단위 : 건)\n\n계\t꽃 (봄·가을)\t나무\t기타\n2,713\t1,204\t1,509\t-\n\n"
        "- 나눔 모임\n\n(단위 : 명)\n\n구 분\t전체\t맞춤 나눔\t\n\t\t교육\t조사\n총 참여자 수\t102\t34\t68\n"
    )
    assert _found(body) == [
        ("나눔별 실적 계", 2713, "건"),
        ("꽃 (봄·가을)", 1204, "건"),
        ("나무", 1509, "건"),
        ("총 참여자 수 전체", 102, "명"),
        ("총 참여자 수 맞춤 나눔 교육", 34, "명"),
        ("총 참여자 수 맞춤 나눔 조사", 68, "명"),
    ]


def test_a_merged_cell_is_named_by_what_its_rows_share() -> None:
    body = (
        "유형\t누가\t무엇\t횟수\t총 횟수\n"
        "상담\t나무이\t전화\t59\t155\n\t\t방문\t96\t\n\t꽃이\t전화\t23\t23\n총 합계\t\t\t178\t178\n"
    )
    assert _found(body) == [
        ("상담 나무이 전화 횟수", 59, None),
        ("상담 나무이 총 횟수", 155, None),
        ("상담 나무이 방문 횟수", 96, None),
        ("상담 꽃이 전화 횟수", 23, None),
        ("상담 꽃이 전화 총 횟수", 23, None),
        ("총 합계 횟수", 178, None),
        ("총 합계 총 횟수", 178, None),
    ]


def test_cells_may_hold_several_counts_or_words() -> None:
    body = (
        "구분\t꽃집\t나무집\t사진\n놀이\t623회, 13,631명\t1,330건(25명)\t\n이용률\t65.3%\t70.7%\t\n\n"
        "과제\t곳\t세부내용\n돌봄\t1호\t· 책 나눔(61건), 꽃 나눔(4,662명/34개소) · 이용률(78.5%)\n"
    )
    assert _found(body) == [
        ("놀이 꽃집", 623, "회"), ("놀이 꽃집", 13631, "명"),
        ("놀이 나무집", 1330, "건"), ("놀이 나무집", 25, "명"),
        ("이용률 꽃집", 65.3, "%"), ("이용률 나무집", 70.7, "%"),
        ("1호 책 나눔", 61, "건"), ("1호 꽃 나눔", 4662, "명"),
        ("1호 꽃 나눔", 34, "개소"), ("1호 이용률", 78.5, "%"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "body",
    [
        "(단위 : 천원)\n\n구분\t꽃\t나무\n나눔\t12\t13\n",  # money
        "연번\t구분\t내용\n1\t꽃\t심음\n2\t나무\t심음\n",  # numbers of rows
        "성명\t횟수\n가나다\t3\n",  # persons
        "꽃\t나무\n심음\t심음\n",  # nothing to count
    ],
)
def test_other_tables_are_no_results(body: str) -> None:
    assert _found(body) == []


def test_a_destroyed_cell_is_set_aside() -> None:
    body = "구분\t횟수\t인원\n꽃\t3회\t1,23명\n나무\t4회\t총 7개 기관, 18명\n풀\t5회\t9명\n들\t6회\t2명\n"
    assert [value for _, value, _ in _found(body)] == [3, 4, 5, 9, 6, 2]
    assert {("1,23명", "not_a_number"), ("총 7개 기관, 18명", "not_a_number")} <= set(_aside(body))


@pytest.mark.slow
def test_the_reports(reports: Path) -> None:
    expected = {
        "001_*": [
            (202, "노동권 침해 등 불이익 처우 집중 상담", 2713, "건"),
            (402, "상담 공인노무사 총 횟수", 155, "건"),
            (629, "서포터즈 활동건수(활동인원) 계", 79, "명"),
        ],
        "002_*": [
            (1479, "역량별 맞춤형 공무원 교육 과정", 4, "개"),
            (1936, "현장 평가 실시 신규", 130, "개소"),
            (2651, "장비지원사업 및 메이커스페이스 운영(장비이용)", 1472, "명"),
        ],
        "004_*": [
            (306, "서울 중소기업 위라벨 포인트제도 참여", 1364, "개사"),
            (1256, "교육운영(이수)", 1117, "명"),
            (1864, "일상회복지원 4종 의료지원", 641, "건"),
        ],
    }
    for name, wanted in expected.items():
        (path,) = reports.glob(name)
        found = {
            (row.line, row.label, row.value, row.unit)
            for row in recognise(read_file(path))
            if isinstance(row, Output)
        }
        assert set(wanted) <= found
        assert all(label.strip() == label and not label[0].isspace() for _, label, _, _ in found)


def test_headings_in_a_chapter_of_results_name_the_programmes() -> None:
    chapter = (
        "### Ⅳ. 2030년 주요업무 추진 계획 및 실적\n\n- 1. 나눔과 꽃\n\n## 1 나눔과 꽃\n- 이웃 모임 : 7회\n"
        "### ❶ 꽃 심기 신규\n- 꽃길 : 3곳\n\n"
    )
    before, _, after = _HEAD.partition("나눔 잔치\n")
    rows = recognise(text.read("a.txt", f"{before}{chapter}나눔 잔치\n{after}{_TAIL}".encode()))
    found = [row for row in rows if isinstance(row, Output)]
    assert [(r.label, r.value, r.unit, r.fiscal_year) for r in found] == [
        ("이웃 모임", 7, "회", 2030),
        ("꽃길", 3, "곳", 2030),
    ]
    assert [(r.program_id or "").rsplit("-", 2)[-2:] for r in found] == [[""], ["꽃", "심기"]]


def test_cells_that_name_what_they_count_are_read_whatever_their_table_is() -> None:
    body = (
        "구분\t대상\t내용\n"
        "설문조사\t시민 (2,000명)\t인식 38.7%, 만족 2.5점\n"
        "\t나눔터 일꾼, 벗 등 (19명)\t의견 2건 가운데 절반\n"
        "나눔 교육 (9회, 1,353명)\t꽃 심기 총 305명 참여 (이웃)\t키트 27개 배포\n"
    )
    assert _found(body) == [
        ("설문조사 시민", 2000, "명"),
        ("나눔터 일꾼, 벗 등", 19, "명"),
        ("나눔 교육", 9, "회"),
        ("나눔 교육", 1353, "명"),
        ("꽃 심기 참여", 305, "명"),
        ("키트 배포", 27, "개"),
    ]
    assert ("38.7% · 2.5점", "table_unknown") in _aside(body)


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("설문조사(예정)\t시민 (2,000명)\t의견", "planned_figure"),
        ("설문조사\t시민 (2,000명)\t하반기 실시 예정", "planned_figure"),
        ("설문조사\t2029년 시민 (2,000명)\t의견", "other_year"),
        ("설문조사\t타 기관 시민 (2,000명)\t의견", "other_institution"),
        ("설문조\t사) 시민 (2,000명)\t의견", "table_unknown"),  # torn between its cells
        ("설문조사\t시민 (2,000명, 벗 12명)\t의견", "table_unknown"),  # two figures of persons
        ("설문조사\t시민 2,000명 가운데 절반쯤\t의견", "table_unknown"),
        ("설문조사\t시민 약 2,000명\t의견", "table_unknown"),
        ("설문조사\t실시(2,000명)\t의견", "table_unknown"),  # of what, stands elsewhere
    ],
)
def test_cells_that_are_not_certain_are_left(row: str, reason: str) -> None:
    body = f"구분\t대상\t내용\n{row}\n나눔\t이웃 (3명)\t의견\n"
    assert _found(body) == [("나눔 이웃", 3, "명")]
    assert reason in {why for figure, why in _aside(body) if "2,000명" in figure}


def test_a_bracket_that_is_never_closed_hides_no_count() -> None:
    assert _found("나눔 교육(3회, 41명 참여\n") == [("나눔 교육", 3, "회"), ("나눔 교육(참여)", 41, "명")]
    assert _found("나눔(벗, 이웃 교육(3회, 41명)\n") == [("이웃 교육", 3, "회"), ("이웃 교육", 41, "명")]


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        ("구 분\t계\t방문\t전화\n상담\t100\t50\n", "row_does_not_fit_header"),
        ("구 분\t방문\t계\t전화\n상담\t100\t50\t30\n", "columns_contradict"),
        ("구 분\t방문\t전화\n상담\t100\t50\t30\n", "table_unknown"),  # a heading is lost
        ("구 분\t방문 비율\t전화 비율\n상담\t100\t50\n", "table_unknown"),
    ],
)
def test_a_row_whose_cells_do_not_fit_its_headings_is_left(rows: str, reason: str) -> None:
    body = f"(단위 : 건)\n\n{rows}"
    assert _found(body) == []
    assert reason in {why for figure, why in _aside(body) if "100" in figure}


def test_a_name_with_a_digit_misread_as_a_letter_names_nothing() -> None:
    assert _found("(단위 : 건)\n\n구 분\t방문\t전화\n상담 5O\t100\t50\n") == []


@pytest.mark.parametrize(
    "line",
    ["나눔 교육(3회, 41명 예정", "나눔 교육(3회, 41명, '29년", "나눔 교육(3회, 4", "나눔 교육(총 2, 713건)"],
)
def test_an_open_bracket_that_something_may_rule_or_a_broken_figure_is_left(line: str) -> None:
    assert _found(line + "\n") == []


@pytest.mark.parametrize(
    "line",
    [
        "나눔 미실시 3회", "나눔 3회 이월", "나눔 3회 불참", "나눔 12회 예상됨", "나눔 취소(2회)",
        "나눔 분기별 3회", "나눔 교육(3회, 41명 취소", "나눔 총 27l3명",
    ],
)  # fmt: skip
def test_what_was_not_done_or_is_each_times_is_no_result(line: str) -> None:
    assert _found(line + "\n") == []


def test_two_units_above_a_table_of_counts_are_of_no_column() -> None:
    body = "(단위 : 건, 명)\n\n구 분\t건수\t인원\n상담\t50\t40\n"
    assert _found(body) == [("상담 건수", 50, None), ("상담 인원", 40, None)]


@pytest.mark.parametrize(
    ("above", "below"),
    [("", "* 2029년 실적\n"), ("- 월평균 이용\n\n", ""), ("(단위 : 명, 1일 평균)\n\n", "")],
)
def test_a_note_or_a_mean_denies_a_table_of_counts(above: str, below: str) -> None:
    assert _found(f"{above}구 분\t참여 인원\n나눔\t50명\n{below}") == []


def test_a_bracket_that_says_each_names_no_count_of_its_cell() -> None:
    assert _found("구분\t내용\n나눔\t교육 (회당 30명, 9회)\n꽃\t심기 (3회)\n") == [("꽃 심기", 3, "회")]


def test_a_figure_with_decimals_is_no_count_of_persons() -> None:
    body = "(단위 : 명)\n\n구 분\t그림\t노래\t합계\n이웃\t10\t0.57\t67\n벗\t12\t9\t21\n"
    assert ("이웃 노래", 0.57, "명") not in _found(body)
    assert len(_found(body)) == 5
    assert ("0.57", "not_a_number") in _aside(body)


def test_items_below_a_line_keep_its_words_where_theirs_name_nothing_alone() -> None:
    measures = "- 걷기\n · 횟수 : 8회\n · 참여인원 : 345명\n- 나눔 3회\n · 인원 : 12명\n"
    assert _found(measures) == [
        ("걷기 횟수", 8, "회"),
        ("걷기 참여인원", 345, "명"),
        ("나눔", 3, "회"),
        ("나눔 인원", 12, "명"),
    ]
    alike = "- 윗마을\n · 노래 모임 3회\n- 아랫마을\n · 노래 모임 5회\n · 꽃 심기 2회\n"
    assert _found(alike) == [
        ("윗마을 노래 모임", 3, "회"),
        ("아랫마을 노래 모임", 5, "회"),
        ("꽃 심기", 2, "회"),
    ]


@pytest.mark.parametrize(
    ("heading", "count"),
    [
        ("추진상황", 2),
        ("추진 상황('31. 9월말)", 2),
        ("추진성과", 2),
        ("향후 추진상황", 0),
        ("예산 추진상황", 0),
    ],
)
def test_how_things_stand_is_told_under_other_words_too(heading: str, count: int) -> None:
    body = f"{_HEAD}{heading}\n- 나눔 교실 12회, 50명\n- 12월 3회 개최 예정\n{_TAIL}"
    rows = recognise(text.read("a.txt", body.encode()))
    assert [row.value for row in rows if isinstance(row, Output)] == [12, 50][:count]
