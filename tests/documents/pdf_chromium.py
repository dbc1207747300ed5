"""Writes a report as PDF by Chromium, from HTML; it draws no spaces."""

from __future__ import annotations

import atexit
import html
import os
from collections.abc import Callable, Sequence
from functools import lru_cache
from pathlib import Path

import pytest
from playwright.sync_api import Page, sync_playwright

from tests.documents.merging import Merged, apart, merged
from tests.documents.pieces import pieces

CHROMIUM = Path(os.environ.get("CHROMIUM", "/usr/bin/chromium"))
_ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
_STYLE = """body { font: 10pt "Noto Sans CJK KR"; } p { margin: 0 0 5pt; line-height: 1.5; }
body { word-break: keep-all; }
table { border-collapse: collapse; width: 100%; margin: 6pt 0; }
td { border: 0.5pt solid black; padding: 2pt 4pt; }"""


@lru_cache(maxsize=1)
def _page() -> Page:
    if not CHROMIUM.exists():
        pytest.skip(f"{CHROMIUM} is not here: install the package chromium, or set CHROMIUM to its path")
    playwright = sync_playwright().start()
    browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=_ARGUMENTS)

    def close() -> None:
        browser.close()
        playwright.stop()

    atexit.register(close)
    return browser.new_page()


def printed(body: str, style: str = "", **options: object) -> bytes:
    """Return the PDF of an HTML body."""
    page = _page()
    page.set_content(
        f'<!doctype html><html lang="ko"><meta charset="utf-8"><style>{_STYLE}{style}</style>{body}'
    )
    settings = {
        "format": "A4",
        "margin": dict.fromkeys(("top", "bottom", "left", "right"), "15mm"),
        **options,
    }
    return page.pdf(**settings)  # type: ignore[arg-type]


def body_of(text: str, cells_of: Callable[[Sequence[Sequence[str]]], list[Merged]] = apart) -> str:
    """Return a report as HTML; its cells are merged as `cells_of` says."""
    parts = []
    for piece in pieces(text):
        if isinstance(piece, str):
            indent = len(piece) - len(piece.lstrip())
            parts.append(f'<p style="padding-left:{indent * 0.5}em">{html.escape(piece.strip())}</p>')
            continue
        cells = cells_of(piece)
        rows = (
            "".join(
                f'<td rowspan="{one.rows}" colspan="{one.columns}">{html.escape(one.text)}</td>'
                for one in cells
                if one.row == row
            )
            for row in range(len(piece))
        )
        parts.append("<table>" + "".join(f"<tr>{row}</tr>" for row in rows) + "</table>")
    return "".join(parts)


WRITERS: dict[str, Callable[[str], bytes]] = {
    "chromium.pdf": lambda text: printed(body_of(text)),
    "merged.chromium.pdf": lambda text: printed(body_of(text, merged)),
}
