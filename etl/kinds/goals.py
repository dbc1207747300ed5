"""Goal tables: 단위목표 | 지표 | 목표 | 실적, and their relatives with several goals in one cell."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from etl import facts
from etl.blocks import Table, TableRow
from etl.kinds.program_pages import ProgramPage
from etl.korean import numbers, text
from etl.korean.numbers import Number, State
from etl.outline.cells import as_float
from etl.outline.context import Context, NamedProgram
from etl.vocabulary import role_of, words

_NOTE = re.compile(r"\s*\([^)]*\)\s*$")
_MARKED = re.compile(r"\([^()]*\)\s*")
_BULLET = re.compile(r"(?:^|\s)[-•·]\s+")
_BRACKET = re.compile(r"\(([^()]*\d[^()]*)\)\s*$")
_SEPARATE = re.compile(r",\s+(?=\d)")
_UNIT_TAIL = re.compile(r"\s*[(].*$", re.DOTALL)
_ALIKE = 0.75
_WHOLE = 0.85
_SHORT = 3
_REASONS = {
    State.MALFORMED: "malformed_number",
    State.TEXT: "not_a_number",
    State.EMPTY: "empty_cell",
}


@dataclass(frozen=True, slots=True)
class Goal:
    """A goal as printed, before it becomes a fact."""

    name: str
    target: Number
    actual: Number | None
    attainment: Number | None = None


def roles_of(table: Table) -> dict[str, int]:
    """Return the columns of a goal table by role, leftmost first."""
    roles: dict[str, int] = {}
    for index, cell in enumerate(table.rows[0].cells):
        role = role_of("goal", _NOTE.sub("", cell)) or role_of("goal", cell)
        if role and role not in roles:
            roles[role] = index
    return roles


def claims(table: Table, context: Context) -> bool:
    """Tell whether this is a table of goals."""
    if len(table.rows) < 2:
        return False
    roles = roles_of(table)
    several = "aim" in roles and "name" in roles and "actual" in roles
    single = "name" in roles and "target" in roles and ("group" in roles or "attainment" in roles)
    return several or single


def read(table: Table, pages: list[ProgramPage], context: Context) -> list[facts.Row]:
    """Return one fact per goal."""
    roles = roles_of(table)
    if "aim" in roles:
        return _read_several(table, roles, pages, context)
    directions = _directions_of(table.rows[1:], roles, context) if "group" in roles else []
    rows: list[facts.Row] = []
    for index, row in enumerate(table.rows[1:]):
        cells = _padded(row, roles)
        name = text.label(_plain_name(cells[roles["name"]]))
        target = _figure(cells[roles["target"]])
        if name is None and target.state in (State.EMPTY, State.NONE):
            continue
        actual = _figure(cells[roles["actual"]]) if "actual" in roles else None
        attainment = numbers.parse_rate(cells[roles["attainment"]]) if "attainment" in roles else None
        direction = directions[index] if index < len(directions) else None
        goal = Goal(name or cells[roles["name"]] or row.raw, target, actual, attainment)
        rows.append(
            _fact(goal, row, 1, context, direction, _only_program(context) if not direction else None)
        )
    return rows


def _only_program(context: Context) -> NamedProgram | None:
    """Return the programme of a report on one single programme."""
    return context.programs[0] if len(context.programs) == 1 else None


def _padded(row: TableRow, roles: dict[str, int]) -> tuple[str, ...]:
    return row.cells + ("",) * (max(roles.values()) + 1 - len(row.cells))


def _plain_name(cell: str) -> str:
    """Return the goal's name after the marks that head it: '(단위목표) … (성과측정 기준) … (…) 이름'."""
    if cell.count("(") > 1 and cell.startswith("("):
        last = _MARKED.split(cell)[-1].strip()
        return last or cell
    return cell


def _figure(cell: str) -> Number:
    """Read a target or result: the figure before any detail in brackets, with its unit."""
    bare = _UNIT_TAIL.sub("", cell).strip() or cell
    first = numbers.parse(bare)
    if first.unit is not None and first.unit not in words("goals", "rate_units"):
        first = numbers.parse(bare, whole=True)
    return numbers.storable(first)


