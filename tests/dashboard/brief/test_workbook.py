"""The brief as a workbook, read back: every point, figures as figures that show what the page shows."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import UTC, datetime

import openpyxl
import pytest

from dashboard.brief.point import Brief, Chapter, Figure, Head, Point, Source
from dashboard.brief.workbook import to_brief_workbook
from dashboard.shell.page import View
from dashboard.topics.hearing.brief import hearing_brief
from dashboard.ui.format import Formatter
from dashboard.ui.labels import load

AT = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)
KO = load("ko")


def _read(brief: Brief) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(to_brief_workbook(brief, load(brief.language), AT)))


@pytest.mark.parametrize("search", ["", "?year=2026&lang=en", "?org=일가족양립지원센터&unit=won"])
@pytest.mark.parametrize("is_answered", [False, True])
def test_every_point_of_every_chapter_stands_on_its_sheet(
    view_of: Callable[..., View], search: str, is_answered: bool
) -> None:
    view = view_of("brief", "/brief", search)
    brief = hearing_brief(view, is_answered=is_answered)
    book = _read(brief)
    cover, *sheets = book.worksheets
    on_cover = [str(cell.value) for row in cover.iter_rows() for cell in row if cell.value is not None]
    assert [brief.title, *brief.notes] == on_cover[: 1 + len(brief.notes)]
    assert Formatter(load(brief.language), "won").moment(AT) in " ".join(on_cover)
    assert all(chapter.nothing in on_cover for chapter in brief.silent)
    assert all(source.text in on_cover for source in brief.sources)
    assert len(sheets) == len(brief.told)
    for chapter, sheet in zip(brief.told, sheets, strict=True):
        assert sheet["A1"].value == chapter.title
        rows = list(sheet.iter_rows(min_row=5))
        assert len(rows) == len(chapter.points)
        for point, row in zip(chapter.points, rows, strict=True):
            texts = " ".join(str(cell.value or "") for cell in row)
            assert row[0].value == point.name
            for text in (point.because, *point.questions, *point.answers):
                assert text in texts
            for place in point.places:
                assert brief.cited(place, view.words) in texts


def test_figures_are_figures_and_show_what_the_page_shows(view_of: Callable[..., View]) -> None:
    brief = hearing_brief(view_of("brief", "/brief", "?unit=hundred_million_won"))
    sheet = _read(brief)[next(c.title for c in brief.told if c.code == "late")[:31]]
    first = list(sheet[5])
    assert first[1].value == pytest.approx(604_216_000 / 10**8)
    assert first[1].number_format.startswith("#,##0.0;")
    assert first[3].value == pytest.approx(100 * 10_845 / 604_216)
    assert first[4].number_format.split(";")[1] == '"△"#,##0.0"%p"'
    assert sheet.freeze_panes == "B5"
    assert sheet.auto_filter.ref is not None
    assert sheet.print_title_rows == "$4:$4"


def _tiny(name: str, figures: list[Figure]) -> Brief:
    point = Point(name=name, figures=figures, because=name, questions=[name], places=[("d", 7)])
    heads = [Head("name"), *(Head(f"h{number}", "number") for number in range(len(figures)))]
    chapters = [
        Chapter(code=code, title="같은/이름?" * 8, heads=heads, points=[point], nothing="")
        for code in ("a", "b")
    ]
    return Brief(
        title="t", language="ko", notes=["a & b"], sentence="s", chapters=chapters,
        sources=[Source("d", "", "d")], unit="million_won",
    )  # fmt: skip


@pytest.mark.parametrize("name", ["=1+1", "@SUM(A1)", "+82", "-3", "<b>&amp;", "\tx", "𠀀 한글 ☃"])
def test_nothing_that_a_report_prints_is_a_formula(name: str) -> None:
    book = _read(_tiny(name, [Figure("1", 1_000_000, "money")]))
    for row in book.worksheets[1].iter_rows(min_row=5):
        for cell in row:
            assert cell.data_type != "f"
    assert len(set(book.sheetnames)) == 3


def test_a_number_keeps_its_unit_and_its_decimals() -> None:
    figures = [
        Figure("7,000건", 7000.0, "number", "건"), Figure("92.68점", 92.68, "number", "점"),
        Figure("△1.5%p", -1.5, "points"), Figure("+65.1%", 65.11, "percent"), Figure("2023", 2023, "year"),
        Figure("—", None, "money"), Figure("14/23"),
    ]  # fmt: skip
    (row,) = _read(_tiny("n", figures)).worksheets[1].iter_rows(min_row=5)
    assert [cell.number_format.split(";")[0] for cell in row[1:6]] == [
        '#,##0"건"', '#,##0.00"점"', '#,##0.0"%p"', '+#,##0.0"%"', "0",
    ]  # fmt: skip
    assert [cell.value for cell in row[6:8]] == ["—", "14/23"]


def test_a_row_is_as_high_as_its_text_and_the_foot_says_when(view_of: Callable[..., View]) -> None:
    brief = hearing_brief(view_of("brief", "/brief"))
    sheet = _read(brief)[next(c.title for c in brief.told if c.code == "late")[:31]]
    one_line = sheet.sheet_format.defaultRowHeight or 15
    assert sheet.row_dimensions[5].height >= 3 * one_line
    assert sheet.oddFooter.left.text is not None
    assert Formatter(KO, "won").moment(AT) in sheet.oddFooter.left.text
    assert brief.title in (sheet.oddHeader.left.text or "")


def test_figures_that_do_not_agree_are_numbers_in_their_own_digits(view_of: Callable[..., View]) -> None:
    brief = hearing_brief(view_of("brief", "/brief"))
    chapter = next(c for c in brief.chapters if c.code == "disagreements")
    quoted = [figure for point in chapter.points for figure in point.figures if figure.kind == "number"]
    assert quoted
    page = _read(brief)[chapter.title]
    cells = [cell for row in page.iter_rows(min_row=5, min_col=3, max_col=5) for cell in row]
    assert sum(isinstance(cell.value, int | float) for cell in cells) == len(quoted)
    assert not [c.value for c in cells if isinstance(c.value, str) and c.value.replace(",", "").isdigit()]
