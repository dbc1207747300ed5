"""Reads what the portal of local finance gives of execution by programme (QWGJK), as JSON or CSV.

One programme a row, amounts in won. A file is of one institution, year and day, and holds all of its rows.
"""

from __future__ import annotations

import csv
import io
import json
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from etl.blocks import Place, SourceDocument
from etl.readers.errors import ReadError
from etl.readers.format import Format
from etl.readers.sheets import number_format
from etl.readers.sheets.cells import address
from etl.readers.text import lines_of
from etl.readers.transcript import NOWHERE, Cell, Transcript

_MARKS = (b"bdg_cash_amt", b"ep_amt", b"laf_hg_nm")
"""Fields that no other table has."""
_YEAR, _INSTITUTION, _DAY = "fyr", "laf_hg_nm", "exe_ymd"
_START = 4_000
_AMOUNT = "#,##0.##"
_WHOLE_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_WHOLE_DAY = re.compile(r"((?:19|20)[0-9]{2})[-.]?([0-9]{2})[-.]?([0-9]{2})")


@dataclass(frozen=True, slots=True)
class _Titles:
    lines: Mapping[str, str]
    names: Mapping[str, str]
    amounts: Mapping[str, str]
    ignored: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Record:
    """The values of a row by field, as text, and where each stands."""

    number: int
    values: Mapping[str, str]
    places: Mapping[str, Place]


def read(source_name: str, content: bytes) -> SourceDocument:
    """Return a table of programmes below what the file is of. ReadError where it is not of one thing."""
    text = "\n".join(lines_of(content))
    records = list(_of_json(text) if text.lstrip("\ufeff \r\n\t")[:1] in ("{", "[") else _of_csv(text))
    if not records:
        raise ReadError("holds no rows; ask the portal again")
    _check_repeated(records)
    titles = _titles()
    year = _one(records, _YEAR)
    day = _one(records, _DAY)
    found = _WHOLE_DAY.fullmatch(day)
    if not _WHOLE_YEAR.fullmatch(year) or found is None:
        raise ReadError(f"{_YEAR} is {year[:20]!a} and {_DAY} is {day[:20]!a}; expected as 2027 and 20270930")
    try:
        stands = date(*map(int, found.groups()))
    except ValueError as error:
        raise ReadError(f"{_DAY} is {day!a}, which is no day; ask the portal again") from error
    said = {
        "year": year, "institution": _one(records, _INSTITUTION), "year_of_day": stands.year,
        "month": stands.month, "day": stands.day,
    }  # fmt: skip
    transcript = Transcript("delimited")
    for line in titles.lines.values():
        transcript.paragraph(line.format(**said))
    unread: list[tuple[str, str, Place]] = []
    rows = [_head(titles), *(_row(record, titles, unread) for record in records)]
    transcript.table(rows)
    for told in unread:
        transcript.unread(*told)
    return transcript.document(source_name, content)


@lru_cache(maxsize=1)
def _titles() -> _Titles:
    found = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
    return _Titles(found["lines"], found["names"], found["amounts"], frozenset(found["ignored"]["fields"]))


def _one(records: Sequence[_Record], field: str) -> str:
    """Return the value that a field has in every row."""
    values = {record.values.get(field, "").strip(): record.number for record in records}
    if len(values) > 1:
        told = ", ".join(sorted(values)[:3])
        raise ReadError(f"{field} has {len(values):,} values ({_printable(told)}); give a file for each")
    (value,) = values
    if not value:
        raise ReadError(f"{field} is missing; ask the portal again")
    return value


def _check_repeated(records: Sequence[_Record]) -> None:
    """Refuse a row that stands there twice, field by field: a page of the answer was put in twice."""
    first: dict[tuple[tuple[str, str], ...], int] = {}
    for record in records:
        number = first.setdefault(tuple(sorted(record.values.items())), record.number)
        if number != record.number:
            raise ReadError(f"row {record.number} is row {number} again; put in each page once")


def _printable(text: str) -> str:
    return "".join(letter if letter.isprintable() else "?" for letter in text)[:80]


