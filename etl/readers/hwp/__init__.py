"""Reads HWP 5, the form in which Hangul wrote before HWPX."""

from __future__ import annotations

from etl.blocks import SourceDocument
from etl.readers.archive import Archive
from etl.readers.format import Format
from etl.readers.transcript import Transcript

_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SIGNATURE = b"HWP Document File"


def _recognises(content: bytes, _ending: str) -> bool:
    return content.startswith(_COMPOUND) and _SIGNATURE in content


def _read(source_name: str, content: bytes) -> SourceDocument:
    from etl.readers.hwp.compound import opened
    from etl.readers.hwp.conversion import as_hwpx
    from etl.readers.hwpx.package import sections
    from etl.readers.hwpx.section import write

    numberings, bullets = opened(content)
    styles, roots = sections(Archive(as_hwpx(content)))
    # The conversion keeps which list a paragraph is of, and not what the list draws.
    styles.numberings.update(numberings)
    styles.bullets.update(bullets)
    transcript = Transcript("hwp")
    write(transcript, styles, roots)
    return transcript.document(source_name, content)


FORMAT = Format("HWP", (".hwp",), _recognises, _read)
