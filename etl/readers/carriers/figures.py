"""What a cell looks like: a figure, none, a year, a formula. Carriers tell columns by it."""

from __future__ import annotations

import re

_LONGEST = 40
_NUMBER = r"[△▵▲▽▼−+-]?\s?\d[\d,.]*(?:\s?(?:%p?|％|‰))?"
_SIGNED = rf"(?:{_NUMBER}|\({_NUMBER}\))"
_UNIT = r"[^\W\d_]{0,4}"
_BARE = re.compile(_SIGNED)
_WITH_UNIT = re.compile(rf"{_SIGNED}{_UNIT}\s?(?:\({_NUMBER}{_UNIT}\))?")
_DATE = re.compile(r"(?:19|20)\d\d\s?[.]\s?\d{1,2}\s?[.]?(?:\s?\d{1,2}\s?[.]?)?")
_DECIMAL_YEAR = re.compile(r"(?:19|20)\d\d\.\d{1,2}")
_YEAR = re.compile(r"(?:19|20)\d\d")
_YEAR_AND_UNIT = re.compile(r"(?:19|20)\d\d\s?[^\W\d_]+")
_NONE = frozenset("-_–—―－")
_FORMULA = re.compile(r"[A-Z①-⑳ⓐ-ⓩ㉠-㉭Ⅰ-Ⅻ+\-−–/*×÷=%,.()\[\]{}\s\d]+")
_FORMULA_LETTER = re.compile(r"[A-Z①-⑳ⓐ-ⓩ㉠-㉭Ⅰ-Ⅻ%]")


def is_figure(text: str) -> bool:
    """Tell whether a cell is a number alone, perhaps with a sign, brackets, or percent: '△1,234', '47.7%'."""
    return len(text) <= _LONGEST and bool(_BARE.fullmatch(text)) and not _is_date(text)


def is_figure_with_unit(text: str) -> bool:
    """Tell whether a cell is a number with a unit or a rate: '120명', '△179(△73.7%)'; '2026년' is none."""
    if len(text) > _LONGEST or not _WITH_UNIT.fullmatch(text):
        return False
    return not (_is_date(text) or _YEAR_AND_UNIT.fullmatch(text))


def is_none(text: str) -> bool:
    """Tell whether a cell is printed as none: '-'."""
    return 0 < len(text) <= 2 and set(text) <= _NONE


def is_year(text: str) -> bool:
    """Tell whether a number may be a year: four digits without grouping."""
    return bool(_YEAR.fullmatch(text))


def is_formula(text: str) -> bool:
    """Tell whether a heading says only how its column is made: '(A)', 'B/A', '%'."""
    return len(text) <= _LONGEST and bool(_FORMULA.fullmatch(text)) and bool(_FORMULA_LETTER.search(text))


def _is_date(text: str) -> bool:
    # '2025.10' may be a month and may be a number: it is a date only where no cell could print it otherwise.
    return bool(_DATE.fullmatch(text)) and not _DECIMAL_YEAR.fullmatch(text)
