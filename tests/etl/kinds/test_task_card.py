"""A task card whose tables are flattened to one cell per line is read where the sums leave one way only."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from etl import facts
from etl.kinds import recognise
from etl.outline.cover import Said
from etl.readers import text

CARD = """혁신-7

‘나눔서울, 이웃사랑’을 펴내겠습니다

추진 상황

총 사업비

{total}백만원

집 행 액

{total}백만원

\uf000최종목표

○ 이웃 소식지 연1회, 300부 발간

\uf000 연차별 투자수요

(단위 : 백만원)

단위사업

구 분

계

’24년

’25년

’26년 ’27.6월

임기 후

임기 내

계

{cells}

\uf000 추진 실적

○ 소식지 펴냄(280부) 및 배포(’25년 12월)

총괄부서 나눔담당관
"""

Matrix = list[list[int]]


def flattened(matrix: Matrix, names: list[str]) -> str:
    """Render unit rows × year columns column by column, the sums first, the names between the first sums."""
    columns = [[sum(row) for row in matrix], *([row[i] for row in matrix] for i in range(len(matrix[0])))]
    lines: list[str] = []
    for number, column in enumerate(columns):
        for place, value in enumerate([sum(column), *column]):
            if number == 0 and place:
                lines += [names[place - 1], "시 비"]
            lines.append(str(value) if value else "-")
    return "\n\n".join([*lines, *["-"] * (len(matrix) + 1)])


def budget_lines(content: str) -> list[facts.BudgetLine]:
    rows = recognise(text.read("card.txt", content.encode()), Said(year=2027))
    return [r for r in rows if isinstance(r, facts.BudgetLine) and r.level == "year"]


def card(matrix: Matrix, names: list[str]) -> str:
    return CARD.format(total=sum(map(sum, matrix)), cells=flattened(matrix, names))


@given(st.lists(st.lists(st.integers(1, 900), min_size=4, max_size=4), min_size=1, max_size=4))
def test_a_flattened_table_is_read_back(matrix: Matrix) -> None:
    names = ["소식지 발간", "누리집 개설", "나눔 장터", "이웃 강좌"][: len(matrix)]
    read = {(r.label, r.fiscal_year): r.current_won for r in budget_lines(card(matrix, names)) if r.parent_id}
    if read:  # several ways to cut the cells may add up; then nothing is read
        assert read == {
            (name, 2024 + i): value * 1_000_000
            for name, row in zip(names, matrix, strict=True)
            for i, value in enumerate(row)
        }


def test_cells_are_years_and_units() -> None:
    lines = budget_lines(card([[0, 22, 22, 20], [0, 0, 85, 68]], ["소식지 발간", "누리집 개설"]))
    assert [(r.label, r.fiscal_year, r.current_won) for r in lines] == [
        ("계", 2025, 22_000_000),
        ("소식지 발간", 2025, 22_000_000),
        ("계", 2026, 107_000_000),
        ("소식지 발간", 2026, 22_000_000),
        ("누리집 개설", 2026, 85_000_000),
        ("계", 2027, 88_000_000),
        ("소식지 발간", 2027, 20_000_000),
        ("누리집 개설", 2027, 68_000_000),
    ]


def test_sums_that_do_not_hold_set_the_cells_aside() -> None:
    broken = card([[5, 22, 22, 20]], ["소식지 발간"]).replace("\n\n22\n\n", "\n\n23\n\n", 1)
    rows = recognise(text.read("card.txt", broken.encode()), Said(year=2027))
    assert not [r for r in rows if isinstance(r, facts.BudgetLine) and r.level == "year"]
    left = [r.text for r in rows if isinstance(r, facts.SetAside) and r.reason == "column_uncertain"]
    assert {"5", "22", "23", "20"} <= set(left)
    assert "budget" not in left


def test_a_table_that_kept_its_rows_is_none_of_cells_in_lines() -> None:
    rows = "단위사업\t계\t’24년\t’25년\n계\t44\t22\t22\n소식지 발간\t44\t22\t22\n\n시민참여\n\n-\n\n7\n\n-\n"
    head = card([[1, 2, 0, 0]], ["소식지 발간"]).split("연차별 투자수요")[0]
    printed = f"{head}연차별 투자수요\n\n(단위 : 백만원)\n\n{rows}"
    read = recognise(text.read("card.txt", printed.encode()), Said(year=2027))
    assert [r.text for r in read if isinstance(r, facts.SetAside) and r.reason == "column_uncertain"] == []


def test_a_lost_year_moves_no_other() -> None:
    printed = card([[1, 2, 0, 0]], ["소식지 발간"])
    assert {row.fiscal_year for row in budget_lines(printed) if row.level == "year"} == {2024, 2025}
    lost = printed.replace("’25년\n\n", "", 1)
    assert [row for row in budget_lines(lost) if row.level == "year"] == []


def test_a_goal_meets_the_result_of_the_same_unit() -> None:
    rows = recognise(text.read("card.txt", card([[1, 2, 3, 4]], ["소식지 발간"]).encode()), Said(year=2027))
    (goal,) = [r for r in rows if isinstance(r, facts.IndicatorResult)]
    assert (goal.name, goal.unit, goal.target, goal.actual) == ("소식지 펴냄", "부", 300, 280)
    assert goal.fiscal_year == 2025  # the line says when


def test_the_quarters_of_a_year_hold_its_targets() -> None:
    plan = (
        "\n○ ’28년 분기별 세부 추진계획\n\n단위사업\n\n1분기\n\n2분기\n\n소식지 발간\n\n-\n\n"
        "발간 및 배포(310부)\n\n발간(50부) 배포(60부)\n\n○ 소식지 정비(70부)\n"
    )
    printed = card([[1, 2, 3, 4]], ["소식지 발간"]) + plan
    rows = recognise(text.read("card.txt", printed.encode()), Said(year=2027))
    goals = [r for r in rows if isinstance(r, facts.IndicatorResult) and r.status == "planned"]
    assert [(g.fiscal_year, g.name, g.target, g.unit, g.actual) for g in goals] == [
        (2028, "발간 및 배포", 310, "부", None)
    ], "two in one line are of two quarters, and the next part is no plan"
    assert {"50부 · 60부", "70부"} <= {r.text for r in rows if isinstance(r, facts.SetAside)}


YEARLY = """
\uf000 연차별 추진계획(사업별 확인지표)

