"""The columns of the programme list, each declared once: for the grid, for paper and for files."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from dashboard.shell.filters import CodeList
from dashboard.ui.format import MISSING, Formatter
from dashboard.ui.labels import Words
from dashboard.ui.rows import Row

Raw = str | int | float | date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgramColumn:
    """One column; `column.<code>` is its head, with the unit where it holds money.

    kind: 'money', 'percent', 'points', 'number', 'text', 'status' or 'source'. field: of a row of the list.
    total: of the totals' row, empty where a total has no meaning. measure: whose definition explains it.
    """

    code: str
    kind: str
    field: str
    width: int
    total: str = ""
    measure: str = ""
    is_default: bool = True
    is_projection: bool = False

    @property
    def is_number(self) -> bool:
        """Whether it holds figures."""
        return self.kind in ("money", "percent", "points", "number")

    def head(self, words: Words, unit: str) -> str:
        """Return the head. unit: the name of the unit of money."""
        return words(f"column.{self.code}", unit=unit)

    def value(self, row: Row, words: Words) -> Raw:
        """Return what the row holds, as a file takes it: figures as figures, a status as its word."""
        raw: Raw = row[self.field]
        return words(f"status.{raw}") if self.kind == "status" and raw is not None else raw

    def sum(self, totals: Row) -> Raw:
        """Return the total, or None."""
        raw: Raw = totals[self.total] if self.total else None
        return raw

    def figure(self, raw: Any, write: Formatter) -> float | None:  # noqa: ANN401 -- a figure, by kind
        """Return the number that `text` shows: what a reader filters by."""
        if self.kind == "money":
            return write.money_figure(raw)
        if self.kind in ("percent", "points"):
            return write.rate_figure(raw)
        return None if raw is None else float(raw)

    def text(self, raw: Any, write: Formatter) -> str:  # noqa: ANN401 -- a figure or a text, by kind
        """Return a value of this column as it is shown."""
        if self.kind == "money":
            return write.money(raw)
        if self.kind == "percent":
            return write.percent(raw)
        if self.kind == "points":
            return write.points(raw)
        if self.kind == "number":
            return write.number(raw)
        return MISSING if raw is None else str(raw)


_MONEY = 124
COLUMNS: tuple[ProgramColumn, ...] = (
    ProgramColumn(
        code="original", kind="money", field="original_won", width=_MONEY, total="original_won",
        measure="current_budget", is_default=False,
    ),
    ProgramColumn(
        code="adjustment", kind="money", field="adjustment_won", width=_MONEY, total="adjustment_won",
        measure="current_budget", is_default=False,
    ),
    ProgramColumn(
        code="budget", kind="money", field="current_won", width=_MONEY, total="budget_won",
        measure="current_budget",
    ),
    ProgramColumn(code="executed", kind="money", field="executed_won", width=_MONEY, total="spent_won"),
    ProgramColumn(
        code="rate", kind="percent", field="execution_rate", width=96, total="execution_rate",
        measure="execution_rate",
    ),
    ProgramColumn(code="printed_rate", kind="percent", field="printed_rate", width=104, is_default=False),
    ProgramColumn(
        code="elapsed", kind="percent", field="elapsed_share", width=96, measure="elapsed_share",
        is_default=False,
    ),
    ProgramColumn(
        code="gap", kind="points", field="pace_gap", width=104, total="pace_gap", measure="pace_gap",
    ),
    ProgramColumn(code="status", kind="status", field="status", width=110),
    ProgramColumn(code="remaining", kind="money", field="remaining_won", width=_MONEY, total="remaining_won"),
    ProgramColumn(
        code="needed", kind="money", field="needed_per_month_won", width=_MONEY, total="needed_won",
        measure="needed_per_month", is_default=False,
    ),
    ProgramColumn(code="months_left", kind="number", field="months_left", width=96, is_default=False),
    ProgramColumn(
        code="projection", kind="money", field="projection_won", width=132, total="projection_won",
        measure="projection", is_default=False, is_projection=True,
    ),
    ProgramColumn(
        code="projection_rate", kind="percent", field="projection_rate", width=120, total="projection_rate",
        measure="projection", is_default=False, is_projection=True,
    ),
    ProgramColumn(code="direction", kind="text", field="direction_name", width=240),
    ProgramColumn(code="task", kind="text", field="task_name", width=240, is_default=False),
    ProgramColumn(code="department", kind="text", field="offices", width=150),
    ProgramColumn(code="funding", kind="text", field="funding", width=100),
    ProgramColumn(code="reason", kind="text", field="reason", width=240, is_default=False),
    ProgramColumn(code="source", kind="source", field="line", width=220),
    ProgramColumn(code="document", kind="text", field="document_title", width=220, is_default=False),
)  # fmt: skip

NAME = "name"
"""The one column that cannot be taken away."""

CHOICE = CodeList(
    known=(NAME, *(column.code for column in COLUMNS)),
    default=(NAME, *(column.code for column in COLUMNS if column.is_default)),
    fixed=NAME,
)
"""What the address may say, under the key `columns`."""

IN_FULL = "direction,task,department,funding,budget,executed,remaining,rate,elapsed,gap,status,reason"
"""The columns of a file that no reader has chosen columns for: what the pages tell of a programme."""

_BY_CODE = {column.code: column for column in COLUMNS}


def chosen_columns(text: str | None) -> list[ProgramColumn]:
    """Return the columns beside the name, in the order of the address; the default ones without a choice."""
    return [_BY_CODE[code] for code in CHOICE.read(text) if code != NAME]
