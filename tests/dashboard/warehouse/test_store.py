"""A running dashboard takes up a new warehouse by itself, and no reader notices."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from sqlalchemy import func, select

from dashboard.warehouse.store import Store, WarehouseError
from etl.warehouse.schema import document
from tests.sample_warehouse import build_empty, build_sample


def _documents(store: Store) -> int:
    with store.connection() as connection:
        return int(connection.execute(select(func.count()).select_from(document)).scalar_one())


def test_a_missing_file_is_said_and_found_later(tmp_path: Path) -> None:
    store = Store(tmp_path / "warehouse.duckdb")
    with pytest.raises(WarehouseError) as raised, store.connection():
        pass
    assert raised.value.reason == "missing"
    build_sample(store.path)
    assert _documents(store) == 4
    store.close()


def test_a_file_that_is_no_warehouse_is_said(tmp_path: Path) -> None:
    path = tmp_path / "warehouse.duckdb"
    path.write_text("no warehouse")
    with pytest.raises(WarehouseError) as raised, Store(path).connection():
        pass
    assert raised.value.reason == "unreadable"


def test_a_file_that_goes_away_stops_nobody(tmp_path: Path) -> None:
    store = Store(build_sample(tmp_path / "warehouse.duckdb"))
    assert _documents(store) == 4
    store.path.unlink()
    assert _documents(store) == 4
    store.close()


def test_a_new_file_is_taken_up_under_way(tmp_path: Path) -> None:
    store = Store(build_sample(tmp_path / "warehouse.duckdb"))
    seen: set[int] = set()
    failures: list[Exception] = []
    stop = threading.Event()

    def read() -> None:
        while not stop.is_set():
            try:
                seen.add(_documents(store))
            except WarehouseError as error:
                failures.append(error)

    readers = [threading.Thread(target=read) for _ in range(3)]
    for reader in readers:
        reader.start()
    build_empty(store.path)
    after = [_documents(store) for _ in range(5)]
    stop.set()
    for reader in readers:
        reader.join()
    store.close()
    assert after == [0] * 5
    assert failures == []
    assert seen <= {0, 4}
