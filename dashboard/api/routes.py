"""The blueprint: from a request under /api/ to JSON. Whatever happens, a program gets JSON to read."""

from __future__ import annotations

import hashlib
import logging
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import Final

import orjson
from flask import Blueprint, Response, request

from dashboard.answers.desk import Desk
from dashboard.answers.store import AnswersError
from dashboard.api.addresses import BASE, subject_address
from dashboard.api.envelope import Answer, carried, links, meta, warehouse
from dashboard.api.openapi import VERSION, description
from dashboard.api.parameters import AT_BUILD
from dashboard.api.problem import FAILED, MEDIA_TYPE, NO_WAREHOUSE, NOT_FOUND, READ_ONLY, ProblemError
from dashboard.api.reading import Asked, parameters_of, question_of, read, shortened, unknown_build
from dashboard.api.resource import About, Dated, Question, Resource, Undated
from dashboard.api.shape import Json
from dashboard.shell.filters import Filters
from dashboard.ui.rows import Row
from dashboard.warehouse.query_cache import QueryCache
from dashboard.warehouse.scopes import Scope, resolve, subject_home
from dashboard.warehouse.snapshots import Snapshot, Snapshots, UnknownBuildError
from dashboard.warehouse.store import WarehouseError
from dashboard.warehouse.thresholds import thresholds

_LOG = logging.getLogger(__name__)
_ROOM = "/api"
_LISTS: Final = QueryCache(8 * 1024 * 1024)
"""Lists as they were sent: apart from what pages ask, which who reads everything would push out."""
Text = tuple[bytes, str]
"""What is sent, and its ETag."""
_ALLOWED = "GET, HEAD, OPTIONS"
_MENDS = {
    "missing": "There is no warehouse file yet. Run python -m etl on the server, then ask again.",
    "unreadable": "The warehouse file cannot be read. Run python -m etl on the server to build it anew.",
}


def api(
    snapshots: Snapshots, resources: Sequence[Resource], desk: Callable[[], Desk] | None = None
) -> Blueprint:
    """Return the API over the snapshots of a warehouse. desk: what people write, as the asker has it."""
    door = _Door(snapshots, resources, desk)
    blueprint = Blueprint("api", __name__)
    # Not by rules: those pass over a doubled slash, and a method that HTTP does not know never comes to one.
    blueprint.before_app_request(door.answer)
    return blueprint


