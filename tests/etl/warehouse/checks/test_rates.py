"""Rates, changes, shares and attainments computed again: found where wrong, never for rounding."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.warehouse.checks.attainment_recomputed import CHECK as ATTAINMENT
from etl.warehouse.checks.change_recomputed import CHECK as CHANGE
from etl.warehouse.checks.rate_recomputed import CHECK as RATE
from etl.warehouse.checks.share_recomputed import CHECK as SHARE
from tests.etl.warehouse.tiny import Bench, budget, goal, revenue, two_years

MILLION = 1_000_000


def half_up(part: int, whole: int, places: int) -> float:
    """A percentage as a report prints it, in whole-number arithmetic."""
    scaled = (2 * 100 * part * 10**places + whole) // (2 * whole)
    return scaled / 10**places


@pytest.mark.parametrize(
    ("current", "executed", "rate", "places", "is_found"),
    [
        (675_638_000, 555_914_000, 82.3, 1, False),
        (675_638_000, 555_914_000, 82.9, 1, True),
        (675_638_000, 555_914_000, 82, 0, False),
        (675_638_000, 555_914_000, 84, 0, True),
        (1_000_000, 703_000, 70.2, 1, False),  # a tenth of a point away is allowed
        (1_000_000_000, 703_000_000, 70.1, 1, True),
        (1_000_000_000, 703_000_000, 70.2, 1, False),  # exactly
        (1_000_000_000, 703_000_000, 70.1, None, True),
        (1_000_000_000, 703_000_000, 70.0, None, False),  # no decimals known: read as whole percents
        (0, 5_000, 80.0, 1, False),
        (None, 5_000, 80.0, 1, False),
        (5_000, None, 80.0, 1, False),
        (3_000, 1_000, 50.0, 1, False),  # 1 of 3 thousand won may be anything from 14 to 60 %
        (926_487_000, 0, 0.0, 1, False),
        (100_000, 130_000, 130.0, 1, False),
    ],
)
def test_execution_rate(
    bench: Bench, current: int | None, executed: int | None, rate: float, places: int | None, is_found: bool
) -> None:
    line = budget(current_won=current, executed_won=executed, printed_rate=rate, rate_places=places)
    assert bool(bench.findings(RATE, [line])) is is_found


def test_the_rate_finding_shows_both(bench: Bench) -> None:
    line = budget("운영비", current_won=65_553_000, executed_won=45_906_000, printed_rate=75.0, rate_places=1)
    (found,) = bench.findings(RATE, [line])
    assert (found.severity, found.printed, found.computed, found.difference) == (
        "warning",
        "75.0",
        "70.0",
        "5.0",
    )
    assert "45,906천원" in found.explanation_ko
    assert "70.0%" in found.explanation_en


def test_collection_rate(bench: Bench) -> None:
    right = {"current_won": 542_066_000, "received_won": 428_628_000, "printed_rate": 79.1, "rate_places": 1}
    assert not bench.findings(RATE, [revenue(**right)])
    (found,) = bench.findings(RATE, [revenue(**{**right, "printed_rate": 97.1})])
    assert "징수율" in found.explanation_ko


@given(st.integers(1, 10**12), st.integers(0, 10**12), st.integers(0, 2))
def test_a_rate_rounded_half_up_is_never_found(
    bench: Bench, current: int, executed: int, places: int
) -> None:
    line = budget(
        current_won=current * 1000, executed_won=executed * 1000, rate_places=places,
        printed_rate=half_up(executed, current, places),
    )  # fmt: skip
    assert not bench.findings(RATE, [line])


def years(**more: Any) -> Any:
    values: dict[str, Any] = {"amount_won": 31_887 * MILLION, "previous_won": 25_080 * MILLION}
    return two_years(**{**values, **more})


@pytest.mark.parametrize(
    ("printed", "is_found"),
    [
        ({"change_won": 6_807 * MILLION, "change_rate": 27.1}, False),
        ({"change_won": 6_808 * MILLION}, False),  # three roundings
        ({"change_won": 6_809 * MILLION}, True),
        ({"change_rate": 27.3}, True),
        ({"change_rate": -27.1}, True),
        ({"amount_won": None, "change_won": 6_809 * MILLION}, False),
        ({"previous_won": None, "change_won": 6_809 * MILLION, "change_rate": 3.3}, False),
        ({"previous_won": 0, "change_won": 31_887 * MILLION, "change_rate": 100.0}, False),
        ({"unreadable": "change_won"}, False),
    ],
)
def test_change(bench: Bench, printed: dict[str, Any], is_found: bool) -> None:
    # A fraction elsewhere in the column shows that it is printed to one decimal.
    neighbour = two_years("다른 줄", line=99, change_rate=0.5)
    assert bool(bench.findings(CHANGE, [years(**printed), neighbour])) is is_found


def test_the_change_finding_shows_both(bench: Bench) -> None:
    (found,) = bench.findings(CHANGE, [years(change_won=9_807 * MILLION)])
    assert (found.severity, found.printed, found.computed, found.difference) == (
        "warning",
        "9807",
        "6807",
        "3000",
    )
    assert "2022년 25,080백만원" in found.explanation_ko


def test_small_amounts_allow_many_rates_of_change(bench: Bench) -> None:
    # 243 -> 64 is -73.66 %, printed -73.7; 2 -> 3 may be anything from 0 to 133 %.
    assert not bench.findings(
        CHANGE, [years(amount_won=64 * MILLION, previous_won=243 * MILLION, change_rate=-73.7)]
    )
    assert not bench.findings(
        CHANGE, [years(amount_won=3 * MILLION, previous_won=2 * MILLION, change_rate=41.2)]
    )


def test_rates_of_change_in_whole_percents_have_half_a_point(bench: Bench) -> None:
    assert not bench.findings(CHANGE, [years(change_rate=27)])
    assert bench.findings(CHANGE, [years(change_rate=28)])


@given(st.integers(1, 10**12), st.integers(1, 10**12))
def test_a_change_of_unrounded_amounts_is_never_found(bench: Bench, amount: int, previous: int) -> None:
    """The report divides the amounts in won and prints them in million won; both are right."""

    def printed(won: int) -> int:
        return (won + MILLION // 2) // MILLION * MILLION

    scaled = round((amount - previous) * 1000 / previous)
    row = two_years(
        amount_won=printed(amount), previous_won=printed(previous), change_rate=scaled / 10,
        change_won=(1 if amount >= previous else -1) * printed(abs(amount - previous)),
    )  # fmt: skip
    assert not bench.findings(CHANGE, [row])


def test_share(bench: Bench) -> None:
    total = two_years("계", amount_won=31_887 * MILLION, share=100.0, category="total")
    part = {"line": 11, "parent_label": "계", "amount_won": 16_870 * MILLION}
    assert not bench.findings(SHARE, [total, two_years("출연금", share=52.9, **part)])
    (found,) = bench.findings(SHARE, [total, two_years("출연금", share=59.2, **part)])
    assert (found.line, found.related_line) == (11, 10)
    assert (found.printed, found.computed) == ("59.2", "52.9")


@pytest.mark.parametrize("missing", ["amount", "total", "share", "total line"])
def test_a_share_without_its_amounts_is_left_out(bench: Bench, missing: str) -> None:
    total = two_years(
        "계", amount_won=None if missing == "total" else 100 * MILLION, category="total",
        parent_label="그 밖" if missing == "total line" else None,
    )  # fmt: skip
    part = two_years(
        "출연금", line=11, parent_label="계", amount_won=None if missing == "amount" else 50 * MILLION,
        share=None if missing == "share" else 12.3,
    )  # fmt: skip
    assert not bench.findings(SHARE, [total, part])


@pytest.mark.parametrize(
    ("goal_row", "is_found"),
    [
        ({"target": 6_493, "actual": 7_617, "printed_attainment": 117.3}, False),
        ({"target": 6_493, "actual": 7_617, "printed_attainment": 117}, False),
        ({"target": 6_493, "actual": 7_617, "printed_attainment": 119}, True),
        ({"target": 6_493, "actual": 7_617, "printed_attainment": 100}, False),  # some forms stop at 100 %
        ({"target": 200, "actual": 100, "printed_attainment": 100}, True),
        ({"target": 5, "actual": 4, "printed_attainment": 125, "better": "lower"}, False),
        ({"target": 5, "actual": 4, "printed_attainment": 80, "better": "lower"}, True),
        ({"target": 5, "actual": None, "printed_attainment": 80, "status": "pending"}, False),
        ({"target": 0, "actual": 3, "printed_attainment": 80}, False),
        ({"target": 47.7, "actual": 47.7, "printed_attainment": 100.0}, False),
    ],
)
def test_attainment(bench: Bench, goal_row: dict[str, Any], is_found: bool) -> None:
    found = bench.findings(ATTAINMENT, [goal(**goal_row)])
    assert bool(found) is is_found
    if found:
        assert "명" in found[0].explanation_ko
