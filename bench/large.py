"""Makes a large warehouse: many institutions, their years, and a report at the end of every month.

    python -m bench.large large.duckdb [--institutions 1000] [--years 10]

One made-up report of a year is the pattern of them all; amounts grow with the month and differ by
institution. The marts are made as a load makes them. The checks are left out: a load pays for them, not a
reader.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from pathlib import Path

from sqlalchemy import Connection, Table

from etl.terms.measures import load_thresholds
from etl.warehouse import load, schema
from etl.warehouse.connect import writing_engine
from tests.synthetic_warehouse import INSTITUTION, LAST_YEAR, Size, build, document_id

PATTERN = Size(programs=9, directions=3, departments=4, goals=5, milestones=1, set_aside=1)
OF_AN_INSTITUTION = ("organization",)
OF_A_YEAR = ("strategic_direction", "strategic_task", "department", "program", "program_department")
OF_ALL = ("theme", "threshold")


def main() -> None:
    """Make the file, and print what it holds."""
    parser = argparse.ArgumentParser(prog="python -m bench.large", description=__doc__)
    parser.add_argument("path", type=Path)
    parser.add_argument("--institutions", type=int, default=1000)
    parser.add_argument("--years", type=int, default=10)
    asked = parser.parse_args()
    before = time.perf_counter()
    count = make(asked.path, asked.institutions, asked.years)
    size = asked.path.stat().st_size / 2**20
    print(f"{asked.path}: {count:,} rows, {size:,.0f} MB, in {time.perf_counter() - before:.0f} s")


def make(path: Path, institutions: int, years: int) -> int:
    """Make the warehouse and return the number of its rows of facts."""
    path.unlink(missing_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        pattern = build(Path(folder) / "pattern.duckdb", PATTERN)
        engine = writing_engine(path)
        with engine.begin() as connection:
            schema.METADATA.create_all(connection)
            connection.exec_driver_sql(f"ATTACH '{pattern}' AS pattern (READ_ONLY)")
            _places(connection, institutions, years)
            count = sum(_fill(connection, table) for table in schema.METADATA.sorted_tables)
        with engine.begin() as connection:
            connection.exec_driver_sql("DROP TABLE place")
            load.create_marts(connection, load_thresholds())
        engine.dispose()
    return count


def _places(connection: Connection, institutions: int, years: int) -> None:
    """One row for each report: whose it is, of which year and month, and how large its figures are."""
    connection.exec_driver_sql(
        "CREATE TABLE place AS SELECT printf('기관%04d', o) AS org, y AS year, m AS month,"
        " printf('기관%04d-%d-%02d-progress-report', o, y, m) AS doc, last_day(make_date(y, m, 1)) AS as_of,"
        " m / 12.0 * (0.7 + (o * 7 + y) % 13 / 20.0) AS done"
        f" FROM range({institutions}) AS a(o), range({LAST_YEAR - years + 1}, {LAST_YEAR + 1}) AS b(y),"
        " range(1, 13) AS c(m) ORDER BY org, year, month"
    )


def _fill(connection: Connection, table: Table) -> int:
    if table.name in OF_ALL:
        places = "(SELECT * FROM place LIMIT 1)"
    elif table.name in OF_AN_INSTITUTION:
        places = f"(SELECT * FROM place WHERE year = {LAST_YEAR} AND month = 12)"
    elif table.name in OF_A_YEAR:
        places = "(SELECT * FROM place WHERE month = 12)"
    elif table.name == "load":
        places = "(SELECT * FROM place LIMIT 1)"
    else:
        places = "place"
    columns = ", ".join(_column(name.name, str(name.type)) for name in table.columns)
    connection.exec_driver_sql(
        f'INSERT INTO "{table.name}" SELECT {columns} FROM {places} AS p, pattern."{table.name}" AS t'
        " ORDER BY p.org, p.year, p.month"
    )
    return int(connection.exec_driver_sql(f'SELECT count(*) FROM "{table.name}"').scalar_one())


def _column(name: str, kind: str) -> str:
    if name == "as_of":
        return "p.as_of"
    if name == "fiscal_year":
        return "p.year"
    if name == "previous_year":
        return "p.year - 1"
    if name in ("executed_won", "received_won"):
        return f"CAST(t.{name} * p.done AS BIGINT)"
    if kind != "TEXT" or name == "raw":
        return f't."{name}"'
    replaced = f't."{name}"'
    for old, new in (
        (document_id(), "p.doc"),
        (f"{INSTITUTION}-{LAST_YEAR}", "p.org || '-' || p.year"),
        (INSTITUTION, "p.org"),
    ):
        replaced = f"replace({replaced}, '{old}', {new})"
    return replaced


if __name__ == "__main__":
    main()