def _directions_of(
    rows: Sequence[TableRow], roles: dict[str, int], context: Context
) -> list[facts.StrategicDirection | None]:
    """Return the direction of each row. A group's label stands on its first row, or in its middle."""
    labels = [text.label(_padded(row, roles)[roles["group"]]) for row in rows]
    labelled = [i for i, label in enumerate(labels) if label]
    if not context.directions or not labelled:
        return [None] * len(rows)
    owners = _named_owners([labels[i] or "" for i in labelled], context) if labelled[0] == 0 else None
    if owners is not None:
        for index, owner in zip(labelled, owners, strict=True):
            direction = context.directions[owner]
            name = labels[index] or direction.name
            context.also_named("direction", direction.direction_id, direction.name, name, rows[index].place)
        return _by_starts(labelled, owners, len(rows), context)
    anchors = _anchors(labels, context)
    groups = _centred(anchors, len(rows))
    if groups is not None:
        return [context.directions[g] for g in groups]
    starts = [anchor[0] for anchor in anchors if anchor]
    if len(starts) == len(context.directions) and starts[0] == 0 and starts == sorted(starts):
        return _by_starts(starts, list(range(len(starts))), len(rows), context)
    for row in rows:
        context.set_aside(row.place, row.raw, "direction_unknown")
    return [None] * len(rows)


def _named_owners(labels: list[str], context: Context) -> list[int] | None:
    """Return the direction of each label that stands for a whole group; None where that is not certain.

    A label goes to the direction that it names, whatever the order. Where every direction has a label, a
    single one that names none goes to the direction that is left; several go to their places in the order,
    if the labels that do name one keep it.
    """
    names = [direction.name for direction in context.directions]
    owners = [text.closest(label, names, _WHOLE, longer_by=2) for label in labels]
    known = [owner for owner in owners if owner is not None]
    if len(set(known)) != len(known):
        return None
    if len(known) == len(labels):
        return known
    if len(labels) != len(names):
        return None
    if len(known) == len(names) - 1:
        left = next(i for i in range(len(names)) if i not in known)
        return [left if owner is None else owner for owner in owners]
    in_order = all(owner in (None, place) for place, owner in enumerate(owners))
    return list(range(len(names))) if in_order else None


def _by_starts(
    starts: list[int], owners: list[int], count: int, context: Context
) -> list[facts.StrategicDirection | None]:
    found: list[facts.StrategicDirection | None] = []
    for group, start in enumerate(starts):
        end = starts[group + 1] if group + 1 < len(starts) else count
        found.extend([context.directions[owners[group]]] * (end - start))
    return found


def _anchors(labels: Sequence[str | None], context: Context) -> list[tuple[int, int] | None]:
    """Return, per direction, the first and last row whose label is a stretch of its name."""
    names = [direction.name for direction in context.directions]
    owners: list[int | None] = []
    for label in labels:
        if label is None or len(text.key(label)) < _SHORT:
            # So short a label is alike to too much; it counts where it stands in one name only.
            within = [i for i, name in enumerate(names) if _is_word_of(label, name)]
            owners.append(within[0] if len(within) == 1 else None)
            continue
        scores = [text.contains_alike(label, name) for name in names]
        best = max(range(len(names)), key=lambda i: scores[i])
        owners.append(best if scores[best] >= _ALIKE else None)
    found: list[tuple[int, int] | None] = []
    for group in range(len(names)):
        rows = [i for i, owner in enumerate(owners) if owner == group]
        found.append((rows[0], rows[-1]) if rows else None)
    return found


def _is_word_of(label: str | None, name: str) -> bool:
    return label is not None and len(text.key(label)) > 1 and text.key(label) in text.key(name)


def _centred(anchors: Sequence[tuple[int, int] | None], count: int) -> list[int] | None:
    """Return the group of each row where every label is centred on its rows; None where that cannot be."""
    groups: list[int] = []
    # A direction without goals has no label; the others stand in the order of the table.
    placed = sorted((anchor, group) for group, anchor in enumerate(anchors) if anchor is not None)
    for (first, last), group in placed:
        above = first - len(groups)
        if above < 0:
            return None
        groups.extend([group] * (last + above + 1 - len(groups)))
    return groups if len(groups) == count else None


