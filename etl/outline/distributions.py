"""Tables of a survey without crossings: of each category how many, and what part; or of each row its answers.

The headings say which column is which, and the parts have to follow: a percentage from its count, or the
answers of a row from one hundred.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from etl.blocks import Table, TableRow
from etl.korean import notes, numbers, patterns, text
from etl.korean.heading_marks import unmarked
from etl.korean.heading_periods import heading_period
from etl.korean.numbers import Number, State
from etl.outline import captions
from etl.outline.context import Context
from etl.outline.quantities import masked
from etl.tables.header import Column, Grid
from etl.vocabulary import is_one_of, words

_NOTE = re.compile(r"(?<!\s)\s*+\([^()]*+\)\s*+$")
_TOTAL = re.compile(r"^(\d[\d,.]*)\s*\(\s*100(?:\.0+)?\s*\)$")
_COUNT, _PERCENT, _SUM, _LABEL = "count", "percent", "total", "label"
_ROUNDING = Decimal("0.1")
"""A survey shifts a last digit so that its percentages add up to one hundred."""
_FEWEST_ANSWERS = 2
_ALL = 100
_MOST_LABELS = 2


@dataclass(frozen=True, slots=True)
class Category:
    """One category with its figures. answer: of a crossing, the heading of its column."""

    row: TableRow
    raw: str
    dimension: str | None
    category: str | None
    count: Number
    percent: Number
    total: Number
    answer: tuple[str | None, str] | None = None
    is_proved: bool = False


@dataclass(frozen=True, slots=True)
class Distribution:
    """The categories of a grid, and why its other figures are none: by line and column, from 1."""

    categories: tuple[Category, ...]
    left: dict[tuple[int, int], str]


def role_of(heading: str) -> str | None:
    """Return what a heading of a survey's column is."""
    plain = _NOTE.sub("", heading)
    return next((r for r in (_LABEL, _COUNT, _PERCENT, _SUM) if is_one_of(plain, words("survey", r))), None)


def distributions(table: Table, context: Context) -> list[Distribution]:
    """Return what a table distributes; nothing where it is of several years, or of no survey."""
    found = []
    for grid in context.grids_of(table):
        if not 0 < len(grid.labels) <= _MOST_LABELS or _is_of_periods(grid, context.fiscal_year):
            continue
        title = captions.title_above(table.place, context, tells_of_asking)
        for read in (_in_columns, _in_rows, _answers):
            one = read(grid, title)
            if one is not None and (_is_of_survey(grid, title) or _is_torn(grid)):
                found.append(one)
                break
    return found


def _is_of_periods(grid: Grid, fiscal_year: int) -> bool:
    """Tell whether the columns or the rows are of several periods: such a table is a series."""
    for paths in ([column.path for column in grid.figures], grid.names):
        told = {
            (one.year, one.part)
            for path in paths
            for heading in path
            if (one := heading_period(heading, fiscal_year)) is not None
        }
        if len(told) > 1:
            return True
    return False


def _is_torn(grid: Grid) -> bool:
    """Tell whether a heading of labels stands over two columns, the dimension and its categories."""
    headings = [column.path for column in grid.columns if column.index in grid.labels]
    return len(headings) == _MOST_LABELS and not headings[1] and role_of(" ".join(headings[0])) == _LABEL


def tells_of_asking(content: str) -> bool:
    """Tell whether a line tells of a survey whom it asked, when, how, or what came of it, and names none."""
    if notes.states_figure(content):
        return True
    named = text.key(unmarked(notes.without_brackets(content)))
    is_about = named.startswith(words("survey", "about")) and not named.endswith(words("survey", "names"))
    told = masked(notes.without_brackets(content))
    return is_about or "%" in told or patterns.QUANTITY.search(told) is not None


def _is_of_survey(grid: Grid, title: str | None) -> bool:
    asked = words("survey", "asked")
    said = [heading for column in grid.columns for heading in column.path]
    said += [name for path in grid.names for name in path]
    return any(is_one_of(_NOTE.sub("", one), asked) for one in said) or any(
        word in (title or "") for word in words("survey", "captions")
    )


def _in_columns(grid: Grid, title: str | None) -> Distribution | None:
    """Read counts and percentages side by side, a category a row."""
    roles = {column.index: _role_of_path(column.path) for column in grid.figures}
    own = {role: [i for i, r in roles.items() if r == role] for role in (_COUNT, _PERCENT, _SUM)}
    if len(own[_COUNT]) != 1 or len(own[_PERCENT]) != 1 or len(own[_SUM]) > 1:
        return None
    (count,), (percent,) = own[_COUNT], own[_PERCENT]
    found: list[Category] = []
    left: dict[tuple[int, int], str] = {}
    whole: Number | None = None
    total, of_dimension = Number(State.EMPTY), None
    for row, names in zip(grid.body, grid.names, strict=True):
        dimension, category = _named(grid, names, title)
        if names and is_one_of(_NOTE.sub("", names[-1]), words("survey", "total")):
            if len(names) == 1:
                whole = _count(grid.cell(row, count))
            left[row.line_of(count), count + 1] = left[row.line_of(percent), percent + 1] = "recomputed"
            continue
        cell = grid.cell(row, own[_SUM][0]) if own[_SUM] else ""
        if cell or dimension != of_dimension:
            total = _total(cell) if cell else Number(State.EMPTY)
        of_dimension = dimension
        figures = _count(grid.cell(row, count)), numbers.parse_rate(grid.cell(row, percent))
        found.append(Category(row, row.raw, dimension, category, *figures, total))
    if len(grid.labels) == 1:
        found = _under_headings(found)
    return _proved(_without_lost(found, whole), left, whole, is_plain=_is_torn(grid))


