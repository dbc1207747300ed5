"""Paragraphs and tables in OWPML, the markup inside an HWPX file (KS X 6101). Lengths in 1/7200 inch.

Written as text, piece by piece: a tree of all cells of a long brief would take many times the memory.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from xml.sax.saxutils import escape

from dashboard.brief.hwpx.styles import Style

ACROSS, ALONG = 396, 240
"""The margins inside a cell: left and right, above and below."""
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_BREAK = re.compile(r"[\t\n\r]+")
_MARGINS = f'left="{ACROSS}" right="{ACROSS}" top="{ALONG}" bottom="{ALONG}"'
_LIST = (
    'id="" textDirection="HORIZONTAL" lineWrap="BREAK" linkListIDRef="0" linkListNextIDRef="0" '
    'textWidth="0" textHeight="0" hasTextRef="0" hasNumRef="0"'
)
_PLACE = (
    'treatAsChar="0" affectLSpacing="0" flowWithText="1" allowOverlap="0" holdAnchorAndSO="0" '
    'vertRelTo="PARA" horzRelTo="COLUMN" vertAlign="TOP" horzAlign="LEFT" vertOffset="0" horzOffset="0"'
)
_PAGE_NUMBER = (
    '<hp:ctrl><hp:autoNum num="1" numType="PAGE">'
    '<hp:autoNumFormat type="DIGIT" userChar="" prefixChar="" suffixChar="" supscript="0"/>'
    "</hp:autoNum></hp:ctrl>"
)


def clean(text: str) -> str:
    """Return text that XML can carry: a break becomes a space, and a forbidden character is seen as one."""
    return _FORBIDDEN.sub("\ufffd", _BREAK.sub(" ", text))


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table: where it begins, its paragraphs as style and text, what it covers."""

    column: int
    paragraphs: Sequence[tuple[str, str]]
    columns: int = 1
    rows: int = 1


class Markup:
    """Writes the paragraphs and tables of one document in its styles."""

    def __init__(self, styles: Mapping[str, Style], borders: Mapping[bool, str]) -> None:
        """borders: the id of a head cell's border, and of any other's."""
        self._styles, self._borders = styles, borders
        self._table_ids = count(1)

    def paragraph(self, style: str, text: str) -> str:
        """Return a paragraph."""
        return self._paragraph(style, _text(text))

    def opening(self, style: str, text: str, settings: str, page_header: str, page_footer: str) -> str:
        """Return the first paragraph, which carries what holds for all. settings: of page and columns."""
        header = _story("header", 1, "TOP", page_header)
        footer = _story("footer", 2, "BOTTOM", page_footer)
        return self._paragraph(style, settings + header + footer, _text(text))

    def numbered(self, style: str, text: str) -> str:
        """Return a paragraph that ends with the page's number."""
        return self._paragraph(style, _text(text), _PAGE_NUMBER)

    def table(
        self,
        style: str,
        rows: Sequence[Sequence[Cell]],
        widths: Sequence[int],
        heights: Sequence[int],
        *,
        splits_rows: bool,
    ) -> Iterator[str]:
        """Yield a table, in a paragraph of its own; its first row is its head, on every page again.

        splits_rows: a row may go on over the page's end. Without, Hancom cuts off what is taller than a page.
        """
        used = self._styles[style]
        yield (
            f'{_start(used)}<hp:run charPrIDRef="{used.character}">'
            f'<hp:tbl id="{next(self._table_ids)}" zOrder="0" numberingType="TABLE" '
            'textWrap="TOP_AND_BOTTOM" textFlow="BOTH_SIDES" lock="0" dropcapstyle="None" '
            f'pageBreak="{"CELL" if splits_rows else "TABLE"}" repeatHeader="1" rowCnt="{len(rows)}" '
            f'colCnt="{len(widths)}" cellSpacing="0" borderFillIDRef="{self._borders[False]}" noAdjust="0">'
            f'<hp:sz width="{sum(widths)}" widthRelTo="ABSOLUTE" height="{sum(heights)}" '
            'heightRelTo="ABSOLUTE" protect="0"/>'
            f'<hp:pos {_PLACE}/><hp:outMargin left="0" right="0" top="0" bottom="0"/>'
            f"<hp:inMargin {_MARGINS}/>"
        )
        for number, row in enumerate(rows):
            cells = "".join(
                self._cell(cell, number, widths, sum(heights[number : number + cell.rows])) for cell in row
            )
            yield f"<hp:tr>{cells}</hp:tr>"
        yield "</hp:tbl></hp:run></hp:p>"

    def _cell(self, cell: Cell, row: int, widths: Sequence[int], height: int) -> str:
        is_head = row == 0
        content = "".join(self.paragraph(style, text) for style, text in cell.paragraphs)
        width = sum(widths[cell.column : cell.column + cell.columns])
        return (
            f'<hp:tc name="" header="{int(is_head)}" hasMargin="0" protect="0" editable="0" dirty="0" '
            f'borderFillIDRef="{self._borders[is_head]}">'
            f'<hp:subList vertAlign="{"CENTER" if is_head else "TOP"}" {_LIST}>{content}</hp:subList>'
            f'<hp:cellAddr colAddr="{cell.column}" rowAddr="{row}"/>'
            f'<hp:cellSpan colSpan="{cell.columns}" rowSpan="{cell.rows}"/>'
            f'<hp:cellSz width="{width}" height="{height}"/><hp:cellMargin {_MARGINS}/></hp:tc>'
        )

    def _paragraph(self, style: str, *runs: str) -> str:
        used = self._styles[style]
        content = "".join(f'<hp:run charPrIDRef="{used.character}">{run}</hp:run>' for run in runs)
        return f"{_start(used)}{content}</hp:p>"


def _start(style: Style) -> str:
    return (
        f'<hp:p id="0" paraPrIDRef="{style.paragraph}" styleIDRef="{style.style_id}" '
        'pageBreak="0" columnBreak="0" merged="0">'
    )


def _text(text: str) -> str:
    return f"<hp:t>{escape(clean(text))}</hp:t>"


def _story(kind: str, number: int, side: str, content: str) -> str:
    """What stands on every page above or below the text."""
    return (
        f'<hp:ctrl><hp:{kind} id="{number}" applyPageType="BOTH">'
        f'<hp:subList vertAlign="{side}" {_LIST}>{content}</hp:subList></hp:{kind}></hp:ctrl>'
    )
