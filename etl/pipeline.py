"""The one place where the rooms meet: read, recognise, write facts; read facts, check them, load, publish."""

from __future__ import annotations

import hashlib
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, fields, replace
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import func, literal_column, select
from sqlalchemy.exc import SQLAlchemyError

from etl import corrections, extraction, fact_folder, facts, inputs, origin, parts, reviewed
from etl.audience import Audience, audience_path, forget_older, mappings_in_sight, newest_of
from etl.corrections import Outcome
from etl.extraction import Extracted
from etl.fact_folder import Standing
from etl.facts import Row
from etl.inbox import Inbox
from etl.inputs import Inputs
from etl.mappings import Mappings
from etl.parts import Making, Source
from etl.readers.errors import ReadError
from etl.reviewed import Loaded, Reviewed
from etl.terms.measures import load_thresholds
from etl.update import Sources, Update
from etl.warehouse import builds, recipe, schema
from etl.warehouse.base import base_of
from etl.warehouse.connect import reading_engine
from etl.warehouse.decisions import mapping_rows, outcomes_of
from etl.warehouse.differences import Difference, differences
from etl.warehouse.load import BusyError, Check, Closing, LoadError, LoadResult, build, load_of, thresholds_in
from etl.warehouse.part import Tables
from etl.warehouse.published import published_in

USER_ERRORS = (*extraction.USER_ERRORS, LoadError)
"""What a person can mend: each is one line."""

_AGAIN_SECONDS = 0.1


@dataclass(frozen=True, slots=True)
class Built:
    """A warehouse that was built, and what a person should know of it.

    changed: the ids of the institutions that were made anew. corrections: each with what became of it.
    """

    result: LoadResult
    documents: list[facts.Document]
    published: set[str]
    unmatched: list[str]
    set_aside: Counter[str]
    findings: Counter[tuple[str, str]]
    corrections: list[Outcome]
    changed: set[str]


def write_facts(extracted: Iterable[Extracted], facts_dir: Path) -> None:
    """Write the fact files of reports, one folder each; each is replaced as a whole."""
    fact_folder.write({one.document.document_id: one.rows for one in extracted}, facts_dir)


def build_warehouse(
    facts_dir: Path,
    warehouse_path: Path,
    inbox: Inbox | None = None,
    audiences: Sequence[Audience] = (),
    *,
    waiting: Sequence[list[Row]] = (),
    may_be_empty: bool = False,
    builds_kept: int = 0,
    mappings_dir: Path | None = None,
    check: Check | None = None,
    refused: Callable[[Exception], None] | None = None,
    progress: Callable[[Path], None] | None = None,
    base: Path | None = None,
    is_whole: bool = False,
    started: datetime | None = None,
) -> Built:
    """Build the warehouse from fact files, and from the reports in the inbox where there are any.

    What the warehouse at hand holds of institutions of which nothing changed is taken from there.

    waiting: instead of the inbox, its reports as an earlier load read them. may_be_empty: whether a warehouse
    may be of no document at all. audiences: those whose own warehouse is to be ready when this one is.
    builds_kept: how many of the last builds stay beside it. mappings_dir: whose mappings it tells of.
    check: looks at each new one before any of them is in place of an old one. refused, progress: as in
    `extract`, of the reports in the inbox; where none of them can be read, nothing is built.
    base: the warehouse at hand, where it is another one than is built. is_whole: take nothing from it.
    started: when the load is said to have begun, in UTC, where that is not now.
    """
    started = started or datetime.now(UTC).replace(tzinfo=None)
    limits = load_thresholds()
    made_with = recipe.digest(limits)
    before = None if is_whole else base_of(base or warehouse_path, made_with)
    sources = [Standing(**row) for row in before.sources] if before else []
    known = {one.folder: one for one in sources if one.folder is not None}
    fresh = _read_inbox(inbox, mappings_dir, refused, progress) or waiting
    found = inputs.read(facts_dir, mappings_dir, fresh, known, may_be_empty=may_be_empty)
    how = Making(thresholds=limits, started=started, corrections_path=found.corrections_path)
    update = Update(found.made_of, before, how, made_with)
    try:
        # Before it is in place: whoever sees the new warehouse finds what others may see of it.
        for audience in audiences:
            load_id = builds.load_id_of(started, found.facts_sha256)
            seen = _InSight(
                audience, found.knowledge, found.decided, found.documents, found.made_of, found.sources
            )
            target = audience_path(warehouse_path, load_id, audience)
            _build_for(seen, warehouse_path, target, how, made_with, check)
        result = build(
            warehouse_path,
            update.changes(
                found.sources,
                lambda _: Closing(
                    facts_sha256=found.facts_sha256,
                    common=_common(found.knowledge, found.decided, found.documents),
                ),
            ),
            builds_kept=builds_kept,
            check=check,
        )
        forget_older(warehouse_path, result.load_id)
    except OSError as error:
        raise LoadError(
            f"{warehouse_path}: cannot be written ({error.strerror}); check the folder"
        ) from error
    return _built(warehouse_path, result, found, update.changed)


