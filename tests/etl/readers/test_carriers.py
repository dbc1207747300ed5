"""Tables in plain text by carrier: invented documents, read as a person would read them."""

from __future__ import annotations

import textwrap

import pytest

from etl.blocks import Paragraph, SourceDocument, Table
from etl.readers import text
from etl.readers.carriers import CARRIERS

Cells = list[tuple[str, ...]]


def _read(content: str) -> SourceDocument:
    return text.read("a.txt", textwrap.dedent(content).strip("\n").encode())


def _table(content: str, carrier: str) -> Cells:
    (table,) = _read(content).tables
    assert table.carrier == carrier
    return [row.cells for row in table.rows]


def _beside(content: str) -> list[tuple[int, str]]:
    """Return the lines that are in no table."""
    return [(block.place.line, block.text) for block in _read(content).lines]


def _figures_in_tables(content: str) -> set[str]:
    return {cell for table in _read(content).tables for row in table.rows for cell in row.cells}


def test_the_same_table_is_the_same_in_every_carrier() -> None:
    tabs = "구분\t예산액\t집행액\n인건비\t1,200\t△30\n운영비\t\t-\n사업비\t800\t44.5%\n"
    pipes = """
        | 구분 | 예산액 | 집행액 |
        |:---|---:|:---:|
        | **인건비** | 1,200 | △30 |
        | 운영비 |  | - |
        | 사업비 | 800 | 44.5% |
    """
    bare = """
        구분 | 예산액 | 집행액
        인건비 | 1,200 | △30
        운영비 | | -
        사업비 | 800 | 44.5%
    """
    box = """
        ┌──────┬──────┬──────┐
        │ 구분 │예산액│집행액│
        ├──────┼──────┼──────┤
        │인건비│ 1,200│   △30│
        ├──────┼──────┼──────┤
        │운영비│      │     -│
        ├──────┼──────┼──────┤
        │사업비│   800│ 44.5%│
        └──────┴──────┴──────┘
    """
    ascii_box = """
        +--------+--------+--------+
        | 구분   | 예산액 | 집행액 |
        +========+========+========+
        | 인건비 | 1,200  | △30    |
        | 운영비 |        | -      |
        | 사업비 | 800    | 44.5%  |
        +--------+--------+--------+
    """
    aligned = """
        구분          예산액    집행액
        인건비         1,200       △30
        운영비                       -
        사업비           800     44.5%
    """
    expected = _table(tabs, "tabs")
    assert _table(pipes, "pipes") == _table(bare, "pipes") == expected
    assert _table(box, "box") == _table(ascii_box, "box") == expected
    assert _table(aligned, "aligned") == expected


def test_what_stands_around_a_table_stays_around_it() -> None:
    content = """
        □ 예산 현황
        (단위: 천원)
        | 구분 | 예산 |
        |---|---|
        | 인건비 | 10 |
        다음 문단
    """
    (table,) = _read(content).tables
    assert [row.place.line for row in table.rows] == [3, 5]
    assert _beside(content) == [(1, "예산 현황"), (2, "(단위: 천원)"), (6, "다음 문단")]


# pipes


@pytest.mark.parametrize(
    "content",
    [
        "기획실 | 실장: 가나다 ☎5042 담당: 라마바 ☎5043",
        "기획실 │ 실장: 가나다 ☎5042\n기획실 │ 팀장: 라마바 ☎5043\n기획실 │ 담당: 사아자 ☎5044",
        "기획실 | 가나다 | 5042\n홍보실 | 라마바 | 5043\n총무실 | 사아자 | 5044",
        "교육 | 상담\n-----\n글 | 글",
        "----|----\n가 | 나",
    ],
)
def test_a_line_with_pipes_alone_is_no_table(content: str) -> None:
    assert not list(_read(content).tables)


