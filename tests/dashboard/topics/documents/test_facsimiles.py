"""Pictures of pages and lines of documents: made once by a program of their own, and framed."""

from __future__ import annotations

import hashlib
import io
import time
from collections.abc import Sequence
from pathlib import Path

import pytest
import typst
from PIL import Image, ImageChops

from dashboard.warehouse.facsimiles import Box, Facsimiles, PrintedLine, framed
from dashboard.warehouse.library import Library

FRAME = (196, 61, 0)
PAGE = """#set page(width: 200pt, height: 400pt, margin: 0pt)
#place(dx: 50pt, dy: 300pt, rect(width: 40pt, height: 10pt, fill: black))
"""


@pytest.fixture
def pdf(tmp_path: Path) -> Path:
    path = tmp_path / "reports" / "보고서.pdf"
    path.parent.mkdir()
    source = tmp_path / "page.typ"
    source.write_text(PAGE, encoding="utf-8")
    path.write_bytes(typst.compile(str(source)))
    return path


@pytest.fixture
def kept(tmp_path: Path) -> Facsimiles:
    return Facsimiles(tmp_path / "kept")


def _sha(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _image(content: bytes | None) -> Image.Image:
    assert content is not None
    return Image.open(io.BytesIO(content)).convert("RGB")


def _bounds(image: Image.Image, colour: tuple[int, int, int]) -> tuple[int, int, int, int] | None:
    away = ImageChops.difference(image, Image.new("RGB", image.size, colour)).convert("L")
    mask = away.point(lambda distance: 255 if distance == 0 else 0)
    return mask.getbbox()


def _turned(pdf: Path, degrees: int) -> None:
    import pikepdf

    with pikepdf.open(pdf, allow_overwriting_input=True) as document:
        document.pages[0].rotate(degrees, relative=False)
        document.save(pdf)


@pytest.mark.parametrize("degrees", [0, 90, 180, 270])
def test_the_frame_is_around_the_cited_place_however_the_page_is_turned(
    pdf: Path, kept: Facsimiles, degrees: int
) -> None:
    _turned(pdf, degrees)
    picture = _image(kept.page(pdf, _sha(pdf), 1, (50.0, 300.0, 90.0, 310.0)))
    frame, black = _bounds(picture, FRAME), _bounds(picture, (0, 0, 0))
    assert frame is not None
    assert black is not None
    # Close around it on all four sides.
    assert all(0 < black[i] - frame[i] < 30 for i in (0, 1))
    assert all(0 < frame[i] - black[i] < 30 for i in (2, 3))
    assert picture.width == _image(kept.page(pdf, _sha(pdf), 1)).width


def test_a_page_is_made_once(pdf: Path, kept: Facsimiles, monkeypatch: pytest.MonkeyPatch) -> None:
    first = kept.page(pdf, _sha(pdf), 1)
    monkeypatch.setattr("subprocess.run", lambda *_args, **_options: pytest.fail("made again"))
    assert kept.page(pdf, _sha(pdf), 1) == first


@pytest.mark.parametrize("page", [0, 2, 10**9])
def test_a_page_that_is_not_there_has_no_picture(pdf: Path, kept: Facsimiles, page: int) -> None:
    assert kept.page(pdf, _sha(pdf), page) is None


def test_a_damaged_file_has_no_picture(pdf: Path, kept: Facsimiles) -> None:
    pdf.write_bytes(pdf.read_bytes()[:500])
    assert kept.page(pdf, _sha(pdf), 1) is None


@pytest.mark.parametrize("box", [(0.0, 0.0, 1e6, 1e6), (5e5, 5e5, 6e5, 6e5), (90.0, 310.0, 50.0, 300.0)])
def test_a_box_that_is_none_breaks_nothing(pdf: Path, kept: Facsimiles, box: Box) -> None:
    picture = kept.page(pdf, _sha(pdf), 1)
    assert picture is not None
    assert _image(framed(picture, box)).height > 0


def _when_read(library: Library, path: Path) -> Sequence[PrintedLine]:
    until = time.monotonic() + 20
    while time.monotonic() < until:
        if (found := library.lines(path.name, _sha(path))) is not None:
            return found
        time.sleep(0.05)
    return pytest.fail("never read")


def test_the_lines_of_a_document_are_there_once_they_are_read(tmp_path: Path, kept: Facsimiles) -> None:
    path = tmp_path / "보고서.md"
    path.write_text("2031년 보고서\n과목\t예산액\n인건비\t1,000\n", encoding="utf-8")
    renamed = path.rename(path.with_suffix(".pdf"))
    library = Library((tmp_path,), kept)
    before = library.version()
    assert [line.cells for line in _when_read(library, renamed)] == [
        ("2031년 보고서",), ("과목", "예산액"), ("인건비", "1,000"),
    ]  # fmt: skip
    assert library.version() != before
