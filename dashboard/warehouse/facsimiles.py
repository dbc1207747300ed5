"""Pictures of pages and lines of documents, made once by a program of their own and kept on the disk.

<folder>/<digest>/<page>.png    the picture of a page
<folder>/<digest>/lines.json    the lines, and what else a load makes of a document: see etl/facsimiles.py
"""

from __future__ import annotations

import io
import json
import logging
import os
import subprocess
import sys
import threading
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from etl.facsimile import DRAWN, LINES

_LOG = logging.getLogger(__name__)
_ROOT = Path(__file__).resolve().parents[2]
_SECONDS = 20.0
_READING_SECONDS = 600.0
_AROUND_POINTS = 110.0
_BESIDE_POINTS = 4.0
_FRAME = (196, 61, 0)
_FRAME_DOTS = 4
_QUICKLY = 1
"""How tightly a picture is packed; a tighter one is hardly smaller."""
_MOST_KEPT = 4_000
_AT_ONCE = 2
Box = tuple[float, float, float, float]
"""Left, top, right, bottom in points from the top left of the page as it is stored."""


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """A line of a document: its cells, and where they stand where the document has pages or sheets.

    boxes: of each cell on the page; none where only the page is known.
    """

    number: int
    cells: tuple[str, ...]
    page: int | None = None
    boxes: tuple[Box | None, ...] = ()
    sheet: str | None = None
    places: tuple[str | None, ...] = ()


class Facsimiles:
    """What is kept of documents in a folder; several workers of a server may share it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._turn = threading.Semaphore(_AT_ONCE)
        self._reading: set[str] = set()

    def lines(self, file: Path, sha256: str) -> Sequence[PrintedLine] | None:
        """Return the lines of a document; None as long as they are being read, which this begins."""
        kept = self.folder / sha256 / LINES
        try:
            version = kept.stat().st_mtime_ns
        except OSError:
            self._begin(file, sha256)
            return None
        return _lines(kept, version)

    def read(self) -> list[tuple[str, int]]:
        """Return the digests of the documents whose lines are there, and of when they are."""
        found = []
        for path in self.folder.glob(f"*/{LINES}"):
            # Somebody may clear the folder.
            with suppress(OSError):
                found.append((path.parent.name, path.stat().st_mtime_ns))
        return sorted(found)

    def is_drawn(self, sha256: str) -> bool:
        """Tell whether the pages of a document whose file holds none were drawn."""
        return (self.folder / sha256 / DRAWN).is_file()

    def _begin(self, file: Path, sha256: str) -> None:
        if sha256 not in self._reading:
            self._reading.add(sha256)
            threading.Thread(target=self._read, args=(file, sha256), daemon=True).start()

    def _read(self, file: Path, sha256: str) -> None:
        # It stays among those that were begun where it failed: trying again would fail again.
        if self._made(["lines", str(file)], self.folder / sha256 / LINES, _READING_SECONDS):
            self._reading.discard(sha256)

    def page(self, file: Path, sha256: str, page: int, box: Box | None = None) -> bytes | None:
        """Return a page as PNG; with a box the part around it, framed. None where it has none."""
        kept = self.folder / sha256 / f"{page}.png"
        source = self.folder / sha256 / DRAWN if self.is_drawn(sha256) else file
        if not kept.is_file() and not self._made(["page", str(source), str(page)], kept, _SECONDS):
            return None
        content = kept.read_bytes()
        return content if box is None else framed(content, box)

    def _made(self, arguments: Sequence[str], target: Path, seconds: float) -> bool:
        """Make a file by the program; tell whether it is there."""
        with self._turn:
            try:
                done = subprocess.run(  # noqa: S603 -- our own interpreter and program
                    [sys.executable, "-m", "etl.facsimile", *arguments],
                    cwd=_ROOT, capture_output=True, timeout=seconds, check=False,
                )  # fmt: skip
            except subprocess.TimeoutExpired:
                _LOG.warning("a document took too long to show", extra={"asked": arguments[0]})
                return False
        if done.returncode != 0:
            _LOG.warning(
                "a document cannot be shown", extra={"why": done.stderr.decode(errors="replace")[:300]}
            )
            return False
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        draft = target.with_name(f".{target.name}.{os.getpid()}.{threading.get_ident()}")
        draft.write_bytes(done.stdout)
        draft.replace(target)
        self._forget_oldest()
        return True

    def _forget_oldest(self) -> None:
        # Lines and drawn pages stay: a load made them.
        kept = [path for path in self.folder.glob("*/*.png") if not path.name.startswith(".")]
        if len(kept) > _MOST_KEPT:
            for path in sorted(kept, key=lambda one: one.stat().st_mtime)[: len(kept) - _MOST_KEPT]:
                path.unlink(missing_ok=True)


@lru_cache(maxsize=8)
def _lines(kept: Path, _version: int) -> tuple[PrintedLine, ...]:
    return tuple(
        PrintedLine(
            line["line"], tuple(line["cells"]), line.get("page"), tuple(map(_box, line.get("boxes", ()))),
            line.get("sheet"), tuple(line.get("places", ())),
        )
        for line in json.loads(kept.read_bytes())
    )  # fmt: skip


def _box(edges: Sequence[float] | None) -> Box | None:
    if edges is None:
        return None
    left, top, right, bottom = edges
    return left, top, right, bottom


def framed(picture: bytes, box: Box) -> bytes:
    """Return the part of a page's picture around a box, the whole page wide, with a frame around the box."""
    from PIL import Image, ImageDraw

    with Image.open(io.BytesIO(picture)) as whole:
        texts = getattr(whole, "text", {})
        scale = float(texts.get("scale", 1.0))
        left, top, right, bottom = _within(
            _turned(box, whole.size, int(texts.get("rotation", 0)), scale), whole.size
        )
        first = max(0, round(top - _AROUND_POINTS * scale))
        part = whole.convert("RGB").crop(
            (0, first, whole.width, min(whole.height, round(bottom + _AROUND_POINTS * scale)))
        )
        beside = _BESIDE_POINTS * scale
        ImageDraw.Draw(part).rectangle(
            (left - beside, top - beside - first, right + beside, bottom + beside - first),
            outline=_FRAME, width=_FRAME_DOTS,
        )  # fmt: skip
        written = io.BytesIO()
        part.save(written, "PNG", compress_level=_QUICKLY)
    return written.getvalue()


def _turned(box: Box, size: tuple[int, int], rotation: int, scale: float) -> Box:
    """Return a box of the stored page in dots of the picture, which shows the page turned clockwise."""
    left, top, right, bottom = (edge * scale for edge in box)
    width, height = size
    match rotation % 360:
        case 90:
            return width - bottom, left, width - top, right
        case 180:
            return width - right, height - bottom, width - left, height - top
        case 270:
            return top, height - right, bottom, height - left
        case _:
            return left, top, right, bottom


def _within(box: Box, size: tuple[int, int]) -> Box:
    """Return the part of a box that lies within a picture, with its edges in order."""
    width, height = size
    across = sorted(min(max(0.0, edge), width - 1.0) for edge in (box[0], box[2]))
    down = sorted(min(max(0.0, edge), height - 1.0) for edge in (box[1], box[3]))
    return across[0], down[0], across[1], down[1]