def test_a_contact_line_above_a_framed_table_is_none_of_it() -> None:
    content = "기획실 | 실장 가나다 | 5042\n| 구분 | 예산 | 집행 |\n|---|---|---|\n| 합계 | 3 | 1 |\n"
    assert _table(content, "pipes") == [("구분", "예산", "집행"), ("합계", "3", "1")]
    assert _beside(content) == [(1, "기획실 | 실장 가나다 | 5042")]


def test_an_escaped_pipe_parts_no_cells() -> None:
    content = "| 구분 | 예산 \\| 현액 |\n|---|---|\n| 합계 | 3 |\n"
    assert _table(content, "pipes") == [("구분", "예산 | 현액"), ("합계", "3")]


def test_a_row_of_another_width_is_left_out_and_shifts_nothing() -> None:
    content = """
        | 구분 | 예산 | 집행 |
        |---|---|---|
        | 인건비 | 10 | 5 |
        | 운영비 | 20 |
        | 사업비 | 1 | 2 | 3 |
        | 합계 | 30 | 5 |
    """
    assert _table(content, "pipes") == [("구분", "예산", "집행"), ("인건비", "10", "5"), ("합계", "30", "5")]
    assert _beside(content) == [(4, "| 운영비 | 20 |"), (5, "| 사업비 | 1 | 2 | 3 |")]


def test_where_most_rows_cannot_be_placed_there_is_no_table() -> None:
    content = "| 구분 | 예산 |\n|---|---|\n| 가 | 1 |\n| 나 |\n| 1 | 2 | 3 |\n| 다 |\n| 4 | 5 | 6 |\n"
    assert "2" not in _figures_in_tables(content)


def test_a_row_of_dashes_is_none_printed_and_no_rule() -> None:
    content = "| 구분 | 예산 | 집행 |\n|---|---|---|\n| 합계 | 3 | 1 |\n| - | - | - |\n"
    assert _table(content, "pipes")[-1] == ("-", "-", "-")


# boxes


def test_cells_of_several_lines_are_joined_and_merged_ones_leave_empty_cells() -> None:
    content = """
        ┏━━━━━━━━━━┳━━━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━┓
        ┃ 구분     ┃ 예산액              ┃ 집행률  ┃
        ┃          ┣━━━━━━━━━━┳━━━━━━━━━━┫ (B/A)   ┃
        ┃          ┃ 당초     ┃ 현액(A)  ┃         ┃
        ┣━━━━━━━━━━╋━━━━━━━━━━╋━━━━━━━━━━╋━━━━━━━━━┫
        ┃ 가족정책 ┃    1,200 ┃    1,300 ┃         ┃
        ┃ 지원     ┃          ┃          ┃   50.0% ┃
        ┣━━━━━━━━━━┻━━━━━━━━━━╋━━━━━━━━━━╋━━━━━━━━━┫
        ┃ 소계                ┃    1,300 ┃   50.0% ┃
        ┗━━━━━━━━━━━━━━━━━━━━━┻━━━━━━━━━━┻━━━━━━━━━┛
    """
    (table,) = _read(content).tables
    assert [row.cells for row in table.rows] == [
        ("구분", "예산액", "", "집행률 (B/A)"),
        ("", "당초", "현액(A)", ""),
        ("가족정책 지원", "1,200", "1,300", "50.0%"),
        ("소계", "", "1,300", "50.0%"),
    ]
    assert [row.place.line for row in table.rows] == [2, 4, 6, 9]
    assert [table.rows[2].line_of(column) for column in range(4)] == [6, 6, 6, 7]


def test_a_label_over_several_rows_stands_in_the_first() -> None:
    content = """
        +------+--------+-------+
        | 사업 | 세부   |  예산 |
        +------+--------+-------+
        | 교육 | 인건비 |   100 |
        |      +--------+-------+
        |      | 운영비 |   200 |
        +------+--------+-------+
    """
    assert _table(content, "box")[1:] == [("교육", "인건비", "100"), ("", "운영비", "200")]


