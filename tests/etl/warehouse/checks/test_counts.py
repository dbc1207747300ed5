"""Checks of counts: series against their totals, survey and staff tables against each other."""

from __future__ import annotations

from typing import Any

import pytest

from etl import facts
from etl.warehouse.checks.cross_table import CHECK as CROSS
from etl.warehouse.checks.over_staffed import CHECK as OVER_STAFFED
from etl.warehouse.checks.series_total import CHECK as SERIES
from tests.etl.warehouse.tiny import AS_OF, DOCUMENT, Bench, set_aside


def point(period: str, value: float | None, **more: Any) -> facts.SeriesPoint:
    values: dict[str, Any] = {
        "document_id": DOCUMENT,
        "line": 40,
        "series": "상담",
        "unit": "건",
        "grade": "proved",
    }
    return facts.SeriesPoint(period=period, value=value, **{**values, **more})


def cell(row: str, n: int | None, percent: float | None, total: int | None, **more: Any) -> facts.SurveyCell:
    dimension, category = row.split(":")
    column, column_category = str(more.pop("column", "")).split(":") if "column" in more else (None, None)
    return facts.SurveyCell(
        document_id=DOCUMENT,
        line=more.pop("line", 50),
        survey="조사",
        row_dimension=dimension,
        row_category=category,
        column_dimension=column,
        column_category=column_category,
        n=n,
        percent=percent,
        row_total=total,
        grade="proved",
    )


def staff(line: int, authorized: int | None, current: int | None, **more: Any) -> facts.Staffing:
    values: dict[str, Any] = {"unit_name": "재단", "grade": "계", "as_of": AS_OF, "evidence_grade": "proved"}
    values["document_id"] = DOCUMENT
    return facts.Staffing(line=line, authorized=authorized, current=current, **{**values, **more})


@pytest.mark.parametrize(
    ("values", "total", "difference"),
    [
        ((165, 174, None, 146, None, 9, 164), 658, None),
        ((165, 174, None, 146, None, 9, 164), 657, "-1"),
        ((1.25, 2.25), 3.5, None),
        ((1.3, 2.3), 3.5, None),  # rounded
        ((1.3, 2.3), 4.5, "0.9"),
        ((None, None, 20), 21, None),  # a single value says nothing of months that were left out
        ((1, 2), None, None),
    ],
)
def test_a_total_of_a_series(
    bench: Bench, values: tuple[float | None, ...], total: float | None, difference: str | None
) -> None:
    rows = [point(f"2023-{month:02}", value) for month, value in enumerate(values, start=1)]
    found = bench.findings(SERIES, [*rows, point("total", total)])
    assert [f.difference for f in found] == ([difference] if difference else [])


def test_a_rate_and_a_series_with_an_unread_cell_have_no_sum(bench: Bench) -> None:
    rates = [point("2023-01", 40, unit="%"), point("2023-02", 60, unit="%"), point("total", 50, unit="%")]
    assert bench.findings(SERIES, rates) == []
    unread = [point("2023-01", None), point("2023-02", 1), point("2023-03", 1), point("total", 5)]
    assert bench.findings(SERIES, [*unread, set_aside("1,23", line=40)]) == []
    assert len(bench.findings(SERIES, unread)) == 1


def test_two_series_of_one_line_are_two(bench: Bench) -> None:
    rows = [
        point(p, v, series=s) for s in ("가", "나") for p, v in (("2023-01", 1), ("2023-02", 2), ("total", 3))
    ]
    assert bench.findings(SERIES, rows) == []


@pytest.mark.parametrize(
    ("n", "percent", "total", "severity"),
    [
        (27, 16.2, 167, None),
        (40, 44.5, 90, None),  # shifted so that the row adds up to 100
        (140, 18.8, 749, "note"),
        (67, 60.4, 133, "warning"),
        (None, 60.4, 133, None),
        (67, None, 133, None),
        (67, 60.4, None, None),
        (0, 0.0, 0, None),
    ],
)
def test_a_percentage_follows_from_its_count(
    bench: Bench, n: int | None, percent: float | None, total: int | None, severity: str | None
) -> None:
    found = bench.findings(CROSS, [cell("성별:남", n, percent, total)])
    assert [f.severity for f in found] == ([severity] if severity else [])


