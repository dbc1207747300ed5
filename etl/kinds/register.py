"""Registers: lists that say in columns what each programme is, whose part it is, and who runs it."""

from __future__ import annotations

from etl import facts
from etl.blocks import Place
from etl.kind import Kind, OfDocument
from etl.korean import text
from etl.outline import chains, regions
from etl.outline.context import Context, NamedProgram
from etl.outline.funding import split_funding
from etl.outline.register import Entry, entries
from etl.terms.codes import FUNDING


def read(context: Context) -> list[facts.Row]:
    """Put the programmes of every register into the context, with their directions, tasks and offices."""
    for table in context.source.whole_tables:
        if regions.at(context.regions, table.place.line) is None:
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
    direction = _direction(entry.direction, place, context) if entry.direction else None
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
    context.entered.add(program.program_id)
    chain = chains.chain_of(entry.department) if entry.department else None
    if chain is not None:
        context.runs.setdefault((program.program_id, chain), place)
    elif entry.department:
        context.set_aside(place, entry.department, "office_unreadable")


def _direction(name: str, place: Place, context: Context) -> facts.StrategicDirection:
    found = context.direction_named(name)
    if found is None:
        position = len(context.directions) + 1
        found = facts.StrategicDirection(
            document_id=context.document_id,
            line=place.line,
            direction_id=f"{context.organization.organization_id}-{context.fiscal_year}-{position}",
            organization_id=context.organization.organization_id,
            fiscal_year=context.fiscal_year,
            position=position,
            name=name,
        )
        context.directions.append(found)
    return found


KIND = Kind("register", OfDocument(read), needs=("strategy",))
