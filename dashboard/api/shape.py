"""What a record of the answer looks like, declared once: it is written from this, and described from this."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from math import isfinite
from typing import Any

from dashboard.ui import table
from dashboard.ui.citation import line_address
from dashboard.ui.rows import Row
from dashboard.ui.table import Column
from dashboard.warehouse.scopes import Scope

Json = dict[str, Any]

_TYPES: Mapping[str, Json] = {
    "text": {"type": "string"},
    "code": {"type": "string"},
    "integer": {"type": "integer"},
    "won": {"type": "integer"},
    "number": {"type": "number"},
    "boolean": {"type": "boolean"},
    "date": {"type": "string", "format": "date"},
    "time": {"type": "string", "format": "date-time"},
    "counts": {"type": "object", "additionalProperties": {"type": "integer"}},
}

_KINDS: Mapping[str, str] = {
    "money": "won", "percent": "number", "points": "number", "number": "number", "measured": "number",
    "percent_change": "number",
    "count": "integer", "year": "integer",
    "text": "text", "quoted": "text", "printed": "text", "code": "code", "status": "code", "date": "date",
}  # fmt: skip
"""By the kind of a table's column, the kind of its field."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One value of a record, named as the warehouse names it.

    kind: 'won' is whole won, 'number' is never rounded, 'code' is one of `codes`, 'rows' are of `shape`.
    """

    name: str
    kind: str
    description: str
    is_nullable: bool = True
    codes: tuple[str, ...] = ()
    shape: Shape | None = None

    @property
    def is_as_read(self) -> bool:
        """Whether its value is what the row holds, as it stands there."""
        return self.shape is None and self.kind not in ("date", "time", "counts", "number")

    def value(self, raw: Any, scope: Scope | None) -> Any:  # noqa: ANN401 -- whatever JSON holds
        """Return what a row holds, as JSON takes it; what is missing is null. ValueError: not a number."""
        if self.shape is not None:
            return [self.shape.record(each, scope) for each in raw or ()]
        if raw is None:
            return None
        if self.kind == "date":
            return raw.isoformat()
        if self.kind == "time":
            # The warehouse keeps UTC without saying so.
            return f"{raw.isoformat(timespec='seconds')}Z"
        if self.kind == "number" and not isfinite(raw):
            raise ValueError(f"{self.name} is {raw}")
        return dict(raw) if self.kind == "counts" else raw

    def schema(self) -> Json:
        """Return the JSON Schema of the value."""
        if self.shape is not None:
            return {"type": "array", "items": self.shape.schema(), "description": self.description}
        schema: Json = {**_TYPES[self.kind], "description": self.description}
        if self.codes:
            schema["enum"] = [*self.codes, *([None] if self.is_nullable else [])]
        if self.is_nullable:
            schema["type"] = [schema["type"], "null"]
        return schema


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """One address of a record, on this server; null where there is no such place."""

    name: str
    description: str
    address: Callable[[Row, Scope | None], str | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """The fields and links of one kind of record."""

    fields: tuple[Field, ...]
    links: tuple[Link, ...] = ()
    _names: tuple[str, ...] = field(init=False, repr=False)
    _written: tuple[Field, ...] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_names", tuple(each.name for each in self.fields))
        object.__setattr__(self, "_written", tuple(each for each in self.fields if not each.is_as_read))

    # Called for every row of every list: written for speed.
    def record(self, row: Row, scope: Scope | None) -> Json:
        """Return a row as a record."""
        held = row.get
        record = {name: held(name) for name in self._names}
        for each in self._written:
            record[each.name] = each.value(record[each.name], scope)
        if self.links:
            record["links"] = {link.name: link.address(row, scope) for link in self.links}
        return record

    def schema(self) -> Json:
        """Return the JSON Schema of a record: every field is always there, and no other."""
        properties = {each.name: each.schema() for each in self.fields}
        if self.links:
            addresses = {
                link.name: {
                    "type": ["string", "null"], "format": "uri-reference", "description": link.description,
                }
                for link in self.links
            }  # fmt: skip
            properties["links"] = closed_object(addresses, "Addresses on this server.")
        return closed_object(properties)


def fields(columns: Iterable[Column]) -> tuple[Field, ...]:
    """Return the fields of a table's columns: of those that programs are told of."""
    return tuple(
        Field(
            name=column.field,
            kind=_KINDS[column.kind],
            description=column.description,
            is_nullable=column.is_nullable,
            codes=column.codes,
        )
        for column in columns
        if column.description
    )


def closed_object(properties: Json, description: str = "") -> Json:
    """Return the JSON Schema of an object that holds these properties, all of them and no other."""
    return {
        "type": "object",
        **({"description": description} if description else {}),
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


WHOSE = Field(name="organization_id", kind="text", is_nullable=False, description="The institution.")
YEAR = Field(name="fiscal_year", kind="integer", is_nullable=False, description="The fiscal year.")
(AS_OF,) = fields([table.AS_OF])
PLACE: tuple[Field, ...] = (
    Field(
        name="document_id", kind="text", is_nullable=False,
        description="The document that the figures were read from.",
    ),
    Field(
        name="line", kind="integer", is_nullable=False,
        description="The line of the document's text that they were read from; the first is 1.",
    ),
)  # fmt: skip
SOURCE = Link(
    name="source",
    description="The cited line in the source viewer.",
    address=lambda row, _: line_address(row["document_id"], row["line"]),
)
