"""What the words around a table deny: another institution."""

from __future__ import annotations

import pytest

from etl.tables.doubts import names_another


@pytest.mark.parametrize(
    ("content", "own", "is_another"),
    [
        ("[참고] 가람시 동부권직장맘지원센터 지출현황", "서북권직장맘지원센터", True),
        ("남부여성문화센터 예산", "북부여성문화센터", True),
        ("나래복지관 주요 성과", "바다복지관", True),
        ("다온문화재단 예산", "가온문화재단", True),
        # A centre may have centres of its own, and calls itself by a part of its name.
        ("이동상담센터 운영", "서북권직장맘지원센터", False),
        ("직장맘지원센터 지출현황", "서북권직장맘지원센터", False),
        ("서울특별시 서북권직장맘지원센터", "서북권직장맘지원센터", False),
        ("키움센터 운영", "가온문화재단", False),
        # A house of the same name stands in another city.
        ("나래시 바다복지관 주요 성과", "가람시 바다복지관", True),
        ("동구 바다복지관 성과", "서구 바다복지관", True),
        ("나래시 여성문화재단 예산", "가람시여성문화재단", True),
        ("가람시 바다복지관 주요 성과", "가람시 바다복지관", False),
        ("가람광역시 바다복지관 성과", "가람시 바다복지관", False),
        ("강변구 바다복지관 성과", "가람시 강변구 바다복지관", False),
        ("2031년도 바다복지관 성과", "가람도 바다복지관", False),
        ("기획전시 바다복지관 공간", "가람시 바다복지관", False),
        ("바다복지관 주요 성과", "가람시 바다복지관", False),
    ],
)
def test_a_sister_of_the_house_is_another_institution(content: str, own: str, is_another: bool) -> None:
    assert names_another(content, [own]) is is_another
