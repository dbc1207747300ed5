"""The one place where the rooms meet: read, recognise, write facts; read facts, check them, load, publish."""

from __future__ import annotations

import hashlib
import shutil
import tempfile
import time
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError

from etl import facts, reviewed
from etl.audience import Audience, audience_path, forget_older, rows_in_sight, years_in_part
from etl.coverage import Covered, cover
from etl.facts import FactError, Row
from etl.kinds import recognise
from etl.outline.errors import RecognitionError
from etl.readers import read_file
from etl.readers.errors import ReadError
from etl.terms.measures import load_thresholds
from etl.warehouse import builds, schema
from etl.warehouse.connect import reading_engine
from etl.warehouse.load import BusyError, Contents, LoadError, LoadResult, build, thresholds_in
from etl.warehouse.published import published_in

USER_ERRORS = (ReadError, RecognitionError, FactError, LoadError)
"""What a person can mend: each is one line."""

_AGAIN_SECONDS = 0.1
_TABLES = {row_type.table: row_type for row_type in facts.ROW_TYPES}
R = TypeVar("R", bound=Row)


@dataclass(frozen=True, slots=True)
class Extracted:
    """The facts of one report."""

    document: facts.Document
    rows: list[Row]


@dataclass(frozen=True, slots=True)
class Built:
    """A warehouse that was built, and what a person should know of it."""

    result: LoadResult
    documents: list[facts.Document]
    published: set[str]
    set_aside: Counter[str]
    findings: Counter[tuple[str, str]]


def extract(paths: Sequence[Path]) -> list[Extracted]:
    """Read reports into facts. Either all of them can be read, or a USER_ERROR says which cannot."""
    found: dict[str, Extracted] = {}
    for path in paths:
        try:
            rows = recognise(read_file(path))
        except (RecognitionError, ReadError) as error:
            message = str(error)
            raise type(error)(message if message.startswith(str(path)) else f"{path}: {message}") from error
        document = next(row for row in rows if isinstance(row, facts.Document))
        if document.document_id in found:
            other = found[document.document_id].document.source_name
            raise FactError(
                f"{path}: is the same report as {other} ({document.document_id}); give one of them only"
            )
        found[document.document_id] = Extracted(document, rows)
    return list(found.values())


def coverage(path: Path) -> list[Covered]:
    """Say of every line of a report that carries a figure what became of it."""
    source = read_file(path)
    return cover(source, extract([path])[0].rows)


def write_facts(extracted: Iterable[Extracted], facts_dir: Path) -> None:
    """Write the fact files of reports, one folder each; a folder is replaced as a whole."""
    try:
        _write_facts(extracted, facts_dir)
    except OSError as error:
        raise FactError(
            f"{error.filename or facts_dir}: cannot be written ({error.strerror}); check the folder"
        ) from error


def _write_facts(extracted: Iterable[Extracted], facts_dir: Path) -> None:
    facts_dir.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=facts_dir, prefix=".new-") as scratch:
        drafts: list[Path] = []
        for one in extracted:
            draft = Path(scratch) / one.document.document_id
            draft.mkdir()
            drafts.append(draft)
            for row_type in facts.ROW_TYPES:
                rows = [row for row in one.rows if type(row) is row_type]
                if rows:
                    facts.write_csv(draft / f"{row_type.table}.csv", row_type, rows)
        for draft in drafts:
            target = facts_dir / draft.name
            if target.exists():
                shutil.rmtree(target)
            draft.rename(target)


def read_facts(facts_dir: Path) -> tuple[list[list[Row]], str]:
    """Read every fact file: one list per document, and the digest of all. FactError on the first bad one."""
    if not facts_dir.is_dir():
        raise FactError(f"{facts_dir}: no such folder; extract reports into it first")
    digest = hashlib.sha256()
    documents: list[list[Row]] = []
    for folder in sorted(path for path in facts_dir.iterdir() if path.is_dir() and path.name[0] != "."):
        rows: list[Row] = []
        for path in sorted(folder.iterdir()):
            row_type = _TABLES.get(path.stem) if path.suffix == ".csv" else None
            if row_type is None:
                raise FactError(f"{path}: no fact table is called {path.stem!r}; remove or rename the file")
            rows.extend(facts.read_csv(path, row_type))
            digest.update(path.name.encode() + path.read_bytes())
        for required in (facts.Document, facts.Organization):
            if not any(isinstance(row, required) for row in rows):
                raise FactError(f"{folder}: {required.table}.csv is missing; extract the report again")
        documents.append(rows)
    if not documents:
        raise FactError(f"{facts_dir}: holds no facts; extract reports into it first")
    return documents, digest.hexdigest()


