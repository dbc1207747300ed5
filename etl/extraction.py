"""Files to facts: each is read in a process of its own, side by side, and recognised there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from etl import facts, mappings, scans, worker
from etl.blocks import SourceDocument, TableRow
from etl.facts import FactError, Row
from etl.kinds import all_kinds, recognise
from etl.mappings import MappingError, Mappings
from etl.outline.cover import Said
from etl.outline.errors import RecognitionError
from etl.outline.ledger import Entry, entries
from etl.outline.proposals import OpenTable, open_tables
from etl.readers import formats, read_file, shown
from etl.readers.errors import ReadError
from etl.worker import Done, Limits, WorkError

USER_ERRORS = (ReadError, RecognitionError, FactError, MappingError)
"""What a person can mend: each is one line."""
_LIMITS = Limits(seconds=600, memory_bytes=2_000_000_000)
"""What reading one report may take."""
A = TypeVar("A")


@dataclass(frozen=True, slots=True)
class Extracted:
    """The facts of one report."""

    document: facts.Document
    rows: list[Row]


@dataclass(frozen=True, slots=True)
class Examined:
    """A report as it was read, with what a person may be asked of it.

    lines: every line as `SourceDocument.printed` has it.
    """

    extracted: Extracted
    lines: list[TableRow]
    open_tables: list[OpenTable]


def examine(path: Path, called: str, mappings_dir: Path) -> Examined:
    """Read one report as `extract` does, and say what is open. USER_ERROR where it cannot be read.

    called: the name that the document is known by; the file stands under another.
    """
    decided = mappings.load(mappings_dir)
    _load_code()
    (done,) = worker.each(partial(_examined, called=called, decided=decided), [path], _LIMITS)
    rows, lines, asked = _answer(done, called)
    document = next(row for row in rows if isinstance(row, facts.Document))
    (guessed,) = scans.with_guesses([(path, rows)])
    return Examined(Extracted(document, guessed), lines, asked)


def _examined(
    path: Path, called: str, decided: Mappings
) -> tuple[list[Row], list[TableRow], list[OpenTable]]:
    source = read_file(path, called)
    rows = _held(recognise(source, None, decided), path)
    return rows, source.printed, open_tables(source, rows, decided)


def extract(
    paths: Sequence[Path],
    said: Said | None = None,
    mappings_dir: Path | None = None,
    *,
    refused: Callable[[Exception], None] | None = None,
    progress: Callable[[Path], None] | None = None,
) -> list[Extracted]:
    """Read reports into facts, side by side, each in a process of its own with limits of time and memory.

    said: what a person said of these documents: institution, year, date, unit. mappings_dir: where it stands
    what people decided of tables and documents. refused: is told the USER_ERROR of each report that cannot
    be read, and the others are; without it the first one is raised. progress: is told each report that is
    done.
    """
    decided = mappings.load(mappings_dir) if mappings_dir else None
    _load_code()
    found: dict[str, Extracted] = {}
    files: dict[str, Path] = {}
    for done in worker.each(partial(_facts_of, said=said, decided=decided), paths, _LIMITS):
        try:
            rows = _answer(done)
            document = next(row for row in rows if isinstance(row, facts.Document))
            if document.document_id in found:
                other = found[document.document_id].document.source_name
                same = f"{other} ({document.document_id})"
                raise FactError(f"{shown(done.asked)}: is the same report as {same}; give one of them only")
            found[document.document_id] = Extracted(document, rows)
            files[document.document_id] = done.asked
        except USER_ERRORS as error:
            if refused is None:
                raise
            refused(error)
        if progress is not None:
            progress(done.asked)
    extracted = list(found.values())
    guessed = scans.with_guesses([(files[one.document.document_id], one.rows) for one in extracted])
    return [replace(one, rows=rows) for one, rows in zip(extracted, guessed, strict=True)]


def read(path: Path) -> SourceDocument:
    """Read a report into blocks, in a process of its own. USER_ERROR where it cannot be read."""
    _load_code()
    (done,) = worker.each(read_file, [path], _LIMITS)
    return _answer(done)


def coverage(path: Path, said: Said | None = None, mappings_dir: Path | None = None) -> list[Entry]:
    """Say of every printed figure of a report what became of it."""
    return entries(read(path), extract([path], said, mappings_dir)[0].rows)


def _load_code() -> None:
    """Load every reader and kind here, so that a process that is forked for a report has them already."""
    formats()
    all_kinds()


def _facts_of(path: Path, said: Said | None, decided: Mappings | None) -> list[Row]:
    return _held(recognise(read_file(path), said, decided), path)


def _answer(done: Done[Path, A], called: str | None = None) -> A:
    """Return what a process made of a report; what went wrong there, whatever it was, is a USER_ERROR.

    called: the name that the error is told with, where it is not the file's.
    """
    name, error = called or shown(done.asked), done.error
    if called is not None and isinstance(error, USER_ERRORS):
        raise type(error)(str(error).replace(shown(done.asked), called)) from error
    if isinstance(error, USER_ERRORS):
        raise error if str(error).startswith(name) else type(error)(f"{name}: {error}") from error
    if isinstance(error, WorkError):
        raise ReadError(f"{name}: {error}") from error
    if error is not None or done.answer is None:
        raise ReadError(
            f"{name}: cannot be read ({type(error).__name__}); it may be damaged: save it anew"
        ) from error
    return done.answer


def _held(rows: list[Row], path: Path) -> list[Row]:
    """Return rows with every fact set aside that no fact may be. FactError where the document itself is so.

    Reading should have set it aside by itself; what it read of it is kept, with its line.
    """
    wrong: dict[int, str] = {}
    for row_type in facts.ROW_TYPES:
        own = [row for row in rows if type(row) is row_type]
        wrong |= {id(row): why for row, why in zip(own, facts.problems(own), strict=True) if why}
    if not wrong:
        return rows
    lost = {getattr(row, row.key[0]) for row in rows if id(row) in wrong and hasattr(row, "parent_id")}
    kept: list[Row] = []
    for row in rows:
        why = wrong.get(id(row))
        if why is None:
            parent: dict[str, Any] = {"parent_id": None}
            kept.append(replace(row, **parent) if getattr(row, "parent_id", None) in lost - {None} else row)
        elif isinstance(row, facts.Fact | facts.Staffing):
            kept.append(
                facts.SetAside(
                    document_id=row.document_id, line=row.line, page=row.page, text=row.raw or why,
                    reason="out_of_range",
                )
            )  # fmt: skip
        else:
            raise FactError(f"{path}: line {row.line}: {why}; check the report")
    return kept
