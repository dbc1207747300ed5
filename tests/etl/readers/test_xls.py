"""Old workbooks into blocks: what people see of each sheet, where it stands, and what is not read."""

from __future__ import annotations

import struct
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl import extraction
from etl.blocks import Heading, Table
from etl.readers import read_content
from etl.readers.errors import ReadError
from tests.documents import biff, xls

_CODES = ["General", '#,##0;"△"#,##0;"-"', "0.0%", "yyyy-mm-dd", '#,##0"명"']
_WHOLE = xls.write("2027년 예산\n\n구분\t예산액\n가\t1,234\n나\t50.0%\n")


def _sheet(rows: list[list[str | tuple[int, float] | None]]) -> bytes:
    """Return the records of cells: a text, or a style and a number."""
    found = b""
    for row, cells in enumerate(rows):
        for column, cell in enumerate(cells):
            if isinstance(cell, str):
                found += biff.text(row, column, 0, cell)
            elif cell is not None:
                found += biff.number(row, column, *cell)
    return found


def test_cells_are_read_as_people_see_them_with_their_places() -> None:
    rows = _sheet(
        [
            ["현황"],
            [],
            ["구분", "2027년", None],
            [None, "예산액", "집행률"],
            ["가", (1, -1234), (2, 0.823)],
            ["나", (1, 0), (3, 46660)],
            ["다", (4, 1200), (0, 0.1 + 0.2)],
        ]
    )
    book = biff.workbook({"예산": (rows + biff.merged([(2, 0, 3, 0), (2, 1, 2, 2)]), 0)}, _CODES)
    heading, line, table = read_content("a.xls", book).blocks
    assert isinstance(heading, Heading)
    assert (heading.text, heading.place.sheet) == ("예산", "예산")
    assert (line.place.line, line.place.cell) == (2, "A1")
    assert isinstance(table, Table)
    assert table.carrier == "sheet"
    assert [list(row.cells) for row in table.rows] == [
        ["구분", "2027년", ""],
        ["", "예산액", "집행률"],
        ["가", "△1,234", "82.3%"],
        ["나", "-", "2027-09-30"],
        ["다", "1,200명", "0.3"],
    ]
    assert table.rows[0].spans == ((2, 1), (1, 2), (0, 0))
    assert table.rows[2].place_of(2).cell == "C5"


def test_what_is_hidden_or_no_value_is_not_read() -> None:
    rows = _sheet([["구분", "내부", "예산액"], ["가", (0, 9), (0, 5)], ["나", (0, 8), (0, 4)], ["다"]])
    rows += biff.flag(3, 2, 0x07, is_error=True) + biff.flag(3, 3, 1, is_error=False)
    hidden = biff.hidden_column(1) + biff.hidden_row(2)
    book = biff.workbook({"예산": (hidden + rows, 0), "초안": (_sheet([["비밀"]]), 2)}, _CODES)
    source = read_content("a.xls", book)
    (table,) = source.tables
    assert [list(row.cells) for row in table.rows] == [["구분", "예산액"], ["가", "5"], ["다", ""]]
    assert {(one.reason, one.place.sheet, one.place.cell) for one in source.unread} == {
        ("cell_error", "예산", "C4"),
        ("not_a_number", "예산", "D4"),
        ("hidden", "예산", "B1:B2"),
        ("hidden", "예산", "A3:C3"),
        ("hidden", "초안", None),
    }


def test_records_without_a_compound_file_are_read() -> None:
    """Some programs write them so."""
    bare = _WHOLE[1024:-512]
    assert bare.startswith(b"\x09\x08\x10\x00")
    assert read_content("a.xls", bare).blocks == read_content("a.xls", _WHOLE).blocks


def _in_circles() -> bytes:
    """Return a workbook whose small stream goes from its first sector to its first sector."""
    content = bytearray(biff.compound({"Workbook": _WHOLE[1024:1536]}))
    entry = content.index("Workbook".encode("utf-16-le"))
    content[entry + 116 : entry + 128] = struct.pack("<IQ", 0, 512)
    # The root's stream holds the small ones: the second sector. The third is the table of their sectors.
    root = content.index("Root Entry".encode("utf-16-le"))
    content[root + 116 : root + 128] = struct.pack("<IQ", 1, 512)
    content[-508:-500] = struct.pack("<II", 0xFFFFFFFE, 0xFFFFFFFE)
    content[60:68] = struct.pack("<II", 2, 1)
    content[1536:1540] = struct.pack("<I", 0)
    return bytes(content)


_PASSWORD = biff.workbook({"a": (b"", 0)}, _CODES, before=biff.record(0x002F, b"\x00\x00" + bytes(4)))


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (lambda: _WHOLE[:3000], "damaged workbook"),
        (lambda: _WHOLE[:1100], "damaged workbook"),
        (_in_circles, "damaged workbook"),
        (lambda: biff.workbook({"가": (b"", 0)}, _CODES), "holds no text"),
        (lambda: _PASSWORD, "protected by a password"),
        (lambda: biff.compound({"EncryptedPackage": b"a", "Workbook": b"b"}), "protected by a password"),
        (lambda: biff.compound({"WordDocument": b"a", "Workbook": b"b"}), "an office file of an old form"),
        (lambda: biff.compound({"Workbook": b"nothing"}), "damaged workbook"),
    ],
)
def test_a_workbook_that_cannot_be_read_is_refused_in_one_line(
    make: Callable[[], bytes], says: str, tmp_path: Path
) -> None:
    path = tmp_path / "a.xls"
    path.write_bytes(make())
    with pytest.raises(ReadError, match=says) as refused:
        extraction.read(path)
    assert "\n" not in str(refused.value)


def test_a_folder_that_goes_in_circles_stops_nothing() -> None:
    content = bytearray(_WHOLE)
    at = content.index("Workbook".encode("utf-16-le"))
    content[at + 68 : at + 72] = struct.pack("<I", 1)
    assert read_content("a.xls", bytes(content)).blocks == read_content("a.xls", _WHOLE).blocks


@settings(max_examples=150)
@given(st.data())
def test_any_bytes_are_read_or_refused(data: st.DataObject) -> None:
    content = bytearray(_WHOLE)
    # Most of a small file is padding.
    places = st.sampled_from([at for at, byte in enumerate(_WHOLE) if byte])
    for at in data.draw(st.lists(places, min_size=1, max_size=4)):
        content[at] = data.draw(st.integers(0, 255))
    try:
        read_content("a.xls", bytes(content))
    except ReadError as refused:
        assert "\n" not in str(refused)
