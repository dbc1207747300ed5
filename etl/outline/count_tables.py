"""Tables of counts in results blocks: which columns count, what heads them, and what names their rows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from etl.blocks import Place, Table, TableRow
from etl.korean import dates, numbers, patterns, text
from etl.korean.cells import RATE_UNITS
from etl.korean.numbers import Number, State
from etl.korean.standing import Standing
from etl.outline import count_denials, counted_units, denials, remainder
from etl.outline.context import Context
from etl.outline.count_denials import Layout
from etl.outline.quantities import counted, is_money, masked, quantities
from etl.vocabulary import is_one_of, words

_NOTE = re.compile(r"(?<!\s)\s*+\([^()]*+\)\s*+$")
_UNIT_END = re.compile(r"\(([^()\d]{1,3})\)$")
_YEAR = re.compile(r"^(?:19|20)\d\d$")
_ITEM = re.compile(r"(?:^|\s)[·•∙○▶-]\s+")
_SEPARATOR = re.compile(r"[\s,/()·\0\1]+")
_LONGEST_CELL = 40
_LONGEST_TEXT = 2_000
_LONGEST_NAME = 40
_FEWEST = 0.5


@dataclass(frozen=True, slots=True)
class Cell:
    """A count under its name."""

    label: str
    number: Number
    unit: str | None
    place: Place
    raw: str


def layout(table: Table, unit: str | None) -> Layout | None:
    """Return the columns of a table, None where none of them counts anything."""
    width = max(len(row.cells) for row in table.rows)
    grid = [row.cells + ("",) * (width - len(row.cells)) for row in table.rows]
    heads = 2 if _has_second_head(grid, unit) else 1
    rows = table.rows[heads:]
    headings = _headings(grid[:heads], width)
    aims = {c for c in range(width) if _is_aim(grid[heads:], c)}
    for column in aims:
        # A heading over a target and its result stands above the target.
        if column + 1 < width and not headings[column + 1]:
            headings[column + 1] = headings[column]
    if not rows or any(_counts(cell, unit) for cell in grid[0]):
        return None
    width_of_head = max(len(row.cells) for row in table.rows[:heads])
    if any(any(row.cells[width_of_head:]) for row in rows):
        return None  # a heading is lost, and with it which one is whose
    if _is_of_money(headings) or _has_targets(headings):
        return None
    for column in _before_their_headings(headings, grid[heads:], unit):
        headings[column] = headings[column + 1]
    columns = [[cells[column] for cells in grid[heads:]] for column in range(width)]
    counts = [c for c in range(width) if c not in aims and _is_counting(headings[c], columns[c], c, unit)]
    in_words = [
        c
        for c in range(width)
        if c not in counts
        and is_one_of(_NOTE.sub("", headings[c]), words("outputs", "in_words"))
        and any(quantities(masked(cell)) for cell in columns[c] if len(cell) <= _LONGEST_TEXT)
    ]
    first = min([*counts, *in_words], default=0)
    names = [
        c
        for c in range(first)
        if c not in aims
        and not is_one_of(headings[c], words("outputs", "numbering"))
        and not headings[c].endswith(words("outputs", "aim"))
        and (headings[c] or not any(_counts(cell, unit) for cell in columns[c]))
        and not any(numbers.parse(cell).qualifier for cell in columns[c])
    ]
    return Layout(headings, rows, names, counts, in_words) if counts or in_words else None


def _is_of_money(headings: Sequence[str]) -> bool:
    """Tell whether two columns are headed as money and its rate: no unit above them is missed for counts."""
    money = words("outputs", "money_headings")
    return sum(is_one_of(_NOTE.sub("", heading), money) for heading in headings) > 1


def _has_targets(headings: Sequence[str]) -> bool:
    """Tell whether several columns are of targets: each result is of the goal that stands over the two."""
    return sum(_NOTE.sub("", heading).endswith(words("outputs", "aim")) for heading in headings) > 1


def _before_their_headings(
    headings: Sequence[str], rows: Sequence[Sequence[str]], unit: str | None
) -> list[int]:
    """Return the counting columns without a heading, where headings over two columns stand above the second.

    They do where the first column that counts has none: no heading before it can reach over it.
    """
    counting = [c for c in range(len(headings)) if any(_counts(row[c], unit) for row in rows)]
    bare = [c for c in counting if not headings[c]]
    if not bare or bare[0] != counting[0] or not bare[0]:
        return []
    return bare if all(c + 1 < len(headings) and headings[c + 1] for c in bare) else []


def _is_aim(rows: Sequence[Sequence[str]], column: int) -> bool:
    """Tell whether the cells of a column say of themselves that they are targets: '목표 120명'."""
    cells = [row[column] for row in rows if row[column]]
    return bool(cells) and all(cell.startswith(words("outputs", "aim")) for cell in cells)


def read(
    table: Table,
    unit: str | None,
    caption: str | None,
    at: Standing,
    denial: str | None,
    context: Context,
) -> Iterator[Cell]:
    """Yield the counts of a table, row by row; the caption names a total that no word of the table names.

    denial: why none of them is a result of the year. A column or a row may say so of itself.
    """
    found = layout(table, unit)
    if found is None:
        return
    title = text.label(_NOTE.sub("", patterns.COLON.split(caption or "")[0])) or ""
    first = min([*found.counts, *found.in_words])
    names = _row_names(found)
    columns, rows = count_denials.read(table, found, at)
    said = (*found.headings, *(name for own in names for name in own))
    is_beside_persons = unit is not None and counted_units.name_persons(said)
    for index, row in enumerate(found.rows):
        figures = [cell for cell in row.cells[first:] if cell]
        if sum(bool(_counts(cell, unit)) for cell in figures) < _FEWEST * len(figures) and not found.in_words:
            context.set_aside(row.place, row.raw, "table_unknown")
            continue
        if reason := _denied_row(row, found, unit):
            for column in range(len(row.cells)):
                context.left[row.place.line, column + 1] = reason
            continue
        for column in found.counts:
            cell = _cell(row, column)
            if why := denial or rows[index] or columns[column]:
                context.left[row.place.line, column + 1] = why
                continue
            pairs = _counts(cell, unit)
            if not pairs:
                is_misread = patterns.MIXED_FIGURE.fullmatch(cell) is not None
                printed = numbers.parse(cell)
                is_inexact = printed.qualifier is not None or printed.state is State.MALFORMED
                if is_misread or is_inexact or quantities(masked(cell)):
                    context.set_aside(row.place, cell, "not_a_number")
                continue
            is_only = len(found.rows) == 1
            label = _label(_shared(names, found, index, column), found.headings[column], title, is_only)
            if label is None:
                context.set_aside(row.place, cell, "label_unreadable")
                continue
            if reason := denials.of_cell(cell, at):
                context.left[row.place.line, column + 1] = reason
                continue
            if unit and _is_denied_unit(cell, label, unit, is_beside_persons=is_beside_persons):
                context.left[row.place.line, column + 1] = "unit_contradicted"
                continue
            stated = [(number, own_unit or _unit_of(names[index])) for number, own_unit in pairs]
            if any(number.places and own_unit in words("series", "whole") for number, own_unit in stated):
                context.set_aside(row.place, cell, "not_a_number")  # persons are counted whole
                continue
            for number, own_unit in stated:
                yield Cell(label, number, own_unit, row.place, row.raw)
            if len(pairs) < len(quantities(masked(cell))):
                context.set_aside(row.place, cell, "figure_in_text")
        _set_aside_rest(row, found, context)
        for column in found.in_words:
            if why := denial or rows[index] or columns[column]:
                context.left[row.place.line, column + 1] = why
            else:
                yield from _in_words(row, _cell(row, column), names[index], at, context)


def _denied_row(row: TableRow, found: Layout, unit: str | None) -> str | None:
    """Return why no count of a row is certain: its cells end early, or its total is less than a part."""
    heads = [i for i, heading in enumerate(found.headings) if heading]
    figured = [i for i in heads if not is_one_of(found.headings[i], words("series", "remarks"))]
    if max([*found.counts, *(figured if len(found.counts) > 1 else [])], default=0) >= len(row.cells):
        return "row_does_not_fit_header"
    totals = words("outputs", "total")
    counts = {column: _counts(_cell(row, column), unit) for column in found.counts}
    first = {column: pairs[0] for column, pairs in counts.items() if len(pairs) == 1}
    for column, (number, own_unit) in first.items():
        others = [
            n.value for c, (n, u) in first.items() if c != column and u == own_unit and n.value is not None
        ]
        is_total = is_one_of(_NOTE.sub("", found.headings[column]), totals)
        if is_total and number.value is not None and others and number.value < max(others):
            return "columns_contradict"
    return None


def _is_denied_unit(cell: str, label: str, unit: str, *, is_beside_persons: bool) -> bool:
    """Tell whether a count without a unit of its own is not counted in the unit above its table."""
    return not quantities(masked(cell)) and counted_units.denies(
        label, unit, is_beside_persons=is_beside_persons
    )


def _unit_of(names: Sequence[str]) -> str | None:
    """Return the unit that a row's name ends with: '개선 내역(건)'."""
    found = _UNIT_END.search(next((name for name in reversed(names) if name), ""))
    counted = quantities(f"1{found[1]}") if found else []
    return counted[0].unit if counted else None


