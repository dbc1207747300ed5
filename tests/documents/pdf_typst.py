"""Writes a report as PDF by typst, which draws the space at which a line is broken."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence

import typst

from tests.documents.merging import Merged, apart, merged
from tests.documents.pieces import pieces

_HEAD = """#set page(paper: "a4", margin: 2cm, numbering: "- 1 -")
#set text(font: "Noto Sans CJK KR", lang: "ko", size: 10pt)
#set par(justify: true, spacing: 9pt, leading: 6pt)
#set table(stroke: 0.5pt, inset: 4pt)
"""


def write_typst(text: str, cells_of: Callable[[Sequence[Sequence[str]]], list[Merged]] = apart) -> bytes:
    """Return a PDF of a report; its cells are merged as `cells_of` says."""
    parts = [_HEAD]
    for piece in pieces(text):
        if isinstance(piece, str):
            indent = len(piece) - len(piece.lstrip())
            parts.append(f"#pad(left: {indent * 0.5}em)[#{_quoted(piece.strip())}]\n")
        else:
            cells = ", ".join(
                f"table.cell(rowspan: {one.rows}, colspan: {one.columns})[#{_quoted(one.text)}]"
                for one in cells_of(piece)
            )
            parts.append(f"#table(columns: {len(piece[0])}, {cells})\n")
    return made("\n".join(parts))


def made(source: str) -> bytes:
    """Return the PDF of a typst source."""
    made = typst.compile(source.encode())
    if not isinstance(made, bytes):
        raise TypeError("a PDF is one file")
    return made


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


WRITERS: dict[str, Callable[[str], bytes]] = {
    "typst.pdf": write_typst,
    "merged.typst.pdf": lambda text: write_typst(text, merged),
}