@pytest.mark.parametrize(
    "content",
    [
        """
        ┌──────┬──────┬──────┐
        │ 구분 │ 예산 │ 집행 │
        ├──────┼──────┼──────┤
        │ 가   │   10 │    5 │
        ├──────┼──────┴──────┤
        │ 나   │     999     │
        └──────┴─────────────┘
        """,
        """
        ┌──────┬──────┬──────┐
        │ 구분 │ 예산 │ 집행 │
        ├──────┼──────┼──────┤
        │ 가   │   10 │    5 │
        ├──────┼──────┼──────┤
        │ 나   │   20 │      │
        ├──────┼──────┤ 999  │
        │ 다   │   30 │      │
        └──────┴──────┴──────┘
        """,
    ],
    ids=["over two columns", "over two rows"],
)
def test_a_figure_in_merged_cells_is_of_none_of_them(content: str) -> None:
    assert _table(content, "box") == [("구분", "예산", "집행"), ("가", "10", "5")]
    assert any("999" in line for _, line in _beside(content))


def test_a_year_over_several_columns_is_a_heading() -> None:
    content = """
        ┌──────┬─────────────┐
        │ 구분 │    2031     │
        │      ├──────┬──────┤
        │      │ 예산 │ 집행 │
        ├──────┼──────┼──────┤
        │ 가   │   10 │    5 │
        └──────┴──────┴──────┘
    """
    assert _table(content, "box")[:2] == [("구분", "2031", ""), ("", "예산", "집행")]


def test_rows_of_a_box_without_rules_are_told_by_their_numbers_or_left() -> None:
    def box(first: str, second: str) -> str:
        return f"""
        ┌────────┬──────────────┬─────────┐
        │ 사업   │ 목표         │ 실적    │
        ├────────┼──────────────┼─────────┤
        │ {first}│ 상담 1,500건 │ - 112건 │
        │ {second}│              │ - 198명 │
        └────────┴──────────────┴─────────┘"""

    assert _table(box("① 상담", "② 교육"), "box")[1:] == [
        ("① 상담", "상담 1,500건", "- 112건"),
        ("② 교육", "", "- 198명"),
    ]
    # Two rows, or the words of one: nothing says which.
    assert _table(box("상담   ", "교육   "), "box")[1:] == []


def test_boxes_are_told_apart_and_a_framed_title_is_no_table() -> None:
    content = """
        ╔═══════════╗
        ║ 예산 개요 ║
        ╚═══════════╝
        ╭────┬────╮
        │ 가 │  1 │
        ╰────┴────╯
        ┌────┬────┐
        │ 나 │  2 │
        └────┴────┘
    """
    assert [[row.cells for row in table.rows] for table in _read(content).tables] == [
        [("가", "1")],
        [("나", "2")],
    ]


def test_boxes_side_by_side_are_one_table_as_with_tabs() -> None:
    content = """
        ┌──────┬────┐  ┌──────┬────┐
        │ 수입 │ 액 │  │ 지출 │ 액 │
        ├──────┼────┤  ├──────┼────┤
        │ 회비 │ 12 │  │ 급여 │ 13 │
        └──────┴────┘  └──────┴────┘
    """
    assert _table(content, "box") == [("수입", "액", "지출", "액"), ("회비", "12", "급여", "13")]


def test_a_box_is_read_in_whatever_font_its_sides_meet() -> None:
    """Some programs count letters: then the sides of rows with Korean letters stand elsewhere on a screen."""
    content = """
        +------+------+------+
        | 구분   | 예산   | 집행   |
        +------+------+------+
        | 인건비  | 1    | 2    |
        +------+------+------+
        | 계           | 2    |
        +------+------+------+
    """
    rows = _table(content, "box")
    assert rows[:2] == [("구분", "예산", "집행"), ("인건비", "1", "2")]
    assert ("계", "2", "") not in rows


