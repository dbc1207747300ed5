"""Corrections: a figure that is printed wrongly, or was misread, set right by a person with a reason.

`corrections.csv` stands beside the fact folders, with what else people reviewed. The fact files hold what was
read; a correction is applied to it when a warehouse is built, and reading a report again changes neither.
"""

from __future__ import annotations

import csv
import io
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from pathlib import Path
from typing import Any

from etl import facts
from etl.facts import PLACE, Column, FactError, Row
from etl.korean import numbers, text

FILE = "corrections.csv"
HEADER = ("document_id", "table", "line", "column", "label", "printed", "right", "reason", "who", "date")
APPLIED, OUTDATED, NOT_LOADED = "applied", "outdated", "not_loaded"
STATES = (APPLIED, OUTDATED, NOT_LOADED)
"""not_loaded: its document is not among those that are loaded, and may come with the next load."""

_REVIEWED = "reviewed"
_WHOLE = re.compile(r"[1-9][0-9]{0,8}")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_TABLES = {row_type.table: row_type for row_type in facts.ROW_TYPES}
# What was read is corrected, not what is made of it: places, cells as printed, decisions, what was left.
_NOT_CORRECTED = (facts.TableCell, facts.Reading, facts.SetAside)
_NO_COLUMN = (*PLACE, "grade", "evidence_grade", "unreadable")


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """One row of the file. printed, right: as a fact file writes them ('' is none), money in won.

    label: which row, where several facts of the table stand in one line. place: its own line in the file.
    """

    document_id: str
    table: str
    line: int
    column: str
    label: str
    printed: str
    right: str
    reason: str
    who: str
    date: date
    place: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a correction. row: the fact, as it is now; None where its document is not loaded."""

    correction: Correction
    state: str
    row: Row | None = None


@dataclass(frozen=True, slots=True)
class Corrected:
    """Documents as they are after their corrections, and what became of each correction."""

    documents: list[list[Row]]
    outcomes: list[Outcome]


def parsed(data: bytes, path: Path) -> list[Correction]:
    """Return the corrections of a file's content. FactError with file, line and mend on the first bad one."""
    found: list[Correction] = []
    try:
        reader = csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), strict=True)
        if tuple(next(reader, ())) != HEADER:
            raise FactError(f"{path}: line 1: wrong header; expected {','.join(HEADER)}")
        for cells in reader:
            found.append(_correction(cells, path, reader.line_num))
    except (UnicodeDecodeError, csv.Error) as error:
        raise FactError(f"{path}: not a UTF-8 CSV ({error}); save it as such") from error
    return found


def _correction(cells: Sequence[str], path: Path, place: int) -> Correction:
    if len(cells) != len(HEADER):
        raise FactError(f"{path}: line {place}: {len(cells)} cells, expected {len(HEADER)}; check the commas")
    record = dict(zip(HEADER, cells, strict=True))
    for name in ("document_id", "reason", "who"):
        if not record[name].strip():
            raise FactError(f"{path}: line {place}: {name} is empty; fill it in")
    if not _WHOLE.fullmatch(record["line"]):
        raise FactError(
            f"{path}: line {place}: line is {record['line'][:40]!r}; expected a line of the report"
        )
    if record["printed"] == record["right"]:
        raise FactError(f"{path}: line {place}: printed and right are the same; nothing is corrected")
    column = _column(record["table"], record["column"], path, place)
    for name in ("printed", "right"):
        if record[name] or name == "right":
            facts.value_of(record[name], replace(column, name=name), path, place)
    try:
        day = date.fromisoformat(record["date"]) if _DAY.fullmatch(record["date"]) else None
    except ValueError:
        day = None
    if day is None:
        raise FactError(f"{path}: line {place}: date is {record['date'][:40]!r}; expected YYYY-MM-DD")
    values: dict[str, Any] = {**record, "line": int(record["line"]), "date": day, "place": place}
    return Correction(**values)


def _column(table: str, name: str, path: Path, place: int) -> Column:
    """Return the column that a correction is of. FactError where there is none, or none to be corrected."""
    row_type = _TABLES.get(table)
    if row_type is None or issubclass(row_type, _NOT_CORRECTED):
        known = ", ".join(t.table for t in facts.ROW_TYPES if not issubclass(t, _NOT_CORRECTED))
        raise FactError(f"{path}: line {place}: table is {table[:40]!r}; expected one of {known}")
    columns = {column.name: column for column in correctable(row_type)}
    if name not in columns:
        raise FactError(
            f"{path}: line {place}: column is {name[:40]!r}; expected one of {', '.join(columns)}"
        )
    return columns[name]


def correctable(row_type: type[Row]) -> list[Column]:
    """Return the columns of a fact that a correction may be of; none of what is no fact of a document."""
    if issubclass(row_type, _NOT_CORRECTED):
        return []
    kept = (
        (*_NO_COLUMN, *row_type.key)
        if row_type is not facts.Staffing
        else (*_NO_COLUMN[:4], "evidence_grade")
    )
    return [column for column in facts.columns(row_type) if column.name not in kept]


