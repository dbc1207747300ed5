"""Tables of goals: 단위목표 | 지표 | 목표 | 실적, and their relatives; one fact per goal and year.

What is not certain is no fact: a row whose cells cannot be paired is set aside as a whole, and a column whose
heading is not known is used as neither target nor result.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from etl import facts
from etl.blocks import Table, TableRow
from etl.kind import Kind, OfTables
from etl.korean import goal_cells, text
from etl.korean.goal_cells import Figure, bullets
from etl.korean.numbers import Number, State
from etl.outline import goal_columns, goal_groups, remainder
from etl.outline.context import Context, NamedProgram
from etl.outline.goal_columns import Column, Columns, cell_of
from etl.outline.goal_facts import Goal, Setting, fact_of, setting_of, unless_planned
from etl.outline.goal_pairs import paired
from etl.outline.page_order import places_of
from etl.vocabulary import is_one_of, words

_MARKED = re.compile(r"\([^()]*\)\s*")
_ROW_UNIT = re.compile(r"\(([^()\d]{1,4})\)\s*$")
_FIGURES = ("target", "by_year", "actual", "attainment")


def claims(table: Table, context: Context) -> bool:
    """Tell whether this is a table of goals."""
    if len(table.rows) < 2 or remainder.names_persons(table):
        return False
    found = goal_columns.columns_of(table, context.fiscal_year)
    if found is None:
        return _inline_columns(table) != []
    return not goal_columns.is_of_money(table, found, context)


def read(tables: Sequence[Table], context: Context) -> list[facts.Row]:
    """Return one fact per goal and year."""
    return [row for table in tables for row in _read_table(table, context)]


def _read_table(table: Table, context: Context) -> list[facts.Row]:
    found = goal_columns.columns_of(table, context.fiscal_year)
    setting = setting_of(table, context)
    program = context.program_at(table.place)
    if found is None:
        return _read_inline(table, setting, program, context)
    rows = table.rows[found.rows :]
    if found.is_doubtful:
        for row in rows:
            _leave(row, "column_unknown", context)
        return []
    for row in rows:
        _leave_unknown(row, found, context)
    if len(found.subjects) > 1:
        return _read_side_by_side(rows, found, setting, program, context)
    if not found.of("target", "by_year"):
        return _read_aims(rows, found, setting, context)
    return _read_rows(rows, found, setting, program or _only_program(context), context)


def _only_program(context: Context) -> NamedProgram | None:
    """Return the programme of a report on one single programme."""
    return context.programs[0] if len(context.programs) == 1 else None


def _leave(row: TableRow, reason: str, context: Context) -> None:
    """Set a row with figures aside as a whole."""
    if any(letter.isdigit() for cell in row.cells for letter in cell):
        context.set_aside(row.place, row.raw, reason)


def _leave_unknown(row: TableRow, found: Columns, context: Context) -> None:
    """Set aside the figures of the columns whose heading is not known."""
    for column in found.unknown:
        if figures := remainder.figures(cell_of(row, column)):
            context.set_aside(row.place, " · ".join(figures), "column_unknown")


# --- one goal a row, or several, each an item of every cell ----------------------------------------------


def _read_rows(
    rows: Sequence[TableRow],
    found: Columns,
    setting: Setting,
    program: NamedProgram | None,
    context: Context,
) -> list[facts.Row]:
    groups = found.of("group")
    directions = (
        goal_groups.directions_of(rows, [text.label(cell_of(row, groups[0])) for row in rows], context)
        if groups
        else [None] * len(rows)
    )
    owners = _programs_of(rows, found, context)
    is_unknown = _may_hold_results(rows, found)
    goals: list[tuple[Goal, facts.StrategicDirection | None, NamedProgram | None]] = []
    for row, direction, owner in zip(rows, directions, owners, strict=True):
        own = owner or (None if direction else program)
        goals += [(goal, direction, own) for goal in _row_goals(row, found, setting, is_unknown, context)]
    return [fact_of(goal, setting, context, direction, owner) for goal, direction, owner in goals]


def _programs_of(rows: Sequence[TableRow], found: Columns, context: Context) -> list[NamedProgram | None]:
    """Return the programme that a column names for each row; a merged label stands on its first row."""
    columns = found.of("program", "program_name")
    if not columns:
        return [None] * len(rows)
    owners: list[NamedProgram | None] = []
    owner: NamedProgram | None = None
    for row in rows:
        if label := text.label(cell_of(row, columns[0])):
            owner = context.program_named(label)
        owners.append(owner)
    return owners


def _may_hold_results(rows: Sequence[TableRow], found: Columns) -> bool:
    """Tell whether a column that is not known may be the results'."""
    return any(
        goal_columns.holds_figures(rows, column)
        or any(word in text.key(column.heading) for word in words("goals", "actual_like"))
        for column in found.unknown
    )


