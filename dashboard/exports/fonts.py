"""The fonts of this machine that can set Korean."""

from __future__ import annotations

from functools import cache

from typst import Fonts

from dashboard.labels import Words

PACKAGE = "fonts-noto-cjk"
"""What brings a Korean font to a Debian or Ubuntu server."""

# As in assets/tokens.css, and the free families that a Korean office is likely to have.
_FAMILIES = (
    "Pretendard GOV", "Pretendard", "Noto Sans KR", "Noto Sans CJK KR", "Source Han Sans KR", "NanumGothic",
    "Nanum Gothic", "Malgun Gothic", "Apple SD Gothic Neo",
)  # fmt: skip


class MissingFontError(Exception):
    """No font on this machine can set Korean; the text says what to install."""


def korean_font(words: Words) -> str:
    """Return the family to set Korean in. MissingFontError where the machine has none."""
    known = set(system_fonts().families())
    for family in _FAMILIES:
        if family in known:
            return family
    # What is installed now must be found without a new start.
    system_fonts.cache_clear()
    raise MissingFontError(words("font.missing", package=PACKAGE))


@cache
def system_fonts() -> Fonts:
    """Return the fonts of the machine, looked up once."""
    return Fonts()
