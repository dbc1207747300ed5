"""Writes a report as PDF by Chromium, from HTML; it draws no spaces."""

from __future__ import annotations

import html
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from typing import Any

import pytest
from playwright.sync_api import Page, sync_playwright

from tests.chromium import ARGUMENTS, CHROMIUM, MISSING
from tests.documents.merging import Merged, apart, merged
from tests.documents.pieces import pieces

_STYLE = """body { font: 10pt "Noto Sans CJK KR"; } p { margin: 0 0 5pt; line-height: 1.5; }
body { word-break: keep-all; }
table { border-collapse: collapse; width: 100%; margin: 6pt 0; }
td { border: 0.5pt solid black; padding: 2pt 4pt; }"""


# Playwright may run once in a thread: the tests of the pages have the first one.
_PRINTER = ThreadPoolExecutor(max_workers=1)


@lru_cache(maxsize=1)
def _page() -> Page:
    # It ends with this process, whose pipes it reads.
    browser = sync_playwright().start().chromium.launch(executable_path=str(CHROMIUM), args=ARGUMENTS)
    return browser.new_page()


def printed(body: str, style: str = "", **options: object) -> bytes:
    """Return the PDF of an HTML body."""
    if not CHROMIUM.exists():
        pytest.skip(MISSING)
    content = f'<!doctype html><html lang="ko"><meta charset="utf-8"><style>{_STYLE}{style}</style>{body}'
    settings = {
        "format": "A4",
        "margin": dict.fromkeys(("top", "bottom", "left", "right"), "15mm"),
        **options,
    }
    return _PRINTER.submit(_print, content, settings).result()


def _print(content: str, settings: dict[str, Any]) -> bytes:
    page = _page()
    page.set_content(content)
    return page.pdf(**settings)


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
