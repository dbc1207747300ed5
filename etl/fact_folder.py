"""A folder of facts: one folder for each document, which is there whole, old or new, at any moment.

    facts/<document_id>/manifest.csv    the files that the folder must hold, one a line
    facts/<document_id>/<table>.csv     the facts
    facts/.new-...                      what is being written
    facts/.old-<document_id>            what gives way; put back where its successor never came

A folder is changed by two renames: the old one steps aside, the new one takes its place. Not every system can
put one full folder in another's place at once. A process that is killed between the two leaves the document
aside, and whoever comes next puts it back, whether to read or to write.
"""

from __future__ import annotations

import csv
import hashlib
import io
import os
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from etl import facts
from etl.facts import FactError, Row
from etl.lock import lock

T = TypeVar("T")

MANIFEST = "manifest.csv"
_HEAD = "file"
_LOCK, _NEW, _OLD = ".lock", ".new-", ".old-"
_TRIES = 5
"""How often a document is read that is replaced as it is read."""
_AGAIN_SECONDS = 0.05
_SETTLED_SECONDS = 2.0
"""A file that was written later than so long ago may be written again within one tick of its clock."""
_DOCUMENT = f"{facts.Document.table}.csv"


@dataclass(frozen=True, slots=True)
class Standing:
    """A document's folder as it stands; folder is None where it has none, for it was just read.

    sha256: of the file that the document was read from, as it says.

    files_sha256, size: of the fact files. seen: a digest of their names, sizes and times, by which the folder
    is known again without reading it; None where it is too new for that.
    """

    folder: str | None
    document_id: str
    organization_id: str
    sha256: str
    files_sha256: str
    size: int
    seen: str | None


def write(documents: Mapping[str, Sequence[Row]], facts_dir: Path) -> None:
    """Write the facts of documents, by their ids. FactError where it cannot be done; what stood there stays.

    Killed at any moment, every document is the old one or the new one.
    """
    try:
        facts_dir.mkdir(parents=True, exist_ok=True)
        with _only_writer(facts_dir):
            _recover(facts_dir)
            scratch = Path(tempfile.mkdtemp(dir=facts_dir, prefix=_NEW))
            try:
                drafts = [_drafted(scratch / name, rows) for name, rows in documents.items()]
                for draft in drafts:
                    _replace(facts_dir, draft)
            finally:
                shutil.rmtree(scratch, ignore_errors=True)
    except OSError as error:
        raise FactError(
            f"{error.filename or facts_dir}: cannot be written ({error.strerror}); check the folder"
        ) from error


def read_document(folder: Path) -> list[Row]:
    """Return the facts of one document, by its folder. FactError where they cannot be read."""
    return read_files(folder)[0]


def read_files(folder: Path) -> tuple[list[Row], dict[str, bytes]]:
    """Return the facts of one document and its files by their names. FactError where they cannot be read."""
    return _of_one_writing(folder, _read_folder)


def remove(document_id: str, facts_dir: Path) -> None:
    """Take a document away, whole; one that is not there is none. FactError where it cannot be done."""
    target = facts_dir / document_id
    try:
        with _only_writer(facts_dir):
            _recover(facts_dir)
            if target.is_dir():
                # Under this name it is put back by nobody.
                aside = Path(tempfile.mkdtemp(dir=facts_dir, prefix=_NEW)) / document_id
                target.rename(aside)
                shutil.rmtree(aside.parent, ignore_errors=True)
    except OSError as error:
        raise FactError(f"{target}: cannot be removed ({error.strerror}); check the folder") from error


def read(facts_dir: Path, *, may_be_empty: bool = False) -> list[list[Row]]:
    """Read every fact file: one list per document. FactError on the first bad one; empty as in `names`."""
    return [read_document(facts_dir / name) for name in names(facts_dir, may_be_empty=may_be_empty)]


