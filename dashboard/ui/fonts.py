"""The fonts of this machine that can set Korean."""

from __future__ import annotations

from functools import cache

from typst import Fonts

from dashboard.ui.labels import Words

PACKAGE = "fonts-noto-cjk"
"""What brings a Korean font to a Debian or Ubuntu server."""

FAMILIES: tuple[str, ...] = (
    "Pretendard GOV", "Pretendard GOV Variable", "Pretendard", "Pretendard Variable", "Noto Sans KR",
    "Noto Sans CJK KR", "Source Han Sans KR", "Source Han Sans K", "Malgun Gothic", "Apple SD Gothic Neo",
    "NanumGothic", "Nanum Gothic", "NanumBarunGothic", "UnDotum", "Baekmuk Dotum", "Noto Serif CJK KR",
)  # fmt: skip
"""Families that hold every Hangul syllable, the first choice first: the screen's, then what systems bring."""


class MissingFontError(Exception):
    """No font on this machine can set Korean; the text says what to install."""


def korean_families(fonts: Fonts) -> list[str]:
    """Return the families that can write Korean, the first choice first."""
    found = {family.casefold() for family in fonts.families()}
    return [family for family in FAMILIES if family.casefold() in found]


def korean_font(words: Words) -> str:
    """Return the family to set Korean in. MissingFontError where the machine has none."""
    if families := korean_families(system_fonts()):
        return families[0]
    # What is installed now must be found without a new start.
    system_fonts.cache_clear()
    raise MissingFontError(words("font.missing", package=PACKAGE))


@cache
def system_fonts() -> Fonts:
    """Return the fonts of the machine, looked up once."""
    return Fonts()