def _set_aside_rest(row: TableRow, found: Layout, context: Context) -> None:
    """Set aside the figures of the columns that neither name nor count: targets, remarks."""
    used = {*found.names, *found.counts, *found.in_words}
    for column, cell in enumerate(row.cells):
        if column in used:
            continue
        if found.headings[column] and patterns.MIXED_FIGURE.fullmatch(cell):
            context.set_aside(row.place, cell, "not_a_number")
        elif left := remainder.figures(cell):
            context.set_aside(row.place, " · ".join(left), "figure_in_text")


def _in_words(
    row: TableRow, cell: str, names: Sequence[str], at: Standing, context: Context
) -> Iterator[Cell]:
    last = next((name for name in reversed(names) if name), "")
    if len(cell) > _LONGEST_TEXT:
        context.set_aside(row.place, cell, "not_a_number")
        return
    for piece in _ITEM.split(cell):
        certain, left = counted(piece, at.year)
        reasons = denials.of_line(piece, at)
        for one in certain:
            if reason := reasons.get(one.quantity.start):
                context.set_aside(row.place, piece[one.quantity.start : one.quantity.end].strip(), reason)
                continue
            label = f"{last} {one.label}".strip()
            yield Cell(label, one.quantity.number, one.quantity.unit, row.place, piece.strip())
        if left:
            figures = " · ".join(piece[one.start : one.end] for one in left)
            context.set_aside(row.place, figures, "figure_in_text")