def verify(
    facts_dir: Path, warehouse_path: Path, inbox: Inbox | None = None, mappings_dir: Path | None = None
) -> list[Difference]:
    """Return in what a warehouse differs from one that is made anew of what stands there; in nothing, none.

    LoadError where there is no warehouse, or another load is under way.
    """
    load = load_of(warehouse_path)
    if load is None:
        raise LoadError(f"{warehouse_path}: no warehouse there; run: python -m etl")
    with tempfile.TemporaryDirectory(dir=warehouse_path.parent, prefix=f".{warehouse_path.name}.") as scratch:
        anew = Path(scratch) / warehouse_path.name
        # At the same moment: what is told of a day to come hangs on it.
        build_warehouse(
            facts_dir, anew, inbox, mappings_dir=mappings_dir, is_whole=True, started=load["started_at"]
        )
        return list(differences(warehouse_path, anew))


def _read_inbox(
    inbox: Inbox | None,
    mappings_dir: Path | None,
    refused: Callable[[Exception], None] | None,
    progress: Callable[[Path], None] | None,
) -> list[list[Row]]:
    """Return the rows of the reports that wait. ReadError where none of them can be read."""
    if not inbox or not (reports := inbox.reports):
        return []
    told = refused if len(reports) > 1 else None
    fresh = extraction.extract(reports, mappings_dir=mappings_dir, refused=told, progress=progress)
    if not fresh:
        raise ReadError(f"{inbox.folder}: none of {len(reports)} files can be read; nothing was built")
    return [one.rows for one in fresh]


def _built(warehouse_path: Path, result: LoadResult, found: Inputs, changed: set[str]) -> Built:
    """Tell of a warehouse that was built, by asking it."""
    published = reviewed.published_of(found.knowledge, found.documents)
    document, aside = schema.document, schema.set_aside
    names = [item.name for item in fields(facts.Document)]
    engine = reading_engine(warehouse_path)
    try:
        with engine.connect() as connection:
            rows = connection.execute(
                select(*(document.c[name] for name in names)).order_by(document.c.document_id)
            )
            documents = [facts.Document(**row) for row in rows.mappings()]
            reasons = select(aside.c.reason, func.count()).group_by(aside.c.reason)
            kinds = select(schema.finding.c.severity, schema.finding.c.check_name, func.count()).group_by(
                schema.finding.c.severity, schema.finding.c.check_name
            )
            stored = select(schema.correction).order_by(literal_column("rowid"))
            corrected = [dict(row) for row in connection.execute(stored).mappings()]
            return Built(
                result,
                documents,
                published,
                reviewed.unmatched(found.knowledge, found.documents),
                Counter({str(reason): count for reason, count in connection.execute(reasons)}),
                Counter({(str(row[0]), str(row[1])): row[2] for row in connection.execute(kinds)}),
                outcomes_of(found.knowledge.corrections, corrected),
                changed,
            )
    finally:
        engine.dispose()


def digest_of(facts_dir: Path, mappings_dir: Path, waiting: Sequence[Sequence[Row]] = ()) -> str:
    """Return the digest that a warehouse built of these would have. waiting: the reports of the inbox."""
    return inputs.read(facts_dir, mappings_dir, waiting, may_be_empty=True).facts_sha256


def waiting_in(warehouse_path: Path) -> list[list[Row]]:
    """Return the facts of the inbox's reports as a warehouse holds them: they are in no folder of facts."""
    if not warehouse_path.exists():
        return []
    engine = reading_engine(warehouse_path)
    ids = select(schema.source.c.document_id).where(schema.source.c.folder.is_(None))
    try:
        with engine.connect() as connection:
            return origin.documents_of(connection, ids)
    except SQLAlchemyError as error:
        raise LoadError(f"{warehouse_path}: cannot be read as a warehouse; run: python -m etl") from error
    finally:
        engine.dispose()


