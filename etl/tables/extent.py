"""What a table is of: the whole, an account, a fund, what was carried over, a quarter, or another part.

Its caption says so, the brackets in or below that, and the headings over it.
"""

from __future__ import annotations

from collections.abc import Sequence

from etl.blocks import Line
from etl.korean import notes, patterns, text
from etl.korean.heading_marks import unmarked
from etl.korean.heading_periods import heading_period
from etl.tables.caption import names_a_part, pieces_of, without_statements
from etl.tables.header import Grid
from etl.tables.nearby import Over, Stated, is_in_brackets
from etl.vocabulary import is_one_of, words

_FRAMES = {"[": "]", "<": ">", "【": "】", "《": "》", "〔": "〕"}
_SCOPES = ("carry_over", "fund", "account", "quarter", "part")
_IN_BRACKETS = ("carry_over", "fund", "account")
"""A quarter in brackets is as often the day up to which a table goes."""


def _is_by_parts(grid: Grid) -> bool:
    """Tell whether columns are of several quarters or months, so that the budget beside them is of none."""
    said = (heading_period(heading, 0) for column in grid.columns for heading in column.path)
    return len({one.part for one in said if one is not None and one.part is not None}) > 1


def extent_of(
    grid: Grid,
    caption: Line | None,
    near: Sequence[Line],
    own_names: Sequence[str],
    over: Over,
    reading: dict[str, Stated],
) -> str:
    """Return the code of what a table is of: the whole where neither its caption nor a heading says else."""
    by_parts = words("money", "scope", "by_part") if _is_by_parts(grid) else ()
    stated = _captioned(caption, near, own_names, reading, by_parts)
    return (_headed(over, own_names, reading, by_parts) or stated) if stated == "whole" else stated


def _captioned(
    caption: Line | None,
    near: Sequence[Line],
    own_names: Sequence[str],
    reading: dict[str, Stated],
    by_parts: Sequence[str],
) -> str:
    """Return what the caption, and the brackets in or below it, say the table is of: the whole where they
    say nothing else.

    by_parts: words that say by which parts of the year it is told, where its columns are of several.
    """
    narrowing = words("money", "narrowing")
    below = [line for line in near[: near.index(caption) if caption else None] if is_in_brackets(line)]
    for line in below:
        for piece in _telling(line.text):
            if any(word in piece for word in narrowing):
                continue  # what is in it too, or alone left out, is not all that it is of
            if (code := _scope_in_brackets(piece)) is not None:
                reading["scope"] = Stated(code, line.place.line, "stated")
                return code
            is_statement = patterns.COLON.search(piece) is not None
            if not is_statement and names_a_part(piece, own_names, words("money", "caption", "in_brackets")):
                reading["scope"] = Stated("part", line.place.line, "proposed")
                return "part"
    if caption is None:
        return "whole"
    named = text.key(without_statements(unmarked(caption.text)))
    added = _telling(caption.text)
    said = _without(text.key(caption.text), words("money", "of_prices"))
    narrows = any(text.key(word) in said for word in narrowing)
    codes = [_named_scope(_without(named, by_parts)), "part" if narrows else None]
    codes += [_scope_in_brackets(piece) for piece in added]
    if code := next(filter(None, codes), None):
        reading["scope"] = Stated(code, caption.place.line, "stated")
        return code
    if any(names_a_part(content, own_names) for content in (_without(named, by_parts), *added)):
        reading["scope"] = Stated("part", caption.place.line, "proposed")
        return "part"
    for line in near[near.index(caption) + 1 :][:1]:
        if _heads_a_part(line, own_names):
            reading["scope"] = Stated("part", line.place.line, "proposed")
            return "part"
    reading["scope"] = Stated("whole", caption.place.line, "stated")
    return "whole"


def _telling(content: str) -> list[str]:
    """Return the pieces of the brackets of a line that may say of what its figures are, and not of prices."""
    return [piece for piece in pieces_of(content) if not is_one_of(piece, words("money", "of_prices"))]


def _heads_a_part(line: Line, own_names: Sequence[str]) -> bool:
    """Tell whether the line right above a caption is a part's name and no more: '[법인]', 'ㅇ 본원'."""
    content = unmarked(line.text).strip()
    named = text.key(content)
    if named in words("money", "caption", "of_a_house"):
        return True
    is_framed = content[:1] in _FRAMES and content.endswith(_FRAMES.get(content[:1], ""))
    return (
        is_framed
        and patterns.WORDS_ALONE.match(content[1:-1]) is not None
        and names_a_part(named, own_names, _said_over(own_names))
    )


def _scope_in_brackets(piece: str) -> str | None:
    """Return the code of what a piece of brackets names that is not the whole."""
    named = text.key(piece)
    is_period = is_one_of(piece, words("money", "scope", "this_period"))
    return "quarter" if is_period else _named_scope(named, _IN_BRACKETS)


def _named_scope(named: str, codes: Sequence[str] = _SCOPES) -> str | None:
    """Return the code of what words name that is not the whole."""
    return next((c for c in codes if any(text.key(w) in named for w in words("money", "scope", c))), None)


def _without(named: str, said: Sequence[str]) -> str:
    for word in said:
        named = named.replace(text.key(word), "")
    return named


def _headed(
    over: Over, own_names: Sequence[str], reading: dict[str, Stated], by_parts: Sequence[str]
) -> str | None:
    """Return what a heading over a table says that it is of, where that is not the whole."""
    for line in over.headings:
        named = text.key(without_statements(line.text))
        for name in own_names:
            named = named.replace(text.key(name), "")
        code = _named_scope(_without(named, by_parts))
        # A report of a quarter prints the year's budget and what was spent up to then.
        is_title = named.endswith(tuple(map(text.key, words("money", "scope", "reports"))))
        if code and not (code == "quarter" and is_title):
            reading["scope"] = Stated(code, line.place.line, "stated")
            return code
        said = _without(text.key(notes.without_brackets(unmarked(line.text))), by_parts)
        if line in over.marked and names_a_part(said, own_names, also=_said_over(own_names)):
            reading["scope"] = Stated("part", line.place.line, "stated")
            return "part"
    return None


def _said_over(own_names: Sequence[str]) -> tuple[str, ...]:
    """Return what a heading over several captions may say besides, 재단 of a 재단 with it."""
    endings = words("documents", "organization", "endings")
    own = (one for one in endings if any(name.endswith(one) for name in own_names))
    return (*words("money", "caption", "over"), *own)
