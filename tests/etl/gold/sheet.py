"""What a person read in the five reports, and how a reading did beside it.

A CSV a kind. One row is one goal, point or output: the line where
it stands, words of its printed name, its year or period (empty: any) and its figures. `asked` is 'no' for
a figure that may become a fact, but that nobody has to find: approximate, planned, in progress, of another
year, destroyed by OCR, or only describing something. Whatever else becomes a fact of the kind is wrong.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from etl.facts import (
    BudgetLine,
    IndicatorResult,
    Output,
    RevenueLine,
    Row,
    SeriesPoint,
    Staffing,
    SurveyCell,
    YearOnYear,
)

FOLDER = Path(__file__).parent
_FIGURES = {
    "goals": ("target", "actual", "attainment"),
    "series": ("value",),
    "outputs": ("value",),
    "staffing": ("authorized", "current"),
    "comparisons": ("previous", "previous_share", "amount", "share", "change", "change_rate"),
    "revenue": ("original", "adjustment", "current", "received", "rate"),
    "spending": ("original", "adjustment", "current", "executed", "rate"),
    "survey": ("n", "percent", "total"),
}
"""The figures of a row of each kind, as printed: money in the unit of its table.

A printed difference of two others is no figure of its row: the product computes it.
"""
KINDS = tuple(_FIGURES)
_UNITS = {1: "원", 1_000: "천원", 1_000_000: "백만원"}


@dataclass(frozen=True, slots=True)
class Truth:
    """One row of the gold, or one fact in its form."""

    document: str
    line: int
    name: str
    when: str
    figures: tuple[float | None, ...]
    unit: str
    asked: bool = True

    def __str__(self) -> str:
        figures = " / ".join(f"{one:.10g}" for one in self.figures if one is not None)
        return f"{self.document} {self.line}: {self.name} {self.when} {figures} {self.unit}".rstrip()


@dataclass(slots=True)
class Verdict:
    """How a reading did. found: of the rows that are asked for; wrong: facts that the gold does not hold.

    misnamed: facts whose figures are right, under a name that lacks the words of the gold.
    """

    found: list[Truth] = field(default_factory=list)
    missing: list[Truth] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    misnamed: list[str] = field(default_factory=list)

    @property
    def asked(self) -> int:
        """How many rows are asked for."""
        return len(self.found) + len(self.missing)


def gold(kind: str) -> list[Truth]:
    """Return the rows of a kind, in the file's order."""
    with (FOLDER / f"{kind}.csv").open(encoding="utf-8", newline="") as file:
        return [
            Truth(
                row["document"], int(row["line"]), row["name"], row.get("year") or row.get("period") or "",
                tuple(float(row[one]) if row[one] else None for one in _FIGURES[kind]),
                row["unit"], row["asked"] == "yes",
            )
            for row in csv.DictReader(file)
        ]  # fmt: skip


def read(kind: str, rows: Iterable[Row]) -> list[Truth]:
    """Return the facts of a kind in the form of the gold."""
    found = []
    for row in rows:
        document = re.sub(r"^.*?(?=\d{4}-\d{2}-\d{2})", "", getattr(row, "document_id", ""))
        if kind == "goals" and isinstance(row, IndicatorResult):
            figures = (row.target, row.actual, row.printed_attainment)
            found.append(Truth(document, row.line, row.name, str(row.fiscal_year), figures, row.unit or ""))
        elif kind == "series" and isinstance(row, SeriesPoint) and row.value is not None:
            found.append(Truth(document, row.line, row.series, row.period, (row.value,), row.unit or ""))
        elif kind == "outputs" and isinstance(row, Output):
            year = str(row.fiscal_year)
            found.append(Truth(document, row.line, row.label, year, (row.value,), row.unit or ""))
        elif kind == "staffing" and isinstance(row, Staffing):
            name = f"{row.unit_name} {row.grade}"
            found.append(Truth(document, row.line, name, "", (row.authorized, row.current), "명"))
        elif kind == "comparisons" and isinstance(row, YearOnYear):
            previous, amount, change = _printed(row, row.previous_won, row.amount_won, row.change_won)
            figures = (previous, row.previous_share, amount, row.share, change, row.change_rate)
            found.append(_money(document, row, figures))
        elif kind == "revenue" and isinstance(row, RevenueLine):
            amounts = _printed(row, row.original_won, row.adjustment_won, row.current_won, row.received_won)
            found.append(_money(document, row, (*amounts, row.printed_rate)))
        elif kind == "spending" and isinstance(row, BudgetLine):
            amounts = _printed(row, row.original_won, row.adjustment_won, row.current_won, row.executed_won)
            found.append(_money(document, row, (*amounts, row.printed_rate)))
        elif kind == "survey" and isinstance(row, SurveyCell):
            words = (
                row.survey,
                row.row_dimension,
                row.row_category,
                row.column_dimension,
                row.column_category,
            )
            name = " ".join(one for one in words if one)
            found.append(Truth(document, row.line, name, "", (row.n, row.percent, row.row_total), "명"))
    return found


def _printed(row: BudgetLine | RevenueLine | YearOnYear, *amounts: int | None) -> tuple[float | None, ...]:
    return tuple(None if one is None else one / row.printed_unit_won for one in amounts)


def _money(
    document: str, row: BudgetLine | RevenueLine | YearOnYear, figures: tuple[float | None, ...]
) -> Truth:
    unit = _UNITS[row.printed_unit_won]
    return Truth(document, row.line, row.label or "", str(row.fiscal_year), figures, unit)


def judge(truths: Sequence[Truth], facts: Sequence[Truth]) -> Verdict:
    """Hold facts against gold, one to one: the row that is named alike, whole and asked for is taken first.

    A fact that lacks a figure of its row is not wrong, but its row is not found.
    """
    verdict = Verdict()
    open_rows = list(truths)
    for fact in sorted(
        facts, key=lambda one: not any(_fits(row, one) and _named(row, one) for row in truths)
    ):
        fitting = [row for row in open_rows if _fits(row, fact)]
        if not fitting:
            verdict.wrong.append(str(fact))
            continue
        best = max(fitting, key=lambda row: (_named(row, fact), row.figures == fact.figures, row.asked))
        if not _named(best, fact):
            verdict.misnamed.append(f"{fact}, not {best.name}")
        open_rows.remove(best)
        if best.asked:
            (verdict.found if best.figures == fact.figures else verdict.missing).append(best)
    verdict.missing = sorted(
        [*verdict.missing, *(row for row in open_rows if row.asked)], key=lambda row: (row.document, row.line)
    )
    return verdict


def _fits(row: Truth, fact: Truth) -> bool:
    return (
        row.document == fact.document
        and row.line == fact.line
        and row.when in ("", fact.when)
        and row.unit == fact.unit
        and all(read in (None, held) for held, read in zip(row.figures, fact.figures, strict=True))
    )


def _named(row: Truth, fact: Truth) -> bool:
    return all(_plain(word) in _plain(fact.name) for word in row.name.split())


def _plain(text: str) -> str:
    return re.sub(r"[^0-9A-Za-z가-힣]", "", text)
