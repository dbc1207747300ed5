"""Which rows and columns of a table are headings: the path of each column, the label of each row.

A table that stands beside another in the same rows is parted from it. Nothing here knows what a word means
but that it is no figure, and that a column of them names no rows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from etl.blocks import Place, Table, TableRow
from etl.korean import cells, numbers, patterns, staff_patterns, text, units
from etl.korean.numbers import Number, State
from etl.tables.row_words import says_of_rows

_MOST_HEAD_ROWS = 4
_LONGEST_HEADING = 40
_MOSTLY = 0.5
_MOST_LABELS = 4
_FEWEST_HEADINGS = 2
_FEWEST_WORDS = 2


@dataclass(frozen=True, slots=True)
class Column:
    """A column: where it stands in its rows, and its headings, outermost first."""

    index: int
    path: tuple[str, ...]

    @property
    def heading(self) -> str:
        """The headings in one text."""
        return " ".join(self.path)


@dataclass(frozen=True)
class Grid:
    """One table: its columns from `first` to `last` (not included), its heading rows and its body.

    labels: the columns that name the rows. stated: texts of the head that are no heading (a unit in a row).
    is_below: another table stands in the rows above it, so that what stands before them may not speak of it.
    is_turned: its rows are printed as columns, so that several begin in one line.
    """

    table: Table
    columns: tuple[Column, ...]
    labels: tuple[int, ...]
    head: tuple[TableRow, ...]
    body: tuple[TableRow, ...]
    stated: tuple[str, ...] = ()
    is_below: bool = False
    is_turned: bool = False

    @property
    def place(self) -> Place:
        """Where the table begins."""
        return self.table.place

    @property
    def figures(self) -> tuple[Column, ...]:
        """The columns that are no labels."""
        return tuple(column for column in self.columns if column.index not in self.labels)

    @cached_property
    def names(self) -> tuple[tuple[str, ...], ...]:
        """The labels of each row, outermost first; a group's name is carried down to the rows below it."""
        return tuple(_names(self.body, self.labels, lambda cell: text.label(cell) or ""))

    @property
    def dated_names(self) -> tuple[tuple[str, ...], ...]:
        """The same, with the years among them: by themselves they name no row."""
        return tuple(_names(self.body, self.labels, lambda cell: text.label(cell) or _year(cell)))

    def cell(self, row: TableRow, index: int) -> str:
        """Return a cell; '' where the row ends before it."""
        return row.cells[index] if index < len(row.cells) else ""

    @property
    def signature(self) -> tuple[tuple[str, ...], ...]:
        """The headings of the columns in order, as a mapping knows a table."""
        return tuple(column.path for column in self.columns)


def is_figure(cell: str) -> bool:
    """Tell whether a cell holds one number and perhaps its unit; a year, a date, a sentence is none."""
    number = numbers.parse(cell, whole=True)
    if number.state is State.MALFORMED:
        return True
    if number.value is None:
        return False
    if number.unit and number.unit.startswith("("):
        # An amount with its share or rate in brackets.
        return all(part.value is not None for part in numbers.parse_pair(cell))
    if number.unit is None or number.unit in cells.RATE_UNITS:
        return True
    if staff_patterns.GRADE_STEP.match(cell):
        return False  # the first step of a scale of grades is its name
    if number.unit in cells.COUNTERS:
        return True  # '31명' is no year
    return bool(patterns.CELL_UNIT.match(number.unit)) and not patterns.YEAR_FIRST.match(cell)


def grids(table: Table) -> list[Grid]:
    """Return the tables that stand in these rows: one, or several side by side or one below the other; none
    without a figure."""
    found: list[Grid] = []
    rows = _with_whole_names(table.rows)
    while rows:
        head, body, rows = _cut(rows)
        found += _beside(table, head, body, is_below=bool(found))
    return found


def _with_whole_names(rows: Sequence[TableRow]) -> tuple[TableRow, ...]:
    """Return rows without those that only go on with the name of the one above: '인건비 및', '보험료'."""
    found: list[TableRow] = []
    for row in rows:
        above = found[-1].cells[0].strip() if found and found[-1].cells else ""
        is_rest = bool(row.cells and row.cells[0]) and not any(row.cells[1:])
        has_figures = bool(found) and any(map(is_figure, found[-1].cells[1:]))
        if is_rest and has_figures and text.goes_on(above) and text.label(row.cells[0]):
            cells_above = found[-1].cells[1:]
            found[-1] = replace(found[-1], cells=(f"{above} {row.cells[0].strip()}", *cells_above))
        else:
            found.append(row)
    return tuple(found)


