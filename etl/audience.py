"""Who may see what: the facts that an audience may see, where not all documents are published.

An audience has a warehouse of its own, made of these facts as if there were no others. So no query, page,
export or search has to know the rule, and none can forget it.
"""

from __future__ import annotations

import hashlib
import json
import re
import time
from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from etl import facts
from etl.corrections import Outcome
from etl.facts import Row
from etl.mappings import Mappings

_KEPT_SECONDS = 3600.0
"""How long the files of earlier loads stay: a large file may still be made from one."""

_BASE_SECONDS = 30 * 24 * 3600.0
"""How long a file stays that the next one of the same audience may be made from."""
_NAME = re.compile(r"[0-9]{8}T[0-9]{6,9}-[0-9a-f]{12}-(?P<key>[0-9a-z-]+)\.duckdb")

_IDS = tuple(name for _, name in facts.OWNERS)
_OF_A_PROGRAM = (
    facts.BudgetLine, facts.IndicatorResult, facts.Output, facts.SeriesPoint, facts.Milestone, facts.Program,
    facts.ProgramDepartment,
)  # fmt: skip
"""What belongs to a programme, where it names one."""
_REFERENCES = (*_IDS, "parent_id")


@dataclass(frozen=True, slots=True)
class Audience:
    """Those who see the published documents and, of others, the programmes of their own departments.

    role: whose warehouse it is, for people of the same rights are not always of the same role. departments:
    each an institution's id and the names of a unit from the top, joined by '/'; upper levels may be left out
    where the rest leads to one unit.
    """

    role: str
    departments: tuple[str, ...] = ()

    @property
    def sees_everything(self) -> bool:
        """Whether the warehouse itself is theirs."""
        return self.role in (EVERYTHING.role, LOADER)

    @property
    def writes_as(self) -> str:
        """The role in which answers are written: who loads may run departments too."""
        return OF_DEPARTMENTS if self.departments else self.role

    @property
    def key(self) -> str:
        """The audience's name in a file's name."""
        if not self.departments:
            return self.role
        told = json.dumps(sorted(set(self.departments)))
        return f"{self.role}-{hashlib.sha256(told.encode()).hexdigest()[:16]}"


EVERYTHING = Audience("executive")
"""Those who see every document: the warehouse itself is theirs."""
LOADER = "loader"
"""The role of those who load documents: they see every one too, and write answers for departments of theirs
alone."""
COUNCIL = Audience("council")
"""Those who see the published documents and nothing else."""
OF_DEPARTMENTS = "manager"
"""The role of those who also see the programmes of their own departments."""
ROLES: tuple[str, ...] = (EVERYTHING.role, LOADER, OF_DEPARTMENTS, COUNCIL.role)
"""The roles, widest first."""


def audience_path(
    warehouse_path: Path,
    load_id: str,
    audience: Audience,
    published: Collection[tuple[str, str]] | None = None,
) -> Path:
    """Return where the warehouse of an audience stands: one file for each load, which never changes.

    published: for an earlier build the documents that are published today, by id and digest: what it may show
    depends on them too.
    """
    today = ""
    if published is not None:
        today = f".{hashlib.sha256(json.dumps(sorted(published)).encode()).hexdigest()[:16]}"
    return _folder(warehouse_path) / f"{load_id}-{audience.key}{today}.duckdb"


def newest_of(warehouse_path: Path, audience: Audience) -> Path | None:
    """Return the newest file of an audience, of whatever load; what an earlier build shows today is none."""
    found = [path for path in _folder(warehouse_path).glob("*.duckdb") if _key_of(path) == audience.key]
    return max(found, key=lambda path: path.name, default=None)


def forget_older(warehouse_path: Path, load_id: str) -> None:
    """Remove the audiences' files of other loads than this one, but for those of the last hour.

    The newest of each audience stays for a month: the next one is made from it.
    """
    now = time.time()
    files = sorted(_folder(warehouse_path).glob("*"))
    newest = {key: path for path in files if (key := _key_of(path))}
    for path in files:
        kept = _BASE_SECONDS if path in newest.values() else _KEPT_SECONDS
        with suppress(OSError):
            if not path.name.startswith(load_id) and path.stat().st_mtime < now - kept:
                path.unlink()


def _key_of(path: Path) -> str | None:
    """Return whose file it is; None where it is of an earlier build, or no warehouse."""
    found = _NAME.fullmatch(path.name)
    return found["key"] if found else None


def _folder(warehouse_path: Path) -> Path:
    return warehouse_path.with_name(f"{warehouse_path.name}.audiences")


