"""Cells of goals and results: one figure or one a year, limits, changes, details in brackets, the pending."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from etl.korean import numbers, periods
from etl.korean.numbers import Number, State

LEVEL_UNITS = frozenset(("%", "％", "%p", "퍼센트", "점"))
"""Units of rates and scores: their figures have decimals."""
_BULLET = re.compile(r"(?:^|(?<!\d년)(?<!년도)(?<!\d[:：])\s)[-•·∙○ㅇ]\s+")
"""A mark before an item; after a year '-' is the year's own: none."""
_YEAR_MARK = re.compile(r"(?<!\d)(?:(20\d\d)|['’‘`´]\s?(\d\d))(?:\s?년도|\s?년|(?=\s?[:：]))")
_RANGE = re.compile(r"(20\d\d)\s?년?\s?[~∼]\s?(20\d\d)\s?년(.*)")
_LIST = re.compile(r",\s{1,9}|\s{0,9}/\s{0,9}")
_AROUND = " \t:：,/;·→⇒⇨"
_BRACKETS = re.compile(r"[()]")
_RATE = re.compile(r"^(?:달성[률율도]\s?[:：]?\s?)?(\d[\d,.]*)\s?[%％]")
_MONTH = re.compile(r"(1[0-2]|0?[1-9])\s?월\s?(?:말\s?)?(?:까지|현재|기준|누계)?")
_FROM_JANUARY = re.compile(r"0?1\s?월?\s?[~∼-]\s?(1[0-2]|0?[1-9])\s?월(?:\s?말)?")
_PART = re.compile(
    r"[상하]반기|[1-4]\s?(?:/\s?4\s?)?분기|[1-4]\s?[~∼-]\s?[1-4]\s?분기"
    r"|\d{1,2}\s?월?\s?[~∼-]\s?\d{1,2}\s?월(?:\s?말)?"
)
_BRACKETED_YEAR = re.compile(r"(?:(20\d\d)|['’‘`´]\s?(\d\d)|(\d\d)(?=\s?년))(?:\s?년도|\s?년)?")
_SEVERAL_YEARS = re.compile(
    r"\d\s?개년|\d\s?년\s?간|20\d\d\s?년?\s?[~∼-]\s?20\d\d|\d\d\s?년?\s?[~∼-]\s?['’‘`´]?\d\d\s?년"
)
_LIMITS = {"at_most": "lower", "under": "lower", "at_least": "higher", "over": "higher"}
_YEARLY = re.compile(r"^(?:연간|연)\s*(?=\d)")
_DONE = re.compile(
    r"\s{1,9}(?:달성|완료|개최|실시|발간|제작|수료|이수|지원|참여|운영|추진|확보|유지)(?=\s{0,9}(?:\(|$))"
)
_DIGIT = re.compile(r"\d")
_CUT = re.compile(r"\d,[A-Za-z]")
"""A number whose digits behind the comma were misread as letters."""
_MARK = re.compile(r"\d{1,2}\)")
_IN_ALL = "총"
"""The one word before a figure that leaves it what it is."""
_MULTIPLIED = tuple("십백천만억조")


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of a cell. year: the one printed beside it. limit: which side of it is better, where a word
    says so. earlier: what it was before, where an arrow leads from there. month: the month for which it
    stands. rate: a percentage in brackets after it. details: what else is printed, as it is. is_regrouped:
    whether a point is taken for the comma of its thousands, as in '2.614명'."""

    number: Number
    year: int | None = None
    limit: str | None = None
    earlier: Number | None = None
    month: int | None = None
    rate: Number | None = None
    details: tuple[str, ...] = ()
    is_regrouped: bool = False


def bullets(cell: str) -> list[str]:
    """Return the items of a cell: '- a - b' is a and b."""
    return [part.strip() for part in _BULLET.split(cell) if part.strip()]


def figures(cell: str) -> list[Figure]:
    """Return the figures of a cell: one, or one for each year that it states; none where it is not certain.

    A cell without any figure gives one without a value, whose state says why.
    """
    content = cell.strip()
    if found := _RANGE.fullmatch(content):
        return _of_range(int(found[1]), int(found[2]), found[3])
    marks = list(_YEAR_MARK.finditer(content))
    if marks and not content[: marks[0].start()].strip("-•· "):
        if is_announced(content):
            return [Figure(Number(State.PENDING))]
        return _of_years(content, marks)
    figure = _figure(content)
    return [] if figure is None else [figure]


def is_announced(content: str) -> bool:
    """Tell whether a cell only says that its figure is still to come, and perhaps when: '집계 중(11월)'."""
    bare = periods.without_dates(content)
    if not _DIGIT.search(bare) and numbers.parse(bare).state is State.PENDING:
        return True
    return numbers.parse(content).state is State.PENDING


def is_mark(content: str) -> bool:
    """Tell whether a cell holds a footnote's mark and nothing else: '1)'."""
    return _MARK.fullmatch(content.strip()) is not None


