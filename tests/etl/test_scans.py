"""Scanned pages: what a machine guesses of their letters is set aside with its place, and is never a fact."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from etl import extraction, fact_folder, scans
from etl.facts import Row, SetAside
from tests.documents.pdf_typst import write_typst

TEXT = """2031년 주요업무보고
2031. 9. 30.
푸른시숲재단
세출예산 집행 현황
(단위: 천원)
사업명\t예산액\t집행액
합창단 지원\t1,234\t617
마을 축제\t2,000\t500
합계\t3,234\t1,117
"""
_HEAD = "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext"
_WORDS = [
    # A line of three cells, one without a figure, a phone number, and the number of the page.
    (1, 300, 600, 100, 50, "축제"), (1, 430, 600, 80, 50, "운영"), (1, 800, 600, 200, 50, "2,000"),
    (1, 1200, 600, 100, 50, "500"), (2, 300, 700, 400, 50, "설명"), (3, 300, 800, 100, 50, "담당"),
    (3, 410, 800, 400, 50, "5042"), (4, 600, 3000, 40, 50, "12"),
]  # fmt: skip


def scanned(text: str, turned: int = 0, lies: int = 0) -> bytes:
    """Return a report whose first page stands as it is, followed by a picture of it, turned as is said.

    lies: by how many degrees the paper lay wrong in the scanner, of which the file knows nothing.
    """
    printed = write_typst(text)
    picture = io.BytesIO()
    page = pypdfium2.PdfDocument(printed)[0].render(scale=200 / 72, grayscale=True).to_pil()
    page.rotate(turned + lies, expand=True).save(picture, "PDF", resolution=200)
    with pikepdf.open(io.BytesIO(printed)) as whole, pikepdf.open(picture) as scan:
        whole.pages.extend(scan.pages)
        whole.pages[1].rotate(turned, relative=False)
        written = io.BytesIO()
        whole.save(written)
    return written.getvalue()


@pytest.fixture
def says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Put a program in tesseract's place that says so, whatever it is asked."""

    def put(output: str, code: int = 0) -> None:
        (tmp_path / "told.tsv").write_text(output, encoding="utf-8")
        script = tmp_path / "tesseract"
        script.write_text(f"#!/bin/sh\ncat > /dev/null\ncat {tmp_path / 'told.tsv'}\nexit {code}\n", "utf-8")
        script.chmod(0o755)
        monkeypatch.setattr(scans, "program", lambda: str(script))

    return put


@pytest.fixture
def answers(tmp_path: Path, says: Callable[[str], None]) -> Callable[..., None]:
    """Put a program in tesseract's place that gives one answer after the other."""

    def put(*outputs: str) -> None:
        says("")
        for number, output in enumerate(outputs):
            (tmp_path / f"answer{number}").write_text(output, encoding="utf-8")
        count = tmp_path / "count"
        script = tmp_path / "tesseract"
        script.write_text(
            f"#!/bin/sh\ncat > /dev/null\ntouch {count}\ncat {tmp_path}/answer$(wc -c < {count})\n"
            f"printf x >> {count}\n",
            encoding="utf-8",
        )

    return put


def told(*more: tuple[int, int, int, int, int, str], sure: int = 90) -> str:
    words = [
        f"5\t1\t1\t1\t{line}\t1\t{left}\t{top}\t{width}\t{height}\t{sure}\t{text}"
        for line, left, top, width, height, text in (*_WORDS, *more)
    ]
    return "\n".join([_HEAD, *words]) + "\n"


def _rows(path: Path, content: bytes) -> list[Row]:
    path.write_bytes(content)
    return extraction.extract([path])[0].rows


def _guessed(rows: list[Row]) -> list[SetAside]:
    return [row for row in rows if isinstance(row, SetAside) and row.reason == scans.GUESSED]


