"""A report's text that is being varied, and what its facts must be afterwards.

A line remembers the line of the report that it came from, so that facts of before and after can be paired.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import date
from difflib import SequenceMatcher

from etl.facts import (
    BudgetLine,
    Document,
    IndicatorResult,
    Milestone,
    Output,
    RevenueLine,
    Row,
    SeriesPoint,
    Staffing,
    SurveyCell,
    YearOnYear,
)
from tests.layouts.printed import PrintedTable, plain, tables, width

KEYS: dict[type[Row], tuple[str, ...]] = {
    BudgetLine: ("fiscal_year",),
    RevenueLine: ("fiscal_year",),
    YearOnYear: ("fiscal_year",),
    IndicatorResult: ("fiscal_year",),
    Output: ("label", "unit", "fiscal_year"),
    SeriesPoint: ("series", "period"),
    Staffing: ("unit_name", "grade"),
    SurveyCell: ("survey", "row_dimension", "row_category", "column_dimension", "column_category"),
    Milestone: ("label",),
}
"""What makes a fact that fact, beside its table and line."""
_UNCOMPARED = {
    "line", "page", "raw", "document_id", "parent_id", "grade", "evidence_grade", "reason", "rate_places",
    "category", "unreadable", "budget_line_id", "revenue_line_id", "indicator_result_id",
    "box", "sheet", "cell",
}  # fmt: skip
_ALIKE = 0.88
"""A scan misreads one letter in ten at most; names of different programmes share less."""
_SHOWN = (
    "label", "name", "series", "period", "fiscal_year", "current_won", "executed_won", "received_won",
    "amount_won", "target", "actual", "value", "status", "level",
)  # fmt: skip
ANY: object = object()
"""Stands in an expectation for whatever a field may hold."""
_NAMES = (
    "label",
    "name",
    "parent_label",
    "series",
    "unit_name",
    "grade",
    "program_id",
    "direction_id",
    "task_id",
)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text and the number of the report's line that it came from; None where it was put in."""

    text: str
    origin: int | None


@dataclass(slots=True)
class Sheet:
    """The lines of a report."""

    lines: list[Line]

    @classmethod
    def of(cls, text: str) -> Sheet:
        """Return the sheet of a report that nothing was done to."""
        return cls([Line(one, number) for number, one in enumerate(text.split("\n"), start=1)])

    @property
    def text(self) -> str:
        """The report."""
        return "\n".join(line.text for line in self.lines)

    @property
    def texts(self) -> list[str]:
        """The lines' texts."""
        return [line.text for line in self.lines]

    def origin(self, number: int) -> int | None:
        """Return where a line (from 1) came from."""
        return self.lines[number - 1].origin if 0 < number <= len(self.lines) else None

    def put(self, number: int, text: str) -> None:
        """Write a line (from 1) anew."""
        self.lines[number - 1] = Line(text, self.lines[number - 1].origin)

    def insert(self, number: int, texts: Sequence[str]) -> None:
        """Put new lines before a line (from 1)."""
        self.lines[number - 1 : number - 1] = [Line(text, None) for text in texts]

    def sub(self, pattern: str, by: str | Callable[[re.Match[str]], str], only: str = "") -> bool:
        """Replace a pattern on every line (that holds `only`); return whether anything changed."""
        changed = False
        for number, line in enumerate(self.lines, start=1):
            if only and not re.search(only, line.text):
                continue
            text = re.sub(pattern, by, line.text)
            changed = changed or text != line.text
            self.put(number, text)
        return changed

    def tables(self, heads: str) -> Iterator[PrintedTable]:
        """Return the tables by tabs whose headings hold a pattern (white space apart)."""
        for table in tables(self.texts):
            words = "".join(c.text for row in table.rows[: table.heads] for c in row.cells)
            if table.carrier == "tabs" and re.search(heads, re.sub(r"\s", "", words)):
                yield table

    def rows(self, heads: str, change: Callable[[list[str], bool], list[str] | None]) -> bool:
        """Rewrite the rows of the tables that `tables` returns; a row that becomes None is taken out.

        change gets the cells and whether the row is a heading.
        """
        gone: list[int] = []
        touched = False
        for table in list(self.tables(heads)):
            for number, row in enumerate(table.rows):
                before = [cell.text for cell in row.cells]
                after = change(list(before), number < table.heads)
                touched = touched or after != before
                if after is None:
                    gone.append(row.line)
                else:
                    self.put(row.line, "\t".join(after))
        for line in reversed(gone):
            del self.lines[line - 1]
        return touched


