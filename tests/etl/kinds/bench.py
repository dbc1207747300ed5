"""Reads a small text with the kinds of tables."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from etl.facts import Row
from etl.kinds import recognise
from etl.readers import text
from tests.etl.readers import printing
from tests.etl.readers.printing import Cells, Printed

R = TypeVar("R", bound=Row)
TITLE = "푸른시숲재단\n2031년 주요업무\n(2031.9.30.기준)\n"
"""The lines above every body; bodies begin on line 4."""


def read(body: str, row_type: type[R]) -> list[R]:
    """Return the facts of one table in a document that has this body."""
    rows = recognise(text.read("a.txt", (TITLE + body).encode()))
    return [row for row in rows if isinstance(row, row_type)]


def table(*rows: str) -> str:
    """Return a table; cells are separated by '|'."""
    return "".join("\t".join(cell.strip() for cell in row.split("|")) + "\n" for row in rows)


CARRIERS: dict[str, Callable[[Cells], Printed]] = {
    "tabs": printing.tabs,
    "pipes": printing.pipes,
    "aligned": printing.aligned,
    "box": printing.box,
    "one cell a line": printing.stacked,
}
"""What tells the cells of a table apart in plain text."""


def grid(*rows: str) -> list[list[str]]:
    """Return the cells of rows; cells are separated by '|'."""
    return [[cell.strip() for cell in row.split("|")] for row in rows]


def printed(cells: Cells, carrier: str) -> str:
    """Return a table as a carrier prints it."""
    return "\n".join(CARRIERS[carrier](cells).lines) + "\n"
