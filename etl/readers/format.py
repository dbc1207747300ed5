"""What a format is: one file or folder in `etl/readers` with one `FORMAT`, found by listing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from etl.blocks import SourceDocument


@dataclass(frozen=True, slots=True)
class Format:
    """A format of files.

    name: as people know it. endings: as its files have, for messages and for texts, which nothing else tells
    apart. recognises: tells it by the content; the ending is given for texts alone. read: the file's own
    name and its content to blocks; it loads its library when it is called, and not before. rank: of two
    that recognise a content, the lower is asked first. is_text: whether nothing but letters tells it, so that
    a file counts only with an ending of some known format.
    """

    name: str
    endings: tuple[str, ...]
    recognises: Callable[[bytes, str], bool]
    read: Callable[[str, bytes], SourceDocument]
    rank: int = 0
    is_text: bool = False
