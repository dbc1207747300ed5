"""Survey tables: distributions, and cross-tabulations with a header that stands beside its data."""

from __future__ import annotations

from pathlib import Path

from etl.facts import SetAside, SurveyCell
from etl.kinds import recognise
from etl.readers import read_file, text

_HEAD = "2031년 주요업무\n가람시나눔재단\n\n단위목표\t지표\t목표\n나눔\t참여자\t12명\n\n"
_TITLE = "- 만족 조사 결과(총 30건)\n - 어른용 : 총 30명\n\n"
_SINGLE = "구분\t\t명수(명)\t비율(%)\t합계\n나이\t젊음\t10\t33.3\t30 (100)\n\t늙음\t20\t66.7\t\n\n"
_HEADER = "구분\t나이\t\t사는 곳\t\t마음\t\t합계\t\n\t젊음\t늙음\t도시\t시골\t좋음\t나쁨\t\t\n"

Cell = tuple[str, str, str | None, str | None, int | None, float | None, int | None]


def _cells(body: str) -> list[Cell]:
    found = recognise(text.read("a.txt", (_HEAD + body).encode()))
    return [
        (
            row.row_dimension,
            row.row_category,
            row.column_dimension,
            row.column_category,
            row.n,
            row.percent,
            row.row_total,
        )
        for row in found
        if isinstance(row, SurveyCell)
    ]


def _aside(body: str) -> list[str]:
    found = recognise(text.read("a.txt", (_HEAD + body).encode()))
    return [row.reason for row in found if isinstance(row, SetAside)]


def test_a_distribution_carries_its_dimension_and_total() -> None:
    assert _cells(_TITLE + _SINGLE) == [
        ("나이", "젊음", None, None, 10, 33.3, 30),
        ("나이", "늙음", None, None, 20, 66.7, 30),
    ]


def test_the_survey_is_named_by_the_lines_above() -> None:
    body = _TITLE + _SINGLE + "· 어린이용 : 총 8명\n\n" + _SINGLE + "- 다른 조사\n\n" + _SINGLE
    found = recognise(text.read("a.txt", (_HEAD + body).encode()))
    names = list(dict.fromkeys(row.survey for row in found if isinstance(row, SurveyCell)))
    assert names == ["만족 조사 결과 (어른용)", "만족 조사 결과 (어린이용)", "다른 조사"]


def test_the_header_of_a_cross_tabulation_may_stand_one_cell_to_the_left() -> None:
    row = "성별\t남\t5 (50.0)\t5 (50.0)\t4 (40.0)\t6 (60.0)\t-\t-\t10 (100)\t30\n"
    assert _cells(_TITLE + _HEADER + row) == [
        ("성별", "남", "나이", "젊음", 5, 50.0, 10),
        ("성별", "남", "나이", "늙음", 5, 50.0, 10),
        ("성별", "남", "사는 곳", "도시", 4, 40.0, 10),
        ("성별", "남", "사는 곳", "시골", 6, 60.0, 10),
    ]
    aligned = "\n".join(
        "구분\t" + line if not n else "\t" + line for n, line in enumerate(_HEADER.split("\n")[:2])
    )
    assert _cells(_TITLE + aligned.replace("구분\t구분", "구분\t") + "\n" + row) == _cells(
        _TITLE + _HEADER + row
    )


def test_a_header_repeated_after_a_page_break_is_no_row() -> None:
    first = "성별\t남\t-\t-\t-\t-\t1 (10.0)\t9 (90.0)\t10 (100)\t30\n"
    second = "\t여\t-\t-\t-\t-\t2 (10.0)\t18 (90.0)\t20 (100)\t\n"
    cells = _cells(_TITLE + _HEADER + first + "\n" + _HEADER + second.replace("\t여", "성별\t여"))
    assert [cell[4] for cell in cells] == [1, 9, 2, 18]


def test_a_row_that_lost_empty_cells_reads_from_its_total() -> None:
    row = "성별\t남\t-\t-\t-\t1 (10.0)\t9 (90.0)\t10 (100)\t30\n"
    assert [(cell[3], cell[4]) for cell in _cells(_TITLE + _HEADER + row)] == [("좋음", 1), ("나쁨", 9)]


def test_a_shifted_row_is_set_aside() -> None:
    good = "성별\t남\t-\t-\t-\t-\t1 (10.0)\t9 (90.0)\t10 (100)\t30\n"
    for lost in (
        "성별\t남\t5 (50.0)\t4 (40.0)\t6 (60.0)\t-\t-\t10 (100)\t30\n",
        "성별\t남\t-\t-\t-\t2 (10.0)\t9 (90.0)\t10 (100)\t30\n",  # does not add up
    ):
        body = _TITLE + _HEADER + good + lost
        assert [cell[4] for cell in _cells(body)] == [1, 9]
        assert "columns_shifted" in _aside(body)