def rows_in_sight(
    documents: Iterable[Sequence[Row]], published: Collection[str], audience: Audience
) -> list[list[Row]]:
    """Return the rows of each document that an audience may see. Documents without any are left out.

    Every id in them leads to a row in them: what names something out of sight does not stand there.
    """
    documents = list(documents)
    own = _own_programs(documents, audience.departments)
    answers_for = _Remarks(documents, audience.departments)
    told = {
        row_id
        for rows in documents
        if rows[0].document_id in published
        for row in rows
        if (row_id := _id_of(row))
    }
    seen = []
    for rows in documents:
        if rows[0].document_id in published:
            seen.append(list(rows))
        elif part := _part_in_sight(rows, own, answers_for, told):
            seen.append(part)
    return _without_loose_ends(seen)


def corrections_in_sight(
    outcomes: Iterable[Outcome], seen: Iterable[Sequence[Row]], published: Collection[str]
) -> list[Outcome]:
    """Return the corrections of what an audience sees.

    Of a document that is seen in part these are the ones of its programmes' own figures, without the reason,
    which may speak of others, and without those that moved a row to another owner, who would be named.
    """
    programs = {
        rows[0].document_id: {row.program_id for row in rows if isinstance(row, facts.Program)}
        for rows in seen
    }
    found = []
    for outcome in outcomes:
        document_id, row = outcome.correction.document_id, outcome.row
        if document_id not in programs or row is None:
            continue
        if document_id in published:
            found.append(outcome)
        elif (
            isinstance(row, _OF_A_PROGRAM)
            and row.program_id in programs[document_id]
            and outcome.correction.column not in _REFERENCES
        ):
            found.append(replace(outcome, correction=replace(outcome.correction, reason="")))
    return found


def mappings_in_sight(mappings: Mappings) -> Mappings:
    """Return the mappings without those that are only proposed: from a report that may be unpublished."""
    return replace(
        mappings,
        tables=tuple(mapping for mapping in mappings.tables if mapping.status == "confirmed"),
        documents=tuple(mapping for mapping in mappings.documents if mapping.status == "confirmed"),
    )


def years_in_part(seen: Iterable[Sequence[Row]], published: Collection[str]) -> set[tuple[str, int]]:
    """Return the institutions and years that an audience sees its own programmes of, and nothing else."""
    whole: set[tuple[str, int]] = set()
    part: set[tuple[str, int]] = set()
    for rows in seen:
        years = whole if rows[0].document_id in published else part
        years |= {
            (row.organization_id, row.fiscal_year)
            for row in rows
            if isinstance(row, facts.Program | facts.StrategicDirection)
        }
    return part - whole


def _own_programs(documents: Iterable[Sequence[Row]], departments: Collection[str]) -> set[str]:
    """Return the programmes that the departments run, whichever document says so."""
    own: set[str] = set()
    for rows in documents:
        units = _units(rows, departments)
        own |= {
            row.program_id
            for row in rows
            if isinstance(row, facts.ProgramDepartment) and row.department_id in units
        }
    return own


def units_meant(
    departments: Collection[str], known: Iterable[tuple[str, str, int, tuple[str, ...]]]
) -> set[str]:
    """Return the ids of the units that stand in the departments.

    known: of each unit its id, institution, year and names from the top. Two units of the same names are told
    apart by the names above them; where those are not given, neither is meant: rather too little is seen than
    too much.
    """
    known = list(known)
    found: set[str] = set()
    for department in departments:
        organization_id, *names = department.split("/")
        meant: dict[tuple[str, ...], set[str]] = {}
        for unit_id, institution, year, path in known:
            for end in range(len(names), len(path) + 1):
                if names and institution == organization_id and path[:end][-len(names) :] == tuple(names):
                    meant.setdefault((str(year), *path[:end]), set()).add(unit_id)
        years = {unit[0] for unit in meant}
        if len(years) == len(meant):
            found |= {unit_id for ids in meant.values() for unit_id in ids}
    return found


def _units(rows: Sequence[Row], departments: Collection[str]) -> set[str]:
    """Return the department ids of a document that stand in the departments."""
    return units_meant(departments, _known_units(rows))


def _known_units(rows: Sequence[Row]) -> list[tuple[str, str, int, tuple[str, ...]]]:
    return [
        (
            row.department_id,
            row.organization_id,
            row.fiscal_year,
            tuple(name for name in (row.division, row.office, row.team) if name),
        )
        for row in rows
        if isinstance(row, facts.Department)
    ]


