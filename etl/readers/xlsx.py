"""Reads workbooks (XLSX, XLSM): each sheet is a section; cells as people see them, with their places.

Kept values are read; no formula is computed, no macro run, no link followed. A cell is read as it comes, so
that a sheet costs what stands on it, whatever size it says it has.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from etl.blocks import SourceDocument
from etl.readers.archive import Archive, names_in
from etl.readers.errors import ReadError
from etl.readers.format import Format
from etl.readers.sheets import number_format
from etl.readers.sheets.builtin_formats import BUILTIN
from etl.readers.sheets.cells import Sheet, SheetCell, address, of_number
from etl.readers.sheets.writing import write
from etl.readers.transcript import Transcript
from etl.readers.tree import root_of

if TYPE_CHECKING:
    from lxml.etree import _Element

_WORKBOOK, _BINARY = "xl/workbook.xml", "xl/workbook.bin"
_MOST_ROWS = 1_048_576
_MOST_COLUMNS = 16_384
_ADDRESS = re.compile(r"^\$?([A-Z]{1,3})\$?([0-9]{1,7})$")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_EMPTY = re.compile(
    rb"<(?:\w+:)?(?:c(?=\s[^<>]*\br=)|row(?=\s[^<>]*\br=)(?![^<>]*\b(?:hidden=|ht=.0)))\s[^<>]*/>"
)
"""A cell or row that holds nothing but its style: there may be millions."""
_READ = ("{*}row", "{*}c", "{*}col", "{*}mergeCell")
"""The elements of a sheet that are read, of any namespace."""
_TRUE = ("1", "true", "on")


@dataclass(frozen=True, slots=True)
class _Workbook:
    """What the cells of all sheets need: shared texts, styles, the first day."""

    texts: tuple[_Text, ...]
    styles: tuple[_Style, ...]
    is_1904: bool


@dataclass(frozen=True, slots=True)
class _Text:
    text: str
    is_struck: bool = False
    """Whether any of it is struck out."""


@dataclass(frozen=True, slots=True)
class _Style:
    """The code of a number format, and whether the font strikes out what it writes."""

    code: str = number_format.GENERAL
    is_struck: bool = False


def read(source_name: str, content: bytes) -> SourceDocument:
    """Return the blocks of a workbook. ReadError where it is none that we can read."""
    archive = Archive(content)
    if _BINARY in archive:
        raise ReadError("is a binary workbook (XLSB); save it as XLSX")
    archive.check()
    main = next((name for _, kind, name in _related(archive, "") if kind == "officeDocument"), _WORKBOOK)
    root = _root(archive, main)
    parts = {identity: (kind, name) for identity, kind, name in _related(archive, main)}
    by_kind = dict(parts.values())
    workbook = _Workbook(
        _texts(archive, by_kind.get("sharedStrings")),
        _styles(archive, by_kind.get("styles")),
        any(one.get("date1904") in _TRUE for one in _all(root, "workbookPr")),
    )
    transcript = Transcript("sheet")
    for entry in _all(root, "sheet"):
        identity = next((v for key, v in entry.attrib.items() if _local(str(key)) == "id"), None)
        kind, name = parts.get(str(identity), ("", ""))
        if kind != "worksheet":
            continue  # a sheet of a chart holds no cells
        one = Sheet(entry.get("name"), is_hidden=entry.get("state", "visible") != "visible")
        _fill(one, archive, name, workbook)
        write(one, transcript)
    return transcript.document(source_name, content)


def _related(archive: Archive, name: str) -> Iterator[tuple[str, str, str]]:
    """Yield what a part of the archive names: identity, kind, and the part's name."""
    folder, file = posixpath.split(name)
    relations = posixpath.join(folder, "_rels", f"{file}.rels")
    if relations not in archive:
        return
    for one in _all(_root(archive, relations), "Relationship"):
        if one.get("TargetMode") != "External":
            target = posixpath.normpath(posixpath.join("/", folder, one.get("Target", "")))
            yield one.get("Id", ""), one.get("Type", "").rpartition("/")[2], target.lstrip("/")


def _root(archive: Archive, name: str) -> _Element:
    root: _Element = root_of(archive.read(name), name)
    return root


@lru_cache(maxsize=1 << 10)
def _local_of(tag: str) -> str:
    return tag.rpartition("}")[2]


