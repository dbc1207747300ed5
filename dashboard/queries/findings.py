"""Findings: printed figures that do not agree with each other."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import ColumnElement, Connection, and_, case, func, or_, select

from dashboard.filters import Filters
from dashboard.queries.programs import chosen
from dashboard.queries.reading import only, rows
from dashboard.queries.scopes import Scope
from dashboard.queries.views import program_execution
from dashboard.rows import Row
from etl.warehouse.schema import finding, program

F = finding.c
_WORST_FIRST = case({"error": 0, "warning": 1}, value=F.severity, else_=2)


def _chosen(scope: Scope, filters: Filters) -> ColumnElement[bool]:
    """The findings of the scope's reports, or those about the chosen direction or programmes."""
    of_reports = F.document_id.in_(scope.document_ids)
    if not filters.narrows_programs:
        return of_reports
    programs = F.program_id.in_(select(program_execution.c.program_id).where(chosen(scope, filters)))
    if filters.direction is not None and not (filters.department or filters.funding or filters.status):
        return and_(of_reports, or_(programs, F.direction_id.in_(filters.directions)))
    return and_(of_reports, programs)


def counts(connection: Connection, scope: Scope, filters: Filters) -> Row:
    """Return how many findings are open, by severity, for the reports or the chosen part of them."""
    statement = select(
        func.count().label("total"),
        func.count().filter(F.severity == "error").label("errors"),
        func.count().filter(F.severity == "warning").label("warnings"),
        func.count().filter(F.severity == "note").label("notes"),
    ).where(_chosen(scope, filters))
    return only(connection, statement)


def of_direction(connection: Connection, scope: Scope, direction_id: str) -> Sequence[Row]:
    """Return the findings about a direction or one of its programmes, worst first."""
    programs = select(program.c.program_id).where(program.c.direction_id == direction_id)
    statement = select(finding).where(
        F.document_id.in_(scope.document_ids), or_(F.direction_id == direction_id, F.program_id.in_(programs))
    )
    return rows(connection, statement.order_by(_WORST_FIRST, F.document_id, F.line))


def of_program(connection: Connection, program_id: str) -> Sequence[Row]:
    """Return the findings about a programme, worst first."""
    statement = select(finding).where(F.program_id == program_id)
    return rows(connection, statement.order_by(_WORST_FIRST, F.document_id, F.line))


def of_chosen(connection: Connection, scope: Scope, filters: Filters) -> Sequence[Row]:
    """Return the findings that `counts` counts, worst first."""
    statement = select(finding).where(_chosen(scope, filters))
    return rows(connection, statement.order_by(_WORST_FIRST, F.document_id, F.line, F.finding_id))


def everywhere(connection: Connection, document_id: str | None = None) -> Sequence[Row]:
    """Return the findings of all documents, or of one, worst first."""
    statement = select(finding)
    if document_id is not None:
        statement = statement.where(F.document_id == document_id)
    return rows(connection, statement.order_by(_WORST_FIRST, F.document_id, F.line))