def _read_several(
    table: Table, roles: dict[str, int], pages: list[ProgramPage], context: Context
) -> list[facts.Row]:
    rows: list[facts.Row] = []
    remaining = list(pages)
    for row in table.rows[1:]:
        cells = _padded(row, roles)
        aims, results = _bullets(cells[roles["aim"]]), _bullets(cells[roles["actual"]])
        if not any(aims + results):
            continue  # a group's heading
        program = _next_program(text.label(cells[roles["group"]]) or "", remaining, context)
        goals = _paired(aims, _bullets(cells[roles["name"]]), results)
        for number, goal in enumerate(goals, start=1):
            named = replace(goal, name=goal.name or cells[roles["group"]] or row.raw)
            rows.append(_fact(named, row, number, context, None, program))
    return rows


def _next_program(name: str, remaining: list[ProgramPage], context: Context) -> NamedProgram | None:
    """Return the programme of a row. The table names it in short, but keeps the order of the pages."""
    if not remaining:
        return context.program_named(name)
    alike = [max(text.similarity(name, s) for s in p.program.spellings) for p in remaining]
    best = alike.index(max(alike))
    index = best if alike[best] >= _ALIKE else 0
    page = remaining[index]
    del remaining[: index + 1]
    return page.program


def _bullets(cell: str) -> list[str]:
    return [part.strip() for part in _BULLET.split(cell) if part.strip()]


def _paired(aims: list[str], names: list[str], results: list[str]) -> list[Goal]:
    """Pair targets, indicators and results by position; where their numbers differ, by position and unit."""
    targets: list[tuple[str, Number]] = []
    for aim in aims:
        bracket = _BRACKET.search(aim)
        label = aim[: bracket.start()].strip() if bracket else aim
        for part in _SEPARATE.split(bracket[1]) if bracket else []:
            targets.append((label, _figure(part.strip())))
    targets = [t for t in targets if t[1].state is not State.TEXT]
    actuals = [_figure(result) for result in results]
    goals: list[Goal] = []
    taken = 0
    for index, actual in enumerate(actuals):
        name = names[index] if index < len(names) else ""
        label, target = targets[taken] if taken < len(targets) else ("", Number(State.NONE))
        enough_left = len(targets) - taken >= len(actuals) - index
        if taken < len(targets) and (enough_left or target.unit == actual.unit):
            taken += 1
        else:
            label, target = "", Number(State.NONE)
        goals.append(Goal(name or label, target, actual))
    goals.extend(Goal(label, target, Number(State.EMPTY)) for label, target in targets[taken:])
    return goals


def _fact(
    goal: Goal,
    row: TableRow,
    number: int,
    context: Context,
    direction: facts.StrategicDirection | None,
    program: NamedProgram | None,
) -> facts.IndicatorResult:
    for cell in (goal.target, goal.actual):
        if cell is not None and cell.state in (State.MALFORMED, State.TEXT, State.EMPTY):
            context.set_aside(row.place, row.raw, _REASONS[cell.state])
    if goal.actual is None:
        status = "planned"
    elif goal.actual.value is None:
        status = "pending"
    else:
        as_of = context.document.as_of
        status = "reported" if as_of is not None and as_of.month == 12 else "interim"
    unit = goal.target.unit or (goal.actual.unit if goal.actual else None)
    return facts.IndicatorResult(
        document_id=context.document_id,
        line=row.place.line,
        page=row.place.page,
        raw=row.raw,
        indicator_result_id=f"{context.document_id}:{row.place.line}:{number}",
        fiscal_year=context.document.fiscal_year,
        as_of=context.document.as_of,
        direction_id=direction.direction_id if direction else (program.direction_id if program else None),
        program_id=program.program_id if program else None,
        name=goal.name,
        unit=unit,
        target=as_float(goal.target),
        actual=as_float(goal.actual) if goal.actual else None,
        status=status,
        printed_attainment=as_float(goal.attainment) if goal.attainment else None,
        better="lower" if any(word in text.key(goal.name) for word in _lower_is_better()) else "higher",
    )


def _lower_is_better() -> list[str]:
    return [text.key(word) for word in words("goals", "lower_is_better")]
