"""The files that a warehouse was made of: it keeps them, and an audience's is made of them again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from etl import facts, mappings, reviewed
from etl.facts import Row
from etl.mappings import Mappings
from etl.reviewed import Reviewed

_MAPPINGS = "mappings/"
_TABLES = {row_type.table: row_type for row_type in facts.ROW_TYPES}


def files(
    documents: Iterable[Sequence[Row]], knowledge: Reviewed | None = None, decided: Mappings | None = None
) -> list[dict[str, object]]:
    """Return the rows of the table `fact_file`: the files as they would be committed.

    But for the cells of tables: they are many, and the table that they stand in holds all of them as read.
    """
    of_people = dict(knowledge.files) if knowledge else {}
    of_people |= {
        f"{_MAPPINGS}{name}": content for name, content in (decided.files if decided else {}).items()
    }
    found: list[dict[str, object]] = [
        {"document_id": None, "name": name, "content": content.decode("utf-8")}
        for name, content in of_people.items()
    ]
    for rows in documents:
        for row_type in facts.ROW_TYPES:
            own = [row for row in rows if type(row) is row_type]
            if own and row_type is not facts.TableCell:
                name, content = f"{row_type.table}.csv", facts.csv_text(row_type, own)
                found.append({"document_id": own[0].document_id, "name": name, "content": content})
    return found


def read(
    kept: Iterable[Sequence[Any]], cells: Iterable[Mapping[Any, Any]], source: Path
) -> tuple[list[list[Row]], Reviewed, Mappings]:
    """Return documents, reviewed files and mappings from rows of `fact_file` and of `table_cell`.

    source: what a FactError or MappingError calls the warehouse.
    """
    documents: dict[str, list[Row]] = {}
    of_people: dict[str, bytes] = {}
    for document_id, name, content in kept:
        if document_id is None:
            of_people[name] = content.encode()
        else:
            rows = facts.rows_of(content, _TABLES[name.removesuffix(".csv")], Path(document_id) / name)
            documents.setdefault(document_id, []).extend(rows)
    for cell in cells:
        documents[str(cell["document_id"])].append(facts.TableCell(**cell))
    decided = {
        name.removeprefix(_MAPPINGS): content
        for name, content in of_people.items()
        if name.startswith(_MAPPINGS)
    }
    known = {name: content for name, content in of_people.items() if not name.startswith(_MAPPINGS)}
    return list(documents.values()), reviewed.parsed(known, source), mappings.parsed(decided, source)
