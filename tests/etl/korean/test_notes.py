"""What a note says that figures are, and what is a sentence."""

from __future__ import annotations

import pytest

from etl.korean import notes


@pytest.mark.parametrize(
    ("note", "said"),
    [
        ("위 표는 2030년 결산 기준임", "위 표는 2030년 결산"),
        ("지출액은 연말 예상치임.", "지출액은 연말 예상치"),
        ("2030년 자료로 작성함", "2030년"),
        ("(2030. 12월말 기준)", "2030. 12월말"),
        ("2030년 결산 기준임 (단위: 천원)", "2030년 결산"),
        ("12월 집행 예정", None),
        ("기준 단가", None),
    ],
)
def test_what_a_note_says_that_figures_are(note: str, said: str | None) -> None:
    assert notes.predicated(note) == said


@pytest.mark.parametrize(
    ("content", "is_sentence"),
    [
        ("새로 시작함", True),
        ("처음 열었음.", True),
        ("숲길을 운영 중", True),
        ("아래와 같다(2030년)", True),
        ("청년이음", False),
        ("1. 가람여중", False),
        ("푸른 마을 이음(2030.06.30.~2035.05.31.)", False),
        ("하늘 아래 나눔다(2030. 6. 30. ~ 2035. 5. 31.)", False),
        ("숲길을 넓히는 중(2031. 3월)", True),
        ("이월금 포함", False),
        ("지출 현황", False),
        ("결산 기준", False),
    ],
)
def test_what_is_a_sentence(content: str, *, is_sentence: bool) -> None:
    assert notes.is_sentence(content) is is_sentence
