"""What a table is of: its unit, year, date, side and scope, each with the line that says so, or unknown.

Nothing is assumed: what no line states is unknown, and an amount in the text may confirm a unit but never
give one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from etl.blocks import Block, Heading, Line, Table
from etl.korean import numbers, patterns, periods, text, units
from etl.korean.as_of import yearless_stamps
from etl.tables.header import Grid
from etl.vocabulary import words

_REACH = 4
"""How many lines above a table may speak of it."""
_UNIT_REACH = 12
_LONGEST_CAPTION = 60
_STATEMENT = re.compile(r"[:：][^:：]*\d")
"""A line that states something ('total : 12 won') names no table."""
_SHORTEST_NAME = 3
_LONG_FIGURE = 4
"""Digits that an amount in the text must share with a total before it can confirm a unit."""


@dataclass(frozen=True, slots=True)
class Stated:
    """A decision with its evidence. how: stated, confirmed, proposed (not used), reviewed."""

    value: str
    line: int | None
    how: str


@dataclass(frozen=True, slots=True)
class TableScope:
    """What is known of a table.

    unit_won: won per printed unit, None where unknown. as_of: its own stated date. year: its own stated
    fiscal year. side: revenue or expenditure. scope: a code of what it is of. reading: each decision by its
    field. doubt: the code of the reason why nothing of the table may be a fact of this institution and year.
    is_planned: whether caption or date say that what the table prints is only planned.
    """

    unit_won: int | None
    year: int | None
    as_of: date | None
    side: str | None
    scope: str
    reading: dict[str, Stated]
    caption: str | None = None
    doubt: str | None = None
    is_planned: bool = False


def scope_of(
    grid: Grid,
    above: Sequence[Block],
    *,
    own_names: Sequence[str] = (),
    default_unit_won: int | None = None,
    fiscal_year: int | None = None,
) -> TableScope:
    """Return what the lines above a table and its own head say of it.

    above: the blocks before the table, nearest first. own_names: what a caption may say besides common words
    without being of a part: the institution's name. default_unit_won: what a person said is the document's.
    fiscal_year: the document's, of which a date without a year is.
    """
    reading: dict[str, Stated] = {}
    near = _near(above, _REACH)
    unit_won = _unit(grid, above, reading, default_unit_won)
    year, as_of = _time(near, fiscal_year, reading)
    side = _side(grid, near, reading)
    caption = _caption(near)
    naming = [line for line in near if line is caption or line.text.startswith(("(", "["))]
    doubt = _doubt(caption, naming, as_of, own_names)
    scope = _scope(caption, own_names, reading)
    return TableScope(
        unit_won, year, as_of, side, scope, reading,
        caption=caption.text if caption else None, doubt=doubt, is_planned=any(map(_is_planned, naming)),
    )  # fmt: skip


def names_another(content: str, own_names: Sequence[str]) -> bool:
    """Tell whether a text names an institution that is not this one."""
    own = [text.key(name) for name in own_names]
    endings = words("documents", "organization", "independent")
    return any(
        len(piece) > _SHORTEST_NAME
        and piece.endswith(endings)
        and not any(text.key(piece) in name or name in text.key(piece) for name in own)
        for piece in patterns.WORD.findall(content)
    )


def names_another_year(label: str, year: int) -> bool:
    """Tell whether a row's label is another year, alone or with a word for a sum or a stage of a budget.

    A name may hold a year ('2030년 대회 준비'), and what last year left over is revenue of this one.
    """
    named = text.key(patterns.IN_BRACKETS.sub("", label)) or text.key(label)
    rests = {text.key(word) for word in words("money", "of_a_year")}
    years = {*periods.years(label), *periods.short_years(label), *periods.bare_years(label)}
    if years:
        rest = text.key(periods.without_dates(named)).removeprefix("fy").lstrip("0123456789")
        return years != {year} and rest in rests
    earlier = (text.key(word) for word in words("money", "of_another_year"))
    return any(named.startswith(word) and named.removeprefix(word) in rests for word in earlier)


def _near(above: Sequence[Block], reach: int) -> list[Line]:
    """Return the lines between a table and the one before it, nearest first."""
    found: list[Line] = []
    for block in above:
        if isinstance(block, Table) or len(found) == reach:
            break
        found.append(block)
    return found


def _unit(
    grid: Grid, above: Sequence[Block], reading: dict[str, Stated], default_unit_won: int | None
) -> int | None:
    line = grid.place.line
    if not _agree(grid, above, reading):
        return None
    texts = [(line, cell) for cell in grid.stated]
    texts += [(line, column.heading) for column in grid.columns]
    texts += [(block.place.line, block.text) for block in _near(above, _UNIT_REACH)]
    for place, content in texts:
        stated = units.stated_unit(content)
        if stated is None:
            continue
        if stated.is_ambiguous or (stated.won is None and place != line):
            reading["unit"] = Stated(", ".join(stated.words), place, "proposed")
            return None
        if stated.won is not None:
            reading["unit"] = Stated(str(stated.won), place, "stated")
            return stated.won
    before = next((block for block in above if isinstance(block, Table)), None)
    if before is not None and any(row.cells == before.rows[0].cells for row in grid.head):
        # The same heading again: a table that goes on under another title keeps its unit.
        return _unit_before(before, above, reading)
    if default_unit_won is not None:
        reading["unit"] = Stated(str(default_unit_won), None, "reviewed")
        return default_unit_won
    return _confirmed_unit(grid, above, reading)


def _agree(grid: Grid, above: Sequence[Block], reading: dict[str, Stated]) -> bool:
    """Tell whether the columns state one unit of money, and none beside the one that stands above them."""
    headed = {won for column in grid.columns if (won := units.money_unit(column.heading))}
    over = next((won for block in _near(above, _UNIT_REACH) if (won := units.money_unit(block.text))), None)
    if headed and len(headed | ({over} if over else set())) > 1:
        reading["unit"] = Stated(", ".join(map(str, sorted(headed))), grid.place.line, "proposed")
        return False
    return True


def _unit_before(before: Table, above: Sequence[Block], reading: dict[str, Stated]) -> int | None:
    """Return the unit that stands above an earlier table with the same heading."""
    index = next(i for i, block in enumerate(above) if block is before)
    for block in _near(above[index + 1 :], _UNIT_REACH):
        stated = units.stated_unit(block.text)
        if stated is not None:
            if stated.won is not None:
                reading["unit"] = Stated(str(stated.won), block.place.line, "stated")
            return stated.won
    return None


def _confirmed_unit(grid: Grid, above: Sequence[Block], reading: dict[str, Stated]) -> int | None:
    """Return the unit in which a total of the table is an amount of the text above, to the last digit.

    An amount that agrees only when rounded (12.3 billion beside 12,275 million) is a proposal for a person.
    """
    totals = {
        number.value
        for row in grid.body
        for column in grid.figures
        if (number := numbers.parse(grid.cell(row, column.index), whole=True)).value
    }
    for block in _near(above, _UNIT_REACH):
        for amount_won in numbers.amounts_won(block.text):
            exact = {u for u in numbers.MONEY_UNITS.values() if Decimal(amount_won) / u in totals}
            digits = len(str(amount_won).rstrip("0"))
            if len(exact) == 1 and digits >= _LONG_FIGURE:
                unit_won = exact.pop()
                reading["unit"] = Stated(str(unit_won), block.place.line, "confirmed")
                return unit_won
            rounded = {
                u
                for u in numbers.MONEY_UNITS.values()
                for total in totals
                if total * u != 0 and _is_rounded(int(total * u), amount_won)
            }
            if len(rounded) == 1 and "unit" not in reading:
                reading["unit"] = Stated(str(rounded.pop()), block.place.line, "proposed")
    return None


def _is_rounded(exact: int, rounded: int) -> bool:
    """Tell whether an amount is another one rounded to its printed digits."""
    digits = str(rounded).rstrip("0")
    step = 10 ** (len(str(rounded)) - len(digits))
    return len(digits) >= 2 and abs(exact - rounded) * 2 <= step


def _time(
    near: Sequence[Line], year: int | None, reading: dict[str, Stated]
) -> tuple[int | None, date | None]:
    """Return the year, or the date, that the nearest line states; a date above a year is of that year."""
    named: Line | None = None
    own = year
    for line in near:
        if periods.cover_month(line.text):
            continue  # when the document was printed
        dates = periods.as_of_dates(line.text)
        if not dates and own is not None:
            # 'as of the end of September' is of the document's own year.
            dates = [one.in_year(own) for one in yearless_stamps(line.text)]
        if dates and (named is None or dates[0].year == own):
            reading["as_of"] = Stated(dates[0].isoformat(), line.place.line, "stated")
            return None, dates[0]
        stated = {*periods.years(line.text), *periods.short_years(line.text)}
        if named is None and not dates and len(stated) == 1 and len(line.text) <= _LONGEST_CAPTION:
            named, own = line, stated.pop()
    if named is None or own is None:
        return None, None
    reading["year"] = Stated(str(own), named.place.line, "stated")
    return own, None


def _side(grid: Grid, near: Sequence[Line], reading: dict[str, Stated]) -> str | None:
    """Return the side that the table's own labels' heading, its headings or its caption name, and only one
    of them."""
    label_headings = [column.heading for column in grid.columns if column.index in grid.labels]
    spending = words("money", "side", "label_of_expenditure")
    if any(text.key(word) in text.key(heading) for word in spending for heading in label_headings):
        reading["side"] = Stated("expenditure", grid.place.line, "stated")
        return "expenditure"
    for place, content in [
        *((grid.place.line, heading) for heading in label_headings),
        *((line.place.line, line.text) for line in near if len(line.text) <= _LONGEST_CAPTION),
    ]:
        named = _sides_in(content)
        if len(named) == 1:
            side = named.pop()
            reading["side"] = Stated(side, place, "stated")
            return side
        if named:
            return None
    return None


def _sides_in(content: str) -> set[str]:
    key = text.key(content)
    return {
        side
        for side in ("revenue", "expenditure")
        if any(text.key(w) in key for w in words("money", "side", side))
    }


def _doubt(
    caption: Line | None, naming: Sequence[Line], as_of: date | None, own_names: Sequence[str]
) -> str | None:
    """Return why a table is doubtful: it is of others, or of another year than the date beside it or this
    one."""
    if any(is_of_another_year(line.text) for line in naming):
        return "other_year"
    if caption is None:
        return None
    named = text.key(caption.text)
    if any(text.key(word) in named for word in words("money", "of_others")) or names_another(
        caption.text, own_names
    ):
        return "other_institution"
    years = set(periods.years(caption.text))
    if as_of is not None and len(years) == 1 and years != {as_of.year}:
        return "year_contradicted"
    return None


def is_of_another_year(content: str) -> bool:
    """Tell whether a text says 'last year' without comparing with it."""
    named = text.key(content)
    says = any(text.key(word) in named for word in words("money", "of_another_year"))
    return says and not any(text.key(word) in named for word in words("money", "comparing"))


def _is_planned(line: Line) -> bool:
    named = text.key(line.text)
    plans = [text.key(word) for word in words("money", "of_a_plan")]
    says = any(word in named for word in plans)
    added = text.key(" ".join(patterns.IN_BRACKETS.findall(line.text)))
    is_date = line.text.startswith(("(", "[")) or any(word in added for word in plans)
    return says and (is_date or not any(text.key(word) in named for word in words("money", "of_a_result")))


def _caption(near: Sequence[Line]) -> Line | None:
    """Return the line that names the table: the nearest that is more than a unit, a date or a mark."""
    for line in near:
        if len(line.text) > _LONGEST_CAPTION:
            return None
        if _STATEMENT.search(line.text):
            continue
        if text.key(_without_statements(line.text)):
            return line
        if isinstance(line, Heading):
            return None
    return None


def _without_statements(content: str) -> str:
    """Return a caption without what stands in brackets: a unit, a date."""
    kept = content
    while "(" in kept and ")" in kept[kept.index("(") :]:
        start = kept.index("(")
        end = kept.index(")", start)
        kept = kept[:start] + " " + kept[end + 1 :]
    return kept if units.stated_unit(kept) is None else ""


def _scope(caption: Line | None, own_names: Sequence[str], reading: dict[str, Stated]) -> str:
    """Return what the caption says the table is of: the whole where it says nothing else."""
    if caption is None:
        return "whole"
    named = text.key(_without_statements(caption.text))
    for code in ("carry_over", "fund", "account", "quarter", "part"):
        if any(text.key(word) in named for word in words("money", "scope", code)):
            reading["scope"] = Stated(code, caption.place.line, "stated")
            return code
    if any(text.key(word) in text.key(caption.text) for word in words("money", "narrowing")):
        reading["scope"] = Stated("part", caption.place.line, "stated")
        return "part"
    for name in sorted(own_names, key=len, reverse=True):
        named = named.replace(text.key(name), "")
    rest = periods.without_dates(named)
    for word in sorted(words("money", "caption", "whole"), key=len, reverse=True):
        rest = rest.replace(text.key(word), "")
    if patterns.SYLLABLE.search(rest):
        reading["scope"] = Stated("part", caption.place.line, "proposed")
        return "part"
    reading["scope"] = Stated("whole", caption.place.line, "stated")
    return "whole"
