"""Finds a printed total that is not the sum of the lines it is the total of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from functools import partial

from sqlalchemy import Connection

from etl.warehouse.accusing import Judged, accusing
from etl.warehouse.checks import Check, Finding
from etl.warehouse.explanations import Amount, Label, Word, explain, subject_of
from etl.warehouse.printed import PrintedLine, budget_lines, children_of, revenue_lines, two_year_lines

# The change between two years is held by its own check.
_NOT_SUMMED = {"change_won"}


def run(connection: Connection) -> Iterator[Finding]:
    """Add up every table again, column by column."""
    judged: list[Judged] = []
    for read in (budget_lines, revenue_lines, two_year_lines):
        lines = read(connection)
        children = children_of(lines)
        for parent in lines:
            for column in parent.amounts:
                if column not in _NOT_SUMMED:
                    parts = children.get(parent.line_id, ())
                    judged += _compare(parent, parts, column)
                    yield from _unreadable(parent, parts, column)
    yield from accusing(judged, partial(explain, CHECK.name, "doubted"))


def _summed(
    parent: PrintedLine, children: Sequence[PrintedLine], column: str
) -> list[tuple[int, int]] | None:
    """Return the amounts and units that a column is the sum of.

    A part printed as none counts as nothing. Where a part cannot be read there is no sum to compare with.
    """
    parts = [(child.amounts[column], child.unit_won) for child in children]
    summed = [(won, unit) for won, unit in parts if won is not None]
    return None if not summed or any(column in child.unreadable for child in children) else summed


def _name(parent: PrintedLine, column: str) -> Word:
    return Word(column, parent.fiscal_year if column == "amount_won" else parent.previous_year)


def _unreadable(parent: PrintedLine, children: Sequence[PrintedLine], column: str) -> Iterator[Finding]:
    """Tell what the parts of a figure that cannot be read add up to."""
    summed = _summed(parent, children, column)
    if summed is None or parent.amounts[column] is not None or column not in parent.unreadable:
        return
    computed = Amount(sum(won for won, _ in summed), parent.unit_won)
    korean, english = explain(
        CHECK.name, "unreadable", subject=Label(parent.label), column=_name(parent, column),
        children=len(children), computed=computed,
    )  # fmt: skip
    yield _finding(parent, children, "note", None, computed, None, korean, english)


def _compare(parent: PrintedLine, children: Sequence[PrintedLine], column: str) -> Iterator[Judged]:
    """Compare one column of a line with the sum over its parts."""
    printed, summed = parent.amounts[column], _summed(parent, children, column)
    if printed is None or summed is None:
        return
    computed = Amount(sum(won for won, _ in summed), parent.unit_won)
    difference = Amount(printed - computed.won, parent.unit_won)
    tolerance = Fraction(parent.unit_won + sum(unit for _, unit in summed), 2)
    if abs(difference.won) <= tolerance:
        yield Judged(parent.group, parent.grade, None)
        return
    korean, english = explain(
        CHECK.name, "differs", subject=Label(parent.label), column=_name(parent, column),
        children=len(children), printed=Amount(printed, parent.unit_won), computed=computed,
        difference=difference,
    )  # fmt: skip
    amount = Amount(printed, parent.unit_won)
    finding = _finding(parent, children, "error", amount, computed, difference, korean, english)
    yield Judged(parent.group, parent.grade, finding)


def _finding(
    parent: PrintedLine,
    children: Sequence[PrintedLine],
    severity: str,
    printed: Amount | None,
    computed: Amount,
    difference: Amount | None,
    korean: str,
    english: str,
) -> Finding:
    return Finding(
        document_id=parent.document_id,
        line=parent.line,
        related_document_id=parent.document_id,
        related_line=min(child.line for child in children),
        severity=severity,
        subject=subject_of(parent.label),
        printed=None if printed is None else printed.digits,
        computed=computed.digits,
        difference=None if difference is None else difference.digits,
        explanation_ko=korean,
        explanation_en=english,
        direction_id=parent.direction_id,
        program_id=parent.program_id,
    )


CHECK = Check(name="sum_of_children", run=run)
