"""Parts into a warehouse, and out of it: what belongs to an institution goes and comes as a whole."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from contextlib import ExitStack
from pathlib import Path

from sqlalchemy import Connection, Table, bindparam, select, text

from etl.warehouse import schema
from etl.warehouse.connect import attached
from etl.warehouse.part import KEPT, MARTS, insert, view_of

_OWN = tuple(table for table in schema.METADATA.sorted_tables if table not in schema.OF_NO_INSTITUTION)


def prepare(connection: Connection, like: Path) -> None:
    """Make the tables and views of an empty warehouse. like: a part, whose marts show their columns."""
    schema.METADATA.create_all(connection)
    connection.exec_driver_sql(f"CREATE SCHEMA {KEPT}")
    with attached(connection, like, "part"):
        for name in MARTS:
            connection.exec_driver_sql(
                f'CREATE TABLE {KEPT}."{name}" AS SELECT * FROM part.{KEPT}."{name}" LIMIT 0'  # noqa: S608 -- names of the marts
            )
    for name in MARTS:
        connection.exec_driver_sql(view_of(name))


def remove(connection: Connection, institutions: Collection[str]) -> None:
    """Take out everything of some institutions."""
    if not institutions:
        return
    wanted = sorted(institutions)
    document = schema.document.c
    found = select(document.document_id).where(document.organization_id.in_(wanted))
    documents = list(connection.execute(found).scalars())
    programs = list(
        connection.execute(
            select(schema.program.c.program_id).where(schema.program.c.organization_id.in_(wanted))
        ).scalars()
    )
    owners = {"organization_id": wanted, "document_id": documents, "program_id": programs}
    names = [f'"{table.name}"' for table in _OWN] + [f'{KEPT}."{name}"' for name in MARTS]
    columns = _columns(connection)
    for name in names:
        key = next(owner for owner in owners if owner in columns[name])
        statement = text(f"DELETE FROM {name} WHERE {key} IN :ids").bindparams(  # noqa: S608 -- names of the schema
            bindparam("ids", expanding=True)
        )
        if owners[key]:
            connection.execute(statement, {"ids": owners[key]})


def _columns(connection: Connection) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    told = (
        "SELECT schema_name, table_name, column_name FROM duckdb_columns()"
        " WHERE NOT internal AND database_name = current_database()"
    )
    for schema_name, table, column in connection.exec_driver_sql(told):
        name = f'{KEPT}."{table}"' if schema_name == KEPT else f'"{table}"'
        found.setdefault(name, set()).add(column)
    return found


def add(connection: Connection, parts: Sequence[Path]) -> None:
    """Put parts into a warehouse that holds nothing of their institutions, in one transaction.

    Each table is written once for all of them: written part by part it is packed again and again.
    """
    names = [f"part{number}" for number in range(len(parts))]
    with ExitStack() as stack:
        for path, name in zip(parts, names, strict=True):
            stack.enter_context(attached(connection, path, name))
        for table in (*(f'"{own.name}"' for own in _OWN), *(f'{KEPT}."{name}"' for name in MARTS)):
            rows = " UNION ALL BY NAME ".join(f"SELECT * FROM {name}.{table}" for name in names)  # noqa: S608 -- names of the schema
            connection.exec_driver_sql(f"INSERT INTO {table} BY NAME {rows}")


def replace_common(connection: Connection, table: Table, rows: list[dict[str, object]]) -> None:
    """Let a table of the warehouse as a whole hold these rows and no others; of others its common rows."""
    common = table.delete()
    if table not in schema.OF_NO_INSTITUTION:
        common = common.where(table.c.document_id.is_(None))
    connection.execute(common)
    insert(connection, table, rows)