def test_figures_of_a_scanned_page_are_set_aside_with_their_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, says: Callable[[str], None]
) -> None:
    content = scanned(TEXT)
    monkeypatch.setattr(scans, "program", lambda: None)
    without = _rows(tmp_path / "보고.pdf", content)
    (page,) = (row for row in without if isinstance(row, SetAside) and row.reason == scans.SCANNED)
    assert _guessed(without) == []
    says(told())
    rows = _rows(tmp_path / "보고.pdf", content)
    (guess,) = _guessed(rows)
    assert guess.text == "축제 운영 | 2,000 | 500"
    # On the page's own line, so that no other line is counted anew.
    assert (guess.line, guess.page) == (page.line, 2)
    assert guess.box == "72.0 144.0 312.0 156.0"
    assert [row for row in rows if row is not guess] == without
    # Facts with a page that has no text are read again from their files.
    fact_folder.write({page.document_id: rows}, tmp_path / "facts")
    (again,) = fact_folder.read(tmp_path / "facts")
    assert page in again
    assert guess in again


def test_a_turned_page_has_its_places_as_it_is_stored(tmp_path: Path, says: Callable[[str], None]) -> None:
    says(told())
    (guess,) = _guessed(_rows(tmp_path / "보고.pdf", scanned(TEXT, turned=90)))
    left, top, right, bottom = map(float, (guess.box or "").split())
    assert (right - left, bottom - top) == pytest.approx((12, 240), abs=0.2)
    assert (left, bottom) == pytest.approx((144, 595.3 - 72), abs=1)


@pytest.mark.parametrize(
    ("lies", "box"),
    [
        (90, "144.0 283.4 156.0 523.4"), (180, "283.3 685.9 523.3 697.9"), (270, "685.9 72.0 697.9 312.0"),
    ],
)  # fmt: skip
def test_a_scan_that_lies_is_turned_before_it_is_guessed(
    tmp_path: Path, answers: Callable[..., None], lies: int, box: str
) -> None:
    answers(told(sure=40), f"Page number: 0\nOrientation in degrees: 0\nRotate: {lies}\n", told())
    (guess,) = _guessed(_rows(tmp_path / "보고.pdf", scanned(TEXT, lies=lies)))
    assert guess.text == "축제 운영 | 2,000 | 500"
    found, wanted = ([float(edge) for edge in said.split()] for said in (guess.box or "", box))
    assert found == pytest.approx(wanted, abs=0.5)


@pytest.mark.parametrize("orientation", ["Rotate: 90\n", "Rotate: 0\n", "Too few characters\n", ""])
def test_of_letters_of_nothing_there_is_no_guess(
    tmp_path: Path, answers: Callable[..., None], orientation: str
) -> None:
    answers(told(sure=40), orientation, told(sure=40))
    rows = _rows(tmp_path / "보고.pdf", scanned(TEXT, lies=90))
    assert _guessed(rows) == []
    assert any(isinstance(row, SetAside) and row.reason == scans.SCANNED for row in rows)


def test_a_page_that_names_persons_is_not_kept(tmp_path: Path, says: Callable[[str], None]) -> None:
    says(told((5, 300, 100, 100, 50, "성명")))
    assert _guessed(_rows(tmp_path / "보고.pdf", scanned(TEXT))) == []


@pytest.mark.parametrize("output", ["", "no table", _HEAD])
def test_what_the_program_does_not_say_is_not_missed(
    tmp_path: Path, says: Callable[..., None], output: str
) -> None:
    says(output, code=1)
    rows = _rows(tmp_path / "보고.pdf", scanned(TEXT))
    assert _guessed(rows) == []
    assert any(isinstance(row, SetAside) and row.reason == scans.SCANNED for row in rows)


@pytest.mark.parametrize("lies", [0, 90])
def test_tesseract_itself_is_understood(tmp_path: Path, lies: int) -> None:
    if scans.program() is None:
        pytest.skip(
            "tesseract or its Korean is not here: install tesseract-ocr-kor to try how scans are read"
        )
    guesses = _guessed(_rows(tmp_path / "보고.pdf", scanned(TEXT, lies=lies)))
    (found,) = (one for one in guesses if "2,000" in one.text and "500" in one.text)
    left, top, right, bottom = map(float, (found.box or "").split())
    assert (right - left > bottom - top) == (lies == 0)
