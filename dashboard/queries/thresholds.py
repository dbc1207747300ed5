"""The limits of the status rules that this warehouse was built with."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from sqlalchemy import ColumnElement, Connection, Text, literal_column, select

from dashboard.queries.reading import kept, rows
from etl.terms import measures
from etl.terms.measures import Thresholds
from etl.warehouse.schema import threshold


@kept
def limits(connection: Connection) -> Thresholds:
    """Return the limits as the measures take them, for a status that no view holds."""
    held = thresholds(connection)
    values: dict[str, Any] = {
        field.name: tuple(held[field.name].split(", "))
        if field.name == "reasons_asked_on"
        else float(held[field.name])
        for field in fields(Thresholds)
    }
    return Thresholds(**values)


@kept
def budget_status(connection: Connection) -> ColumnElement[str]:
    """Return the status of a budget over columns of a select that no view makes."""
    return literal_column(measures.budget_status(limits(connection)), Text)


@kept
def thresholds(connection: Connection) -> dict[str, str]:
    """Return each limit by its name, as text."""
    return {row["name"]: row["value"] for row in rows(connection, select(threshold))}