def _row_goals(
    row: TableRow, found: Columns, setting: Setting, is_unknown: bool, context: Context
) -> list[Goal]:
    naming = found.of("name", "program_name")[0]
    figured = found.of(*_FIGURES)
    printed = cell_of(row, naming)
    if not any(cell_of(row, column) for column in figured):
        return []  # a heading of a group
    if not _fits(row, found, naming):
        _leave(row, "row_does_not_fit_header", context)
        return []
    if is_one_of(printed, words("goals", "totals")):
        _leave(row, "no_goal", context)
        return []
    items = bullets(printed)
    parts = {column: bullets(cell) for column in figured if (cell := cell_of(row, column))}
    several = max([len(items), *(len(part) for part in parts.values())])
    if several > 1 and {len(items), *(len(part) for part in parts.values())} != {several}:
        _leave(row, "goal_unpaired", context)
        return []
    cells = (
        [{column: cell_of(row, column) for column in figured}]
        if several < 2
        else [{column: part[place] for column, part in parts.items()} for place in range(several)]
    )
    goals: list[Goal] = []
    for place, texts in enumerate(cells):
        name = _name(items[place] if several > 1 else printed)
        if name is None:
            _leave(row, "label_unreadable", context)
            return []
        own = _RowReader(row, found, setting, is_unknown, context).goals(name, printed, texts)
        if own is None:
            return []
        goals += own
    return [goal.numbered(number) for number, goal in enumerate(goals, start=1)]


def _fits(row: TableRow, found: Columns, naming: Column) -> bool:
    """Tell whether a row's cells stand under its headings: none is missing, and each is of its kind."""
    needed = [naming, *found.of("target", "by_year", "actual")]
    if len(row.cells) <= max(column.index for column in needed) or len(row.cells) > found.width:
        return False
    if goal_columns.is_figure(cell_of(row, naming)):
        return False
    return not any(any(c.isdigit() for c in cell_of(row, column)) for column in found.of("unit"))


def _name(cell: str) -> str | None:
    """Return the goal's name after the marks that head it: '(단위목표) … (성과측정 기준) … (…) 이름'."""
    bare = cell
    if cell.count("(") > 1 and cell.startswith("("):
        bare = _MARKED.split(cell)[-1].strip() or cell
    return text.label(bare) or (cell.strip() or None)


