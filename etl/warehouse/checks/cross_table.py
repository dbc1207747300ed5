"""Finds counts that two tables of one document print differently, and percentages that no count gives."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import partial

from sqlalchemy import Connection, RowMapping, select

from etl.warehouse import schema
from etl.warehouse.accusing import Judged, accusing
from etl.warehouse.checks import Check, Finding
from etl.warehouse.explanations import Label, Percent, explain, subject_of
from etl.warehouse.printed import exact

# Survey tables shift a last digit so that a row adds up to 100; what is further away does not follow.
_ROUNDING = Fraction(1, 10)

Group = tuple[str, str]
"""A dimension and one of its categories, without the remark in brackets that only one table may print."""


@dataclass(frozen=True, slots=True)
class _Survey:
    """The tables of one survey: its distributions, and its cross-tabulations by row and by column."""

    single: dict[Group, RowMapping]
    rows: dict[Group, list[RowMapping]]
    columns: dict[tuple[str, Group], list[RowMapping]]


def run(connection: Connection) -> Iterator[Finding]:
    """Compare the tables of each survey, and the staff of each unit wherever it is printed."""
    cells = schema.survey_cell
    order = (cells.c.document_id, cells.c.line, cells.c.column_dimension, cells.c.column_category)
    surveys: dict[tuple[str, str], list[RowMapping]] = defaultdict(list)
    for cell in connection.execute(select(cells).order_by(*order)).mappings():
        surveys[cell["document_id"], cell["survey"]].append(cell)
    doubt = partial(explain, CHECK.name, "doubted")
    for found in surveys.values():
        survey = _survey(found)
        yield from accusing((judged for cell in found for judged in _percent(cell)), doubt)
        yield from accusing(_totals(survey), doubt)
        yield from accusing(_sums(survey), doubt)
    yield from accusing(_staff(connection), doubt)


def _survey(cells: Sequence[RowMapping]) -> _Survey:
    survey = _Survey({}, defaultdict(list), defaultdict(list))
    for cell in cells:
        row = _group(cell["row_dimension"], cell["row_category"])
        if cell["column_dimension"] is None:
            survey.single.setdefault(row, cell)
        else:
            survey.rows[row].append(cell)
            column = _group(cell["column_dimension"], cell["column_category"])
            survey.columns[cell["row_dimension"], column].append(cell)
    return survey


def _group(dimension: str, category: str) -> Group:
    return dimension, category.partition("(")[0].strip() or category


def _percent(cell: RowMapping) -> Iterator[Judged]:
    """Divide again, cell by cell."""
    if cell["n"] is None or cell["percent"] is None or not cell["row_total"]:
        return
    printed, computed = exact(cell["percent"]), Fraction(100 * cell["n"], cell["row_total"])
    if abs(printed - computed) <= _ROUNDING:
        yield Judged("percent", cell["grade"], None)
        return
    korean, english = explain(
        CHECK.name, "percent", subject=Label(_name(cell)), part=cell["n"], whole=cell["row_total"],
        printed=Percent(printed), computed=Percent(computed),
    )  # fmt: skip
    # A last digit that is one too high or low is a slip; more is another figure.
    severity = "note" if abs(printed - computed) < 2 * _ROUNDING else "warning"
    digits = Percent(printed).digits, Percent(computed).digits, Percent(printed - computed).digits
    yield Judged("percent", cell["grade"], _finding(cell, None, severity, digits, korean, english))


def _totals(survey: _Survey) -> Iterator[Judged]:
    """Compare the total of each row of a cross-tabulation with the distribution's count."""
    for group, cells in survey.rows.items():
        single = survey.single.get(group)
        stated = next((cell for cell in cells if cell["row_total"] is not None), None)
        if single is None or stated is None or single["n"] is None:
            continue
        subject = " · ".join(group)
        yield _count("total", stated, single, stated["row_total"], single["n"], subject)


def _sums(survey: _Survey) -> Iterator[Judged]:
    """Add up each column of a cross-tabulation over all its rows, and each row over all categories."""
    sizes: dict[str, int] = defaultdict(int)
    for dimension, _ in survey.single:
        sizes[dimension] += 1
    for cells in survey.rows.values():
        parts: dict[str, list[RowMapping]] = defaultdict(list)
        for cell in cells:
            parts[cell["column_dimension"]].append(cell)
        for dimension, found in parts.items():
            counts = [cell["n"] for cell in found]
            total = found[0]["row_total"]
            is_complete = len(counts) == sizes[dimension] and None not in counts
            if total is not None and is_complete:
                subject = f"{found[0]['row_dimension']} {found[0]['row_category']} · {dimension}"
                yield _count("row", found[0], found[0], total, sum(counts), subject)
    for (dimension, column), cells in survey.columns.items():
        single = survey.single.get(column)
        counts = [cell["n"] for cell in cells]
        is_complete = len(counts) == sizes[dimension] and None not in counts
        if single is None or single["n"] is None or not is_complete:
            continue
        # The distribution's count is what is printed; the column of the cross-tabulation is added up.
        subject = " · ".join((dimension, *column))
        yield _count("sum", single, cells[0], single["n"], sum(counts), subject)


def _staff(connection: Connection) -> Iterator[Judged]:
    """Compare what is printed of one unit, grade and day in several places."""
    staff = schema.staffing
    first: dict[tuple[object, ...], RowMapping] = {}
    # Without a day it is not known that two tables speak of the same one.
    dated = select(staff).where(staff.c.as_of.isnot(None)).order_by(staff.c.document_id, staff.c.line)
    for row in connection.execute(dated).mappings():
        key = row["document_id"], row["unit_name"], row["grade"], row["as_of"]
        other = first.setdefault(key, row)
        if other is row:
            continue
        for column in ("authorized", "current"):
            if None not in (row[column], other[column]):
                subject = f"{row['unit_name']} · {row['grade']}"
                yield _count("staff", row, other, row[column], other[column], subject)


def _count(case: str, row: RowMapping, other: RowMapping, printed: int, counted: int, subject: str) -> Judged:
    grade = str(row["evidence_grade"] if "evidence_grade" in row else row["grade"])
    table = (row["document_id"], case)
    if printed == counted:
        return Judged(table, grade, None)
    where = {} if other is row else {"line": int(other["line"])}
    korean, english = explain(
        CHECK.name, case, subject=Label(subject), printed=printed, computed=counted, **where
    )
    digits = str(printed), str(counted), str(printed - counted)
    return Judged(table, grade, _finding(row, other, "warning", digits, korean, english, subject))


def _name(cell: RowMapping) -> str:
    row = f"{cell['row_dimension']} {cell['row_category']}"
    if cell["column_dimension"] is None:
        return row
    return f"{row} · {cell['column_dimension']} {cell['column_category']}"


def _finding(
    row: RowMapping,
    other: RowMapping | None,
    severity: str,
    digits: tuple[str, str, str],
    korean: str,
    english: str,
    subject: str | None = None,
) -> Finding:
    return Finding(
        document_id=row["document_id"],
        line=row["line"],
        related_document_id=other["document_id"] if other and other is not row else None,
        related_line=other["line"] if other and other is not row else None,
        severity=severity,
        subject=subject_of(subject or _name(row)),
        printed=digits[0],
        computed=digits[1],
        difference=digits[2],
        explanation_ko=korean,
        explanation_en=english,
    )


CHECK = Check(name="cross_table", run=run)