def build_warehouse(
    facts_dir: Path,
    warehouse_path: Path,
    inbox_dir: Path | None = None,
    audiences: Sequence[Audience] = (),
    *,
    builds_kept: int = 0,
) -> Built:
    """Build the warehouse from fact files, and from the reports in the inbox where there are any.

    audiences: those whose own warehouse is to be ready when this one is. builds_kept: how many of the last
    builds stay beside it.
    """
    documents, digest = read_facts(facts_dir)
    waiting = sorted(
        path
        for path in (inbox_dir.iterdir() if inbox_dir and inbox_dir.is_dir() else [])
        if not path.name.startswith(".")
    )
    if waiting:
        fresh = extract(waiting)
        replaced = {one.document.document_id for one in fresh}
        documents = [rows for rows in documents if _document(rows).document_id not in replaced]
        documents += [one.rows for one in fresh]
        digest = hashlib.sha256((digest + "".join(e.document.sha256 for e in fresh)).encode()).hexdigest()
    knowledge = reviewed.read(facts_dir)
    digest = hashlib.sha256(digest.encode() + b"".join(knowledge.files.values())).hexdigest()
    published = reviewed.published_of(knowledge, [_document(rows) for rows in documents])
    tables = _tables(documents, knowledge, published)
    tables["fact_file"] = _fact_files(documents, knowledge)
    contents = Contents(tables=tables, facts_sha256=digest, thresholds=load_thresholds())
    try:
        # Before it is in place: whoever sees the new warehouse finds what others may see of it.
        for audience in audiences:
            target = audience_path(warehouse_path, contents.load_id, audience)
            _build_for(audience, target, documents, knowledge, contents)
        result = build(warehouse_path, contents, builds_kept=builds_kept)
        forget_older(warehouse_path, result.load_id)
    except OSError as error:
        raise LoadError(
            f"{warehouse_path}: cannot be written ({error.strerror}); check the folder"
        ) from error
    return Built(
        result,
        [_document(rows) for rows in documents],
        published,
        Counter(str(row["reason"]) for row in tables["set_aside"]),
        Counter((str(row["severity"]), str(row["check_name"])) for row in findings(warehouse_path)),
    )


def build_for(audience: Audience, warehouse_path: Path, earlier: str | None = None) -> Path:
    """Build what an audience may see of a warehouse, once for each load, and return its file.

    earlier: the load id of a kept build to see instead; of it is seen only what is published today as well.
    LoadError where the warehouse cannot be read, or does not hold what it was made of.
    """
    source, still = warehouse_path, None
    if earlier is not None:
        kept = builds.find(warehouse_path, earlier)
        if kept is None:
            raise LoadError(f"{warehouse_path}: no build {earlier[:60]!r} is kept; see the page /builds")
        source, still = builds.file_of(warehouse_path, kept), _published(warehouse_path)
    engine = reading_engine(source)
    try:
        with engine.connect() as connection:
            load = connection.execute(select(schema.load)).mappings().one()
            target = audience_path(warehouse_path, str(load["load_id"]), audience, still)
            if target.exists():
                return target
            contents = Contents(
                tables={},
                facts_sha256=str(load["facts_sha256"]),
                thresholds=thresholds_in(connection),
                started=load["started_at"],
            )
            files = connection.execute(select(schema.fact_file)).all()
    except SQLAlchemyError as error:
        raise LoadError(f"{source}: cannot be read as a warehouse; run: python -m etl") from error
    finally:
        engine.dispose()
    documents: dict[str, list[Row]] = {}
    reviewed_files: dict[str, bytes] = {}
    for document_id, name, content in files:
        if document_id is None:
            reviewed_files[name] = content.encode()
        else:
            rows = facts.rows_of(content, _TABLES[name.removesuffix(".csv")], Path(document_id) / name)
            documents.setdefault(document_id, []).extend(rows)
    if not documents:
        raise LoadError(f"{source}: does not hold what it was made of; run: python -m etl")
    knowledge = reviewed.parsed(reviewed_files, source)
    while not target.exists():
        # Another worker may be making the same one: it is then waited for.
        with suppress(BusyError):
            _build_for(audience, target, list(documents.values()), knowledge, contents, still)
            break
        time.sleep(_AGAIN_SECONDS)
    if earlier is None:
        forget_older(warehouse_path, contents.load_id)
    return target


def _published(warehouse_path: Path) -> Collection[tuple[str, str]]:
    engine = reading_engine(warehouse_path)
    try:
        with engine.connect() as connection:
            return published_in(connection)
    except SQLAlchemyError as error:
        raise LoadError(f"{warehouse_path}: cannot be read as a warehouse; run: python -m etl") from error
    finally:
        engine.dispose()


def _build_for(
    audience: Audience,
    target: Path,
    documents: Sequence[Sequence[Row]],
    knowledge: reviewed.Reviewed,
    everything: Contents,
    still: Collection[tuple[str, str]] | None = None,
) -> None:
    """Build the warehouse of an audience as if there were nothing but what it may see.

    still: of an earlier build, the documents that are published today, by id and digest.
    """
    of_all = [_document(rows) for rows in documents]
    published = reviewed.published_of(knowledge, of_all)
    if still is not None:
        published &= {one.document_id for one in of_all if (one.document_id, one.sha256) in still}
    seen = rows_in_sight(documents, published, audience)
    years = years_in_part(seen, published)
    tables = _tables(seen, reviewed.without_years(knowledge, years), published)
    digest = hashlib.sha256(f"{audience.key} {sorted(published)}".encode())
    for rows in _fact_files(seen, None):
        digest.update(str(rows["content"]).encode())
    build(target, replace(everything, tables=tables, facts_sha256=digest.hexdigest()))


