"""Finds a printed share that is not the line's part of the total of its table."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from fractions import Fraction
from functools import partial

from sqlalchemy import Connection

from etl.warehouse.accusing import Judged, accusing
from etl.warehouse.checks import Check, Finding
from etl.warehouse.explanations import Amount, Label, Percent, Word, explain, subject_of
from etl.warehouse.printed import (
    PrintedLine,
    exact,
    half_steps,
    is_outside,
    ratio_interval,
    two_year_lines,
)

_COLUMNS = (("share", "amount_won"), ("previous_share", "previous_won"))


def run(connection: Connection) -> Iterator[Finding]:
    """Divide each year's amount by the nearest total of the same side."""
    lines = two_year_lines(connection)
    totals: dict[tuple[object, ...], list[PrintedLine]] = defaultdict(list)
    for line in lines:
        if line.is_total:
            totals[_table(line)].append(line)
    judged: list[Judged] = []
    for share_column, amount_column in _COLUMNS:
        steps = half_steps(lines, share_column)
        for line in lines:
            total = _nearest(totals[_table(line)], line.line)
            if total is not None and line.rates[share_column] is not None:
                step = steps[line.document_id, line.side]
                judged += _compare(line, total, share_column, amount_column, step)
    yield from accusing(judged, partial(explain, CHECK.name, "doubted"))


def _nearest(totals: Sequence[PrintedLine], line: int) -> PrintedLine | None:
    return min(totals, key=lambda total: (abs(total.line - line), total.line), default=None)


def _table(line: PrintedLine) -> tuple[object, ...]:
    return line.document_id, line.side, line.fiscal_year, line.previous_year


def _compare(
    line: PrintedLine, total: PrintedLine, share_column: str, amount_column: str, step: Fraction
) -> Iterator[Judged]:
    share, part, whole = line.rates[share_column], line.amounts[amount_column], total.amounts[amount_column]
    if share is None or part is None or whole is None or whole <= total.unit_won / 2:
        return
    printed, computed = exact(share), Fraction(100 * part, whole)
    if not is_outside(printed, ratio_interval(part, whole, line.unit_won, total.unit_won), step):
        yield Judged((line.group, share_column), line.grade, None)
        return
    year = line.fiscal_year if amount_column == "amount_won" else line.previous_year
    korean, english = explain(
        CHECK.name, "differs", subject=Label(line.label), column=Word(share_column, year),
        printed=Percent(printed), computed=Percent(computed),
        part=Amount(part, line.unit_won), whole=Amount(whole, total.unit_won),
    )  # fmt: skip
    finding = Finding(
        document_id=line.document_id,
        line=line.line,
        related_document_id=total.document_id,
        related_line=total.line,
        severity="warning",
        subject=subject_of(line.label),
        printed=Percent(printed).digits,
        computed=Percent(computed).digits,
        difference=Percent(printed - computed).digits,
        explanation_ko=korean,
        explanation_en=english,
    )
    yield Judged((line.group, share_column), line.grade, finding)


CHECK = Check(name="share_recomputed", run=run)