def apply(documents: Iterable[Sequence[Row]], corrections: Sequence[Correction], path: Path) -> Corrected:
    """Set right what the corrections are of, in copies. FactError where one is of no place, or of several.

    path: what a FactError calls the file.
    """
    wanted: dict[str, list[Correction]] = defaultdict(list)
    for correction in corrections:
        wanted[correction.document_id].append(correction)
    outcomes: dict[int, Outcome] = {}
    corrected: list[list[Row]] = []
    for rows in documents:
        own = wanted.pop(rows[0].document_id, []) if rows else []
        corrected.append(_document(rows, own, path, outcomes) if own else list(rows))
    for left in wanted.values():
        outcomes.update({correction.place: Outcome(correction, NOT_LOADED) for correction in left})
    return Corrected(corrected, [outcomes[correction.place] for correction in corrections])


def _document(
    rows: Sequence[Row], corrections: Sequence[Correction], path: Path, outcomes: dict[int, Outcome]
) -> list[Row]:
    by_place: dict[tuple[str, int], list[int]] = defaultdict(list)
    for index, row in enumerate(rows):
        by_place[row.table, row.line].append(index)
    changes: dict[int, dict[str, Correction]] = defaultdict(dict)
    for correction in corrections:
        standing = [
            i for i in by_place[correction.table, correction.line] if _is_called(rows[i], correction.label)
        ]
        if not standing:
            lines = sorted(line for table, line in by_place if table == correction.table)
            raise FactError(_no_place(correction, lines, path))
        value = _printed(correction, path)
        printed = [i for i in standing if getattr(rows[i], correction.column) == value]
        if len(printed) > 1:
            raise FactError(
                f"{path}: line {correction.place}: {len(printed)} facts of line {correction.line} print"
                f" {correction.printed[:40]!r}; name one of them in the column label"
            )
        if not printed:
            outcomes[correction.place] = Outcome(correction, OUTDATED, rows[standing[0]])
            continue
        other = changes[printed[0]].setdefault(correction.column, correction)
        if other is not correction:
            raise FactError(
                f"{path}: line {correction.place}: corrects what line {other.place} corrects; keep one"
            )
    found = list(rows)
    for index, columns in changes.items():
        found[index] = _right(rows[index], columns, path)
        outcomes.update({c.place: Outcome(c, APPLIED, found[index]) for c in columns.values()})
    return found


def _printed(correction: Correction, path: Path) -> object:
    column = _column(correction.table, correction.column, path, correction.place)
    return facts.value_of(correction.printed, column, path, correction.place) if correction.printed else None


def _no_place(correction: Correction, lines: Sequence[int], path: Path) -> str:
    near = sorted(lines, key=lambda line: (abs(line - correction.line), line))[:5]
    called = f" called {correction.label[:40]!r}" if correction.label else ""
    return (
        f"{path}: line {correction.place}: {correction.document_id} has no {correction.table}{called} in line"
        f" {correction.line}; the nearest lines are {', '.join(map(str, sorted(near))) or 'none'}"
    )


def _is_called(row: Row, label: str) -> bool:
    """Tell whether every part of a label ('성별 · 여') is a text of the row."""
    texts = {text.key(value) for f in fields(row) if isinstance(value := getattr(row, f.name), str)}
    return all(text.key(part) in texts for part in label.split(" · ")) if label else True


def _right(row: Row, columns: Mapping[str, Correction], path: Path) -> Row:
    """Return a row with its right values: it is then a reviewed one, and what was destroyed is known."""
    spec = {column.name: column for column in facts.columns(type(row))}
    values: dict[str, Any] = {
        name: facts.value_of(correction.right, spec[name], path, correction.place)
        for name, correction in columns.items()
    }
    grade = "evidence_grade" if "evidence_grade" in spec else "grade"
    if grade in spec:
        values[grade] = _REVIEWED
    if "unreadable" in spec and getattr(row, "unreadable"):  # noqa: B009 -- not every row has it
        left = [name for name in str(getattr(row, "unreadable")).split(",") if name not in columns]  # noqa: B009
        values["unreadable"] = ",".join(left) or None
    return replace(row, **values)


def stored(value: str, table: str, column: str) -> str:
    """Return a value as a fact file writes it: '77,630천원' of a column of money is 77630000.

    A figure without a unit is taken as it stands, in won, but for the commas between its thousands.
    """
    row_type = _TABLES.get(table)
    kind = next((c.kind for c in facts.columns(row_type) if c.name == column), str) if row_type else str
    if kind not in (int, float):
        return value
    number, unit_won = numbers.parse_money(value)
    if column.endswith("_won") and unit_won is not None and number.unit is not None:
        won = numbers.won(number, unit_won)
        return value if won is None else str(won)
    return value.replace(",", "").strip()


def value_in(row: Row, column: str) -> str:
    """Return a fact's value as a fact file writes it."""
    return facts.text_of(getattr(row, column))


def appended(data: bytes | None, correction: Sequence[str]) -> bytes:
    """Return a file's content with one more row. data: what stands there; None where there is no file."""
    before = (data or b"").decode("utf-8-sig") or ",".join(HEADER) + "\n"
    written = io.StringIO()
    csv.writer(written, lineterminator="\n").writerow(correction)
    return (before.rstrip("\n") + "\n" + written.getvalue()).encode()
