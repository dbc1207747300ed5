"""PDF letters that nobody sees on the page are no facts, and said to be left out."""

from __future__ import annotations

import io

import pikepdf
import pytest

from etl.blocks import SourceDocument
from etl.readers import read_content
from tests.documents.pdf_chromium import printed
from tests.documents.pdf_typst import made

pytestmark = pytest.mark.browser

_PAGE = (
    '#set page(width: 300pt, height: 200pt, margin: 20pt)\n#set text(font: "Noto Sans CJK KR", size: 10pt)\n'
)
_WHITE = "text(fill: white)[나], text(fill: white)[77]"


def _read(content: bytes) -> SourceDocument:
    return read_content("report.pdf", content)


def _cells(source: SourceDocument) -> list[tuple[str, ...]]:
    return [row.cells for table in source.tables for row in table.rows]


def _unread(source: SourceDocument) -> list[tuple[str, str]]:
    return [(one.text, one.reason) for one in source.unread]


@pytest.mark.parametrize("filled", ["none", "white", '(x, y) => if y == 0 { rgb("#eee") }'])
def test_letters_in_the_colour_of_the_paper_are_left_out(filled: str) -> None:
    table = f"#table(columns: 2, inset: 4pt, fill: {filled}, [구분], [예산], [가], [1,200], {_WHITE})"
    source = _read(made(_PAGE + table))
    assert _cells(source) == [("구분", "예산"), ("가", "1,200")]
    assert _unread(source) == [("나 77", "hidden_text")]


def test_letters_without_height_are_left_out() -> None:
    with pikepdf.open(io.BytesIO(made(_PAGE + "가 1,200\n\n나 77"))) as pdf:
        stream = pdf.pages[0].Contents
        drawn = stream.read_bytes()
        first, second = drawn.rsplit(b"10 Tf 1 0 0 -1", 1)
        stream.write(first + b"10 Tf 1 0 0 0" + second)
        flat = io.BytesIO()
        pdf.save(flat)
    source = _read(flat.getvalue())
    assert [line.text for line in source.lines] == ["가 1,200"]
    assert [("".join(text.split()), reason) for text, reason in _unread(source)] == [("나77", "hidden_text")]


def test_white_letters_on_a_dark_cell_are_read() -> None:
    dark = '(x, y) => if y == 1 { rgb("#036") }'
    source = _read(made(_PAGE + f"#table(columns: 2, inset: 4pt, fill: {dark}, [구분], [예산], {_WHITE})"))
    assert _cells(source) == [("구분", "예산"), ("나", "77")]
    assert not source.unread


@pytest.mark.parametrize("colour", ["white", "black"])
def test_what_a_patch_covers_is_left_out(colour: str) -> None:
    patch = f"#place(dx: 40pt, dy: -14pt, rect(width: 60pt, height: 16pt, fill: {colour}))"
    source = _read(made(_PAGE + "예산액 #h(20pt) 1,200" + patch))
    assert [line.text for line in source.lines] == ["예산액"]
    assert _unread(source) == [("1,200", "hidden_text")]


def test_what_a_pen_marks_is_read() -> None:
    mark = "#place(dx: 40pt, dy: -14pt, rect(width: 60pt, height: 16pt, fill: yellow.transparentize(50%)))"
    source = _read(made(_PAGE + "예산액 1,200" + mark))
    assert [line.text for line in source.lines] == ["예산액 1,200"]


def test_letters_that_are_clear_are_left_out() -> None:
    source = _read(printed("<p>예산액 <span style='color: rgba(0, 0, 0, 0)'>1,200</span> 끝</p>"))
    assert "1,200" not in "".join(line.text for line in source.lines)
    assert _unread(source) == [("1,200", "hidden_text")]


@pytest.mark.parametrize("width", range(20, 44, 2))
def test_a_figure_of_which_a_part_is_cut_off_is_not_taken_for_a_whole_one(width: int) -> None:
    source = _read(made(_PAGE + f"#box(clip: true, width: {width}pt)[#box(width: 99pt)[12345678]]"))
    assert not list(source.lines)
    assert ("letters_unknown", True) in {(one.reason, one.text.startswith("12")) for one in source.unread}


def test_a_scan_with_a_number_in_letters_is_said_to_be_unread() -> None:
    pixels = "#let data = bytes((255, 255, 255, 0))\n"
    raster = '#image(data, format: (encoding: "rgba8", width: 1, height: 1), width: 100%, height: 90%)'
    source = _read(made(_PAGE + "#set page(margin: 0pt)\n" + pixels + raster + "\n- 3 -"))
    assert "page_scanned" in {one.reason for one in source.unread}


@pytest.mark.parametrize(
    ("cell", "held", "left"),
    [
        ("<s>1,200</s> 1,300", "1,300", "1,200"),
        ("<s>1,200</s>", "", "1,200"),
        ("<u>1,200</u>", "1,200", None),
        ("<span style='text-decoration: overline'>1,200</span>", "1,200", None),
        ("<s>삭제</s> 1,200", "1,200", "삭제"),
    ],
)
def test_a_figure_that_is_struck_out_is_none(cell: str, held: str, left: str | None) -> None:
    source = _read(printed(f"<table><tr><td>가<td>나<td>1<tr><td>다<td>{cell}<td>2</table>"))
    assert _cells(source) == [("가", "나", "1"), ("다", held, "2")]
    assert _unread(source) == ([(left, "struck_out")] if left else [])


def test_what_is_left_of_a_figure_struck_out_in_part_is_unknown() -> None:
    source = _read(printed("<p>예산액 12<s>34</s> 끝</p>"))
    assert not any(letter.isdigit() for line in source.lines for letter in line.text)
    assert {one.reason for one in source.unread} == {"struck_out", "letters_unknown"}
