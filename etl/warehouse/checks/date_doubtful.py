"""Finds the base dates that lie after the load, or outside the fiscal year that they are of."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from sqlalchemy import Connection, Table, func, select

from etl.warehouse import schema
from etl.warehouse.checks import Check, Finding
from etl.warehouse.explanations import explain

# The document first: of its rows only dates of their own are looked at.
_DATED: tuple[Table, ...] = (
    schema.document, schema.budget_line, schema.revenue_line, schema.indicator_result,
)  # fmt: skip
_KOREA = timedelta(hours=9)
"""The load's time is of UTC; the dates are of Korea."""


def run(connection: Connection) -> Iterator[Finding]:
    """Report each date of a document once, at the first line that has it.

    A plan's lines of other years stand as of the document's own date, which is none of those years'.
    """
    today = _day_of_load(connection)
    document = schema.document.c
    titles = {row[0]: row[1] for row in connection.execute(select(document.document_id, document.title))}
    reported: set[tuple[str, date]] = set()
    for table in _DATED:
        c = table.c
        dated = (
            select(c.document_id, c.fiscal_year, c.as_of, func.min(c.line).label("line"))
            .where(c.as_of.is_not(None))
            .group_by(c.document_id, c.fiscal_year, c.as_of)
            .order_by(c.document_id, c.as_of, c.fiscal_year)
        )
        for row in connection.execute(dated).mappings():
            key = row["document_id"], row["as_of"]
            if key in reported:
                continue
            reported.add(key)
            is_late = today is not None and row["as_of"] > today
            if not is_late and row["as_of"].year == row["fiscal_year"]:
                continue
            korean, english = (
                explain(CHECK.name, "after_load", printed=row["as_of"].isoformat(), today=str(today))
                if is_late
                else explain(
                    CHECK.name, "outside_year", printed=row["as_of"].isoformat(), year=str(row["fiscal_year"])
                )
            )
            yield Finding(
                document_id=row["document_id"],
                line=row["line"],
                severity="warning",
                subject=titles.get(row["document_id"], row["document_id"]),
                printed=row["as_of"].isoformat(),
                computed=str(today) if is_late else str(row["fiscal_year"]),
                explanation_ko=korean,
                explanation_en=english,
            )


def _day_of_load(connection: Connection) -> date | None:
    started = connection.execute(select(func.max(schema.load.c.started_at))).scalar_one()
    return None if started is None else (started + _KOREA).date()


CHECK = Check(name="date_doubtful", run=run)
