"""The columns of programmes and of their budget lines: for pages, the grid, paper, files and programs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dashboard.shell.filters import CodeList
from dashboard.ui import table
from dashboard.ui.table import FILE, GRID, PAGE, Column, Table
from etl.terms.codes import FUNDING, LEVELS

NAME = "name"
"""The one column that cannot be taken away."""
_EVERYWHERE = (PAGE, GRID, FILE)
_MONEY = 124
PROGRAMS = Table(
    Column(
        code=NAME, label="column.program", field="name", is_nullable=False,
        description="Its printed name.",
    ),
    replace(table.ORIGINAL, width=_MONEY, total="original_won", is_default=False),
    replace(table.ADJUSTMENT, width=_MONEY, total="adjustment_won", is_default=False),
    replace(table.BUDGET, width=_MONEY, total="budget_won"),
    replace(table.EXECUTED, width=_MONEY, total="spent_won"),
    replace(table.RATE, width=96, total="execution_rate"),
    replace(table.PRINTED_RATE, width=104, is_default=False),
    replace(table.ELAPSED, width=96, is_default=False, outlets=_EVERYWHERE),
    replace(table.GAP, width=104, total="pace_gap"), replace(table.STATUS, width=110),
    replace(table.REMAINING, width=_MONEY, total="remaining_won"),
    replace(table.NEEDED, width=_MONEY, total="needed_won", is_default=False),
    replace(table.MONTHS_LEFT, width=96, is_default=False),
    Column(
        code="projection", kind="money", field="projection_won", width=132, total="projection_won",
        measure="projection", is_default=False, is_projection=True,
        description="Projection: executed at the end of the year, if it goes on as it went.",
    ),
    Column(
        code="projection_rate", kind="percent", field="projection_rate", width=120,
        total="projection_rate", measure="projection", is_default=False, is_projection=True,
        description="The projection in percent of the current budget.",
    ),
    Column(code="direction", field="direction_name", width=240, description="The name of the direction."),
    Column(
        code="task", field="task_name", width=240, is_default=False, description="The name of the task."
    ),
    Column(code="department", field="offices", width=150),
    Column(
        code="funding", field="funding", width=100,
        description=f"Where the money comes from: {', '.join(FUNDING)}; several are joined by '/'.",
    ),
    replace(
        table.REASON, width=240, is_default=False, outlets=_EVERYWHERE,
        description="The printed reason for low execution."
    ),
    table.BUDGET_NOTE, replace(table.SOURCE, width=220, outlets=(GRID,)),
    replace(table.DOCUMENT, field="document_title", width=220, is_default=False, outlets=_EVERYWHERE),
    replace(table.LINE, outlets=(PAGE, FILE)),
)  # fmt: skip
BUDGET_LINES = Table(
    Column(code="year", kind="year", field="fiscal_year", outlets=(FILE,)),
    Column(
        code="level", kind="code", field="level", word="level.{}", codes=LEVELS, is_nullable=False,
        description="What it is of.",
    ),
    Column(code="label", kind="printed", field="label", description="Its printed label."),
    table.AS_OF, table.ORIGINAL, table.ADJUSTMENT, table.BUDGET, table.EXECUTED, table.PRINTED_RATE,
    table.RATE, table.BUDGET_NOTE, replace(table.DOCUMENT, outlets=(PAGE, FILE)), table.LINE, table.RAW,
    replace(table.SOURCE, field="label"),
)  # fmt: skip

_LISTED = {column.code: column for column in PROGRAMS.shown(GRID)}
CHOICE = CodeList(
    known=tuple(_LISTED),
    default=tuple(code for code, column in _LISTED.items() if column.is_default),
    fixed=NAME,
)
"""What the address may say, under the key `columns`."""

IN_FULL = "direction,task,department,funding,budget,executed,remaining,rate,elapsed,gap,status,reason"
"""The columns of a file that no reader has chosen columns for: what the pages tell of a programme."""


def chosen_columns(text: str | None) -> list[Column]:
    """Return the columns beside the name, in the order of the address; the default ones without a choice."""
    return [_LISTED[code] for code in CHOICE.read(text) if code != NAME]


def on_paper(chosen: Sequence[Column]) -> list[Column]:
    """Return the columns of the printed list: which documents they are is said above every page."""
    return [PROGRAMS[NAME], *(column for column in chosen if PAGE in column.outlets), PROGRAMS["line"]]


def in_files(chosen: Sequence[Column]) -> list[Column]:
    """Return the columns of a file. Document and line come last: every figure leads to where it was read."""
    place = [PROGRAMS["document"], PROGRAMS["line"]]
    noted = [PROGRAMS["budget_note"]] if PROGRAMS["budget"] in chosen else []
    return [
        PROGRAMS[NAME],
        *(column for column in chosen if FILE in column.outlets and column not in place),
        *noted,
        *place,
    ]
