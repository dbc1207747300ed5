"""What changed from one build to another: facts that came, went or read otherwise, and findings.

The two builds are two files, read by a connection each: attaching one to the other would change an instance
of DuckDB that other readers share. A digest of each table's part of each document says which parts differ;
only those are read and compared row by row.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypedDict

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    Table,
    Text,
    cast,
    func,
    literal,
    null,
    select,
    union_all,
)
from sqlalchemy.exc import DBAPIError

from dashboard.ui.citation import Place
from dashboard.ui.rows import Row
from dashboard.warehouse.reading import rows
from dashboard.warehouse.tables import Finding
from etl.warehouse import schema

MOST_ROWS = 200_000
"""Rows of differing parts that are compared one by one; of more, only the parts are named."""

_PLACE = ("document_id", "line", "page", "box", "sheet", "cell", "raw")


class _Part(TypedDict):
    """A table's rows of a document, counted. digest: the sum of their hashes, None of none."""

    fact: str
    document_id: str | None
    n: int
    digest: int | None


class _Named(TypedDict):
    id: str
    name: str


class OtherVersionError(Exception):
    """A build has other tables or columns than this version of the product makes."""


@dataclass(frozen=True, slots=True)
class Fact:
    """How the rows of a table are known again.

    ids: what identifies a row in its document while the document's lines stay where they are. names: what a
    reader knows it by; where lines have moved, rows of the same names follow each other in the same order.
    called: how many of the names a reader is told; the others tell it from its namesakes. figure: the column
    that says most of a row that came or went.
    """

    table: Table
    ids: tuple[str, ...]
    names: tuple[str, ...]
    figure: str | None = None
    called: int = 1

    @property
    def compared(self) -> tuple[str, ...]:
        """The columns in which a row can be said to have changed."""
        hidden = {*_PLACE, "parent_id", *(name for name in self.ids if name not in self.names)}
        return tuple(column.name for column in self.table.columns if column.name not in hidden)

    @property
    def is_of_documents(self) -> bool:
        """Whether its rows were read from documents; the others are what people reviewed, and the limits."""
        return "document_id" in self.table.c


FACTS: tuple[Fact, ...] = (
    Fact(schema.document, ("document_id",), ("title",)),
    Fact(schema.organization, ("organization_id",), ("name",)),
    Fact(
        schema.budget_line, ("budget_line_id",),
        ("label", "level", "fiscal_year", "as_of", "direction_id", "task_id", "program_id"), "current_won",
    ),
    Fact(schema.revenue_line, ("revenue_line_id",), ("label", "parent_label", "fiscal_year", "as_of"),
         "current_won"),
    Fact(schema.year_on_year, ("line",), ("label", "parent_label", "side", "fiscal_year", "previous_year"),
         "amount_won"),
    Fact(schema.indicator_result, ("indicator_result_id",),
         ("name", "unit", "fiscal_year", "as_of", "direction_id", "program_id"), "target"),
    Fact(schema.program, ("program_id",), ("name",)),
    Fact(schema.strategic_direction, ("direction_id",), ("name",)),
    Fact(schema.strategic_task, ("task_id",), ("name",)),
    Fact(schema.department, ("department_id",), ("division", "office", "team"), called=3),
    Fact(schema.program_department, ("program_id", "department_id"), ("department_id", "program_id")),
    Fact(schema.output, ("line",), ("label", "unit", "fiscal_year", "program_id"), "value"),
    Fact(schema.series_point, ("line",), ("series", "period", "unit", "program_id"), "value", called=2),
    Fact(schema.milestone, ("line",), ("label", "program_id"), "starts_on"),
    Fact(schema.staffing, ("line",), ("unit_name", "grade", "as_of"), "current", called=2),
    Fact(schema.survey_cell, ("line",),
         ("survey", "row_category", "column_category", "row_dimension", "column_dimension"), "percent",
         called=3),
    Fact(schema.follow_up, ("follow_up_id",), ("text", "session", "unit"), "state"),
    Fact(schema.alias, ("kind", "subject_id"), ("name", "kind", "subject_id")),
    Fact(schema.set_aside, ("line",), ("text",), "reason"),
    Fact(schema.reading, ("line", "field", "table_no"), ("field", "table_no"), "value", called=2),
    Fact(schema.table_cell, ("table_no", "row_no", "column_no"), ("row_path", "column_path", "unit"), "text",
         called=2),
    Fact(schema.correction, ("line", "table_name", "column_name"), ("label", "column_name", "table_name"),
         "corrected"),
    Fact(schema.mapping, ("mapping_id",), ("subject", "kind", "organization_id"), "decided"),
    Fact(schema.theme, ("theme_id",), ("name",)),
    Fact(schema.lineage, ("lineage_id",), ("name",)),
    Fact(schema.succession, ("from_id", "to_id"),
         ("from_name", "to_name", "kind", "from_id", "to_id"), "change", called=2),
    Fact(schema.threshold, ("name",), ("name",), "value"),
)  # fmt: skip
"""Every table whose rows can change, in the order of a reader's interest."""