# aligned columns


def test_a_missing_cell_shifts_no_figure() -> None:
    content = """
        구분            예산액      집행액     집행률
        인건비           1,200         600      50.0%
        운영비                         400
        사업비             800                   0.0%
        예비비               -           -          -
        합계             2,000       1,000      50.0%
    """
    assert _table(content, "aligned") == [
        ("구분", "예산액", "집행액", "집행률"),
        ("인건비", "1,200", "600", "50.0%"),
        ("운영비", "", "400", ""),
        ("사업비", "800", "", "0.0%"),
        ("예비비", "-", "-", "-"),
        ("합계", "2,000", "1,000", "50.0%"),
    ]


def test_a_figure_in_the_room_of_the_labels_is_under_no_heading() -> None:
    content = """
        부서ㆍ사업ㆍ편성목                       예산액        기정액
        부서: 생활체육과                       9,100         8,100
            국고          3,000
            도비          6,100
        사업: 생활체육 지원                     9,100         8,100
    """
    assert _table(content, "aligned") == [
        ("부서ㆍ사업ㆍ편성목", "", "예산액", "기정액"),
        ("부서: 생활체육과", "", "9,100", "8,100"),
        ("국고", "3,000", "", ""),
        ("도비", "6,100", "", ""),
        ("사업: 생활체육 지원", "", "9,100", "8,100"),
    ]


def test_a_row_that_could_be_placed_otherwise_is_left_out() -> None:
    content = """
        구분            예산액      집행액     집행률
        인건비           1,200         600      50.0%
        운영비                  400       200
        체육시설 위탁 운영비와 기타   900         450      50.0%
        수선비  100  50  50.0%
        사업비             800         400      50.0%
        예비비             800           0       0.0%
        전출금             700         700     100.0%
        합계             3,500       1,700      48.6%
    """
    labels = [row[0] for row in _table(content, "aligned")]
    assert labels == ["구분", "인건비", "사업비", "예비비", "전출금", "합계"]
    assert [line for line, _ in _beside(content)] == [3, 4, 5]


def test_two_label_columns_notes_numbers_of_rows_and_formula_letters() -> None:
    content = """
        번호  정책      단위사업        예산액     지출액    비고
                                           (A)        (B)
          1   총계                       1,510      1,081
          2   아동      돌봄센터         1,200        980    신규 사업
          3             부모교육           310        101
    """
    assert _table(content, "aligned") == [
        ("번호", "정책", "단위사업", "예산액", "지출액", "비고"),
        ("", "", "", "(A)", "(B)", ""),
        ("1", "총계", "", "1,510", "1,081", ""),
        ("2", "아동", "돌봄센터", "1,200", "980", "신규 사업"),
        ("3", "", "부모교육", "310", "101", ""),
    ]


def test_a_heading_over_several_columns_stands_on_the_first() -> None:
    content = """
        (단위: 천원)
                             2030년                2031년
        구    분        예산       집행       예산       집행
        총    계       1,200      1,100      1,300      1,000
        인건비           900        800        900        700
        운영비           300        300        400        300
    """
    assert _table(content, "aligned")[:3] == [
        ("", "2030년", "", "2031년", ""),
        ("구 분", "예산", "집행", "예산", "집행"),
        ("총 계", "1,200", "1,100", "1,300", "1,000"),
    ]


def test_a_heading_that_could_stand_over_either_column_gives_no_table() -> None:
    """A year over the wrong column would be another year's figure."""
    content = """
                       2030년   2031년
        구분        예산       집행       예산
        총계       1,200      1,100      1,300
        인건비       900        800        900
    """
    assert not list(_read(content).tables)


def test_headings_that_are_years_or_single_letters() -> None:
    years = "구분      2030     2031\n참가자     120      133\n강좌        12       15\n"
    assert _table(years, "aligned")[0] == ("구분", "2030", "2031")
    letters = "나이      남     여     계\n20대       1      2      3\n30대       4      5      9\n"
    assert _table(letters, "aligned")[0] == ("나이", "남", "여", "계")


