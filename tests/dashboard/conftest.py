"""One sample warehouse for all tests of the dashboard, and a view of it."""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Connection

from dashboard.downloads import Asked, exported
from dashboard.filters import from_query
from dashboard.page import View
from dashboard.pages import all_pages
from dashboard.preferences import preferences
from dashboard.routing import Router
from dashboard.store import Store
from dashboard.workshop import Workshop
from tests.sample_warehouse import build_sample


@pytest.fixture(scope="session")
def warehouse_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample warehouse's file."""
    return build_sample(tmp_path_factory.mktemp("warehouse") / "sample.duckdb")


@pytest.fixture(scope="session")
def store(warehouse_path: Path) -> Iterator[Store]:
    """The sample warehouse, open."""
    opened = Store(warehouse_path)
    yield opened
    opened.close()


@pytest.fixture
def connection(store: Store) -> Iterator[Connection]:
    """A connection to the sample warehouse."""
    with store.connection() as lent:
        yield lent


@pytest.fixture
def router(store: Store) -> Iterator[Router]:
    """The pages over the sample warehouse, inside a request."""
    with Flask("test").app_context():
        yield Router(store, all_pages())


@pytest.fixture
def view_of(router: Router, connection: Connection) -> Callable[..., View]:
    """Make the view of an address."""

    def make(code: str, path: str = "/", search: str = "") -> View:
        reading = from_query(search, router.page_of(code).own)
        view, _, _ = router.view_of(
            connection, router.page_of(code), path, reading, preferences(None, reading)[0]
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