@dataclass(frozen=True, slots=True)
class _RowReader:
    """Reads the goals of one row, a goal a year; None where the row was set aside as a whole."""

    row: TableRow
    found: Columns
    setting: Setting
    is_unknown: bool
    context: Context

    def goals(self, name: str, printed: str, texts: dict[Column, str]) -> list[Goal] | None:
        """Return the goals of one indicator: for each year its target and its result."""
        years: dict[int, Goal] = {}
        stated_unit = self._stated_unit(printed)
        for column, cell in texts.items():
            if column.role == "attainment":
                continue
            is_target = column.role != "actual"
            figures = goal_cells.figures(cell if is_target else unless_planned(cell, self.row, self.context))
            if not figures:
                if is_target:
                    self._left("goal_unpaired")
                    return None
                self.context.set_aside(self.row.place, cell, "not_a_number")
                figures = [Figure(Number(State.TEXT))]
            for figure in figures:
                if not is_target and figure.year and not column.year and figure.year != self.setting.year:
                    # A result of another year stands where this year's would: this year's is not known.
                    self.context.set_aside(self.row.place, cell, "other_year")
                    figure = Figure(Number(State.TEXT))
                if figure.year and column.year and figure.year != column.year:
                    self._left("goal_unpaired")
                    return None
                year = figure.year or column.year or self.setting.year
                goal = years.setdefault(year, Goal(name, self.row, year, unit=stated_unit or column.unit))
                if not self._take(goal, figure, cell, column, is_target):
                    self._left("goal_unpaired")
                    return None
        for column, cell in texts.items():
            if column.role == "attainment" and cell:
                rated = years.get(column.year or self.setting.year)
                if rated is None or not rated.take_rate(cell):
                    self.context.set_aside(self.row.place, cell, "not_a_number")
        found = [goal for goal in years.values() if goal.is_stated]
        for goal in found:
            goal.finish(self.setting, self._has_results(goal.year))
        return found

    def _take(self, goal: Goal, figure: Figure, cell: str, column: Column, is_target: bool) -> bool:
        """Give a goal a figure; False where that contradicts what it has."""
        if figure.number.state in (State.MALFORMED, State.TEXT, State.EMPTY) and cell:
            self.context.set_aside(self.row.place, cell, "not_a_number")
        elif figure.number.state is State.EMPTY:
            self.context.set_aside(self.row.place, self.row.raw, "empty_cell")
        if figure.earlier is not None:
            if not is_target:
                return False  # which of both is the result?
            self.context.set_aside(self.row.place, " · ".join(figure.details), "year_unknown")
        elif figure.details:
            self.context.set_aside(self.row.place, " · ".join(figure.details), "second_figure")
        return goal.take(figure, column, self.setting, is_target=is_target)

    def _has_results(self, year: int) -> bool:
        """Tell whether the table has, or may have, a column of results of a year."""
        own = [column for column in self.found.of("actual") if (column.year or self.setting.year) == year]
        return bool(own) or (self.is_unknown and year == self.setting.year)

    def _stated_unit(self, printed: str) -> str | None:
        for column in self.found.of("unit"):
            if unit := "".join(cell_of(self.row, column).split()):
                return unit
        return _row_unit(printed)

    def _left(self, reason: str) -> None:
        self.context.set_aside(self.row.place, self.row.raw, reason)


def _row_unit(printed: str) -> str | None:
    """Return the unit that a row's name states: '내역(건)'."""
    bracket = _ROW_UNIT.search(printed)
    return bracket[1] if bracket and bracket[1] in words("goals", "counters") else None


# --- targets and results side by side, under what they are of -------------------------------------------


def _read_side_by_side(
    rows: Sequence[TableRow],
    found: Columns,
    setting: Setting,
    program: NamedProgram | None,
    context: Context,
) -> list[facts.Row]:
    """Read a row below 'A › 목표 | A › 실적 | B › 목표 | B › 실적': a goal for each of A and B."""
    goals: list[Goal] = []
    for row in rows:
        figured = found.of(*_FIGURES)
        if len(row.cells) <= max(column.index for column in figured):
            _leave(row, "row_does_not_fit_header", context)
            continue
        label = cell_of(row, found.columns[0]) if found.columns[0] not in figured else ""
        own: list[Goal] = []
        for subject in found.subjects:
            texts = {column: cell_of(row, column) for column in figured if column.subject == subject}
            name = text.label(subject) or subject
            counted = text.label(_ROW_UNIT.sub("", label)) or ""
            if len(rows) > 1 and not is_one_of(counted, words("goals", "counting")):
                name = f"{name} {counted}".strip()
            read_goals = _RowReader(row, found, setting, False, context).goals(name, label, texts)
            if read_goals is None:
                own = []
                break
            own += read_goals
        goals += [goal.numbered(number) for number, goal in enumerate(own, start=1)]
    return [fact_of(goal, setting, context, None, program) for goal in goals]


