"""Cells of goals and results: one figure or one a year, limits, changes, details in brackets, the pending."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
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
_LIMITS = {"at_most": "lower", "under": "lower", "at_least": "higher", "over": "higher"}
_YEARLY = re.compile(r"^(?:연간|연)\s*(?=\d)")
_DONE = re.compile(
    r"\s{1,9}(?:달성|완료|개최|실시|발간|제작|수료|이수|지원|참여|운영|추진|확보|유지)(?=\s{0,9}(?:\(|$))"
)
_DIGIT = re.compile(r"\d")
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
    if change := numbers.parse_change(content):
        return _changed(content, *change)
    number = _number(content)
    if number.value is None and is_announced(content):
        return Figure(Number(State.PENDING))
    if number.value is None:
        uncertain = number.state in (State.TEXT, State.MALFORMED) and _DIGIT.search(content)
        return None if uncertain else Figure(number)
    month = _MONTH.fullmatch(number.before) if number.before else None
    if number.before not in (None, _IN_ALL) and month is None:
        return None  # of a day, a part of the year or another year, or what it was before
    rates, details = _after(number)
    at = [found for part in details if (found := _MONTH.fullmatch(part))]
    if len(at) == 1 and month is None:
        month = at[0]
        details.remove(month[0])
    return Figure(
        number,
        limit=_LIMITS.get(number.qualifier or ""),
        month=int(month[1]) if month else None,
        rate=rates[0] if len(rates) == 1 else None,
        details=(*details, *(f"{rate.value}%" for rate in rates if len(rates) > 1)),
        is_regrouped=number.value != numbers.parse(_bare(content)).value,
    )


def _after(number: Number) -> tuple[list[Number], list[str]]:
    """Return the percentages in brackets after a figure, and what else is printed there with digits."""
    rates: list[Number] = []
    details = [f"{number.scale}점"] if number.scale is not None else []
    for part in filter(None, map(str.strip, _BRACKETS.split(number.rest or ""))):
        if found := _RATE.fullmatch(part):
            rates.append(numbers.parse_rate(f"{found[1]}%"))
        elif _DIGIT.search(part):
            details.append(part)
    return rates, details


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
