"""One sample warehouse for all tests of the dashboard, and a view of it."""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from lxml import html
from sqlalchemy import Connection

from dashboard.answers.desk import Desk
from dashboard.answers.store import AnswerStore
from dashboard.app import create_app
from dashboard.shell.filters import from_query
from dashboard.shell.page import View
from dashboard.shell.preferences import preferences
from dashboard.shell.routing import Router
from dashboard.topics import all_pages
from dashboard.warehouse.snapshots import Snapshot, Snapshots
from dashboard.web.downloads import Asked, exported
from dashboard.web.jobs import Jobs
from etl.pipeline import build_warehouse
from tests.conftest import MAPPINGS, ROOT
from tests.sample_warehouse import build_sample


@pytest.fixture(scope="session")
def warehouse_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample warehouse's file."""
    return build_sample(tmp_path_factory.mktemp("warehouse") / "sample.duckdb")


@pytest.fixture(scope="session")
def snapshots(warehouse_path: Path) -> Iterator[Snapshots]:
    """The sample warehouse, open."""
    opened = Snapshots(warehouse_path)
    yield opened
    opened.close()


@pytest.fixture
def snapshot(snapshots: Snapshots) -> Iterator[Snapshot]:
    """The newest build of the sample warehouse."""
    with snapshots.snapshot() as opened:
        yield opened


@pytest.fixture
def connection(snapshot: Snapshot) -> Connection:
    """A connection to the sample warehouse."""
    return snapshot.connection


@pytest.fixture(scope="session")
def unwritten(tmp_path_factory: pytest.TempPathFactory) -> Iterator[AnswerStore]:
    """Answers that nobody writes."""
    opened = AnswerStore(f"sqlite:///{tmp_path_factory.mktemp('answers') / 'answers.sqlite'}")
    yield opened
    opened.close()


@pytest.fixture
def router(snapshots: Snapshots, unwritten: AnswerStore) -> Iterator[Router]:
    """The pages over the sample warehouse, inside a request."""
    with Flask("test").app_context():
        yield Router(snapshots, all_pages(), desk=lambda: Desk(unwritten))


@pytest.fixture
def view_of(router: Router, snapshot: Snapshot) -> Callable[..., View]:
    """Make the view of an address."""

    def make(code: str, path: str = "/", search: str = "") -> View:
        reading = from_query(search, router.page_of(code).own)
        view, _, _ = router.view_of(
            snapshot, router.page_of(code), path, reading, preferences(None, reading)[0]
        )
        assert view is not None
        return view

    return make


@pytest.fixture(scope="session")
def committed_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The warehouse of the committed facts."""
    path = tmp_path_factory.mktemp("committed") / "warehouse.duckdb"
    build_warehouse(ROOT / "etl" / "data", path, mappings_dir=MAPPINGS)
    return path


@pytest.fixture(scope="session")
def committed(committed_path: Path) -> FlaskClient:
    """The dashboard over the committed facts: what readers of the five reports see."""
    return create_app(committed_path).server.test_client()


@pytest.fixture
def committed_router(committed_path: Path) -> Iterator[Router]:
    """The pages over the committed facts, inside a request."""
    opened = Snapshots(committed_path)
    with Flask("test").app_context():
        yield Router(opened, all_pages())
    opened.close()


@pytest.fixture
def told(committed: FlaskClient) -> Callable[[str], str]:
    """Return the words of a page of the committed facts, as its first document has them."""

    def read(address: str) -> str:
        answer = committed.get(address)
        assert answer.status_code == 200
        (main,) = html.fromstring(answer.get_data(as_text=True)).xpath("//main")
        return " ".join(" ".join(main.itertext()).split())

    return read


@pytest.fixture
def jobs(warehouse_path: Path, tmp_path: Path) -> Jobs:
    """Where large files are made, over the sample warehouse."""
    return Jobs(warehouse_path, tmp_path / "jobs")


@pytest.fixture
def taken(router: Router, jobs: Jobs) -> Callable[..., tuple[str, bytes]]:
    """Take a page away: the file's name and its bytes."""

    def take(**asked: Any) -> tuple[str, bytes]:
        sent, *_ = exported(router, jobs, Asked(**asked))
        return sent["filename"], base64.b64decode(sent["content"])

    return take
