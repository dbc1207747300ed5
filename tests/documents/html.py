"""Writes pages: as an editor does, and as an office's system exports a 'spreadsheet'."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from tests.documents.merging import Merged, apart, merged
from tests.documents.pieces import pieces


def page(body: str, head: str = '<meta charset="utf-8">') -> str:
    """Return a page."""
    return f"<!DOCTYPE html>\n<html>\n<head>{head}</head>\n<body>{body}</body>\n</html>\n"


def table(cells: Sequence[Merged], content: dict[tuple[int, int], str] | None = None) -> str:
    """Return a table. content: what cells hold in place of their text, by row and column, as markup."""
    rows = max(cell.row for cell in cells) + 1
    drawn = "".join(
        "<tr>" + "".join(_cell(cell, content or {}) for cell in cells if cell.row == row) + "</tr>\n"
        for row in range(rows)
    )
    return f"<table border='1'>\n<tbody>{drawn}</tbody></table>\n"


def _cell(cell: Merged, content: dict[tuple[int, int], str]) -> str:
    spans = "".join(
        f' {name}="{count}"'
        for name, count in (("rowspan", cell.rows), ("colspan", cell.columns))
        if count > 1
    )
    return f"<td{spans}>{content.get((cell.row, cell.column), escape(cell.text))}</td>"


def _body(text: str, *, is_merged: bool) -> Iterable[str]:
    for piece in pieces(text):
        if isinstance(piece, str):
            # What stands before a line is an indent, and a page keeps it by spaces that do not break.
            indent = len(piece) - len(piece.lstrip())
            yield f"<p>{'&nbsp;' * indent}{escape(piece.strip())}</p>\n"
        else:
            yield table((merged if is_merged else apart)(piece))


def write(text: str) -> bytes:
    """Write a report without merged cells, in UTF-8."""
    return page("".join(_body(text, is_merged=False))).encode()


def write_merged(text: str) -> bytes:
    """Write a report whose headings and groups are merged cells, as Korean systems write pages: in CP949."""
    head = '<meta http-equiv="Content-Type" content="text/html; charset=euc-kr">'
    # What that encoding lacks is written by its number.
    return page("".join(_body(text, is_merged=True)), head).encode("cp949", "xmlcharrefreplace")


def write_export(text: str) -> bytes:
    """Write what a system calls a spreadsheet: a page without a head, under a sheet's ending."""
    return "\r\n".join(["<style>td { mso-number-format:'@' }</style>", *_body(text, is_merged=True)]).encode()


WRITERS = {"html": write, "merged.html": write_merged, "export.xls": write_export}
