"""How many statements a view asks that nobody has opened: what others have asked is there."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from flask import Flask

from dashboard.shell.routing import Router
from dashboard.topics import all_pages
from dashboard.warehouse.snapshots import Snapshots
from tests.dashboard.statements import statements_asked
from tests.sample_warehouse import FOUNDATION

_MOST_AGAIN = 4
_MOST_AT_FIRST = {
    "/": 25, "/directions": 9, "/execution": 14, "/goals": 9, "/programs": 9, "/teams": 8, "/trends": 14,
    "/brief": 23, "/sources": 8,
}  # fmt: skip
"""Of a report that nobody has opened: each of them may become smaller, and none larger."""
_OPENED = tuple(_MOST_AT_FIRST)


@pytest.fixture
def fresh(tmp_path: Path, warehouse_path: Path) -> Iterator[Router]:
    """The pages of a warehouse that nobody has asked anything."""
    snapshots = Snapshots(Path(shutil.copy(warehouse_path, tmp_path / "fresh.duckdb")))
    with Flask("test").app_context():
        yield Router(snapshots, all_pages())
    snapshots.close()


def _asked(router: Router, path: str, search: str) -> list[str]:
    with statements_asked() as asked:
        assert router.rendered(path, search, None).status == 200
    return asked


@pytest.mark.parametrize("path", _MOST_AT_FIRST)
def test_the_first_view_of_a_report_asks_few(fresh: Router, path: str) -> None:
    # What is the same for every report of a build was asked by whoever came first to another one.
    fresh.rendered("/", "?year=2026", None)
    asked = _asked(fresh, path, f"?org={quote(FOUNDATION)}&year=2023")
    assert len(asked) <= _MOST_AT_FIRST[path], asked


@pytest.mark.parametrize("search", ["&unit=won", "&lang=en", "&status=behind", "&funding=unknown"])
def test_another_view_of_an_opened_report_asks_next_to_nothing(fresh: Router, search: str) -> None:
    of = f"?org={quote(FOUNDATION)}&year=2023"
    for path in _OPENED:
        fresh.rendered(path, of, None)
    # A choice has sums of its own, which the warehouse makes; all else is narrowed from what was read.
    most = {path: len(_asked(fresh, path, of + search)) for path in _OPENED}
    assert {path: n for path, n in most.items() if n > _MOST_AGAIN} == {}
