"""Two warehouses held against each other, row by row."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection

from etl.warehouse import schema
from etl.warehouse.connect import attached, memory_engine
from etl.warehouse.part import KEPT, MARTS

_OF_A_MOMENT = {
    schema.load.name: ("load_id", "started_at", "finished_at"),
    schema.source.name: ("seen",),
}
"""Columns that are of the load, not of what is loaded."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A table whose rows differ: how many stand in the first warehouse alone, and in the second."""

    table: str
    first: int
    second: int


def differences(first: Path, second: Path) -> Iterator[Difference]:
    """Yield the tables and marts in which two warehouses differ, but for when they were loaded."""
    engine = memory_engine()
    try:
        with (
            engine.connect() as connection,
            attached(connection, first, "first"),
            attached(connection, second, "second"),
        ):
            names = [f'"{table.name}"' for table in schema.METADATA.sorted_tables]
            for name in (*names, *(f'{KEPT}."{mart}"' for mart in MARTS)):
                left_out = _OF_A_MOMENT.get(name.strip('"'), ())
                columns = f"* EXCLUDE ({', '.join(left_out)})" if left_out else "*"
                counts = [
                    _only(connection, columns, f"{one}.{name}", f"{other}.{name}")
                    for one, other in (("first", "second"), ("second", "first"))
                ]
                if any(counts):
                    yield Difference(name.replace('"', ""), *counts)
    finally:
        engine.dispose()


def _only(connection: Connection, columns: str, one: str, other: str) -> int:
    alone = f"SELECT {columns} FROM {one} EXCEPT ALL SELECT {columns} FROM {other}"  # noqa: S608 -- names of the schema
    return int(connection.exec_driver_sql(f"SELECT count(*) FROM ({alone})").scalar_one())  # noqa: S608
