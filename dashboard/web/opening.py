"""Opens the pages of a warehouse as readers will, before they do: each kind of page of each kind of document.

A load asks it of its draft (`python -m dashboard check`): a page that fails is found by who loads, and the
old warehouse stays.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

from flask import Flask
from flask.testing import FlaskClient

from dashboard.api.addresses import BASE, subject_address
from dashboard.api.resource import About, Undated
from dashboard.api.routes import api
from dashboard.shell.page import Page, View
from dashboard.shell.routing import Router
from dashboard.topics import all_pages, all_resources
from dashboard.topics.documents import specimen_queries as specimens
from dashboard.topics.documents.specimen_queries import Specimen
from dashboard.warehouse.snapshots import Snapshots
from dashboard.warehouse.store import WarehouseError

_LOG = logging.getLogger(__name__)
_FAILED = 500


class OpeningError(Exception):
    """A page or an answer of the API that fails: one line with its address, the document and the reason."""


@dataclass(frozen=True, slots=True)
class Opened:
    """What was opened. documents: how many reports' pages, of how many reports."""

    addresses: int
    documents: int
    of: int


def open_all(warehouse_path: Path, seconds: float) -> Opened:
    """Open the pages of a warehouse and what the API says of it. OpeningError at the first that fails.

    Of documents whose facts have the same shape, one is opened. seconds: after so long the rest is left,
    and the answer says how much was opened.
    """
    until = time.monotonic() + seconds
    heard = _Heard()
    log = logging.getLogger("dashboard")
    log.addHandler(heard)
    propagates, log.propagate = log.propagate, False
    try:
        with closing(Snapshots(warehouse_path)) as snapshots:
            server = Flask(__name__)
            server.register_blueprint(api(snapshots, all_resources()))
            with server.app_context():
                return _opened(snapshots, Router(snapshots, all_pages()), server.test_client(), heard, until)
    except WarehouseError as error:
        raise OpeningError(f"{error.path.name}: {error.reason}; build it with: python -m etl") from error
    finally:
        log.removeHandler(heard)
        log.propagate = propagates


class _Heard(logging.Handler):
    """Remembers why the last page failed: a page says it to the log only."""

    reason = ""

    def emit(self, record: logging.LogRecord) -> None:
        if record.exc_info is not None and record.exc_info[1] is not None:
            error = record.exc_info[1]
            self.reason = f"{type(error).__name__}: {error}".splitlines()[0]


def _opened(snapshots: Snapshots, router: Router, client: FlaskClient, heard: _Heard, until: float) -> Opened:
    pages, seen = all_pages(), 0
    tried: set[tuple[str, str]] = set()
    with snapshots.snapshot() as snapshot:
        documents = specimens.in_order(snapshot.connection)
        for document_id in documents:
            if seen and time.monotonic() > until:
                break
            for one in specimens.of_document(snapshot.connection, document_id):
                for address in (*page_addresses(one, pages), *api_addresses(one)):
                    if address in tried:
                        continue
                    tried.add(address)
                    if not _opens(router, client, *address):
                        path, query = address
                        reason = heard.reason or "it does not say why"
                        raise OpeningError(f"{path}{query} of {document_id} cannot be opened ({reason})")
            seen += 1
    return Opened(len(tried), seen, len(documents))


def _opens(router: Router, client: FlaskClient, path: str, query: str) -> bool:
    if path.startswith(f"{BASE}/"):
        return client.get(path + query).status_code < _FAILED
    if router.rendered(path, query, None).status >= _FAILED:
        return False
    try:
        with router.viewed(path, query, None) as (page, view):
            if page is not None and view is not None:
                _taken(page, view)
    except Exception:  # noqa: BLE001 -- whatever it is, the page's file cannot be made; the log has it
        _LOG.exception("%s cannot be taken away", path)
        return False
    return True


def _taken(page: Page, view: View) -> None:
    """Make what the files of a page hold. Setting them takes longer, and is the same for every document."""
    page.sheet(view, None)
    page.tables(view)
    if page.document is not None:
        page.document(view)


def page_addresses(one: Specimen, pages: Sequence[Page]) -> Iterator[tuple[str, str]]:
    """Yield path and query of every page that shows something of a document."""
    for page in pages:
        if page.subject is None:
            yield page.path, _query(one) if page.is_dated else ""
        else:
            for subject in one.subjects[page.subject]:
                yield subject_address(page.path.partition("/<")[0], subject), ""


def api_addresses(one: Specimen) -> Iterator[tuple[str, str]]:
    """Yield path and query of every resource that tells something of a document."""
    for resource in all_resources():
        path = BASE + resource.path
        if isinstance(resource.answers, About):
            for subject in one.subjects[resource.answers.kind]:
                yield subject_address(path.partition("/{")[0], subject), ""
        else:
            yield path, "" if isinstance(resource.answers, Undated) else _query(one)


def _query(one: Specimen) -> str:
    said = {"org": one.organization_id, "year": one.fiscal_year, "as_of": one.as_of}
    return "?" + urlencode({key: value for key, value in said.items() if value is not None})