def _of_range(first: int, last: int, content: str) -> list[Figure]:
    """Read '2026~2028년 80%, 85%, 90%': as many figures as years, or nothing that is certain."""
    parts = [part for part in _LIST.split(content.strip(_AROUND)) if part]
    if not 0 < last - first < len(parts) or len(parts) != last - first + 1:
        return []
    found = [_figure(part) for part in parts]
    if any(figure is None or figure.number.value is None for figure in found):
        return []
    return [replace(figure, year=first + place) for place, figure in enumerate(found) if figure]


def _of_years(content: str, marks: Sequence[re.Match[str]]) -> list[Figure]:
    """Read '2026년 - 2027년 200명 2028년 260명': '-' is none. Nothing is certain where years do not rise."""
    ends = [mark.start() for mark in marks[1:]] + [len(content)]
    years = [int(mark[1]) if mark[1] else 2000 + int(mark[2]) for mark in marks]
    found: list[Figure] = []
    for year, mark, end in zip(years, marks, ends, strict=True):
        part = content[mark.end() : end].strip(_AROUND)
        figure = _figure(part) if part else None
        if figure is None or figure.earlier or figure.number.state not in (State.VALUE, State.NONE):
            return []
        found.append(replace(figure, year=year))
    if any(later <= year for year, later in itertools.pairwise(years)):
        return []
    has_none = any(figure.number.state is State.NONE for figure in found)
    if has_none and (len(found) < 3 or years != list(range(years[0], years[0] + len(years)))):
        return []  # '2026년 - 2028년 300명' may as well be a span
    return found


def _figure(content: str) -> Figure | None:
    """Read one figure with what stands around it; None where it holds digits that are not certain."""
    if _CUT.search(content):
        return None
    if change := numbers.parse_change(content):
        return _changed(content, *change)
    number = _number(content)
    if number.value is None and is_announced(content):
        return Figure(Number(State.PENDING))
    if number.value is None:
        uncertain = number.state in (State.TEXT, State.MALFORMED) and _DIGIT.search(content)
        return None if uncertain else Figure(number)
    if number.qualifier == "about":
        return None  # about so many is not so many
    month = _MONTH.fullmatch(number.before) if number.before else None
    if number.before not in (None, _IN_ALL) and month is None:
        return None  # of a day, a part of the year or another year, or what it was before
    beside = _after(number)
    months = ([int(month[1])] if month else []) + beside.months
    if beside.is_of_a_part or len(set(months)) > 1 or len(beside.years) > 1:
        return None
    rates = beside.rates
    return Figure(
        number,
        year=beside.years[0] if beside.years else None,
        limit=_LIMITS.get(number.qualifier or ""),
        month=months[0] if months else None,
        rate=rates[0] if len(rates) == 1 else None,
        details=(*beside.details, *(f"{rate.value}%" for rate in rates if len(rates) > 1)),
        is_regrouped=number.value != numbers.parse(_bare(content)).value,
    )


