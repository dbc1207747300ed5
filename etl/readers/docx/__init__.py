"""Reads DOCX: an archive of WordprocessingML (ECMA-376), as Word and LibreOffice write it.

Macros are never run, and links are never followed.
"""

from __future__ import annotations

from etl.blocks import SourceDocument
from etl.readers.archive import Archive, names_in
from etl.readers.format import Format
from etl.readers.transcript import Transcript

_TYPES = "[Content_Types].xml"
_DOCUMENT = "word/document"


def _recognises(content: bytes, _ending: str) -> bool:
    names = names_in(content)
    return _TYPES in names and any(name.startswith(_DOCUMENT) for name in names)


def _read(source_name: str, content: bytes) -> SourceDocument:
    from etl.readers import story
    from etl.readers.docx.body import Body
    from etl.readers.docx.package import Package

    transcript = Transcript("docx")
    body = Body(Package(Archive(content)))
    story.write(transcript, body.pieces())
    story.write(transcript, body.margins())
    return transcript.document(source_name, content)


FORMAT = Format("DOCX", (".docx", ".docm", ".dotx"), _recognises, _read)