def test_a_destroyed_cell_is_null_and_set_aside() -> None:
    row = "성별\t남\t5 (50.0)\tㅁ (50.0)\t1,23 (40.0)\t6 (6O)\t-\t-\t10 (100)\t30\n"
    cells = _cells(_TITLE + _HEADER + row)
    assert [(cell[4], cell[5]) for cell in cells] == [(5, 50.0), (None, None), (None, 40.0), (6, None)]
    assert "not_a_number" in _aside(_TITLE + _HEADER + row)


def test_counts_with_a_note_in_brackets_are_no_survey() -> None:
    body = "구분\t가꿈\t\t나눔\t\t계\n\t봄\t여름\t가을\t겨울\t\n총계 (30.1.1.~12.31.)\t1\t2\t3\t4\t10\n"
    assert _cells(body) == []


def test_the_report(reports: Path) -> None:
    (path,) = reports.glob("000_*")
    found = [row for row in recognise(read_file(path)) if isinstance(row, SurveyCell)]
    assert {row.survey for row in found} == {"자가진단 참여 결과 (기업용)", "자가진단 참여 결과 (시민용)"}
    assert len({row.line for row in found}) == 44
    single = [row for row in found if row.column_dimension is None]
    for survey, total in (("기업용", 167), ("시민용", 835)):
        counted: dict[str, int] = {}
        for row in single:
            if survey in row.survey:
                counted[row.row_dimension] = counted.get(row.row_dimension, 0) + (row.n or 0)
        assert set(counted.values()) == {total}
    assert [(r.n, r.percent) for r in found if r.line == 421] == [(11, 22.0), (19, 38.0), (20, 40.0)]


def test_a_group_that_lost_its_label_is_not_of_the_one_before() -> None:
    rows = "사는 곳\t도시\t12\t40.0\t30 (100)\n\t시골\t18\t60.0\t\n"
    whole = _cells(_TITLE + _SINGLE.rstrip() + "\n" + rows)
    assert [cell[:2] for cell in whole] == [
        ("나이", "젊음"), ("나이", "늙음"), ("사는 곳", "도시"), ("사는 곳", "시골"),
    ]  # fmt: skip
    for lost in (rows.replace("사는 곳", ""), rows.replace("사는 곳", "").replace("30 (100)", "")):
        body = _TITLE + _SINGLE.rstrip() + "\n" + lost
        assert [cell[:2] for cell in _cells(body)] == [("나이", "젊음"), ("나이", "늙음")]
        assert _aside(body).count("label_unreadable") == 2


def test_answers_that_add_up_to_more_than_all_are_one_group() -> None:
    heads = "구분\t\t명수(명)\t비율(%)\t합계\n"
    rows = "바람\t강좌\t18\t60.0\t30 (100)\n\t모임\t12\t40.0\t\n\t나들이\t9\t30.0\t\n"
    assert len(_cells(_TITLE + heads + rows)) == 3


def test_a_cross_tabulation_whose_label_is_lost_gives_its_rows_to_nobody() -> None:
    figures = "5 (50.0)\t5 (50.0)\t4 (40.0)\t6 (60.0)\t-\t-\t10 (100)"
    rows = [
        f"성별\t남\t{figures}\t20",
        f"\t여\t{figures}\t",
        f"일\t있음\t{figures}\t20",
        f"\t없음\t{figures}\t",
    ]
    body = _TITLE + _HEADER + "\n".join(rows) + "\n"
    assert {cell[:2] for cell in _cells(body)} == {
        ("성별", "남"),
        ("성별", "여"),
        ("일", "있음"),
        ("일", "없음"),
    }
    lost = body.replace("일\t있음", "\t있음")
    assert {cell[:2] for cell in _cells(lost)} == {("성별", "남"), ("성별", "여")}


def test_a_share_alone_is_no_count_and_no_count_is_more_than_its_total() -> None:
    header = "구분\t\t나이\t\t사는 곳\t\t마음\t\t합계\n\t\t젊음\t늙음\t도시\t시골\t좋음\t나쁨\t\n"
    shares = header + "성별\t남\t63.0\t37.0\t48.1\t51.9\t-\t-\t27 (100)\n"
    assert _cells(_TITLE + shares) == []
    assert "not_a_number" in _aside(_TITLE + shares)
    counts = header + "성별\t남\t5 (50.0)\t50 (50.0)\t4 (40.0)\t6 (60.0)\t-\t-\t10 (100)\n"
    assert [cell[4] for cell in _cells(_TITLE + counts)] == [5, 4, 6]
    assert "columns_contradict" in _aside(_TITLE + counts)
