"""The OpenAPI description, made of the same declarations that the resources answer from."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.api import problem
from dashboard.api.addresses import BASE
from dashboard.api.envelope import WAREHOUSE, schema
from dashboard.api.parameters import AT_BUILD, Parameter
from dashboard.api.reading import parameters_of
from dashboard.api.resource import About, Resource
from dashboard.api.shape import Json, closed_object

VERSION = "1.0.0"
_ABOUT = """Read-only figures of the institution's council reports, as the dashboard's pages show them.

- Amounts are whole won (names end in `_won`). Rates and shares are percent, and never rounded.
- What is missing is null; zero is a printed zero. Statuses are codes.
- Every figure names the document and line that it was read from: `document_id`, `line`, `links.source`.
- A list states the number of all its rows (`meta.total`) and where it goes on (`links.next`).
- Without a choice an answer is of the newest report that has executed figures; `meta` says which.
- A query is read strictly: a key that is unknown, empty or repeated, and a value that means nothing, is a 400
  that names it and what may stand there.
- Answers carry a strong ETag: send it as If-None-Match, and nothing new is a 304 without a body. HEAD and
  OPTIONS are answered at every address. Names of things are Korean, as printed.
"""
_ETAG: Json = {
    "ETag": {
        "description": "Changes where the answer does. Strong.",
        "required": True,
        "schema": {"type": "string"},
    }
}
_PROBLEMS = {kind.code: kind for kind in problem.KINDS}


def description(resources: Sequence[Resource]) -> Json:
    """Return the OpenAPI 3.1 document."""
    schemas: Json = {"Problem": _problem_schema(), "Index": index_schema()}
    paths: Json = {
        "/": _operation("index", "Index", "What there is.", "All resources.", (AT_BUILD,), "Index", ())
    }
    paths["/openapi.json"] = _operation(
        "openapi", "This description", "OpenAPI 3.1.", "This document.", (), None, ()
    )
    for resource in resources:
        schemas[resource.title] = resource.shape.schema()
        record: Json = {"$ref": f"#/components/schemas/{resource.title}"}
        schemas[f"{resource.title}Answer"] = schema(resource, record)
        paths[resource.path] = _operation(
            resource.code, resource.summary, resource.description, resource.summary,
            parameters_of(resource), f"{resource.title}Answer", _ids(resource),
        )  # fmt: skip
    return {
        "openapi": "3.1.0",
        "info": {"title": "Executive performance dashboard", "version": VERSION, "description": _ABOUT},
        "servers": [{"url": BASE, "description": "This server."}],
        "paths": paths,
        "components": {
            "schemas": schemas,
            "responses": {
                "NotModified": {"description": "Nothing changed since that ETag.", "headers": _ETAG},
                **{kind.code: _problem_response(kind) for kind in problem.KINDS},
            },
        },
    }


def index_schema() -> Json:
    """Return the JSON Schema of the index."""
    text, address = {"type": "string"}, {"type": "string", "format": "uri-reference"}
    template = {"type": "string", "format": "uri-template", "description": "An id stands in braces."}
    resource = closed_object(
        {"name": text, "summary": text, "description": text, "address": template, "page": address}
    )
    return closed_object(
        {
            "title": text,
            "version": text,
            "warehouse": WAREHOUSE.schema(),
            "builds": {
                "type": "array",
                "items": {**text, "description": "A load_id that may be asked for as build."},
                "description": "The earlier builds that are kept, newest first.",
            },
            "thresholds": {
                "type": "object",
                "description": "The limits of the status rules that this warehouse was made with.",
                "additionalProperties": text,
            },
            "resources": {"type": "array", "items": resource},
            "links": closed_object({"self": address, "describedby": address}),
        }
    )


def _operation(
    code: str,
    summary: str,
    text: str,
    success: str,
    parameters: Sequence[Parameter],
    answer: str | None,
    ids: Sequence[Json],
) -> Json:
    content = {"type": "object"} if answer is None else {"$ref": f"#/components/schemas/{answer}"}
    responses: Json = {
        "200": {
            "description": success,
            "headers": _ETAG,
            "content": {"application/json": {"schema": content}},
        },
        "304": {"$ref": "#/components/responses/NotModified"},
    }
    for kind in problem.KINDS:
        if kind is not problem.NOT_FOUND or ids:
            responses[str(kind.status)] = {"$ref": f"#/components/responses/{kind.code}"}
    operation = {
        "operationId": code,
        "summary": summary,
        "description": text,
        "parameters": [*ids, *(_parameter(parameter) for parameter in parameters)],
        "responses": responses,
    }
    return {"get": operation}


def _parameter(parameter: Parameter) -> Json:
    where = f" {parameter.mend}" + (f" See {parameter.see}." if parameter.see else "")
    return {
        "name": parameter.name,
        "in": "query",
        "description": parameter.description + where,
        "required": False,
        "schema": dict(parameter.schema),
    }


def _ids(resource: Resource) -> list[Json]:
    if not isinstance(resource.answers, About):
        return []
    return [
        {
            "name": resource.answers.key,
            "in": "path",
            "description": "The id, as the rows of the list name it.",
            "required": True,
            "schema": {"type": "string", "minLength": 1},
        }
    ]


def _problem_schema() -> Json:
    text = {"type": "string"}
    wrong = closed_object(
        {
            "parameter": {**text, "description": "The key of the query; ? for the query itself."},
            "value": {**text, "description": "What stands there, shortened."},
            "reason": {
                **text,
                "enum": [
                    "unknown_parameter", "malformed", "empty", "repeated", "unknown_value",
                    "of_another_year", "too_many", "too_long",
                ],
                "description": "What is wrong with it, a code.",
            },
            "detail": {**text, "description": "What is wrong, and what mends it."},
            "allowed": {
                "type": ["array", "null"],
                "items": text,
                "description": "Every value that may stand there; null where no list can say it.",
            },
            "see": {
                "type": ["string", "null"],
                "format": "uri-reference",
                "description": "Where such values are found.",
            },
        }
    )  # fmt: skip
    return closed_object(
        {
            "type": {**text, "format": "uri-reference", "description": "Which kind of problem it is."},
            "title": text,
            "status": {"type": "integer"},
            "detail": {**text, "description": "What is wrong, and what mends it."},
            "instance": {**text, "description": "The address that was asked for."},
            "errors": {
                "type": "array",
                "items": wrong,
                "description": "Everything in the query that cannot be used.",
            },
        },
        "RFC 9457.",
    )


def _problem_response(kind: problem.Kind) -> Json:
    return {
        "description": f"{kind.title}.",
        "content": {problem.MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
    }
