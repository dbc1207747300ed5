"""Checks that look at one line, one cell or one programme at a time."""

from __future__ import annotations

from typing import Any

import pytest

from etl import facts
from etl.warehouse.checks.current_recomputed import CHECK as CURRENT
from etl.warehouse.checks.detail_exceeds_total import CHECK as EXCEEDS
from etl.warehouse.checks.executed_exceeds_total import CHECK as EXECUTED_EXCEEDS
from etl.warehouse.checks.malformed_number import CHECK as MALFORMED
from etl.warehouse.checks.missing_budget import CHECK as MISSING
from etl.warehouse.checks.over_executed import CHECK as OVER
from etl.warehouse.checks.settlement_identity import CHECK as SETTLED
from tests.etl.warehouse.tiny import Bench, budget, goal, program, revenue, set_aside, two_years

MILLION = 1_000_000


@pytest.mark.parametrize(
    ("amounts", "difference"),
    [
        ((4_747_929_000, -30_000_000, 4_717_929_000), None),
        ((4_747_929_000, -30_000_000, 4_777_929_000), "60000"),
        ((12_000, 1_000, 14_000), None),  # one unit: three roundings
        ((12_000, 1_000, 15_000), "2"),
        ((12_000, None, 99_000), None),
        ((None, 1_000, 99_000), None),
        ((12_000, 1_000, None), None),
    ],
)
def test_current_budget(
    bench: Bench, amounts: tuple[int | None, int | None, int | None], difference: str | None
) -> None:
    original, adjustment, current = amounts
    columns = {"original_won": original, "adjustment_won": adjustment, "current_won": current}
    for line in (budget(**columns), revenue(**columns)):
        assert [f.difference for f in bench.findings(CURRENT, [line])] == ([difference] if difference else [])


@pytest.mark.parametrize(
    ("current", "executed", "is_found"),
    [
        (100_000, 104_000, True),
        (100_000, 101_000, False),  # both are rounded
        (100_000, 100_000, False),
        (0, 1_000, True),
        (None, 1_000, False),
        (100_000, None, False),
    ],
)
def test_over_executed(bench: Bench, current: int | None, executed: int | None, is_found: bool) -> None:
    found = bench.findings(OVER, [budget(current_won=current, executed_won=executed)])
    assert bool(found) is is_found


def test_a_programme_printed_twice_is_over_executed_once(bench: Bench) -> None:
    amounts = {"current_won": 100_000, "executed_won": 130_000, "program_id": "p1"}
    rows = [
        budget(level="program", line=10, **amounts),
        budget(level="program_detail", line=200, **amounts),
    ]
    (found,) = bench.findings(OVER, rows)
    assert (found.line, found.program_id, found.difference) == (10, "p1", "-30")
    assert (found.printed, found.computed) == ("100", "130")


@pytest.mark.parametrize(
    ("line", "subject", "program_id"),
    [
        (budget("운영비", line=33, program_id="p1"), "운영비", "p1"),
        (revenue("출연금", line=33), "출연금", None),
        (goal(name="상담 건수", line=33, program_id="p2"), "상담 건수", "p2"),
    ],
)
def test_a_malformed_number_is_named_by_its_line(
    bench: Bench, line: facts.Row, subject: str, program_id: str | None
) -> None:
    (found,) = bench.findings(MALFORMED, [line, set_aside("1,2345", line=33)])
    assert (found.subject, found.program_id, found.printed) == (subject, program_id, "1,2345")
    assert found.computed is None
    assert "1,2345" in found.explanation_ko


def test_a_malformed_number_in_a_line_of_its_own(bench: Bench) -> None:
    elsewhere = budget("운영비", line=34)
    (found,) = bench.findings(MALFORMED, [elsewhere, set_aside("12.34.5", line=33)])
    assert found.subject != "운영비"
    assert found.line == 33


def test_other_rows_set_aside_are_no_malformed_numbers(bench: Bench) -> None:
    assert not bench.findings(MALFORMED, [set_aside("그림", reason="unknown_table")])


def test_missing_budget(bench: Bench) -> None:
    named = [program("p1"), program("p2", name="상담"), program("p3", document_id="d2")]
    printed = budget(level="program_detail", program_id="p1", current_won=5_000)
    assert [f.program_id for f in bench.findings(MISSING, [*named, printed])] == ["p2"]
    # A document that prints no budget of any programme is not asked for one.
    assert not bench.findings(MISSING, named)


