"""Facts and mappings as they would be: a copy of what stands there, with one document more, or without it.

The reports of the inbox are in no folder that a publication adds to. They are copied from the warehouse, as
they were read for it, so that no publication drops them.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Column, select
from sqlalchemy.exc import SQLAlchemyError

from dashboard.loading import kept
from dashboard.loading.places import Places
from etl import fact_folder, mappings, pipeline, reviewed
from etl.facts import Document, Row
from etl.mappings.decisions import confirm
from etl.settings import ROOT
from etl.trial import trial
from etl.warehouse import schema
from etl.warehouse.connect import reading_engine
from etl.warehouse.load import Check, LoadError

IN_INBOX = "in_inbox"
"""Why a document is not added: of the same report another file waits in the inbox, and loads take that."""
_OPENS_PAGES = (sys.executable, "-m", "dashboard", "check", "--warehouse")
opens_pages: Check = trial(_OPENS_PAGES, ROOT)
"""Opens the pages of a draft, as a program. LoadError where one fails."""
_MAPPINGS = "*.toml"


class PublishingError(Exception):
    """What is not published or taken back, by the code of the reason; nothing has changed."""


@dataclass(frozen=True, slots=True)
class Staged:
    """A folder with facts and mappings as a load takes them."""

    folder: Path

    @property
    def facts(self) -> Path:
        """The folder of facts, with what people reviewed."""
        return self.folder / "facts"

    @property
    def mappings(self) -> Path:
        """The folder of mappings."""
        return self.folder / "mappings"

    @property
    def waiting(self) -> Path:
        """The folder of facts of the reports that wait in the inbox."""
        return self.folder / "waiting"

    @property
    def digest(self) -> str:
        """What tells its state from any other, as the load of it says."""
        return pipeline.digest_of(self.facts, self.mappings, documents_in(self.waiting))


def standing(places: Places) -> str:
    """Return what tells the state of what is published now."""
    return pipeline.digest_of(places.facts, places.mappings, pipeline.waiting_in(places.warehouse))


def copied(places: Places, folder: Path) -> Staged:
    """Copy what is published now."""
    shutil.rmtree(folder, ignore_errors=True)
    staged = Staged(folder)
    if places.facts.is_dir():
        # What is hidden is a writer's own.
        shutil.copytree(places.facts, staged.facts, ignore=shutil.ignore_patterns(".*"))
    staged.facts.mkdir(parents=True, exist_ok=True)
    staged.mappings.mkdir()
    for path in places.mappings.glob(_MAPPINGS):
        shutil.copyfile(path, staged.mappings / path.name)
    wait(staged, pipeline.waiting_in(places.warehouse))
    return staged


def wait(staged: Staged, documents: Sequence[list[Row]]) -> None:
    """Add reports of the inbox."""
    if documents:
        fact_folder.write({_document(rows).document_id: rows for rows in documents}, staged.waiting)


def documents_in(folder: Path) -> list[list[Row]]:
    """Return the documents of a folder of facts; none where there is no folder."""
    return fact_folder.read(folder, may_be_empty=True)


def with_decisions(staged: Staged, decided: Path, organization: str) -> None:
    """Add what was confirmed of one document to the mappings."""
    own = mappings.load(decided)
    if own.files:
        confirm([*own.tables, *own.documents, *own.labels], organization, staged.mappings)


def with_document(staged: Staged, rows: list[Row]) -> None:
    """Add a document's facts; they take the place of those under its id, and of the same file in the inbox.

    PublishingError where another file of the same report waits there.
    """
    own = _document(rows)
    for document in map(_document, documents_in(staged.waiting)):
        if document.sha256 == own.sha256:
            fact_folder.remove(document.document_id, staged.waiting)
        elif document.document_id == own.document_id:
            raise PublishingError(IN_INBOX)
    fact_folder.write({own.document_id: rows}, staged.facts)


def waiting_of(sha256: str, places: Places) -> list[list[Row]]:
    """Return what the warehouse holds of a file that waits in the inbox."""
    return [rows for rows in pipeline.waiting_in(places.warehouse) if _document(rows).sha256 == sha256]


def declare(staged: Staged, document_id: str, sha256: str, *, is_published: bool) -> None:
    """Declare a document published for the council, or not."""
    path = staged.facts / reviewed.PUBLISHED
    before = path.read_bytes() if path.exists() else None
    if before is not None or is_published:
        content = reviewed.declared(before, document_id, sha256, is_published=is_published)
        kept.write(path, content)


def differing(staged: Staged, places: Places) -> list[str]:
    """Return the reviewed files and mapping files that differ from what stands there: 'facts/…'."""
    found = []
    for kind, target, pattern in (("facts", places.facts, "*.csv"), ("mappings", places.mappings, _MAPPINGS)):
        source = staged.folder / kind
        names = {path.name for folder in (source, target) for path in folder.glob(pattern)}
        for name in sorted(names):
            if _content(source / name) != _content(target / name):
                found.append(f"{kind}/{name}")
    return found


def put_in_place(staged: Staged, places: Places, document_id: str, files: list[str]) -> None:
    """Let what is published be as it is staged: a document's facts, and files as `differing` names them.

    It may be done again after it was killed.
    """
    source = staged.facts / document_id
    if source.is_dir():
        fact_folder.write({document_id: fact_folder.read_document(source)}, places.facts)
    else:
        fact_folder.remove(document_id, places.facts)
    for name in files:
        kind, _, file = name.partition("/")
        target = (places.facts if kind == "facts" else places.mappings) / file
        content = _content(staged.folder / name)
        if content is None:
            target.unlink(missing_ok=True)
        else:
            target.parent.mkdir(parents=True, exist_ok=True)
            kept.write(target, content)


def _content(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None


def _document(rows: Sequence[Row]) -> Document:
    return next(row for row in rows if isinstance(row, Document))


def loaded(places: Places) -> str | None:
    """Return the digest of what the warehouse in place was made of; None where there is none."""
    return _told(places, schema.load.c.facts_sha256)


def load_id(places: Places) -> str | None:
    """Return the load of the warehouse in place; None where there is none."""
    return _told(places, schema.load.c.load_id)


def _told(places: Places, column: Column[str]) -> str | None:
    if not places.warehouse.exists():
        return None
    engine = reading_engine(places.warehouse)
    try:
        with engine.connect() as connection:
            return str(connection.execute(select(column)).scalar_one())
    except SQLAlchemyError as error:
        raise LoadError(f"{places.warehouse}: cannot be read as a warehouse; run: python -m etl") from error
    finally:
        engine.dispose()
