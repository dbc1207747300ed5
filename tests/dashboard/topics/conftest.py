"""Every row that a test of a topic reads is held to its declaration."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.dashboard.declared_rows import held_to_declarations


@pytest.fixture(autouse=True)
def _rows_as_declared() -> Iterator[None]:
    with held_to_declarations():
        yield
