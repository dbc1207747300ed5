"""The limits of the status rules that this warehouse was built with."""

from __future__ import annotations

from sqlalchemy import Connection, select

from dashboard.queries.reading import rows
from etl.warehouse.schema import threshold


def thresholds(connection: Connection) -> dict[str, str]:
    """Return each limit by its name, as text."""
    return {row["name"]: row["value"] for row in rows(connection, select(threshold))}