def _under_headings(found: list[Category]) -> list[Category]:
    """Return the categories under the rows that name a group and hold no figure, which are none themselves.

    They are headings where the rows below each of them add up to one hundred; else what is empty is a
    category whose figures are lost.
    """
    groups: list[list[Category]] = [[]]
    for one in found:
        if one.count.state is State.EMPTY and one.percent.state is State.EMPTY and one.category:
            groups.append([one])
        else:
            groups[-1].append(one)
    opening, headed = groups[0], groups[1:]
    for group in ([opening] if opening else []) + [group[1:] for group in headed]:
        percents = [one.percent.value for one in group]
        if not percents or None in percents:
            return found
        added = sum((percent or Decimal(0) for percent in percents), Decimal(0))
        if abs(added - _ALL) > _ROUNDING * len(percents):
            return found
    return opening + [replace(one, dimension=group[0].category) for group in headed for one in group[1:]]


def lost_after(parts: Sequence[Decimal | None], whole: Decimal | None, rounding: Decimal) -> int | None:
    """Return how many rows are of a group's printed label, where the rows below it are of lost ones.

    The rows under one label add up to the whole more than once, and to nothing besides; None where they are
    one group, or nothing can be told.
    """
    if whole is None or None in parts:
        return None
    closings: list[int] = []
    begun, added = 0, Decimal(0)
    for place, part in enumerate(parts, start=1):
        added += part or Decimal(0)
        if added and abs(added - whole) <= rounding * (place - begun):
            closings.append(place)
            begun, added = place, Decimal(0)
    return closings[0] if len(closings) > 1 and closings[-1] == len(parts) else None


def _without_lost(found: Sequence[Category], whole: Number | None) -> list[Category]:
    """Return the categories, without a dimension where they are of a group whose label is lost."""
    kept: list[Category] = []
    for _, group in itertools.groupby(found, key=lambda one: one.dimension):
        own = list(group)
        stated = own[0].total.value or (whole.value if whole else None)
        ends = lost_after([one.percent.value for one in own], Decimal(_ALL), _ROUNDING)
        if stated is not None and lost_after([one.count.value for one in own], stated, Decimal(0)) != ends:
            ends = None
        kept += own[:ends] + ([replace(one, dimension=None) for one in own[ends:]] if ends else [])
    return kept


def _in_rows(grid: Grid, title: str | None) -> Distribution | None:
    """Read counts above percentages, a category a column."""
    roles = [role_of(names[-1]) if names else None for names in grid.names]
    if roles.count(_COUNT) != 1 or roles.count(_PERCENT) != 1:
        return None
    counts, percents = grid.body[roles.index(_COUNT)], grid.body[roles.index(_PERCENT)]
    found: list[Category] = []
    whole: Number | None = None
    left: dict[tuple[int, int], str] = {}
    heading = next((h for c in grid.columns if c.index in grid.labels for h in c.path), "")
    own = title if not heading or role_of(heading) == _LABEL else text.label(heading)
    for column in grid.figures:
        figures = (
            _count(grid.cell(counts, column.index)),
            numbers.parse_rate(grid.cell(percents, column.index)),
        )
        if column.path and is_one_of(_NOTE.sub("", column.path[-1]), words("survey", "total")):
            whole = figures[0]
            for row in (counts, percents):
                left[row.line_of(column.index), column.index + 1] = "recomputed"
            continue
        above = text.label(" ".join(column.path[:-1])) if len(column.path) > 1 else own
        category = text.label(column.path[-1]) if column.path else None
        raw = f"{counts.raw} / {percents.raw}"
        found.append(Category(counts, raw, above, category, *figures, Number(State.EMPTY)))
    return _proved(found, left, whole)


