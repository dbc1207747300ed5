"""The list of programmes with their execution: 사업명 | 예산액 | 집행액 | 집행률, over several pages.

Totals, directions and tasks stand in the same column; what is left is a programme.
"""

from __future__ import annotations

from etl import facts
from etl.blocks import Table, TableRow
from etl.kinds.accounts import Entry, Header, best_account, fact_of, header_of, is_program_list
from etl.korean import numbers, text
from etl.outline.cells import unit_of
from etl.outline.context import Context, NamedProgram
from etl.outline.funding import split_funding
from etl.terms.codes import FUNDING
from etl.vocabulary import Account, accounts

_LEAST_ROWS = 2


def claims(table: Table, context: Context) -> bool:
    """Tell whether this is a list of programmes; the one line on a programme's own page is another kind."""
    header = header_of(table)
    return header is not None and is_program_list(header) and len(table.rows) - header.rows >= _LEAST_ROWS


def read_all(tables: list[Table], context: Context) -> list[facts.Row]:
    """Read the parts of a list that pages have broken as the one list that they are."""
    rows: list[facts.Row] = []
    header = header_of(tables[0]) if tables else None
    if header is None:
        return rows
    unit_won = unit_of(context, tables[0])
    lines = [row for table in tables for row in table.rows[header.rows :]]
    if unit_won is None:
        for row in lines:
            context.set_aside(row.place, row.raw, "unit_unknown")
        return rows
    has_marks = any(split_funding(_label(row, header) or "")[1] for row in lines)
    for entry in _entries(lines, header, context, unit_won):
        program = None
        if entry.level == "program" and entry.name:
            program = _program(entry, has_marks, context)
        rows.append(
            fact_of(
                entry,
                header,
                "expenditure",
                context,
                unit_won,
                program_id=program.program_id if program else None,
                funding=program.funding if program else None,
            )
        )
    return rows


def _program(entry: Entry, has_marks: bool, context: Context) -> NamedProgram:
    name, funding = split_funding(entry.name or "")
    # Where a list marks what is commissioned, donated or agency work, what it leaves unmarked is the
    # institution's own.
    if funding is None and has_marks:
        funding = FUNDING[0]
    return context.register(
        NamedProgram(
            program_id=context.program_id(name),
            name=name,
            place=entry.row.place,
            direction_id=entry.direction_id,
            task_id=entry.task_id,
            funding=funding,
            appropriation=_appropriation(entry),
        )
    )


def _appropriation(entry: Entry) -> str | None:
    """Return the code of the section that pays for a programme."""
    above = entry.parent
    while above is not None:
        if above.level == "section" and above.account:
            return above.account.code
        above = above.parent
    return None


def _label(row: TableRow, header: Header) -> str | None:
    cell = header.cell(row, "label") or ""
    name, funding = split_funding(cell)
    legible = text.label(name)
    return f"({funding.replace('/', ',')}){legible}" if legible and funding else legible


def _entries(rows: list[TableRow], header: Header, context: Context, unit_won: int) -> list[Entry]:
    entries: list[Entry] = []
    total: Entry | None = None
    section: Entry | None = None
    direction: Entry | None = None
    task: Entry | None = None
    for row in rows:
        label = _label(row, header)
        entry = Entry(row, label)
        entry.current = numbers.won(numbers.parse(header.cell(row, "current") or "", whole=True), unit_won)
        account = _sum_line(label, context) if label else None
        named = context.direction_named(label) if label and not account else None
        if account and account.level == "total":
            entry.account, entry.level, total = account, "total", entry
            section = direction = task = None
        elif account:
            entry.account, entry.level, entry.parent, section = account, "section", total, entry
            direction = task = None
        elif named:
            entry.level, entry.parent, entry.direction_id = "direction", section or total, named.direction_id
            entry.name = named.name
            direction, task = entry, None
        elif direction and (task is None or _is_task(entry, task, direction, context, unit_won)):
            entry.level, entry.parent, entry.direction_id = "task", direction, direction.direction_id
            entry.task_id = _task_id(entry, context)
            task = entry
        else:
            entry.level, entry.parent = "program", task or direction or section or total
            entry.direction_id = direction.direction_id if direction else None
            entry.task_id = task.task_id if task else None
        if entry.parent:
            entry.parent.children.append(entry)
        entries.append(entry)
    return entries


def _sum_line(label: str, context: Context) -> Account | None:
    """Return the account of a total or section line; a programme that is named like one is not."""
    sums = [a for a in accounts("expenditure") if a.level in ("total", "section")]
    account = best_account(label, sums, context)
    if account:
        return account
    subtotal = next(a for a in sums if a.code == "subtotal")
    return subtotal if text.key(label).endswith(text.key(subtotal.words[0])) else None


def _is_task(entry: Entry, task: Entry, direction: Entry, context: Context, unit_won: int) -> bool:
    """Tell whether a line opens the next task: by its name, or, where no task is named, by the sums."""
    siblings = [t.name for t in context.tasks if t.direction_id == direction.direction_id]
    if siblings:
        known = text.closest(entry.name or "", siblings, 0.85, longer_by=2)
        return known is not None
    return task.is_full(unit_won) and not direction.is_full(unit_won)


def _task_id(entry: Entry, context: Context) -> str | None:
    if entry.name is None:
        return None
    siblings = [t for t in context.tasks if t.direction_id == entry.direction_id]
    index = text.closest(entry.name, [t.name for t in siblings], 0.85, longer_by=2)
    if index is not None:
        return siblings[index].task_id
    task = facts.StrategicTask(
        document_id=context.document_id,
        line=entry.row.place.line,
        page=entry.row.place.page,
        task_id=f"{entry.direction_id}-{len(siblings) + 1}",
        direction_id=str(entry.direction_id),
        position=len(siblings) + 1,
        name=entry.name,
    )
    context.tasks.append(task)
    return task.task_id
