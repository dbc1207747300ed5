"""The printed lines as the checks see them: one shape for budgets, revenues and two-year comparisons."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction

from sqlalchemy import Connection, RowMapping, Table, select

from etl.warehouse import schema
from etl.warehouse.accusing import tables_of

_BUDGET_AMOUNTS = ("original_won", "adjustment_won", "current_won", "executed_won")
_SETTLED_AMOUNTS = (
    "carried_explicit_won", "carried_accident_won", "carried_continuing_won", "refunded_won", "unspent_won",
)  # fmt: skip
_ON_ITS_PAGE = "program_detail"
_READ = "budget_lines"
_REVENUE_AMOUNTS = ("original_won", "adjustment_won", "current_won", "received_won")


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedLine:
    """One line of a printed table: its amounts in won and its rates in percent, by column.

    An amount that is None and not in `unreadable` is printed as none ('-') or not printed at all. settled:
    what became of the budget beside what was executed. group: the printed table that it stands in.
    """

    table: str
    line_id: str
    parent_id: str | None
    document_id: str
    line: int
    label: str | None
    category: str | None
    fiscal_year: int
    unit_won: int
    unreadable: frozenset[str]
    amounts: Mapping[str, int | None]
    rates: Mapping[str, float | None]
    grade: str
    group: Hashable = None
    settled: Mapping[str, int | None] = field(default_factory=dict)
    rate_places: int | None = None
    scope: str = "whole"
    as_of: date | None = None
    level: str | None = None
    side: str | None = None
    is_total: bool = False
    previous_year: int | None = None
    direction_id: str | None = None
    task_id: str | None = None
    program_id: str | None = None


@contextmanager
def read_once(connection: Connection) -> Iterator[None]:
    """Read the expenditure lines once, for all checks that run within: none of them changes a row."""
    connection.info[_READ] = _budget_lines(connection)
    try:
        yield
    finally:
        del connection.info[_READ]


def budget_lines(connection: Connection) -> list[PrintedLine]:
    """Return every expenditure line, in the order of the documents."""
    read: list[PrintedLine] | None = connection.info.get(_READ)
    return _budget_lines(connection) if read is None else read


def _budget_lines(connection: Connection) -> list[PrintedLine]:
    lines = [
        replace(
            _line(row, schema.budget_line, "budget_line_id", _BUDGET_AMOUNTS),
            level=row["level"],
            settled={name: row[name] for name in _SETTLED_AMOUNTS},
            direction_id=row["direction_id"],
            task_id=row["task_id"],
            program_id=row["program_id"],
        )
        for row in _rows(connection, schema.budget_line, "budget_line_id")
    ]
    return _grouped(connection, lines)


def revenue_lines(connection: Connection) -> list[PrintedLine]:
    """Return every revenue line, in the order of the documents."""
    lines = [
        _line(row, schema.revenue_line, "revenue_line_id", _REVENUE_AMOUNTS)
        for row in _rows(connection, schema.revenue_line, "revenue_line_id")
    ]
    return _grouped(connection, lines)


def two_year_lines(connection: Connection) -> list[PrintedLine]:
    """Return every line of the two-year comparisons; the parent is the nearest line of its printed name."""
    rows = list(_rows(connection, schema.year_on_year, "label"))
    named: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for row in rows:
        named[(*_comparison(row), row["label"])].append(row["line"])
    found = []
    for row in rows:
        parents = [
            line for line in named[(*_comparison(row), row["parent_label"])]
            if row["parent_label"] is not None and line != row["line"]
        ]  # fmt: skip
        parent = min(parents, key=lambda line: (abs(line - row["line"]), line), default=None)
        found.append(
            PrintedLine(
                table="year_on_year",
                line_id=_line_id(row, row["line"]),
                parent_id=None if parent is None else _line_id(row, parent),
                document_id=row["document_id"],
                line=row["line"],
                label=row["label"],
                category=row["category"],
                fiscal_year=row["fiscal_year"],
                previous_year=row["previous_year"],
                unit_won=row["printed_unit_won"],
                unreadable=_unreadable(row),
                amounts={name: row[name] for name in ("amount_won", "previous_won", "change_won")},
                rates={name: row[name] for name in ("share", "previous_share", "change_rate")},
                side=row["side"],
                is_total=row["category"] == "total" and row["parent_label"] is None,
                grade=row["grade"],
            )
        )
    return _grouped(connection, found)


def children_of(lines: Iterable[PrintedLine]) -> dict[str, list[PrintedLine]]:
    """Return the lines that each line is the whole of."""
    children: dict[str, list[PrintedLine]] = defaultdict(list)
    for line in lines:
        if line.parent_id is not None and line.parent_id != line.line_id:
            children[line.parent_id].append(line)
    return dict(children)


def exact(printed: float) -> Fraction:
    """Return a printed decimal as the number that stands on the paper: 82.3 is 823/10."""
    return Fraction(repr(printed))


def ratio_interval(
    part_won: int, whole_won: int, part_unit: int, whole_unit: int
) -> tuple[Fraction, Fraction]:
    """Return the least and greatest percentage that two rounded amounts allow.

    ValueError where the whole may be zero within its rounding.
    """
    part_half, whole_half = Fraction(part_unit, 2), Fraction(whole_unit, 2)
    if whole_won - whole_half <= 0:
        raise ValueError("the whole is not more than its own rounding")
    corners = [
        100 * (part_won + a * part_half) / (whole_won + b * whole_half) for a in (-1, 1) for b in (-1, 1)
    ]
    return min(corners), max(corners)


def is_outside(printed: Fraction, interval: tuple[Fraction, Fraction], half_step: Fraction) -> bool:
    """Tell whether a printed percentage cannot have come from the interval, however it was rounded."""
    return not interval[0] - half_step <= printed <= interval[1] + half_step


def half_steps(lines: Sequence[PrintedLine], column: str) -> dict[tuple[str, str | None], Fraction]:
    """Return half of the printed precision of a rate column per document and side.

    A column without a single fraction is printed in whole percents.
    """
    steps: dict[tuple[str, str | None], Fraction] = {}
    for line in lines:
        value = line.rates[column]
        if value is not None:
            has_fraction = not value.is_integer()
            key = (line.document_id, line.side)
            steps[key] = Fraction(1, 20) if has_fraction else steps.get(key, Fraction(1, 2))
    return steps


def _rows(connection: Connection, table: Table, tie: str) -> Iterable[RowMapping]:
    ordered = select(table).order_by(table.c.document_id, table.c.line, table.c[tie])
    return connection.execute(ordered).mappings()


def _line(row: RowMapping, table: Table, key: str, amounts: tuple[str, ...]) -> PrintedLine:
    return PrintedLine(
        table=table.name,
        line_id=row[key],
        parent_id=row["parent_id"],
        document_id=row["document_id"],
        line=row["line"],
        label=row["label"],
        category=row["category"],
        fiscal_year=row["fiscal_year"],
        as_of=row["as_of"],
        unit_won=row["printed_unit_won"],
        unreadable=_unreadable(row),
        amounts={name: row[name] for name in amounts},
        rates={"printed_rate": row["printed_rate"]},
        rate_places=row["rate_places"],
        grade=row["grade"],
        scope=row["scope"],
    )


def _grouped(connection: Connection, lines: Sequence[PrintedLine]) -> list[PrintedLine]:
    """Return lines with the table that each stands in; the programmes' own pages are one form."""
    tables = tables_of(
        connection, ((line.document_id, line.line) for line in lines if line.level != _ON_ITS_PAGE)
    )
    return [
        replace(
            line,
            group=(line.document_id, _ON_ITS_PAGE)
            if line.level == _ON_ITS_PAGE
            else tables[line.document_id, line.line],
        )
        for line in lines
    ]


def _unreadable(row: RowMapping) -> frozenset[str]:
    return frozenset(row["unreadable"].split(",")) if row["unreadable"] else frozenset()


def _comparison(row: RowMapping) -> tuple[object, ...]:
    return row["document_id"], row["side"], row["fiscal_year"], row["previous_year"]


def _line_id(row: RowMapping, line: int) -> str:
    return f"{row['document_id']}:{line}"
