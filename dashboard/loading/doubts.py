"""From a reading to questions: what nobody states of a document and its tables, and what is suggested."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from hashlib import sha256
from typing import Any

from dashboard.loading.questions import PART_OF, UNITS, Question
from etl import facts
from etl.facts import Row
from etl.korean import text
from etl.korean.numbers import MONEY_UNITS
from etl.outline.proposals import OF_COLUMNS, OpenTable
from etl.terms.periods import month_end


def questions_of(rows: Sequence[Row], open_tables: Sequence[OpenTable]) -> list[Question]:
    """Return what is asked of a document as it was read: of itself first, then of its tables."""
    readings = [row for row in rows if isinstance(row, facts.Reading)]
    document = next(row for row in rows if isinstance(row, facts.Document))
    of_document = {row.field: row for row in readings if row.table_no is None}
    return [
        *_of_document(document, of_document),
        *_of_units(open_tables, readings),
        *(one for table in _by_header(open_tables) for one in _of_table(table, readings)),
        *_of_lines(open_tables),
    ]


def _of_document(document: facts.Document, readings: Mapping[str, facts.Reading]) -> Iterator[Question]:
    for field in ("organization", "year", "as_of"):
        reading = readings[field]
        if reading.how != "proposed":
            continue
        if field == "as_of" and document.fiscal_year is None:
            continue  # which day it may be follows from the year
        proposal = reading.value
        if field == "as_of" and proposal is not None:
            year, month, *day = (int(part) for part in proposal.split("-"))
            proposal = proposal if day else month_end(year, month).isoformat()
        line = reading.evidence_line or reading.line
        why = "not_printed" if proposal is None else "only_suggested"
        yield Question(key=field, field=field, why=why, line=line, proposal=proposal)


def _of_units(tables: Sequence[OpenTable], readings: Sequence[facts.Reading]) -> Iterator[Question]:
    """Yield one question for all tables that print no unit of money: what is the document's."""
    waiting = [table for table in tables if "unit" in table.lacks]
    if not waiting:
        return
    numbers = {table.proposal.table_no for table in waiting}
    suggested = [row for row in readings if row.field == "unit" and row.table_no in numbers and row.value]
    won = {int(row.value) for row in suggested if row.value and row.value.isdigit()}
    unit = next((unit for unit in UNITS if won == {MONEY_UNITS[unit]}), None)
    first = waiting[0]
    evidence = suggested[0].evidence_line if suggested and unit else None
    yield Question(
        key="unit",
        field="unit",
        why="not_printed" if unit is None else "only_suggested",
        line=evidence or first.proposal.line,
        proposal=unit,
        table_no=first.proposal.table_no,
        first=first.proposal.line,
        last=first.last_line,
        tables=len(waiting),
    )


def _by_header(tables: Sequence[OpenTable]) -> list[OpenTable]:
    found: dict[str, OpenTable] = {}
    for table in tables:
        found.setdefault(table.proposal.signature, table)
    return list(found.values())


def _of_table(table: OpenTable, readings: Sequence[facts.Reading]) -> Iterator[Question]:
    proposal = table.proposal
    digest = sha256(proposal.signature.encode()).hexdigest()[:12]
    place: dict[str, Any] = {
        "header": proposal.signature,
        "table_no": proposal.table_no,
        "first": proposal.line,
        "last": table.last_line,
    }
    for column, one in enumerate(proposal.columns):
        if one.role is None and one.evidence in OF_COLUMNS:
            yield Question(
                key=f"role:{digest}:{column}",
                field="role",
                why=one.evidence,
                line=proposal.line,
                column=column,
                heading=one.heading,
                **place,
            )
    for field in ("side", "scope"):
        if field in table.lacks:
            own = [row for row in readings if row.field == field and row.table_no == proposal.table_no]
            reading = own[0] if own else None
            yield Question(
                key=f"{field}:{digest}",
                field=field,
                why="only_suggested" if reading and reading.value else "not_printed",
                line=(reading.evidence_line if reading else None) or proposal.line,
                proposal=reading.value if reading else None,
                **place,
            )


def _of_lines(tables: Sequence[OpenTable]) -> Iterator[Question]:
    """Yield one question for each label whose lines stand in no sum: what it is a part of."""
    asked: set[str] = set()
    for table in tables:
        for line in table.lines:
            key = f"{PART_OF}:{line.side}:{text.key(line.label)}"
            if key in asked:
                continue
            asked.add(key)
            yield Question(
                key=key,
                field=PART_OF,
                why="in_no_sum" if line.amount_won else "nothing_to_add",
                line=line.line,
                header=table.proposal.signature,
                heading=line.label,
                table_no=table.proposal.table_no,
                first=table.proposal.line,
                last=table.last_line,
                about=asdict(line),
            )
