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
    ("cell", "is_one"), [("31명", True), ("31년", False), ("31년 목표", False), ("3급", False)]
)
def test_a_count_of_two_digits_is_a_figure(cell: str, is_one: bool) -> None:
    assert is_figure(cell) is is_one
