"""Dates where a number might be read: '2027.9.30.', "'26.3월", '9월', '3/4분기'. None of them is a figure."""

from __future__ import annotations

import re
from datetime import date

_QUOTE = "['’‘`´]"
_MONTH = r"(?:1[0-2]|0?[1-9])"
_DAY = r"(?:3[01]|[12][0-9]|0?[1-9])"
_YEAR = rf"(?:(?:19|20)[0-9]{{2}}|{_QUOTE}\s?[0-9]{{2}}|[0-9]{{2}})"
_ONE = re.compile(
    rf"{_YEAR}\s?[.년/-]\s?{_MONTH}\s?[.월/-]\s?{_DAY}(?![0-9,])\s?[.일]?"
    rf"|{_YEAR}\s?[.년]\s?{_MONTH}\s?월(?:\s?{_DAY}\s?일)?"
    rf"|(?:(?:19|20)[0-9]{{2}}\s?\.\s?|{_QUOTE}\s?[0-9]{{2}}\s?[.,]\s?){_MONTH}(?![0-9])\s?\."
    rf"|{_QUOTE}\s?[0-9]{{2}}\s?\.\s?{_MONTH}(?![0-9.,])"
    rf"|(?:(?:19|20)[0-9]{{2}}|{_QUOTE}\s?[0-9]{{2}})\s?(?:회계연도|학년도|년도?)"
    r"|[0-9]{2}\s?년(?:도|(?=\s(?:[0-9]{1,2}\s?월|[1-4]\s?분기|상반기|하반기|연말|연초)))"
    rf"|{_QUOTE}\s?[0-9]{{2}}(?![0-9.,])"
    r"|(?:19|20)[0-9]{2}(?=\s?[~∼-]\s?(?:20)?[0-9]{2}\s?년)"
    r"|(?:1\s?/\s?4|2\s?/\s?4|3\s?/\s?4|4\s?/\s?4|[1-4])\s?분기(?!별)"
    rf"|{_MONTH}\s?[~∼-]\s?{_MONTH}\s?월"
    rf"|{_MONTH}\s?월(?:\s?{_DAY}\s?일)?(?!간|별|드)"
    rf"|{_MONTH}\s?\.\s?{_DAY}\s?\.(?![0-9])"
    r"|상반기|하반기|연말|연초|연내|월말|분기말"
)
_JOINT = re.compile(r"\s?(?:[~∼,·]|-)?\s?")
_AFTER = re.compile(r"\s?(?:(?:말|초|중순|중|경)(?![가-힣]))?\s?(?:까지|현재|기준|누계|누적)?\s?[:：]?\s?")
_YEAR_ALONE = re.compile(rf"\(?(?:(?:19|20)[0-9]{{2}}|{_QUOTE}\s?[0-9]{{2}})\s?(?:년도?|회계연도)?\)?")
_SHORT_DATE = re.compile(rf"(?:20[0-9]{{2}}\s?\.\s?)?{_MONTH}\s?\.\s?{_DAY}|20[0-9]{{2}}\s?\.\s?{_MONTH}")
_MOST = 8
_WHOLE_DATE = re.compile(
    rf"{_QUOTE}?((?:19|20)[0-9]{{2}}|(?<={_QUOTE})[0-9]{{2}})\s?[.년/-]\s?({_MONTH})\s?[.월/-]\s?({_DAY})\s?[.일]?"
    r"(?:\s?\([월화수목금토일]\))?"
)
_WEEKDAY = r"(?:\s?\(\s?[월화수목금토일](?:요일)?\s?\))?"
_DAY_ALONE = re.compile(rf"({_MONTH})\s?[./]\s?({_DAY})(?![0-9])\s?\.?{_WEEKDAY}")
_DAYS_JOINT = re.compile(r"\s?[~∼,·-]\s?")


def split(text: str) -> tuple[str, str]:
    """Part the dates that a text begins with from the rest: '9월 210건' -> ('9월', '210건').

    ('', text) where it begins with none. A year without a mark ('2026') and two figures with a point ('9.30')
    may be numbers, and are left.
    """
    end = 0
    for _ in range(_MOST):
        joint = _JOINT.match(text, end) if end else None
        found = _ONE.match(text, joint.end() if joint else end)
        if found is None:
            break
        end = found.end()
    if not end:
        return "", text
    after = _AFTER.match(text, end)
    stop = after.end() if after else end
    return text[:stop].strip(" :："), text[stop:].strip()


def end_at(text: str, position: int) -> int | None:
    """Return where a date ends that begins at a digit of a text, None where none does."""
    starts = position - 1 if position and text[position - 1] in "'’‘`´" else position
    found = _ONE.match(text, starts)
    return found.end() if found else None


def is_date_like(cell: str) -> bool:
    """Tell whether a cell can be a date and nothing else, or as well: '2027.9.30.', '3월', '9.30', '2027.9'.

    '9.30' is a number too, and `numbers.parse` reads it as one: its column decides.
    """
    text = " ".join(cell.split())
    taken, left = split(text)
    return bool(taken and not left) or _SHORT_DATE.fullmatch(text) is not None


def is_year_like(cell: str) -> bool:
    """Tell whether a cell holds a year and nothing else: '2026', "'26", '2026년', '(2026)'.

    A bare '2026' is a number too, and `numbers.parse` reads it as one: its column decides.
    """
    return _YEAR_ALONE.fullmatch(" ".join(cell.split())) is not None


def whole_date(cell: str) -> date | None:
    """Return the date that a cell holds and nothing else: '2027-09-30', '2027.9.30.', '2027년 9월 30일',
    "'27. 9. 30."; None where it is none, or there is no such day.
    """
    found = _WHOLE_DATE.fullmatch(" ".join(cell.split()))
    if found is None:
        return None
    year = int(found[1])
    try:
        return date(year if year > 99 else 2000 + year, int(found[2]), int(found[3]))
    except ValueError:
        return None


def last_day(cell: str) -> tuple[int, int] | None:
    """Return month and day of a cell that holds days without a year, the last of several; else None.

    '10. 12.', '10.12(화)', '10/12 ~ 10/14'. '3.5' is a number too: its column decides.
    """
    text = " ".join(cell.split())
    last: tuple[int, int] | None = None
    end = 0
    while found := _DAY_ALONE.match(text, end):
        last, end = (int(found[1]), int(found[2])), found.end()
        if end == len(text):
            return last
        joint = _DAYS_JOINT.match(text, end)
        end = joint.end() if joint else len(text)
    return None
