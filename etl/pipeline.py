"""The one place where the rooms meet: read, recognise, write facts; read facts, check them, load, publish."""

from __future__ import annotations

import hashlib
import time
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, fields, replace
from datetime import date
from pathlib import Path
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError

from etl import corrections, extraction, fact_folder, facts, mappings, origin, reviewed
from etl.audience import (
    Audience,
    audience_path,
    corrections_in_sight,
    forget_older,
    mappings_in_sight,
    rows_in_sight,
    years_in_part,
)
from etl.corrections import Corrected, Outcome
from etl.extraction import Extracted
from etl.facts import FactError, Row
from etl.inbox import Inbox
from etl.indicator_links import indicator_links
from etl.mappings import Mappings
from etl.readers.errors import ReadError
from etl.terms.measures import load_thresholds
from etl.warehouse import builds, schema
from etl.warehouse.connect import reading_engine
from etl.warehouse.decisions import correction_rows, mapping_rows
from etl.warehouse.load import BusyError, Check, Contents, LoadError, LoadResult, build, thresholds_in
from etl.warehouse.published import published_in

USER_ERRORS = (*extraction.USER_ERRORS, LoadError)
"""What a person can mend: each is one line."""

_AGAIN_SECONDS = 0.1
R = TypeVar("R", bound=Row)


@dataclass(frozen=True, slots=True)
class Built:
    """A warehouse that was built, and what a person should know of it."""

    result: LoadResult
    documents: list[facts.Document]
    published: set[str]
    unmatched: list[str]
    set_aside: Counter[str]
    findings: Counter[tuple[str, str]]
    corrections: list[Outcome]


def write_facts(extracted: Iterable[Extracted], facts_dir: Path) -> None:
    """Write the fact files of reports, one folder each; each is replaced as a whole."""
    fact_folder.write({one.document.document_id: one.rows for one in extracted}, facts_dir)


def build_warehouse(
    facts_dir: Path,
    warehouse_path: Path,
    inbox: Inbox | None = None,
    audiences: Sequence[Audience] = (),
    *,
    builds_kept: int = 0,
    mappings_dir: Path | None = None,
    check: Check | None = None,
    refused: Callable[[Exception], None] | None = None,
    progress: Callable[[Path], None] | None = None,
) -> Built:
    """Build the warehouse from fact files, and from the reports in the inbox where there are any.

    audiences: those whose own warehouse is to be ready when this one is. builds_kept: how many of the last
    builds stay beside it. mappings_dir: whose mappings it tells of. check: looks at each new one before any
    of them is in place of an old one. refused, progress: as in `extract`, of the reports in the inbox; where
    none of them can be read, nothing is built.
    """
    documents, digest = fact_folder.read(facts_dir)
    decided = mappings.load(mappings_dir) if mappings_dir else Mappings()
    knowledge = reviewed.read(facts_dir)
    if inbox and (waiting := inbox.reports):
        told = refused if len(waiting) > 1 else None
        fresh = extraction.extract(waiting, mappings_dir=mappings_dir, refused=told, progress=progress)
        if not fresh:
            raise ReadError(f"{inbox.folder}: none of {len(waiting)} files can be read; nothing was built")
        replaced = {one.document.document_id for one in fresh}
        documents = [rows for rows in documents if _document(rows).document_id not in replaced]
        documents += [one.rows for one in fresh]
        digest = hashlib.sha256((digest + "".join(e.document.sha256 for e in fresh)).encode()).hexdigest()
    digest = _with_people(digest, knowledge, decided)
    published = reviewed.published_of(knowledge, [_document(rows) for rows in documents])
    corrected = corrections.apply(documents, knowledge.corrections, facts_dir / corrections.FILE)
    tables = _tables(corrected.documents, knowledge, published)
    tables["correction"] = correction_rows(corrected.outcomes)
    tables["mapping"] = mapping_rows(decided, [_document(rows) for rows in documents])
    # As they were read: corrections are among the reviewed files, and are applied again.
    tables["fact_file"] = origin.files(documents, knowledge, decided)
    contents = Contents(tables=tables, facts_sha256=digest, thresholds=load_thresholds())
    try:
        # Before it is in place: whoever sees the new warehouse finds what others may see of it.
        for audience in audiences:
            target = audience_path(warehouse_path, contents.load_id, audience)
            _build_for(audience, target, corrected, knowledge, decided, contents, check=check)
        result = build(warehouse_path, contents, builds_kept=builds_kept, check=check)
        forget_older(warehouse_path, result.load_id)
    except OSError as error:
        raise LoadError(
            f"{warehouse_path}: cannot be written ({error.strerror}); check the folder"
        ) from error
    return Built(
        result,
        [_document(rows) for rows in documents],
        published,
        reviewed.unmatched(knowledge, [_document(rows) for rows in documents]),
        Counter(str(row["reason"]) for row in tables["set_aside"]),
        Counter((str(row["severity"]), str(row["check_name"])) for row in findings(warehouse_path)),
        corrected.outcomes,
    )