def test_a_page_without_budget_is_named_beside_the_summary(bench: Bench) -> None:
    rows = [
        program("p1", name="상담"),
        budget(level="program", program_id="p1", line=20, current_won=5_000),
        set_aside("상담", reason="page_without_budget", line=300),
    ]
    (found,) = bench.findings(MISSING, rows)
    assert (found.line, found.related_line, found.program_id) == (300, 20, "p1")
    assert not bench.findings(MISSING, rows[:2])


@pytest.mark.parametrize("unreadable", ["current_won", None])
def test_a_budget_printed_as_none_or_unreadable_is_not_missing(bench: Bench, unreadable: str | None) -> None:
    rows = [
        program("p1"),
        program("p2"),
        budget(level="program", program_id="p1", current_won=5_000),
        budget(level="program", program_id="p2", unreadable=unreadable),
    ]
    assert not bench.findings(MISSING, rows)


def spending(total_million: int, *budgets: int, **more: Any) -> list[facts.Row]:
    return [
        two_years("사업예산", category="programs", amount_won=total_million * MILLION, **more),
        *(
            budget(level="program_detail", program_id=f"p{n}", line=100 + n, current_won=won)
            for n, won in enumerate(budgets)
        ),
    ]


def test_programmes_above_their_appropriation(bench: Bench) -> None:
    assert not bench.findings(EXCEEDS, spending(22_904, 22_904 * MILLION))
    assert not bench.findings(EXCEEDS, spending(22_904, 12_000 * MILLION, 10_904_400_000))
    assert not bench.findings(EXCEEDS, spending(22_904, 1 * MILLION))
    (found,) = bench.findings(EXCEEDS, spending(22_904, 12_000 * MILLION, 11_000 * MILLION))
    assert (found.line, found.printed, found.computed, found.difference) == (10, "22904", "23000", "-96")


def test_a_programme_in_summary_and_detail_counts_once(bench: Bench) -> None:
    summary = budget(level="program", program_id="p0", line=50, current_won=900 * MILLION)
    assert not bench.findings(EXCEEDS, [*spending(1_000, 900 * MILLION), summary])


@pytest.mark.parametrize("category", ["commissioned_institutions", "commissioned_institution_costs"])
def test_commissioned_institutions_have_their_own_appropriation(bench: Bench, category: str) -> None:
    institutions = two_years("수탁기관", line=11, category=category, amount_won=500 * MILLION)
    rows = [*spending(1_000, 900 * MILLION, 400 * MILLION), institutions]
    assert not bench.findings(EXCEEDS, rows)
    (found,) = bench.findings(EXCEEDS, [*spending(700, 900 * MILLION, 400 * MILLION), institutions])
    assert (found.printed, found.computed, found.related_line) == ("1200", "1300", 100)
    assert "사업예산 + 수탁기관" in found.explanation_ko


def test_the_revenue_side_appropriates_nothing(bench: Bench) -> None:
    assert not bench.findings(EXCEEDS, spending(1, 900 * MILLION, side="revenue"))


def test_each_appropriation_holds_its_own_programmes(bench: Bench) -> None:
    institutions = two_years(
        "수탁기관", line=11, category="commissioned_institution_costs", amount_won=500 * MILLION
    )
    theirs = program("p1", appropriation="commissioned_institutions")
    own = program("p0", appropriation="programs")
    assert not bench.findings(
        EXCEEDS, [*spending(900, 900 * MILLION, 400 * MILLION), institutions, own, theirs]
    )
    # 100 million left over for the institutions do not pay for the foundation's own programmes.
    (found,) = bench.findings(
        EXCEEDS, [*spending(800, 900 * MILLION, 400 * MILLION), institutions, own, theirs]
    )
    assert (found.line, found.printed, found.computed) == (10, "800", "900")
    (found,) = bench.findings(
        EXCEEDS, [*spending(900, 900 * MILLION, 600 * MILLION), institutions, own, theirs]
    )
    assert (found.line, found.printed, found.computed) == (11, "500", "600")


