"""A particle follows what is said last: a syllable, a digit, a letter, a sign."""

from __future__ import annotations

import pytest

from etl.terms.particles import filled


@pytest.mark.parametrize(
    ("sentence", "value", "said"),
    [
        ("「{x}」(이라고/라고) 부릅니다", "네트워크 회의", "「네트워크 회의」라고 부릅니다"),
        ("「{x}」(이라고/라고) 부릅니다", "돌봄 지원사업", "「돌봄 지원사업」이라고 부릅니다"),
        ("「{x}」(을/를) 고름", "운영 활성화", "「운영 활성화」를 고름"),
        ("「{x}」(을/를) 고름", "운영 강화(2차)", "「운영 강화(2차)」를 고름"),
        ("{x}(이/가) 지남", "25.0%", "25.0%가 지남"),
        ("{x}(과/와) 다름", "2021-09-30", "2021-09-30과 다름"),
        ("{x}(과/와) 다름", 2, "2와 다름"),
        ("{x}(으로/로) 읽힘", "1", "1로 읽힘"),
        ("{x}(으로/로) 읽힘", "서울", "서울로 읽힘"),
        ("{x}(으로/로) 읽힘", "예산", "예산으로 읽힘"),
        ("{x}(으로/로) 읽힘", "3", "3으로 읽힘"),
        ("‘{x}’(은/는) 없음", "URL", "‘URL’은 없음"),
        ("‘{x}’(은/는) 없음", "fonts-noto-cjk", "‘fonts-noto-cjk’는 없음"),
        ("{x}(이/가)", "—", "—가"),
        ("{x} (가/나)", "1", "1 (가/나)"),
    ],
)
def test_the_particle_that_fits_is_taken(sentence: str, value: object, said: str) -> None:
    assert filled(sentence, {"x": value}) == said


def test_a_printed_name_stays_as_it_is() -> None:
    assert filled("{x}(은/는) {y}", {"x": "이(가)", "y": "{x}(은/는)"}) == "이(가)는 {x}(은/는)"
