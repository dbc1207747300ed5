"""A fact says where its figures stand: the page and box of its cells, or the cells of a sheet."""

from __future__ import annotations

from pathlib import Path

from etl import facts
from etl.blocks import Place
from etl.kinds import recognise
from etl.readers.transcript import Cell, Transcript

HEAD = ("과목", "예산현액", "집행액", "집행률(%)")
ROWS = (
    ("인건비", "3,000", "1,500", "50.0"),
    ("운영비", "1,000", "700", "70.0"),
    ("계", "4,000", "2,200", "55.0"),
)


def _sheet(head: tuple[str, ...] = HEAD, rows: tuple[tuple[str, ...], ...] = ROWS) -> list[facts.Row]:
    transcript = Transcript("sheet")
    for text in ("2031년 주요업무보고", "2031. 9. 30.", "가온문화재단", "세출예산 집행현황", "(단위: 천원)"):
        transcript.paragraph(text, Place(0, sheet="세출", cell=f"A{transcript.line + 1}"))
    transcript.table(
        [
            [
                Cell(text, place=Place(0, sheet="세출", cell=f"{'ABCD'[column]}{row + 7}"))
                for column, text in enumerate(cells)
            ]
            for row, cells in enumerate((head, *rows))
        ]
    )
    transcript.unread("4행", "column_unknown", Place(0, sheet="숨김"))
    return recognise(transcript.document("예산.xlsx", b"x"))


def _pages() -> list[facts.Row]:
    transcript = Transcript("rules")
    for text in ("2031년 주요업무보고", "2031. 9. 30.", "가온문화재단", "세출예산 집행현황", "(단위: 천원)"):
        transcript.paragraph(text, Place(0, page=1, box=(50, 10, 90, 20)))
    transcript.table(
        [
            [
                Cell(
                    text,
                    place=Place(
                        0, page=2, box=(100.0 * column, 20.0 * row, 100.0 * column + 90, 20.0 * row + 15)
                    ),
                )
                for column, text in enumerate(cells)
            ]
            for row, cells in enumerate((HEAD, *ROWS))
        ]
    )
    return recognise(transcript.document("예산.pdf", b"x"))


def _lines(rows: list[facts.Row]) -> dict[str | None, facts.BudgetLine]:
    return {row.label: row for row in rows if isinstance(row, facts.BudgetLine)}


def test_a_line_of_money_is_of_the_cells_with_its_figures() -> None:
    line = _lines(_sheet())["인건비"]
    assert (line.sheet, line.cell, line.page, line.box) == ("세출", "B8:D8", None, None)


def test_a_line_of_money_has_the_box_around_its_figures() -> None:
    line = _lines(_pages())["운영비"]
    assert (line.page, line.box, line.sheet, line.cell) == (2, "100.0 40.0 390.0 55.0", None, None)


def test_a_cell_that_is_kept_has_its_own_place() -> None:
    cells = [row for row in _sheet() if isinstance(row, facts.TableCell)]
    assert [row.cell for row in cells if row.text == "700"] == ["C9"]
    assert all(row.sheet == "세출" for row in cells)


def test_what_the_reader_left_is_set_aside_with_its_place() -> None:
    left = [row for row in _sheet() if isinstance(row, facts.SetAside) and row.sheet == "숨김"]
    assert [(row.text, row.reason) for row in left] == [("4행", "column_unknown")]


def test_places_are_written_and_read_back(tmp_path: Path) -> None:
    lines = list(_lines(_sheet()).values())
    facts.write_csv(tmp_path / "budget_line.csv", facts.BudgetLine, lines)
    assert facts.read_csv(tmp_path / "budget_line.csv", facts.BudgetLine) == lines


def test_a_document_of_which_nothing_can_be_read_loads_with_what_was_left() -> None:
    transcript = Transcript("rules")
    transcript.unread("1", "column_unknown", Place(0, page=1))
    rows = recognise(transcript.document("스캔.pdf", b"x"))
    assert [
        row.page for row in rows if isinstance(row, facts.SetAside) and row.reason == "column_unknown"
    ] == [1]


def test_a_cell_of_the_same_figure_under_another_heading_is_none_of_the_fact() -> None:
    head = ("과목", "국비", "예산현액", "집행액")
    rows = (("인건비", "1,500", "3,000", "1,500"), ("운영비", "700", "1,000", "600"))
    found = _lines(_sheet(head, rows))
    assert found["인건비"].cell == "C8:D8"
    assert found["운영비"].cell == "C9:D9"
