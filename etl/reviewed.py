"""What people reviewed and no single report prints: themes that outlive a strategy, lineage over the years,
goals over the years, which documents are published, and which figures are corrected.

The files stand beside the committed facts: themes.csv, direction_themes.csv, lineage.csv, indicator_link.csv,
published.csv, corrections.csv. The first four name directions, programmes and goals as their documents do; a
row whose names no loaded document prints is not used.
"""

from __future__ import annotations

import csv
import hashlib
import io
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Protocol

from etl import corrections
from etl.corrections import Correction
from etl.facts import FactError, Program, StrategicDirection, StrategicTask
from etl.korean import text

PUBLISHED = "published.csv"
_FILES: dict[str, tuple[str, ...]] = {
    "themes.csv": ("theme_id", "position", "name", "name_en"),
    "direction_themes.csv": ("organization", "fiscal_year", "direction", "theme_id"),
    "lineage.csv": (
        "organization", "kind", "from_year", "from_name", "to_year", "to_name",
        "confidence", "comparable", "reason", "reason_en",
    ),
    "indicator_link.csv": (
        "organization", "year", "goal", "earlier_kind", "earlier_year", "earlier_name", "reason", "reason_en",
    ),
    PUBLISHED: ("document_id", "sha256"),
    corrections.FILE: corrections.HEADER,
}  # fmt: skip
_WHOLE = re.compile(r"[0-9]{1,4}")
_DIGEST = re.compile(r"[0-9a-fA-F]{64}")
_KINDS = ("direction", "task", "program")
_EARLIER = ("goal", "output", "series")
"""Where a report prints what a goal had reached: among its goals, its results, or the points of a series."""
_CONFIDENCE = ("high", "medium", "low")
_ANSWERS = ("yes", "no")

Record = dict[str, str]
Named = StrategicDirection | StrategicTask | Program


@dataclass(frozen=True, slots=True)
class Reviewed:
    """The reviewed files, row by row. files: as they stand, by name."""

    themes: list[Record]
    direction_themes: list[Record]
    lineage: list[Record]
    indicator_links: list[Record] = field(default_factory=list)
    published: list[Record] = field(default_factory=list)
    corrections: list[Correction] = field(default_factory=list)
    files: Mapping[str, bytes] = field(default_factory=dict)


def read(folder: Path) -> Reviewed:
    """Read the reviewed files; a missing one is empty. FactError names file, line and mend."""
    for path in sorted(folder.glob("*.csv")):
        if path.name not in _FILES:
            known = ", ".join(_FILES)
            raise FactError(
                f"{path}: no reviewed file has this name; rename it to one of {known}, or move it"
            )
    files: dict[str, bytes] = {}
    for name in _FILES:
        path = folder / name
        if path.exists():
            try:
                files[name] = path.read_bytes()
            except OSError as error:
                raise FactError(f"{path}: cannot be read ({error.strerror}); check the file") from error
    return parsed(files, folder)


def parsed(files: Mapping[str, bytes], folder: Path) -> Reviewed:
    """Return what reviewed files say, by their names. folder: where a FactError says that they stand."""
    tables = {
        name: _records(folder / name, files[name], expected) if name in files else []
        for name, expected in _FILES.items()
        if name != corrections.FILE
    }
    _check_themes(folder, tables)
    return Reviewed(
        themes=tables["themes.csv"],
        direction_themes=tables["direction_themes.csv"],
        lineage=tables["lineage.csv"],
        indicator_links=tables["indicator_link.csv"],
        published=tables[PUBLISHED],
        corrections=corrections.parsed(files[corrections.FILE], folder / corrections.FILE)
        if corrections.FILE in files
        else [],
        files=files,
    )


def _records(path: Path, data: bytes, expected: Sequence[str]) -> list[Record]:
    try:
        reader = csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""), strict=True)
        if tuple(reader.fieldnames or ()) != tuple(expected):
            raise FactError(f"{path}: line 1: wrong header; expected {','.join(expected)}")
        records = []
        for record in reader:
            line = reader.line_num
            if None in record or None in record.values():
                raise FactError(f"{path}: line {line}: wrong number of cells, expected {len(expected)}")
            _check(path, line, record)
            records.append(record)
    except (UnicodeDecodeError, csv.Error) as error:
        raise FactError(f"{path}: not a UTF-8 CSV ({error}); save it as such") from error
    return records


def _check(path: Path, line: int, record: Record) -> None:
    closed = (
        ("kind", _KINDS), ("confidence", _CONFIDENCE), ("comparable", _ANSWERS), ("earlier_kind", _EARLIER),
    )  # fmt: skip
    for column, allowed in closed:
        if column in record and record[column] not in allowed:
            raise FactError(
                f"{path}: line {line}: {column} is {record[column]!r}; expected one of {', '.join(allowed)}"
            )
    if "sha256" in record and not _DIGEST.fullmatch(record["sha256"]):
        raise FactError(f"{path}: line {line}: sha256 is {record['sha256'][:80]!r}; expected 64 hex digits")
    for column in ("position", "fiscal_year", "from_year", "to_year", "year", "earlier_year"):
        if column in record and not _WHOLE.fullmatch(record[column]):
            raise FactError(f"{path}: line {line}: {column} is {record[column]!r}; expected a whole number")


