"""Delimited values into blocks: what parts the cells, what is text, and rows that do not fit."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl import extraction
from etl.blocks import Bullet, SourceDocument, Table
from etl.readers import read_content
from etl.readers.errors import ReadError
from tests.documents import delimited, pieces

_ROWS = [["구분", "예산액", "집행액"], ["가", "1,234", "500"], ["나", "2,000", "△10"]]


def _shown(source: SourceDocument) -> list[object]:
    return [
        [list(row.cells) for row in block.rows] if isinstance(block, Table) else block.text
        for block in source.blocks
    ]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.csv", '구분,예산액,집행액\n가,"1,234",500\n나,"2,000",△10\n'),
        ("a.csv", '"구분","예산액","집행액"\r\n"가","1,234","500"\r\n"나","2,000","△10"'),
        ("a.csv", "구분;예산액;집행액\n가;1,234;500\n나;2,000;△10\n"),
        ("a.csv", "sep=;\n구분;예산액;집행액\n가;1,234;500\n나;2,000;△10\n"),
        ("a.csv", "구분\t예산액\t집행액\n가\t1,234\t500\n나\t2,000\t△10\n"),
        ("a.tsv", "구분\t예산액\t집행액\n가\t1,234\t500\n나\t2,000\t△10\n"),
        ("a.tsv", '구분,예산액,집행액\n가,"1,234",500\n나,"2,000",△10\n'),
        ("a.tsv", "구분;예산액;집행액\n가;1,234;500\n나;2,000;△10\n"),
        ("a.csv", '구분,예산액,집행액\n가,"=""1,234""",500\n나,"2,000",△10\n'),
        ("a", '구분,예산액,집행액\n가,"1,234",500\n나,"2,000",△10\n'),
        ("a.xls", '구분,예산액,집행액\n가,"1,234",500\n나,"2,000",△10\n'),
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp949", "utf-16"])
def test_cells_are_parted_by_what_the_content_says(name: str, content: str, encoding: str) -> None:
    source = read_content(name, content.encode(encoding))
    assert _shown(source) == [_ROWS]
    (table,) = source.tables
    assert table.carrier == "delimited"
    (last,) = (row for row in table.rows if row.cells[0] == "나")
    assert last.place_of(1).cell == ("B4" if content.startswith("sep") else "B3")


def test_lines_and_tables_are_told_apart() -> None:
    content = '2027년 예산,,\n(단위: 천원),,\n구분,예산액,집행액\n가,"1,234",500\n나,"2,000",△10\n\n비고,,\n'
    assert _shown(read_content("a.csv", content.encode())) == ["2027년 예산", "(단위: 천원)", _ROWS, "비고"]


def test_items_of_a_list_keep_their_depth() -> None:
    source = read_content("a.tsv", "- 가, 나\n  - 다, 라\n- 마\n".encode())
    assert [(b.text, b.indent) for b in source.blocks if isinstance(b, Bullet)] == [
        ("가, 나", 0),
        ("다, 라", 2),
        ("마", 0),
    ]


def test_a_cell_may_hold_lines_and_quotes() -> None:
    content = '구분,내용\n가,"첫 줄\n""둘째"" 줄"\n나,끝\n'
    (table,) = read_content("a.csv", content.encode()).tables
    assert [row.cells[1] for row in table.rows] == ["내용", '첫 줄 "둘째" 줄', "끝"]
    assert table.rows[2].place_of(1).cell == "B3"


def test_an_amount_that_its_own_comma_parted_is_not_read() -> None:
    content = "구분,예산액,집행액\n가,1,234,500\n나,2,000,\n다,700,50\n"
    source = read_content("a.csv", content.encode())
    (table,) = source.tables
    assert [row.cells for row in table.rows] == [("구분", "예산액", "집행액"), ("다", "700", "50")]
    assert [(one.reason, one.text, one.place.cell) for one in source.unread] == [
        ("row_does_not_fit_header", "가, 1, 234, 500", "A2"),
        ("row_does_not_fit_header", "나, 2, 000, ", "A3"),
    ]


def test_blank_rows_cost_nothing() -> None:
    content = "구분,예산액,집행액,비고\n가,1,2,\n" + ",,,\n" * 800_000 + "나,3,4,\n"
    source = read_content("a.csv", content.encode())
    assert [row.cells for table in source.tables for row in table.rows][-1] == ("나", "3", "4")
    assert source.blocks[-1].place.line == 3


def test_digits_that_were_lost_are_not_read() -> None:
    source = read_content("a.csv", "구분,예산액,집행액\n가,1.2E+08,600\n나,100,5E-05\n".encode())
    assert [(one.text, one.reason, one.place.cell) for one in source.unread] == [
        ("1.2E+08", "malformed_number", "B2"),
        ("5E-05", "malformed_number", "C3"),
    ]


