"""Finds documents whose programmes add to more than the appropriation printed for them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from fractions import Fraction

from sqlalchemy import Connection, select

from etl.warehouse import schema
from etl.warehouse.checks import Check, Finding
from etl.warehouse.explanations import Amount, Label, explain, subject_of
from etl.warehouse.printed import PrintedLine, budget_lines, two_year_lines

# An appropriation stands under either name: as a section, or as the line of its costs.
_INSTITUTIONS = ("commissioned_institutions", "commissioned_institution_costs")
_NAMES = dict.fromkeys(_INSTITUTIONS, _INSTITUTIONS)


def run(connection: Connection) -> Iterator[Finding]:
    """Add up the programmes of each appropriation, each counted once, and hold them against its line."""
    budgets = budget_lines(connection)
    printed = [*budgets, *(line for line in two_year_lines(connection) if line.side == "expenditure")]
    appropriations: dict[tuple[str, int], list[PrintedLine]] = defaultdict(list)
    for line in printed:
        appropriations[(line.document_id, line.fiscal_year)].append(line)
    table = schema.program
    paid_from = {
        row.program_id: row.appropriation
        for row in connection.execute(select(table.c.program_id, table.c.appropriation))
    }
    for place, programmes in _programmes(budgets).items():
        own = appropriations[place]
        groups: dict[str | None, list[PrintedLine]] = defaultdict(list)
        for line in programmes:
            groups[paid_from.get(line.program_id)].append(line)
        if None in groups:
            # Where it is not known who pays for each, they may spend what is there for programmes of any
            # kind: nothing is found that is not certainly too much.
            total = _first(own, ("programs",))
            if total is not None:
                yield from _compare([total, _first(own, _INSTITUTIONS)], programmes)
            continue
        for code, group in groups.items():
            yield from _compare([_first(own, _NAMES.get(str(code), (str(code),)))], group)


def _compare(
    appropriations: Sequence[PrintedLine | None], programmes: Sequence[PrintedLine]
) -> Iterator[Finding]:
    limits = [line for line in appropriations if line is not None]
    if not limits:
        return
    total = limits[0]
    limit = Amount(sum(_won(line) for line in limits), total.unit_won)
    computed = Amount(sum(_won(line) for line in programmes), total.unit_won)
    difference = Amount(computed.won - limit.won, total.unit_won)
    if difference.won <= Fraction(sum(line.unit_won for line in (*limits, *programmes)), 2):
        return
    largest = max(programmes, key=_won)
    korean, english = explain(
        CHECK.name, "differs", subject=" + ".join(subject_of(line.label) for line in limits),
        programs=len(programmes), computed=computed, printed=limit, difference=difference,
        largest=Label(largest.label), largest_amount=Amount(_won(largest), largest.unit_won),
    )  # fmt: skip
    yield Finding(
        document_id=total.document_id,
        line=total.line,
        related_document_id=largest.document_id,
        related_line=largest.line,
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


def _first(lines: Sequence[PrintedLine], categories: Sequence[str]) -> PrintedLine | None:
    return next((x for x in lines if x.category in categories and _current(x) is not None), None)


def _current(line: PrintedLine) -> int | None:
    return line.amounts["amount_won" if line.table == "year_on_year" else "current_won"]


def _won(line: PrintedLine) -> int:
    return _current(line) or 0


CHECK = Check(name="detail_exceeds_total", run=run)
