"""Writes pages: as an editor does, and as an office's system exports a 'spreadsheet'."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from openpyxl.utils import get_column_letter

from tests.documents.merging import Merged, apart, merged
from tests.documents.pieces import pieces
from tests.documents.spread import Spread, spread


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
            yield f"<p>{_indented(piece)}</p>\n"
        else:
            yield table((merged if is_merged else apart)(piece))


def _indented(text: str) -> str:
    """Return a text as markup. What stands before it is an indent, and a page keeps it by spaces that do not
    break."""
    return "&nbsp;" * (len(text) - len(text.lstrip())) + escape(text.strip())


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


def ruled(
    laid: Spread,
    *,
    sheet: int = 0,
    frozen: tuple[int, int] = (0, 0),
    hidden: tuple[Sequence[int], Sequence[int]] = ((), ()),
    struck: Sequence[tuple[int, int]] = (),
) -> str:
    """Return a sheet as Google Sheets draws it: with its numbers and letters, but without its hidden cells.

    frozen: so many rows and columns are, behind which a bar is drawn. hidden: rows and columns. struck: cells
    with a style that draws a line through them; all styles are classes.
    """
    rows, columns = (
        [i for i in range(count) if i not in left] for count, left in zip(_size(laid), hidden, strict=True)
    )
    bar = '<{0} style="height:3px" class="freezebar-cell"></{0}>'
    spans = {(top, left): (bottom, right) for top, left, bottom, right in laid.merged}
    covered = {
        (row, column)
        for (top, left), (bottom, right) in spans.items()
        for row in range(top, bottom + 1)
        for column in range(left, right + 1)
        if (row, column) != (top, left)
    }
    heads = ['<th class="row-header freezebar-origin-ltr"></th>']
    for column in columns:
        letters = get_column_letter(column + 1)
        heads.append(f'<th id="{sheet}C{column}" class="column-headers-background">{letters}</th>')
        heads += [bar.format("th")] if column + 1 == frozen[1] else []
    drawn = []
    for row in rows:
        number = f'<div class="row-header-wrapper" style="line-height: 20px">{row + 1}</div>'
        cells = [f'<th id="{sheet}R{row}" style="height: 20px;" class="row-headers-background">{number}</th>']
        for column in columns:
            if (row, column) not in covered:
                bottom, right = spans.get((row, column), (row, column))
                down = sum(row <= one <= bottom for one in rows)
                across = sum(column <= one <= right for one in columns)
                style = "s1" if (row, column) in struck else "s0"
                text = _indented(laid.cells.get((row, column), ""))
                cells.append(f'<td class="{style}" colspan="{across}" rowspan="{down}">{text}</td>')
            cells += [bar.format("td")] if column + 1 == frozen[1] else []
        drawn.append(f'<tr style="height: 20px">{"".join(cells)}</tr>')
        if row + 1 == frozen[0]:
            drawn.append(f"<tr>{bar.format('th')}{bar.format('td') * len(columns)}</tr>")
    table = f"<thead><tr>{''.join(heads)}</tr></thead><tbody>{''.join(drawn)}</tbody>"
    return f'<div class="ritz grid-container"><table class="waffle" cellspacing="0">{table}</table></div>'


def _size(laid: Spread) -> tuple[int, int]:
    return max(row for row, _ in laid.cells) + 1, max(column for _, column in laid.cells) + 1


def google(body: str) -> str:
    """Return a page of Google Sheets, as it is downloaded."""
    style = ".ritz .waffle .s0{color:#000000}.ritz .waffle .s1{text-decoration:line-through}"
    return f'<meta http-equiv="Content-Type" content="text/html; charset=utf-8"><style>{style}</style>{body}'


def write_ruled(text: str) -> bytes:
    """Write a report as Google Sheets downloads one, with a frozen row and a frozen column."""
    return google(ruled(spread(text), frozen=(1, 1))).encode()


WRITERS = {
    "html": write, "merged.html": write_merged, "export.xls": write_export, "ruled.html": write_ruled,
}  # fmt: skip
