"""A name is told by what stands beside it; what offices write every day is no name."""

from __future__ import annotations

import pytest

from etl.terms.persons import names_in


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("홍길동 팀장이 맡음", ("홍길동 팀장",)),
        ("홍길동팀장", ("홍길동팀장",)),
        ("담당: 홍길동(내선)", ("담당: 홍길동",)),
        ("문의：홍길동", ("문의：홍길동",)),
        ("홍길동 씨, 성춘향 님", ("홍길동 씨", "성춘향 님")),
        ("정책팀장과 사업본부장이 협의", ()),
        ("정책개발실장 주관", ()),
        ("이용자님께 안내, 신청자 씨앗", ()),
        ("담당: 정책연구실", ()),
        ("담당 부서: 양성평등사업실", ()),
        ("하반기 집행 예정", ()),
        ("", ()),
    ],
)
def test_what_looks_like_a_name(text: str, found: tuple[str, ...]) -> None:
    assert names_in(text) == found
