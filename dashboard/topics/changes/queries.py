"""How one year's directions and programmes became the next's: the reviewed lineage."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, case, or_, select

from dashboard.warehouse.reading import kept, rows
from dashboard.warehouse.scopes import Home, subject_home
from dashboard.warehouse.tables import Succession
from etl.warehouse.schema import program, succession

X = succession.c
_ORDER = case({"direction": 0, "task": 1}, value=X.kind, else_=2)


@kept
def of_direction(connection: Connection, direction_id: str) -> Sequence[Succession]:
    """Return what changed into or out of a direction and its programmes."""
    programs = select(program.c.program_id).where(program.c.direction_id == direction_id)
    ids = (X.from_id == direction_id, X.to_id == direction_id, X.from_id.in_(programs), X.to_id.in_(programs))
    statement = select(succession).where(or_(*ids)).order_by(_ORDER, X.change, X.from_id, X.to_id)
    return rows(connection, statement, Succession)


def of_program(connection: Connection, program_id: str) -> Sequence[Succession]:
    """Return what a programme came from and what became of it."""
    home = subject_home(connection, "program", program_id)
    every = () if home is None else _of_year(connection, home)
    return [row for row in every if program_id in (row["from_id"], row["to_id"])]


@kept
def _of_year(connection: Connection, home: Home) -> Sequence[Succession]:
    p = program.c
    ids = select(p.program_id).where(p.organization_id == home[0], p.fiscal_year == home[1])
    statement = select(succession).where(or_(X.from_id.in_(ids), X.to_id.in_(ids)))
    return rows(connection, statement.order_by(_ORDER, X.from_id, X.to_id), Succession)
