"""Runs a select once per warehouse: the file never changes while it is open, so its answers may be kept."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Sequence
from typing import Any, cast
from weakref import WeakKeyDictionary

from sqlalchemy import Connection, Engine, Select

from dashboard.rows import Row

_KEPT_PER_WAREHOUSE = 512
_Key = tuple[str, tuple[tuple[str, str], ...]]
# By engine: a new warehouse file comes with a new engine, and the old answers go with the old one.
_answers: WeakKeyDictionary[Engine, OrderedDict[_Key, Sequence[Row]]] = WeakKeyDictionary()
_turn = threading.Lock()


def rows(connection: Connection, statement: Select[*tuple[Any, ...]]) -> Sequence[Row]:
    """Return the rows of a select, by column name. They are shared between readers, and read-only."""
    compiled = statement.compile(connection.engine)
    key = (str(compiled), tuple(sorted((name, repr(value)) for name, value in compiled.params.items())))
    with _turn:
        kept = _answers.setdefault(connection.engine, OrderedDict())
        if key in kept:
            kept.move_to_end(key)
            return kept[key]
    found = cast("Sequence[Row]", connection.execute(statement).mappings().all())
    with _turn:
        kept[key] = found
        while len(kept) > _KEPT_PER_WAREHOUSE:
            kept.popitem(last=False)
    return found


def only(connection: Connection, statement: Select[*tuple[Any, ...]]) -> Row:
    """Return the one row of an aggregate, which always has one."""
    (row,) = rows(connection, statement)
    return row


def first(connection: Connection, statement: Select[*tuple[Any, ...]]) -> Row | None:
    """Return the first row, or None."""
    found = rows(connection, statement)
    return found[0] if found else None
