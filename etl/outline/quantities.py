"""Counts in running text: figure, unit, and the phrase that they count."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from etl.korean import numbers, patterns, standing
from etl.korean.numbers import Number, State
from etl.korean.years import YEAR, number
from etl.outline import count_names
from etl.terms.codes import FUNDING, TAGS
from etl.vocabulary import is_one_of, value, words

_MASK, _DATE, _GROUP = "\0", standing.DATE_MARK, count_names.GROUP_MARK
_DATES = ("date", "year")
_BRACKETS = {"(": ")", "[": "]"}
_DATED = re.compile(rf"['’‘`]?{_DATE}+[\s'’‘`]*$")
_NUMBER_GOES_ON = re.compile(r"[.,]?\d")
_DIGITS = "0123456789"
_LONGEST_KEPT = 400
"""Letters of a text whose mask is remembered: a line is asked for by what reads it and by what denies it."""
_DEEPEST = 3
_DONE = {*words("outputs", "done"), *FUNDING, *TAGS}
_SCALED = re.compile(r"(?<!\d)(\d{1,4}+)([^\d\s]?)")
_BRACKET_BEHIND = re.compile(rf"\s?({_GROUP}{{3,}}+)")
_NOTE = "※"
_ORNAMENTS = "※▶❖✓☆"


@dataclass(frozen=True, slots=True, eq=False)
class Quantity:
    """A count and where it stands in its line."""

    start: int
    end: int
    number: Number
    unit: str
    lead: str
    is_more: bool = False
    """Whether it is printed as some more than its figure: '10여회'."""

    @property
    def is_whole(self) -> bool:
        """Tell whether a word says that this is the sum (총)."""
        return self.lead == str(value("outputs", "whole"))


@dataclass(frozen=True, slots=True)
class Counted:
    """A count under the phrase that it counts."""

    label: str
    quantity: Quantity


@dataclass(slots=True)
class _Event:
    """A count, or a bracket that holds counts, with the words before and after it."""

    start: int
    end: int
    quantity: Quantity | None
    before: str = ""
    after: str = ""
    head: str | None = None
    period: str = ""  # of the year, that the words before it name
    is_apart: bool = True  # a mark, not just words, stands between it and the event before
    is_each: bool = False  # one of several figures, each for one of several names
    is_new: bool = False  # an ornament stands before it: what it counts is named anew
    is_listed: bool = False  # the words before it are the last of a list, after a colon


def counted(content: str, year: int, above: str | None = None) -> tuple[list[Counted], list[Quantity]]:
    """Return the counts of a line under their phrases, and those whose phrase or meaning is not certain.

    year: a count of another year is not certain. above: names a count that no word stands before.
    """
    line = _Line(content, masked(content), year)
    line.read(0, len(content), None, _DEEPEST, above)
    certain = {id(one.quantity) for one in line.found}
    return line.found, [one for one in line.seen if id(one) not in certain]


def masked(content: str) -> str:
    """Return a text of the same length in which dates, years, laws, ordinals and names hold no digits."""
    return _masked(content) if len(content) <= _LONGEST_KEPT else _masked.__wrapped__(content)


@lru_cache(maxsize=1 << 12)
def _masked(content: str) -> str:
    unit = patterns.COUNTING_UNIT
    weak = words("outputs", "weak_rules")
    for rule in patterns.FIGURE_RULES:
        mark = _DATE if rule.name in _DATES else _MASK
        for found in list(rule.pattern.finditer(content)):
            taken = found[0]
            is_cut = _NUMBER_GOES_ON.match(content, found.end()) or unit.match(content, found.end())
            if is_cut and taken[-1:].isdigit():
                # A date without its last part ends in the count that follows: '2025년 22' of '2025년 226건'.
                taken = "" if rule.name in weak else taken.rstrip(_DIGITS)
            content = content[: found.start()] + mark * len(taken) + content[found.start() + len(taken) :]
    return content


def is_money(quantity: Quantity) -> bool:
    """Tell whether a quantity is an amount of money."""
    return quantity.unit.replace(" ", "") in words("outputs", "money")


def quantities(content: str, offset: int = 0) -> list[Quantity]:
    """Return the counts of a masked text."""
    rates = words("outputs", "rates")
    return [
        Quantity(
            offset + found.start(),
            offset + found.end(),
            _scaled(numbers.parse(found["figure"], whole=found["unit"] not in rates), found["scale"]),
            found["unit"],
            found["lead"] or "",
            bool(found["more"]),
        )
        for found in patterns.QUANTITY.finditer(content)
    ]


def _scaled(number: Number, scale: str | None) -> Number:
    """Return a count in ones: of '145만' 1,450,000, of '1만 5천' 15,000, of '1만 2,345' 12,345.

    A decimal has no lower digits behind its multiplier.
    """
    if number.value is None or not scale:
        return numbers.storable(number)
    scales: dict[str, int] = value("outputs", "scales")
    multiplier, lower = scale.strip()[0], scale.strip()[1:].replace(",", "")
    if lower and number.places:
        return Number(State.MALFORMED)
    total = number.value * scales[multiplier]
    for figure, letter in _SCALED.findall(lower):
        total += int(figure) * scales.get(letter, 1)
    return numbers.storable(replace(number, value=total, places=0))


@dataclass(slots=True)
class _Line:
    """A line under reading: its text, and the same with what is no count masked."""

    content: str
    mask: str
    year: int
    found: list[Counted] = field(default_factory=list)
    seen: list[Quantity] = field(default_factory=list)
    within: str = ""  # the period before the bracket that is being read

    def read(self, start: int, end: int, context: str | None, depth: int, above: str | None = None) -> None:
        """Read one level of brackets; context is what stands before its bracket."""
        groups = self._groups(start, end)
        own = list(self.mask[start:end])
        for first, last, _ in groups:
            own[first - start : last - start] = _GROUP * (last - first)
        level = "".join(own)
        direct = quantities(level, start)
        self.seen.extend(direct)
        events = [_Event(one.start, one.end, one) for one in direct]
        for first, last, is_certain in groups:
            inside = quantities(self.mask[first + 1 : last], first + 1)
            if inside and depth and is_certain:
                events.append(_Event(first, last, None))
            else:
                self.seen.extend(inside)
        events.sort(key=lambda event: event.start)
        self._phrase(events, level, start, end)
        self._name(events, level, start, (context, above), depth)

    def _groups(self, start: int, end: int) -> list[tuple[int, int, bool]]:
        """Return the outermost brackets, each with the place after it and whether its end is certain.

        One that is never closed ends with the text, unless another is closed in it: then it is no bracket. Of
        two that are never closed, the end of neither is known.
        """
        found: list[tuple[int, int, bool]] = []
        opened: list[tuple[int, str]] = []
        for index in range(start, end):
            letter = self.mask[index]
            if letter in _BRACKETS:
                opened.append((index, _BRACKETS[letter]))
            elif opened and letter == opened[-1][1]:
                first, _ = opened.pop()
                while found and found[-1][0] > first:
                    found.pop()
                found.append((first, index + 1, True))
        if len(opened) > 1:
            return [*(one for one in found if one[0] < opened[0][0]), (opened[0][0], end, False)]
        if opened and not any(first > opened[0][0] for first, _, _ in found):
            found.append((opened[0][0], end, self._ends_well(opened[0][0] + 1, end)))
        return found

    def _ends_well(self, start: int, end: int) -> bool:
        """Tell whether nothing behind the last count of a bracket that is never closed may rule it."""
        counts = quantities(self.mask[start:end], start)
        behind = self.mask[counts[-1].end : end] if counts else ""
        is_dated = _DATE in behind or any(letter.isdigit() for letter in behind)
        is_undone = any(word in self.content[start:end] for word in words("outputs", "not_done"))
        return not (is_dated or is_undone or standing.is_planned(self.content[start:end]))

    def _phrase(self, events: Sequence[_Event], level: str, start: int, end: int) -> None:
        """Give each event the words before and after it."""
        delimiter, conjunction = patterns.PHRASE_END, patterns.CONJUNCTION
        edges = [start, *(event.end for event in events)], [*(event.start for event in events), end]
        for index, (first, last) in enumerate(zip(*edges, strict=True)):
            gap = level[first - start : last - start]
            event = events[index] if index < len(events) else None
            before = events[index - 1] if index else None
            colons = list(patterns.COLON.finditer(gap))
            if colons and event:
                head = gap[: colons[-1].start()]
                cut = delimiter.search(head) if before else None
                offset = cut.end() if cut else 0
                event.head = self._words(first + offset, first + len(head), level, start)
                event.period = self._period(first + offset, first + len(head), level, start)
            marks = sorted([*delimiter.finditer(gap), *colons], key=lambda mark: mark.start())
            if not marks and before and (joined := conjunction.search(gap)):
                marks = [joined]
            if before and (marks or event is None):
                stop = marks[0].start() if marks else len(gap)
                before.after = self._words(first, first + stop, level, start)
            if event:
                since = marks[-1].end() if marks else 0
                event.before = self._words(first + since, last, level, start)
                event.period = self._period(first + since, last, level, start) or event.period
                passes_over = before is not None and not before.quantity and _GROUP in gap
                event.is_new = any(mark[0] in _ORNAMENTS for mark in marks)
                event.is_apart = bool(marks) or before is None or passes_over
                if before and before.quantity and event.quantity and not event.before:
                    # '각 68%, 79%' lists one figure for each of the names before it.
                    before.is_each |= before.quantity.lead == value("outputs", "each")
                    event.is_each = before.is_each
                event.is_listed = bool(colons) and bool(marks) and marks[-1].start() > colons[-1].start()
                is_of_a_part = patterns.OUT_OF_FIRST.match(self.content[first:last])
                if is_of_a_part or marks or before is None or not before.quantity:
                    continue
                if _belongs_before(before, event):
                    before.after, event.before = event.before, ""

    def _words(self, first: int, last: int, level: str, start: int) -> str:
        """Return what stands between two places, without brackets, dates and filling words."""
        return count_names.phrase(self.content[first:last], level[first - start : last - start])

    def _period(self, first: int, last: int, level: str, start: int) -> str:
        """Return the part of the year that a stretch names; a slash ends a phrase, but for '3/4분기'."""
        if begun := patterns.QUARTER_BEGUN.search(self.content, max(start, first - 5), first):
            first = begun.start()
        return count_names.period(self.content[first:last], level[first - start : last - start])

    def _name(
        self,
        events: Sequence[_Event],
        level: str,
        start: int,
        around: tuple[str | None, str | None],
        depth: int,
    ) -> None:
        """Name the counts of a level, and read the brackets under the names of what stands before them."""
        context, above = around
        base, head, label = "", "", ""
        period, is_own_period = self.within, False
        named: set[str] = set()
        periods: set[str] = set()
        before: _Event | None = None
        for event in events:
            if event.head is not None:
                base = head = event.head or base
            is_sum = bool(event.quantity and event.quantity.is_whole)
            if event.is_new and not event.before and event.head is None:
                base = head = label = above = period = ""
            elif before and before.quantity and event.quantity and event.is_apart and not event.before:
                # A count after a rate is another measure: '만족도 97.0%, 1,450명 이용'.
                rates = words("outputs", "rates")
                if before.quantity.unit in rates and event.quantity.unit not in rates:
                    base = head
            if event.before and not (is_sum and event.is_listed):
                goes_on = before and not before.quantity and event.quantity and not event.is_apart
                base = count_names.joined(base if goes_on else head, event.before)
            elif is_sum and not event.before and event.head is None and _sums_up(event, events, named):
                base = head = ""  # the sum of all that was listed
            named.add(base)
            periods.add(event.period or period)
            if event.period or event.head or (is_sum and len(periods) > 1) or _is_cumulated(event.before):
                period, is_own_period = event.period, True
            if event.quantity:
                own = self._own(event, base, head, context)
                label = count_names.inside(context, own)
                is_certain = self._is_result(event, level, start, label)
                if is_certain and (label or above):
                    name = count_names.named(context, own, period, is_own=is_own_period)
                    name = name or count_names.joined(period, above or "")
                    behind = "" if event.period else self._period_behind(event, level, start)
                    self.found.append(Counted(f"{name}({behind})" if behind else name, event.quantity))
                left = _carried(base, event.before)
                label = label if is_certain and left == base else ""
                base = left
            elif before and before.quantity and not event.is_apart:
                stated = count_names.joined(base if count_names.short(before.after) else head, before.after)
                is_own = base or not count_names.short(before.after)
                name = label or (count_names.inside(context, stated) if is_own or not above else above)
                self._inside_bracket(
                    event, "" if self._is_other_year(before, level, start) else name, depth, period
                )
            else:
                self._inside_bracket(event, count_names.inside(context, base) or above or "", depth, period)
            before = event

    def _inside_bracket(self, event: _Event, name: str, depth: int, period: str) -> None:
        """Read a bracket under the name of what stands before it; what nothing names is only seen."""
        found, around = len(self.found), self.within
        is_closed = self.mask[event.end - 1] in _BRACKETS.values()
        self.within = period
        self.read(event.start + 1, event.end - is_closed, name or None, depth - 1)
        self.within = around
        if not name:
            del self.found[found:]

    def _period_behind(self, event: _Event, level: str, start: int) -> str:
        """Return the period that a bracket right behind a count says and nothing else: '900명(6월)'."""
        bracket = _BRACKET_BEHIND.match(level, event.end - start)
        if bracket is None:
            return ""
        first, last = bracket.start(1) + start + 1, bracket.end(1) + start - 1
        return count_names.period_alone(self.content[first:last], self.mask[first:last])

    def _own(self, event: _Event, base: str, head: str, context: str | None) -> str:
        """Return what names a count on its level: the words before it, and a short phrase after it."""
        after = count_names.short(event.after)
        if event.quantity and not event.before and event.quantity.unit in words("outputs", "before_noun"):
            return count_names.joined(head, event.after if after or event.quantity.is_whole else "")
        if after in _DONE or not (base or context) or base.endswith(after):
            return base
        return count_names.joined(base, after)

    def _is_result(self, event: _Event, level: str, start: int, label: str) -> bool:
        quantity = event.quantity
        if quantity is None or quantity.number.value is None or is_money(quantity) or event.is_each:
            return False
        if quantity.is_more or (
            quantity.lead == value("outputs", "each") and patterns.SEVERAL_NAMES.search(label)
        ):
            return False
        left, right = level[: event.start - start], level[event.end - start :]
        undated = _DATED.sub("", left)
        if patterns.NO_RESULT_BEFORE.search(undated) or patterns.NO_RESULT_AFTER.search(right):
            return False
        if patterns.WITH_PLANNED_AFTER.search(self.content[event.end :]):
            return False
        if self._is_other_year(event, level, start) or (event.is_listed and not quantity.is_whole):
            return False
        if quantity.unit in words("outputs", "rates"):
            return bool(patterns.MEASURE_END.search(event.before or label))
        if quantity.unit in words("outputs", "before_noun") and event.after and not quantity.is_whole:
            # '서울지역 5개 권역별 여성단체': the words before the count are not what it counts.
            return " " not in event.after if event.before else bool(count_names.short(event.after))
        return True

    def _is_other_year(self, event: _Event, level: str, start: int) -> bool:
        """Tell whether a count stands right after a date that names another year."""
        before = level[: event.start - start]
        dated = _DATED.search(before)
        first = dated.start() if dated else len(before)
        # A note behind a line speaks of the year that it names first, however far its figures stand.
        if (note := before.rfind(_NOTE)) >= 0 and _DATE in before[note:]:
            first = min(first, note)
        printed = self.content[start + first : event.start]
        return not {number(found) for found in YEAR.finditer(printed)} <= {self.year}


def _is_cumulated(phrase: str) -> bool:
    return any(is_one_of(word, words("outputs", "cumulated")) for word in phrase.split())


def _carried(base: str, before: str) -> str:
    """Return what a name says of the counts that follow, without what the words before one say of it."""
    return count_names.joined(base.removesuffix(before).strip(), count_names.carried(before))


def _sums_up(event: _Event, events: Sequence[_Event], named: set[str]) -> bool:
    """Tell whether '총 15회' counts all that was listed: a mark parts it from the last, or it is the sum."""
    if event.quantity is None or len(named) < 2:
        return False
    unit = event.quantity.unit
    before = [e.quantity for e in events if e.quantity and e.quantity.unit == unit and e.start < event.start]
    return event.is_apart or sum(one.number.value or 0 for one in before) == event.quantity.number.value


def _belongs_before(before: _Event, event: _Event) -> bool:
    """Tell whether the words between two events belong to the first: '143건 접수 9건', '4개 과정 15명'."""
    if event.quantity is None or event.before in words("outputs", "actions"):
        return True
    is_noun = before.quantity is not None and before.quantity.unit in words("outputs", "before_noun")
    return is_noun and " " not in event.before
