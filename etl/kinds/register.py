"""Registers: lists that say in columns what each programme is, whose part it is, and who runs it."""

from __future__ import annotations

from etl import facts
from etl.kind import Kind, OfDocument
from etl.korean import text
from etl.outline import chains, figure_denials, regions
from etl.outline.context import Context, NamedProgram
from etl.outline.funding import split_funding
from etl.outline.register import Entry, entries
from etl.terms.codes import FUNDING


def read(context: Context) -> list[facts.Row]:
    """Put the programmes of every register into the context, with their directions, tasks and offices."""
    for table in context.source.whole_tables:
        is_own = not figure_denials.is_dated_otherwise(table.place, context)
        if is_own and regions.at(context.regions, table.place.line) is None:
            for grid in context.grids_of(table):
                for entry in entries(grid).values():
                    _enter(entry, context)
    return []


def _enter(entry: Entry, context: Context) -> None:
    name, funding = split_funding(entry.program)
    place = entry.row.place
    if entry.funding in FUNDING:
        funding = entry.funding
    elif entry.funding:
        context.set_aside(place, entry.funding, "label_unreadable")
    direction = context.direction_called(entry.direction, place) if entry.direction else None
    task = context.task_under(direction.direction_id, entry.task, place) if entry.task and direction else None
    program = context.spelled.get(text.key(name))
    if program is None:
        program = context.register(
            NamedProgram(
                program_id=context.program_id(name),
                name=name,
                place=place,
                direction_id=direction.direction_id if direction else None,
                task_id=task.task_id if task else None,
                funding=funding,
            )
        )
    elif direction is not None and program.direction_id not in (None, direction.direction_id):
        # Two directions for one programme: which of them it is a part of, nothing tells.
        context.set_aside(place, direction.name, "name_contradicted")
        program.direction_id = program.task_id = None
        context.torn.add(program.program_id)
    elif direction is not None and program.direction_id is None and program.program_id not in context.torn:
        program.direction_id, program.task_id = direction.direction_id, task.task_id if task else None
    chain = chains.chain_of(entry.department) if entry.department else None
    if chain is not None:
        context.runs.setdefault((program.program_id, chain), place)
    elif entry.department:
        context.set_aside(place, entry.department, "office_unreadable")


KIND = Kind("register", OfDocument(read), needs=("strategy",))
