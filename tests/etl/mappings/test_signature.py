"""A header's signature: the same next year, another where the columns are."""

from __future__ import annotations

import pytest

from etl.mappings import signature


def _of(line: str) -> str:
    return signature([cell.split(">") for cell in line.split("|")])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "구분|2024예산(A)|2025예산(B)|증감(B-A)|%",
            "구 분|2025년 예산 (A)|2026예산(B)|증 감 (B-A)|%",
        ),
        ("과목|'24 예산|’25 예산", "과목|'25 예산|´26 예산"),
        ("과목|24년 예산|25년 예산", "과목|2030예산|2031예산"),
        ("과 목|예산>당초|예산>현액", "과목|예산>예산>당초|예산>현 액"),
        ("사업명|집행액(Ｂ)", "사업명|집행액 (B)"),
        ("사업명||집행률", "사업명| |집행률"),
    ],
)
def test_spacing_marks_and_the_calendar_do_not_count(one: str, other: str) -> None:
    assert _of(one) == _of(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("구분|2024예산|2025예산", "구분|2025예산|2024예산"),
        ("구분|2024예산|2025예산", "구분|2023예산|2025예산"),
        ("구분|증감(B-A)", "구분|증감(A-B)"),
        ("구분|증감|%", "구분|증감|"),
        ("구분|예산>당초", "구분|예산당초"),
        ("구분||예산", "구분|예산"),
        ("구분|1분기", "구분|2분기"),
        ("과목|20,240", "과목|20,250"),
    ],
)
def test_what_moves_a_figure_counts(one: str, other: str) -> None:
    assert _of(one) != _of(other)


def test_a_signature_is_read_at_a_glance() -> None:
    assert _of("구분|2024예산(A)|2025예산(B)|증감(B-A)|%") == "구분|{y-1}예산a|{y}예산b|증감ba|%"


@pytest.mark.parametrize("letter", ["9", ",", "(", " ", "'", "24년", "가"])
def test_a_heading_without_end_is_held_short_and_told_apart(letter: str) -> None:
    heading = (letter * 1_000_000)[:1_000_000]
    found = signature([["구분"], [heading]])
    assert len(found) < 200
    assert (found == signature([["구분"], [heading + "나"]])) is False
