"""What a person may be asked about a document: tables of money with a column of no certain role."""

from __future__ import annotations

from etl.blocks import SourceDocument
from etl.mappings.proposals import Proposal, ProposedColumn
from etl.mappings.signature import PATH_MARK, signature
from etl.outline import cover
from etl.outline.context import Context
from etl.outline.money_table import MoneyTable, money_tables
from etl.terms.codes import ROLES


def proposals(source: SourceDocument) -> list[Proposal]:
    """Return one proposal for each table of money with a column of figures that has no role.

    A document without a year has none: nothing of it is read before a person says the year.
    """
    identity = cover.identify(source)
    if identity.document.fiscal_year is None:
        return []
    context = Context(source, identity.organization, identity.document, unit_won=identity.unit_won)
    tables = [one for table in source.whole_tables for one in money_tables(table, context)]
    return [_proposal(one) for one in tables if one.roles.left]


def _proposal(one: MoneyTable) -> Proposal:
    return Proposal(
        table_no=one.number,
        line=one.grid.place.line,
        signature=signature([column.path for column in one.grid.columns]),
        columns=tuple(_columns(one)),
        side=one.scope.side,
        year="heading" if one.roles.other else "document",
        nearest_kind=None,
    )


def _columns(one: MoneyTable) -> list[ProposedColumn]:
    roles = {role.index: role for role in (*one.roles.own.values(), *one.roles.other.values())}
    found = []
    for column in one.grid.columns:
        heading = PATH_MARK.join(column.path)
        if column.index in one.grid.labels:
            found.append(ProposedColumn(heading, "label", "words"))
        elif (role := roles.get(column.index)) is not None and role.code in ROLES:
            found.append(ProposedColumn(heading, role.code, role.grade))
        else:
            found.append(ProposedColumn(heading, None, one.roles.left.get(column.index, "words")))
    return found
