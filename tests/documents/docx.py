"""Writes DOCX: by python-docx, whose template is Word's own, and as markup, as free as Word's."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape

from docx import Document

from tests.documents.merging import Merged, merged
from tests.documents.pieces import pieces

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_NAMESPACES = (
    f'xmlns:w="{_W}" xmlns:r="{_RELATIONS}" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)
_WIDTH = 900
_START = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'


def run(text: str, properties: str = "") -> str:
    """Return a run; a tab and a line's break are what they are in WordprocessingML."""
    marked = escape(text).replace("\t", "</w:t><w:tab/><w:t>").replace("\n", "</w:t><w:br/><w:t>")
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{marked}</w:t></w:r>'


def paragraph(content: str, properties: str = "") -> str:
    """Return a paragraph of runs that are given as markup."""
    return f"<w:p><w:pPr>{properties}</w:pPr>{content}</w:p>"


def words(text: str, properties: str = "") -> str:
    """Return a paragraph of text."""
    return paragraph(run(text), properties)


def table(cells: Sequence[Merged], content: Mapping[tuple[int, int], str] | None = None) -> str:
    """Return a table. content: what cells hold in place of their text, by row and column, as markup."""
    rows = max(cell.row + cell.rows for cell in cells)
    width = max(cell.column + cell.columns for cell in cells)
    at = {(cell.row + down, cell.column): (cell, down) for cell in cells for down in range(cell.rows)}
    drawn = ""
    for row in range(rows):
        drawn += "<w:tr>"
        for column in range(width):
            if (row, column) in at:
                cell, down = at[row, column]
                own = (content or {}).get((row, column)) or words("" if down else cell.text)
                drawn += _cell(cell, own, is_below=bool(down))
        drawn += "</w:tr>"
    grid = f'<w:gridCol w:w="{_WIDTH}"/>' * width
    return f"<w:tbl><w:tblPr/><w:tblGrid>{grid}</w:tblGrid>{drawn}</w:tbl>"


def _cell(cell: Merged, content: str, *, is_below: bool) -> str:
    merge = ("<w:vMerge/>" if is_below else '<w:vMerge w:val="restart"/>') if cell.rows > 1 else ""
    width = f'<w:tcW w:w="{_WIDTH * cell.columns}" w:type="dxa"/>'
    return f'<w:tc><w:tcPr>{width}<w:gridSpan w:val="{cell.columns}"/>{merge}</w:tcPr>{content}</w:tc>'


def package(body: str, **parts: str) -> bytes:
    """Return a file. parts: the content of others ('styles', 'numbering', 'footnotes', 'header') by kind."""
    kinds = {"styles": "styles", "numbering": "numbering", "footnotes": "footnotes", "header": "hdr"}
    related = "".join(
        f'<Relationship Id="r{number}" Type="{_RELATIONS}/{kind}" Target="{kind}.xml"/>'
        for number, kind in enumerate(parts)
    )
    main = f'<Relationship Id="r" Type="{_RELATIONS}/officeDocument" Target="word/document.xml"/>'
    office = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    types = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{office}.{kind}+xml"/>'
        for name, kind in (("document", "document.main"), *((kind, kind) for kind in parts))
    )
    files = {
        "[Content_Types].xml": (
            f'{_START}<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
            'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Default Extension="xml" ContentType="application/xml"/>{types}</Types>'
        ),
        "_rels/.rels": f'{_START}<Relationships xmlns="{_PACKAGE}/relationships">{main}</Relationships>',
        "word/_rels/document.xml.rels": (
            f'{_START}<Relationships xmlns="{_PACKAGE}/relationships">{related}</Relationships>'
        ),
        "word/document.xml": (
            f"{_START}<w:document {_NAMESPACES}><w:body>{body}<w:sectPr/></w:body></w:document>"
        ),
        **{
            f"word/{kind}.xml": f"{_START}<w:{kinds[kind]} {_NAMESPACES}>{content}</w:{kinds[kind]}>"
            for kind, content in parts.items()
        },
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in files.items():
            file.writestr(name, content)
    return buffer.getvalue()


def write(text: str) -> bytes:
    """Write a report by python-docx, without merged cells."""
    document = Document()
    for piece in pieces(text):
        if isinstance(piece, str):
            document.add_paragraph(piece)
            continue
        for row, drawn in zip(piece, document.add_table(len(piece), len(piece[0])).rows, strict=True):
            for cell, own in zip(row, drawn.cells, strict=True):
                own.text = cell
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def write_merged(text: str) -> bytes:
    """Write a report whose headings and groups are merged cells."""
    return package(
        "".join(
            words(piece) if isinstance(piece, str) else table(merged(piece)) + words("")
            for piece in pieces(text)
        )
    )


WRITERS = {"docx": write, "merged.docx": write_merged}
