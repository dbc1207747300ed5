"""The institutions that a report runs on commission."""

from __future__ import annotations

from etl.facts import BudgetLine
from etl.kinds import recognise
from etl.readers import text

_HEAD = "2031년 주요업무\n\n□ 수탁기관 운영 현황\n\n"


def _read(body: str) -> list[tuple[int, str | None, int | None]]:
    rows = recognise(text.read("a.txt", (_HEAD + body).encode()))
    return [(row.line, row.label, row.current_won) for row in rows if isinstance(row, BudgetLine)]


def test_each_institution_has_the_budget_below_its_own_name() -> None:
    body = (
        "○ 푸른센터(2030.06.30.~2035.05.31.)\n- 인 력 : 정원 15명\n- 예 산 : 1,234천원\n"
        "○ 나무센터 (2031.1.1~2032.12.31)\n- 예 산 : 12백만원\n"
    )
    assert _read(body) == [(7, "푸른센터", 1_234_000), (9, "나무센터", 12_000_000)]


def test_an_institution_without_a_budget_does_not_take_the_next_ones() -> None:
    body = "○ 푸른센터(2030.06.30.~2035.05.31.)\n○ 나무센터(2031.1.1.~2032.12.31.)\n- 예 산 : 12백만원\n"
    assert _read(body) == [(7, "나무센터", 12_000_000)]


def test_an_institutions_budget_is_the_one_of_the_year() -> None:
    body = "○ 푸른센터(2030.06.30.~2035.05.31.)\n- 예 산 : 2030년 1,000천원, 2031년 2,000천원\n"
    assert _read(body) == [(6, "푸른센터", 2_000_000)]
    assert _read(body.replace("2031년 2,000천원", "2029년 2,000천원")) == []


def test_a_name_that_ends_as_a_sentence_does_is_a_name() -> None:
    """Below '수탁기관' a line that names nobody would be another house's."""
    for name in ("푸른 마을 이음", "하늘 아래 나눔다", "가람여중", "나눔터 세움"):
        body = f"가람시나눔재단\n\n○ {name}(2030.06.30.~2035.05.31.)\n\n- 예 산 : 12백만원\n"
        assert [label for _, label, _ in _read(body)] == [name]