def _local(tag: object) -> str:
    """Return the name of an element without its namespace; '' of a comment."""
    return _local_of(tag) if isinstance(tag, str) else ""


def _all(root: _Element, name: str) -> Iterator[_Element]:
    return (one for one in root.iter() if _local(one.tag) == name)


def _texts(archive: Archive, name: str | None) -> tuple[_Text, ...]:
    if name is None or name not in archive:
        return ()
    return tuple(_text(one) for one in _root(archive, name) if _local(one.tag) == "si")


def _text(holder: _Element) -> _Text:
    """Return a text without its phonetic help."""
    runs = [holder, *(one for one in holder if _local(one.tag) == "r")]
    found = "".join(part.text or "" for run in runs for part in run if _local(part.tag) == "t")
    text = _ESCAPED.sub(lambda match: chr(int(match[1], 16)), found) if "_x" in found else found
    return _Text(text, any(_is_struck(one) for run in runs[1:] for one in run if _local(one.tag) == "rPr"))


def _is_struck(font: _Element) -> bool:
    return any(_local(one.tag) == "strike" and one.get("val", "1") in _TRUE for one in font)


def _styles(archive: Archive, name: str | None) -> tuple[_Style, ...]:
    """Return the styles of cells by their number."""
    if name is None or name not in archive:
        return ()
    root = _root(archive, name)
    own = {one.get("numFmtId", ""): one.get("formatCode", "") for one in _all(root, "numFmt")}
    fonts = [one for group in _all(root, "fonts") for one in group if _local(one.tag) == "font"]
    struck = {str(number) for number, font in enumerate(fonts) if _is_struck(font)}
    found = []
    for one in (one for group in _all(root, "cellXfs") for one in group if _local(one.tag) == "xf"):
        identity = one.get("numFmtId", "0")
        code = own.get(identity) or BUILTIN.get(identity, number_format.GENERAL)
        found.append(_Style(code, one.get("fontId", "0") in struck))
    return tuple(found)


def _fill(one: Sheet, archive: Archive, name: str, workbook: _Workbook) -> None:
    if not _filled(one, archive.chunks(name), workbook, is_thinned=True):
        one.cells.clear()
        _filled(one, archive.chunks(name), workbook, is_thinned=False)


def _filled(one: Sheet, chunks: Iterator[bytes], workbook: _Workbook, *, is_thinned: bool) -> bool:
    """Read a sheet's cells; False where rows or cells have no number, and empty ones were left out."""
    from lxml import etree

    parser = etree.XMLPullParser(
        ("start", "end"), tag=_READ, resolve_entities=False, no_network=True, load_dtd=False
    )
    row = column = -1
    try:
        for chunk in _thinned(chunks) if is_thinned else chunks:
            parser.feed(chunk)
            for event, element in parser.read_events():
                tag = _local(element.tag)
                if event == "start":
                    if tag == "row":
                        number = element.get("r")
                        if number is None and is_thinned:
                            return False
                        row = int(number) - 1 if number else row + 1
                        column = -1
                        if not 0 <= row < _MOST_ROWS:
                            raise ReadError(f"{one.told} says it has a row {row + 1:,}; save it anew")
                        if element.get("hidden") in _TRUE or _is_flat(element.get("ht")):
                            one.hidden_rows.add(row)
                    continue
                if tag == "c":
                    printed = element.get("r")
                    if printed is None and is_thinned:
                        return False
                    at = _at(printed, one) if printed else (row, column + 1)
                    row, column = at
                    if len(element) and (cell := _cell(element, workbook, one, at)):
                        one.fill(at, cell)
                    _let_go(element)
                elif tag == "row":
                    _let_go(element)
                elif tag == "col":
                    _hide_columns(one, element)
                elif tag == "mergeCell":
                    _merge(one, element.get("ref", ""))
                    _let_go(element)
        # Markup that is cut off is found out here alone.
        parser.close()
    except (etree.XMLSyntaxError, ValueError) as error:
        raise ReadError(
            f"{one.told} is damaged at or behind cell {address(row, max(column, 0))}; save it anew"
            if row >= 0
            else f"{one.told} is damaged; save it anew"
        ) from error
    return True