class _Remarks:
    """Which remarks departments answer for: those whose unit is one of theirs, whatever year one looks at."""

    def __init__(self, documents: Sequence[Sequence[Row]], departments: Collection[str]) -> None:
        self._known = [unit for rows in documents for unit in _known_units(rows)]
        self._own = units_meant(departments, self._known)

    def units(self, remark: facts.FollowUp, organization_id: str) -> set[str]:
        """Return the ids of a remark's unit; none where it leads to another one than one's own too."""
        name = remark.unit or ""
        ways = {name, "/".join(name.split())} - {""} if self._own else ()
        meant = {one for way in ways for one in units_meant((f"{organization_id}/{way}",), self._known)}
        return meant if meant <= self._own else set()


def _part_in_sight(
    rows: Sequence[Row], own: Collection[str], answers_for: _Remarks, told: Collection[tuple[str, str]]
) -> list[Row]:
    """Return the rows of an unpublished document that belong to one's own programmes, with what they name,
    and the remarks that one answers for.

    told: what published documents name; it keeps the name that it has there.
    """
    kept: list[Row] = [row for row in rows if isinstance(row, _OF_A_PROGRAM) and row.program_id in own]
    if not any(isinstance(row, facts.Program) for row in kept):
        kept = []
    of = next(row.organization_id for row in rows if isinstance(row, facts.Document))
    remarks = {
        row: units
        for row in rows
        if isinstance(row, facts.FollowUp) and (units := answers_for.units(row, of))
    }
    kept += remarks
    if not kept:
        return []
    named = {(name, getattr(row, name)) for row in kept for name in _IDS if hasattr(row, name)}
    named |= {("department_id", unit) for units in remarks.values() for unit in units}
    tasks = [row for row in rows if isinstance(row, facts.StrategicTask) and _id_of(row) in named]
    named |= {("direction_id", row.direction_id) for row in tasks}
    kept += [
        row
        for row in rows
        if isinstance(row, facts.Document | facts.Organization)
        or (
            isinstance(row, facts.StrategicDirection | facts.StrategicTask | facts.Department)
            and _id_of(row) in named
            and _id_of(row) not in told
        )
        or (isinstance(row, facts.Alias) and row.kind == "program" and row.subject_id in own)
    ]
    # A line that also says something else would say it again beside one's own figure. The cells of a table
    # and how it was read say nothing that is not said by a fact, or by what was set aside.
    standing = {id(row) for row in kept}
    shared = {
        row.line
        for row in rows
        if id(row) not in standing and not isinstance(row, facts.TableCell | facts.Reading)
    }
    return [_alone(row, shared) for row in kept]


def _id_of(row: Row) -> tuple[str, str] | None:
    """Return the id that others name a row by, with its name; None where none does."""
    return next(((name, getattr(row, name)) for owner, name in facts.OWNERS if isinstance(row, owner)), None)


def _alone(row: Row, shared: Collection[int]) -> Row:
    if isinstance(row, facts.Document):
        # Its own words may tell of more than one's own programmes. Without its content's digest no file is
        # taken for the document: its other lines stay unread.
        named = row.document_id
        return replace(row, sha256="", title=named, source_name=named, council_session=None, committee=None)
    return replace(row, raw=None) if row.line in shared else row


def _without_loose_ends(documents: Sequence[list[Row]]) -> list[list[Row]]:
    """Take out what names something out of sight: the name where it may be missing, else the row."""
    documents = [list(rows) for rows in documents]
    while True:
        ids = {
            name: {getattr(row, name) for rows in documents for row in rows if isinstance(row, owner)}
            for owner, name in facts.OWNERS
        }
        lines = {
            getattr(row, key)
            for rows in documents
            for row in rows
            for line_type, key in (
                (facts.BudgetLine, "budget_line_id"),
                (facts.RevenueLine, "revenue_line_id"),
            )
            if isinstance(row, line_type)
        }
        kept = [[mended for row in rows if (mended := _mended(row, ids, lines))] for rows in documents]
        kept = [rows for rows in kept if rows]
        if kept == documents:
            return kept
        documents = kept


def _mended(row: Row, ids: Mapping[str, Collection[str]], lines: Collection[str]) -> Row | None:
    named = {name: getattr(row, name) for name in _IDS if hasattr(row, name)}
    loose = {name for name, value in named.items() if value is not None and value not in ids[name]}
    if isinstance(row, facts.BudgetLine | facts.RevenueLine) and row.parent_id is not None:
        loose |= set() if row.parent_id in lines else {"parent_id"}
    if not loose:
        return row
    may_be_missing = {column.name for column in facts.columns(type(row)) if column.nullable}
    nothing: dict[str, Any] = dict.fromkeys(loose)
    return replace(row, **nothing) if loose <= may_be_missing else None