_BY_NAME = {fact.table.name: fact for fact in FACTS}


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One fact that came ('added') or went ('removed'), or one column of it that reads otherwise ('changed').

    name: what the fact is about, as printed. column: whose values before and after are. unit: theirs, as
    printed. program_id, direction_id: where it belongs. places: where it is read in each build.
    """

    kind: str
    table: str
    name: str
    column: str | None
    before: object
    after: object
    unit: str | None
    program_id: str | None
    direction_id: str | None
    old_place: Place | None
    new_place: Place | None


@dataclass(frozen=True, slots=True)
class Count:
    """How many facts of a table came, went, or read otherwise; how many there were and are."""

    table: str
    old: int
    new: int
    added: int
    removed: int
    changed: int

    @property
    def is_different(self) -> bool:
        """Whether anything in the table differs."""
        return bool(self.added or self.removed or self.changed)


@dataclass(frozen=True, slots=True)
class Comparison:
    """What differs. is_listed: whether the rows were compared; else too many parts differ.

    documents: those whose facts differ. names: of programmes and directions, by id. findings: 'added' or
    'removed', with the finding.
    """

    counts: Sequence[Count]
    changes: Sequence[Change]
    findings: Sequence[tuple[str, Finding]]
    documents: Sequence[str]
    names: Mapping[str, str]
    is_listed: bool = True


def compare(old: Connection, new: Connection) -> Comparison:
    """Return what changed from the old build to the new one. OtherVersionError where they are not alike."""
    try:
        return _compared(old, new)
    except DBAPIError as error:
        raise OtherVersionError from error


def _compared(old: Connection, new: Connection) -> Comparison:
    before, after = _parts(old), _parts(new)
    differing = [part for part in {**before, **after} if before.get(part) != after.get(part)]
    order = {fact.table.name: position for position, fact in enumerate(FACTS)}
    differing.sort(key=lambda part: (order[part[0]], part[1]))
    documents = sorted({document for _, document in differing if document})
    findings = _findings(old, new)
    sizes = sum(parts[part][0] for part in differing for parts in (before, after) if part in parts)
    if sizes > MOST_ROWS:
        return Comparison(_counts(before, after, ()), (), findings, documents, {}, is_listed=False)
    changes: list[Change] = []
    pairs: list[tuple[str, str]] = []
    for table, document in differing:
        fact = _BY_NAME[table]
        for one, other in _matched(fact, _rows(old, fact, document), _rows(new, fact, document)):
            found = _changes(fact, one, other)
            changes += found
            if found:
                pairs.append((table, found[0].kind))
    names = {**_names(old), **_names(new)}
    return Comparison(_counts(before, after, pairs), changes, findings, documents, names)


_Parts = dict[tuple[str, str], tuple[int, object]]


def _parts(connection: Connection) -> _Parts:
    """The rows of each table by document, counted, with a sum of their hashes."""
    reads: list[Select[*tuple[object, ...]]] = []
    for fact in FACTS:
        document: ColumnElement[str | None] = (
            fact.table.c.document_id if fact.is_of_documents else cast(null(), Text)
        )
        read = select(
            literal(fact.table.name).label("fact"),
            document.label("document_id"),
            func.count().label("n"),
            func.sum(func.hash(*fact.table.columns)).label("digest"),
        )
        reads.append(read.group_by(fact.table.c.document_id) if fact.is_of_documents else read)
    found = rows(connection, select(union_all(*reads).subquery()), _Part)
    return {(row["fact"], row["document_id"] or ""): (row["n"], row["digest"]) for row in found if row["n"]}


def _rows(connection: Connection, fact: Fact, document_id: str) -> list[Row]:
    statement = select(fact.table)
    if fact.is_of_documents:
        statement = statement.where(fact.table.c.document_id == document_id).order_by(fact.table.c.line)
    # Not through `reading`: these are long, and read once.
    return [dict(row) for row in connection.execute(statement).mappings()]


def _names(connection: Connection) -> dict[str, str]:
    p, d = schema.program.c, schema.strategic_direction.c
    statement = union_all(
        select(p.program_id.label("id"), p.name), select(d.direction_id.label("id"), d.name)
    ).subquery()
    return {row["id"]: row["name"] for row in rows(connection, select(statement), _Named)}


def _matched(fact: Fact, old: Sequence[Row], new: Sequence[Row]) -> list[tuple[Row | None, Row | None]]:
    """Pair the rows of both builds; what has no other stands alone."""
    left, right = list(enumerate(old)), list(enumerate(new))
    pairs: list[tuple[Row, Row]] = []

    def take(key: Callable[[Row], object]) -> None:
        nonlocal left, right
        waiting: dict[object, list[tuple[int, Row]]] = {}
        for numbered in reversed(right):
            waiting.setdefault(key(numbered[1]), []).append(numbered)
        taken, rest = set(), []
        for number, row in left:
            if found := waiting.get(key(row)):
                other = found.pop()
                taken.add(other[0])
                pairs.append((row, other[1]))
            else:
                rest.append((number, row))
        left, right = rest, [numbered for numbered in right if numbered[0] not in taken]

    def values(names: Iterable[str]) -> Callable[[Row], object]:
        wanted = tuple(names)
        return lambda row: tuple(row[name] for name in wanted)

    # What stands where it stood under its name; then what moved; then what was renamed where it stands.
    take(values((*fact.ids, *fact.names)))
    take(values(fact.names))
    take(values(fact.ids))
    alone = [(row, None) for _, row in left]
    return [*pairs, *alone, *((None, row) for _, row in right)]


def _changes(fact: Fact, old: Row | None, new: Row | None) -> list[Change]:
    row = new if new is not None else old
    if row is None:
        return []

    def change(kind: str, column: str | None, before: object, after: object) -> Change:
        names = [str(row[name]) for name in fact.names[: fact.called] if row[name] is not None]
        return Change(
            kind=kind,
            table=fact.table.name,
            name=" · ".join(names),
            column=column,
            before=before,
            after=after,
            unit=row.get("unit"),
            program_id=row.get("program_id"),
            direction_id=row.get("direction_id"),
            old_place=_place(old),
            new_place=_place(new),
        )

    figure = fact.figure
    if old is None:
        return [change("added", figure, None, None if figure is None else row[figure])]
    if new is None:
        return [change("removed", figure, None if figure is None else row[figure], None)]
    return [
        change("changed", column, old[column], new[column])
        for column in fact.compared
        if old[column] != new[column]
    ]


def _place(row: Row | None) -> Place | None:
    return None if row is None or "line" not in row else (str(row["document_id"]), int(row["line"]))


def _counts(before: _Parts, after: _Parts, pairs: Iterable[tuple[str, str]]) -> list[Count]:
    old: Counter[str] = Counter()
    new: Counter[str] = Counter()
    for counted, parts in ((old, before), (new, after)):
        for (table, _), (n, _) in parts.items():
            counted[table] += n
    kinds = Counter(pairs)
    return [
        Count(name, old[name], new[name], *(kinds[name, kind] for kind in ("added", "removed", "changed")))
        for name in _BY_NAME
        if old[name] or new[name]
    ]


def _known(row: Finding) -> tuple[object, ...]:
    """What a finding is known again by."""
    return (
        row["check_name"], row["document_id"], row["subject"], row["printed"], row["computed"],
        row["severity"],
    )  # fmt: skip


def _findings(old: Connection, new: Connection) -> list[tuple[str, Finding]]:
    """The findings of one build that the other has not. Not by their lines: those may only have moved."""

    def found(connection: Connection) -> list[tuple[tuple[object, ...], Finding]]:
        f = schema.finding.c
        statement = select(schema.finding).order_by(f.document_id, f.line, f.finding_id)
        return [(_known(row), row) for row in rows(connection, statement, Finding)]

    before, after = found(old), found(new)

    def missing(
        those: Sequence[tuple[tuple[object, ...], Finding]], there: Iterable[tuple[object, ...]]
    ) -> list[Finding]:
        left = Counter(there)
        alone = []
        for key, row in those:
            if left[key]:
                left[key] -= 1
            else:
                alone.append(row)
        return alone

    appeared = missing(after, (key for key, _ in before))
    went = missing(before, (key for key, _ in after))
    return [*(("added", row) for row in appeared), *(("removed", row) for row in went)]
