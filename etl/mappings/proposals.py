"""Writes what the engine proposes for tables that are not read as mappings, to be confirmed by a person."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from etl.mappings import blocks
from etl.mappings.blocks import comment, quoted
from etl.mappings.files import load
from etl.mappings.model import UNDECIDED


@dataclass(frozen=True, slots=True)
class ProposedColumn:
    """A column: its heading path (outer headings before ' › '), the role that is proposed, and why."""

    heading: str
    role: str | None
    evidence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """What the engine takes a table for that it does not read. line: of the table's first row.

    year: one of `YEAR_RULES`, or None. nearest_kind: the kind of table that it is most like.
    """

    table_no: int
    line: int
    signature: str
    columns: tuple[ProposedColumn, ...]
    unit: str | None = None
    side: str | None = None
    scope: str | None = None
    year: str | None = None
    nearest_kind: str | None = None


def write(
    proposals: Sequence[Proposal], organization: str, source_name: str, folder: Path, when: date
) -> tuple[Path, list[Proposal]]:
    """Add proposals to the institution's mapping file; return it, and what was added.

    A header that already has a mapping, proposed or confirmed, is not proposed again. MappingError where the
    files that stand there cannot be used, or the new one cannot be written: then nothing has changed.
    """
    known = load(folder)
    standing = {table.signature for table in known.tables if table.organization in (organization, "*")}
    added: list[Proposal] = []
    for proposal in proposals:
        if proposal.signature not in standing:
            standing.add(proposal.signature)
            added.append(proposal)
    path = folder / f"{organization}.toml"
    if not added:
        return path, []
    before = known.files.get(path.name, b"").decode("utf-8-sig")
    written = [_block(proposal, organization, source_name, when) for proposal in added]
    blocks.replace(path, "\n".join([before.rstrip("\n"), *written]).lstrip("\n"))
    return path, added


def _block(proposal: Proposal, organization: str, source_name: str, when: date) -> str:
    nearest = f"; nearest kind: {proposal.nearest_kind}" if proposal.nearest_kind else ""
    fields = {
        "organization": organization,
        "status": "proposed",
        "unit": proposal.unit,
        "side": proposal.side,
        "scope": proposal.scope,
        "kind": proposal.nearest_kind,
        "year": proposal.year,
    }
    return "\n".join(
        [
            "",
            comment(f"Table {proposal.table_no} of {source_name}, line {proposal.line}{nearest}."),
            comment("Correct the roles ('?' is unknown), name who decided and why, then: confirmed"),
            comment(f"Its header: {proposal.signature}"),
            "[[table]]",
            *(f"{name} = {quoted(value)}" for name, value in fields.items() if value is not None),
            'who = "python -m etl propose"',
            f"when = {when.isoformat()}",
            f"why = {quoted('proposed by the engine, not yet looked at')}",
            "columns = [",
            *(_column(column) for column in proposal.columns),
            "]",
            "",
        ]
    )


def _column(column: ProposedColumn) -> str:
    heading, role = quoted(column.heading), quoted(column.role or UNDECIDED)
    return f"  {{ heading = {heading}, role = {role} }}, {comment(column.evidence)}"
