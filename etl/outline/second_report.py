"""Where a second report begins in a file: its cover, of which no word stands on the first.

Two reports that were put into one file are of two years, dates or institutions. What follows the second cover
would be read as the first one's.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from etl.blocks import Bullet, Line, SourceDocument
from etl.korean import cover_patterns, patterns, periods, text
from etl.korean.heading_marks import MARK
from etl.tables.doubts import names_another
from etl.vocabulary import words

_FIRST_COVER = 30
"""The lines in which the document's own cover stands."""
_REACH = 5
_NEAR = 15
_LONGEST_TITLE = 60
_LONGEST_NAME = 30
_NEXT = 2
"""Lines between a title and the name beside it: at most a blank one."""


@dataclass(frozen=True, slots=True)
class _Cover:
    """A cover: its first line, and what it states: the title, the month of print, the institution."""

    begins: Line
    title: str
    month: tuple[int, int] | None
    name: str | None

    def is_another_than(self, other: _Cover) -> bool:
        """Tell whether it is no second print of the other one, as on an inner page."""
        is_named_otherwise = self.name is not None and other.name is not None and self.name != other.name
        is_printed_otherwise = None not in (self.month, other.month) and self.month != other.month
        return is_named_otherwise or self.title != other.title or is_printed_otherwise


def begins(source: SourceDocument) -> Line | None:
    """Return the first line of the cover of a second report; None where there is none."""
    lines = list(source.lines)
    found = [one for index in range(len(lines)) if (one := _cover(lines, index)) is not None]
    own = next((one for one in found if one.begins.place.line <= _FIRST_COVER), None)
    for one in found:
        is_first = one.begins.place.line <= _FIRST_COVER
        if not is_first and (own is None or one.is_another_than(own)):
            return one.begins
    return None


def of_another(source: SourceDocument, title: int, own_names: Sequence[str]) -> Line | None:
    """Return the first line of a cover of another institution's report; None where there is none.

    It is a title that holds nothing besides the other's name, or that has it in the line above or below.
    title: the line of the document's own.
    """
    lines = list(source.lines)
    for index, line in enumerate(lines):
        if line.place.line <= title or not _is_title(line):
            continue
        rest = _beside_title(line)
        if rest is None:
            continue
        if rest.endswith(words("documents", "organization", "endings")) and names_another(
            line.text, own_names
        ):
            return line
        if rest:
            continue
        above, below = lines[index - 1], lines[index + 1 : index + 2]
        for named in (above, *below):
            if _is_name(named) and _is_next(named, line) and names_another(named.text, own_names):
                return min(named, line, key=lambda one: one.place.line)
    return None


def _beside_title(line: Line) -> str | None:
    """Return what a title says besides its own words and its year; None where it does not end with them."""
    if isinstance(line, Bullet) or MARK.match(line.text):
        return None
    named = text.key(periods.without_dates(line.text))
    own = [text.key(word) for word in words("documents", "title", "words")]
    ended = [text.key(word) for word in ("", *words("documents", "title", "ends"))]
    found = [word + end for word in own for end in ended if named.endswith(word + end)]
    return named.removesuffix(max(found, key=len)) if found else None


def _is_next(one: Line, other: Line) -> bool:
    return abs(one.place.line - other.place.line) <= _NEXT


def without(source: SourceDocument, second: Line) -> SourceDocument:
    """Return a document up to the second report in its file."""
    first = second.place.line
    return replace(source, blocks=tuple(block for block in source.blocks if block.place.line < first))


def _cover(lines: Sequence[Line], index: int) -> _Cover | None:
    """Return the cover whose title a line is.

    It prints its month below and, besides, the session above it or the institution's name below it; or no
    month, but the session and, in the next line, the name.
    """
    title = lines[index]
    if not _is_title(title):
        return None
    above = [line for line in lines[max(0, index - _REACH) : index] if _is_near(line, title)]
    below = [line for line in lines[index + 1 : index + 1 + _REACH] if _is_near(line, title)]
    month = next((found for line in below if (found := periods.cover_month(line.text))), None)
    session = next((line for line in above if cover_patterns.SESSION.search(line.text)), None)
    name = next((text.key(line.text) for line in below if _is_name(line)), None)
    is_named_next = bool(below) and _is_name(below[0])
    if (session is None and name is None) or (month is None and (session is None or not is_named_next)):
        return None
    printed = (month.year, month.month) if month else None
    return _Cover(session or title, text.key(title.text), printed, name)


def _is_near(line: Line, title: Line) -> bool:
    return abs(line.place.line - title.place.line) <= _NEAR


def _is_title(line: Line) -> bool:
    if len(line.text) > _LONGEST_TITLE or patterns.APPENDIX.match(line.text):
        return False
    key = text.key(line.text)
    return any(text.key(word) in key for word in words("documents", "title", "words"))


def _is_name(line: Line) -> bool:
    content = line.text
    is_plain = len(content) <= _LONGEST_NAME and not any(letter.isdigit() for letter in content)
    return is_plain and content.endswith(words("documents", "organization", "endings"))
