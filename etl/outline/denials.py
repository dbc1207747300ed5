"""Why a count in a text is no result of its year: another year's, planned, another institution's, one of two.

The words before a count in its line rule it, those behind it in its phrase, and a bracket right behind it. A
bracket that has counts of its own speaks of those.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from etl.blocks import Line
from etl.korean import patterns, standing
from etl.korean.standing import Mention, Standing
from etl.outline import qualifiers, results
from etl.outline.quantities import Quantity, masked, quantities
from etl.tables.doubts import names_another
from etl.vocabulary import words

_OPENING, _CLOSING = "([", ")]"
_IN_BRACKET = re.compile(r"[,;/·•]|※(?=[^()\[\]:：]{0,60}[)\]])")
"""Marks that end no phrase in a bracket; a remark with a colon ('※ 점검: 12월') is of something else."""
_REMARK = re.compile(r"\(※[^()]{0,100}\)|\((?:[^()가-힣]{0,20}[가-힣]){9}[^()]{0,100}\)")
"""A bracket of many words: it tells something of its line, and dates nothing."""
_BLANK = "\2"
_LONGEST_LINE = 220
_OF_ALL = ("other_year", "planned_figure", "other_institution")
"""What is true of a line is true of what stands below it in the list."""


@dataclass(slots=True, eq=False)
class _Group:
    """A bracket and the counts in it, the whole line one of them. number: its place in the one around it."""

    start: int
    end: int
    parent: _Group | None = None
    number: int | None = None
    items: list[Quantity | _Group] = field(default_factory=list)


def of_line(content: str, at: Standing) -> dict[int, str]:
    """Return, by where it begins, the reason for which a count of a line is no result of the year."""
    mask = masked(content)
    found = _Line(content, mask, at, quantities(mask))
    return found.reasons() if found.counts else {}


def of_words(content: str, at: Standing, before: Sequence[Mention] = ()) -> str | None:
    """Return why what stands below or beside these words is no result of the year: a heading, a row's name.

    before: the years that headings before it name; a month alone is of the last of them.
    """
    if standing.is_of_others(content):
        return "other_institution"
    mask = masked(content)
    said = standing.mentions(content, mask, at)
    if patterns.UNDER_WAY.search(content):
        said = [replace(one, ends_on=one.begins_on) for one in said]  # it is counted so far
    if reason := standing.denied([*before, *said] if said else [], at):
        return reason
    if patterns.SEVERAL_YEARS.search(content):
        return "other_year"
    return "planned_figure" if standing.is_planned(content) else None


def of_cell(content: str, at: Standing) -> str | None:
    """Return why the counts of a cell are no results of the year: '9회(계획)', '(2026년) 12건'."""
    return next(iter(of_line(content, at).values()), None) or of_words(content, at)


def of_line_above(content: str, at: Standing) -> str | None:
    """Return why what stands below a line of a list is no result of the year, by what the line itself is of.

    What it says of counts of its own is said of those, and what it remarks in brackets of itself alone. A
    period after its colon, or in brackets, is when it was done.
    """
    content = _REMARK.sub(lambda remark: " " * len(remark[0]), content)
    mask = masked(content)
    counts = quantities(mask)
    own = content[: counts[0].start] if counts else content
    if standing.is_of_others(own):
        return "other_institution"
    if qualifiers.heads_given(own):
        return "figure_in_text"
    reasons = list(of_line(content, at).values())
    if patterns.SEVERAL_YEARS.search(own):
        return None if counts else "other_year"
    if counts and len(reasons) == len(counts) and len(set(reasons)) == 1 and reasons[0] in _OF_ALL:
        return reasons[0]
    said = [one for one in standing.mentions(content, mask, at) if one.start < len(own)]
    stated = [one for one in said if one.years]
    if stated and stated[-1].years != {at.year}:
        return "other_year"
    colon = patterns.COLON.search(own)
    head = colon.start() if colon else len(own)
    brackets = [(found.start(), found.end()) for found in patterns.IN_BRACKETS.finditer(content)]
    is_ahead = any(
        standing.is_ahead(one, at, is_whole=any(start < one.start < end for start, end in brackets))
        for one in said
        if one.start < head
    )
    return "planned_figure" if is_ahead or standing.is_planned(own) else None


def of_lines_above(lines: Sequence[Line], at: Standing) -> str | None:
    """Return why what stands below these lines, the nearest first, is no result of the year."""
    is_dated = False
    for line in lines:
        if len(line.text) > _LONGEST_LINE:
            continue
        reason = of_line_above(line.text, at)
        if reason and not (reason == "other_year" and is_dated):
            return reason
        is_dated = is_dated or any(one.years for one in standing.mentions(line.text, masked(line.text), at))
    return None


@dataclass(slots=True)
class _Line:
    content: str
    mask: str
    at: Standing
    counts: list[Quantity]
    found: dict[int, str] = field(default_factory=dict)
    said: list[Mention] = field(default_factory=list)
    groups: list[_Group] = field(default_factory=list)
    is_of_others: bool = False
    behind: dict[tuple[int, int], tuple[str, int, bool]] = field(default_factory=dict)

    def reasons(self) -> dict[int, str]:
        self.said = standing.mentions(self.content, self.mask, self.at)
        self.is_of_others = standing.is_of_others(self.content)
        top = self._tree()
        self._read(top, False)
        starts = [one.start for one in self.counts]
        for first, last in standing.compared(self.content, self.mask, self.at):
            for start in starts[bisect_left(starts, first) : bisect_left(starts, last)]:
                self.found.setdefault(start, "other_year")
        self._two_figures()
        self._qualified(top)
        if qualifiers.heads_given(self.content):
            for one in self.counts:
                self.found.setdefault(one.start, "figure_in_text")
        return self.found

    def _tree(self) -> _Group:
        """Return the line as a tree of brackets; only those that hold counts are told."""
        top = current = _Group(-1, len(self.content))
        remaining = list(self.counts)
        for index, letter in enumerate(self.mask):
            while remaining and remaining[0].start == index:
                current.items.append(remaining.pop(0))
            if letter in _OPENING:
                current = _Group(index, len(self.content), current)
            elif letter in _CLOSING and current.parent is not None:
                current.end = index + 1
                current = self._close(current, current.parent)
        while current.parent is not None:
            current = self._close(current, current.parent)
        return top

    def _close(self, group: _Group, parent: _Group) -> _Group:
        """Give a bracket that holds counts its place in the one around it, and return that one."""
        if group.items:
            group.number = len(parent.items)
            parent.items.append(group)
            self.groups.append(group)
        return parent

    def _text(self, first: int, last: int) -> str:
        """Return a stretch of the line without brackets that have counts of their own."""
        letters = list(self.content[first:last])
        for group in self.groups:
            if first <= group.start and group.end <= last:
                width = group.end - group.start
                letters[group.start - first : group.end - first] = _BLANK * width
        return "".join(letters)

    def _phrase(self, first: int, last: int) -> tuple[str, bool]:
        """Return what stands from a place up to the end of its phrase, and whether a mark ends it."""
        masked_text = list(self.mask[first:last])
        depth = 0
        for index, letter in enumerate(masked_text):
            depth += (letter in _OPENING) - (letter in _CLOSING)
            if depth > 0 and _IN_BRACKET.match(self.mask, first + index, last):
                masked_text[index] = " "
        mark = patterns.PHRASE_END.search("".join(masked_text))
        stop = mark.start() if mark else last - first
        return self.content[first : first + stop], mark is not None

    def _read(self, group: _Group, is_planned: bool) -> None:
        """Read one level of brackets; is_planned: by what stands before its bracket."""
        last = group.start + 1
        for number, item in enumerate(group.items):
            gap = self._text(last, item.start)
            is_planned = self._goes_on(gap, is_planned, is_first=not number)
            if isinstance(item, _Group):
                self._read(item, is_planned)
            elif reason := self._reason(group, number, item, is_planned):
                self.found[item.start] = reason
            last = item.end
        self._same_period(group)
        for item, following in zip(group.items, group.items[1:], strict=False):
            if isinstance(item, Quantity) and isinstance(following, _Group):
                self._includes(item, following)

    def _goes_on(self, gap: str, is_planned: bool, *, is_first: bool) -> bool:
        """Tell whether words of a plan rule the count after a gap: those in it, or those before it."""
        colons = list(patterns.COLON.finditer(gap))
        own = gap
        if not is_first and not colons and (mark := patterns.PHRASE_END.search(gap)):
            own = gap[mark.end() :]
        if standing.is_planned(own) or patterns.UNDER_WAY_LAST.search(own):
            return True
        head = gap[: colons[-1].start()] if colons else ""
        if head and results.heads_no_results(head):
            return True
        return is_planned and not colons and not patterns.REACHED.search(own)

    def _reason(self, group: _Group, number: int, one: Quantity, is_planned: bool) -> str | None:
        before = self._before(one.start)
        if self.is_of_others and standing.is_of_others(self._text(0, one.start)):
            return "other_institution"
        after, first, is_ended = self._after(group, number)
        bracket = _attached(after)
        if self._is_held_by_another(self._text(0, one.start), bracket):
            return "other_institution"
        if bracket.strip("()[] ") in words("outputs", "a_time"):
            return "figure_in_text"
        if patterns.UNSETTLED.search(bracket):
            return "planned_figure"
        if patterns.SEVERAL_YEARS.search(self._text(0, one.start) + bracket):
            return "other_year"
        beside = [m for m in self.said if first <= m.start < first + len(bracket)]
        behind = [m for m in self.said if first <= m.start < first + len(after)] if is_ended else []
        if reason := standing.denied([*before, *beside], self.at):
            return reason
        # A year behind a count rules it where none stands before, and no other count comes first.
        is_ruled = any(m.years for m in before) and any(m.years for m in behind)
        if behind and not is_ruled and (reason := standing.denied([*before, *behind], self.at)):
            return reason
        is_planned = is_planned and not patterns.COMPLETED.search(after)
        is_so = is_planned or standing.is_planned(after) or patterns.UNDER_WAY.search(after)
        return "planned_figure" if is_so or patterns.WISHED.search(after) else None

    def _is_held_by_another(self, before: str, bracket: str) -> bool:
        """Tell whether another institution did it: the line begins with its name, or a bracket tells so."""
        phrases = before.split(",", 2)
        if len(phrases) > 1 and " " not in phrases[0].strip() and self._is_another(phrases[0]):
            return not self._is_another(phrases[1])
        marks = list(patterns.PHRASE_END.finditer(before))
        held = patterns.HELD_BY.search((before[marks[-1].end() :] if marks else before) + bracket)
        return held is not None and self._is_another(held[1])

    def _is_another(self, name: str) -> bool:
        return bool(self.at.own_names) and names_another(name, self.at.own_names)

    def _same_period(self, group: _Group) -> None:
        """Deny what a list counts in the unit of its last count, where a bracket at its end denies that."""
        counts = [item for item in group.items if isinstance(item, Quantity)]
        if len(counts) < 2 or self.found.get(counts[-1].start) != "other_year":
            return
        last = counts[-1]
        if any(mention.start < last.start for mention in self.said):
            return
        for one in counts:
            if one.unit == last.unit:
                self.found.setdefault(one.start, "other_year")

    def _before(self, place: int) -> list[Mention]:
        """Return the years and periods before a place, but for those of brackets with counts of their own."""
        closed = [group for group in self.groups if group.end <= place]
        return [
            mention
            for mention in self.said
            if mention.start < place and not any(g.start < mention.start < g.end for g in closed)
        ]

    def _after(self, group: _Group, number: int) -> tuple[str, int, bool]:
        """Return the words behind a count, where they begin, and whether they end before the next one does.

        Where only a mark or counts follow it, they are those behind the next count: '3회, 2회 예정'.
        """
        passed: list[tuple[int, int]] = []
        while True:
            key = id(group), number
            if key in self.behind:
                found = self.behind[key]
                break
            passed.append(key)
            item = group.items[number]
            is_last = number + 1 == len(group.items)
            stop = group.items[number + 1].start if not is_last else group.end
            if group.parent is not None and is_last:
                stop = max(item.end, group.end - 1)
            phrase, is_ended = self._phrase(item.end, stop)
            has_words = any(letter.isalpha() for letter in phrase)
            is_outermost = group.parent is None or group.number is None
            if has_words or (is_last and (is_ended or is_outermost)):
                found = phrase, item.end, is_ended or is_last
                break
            if not is_last:
                number += 1
            else:
                number, group = group.number or 0, group.parent or group
        self.behind |= dict.fromkeys(passed, found)
        return found

    def _includes(self, one: Quantity, bracket: _Group) -> None:
        """Deny a count that includes one that is denied: '4회(12월 1회 포함)', '5회(4월 3회, 12월 2회)'."""
        between = self.content[one.end : bracket.start]
        inside = self.content[bracket.start : bracket.end]
        parts = [item for item in bracket.items if isinstance(item, Quantity)]
        is_sum = sum(part.number.value or 0 for part in parts if part.unit == one.unit) == one.number.value
        is_told = patterns.INCLUDED.search(inside) is not None
        if between.strip() or not (is_sum or is_told):
            return
        for part in parts:
            if (reason := self.found.get(part.start)) and (is_told or part.unit == one.unit):
                self.found.setdefault(one.start, reason)

    def _two_figures(self) -> None:
        """Deny the whole of '3회 중 2회', and its part where no word says that it was done."""
        for one, other in zip(self.counts, self.counts[1:], strict=False):
            gap = self.content[one.end : other.start]
            if one.unit != other.unit:
                continue
            if patterns.OUT_OF.match(gap):
                self.found.setdefault(one.start, "second_figure")
                phrase, _ = self._phrase(other.end, len(self.content))
                if not phrase.partition("(")[0].strip().endswith(words("outputs", "reached")):
                    self.found.setdefault(other.start, "second_figure")
            elif gap.strip() == "/":
                self.found.setdefault(one.start, "second_figure")
                self.found.setdefault(other.start, "second_figure")
        if self.counts and self._is_number_of_a_time(self.counts[0]):
            for one in self.counts:
                self.found.setdefault(one.start, "figure_in_text")  # all of that time alone
        for one in self.counts:
            before = self.content[: one.start]
            if patterns.FRACTION.search(before):
                self.found.setdefault(one.start, "second_figure")
            elif patterns.DIFFERENCE.search(before):
                self.found.setdefault(one.start, "figure_in_text")

    def _qualified(self, group: _Group, around: str = "") -> None:
        """Deny what a word of its phrase makes a bound, a mean, a capacity, or what was not done.

        around: the phrase before a bracket, for the counts in it that no words of their own stand before.
        """
        last = group.start + 1
        for number, item in enumerate(group.items):
            gap = self._text(last, item.start)
            marks = list(patterns.PHRASE_END.finditer(gap))
            own = gap[marks[-1].end() :] if marks else gap
            own = own if any(letter.isalpha() for letter in own) else f"{around} {own}"
            last = item.end
            if isinstance(item, _Group):
                self._qualified(item, own)
                continue
            after, _, is_ended = self._after(group, number)
            reason = qualifiers.before(own, item) or (qualifiers.behind(after, item) if is_ended else None)
            if reason:
                self.found.setdefault(item.start, reason)

    def _is_number_of_a_time(self, one: Quantity) -> bool:
        """Tell whether '1회' begins a line and a date or colon follows: which time it is, not how often."""
        is_first = not any(letter.isalnum() for letter in self.mask[: one.start])
        is_times = one.unit in words("outputs", "times") and not one.lead
        return is_first and is_times and bool(patterns.IN_TURN.search(self.mask[one.end :]))


def _attached(after: str) -> str:
    """Return the bracket that stands right behind a count, with the room before it."""
    room = len(after) - len(after.lstrip())
    if after[room : room + 1] not in tuple(_OPENING):
        return ""
    end = min((place for letter in _CLOSING if (place := after.find(letter)) >= 0), default=len(after))
    return after[: end + 1]
