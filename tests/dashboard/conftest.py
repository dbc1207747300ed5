"""One sample warehouse for all tests of the dashboard, and a view of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import Connection

from dashboard.filters import from_query
from dashboard.page import View
from dashboard.pages import all_pages
from dashboard.preferences import preferences
from dashboard.routing import Router
from dashboard.store import Store
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
