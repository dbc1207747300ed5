"""Makes the parts of a warehouse of documents: some institutions each, in processes side by side.

Where documents come from makes no difference: folders of facts, a report that was just read, a warehouse.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from sqlalchemy import select

from etl import corrections, fact_folder, institution, origin, reviewed, worker
from etl.audience import Audience, corrections_in_sight, rows_in_sight, years_in_part
from etl.corrections import Corrected
from etl.facts import FactError, Row
from etl.institution import Tables, document_of
from etl.reviewed import Reviewed
from etl.terms.measures import Thresholds
from etl.warehouse import part, schema
from etl.warehouse.connect import reading_engine
from etl.warehouse.decisions import correction_rows
from etl.warehouse.load import LoadError
from etl.worker import Limits, WorkError

_BYTES_AT_ONCE = 14_000_000
"""Facts of one part: what is in memory at once, some hundred times as much."""
_LIMITS = Limits(seconds=3600, memory_bytes=4_000_000_000)


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """The documents of one institution, and what people reviewed of them.

    folders: of facts, each with the digest of its files. fresh: rows of reports that were just read.
    warehouse: else the one that holds its documents. size: of its facts, in bytes.
    """

    organization_id: str
    knowledge: Reviewed
    folders: Mapping[Path, str] = field(default_factory=dict)
    fresh: Sequence[Sequence[Row]] = ()
    warehouse: Path | None = None
    size: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Making:
    """How parts are made. corrections_path: what a FactError calls the corrections.

    audience: whose part it is, of what is everybody's. still: of an earlier build, the documents that are
    published today, by id and digest. started: when the load began, in UTC.
    """

    thresholds: Thresholds
    started: datetime
    corrections_path: Path
    audience: Audience | None = None
    still: Collection[tuple[str, str]] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A part. facts_sha256: of each of its institutions a digest of what an audience sees of it.

    of_its_day: those whose findings depend on the day of the load, for they speak of a later one.
    """

    path: Path
    facts_sha256: dict[str, str]
    of_its_day: set[str]


@dataclass(frozen=True, slots=True)
class _Asked:
    path: Path
    sources: Sequence[Source]
    making: Making


def make(sources: Sequence[Source], making: Making, stem: Path) -> Iterator[Made]:
    """Make the parts of institutions, one after the other; their files' names begin with that of `stem`.

    One part is made here, several are made side by side. What goes wrong with one is raised.
    """
    asked = [
        _Asked(stem.with_name(f"{stem.name}.part{number}"), some, making)
        for number, some in enumerate(_some_at_once(sources))
    ]
    if len(asked) == 1:
        yield _made(asked[0])
        return
    part.load_code()
    for done in worker.each(_made, asked, _LIMITS):
        if done.answer is not None:
            yield done.answer
        elif done.error is None or isinstance(done.error, WorkError):
            why = done.error or "its process gave nothing"
            raise LoadError(f"{stem}: a part was not made ({why}); run the load again") from done.error
        else:
            raise done.error


def _some_at_once(sources: Sequence[Source]) -> Iterator[list[Source]]:
    """Yield institutions in groups, by their order; at least one group, though it be empty."""
    group: list[Source] = []
    size = 0
    for source in sources:
        if group and size + source.size > _BYTES_AT_ONCE:
            yield group
            group, size = [], 0
        group.append(source)
        size += source.size
    if group or not sources:
        yield group


