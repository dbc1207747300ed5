"""Tables that page breaks cut."""

from __future__ import annotations

from etl.readers import text


def _rows(content: str) -> list[list[int]]:
    source = text.read("a.txt", content.encode())
    return [[row.place.line for row in table.rows] for table in source.whole_tables]


def test_a_table_that_a_page_break_cut_is_one_table() -> None:
    assert _rows("a\tb\n1\t2\n\n- 7 -\n\na\tb\n3\t4\n") == [[1, 2, 7]]


def test_a_header_of_two_rows_is_repeated_as_a_whole() -> None:
    assert _rows("a\tb\nc\td\n1\t2\n\na\tb\nc\td\n3\t4\n") == [[1, 2, 3, 7]]


def test_tables_with_text_between_them_or_another_header_stay_apart() -> None:
    assert _rows("a\tb\n1\t2\n다음\na\tb\n3\t4\n") == [[1, 2], [4, 5]]
    assert _rows("a\tb\n1\t2\n\na\tc\n3\t4\n") == [[1, 2], [4, 5]]


def test_a_header_that_is_repeated_without_a_gap_is_no_row() -> None:
    assert _rows("a\tb\n1\t2\na\tb\n3\t4\n") == [[1, 2, 4]]
    assert _rows("a\tb\nc\td\n1\t2\na\tb\nc\td\n3\t4\n") == [[1, 2, 3, 6]]


def test_equal_rows_of_figures_all_stay() -> None:
    assert _rows("a\tb\n가\t2\n가\t2\n") == [[1, 2, 3]]
    assert _rows("a\tb\n가\t1,234\n\na\tb\n가\t1,234\n") == [[1, 2, 5]]


def test_a_page_number_and_rows_of_the_same_shape_go_on_without_a_header() -> None:
    assert _rows("a\tb\n가\t2\n\n- 7 -\n\n나\t4\n") == [[1, 2, 6]]
    assert _rows("a\tb\n가\t20(4.1%)\n\n- 7 -\n\n나\t△4(1.0%)\n") == [[1, 2, 6]]
    assert _rows("a\tb\n가\t2\n\n나\t4\n") == [[1, 2], [4]]  # no new page
    assert _rows("a\tb\n가\t2\n\n- 7 -\n\n나\t4\t5\n") == [[1, 2], [6]]  # another shape
    assert _rows("a\tb\n가\t2\n\n- 7 -\n\n구분\t값\n") == [[1, 2], [6]]  # a header of its own
