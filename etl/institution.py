"""The rows of one institution, as a warehouse's tables hold them: its documents, and what people reviewed."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import fields
from datetime import date
from typing import TypeVar

from etl import facts, lineage, reviewed
from etl.facts import FactError, Row
from etl.indicator_links import indicator_links

R = TypeVar("R", bound=Row)
Tables = dict[str, list[dict[str, object]]]


def tables(
    documents: Sequence[Sequence[Row]], knowledge: reviewed.Reviewed, published: Collection[str]
) -> Tables:
    """Return the tables of one institution's documents. published: the ids of those for the council.

    What several reports name stands once, as the latest has it. FactError where a row names what is not
    there.
    """
    ordered = sorted(documents, key=lambda rows: _newest_last(document_of(rows)))
    by_type: dict[type[Row], list[Row]] = {row_type: [] for row_type in facts.ROW_TYPES}
    for rows in ordered:
        for row in rows:
            by_type[type(row)].append(row)
    _check_owner(by_type)
    kept = {row_type: _unique(row_type, own) for row_type, own in by_type.items()}
    found: Tables = {
        row_type.table: [_columns(row) for row in kept[row_type]] for row_type in facts.ROW_TYPES
    }
    _check_references(kept)
    for document in found["document"]:
        document["published"] = document["document_id"] in published
    directions = _of(kept, facts.StrategicDirection)
    programs = _of(kept, facts.Program)
    themes = reviewed.themes_of(knowledge, directions)
    for direction in found["strategic_direction"]:
        direction["theme_id"] = themes.get(str(direction["direction_id"]))
    links = lineage.successions(knowledge, directions, _of(kept, facts.StrategicTask), programs)
    lineages, members = lineage.lineages_of(links, programs)
    for program in found["program"]:
        program["lineage_id"] = members[str(program["program_id"])]
    found["lineage"], found["succession"] = lineages, links
    found["indicator_link"] = indicator_links(
        knowledge,
        {row.document_id: row.organization_id for row in _of(kept, facts.Document)},
        _of(kept, facts.IndicatorResult), _of(kept, facts.Output), _of(kept, facts.SeriesPoint),
    )  # fmt: skip
    owner = document_of(ordered[0]).organization_id if ordered else None
    for name in ("lineage", "succession", "indicator_link"):
        for link in found[name]:
            link["organization_id"] = owner
    return found


def document_of(rows: Iterable[Row]) -> facts.Document:
    """Return the document of its rows."""
    return next(row for row in rows if isinstance(row, facts.Document))


def _newest_last(document: facts.Document) -> tuple[date, str]:
    """Order documents by their dates; one without a date never counts as newer than one with."""
    return document.as_of or date.min, document.document_id


def _of(kept: dict[type[Row], list[Row]], row_type: type[R]) -> list[R]:
    return [row for row in kept[row_type] if isinstance(row, row_type)]


def _unique(row_type: type[Row], own: list[Row]) -> list[Row]:
    """Return the rows of one table. What several reports name stands once, as the latest has it."""
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


def _check_owner(by_type: dict[type[Row], list[Row]]) -> None:
    """Raise FactError where a row is of another institution than its document: a load of the other would take
    it away."""
    owners = {row.organization_id for row in _of(by_type, facts.Document)}
    for row_type, rows in by_type.items():
        for row in rows:
            other = getattr(row, "organization_id", None)
            if other is not None and other not in owners:
                raise FactError(
                    f"{row.document_id}/{row_type.table}.csv: organization_id {other!r} (line {row.line} of"
                    " the report) is not its document's; correct it"
                )


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
