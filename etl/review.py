"""What a person adds to a reading at the command line: a correction, and proposed mappings."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from etl import corrections, fact_folder
from etl.corrections import APPLIED
from etl.extraction import read
from etl.facts import FactError
from etl.mappings.proposals import Proposal, write
from etl.outline import cover
from etl.outline.proposals import proposals


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A figure of the facts: line of the report, table and column of the fact file, and the fact's name."""

    document_id: str
    table: str
    line: int
    column: str
    label: str = ""


def correct(
    facts_dir: Path, figure: Figure, printed: str, right: str, *, reason: str, who: str, day: date
) -> Path:
    """Add a correction to the file beside the facts, and return the file.

    FactError where the facts do not hold the figure as `printed` says: then nothing is written.
    """
    path = facts_dir / corrections.FILE
    values = [corrections.stored(value, figure.table, figure.column) for value in (printed, right)]
    row = (
        figure.document_id, figure.table, str(figure.line), figure.column, figure.label, *values, reason, who,
        day.isoformat(),
    )  # fmt: skip
    documents = fact_folder.read(facts_dir)
    try:
        before = path.read_bytes() if path.exists() else None
    except OSError as error:
        raise FactError(f"{path}: cannot be read ({error.strerror}); check the file") from error
    content = corrections.appended(before, row)
    every = corrections.parsed(content, path)
    outcome = corrections.apply(documents, every, path).outcomes[-1]
    if outcome.row is None:
        known = ", ".join(sorted(rows[0].document_id for rows in documents))
        raise FactError(f"{facts_dir}: holds no document {figure.document_id[:80]!r}; it holds {known}")
    if outcome.state != APPLIED:
        raise FactError(
            f"{facts_dir}: {values[0][:80]!r} is not what {figure.table} holds as {figure.column} in line"
            f" {figure.line}: that is"
            f" {corrections.value_in(outcome.row, figure.column)!r}; give it as printed"
        )
    _replace(path, content)
    return path


def _replace(path: Path, content: bytes) -> None:
    draft = path.with_name(f".{path.name}.new")
    try:
        draft.write_bytes(content)
        draft.replace(path)
    except OSError as error:
        with suppress(OSError):
            draft.unlink()
        raise FactError(f"{path}: cannot be written ({error.strerror}); check the folder") from error


def propose(
    path: Path, folder: Path, day: date, organization: str | None = None
) -> tuple[Path, list[Proposal]]:
    """Write what the engine proposes for the tables of a report that it does not read.

    Return the mapping file, and what was added to it. organization: the institution's id, where the report
    does not name it.
    """
    source = read(path)
    if organization is None:
        organization = cover.identify(source).organization.organization_id
    return write(proposals(source), organization, source.source_name, folder, day)
