"""The measures and status rules of the product, read from the views of a real warehouse."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from etl import facts
from etl.terms.measures import BUDGET_STATUSES, GOAL_STATUSES, load_thresholds
from tests import synthetic_warehouse as synthetic
from tests.etl.warehouse.tiny import (
    budget,
    direction,
    document,
    goal,
    load,
    program,
    query,
    revenue,
    two_years,
)

SEPTEMBER = date(2023, 9, 30)
JUNE = date(2023, 6, 30)
CLOSED = date(2023, 12, 31)

# current, executed, as of -> status, execution rate, pace gap
BUDGETS: list[tuple[int | None, int | None, date, str | None, float | None, float | None]] = [
    (1000, 800, SEPTEMBER, "on_pace", 80.0, 5.0),
    (1000, 701, SEPTEMBER, "on_pace", 70.1, -4.9),
    (1000, 700, SEPTEMBER, "behind", 70.0, -5.0),  # the council asks for reasons at 70 % and below
    (10_000, 7_003, SEPTEMBER, "behind", 70.03, -4.97),  # shown as 70.0 %
    (10_000, 7_005, SEPTEMBER, "on_pace", 70.05, -4.95),  # shown as 70.1 %
    (1000, 699, SEPTEMBER, "behind", 69.9, -5.1),
    (1000, 690, date(2023, 9, 29), "watch", 69.0, None),  # no date of the council's
    (1000, 600, date(2023, 8, 31), "watch", 60.0, -6.666667),
    (1000, 450, JUNE, "on_pace", 45.0, -5.0),
    (10_000, 4_496, JUNE, "on_pace", 44.96, -5.04),  # shown as -5.0
    (1000, 449, JUNE, "watch", 44.9, -5.1),
    (1000, 300, JUNE, "watch", 30.0, -20.0),
    (1000, 299, JUNE, "behind", 29.9, -20.1),
    (30, 11, date(2023, 5, 31), "on_pace", 36.666667, -5.0),  # exactly -5; in binary a hair below
    (1000, 0, JUNE, "behind", 0.0, -50.0),  # a printed zero is a figure
    (1000, None, JUNE, "pending", None, None),
    (None, None, JUNE, None, None, None),  # printed with neither: a programme without a budget
    (1000, 1040, SEPTEMBER, "over", 104.0, 29.0),
    (1000, 1001, CLOSED, "over", 100.1, 0.1),
    (1000, 1000, CLOSED, "met", 100.0, 0.0),
    (1000, 950, CLOSED, "met", 95.0, -5.0),
    (1000, 949, CLOSED, "watch", 94.9, -5.1),
    (1000, 799, CLOSED, "behind", 79.9, -20.1),
    (1000, 950, date(2024, 3, 31), "met", 95.0, -5.0),  # read after the year: the year is over
    (1000, 1000, SEPTEMBER, "on_pace", 100.0, 25.0),  # a budget is met when the year is closed
    (0, 0, SEPTEMBER, None, None, None),
    (0, 5, SEPTEMBER, "over", None, None),
    (None, 5, SEPTEMBER, None, None, None),
    (-1000, -400, SEPTEMBER, None, None, None),  # not 40 %
    (-1000, 5, SEPTEMBER, None, None, None),
    (-1000, None, SEPTEMBER, None, None, None),
]


def test_budget_status(tmp_path: Path) -> None:
    rows: list[facts.Row] = []
    for number, (current, executed, as_of, *_) in enumerate(BUDGETS):
        rows += [
            program(f"p{number:02d}"),
            budget(
                level="program", program_id=f"p{number:02d}", as_of=as_of,
                current_won=current, executed_won=executed,
            ),
        ]  # fmt: skip
    load(tmp_path / "w.duckdb", *rows)
    got = query(tmp_path / "w.duckdb", "SELECT * FROM program_execution ORDER BY program_id")
    for case, row in zip(BUDGETS, got, strict=True):
        assert row["status"] == case[3], case
        assert row["execution_rate"] == (None if case[4] is None else pytest.approx(case[4])), case
        if case[5] is not None:
            assert row["pace_gap"] == pytest.approx(case[5]), case
    assert {row["status"] for row in got} - {None} == set(BUDGET_STATUSES)


# first and last day, executed of 1000, as of -> status, gap to its own months, whether a reason is asked
OWN_MONTHS: list[tuple[date | None, date | None, int, date, str, float, bool]] = [
    (date(2023, 9, 1), CLOSED, 250, SEPTEMBER, "on_pace", 0.0, True),
    (date(2023, 9, 1), CLOSED, 100, SEPTEMBER, "watch", -15.0, True),
    (date(2023, 9, 1), CLOSED, 10, SEPTEMBER, "behind", -24.0, True),
    (date(2023, 10, 1), CLOSED, 0, SEPTEMBER, "on_pace", 0.0, True),  # nothing is due before it begins
    (date(2023, 1, 1), JUNE, 800, SEPTEMBER, "watch", -20.0, False),  # its months are over
    (date(2023, 1, 1), JUNE, 700, SEPTEMBER, "behind", -30.0, True),
    (None, None, 700, SEPTEMBER, "behind", -5.0, True),
    (date(2023, 1, 1), CLOSED, 700, SEPTEMBER, "behind", -5.0, True),
    (None, None, 690, date(2023, 9, 29), "watch", -5.72, False),  # no date of the council's
]


def test_a_programme_of_some_months_is_judged_by_them(tmp_path: Path) -> None:
    rows: list[facts.Row] = []
    for number, (first, last, executed, as_of, *_) in enumerate(OWN_MONTHS):
        rows += [
            program(f"p{number:02d}", starts_on=first, ends_on=last),
            budget(
                level="program", program_id=f"p{number:02d}", as_of=as_of,
                current_won=1000, executed_won=executed,
            ),
        ]  # fmt: skip
    load(tmp_path / "w.duckdb", *rows)
    got = query(tmp_path / "w.duckdb", "SELECT * FROM program_execution ORDER BY program_id")
    for case, row in zip(OWN_MONTHS, got, strict=True):
        assert (row["status"], row["is_reason_asked"]) == (case[4], case[6]), case
        assert row["own_pace_gap"] == pytest.approx(case[5], abs=0.01), case


# target, actual, better, measured, as of -> status, attainment
Goal = tuple[float | None, float | None, str, str | None, date | None, str | None, float | None]
GOALS: list[Goal] = [
    # What only grows, towards more: against the share of the year.
    (6493, 7617, "higher", "count", SEPTEMBER, "met", 117.310950),  # already reached, the year is not over
    (100, 104, "higher", "count", CLOSED, "exceeded", 104.0),
    (100, 104, "higher", "count", SEPTEMBER, "met", 104.0),
    (100, 100, "higher", "count", CLOSED, "met", 100.0),
    (47.7, 47.7, "higher", "level", CLOSED, "met", 100.0),
    (0.013, 0.013, "higher", "count", CLOSED, "met", 100.0),  # in binary a hair beside 100
    (0.007, 0.007, "higher", "count", CLOSED, "met", 100.0),
    (6, 0.7, "higher", "count", date(2023, 2, 28), "on_pace", 11.666667),  # exactly 5 points behind
    (100, 99.9, "higher", "count", CLOSED, "missed", 99.9),
    (100, 70, "higher", "count", SEPTEMBER, "on_pace", 70.0),
    (100, 69.9, "higher", "count", SEPTEMBER, "watch", 69.9),
    (100, 55, "higher", "count", SEPTEMBER, "watch", 55.0),
    (100, 54.9, "higher", "count", SEPTEMBER, "behind", 54.9),
    (100, 0, "higher", "count", SEPTEMBER, "behind", 0.0),
    (470.9, None, "higher", "level", SEPTEMBER, "pending", None),
    (None, None, "higher", "count", SEPTEMBER, "pending", None),
    (0, 5, "higher", "count", SEPTEMBER, None, None),
    (None, 5, "higher", "count", SEPTEMBER, None, None),
    # Rates and scores do not grow with the year: the distance from the goal itself.
    (80, 92.68, "higher", "level", SEPTEMBER, "met", 115.85),
    (80, 76, "higher", "level", SEPTEMBER, "on_pace", 95.0),
    (80, 75.9, "higher", "level", SEPTEMBER, "watch", 94.875),
    (80, 64, "higher", "level", SEPTEMBER, "watch", 80.0),
    (80, 60, "higher", "level", SEPTEMBER, "behind", 75.0),
    (80, 60, "higher", "level", date(2023, 1, 31), "behind", 75.0),
    (80, 79, "higher", "level", CLOSED, "missed", 98.75),
    # Not known to be either: the status that it has as both.
    (100, 100, "higher", None, SEPTEMBER, "met", 100.0),
    (100, 95, "higher", None, SEPTEMBER, "on_pace", 95.0),
    (100, 94, "higher", None, SEPTEMBER, None, 94.0),
    (100, 70, "higher", None, SEPTEMBER, None, 70.0),
    (100, 54, "higher", None, SEPTEMBER, "behind", 54.0),
    # A limit: never against the share of the year.
    (5, 4, "lower", "count", CLOSED, "exceeded", 125.0),
    (5, 5, "lower", "count", CLOSED, "met", 100.0),
    (5, 10, "lower", "level", CLOSED, "missed", 50.0),
    (5, 0, "lower", "count", CLOSED, "exceeded", None),
    (0, 0, "lower", "level", CLOSED, "met", None),
    (0, 1, "lower", "level", CLOSED, "missed", None),
    (3, 5, "lower", "count", JUNE, "missed", 60.0),  # what has happened cannot be undone
    (0, 1, "lower", "count", JUNE, "missed", None),
    (3, 3, "lower", "count", JUNE, "on_pace", 100.0),
    (3, 0, "lower", "count", JUNE, "on_pace", None),
    (0, 0, "lower", "level", JUNE, "on_pace", None),
    (5, 7, "lower", "level", JUNE, "behind", 500 / 7),  # may fall again
    (5, 5.1, "lower", None, JUNE, "behind", 500 / 5.1),
    (5, None, "lower", "level", JUNE, "pending", None),
    (None, 5, "lower", "count", JUNE, None, None),
    # No date: only what no date can change.
    (100, 100, "higher", "count", None, "met", 100.0),
    (100, 90, "higher", "count", None, None, 90.0),
    (80, 92, "higher", "level", None, None, 115.0),
    (100, 120, "higher", None, None, None, 120.0),
    (3, 5, "lower", "count", None, "missed", 60.0),
    (3, 2, "lower", "count", None, None, 150.0),
    (5, 7, "lower", "level", None, None, 500 / 7),
    (5, 7, "lower", None, None, None, 500 / 7),
    (100, None, "higher", "count", None, "pending", None),
]


def test_goal_status(tmp_path: Path) -> None:
    rows = [
        goal(
            indicator_result_id=f"i{n:02d}", target=target, actual=actual, better=better, measured=measured,
            as_of=as_of,
        )
        for n, (target, actual, better, measured, as_of, *_) in enumerate(GOALS)
    ]  # fmt: skip
    load(tmp_path / "w.duckdb", *rows)
    got = query(tmp_path / "w.duckdb", "SELECT * FROM goal_attainment ORDER BY indicator_result_id")
    for case, row in zip(GOALS, got, strict=True):
        assert row["status"] == case[5], case
        assert row["attainment"] == (None if case[6] is None else pytest.approx(case[6])), case
        is_paced = case[2] == "higher" and case[3] == "count" and case[4] is not None
        assert (row["elapsed_share"] is not None) == is_paced, case
    assert {row["status"] for row in got} - {None} == set(GOAL_STATUSES)


def test_a_goal_of_another_year_is_no_report_of_it_and_counts_for_no_direction(tmp_path: Path) -> None:
    rows = [
        direction(),
        goal(direction_id="o-1", target=5, actual=5),
        goal(direction_id="o-1", target=5, actual=1, fiscal_year=2022),
        goal(direction_id="o-1", target=9, fiscal_year=2024),
    ]
    (row,) = scorecard(tmp_path, *rows)
    assert (row["goals_total"], row["goals_met"]) == (1, 1)
    years = query(tmp_path / "w.duckdb", "SELECT fiscal_year FROM report")
    assert [row["fiscal_year"] for row in years] == [2023]


def test_the_result_of_an_earlier_year_was_said_when_its_document_was(tmp_path: Path) -> None:
    rows = [
        direction(),
        goal(target=5, actual=1, fiscal_year=2022, as_of=None),
        goal(indicator_result_id="g2", target=5, actual=5),
    ]
    load(tmp_path / "w.duckdb", *rows)
    found = query(tmp_path / "w.duckdb", "SELECT fiscal_year, as_of, reported_on FROM goal_attainment")
    days = {row["fiscal_year"]: (row["as_of"], row["reported_on"]) for row in found}
    assert days[2022] == (None, days[2023][1])
    assert days[2022][1] is not None


def test_the_thresholds_are_the_files_and_are_shown(tmp_path: Path) -> None:
    lenient = dataclasses.replace(
        load_thresholds(), watch_below_gap_pp=-30.0, behind_below_gap_pp=-60.0, reasons_asked_on=()
    )
    rows = [
        program(),
        budget(level="program", program_id="p1", current_won=100, executed_won=50, as_of=SEPTEMBER),
    ]
    load(tmp_path / "w.duckdb", *rows, thresholds=lenient)
    (row,) = query(tmp_path / "w.duckdb", "SELECT status FROM program_execution")
    assert row["status"] == "on_pace"
    shown = {r["name"]: r["value"] for r in query(tmp_path / "w.duckdb", "SELECT * FROM threshold")}
    assert shown["watch_below_gap_pp"] == "-30.0"
    assert set(shown) == {f.name for f in dataclasses.fields(lenient)}


def elapsed(tmp_path: Path, days: Sequence[date], fiscal_year: int = 2023) -> list[float]:
    rows: list[facts.Row] = []
    for number, day in enumerate(days):
        rows += [
            program(f"p{number}", fiscal_year=fiscal_year),
            budget(level="program", program_id=f"p{number}", as_of=day, fiscal_year=fiscal_year),
        ]
    load(tmp_path / "w.duckdb", *rows)
    got = query(tmp_path / "w.duckdb", "SELECT elapsed_share FROM program_execution ORDER BY program_id")
    return [row["elapsed_share"] for row in got]


def test_elapsed_share_goes_by_months(tmp_path: Path) -> None:
    days = [
        SEPTEMBER,
        JUNE,
        CLOSED,
        date(2023, 1, 31),
        date(2023, 2, 14),
        date(2024, 9, 30),
        date(2022, 12, 31),
    ]
    expected = [75.0, 50.0, 100.0, 100 / 12, 100 * 1.5 / 12, 100.0, 0.0]
    assert elapsed(tmp_path, days) == pytest.approx(expected)


# first and last day, as of -> projection of a budget of 2000 with 750 executed
PROJECTIONS: list[tuple[date | None, date | None, date, int | None]] = [
    (None, None, SEPTEMBER, 1000),
    (date(2023, 1, 1), CLOSED, SEPTEMBER, 1000),
    (date(2023, 4, 1), CLOSED, SEPTEMBER, 1125),  # 6 of 9 months
    (date(2023, 4, 1), None, SEPTEMBER, 1125),
    (None, date(2023, 10, 31), JUNE, 1250),
    (date(2023, 3, 1), date(2023, 8, 31), SEPTEMBER, 750),  # over: nothing more to come
    (date(2022, 10, 1), date(2023, 9, 30), JUNE, 1125),  # the months of this year count
    (date(2023, 10, 1), CLOSED, SEPTEMBER, None),  # not begun
]


def test_projection_goes_by_the_programmes_own_months(tmp_path: Path) -> None:
    months = [(starts_on, ends_on, as_of) for starts_on, ends_on, as_of, _ in PROJECTIONS]
    got = executions(tmp_path, months, current_won=2000, executed_won=750)
    for case, row in zip(PROJECTIONS, got, strict=True):
        projection = case[3]
        assert row["projection_won"] == projection, case
        rate = None if projection is None else pytest.approx(projection / 20)
        assert row["projection_rate"] == rate, case


def executions(
    tmp_path: Path, months: Sequence[tuple[date | None, date | None, date]], **figures: int
) -> list[dict[str, Any]]:
    """The rows of programmes with the same figures, each of its own months and date, in their order."""
    rows: list[facts.Row] = []
    for number, (starts_on, ends_on, as_of) in enumerate(months):
        name = f"p{number:02d}"
        rows += [
            program(name, starts_on=starts_on, ends_on=ends_on),
            budget(level="program", program_id=name, as_of=as_of, **figures),
        ]
    load(tmp_path / "w.duckdb", *rows)
    return query(tmp_path / "w.duckdb", "SELECT * FROM program_execution ORDER BY program_id")


def scorecard(tmp_path: Path, *rows: facts.Row, **more: Any) -> list[dict[str, Any]]:
    load(tmp_path / "w.duckdb", *rows, **more)
    return query(
        tmp_path / "w.duckdb", "SELECT * FROM direction_scorecard ORDER BY direction_id, as_of, document_id"
    )


def test_attainment_of_a_direction_is_the_median_capped_at_100(tmp_path: Path) -> None:
    results = [(100, 300), (100, 80), (100, 30), (100, None), (0, 5)]
    rows = [goal(direction_id="o-1", target=target, actual=actual) for target, actual in results]
    (row,) = scorecard(tmp_path, direction(), *rows)
    # Of 100 (capped), 80 and 30; the pending one and the one without a goal count nowhere.
    assert row["attainment_median"] == pytest.approx(80.0)
    counts = ("goals_total", "goals_met", "goals_on_pace", "goals_watch", "goals_behind", "goals_pending")
    assert [row[name] for name in counts] == [5, 1, 1, 0, 1, 1]


def test_a_direction_with_pending_goals_only_has_no_attainment(tmp_path: Path) -> None:
    (row,) = scorecard(tmp_path, direction(), goal(direction_id="o-1", target=5, status="pending"))
    assert row["attainment_median"] is None
    assert (row["goals_pending"], row["goals_met"]) == (1, 0)


def test_a_result_that_is_printed_and_not_read_is_not_pending(tmp_path: Path) -> None:
    (row,) = scorecard(tmp_path, direction(), goal(direction_id="o-1", target=5, status="unread"))
    assert (row["goals_total"], row["goals_pending"], row["goals_met"]) == (1, 0, 0)
    (seen,) = query(tmp_path / "w.duckdb", "SELECT status, result_status FROM goal_attainment")
    assert (seen["status"], seen["result_status"]) == (None, "unread")


def test_a_goal_belongs_to_its_programmes_direction(tmp_path: Path) -> None:
    rows = [direction(), program("p1", direction_id="o-1"), goal(program_id="p1", target=5, actual=5)]
    (row,) = scorecard(tmp_path, *rows)
    assert row["goals_total"] == 1


def test_the_printed_line_of_a_direction_goes_before_the_sum(tmp_path: Path) -> None:
    programme = budget(level="program", program_id="p1", line=30, current_won=40, executed_won=10)
    rows = [direction(), program("p1", direction_id="o-1"), programme]
    (summed,) = scorecard(tmp_path, *rows)
    assert (summed["basis"], summed["current_won"], summed["execution_rate"]) == ("summed", 40, 25.0)
    printed = budget(level="direction", direction_id="o-1", current_won=100, executed_won=90)
    (row,) = scorecard(tmp_path, *rows, printed)
    assert (row["basis"], row["current_won"], row["execution_rate"]) == ("printed", 100, 90.0)
    assert (row["program_count"], row["attention_count"]) == (1, 1)


def test_a_rate_is_a_ratio_of_sums(tmp_path: Path) -> None:
    rows: list[facts.Row] = [direction()]
    for number, (current, executed) in enumerate([(1000, 1000), (9000, 0)]):
        rows += [
            program(f"p{number}", direction_id="o-1"),
            budget(level="program", program_id=f"p{number}", current_won=current, executed_won=executed),
        ]
    (row,) = scorecard(tmp_path, *rows)
    assert row["execution_rate"] == pytest.approx(10.0)


def test_each_report_of_a_year_has_its_row(tmp_path: Path) -> None:
    rows = [
        document("d1", SEPTEMBER),
        document("d2", CLOSED),
        direction(),
        program("p1", direction_id="o-1"),
        budget(level="direction", direction_id="o-1", current_won=100, executed_won=60),
        budget(level="program", program_id="p1", line=30, current_won=100, executed_won=60),
        budget(
            level="program", program_id="p1", document_id="d2", as_of=CLOSED, current_won=100, executed_won=98
        ),
    ]
    first, second = scorecard(tmp_path, *rows)
    assert (first["document_id"], first["basis"], first["executed_won"]) == ("d1", "printed", 60)
    assert (second["document_id"], second["basis"], second["executed_won"]) == ("d2", "summed", 98)
    programmes = query(tmp_path / "w.duckdb", "SELECT document_id, status FROM program_execution ORDER BY 1")
    assert [(p["document_id"], p["status"]) for p in programmes] == [("d1", "behind"), ("d2", "met")]


def succession(is_comparable: bool) -> dict[str, object]:
    return {
        "kind": "direction", "from_id": "o-0", "to_id": "o-1", "from_name": "가", "to_name": "나",
        "change": "renamed", "is_comparable": is_comparable, "confidence": "certain", "reason": "이름만 바뀜",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("is_comparable", "change"), [(True, (30, pytest.approx(30.0))), (False, (None, None))]
)
def test_change_only_between_comparable_directions(
    tmp_path: Path, is_comparable: bool, change: tuple[object, object]
) -> None:
    rows = [
        document("d0", date(2022, 12, 31)),
        document("d1", SEPTEMBER),
        direction("o-0", document_id="d0", fiscal_year=2022),
        direction("o-1"),
        budget(level="direction", direction_id="o-0", document_id="d0", fiscal_year=2022,
               as_of=date(2022, 12, 31), current_won=100),
        budget(level="direction", direction_id="o-1", current_won=130),
    ]  # fmt: skip
    before, now = scorecard(tmp_path, *rows, succession=[succession(is_comparable)])
    assert before["previous_won"] is None
    assert (now["previous_won"], now["is_comparable"]) == (100, is_comparable)
    assert (now["change_won"], now["change_percent"]) == change


def test_a_programme_takes_each_figure_where_it_is_legible(tmp_path: Path) -> None:
    rows = [
        program("p1"),
        program("p2", name="예산 없는 사업"),
        budget(level="program", program_id="p1", line=90, current_won=100, unreadable="executed_won"),
        budget(level="program_detail", program_id="p1", line=20, current_won=999, executed_won=40),
        budget(level="subprogram", program_id="p1", line=10, current_won=5, executed_won=5),
    ]
    load(tmp_path / "w.duckdb", *rows)
    first, second = query(tmp_path / "w.duckdb", "SELECT * FROM program_execution ORDER BY program_id")
    assert (first["current_won"], first["executed_won"], first["remaining_won"]) == (100, 40, 60)
    assert (second["current_won"], second["status"]) == (None, "pending")


def test_the_summary_of_an_institution(tmp_path: Path) -> None:
    rows = [
        budget("총계", level="total", line=10, current_won=300, executed_won=150),
        budget("사업비", level="section", line=11, category="programs", current_won=200, executed_won=120),
        budget("총계", level="total", line=50, current_won=205, executed_won=125),
        revenue("총계", category="total", line=5, current_won=300, received_won=240),
        two_years("계", category="total", line=2, amount_won=290),
    ]
    load(tmp_path / "w.duckdb", *rows)
    got = {r["scope"]: r for r in query(tmp_path / "w.duckdb", "SELECT * FROM institution_summary")}
    assert (got["expenditure"]["current_won"], got["expenditure"]["execution_rate"]) == (300, 50.0)
    assert (got["programs"]["current_won"], got["programs"]["execution_rate"]) == (200, 60.0)
    assert (got["revenue"]["current_won"], got["revenue"]["execution_rate"]) == (300, 80.0)
    assert len(got) == 3


def test_the_trend_keeps_the_newest_word_on_each_year(tmp_path: Path) -> None:
    rows = [
        document("d1", SEPTEMBER),
        document("d2", date(2024, 6, 30)),
        two_years("출연금", side="revenue", category="contribution", amount_won=130, previous_won=100),
        two_years("출연금", side="revenue", category="contribution", document_id="d2", fiscal_year=2024,
                  previous_year=2023, amount_won=150, previous_won=125),
    ]  # fmt: skip
    load(tmp_path / "w.duckdb", *rows)
    got = query(tmp_path / "w.duckdb", "SELECT * FROM yearly_trend ORDER BY fiscal_year")
    # 2023 is told by its own report before the next year's look back.
    assert [(r["fiscal_year"], r["amount_won"], r["is_partial"]) for r in got] == [
        (2022, 100, False),
        (2023, 130, True),
        (2024, 150, True),
    ]
    assert [r["change_won"] for r in got] == [None, 30, 20]
    assert got[1]["change_percent"] == pytest.approx(30.0)


def test_what_is_executed_by_september_is_not_held_against_a_whole_year(tmp_path: Path) -> None:
    path = synthetic.build(tmp_path / "w.duckdb", synthetic.Size(programs=1, years=3, directions=1))
    got = query(path, "SELECT * FROM yearly_trend WHERE scope = 'lineage' ORDER BY basis, fiscal_year")
    known = [(r["basis"], r["fiscal_year"], r["change_won"] is not None) for r in got]
    assert known == [
        ("budget", 2024, False), ("budget", 2025, True), ("budget", 2026, True),
        ("executed", 2024, False), ("executed", 2025, True), ("executed", 2026, False),
    ]  # fmt: skip


# first and last day, as of -> months left, and needed in each, of a budget of 1000 with 700 executed
MONTHS_LEFT: list[tuple[date | None, date | None, date, float, int | None]] = [
    (None, None, SEPTEMBER, 3.0, 100),
    (None, None, date(2023, 1, 31), 11.0, 27),
    (None, None, CLOSED, 0.0, None),
    (None, None, date(2024, 3, 31), 0.0, None),  # read after the year
    (None, date(2023, 10, 31), SEPTEMBER, 1.0, 300),
    (None, date(2023, 6, 30), SEPTEMBER, 0.0, None),  # over, and money is left
    (date(2023, 11, 1), None, SEPTEMBER, 2.0, 150),  # not begun: its own months only
    (date(2022, 5, 1), date(2025, 4, 30), SEPTEMBER, 3.0, 100),
    (date(2023, 7, 1), date(2023, 5, 31), JUNE, 0.0, None),
    (None, date(2023, 10, 15), SEPTEMBER, 15 / 31, 620),
]


def test_money_left_goes_by_the_months_that_are_left(tmp_path: Path) -> None:
    months = [(starts_on, ends_on, as_of) for starts_on, ends_on, as_of, *_ in MONTHS_LEFT]
    got = executions(tmp_path, months, current_won=1000, executed_won=700)
    for case, row in zip(MONTHS_LEFT, got, strict=True):
        assert row["months_left"] == pytest.approx(case[3]), case
        assert row["needed_per_month_won"] == case[4], case


# current, executed -> needed in each month from September on
NEEDED: list[tuple[int | None, int | None, int | None]] = [
    (1000, None, None), (None, 700, None), (1000, 0, 333), (1000, 1000, 0), (1000, 1200, 0), (0, 0, 0),
]  # fmt: skip


def test_what_is_pending_needs_nothing_known_and_what_is_spent_nothing(tmp_path: Path) -> None:
    rows: list[facts.Row] = []
    for number, (current, executed, _) in enumerate(NEEDED):
        money = {"current_won": current, "executed_won": executed, "as_of": SEPTEMBER}
        rows += [program(f"p{number}"), budget(level="program", program_id=f"p{number}", **money)]
    load(tmp_path / "w.duckdb", *rows)
    got = query(tmp_path / "w.duckdb", "SELECT * FROM program_execution ORDER BY program_id")
    for case, row in zip(NEEDED, got, strict=True):
        assert row["needed_per_month_won"] == case[2], case


def test_a_project_of_several_years_is_measured_by_the_year_s_own_line(tmp_path: Path) -> None:
    """The whole cost of a project is no budget of a year: 271 of four years, of which 107 are this year's."""
    whole = budget("사업", level="program_detail", program_id="p1", current_won=271, executed_won=129)
    lines = [
        budget("계", level="year", fiscal_year=year, current_won=won, line=year)
        for year, won in ((2022, 22), (2023, 107), (2024, 142))
    ]
    spent = budget("계", level="year", current_won=None, executed_won=107, line=3000)
    load(tmp_path / "w.duckdb", program(), whole, *lines, spent)
    (row,) = query(tmp_path / "w.duckdb", "SELECT current_won, executed_won, line FROM program_execution")
    assert (row["current_won"], row["executed_won"]) == (107, 107)
    assert row["line"] == 2023
