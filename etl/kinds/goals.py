"""Tables of goals: 단위목표 | 지표 | 목표 | 실적, and their relatives; one fact per goal and year.

What is not certain is no fact: a row whose cells cannot be paired is set aside as a whole, and a column whose
heading is not known is used as neither target nor result.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from etl import facts
from etl.blocks import Table, TableRow
from etl.kind import Kind, OfTables
from etl.korean import goal_cells, text
from etl.korean.goal_cells import Figure, bullets
from etl.korean.numbers import State
from etl.outline import goal_columns, goal_groups, goal_results, goal_years, remainder
from etl.outline.context import Context, NamedProgram
from etl.outline.goal_column import Column, Columns, cell_of
from etl.outline.goal_facts import Goal, Setting, agree_on_direction, facts_of, setting_of, years_of_chapter
from etl.outline.goal_owners import owners_of
from etl.outline.goal_pairs import paired
from etl.outline.goal_rows import ROW_UNIT, RowReader, may_hold_results
from etl.outline.goal_so_far import is_of_part
from etl.outline.page_order import places_of
from etl.vocabulary import is_one_of, words

_MARKED = re.compile(r"\([^()]*\)\s*")
_FIGURES = ("target", "by_year", "actual", "attainment")


def claims(table: Table, context: Context) -> bool:
    """Tell whether this is a table of goals."""
    if len(table.rows) < 2 or remainder.names_persons(table):
        return False
    found = goal_columns.columns_of(table, _base_year(table, context))
    if found is None:
        return _inline_columns(table) != []
    return not goal_columns.is_of_money(table, found, context)


def read(tables: Sequence[Table], context: Context) -> list[facts.Row]:
    """Return one fact per goal and year."""
    return [row for table in tables for row in _read_table(table, context)]


def _read_table(table: Table, context: Context) -> list[facts.Row]:
    found = goal_columns.columns_of(table, _base_year(table, context))
    setting = setting_of(table, context)
    program = context.program_at(table.place)
    rows = table.rows[found.rows if found else 1 :]
    if reason := _denial(table, found, setting, context):
        for row in rows:
            _leave(row, reason, context)
        return []
    if found is None:
        return _read_inline(table, setting, program, context)
    for row in rows:
        _leave_unknown(row, found, context)
    if len(found.subjects) > 1:
        return _read_side_by_side(rows, found, setting, program, context)
    if not found.of("target", "by_year"):
        return _read_aims(rows, found, setting, context)
    # Where a column names each goal's programme, it is none but that.
    only = None if found.of("program") else _only_program(context)
    return _read_rows(rows, found, setting, program or only, context)


def _base_year(table: Table, context: Context) -> int:
    """Return the year from which a table's 'last year' counts: its chapter's, else its document's."""
    chapter = years_of_chapter(table, context)
    return chapter[0] if len(chapter) == 1 else context.fiscal_year


def _denial(table: Table, found: Columns | None, setting: Setting, context: Context) -> str | None:
    """Return why no goal of a table is one; None where they are. found: its columns, if it has such."""
    if reason := goal_results.caption_denies(table, context):
        return reason
    if setting.is_denied:
        return "other_year"
    if found is not None and found.is_doubtful:
        return "column_unknown"
    figured = found.of("aim", "target", "actual", "attainment") if found else []
    undated = {column.role for column in figured if column.year is None} if found else {"target", "actual"}
    if found and goal_years.column_of(table.rows[found.rows :], found):
        undated = set()  # each row is of its own year
    if undated and setting.doubt:
        return setting.doubt
    return "year_unknown" if "actual" in undated and not setting.has_own_results else None


def _only_program(context: Context) -> NamedProgram | None:
    """Return the programme of a report on one single programme."""
    return context.programs[0] if len(context.programs) == 1 else None


def _leave(row: TableRow, reason: str, context: Context) -> None:
    """Set a row with figures aside as a whole."""
    if any(letter.isdigit() for cell in row.cells for letter in cell):
        context.set_aside(row.place, row.raw, reason)