def _head(titles: _Titles) -> list[Cell]:
    return [Cell(title) for title in (*titles.names.values(), *titles.amounts.values())]


def _row(record: _Record, titles: _Titles, unread: list[tuple[str, str, Place]]) -> list[Cell]:
    """Return a row's cells; what of it is no amount, or of no known field, is noted as unread."""
    cells = [Cell(record.values.get(one, ""), place=record.places.get(one, NOWHERE)) for one in titles.names]
    is_named = bool(cells[-1].text.strip())
    for one in titles.amounts:
        printed, place = record.values.get(one, "").strip(), record.places.get(one, NOWHERE)
        value = number_format.exact(printed.replace(",", "")) if printed else None
        if printed and value is None:
            unread.append((f"{one}: {printed[:80]}", "malformed_number", place))
        elif printed and not is_named:
            # Below the names of its field it would be taken for all of that.
            unread.append((f"{one}: {printed[:80]}", "label_unreadable", place))
            value = None
        cells.append(
            Cell(number_format.shown(value, _AMOUNT) or "0" if value is not None else "", place=place)
        )
    known = {*titles.names, *titles.amounts, *titles.ignored, _YEAR, _INSTITUTION, _DAY}
    for one, printed in record.values.items():
        if one not in known and printed.strip():
            unread.append((f"{one}: {printed}"[:80], "column_unknown", record.places.get(one, NOWHERE)))
    return cells


def _of_json(text: str) -> Iterator[_Record]:
    """Yield the rows of answers of the portal, however deep they stand."""
    try:
        # Every digit as it is written.
        whole = json.loads(text.lstrip("\ufeff"), parse_float=str, parse_int=str, parse_constant=str)
    except (ValueError, RecursionError) as error:
        told = " ".join(str(error).split())[:100]
        raise ReadError(f"is no whole JSON ({told}); ask the portal again") from error
    rows, total = _gathered(whole)
    if total > len(rows):
        raise ReadError(f"holds {len(rows):,} of {total:,} rows; put all pages into one file, as a list")
    for number, row in enumerate(rows, start=1):
        values = {str(field).lower(): "" if value is None else str(value) for field, value in row.items()}
        yield _Record(number, values, {})


def _gathered(whole: object) -> tuple[list[dict[object, object]], int]:
    """Return the rows of a JSON in their order, and how many there are by its own account."""
    rows: list[dict[object, object]] = []
    total = 0
    waiting = [whole]
    while waiting:
        one = waiting.pop()
        if isinstance(one, list):
            waiting.extend(reversed(one))
        elif isinstance(one, dict):
            if any(str(field).lower() == _DAY for field in one):
                rows.append(one)
                continue
            stated = one.get("list_total_count")
            if isinstance(stated, str) and stated.isdecimal() and len(stated) < 10:
                total = max(total, int(stated))
            waiting.extend(reversed(list(one.values())))
    return rows, total


def _of_csv(text: str) -> Iterator[_Record]:
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    fields: list[str] = []
    try:
        for row, cells in enumerate(reader):
            if not any(cell.strip() for cell in cells):
                continue
            if not fields:
                fields = [cell.strip().lower() for cell in cells]
                continue
            if len(cells) != len(fields):
                raise ReadError(
                    f"row {row + 1} has {len(cells)} cells under {len(fields)} fields; save it anew"
                )
            places = {one: Place(0, cell=address(row, column)) for column, one in enumerate(fields)}
            yield _Record(row + 1, dict(zip(fields, cells, strict=True)), places)
    except csv.Error as error:
        raise ReadError(f"line {reader.line_num}: its quotes do not pair ({error}); save it anew") from error


def _recognises(content: bytes, _ending: str) -> bool:
    start = content[:_START].lower()
    return b"\0" not in start and all(mark in start for mark in _MARKS)


# Asked before the formats that any JSON or delimited values are of.
FORMAT = Format("QWGJK", (".json", ".csv"), _recognises, read, rank=6)
