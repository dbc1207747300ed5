"""Finds figures that one document prints twice, and differently: in a summary table and in the detail."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from fractions import Fraction
from functools import partial

from sqlalchemy import Connection

from etl.warehouse.accusing import Judged, accusing
from etl.warehouse.checks import Check, Finding
from etl.warehouse.explanations import Amount, Label, Percent, Word, explain, subject_of
from etl.warehouse.printed import PrintedLine, budget_lines, exact


def run(connection: Connection) -> Iterator[Finding]:
    """Compare each programme's own page, and each direction and task printed again, with the first place."""
    places: dict[tuple[object, ...], list[PrintedLine]] = defaultdict(list)
    for line in budget_lines(connection):
        subject = _subject(line)
        if subject is not None:
            places[(line.document_id, line.fiscal_year, line.as_of, line.scope, *subject)].append(line)
    judged: list[Judged] = []
    for lines in places.values():
        summary, details = _summary_and_details(lines)
        if summary is not None:
            judged += _compare(summary, details)
    yield from accusing(judged, partial(explain, CHECK.name, "doubted"))


def _subject(line: PrintedLine) -> tuple[str, str] | None:
    if line.level in ("program", "program_detail") and line.program_id is not None:
        return "program", line.program_id
    if line.level == "task" and line.task_id is not None:
        return "task", line.task_id
    if line.level == "direction" and line.direction_id is not None:
        return "direction", line.direction_id
    return None


def _summary_and_details(lines: Sequence[PrintedLine]) -> tuple[PrintedLine | None, list[PrintedLine]]:
    """Tell the summary's line from the detail's: by their level, or, of directions and tasks, by order."""
    if lines[0].level in ("direction", "task"):
        return lines[0], list(lines[1:])
    summary = next((line for line in lines if line.level == "program"), None)
    return summary, [line for line in lines if line.level == "program_detail"]


def _compare(summary: PrintedLine, details: Sequence[PrintedLine]) -> Iterator[Judged]:
    # Of two tables without a date it is not known that they speak of one day: what was spent may differ.
    is_dated = summary.as_of is not None
    for column in summary.amounts:
        if column == "executed_won" and not is_dated:
            continue
        if not _is_sum(summary, details, column):
            for detail in details:
                yield from _compare_amount(summary, detail, column)
    for detail in details if is_dated else ():
        yield from _compare_rate(summary, detail)


def _is_sum(summary: PrintedLine, details: Sequence[PrintedLine], column: str) -> bool:
    """Tell whether several pages share one programme's figure among them."""
    total = summary.amounts[column]
    parts = [won for detail in details if (won := detail.amounts[column]) is not None]
    if total is None or len(parts) < 2:
        return False
    return abs(sum(parts) - total) <= Fraction(sum(d.unit_won for d in details) + summary.unit_won, 2)


def _compare_amount(summary: PrintedLine, detail: PrintedLine, column: str) -> Iterator[Judged]:
    first, again = summary.amounts[column], detail.amounts[column]
    units = {summary.unit_won, detail.unit_won}
    tolerance = 0 if len(units) == 1 else max(units) / 2
    if first is None or again is None:
        return
    if abs(again - first) <= tolerance:
        yield _judged(detail, None)
        return
    printed, other = Amount(again, detail.unit_won), Amount(first, summary.unit_won)
    difference = Amount(again - first, detail.unit_won)
    korean, english = explain(
        CHECK.name, "amount", subject=Label(detail.label), column=Word(column), printed=printed, other=other,
        related_line=str(summary.line), difference=difference,
    )  # fmt: skip
    computed = Amount(first, detail.unit_won)
    finding = _finding(
        summary, detail, "error", printed.digits, computed.digits, difference.digits, korean, english
    )
    yield _judged(detail, finding)


def _judged(detail: PrintedLine, finding: Finding | None) -> Judged:
    """Judge a place where a figure stands again, with all such places of the document that are like it."""
    return Judged((detail.document_id, detail.level), detail.grade, finding)


def _compare_rate(summary: PrintedLine, detail: PrintedLine) -> Iterator[Judged]:
    first, again = summary.rates["printed_rate"], detail.rates["printed_rate"]
    if first is None or again is None:
        return
    places = [1 if line.rate_places is None else line.rate_places for line in (summary, detail)]
    difference = exact(again) - exact(first)
    # A rate printed in whole percents agrees with every rate that rounds to it.
    is_coarse = min(places) == 0 and places[0] != places[1]
    if (abs(difference) <= Fraction(1, 2)) if is_coarse else (abs(difference) < Fraction(1, 20)):
        yield _judged(detail, None)
        return
    printed, other = Percent(exact(again), places[1]), Percent(exact(first), places[0])
    korean, english = explain(
        CHECK.name, "rate", subject=Label(detail.label), column=Word("printed_rate"), printed=printed,
        other=other, related_line=str(summary.line),
    )  # fmt: skip
    gap = Percent(difference, max(places)).digits
    finding = _finding(summary, detail, "note", printed.digits, other.digits, gap, korean, english)
    yield _judged(detail, finding)


def _finding(
    summary: PrintedLine,
    detail: PrintedLine,
    severity: str,
    printed: str,
    other: str,
    difference: str,
    korean: str,
    english: str,
) -> Finding:
    return Finding(
        document_id=detail.document_id,
        line=detail.line,
        related_document_id=summary.document_id,
        related_line=summary.line,
        severity=severity,
        subject=subject_of(detail.label),
        printed=printed,
        computed=other,
        difference=difference,
        explanation_ko=korean,
        explanation_en=english,
        direction_id=detail.direction_id or summary.direction_id,
        program_id=detail.program_id,
    )


CHECK = Check(name="summary_against_detail", run=run)
