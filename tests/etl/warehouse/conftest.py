"""A bench for the checks, made once."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.etl.warehouse.tiny import Bench, opened_bench


@pytest.fixture(scope="session")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bench]:
    with opened_bench(tmp_path_factory.mktemp("bench") / "bench.duckdb") as made:
        yield made
