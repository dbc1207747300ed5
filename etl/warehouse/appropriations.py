"""Programmes held against the appropriation that pays for them: each counted once in a document and year."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from sqlalchemy import Connection, select

from etl.warehouse import schema
from etl.warehouse.explanations import Amount
from etl.warehouse.printed import PrintedLine, budget_lines, two_year_lines

# An appropriation stands under either name: as a section, or as the line of its costs.
_INSTITUTIONS = ("commissioned_institutions", "commissioned_institution_costs")
_NAMES = dict.fromkeys(_INSTITUTIONS, _INSTITUTIONS)


@dataclass(frozen=True, slots=True)
class Excess:
    """Programmes that add to more than is printed for them. limits: the printed lines for them."""

    limits: tuple[PrintedLine, ...]
    programmes: tuple[PrintedLine, ...]
    limit: Amount
    computed: Amount
    largest: PrintedLine
    largest_amount: Amount

    @property
    def difference(self) -> Amount:
        """What is too much."""
        return Amount(self.computed.won - self.limit.won, self.limit.unit_won)


def excesses(connection: Connection, column: str) -> Iterator[Excess]:
    """Yield where programmes exceed their appropriation in a column of the budget, beyond rounding.

    A two-year comparison prints the current budget only.
    """
    budgets = [line for line in budget_lines(connection) if line.scope == "whole"]
    printed = list(budgets)
    if column == "current_won":
        printed += [line for line in two_year_lines(connection) if line.side == "expenditure"]
    appropriations: dict[tuple[str, int], list[PrintedLine]] = defaultdict(list)
    for line in printed:
        appropriations[(line.document_id, line.fiscal_year)].append(line)
    table = schema.program
    paid_from = {
        row.program_id: row.appropriation
        for row in connection.execute(select(table.c.program_id, table.c.appropriation))
    }
    for place, programmes in _programmes(budgets, column).items():
        own = appropriations[place]
        groups: dict[str | None, list[PrintedLine]] = defaultdict(list)
        for line in programmes:
            groups[paid_from.get(line.program_id)].append(line)
        if None in groups:
            # Where it is not known who pays for each, they may spend what is there for programmes of any
            # kind: nothing is found that is not certainly too much.
            total = _first(own, ("programs",), column)
            if total is not None:
                yield from _excess([total, _first(own, _INSTITUTIONS, column)], programmes, column)
            continue
        for code, group in groups.items():
            limit = _first(own, _NAMES.get(str(code), (str(code),)), column)
            yield from _excess([limit], group, column)


def _excess(
    appropriations: Sequence[PrintedLine | None], programmes: Sequence[PrintedLine], column: str
) -> Iterator[Excess]:
    limits = tuple(line for line in appropriations if line is not None)
    if not limits:
        return
    unit = limits[0].unit_won
    limit = Amount(sum(_won(line, column) for line in limits), unit)
    computed = Amount(sum(_won(line, column) for line in programmes), unit)
    rounding = Fraction(sum(line.unit_won for line in (*limits, *programmes)), 2)
    if computed.won - limit.won <= rounding:
        return
    largest = max(programmes, key=lambda line: _won(line, column))
    amount = Amount(_won(largest, column), largest.unit_won)
    yield Excess(limits, tuple(programmes), limit, computed, largest, amount)


def _programmes(budgets: Sequence[PrintedLine], column: str) -> dict[tuple[str, int], list[PrintedLine]]:
    """Return one line per programme and document: the summary's, else that of its own page."""
    chosen: dict[tuple[str, int, str], PrintedLine] = {}
    for level in ("program", "program_detail"):
        for line in budgets:
            if line.level == level and line.program_id is not None and line.amounts[column] is not None:
                chosen.setdefault((line.document_id, line.fiscal_year, line.program_id), line)
    found: dict[tuple[str, int], list[PrintedLine]] = defaultdict(list)
    for (document_id, fiscal_year, _), line in chosen.items():
        found[(document_id, fiscal_year)].append(line)
    return dict(found)


def _first(lines: Sequence[PrintedLine], categories: Sequence[str], column: str) -> PrintedLine | None:
    return next((x for x in lines if x.category in categories and _amount(x, column) is not None), None)


def _amount(line: PrintedLine, column: str) -> int | None:
    return line.amounts["amount_won" if line.table == "year_on_year" else column]


def _won(line: PrintedLine, column: str) -> int:
    return _amount(line, column) or 0