@dataclass(slots=True)
class _Beside:
    """What brackets after a figure print. is_of_a_part: that it is of a part of the year, or of several."""

    rates: list[Number] = field(default_factory=list)
    years: list[int] = field(default_factory=list)
    months: list[int] = field(default_factory=list)
    details: list[str] = field(default_factory=list)
    is_of_a_part: bool = False


def _after(number: Number) -> _Beside:
    """Return what stands in brackets after a figure: rates, the year, the month up to which it counts."""
    beside = _Beside(details=[f"{number.scale}점"] if number.scale is not None else [])
    for part in filter(None, map(str.strip, _BRACKETS.split(number.rest or ""))):
        if found := _RATE.fullmatch(part):
            beside.rates.append(numbers.parse_rate(f"{found[1]}%"))
        elif found := _BRACKETED_YEAR.fullmatch(part):
            beside.years.append(int(found[1] or f"20{found[2] or found[3]}"))
        elif found := _MONTH.fullmatch(part) or _FROM_JANUARY.fullmatch(part):
            beside.months.append(int(found[1]))
        elif _PART.fullmatch(part) or _SEVERAL_YEARS.search(part):
            beside.is_of_a_part = True
        elif _DIGIT.search(part):
            beside.details.append(part)
    return beside


def _changed(content: str, before: Number, after: Number) -> Figure | None:
    """Read '21억 어절 ⇒ 22억 어절' and '100→150명': the later figure, and the earlier in its unit."""
    first, second = numbers.sides(content)
    last = _figure(second)
    earlier = _number(f"{first}{after.unit or ''}" if _DIGIT.match(first[-1:]) else first)
    if last is None or earlier.value is None or (earlier.unit, last.number.unit) != (before.unit, after.unit):
        return None
    return replace(last, earlier=earlier, details=(*last.details, first))


def _number(content: str) -> Number:
    """Read a figure with its unit; counts are whole, so that OCR's point groups their thousands."""
    bare = _bare(content)
    number = numbers.parse(bare)
    if number.unit is not None and number.unit not in LEVEL_UNITS:
        number = numbers.parse(bare, whole=True)
    unit = number.unit
    if unit and (
        _DIGIT.search(unit) or " " in unit or (unit.startswith(_MULTIPLIED) and not unit.endswith("원"))
    ):
        return Number(State.TEXT)  # a second figure, further words or a multiplier: not this number alone
    return numbers.storable(number)


def _bare(content: str) -> str:
    return _DONE.sub("", _YEARLY.sub("", content.strip()))


def agrees(target: Decimal, actual: Decimal, printed: Number, *, is_limit: bool) -> bool:
    """Tell whether a printed attainment follows from target and result, as far as it is rounded.

    Forms print no more than 100 % at times, and of a limit the percentage below or above it (2 -
    actual/target).
    """
    if printed.value is None or target == 0:
        return False
    ratios = [100 * actual / target]
    if is_limit:
        ratios = [200 - 100 * actual / target] + ([100 * target / actual] if actual else [])
    step = Decimal(1).scaleb(-printed.places) if printed.places else Decimal(1)
    return any(
        abs(ratio - printed.value) <= step / 2 or (printed.value == 100 and ratio > 100) for ratio in ratios
    )


_TARGET = re.compile(r"목표\s?[:：]?\s*(?=\d)")
_RESULT = re.compile(r"실적\s?[:：]?\s*(?=\d)")


def labelled_target(cell: str) -> Figure | None:
    """Return the target that a cell states with its word: '목표 120명'."""
    found = _TARGET.match(cell)
    return _figure(cell[found.end() :]) if found else None


def labelled_result(cell: str) -> Figure | None:
    """Return the result of a cell beside such a target: '132명(110%)', '실적 132명'."""
    found = _RESULT.match(cell)
    return _figure(cell[found.end() :] if found else cell)
