"""Which rows head a table: a year heads a column, a count of two to four digits does not."""

from __future__ import annotations

import pytest

from etl.readers import text
from etl.tables.header import Grid, grids, is_figure


def _grid(*rows: str) -> Grid:
    source = text.read("a.txt", "".join(row.replace("|", "\t") + "\n" for row in rows).encode())
    ((grid,),) = [grids(table) for table in source.whole_tables]
    return grid


@pytest.mark.parametrize("figure", ["7", "31", "120", "2,044", "31명", "20건", "4.2"])
def test_the_first_row_with_a_count_is_no_heading(figure: str) -> None:
    grid = _grid("구분|2030년|2031", f"나눔|{figure}|{figure}", f"돌봄|{figure}|{figure}")
    assert len(grid.head) == 1
    assert [column.path for column in grid.figures] == [("2030년",), ("2031",)]


@pytest.mark.parametrize(
    "years", ["2030년|2031년", "2030|2031", "'30|'31", "30년|31년", "2030년도|2031학년도"]
)
def test_years_below_a_heading_are_headings(years: str) -> None:
    grid = _grid("구분|가입|탈퇴", f"|{years}", "나눔|12|13")
    assert [len(column.path) for column in grid.figures] == [2, 2]


def test_the_steps_of_a_scale_are_headings() -> None:
    assert [column.path for column in _grid("구분|1급|2급", "정원|12|3").figures] == [("1급",), ("2급",)]


@pytest.mark.parametrize(
    ("cell", "is_one"),
    [
        ("31명", True),
        ("31년", False),
        ("31년 목표", False),
        ("3급", False),
        ("2031 목표", False),
        ("2031 백만원", True),
        ("2,031 그루", True),
    ],
)
def test_a_count_of_two_digits_is_a_figure(cell: str, is_one: bool) -> None:
    assert is_figure(cell) is is_one


@pytest.mark.parametrize("years", ["2030 실적|2031 예산", "2030(결산)|2031(예산)", "2030.9|2031.9"])
def test_a_year_with_a_word_beside_it_is_a_heading(years: str) -> None:
    grid = _grid(f"구분|{years}", "나눔|12|13", "돌봄|14|15")
    assert [column.path for column in grid.figures] == [(one,) for one in years.split("|")]


def test_tables_of_one_column_side_by_side_are_parted_by_their_heading() -> None:
    source = text.read(
        "a.txt", "수입\t금액\t지출\t금액\n출연금\t62\t인건비\t31\n이용료\t48\t운영비\t12\n".encode()
    )
    ((left, right),) = [grids(table) for table in source.whole_tables]
    assert (left.names, right.names) == ((("출연금",), ("이용료",)), (("인건비",), ("운영비",)))
    whole = _grid("사업|예산|부서|집행", "나눔|62|가람과|31", "돌봄|48|나래과|12")
    assert whole.names == (("나눔",), ("돌봄",))


@pytest.mark.parametrize(
    ("below", "is_heading"),
    [
        ("|상반기|하반기(예정)", True),
        ("|실적|예정", True),
        ("|9월말|하반기(예정)", True),
        ("|조사중|추진중", False),
        ("|12|하반기(예정)", False),
        ("|-|하반기(예정)", False),
        ("나눔|하반기 조사|예정", False),
    ],
)
def test_a_row_of_words_that_names_nothing_heads_what_is_to_come(below: str, is_heading: bool) -> None:
    grid = _grid("구분|2030년|2031년", below, "돌봄|14|15")
    assert len(grid.head) == 1 + is_heading


@pytest.mark.parametrize("name", ["인건비 및|보험료", "교육·|연수비", "급여,|수당", "임차 또는|구입"])
def test_a_name_that_goes_on_in_the_next_row_is_one(name: str) -> None:
    begun, rest = name.split("|")
    grid = _grid("구분|예산액|집행액", "계|30|20", f"{begun}|10|5", f"{rest}||", "운영비|20|15")
    assert [names[-1] for names in grid.names] == ["계", f"{begun} {rest}", "운영비"]


@pytest.mark.parametrize("name", ["인건비", "사업비(민간)", "기타"])
def test_the_name_of_a_group_goes_on_with_no_row_above(name: str) -> None:
    grid = _grid("구분|예산액|집행액", "계|30|20", f"{name}|10|5", "운영||", "운영비|20|15")
    assert len(grid.body) == 4
