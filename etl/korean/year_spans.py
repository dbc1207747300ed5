"""The span of a year that words say: '상반기', "'31. 1~6월", '7~9월 집행', '6월말', '9월 중'."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from etl.terms.periods import Span, month_end

_YEAR = (
    r"(?:(?:(?P<long>20[0-9]{2})|['’‘`´]\s?(?P<short>[0-9]{2})|(?P<bare>[0-9]{2})(?=\s?년))"
    r"\s?(?P<dot>[.년])?\s?)?"
)
_M, _D = "(?:1[0-2]|0?[1-9])", "(?:3[01]|[12][0-9]|0?[1-9])"
_QUARTERS = r"(?:(?P<from>[1-4])\s?(?:/\s?4\s?)?(?:분기)?\s?[~∼-]\s?)?(?P<quarter>[1-4])\s?(?:/\s?4\s?)?분기"
_DAY_END = r"(?:\.|(?(dot)|(?=기준|현재|까지)))"
"""Without a year or a word, '12.5' is a figure."""
_UP_TO = r"(?P<up_to>말|까지|현재|기준|누계|누적)"
_ALONE = r"(?P<alone>중|동안|한\s?달|(?:집행|지출|수입|수납)?분(?!기))"
_SAID = r"(?:집행|지출|수입|실적|현황|예산|액)"
_TOLD = (
    rf"{_YEAR}(?:(?P<half>[상하])반기|(?P<end>[연년]말)|{_QUARTERS}|(?P<month>{_M})\s?월?\s?[~∼-]\s?(?P<last>{_M})\s?월"
    rf"|(?P<one>{_M})\s?(?:월\s?(?:(?P<day>{_D})\s?일)?|\.\s?(?P<dotted>{_D})\s?{_DAY_END}"
    r"|(?(dot)\.?|(?!))))"
)
_YEAR_SPAN = re.compile(rf"{_TOLD}\s?(?:{_UP_TO}|{_ALONE}|{_SAID}|\s){{0,6}}")
_NAMED = re.compile(rf"(?<!\S){_TOLD}\s?(?:{_UP_TO}{{1,2}}|{_ALONE})?의?(?!\S)")


@dataclass(frozen=True, slots=True)
class YearSpan(Span):
    """A span of a year. is_bare: whether a month or a quarter alone tells it, which may be that alone."""

    is_bare: bool = False


def year_span(text: str, year: int) -> YearSpan | None:
    """Return the span that a text says, None where it says more, or none; `year` where it prints none.

    What says a day, or up to when, begins with the year, and so does a bare month or quarter: whether that
    alone is meant is not printed. 'In September' (9월 중) is that month.
    """
    found = _YEAR_SPAN.fullmatch(" ".join(text.split()))
    return _span(found, year) if found else None


def named_year_span(text: str, year: int) -> tuple[YearSpan, str] | None:
    """Return the span that words of a name say, with the other words: '6월말 지출 현황'."""
    straight = " ".join(text.split())
    found = _NAMED.search(straight)
    span = _span(found, year) if found else None
    if found is None or span is None:
        return None
    return span, f"{straight[: found.start()]} {straight[found.end() :]}"


def _span(found: re.Match[str], year: int) -> YearSpan | None:
    printed = found["long"] or found["short"] or found["bare"]
    year = int(printed[-2:]) + 2000 if printed else year
    first = 1
    if found["half"]:
        last = 6 if found["half"] == "상" else 12
        first = 7 if found["half"] == "하" and not found["up_to"] else 1
    elif found["end"]:
        last = 12
    elif found["quarter"]:
        last = 3 * int(found["quarter"])
        first = 3 * int(found["from"] or last // 3) - 2 if found["from"] or found["alone"] else 1
    elif found["last"]:
        first, last = int(found["month"]), int(found["last"])
    else:
        last = int(found["one"])
        first = last if found["alone"] else 1
    day = found["day"] or found["dotted"]
    is_one = not (found["half"] or found["end"] or found["last"] or found["from"])
    is_first = last == 1 or (found["quarter"] is not None and last == 3)
    is_bare = is_one and not (is_first or day or found["up_to"] or found["alone"])
    try:
        ends_on = date(year, last, int(day)) if day else month_end(year, last)
        span = YearSpan(date(year, first, 1), ends_on, is_bare)
    except ValueError:
        return None  # no such day
    return span if span.starts_on <= span.ends_on else None


def is_part_alone(span: Span) -> bool:
    """Tell whether a span is a month, a quarter or the second half of a year, not the year up to a day.

    A project may begin in any month: what it spent from its beginning on is all that it spent.
    """
    first, last = span.starts_on.month, span.ends_on.month
    is_to_the_end = span.ends_on == month_end(span.ends_on.year, last)
    is_month = first == last > 1
    return is_to_the_end and (is_month or (first, last) in ((4, 6), (7, 9), (10, 12), (7, 12)))
