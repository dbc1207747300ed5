"""What is kept of the documents of a warehouse beside it, so that a reader sees them at once: made by a load.

<warehouse>.facsimiles/<digest>/lines.json   the lines, as the document's reader counts them
<warehouse>.facsimiles/<digest>/drawn.pdf    the pages, of a format whose files hold none
<warehouse>.facsimiles/<digest>/undrawn.txt  why they could not be drawn

Each is made once, in a process of its own with limits of time and memory. What cannot be made is not missed:
the dashboard then shows lines alone.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from etl import facsimile, worker
from etl.drawing import drawer
from etl.drawing.errors import DrawingError
from etl.facsimile import DRAWN, LINES, UNDRAWN, folder_of
from etl.facts import Document
from etl.readers import content_of, format_of, read_content, shown
from etl.readers.errors import ReadError
from etl.worker import Limits

_LIMITS = Limits(seconds=420, memory_bytes=2_000_000_000)
_FEWEST_FOUND = 0.5
"""Of the lines with figures: where fewer are found again, what was drawn does not show the document."""


@dataclass(frozen=True, slots=True)
class Made:
    """What became of a document: whether its pages were drawn, or why they were not."""

    source_name: str
    is_drawn: bool
    why_not: str | None = None


@dataclass(frozen=True, slots=True)
class _Parts:
    lines: str
    drawn: bytes | None
    why_not: str | None


def make(documents: Iterable[Document], folders: Sequence[Path], warehouse_path: Path) -> Iterator[Made]:
    """Make what is not there yet of the documents whose files lie in the folders; yield what became of each.

    Texts need none of it.
    """
    waiting: dict[Path, Path] = {}
    for document in documents:
        target = folder_of(warehouse_path) / document.sha256
        if _is_complete(target):
            continue
        path = _file(document, folders)
        if path is not None and _is_wanting(path, target):
            waiting[path] = target
    for done in worker.each(_parts, list(waiting), _LIMITS):
        target, name = waiting[done.asked], shown(Path(done.asked.name))
        if done.answer is None:
            why = (
                str(done.error) if isinstance(done.error, ReadError | worker.WorkError) else "cannot be shown"
            )
            _write(target / UNDRAWN, why.encode())
            yield Made(name, is_drawn=False, why_not=why)
            continue
        if done.answer.drawn is not None:
            _write(target / DRAWN, done.answer.drawn)
        elif done.answer.why_not is not None:
            _write(target / UNDRAWN, done.answer.why_not.encode())
        # Last: whoever finds the lines finds the pages that they name.
        _write(target / LINES, done.answer.lines.encode("utf-8", "backslashreplace"))
        yield Made(name, done.answer.drawn is not None, done.answer.why_not)


def _file(document: Document, folders: Sequence[Path]) -> Path | None:
    """Return the file of a document, known by its name or its digest, and by its content."""
    for path in facsimile.may_be(folders, document.source_name, document.sha256):
        try:
            if path.is_file() and hashlib.sha256(content_of(path)).hexdigest() == document.sha256:
                return path
        except (OSError, ReadError):
            continue
    return None


def _is_complete(target: Path) -> bool:
    """Tell whether all is there, whatever the format; that is seen without looking at the file."""
    is_drawn = (target / DRAWN).is_file() and (target / LINES).is_file()
    return is_drawn or (target / UNDRAWN).is_file()


def _is_wanting(path: Path, target: Path) -> bool:
    try:
        found = format_of(path.name, content_of(path))
    except (OSError, ReadError):
        return False
    if found.is_text:
        return False
    is_drawn = (target / DRAWN).is_file() or drawer(found.name) is None
    return not (target / LINES).is_file() or not is_drawn


def _parts(path: Path) -> _Parts:
    """Read a document and draw it, in a process of its own."""
    # It loads a library that only a drawn page needs.
    from etl.drawing.finding import found_again, share_of_figures

    content = content_of(path)
    rows = read_content(path.name, content).printed
    lines = [facsimile.line(row) for row in rows]
    draw = drawer(format_of(path.name, content).name)
    drawn = why_not = None
    if draw is not None:
        try:
            drawn = draw(content)
            found = found_again(rows, drawn)
            if share_of_figures(rows, found) < _FEWEST_FOUND:
                raise DrawingError("most of its figures are not found again on the drawn pages")
            for line, one in zip(lines, found, strict=True):
                if one is not None:
                    line |= {"page": one.page, **_boxes(one.boxes)}
        except (DrawingError, ReadError, MemoryError) as error:
            drawn, why_not = None, str(error) or "needs too much memory"
    return _Parts(json.dumps(lines, ensure_ascii=False), drawn, why_not)


def _boxes(boxes: tuple[tuple[float, float, float, float] | None, ...] | None) -> dict[str, Any]:
    return {} if boxes is None else {"boxes": boxes}


def _write(target: Path, content: bytes) -> None:
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = target.with_name(f".{target.name}.{os.getpid()}")
    draft.write_bytes(content)
    draft.replace(target)