def names(facts_dir: Path, *, may_be_empty: bool = False) -> list[str]:
    """Return the names of the documents' folders, in order.

    may_be_empty: whether no folder, or one without a document, holds none; otherwise it is a FactError.
    """
    if not facts_dir.is_dir():
        if may_be_empty:
            return []
        raise FactError(f"{facts_dir}: no such folder; extract reports into it first")
    try:
        if _left_aside(facts_dir):
            with _only_writer(facts_dir):
                _put_back(facts_dir)
        with os.scandir(facts_dir) as entries:
            found = sorted(entry.name for entry in entries if entry.name[0] != "." and entry.is_dir())
    except OSError as error:
        raise FactError(
            f"{error.filename or facts_dir}: cannot be read ({error.strerror}); check the folder"
        ) from error
    if not found and not may_be_empty:
        raise FactError(f"{facts_dir}: holds no facts; extract reports into it first")
    return found


def survey(facts_dir: Path, known: Mapping[str, Standing], *, may_be_empty: bool = False) -> list[Standing]:
    """Return how each document's folder stands. known: those of an earlier survey, by folder.

    One that looks as it did then is not read again. FactError on the first that holds no document; empty as
    in `names`.
    """
    now = time.time()
    found = []
    for name in names(facts_dir, may_be_empty=may_be_empty):
        folder = facts_dir / name
        seen = _seen(folder, now)
        before = known.get(name)
        if before is not None and seen is not None and before.seen == seen:
            found.append(before)
        else:
            found.append(_standing(folder, seen))
    return found


def digest_of(files: Mapping[str, bytes]) -> str:
    """Return the digest of a document's files, by their names."""
    digest = hashlib.sha256()
    for name, content in sorted(files.items()):
        digest.update(f"{name} {len(content)}\n".encode() + content)
    return digest.hexdigest()


def _seen(folder: Path, now: float) -> str | None:
    """Return what a folder looks like from outside; None where a file of it was written just now."""
    lines = []
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                told = entry.stat()
                if told.st_mtime > now - _SETTLED_SECONDS:
                    return None
                lines.append(f"{entry.name} {told.st_size} {told.st_mtime_ns}")
    except OSError as error:
        raise FactError(f"{folder}: cannot be read ({error.strerror}); check the folder") from error
    return hashlib.sha256("\n".join(sorted(lines)).encode()).hexdigest()


def _standing(folder: Path, seen: str | None) -> Standing:
    files = _of_one_writing(folder, _files_of)
    path = folder / _DOCUMENT
    content = files.get(_DOCUMENT)
    rows = facts.rows_of(facts.decoded(content, path), facts.Document, path) if content is not None else []
    if len(rows) != 1:
        # Whatever else is wrong with it is told first.
        read_document(folder)
        raise FactError(f"{path}: {len(rows)} documents, expected one; extract the report again")
    (document,) = rows
    return Standing(
        folder=folder.name,
        document_id=document.document_id,
        organization_id=document.organization_id,
        sha256=document.sha256,
        files_sha256=digest_of(files),
        size=sum(map(len, files.values())),
        seen=seen,
    )


def _drafted(draft: Path, rows: Sequence[Row]) -> Path:
    draft.mkdir()
    names = []
    for row_type in facts.ROW_TYPES:
        own = [row for row in rows if type(row) is row_type]
        if own:
            names.append(f"{row_type.table}.csv")
            facts.write_csv(draft / names[-1], row_type, own)
    manifest = "".join(f"{line}\n" for line in (_HEAD, *sorted(names)))
    (draft / MANIFEST).write_bytes(manifest.encode("utf-8"))
    return draft


def _replace(facts_dir: Path, draft: Path) -> None:
    target, aside = facts_dir / draft.name, facts_dir / f"{_OLD}{draft.name}"
    is_there = target.exists()
    if is_there:
        target.rename(aside)
    try:
        draft.rename(target)
    except OSError:
        if is_there:
            aside.rename(target)
        raise
    # What cannot be removed is in nobody's way: the next writer tries again.
    shutil.rmtree(aside, ignore_errors=True)


def _recover(facts_dir: Path) -> None:
    """Set right what a killed writer left: no other one is at work."""
    _put_back(facts_dir)
    for leftover in [*facts_dir.glob(f"{_NEW}*"), *facts_dir.glob(f"{_OLD}*")]:
        shutil.rmtree(leftover, ignore_errors=True)


def _put_back(facts_dir: Path) -> None:
    for aside in _left_aside(facts_dir):
        aside.rename(facts_dir / aside.name.removeprefix(_OLD))