def _check_themes(folder: Path, tables: dict[str, list[Record]]) -> None:
    """Raise FactError where a theme stands twice, or a direction is given one that does not stand."""
    known: set[str] = set()
    for record in tables["themes.csv"]:
        if record["theme_id"] in known:
            raise FactError(
                f"{folder / 'themes.csv'}: theme_id {record['theme_id']!r} stands twice; remove one"
            )
        known.add(record["theme_id"])
    for record in tables["direction_themes.csv"]:
        if record["theme_id"] not in known:
            raise FactError(
                f"{folder / 'direction_themes.csv'}: theme_id {record['theme_id']!r}"
                f" of {record['direction']!r} is not in themes.csv; add it there or correct it"
            )


def without_years(reviewed: Reviewed, years: Collection[tuple[str, int]]) -> Reviewed:
    """Return what people reviewed, without what it says of some institutions' years as a whole.

    What became of a direction, and what began or ended, cannot be told of a year that is seen in part.
    """

    def is_of_the_whole(record: Record) -> bool:
        ends = {(record["organization"], int(record[c])) for c in ("from_year", "to_year")}
        both = record["from_name"] and record["to_name"]
        return bool(ends & set(years)) and (record["kind"] != "program" or not both)

    return replace(
        reviewed,
        direction_themes=[
            record
            for record in reviewed.direction_themes
            if (record["organization"], int(record["fiscal_year"])) not in years
        ],
        lineage=[record for record in reviewed.lineage if not is_of_the_whole(record)],
    )


def by_institution(reviewed: Reviewed, owners: Mapping[str, str]) -> dict[str, Reviewed]:
    """Return what people reviewed of each institution. owners: of each document's id its institution's."""
    found = {owner: Reviewed(reviewed.themes, [], []) for owner in set(owners.values())}
    for record in reviewed.direction_themes:
        if record["organization"] in found:
            found[record["organization"]].direction_themes.append(record)
    for record in reviewed.lineage:
        if record["organization"] in found:
            found[record["organization"]].lineage.append(record)
    for record in reviewed.indicator_links:
        if record["organization"] in found:
            found[record["organization"]].indicator_links.append(record)
    for record in reviewed.published:
        if record["document_id"] in owners:
            found[owners[record["document_id"]]].published.append(record)
    for correction in reviewed.corrections:
        if correction.document_id in owners:
            found[owners[correction.document_id]].corrections.append(correction)
    return found


def digest_of(reviewed: Reviewed) -> str:
    """Return a digest of what people reviewed, wherever in its files it stands."""
    told = replace(reviewed, files={}, corrections=[replace(one, place=0) for one in reviewed.corrections])
    return hashlib.sha256(repr(told).encode()).hexdigest()


class Loaded(Protocol):
    """A document by its id, its institution's, and the digest of the file that it was read from."""

    @property
    def document_id(self) -> str:
        """Its id."""

    @property
    def organization_id(self) -> str:
        """Its institution's id."""

    @property
    def sha256(self) -> str:
        """The digest of its file."""


def published_of(reviewed: Reviewed, documents: Sequence[Loaded]) -> set[str]:
    """Return the ids of the documents that are declared published.

    A declaration is of one file: a report that replaces another under the same id has yet to be declared.
    """
    declared = {(record["document_id"], record["sha256"].lower()) for record in reviewed.published}
    return {d.document_id for d in documents if (d.document_id, d.sha256.lower()) in declared}


def declared(data: bytes | None, document_id: str, sha256: str, *, is_published: bool) -> bytes:
    """Return the content of published.csv with one document declared, or without it.

    data: what stands there; None where there is no file.
    """
    head = _FILES[PUBLISHED]
    text_before = (data or b"").decode("utf-8-sig") or ",".join(head) + "\n"
    rows = [row for row in csv.reader(io.StringIO(text_before, newline="")) if row[:1] != [document_id]]
    if is_published:
        rows.append([document_id, sha256])
    written = io.StringIO()
    csv.writer(written, lineterminator="\n").writerows(rows)
    return written.getvalue().encode()


def unmatched(reviewed: Reviewed, documents: Sequence[Loaded]) -> list[str]:
    """Return one line for each declaration that publishes nothing, with the reason."""
    digests = {document.document_id: document.sha256.lower() for document in documents}
    lines = []
    for number, record in enumerate(reviewed.published, 2):
        told = record["document_id"]
        if told not in digests:
            lines.append(
                f"published.csv: line {number}: no document is called {told!r}; correct it, or take the line"
                " out"
            )
        elif digests[told] != record["sha256"].lower():
            lines.append(
                f"published.csv: line {number}: {told} was read from another file, whose sha256 is"
                f" {digests[told]}; declare that one, or take the line out"
            )
    return lines


def themes_of(reviewed: Reviewed, directions: Sequence[StrategicDirection]) -> dict[str, str]:
    """Return the theme of each direction that the review names."""
    wanted = {
        (r["organization"], int(r["fiscal_year"]), text.key(r["direction"])): r["theme_id"]
        for r in reviewed.direction_themes
    }
    return {
        d.direction_id: theme
        for d in directions
        if (theme := wanted.get((d.organization_id, d.fiscal_year, text.key(d.name))))
    }
