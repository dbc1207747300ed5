"""Reads HWPX, in which Korean public offices write: an archive of OWPML (KS X 6101)."""

from __future__ import annotations

from etl.blocks import SourceDocument
from etl.readers.archive import Archive, names_in
from etl.readers.errors import ReadError
from etl.readers.format import Format
from etl.readers.transcript import Transcript

_CONTENTS = "Contents/content.hpf"
_MANIFEST = "META-INF/manifest.xml"
_FIRST_SECTION = "Contents/section0.xml"


def _recognises(content: bytes, _ending: str) -> bool:
    return not {_CONTENTS, _FIRST_SECTION}.isdisjoint(names_in(content))


def _read(source_name: str, content: bytes) -> SourceDocument:
    from etl.readers.hwpx.package import sections
    from etl.readers.hwpx.section import write

    archive = Archive(content)
    if _MANIFEST in archive and b"encryption-data" in archive.markup(_MANIFEST):
        raise ReadError("is protected by a password; save it without one")
    transcript = Transcript("hwpx")
    write(transcript, *sections(archive))
    return transcript.document(source_name, content)


FORMAT = Format("HWPX", (".hwpx",), _recognises, _read)
