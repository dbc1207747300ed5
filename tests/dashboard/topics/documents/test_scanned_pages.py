"""What was guessed of a scanned page, beside the picture of that page."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import parse_qs, quote, urlsplit

import pytest

from dashboard.shell.routing import Router
from dashboard.topics import all_pages
from dashboard.ui import html
from dashboard.ui.labels import load
from dashboard.warehouse.facsimiles import Facsimiles
from dashboard.warehouse.library import Library
from dashboard.warehouse.snapshots import Snapshots
from etl import extraction, facsimiles, fact_folder, pipeline, scans
from etl.facsimile import folder_of
from tests.dashboard.reading import parts, text_of
from tests.etl import test_scans

WORDS = load("ko")


@pytest.fixture
def page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Router, str, int]:
    """A router over a report with a scanned page, its address, and the line of that page."""
    script, told = tmp_path / "tesseract", tmp_path / "told.tsv"
    told.write_text(test_scans.told(), encoding="utf-8")
    script.write_text(f"#!/bin/sh\ncat > /dev/null\ncat {told}\n", encoding="utf-8")
    script.chmod(0o755)
    monkeypatch.setattr(scans, "program", lambda: str(script))
    path, warehouse = tmp_path / "reports" / "보고.pdf", tmp_path / "w.duckdb"
    path.parent.mkdir()
    path.write_bytes(test_scans.scanned(test_scans.TEXT))
    (found,) = extraction.extract([path])
    fact_folder.write({found.document.document_id: found.rows}, tmp_path / "facts")
    built = pipeline.build_warehouse(tmp_path / "facts", warehouse)
    list(facsimiles.make(built.documents, [path.parent], warehouse))
    library = Library((path.parent,), Facsimiles(folder_of(warehouse)))
    line = next(row.line for row in found.rows if getattr(row, "reason", "") == scans.GUESSED)
    address = f"/sources/{quote(found.document.document_id)}"
    return Router(Snapshots(warehouse), all_pages(), library), address, line


def _pictures(content: object) -> list[str]:
    return [part.src for part in parts(content) if isinstance(part, html.Img) and "/pages/" in part.src]


@pytest.mark.slow
def test_a_guess_is_doubtful_and_leads_to_its_frame_in_the_picture(page: tuple[Router, str, int]) -> None:
    router, address, line = page
    content = router.rendered(address, f"?line={line}", None).content
    said = text_of(content)
    assert WORDS("viewer.guessed") in said
    assert WORDS("aside.letters_guessed.text") in said
    (whole,) = _pictures(content)
    assert "box=" not in whole
    guess = "축제 운영 | 2,000 | 500"
    links = [part.href for part in parts(content) if isinstance(part, html.Link)]
    ways = [link for link in links if parse_qs(urlsplit(link).query).get("figure") == [guess]]
    # Beside the picture, and in the list of what was set aside.
    assert len(ways) == 2
    assert len(set(ways)) == 1
    framed = router.rendered(address, f"?{ways[0].partition('?')[2]}", None).content
    (picture,) = _pictures(framed)
    assert quote("72.0 144.0 312.0 156.0") in picture
    assert WORDS("viewer.no_figure", figure=guess) not in text_of(framed)
