"""One sample warehouse for all tests of the dashboard, and a view of it."""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Connection

from dashboard.shell.filters import from_query
from dashboard.shell.page import View
from dashboard.shell.preferences import preferences
from dashboard.shell.routing import Router
from dashboard.topics import all_pages
from dashboard.warehouse.shelf import Edition, Shelf
from dashboard.web.downloads import Asked, exported
from dashboard.web.jobs import Workshop
from tests.sample_warehouse import build_sample


@pytest.fixture(scope="session")
def warehouse_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample warehouse's file."""
    return build_sample(tmp_path_factory.mktemp("warehouse") / "sample.duckdb")


@pytest.fixture(scope="session")
def shelf(warehouse_path: Path) -> Iterator[Shelf]:
    """The sample warehouse, open."""
    opened = Shelf(warehouse_path)
    yield opened
    opened.close()


@pytest.fixture
def edition(shelf: Shelf) -> Iterator[Edition]:
    """The newest build of the sample warehouse."""
    with shelf.edition() as opened:
        yield opened


@pytest.fixture
def connection(edition: Edition) -> Connection:
    """A connection to the sample warehouse."""
    return edition.connection


@pytest.fixture
def router(shelf: Shelf) -> Iterator[Router]:
    """The pages over the sample warehouse, inside a request."""
    with Flask("test").app_context():
        yield Router(shelf, all_pages())


@pytest.fixture
def view_of(router: Router, edition: Edition) -> Callable[..., View]:
    """Make the view of an address."""

    def make(code: str, path: str = "/", search: str = "") -> View:
        reading = from_query(search, router.page_of(code).own)
        view, _, _ = router.view_of(
            edition, router.page_of(code), path, reading, preferences(None, reading)[0]
        )
        assert view is not None
        return view

    return make


@pytest.fixture
def workshop(warehouse_path: Path, tmp_path: Path) -> Workshop:
    """Where large files are made, over the sample warehouse."""
    return Workshop(warehouse_path, tmp_path / "workshop")


@pytest.fixture
def taken(router: Router, workshop: Workshop) -> Callable[..., tuple[str, bytes]]:
    """Take a page away: the file's name and its bytes."""

    def take(**asked: Any) -> tuple[str, bytes]:
        sent, *_ = exported(router, workshop, Asked(**asked))
        return sent["filename"], base64.b64decode(sent["content"])

    return take
