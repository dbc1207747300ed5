"""Ends of lines: whether a text goes on in the next line, and whether a space stood where it was broken.

Korean breaks inside words. Some files draw the space at a line's end, and then say it themselves. Otherwise
the room that was left decides, and where both would fit it, how the document writes these words elsewhere.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise

from etl.blocks import Bullet, Place
from etl.readers import marks
from etl.readers.pdf.elsewhere import Elsewhere
from etl.readers.pdf.lines import Line, is_broken_anywhere

_SPACE = 0.35
"""Of a letter's size: what a space takes, at most."""
_USUAL = 0.75
_SLACK = 0.15
_SHARE = 0.1
_MISSING = 3
_MOSTLY = 0.3
_FEWEST = 2
_LONGEST = 12
_MONTHS, _DAYS = 12, 31
_FEWEST_ALONE = 5
_ALONE = 0.9
_CLOSING = frozenset(")]}>,.:;!?%’”'\"」』》〉】〕·…")
_ENDING = frozenset(')]}>,.:;!?%’”"」』》〉】〕')
_BRACKETS = frozenset(")]}")
_OPENING = frozenset("([{<‘“「『《〈【〔")
_FIGURE_END = re.compile(r"(?<![\d,.])[\d,.]++$")
_FIGURE_START = re.compile(r"^[\d,.]+")
_GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_RATE = re.compile(r"\([△▲▵▼-]?(?:\d{1,3}(?:,\d{3})+|\d{1,4})(?:\.\d{1,4})?%?\)|[△▲▵▼-]?\d{1,4}\.\d{1,4}%")
_NOT_IN_RATES = re.compile(r"[^\d(△▲▵▼.,%)-]")
_SYLLABLES = "".join(chr(0xAC00 + 588 * initial) for initial in range(19))
"""The syllables that number items in Korean: each initial with its first vowel."""
_NUMBERED = re.compile(
    rf"^[(\[<]?(?:\d{{1,2}}|[a-z{_SYLLABLES}]|[IVX]{{1,4}})[.)\]>](?:\s|$)|^[\u2460-\u24ff\u2160-\u217f\u2776-\u2793]"
)
_EDGES = "()[]{}<>,.:;!?'\"‘’“”「」『』·"


@dataclass(frozen=True, slots=True)
class Break:
    """The end of a line and the line below it. width: what both stand in; room: what the line left of it."""

    above: Line
    below: Line
    width: float
    room: float

    @property
    def size(self) -> float:
        return self.above.size

    @property
    def could_part_word(self) -> bool:
        """Whether a line may end here though no space stands here."""
        return is_broken_anywhere(self.above.text[-1]) or is_broken_anywhere(self.below.text[0])

    def has_room_for(self, width: float) -> bool:
        return self.room >= width + _SLACK * self.size

    @property
    def is_by_need(self) -> bool:
        """Whether what stands here would be wider than a line if it were one word, and had to be broken."""
        word = self.above.width_of_last(len(self.above.text.rsplit(" ", 1)[-1]))
        return word + self.below.width_of(len(_first_word(self.below.text))) > self.width - _SLACK * self.size

    @property
    def has_room_for_letter(self) -> bool:
        """Whether what cannot be parted of the next line would have fitted."""
        return self.has_room_for(self.below.width_of(_unit(self.below.text)))

    @property
    def has_room_for_word(self) -> bool:
        """Whether the next line's first word would have fitted, and its space."""
        return self.has_room_for(_SPACE * self.size + self.below.width_of(len(_first_word(self.below.text))))