@dataclass(frozen=True, slots=True)
class Expectation:
    """What may be different after a variation. A fact may always be missing; it may never differ otherwise.

    renamed: words, in labels and names. other: further values that a field may then have.
    extra: facts that may be there too, by the fields that tell them; 'previous' is the year before.
    never: fields that nothing states any longer: they must be empty in every fact.
    moved: values that are others now, by field: the old one and the new.
    absent: tables that may hold no fact any longer, as nothing tells what their figures are.
    """

    renamed: Mapping[str, str] = field(default_factory=dict)
    other: Mapping[str, tuple[object, ...]] = field(default_factory=dict)
    extra: tuple[Mapping[str, object], ...] = ()
    never: tuple[str, ...] = ()
    moved: Mapping[str, tuple[object, object]] = field(default_factory=dict)
    absent: tuple[str, ...] = ()


@dataclass(slots=True)
class Outcome:
    """What became of the facts: how many are the same, which are missing, which are wrong."""

    same: int = 0
    missing: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)


Key = tuple[object, ...]


def compare(before: Sequence[Row], after: Sequence[Row], sheet: Sheet, expected: Expectation) -> Outcome:
    """Hold the facts of a varied report against those of the report."""
    outcome = Outcome()
    year = next(row.fiscal_year for row in before if isinstance(row, Document))
    names = {_bare(old): _bare(new) for old, new in expected.renamed.items()}
    known: dict[Key, list[Row]] = {}
    for row in before:
        if type(row) in KEYS:
            known.setdefault(_key(row, row.line, names), []).append(row)
    for row in after:
        for name in expected.never:
            if getattr(row, name, None) is not None and type(row) in (*KEYS, Document):
                outcome.wrong.append(_said(row, sheet, f"{name} is {getattr(row, name)}, printed nowhere"))
        if type(row) not in KEYS:
            continue
        if row.table in expected.absent:
            outcome.wrong.append(_said(row, sheet, "has a figure of which nothing tells what it is"))
            continue
        origin = sheet.origin(row.line)
        candidates = known.get(_key(row, origin, {}), [])
        if not candidates:
            if not _is_extra(row, expected.extra, year):
                outcome.wrong.append(_said(row, sheet, "is no fact of the report"))
            continue
        scores = [(len(_differences(one, row, names, expected)), n) for n, one in enumerate(candidates)]
        found = candidates.pop(min(scores)[1])
        differences = _differences(found, row, names, expected)
        lost = [name for name, _, new in differences if _is_less(name, new)]
        changed = [f"{name} {old} -> {new}" for name, old, new in differences if not _is_less(name, new)]
        if changed:
            outcome.wrong.append(_said(row, sheet, "; ".join(changed)))
        elif lost:
            outcome.missing.append(_said(row, sheet, f"lost {', '.join(lost)}"))
        else:
            outcome.same += 1
    kept = {line.origin for line in sheet.lines}
    for rows in known.values():
        outcome.missing += [
            f"{row.table} {row.line}: gone: {(row.raw or '')[:60]!r}" for row in rows if row.line in kept
        ]
    return outcome


_LESS: dict[str, tuple[object, ...]] = {"level": ("item", "section"), "scope": ("part",)}
"""What says less than what it stands for: a line whose place is not known, a table that is not called the
whole's."""


def _is_less(name: str, new: object) -> bool:
    return new is None or new in _LESS.get(name, ())