def _left_aside(facts_dir: Path) -> list[Path]:
    """Return the folders that stepped aside and have no successor."""
    asides = sorted(facts_dir.glob(f"{_OLD}*"))
    return [aside for aside in asides if not (facts_dir / aside.name.removeprefix(_OLD)).exists()]


@contextmanager
def _only_writer(facts_dir: Path) -> Iterator[None]:
    path = facts_dir / _LOCK
    while True:
        with path.open("a+b") as held:
            try:
                lock(held.fileno())
            except OSError as error:
                raise FactError(
                    f"{facts_dir}: another extract is under way there; wait until it ends"
                ) from error
            if not _is_still(path, held.fileno()):
                # Whoever had it took the file away as it ended.
                continue
            try:
                yield
            finally:
                # Where an open file cannot be removed it stays, and locks as well.
                with suppress(OSError):
                    path.unlink()
            return


def _is_still(path: Path, descriptor: int) -> bool:
    with suppress(OSError):
        return os.path.samestat(path.stat(), os.fstat(descriptor))
    return False


def _of_one_writing(folder: Path, read_from: Callable[[Path], T]) -> T:
    """Return what is read from a folder of one writing: one that is replaced meanwhile is read again."""
    for _ in range(_TRIES):
        before = _identity(folder)
        try:
            found = read_from(folder)
        except FactError:
            if before == _identity(folder):
                raise
        else:
            if before == _identity(folder):
                return found
        time.sleep(_AGAIN_SECONDS)
    raise FactError(f"{folder}: is written anew again and again; wait until that ends")


def _identity(folder: Path) -> tuple[int, int] | None:
    with suppress(OSError):
        found = folder.stat()
        return found.st_dev, found.st_ino
    return None


def _read_folder(folder: Path) -> tuple[list[Row], dict[str, bytes]]:
    contents = _files_of(folder)
    rows: list[Row] = []
    for name, content in contents.items():
        path = folder / name
        rows.extend(facts.rows_of(facts.decoded(content, path), facts.TABLES[path.stem], path))
    for required in (facts.Document, facts.Organization):
        if not any(isinstance(row, required) for row in rows):
            raise FactError(f"{folder}: {required.table}.csv is missing; extract the report again")
    return rows, contents


def _files_of(folder: Path) -> dict[str, bytes]:
    """Return the fact files of a folder, all that it says that it holds and no other."""
    try:
        present = {path.name: path for path in sorted(folder.iterdir())}
        contents = {name: path.read_bytes() for name, path in present.items()}
    except OSError as error:
        raise FactError(
            f"{error.filename or folder}: cannot be read ({error.strerror}); check the file"
        ) from error
    named = _named(folder, contents.pop(MANIFEST, None))
    for name, path in present.items():
        if name != MANIFEST and (path.suffix != ".csv" or path.stem not in facts.TABLES):
            raise FactError(f"{path}: no fact table is called {path.stem!r}; remove or rename the file")
    for name in sorted(named ^ contents.keys()):
        if name in named:
            raise FactError(f"{folder}: {name} is missing, which {MANIFEST} names; extract the report again")
        raise FactError(f"{folder}: {name} is not named in {MANIFEST}; add it there or remove the file")
    return contents


def _named(folder: Path, content: bytes | None) -> set[str]:
    """Return the files that a folder says that it holds."""
    path = folder / MANIFEST
    if content is None:
        raise FactError(
            f"{folder}: {MANIFEST} is missing; extract the report again, or list the folder's files there"
        )
    try:
        head, *cells = csv.reader(io.StringIO(facts.decoded(content, path), newline=""), strict=True)
    except (ValueError, csv.Error) as error:
        raise FactError(f"{path}: line 1: no list of files; extract the report again") from error
    if head != [_HEAD]:
        raise FactError(f"{path}: line 1: wrong header {','.join(head)[:200]!r}; expected {_HEAD}")
    names: set[str] = set()
    for line, cell in enumerate(cells, 2):
        if len(cell) != 1 or cell[0] in names or cell[0].removesuffix(".csv") not in facts.TABLES:
            raise FactError(
                f"{path}: line {line}: {','.join(cell)[:200]!r} is no file of facts, or stands twice;"
                " remove the line"
            )
        names.add(cell[0])
    return names
