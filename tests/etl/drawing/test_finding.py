"""Lines found again on drawn pages: at their own letters, or not at all."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest
import typst

from etl.blocks import Place, TableRow
from etl.drawing.finding import Found, found_again, share_of_figures


def _rows(*lines: str) -> list[TableRow]:
    return [TableRow(Place(number), tuple(line.split("|"))) for number, line in enumerate(lines, start=1)]


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    return tmp_path / "pages.typ"


def _drawn(source: Path, *pages: str) -> bytes:
    """Return pages of text: each line is one of the page, its cells at every 90 points."""
    parts = []
    for page in pages:
        parts.append("#set page(width: 500pt, height: 300pt, margin: 0pt)\n#set text(size: 10pt)\n")
        for down, line in enumerate(page.splitlines()):
            for across, cell in enumerate(line.split("|")):
                if cell:
                    parts.append(f'#place(dx: {10 + 90 * across}pt, dy: {10 + 20 * down}pt, "{cell}")\n')
        parts.append("#pagebreak(weak: true)\n")
    source.write_text("".join(parts), encoding="utf-8")
    return typst.compile(str(source))


def _in_box(content: bytes, found: Found | None, cell: int) -> str:
    """Return what stands in the box of a cell."""
    assert found is not None
    assert found.boxes is not None
    box = found.boxes[cell]
    assert box is not None
    page = pypdfium2.PdfDocument(content)[found.page - 1]
    left, top, right, bottom = box
    height = page.get_height()
    text = page.get_textpage().get_text_bounded(left - 1, height - bottom - 1, right + 1, height - top + 1)
    return str(text).strip()


def test_each_cell_has_the_box_of_its_own_letters(pages: Path) -> None:
    content = _drawn(pages, "세출예산 현황\n합창단 지원|1,234|617", "마을 축제|2,000|△500|25.0%")
    found = found_again(
        _rows("세출예산 현황", "합창단 지원|1,234|617", "마을 축제|2,000|△500|25.0%"), content
    )
    assert [one and one.page for one in found] == [1, 1, 2]
    assert [_in_box(content, found[1], cell) for cell in range(3)] == ["합창단 지원", "1,234", "617"]
    assert [_in_box(content, found[2], cell) for cell in range(4)] == ["마을 축제", "2,000", "△500", "25.0%"]


def test_equal_lines_are_told_apart_by_what_stands_between_them(pages: Path) -> None:
    text = "일반회계\n합계|1,234|617\n특별회계\n합계|1,234|617"
    content = _drawn(pages, text)
    first, second = (found_again(_rows(*text.splitlines()), content)[number] for number in (1, 3))
    assert first and first.boxes and first.boxes[1]
    assert second and second.boxes and second.boxes[1]
    assert first.boxes[1][1] < 40 < second.boxes[1][1]


def test_a_line_that_two_places_could_be_has_a_page_and_no_box(pages: Path) -> None:
    content = _drawn(pages, "일반회계\n합계|1,234|617\n합계|1,234|617\n특별회계")
    found = found_again(_rows("일반회계", "합계|1,234|617", "특별회계"), content)
    assert found[1] == Found(1)


@pytest.mark.parametrize("drawn", ["합계|11,234", "합계|1,2345", "합계|-1,234", "합계|1,234%", "합계|△1,234"])
def test_a_figure_that_is_part_of_another_is_not_found(pages: Path, drawn: str) -> None:
    content = _drawn(pages, f"일반회계\n{drawn}\n특별회계")
    assert found_again(_rows("일반회계", "합계|1,234", "특별회계"), content)[1] == Found(1)


def test_a_line_between_two_pages_is_on_none(pages: Path) -> None:
    content = _drawn(pages, "일반회계 예산", "특별회계 예산")
    assert found_again(_rows("일반회계 예산", "합계|1,234", "특별회계 예산"), content)[1] is None


def test_a_mark_of_a_list_need_not_be_drawn_as_it_is_read(pages: Path) -> None:
    content = _drawn(pages, "• 교육 12회 340명\n❍ 상담 1,204건 실시")
    found = found_again(_rows("- 교육 12회 340명", "○ 상담 1,204건 실시"), content)
    assert [_in_box(content, one, 0) for one in found] == ["교육 12회 340명", "상담 1,204건 실시"]


def test_what_is_not_drawn_is_told_by_its_share(pages: Path) -> None:
    rows = _rows("합창단 지원|1,234", "마을 축제|2,000", "도서관 운영|3,000", "설명하는 글")
    content = _drawn(pages, "합창단 지원|1,234\n전혀 다른 글")
    assert share_of_figures(rows, found_again(rows, content)) == pytest.approx(1 / 3)