def _common(knowledge: Reviewed, decided: Mappings, documents: Sequence[Standing]) -> Tables:
    """Return what a warehouse holds of no institution."""
    institutions = {one.organization_id for one in documents}
    return {
        "theme": parts.theme_rows(knowledge.themes),
        "mapping": mapping_rows(decided, institutions, {one.sha256 for one in documents}),
        "fact_file": origin.of_people(knowledge, decided),
        "source": [asdict(one) for one in documents],
    }


@dataclass(frozen=True, slots=True)
class _InSight:
    """An audience, and what it is shown of. still: of an earlier build, what is published today."""

    audience: Audience
    knowledge: Reviewed
    decided: Mappings
    documents: Sequence[Loaded]
    made_of: Mapping[str, str | None]
    sources: Sources
    still: Collection[tuple[str, str]] | None = None


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
            made_with = connection.execute(select(schema.recipe.c.sha256)).scalar()
            limits = thresholds_in(connection)
            document, file, digest = schema.document.c, schema.fact_file.c, schema.institution_digest.c
            of_people = connection.execute(
                select(file.name, file.content).where(file.document_id.is_(None))
            ).all()
            names = select(document.document_id, document.organization_id, document.sha256)
            documents = [_Named(*row) for row in connection.execute(names)]
            size = select(schema.source.c.organization_id, func.sum(schema.source.c.size)).group_by(
                schema.source.c.organization_id
            )
            sizes = {str(row[0]): int(row[1]) for row in connection.execute(size)}
            digests = select(digest.organization_id, digest.made_of_sha256)
            made_of = {str(row[0]): row[1] for row in connection.execute(digests)}
    except SQLAlchemyError as error:
        raise LoadError(f"{source}: cannot be read as a warehouse; run: python -m etl") from error
    finally:
        engine.dispose()
    if made_with is None:
        raise LoadError(f"{source}: does not hold what it was made of; run: python -m etl")
    knowledge, decided = origin.people(of_people, source)
    known = reviewed.by_institution(knowledge, {one.document_id: one.organization_id for one in documents})

    def sources(institutions: Collection[str]) -> list[Source]:
        return [
            Source(organization_id=owner, knowledge=known[owner], warehouse=source, size=sizes[owner])
            for owner in sorted(institutions)
        ]

    seen = _InSight(audience, knowledge, decided, documents, made_of, sources, still)
    how = Making(thresholds=limits, started=load["started_at"], corrections_path=source / corrections.FILE)
    while not target.exists():
        # Another worker may be making the same one: it is then waited for.
        with suppress(BusyError):
            _build_for(seen, warehouse_path, target, how, str(made_with))
            break
        time.sleep(_AGAIN_SECONDS)
    if earlier is None:
        forget_older(warehouse_path, str(load["load_id"]))
    return target


@dataclass(frozen=True, slots=True)
class _Named:
    """A document as a warehouse names it. sha256: of the file that it was read from."""

    document_id: str
    organization_id: str
    sha256: str


def _build_for(
    seen: _InSight,
    warehouse_path: Path,
    target: Path,
    how: Making,
    made_with: str,
    check: Check | None = None,
) -> None:
    """Build the warehouse of an audience as if there were nothing but what it may see.

    What the newest one of the same audience holds of unchanged institutions is taken from there.
    """
    published = reviewed.published_of(seen.knowledge, seen.documents)
    if seen.still is not None:
        published &= {
            one.document_id for one in seen.documents if (one.document_id, one.sha256) in seen.still
        }
    newest = None if seen.still is not None else newest_of(warehouse_path, seen.audience)
    before = base_of(newest, made_with) if newest else None
    update = Update(seen.made_of, before, replace(how, audience=seen.audience, still=seen.still), made_with)
    whole = [one for one in seen.documents if one.document_id in published]

    def closing(digests: Mapping[str, str]) -> Closing:
        told = hashlib.sha256(f"{seen.audience.key} {sorted(published)}".encode())
        for _, digest in sorted(digests.items()):
            told.update(digest.encode())
        common = {
            "theme": parts.theme_rows(seen.knowledge.themes),
            "mapping": mapping_rows(
                mappings_in_sight(seen.decided),
                {one.organization_id for one in whole},
                {one.sha256 for one in whole},
            ),
        }
        return Closing(facts_sha256=told.hexdigest(), common=common)

    build(target, update.changes(seen.sources, closing), check=check)


def _published(warehouse_path: Path) -> Collection[tuple[str, str]]:
    engine = reading_engine(warehouse_path)
    try:
        with engine.connect() as connection:
            return published_in(connection)
    except SQLAlchemyError as error:
        raise LoadError(f"{warehouse_path}: cannot be read as a warehouse; run: python -m etl") from error
    finally:
        engine.dispose()


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
