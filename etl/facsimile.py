"""A document as people see it: its lines as its reader counts them, and the picture of a page.

    python -m etl.facsimile lines FILE          writes the lines as JSON
    python -m etl.facsimile page FILE PAGE      writes the picture of a page (PNG)

A program of its own, because a document comes from anybody: what a library does with it ends there. What
cannot be shown is one line on standard error, and exit code 2.
"""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from etl.blocks import TableRow
from etl.memory import limit_memory
from etl.readers import content_of, read_file, shown
from etl.readers.errors import ReadError

LINES, DRAWN, UNDRAWN = "lines.json", "drawn.pdf", "undrawn.txt"
"""What is kept of a document in a folder of its own: see facsimiles.py."""
_MEMORY_BYTES = 1_000_000_000
_DOTS_PER_POINT = 2.0
_MOST_DOTS = 40_000_000
"""A page of A1 in this size; a larger one is drawn smaller."""
_QUICKLY = 1
"""How tightly a picture is packed: the first one is waited for, and a tighter one is hardly smaller."""


def folder_of(warehouse_path: Path) -> Path:
    """Return the folder beside a warehouse in which it is kept of each document, under its digest."""
    return warehouse_path.with_name(f"{warehouse_path.name}.facsimiles")


def may_be(folders: Sequence[Path], source_name: str, sha256: str) -> Iterator[Path]:
    """Yield where the file of a document may be: under its own name, or under its digest, as uploads are."""
    # A name leads to a file in the folder itself, never beside or above it.
    is_plain = Path(source_name).name == source_name
    for folder in folders:
        if is_plain:
            yield folder / source_name
        yield folder / f"{sha256}{Path(source_name).suffix.lower()}"


def lines(path: Path) -> list[dict[str, Any]]:
    """Return the lines of a document: number, cells, and where they stand, as far as the format says.

    Keys: line, cells, page, boxes (of each cell on that page), sheet, places (of each cell in its sheet).
    ReadError where it cannot be read.
    """
    return [line(row) for row in read_file(path).printed]


def line(row: TableRow) -> dict[str, Any]:
    """Return a line of a document as it is kept."""
    told: dict[str, Any] = {"line": row.place.line, "cells": row.cells}
    places = [row.place_of(column) for column in range(len(row.cells))]
    if row.place.page is not None:
        told["page"] = row.place.page
        told["boxes"] = [one.box if one.page == row.place.page else None for one in places]
    if row.place.sheet is not None:
        told["sheet"] = row.place.sheet
        told["places"] = [one.cell for one in places]
    return told


def page_picture(path: Path, page: int) -> bytes:
    """Return the picture of a page (from 1) of a PDF as PNG, as it is shown, whichever way it is turned.

    Its own texts `rotation` (degrees, clockwise) and `scale` (dots a point) lead from boxes to dots.
    ReadError where there is no such page, or it cannot be drawn.
    """
    import pypdfium2
    from PIL.PngImagePlugin import PngInfo

    name = shown(path)
    try:
        document = pypdfium2.PdfDocument(content_of(path))
        if not 1 <= page <= len(document):
            raise ReadError(f"{name}: has no page {page}; its pages are 1 to {len(document)}")
        found = document[page - 1]
        width, height = found.get_size()
        scale = min(_DOTS_PER_POINT, (_MOST_DOTS / max(1.0, width * height)) ** 0.5)
        told = PngInfo()
        told.add_text("rotation", str(found.get_rotation()))
        told.add_text("scale", repr(scale))
        written = io.BytesIO()
        picture = found.render(scale=scale, rev_byteorder=True).to_pil()
        picture.save(written, "PNG", pnginfo=told, compress_level=_QUICKLY)
    except pypdfium2.PdfiumError as error:
        raise ReadError(f"{name}: page {page} cannot be drawn ({error}); open the file itself") from error
    return written.getvalue()


def main(arguments: Sequence[str]) -> int:
    """Write what is asked for to standard output."""
    limit_memory(_MEMORY_BYTES)
    try:
        match arguments:
            case ["lines", file]:
                content = json.dumps(lines(Path(file)), ensure_ascii=False).encode(
                    "utf-8", "backslashreplace"
                )
            case ["page", file, page] if page.isascii() and page.isdigit():
                content = page_picture(Path(file), int(page))
            case _:
                sys.stderr.write("usage: python -m etl.facsimile lines FILE | page FILE PAGE\n")
                return 2
    except (ReadError, MemoryError) as error:
        sys.stderr.write(f"{error or 'needs too much memory'}\n")
        return 2
    sys.stdout.buffer.write(content)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