def test_a_formula_has_no_value() -> None:
    source = read_content("a.csv", "구분,예산액\n가,=SUM(B3:B9)\n나,5\n".encode())
    assert [(one.reason, one.place.cell) for one in source.unread] == [("formula_without_value", "B2")]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.txt", "가\t나\t다\n1\t2\t3\n4\t5\t6\n"),
        ("a.txt", "가,나,다\n1,2,3\n4,5,6\n"),
        ("a.md.txt", "2027년 주요업무\n\n- 예산 : 1,234천원, 500천원\n구분\t예산액\n가\t1,234\n"),
        ("a.hwp", "가, 나, 다를 한다.\n라를 하고, 마를 한다.\n바\n"),
    ],
)
def test_a_report_in_text_stays_a_text(name: str, content: str) -> None:
    source = read_content(name, content.encode())
    assert source.blocks == read_content("a.txt", content.encode()).blocks
    assert not any(table.carrier == "delimited" for table in source.tables)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "empty"),
        (b"\xef\xbb\xbf\n", "empty"),
        ('구분,예산\n가,"12\n나,13\n'.encode(), "quotes do not pair"),
        ('구분,예산\n"가"나,12\n'.encode(), "line 2: its quotes do not pair"),
        ("a," * 3_000 + "b\n", "row 1 has 3,001 cells"),
        (b"a,b\n1,\0\n", "NUL"),
        (b"\x81\xff,\xff\xfe\n", "neither UTF-8"),
        (b"\x89PNG\r\n\x1a\n,,,", "a picture"),
        (("1," * 1_500 + "2\n") * 2_010, "holds more than 3,000,000 cells"),
        ("a," + "b" * 200_000, "cell B1: has 200,000 characters"),
        (",\n" * 1_000, "holds no text"),
    ],
)
def test_what_cannot_be_read_is_refused_in_one_line(content: bytes | str, says: str, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(ReadError, match=says) as refused:
        extraction.read(path)
    assert "\n" not in str(refused.value)


_CELL = st.text(st.characters(exclude_categories=("Cc", "Cs", "Cn", "Co")), max_size=8)


@given(st.lists(st.lists(_CELL, min_size=2, max_size=4), min_size=2, max_size=6), st.sampled_from(",;\t"))
def test_any_values_are_read_or_refused(rows: list[list[str]], delimiter: str) -> None:
    content = "\n".join(delimiter.join(row) for row in rows)
    for name in ("a.csv", "a"):
        try:
            read_content(name, content.encode())
        except ReadError as refused:
            assert "\n" not in str(refused)


@settings(max_examples=60)
@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    try:
        read_content("a.csv", content)
    except ReadError as refused:
        assert "\n" not in str(refused)


def test_a_report_has_its_lines_and_tables_again() -> None:
    text = "2027년 예산\n\n구분\t예산액\n가\t1,234\n나\t5\n끝\n"
    source = read_content("a.csv", delimited.write(text))
    assert _shown(source) == pieces.pieces(text)


@pytest.mark.parametrize(
    ("row", "is_left"),
    [("가,1,100,", True), ("나,900,100,", True), ("다,900,90,늦음", False), ("라,90,80,", False)],
)
def test_an_amount_may_be_parted_where_a_row_ends_empty(row: str, is_left: bool) -> None:
    source = read_content("a.csv", f"구분,예산액,집행액,비고\n마,200,80,없음\n{row}\n".encode())
    assert [one.reason for one in source.unread] == (["row_does_not_fit_header"] if is_left else [])


@pytest.mark.parametrize("encoding", ["utf-8", "cp949", "utf-16"])
def test_a_file_that_stops_within_its_last_row_is_cut_off(encoding: str) -> None:
    whole = "구분,예산액,집행액\n가,1234,500\n나,5678,900\n"
    for cut in ("나,56", "나,5678"):
        content = (whole[: whole.index("나")] + cut).encode(encoding)
        with pytest.raises(ReadError, match="cut off: its last row has 2 of 3 cells"):
            read_content("a.csv", content)


@pytest.mark.parametrize(
    "end",
    [
        "나,5678,900",
        "나,5678\n",
        "출처: 통계",
        "\n나,5678,900\n\n출처: 통계",
        "합계,1234\r\n",
        "나,5678,\n,",
        "",
    ],
)
def test_a_last_row_that_ends_as_others_do_or_is_a_line_is_read(end: str) -> None:
    source = read_content("a.csv", f"구분,예산액,집행액\n가,1234,500\n{end}".encode())
    assert next(source.tables).rows[1].cells == ("가", "1234", "500")


def test_no_amount_is_parted_where_thousands_stand_in_one_cell() -> None:
    source = read_content("a.csv", "구분,예산액,집행액,비고\n가,1100,300,없음\n나,900,100,\n".encode())
    assert source.unread == ()
