"""Reads a small text with the kinds of tables."""

from __future__ import annotations

from typing import TypeVar

from etl.facts import Row
from etl.kinds import recognise
from etl.readers import text

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
