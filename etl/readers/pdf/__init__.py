"""Reads PDF: ruled tables by their rules, text by the places of its letters."""

from __future__ import annotations

from etl.blocks import SourceDocument
from etl.readers.format import Format

_SIGNATURE = b"%PDF-"
_WITHIN = 1024
"""Viewers look for the signature in so many bytes, as some files have others before it."""


def _is_pdf(content: bytes, _ending: str) -> bool:
    return _SIGNATURE in content[:_WITHIN]


def _read(source_name: str, content: bytes) -> SourceDocument:
    from etl.readers.pdf import reading

    return reading.read(source_name, content)


FORMAT = Format("PDF", (".pdf",), _is_pdf, _read)
