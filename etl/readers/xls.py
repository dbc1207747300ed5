"""Reads old workbooks (XLS) as people see them: each sheet is a section."""

from __future__ import annotations

import io
import struct
from typing import TYPE_CHECKING

from etl.blocks import SourceDocument
from etl.readers.errors import ReadError
from etl.readers.format import Format
from etl.readers.sheets import number_format
from etl.readers.sheets.cells import Sheet, SheetCell, of_number
from etl.readers.sheets.writing import write
from etl.readers.transcript import Transcript

if TYPE_CHECKING:
    from xlrd.book import Book
    from xlrd.sheet import Sheet as OldSheet

_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BARE = tuple(map(bytes.fromhex, ("09081000", "09080800", "09040600", "09020600", "09000400")))
"""How the records of a workbook begin where no compound file holds them."""
_STREAMS = ("Workbook", "Book")
_OF_OTHERS = ("WordDocument", "PowerPoint Document", "FileHeader", "EncryptedPackage")
"""What other office files hold, in which a workbook may be embedded."""
_ENTRY = 128
_DAMAGED = (
    AssertionError, AttributeError, EOFError, LookupError, NotImplementedError, OSError, OverflowError,
    RecursionError, TypeError, ValueError, ZeroDivisionError, struct.error,
)  # fmt: skip
"""What xlrd and olefile raise beside their own errors, of a damaged file."""


class _Nowhere(io.TextIOBase):
    """Takes what a library prints."""

    def write(self, text: str) -> int:
        return len(text)


def read(source_name: str, content: bytes) -> SourceDocument:
    """Return the blocks of an old workbook. ReadError where it is none that we can read."""
    import xlrd

    transcript = Transcript("sheet")
    try:
        book = xlrd.open_workbook(
            file_contents=_records(content), formatting_info=True, ragged_rows=True, logfile=_Nowhere()
        )
        sheets = [_filled(book, one) for one in book.sheets()]
    except xlrd.XLRDError as error:
        told = " ".join(str(error).split())[:100]
        if "encrypted" in told:
            raise ReadError("is protected by a password; save it without one") from error
        raise ReadError(f"is a damaged workbook ({told}); save it anew") from error
    except _DAMAGED as error:
        raise ReadError(f"is a damaged workbook ({type(error).__name__}); save it anew") from error
    for one in sheets:
        write(one, transcript)
    return transcript.document(source_name, content)


def _records(content: bytes) -> bytes:
    """Return the records of a workbook without the compound file around them.

    xlrd follows a chain of sectors that goes round in circles until the memory ends.
    """
    if not content.startswith(_COMPOUND):
        return content
    import olefile

    with olefile.OleFileIO(io.BytesIO(content)) as file:
        name = next((one for one in _STREAMS if file.exists(one)), None)
        if name is None:
            raise ReadError("is a damaged workbook (it lacks its sheets); save it anew")
        return bytes(file.openstream(name).read())


def _filled(book: Book, old: OldSheet) -> Sheet:
    one = Sheet(old.name, is_hidden=old.visibility != 0)
    one.hidden_rows = {row for row, info in old.rowinfo_map.items() if info.hidden or info.height == 0}
    one.hidden_columns = {column for column, info in old.colinfo_map.items() if info.hidden or not info.width}
    for top, bottom, left, right in old.merged_cells:
        one.merged[top, left] = (bottom - top, right - left)
    for row in range(old.nrows):
        for column in range(old.row_len(row)):
            if cell := _cell(book, old, row, column):
                one.fill((row, column), cell)
    return one


def _cell(book: Book, old: OldSheet, row: int, column: int) -> SheetCell | None:
    """Return a cell as people see it; None where it shows nothing."""
    found = _shown(book, old, row, column)
    if found is None or found.reason is not None:
        return found
    runs = old.rich_text_runlist_map.get((row, column), ())
    fonts = [book.xf_list[old.cell_xf_index(row, column)].font_index, *(font for _, font in runs)]
    return (
        SheetCell(found.text, "struck_out") if any(book.font_list[one].struck_out for one in fonts) else found
    )


def _shown(book: Book, old: OldSheet, row: int, column: int) -> SheetCell | None:
    from xlrd import biffh

    kind, value = old.cell_type(row, column), old.cell_value(row, column)
    if kind in (biffh.XL_CELL_EMPTY, biffh.XL_CELL_BLANK):
        return None
    if kind == biffh.XL_CELL_ERROR:
        return SheetCell(biffh.error_text_from_code.get(value, str(value)), "cell_error")
    if kind == biffh.XL_CELL_BOOLEAN:
        return SheetCell(("FALSE", "TRUE")[bool(value)], "not_a_number")
    style = book.xf_list[old.cell_xf_index(row, column)]
    code = book.format_map[style.format_key].format_str
    if kind == biffh.XL_CELL_TEXT:
        text = number_format.shown_text(value, code) if value.strip() else ""
        return SheetCell(text) if text else None
    return of_number(repr(value), code, is_1904=book.datemode == 1)


def _recognises(content: bytes, _ending: str) -> bool:
    if content.startswith(_BARE):
        return True
    return content.startswith(_COMPOUND) and _holds(content, _STREAMS) and not _holds(content, _OF_OTHERS)


def _holds(content: bytes, names: tuple[str, ...]) -> bool:
    """Tell whether a compound file has an entry of one of these names in its directory."""
    for name in names:
        coded = name.encode("utf-16-le") + b"\0\0"
        at = content.find(coded)
        while at >= 0:
            if at % _ENTRY == 0 and content[at + 64 : at + 66] == struct.pack("<H", len(coded)):
                return True
            at = content.find(coded, at + 1)
    return False


FORMAT = Format("XLS", (".xls",), _recognises, read)
