"""The workbook that an office fills in: programmes with their money, goals, steps and follow-ups.

What is filled in is read like any other workbook: its headings are words that the kinds know.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import xlsxwriter

from etl.terms.codes import FUNDING, STATES
from etl.vocabulary import value, words

_ROWS = 300
_HEAD = 3
"""The row of the headings, from 0: below the caption and an empty one."""
_WIDTHS = {"text": 26, "program": 26, "number": 16, "date": 14, "funding": 12, "unit": 10, "state": 12}
_FIRST_DAY, _LAST_DAY = date(1990, 1, 1), date(2199, 12, 31)


@dataclass(frozen=True, slots=True)
class Filled:
    """What is known of the report before anybody fills it in."""

    year: int
    as_of: date
    organization: str | None = None
    unit: str = ""


@dataclass(frozen=True, slots=True)
class _Column:
    heading: str
    kind: str
    example: str | int


def workbook(filled: Filled) -> bytes:
    """Return the empty form as XLSX, with lists to choose from and one example in each table."""
    written = io.BytesIO()
    with xlsxwriter.Workbook(written, {"in_memory": True, "default_date_format": "yyyy-mm-dd"}) as book:
        said: Mapping[str, Any] = {
            "year": filled.year, "month": filled.as_of.month, "day": filled.as_of.day, "unit": filled.unit,
        }  # fmt: skip
        _cover(book, filled, said)
        declared = value("template", "sheets")
        programs = _programs(declared, said)
        for one in declared:
            columns = [
                _Column(_said(heading, said), kind, _said(example, said))
                for heading, kind, example in one["columns"]
            ]
            _sheet(book, one["name"], _said(one["caption"], said), columns, programs)
        _guide(book)
    return written.getvalue()


def write(path: Path, filled: Filled) -> None:
    """Write the form. OSError where it cannot be written."""
    path.write_bytes(workbook(filled))


def _said(text: Any, said: Mapping[str, Any]) -> Any:  # noqa: ANN401 -- an example is a text or a number
    return text.format(**said) if isinstance(text, str) else text


def _cover(book: xlsxwriter.Workbook, filled: Filled, said: Mapping[str, Any]) -> None:
    sheet = book.add_worksheet(value("template", "cover_name"))
    sheet.set_column(0, 0, 48)
    title = book.add_format({"bold": True, "font_size": 16})
    sheet.write_string(0, 0, _said(value("template", "title"), said), title)
    sheet.write_string(1, 0, _said(value("template", "date"), said))
    sheet.write_string(2, 0, filled.organization or value("template", "organization"))


def _guide(book: xlsxwriter.Workbook) -> None:
    sheet = book.add_worksheet(value("template", "guide_name"))
    sheet.set_column(0, 0, 100)
    for number, line in enumerate(words("template", "guide")):
        sheet.write_string(number, 0, line)


def _programs(declared: Sequence[Mapping[str, Any]], said: Mapping[str, Any]) -> str:
    """Return the cells in which programmes are named first: what the other sheets choose from."""
    first = declared[0]
    programs = {column for columns in declared for column, kind, _ in columns["columns"] if kind == "program"}
    place = next(i for i, (heading, _, _) in enumerate(first["columns"]) if _said(heading, said) in programs)
    letter = chr(ord("A") + place)
    return f"='{first['name']}'!${letter}${_HEAD + 3}:${letter}${_HEAD + 2 + _ROWS}"


def _sheet(
    book: xlsxwriter.Workbook, name: str, caption: str, columns: Sequence[_Column], programs: str
) -> None:
    sheet = book.add_worksheet(name)
    head = book.add_format({"bold": True, "bg_color": "#E8EEF7", "border": 1, "text_wrap": True})
    shown = book.add_format({"italic": True, "font_color": "#666666"})
    formats = {
        "number": book.add_format({"num_format": "#,##0.##"}),
        "date": book.add_format({"num_format": "yyyy-mm-dd"}),
    }
    sheet.write_string(0, 0, caption, book.add_format({"bold": True, "font_size": 13}))
    sheet.freeze_panes(_HEAD + 1, 0)
    for index, column in enumerate(columns):
        sheet.set_column(index, index, _WIDTHS[column.kind], formats.get(column.kind))
        sheet.write_string(_HEAD, index, column.heading, head)
        sheet.write(_HEAD + 1, index, column.example, shown)
        if (rule := _rule(column.kind, programs)) is not None:
            sheet.data_validation(_HEAD + 2, index, _HEAD + 1 + _ROWS, index, rule)


def _rule(kind: str, programs: str) -> dict[str, Any] | None:
    """Return what a column may hold."""
    lists: Mapping[str, Sequence[str] | str] = {
        "funding": FUNDING,
        "unit": words("template", "units"),
        "state": [words("follow_ups", one)[0] for one in STATES],
        "program": programs,
    }
    if kind in lists:
        source = lists[kind] if kind == "program" else list(lists[kind])
        # A unit or a state of one's own may be typed, a programme that is named nowhere may not.
        severity = "stop" if kind in ("program", "funding") else "warning"
        message = value("template", "list_error")
        return {"validate": "list", "source": source, "error_type": severity, "error_message": message}
    if kind == "number":
        message = value("template", "number_error")
        return {"validate": "decimal", "criteria": ">=", "value": -(10**15), "error_message": message}
    if kind == "date":
        return {
            "validate": "date", "criteria": "between", "minimum": _FIRST_DAY, "maximum": _LAST_DAY,
            "error_message": value("template", "date_error"),
        }  # fmt: skip
    return None
