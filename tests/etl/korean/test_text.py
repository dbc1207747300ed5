"""Comparing and cleaning names."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.korean import text

any_text = st.text(max_size=60)


@given(any_text)
def test_a_slug_is_stable_short_and_safe_in_a_path(name: str) -> None:
    slug = text.slug(name)
    assert len(slug) <= text.SLUG_LENGTH
    assert text.slug(slug) == slug
    assert not set(slug) & set(" /\\.:\t\n'\"")
    assert not slug.startswith("-")
    assert not slug.endswith("-")


@given(st.text(st.characters(min_codepoint=0xAC00, max_codepoint=0xD7A3), min_size=1, max_size=20))
def test_spacing_marks_and_composition_do_not_change_a_key(name: str) -> None:
    assert text.key(" ".join(name)) == text.key(f"· {name} ·") == text.key(name)
    assert text.key(unicodedata.normalize("NFD", name)) == text.key(name)
    assert text.similarity(name, " ".join(name)) == 1


@given(any_text)
def test_no_text_breaks_a_label(name: str) -> None:
    found = text.label(name)
    assert found is None or (found == found.strip() and found)


@pytest.mark.parametrize(
    ("printed", "label"),
    [
        ("출 연 금", "출연금"),
        ("총 계(A+B+C)", "총계"),
        ("· 사업 예산 |", "사업 예산"),
        ("① 돌봄 지원", "돌봄 지원"),
        ("બીમોમો", None),
        ("7 3", None),
        ("", None),
        ("집행률(F=D/C)", "집행률"),
    ],
)
def test_a_label_without_its_ornament(printed: str, label: str | None) -> None:
    assert text.label(printed) == label


def test_the_closest_name_must_be_clearly_closest() -> None:
    names = ["푸른 숲 가꾸기", "푸른 숲 나누기", "바다 지키기"]
    assert text.closest("푸른숲 가꾸기", names, 0.8) == 0
    assert text.closest("바다 지키가", names, 0.8) == 2
    assert text.closest("푸른 숲 기", names, 0.6) is None
    assert text.closest("전혀 다른 이름", names, 0.8) is None
    assert text.closest("", names, 0.0) is None
    assert text.closest("바다 지키기와 강 지키기", names, 0.5, longer_by=2) is None


@pytest.mark.parametrize(
    ("one", "other", "told"),
    [
        ("제1센터 관리", "제2센터 관리", True),
        ("남부여성발전센터 운영", "북부여성발전센터 운영", True),
        ("국비보조금사업", "구비보조금사업", True),
        ("교육관 운영", "교육관 운영 2", True),
        ("사업외수입", "사업수입", True),
        ("양성평등 교육", "앙성평등 교육", False),
        ("제l센터 관리", "제1센터 관리", False),
    ],
)
def test_what_tells_one_of_a_kind_from_the_next_is_no_misreading(one: str, other: str, told: bool) -> None:
    assert text.is_told_apart(one, other) is told
    assert text.is_told_apart(other, one) is told


@pytest.mark.parametrize(
    ("name", "is_begun"),
    [
        ("인건비 및", True), ("교육·", True), ("급여,", True), ("이용 또는", True),
        ("인건비", False), ("민및", False), ("및 급여", False),
    ],
)  # fmt: skip
def test_a_name_that_ends_with_a_joint_goes_on(name: str, *, is_begun: bool) -> None:
    assert text.goes_on(name) is is_begun
