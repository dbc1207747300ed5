"""The limits of the status rules that this warehouse was built with."""

from __future__ import annotations

from dataclasses import fields
from typing import Any, TypedDict

from sqlalchemy import Connection, FromClause, Subquery, Text, literal_column, select

from dashboard.warehouse.reading import kept, rows
from dashboard.warehouse.tables import Threshold
from dashboard.warehouse.views import ELAPSED_SHARE, EXECUTION_RATE, measure
from etl.terms import measures
from etl.terms.measures import Thresholds
from etl.warehouse.schema import threshold


class Measured(TypedDict):
    """What `measured` puts beside amounts."""

    execution_rate: float | None
    elapsed_share: float | None
    pace_gap: float | None
    status: str | None


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


def measured(connection: Connection, amounts: FromClause) -> Subquery:
    """Return amounts that no view holds with execution_rate, elapsed_share, pace_gap and status beside them.

    amounts: has current_won, executed_won, as_of and fiscal_year. In two steps, so that the warehouse reads
    the status in terms of two columns instead of writing both out in each of its cases.
    """
    rated = select(
        amounts, EXECUTION_RATE.label("execution_rate"), ELAPSED_SHARE.label("elapsed_share")
    ).subquery()
    parts = {"rate": "execution_rate", "elapsed": "elapsed_share"}
    return select(
        rated,
        measure(measures.pace_gap(**parts)).label("pace_gap"),
        literal_column(measures.budget_status(limits(connection), **parts), Text).label("status"),
    ).subquery()


@kept
def thresholds(connection: Connection) -> dict[str, str]:
    """Return each limit by its name, as text."""
    return {row["name"]: row["value"] for row in rows(connection, select(threshold), Threshold)}
