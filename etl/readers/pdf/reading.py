"""A PDF to blocks: its pages' lines and tables, put together over lines and pages."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pypdfium2 as pdfium

from etl.blocks import SourceDocument
from etl.readers.errors import ReadError
from etl.readers.pdf.columns import in_columns
from etl.readers.pdf.layout import FreeLine, items
from etl.readers.pdf.pages import Page, draws_spaces, page_of
from etl.readers.pdf.running import running
from etl.readers.pdf.writing import Sheet, write
from etl.readers.transcript import Transcript

_MOST_PAGES = 5_000
_END = b"%%EOF"
_TAIL = 4_096
_PICTURED = 0.4
"""Of a page: pictures that take more of one without text are a scan."""
_DRAWN = 40
"""Curves: a page of so many and no text is drawn in letters without a font."""
_MOSTLY = 0.5
_STAMPED = 40
"""Letters: a page that is mostly a picture and has fewer is a scan with a number or a stamp."""
_SCANNED = "page_scanned"
_FIGURES = re.compile(r"\d+")


def read(source_name: str, content: bytes) -> SourceDocument:
    """Return the blocks of a PDF. ReadError where it cannot be read."""
    if _END not in content[-_TAIL:]:
        raise ReadError("is cut off: its end is missing; copy it anew")
    transcript = Transcript("ruled")
    document = _opened(content)
    try:
        count = len(document)
        if not count:
            raise ReadError("holds no page; nothing was read")
        if count > _MOST_PAGES:
            raise ReadError(f"holds {count:,} pages; split the report")
        spaces = draws_spaces(document)
        sheets = [_sheet(document, index, spaces=spaces) for index in range(count)]
    finally:
        document.close()
    run = running([(sheet.turn.size[1], sheet.items) for sheet in sheets])
    _tell(sheets, run)
    for number, sheet in enumerate(sheets):
        sheet.items = in_columns(
            [item for index, item in enumerate(sheet.items) if (number, index) not in run]
        )
    write(sheets, transcript)
    return transcript.document(source_name, content)


def _tell(sheets: Sequence[Sheet], run: set[tuple[int, int]]) -> None:
    """Keep each running line once, where it first stands; its figures may number the pages."""
    told: set[str] = set()
    for number, index in sorted(run):
        item = sheets[number].items[index]
        if isinstance(item, FreeLine) and (shape := _FIGURES.sub("0", item.line.text)) not in told:
            told.add(shape)
            sheets[number].margin.append(item)


def _opened(content: bytes) -> pdfium.PdfDocument:
    try:
        return pdfium.PdfDocument(content)
    except pdfium.PdfiumError as error:
        if "password" in str(error).lower():
            raise ReadError("is protected by a password; save it without one") from error
        raise ReadError("is a damaged PDF; save it anew") from error


def _sheet(document: pdfium.PdfDocument, index: int, *, spaces: bool) -> Sheet:
    try:
        page = page_of(document, index)
    except pdfium.PdfiumError as error:
        raise ReadError(f"page {index + 1}: is damaged; save the PDF anew") from error
    except ReadError as error:
        raise ReadError(f"page {index + 1}: {error}") from error
    reason = _why_unread(page)
    is_read = not reason or reason == _SCANNED
    found = items(page.letters, page.rules, draws_spaces=spaces) if is_read else []
    return Sheet(
        page.number, page.turn, found, page.turned, [] if reason else page.hidden, page.struck, reason
    )


def _why_unread(page: Page) -> str | None:
    """Return why a page, or all of it but a few lines, cannot be read; None where it can, or prints nothing.

    A scanned page may have a number or a stamp in letters, and below its picture letters that a machine
    guessed.
    """
    printed = [letter for letter in page.letters if letter.text != " "]
    if not printed:
        if page.pictured > _PICTURED or page.hidden:
            return _SCANNED
        return "letters_unknown" if page.curves > _DRAWN else None
    unknown = sum(not letter.is_known for letter in printed)
    if unknown > _MOSTLY * len(printed):
        return "letters_unknown"
    is_guessed = len(page.hidden) > len(printed)
    is_stamped = page.pictured > _MOSTLY and len(printed) < _STAMPED
    return _SCANNED if (page.pictured > _PICTURED and is_guessed) or is_stamped else None