@dataclass
class Spacing:
    """How a document breaks its lines, as its lines say. Lines are told first, then breaks."""

    _words: Counter[str] = field(default_factory=Counter)
    _starts: Counter[str] = field(default_factory=Counter)
    _before: Counter[tuple[str, bool]] = field(default_factory=Counter)
    _after: Counter[tuple[str, bool]] = field(default_factory=Counter)
    _full: list[Break] = field(default_factory=list)
    _spaces: Counter[float] = field(default_factory=Counter)
    _elsewhere: Elsewhere = field(default_factory=Elsewhere)
    _parting: int = 0
    _roomy: int = 0

    def compare(self, texts: Sequence[str], others: Iterable[tuple[str, str]]) -> None:
        """Look for what stands at the breaks told so far, and at others, in texts that no line breaks."""
        told = [(one.above.text, one.below.text) for one in self._full]
        self._elsewhere = Elsewhere.of([*told, *others], texts)

    def tell_line(self, line: Line, *, is_whole: bool) -> None:
        """Count the words of a line; is_whole: no line goes on from it or into it."""
        text = line.text
        words = text.split()
        self._spaces.update(round(one.width / line.size, 2) for one in line.letters if one.text == " ")
        for word in words if is_whole else words[1:-1]:
            bare = word.strip(_EDGES)
            self._words[bare] += 1
            self._starts.update(bare[:length] for length in range(1, min(len(bare), _LONGEST) + 1))
        for before, letter, after in zip(f" {text}", text, text[1:], strict=False):
            if not letter.isalnum() and letter != " " and not (before.isdigit() and after.isdigit()):
                self._before[letter, before == " "] += 1
                self._after[_sign(before + letter), after == " "] += 1

    def tell_break(self, one: Break, *, is_sure: bool) -> None:
        """Count what a break says of how lines are broken; is_sure: the lines stand in one cell."""
        if not one.has_room_for_letter:
            self._full.append(one)
        if is_sure and one.could_part_word and len(_first_word(one.below.text)) > 1:
            self._parting += 1
            wide = _SPACE * one.size + one.below.width_of(_unit(one.below.text))
            self._roomy += one.has_room_for(wide) and not one.has_room_for_word

    def _draws_last_space(self, one: Break) -> bool:
        """Tell whether the space at which a line is broken is drawn: it is at some, and seldom missing.

        Some programs draw it beyond the line's end as well, others only where there is room for it.
        """
        return self._draws_within if self._has_room_for_space(one) else self._draws_beyond

    def _has_room_for_space(self, one: Break) -> bool:
        return one.room >= self._space * one.size

    @cached_property
    def _space(self) -> float:
        """How wide a space is, of a letter's size: all but a few are no wider."""
        before = 0
        for width, count in sorted(self._spaces.items()):
            before += count
            if before >= _USUAL * self._spaces.total():
                return width
        return _SPACE

    @cached_property
    def _draws_within(self) -> bool:
        within = [one for one in self._full if self._has_room_for_space(one)]
        return self._draws_beyond or self._are_drawn(within)

    @cached_property
    def _draws_beyond(self) -> bool:
        return self._are_drawn([one for one in self._full if not self._has_room_for_space(one)])

    def _are_drawn(self, full: Sequence[Break]) -> bool:
        drawn = sum(one.above.ends_open for one in full)
        missing = 0
        for one in full:
            if not one.above.ends_open and one.above.text[-1].isalpha() and one.below.text[0].isalpha():
                as_one, as_two = self._known(one.above.text, one.below.text)
                missing += as_two > as_one
        return drawn > max(_SHARE * len(full), _MISSING * missing)

    @property
    def keeps_words(self) -> bool:
        """Whether lines are broken between words alone."""
        return self._roomy >= _FEWEST and self._roomy >= _MOSTLY * self._parting

    def goes_on(self, one: Break) -> bool:
        """Tell whether a line was broken by its width, so that its text goes on."""
        if self._starts_item(one):
            return False
        if one.above.ends_open and not one.has_room_for_word:
            return True
        return not (one.has_room_for_word if self.keeps_words else self._has_room(one))

    def _starts_item(self, one: Break) -> bool:
        """Tell whether a line begins an item; a sign may stand within a word that was broken before it."""
        if one.above.ends_open or one.has_room_for_letter:
            return starts_item(one.below.text)
        return starts_item(one.below.text) and self._elsewhere.joined(one.above.text, one.below.text) != ""

    def _has_room(self, one: Break) -> bool:
        return one.has_room_for(_SPACE * one.size + one.below.width_of(_unit(one.below.text)))

    def joined(self, one: Break) -> str:
        """Return what stands between a line and the next one: a space, or nothing."""
        last, first = one.above.text[-1], one.below.text[0]
        if self._parts_rate(one):
            return ""
        if one.above.ends_open or self._starts_item(one):
            return " "
        if last in _OPENING or first in _BRACKETS or (first in _CLOSING and not one.has_room_for_letter):
            return ""
        if (last.isdigit() and first.isdigit()) or (last == "," and first.isdigit()):
            return "" if _is_one_figure(one.above.text, one.below.text) else " "
        if one.has_room_for_word if self.keeps_words else one.has_room_for_letter:
            return " "
        if self.keeps_words:
            if not one.could_part_word or (last.isalnum() and first.isalnum()):
                return " "
        elif not one.could_part_word and not one.is_by_need:
            return " "
        if self._draws_last_space(one):
            return ""
        told = self._elsewhere.joined(one.above.text, one.below.text)
        return self._as_elsewhere(one.above.text, one.below.text) if told is None else told

    def parts_figure(self, one: Break) -> bool:
        """Tell whether a figure was broken, and none of its parts is one by itself."""
        return _is_one_figure(one.above.text, one.below.text) or self._parts_rate(one)

    def _parts_rate(self, one: Break) -> bool:
        """Tell whether a figure was broken that is closed in, or ends in a percent sign.

        In brackets what may be a month and a day is one figure only where a space would have been drawn.
        """
        if one.above.ends_open or one.has_room_for_letter or not one.is_by_need:
            return False
        found = _one_rate(one.above.text, one.below.text)
        return bool(found) and (not _is_day(found) or self._draws_last_space(one))

    def _as_elsewhere(self, above: str, below: str) -> str:
        """Return what the document has between such words where no line ends."""
        last, first = above[-1], below[0]
        if not last.isalnum():
            sign = _sign(f" {above}"[-2:])
            parted, joined = self._after[sign, True], self._after[sign, False]
            usual = last in _ENDING or sign != last
            return " " if parted > joined or (parted == joined and usual) else ""
        if not first.isalnum():
            return " " if self._before[first, True] > self._before[first, False] else ""
        if first.isdigit():
            return " "
        if last.isdigit():
            return ""
        as_one, as_two = self._known(above, below)
        return " " if as_two > as_one else ""

    def _known(self, above: str, below: str) -> tuple[int, int]:
        """Return how often a line's last word and the next one's first stand elsewhere as one, and as two."""
        before, after = above.split()[-1].strip(_EDGES), below.split()[0].strip(_EDGES)
        whole = before + after
        as_one = self._starts[whole[:_LONGEST]] + sum(
            self._words[whole[:length]] for length in range(len(before) + 1, len(whole))
        )
        return as_one, self._as_word(before) + self._as_word(after)

    def _as_word(self, text: str) -> int:
        """Return how often a text stands as a word; a letter that begins others as well says nothing."""
        count = self._words[text]
        return count if len(text) > 1 or count >= max(_FEWEST_ALONE, _ALONE * self._starts[text]) else 0


