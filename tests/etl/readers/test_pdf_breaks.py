"""Ends of lines in PDF: whether a space stood there, and what of it the document says elsewhere."""

from __future__ import annotations

import pytest

from etl.blocks import SourceDocument
from etl.readers import read_content
from etl.readers.pdf.elsewhere import Elsewhere
from tests.documents.pdf_chromium import printed
from tests.documents.pdf_typst import made

pytestmark = pytest.mark.browser

_PAGE = (
    '#set page(width: 300pt, height: 200pt, margin: 20pt)\n#set text(font: "Noto Sans CJK KR", size: 10pt)\n'
)


def _read(content: bytes) -> SourceDocument:
    return read_content("report.pdf", content)


def _cells(source: SourceDocument) -> list[list[tuple[str, ...]]]:
    return [[row.cells for row in table.rows] for table in source.tables]


@pytest.mark.parametrize(
    ("texts", "told"),
    [
        (["정책 로드맵 개발"], " "),
        (["정책로드맵 개발"], ""),
        (["정책로드맵 개발", "정책 로드맵 안내", "정책 로드맵 교육"], ""),
        (["양성평등 정책 로드맵", "양성평등 정책로드맵"], None),
        (["정책 개발"], None),
    ],
)
def test_the_place_with_most_of_the_same_around_says_how_a_break_is_written(
    texts: list[str], told: str | None
) -> None:
    broken = "양성평등 정책", "로드맵 개발"
    assert Elsewhere.of([broken], texts).joined(*broken) == told


def test_a_single_syllable_below_is_told_by_a_longer_word() -> None:
    assert Elsewhere.of([("관리", "자")], ["중간관리자(대리급)"]).joined("관리", "자") == ""


def test_a_name_broken_in_two_ways_is_one_name() -> None:
    name, narrow = "직장맘지원센터 종합상담", "<td style='width:{}pt'>직장맘지원센터 종합상담"
    table = f"<table style='width:auto'><tr>{narrow.format(30)}{narrow.format(45)}{narrow.format(70)}</table>"
    source = _read(printed(f"<p>{name}</p>{table}", "body { word-break: break-all; }"))
    assert _cells(source) == [[(name, name, name)]]


@pytest.mark.parametrize(
    ("lines", "read"),
    [
        ("13<br>(48.<br>1)", "13 (48.1)"),
        ("27<br>(10<br>0)", "27 (100)"),
        ("(△73.<br>7%)", "(△73.7%)"),
        ("75.<br>55%", "75.55%"),
        ("1,234<br>5,678", "1,234 5,678"),
        ("1,23<br>(55)", "1,23 (55)"),
        ("(12.<br>31)", "(12. 31)"),
        ("12.<br>31.", "12. 31."),
    ],
)
def test_a_figure_is_put_together_where_brackets_or_a_sign_say_that_it_is_one(lines: str, read: str) -> None:
    style = "table { width: auto; table-layout: fixed; } td { width: 25pt; padding: 0; }"
    source = _read(printed(f"<p>앞의 글.</p><table><tr><td>{lines}<td>가</table>", style))
    assert _cells(source) == [[(read, "가")]]


def test_a_sign_within_a_broken_word_begins_no_item() -> None:
    text = "서울시 및 투자·출연기관 홍보물과 투자·출연기관 사업을 함께 보며, 서울시와 자치구의 투자·출연기관"
    source = _read(made(_PAGE + f"#set page(width: 272pt)\n투자·출연기관\n\n{text} 436건을 평가함\n\n·현황"))
    assert [line.text for line in source.lines] == ["투자·출연기관", f"{text} 436건을 평가함", "현황"]


def test_figures_of_two_cells_that_run_into_one_another_are_unknown() -> None:
    rows = "[남], [7(20.6)], [8(23.5)], [9(1.5)], [여], [12], [], []"
    source = _read(made(_PAGE + f"#table(columns: (30pt, 29pt, 29pt, 60pt), inset: 2pt, {rows})"))
    (first, second), *_ = _cells(source)
    assert not any(letter.isdigit() for letter in "".join(first))
    assert second[:2] == ("여", "12")
    assert {one.reason for one in source.unread} == {"letters_unknown"}


def test_a_figure_that_runs_over_its_cell_alone_is_read() -> None:
    source = _read(made(_PAGE + "#table(columns: (30pt, 25pt, 60pt), inset: 2pt, [남], [1,234,567], [])"))
    assert _cells(source) == [[("남", "1,234,567")]]


def test_letters_printed_over_one_another_are_unknown() -> None:
    over = "#place(dx: 4pt, dy: 4pt)[1234]#place(dx: 9pt, dy: 4pt)[5678]"
    source = _read(made(_PAGE + f"앞의 글\n\n{over}"))
    assert [line.text for line in source.lines] == ["앞의 글"]
    assert {one.reason for one in source.unread} == {"letters_unknown"}
