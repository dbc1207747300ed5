"""Text files into blocks: every encoding, markup, broken files."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from etl.blocks import Bullet, Heading, Paragraph, SourceDocument, Table
from etl.readers import text
from etl.readers.errors import ReadError
from tests.work import calls

REPORT = "2031년 주요업무\n\n# 예산\n\n- ㅇ 사업기간 : 2031년 1월\n구분\t예산액\n가\t1,234\n"


def _same_blocks(content: bytes) -> bool:
    source, plain = text.read("a.txt", content), text.read("a.txt", REPORT.encode())
    return (source.blocks, source.line_count) == (plain.blocks, plain.line_count)


@pytest.mark.parametrize(
    "content",
    [
        b"\xef\xbb\xbf" + REPORT.encode(),
        REPORT.encode("utf-16"),
        b"\xfe\xff" + REPORT.encode("utf-16-be"),
        REPORT.encode("cp949"),
        REPORT.replace("\n", "\r\n").encode(),
    ],
    ids=["UTF-8 with BOM", "UTF-16", "UTF-16 big-endian", "CP949", "CRLF"],
)
def test_every_encoding_gives_the_same_blocks(content: bytes) -> None:
    assert _same_blocks(content)


def test_lines_are_counted_as_the_file_has_them() -> None:
    source = text.read("a.txt", REPORT.encode())
    assert source.line_count == 7
    assert [(type(block), block.place.line) for block in source.blocks] == [
        (Paragraph, 1),
        (Heading, 3),
        (Bullet, 5),
        (Table, 6),
    ]
    assert text.read("a.txt", "가\n나".encode()).line_count == 2


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("- ㅇ 사업기간 : 2031년", "사업기간 : 2031년"),
        ("ㅇ 사업기간 : 2031년", "사업기간 : 2031년"),
        ("o 사업기간 : 2031년", "사업기간 : 2031년"),
        ("○ <b>사업기간</b> &gt; 2031년", "사업기간 > 2031년"),
        ("- 예산 **: 3천원**", "예산 : 3천원"),
        ("- 제**2**호 센터 1,<b>234</b>천원", "제2호 센터 1,234천원"),
        ("- <ul><li>가</li><li>나</li></ul>", "가 나"),
        ("- 예산 ： １,２３４천원（２０３１년）", "예산 : 1,234천원(2031년)"),
    ],
)
def test_a_bullet_comes_without_its_marks_and_markup(line: str, expected: str) -> None:
    (block,) = text.read("a.txt", line.encode()).blocks
    assert isinstance(block, Bullet)
    assert block.text == expected


def test_markup_that_is_never_closed_does_not_eat_the_cell() -> None:
    (table,) = text.read("a.txt", "<ul><li>가 3 < 5\t<b>나\t<del>다</del".encode()).blocks
    assert isinstance(table, Table)
    assert table.rows[0].cells[:2] == ("가 3 < 5", "나")


def test_a_rule_below_a_header_is_no_row() -> None:
    (table,) = text.read("a.txt", "가\t나\n---\t:---:\n1\t2\n".encode()).blocks
    assert isinstance(table, Table)
    assert [row.place.line for row in table.rows] == [1, 3]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (b"\n \t\n\n", "empty"),
        (b"abc\0def", "NUL"),
        (REPORT.encode("utf-16-le"), "NUL"),
        (REPORT.encode("utf-32"), "NUL"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "NUL"),
        (bytes(range(1, 256)) * 3, "byte 127"),
        (REPORT.encode() + b"\xff\xff" + REPORT.encode(), f"byte {len(REPORT.encode())}"),
        (b"\xff\xfe\x00", "UTF-16"),
        (b"a\n" + b"x" * 1_000_001, "line 2"),
    ],
)
def test_what_is_no_text_is_refused_in_one_line(content: bytes, says: str) -> None:
    with pytest.raises(ReadError, match=says) as refused:
        text.read("a.txt", content)
    assert "\n" not in str(refused.value)


@given(st.integers(1, len(REPORT.encode())))
def test_a_text_that_is_cut_anywhere_is_still_read(length: int) -> None:
    source = text.read("a.txt", REPORT.encode()[:length])
    assert source.line_count <= 7


@given(st.one_of(st.binary(max_size=400), st.text(max_size=200).map(str.encode)))
@example(b"\xff\xfe")
@example("\u2028\x85\x0b".encode())
@example("\ufeff\t\ufeff".encode())
@example(b"-\t--\n")
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    try:
        source = text.read("a.txt", content)
    except ReadError as refused:
        assert str(refused).strip()
        assert "\n" not in str(refused)
        return
    _check_places(source)


def _check_places(source: SourceDocument) -> None:
    """Every block stands on lines that no other has and begins below the last; no table is empty."""
    lines: list[int] = []
    for block in source.blocks:
        if isinstance(block, Table):
            lines.extend(row.place.line for row in block.rows)
        else:
            assert block.text.strip()
            lines.append(block.place.line)
    starts = [block.place.line for block in source.blocks]
    assert starts == sorted(starts)
    assert len(lines) == len(set(lines))
    assert not lines or (min(lines) >= 1 and max(lines) <= source.line_count)


def test_a_letter_with_too_many_marks_keeps_them_all() -> None:
    """Putting them in order takes the square of their number: a joiner that prints nothing parts them."""
    marks = "\u0301\u0323" * 5_000
    (block,) = text.read("a.txt", f"a{marks}b".encode()).blocks
    assert isinstance(block, Paragraph)
    kept = unicodedata.normalize("NFD", block.text).replace("\u034f", "")
    assert sorted(kept) == sorted(f"a{marks}b")
    assert all(len(run) <= 32 for run in block.text.split("\u034f"))


def test_lines_may_end_in_carriage_returns_alone() -> None:
    assert text.lines_of("하나\r둘\r셋\r".encode()) == ["하나", "둘", "셋"]


@pytest.mark.parametrize("more", [b"x" * 5_000_000, b"1\t" * 2_500_000, "가 1,234 ".encode() * 200_000])
def test_a_line_longer_than_any_report_has_is_refused_before_anything_looks_into_it(more: bytes) -> None:
    def refused() -> None:
        with pytest.raises(ReadError, match="line 8 has"):
            text.read("a.txt", REPORT.encode() + more)

    assert calls(refused) < 1_000
