"""The files that a warehouse was made of: it keeps them, and an audience's is made of them again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Select, select

from etl import facts, mappings, reviewed
from etl.facts import Row
from etl.mappings import Mappings
from etl.reviewed import Reviewed
from etl.warehouse import schema

_MAPPINGS = "mappings/"
_CELLS = f"{facts.TableCell.table}.csv"


def of_people(knowledge: Reviewed, decided: Mappings) -> list[dict[str, object]]:
    """Return the rows of the table `fact_file` that are of no document: what people reviewed and decided."""
    files = dict(knowledge.files) | {f"{_MAPPINGS}{name}": content for name, content in decided.files.items()}
    return [
        {"document_id": None, "name": name, "content": content.decode("utf-8")}
        for name, content in files.items()
    ]


def files(document_id: str, contents: Mapping[str, bytes]) -> list[dict[str, object]]:
    """Return the rows of the table `fact_file` of one document. contents: its files, by their names.

    But for the cells of tables: they are many, and the table that they stand in holds all of them as read.
    """
    return [
        {
            "document_id": document_id,
            "name": name,
            "content": facts.decoded(content, Path(document_id) / name),
        }
        for name, content in contents.items()
        if name != _CELLS
    ]


def contents_of(rows: Sequence[Row]) -> dict[str, bytes]:
    """Return the files of one document as they would be committed, by their names."""
    found: dict[str, bytes] = {}
    for row_type in facts.ROW_TYPES:
        own = [row for row in rows if type(row) is row_type]
        if own:
            found[f"{row_type.table}.csv"] = facts.csv_text(row_type, own).encode()
    return found


def people(kept: Iterable[Sequence[Any]], source: Path) -> tuple[Reviewed, Mappings]:
    """Return reviewed files and mappings from names and contents of `fact_file`.

    source: what a FactError or MappingError calls the warehouse.
    """
    contents = {str(name): str(content).encode() for name, content in kept}
    decided = {
        name.removeprefix(_MAPPINGS): content
        for name, content in contents.items()
        if name.startswith(_MAPPINGS)
    }
    known = {name: content for name, content in contents.items() if not name.startswith(_MAPPINGS)}
    return reviewed.parsed(known, source), mappings.parsed(decided, source)


def documents_of(connection: Connection, ids: Select[tuple[str]]) -> list[list[Row]]:
    """Return the documents of a warehouse, by a query of their ids."""
    file, cell = schema.fact_file, schema.table_cell
    kept = connection.execute(select(file).where(file.c.document_id.in_(ids))).all()
    cells = connection.execute(select(cell).where(cell.c.document_id.in_(ids))).mappings().all()
    found: dict[str, list[Row]] = {}
    for document_id, name, content in kept:
        rows = facts.rows_of(content, facts.TABLES[name.removesuffix(".csv")], Path(document_id) / name)
        found.setdefault(document_id, []).extend(rows)
    for one in cells:
        found[str(one["document_id"])].append(facts.TableCell(**one))
    return list(found.values())
