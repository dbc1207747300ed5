"""For those who watch over the server: is it alive, and can it show anything?"""

from __future__ import annotations

import logging
from http import HTTPStatus

from flask import Blueprint, Response, jsonify
from sqlalchemy.exc import SQLAlchemyError

from dashboard.topics.documents.queries import newest
from dashboard.warehouse.store import Store, WarehouseError

_LOG = logging.getLogger(__name__)
_REASONS = {
    "missing": "There is no warehouse file yet: run python -m etl on the server.",
    "unreadable": "The warehouse file cannot be read: run python -m etl on the server to build it anew.",
}


def health(store: Store, *, tells_date: bool) -> Blueprint:
    """Return /healthz, which never touches the warehouse, and /readyz, which reads it.

    tells_date: whether the newest date may be told to everybody: that of a document need not be published.
    """
    blueprint = Blueprint("health", __name__)

    @blueprint.get("/healthz")
    def alive() -> Response:
        return _said({"status": "alive"}, HTTPStatus.OK)

    @blueprint.get("/readyz")
    def ready() -> Response:
        try:
            with store.connection() as connection:
                found = newest(connection)
        except WarehouseError as error:
            return _unready(_REASONS[error.reason])
        except SQLAlchemyError as error:
            _LOG.error("the warehouse cannot be read", exc_info=error)
            return _unready(_REASONS["unreadable"])
        as_of = found["as_of"]
        stated = {"load_id": found["load_id"]}
        if tells_date:
            stated["as_of"] = None if as_of is None else as_of.isoformat()
        return _said({"status": "ready", "warehouse": stated}, HTTPStatus.OK)

    return blueprint


def _unready(reason: str) -> Response:
    return _said({"status": "unready", "reason": reason}, HTTPStatus.SERVICE_UNAVAILABLE)


def _said(body: dict[str, object], status: HTTPStatus) -> Response:
    response = jsonify(body)
    response.status_code = status
    response.headers["Cache-Control"] = "no-store"
    return response