def _cut(rows: Sequence[TableRow]) -> tuple[tuple[TableRow, ...], tuple[TableRow, ...], tuple[TableRow, ...]]:
    """Return the heading rows of the first table, its body, and the rows of the tables below it.

    Words in every column that holds figures head another table; the same headings again head the same one.
    """
    count = _head(rows)
    head, body = list(rows[:count]), list(rows[count:])
    if not head or not body:
        return tuple(head), tuple(body), ()
    width = max(len(row.cells) for row in rows)
    own = [row for row in head if not any(map(is_dated_figure, row.cells))]
    paths = _paths([_padded(row, width) for row in own], width, _spread(own))
    figures = [i for i in range(width) if paths[i] and not _is_label_column(body, i, paths[i])]
    printed = {row.cells for row in head}
    kept: list[TableRow] = []
    for number, row in enumerate(body):
        if row.cells in printed:
            head.append(row)
        elif kept and _is_head(row, figures):
            return tuple(head), tuple(kept), tuple(body[number:])
        else:
            kept.append(row)
    return tuple(head), tuple(kept), ()


def _is_head(row: TableRow, figures: Sequence[int]) -> bool:
    """Tell whether a row below figures holds a word in each of their columns, and so heads others."""
    cells_below = [row.cells[i] for i in figures if i < len(row.cells)]
    return len(cells_below) >= _FEWEST_HEADINGS and all(
        0 < len(cell) <= _LONGEST_HEADING and text.label(cell) and not _is_body_cell(cell)
        for cell in cells_below
    )


def _beside(
    table: Table, head: tuple[TableRow, ...], body: tuple[TableRow, ...], *, is_below: bool
) -> Iterator[Grid]:
    """Yield the tables that stand side by side in the same rows."""
    if not head or not body or not any(_is_body_cell(cell) for row in body for cell in row.cells if cell):
        return
    width = max(len(row.cells) for row in (*head, *body))
    # The same headings again, after a page's end, add nothing to a path.
    once = [*{row.cells: row for row in reversed(head)}.values()][::-1]
    heading_rows = [_padded(row, width) for row in once if not any(map(is_dated_figure, row.cells))]
    stated = tuple(cell for row in heading_rows for cell in row if _is_statement(cell))
    paths = _paths(
        [["" if _is_statement(cell) else cell for cell in row] for row in heading_rows],
        width,
        _spread([row for row in once if not any(map(is_dated_figure, row.cells))]),
    )
    kinds = [_is_label_column(body, index, paths[index]) for index in range(width)]
    for first, last in _parts(kinds, paths, body, width):
        labels = _leading(kinds, first, last)
        columns = tuple(Column(i, paths[i]) for i in range(first, last))
        yield Grid(table, columns, labels, head, body, stated, is_below)


def _padded(row: TableRow, width: int) -> list[str]:
    return [*row.cells, *[""] * (width - len(row.cells))]


def is_dated_figure(cell: str) -> bool:
    """Tell whether a cell is a figure behind its year: it heads no column, wherever it stands."""
    return patterns.DATED_FIGURE.match(cell.strip()) is not None


def _is_statement(cell: str) -> bool:
    """Tell whether a cell of the head states the unit of the table, and heads no column."""
    return cell.startswith(("(", "[")) and units.stated_unit(cell) is not None


def _head(rows: Sequence[TableRow]) -> int:
    """Return how many rows head the table: those before the first that holds a figure or a dash.

    Below a heading, a row of words that names nothing heads too, though one of them says that something is
    still to come: '상반기 | 하반기(예정)'.
    """
    count = 0
    for row in rows[: _MOST_HEAD_ROWS + 1]:
        filled = [cell for cell in row.cells if cell]
        is_below = bool(count) and not row.cells[0] and _is_of_words(filled)
        if not is_below and any(
            _is_body_cell(cell) and not patterns.YEAR_FIRST.match(cell) for cell in filled
        ):
            break
        if count and (len(filled) < 2 and row.cells[0]):
            break  # the name of a group stands alone in its row
        if count and any(len(cell) > _LONGEST_HEADING for cell in filled):
            break
        count += 1
    return count if count <= _MOST_HEAD_ROWS else 0


def _is_of_words(filled: Sequence[str]) -> bool:
    """Tell whether cells hold no figure and no dash, and most of them nothing that is still to come."""
    is_to_come = [numbers.parse(cell, whole=True).state is State.PENDING for cell in filled]
    is_counted = any(_is_body_cell(cell) for cell, ahead in zip(filled, is_to_come, strict=True) if not ahead)
    return not is_counted and 2 * sum(is_to_come) <= len(filled)


def _is_body_cell(cell: str) -> bool:
    state = numbers.parse(cell, whole=True).state
    if state in (State.NONE, State.PENDING) or patterns.DAMAGED_FIGURE.fullmatch(cell.strip()):
        return True
    return is_figure(cell) and not patterns.YEAR_ALONE.match(cell.strip())


def _spread(head: Sequence[TableRow]) -> list[dict[int, int]] | None:
    """Return for each heading row which column's heading stands over a column beside it, where the format
    says so: merged cells; None where it merges none in the head, and says nothing of what blanks mean."""
    found = [
        {
            covered: column
            for column, (_, columns) in enumerate(row.spans or ())
            for covered in range(column + 1, column + columns)
        }
        for row in head
    ]
    return found if any(found) else None


