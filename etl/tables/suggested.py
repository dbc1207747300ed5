"""The day, or the span of a year, that words near a table suggest for its amounts; neither is stated."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from etl.blocks import Line
from etl.korean import patterns
from etl.korean.as_of import proposed_stamps
from etl.korean.heading_marks import unmarked
from etl.korean.year_spans import YearSpan, named_year_span, year_span
from etl.tables.caption import names_a_part, pieces_of, without_statements
from etl.tables.nearby import Stated


def _nearer(naming: Sequence[Line], reading: dict[str, Stated]) -> list[Line]:
    """Return the lines that name a table and stand below the one that states its day, if any does."""
    stated = reading.get("as_of")
    return [line for line in naming if not stated or not stated.line or line.place.line > stated.line]


def during(
    near: Sequence[Line],
    caption: Line | None,
    own_names: Sequence[str],
    reading: dict[str, Stated],
    year: int | None,
) -> YearSpan | None:
    """Return the span of the year that is said beside the name of a table, between it and the table, or by
    a name that says nothing else: the money of a feast in May may be spent in any month.
    """
    if year is None or caption is None:
        return None
    nearer = _nearer(near[: near.index(caption) + 1], reading)
    found = next((found for line in nearer if (found := beside(line.text, year)) is not None), None)
    return found or (named(caption.text, own_names, year) if caption in nearer else None)


def beside(content: str, year: int) -> YearSpan | None:
    """Return the span of a year that brackets of a text, or what stands behind its colon, say alone."""
    brackets = patterns.IN_BRACKETS.findall(content)
    said = [patterns.ANY_UNIT_LABEL.split(one)[0] for one in brackets]
    said += [*pieces_of(content), *patterns.COLON.split(content)[1:][-1:]]
    return next((found for one in said if (found := year_span(one.strip("()[], /"), year)) is not None), None)


def named(content: str, own_names: Sequence[str], year: int, also: Sequence[str] = ()) -> YearSpan | None:
    """Return the span that a name says which says nothing else; also: what else it may say."""
    found = named_year_span(without_statements(unmarked(content)), year)
    return found[0] if found and not names_a_part(found[1], own_names, also) else None


def until(naming: Sequence[Line], reading: dict[str, Stated]) -> date | None:
    """Return the day that brackets suggest, where no line below them states one."""
    nearer = _nearer(naming, reading)
    said = [piece for line in nearer for piece in patterns.IN_BRACKETS.findall(line.text)]
    return next((stamp.day for piece in said for stamp in proposed_stamps(piece)), None)
