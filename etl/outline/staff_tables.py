"""Tables of staff: authorized and current, in columns or in rows, by grade or by office.

Which is which is said by the headings. Those who are cared for have an authorized number too: a table is of
staff where its grades, its caption or its headings say so, and nothing says otherwise.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from etl.blocks import Table, TableRow
from etl.korean import numbers, patterns, periods, staff_patterns, text, units
from etl.korean.heading_periods import heading_period
from etl.outline import remainder
from etl.outline.context import Context
from etl.outline.offices import is_office_name
from etl.tables.header import Grid
from etl.vocabulary import is_one_of, words

AUTHORIZED, CURRENT, VACANCY = "authorized", "current", "vacancy"
_LOOK_BACK = 6
_LONGEST_LINE = 60


@dataclass(frozen=True, slots=True)
class Heading:
    """What a heading says: authorized or current staff or what is vacant, of which grade, at which day."""

    role: str | None = None
    grade: str = ""
    as_of: date | None = None
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Staff:
    """The two cells of one grade. unit: the office that the row names; None where it is the institution."""

    row: TableRow
    unit: str | None
    grade: str
    authorized: str
    current: str
    as_of: date | None
    is_proved: bool


@dataclass(frozen=True, slots=True)
class StaffRows:
    """A table whose rows are authorized and current staff: what heads its columns, and its further rows."""

    heads: tuple[TableRow, ...]
    authorized: TableRow
    current: TableRow
    others: tuple[TableRow, ...]

    @property
    def vacancies(self) -> list[TableRow]:
        """The rows that follow from both."""
        return [row for row in self.others if role_of(units.parted(row.cells[0])[0]) == VACANCY]


@dataclass(frozen=True, slots=True)
class StaffColumns:
    """A grid whose columns are authorized and current staff, side by side for each grade or day."""

    grid: Grid
    headings: dict[int, Heading]

    @property
    def pairs(self) -> dict[tuple[str, date | None, int | None], dict[str, int]]:
        """The columns of each grade and day, by their role."""
        found: dict[tuple[str, date | None, int | None], dict[str, int]] = defaultdict(dict)
        for index, heading in self.headings.items():
            if heading.role:
                found[heading.grade, heading.as_of, heading.year][heading.role] = index
        return {key: roles for key, roles in found.items() if AUTHORIZED in roles and CURRENT in roles}


def heading(path: Sequence[str], fiscal_year: int) -> Heading:
    """Return what the headings of a column say together; two that differ in role or day say none."""
    roles: list[str] = []
    grade: list[str] = []
    days: list[date] = []
    years: set[int] = set()
    for one in path:
        days += periods.as_of_dates(one)
        stated = heading_period(one, fiscal_year)
        if stated is not None and stated.year:
            years.add(stated.year)
        plain, _ = units.parted(stated.rest if stated else one)
        role = role_of(plain)
        if role is not None:
            roles.append(role)
        elif (label := text.label(plain)) is not None and not periods.as_of_dates(one):
            grade.append(label)
    is_clear = len(set(roles)) == 1 and len(set(days)) < 2 and len(years) < 2
    total = [*words("staffing", "total"), *words("staffing", "subtotal")]
    named = [one for one in grade if not is_one_of(one, tuple(total))]
    return Heading(
        roles[0] if is_clear else None,
        " ".join(named),
        days[0] if days else None,
        years.pop() if len(years) == 1 else None,
    )


def role_of(label: str) -> str | None:
    """Return what a heading says that its staff is: authorized, current, or what is vacant."""
    label = patterns.IN_BRACKETS.sub("", label) or label  # '정원(A)'
    return next((r for r in (AUTHORIZED, CURRENT, VACANCY) if is_one_of(label, words("staffing", r))), None)


def is_of_staff(table: Table, context: Context) -> bool:
    """Tell whether a table of authorized and current numbers is of staff, not of those who are cared for."""
    near: list[str] = []
    for block in context.blocks_before(table.place, _LOOK_BACK):
        if isinstance(block, Table):
            break
        if len(block.text) <= _LONGEST_LINE:
            near.append(block.text)
    cells = [cell for row in table.rows for cell in row.cells if cell]
    names = [row.cells[0] for row in table.rows if row.cells[0]]
    heads = {
        text.key(h)
        for grid in context.grids_of(table)
        for c in grid.columns
        if c.index in grid.labels
        for h in c.path
    }
    known = map(text.key, [w for kind in ("grades", "units", "labels") for w in words("staffing", kind)])
    if heads - set(known):
        return False  # of courses, or of what else has places
    is_mostly_care = 2 * sum(_says([name], "cared_for") for name in names) > len(names)
    if is_mostly_care or _says([*near[:2], *table.rows[0].cells], "cared_for"):
        return False
    return (
        _says([*near, *cells], "staff")
        or any(is_one_of(cell, words("staffing", "grades")) for cell in cells)
        or sum(bool(staff_patterns.GRADE_STEP.match(cell)) for cell in cells) > 1
    )


def is_of_cared_for(table: Table, context: Context) -> bool:
    """Tell whether the line above a table, or its headings, speak of those who are cared for."""
    block = next(iter(context.blocks_before(table.place, 1)), None)
    near = [] if block is None or isinstance(block, Table) else [block.text[:_LONGEST_LINE]]
    return _says([*near, *table.rows[0].cells], "cared_for")


def is_of_others(table: Table) -> bool:
    """Tell whether a heading or the name of a row speaks of targets, or of who was asked."""
    said = [*table.rows[0].cells, *(row.cells[0] for row in table.rows)]
    asked = words("survey", "asked")
    return remainder.names_targets(table) or any(is_one_of(units.parted(one)[0], asked) for one in said)


def _says(lines: Iterable[str], what: str) -> bool:
    said = [text.key(word) for word in words("staffing", what)]
    return any(word in text.key(line) for line in lines for word in said)


def in_columns(table: Table, context: Context) -> list[StaffColumns]:
    """Return the grids of a table whose columns are authorized and current staff."""
    found = []
    for grid in filter(None, map(_labelled, context.grids_of(table))):
        one = StaffColumns(grid, {c.index: heading(c.path, context.fiscal_year) for c in grid.figures})
        places = Counter((h.role, h.grade, h.as_of, h.year) for h in one.headings.values() if h.role)
        if grid.labels and one.pairs and max(places.values()) == 1:
            found.append(one)
    return found


def _labelled(grid: Grid) -> Grid | None:
    """Return a grid with the column that names its rows, wherever it stands: its heading says so.

    None where a column that is headed as names holds figures: cells are lost, and the others moved.
    """
    known = (*words("staffing", "grades"), *words("staffing", "units"))
    named = [c.index for c in grid.columns if c.path and is_one_of(c.path[-1], known)]
    if not grid.labels and len(named) == 1:
        return replace(grid, labels=tuple(named))
    return grid if set(named) <= set(grid.labels) else None


def in_rows(table: Table) -> list[StaffRows]:
    """Return the tables, side by side or one, whose rows are authorized and current staff."""
    found = []
    for first, last in _parts(table):
        rows = [_cut(row, first, last) for row in table.rows]
        roles = [role_of(units.parted(row.cells[0])[0]) if row.cells else None for row in rows]
        if roles.count(AUTHORIZED) != 1 or roles.count(CURRENT) != 1:
            continue
        head = min(roles.index(AUTHORIZED), roles.index(CURRENT))
        if not head or VACANCY in roles[:head]:
            continue
        own = {roles.index(AUTHORIZED), roles.index(CURRENT)}
        others = tuple(row for place, row in enumerate(rows) if place >= head and place not in own)
        found.append(
            StaffRows(tuple(rows[:head]), rows[roles.index(AUTHORIZED)], rows[roles.index(CURRENT)], others)
        )
    return found


def _parts(table: Table) -> list[tuple[int, int]]:
    """Return the ranges of columns that begin with the word for authorized staff in one row."""
    width = max(len(row.cells) for row in table.rows)
    for row in table.rows:
        starts = [i for i, cell in enumerate(row.cells) if role_of(units.parted(cell)[0]) == AUTHORIZED]
        if starts and starts[0] <= 1:
            return list(zip(starts, [*starts[1:], width], strict=True))
    return []


def _cut(row: TableRow, first: int, last: int) -> TableRow:
    if first == 0 and last >= len(row.cells):
        return row
    return row.between(first, last)


def staff_of(found: StaffColumns, day: date | None, context: Context) -> tuple[list[Staff], str | None]:
    """Return the staff of each row; or the reason why none is read: what is vacant says that it is another.

    Figures of another year are left: their day is not known.
    """
    grid = found.grid
    proofs = [_vacancy_holds(grid, roles) for roles in found.pairs.values() if VACANCY in roles]
    if any(holds is False for holds in proofs):
        return [], "columns_contradict"
    by_unit = _are_units(grid)
    staff: list[Staff] = []
    for (grade, as_of, year), roles in found.pairs.items():
        if is_dated_otherwise(Heading(as_of=as_of, year=year), day, context):
            continue
        adds_up = all(_adds_up(grid, roles[role]) for role in (AUTHORIZED, CURRENT))
        is_proved = adds_up or (VACANCY in roles and bool(_vacancy_holds(grid, roles)))
        for row, names in zip(grid.body, grid.names, strict=True):
            unit, label = _named(names, by_unit=by_unit)
            is_short = max(roles[AUTHORIZED], roles[CURRENT]) >= len(row.cells)
            if label is None or is_short or (unit and is_one_of(unit, words("staffing", "subtotal"))):
                continue
            cells = grid.cell(row, roles[AUTHORIZED]), grid.cell(row, roles[CURRENT])
            own = (
                f"{label} {grade}".strip()
                if not is_one_of(label, words("staffing", "total"))
                else grade or label
            )
            staff.append(Staff(row, unit, own, *cells, as_of or day, is_proved))
    return staff, None


def is_dated_otherwise(said: Heading, day: date | None, context: Context) -> bool:
    """Tell whether a heading names a year, and no day, that is not the one of the table."""
    return said.as_of is None and said.year not in (None, day.year if day else context.fiscal_year)


def _named(names: Sequence[str], *, by_unit: bool) -> tuple[str | None, str | None]:
    """Return the office and the grade that a row's names are."""
    if not names:
        return None, None
    if is_one_of(names[-1], words("staffing", "subtotal")) and len(names) > 1:
        names = names[:-1]
    whole = words("staffing", "total")
    if is_one_of(names[0], whole):
        return None, names[0]
    if by_unit:
        return names[0], " ".join(names[1:]) or whole[0]
    return None, " ".join(names)