def test_figures_that_look_like_years_head_no_column() -> None:
    content = """
        구분      예산     집행
        교사       120      133
        직원        12       15
        학생      1998     2001
        강사         1        2
        기타         3        4
    """
    assert [row[0] for row in _table(content, "aligned")] == ["구분", "교사", "직원", "학생", "강사", "기타"]
    # One year after the other: perhaps the headings of another table.
    assert [row[0] for row in _table(content.replace("2001", "1999"), "aligned")] == ["구분", "교사", "직원"]


def test_years_below_headings_are_headings_or_figures_and_nobody_knows() -> None:
    content = (
        "구분      예산     집행\n연도      2030     2031\n인건비     120      133\n강좌        12       15\n"
    )
    assert not list(_read(content).tables)


@pytest.mark.parametrize("gap", ["", "\n- 12 -\n", "\n12\n", "- 12 -\n"])
def test_another_heading_begins_another_table(gap: str) -> None:
    content = (
        "구분      예산     집행\n인건비     120      133\n운영비      12       15\n"
        f"{gap}"
        "수입      당초     수납\n회비       110      100\n사용료      10        9\n"
    )
    tables = _read(content).whole_tables
    assert [table.rows[0].cells for table in tables] == [("구분", "예산", "집행"), ("수입", "당초", "수납")]


@pytest.mark.parametrize(
    "content",
    [
        "올해는  2031년  3월부터 120  명이 참여했고\n작년보다  12  명이  늘어  133  명이다.\n계속  된다.",
        "일시      3. 12.    14:00\n장소      강당      2층\n인원      120       명",
        "인건비     120      133\n운영비      12       15\n",
        "구분      예산     집행\n인건비     120      133\n",
        "구분      예산\n인건비     120\n운영비      12\n",
    ],
    ids=["prose", "list", "no heading", "one row", "one figure a row"],
)
def test_what_two_spaces_part_is_not_always_a_table(content: str) -> None:
    assert not list(_read(content).tables)


# one cell a line

ONE_A_LINE = ["과목", "예산", "집행", "인건비", "1,200", "△30", "운영비", "-", "44.5%", "사업비", "0", "0"]


@pytest.mark.parametrize("between", ["\n", "\n\n"])
def test_one_cell_a_line_says_where_each_cell_stands(between: str) -> None:
    (table,) = _read(between.join(ONE_A_LINE)).tables
    step = len(between)
    assert table.carrier == "stacked"
    assert [row.cells for row in table.rows] == [
        ("과목", "예산", "집행"),
        ("인건비", "1,200", "△30"),
        ("운영비", "-", "44.5%"),
        ("사업비", "0", "0"),
    ]
    lines = [row.line_of(column) for row in table.rows for column in range(3)]
    assert lines == [1 + step * index for index in range(12)]
    assert [row.place.line for row in table.rows] == lines[::3]


@pytest.mark.parametrize("formulas", [["(A)", "(B)"], ["", "(A)", "B/A"][1:]])
def test_one_cell_a_line_has_a_row_of_formulas(formulas: list[str]) -> None:
    content = "\n".join(["(단위: 천원)", *ONE_A_LINE[:3], *formulas, *ONE_A_LINE[3:]])
    assert _table(content, "stacked")[:2] == [("과목", "예산", "집행"), ("", *formulas)]