def tables(**changed: int | None) -> list[facts.SurveyCell]:
    """Return a distribution and a cross-tabulation that agree, but for the changed counts."""
    n = {
        "남": 10,
        "여": 20,
        "좋음": 12,
        "나쁨": 18,
        "남좋음": 4,
        "남나쁨": 6,
        "여좋음": 8,
        "여나쁨": 12,
        **changed,
    }
    rows = [cell(f"성별:{a}", n[a], None, 30, line=10 + i) for i, a in enumerate(("남", "여"))]
    rows += [cell(f"마음:{b}(점수)", n[b], None, 30, line=20 + i) for i, b in enumerate(("좋음", "나쁨"))]
    rows += [
        cell(f"성별:{a}", n[a + b], None, total, column=f"마음:{b}", line=line)
        for a, total, line in (("남", 10, 30), ("여", 20, 31))
        for b in ("좋음", "나쁨")
    ]
    return rows


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({}, []),
        ({"남": 11}, [(30, 10, "-1")]),
        ({"좋음": 13}, [(20, 30, "1")]),
        ({"남좋음": 5}, [(30, None, "-1"), (20, 30, "-1")]),
        ({"남좋음": None}, []),
        ({"남": None, "좋음": None}, []),
    ],
)
def test_the_tables_of_a_survey_agree(
    bench: Bench, changed: dict[str, int | None], expected: list[tuple[int, int | None, str]]
) -> None:
    found = bench.findings(CROSS, tables(**changed))
    seen = [(f.line, f.related_line, f.difference) for f in found]
    assert sorted(seen, key=str) == sorted(expected, key=str)


def test_a_cross_tabulation_without_all_rows_has_no_sum(bench: Bench) -> None:
    assert bench.findings(CROSS, tables(좋음=99)[:-2]) == []


def test_the_staff_of_a_unit_is_the_same_everywhere(bench: Bench) -> None:
    assert bench.findings(CROSS, [staff(44, 177, 168), staff(50, 177, 168), staff(60, 177, None)]) == []
    assert bench.findings(CROSS, [staff(44, 177, 168), staff(50, 5, 3, unit_name="센터")]) == []
    (found,) = bench.findings(CROSS, [staff(44, 177, 168), staff(50, 177, 169)])
    assert (found.line, found.related_line, found.printed, found.computed) == (50, 44, "169", "168")


def test_what_is_printed_stands_under_printed_and_what_is_added_up_under_computed(bench: Bench) -> None:
    (found,) = bench.findings(CROSS, tables(좋음=13))
    assert (found.line, found.printed, found.computed) == (20, "13", "12")


def test_staff_of_two_documents_are_not_counted_together(bench: Bench) -> None:
    named = {"evidence_grade": "named"}
    bad = [staff(44, 177, 168, **named), staff(50, 170, 160, **named)]
    good = [staff(line, 10, 9, document_id="d2", **named) for line in (44, 50, 60, 70)]
    assert [(f.document_id, f.severity) for f in bench.findings(CROSS, [*bad, *good])] == [("d1", "note")]


@pytest.mark.parametrize(
    ("authorized", "current", "difference"),
    [(10, 11, "-1"), (10, 10, None), (0, 1, "-1"), (None, 5, None), (5, None, None)],
)
def test_more_staff_than_are_authorized(
    bench: Bench, authorized: int | None, current: int | None, difference: str | None
) -> None:
    rows = [staff(44, authorized, current, grade="5급"), staff(60, authorized, current, grade="5급")]
    found = bench.findings(OVER_STAFFED, rows)
    assert [(f.line, f.severity, f.difference) for f in found] == (
        [(44, "warning", difference)] if difference else []
    )


def test_a_staff_table_with_its_rows_exchanged_accuses_nobody(bench: Bench) -> None:
    rows = [
        staff(44, authorized, authorized + 1, grade=grade, evidence_grade="named")
        for grade, authorized in (("1급", 3), ("2급", 5), ("3급", 9))
    ]
    (found,) = bench.findings(OVER_STAFFED, rows)
    assert (found.severity, found.printed, found.computed) == ("note", None, None)
