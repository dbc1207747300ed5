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


_PAGE = (
    "2031년 주요업무 추진실적\n가람시나눔재단\n2031. 9. 30. 기준\n\n나눔 잔치\n\n1. 나눔 행사\n2. 꽃 심기\n\n"
    "나눔 행사\n사업개요\n- 사업기간 : 2031년 1월~12월\n추진실적('31. 9월말)\n\n{body}\n"
    "\n향후추진계획\n- 잔치 : '31. 12월\n소요예산: 12,000천원\n\n꽃 심기\n사업개요\n소요예산: 3천원\n"
)


def read_page(body: str) -> list[Row]:
    """Return the facts of a document that has this body below the results of a programme's page."""
    return recognise(text.read("a.txt", _PAGE.format(body=body).encode()))


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
