"""Holds every row that is read to its declaration, value by value: it would take the product's time."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from types import NoneType, UnionType
from typing import Any, Literal, TypeVar, get_args, get_origin, get_type_hints

import pytest
from sqlalchemy import Connection, Select

from dashboard.topics import all_pages, all_resources
from dashboard.warehouse.reading import rows

R = TypeVar("R")


def wrong_values(found: Sequence[Any], of: type) -> list[str]:
    """Return each value that is not of the type that is declared for its column."""
    kinds = {column: _kinds_of(kind) for column, kind in get_type_hints(of).items()}
    return [
        f"{of.__name__}.{column} is {value!r}"
        for row in found
        for column, value in row.items()
        if not any(_is_of(value, kind) for kind in kinds[column])
    ]


def _kinds_of(declared: Any) -> tuple[Any, ...]:
    return get_args(declared) if isinstance(declared, UnionType) else (declared,)


def _is_of(value: object, kind: Any) -> bool:
    """An int is no float here, and a bool no int: each leaves the product as another value."""
    if get_origin(kind) is Literal:
        return value in get_args(kind)
    if get_origin(kind) is list:
        return type(value) is list and all(type(each) in get_args(kind) for each in value)
    return type(value) is (NoneType if kind is None else kind)


@contextmanager
def held_to_declarations() -> Iterator[set[str]]:
    """Fail what reads a row that is not as declared. Yields the names of the rows that are read."""
    names: set[str] = set()

    def strict(connection: Connection, statement: Select[Any], of: type[R]) -> Sequence[R]:
        found = rows(connection, statement, of)
        names.add(of.__name__)
        wrong = wrong_values(found, of)
        assert not wrong, "; ".join(wrong[:5])
        return found

    # They import the modules of queries: one that came later would keep what is put in place here.
    all_pages()
    all_resources()
    with pytest.MonkeyPatch.context() as patch:
        for name, module in [*sys.modules.items()]:
            if name.startswith("dashboard.") and getattr(module, "rows", None) is rows:
                patch.setattr(module, "rows", strict)
        yield names