def _made(asked: _Asked) -> Made:
    """Make one part."""
    everything: dict[str, list[dict[str, object]]] = {name: [] for name in _own_tables()}
    digests: dict[str, str] = {}
    of_its_day: set[str] = set()
    today = asked.making.started.date()
    held = _held(asked.sources)
    for source in asked.sources:
        documents, files = (held[source.organization_id], []) if source.warehouse else _documents(source)
        corrected = corrections.apply(documents, source.knowledge.corrections, asked.making.corrections_path)
        rows, digest = _tables(source, corrected, files, asked.making)
        for name, own in rows.items():
            everything[name] += own
        digests[source.organization_id] = digest
        every = (row for own in corrected.documents for row in own)
        if any(day >= today for row in every if (day := getattr(row, "as_of", None))):
            of_its_day.add(source.organization_id)
    themes = asked.sources[0].knowledge.themes if asked.sources else []
    everything[schema.theme.name] = theme_rows(themes)
    part.fill(asked.path, everything, asked.making.thresholds, asked.making.started)
    return Made(path=asked.path, facts_sha256=digests, of_its_day=of_its_day)


def theme_rows(themes: Iterable[reviewed.Record]) -> list[dict[str, object]]:
    """Return the rows of the table `theme`."""
    return [{**record, "position": int(record["position"])} for record in themes]


def _own_tables() -> list[str]:
    made_later = (*schema.OF_NO_INSTITUTION, schema.finding)
    return [table.name for table in schema.METADATA.sorted_tables if table not in made_later]


def _documents(source: Source) -> tuple[list[list[Row]], list[dict[str, object]]]:
    """Return an institution's documents, and the rows of the table `fact_file` of those."""
    documents, files = [], []
    for folder, digest in source.folders.items():
        rows, contents = fact_folder.read_files(folder)
        if fact_folder.digest_of(contents) != digest:
            raise FactError(f"{folder}: was written anew while it was loaded; run the load again")
        documents.append(rows)
        files += origin.files(document_of(rows).document_id, contents)
    for fresh in source.fresh:
        documents.append(list(fresh))
        files += origin.files(document_of(fresh).document_id, origin.contents_of(fresh))
    return documents, files


def _held(sources: Sequence[Source]) -> dict[str, list[list[Row]]]:
    """Return the documents that warehouses hold, by their institutions; each warehouse is opened once."""
    found: dict[str, list[list[Row]]] = {source.organization_id: [] for source in sources}
    for warehouse in {source.warehouse for source in sources if source.warehouse is not None}:
        document = schema.document.c
        own = select(document.document_id).where(document.organization_id.in_(found))
        engine = reading_engine(warehouse)
        try:
            with engine.connect() as connection:
                for rows in origin.documents_of(connection, own):
                    found[document_of(rows).organization_id].append(rows)
        finally:
            engine.dispose()
    return found


def _tables(
    source: Source, corrected: Corrected, files: list[dict[str, object]], making: Making
) -> tuple[Tables, str]:
    """Return an institution's rows, and a digest of the facts that they show."""
    published = reviewed.published_of(source.knowledge, [document_of(rows) for rows in corrected.documents])
    if making.audience is not None:
        return _tables_in_sight(making.audience, making.still, source, corrected, published)
    found = institution.tables(corrected.documents, source.knowledge, published)
    found["correction"] = correction_rows(corrected.outcomes)
    # As they were read: corrections are among the reviewed files, and are applied again.
    found["fact_file"] = files
    return found, ""


def _tables_in_sight(
    audience: Audience,
    still: Collection[tuple[str, str]] | None,
    source: Source,
    corrected: Corrected,
    published: set[str],
) -> tuple[Tables, str]:
    """Return what an audience may see of an institution, as if there were nothing else."""
    if still is not None:
        of_all = [document_of(rows) for rows in corrected.documents]
        published &= {one.document_id for one in of_all if (one.document_id, one.sha256) in still}
    seen = rows_in_sight(corrected.documents, published, audience)
    years = years_in_part(seen, published)
    found = institution.tables(seen, reviewed.without_years(source.knowledge, years), published)
    found["correction"] = correction_rows(corrections_in_sight(corrected.outcomes, seen, published))
    digest = hashlib.sha256(repr(sorted(published)).encode())
    for rows in seen:
        for content in origin.contents_of(rows).values():
            digest.update(content)
    return found, digest.hexdigest()
