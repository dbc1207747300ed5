"""The statements that the warehouse is asked, as the engines tell of them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Engine, event


@contextmanager
def statements_asked() -> Iterator[list[str]]:
    """Yield the statements that DuckDB is asked meanwhile; what people write is another database's."""
    asked: list[str] = []

    def note(connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if connection.dialect.name == "duckdb":
            asked.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield asked
    finally:
        event.remove(Engine, "before_cursor_execute", note)
