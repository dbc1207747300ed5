"""Says of every line of a report that carries a figure what became of it; nothing may be unexplained."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from etl import facts
from etl.blocks import SourceDocument, Table
from etl.outline import remainder

_DIGIT = re.compile(r"\d")
REFERENCE_ROWS = (facts.Document, facts.Organization)
"""Rows that cite a line as a whole document's, not for a figure of it."""


@dataclass(frozen=True, slots=True)
class Covered:
    """A line with digits: outcome is fact, set_aside, rule, or unexplained; detail says which."""

    line: int
    outcome: str
    detail: str
    text: str


def cover(source: SourceDocument, rows: Sequence[facts.Row]) -> list[Covered]:
    """Return every line with digits, in order, with what became of its figures."""
    tables: dict[int, list[str]] = {}
    reasons: dict[int, list[str]] = {}
    following = remainder.following_lines(rows)
    for row in rows:
        if isinstance(row, facts.SetAside):
            reasons.setdefault(row.line, []).append(row.reason)
        elif not isinstance(row, REFERENCE_ROWS):
            tables.setdefault(row.line, []).append(row.table)
    wanted = {place.line for place, _ in remainder.figure_lines(source)}
    persons = {
        row.place.line
        for block in source.blocks
        if isinstance(block, Table) and remainder.names_persons(block)
        for row in block.rows
    }
    found: list[Covered] = []
    for line, content in _lines(source):
        if not _DIGIT.search(content):
            continue
        if (line, content) in following:
            tables.setdefault(line, [following[line, content]])
        outcome, detail = _outcome(line, content, tables, reasons, line in wanted, line in persons)
        found.append(Covered(line, outcome, detail, content))
    return found


def _lines(source: SourceDocument) -> list[tuple[int, str]]:
    found: list[tuple[int, str]] = []
    for block in source.blocks:
        if isinstance(block, Table):
            found.extend((row.place.line, row.raw) for row in block.rows)
        else:
            found.append((block.place.line, block.text))
    return found


def _outcome(
    line: int,
    content: str,
    tables: dict[int, list[str]],
    reasons: dict[int, list[str]],
    is_wanted: bool,
    is_personal: bool,
) -> tuple[str, str]:
    if line in tables:
        return "fact", ", ".join(dict.fromkeys(tables[line]))
    if line in reasons:
        return "set_aside", ", ".join(dict.fromkeys(reasons[line]))
    if is_personal:
        return "rule", "names_of_persons"
    left = remainder.figures(content)
    if not left:
        return "rule", ", ".join(remainder.rules_of(content)) or "mark"
    if not is_wanted:
        return "rule", "running_text"
    return "unexplained", " · ".join(left)