def starts_item(text: str) -> bool:
    """Tell whether a line begins a further item by its mark or its number."""
    return isinstance(marks.line(Place(0), text), Bullet) or bool(_NUMBERED.match(text))


def joined(lines: Sequence[Line], width: float, spacing: Spacing) -> str:
    """Return the text of lines that belong together, in so much width."""
    text = lines[0].text
    for one in breaks(lines, width):
        text += spacing.joined(one) + one.below.text
    return text


def breaks(lines: Sequence[Line], width: float) -> Iterable[Break]:
    """Yield the breaks between lines that stand in so much width."""
    for above, below in pairwise(lines):
        yield Break(above, below, width, width - (above.right - above.left))


def _sign(text: str) -> str:
    """Return the sign that ends a text; one that stands by itself begins an item, and is another."""
    return text if text[0] == " " else text[-1]


def _first_word(text: str) -> str:
    return text.split(" ", 1)[0]


def _unit(text: str) -> int:
    """Return how many letters at a line's start cannot be parted: one of Hangul, and signs that close."""
    count = 0
    while count < len(text) and text[count] in _OPENING:
        count += 1
    if count < len(text) and is_broken_anywhere(text[count]):
        count += 1
    else:
        while count < len(text) and text[count] != " " and not is_broken_anywhere(text[count]):
            count += 1
    while count < len(text) and text[count] in _CLOSING:
        count += 1
    return count


def _is_one_figure(above: str, below: str) -> bool:
    """Tell whether a figure was broken: its parts are none by themselves, and together they are one."""
    end, start = _FIGURE_END.search(above), _FIGURE_START.search(below)
    if not end or not start:
        return False
    is_whole = bool(_GROUPED.fullmatch(end[0])) or "," not in end[0]
    return not is_whole and bool(_GROUPED.fullmatch(end[0] + start[0]))


def _one_rate(above: str, below: str) -> str:
    """Return the figure in brackets or in percent that two lines part; none where a part is one by itself."""
    end = _NOT_IN_RATES.split(above.rsplit(" ", 1)[-1])[-1]
    start = _NOT_IN_RATES.split(_first_word(below))[0]
    end = end[max(end.rfind("("), 0) :]
    if not end or not start or _RATE.fullmatch(end) or _RATE.fullmatch(start):
        return ""
    found = _RATE.match(end + start)
    return found[0] if found and found.end() > len(end) else ""


def _is_day(rate: str) -> bool:
    """Tell whether a figure may be a month and a day that a space parts."""
    month, _, day = rate.strip("()").partition(".")
    return month.isdigit() and day.isdigit() and int(month) <= _MONTHS and int(day) <= _DAYS