def _leave_unknown(row: TableRow, found: Columns, context: Context) -> None:
    """Set aside the figures of the columns whose heading is not known, or says that they are expected."""
    for column in [*found.unknown, *found.of("planned")]:
        if not (cell := cell_of(row, column)):
            continue
        reason = "part_of_year" if is_of_part(column) else "column_unknown"
        reason = "planned_figure" if column.role == "planned" else reason
        context.left.setdefault((row.line_of(column.index), column.index + 1), reason)
        if figures := remainder.figures(cell):
            context.set_aside(row.place, " · ".join(figures), reason)


# --- one goal a row, or several, each an item of every cell ----------------------------------------------


def _read_rows(
    rows: Sequence[TableRow],
    found: Columns,
    setting: Setting,
    program: NamedProgram | None,
    context: Context,
) -> list[facts.Row]:
    by_year = goal_years.column_of(rows, found)
    groups = [column for column in found.of("group") if column != by_year]
    directions = (
        goal_groups.directions_of(rows, [text.label(cell_of(row, groups[0])) for row in rows], context)
        if groups
        else [None] * len(rows)
    )
    owners = owners_of(rows, found, context)
    doubtful = may_hold_results(rows, found)
    naming = found.of("name", "program_name")[0]
    settings = goal_years.settings_of(rows, found, by_year, setting)
    names = goal_years.names_of(rows, naming, settings) if by_year else [cell_of(row, naming) for row in rows]
    goals: list[tuple[Goal, facts.StrategicDirection | None, NamedProgram | None]] = []
    for row, name, of_row, direction, owner in zip(rows, names, settings, directions, owners, strict=True):
        own = owner or (None if direction else program)
        if of_row is None or (by_year and by_year.index == naming.index):
            _leave(row, "year_unknown" if of_row is None else "label_unreadable", context)
            continue
        goals += [(goal, direction, own) for goal in _row_goals(row, name, found, of_row, doubtful, context)]
    agree_on_direction(goal for goal, _, _ in goals)
    return [row for goal, of, by in goals for row in facts_of(goal, setting, context, of, by)]


def _row_goals(
    row: TableRow,
    printed: str,
    found: Columns,
    setting: Setting,
    doubtful: Sequence[Column],
    context: Context,
) -> list[Goal]:
    """Return the goals of a row; printed: what names it."""
    naming = found.of("name", "program_name")[0]
    figured = found.of(*_FIGURES)
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
        if reason := goal_results.denied_name(name, setting, context):
            _leave(row, reason, context)
            return []
        own = RowReader(row, found, setting, doubtful, context).goals(name, printed, texts)
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
    doubtful = may_hold_results(rows, found)
    by_year = goal_years.column_of(rows, found)
    for row, of_row in zip(rows, goal_years.settings_of(rows, found, by_year, setting), strict=True):
        figured = found.of(*_FIGURES)
        if of_row is None:
            _leave(row, "year_unknown", context)
            continue
        if len(row.cells) <= max(column.index for column in figured):
            _leave(row, "row_does_not_fit_header", context)
            continue
        first = found.columns[0]
        label = cell_of(row, first) if first not in figured and first != by_year else ""
        own: list[Goal] = []
        for subject in found.subjects:
            texts = {column: cell_of(row, column) for column in figured if column.subject == subject}
            name = text.label(subject) or subject
            counted = text.label(ROW_UNIT.sub("", label)) or ""
            if len(rows) > 1 and not is_one_of(counted, words("goals", "counting")):
                name = f"{name} {counted}".strip()
            read_goals = RowReader(row, found, of_row, doubtful, context).goals(name, label, texts)
            if read_goals is None:
                own = []
                break
            own += read_goals
        goals += [goal.numbered(number) for number, goal in enumerate(own, start=1)]
    agree_on_direction(goals)
    return [row for goal in goals for row in facts_of(goal, setting, context, None, program)]


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
            if result and (why := goal_results.denied(row.cells[index + 1], None, setting)):
                context.set_aside(row.place, row.cells[index + 1], why)
                result = goal_results.NOT_READ
            if target and result and goal.take_pair(target, result, setting) and not goal.is_contradicted:
                goal.finish(setting, "unread" if result is goal_results.NOT_READ else "pending")
                own.append(goal)
                for figure, cell in ((target, row.cells[index]), (result, row.cells[index + 1])):
                    goal_results.leave_beside(figure, cell, row, context)
            else:
                _leave(row, "goal_unpaired", context)
        rows += [
            row
            for number, goal in enumerate(own, start=1)
            for row in facts_of(goal.numbered(number), setting, context, None, program)
        ]
    return rows


