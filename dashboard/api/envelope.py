"""What stands around the records of every answer: what they are of, and where it goes on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from dashboard.api.addresses import BASE, at_build, dated_address
from dashboard.api.parameters import LIMIT, OFFSET
from dashboard.api.reading import Asked
from dashboard.api.resource import About, Dated, Resource
from dashboard.api.scopes import REPORT
from dashboard.api.shape import Field, Json, Shape, closed_object
from dashboard.topics.documents import queries as documents
from dashboard.ui.rows import Row
from dashboard.warehouse.scopes import Scope
from dashboard.warehouse.snapshots import Snapshot

WAREHOUSE = Shape(
    fields=(
        Field(
            name="load_id", kind="text", is_nullable=False,
            description="The load that made the warehouse. Where it changes between two pages, begin again.",
        ),
        Field(
            name="facts_sha256", kind="text", is_nullable=False,
            description="The SHA-256 of the facts that it was made of.",
        ),
        Field(name="finished_at", kind="time", is_nullable=False, description="When it was made, in UTC."),
    )
)  # fmt: skip
_OF = Shape(
    fields=(
        Field(
            name="organization_id", kind="text",
            description="The institution; null where the answer is about all that was loaded.",
        ),
        Field(name="fiscal_year", kind="integer", description="The fiscal year; null as above."),
        Field(name="as_of", kind="date", description="The date; null as above."),
        Field(
            name="documents", kind="rows", is_nullable=False, shape=REPORT,
            description="The documents that speak of it; none where the answer is about all.",
        ),
    )
)  # fmt: skip
_LINKS: Mapping[str, str] = {
    "self": "This answer.",
    "next": "The rows after these; null where there are none.",
    "previous": "The rows before these; null where there are none.",
    "page": "The page that shows the same.",
    "describedby": "The OpenAPI description.",
}
_OF_SCOPE = ("org", "year", "as_of")


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What an answer is of. path: the one that was asked for. total: all rows; None for one thing alone."""

    resource: Resource
    path: str
    page: str
    asked: Asked
    scope: Scope | None
    total: int | None


def warehouse(snapshot: Snapshot) -> Json:
    """Return which warehouse the answer was read from."""
    loaded = documents.loaded(snapshot.connection)
    if loaded is None:
        raise LookupError("a warehouse without a load")
    # By this name the build can be asked for again, whatever of it the asker may see.
    return WAREHOUSE.record({**loaded, "load_id": snapshot.build.load_id}, None)


def meta(snapshot: Snapshot, answer: Answer) -> Json:
    """Return what the records are of: institution, year, date, documents, filters, warehouse, rows."""
    scope, asked = answer.scope, answer.asked
    of: Row = {}
    if scope is not None:
        of = {
            "organization_id": scope.organization_id,
            "fiscal_year": scope.fiscal_year,
            "as_of": scope.as_of,
            "documents": [asdict(report) for report in scope.reports],
        }
    narrowing = _narrowing(answer.resource)
    stated = {
        **_OF.record(of, scope),
        "filters": {name: asked.own.get(name, getattr(asked.filters, name, None)) for name in narrowing},
        "warehouse": warehouse(snapshot),
    }
    if answer.total is not None:
        stated |= {"total": answer.total, "limit": asked.limit, "offset": asked.offset}
    return stated


def links(answer: Answer) -> Json:
    """Return the addresses of this answer, of the rows around it, of its page and of the description."""
    asked, total = answer.asked, answer.total
    after, before = asked.offset + asked.limit, max(0, asked.offset - asked.limit)
    around = {
        "next": answer.path + asked.query(offset=after) if total is not None and after < total else None,
        "previous": answer.path + asked.query(offset=before) if total and asked.offset else None,
    }
    page = answer.page
    if isinstance(answer.resource.answers, Dated):
        page = dated_address(page, answer.scope, asked.filters)
    return {
        "self": answer.path + asked.query(offset=asked.offset),
        **around,
        "page": page,
        "describedby": f"{BASE}/openapi.json",
    }


def carried(body: Json, build: str | None) -> Json:
    """Return an answer whose links, its records' too, stay with the build that is asked for."""
    return body if build is None else {key: _carried(key, value, build) for key, value in body.items()}


def _carried(key: str, value: Any, build: str) -> Any:  # noqa: ANN401 -- whatever JSON holds
    if key == "links":
        return {
            name: address if address is None or name == "describedby" else at_build(address, build)
            for name, address in value.items()
        }
    if isinstance(value, list):
        return [_carried("", each, build) for each in value]
    return carried(value, build) if isinstance(value, dict) else value


def schema(resource: Resource, record: Json) -> Json:
    """Return the JSON Schema of an answer. record: of its records."""
    paging: Json = {}
    if not isinstance(resource.answers, About):
        paging["total"] = {"type": "integer", "minimum": 0, "description": "All rows, on every page of them."}
        paging |= {p.name: {**p.schema, "description": p.description} for p in (LIMIT, OFFSET)}
    narrowing = {
        name: {"type": ["string", "null"], "description": "As asked; null where it narrows nothing."}
        for name in _narrowing(resource)
    }
    stated = {
        **_OF.schema()["properties"],
        "filters": closed_object(narrowing, "What narrows the rows."),
        "warehouse": WAREHOUSE.schema(),
        **paging,
    }
    addresses = {
        name: {"type": ["string", "null"], "format": "uri-reference", "description": description}
        for name, description in _LINKS.items()
    }
    data = record if isinstance(resource.answers, About) else {"type": "array", "items": record}
    return closed_object(
        {
            "meta": closed_object(stated, "What the records are of."),
            "links": closed_object(addresses, "Addresses on this server."),
            "data": data,
        }
    )


def _narrowing(resource: Resource) -> list[str]:
    if not isinstance(resource.answers, Dated):
        return []
    own = [parameter.name for parameter in resource.answers.own]
    return [name for name in (*resource.answers.filters, *own) if name not in _OF_SCOPE]
