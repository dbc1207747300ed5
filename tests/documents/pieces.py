"""The pieces of a report in text: its lines, and its tables of cells parted by tabs."""

from __future__ import annotations

from itertools import groupby

Piece = str | list[list[str]]
"""A line of running text, or the rows of a table, all of one width."""


def pieces(text: str) -> list[Piece]:
    """Return a text's lines and tables in order; lines without letters are left out."""
    found: list[Piece] = []
    for is_table, lines in groupby(text.split("\n"), lambda line: "\t" in line):
        if is_table:
            rows = [line.split("\t") for line in lines]
            width = max(map(len, rows))
            found.append([[*row, *[""] * (width - len(row))] for row in rows])
        else:
            found += [line for line in lines if line.strip()]
    return found