단위사업

’24년

’25년

’26년 ’27년 ’28.6월 임기 후

소식지 발간

누리집 개설

-

-

300부
발간

{later}

누리집
개설

-

○ ’26년 분기별 세부 추진계획

1분기

발간 및 배포(310부)

○ ’27년 분기별 세부 추진계획

1분기

발간(320부)
"""


def yearly(later: str, printed: str = YEARLY) -> list[tuple[int, str, float | None, float | None]]:
    """Return year, name, target and result of the goals of a card that plans by year."""
    content = card([[1, 2, 3, 4]], ["소식지 발간"]).replace("소식지 펴냄", "소식지 발간")
    whole = content.replace("총괄부서", printed.format(later=later) + "\n총괄부서")
    rows = recognise(text.read("card.txt", whole.encode()), Said(year=2027))
    goals = [r for r in rows if isinstance(r, facts.IndicatorResult)]
    return sorted(((g.fiscal_year, g.name, g.target, g.actual) for g in goals), key=lambda one: one[:2])


def test_the_cells_of_a_plan_by_year_are_those_of_the_years_that_state_them_again() -> None:
    elsewhere = [
        (2025, "소식지 발간", 300, 280),
        (2026, "발간 및 배포", 310, None),
        (2027, "발간", 320, None),
    ]
    taken = [(2026, "소식지 발간", 310, None), (2027, "소식지 발간", 320, None)]
    assert yearly("310부 320부") == sorted([*elsewhere, *taken], key=lambda one: one[:2])
    for other in ("320부 310부", "310부", "310부 320부 330부", "310부 321부", "310부 -"):
        assert yearly(other) == elsewhere, other


def test_a_plan_by_year_that_lost_a_year_or_a_name_gives_nothing() -> None:
    whole = len(yearly("310부 320부"))
    for printed, instead in (
        ("’26년 ’27년 ’28.6월", "’26년 ’28.6월"),
        ("소식지 발간\n\n누리집 개설", "소식지 발간\n\n책자 발간"),
        ("소식지 발간\n\n누리집 개설", "나눔 장터\n\n누리집 개설"),
        ("○ ’27년 분기별 세부 추진계획", "○ ’26년 분기별 세부 추진계획"),
    ):
        assert printed in YEARLY
        assert len(yearly("310부 320부", YEARLY.replace(printed, instead))) == whole - 2, instead


def test_a_result_over_two_years_is_of_neither() -> None:
    printed = card([[1, 2, 3, 4]], ["소식지 발간"]).replace("(’25년 12월)", "(’25년 12월, ’26년 3월)")
    rows = recognise(text.read("card.txt", printed.encode()), Said(year=2027))
    assert not [r for r in rows if isinstance(r, facts.IndicatorResult)]
    assert "year_unknown" in {r.reason for r in rows if isinstance(r, facts.SetAside)}


def test_the_years_of_the_real_card(reports: Path) -> None:
    content = next(reports.glob("003*.txt")).read_bytes()
    rows = recognise(text.read("card.txt", content), Said(year=2016))
    years = [r for r in rows if isinstance(r, facts.BudgetLine) and r.level == "year" and not r.parent_id]
    assert [(r.fiscal_year, r.current_won, r.executed_won) for r in years] == [
        (2015, 22_000_000, None),
        (2016, 107_000_000, None),
        (2017, 54_000_000, None),
        (2018, 88_000_000, None),
        (2015, None, 22_000_000),
        (2016, None, 107_000_000),
    ]