def _paths(
    rows: Sequence[Sequence[str]], width: int, merged: Sequence[Mapping[int, int]] | None
) -> list[tuple[str, ...]]:
    """Return the headings above each column; one that spans several columns stands above the first of
    them.

    merged: for each row, the column whose heading reaches over a column; None where no format tells it.
    """
    spread = [list(row) for row in rows]
    for row, reaches in zip(spread, merged or (), strict=False):
        for index, column in reaches.items():
            row[index] = row[column]
    for number, row in enumerate(spread[:-1] if merged is None else ()):
        for index in range(1, width):
            if row[index] or not row[index - 1]:
                continue
            below = [_lowest(rows, number, i) for i in (index - 1, index)]
            # It goes on as long as each column has a heading of its own below.
            if all(below):
                row[index] = row[index - 1]
    return [
        tuple(dict.fromkeys(cell for row in spread if (cell := row[index].strip()))) for index in range(width)
    ]


def _lowest(rows: Sequence[Sequence[str]], above: int, index: int) -> str:
    return next((row[index] for row in rows[above + 1 :] if row[index]), "")


def _is_label_column(body: Sequence[TableRow], index: int, path: Sequence[str]) -> bool:
    """Tell whether a column names rows: its cells are words, and more of them than figures."""
    filled = [row.cells[index] for row in body if index < len(row.cells) and row.cells[index]]
    mixed = sum(_is_misread(row, index) for row in body)
    words = sum(bool(text.label(cell)) and not _is_body_cell(cell) for cell in filled)
    if 2 * mixed <= len(filled) or len(filled) == 1:
        words -= mixed
    if not path and _FEWEST_WORDS * words >= len(filled):
        return True  # nothing heads it: of '남, 여, 20대, 30대' two are figures by their form alone
    return words > _MOSTLY * len(filled)


def _is_misread(row: TableRow, index: int) -> bool:
    """Tell whether a cell between figures mixes digits and letters: a figure that was misread."""
    cell = row.cells[index] if index < len(row.cells) else ""
    beside = [row.cells[i] for i in (index - 1, index + 1) if 0 < i < len(row.cells)]
    return bool(index and patterns.MIXED_FIGURE.fullmatch(cell) and any(map(_is_body_cell, beside)))


def _leading(kinds: Sequence[bool], first: int, last: int) -> tuple[int, ...]:
    """Return the columns of labels; what stands before one belongs to it, whatever debris its cells hold."""
    ends = [index for index in range(first, min(first + _MOST_LABELS, last)) if kinds[index]]
    leading = [i for i in ends if all(kinds[j] or j == first for j in range(first, i))]
    return tuple(range(first, leading[-1] + 1)) if leading else ()


def _parts(
    kinds: Sequence[bool], paths: Sequence[tuple[str, ...]], body: Sequence[TableRow], width: int
) -> Iterator[tuple[int, int]]:
    """Yield the ranges of columns that make a table each: labels, then figures, then labels again.

    Words that end a table (a remark) are no second table: figures must follow them, under headings; a single
    column of them under the heading that a single one before them has.
    """
    first = 0
    for index in range(1, width):
        is_start = kinds[index] and not kinds[index - 1] and any(paths[index])
        cells_of = [row.cells[index] for row in body if index < len(row.cells)] if is_start else []
        rest = [i for i in range(index + 1, width) if not kinds[i] and paths[i]]
        before = [i for i in range(first, index) if not kinds[i] and paths[i]]
        is_wide = len(rest) >= 2 and len(before) >= 2
        is_repeated = len(before) == 1 and [paths[i][-1] for i in rest] == [paths[before[0]][-1]]
        # Who pays, or when, is said of the rows; where the headings of figures stand again, it is theirs.
        is_of_rows = not {paths[i][-1] for i in rest} & {paths[i][-1] for i in before}
        is_of_rows = is_of_rows and is_start and says_of_rows(paths[index], cells_of)
        if is_start and (is_wide or is_repeated) and kinds[first] and not is_of_rows:
            yield first, index
            first = index
    yield first, width


def _names(
    body: Sequence[TableRow], labels: Sequence[int], label: Callable[[str], str]
) -> Iterator[tuple[str, ...]]:
    above: list[str] = []
    for row in body:
        own = [row.cells[index] if index < len(row.cells) else "" for index in labels]
        names = [label(cell) for cell in own]
        for level, name in enumerate(names[:-1]):
            if name:
                break
            if any(names[level + 1 :]) and level < len(above):
                names[level] = above[level]
        above = names
        yield tuple(dict.fromkeys(name for name in names if name))


def _year(cell: str) -> str:
    """Return a label that is a year, '' for other debris."""
    is_one = patterns.YEAR_ALONE.match(cell.strip()) or patterns.YEAR_FIRST.match(cell.strip())
    return cell.strip() if is_one else ""


def value_of(cell: str) -> Number:
    """Return the figure of a cell of money or count."""
    return numbers.parse(cell, whole=True)
