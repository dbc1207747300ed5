"""Report files on the machine: found by name and content, or not at all."""

from __future__ import annotations

import hashlib
import io
from pathlib import Path

import docx
import pytest

from dashboard.warehouse.library import Library

TEXT = "첫 줄\n둘째\t1,234\n\n넷째"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "reports").mkdir()
    (tmp_path / "reports" / "report.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "outside.txt").write_text(TEXT, encoding="utf-8")
    return tmp_path / "reports"


def _sha(text: str = TEXT) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def test_lines_are_counted_as_the_reader_counts_them(folder: Path) -> None:
    found = Library((folder,)).lines("report.txt", _sha())
    assert found is not None
    assert [(one.number, "\t".join(one.cells)) for one in found] == list(enumerate(TEXT.split("\n"), start=1))


def test_a_second_folder_is_looked_into(folder: Path, tmp_path: Path) -> None:
    assert Library((tmp_path / "none", folder)).lines("report.txt", _sha()) is not None


@pytest.mark.parametrize(
    ("name", "sha256"),
    [
        ("report.txt", "00" * 32),
        ("missing.txt", _sha()),
        ("../outside.txt", _sha()),
        ("report.pdf", _sha()),
        ("", _sha()),
        (".", _sha()),
    ],
)
def test_what_is_not_the_documents_file_is_not_shown(folder: Path, name: str, sha256: str) -> None:
    assert Library((folder,)).lines(name, sha256) is None


def test_a_file_that_changed_is_no_longer_the_documents(folder: Path) -> None:
    library = Library((folder,))
    assert library.lines("report.txt", _sha()) is not None
    (folder / "report.txt").write_text(TEXT + "!", encoding="utf-8")
    assert library.lines("report.txt", _sha()) is None


def test_bytes_that_are_no_text_are_not_shown(folder: Path) -> None:
    content = b"\x00\x01\x02"
    (folder / "binary.txt").write_bytes(content)
    assert Library((folder,)).lines("binary.txt", hashlib.sha256(content).hexdigest()) is None


def test_no_folder_is_an_empty_library() -> None:
    assert Library().lines("report.txt", _sha()) is None


def test_a_page_of_the_web_that_calls_itself_a_text_has_no_lines_of_a_text(folder: Path) -> None:
    page = "<!doctype html>\n<html><body>\n\n<p>첫 줄</p></body></html>"
    (folder / "page.txt").write_text(page, encoding="utf-8")
    assert Library((folder,)).lines("page.txt", _sha(page)) is None


def test_whether_pages_could_be_drawn_is_told_by_the_content_not_by_the_name(folder: Path) -> None:
    whole = io.BytesIO()
    docx.Document().save(whole)
    content = whole.getvalue()
    (folder / "report.doc").write_bytes(content)
    (folder / "plain.hwp").write_text(TEXT, encoding="utf-8")
    library = Library((folder,))
    assert library.is_drawable("report.doc", hashlib.sha256(content).hexdigest())
    assert not library.is_drawable("plain.hwp", _sha())
    assert not library.is_drawable("missing.hwp", _sha())