def _are_units(grid: Grid) -> bool:
    """Tell whether the rows are offices: their heading says so, or most of their names are an office's."""
    headings = [h for column in grid.columns if column.index == grid.labels[0] for h in column.path]
    if any(is_one_of(one, words("staffing", "grades")) for one in headings):
        return False
    names = [path[0] for path in grid.names if path and not is_one_of(path[0], words("staffing", "total"))]
    persons = words("staffing", "persons")
    return any(is_one_of(one, words("staffing", "units")) for one in headings) or (
        2 * sum(is_office_name(name) and not name.endswith(persons) for name in names) > len(names)
    )


def _vacancy_holds(grid: Grid, roles: dict[str, int]) -> bool | None:
    """Tell whether what is vacant is the difference in most rows; None where no row can be tested.

    Which of both is taken from which is the table's habit, the same in all rows but for a missing sign.
    """
    held = tested = 0
    for row in grid.body:
        planned, filled, vacant = (
            numbers.exactly(numbers.parse(grid.cell(row, roles[role]), whole=True)).value
            for role in (AUTHORIZED, CURRENT, VACANCY)
        )
        if planned is None or filled is None:
            continue
        if vacant is None and planned != filled:
            continue
        tested += 1
        held += abs(planned - filled) == abs(vacant or 0)
    return 2 * held > tested if tested else None


def _adds_up(grid: Grid, column: int) -> bool:
    """Tell whether one row of a column is the sum of the others, so that no row is lost or moved."""
    values: list[Decimal] = []
    totals: list[Decimal] = []
    for row, names in zip(grid.body, grid.names, strict=True):
        value = numbers.exactly(numbers.parse(grid.cell(row, column), whole=True)).value or Decimal(0)
        if names and is_one_of(names[0], words("staffing", "total")):
            totals.append(value)
        elif not (len(names) > 1 and is_one_of(names[-1], words("staffing", "subtotal"))):
            values.append(value)
    return len(values) > 1 and len(totals) == 1 and totals[0] == sum(values)
