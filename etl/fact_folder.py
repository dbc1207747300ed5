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
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from etl import facts
from etl.facts import FactError, Row
from etl.lock import lock

MANIFEST = "manifest.csv"
_HEAD = "file"
_LOCK, _NEW, _OLD = ".lock", ".new-", ".old-"
_TRIES = 5
"""How often a document is read that is replaced as it is read."""
_AGAIN_SECONDS = 0.05


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
    return _read_whole(folder)[0]


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


def read(facts_dir: Path) -> tuple[list[list[Row]], str]:
    """Read every fact file: one list per document, and the digest of all. FactError on the first bad one."""
    if not facts_dir.is_dir():
        raise FactError(f"{facts_dir}: no such folder; extract reports into it first")
    try:
        if _left_aside(facts_dir):
            with _only_writer(facts_dir):
                _put_back(facts_dir)
        names = sorted(path.name for path in facts_dir.iterdir() if path.is_dir() and path.name[0] != ".")
    except OSError as error:
        raise FactError(
            f"{error.filename or facts_dir}: cannot be read ({error.strerror}); check the folder"
        ) from error
    digest = hashlib.sha256()
    documents: list[list[Row]] = []
    for name in names:
        rows, files = _read_whole(facts_dir / name)
        for file, content in files.items():
            digest.update(file.encode() + content)
        documents.append(rows)
    if not documents:
        raise FactError(f"{facts_dir}: holds no facts; extract reports into it first")
    return documents, digest.hexdigest()


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


def _read_whole(folder: Path) -> tuple[list[Row], dict[str, bytes]]:
    """Return a document's rows and files, of one writing: one that is replaced meanwhile is read again."""
    for _ in range(_TRIES):
        before = _identity(folder)
        try:
            found = _read_folder(folder)
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
    rows: list[Row] = []
    for name, content in contents.items():
        path = folder / name
        rows.extend(facts.rows_of(facts.decoded(content, path), facts.TABLES[path.stem], path))
    for required in (facts.Document, facts.Organization):
        if not any(isinstance(row, required) for row in rows):
            raise FactError(f"{folder}: {required.table}.csv is missing; extract the report again")
    return rows, contents


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
