"""Draws HWP and HWPX: a library lays their pages out, and typst binds them into a PDF."""

from __future__ import annotations

import io
import re
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from etl.drawing.errors import DrawingError
from etl.readers.errors import ReadError
from etl.readers.hwp.conversion import asked

_AT_ONCE = 20
"""Pages that are set in one go: each is hundreds of kilobytes of markup."""
_MOST_PAGES = 500
_SIZE = re.compile(r'^<svg [^>]{0,400}?width="([0-9.]{1,20})" height="([0-9.]{1,20})"')
_POINTS = 0.75
"""Of a CSS pixel."""
_SECONDS = 120.0
_SETS = (
    "import sys, typst; from pathlib import Path; main = Path(sys.argv[1]);"
    " typst.compile(main, sys.argv[2], root=main.parent)"
)
"""typst keeps threads of its own, and stands still in a process that was forked from one that used it."""


def pdf_of(content: bytes) -> bytes:
    """Return a document as a PDF. DrawingError where it cannot be drawn."""
    import pypdfium2

    try:
        pages: list[str] = asked(content, _pages)
    except ReadError as error:
        raise DrawingError(str(error)) from error
    whole = pypdfium2.PdfDocument.new()
    try:
        for first in range(0, len(pages), _AT_ONCE):
            part = pypdfium2.PdfDocument(_set(pages[first : first + _AT_ONCE]))
            whole.import_pages(part)
            part.close()
        written = io.BytesIO()
        whole.save(written)
    except pypdfium2.PdfiumError as error:
        raise DrawingError("its pages cannot be set") from error
    finally:
        whole.close()
    return written.getvalue()


def _pages(document: object) -> list[str]:
    count: int = document.page_count  # type: ignore[attr-defined]
    if count > _MOST_PAGES:
        raise DrawingError(f"has {count:,} pages; at most {_MOST_PAGES} are drawn")
    return list(document.render_all_svg())  # type: ignore[attr-defined]


def _set(pages: Sequence[str]) -> bytes:
    """Return pages, each a drawing (SVG), as a PDF."""
    with tempfile.TemporaryDirectory(prefix="drawn-") as scratch:
        folder = Path(scratch)
        lines = []
        for number, page in enumerate(pages):
            size = _SIZE.match(page)
            if size is None:
                raise DrawingError("its pages have no size")
            width, height = (float(edge) * _POINTS for edge in size.groups())
            (folder / f"{number}.svg").write_text(page, encoding="utf-8")
            lines += [
                f"#set page(width: {width:.3f}pt, height: {height:.3f}pt, margin: 0pt)",
                f'#image("{number}.svg", width: 100%)',
            ]
        main, drawn = folder / "main.typ", folder / "main.pdf"
        main.write_text("\n".join(lines), encoding="utf-8")
        command = [sys.executable, "-c", _SETS, str(main), str(drawn)]
        try:
            subprocess.run(command, capture_output=True, timeout=_SECONDS, check=True)  # noqa: S603 -- our own
        except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as error:
            raise DrawingError("its pages cannot be set") from error
        return drawn.read_bytes()
