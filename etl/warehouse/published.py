"""Which documents of a warehouse people have declared published."""

from __future__ import annotations

from sqlalchemy import Connection, select

from etl.warehouse.schema import document


def published_in(connection: Connection) -> frozenset[tuple[str, str]]:
    """Return the published documents of a warehouse, each by its id and the digest of its file."""
    found = select(document.c.document_id, document.c.sha256).where(document.c.published.is_(True))
    return frozenset((str(document_id), str(sha256)) for document_id, sha256 in connection.execute(found))
