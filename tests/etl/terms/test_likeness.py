"""Remarks of several years are of one subject by what they are about, not by how councils talk."""

from __future__ import annotations

import pytest

from etl.terms.likeness import is_one_subject, of_earlier_years, subject_words


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ("민간위탁 시설의 운영 점검을 강화할 것", "민간위탁 시설 운영에 대한 점검 강화 필요", True),
        ("스토킹 피해자 상담 인력 확충", "스토킹 피해자의 상담인력 확충 바람", True),
        ("스토킹 피해자 상담 인력 확충", "스토킹 피해자 상담 인력을 확충하기 바람", True),
        ("난임 지원 사업의 집행률이 낮음", "돌봄 지원 사업의 집행률이 낮음", False),
        ("난임 지원 사업 실적 저조", "난임 시술비 지원 사업 실적 저조", False),
        ("예산 집행을 철저히 할 것", "예산 집행에 만전을 기할 것", False),
        ("2022년 직장맘 상담 홍보 부족", "2023년 직장맘 상담 홍보가 부족함", True),
        ("", "", False),
    ],
)
def test_what_two_remarks_are_about(one: str, other: str, *, is_same: bool) -> None:
    assert is_one_subject(subject_words(one), subject_words(other)) is is_same
    assert is_one_subject(subject_words(other), subject_words(one)) is is_same


def test_earlier_years_are_found_newest_first() -> None:
    told = (
        (2021, "시설 점검"),
        (2023, "시설 점검을 강화"),
        (2022, "시설의 점검"),
        (2023, "시설 점검"),
        (0, "시설 점검"),
    )
    assert [list(places) for places in of_earlier_years(told)] == [[], [2, 0], [0], [2, 0], []]
    assert of_earlier_years(()) == []
