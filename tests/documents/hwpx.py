"""Writes HWPX as Hancom Office does: a package of OWPML, its tables in paragraphs of their own."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape, quoteattr

from tests.documents.merging import Merged, apart, merged
from tests.documents.pieces import pieces

_NAMESPACES = " ".join(
    f'xmlns:{prefix}="http://www.hancom.co.kr/hwpml/2011/{name}"'
    for prefix, name in (("hp", "paragraph"), ("hs", "section"), ("hh", "head"), ("hc", "core"))
)
_START = '<?xml version="1.0" encoding="UTF-8" standalone="yes" ?>'
_SETTINGS = '<hp:secPr outlineShapeIDRef="1"/><hp:ctrl><hp:colPr type="NEWSPAPER" colCount="1"/></hp:ctrl>'


def paragraph(content: str, form: int = 0) -> str:
    """Return a paragraph of one run, which is given as markup."""
    return (
        f'<hp:p id="0" paraPrIDRef="{form}" styleIDRef="0" pageBreak="0" columnBreak="0" merged="0">'
        f'<hp:run charPrIDRef="0">{content}</hp:run>'
        '<hp:linesegarray><hp:lineseg textpos="0" vertpos="0"/></hp:linesegarray></hp:p>'
    )


def words(text: str, form: int = 0) -> str:
    """Return a paragraph of text; a tab and a line's break are what they are in OWPML."""
    marked = escape(text).replace("\t", '<hp:tab width="4000"/>').replace("\n", "<hp:lineBreak/>")
    return paragraph(f"<hp:t>{marked}</hp:t>", form)


def listed(content: str) -> str:
    """Return paragraphs as a cell, a box or a note holds them."""
    return f'<hp:subList id="" textDirection="HORIZONTAL" vertAlign="CENTER">{content}</hp:subList>'


def table(cells: Sequence[Merged], content: Mapping[tuple[int, int], str] | None = None) -> str:
    """Return a table. content: what cells hold in place of their text, by row and column, as markup."""
    rows = max(cell.row for cell in cells) + 1
    drawn = "".join(
        "<hp:tr>" + "".join(_cell(cell, content or {}) for cell in cells if cell.row == row) + "</hp:tr>"
        for row in range(rows)
    )
    width = max(cell.column + cell.columns for cell in cells)
    return (
        f'<hp:tbl id="1" rowCnt="{rows}" colCnt="{width}" repeatHeader="1">'
        f'<hp:sz width="42520" height="1000"/><hp:pos treatAsChar="0"/>{drawn}</hp:tbl>'
    )


def _cell(cell: Merged, content: Mapping[tuple[int, int], str]) -> str:
    own = content.get((cell.row, cell.column)) or words(cell.text)
    return (
        f'<hp:tc name="" header="0" borderFillIDRef="1">{listed(own)}'
        f'<hp:cellAddr colAddr="{cell.column}" rowAddr="{cell.row}"/>'
        f'<hp:cellSpan colSpan="{cell.columns}" rowSpan="{cell.rows}"/>'
        '<hp:cellSz width="1" height="1"/></hp:tc>'
    )


def package(
    sections: Sequence[str], forms: str = "", lists: str = "", others: Mapping[str, bytes] | None = None
) -> bytes:
    """Return a file of sections. forms: paraPr beside the plain one. lists: numberings and bullets."""
    names = [f"section{number}" for number in range(len(sections))]
    head = (
        f'{_START}<hh:head {_NAMESPACES}><hh:refList>{lists}<hh:paraProperties><hh:paraPr id="0">'
        f'<hh:heading type="NONE" idRef="0" level="0"/></hh:paraPr>{forms}</hh:paraProperties>'
        "</hh:refList></hh:head>"
    )
    items = "".join(f'<opf:item id="{name}" href="Contents/{name}.xml"/>' for name in names)
    spine = "".join(f"<opf:itemref idref={quoteattr(name)}/>" for name in names)
    parts = {
        "mimetype": b"application/hwp+zip",
        "Contents/content.hpf": (
            f'{_START}<opf:package xmlns:opf="http://www.idpf.org/2007/opf/"><opf:manifest>{items}'
            f"</opf:manifest><opf:spine>{spine}</opf:spine></opf:package>"
        ).encode(),
        "Contents/header.xml": head.encode(),
        **{
            f"Contents/{name}.xml": f"{_START}<hs:sec {_NAMESPACES}>{content}</hs:sec>".encode()
            for name, content in zip(names, sections, strict=True)
        },
        **(others or {}),
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as file:
        for name, content in parts.items():
            file.writestr(name, content, zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def write(text: str) -> bytes:
    """Write a report without merged cells."""
    return _written(text, is_merged=False)


def write_merged(text: str) -> bytes:
    """Write a report whose headings and groups are merged cells, in two sections."""
    return _written(text, is_merged=True)


def _written(text: str, *, is_merged: bool) -> bytes:
    body = [
        words(piece) if isinstance(piece, str) else paragraph(table((merged if is_merged else apart)(piece)))
        for piece in pieces(text)
    ]
    body.insert(0, paragraph(_SETTINGS))
    half = len(body) // 2 if is_merged else len(body)
    return package([part for part in ("".join(body[:half]), "".join(body[half:])) if part])


WRITERS = {"hwpx": write, "merged.hwpx": write_merged}