@pytest.mark.parametrize(
    "change",
    [
        ["수입", *ONE_A_LINE],
        [*ONE_A_LINE[:3], "지출", *ONE_A_LINE[3:]],
        [*ONE_A_LINE[:4], *ONE_A_LINE[5:]],
        [*ONE_A_LINE, "예비비", "5"],
        [*ONE_A_LINE, "5"],
        ONE_A_LINE[:9],
        ["- 과목", *ONE_A_LINE[1:3], "- 인건비", *ONE_A_LINE[4:]],
        ["과목", "2030", "2031", *ONE_A_LINE[3:]],
        ["정원", "20", "현원", "18", "결원", "2", "휴직", "1"],
    ],
    ids=[
        "a caption or a heading",
        "a group or a heading",
        "a figure is missing",
        "the last group is short",
        "a figure is left over",
        "two groups",
        "bullets",
        "years",
        "columns of two lines",
    ],
)
def test_where_the_rhythm_fails_there_is_no_table(change: list[str]) -> None:
    assert not list(_read("\n".join(change)).tables)


# semicolons


def test_semicolons_part_cells_where_that_is_clean() -> None:
    content = "구분;예산;집행\n인건비;1,200;△30\n운영비;;-\n사업비;800;44.5%\n"
    assert not list(_read(content).tables)  # a row without a figure
    content = content.replace(";;-", ";;0")
    assert _table(content, "semicolons")[2] == ("운영비", "", "0")
    assert not list(_read("교육; 상담; 돌봄\n1팀; 2팀; 3팀을 두고\n4팀; 5; 6명이 있다\n").tables)


# pages


@pytest.mark.parametrize(
    ("head", "rows", "foot"),
    [
        ("구분\t예산\t집행", ["가\t1\t2", "나\t3\t4", "다\t5\t6"], ""),
        ("구분 | 예산 | 집행", ["가 | 1 | 2", "나 | 3 | 4", "다 | 5 | 6"], ""),
        ("구분   예산   집행", ["가        1      2", "나        3      4", "다        5      6"], ""),
        ("구분;예산;집행", ["가;1;2", "나;3;4", "다;5;6"], ""),
        ("구분\n예산\n집행", ["가\n1\n2", "나\n3\n4", "다\n5\n6"], ""),
        (
            "+----+----+----+\n|구분|예산|집행|\n+----+----+----+",
            ["|가  |   1|   2|", "|나  |   3|   4|", "|다  |   5|   6|"],
            "\n+----+----+----+",
        ),
    ],
    ids=["tabs", "pipes", "aligned", "semicolons", "stacked", "box"],
)
@pytest.mark.parametrize("repeats", [True, False], ids=["headings again", "no headings"])
def test_a_table_that_a_page_breaks_is_one_in_every_carrier(
    head: str, rows: list[str], foot: str, repeats: bool
) -> None:
    again = [head] if repeats else [foot.strip()] if foot else []
    content = "\n".join([head, *rows]) + foot + "\n\n- 7 -\n\n" + "\n".join([*again, *rows]) + foot + "\n"
    (table,) = text.read("a.txt", content.encode()).whole_tables
    cells = [("가", "1", "2"), ("나", "3", "4"), ("다", "5", "6")]
    assert [row.cells for row in table.rows] == [("구분", "예산", "집행"), *cells, *cells]


def test_the_line_of_a_page_number_or_of_a_row_left_out_follows_its_table() -> None:
    content = """
        구분   예산   집행
        가        1      2

        - 7 -

        나        3      4
        다        555,555
        라        5      6
    """
    table, *others = _read(content).blocks
    assert isinstance(table, Table)
    assert [block.place.line for block in others] == [4, 7]


def test_every_carrier_is_tried_here() -> None:
    assert set(CARRIERS) == {"tabs", "box", "pipes", "semicolons", "aligned", "stacked"}


@pytest.mark.parametrize("letters", ["|", "-", " .", "│", "─", "+-", "|a", "; ", "1 ", "1  "])
def test_ornament_is_no_table(letters: str) -> None:
    line = letters * 50_000
    source = text.read("a.txt", f"가\n{line}\n{line}\n{line}\n".encode())
    assert not list(source.tables)
    assert isinstance(source.blocks[0], Paragraph)