def _inline_columns(table: Table) -> list[int]:
    """Return the columns of '목표 120명 | 132명(110%)': each states a target, and the next the result."""
    width = max(len(row.cells) for row in table.rows)
    heads = table.rows[0].cells
    return [
        index
        for index in range(min(width - 1, len(heads)))
        if heads[index] and not any(c.isdigit() for c in heads[index]) and _all_inline(table.rows[1:], index)
    ]


def _all_inline(rows: Sequence[TableRow], index: int) -> bool:
    return bool(rows) and all(
        len(row.cells) > index + 1
        and (target := goal_cells.labelled_target(row.cells[index])) is not None
        and target.number.value is not None
        and (result := goal_cells.labelled_result(row.cells[index + 1])) is not None
        and result.number.state in (State.VALUE, State.PENDING, State.NONE)
        for row in rows
    )


def _read_inline(
    table: Table, setting: Setting, program: NamedProgram | None, context: Context
) -> list[facts.Row]:
    rows: list[facts.Row] = []
    columns = _inline_columns(table)
    for row in table.rows[1:]:
        own: list[Goal] = []
        for index in columns:
            target = goal_cells.labelled_target(row.cells[index])
            result = goal_cells.labelled_result(row.cells[index + 1])
            name = text.label(table.rows[0].cells[index]) or table.rows[0].cells[index]
            goal = Goal(name, row, setting.year)
            if target and result and goal.take_pair(target, result, setting):
                goal.finish(setting, True)
                own.append(goal)
            else:
                _leave(row, "goal_unpaired", context)
        rows += [
            fact_of(goal.numbered(number), setting, context, None, program)
            for number, goal in enumerate(own, start=1)
        ]
    return rows


# --- several aims in a cell, each with its figure in brackets ------------------------------------------


def _read_aims(
    rows: Sequence[TableRow], found: Columns, setting: Setting, context: Context
) -> list[facts.Row]:
    facts_found: list[facts.Row] = []
    aim, naming = (found.of(role)[0] for role in ("aim", "name"))
    grouping = found.of("program", "group")
    actuals = [column for column in found.of("actual") if (column.year or setting.year) == setting.year]
    if len(actuals) != 1:
        for row in rows:
            _leave(row, "goal_unpaired", context)
        return []
    actual = actuals[0]
    filled = [row for row in rows if any(bullets(cell_of(row, aim)) + bullets(cell_of(row, actual)))]
    labels = [(text.label(cell_of(row, grouping[0])) or "") if grouping else "" for row in filled]
    places = iter(places_of(labels, [page.program.spellings for page in context.pages]))
    for row in rows:
        for column in found.of("actual"):
            if column is not actual and (figures := remainder.figures(cell_of(row, column))):
                context.set_aside(row.place, " · ".join(figures), "other_year")
        aims, results = bullets(cell_of(row, aim)), bullets(cell_of(row, actual))
        if not any(aims + results):
            continue  # a group's heading
        label = cell_of(row, grouping[0]) if grouping else ""
        place = next(places)
        named = context.program_named(text.label(label) or "") if not context.pages else None
        program = named if place is None else context.pages[place].program
        goals: list[Goal] = []
        results = [unless_planned(result, row, context) for result in results]
        pairs, left = paired(aims, bullets(cell_of(row, naming)), results)
        for pair in pairs:
            goal = Goal(pair.name or label or row.raw, row, actual.year or setting.year)
            if goal.take_pair(pair.target, pair.result, setting, actual):
                goal.finish(setting, True)
                goals.append(goal)
        if not pairs or len(goals) < len(pairs):
            _leave(row, "goal_unpaired", context)
        elif left:
            context.set_aside(row.place, " · ".join(left), "goal_unpaired")
        facts_found += [
            fact_of(goal.numbered(number), setting, context, None, program)
            for number, goal in enumerate(goals, start=1)
        ]
    return facts_found


KIND = Kind("goals", OfTables(claims, read), needs=("program_pages", "project"))