def _answers(grid: Grid, title: str | None) -> Distribution | None:
    """Read the answers of each row in percent, beside how many were asked."""
    counts = [c.index for c in grid.figures if c.path and role_of(c.path[-1]) == _COUNT]
    if len(counts) != 1:
        return None
    answers = [c for c in grid.figures if c.index != counts[0] and c.path and role_of(c.path[-1]) is None]
    printed = [[numbers.parse_rate(grid.cell(row, c.index)) for c in answers] for row in grid.body]
    answered, parts = _adding_up(answers, printed)
    is_named = title is not None or all(len(column.path) > 1 for column in answered)
    if len(answered) < _FEWEST_ANSWERS or not is_named:
        return None
    found: list[Category] = []
    for row, names, percents in zip(grid.body, grid.names, parts, strict=True):
        dimension, category = _named(grid, names, title)
        total = _count(grid.cell(row, counts[0]))
        for column, percent in zip(answered, percents, strict=True):
            above = text.label(" ".join(column.path[:-1])) or title
            answer = above, text.label(column.path[-1]) or column.path[-1]
            found.append(
                Category(row, row.raw, dimension, category, Number(State.NONE), percent, total, answer, True)
            )
    return Distribution(tuple(found), {})


def _adding_up(
    answers: Sequence[Column], parts: Sequence[Sequence[Number]]
) -> tuple[Sequence[Column], Sequence[Sequence[Number]]]:
    """Return the answers that add up to one hundred in most rows: all of them, or all but the last."""
    for stop in (len(answers), len(answers) - 1):
        sums = [
            sum((one.value or Decimal(0) for one in row[:stop]), Decimal(0))
            for row in parts
            if any(one.value is not None for one in row[:stop])
        ]
        held = sum(abs(total - 100) <= _ROUNDING * stop for total in sums)
        if stop >= _FEWEST_ANSWERS and sums and held * 5 >= len(sums) * 4:
            return answers[:stop], [row[:stop] for row in parts]
    return [], parts


def _role_of_path(path: Sequence[str]) -> str | None:
    """Return what a column is: its lowest heading says so, and none above it but a word for all."""
    above = [role_of(heading) for heading in path[:-1]]
    return role_of(path[-1]) if path and all(role == _SUM for role in above) else None


def _named(grid: Grid, names: Sequence[str], title: str | None) -> tuple[str | None, str | None]:
    """Return the dimension and the category of a row; one column of labels is headed by the dimension."""
    if len(grid.labels) == _MOST_LABELS:
        return (names[0], names[1]) if len(names) == _MOST_LABELS else (names[0] if names else None, None)
    heading = next((h for c in grid.columns if c.index in grid.labels for h in c.path), "")
    own = title if not heading or role_of(heading) == _LABEL else text.label(heading)
    return own, names[0] if names else None


def _count(cell: str) -> Number:
    return numbers.exactly(numbers.parse(cell, whole=True))


def _total(cell: str) -> Number:
    found = _TOTAL.match(cell)
    return numbers.exactly(numbers.parse(found[1] if found else cell, whole=True))


def _proved(
    found: Sequence[Category],
    left: dict[tuple[int, int], str],
    whole: Number | None,
    *,
    is_plain: bool = False,
) -> Distribution | None:
    """Return the categories whose percentages follow from their counts; none where most do not.

    is_plain: the form says by itself what its columns are, whatever the figures: then a percentage that does
    not follow is the document's, and a finding, and none that follows is a proof.

    The whole is what the row or the table states, else the sum of the dimension's counts. Of a question with
    several answers the counts add up to more; then each percentage has to be of the same whole.
    """
    if any(one.percent.value is not None and one.percent.value > _ALL for one in found):
        return None  # no part is more than the whole: the columns are another's
    categories: list[Category] = []
    held = tested = 0
    for one, total in _with_totals(found, whole):
        follows = _follows(one, total)
        tested += follows is not None
        held += follows is True
        stated = one.total if one.total.value is not None else whole or Number(State.EMPTY)
        categories.append(
            Category(one.row, one.raw, one.dimension, one.category, one.count, one.percent, stated,
                     is_proved=follows is True and not is_plain)
        )  # fmt: skip
    is_sure = is_plain or (tested > 0 and 2 * held > tested)
    return Distribution(tuple(categories), left) if is_sure else None


def _with_totals(
    found: Sequence[Category], whole: Number | None
) -> Iterator[tuple[Category, Decimal | None]]:
    for one in found:
        own = [other for other in found if other.dimension == one.dimension]
        added = sum((other.count.value or Decimal(0) for other in own), Decimal(0))
        stated = one.total.value or (whole.value if whole else None)
        yield one, stated or _common_whole(own) or added


def _common_whole(own: Sequence[Category]) -> Decimal | None:
    """Return the one whole that every count and its percentage are of, where it is not their sum."""
    shares = [(one.count.value, one.percent.value) for one in own]
    known = [(count, percent) for count, percent in shares if count and percent]
    if len(known) < _FEWEST_ANSWERS or sum(percent for _, percent in known) <= 101:
        return None
    largest, percent = max(known)
    whole = (100 * largest / percent).to_integral_value()
    return whole if all(abs(100 * count / whole - part) <= _ROUNDING for count, part in known) else None


def _follows(one: Category, total: Decimal | None) -> bool | None:
    if one.count.value is None or one.percent.value is None or not total:
        return None
    return abs(100 * one.count.value / total - one.percent.value) <= _ROUNDING
