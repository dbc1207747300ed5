"""Writes what the engine proposes for tables that are not read as mappings, to be confirmed by a person."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from etl.mappings.files import load
from etl.mappings.model import UNDECIDED, MappingError

_CONTROL = re.compile(r"[\x00-\x1f\x7f]")


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
    blocks = [_block(proposal, organization, source_name, when) for proposal in added]
    draft = path.with_name(f".{path.name}.new")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        draft.write_text("\n".join([before.rstrip("\n"), *blocks]).lstrip("\n"), encoding="utf-8")
        draft.replace(path)
    except OSError as error:
        with suppress(OSError):
            draft.unlink()
        raise MappingError(f"{path}: cannot be written ({error.strerror}); check the folder") from error
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
            _comment(f"Table {proposal.table_no} of {source_name}, line {proposal.line}{nearest}."),
            _comment("Correct the roles ('?' is unknown), name who decided and why, then: confirmed"),
            _comment(f"Its header: {proposal.signature}"),
            "[[table]]",
            *(f"{name} = {_quoted(value)}" for name, value in fields.items() if value is not None),
            'who = "python -m etl propose"',
            f"when = {when.isoformat()}",
            f"why = {_quoted('proposed by the engine, not yet looked at')}",
            "columns = [",
            *(_column(column) for column in proposal.columns),
            "]",
            "",
        ]
    )


def _column(column: ProposedColumn) -> str:
    heading, role = _quoted(column.heading), _quoted(column.role or UNDECIDED)
    return f"  {{ heading = {heading}, role = {role} }}, {_comment(column.evidence)}"


def _comment(text: str) -> str:
    return f"# {_CONTROL.sub(' ', text)}"


def _quoted(text: str) -> str:
    # JSON's escapes are TOML's; DEL, which JSON leaves as it is, is not allowed there.
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
