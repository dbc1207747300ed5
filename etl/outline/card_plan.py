"""The counts of a task card, and its plan by year, flattened to one cell a line.

The cells of the plan do not say which year they are of. What the card states elsewhere, each under its own
year, does: the counts of one unit are taken where they are, in the order of the years, just the targets of as
many years that follow each other, and where one row alone is named like what those count.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from etl import facts
from etl.blocks import Bullet, Heading, Line
from etl.korean import numbers, patterns, text
from etl.outline import flattened
from etl.outline.context import Context
from etl.vocabulary import words

_FEWEST = 2
"""One count that agrees with one target may do so by chance."""


def counts(line: Line) -> Iterator[tuple[float, str]]:
    """Return the counts of a line with their units, without what only says how often or when."""
    for found in patterns.CARD_QUANTITY.finditer(line.text):
        digits, unit = found.groups()
        number = numbers.parse(digits, whole=True)
        is_inexact = numbers.parse(f"{digits}{unit}").qualifier or patterns.INEXACT_AFTER.match(
            line.text, found.end()
        )
        if number.value is not None and not is_inexact and unit not in words("institutions", "card", "times"):
            yield float(number.value), unit


def read(stated: Sequence[facts.IndicatorResult], context: Context) -> list[facts.Row]:
    """Return the targets of the plan by year. stated: the goals that the card states elsewhere.

    A year whose result is known has its target there.
    """
    body = _body(context)
    columns = flattened.columns_of(body)
    if flattened.lacks_a_year(columns):
        return []
    years = [column.year for column in columns if column.year is not None]
    cells = [(line, place, *count) for line in body for place, count in enumerate(counts(line), start=1)]
    rows: list[facts.Row] = []
    for unit in dict.fromkeys(unit for *_, unit in cells):
        own = [cell for cell in cells if cell[-1] == unit]
        goals = _by_year([goal for goal in stated if goal.unit == unit], years)
        name = _name(body, [goal.name for goal in goals])
        if name is None or [value for *_, value, _ in own] != [goal.target for goal in goals]:
            continue
        for (line, place, *_), goal in zip(own, goals, strict=True):
            if goal.actual is None:
                identity = f"{context.document_id}:{line.place.line}:{place}"
                rows.append(
                    replace(
                        goal,
                        indicator_result_id=identity,
                        line=line.place.line,
                        page=line.place.page,
                        raw=line.text,
                        name=name,
                    )
                )
    return rows


def _body(context: Context) -> list[Line]:
    """Return the lines of the plan: those below its heading, up to the next heading or item."""
    body: list[Line] | None = None
    for line in context.source.lines:
        if isinstance(line, Heading | Bullet) and text.label(line.text):
            if body is not None:
                break
            starts = tuple(map(text.key, words("institutions", "card", "yearly")))
            body = [] if text.key(line.text).startswith(starts) else None
        elif body is not None:
            body.append(line)
    return body or []


def _by_year(goals: Sequence[facts.IndicatorResult], years: Sequence[int]) -> list[facts.IndicatorResult]:
    """Return the goals of the years that follow each other; none where a year has two, or one is between."""
    own = sorted((goal for goal in goals if goal.fiscal_year in years), key=lambda goal: goal.fiscal_year)
    found = [goal.fiscal_year for goal in own]
    is_whole = len(found) >= _FEWEST and found == list(range(found[0], found[0] + len(found)))
    return own if is_whole else []


def _name(body: Sequence[Line], names: Sequence[str]) -> str | None:
    """Return the one row's name, of those before the cells, that shares a word with each of the names."""
    found: list[str] = []
    for line in body:
        label = text.label(line.text)
        if flattened.columns_of([line])[1:]:
            found = []  # what stands before the years heads the rows
        elif label and next(counts(line), None) is None:
            found.append(label)
        elif found:
            break
    alike = [row for row in found if names and all(_shares_a_word(row, name) for name in names)]
    return alike[0] if len(alike) == 1 else None


def _shares_a_word(one: str, other: str) -> bool:
    return any(len(word) > 1 and word in other for word in one.split())
