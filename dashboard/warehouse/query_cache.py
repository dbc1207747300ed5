"""Answers of queries that are asked again: each is worked out once, all of them stay within bounds."""

from __future__ import annotations

import sys
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, fields, is_dataclass
from itertools import count, islice
from typing import Any
from weakref import WeakKeyDictionary, finalize

from sqlalchemy import Engine, RowMapping

_SAMPLE = 8
_OBJECT, _ENTRY, _PLACE = 64, 100, 8
"""Bytes of an object, of a place in a dict, and of one in a list, beside what they hold."""


@dataclass(slots=True)
class _UnderWay:
    """A query that somebody is working out. done: set when it is there, or has failed."""

    done: threading.Event


class QueryCache:
    """The answers of one process, over every warehouse file that is open.

    A file never changes while it is open; the answers of one that is let go of go with it. Beyond so many
    bytes those go that were asked for longest ago.
    """

    def __init__(self, most_bytes: int) -> None:
        self._most_bytes = most_bytes
        self._turn = threading.RLock()
        self._numbers = count()
        # Not the engines themselves: they go when nobody reads with them any more.
        self._engines: WeakKeyDictionary[Engine, int] = WeakKeyDictionary()
        self._kept: OrderedDict[Hashable, tuple[Any, int]] = OrderedDict()
        self._under_way: dict[Hashable, _UnderWay] = {}
        self._bytes = 0

    def __len__(self) -> int:
        """How many answers are kept."""
        return len(self._kept)

    @property
    def bytes(self) -> int:
        """About how much memory the answers take."""
        return self._bytes

    def answer(self, engine: Engine, question: Hashable, ask: Callable[[], Any]) -> Any:  # noqa: ANN401 -- the query's own
        """Return the answer to a question. The first who asks works it out, others wait for that.

        Where the first one fails, whoever waited asks for themselves: the reason may be the first one's own.
        """
        while True:
            with self._turn:
                key = self._number(engine), question
                found = self._kept.get(key)
                if found is not None:
                    self._kept.move_to_end(key)
                    return found[0]
                other = self._under_way.get(key)
                if other is None:
                    mine = self._under_way[key] = _UnderWay(threading.Event())
                    break
            other.done.wait()
        try:
            made = ask()
            self._keep(key, made)
        finally:
            with self._turn:
                del self._under_way[key]
            mine.done.set()
        return made

    def each(
        self,
        engine: Engine,
        question: Hashable,
        parts: Iterable[Hashable],
        ask: Callable[[list[Any]], Mapping[Any, Any]],
    ) -> dict[Any, Any]:
        """Return the answer for each part of a question; those that are not kept are asked for in one.

        ask: is given the parts that are missing; what it says nothing of is kept as None, and left out.
        """
        found: dict[Any, Any] = {}
        missing: list[Any] = []
        with self._turn:
            number = self._number(engine)
            for part in parts:
                kept = self._kept.get((number, (question, part)))
                if kept is None:
                    missing.append(part)
                else:
                    self._kept.move_to_end((number, (question, part)))
                    found[part] = kept[0]
        if missing:
            told = ask(missing)
            for part in missing:
                found[part] = told.get(part)
                self._keep((number, (question, part)), found[part])
        return {part: answer for part, answer in found.items() if answer is not None}

    def _keep(self, key: Hashable, made: object) -> None:
        weight = weight_of(made)
        with self._turn:
            self._bytes += weight - self._kept.pop(key, (None, 0))[1]
            self._kept[key] = (made, weight)
            # The newest stays, however large: who waits for it finds it.
            while self._bytes > self._most_bytes and len(self._kept) > 1:
                _, (_, left) = self._kept.popitem(last=False)
                self._bytes -= left

    def _number(self, engine: Engine) -> int:
        number = self._engines.get(engine)
        if number is None:
            number = self._engines[engine] = next(self._numbers)
            finalize(engine, self._forget, number).atexit = False
        return number

    def _forget(self, number: int) -> None:
        with self._turn:
            for key in [key for key in self._kept if key[0] == number]:  # type: ignore[index]
                self._bytes -= self._kept.pop(key)[1]


def weight_of(answer: object) -> int:
    """Return about how many bytes an answer takes; of many parts some are looked at."""
    if isinstance(answer, str | bytes | int | float):
        return sys.getsizeof(answer)
    if isinstance(answer, RowMapping):
        return 2 * _OBJECT + sum(_PLACE + weight_of(value) for value in answer.values())
    if isinstance(answer, Mapping):
        held = list(islice(answer.items(), _SAMPLE))
        entries = sum(_ENTRY + weight_of(key) + weight_of(value) for key, value in held)
        return _OBJECT + _scaled(entries, held, len(answer))
    if isinstance(answer, list | tuple | set | frozenset):
        seen = list(islice(answer, 0, None, max(1, len(answer) // _SAMPLE)))
        return _OBJECT + _scaled(sum(_PLACE + weight_of(each) for each in seen), seen, len(answer))
    if is_dataclass(answer):
        return _OBJECT + sum(_PLACE + weight_of(getattr(answer, field.name)) for field in fields(answer))
    return _OBJECT


def _scaled(weight: int, seen: list[Any], of: int) -> int:
    return weight * of // len(seen) if seen else 0