def _differences(
    old: Row, new: Row, names: Mapping[str, str], expected: Expectation
) -> list[tuple[str, object, object]]:
    found = []
    for item in fields(old):
        name = item.name
        if name in _UNCOMPARED or name in expected.never:
            continue
        one, two = getattr(old, name), getattr(new, name)
        if name in _NAMES and isinstance(one, str) and isinstance(two, str):
            one, two = _bare(one), _bare(two)
            one = _renamed(one, names) if one != two else one
            if _alike(one, two):
                continue
        if name in expected.moved and one == expected.moved[name][0]:
            one = expected.moved[name][1]
        others = expected.other.get(name, ())
        if one != two and two not in others and ANY not in others:
            found.append((name, one, two))
    return found


def _key(row: Row, origin: int | None, names: Mapping[str, str]) -> Key:
    parts = (getattr(row, name) for name in KEYS[type(row)])
    bare = [_renamed(_bare(part), names) if isinstance(part, str) else part for part in parts]
    return (row.table, origin, *bare)


def _bare(text: str) -> str:
    return re.sub(r"[^0-9A-Za-z가-힣%]", "", plain(text)).lower()


def _renamed(text: str, names: Mapping[str, str]) -> str:
    for old, new in names.items():
        text = text.replace(old, new)
    return text


def _alike(one: str, two: str) -> bool:
    """Return whether two names differ by misread letters only; never where their numbers differ."""
    if re.sub(r"\D", "", one) != re.sub(r"\D", "", two):
        return False
    return SequenceMatcher(None, one, two, autojunk=False).ratio() >= _ALIKE


def _is_extra(row: Row, extra: Sequence[Mapping[str, object]], year: int) -> bool:
    for one in extra:
        wanted = {name: year - 1 if value == "previous" else value for name, value in one.items()}
        if all(
            (row.table if name == "table" else getattr(row, name, None)) == v for name, v in wanted.items()
        ):
            return True
    return False


def _said(row: Row, sheet: Sheet, what: str) -> str:
    text = sheet.lines[row.line - 1].text[:110] if row.line <= len(sheet.lines) else ""
    shown = {
        name: value.isoformat() if isinstance(value, date) else value
        for name in _SHOWN
        if (value := getattr(row, name, None)) is not None
    }  # fmt: skip
    return f"{row.table} {row.line} ({sheet.origin(row.line)}): {what} {shown} in {text!r}"


def with_carrier(sheet: Sheet, table: PrintedTable, carrier: str) -> None:
    """Write a table by tabs anew: with pipes, in a box, in aligned columns, or one cell a line."""
    rows = [[cell.text or "" for cell in row.cells] for row in table.rows]
    wide = max(len(row) for row in rows)
    filled = [row + [""] * (wide - len(row)) for row in rows]
    origins = [sheet.lines[row.line - 1].origin for row in table.rows]
    start, end = table.first_line - 1, table.last_line
    new: list[Line] = []
    widths = [max(width(row[k]) for row in filled) for k in range(wide)]
    if carrier == "box":
        edge = "─" * (sum(widths) + 3 * wide + 1)
        new.append(Line("┌" + edge[2:] + "┐", None))
    for number, (row, origin) in enumerate(zip(filled, origins, strict=True)):
        padded = [cell + " " * (w - width(cell)) for cell, w in zip(row, widths, strict=True)]
        right = [" " * (w - width(cell)) + cell for cell, w in zip(row, widths, strict=True)]
        match carrier:
            case "pipes":
                new.append(Line("| " + " | ".join(row) + " |", origin))
                if number == table.heads - 1:
                    new.append(Line("|" + "---|" * wide, None))
            case "box":
                new.append(Line("│ " + " │ ".join(padded) + " │", origin))
                if number == table.heads - 1:
                    new.append(Line("├" + "─" * (sum(widths) + 3 * wide - 1) + "┤", None))
            case "aligned":
                new.append(Line("   ".join([padded[0], *right[1:]]).rstrip(), origin))
            case "stacked":
                new += [Line(cell or "-", origin) for cell in row]
            case _:
                raise ValueError(carrier)
    if carrier == "box":
        new.append(Line("└" + "─" * (sum(widths) + 3 * wide - 1) + "┘", None))
    sheet.lines[start:end] = new