def _cell(row: TableRow, column: int) -> str:
    return row.cells[column] if column < len(row.cells) else ""


def _has_second_head(grid: Sequence[Sequence[str]], unit: str | None) -> bool:
    """Tell whether the second row heads the columns too: it counts nothing, and the row below it does."""
    if len(grid) < 3 or any(_counts(cell, unit) for cell in grid[1]):
        return False
    if not grid[1][0] or is_one_of(grid[1][0], words("outputs", "label")):
        return True
    below = [cell for cell in grid[2] if cell]
    return sum(bool(_counts(cell, unit)) for cell in below) > _FEWEST * len(below)


def _headings(heads: Sequence[Sequence[str]], width: int) -> list[str]:
    """Return the words above each column; a heading over several columns stands above the first of them."""
    found: list[str] = []
    merged = ""
    for column in range(width):
        upper = heads[0][column]
        lower = heads[1][column] if len(heads) > 1 else ""
        if upper:
            merged = upper if lower else ""
        elif lower:
            upper = merged
        found.append(text.label(f"{upper} {lower}") or f"{upper} {lower}".strip())
    return found


def _is_counting(heading: str, cells: Sequence[str], column: int, unit: str | None) -> bool:
    plain = _NOTE.sub("", heading)
    others = (*words("outputs", "numbering"), *words("outputs", "aim"))
    if (
        not heading
        or is_one_of(plain, others)
        or (not column and is_one_of(plain, words("outputs", "label")))
    ):
        return False
    if plain.endswith(words("outputs", "aim")):
        return False
    printed = [cell for cell in cells if cell and numbers.parse(cell).state is not State.NONE]
    if plain.endswith(words("outputs", "days")) and all(map(dates.last_day, filter(None, cells))):
        return False  # '10.12' is a day there
    is_rate = plain.endswith(words("outputs", "shares")) or heading.endswith("(%)")
    if is_rate and not any(numbers.parse(cell).unit in RATE_UNITS for cell in printed):
        return False  # of parts, which are counts of nothing
    read = [pairs for cell in printed if (pairs := _counts(cell, unit))]
    values = [pairs[0][0].value for pairs in read]
    if len(values) > 1 and values == list(range(1, len(values) + 1)):
        return False  # it numbers the rows
    has_unit = unit is not None or all(pairs[0][1] is not None for pairs in read)
    return bool(read) and len(read) >= (_FEWEST if has_unit else 1) * len(printed)


