"""The lines above a line of results, by the levels of its list: what heads it, and what is its sibling."""

from __future__ import annotations

from etl.blocks import Bullet, Heading, Line
from etl.korean import patterns
from etl.korean.heading_marks import MARK

_OPENING, _CLOSING = "([", ")]"
_OF_PARTS = ("appendix", "chapter", "number", "letter")
"""The classes of the marks that part a document, not a list."""


class Above:
    """The lines of a list or a part above the one under reading, by level: a sibling is none of them."""

    def __init__(self) -> None:
        """Begin below a heading of results."""
        self._lines: list[Line] = []
        self._notes: list[Line] = []

    def over(self, line: Line) -> list[Line]:
        """Return the lines of a higher level above a line, nearest first, and make it the last of them."""
        if is_note(line):
            self._notes.append(line)
            return []
        self._notes.clear()
        if isinstance(line, Heading):
            self._lines.clear()
        elif isinstance(line, Bullet):
            self._close(line)
        else:
            stays = _is_heading if _begins_a_part(line) else _heads_text
            while self._lines and not stays(self._lines[-1]):
                self._lines.pop()
        higher = self._lines[::-1]
        self._lines.append(line)
        return higher

    def of_table(self) -> list[Line]:
        """Return the lines above a table, the nearest first."""
        return [*self._notes[::-1], *self._lines[::-1]]

    def _close(self, line: Bullet) -> None:
        """Leave the lists that a line does not go on: those of its own level, and those that are deeper."""
        for index, above in enumerate(self._lines):
            if not isinstance(above, Bullet):
                continue
            is_sibling = (above.indent, above.mark) == (line.indent, line.mark)
            if is_sibling or above.indent > line.indent:
                del self._lines[index:]
                return


def _begins_a_part(line: Line) -> bool:
    """Tell whether text that is no heading by its form is one by its number: 'Ⅳ. 재단 현황'."""
    found = MARK.match(line.text)
    return found is not None and found.lastgroup in _OF_PARTS


def _is_heading(line: Line) -> bool:
    return isinstance(line, Heading)


def _heads_text(line: Line) -> bool:
    """Tell whether text without a mark may stand below a line: a heading, or a bullet that heads a part."""
    return _is_heading(line) or (
        isinstance(line, Bullet) and patterns.PAGE_HEADING.match(line.mark) is not None
    )


def is_note(line: Line) -> bool:
    """Tell whether a line says something of the table below it and heads nothing: '(단위 : 명)'."""
    is_closed = line.text.startswith(tuple(_OPENING)) and line.text.endswith(tuple(_CLOSING))
    return bool(
        is_closed or patterns.ANY_UNIT_LABEL.match(line.text) or patterns.FOOTNOTE_LINE.match(line.text)
    )
