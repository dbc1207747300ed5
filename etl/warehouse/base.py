"""The warehouse that a load begins from: what it was made of."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import DBAPIError

from etl.warehouse import schema
from etl.warehouse.connect import reading_engine


@dataclass(frozen=True, slots=True, kw_only=True)
class Base:
    """A warehouse, its load, and what it was made of. sources: the rows of the table `source`.

    institutions: of its documents. made_of: of each institution, as it is known there, the digest of what its
    rows were made of, None where it has to be made again.
    facts_sha256: of each institution the digest of the facts that are seen of it.
    """

    path: Path
    load_id: str
    sources: list[dict[str, Any]]
    institutions: set[str]
    made_of: dict[str, str | None]
    facts_sha256: dict[str, str]


def base_of(path: Path, recipe_sha256: str) -> Base | None:
    """Return what a warehouse was made of; None where there is none, or one of another recipe."""
    if not path.is_file():
        return None
    engine = reading_engine(path)
    try:
        with engine.connect() as connection:
            if connection.execute(select(schema.recipe.c.sha256)).scalars().all() != [recipe_sha256]:
                return None
            load_id = connection.execute(select(schema.load.c.load_id)).scalar_one()
            sources = [dict(row) for row in connection.execute(select(schema.source)).mappings()]
            owners = connection.execute(select(schema.document.c.organization_id).distinct()).scalars()
            institutions = {str(owner) for owner in owners}
            digests = connection.execute(select(schema.institution_digest)).mappings().all()
    except DBAPIError:
        # What is damaged, or of an older version, is made anew.
        return None
    finally:
        engine.dispose()
    return Base(
        path=path,
        load_id=str(load_id),
        sources=sources,
        institutions=institutions,
        made_of={row["organization_id"]: row["made_of_sha256"] for row in digests},
        facts_sha256={row["organization_id"]: row["facts_sha256"] for row in digests},
    )
