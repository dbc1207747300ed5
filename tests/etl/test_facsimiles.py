"""What a load makes of documents for readers to see: once, of what has no pages, and of nothing else."""

from __future__ import annotations

import hashlib
import io
import json
import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from hwpx import HwpxDocument

from etl import facsimiles
from etl.drawing import office
from etl.facsimile import DRAWN, LINES, UNDRAWN, folder_of
from etl.facsimiles import Made
from etl.facts import Document
from tests.documents import docx, hwp

TEXT = """2031년 주요업무보고

세출예산 집행 현황
사업\t예산액\t집행액
합창\t1,234\t617
축제\t2,000\t500
"""


def _document(path: Path) -> Document:
    return Document(
        document_id="d", organization_id="o", source_name=path.name, kind="progress_report", line=1,
        line_count=1,
        sha256=hashlib.sha256(path.read_bytes()).hexdigest(), title="t", fiscal_year=2031, as_of=None,
        council_session=None, committee=None,
    )  # fmt: skip


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    folder = tmp_path / "reports"
    folder.mkdir()
    return folder


@pytest.fixture(autouse=True)
def _without_office(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "program", lambda: None)


def _kept(warehouse: Path, path: Path) -> Path:
    return folder_of(warehouse) / hashlib.sha256(path.read_bytes()).hexdigest()


def _made(path: Path, reports: Path, warehouse: Path) -> list[Made]:
    return list(facsimiles.make([_document(path)], [reports], warehouse))


def _lines(kept: Path) -> dict[str, dict[str, Any]]:
    return {line["cells"][0]: line for line in json.loads((kept / LINES).read_text(encoding="utf-8"))}


def _hwpx(text: str) -> bytes:
    """Return lines as paragraphs of a package that Hancom Office began."""
    document = HwpxDocument.new()
    for line in text.splitlines():
        document.add_paragraph(line.replace("\t", " "))
    return bytes(document.to_bytes())


@pytest.mark.parametrize(
    ("name", "write", "cell"),
    [
        ("보고.hwp", hwp.write, ("축제", 1, "2,000")),
        ("보고.hwpx", _hwpx, ("축제 2,000 500", 0, "축제 2,000 500")),
    ],
)
def test_the_pages_of_hangul_are_drawn_and_its_figures_found_on_them(
    reports: Path, tmp_path: Path, name: str, write: Callable[[str], bytes], cell: tuple[str, int, str]
) -> None:
    path, warehouse = reports / name, tmp_path / "w.duckdb"
    path.write_bytes(write(TEXT))
    assert _made(path, reports, warehouse) == [Made(name, is_drawn=True)]
    kept = _kept(warehouse, path)
    first, column, said = cell
    line = _lines(kept)[first]
    page = pypdfium2.PdfDocument((kept / DRAWN).read_bytes())[line["page"] - 1]
    left, top, right, bottom = line["boxes"][column]
    height = page.get_height()
    text = page.get_textpage().get_text_bounded(left - 1, height - bottom - 1, right + 1, height - top + 1)
    assert text.strip() == said


def test_it_is_made_once(reports: Path, tmp_path: Path) -> None:
    path, warehouse = reports / "보고.hwp", tmp_path / "w.duckdb"
    path.write_bytes(hwp.write(TEXT))
    assert len(_made(path, reports, warehouse)) == 1
    assert _made(path, reports, warehouse) == []


def test_without_a_program_that_draws_it_a_document_has_lines_and_is_drawn_later(
    reports: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, warehouse = reports / "보고.docx", tmp_path / "w.duckdb"
    path.write_bytes(docx.write(TEXT))
    assert _made(path, reports, warehouse) == [Made("보고.docx", is_drawn=False)]
    assert "page" not in _lines(_kept(warehouse, path))["축제"]
    assert _made(path, reports, warehouse) == []
    monkeypatch.setattr(office, "program", lambda: "soffice")
    monkeypatch.setattr(office, "pdf_of", lambda _content: _blank())
    # What shows other pages than the document's is not kept.
    (made,) = _made(path, reports, warehouse)
    assert not made.is_drawn
    assert "not found again" in (made.why_not or "")
    kept = _kept(warehouse, path)
    assert not (kept / DRAWN).exists()
    assert (kept / UNDRAWN).read_text(encoding="utf-8") == made.why_not
    assert _made(path, reports, warehouse) == []


def _blank() -> bytes:
    document = pypdfium2.PdfDocument.new()
    document.new_page(200, 200)
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def test_what_breaks_is_said_and_not_tried_again(
    reports: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def ends(_content: bytes) -> bytes:
        os._exit(9)

    path, warehouse = reports / "보고.docx", tmp_path / "w.duckdb"
    path.write_bytes(docx.write(TEXT))
    monkeypatch.setattr(office, "program", lambda: "soffice")
    monkeypatch.setattr(office, "pdf_of", ends)
    (made,) = _made(path, reports, warehouse)
    assert "exit code 9" in (made.why_not or "")
    assert _made(path, reports, warehouse) == []


@pytest.mark.parametrize("name", ["보고.txt", "none.hwp", "../reports/보고.hwp"])
def test_nothing_is_made_of_a_text_or_of_another_file(reports: Path, tmp_path: Path, name: str) -> None:
    path = reports / "보고.txt"
    path.write_text(TEXT, encoding="utf-8")
    (reports / "보고.hwp").write_bytes(hwp.write(TEXT))
    document = _document(path)
    other = replace(document, source_name=name)
    assert list(facsimiles.make([other], [reports], tmp_path / "w.duckdb")) == []