def _fact_files(
    documents: Iterable[Sequence[Row]], knowledge: reviewed.Reviewed | None
) -> list[dict[str, object]]:
    """Return the rows of the table `fact_file`: the files as they would be committed."""
    files: list[dict[str, object]] = [
        {"document_id": None, "name": name, "content": content.decode("utf-8")}
        for name, content in (knowledge.files if knowledge else {}).items()
    ]
    for rows in documents:
        for row_type in facts.ROW_TYPES:
            own = [row for row in rows if type(row) is row_type]
            if own:
                content = facts.csv_text(row_type, own)
                name = f"{row_type.table}.csv"
                files.append({"document_id": _document(rows).document_id, "name": name, "content": content})
    return files


def findings(warehouse_path: Path) -> list[dict[str, object]]:
    """Return the findings of a warehouse, in order. LoadError where it is none."""
    if not warehouse_path.is_file():
        raise LoadError(f"{warehouse_path}: no warehouse there; run: python -m etl")
    engine = reading_engine(warehouse_path)
    try:
        with engine.connect() as connection:
            found = connection.execute(select(schema.finding).order_by(schema.finding.c.finding_id))
            return [dict(row) for row in found.mappings()]
    except SQLAlchemyError as error:
        raise LoadError(f"{warehouse_path}: cannot be read as a warehouse; run: python -m etl") from error
    finally:
        engine.dispose()


def _document(rows: Iterable[Row]) -> facts.Document:
    return next(row for row in rows if isinstance(row, facts.Document))


def _tables(
    documents: Sequence[Sequence[Row]], knowledge: reviewed.Reviewed, published: Collection[str]
) -> dict[str, list[dict[str, object]]]:
    ordered = sorted(documents, key=lambda rows: (_document(rows).as_of, _document(rows).document_id))
    everything = [row for rows in ordered for row in rows]
    kept = {row_type: _unique(row_type, everything) for row_type in facts.ROW_TYPES}
    tables = {row_type.table: [_columns(row) for row in kept[row_type]] for row_type in facts.ROW_TYPES}
    _check_references(kept)
    for row in tables["document"]:
        row["published"] = row["document_id"] in published
    directions = _of(kept, facts.StrategicDirection)
    programs = _of(kept, facts.Program)
    themes = reviewed.themes_of(knowledge, directions)
    for row in tables["strategic_direction"]:
        row["theme_id"] = themes.get(str(row["direction_id"]))
    links = reviewed.successions(knowledge, directions, _of(kept, facts.StrategicTask), programs)
    lineages, members = reviewed.lineages_of(links, programs)
    for row in tables["program"]:
        row["lineage_id"] = members[str(row["program_id"])]
    tables["theme"] = [{**record, "position": int(record["position"])} for record in knowledge.themes]
    tables["lineage"], tables["succession"] = lineages, links
    return tables


def _of(kept: dict[type[Row], list[Row]], row_type: type[R]) -> list[R]:
    return [row for row in kept[row_type] if isinstance(row, row_type)]


def _unique(row_type: type[Row], rows: Sequence[Row]) -> list[Row]:
    """Return the rows of one table. What several reports name stands once, as the latest has it."""
    own = [row for row in rows if type(row) is row_type]
    if not row_type.key:
        return own
    latest: dict[tuple[object, ...], Row] = {}
    for row in own:
        key = tuple(getattr(row, name) for name in row_type.key)
        other = latest.get(key)
        if other is not None and other.document_id == row.document_id:
            raise FactError(
                f"{row.document_id}/{row_type.table}.csv: {key[0]} stands twice (lines {other.line} and"
                f" {row.line} of the report); remove one"
            )
        latest[key] = row
    return list(latest.values())


def _check_references(kept: dict[type[Row], list[Row]]) -> None:
    """Raise FactError where a row names something that is not there."""
    ids = {name: {getattr(row, name) for row in kept[owner]} for owner, name in facts.OWNERS}
    for row_type, rows in kept.items():
        names = [field.name for field in fields(row_type) if field.name in ids]
        for row in rows:
            for name in names:
                value = getattr(row, name)
                if value is not None and value not in ids[name]:
                    raise FactError(
                        f"{row.document_id}/{row_type.table}.csv: {name} {value!r} (line {row.line} of the"
                        " report) is not in its table; add it there or correct it"
                    )


def _columns(row: Row) -> dict[str, object]:
    return {column.name: getattr(row, column.name) for column in facts.columns(type(row))}
