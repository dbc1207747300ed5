"""DOCX drawn by LibreOffice: no link is followed, and what it begins ends."""

from __future__ import annotations

import io
import socket
import threading
import time
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pypdfium2
import pytest

from etl.drawing import office
from etl.drawing.errors import DrawingError
from tests.documents import docx

_TYPE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def _with(content: bytes, own: Mapping[str, str | bytes]) -> bytes:
    """Return a package with parts replaced or added."""
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(written, "w") as new:
        for name in old.namelist():
            if name not in own:
                new.writestr(name, old.read(name))
        for name, part in own.items():
            new.writestr(name, part)
    return written.getvalue()


def _field(instruction: str, shown: str) -> str:
    parts = "".join(
        f"<w:r>{part}</w:r>"
        for part in (
            '<w:fldChar w:fldCharType="begin"/>', f"<w:instrText>{instruction}</w:instrText>",
            '<w:fldChar w:fldCharType="separate"/>', f"<w:t>{shown}</w:t>",
            '<w:fldChar w:fldCharType="end"/>',
        )
    )  # fmt: skip
    return f"<w:p>{parts}</w:p>"


def _linking(address: str, file: Path) -> bytes:
    """Return a document that names an address and a file in every way that loads them."""
    content = docx.write("합창단 지원 1,234천원\n")
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        body = package.read("word/document.xml").decode()
        relations = package.read("word/_rels/document.xml.rels").decode()
    fields = (
        _field(f'INCLUDETEXT "{file}"', "글") + _field(f'INCLUDEPICTURE "{address}/a.png" \\d', "그림")
        + f'<w:p><w:fldSimple w:instr="INCLUDEPICTURE &quot;{address}/b.png&quot;"/></w:p>'
    )  # fmt: skip
    body = body.replace("<w:body>", f"<w:body>{fields}", 1)
    link = f'<Relationship Id="rLink" Type="{_TYPE}/image" Target="{address}/c.png" TargetMode="External"/>'
    relations = relations.replace("</Relationships>", f"{link}</Relationships>")
    own = {
        "word/document.xml": body, "word/_rels/document.xml.rels": relations,
        "word/vbaProject.bin": b"never run",
    }  # fmt: skip
    return _with(content, own)


def test_what_leads_out_of_a_document_or_runs_is_taken_out(tmp_path: Path) -> None:
    cleaned = office.without_links(_linking("http://127.0.0.1:1", tmp_path / "own.txt"))
    with zipfile.ZipFile(io.BytesIO(cleaned)) as package:
        told = {name: package.read(name).decode("utf-8", "replace") for name in package.namelist()}
    assert not any("127.0.0.1:1" in text or "INCLUDE" in text for text in told.values())
    assert not any("vbaProject" in name for name in told)
    # What the fields last showed stays.
    assert "그림" in told["word/document.xml"]


def test_what_takes_too_long_is_ended_with_all_that_it_began(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    alive = tmp_path / "alive"
    script = tmp_path / "soffice"
    script.write_text(f"#!/bin/sh\n(while :; do date > {alive}; sleep 0.1; done) &\nsleep 60\n", "utf-8")
    script.chmod(0o755)
    monkeypatch.setattr(office, "program", lambda: str(script))
    monkeypatch.setattr(office, "_SECONDS", 2.0)
    with pytest.raises(DrawingError, match="took longer"):
        office.pdf_of(docx.write("합창단 지원 1,234천원\n"))
    time.sleep(0.3)
    alive.unlink()
    time.sleep(0.4)
    assert not alive.exists()


@pytest.fixture
def office_here() -> None:
    if office.program() is None:
        pytest.skip("LibreOffice is not here: install libreoffice-writer to try how DOCX is drawn")


@pytest.mark.usefixtures("office_here")
def test_a_document_is_drawn_and_follows_no_link(tmp_path: Path) -> None:
    secret = tmp_path / "own.txt"
    secret.write_text("비밀 9,876천원", encoding="utf-8")
    asked: list[bytes] = []
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()

        def answer() -> None:
            try:
                while True:
                    one, _ = listening.accept()
                    asked.append(one.recv(100))
                    one.close()
            except OSError:
                return

        threading.Thread(target=answer, daemon=True).start()
        drawn = office.pdf_of(_linking(f"http://127.0.0.1:{listening.getsockname()[1]}", secret))
        listening.shutdown(socket.SHUT_RDWR)
    text = pypdfium2.PdfDocument(drawn)[0].get_textpage().get_text_range()
    assert "1,234" in text
    assert "9,876" not in text
    assert asked == []