def test_programmes_of_an_appropriation_that_is_not_printed_are_held_against_nothing(bench: Bench) -> None:
    rows = [
        budget(level="program", program_id="p0", current_won=5_000),
        program("p0", appropriation="programs"),
    ]
    assert not bench.findings(EXCEEDS, rows)


def test_a_dash_is_no_adjustment_where_the_document_prints_adjustments(bench: Bench) -> None:
    other = budget(budget_line_id="b2", original_won=10_000, adjustment_won=5_000, current_won=15_000)
    silent = budget(original_won=4_747_929_000, current_won=4_717_929_000)
    assert [f.difference for f in bench.findings(CURRENT, [other, silent])] == ["-30000"]
    assert not bench.findings(CURRENT, [silent])
    lost = budget(original_won=4_747_929_000, current_won=4_717_929_000, unreadable="adjustment_won")
    assert not bench.findings(CURRENT, [other, lost])


def settled(label: str, current: int | None, executed: int | None, **more: Any) -> facts.BudgetLine:
    """One line of a settlement, in thousand won."""
    amounts = {
        f"{name}_won": None if won is None else won * 1000 for name, won in more.items() if name in _SETTLED
    }
    rest = {name: value for name, value in more.items() if name not in _SETTLED}
    won = [None if amount is None else amount * 1000 for amount in (current, executed)]
    return budget(label, current_won=won[0], executed_won=won[1], **amounts, **rest)


_SETTLED = ("carried_explicit", "carried_accident", "carried_continuing", "refunded", "unspent")


def test_a_settled_budget_is_what_became_of_it(bench: Bench) -> None:
    good = settled("인건비", 100, 80, carried_explicit=5, carried_accident=None, refunded=3, unspent=12)
    assert bench.findings(SETTLED, [good]) == []
    rounded = settled("여비", 100, 80, carried_explicit=5, refunded=3, unspent=11)
    assert bench.findings(SETTLED, [good, rounded]) == []
    bad = settled("운영비", 100, 80, carried_explicit=5, refunded=3, unspent=2, line=12)
    (found,) = bench.findings(SETTLED, [good, bad])
    assert (found.line, found.severity) == (12, "error")
    assert (found.printed, found.computed, found.difference) == ("100", "90", "10")


@pytest.mark.parametrize(
    "line",
    [
        settled("잔액이 없는 표", 100, 80, carried_explicit=5),
        settled("예산이 없는 줄", None, 80, unspent=20),
        settled("읽을 수 없는 칸", 100, None, unspent=1, unreadable="executed_won"),
        settled(
            "읽을 수 없는 이월", 100, 50, unspent=1, carried_explicit=2, unreadable="carried_explicit_won"
        ),
        settled("아무것도 적히지 않은 줄", 100, None),
    ],
    ids=lambda line: str(line.label),
)
def test_what_does_not_print_the_whole_settlement_is_not_judged(bench: Bench, line: facts.BudgetLine) -> None:
    assert bench.findings(SETTLED, [line]) == []


def test_a_dash_counts_as_nothing_where_the_table_has_the_column(bench: Bench) -> None:
    other = settled("인건비", 100, 80, carried_explicit=5, unspent=15, line=10)
    dash = settled("여비", 100, 80, unspent=10, line=11)
    (found,) = bench.findings(SETTLED, [other, dash])
    assert (found.line, found.difference) == (11, "10")


def test_programmes_that_executed_more_than_their_total(bench: Bench) -> None:
    total = budget("사업비", category="programs", current_won=900_000, executed_won=500_000, line=7)
    rows: list[facts.Row] = [
        row
        for number, won in enumerate((300_000, 260_000), 1)
        for row in (
            program(f"p{number}", appropriation="programs"),
            budget(f"사업 {number}", level="program", program_id=f"p{number}", executed_won=won,
                   current_won=400_000, line=20 + number),
        )
    ]  # fmt: skip
    (found,) = bench.findings(EXECUTED_EXCEEDS, [total, *rows])
    assert (found.line, found.related_line, found.severity) == (7, 21, "warning")
    assert (found.printed, found.computed, found.difference) == ("500", "560", "-60")
    assert bench.findings(EXCEEDS, [total, *rows]) == []
    assert bench.findings(EXECUTED_EXCEEDS, [budget(category="programs", current_won=1000), *rows]) == []
