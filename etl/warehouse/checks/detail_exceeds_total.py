"""Finds documents whose programmes add to more than the appropriation printed for them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from fractions import Fraction

from sqlalchemy import Connection, select

from etl.terms.codes import INSTITUTION_FUNDING
from etl.warehouse import schema
from etl.warehouse.checks import Check, Finding
from etl.warehouse.explanations import Amount, Label, explain, subject_of
from etl.warehouse.printed import PrintedLine, budget_lines, two_year_lines


def run(connection: Connection) -> Iterator[Finding]:
    """Add up the programmes of each document, each counted once, and hold them against the printed line.

    What commissioned institutions spend has an appropriation of its own. Where a document does not say which
    programmes are theirs, the programmes may spend both.
    """
    budgets = budget_lines(connection)
    printed = [*budgets, *(line for line in two_year_lines(connection) if line.side == "expenditure")]
    funding = _funding(connection)
    for (document_id, fiscal_year), programmes in _programmes(budgets).items():
        own = [
            p for p in programmes if INSTITUTION_FUNDING not in (funding.get(p.program_id) or "").split("/")
        ]
        total = _appropriation(printed, document_id, fiscal_year, "programs")
        if total is None or not own:
            continue
        limit = _current(total) or 0
        institutions = _appropriation(printed, document_id, fiscal_year, "institutions")
        if institutions is not None and len(own) == len(programmes):
            limit += _current(institutions) or 0
        yield from _compare(total, limit, own)


def _compare(total: PrintedLine, limit_won: int, programmes: Sequence[PrintedLine]) -> Iterator[Finding]:
    computed = Amount(sum(_current(p) or 0 for p in programmes), total.unit_won)
    limit = Amount(limit_won, total.unit_won)
    difference = Amount(computed.won - limit.won, total.unit_won)
    if difference.won <= Fraction(2 * total.unit_won + sum(p.unit_won for p in programmes), 2):
        return
    korean, english = explain(
        CHECK.name, "differs", subject=Label(total.label), programs=len(programmes), computed=computed,
        printed=limit, difference=difference,
    )  # fmt: skip
    yield Finding(
        document_id=total.document_id,
        line=total.line,
        related_document_id=total.document_id,
        related_line=min(p.line for p in programmes),
        severity="warning",
        subject=subject_of(total.label),
        printed=limit.digits,
        computed=computed.digits,
        difference=Amount(-difference.won, total.unit_won).digits,
        explanation_ko=korean,
        explanation_en=english,
    )


def _programmes(budgets: Sequence[PrintedLine]) -> dict[tuple[str, int], list[PrintedLine]]:
    """Return one budget per programme and document: the summary's, else that of its own page."""
    chosen: dict[tuple[str, int, str], PrintedLine] = {}
    for level in ("program", "program_detail"):
        for line in budgets:
            if line.level == level and line.program_id is not None and _current(line) is not None:
                chosen.setdefault((line.document_id, line.fiscal_year, line.program_id), line)
    found: dict[tuple[str, int], list[PrintedLine]] = defaultdict(list)
    for (document_id, fiscal_year, _), line in chosen.items():
        found[(document_id, fiscal_year)].append(line)
    return dict(found)


def _funding(connection: Connection) -> dict[str | None, str | None]:
    table = schema.program
    rows = connection.execute(select(table.c.program_id, table.c.funding))
    return {row.program_id: row.funding for row in rows}


def _appropriation(
    printed: Sequence[PrintedLine], document_id: str, fiscal_year: int, category: str
) -> PrintedLine | None:
    return next(
        (
            line
            for line in printed
            if line.document_id == document_id
            and line.fiscal_year == fiscal_year
            and line.category == category
            and _current(line) is not None
        ),
        None,
    )


def _current(line: PrintedLine) -> int | None:
    return line.amounts["amount_won" if line.table == "year_on_year" else "current_won"]


CHECK = Check(name="detail_exceeds_total", run=run)
