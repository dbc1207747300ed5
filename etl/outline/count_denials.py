"""Which columns and rows of a table of counts are no results of its year, by their headings and names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from etl.blocks import Table, TableRow
from etl.korean import dates, patterns, standing, text
from etl.korean.standing import Mention, Standing
from etl.outline import denials
from etl.outline.quantities import masked, quantities
from etl.tables.doubts import names_another
from etl.vocabulary import is_one_of, words

_LONGEST_NAME = 60


@dataclass(frozen=True, slots=True)
class Layout:
    """The columns of a table: their headings, and which of them name rows, count, or count in words."""

    headings: list[str]
    rows: tuple[TableRow, ...]
    names: list[int]
    counts: list[int]
    in_words: list[int]


def read(table: Table, found: Layout, at: Standing) -> tuple[list[str | None], list[str | None]]:
    """Return, for each column and for each row of counts, why it is no result of the year, None where it is.

    A month is of the year that a heading before it names. A total adds what it stands beside: it is none
    where one of those is none.
    """
    headings = _printed(table.rows[: len(table.rows) - len(found.rows)], len(found.headings))
    counting = {*found.counts, *found.in_words}
    columns: list[str | None] = []
    before: list[Mention] = []
    for heading in headings:
        columns.append(_of_name(heading, at, before))
        before = [one for one in standing.mentions(heading, masked(heading), at) if one.years] or before
    days = _columns_of_days(found)
    others = _rows_of_others(found, headings, at)
    rows = [
        "other_institution" if number in others else _of_row(row, found, at) or _of_days(row, days, at)
        for number, row in enumerate(found.rows)
    ]
    of_parts = [why for column, why in enumerate(columns) if column in counting]
    columns = [_of_total(heading, why, of_parts, at) for heading, why in zip(headings, columns, strict=True)]
    labels = [" ".join(_cells(row, found.names)[:1]) for row in found.rows]
    rows = [_of_total(label, why, rows, at) for label, why in zip(labels, rows, strict=True)]
    return columns, rows


def _of_name(name: str, at: Standing, before: Sequence[Mention] = ()) -> str | None:
    """Return why what a heading or a row's name heads is no result; a difference follows from others."""
    if is_one_of(patterns.IN_BRACKETS.sub("", name), words("outputs", "differences")):
        return "recomputed"
    return denials.of_words(name, at, before) if len(name) <= _LONGEST_NAME else None


def _of_row(row: TableRow, found: Layout, at: Standing) -> str | None:
    """Return why a row is no result: by what names it, by its date, or by a remark without figures."""
    for column, cell in enumerate(row.cells):
        if not cell or column in found.counts or column in found.in_words:
            continue
        if column in found.names or dates.is_date_like(cell) or dates.is_year_like(cell):
            if reason := _of_name(cell, at):
                return reason
        elif not quantities(masked(cell)) and len(cell) <= _LONGEST_NAME and standing.is_planned(cell):
            return "planned_figure"
    return None


def _rows_of_others(found: Layout, headings: Sequence[str], at: Standing) -> set[int]:
    """Return the rows that bear the name of another institution, where the column says who did it.

    It does by its heading, or where this institution is one of its rows: else they may be whom it served.
    """
    denied: set[int] = set()
    own = [text.key(name) for name in at.own_names]
    for column in found.names:
        names = [patterns.IN_BRACKETS.sub("", name) for row in found.rows for name in _cells(row, [column])]
        is_of_doers = is_one_of(headings[column], words("outputs", "doers"))
        if own and (is_of_doers or any(text.key(name) in own for name in names)):
            denied |= {
                n for n, name in enumerate(names) if " " not in name and names_another(name, at.own_names)
            }
    return denied


def _columns_of_days(found: Layout) -> list[int]:
    """Return the columns whose every cell is a day, but for a total's name: one alone may be a number."""
    days = []
    for column in range(len(found.headings)):
        printed = [cell for (cell,) in (_cells(row, [column]) for row in found.rows) if cell]
        cells = [cell for cell in printed if not is_one_of(cell, words("outputs", "total"))]
        is_counted = column in found.counts or column in found.in_words
        if not is_counted and len(cells) > 1 and all(map(dates.last_day, cells)):
            days.append(column)
    return days


def _of_days(row: TableRow, columns: Sequence[int], at: Standing) -> str | None:
    """Return why a row is no result: its day, printed without a year, is yet to come."""
    for day in filter(None, map(dates.last_day, _cells(row, columns))):
        if standing.is_ahead(Mention(0, frozenset(), day, day), at):
            return "planned_figure"
    return None


def _of_total(name: str, why: str | None, parts: Sequence[str | None], at: Standing) -> str | None:
    """Return why a column or row is no result, where it is the total of others and one of those is none."""
    plain = patterns.IN_BRACKETS.sub("", name)
    is_total = is_one_of(plain, words("outputs", "total")) or text.key(plain.split(" ")[-1]) in map(
        text.key, words("outputs", "total")
    )
    if why or not is_total:
        return why
    has_year = any(one.years for one in standing.mentions(name, masked(name), at))
    return next(
        (one for one in parts if one and one != "recomputed" and not (has_year and one == "other_year")), None
    )


def _printed(heads: Sequence[TableRow], width: int) -> list[str]:
    """Return the headings of the columns as printed; one of several columns stands over the first."""
    found: list[str] = []
    merged = ""
    for column in range(width):
        upper, *lower = [row.cells[column] if column < len(row.cells) else "" for row in heads] or [""]
        below = " ".join(lower).strip()
        if upper:
            merged = upper if below else ""
        elif below:
            upper = merged
        found.append(f"{upper} {below}".strip())
    return found


def _cells(row: TableRow, columns: Sequence[int]) -> list[str]:
    return [row.cells[column] if column < len(row.cells) else "" for column in columns]
