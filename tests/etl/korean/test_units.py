"""Units as tables state them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.korean.numbers import MONEY_UNITS
from etl.korean.units import money_unit, stated_unit

FORMS = (
    "(단위: {})",
    "(단위 : {}, %)",
    "(단위 : 명, {})",
    "(단위;{})",
    "(단위 ; {} )",
    "[단위:{}]",
    "<단위: {}>",
    "단위 {}",
    "단위：{}",
    "※ 단 위 : {}",
    "(금액단위: {})",
    "(2031.9.30.기준, 단위 : {})",
    "(단위: {}, 2031.9.30. 기준)",
    "단위 : {} 구 분 예산액",
    "예산액({})",
    "예산액 (단위:{})",
    "({})",
    "({}, %)",
    "{}",
)


@given(st.sampled_from(FORMS), st.sampled_from(sorted(MONEY_UNITS)), st.booleans())
def test_a_unit_of_money_is_read_in_every_form(form: str, unit: str, is_spaced: bool) -> None:
    printed = form.format(" ".join(unit) if is_spaced else unit)
    assert money_unit(printed) == MONEY_UNITS[unit]
    stated = stated_unit(printed)
    assert stated is not None
    assert unit in stated.words
    assert not stated.is_ambiguous


@given(st.lists(st.sampled_from(sorted(MONEY_UNITS)), min_size=2, max_size=3, unique=True))
def test_two_units_of_money_give_none(units: list[str]) -> None:
    for printed in (f"(단위: {', '.join(units)})", " ".join(f"예산({unit})" for unit in units)):
        stated = stated_unit(printed)
        assert stated is not None
        assert (stated.won, stated.is_ambiguous, stated.words) == (None, True, tuple(units))


@pytest.mark.parametrize(
    ("text", "won", "words"),
    [
        ("(단위: 십억원)", 1_000_000_000, ("십억원",)),
        ("(단위: 10억원)", 1_000_000_000, ("10억원",)),
        ("(단위: 1,000원)", 1_000, ("1,000원",)),
        ("(단위: 개소, 백만원, %)", 1_000_000, ("개소", "백만원", "%")),
        ("(단위: 명 천원)", 1_000, ("명", "천원")),
        ("(단위: 천원, 천원)", 1_000, ("천원",)),
        ("(단위: 천원, 부가세 포함)", 1_000, ("천원", "부가세포함")),
        ("(단위: 천원) (단위: 명)", 1_000, ("천원", "명")),
        ("(단위: 명)", None, ("명",)),
        ("(단위: 건·명)", None, ("건", "명")),
        ("(단위: 천US$)", None, ("천US$",)),
        ("인원(명)", None, ("명",)),
        ("집행률(%)", None, ("%",)),
    ],
)
def test_what_a_statement_says(text: str, won: int | None, words: tuple[str, ...]) -> None:
    stated = stated_unit(text)
    assert stated is not None
    assert (stated.won, stated.words, stated.is_ambiguous) == (won, words, False)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            "총예산 123억원",
            "(30백만원)",
            "3천원",
            "단위사업 3개",
            "단위 사업명",
            "사업단위: 천원",
            "(A)",
            "(안)",
        ),
        *("(단위: )", "한빛산업(주)", "9. 5.(일)", "예산 천원 단위로 반올림"),
    ],
)
def test_what_states_no_unit(text: str) -> None:
    assert stated_unit(text) is None


@given(st.text("단위:;()[]천백만억원명%, 0123가", max_size=60))
def test_no_text_breaks_the_reading_of_a_unit(text: str) -> None:
    stated = stated_unit(text)
    assert stated is None or (stated.words and (stated.won is None or not stated.is_ambiguous))
