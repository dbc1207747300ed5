"""What a person may be asked about a document: tables of money of which something is not certain."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from etl.blocks import SourceDocument
from etl.facts import Document, Row, SetAside
from etl.mappings import Mappings
from etl.mappings.proposals import Proposal, ProposedColumn
from etl.mappings.signature import PATH_MARK, signature
from etl.outline import cover
from etl.outline.context import Context
from etl.outline.money_parts import parts_of
from etl.outline.money_table import MoneyTable, money_tables
from etl.outline.open_lines import OpenLine, open_lines
from etl.terms.codes import ROLES

OF_COLUMNS: tuple[str, ...] = ("column_unknown", "column_uncertain", "columns_contradict")
"""Why figures were left that a role of their column would have taken."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenTable:
    """A table of money of which a person may know more than it prints.

    last_line: of its last row. lacks: what nothing states of it: 'unit', 'side' or 'scope'. lines: those of
    which no sum says what they are a part of.
    """

    proposal: Proposal
    last_line: int
    lacks: tuple[str, ...]
    lines: tuple[OpenLine, ...] = ()


def proposals(source: SourceDocument) -> list[Proposal]:
    """Return one proposal for each table of money with a column of figures that has no role.

    A document without a year has none: nothing of it is read before a person says the year.
    """
    return [_proposal(one) for one in _money_tables(source, Mappings()) if one.roles.left]


def open_tables(source: SourceDocument, rows: Sequence[Row], mappings: Mappings) -> list[OpenTable]:
    """Return the tables of money that a document's rows leave figures of, or lines without a place.

    rows: what was read of the document with these mappings. Of tables with one header the first stands for
    all where the header is what is asked about.
    """
    reasons: dict[int, set[str]] = defaultdict(set)
    for row in rows:
        if isinstance(row, SetAside):
            reasons[row.line].add(row.reason)
    document = next(row for row in rows if isinstance(row, Document))
    levels = mappings.levels(document.organization_id)
    found: list[OpenTable] = []
    for one in _money_tables(source, mappings):
        first, last = one.grid.place.line, one.grid.body[-1].place.line if one.grid.body else 0
        left = set().union(*(reasons[line] for line in range(first, last + 1) if line in reasons))
        lacks = []
        if one.scope.unit_won is None and "unit_unknown" in left:
            lacks.append("unit")
        if "side_unknown" in left and any(part.side is None for part in parts_of(one)):
            lacks.append("side")
        scope = one.scope.reading.get("scope")
        if scope is not None and scope.how == "proposed":
            lacks.append("scope")
        proposal = _proposal(one)
        is_open = any(column.role is None and column.evidence in OF_COLUMNS for column in proposal.columns)
        lines = () if one.is_program_list else tuple(open_lines(rows, first, last, levels))
        if lacks or lines or (is_open and left & {*OF_COLUMNS}):
            found.append(OpenTable(proposal=proposal, last_line=last, lacks=tuple(lacks), lines=lines))
    return found


def _money_tables(source: SourceDocument, mappings: Mappings) -> list[MoneyTable]:
    identity = cover.decided(source, cover.Said(), mappings)
    if identity.document.fiscal_year is None:
        return []
    context = Context(
        source, identity.organization, identity.document, unit_won=identity.unit_won, mappings=mappings
    )
    return [one for table in source.whole_tables for one in money_tables(table, context)]


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
        elif column.index in one.roles.shares:
            found.append(ProposedColumn(heading, "share", "words"))
        elif one.roles.left.get(column.index) == "column_ignored":
            found.append(ProposedColumn(heading, "ignore", "reviewed"))
        else:
            found.append(ProposedColumn(heading, None, one.roles.left.get(column.index, "words")))
    return found