# --- several aims in a cell, each with its figure in brackets ------------------------------------------


def _read_aims(
    rows: Sequence[TableRow], found: Columns, setting: Setting, context: Context
) -> list[facts.Row]:
    facts_found: list[facts.Row] = []
    naming, grouping = found.of("name")[0], found.of("program", "group")
    aim, actual = (_of_the_year(found.of(role), setting) for role in ("aim", "actual"))
    if aim is None or actual is None or goal_years.column_of(rows, found):
        for row in rows:
            _leave(row, "goal_unpaired", context)
        return []
    filled = [row for row in rows if any(bullets(cell_of(row, aim)) + bullets(cell_of(row, actual)))]
    labels = [(text.label(cell_of(row, grouping[0])) or "") if grouping else "" for row in filled]
    places = iter(places_of(labels, [page.program.spellings for page in context.pages]))
    for row in rows:
        for column in found.of("aim", "actual"):
            if column not in (aim, actual) and (figures := remainder.figures(cell_of(row, column))):
                context.set_aside(row.place, " · ".join(figures), "other_year")
        aims, results = bullets(cell_of(row, aim)), bullets(cell_of(row, actual))
        if not any(aims + results):
            continue  # a group's heading
        label = cell_of(row, grouping[0]) if grouping else ""
        place = next(places)
        named = context.program_named(text.label(label) or "") if not context.pages else None
        program = named if place is None else context.pages[place].program
        names = bullets(cell_of(row, naming))
        denials = (goal_results.denied_name(name, setting, context) for name in (label, *names))
        if reason := next(filter(None, denials), None):
            _leave(row, reason, context)
            continue
        goals: list[Goal] = []
        read_results = [_result_of(result, row, actual, setting, context) for result in results]
        year = actual.year or setting.year
        pairs, left = paired(aims, names, read_results, year)
        for pair in pairs:
            goal = Goal(pair.name or label or row.raw, row, year)
            if goal.take_pair(pair.target, pair.result, setting, actual) and not goal.is_contradicted:
                goal.finish(setting, "unread" if pair.result is goal_results.NOT_READ else "pending")
                goals.append(goal)
                if pair.target:
                    goal_results.leave_beside(pair.target, pair.printed, row, context)
        if not pairs or len(goals) < len(pairs):
            _leave(row, "goal_unpaired", context)
        else:
            for reason, printed in left.items():
                context.set_aside(row.place, " · ".join(printed), reason)
        facts_found += [
            row
            for number, goal in enumerate(goals, start=1)
            if goal.is_stated
            for row in facts_of(goal.numbered(number), setting, context, None, program)
        ]
    return facts_found


def _of_the_year(columns: Sequence[Column], setting: Setting) -> Column | None:
    """Return the one column that is of the table's year; None where none is, or several are."""
    own = [column for column in columns if (column.year or setting.year) == setting.year]
    return own[0] if len(own) == 1 else None


def _result_of(item: str, row: TableRow, column: Column, setting: Setting, context: Context) -> Figure:
    """Return the result of an item, without a value where it was set aside."""
    figures, why = goal_results.read(item, column, setting)
    if why:
        context.set_aside(row.place, item, why)
    goal_results.leave_beside(figures[0], item, row, context)
    return figures[0]


KIND = Kind("goals", OfTables(claims, read), needs=("program_pages", "project"))
