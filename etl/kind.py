"""What a kind is: one file in `etl/kinds`, which says what it reads and which other kinds it must follow.

Kinds never call one another. What one finds for others (directions, programmes, pages) it puts into the
`Context`; who needs it there names the kind that puts it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter

from etl import facts
from etl.blocks import Table
from etl.outline.context import Context
from etl.outline.money_parts import MoneyPart


@dataclass(frozen=True, slots=True)
class OfMoney:
    """Reads parts of tables of money, by the roles that their columns hold.

    A part may be of several kinds: a comparison of years on a programme's own page is both.
    """

    takes: Callable[[MoneyPart], bool]
    read: Callable[[Sequence[MoneyPart], Context], list[facts.Row]]


@dataclass(frozen=True, slots=True)
class OfTables:
    """Reads tables that it claims, and none that another kind claims too.

    is_remainder: whether it claims only what no other kind does.
    """

    claims: Callable[[Table, Context], bool]
    read: Callable[[Sequence[Table], Context], list[facts.Row]]
    is_remainder: bool = False


@dataclass(frozen=True, slots=True)
class OfDocument:
    """Reads the document as a whole."""

    read: Callable[[Context], list[facts.Row]]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of facts. needs: the names of the kinds that are read before it."""

    name: str
    reads: OfMoney | OfTables | OfDocument
    needs: tuple[str, ...] = ()


class KindError(Exception):
    """The kinds do not fit together: one needs what is not there, or itself."""


def in_order(kinds: Sequence[Kind]) -> list[Kind]:
    """Return the kinds so that each follows what it needs; of those that may be next, the first by name."""
    named = {kind.name: kind for kind in kinds}
    for kind in kinds:
        if missing := sorted(set(kind.needs) - named.keys()):
            raise KindError(f"the kind {kind.name} needs {', '.join(missing)}, which is no kind")
    waiting = TopologicalSorter({kind.name: kind.needs for kind in kinds})
    try:
        waiting.prepare()
    except CycleError as error:
        raise KindError("kinds need one another: " + " -> ".join(error.args[1])) from None
    ordered: list[Kind] = []
    ready: list[str] = []
    while waiting.is_active():
        ready = sorted([*ready, *waiting.get_ready()])
        name = ready.pop(0)
        ordered.append(named[name])
        waiting.done(name)
    return ordered
