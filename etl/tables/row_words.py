"""Columns of words that say something of the rows of a table and name none: who pays, when, where, how."""

from __future__ import annotations

from collections.abc import Sequence

from etl.korean import patterns, text
from etl.vocabulary import is_one_of, words


def is_headed(path: Sequence[str], kind: str) -> bool:
    """Tell whether the lowest heading of a column ends with one of these words, whatever its brackets say."""
    lowest = text.key(patterns.IN_BRACKETS.sub("", path[-1])) if path else ""
    return lowest.endswith(words("money", kind))


def is_of_payers(path: Sequence[str]) -> bool:
    """Tell whether the lowest heading of a column says that it names who pays."""
    lowest = patterns.IN_BRACKETS.sub("", path[-1]) if path else ""
    return is_one_of(lowest, words("money", "payers", "headings"))


def names_payers(cells: Sequence[str]) -> bool:
    """Tell whether cells say who pays, and how much of it, and nothing else: '국비 50% 도비 15% 군비 35%'."""
    payers = tuple(word for kind in ("names", "short", "beside") for word in words("money", "payers", kind))
    said = [patterns.WORD.findall(text.label(_without_shares(cell)) or "") for cell in cells if cell]
    return bool(said) and all(pieces and all(is_one_of(p, payers) for p in pieces) for pieces in said)


def _without_shares(cell: str) -> str:
    return "".join(" " if letter.isdigit() or letter in "%％." else letter for letter in cell)


def says_of_rows(path: Sequence[str], cells: Sequence[str]) -> bool:
    """Tell whether a column between figures, by its heading or its cells, says when, where or who pays."""
    return is_headed(path, "beside_labels") or is_of_payers(path) or names_payers(cells)
