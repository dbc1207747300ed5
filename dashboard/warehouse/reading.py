"""Asks the warehouse each question once: the file never changes while it is open, so answers may be kept."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any, Concatenate, Final, ParamSpec, TypeVar, cast

from sqlalchemy import Connection, Select

from dashboard.warehouse.query_cache import QueryCache

P = ParamSpec("P")
A = TypeVar("A")
R = TypeVar("R")
ANSWERS: Final = QueryCache(32 * 1024 * 1024)
"""The answers that this process keeps, of every warehouse file that it has open."""


def kept(query: Callable[Concatenate[Connection, P], A]) -> Callable[Concatenate[Connection, P], A]:
    """Answer a question once per warehouse and arguments, which are hashable or lists of such.

    Writing a statement costs as much as a small warehouse takes to answer it: neither is done again, and of
    readers who come at once the first does it. Answers are shared between readers, and read-only.
    """

    @wraps(query)
    def answer(connection: Connection, /, *args: P.args, **kwargs: P.kwargs) -> A:
        given = tuple(tuple(value) if isinstance(value, list) else value for value in args)
        key = (query, given, tuple(sorted(kwargs.items())) if kwargs else ())
        return cast("A", ANSWERS.answer(connection.engine, key, lambda: query(connection, *args, **kwargs)))

    return answer


def rows(connection: Connection, statement: Select[*tuple[Any, ...]], of: type[R]) -> Sequence[R]:
    """Return the rows of a select. of: the TypedDict that declares its columns.

    TypeError where the select has other columns than are declared.
    """
    declared = of.__annotations__.keys()
    if declared != set(statement.selected_columns.keys()):
        differ = ", ".join(sorted(declared ^ set(statement.selected_columns.keys())))
        raise TypeError(f"{of.__name__} and its select differ in {differ}")
    return cast("Sequence[R]", connection.execute(statement).mappings().all())


def only(connection: Connection, statement: Select[*tuple[Any, ...]], of: type[R]) -> R:
    """Return the one row of an aggregate, which always has one."""
    (row,) = rows(connection, statement, of)
    return row


def first(connection: Connection, statement: Select[*tuple[Any, ...]], of: type[R]) -> R | None:
    """Return the first row, or None."""
    found = rows(connection, statement, of)
    return found[0] if found else None