def _thinned(chunks: Iterator[bytes]) -> Iterator[bytes]:
    """Yield markup without rows and cells that hold nothing."""
    rest = b""
    for chunk in chunks:
        whole, found, rest = (rest + chunk).rpartition(b">")
        if whole := whole + found:
            yield whole if b"<![CDATA[" in whole else _EMPTY.sub(b"", whole)
    yield rest


def _let_go(element: _Element) -> None:
    """Forget what was read up to an element: a sheet is never held as a whole."""
    element.clear(keep_tail=True)
    parent = element.getparent()
    while parent is not None and (previous := element.getprevious()) is not None:
        parent.remove(previous)


def _is_flat(height: str | None) -> bool:
    return height is not None and float(height) == 0


def _at(printed: str, one: Sheet) -> tuple[int, int]:
    found = _ADDRESS.match(printed)
    if found is None:
        raise ReadError(f"{one.told} has a cell {printed[:20]!a}, which is no place; save it anew")
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    row = int(found[2])
    if not (1 <= row <= _MOST_ROWS and column <= _MOST_COLUMNS):
        raise ReadError(f"{one.told} has a cell {printed!a}, which no sheet has; save it anew")
    return row - 1, column - 1


def _hide_columns(one: Sheet, element: _Element) -> None:
    if element.get("hidden") in _TRUE or _is_flat(element.get("width")):
        first, last = int(element.get("min", "1")), int(element.get("max", "1"))
        one.hidden_columns.update(range(max(first, 1) - 1, min(last, _MOST_COLUMNS)))


def _merge(one: Sheet, printed: str) -> None:
    first, _, last = printed.partition(":")
    if not last:
        return
    (top, left), (bottom, right) = _at(first, one), _at(last, one)
    if bottom >= top and right >= left:
        one.merged[top, left] = (bottom - top + 1, right - left + 1)


def _cell(element: _Element, workbook: _Workbook, one: Sheet, at: tuple[int, int]) -> SheetCell | None:
    """Return a cell as people see it; None where it shows nothing."""
    number = int(element.get("s", "0"))
    style = workbook.styles[number] if 0 <= number < len(workbook.styles) else _Style()
    found, is_struck = _shown(element, workbook, one, at, style.code)
    if found is not None and found.reason is None and (style.is_struck or is_struck):
        return SheetCell(found.text, "struck_out")
    return found


def _shown(
    element: _Element, workbook: _Workbook, one: Sheet, at: tuple[int, int], code: str
) -> tuple[SheetCell | None, bool]:
    """Return what a cell shows, and whether any of its text is struck out by itself."""
    parts = {_local(part.tag): part for part in element}
    kept = parts["v"].text or "" if "v" in parts else ""
    kind = element.get("t", "n")
    is_struck = False
    if kind in ("s", "str", "inlineStr", "d"):
        if kind == "s":
            number = int(kept) if kept else -1
            if not 0 <= number < len(workbook.texts):
                raise ReadError(f"{one.told}, cell {address(*at)}: lacks its text; save it anew")
            kept, is_struck = workbook.texts[number].text, workbook.texts[number].is_struck
        elif kind == "inlineStr":
            held = _text(parts["is"]) if "is" in parts else _Text("")
            kept, is_struck = held.text, held.is_struck
        elif kind == "d":
            kept = kept.removesuffix("Z").removesuffix("T00:00:00").replace("T", " ")
        else:
            kept = _ESCAPED.sub(lambda match: chr(int(match[1], 16)), kept)
        text = number_format.shown_text(kept, code) if kept.strip() else ""
        return SheetCell(text) if text else None, is_struck
    if not kept.strip():
        if "f" in parts:
            return SheetCell(f"={parts['f'].text or ''}"[:200], "formula_without_value"), False
        return None, False
    if kind in ("e", "b"):
        told = ("FALSE", "TRUE")[kept.strip() in _TRUE] if kind == "b" else kept
        return SheetCell(told, "cell_error" if kind == "e" else "not_a_number"), False
    return of_number(kept, code, is_1904=workbook.is_1904), False


def _recognises(content: bytes, _ending: str) -> bool:
    return any(name.startswith("xl/") for name in names_in(content))


FORMAT = Format("XLSX", (".xlsx", ".xlsm"), _recognises, read)