def digest_of(facts_dir: Path, mappings_dir: Path) -> str:
    """Return the digest that a warehouse built of these folders would have: that of what stands there now."""
    _, digest = fact_folder.read(facts_dir)
    return _with_people(digest, reviewed.read(facts_dir), mappings.load(mappings_dir))


def _with_people(digest: str, knowledge: reviewed.Reviewed, decided: Mappings) -> str:
    of_people = [*knowledge.files.values(), *decided.files.values()]
    return hashlib.sha256(digest.encode() + b"".join(of_people)).hexdigest()


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
            cells = connection.execute(select(schema.table_cell)).mappings().all()
    except SQLAlchemyError as error:
        raise LoadError(f"{source}: cannot be read as a warehouse; run: python -m etl") from error
    finally:
        engine.dispose()
    if not files:
        raise LoadError(f"{source}: does not hold what it was made of; run: python -m etl")
    documents, knowledge, decided = origin.read(files, cells, source)
    corrected = corrections.apply(documents, knowledge.corrections, source / corrections.FILE)
    while not target.exists():
        # Another worker may be making the same one: it is then waited for.
        with suppress(BusyError):
            _build_for(audience, target, corrected, knowledge, decided, contents, still)
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
    corrected: Corrected,
    knowledge: reviewed.Reviewed,
    decided: Mappings,
    everything: Contents,
    still: Collection[tuple[str, str]] | None = None,
    check: Check | None = None,
) -> None:
    """Build the warehouse of an audience as if there were nothing but what it may see.

    still: of an earlier build, the documents that are published today, by id and digest.
    """
    of_all = [_document(rows) for rows in corrected.documents]
    published = reviewed.published_of(knowledge, of_all)
    if still is not None:
        published &= {one.document_id for one in of_all if (one.document_id, one.sha256) in still}
    seen = rows_in_sight(corrected.documents, published, audience)
    years = years_in_part(seen, published)
    tables = _tables(seen, reviewed.without_years(knowledge, years), published)
    tables["correction"] = correction_rows(corrections_in_sight(corrected.outcomes, seen, published))
    whole = [document for document in of_all if document.document_id in published]
    tables["mapping"] = mapping_rows(mappings_in_sight(decided), whole)
    digest = hashlib.sha256(f"{audience.key} {sorted(published)}".encode())
    for rows in origin.files(seen):
        digest.update(str(rows["content"]).encode())
    build(target, replace(everything, tables=tables, facts_sha256=digest.hexdigest()), check=check)


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
    ordered = sorted(documents, key=lambda rows: _newest_last(_document(rows)))
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
    tables["indicator_link"] = indicator_links(
        knowledge,
        {row.document_id: row.organization_id for row in _of(kept, facts.Document)},
        _of(kept, facts.IndicatorResult), _of(kept, facts.Output), _of(kept, facts.SeriesPoint),
    )  # fmt: skip
    return tables


def _newest_last(document: facts.Document) -> tuple[date, str]:
    """Order documents by their dates; one without a date never counts as newer than one with."""
    return document.as_of or date.min, document.document_id


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
    for line_type in (facts.BudgetLine, facts.RevenueLine):
        lines = {getattr(row, line_type.key[0]) for row in kept[line_type]}
        for row in kept[line_type]:
            parent = getattr(row, "parent_id", None)
            if parent is not None and parent not in lines:
                raise FactError(
                    f"{row.document_id}/{line_type.table}.csv: parent_id {parent!r} (line {row.line} of the"
                    " report) is not in its table; add it there or correct it"
                )
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
