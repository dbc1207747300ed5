"""What people decided of tables and documents that no program can know: the types of a mapping file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Annotated

from pydantic import AfterValidator, ConfigDict, Field

from etl.korean import text
from etl.korean.numbers import MONEY_UNITS
from etl.mappings.signature import path_of, signature
from etl.terms.codes import KINDS, LEVELS, MAPPING_STATUSES, ROLES, SCOPES, SIDES, YEAR_RULES


def _one_of(allowed: Sequence[str]) -> AfterValidator:
    """Return what holds a text against a closed list."""

    def check(value: str) -> str:
        if value not in allowed:
            raise ValueError(f"expected one of {', '.join(allowed)}")
        return value

    return AfterValidator(check)


Day = Annotated[date, Field(strict=True)]
Text = Annotated[str, Field(min_length=1)]
Status = Annotated[str, _one_of(MAPPING_STATUSES)]
Unit = Annotated[str, _one_of(tuple(MONEY_UNITS))]
Side = Annotated[str, _one_of(SIDES)]
Level = Annotated[str, _one_of(LEVELS)]

EVERY_INSTITUTION = "*"
UNDECIDED = "?"
"""The role of a column that a person has yet to name: only a proposed mapping may hold it."""


class MappingError(Exception):
    """A mapping that cannot be used: one line with file, line and mend."""


@lru_cache(maxsize=1 << 12)
def _signature(headings: tuple[str, ...]) -> str:
    return signature([path_of(heading) for heading in headings])


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """Who decided, when, why, and where it stands. who: a role, e.g. 예산팀, never a person's name.

    organization: the institution's id, or '*' for every one.
    """

    __pydantic_config__ = ConfigDict(extra="forbid")

    organization: Text
    who: Text
    when: Day
    why: Text
    file: str
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnRole:
    """A column of a table. heading: as printed, outer headings before ' › '. role: one of `ROLES`."""

    __pydantic_config__ = ConfigDict(extra="forbid")

    heading: str
    role: Annotated[str, _one_of((*ROLES, UNDECIDED))]


@dataclass(frozen=True, slots=True, kw_only=True)
class TableMapping(Decision):
    """What the columns of every table with this header hold, and what the table is of.

    unit: of its money, as printed. year: whose year its figures are of (`YEAR_RULES`). proved_by: the
    identities that held when it was proposed.
    """

    status: Status
    columns: Annotated[tuple[ColumnRole, ...], Field(min_length=1)]
    unit: Unit | None = None
    scope: Annotated[str, _one_of(SCOPES)] | None = None
    side: Side | None = None
    kind: Text | None = None
    year: Annotated[str, _one_of(YEAR_RULES)] = "document"
    proved_by: tuple[str, ...] = ()

    @property
    def signature(self) -> str:
        """The header that this is the mapping of."""
        return _signature(tuple(column.heading for column in self.columns))

    @property
    def roles(self) -> tuple[str, ...]:
        """The role of each column, from the left."""
        return tuple(column.role for column in self.columns)

    @property
    def unit_won(self) -> int | None:
        """Won per printed unit; None where the mapping leaves the unit to the document."""
        return None if self.unit is None else MONEY_UNITS[self.unit]


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentMapping(Decision):
    """What a document does not print of itself. It is known by its file, or by its title.

    title: what the title reads, whatever its spacing and marks; '*' stands for anything. Every other field
    is None where the document itself is to be asked.
    """

    status: Status
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")] | None = None
    title: Text | None = None
    organization_name: Text | None = None
    fiscal_year: Annotated[int, Field(ge=1900, le=2100, strict=True)] | None = None
    as_of: Day | None = None
    unit: Unit | None = None
    kind: Annotated[str, _one_of(KINDS)] | None = None

    @property
    def unit_won(self) -> int | None:
        """Won per unit of the document's tables; None where they say it."""
        return None if self.unit is None else MONEY_UNITS[self.unit]

    def fits_title(self, title: str) -> bool:
        """Tell whether a title is one that this mapping is of."""
        if self.title is None:
            return False
        first, *rest = (text.key(part) for part in self.title.split("*"))
        found = text.key(title)
        if not rest:
            return found == first
        *between, last = rest
        if not found.startswith(first) or not found.endswith(last):
            return False
        position, end = len(first), len(found) - len(last)
        for part in between:
            at = found.find(part, position, max(position, end))
            if at < 0:
                return False
            position = at + len(part)
        return position <= end


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelLevel(Decision):
    """Where an institution's own tables place a line, by its label.

    words: the label's spellings, the usual one first. category: the code of what it is, which no other label
    of the side has. level: one of `LEVELS`. parent: the category that it is a part of. holds: the level of
    the lines below it that have no label of their own here.
    """

    side: Side
    words: Annotated[tuple[Text, ...], Field(min_length=1)]
    category: Text
    level: Level
    parent: Text | None = None
    holds: Level | None = None


@dataclass(frozen=True, slots=True)
class Mappings:
    """Every mapping of a folder. files: the mapping files as they stand, by name."""

    tables: tuple[TableMapping, ...] = ()
    documents: tuple[DocumentMapping, ...] = ()
    labels: tuple[LabelLevel, ...] = ()
    files: dict[str, bytes] = field(default_factory=dict)

    def for_table(self, organization_id: str, header: str) -> TableMapping | None:
        """Return the confirmed mapping of a header: the institution's own, else one of every institution."""
        for owner in (organization_id, EVERY_INSTITUTION):
            for mapping in self.tables:
                is_used = mapping.status == "confirmed" and mapping.organization == owner
                if is_used and mapping.signature == header:
                    return mapping
        return None

    def for_document(
        self, sha256: str, organization_id: str | None = None, title: str | None = None
    ) -> DocumentMapping | None:
        """Return the confirmed mapping of a file, else of its institution's title.

        MappingError where two of them fit the title: none is then better than the other.
        """
        confirmed = [mapping for mapping in self.documents if mapping.status == "confirmed"]
        own = next((mapping for mapping in confirmed if mapping.sha256 == sha256), None)
        if own is not None or organization_id is None or title is None:
            return own
        fitting = [
            mapping
            for mapping in confirmed
            if mapping.organization == organization_id and mapping.fits_title(title)
        ]
        if len(fitting) > 1:
            first, second = fitting[:2]
            raise MappingError(
                f"{second.file}: line {second.line}: fits the title {title[:80]!r}, as {first.file} line"
                f" {first.line} does; make one of the titles narrower"
            )
        return fitting[0] if fitting else None

    def levels(self, organization_id: str) -> Sequence[LabelLevel]:
        """Return where the institution's tables place their lines, in the order of its file."""
        return [label for label in self.labels if label.organization == organization_id]
