"""A table is declared once: its columns, each with its head, its value, and where it shows.

Pages, the grid, files, briefs and the API are made from the same columns. Nothing here knows Dash, since
programs are answered from the columns too: what a cell looks like stands in `cells.py`, or beside its page.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any, Literal

from dashboard.ui.labels import Words
from dashboard.ui.rows import Row, Value
from etl.terms.measures import BUDGET_STATUSES

PAGE, GRID, FILE = "page", "grid", "file"
"""Where a column shows: in HTML, in the grid, in CSV and workbooks."""
Kind = Literal[
    "money", "percent", "percent_change", "points", "number", "count", "year", "measured", "quoted", "text",
    "printed", "code", "status", "date", "bar", "source",
]  # fmt: skip
"""'measured': in the row's own unit. 'quoted': in a document's own digits. 'printed': as a report has it."""
_FIGURES = ("money", "percent", "points", "number", "count")


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column; `label`, or else `column.<code>`, is its head, with the unit where it holds money.

    field: of a row. made: what files hold where it is no field. word: the label of a code, with {} in its
    place. scale: of a status, budget or goal. total: of the totals' row, empty where a total has no meaning.
    measure: whose definition explains it. description: what programs are told of it; the API has no column
    without one. width, is_default, is_projection: in the grid.
    """

    code: str
    kind: Kind = "text"
    field: str = ""
    made: Callable[[Any, Words], Value] | None = None
    label: str = ""
    word: str = ""
    scale: str = ""
    outlets: tuple[str, ...] = (PAGE, GRID, FILE)
    total: str = ""
    measure: str = ""
    description: str = ""
    codes: tuple[str, ...] = ()
    is_nullable: bool = True
    width: int = 0
    is_default: bool = True
    is_projection: bool = False

    @property
    def is_figure(self) -> bool:
        """Whether it holds figures that can be calculated with."""
        return self.kind in _FIGURES

    def head(self, words: Words, unit: str = "") -> str:
        """Return the head. unit: the name of the unit of money."""
        return words(self.label or f"column.{self.code}", unit=unit)

    def value(self, row: Any, words: Words) -> Value:  # noqa: ANN401 -- a row of the table's own kind
        """Return what a row holds, as a file takes it: figures as figures, a code as its word."""
        if self.made is not None:
            return self.made(row, words)
        raw: Value = row[self.field]
        return words(self.word.format(raw)) if self.word and raw is not None else raw

    def sum(self, totals: Row) -> Value:
        """Return the total, or None."""
        raw: Value = totals[self.total] if self.total else None
        return raw


class Table:
    """The columns of a table in their order, for every outlet."""

    def __init__(self, *columns: Column) -> None:
        """Take the columns. ValueError where two have one code: cells are found by it."""
        codes = [column.code for column in columns]
        if len(set(codes)) < len(codes):
            raise ValueError(f"a code stands twice: {', '.join(codes)}")
        self.columns = columns

    def __getitem__(self, code: str) -> Column:
        """Return the column of a code."""
        return next(column for column in self.columns if column.code == code)

    def shown(self, outlet: str, without: Collection[str] = ()) -> tuple[Column, ...]:
        """Return the columns of an outlet. without: the codes that have nothing to say this time."""
        if unknown := {*without} - {column.code for column in self.columns}:
            raise KeyError(f"no such columns: {', '.join(sorted(unknown))}")
        return tuple(c for c in self.columns if outlet in c.outlets and c.code not in without)


ORIGINAL = Column(
    code="original", kind="money", field="original_won", measure="current_budget",
    description="Original budget, where it is printed.",
)  # fmt: skip
ADJUSTMENT = Column(
    code="adjustment", kind="money", field="adjustment_won", measure="current_budget",
    description="Adjustment, where it is printed.",
)  # fmt: skip
BUDGET = Column(
    code="budget", kind="money", field="current_won", measure="current_budget", description="Current budget."
)
EXECUTED = Column(
    code="executed", kind="money", field="executed_won",
    description="Executed; null is not known, and never zero.",
)  # fmt: skip
EXECUTION = Column(code="execution", kind="bar", outlets=(PAGE,))
RATE = Column(
    code="rate", kind="percent", field="execution_rate", measure="execution_rate",
    description="Executed in percent of the current budget; null while an execution is unknown.",
)  # fmt: skip
PRINTED_RATE = Column(
    code="printed_rate", kind="percent", field="printed_rate",
    description="The rate that is printed, in percent.",
)  # fmt: skip
ELAPSED = Column(
    code="elapsed", kind="percent", field="elapsed_share", measure="elapsed_share", outlets=(GRID, FILE),
    description="Share of the fiscal year that has passed, in percent.",
)  # fmt: skip
GAP = Column(
    code="gap", kind="points", field="pace_gap", measure="pace_gap",
    description="Execution rate minus elapsed share, in percentage points.",
)  # fmt: skip
STATUS = Column(
    code="status", kind="status", field="status", word="status.{}", scale="budget", codes=BUDGET_STATUSES,
    description="How the budget stands.",
)  # fmt: skip
REMAINING = Column(
    code="remaining", kind="money", field="remaining_won",
    description="Current budget minus executed; null while an execution is unknown.",
)  # fmt: skip
MONTHS_LEFT = Column(
    code="months_left", kind="number", field="months_left",
    description="Months of its own period that are left.",
)  # fmt: skip
NEEDED = Column(
    code="needed", kind="money", field="needed_per_month_won", measure="needed_per_month",
    description="What each of them must spend to use up the budget.",
)  # fmt: skip
REASON = Column(code="reason", field="reason", outlets=(GRID, FILE))
AS_OF = Column(
    code="as_of", kind="date", field="as_of",
    description="The date of the figures; null where none is printed: then no pace is judged.",
)  # fmt: skip
BUDGET_NOTE = Column(code="budget_note", field="budget_note", outlets=(FILE,))
"""Why a budget is not there, or who doubts it: what pages show in the budget's own cell."""
RAW = Column(
    code="raw", field="raw", outlets=(FILE,), description="The text that it was read from."
)  # fmt: skip
DOCUMENT = Column(code="document", field="document_id", outlets=(FILE,))
LINE = Column(code="line", kind="count", field="line", outlets=(FILE,))
SOURCE = Column(code="source", kind="source", field="name", outlets=(PAGE, GRID))
"""Where a row was read. field: what it is the source of, for those who do not see."""
