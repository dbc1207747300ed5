"""Sums: what must be found, and what must not."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl import facts
from etl.warehouse.checks.sum_of_children import CHECK
from tests.etl.warehouse.tiny import Bench, budget, revenue, two_years


def table(parent: dict[str, Any], *children: dict[str, Any]) -> list[facts.Row]:
    return [
        budget("소계", budget_line_id="top", line=10, **parent),
        *(budget(f"항목 {n}", parent_id="top", line=10 + n, **c) for n, c in enumerate(children, start=1)),
    ]


def test_a_total_that_is_not_the_sum_is_found(bench: Bench) -> None:
    rows = table(
        {"current_won": 32_758_096_000, "executed_won": 900_000},
        {"current_won": 30_000_000_000, "executed_won": 400_000},
        {"current_won": 2_758_090_000, "executed_won": 500_000},
    )
    (found,) = bench.findings(CHECK, rows)
    assert (found.line, found.related_line, found.severity) == (10, 11, "error")
    assert (found.printed, found.computed, found.difference) == ("32758096", "32758090", "6")
    assert "32,758,096천원" in found.explanation_ko
    assert "예산현액" in found.explanation_ko
    assert "32,758,090 thousand won" in found.explanation_en


def test_rounding_is_no_finding(bench: Bench) -> None:
    # One part and the total: a whole unit may go missing.
    assert not bench.findings(CHECK, table({"current_won": 6_000}, {"current_won": 5_000}))
    # Two parts and the total, each rounded by up to half a unit: 1.5 units may go missing.
    assert not bench.findings(
        CHECK, table({"current_won": 11_000}, {"current_won": 5_000}, {"current_won": 5_000})
    )
    (found,) = bench.findings(
        CHECK, table({"current_won": 12_000}, {"current_won": 5_000}, {"current_won": 5_000})
    )
    assert found.difference == "2"


def test_a_coarser_part_allows_more(bench: Bench) -> None:
    coarse = {"current_won": 5_000_000, "printed_unit_won": 1_000_000}
    assert not bench.findings(CHECK, table({"current_won": 5_500_000}, coarse))
    assert bench.findings(CHECK, table({"current_won": 5_501_000}, coarse))


def test_a_part_printed_as_none_counts_as_nothing(bench: Bench) -> None:
    rows = table({"current_won": 314_428_000}, {"current_won": None}, {"current_won": 314_428_000})
    assert not bench.findings(CHECK, rows)
    assert bench.findings(CHECK, table({"current_won": 314_430_000}, {}, {"current_won": 314_428_000}))


def test_an_unreadable_part_stops_the_sum(bench: Bench) -> None:
    rows = table({"current_won": 900_000}, {"unreadable": "original_won,current_won"}, {"current_won": 1_000})
    assert not bench.findings(CHECK, rows)


def test_an_unreadable_total_is_a_note_with_what_the_arithmetic_gives(bench: Bench) -> None:
    rows = table({"unreadable": "adjustment_won"}, {"adjustment_won": 557_031_000}, {"adjustment_won": None})
    (found,) = bench.findings(CHECK, rows)
    assert (found.severity, found.printed, found.computed) == ("note", None, "557031")
    assert found.difference is None


def test_a_total_printed_as_none_says_nothing(bench: Bench) -> None:
    assert not bench.findings(CHECK, table({"current_won": None}, {"current_won": 5_000}))


def test_an_unreadable_total_over_an_unreadable_part_says_nothing(bench: Bench) -> None:
    rows = table({"unreadable": "current_won"}, {"current_won": 5_000}, {"unreadable": "current_won"})
    assert not bench.findings(CHECK, rows)


@pytest.mark.parametrize("parent", [{"current_won": None}, {"current_won": 7_000_000}])
def test_a_column_without_any_part_is_left_out(bench: Bench, parent: dict[str, Any]) -> None:
    assert not bench.findings(CHECK, table(parent, {}, {}))


def test_a_negative_difference_is_written_the_korean_way(bench: Bench) -> None:
    (found,) = bench.findings(CHECK, table({"current_won": 1_000_000}, {"current_won": 5_000_000}))
    assert found.difference == "-4000"
    assert "△4,000천원" in found.explanation_ko
    assert "-4,000 thousand won" in found.explanation_en


def test_a_total_without_a_name_is_still_reported(bench: Bench) -> None:
    rows = [
        budget(None, budget_line_id="top", current_won=9_000),
        budget(parent_id="top", line=11, current_won=1_000),
    ]
    (found,) = bench.findings(CHECK, rows)
    assert found.subject
    assert "None" not in found.explanation_ko + found.explanation_en


def test_revenue_is_added_up_too(bench: Bench) -> None:
    rows = [
        revenue(revenue_line_id="top", received_won=9_000_000),
        revenue("잉여금", parent_id="top", line=11, received_won=8_000_000),
    ]
    (found,) = bench.findings(CHECK, rows)
    assert (found.printed, found.computed) == ("9000", "8000")


def test_two_year_tables_are_added_up_by_the_name_of_their_parent(bench: Bench) -> None:
    def million(amount: int) -> int:
        return amount * 1_000_000

    rows = [
        two_years("계", side="revenue", amount_won=million(31_887), previous_won=million(25_080)),
        two_years("출연금", side="revenue", line=11, parent_label="계", amount_won=million(16_870),
                  previous_won=million(15_465)),
        two_years("자체수입", side="revenue", line=12, parent_label="계", amount_won=million(15_017),
                  previous_won=million(9_515)),
        # The other side has a total of the same name; its own part adds up.
        two_years("계", line=20, amount_won=million(100), previous_won=million(90)),
        two_years("사업예산", line=21, parent_label="계", amount_won=million(100), previous_won=million(90)),
    ]  # fmt: skip
    (found,) = bench.findings(CHECK, rows)
    assert (found.line, found.printed, found.computed) == (10, "25080", "24980")
    assert "2022년" in found.explanation_ko


def test_a_part_belongs_to_the_nearest_line_of_its_parents_name(bench: Bench) -> None:
    tables = [
        [
            two_years("계", line=line, amount_won=won),
            two_years("사업비", line=line + 1, parent_label="계", amount_won=won),
        ]
        for line, won in ((10, 100_000_000), (20, 900_000_000), (30, 500_000_000))
    ]
    assert not bench.findings(CHECK, [row for rows in tables for row in rows])


UNIT = 1000


@st.composite
def trees(draw: st.DrawFn) -> list[facts.BudgetLine]:
    """A consistent table: every inner line is the sum of its parts, printed in whole units."""
    shape = draw(st.recursive(st.integers(1, 10**9), lambda inner: st.lists(inner, min_size=1, max_size=4)))
    rows: list[facts.BudgetLine] = []

    def add(node: Any, parent: str | None) -> int:
        place = len(rows) + 1
        rows.append(budget(budget_line_id=f"n{place}", parent_id=parent, line=place))
        amount = node if isinstance(node, int) else sum(add(child, f"n{place}") for child in node)
        rows[place - 1] = budget(
            budget_line_id=f"n{place}", parent_id=parent, line=place, current_won=amount * UNIT
        )
        return amount

    add(shape if isinstance(shape, list) else [shape], None)
    return rows


@given(trees())
def test_a_consistent_table_has_no_finding(bench: Bench, rows: list[facts.BudgetLine]) -> None:
    assert not bench.findings(CHECK, rows)


@given(trees(), st.data())
def test_one_changed_total_is_found_once(
    bench: Bench, rows: list[facts.BudgetLine], data: st.DataObject
) -> None:
    # The top has no parent of its own: changing it can disturb one sum only.
    parts = sum(row.parent_id == "n1" for row in rows)
    beyond = data.draw(st.integers((parts + 1) // 2 + 1, 10**6)) * data.draw(st.sampled_from((-1, 1))) * UNIT
    top = rows[0]
    assert top.current_won is not None
    changed = [budget(budget_line_id="n1", line=1, current_won=top.current_won + beyond), *rows[1:]]
    (found,) = bench.findings(CHECK, changed)
    assert found.difference == str(beyond // UNIT)


@given(trees(), st.data())
def test_one_changed_leaf_is_found_once(
    bench: Bench, rows: list[facts.BudgetLine], data: st.DataObject
) -> None:
    parents = {row.parent_id for row in rows}
    leaf = data.draw(st.sampled_from([row for row in rows if row.budget_line_id not in parents]))
    siblings = sum(row.parent_id == leaf.parent_id for row in rows)
    beyond = data.draw(st.integers((siblings + 1) // 2 + 1, 10**6)) * UNIT
    assert leaf.current_won is not None
    changed = [
        row if row is not leaf
        else budget(budget_line_id=row.budget_line_id, parent_id=row.parent_id, line=row.line,
                    current_won=leaf.current_won + beyond)
        for row in rows
    ]  # fmt: skip
    (found,) = bench.findings(CHECK, changed)
    assert found.difference == str(-beyond // UNIT)


@given(trees(), st.data())
def test_any_hole_in_the_parts_silences_the_sum(
    bench: Bench, rows: list[facts.BudgetLine], data: st.DataObject
) -> None:
    child = data.draw(st.sampled_from(rows[1:]))
    holed = [
        row if row is not child
        else budget(budget_line_id=row.budget_line_id, parent_id=row.parent_id, line=row.line,
                    unreadable="current_won")
        for row in rows
    ]  # fmt: skip
    assert all(found.severity == "note" for found in bench.findings(CHECK, holed))
