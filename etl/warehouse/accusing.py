"""When a finding may accuse a document: what fails in most rows of a table is our reading's fault.

Where an identity fails in one row of many, that row disagrees. Where it fails in most, the columns are
probably not what we take them for, and nothing is said against the document: one note tells how often it
fails. Rows whose reading is proved or reviewed accuse by themselves.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass, replace

from sqlalchemy import Connection, select

from etl.warehouse import schema
from etl.warehouse.checks import Finding

_SURE = ("proved", "reviewed")
_GAP = 15
"""Lines between two rows of one table, at most, where its cells are not kept: a page break and its header."""

Place = tuple[str, int]
Doubt = Callable[..., tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Judged:
    """A row, or a part of one, that an identity was held against. finding: None where it holds."""

    table: Hashable
    grade: str
    finding: Finding | None


def accusing(judged: Iterable[Judged], doubt: Doubt) -> Iterator[Finding]:
    """Return the findings that may be told, and a note for each table that we doubt our reading of.

    doubt: explains such a note in both languages, from `failing` and `judged` rows.
    """
    tables: dict[Hashable, list[Judged]] = defaultdict(list)
    for one in judged:
        tables[one.table].append(one)
    for rows in tables.values():
        failing = [(one, one.finding) for one in rows if one.finding is not None]
        if 2 * len(failing) <= len(rows):
            yield from (finding for _, finding in failing)
            continue
        yield from (finding for one, finding in failing if one.grade in _SURE)
        doubted = [finding for one, finding in failing if one.grade not in _SURE]
        if doubted:
            first = min(doubted, key=lambda finding: (finding.document_id, finding.line))
            korean, english = doubt(failing=len(failing), judged=len(rows))
            yield replace(
                first, severity="note", printed=None, computed=None, difference=None,
                related_document_id=None, related_line=None, explanation_ko=korean, explanation_en=english,
            )  # fmt: skip


def tables_of(connection: Connection, places: Iterable[Place]) -> dict[Place, Hashable]:
    """Return the table that each place stands in: as its cells say it, else what stands close together."""
    wanted = sorted(set(places))
    if not wanted:
        return {}
    cell = schema.table_cell.c
    documents = {document_id for document_id, _ in wanted}
    numbered = select(cell.document_id, cell.line, cell.table_no).where(cell.document_id.in_(documents))
    numbered = numbered.distinct()
    known: dict[Place, int] = {(row[0], row[1]): row[2] for row in connection.execute(numbered)}
    found: dict[Place, Hashable] = {}
    start: Place | None = None
    before: Place | None = None
    for place in wanted:
        if place in known:
            found[place] = (place[0], "table", known[place])
            continue
        if start is None or before is None or place[0] != before[0] or place[1] - before[1] > _GAP:
            start = place
        found[place] = start
        before = place
    return found