def _counts(cell: str, unit: str | None) -> list[tuple[Number, str | None]]:
    """Return the counts that a cell holds and nothing else: '2,713', '623회, 13,631명', '1,330건(25명)'."""
    if not cell or len(cell) > _LONGEST_CELL:
        return []
    mask = masked(cell)
    bare = _NOTE.sub("", cell) if not any(c.isdigit() for c in mask[len(_NOTE.sub("", cell)) :]) else cell
    number = numbers.storable(numbers.exactly(numbers.parse(bare, whole=True)))
    if number.value is not None and number.unit is None:
        return [] if _YEAR.match(bare) or number.value < 0 else [(number, unit)]
    found = quantities(mask)
    rest = mask
    for one in found:
        rest = rest[: one.start] + " " * (one.end - one.start) + rest[one.end :]
    if (
        not found
        or _SEPARATOR.sub("", rest)
        or any(is_money(one) or one.is_more or one.number.value is None for one in found)
    ):
        return []
    rates = words("outputs", "rates")
    # A rate in brackets beside a count says something else of it.
    return [(one.number, one.unit) for i, one in enumerate(found) if not i or one.unit not in rates]


def _row_names(found: Layout) -> list[list[str]]:
    """Return the names of each row by column; a name stands on the first row of its group."""
    names: list[list[str]] = []
    for row in found.rows:
        own = [_name(_cell(row, column)) for column in found.names]
        if names and own and not any(own[:1]):
            for index, name in enumerate(own):
                if name:
                    break
                own[index] = names[-1][index]
        names.append(own)
    return names


def _name(cell: str) -> str:
    """Return a cell that names a row; a sentence describes it, and a date dates it."""
    name = text.label(cell) or ""
    return name if len(name) <= _LONGEST_NAME else ""


def _shared(names: Sequence[Sequence[str]], found: Layout, index: int, column: int) -> list[str]:
    """Return the names of a cell: of its row, or what the rows that it is merged over have in common."""
    last = index
    while last + 1 < len(found.rows) and not _cell(found.rows[last + 1], column):
        last += 1
    return [
        name
        for i, name in enumerate(names[index])
        if all(names[r][i] == name for r in range(index, last + 1))
    ]


def _label(names: Sequence[str], heading: str, title: str, is_only: bool) -> str | None:
    """Return the name of a count: its row's and its column's; the caption stands in for 'total' alone."""
    totals = words("outputs", "total")
    own = [name for name in names if name and not (is_only and is_one_of(_NOTE.sub("", name), totals))]
    is_total = is_one_of(heading, totals)
    if not own and is_total:
        own = [title] if title else []
    if text.key(heading) not in text.key(" ".join(own)):
        own = [*own, heading]
    return text.label(" ".join(own)) if not (is_total and own == [heading]) else None