class _Door:
    """Answers every request under /api/."""

    def __init__(
        self, snapshots: Snapshots, resources: Sequence[Resource], desk: Callable[[], Desk] | None
    ) -> None:
        self._snapshots = snapshots
        self._desk = desk
        self._resources = tuple(resources)
        self._description = description(resources)

    def answer(self) -> Response | None:
        """Return the answer to the request under way, or the problem with it; None where it is not for us."""
        if request.path != _ROOM and not request.path.startswith(f"{_ROOM}/"):
            return None
        try:
            return self._answered()
        except ProblemError as problem:
            return _problem_response(problem)
        except UnknownBuildError as error:
            return _problem_response(unknown_build(error))
        except WarehouseError as error:
            _LOG.warning("no warehouse: %s", error)
            return _problem_response(ProblemError(kind=NO_WAREHOUSE, detail=_MENDS[error.reason]))
        except AnswersError as error:
            _LOG.warning("no answers: %s", error)
            detail = "The database of what people write cannot be reached. Ask again in a while."
            return _problem_response(ProblemError(kind=NO_WAREHOUSE, detail=detail))
        except Exception:  # noqa: BLE001 -- a program is owed an answer; it is logged
            _LOG.exception("%s cannot be answered", shortened(request.path))
            detail = "This is a fault of the server, and is logged there. The query is not to blame."
            return _problem_response(ProblemError(kind=FAILED, detail=detail))

    def _answered(self) -> Response:
        made = self._maker(unicodedata.normalize("NFC", request.path))
        if request.method == "OPTIONS":
            return Response(status=204, headers={"Allow": _ALLOWED})
        if request.method not in _ALLOWED.split(", "):
            detail = f"Ask it with {_ALLOWED}; nothing can be changed here."
            raise ProblemError(kind=READ_ONLY, detail=detail)
        return _response(made())

    def _maker(self, path: str) -> Callable[[], Text]:
        """Return what makes the answer of an address."""
        if path in (BASE, f"{BASE}/"):
            return self._index
        if path == f"{BASE}/openapi.json":
            return self._described
        for resource in self._resources:
            # A list is asked for with or without a slash at its end, as pages are.
            if path.removesuffix("/") == BASE + resource.path:
                return partial(self._listed, resource)
        for resource in self._resources:
            start = BASE + resource.path.partition("{")[0]
            if isinstance(resource.answers, About) and path.startswith(start) and path != start:
                return partial(self._alone, resource, resource.answers, path.removeprefix(start))
        known = [f"{BASE}/", *(BASE + each.path for each in self._resources), f"{BASE}/openapi.json"]
        raise ProblemError(kind=NOT_FOUND, detail=f"There are: {', '.join(known)}.")

    def _index(self) -> Text:
        asked = read(request.query_string, (AT_BUILD,))
        with self._snapshots.snapshot(build=asked.build) as snapshot:
            connection = snapshot.connection
            body = {
                "title": self._description["info"]["title"],
                "version": VERSION,
                "warehouse": warehouse(snapshot),
                "builds": [build.load_id for build in snapshot.others()],
                "thresholds": thresholds(connection),
                "resources": [
                    {
                        "name": resource.code,
                        "summary": resource.summary,
                        "description": resource.description,
                        "address": BASE + resource.path,
                        "page": resource.page,
                    }
                    for resource in self._resources
                ],
                "links": {"self": f"{BASE}/", "describedby": f"{BASE}/openapi.json"},
            }
        return _text(carried(body, asked.build))

    def _described(self) -> Text:
        read(request.query_string, ())
        return _text(self._description)

    def _listed(self, resource: Resource) -> Text:
        asked = read(request.query_string, parameters_of(resource))
        with self._snapshots.snapshot(build=asked.build) as snapshot:
            make = partial(self._list, resource, asked, snapshot)
            if snapshot.is_draft or (isinstance(resource.answers, Dated) and resource.answers.is_written):
                return make()
            question = resource.path, request.query_string, snapshot.build.load_id
            found: Text = _LISTS.answer(snapshot.connection.engine, question, make)
            return found

    def _list(self, resource: Resource, asked: Asked, snapshot: Snapshot) -> Text:
        connection = snapshot.connection
        scope: Scope | None = None
        shown: Sequence[Row] = ()
        total = 0
        if isinstance(resource.answers, Undated):
            total = resource.answers.count(connection)
            shown = resource.answers.rows(connection, asked.offset, asked.limit)
        elif isinstance(resource.answers, Dated):
            question = question_of(connection, resource.answers, asked)
            if question is not None:
                question = replace(question, desk=self._desk and self._desk())
                scope, found = question.scope, resource.answers.rows(question)
                total, shown = len(found), found[asked.offset : asked.offset + asked.limit]
        answer = Answer(
            resource=resource, path=BASE + resource.path, page=resource.page, asked=asked, scope=scope,
            total=total,
        )  # fmt: skip
        data = [resource.shape.record(row, scope) for row in shown]
        body = {"meta": meta(snapshot, answer), "links": links(answer), "data": data}
        return _text(carried(body, asked.build))

    def _alone(self, resource: Resource, about: About, subject: str) -> Text:
        asked = read(request.query_string, parameters_of(resource))
        start, _, _ = resource.path.partition("/{")
        with self._snapshots.snapshot(build=asked.build) as snapshot:
            connection = snapshot.connection
            home = subject_home(connection, about.kind, subject)
            scope = resolve(connection, Filters(), home).scope if home is not None else None
            if scope is None:
                detail = f"There is no {about.kind} {shortened(subject)}. The list names those there are."
                raise ProblemError(kind=NOT_FOUND, detail=f"{detail} See {BASE}{start}.")
            row = about.row(Question(connection=connection, scope=scope, subject=subject))
            answer = Answer(
                resource=resource, path=subject_address(BASE + start, subject),
                page=subject_address(resource.page, subject), asked=asked, scope=scope, total=None,
            )  # fmt: skip
            data = resource.shape.record(row, scope)
            body = {"meta": meta(snapshot, answer), "links": links(answer), "data": data}
        return _text(carried(body, asked.build))


def _text(body: Json) -> Text:
    text = orjson.dumps(body, option=orjson.OPT_APPEND_NEWLINE)
    # The body names its warehouse and its query in normal form, so its hash stands for both, and for the
    # version of the product that wrote it.
    return text, hashlib.sha256(text).hexdigest()[:32]


def _response(made: Text) -> Response:
    text, digest = made
    response = Response(text, mimetype="application/json")
    response.set_etag(digest)
    response.headers["Cache-Control"] = "no-cache"
    response.make_conditional(request)
    return response


def _problem_response(problem: ProblemError) -> Response:
    body = problem.body(request.path)
    text = orjson.dumps(body, option=orjson.OPT_APPEND_NEWLINE)
    response = Response(text, status=problem.kind.status, mimetype=MEDIA_TYPE)
    response.headers["Cache-Control"] = "no-store"
    if problem.kind is READ_ONLY:
        response.headers["Allow"] = _ALLOWED
    return response
