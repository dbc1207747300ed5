"""Rows that are of another year by what names them: '구름 축제(2030년)', or a group '2030년' over them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from etl.korean import text, years
from etl.tables.doubts import is_left_over, is_year_and_stage, names_another_year
from etl.tables.header import Grid
from etl.vocabulary import is_one_of, words


@dataclass(frozen=True, slots=True)
class RowYears:
    """The rows of another year. said: those that say so. maybe: those whose name may as well hold the year in
    which something began: '다리 놓기(2030년)'."""

    said: frozenset[int]
    maybe: frozenset[int]


def of_other_years(grid: Grid, year: int) -> RowYears:
    """Return the rows of a grid that are of another year than the table, or may be."""
    stated = _stated(grid, year)
    named = [names[-1] if names else "" for names in grid.names]
    bare = Counter(text.key(years.without_year(name)) for name in set(named))
    said, maybe = set(), set()
    for row, (name, dated) in enumerate(zip(named, grid.dated_names, strict=True)):
        if row in stated or names_another_year(name, year) or _is_in_group_of_another(dated, year):
            said.add(row)
        elif _ends_with_another(name, year) or (
            _names_another(name, year) and bare[text.key(years.without_year(name))] > 1
        ):
            maybe.add(row)
    return RowYears(frozenset(said), frozenset(maybe))


def _stated(grid: Grid, year: int) -> set[int]:
    """Return the rows of which a column of years states another one; a merged year goes on."""
    wanted = words("money", "years")
    column = next((c.index for c in grid.columns if c.path and is_one_of(c.path[-1], wanted)), None)
    if column is None:
        return set()
    found: set[int] = set()
    is_another = False
    for place, row in enumerate(grid.body):
        if cell := grid.cell(row, column):
            is_another = _names_another(cell, year)
        if is_another:
            found.add(place)
    return found


def _is_in_group_of_another(names: Sequence[str], year: int) -> bool:
    """Tell whether one of the labels of a row is another year; of two years the lower one is the row's."""
    stated = [name for name in names if years.heading_year(name) and is_year_and_stage(name, 0)]
    return bool(stated) and is_year_and_stage(stated[-1], year) and not is_left_over(stated[-1])


def _ends_with_another(name: str, year: int) -> bool:
    """Tell whether a name ends with another year, in brackets or with the word for a year."""
    tail = years.tail(name)
    if tail is None or years.is_of_several(tail):
        return False
    return is_year_and_stage(tail, year) and not is_left_over(tail)


def _names_another(name: str, year: int) -> bool:
    """Tell whether a name holds another year, wherever it stands."""
    found = years.heading_year(name)
    named = found.in_document_of(year) if found else None
    return named is not None and named != year
