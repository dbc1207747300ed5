"""What the warehouse has answered: asked once, by whoever comes first; bounded by what it weighs."""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from dashboard.warehouse.query_cache import QueryCache, weight_of
from etl.warehouse.connect import Share, reading_engine

_MB = 2**20


@pytest.fixture
def engine(warehouse_path: Path) -> Iterator[Engine]:
    opened = reading_engine(warehouse_path)
    yield opened
    opened.dispose()


def test_of_many_who_ask_at_once_the_first_does_the_work(engine: Engine) -> None:
    cache, asked, all_there = QueryCache(_MB), [], threading.Event()

    def ask() -> str:
        asked.append(threading.get_ident())
        assert all_there.wait(30)
        return "answer"

    with ThreadPoolExecutor(8) as readers:
        answers = [readers.submit(cache.answer, engine, "question", ask) for _ in range(8)]
        # Nobody has an answer before the first is done with it.
        assert not any(answer.done() for answer in answers)
        all_there.set()
        assert {answer.result(30) for answer in answers} == {"answer"}
    assert len(asked) == 1


def test_who_waited_for_one_that_failed_asks_for_themselves(engine: Engine) -> None:
    cache, first_is_asking, may_fail = QueryCache(_MB), threading.Event(), threading.Event()

    def fail() -> str:
        first_is_asking.set()
        assert may_fail.wait(30)
        raise RuntimeError("the first one's own")

    with ThreadPoolExecutor(2) as readers:
        first = readers.submit(cache.answer, engine, "question", fail)
        assert first_is_asking.wait(30)
        second = readers.submit(cache.answer, engine, "question", lambda: "answer")
        may_fail.set()
        assert second.result(30) == "answer"
        with pytest.raises(RuntimeError, match="the first one's own"):
            first.result(30)


def test_a_question_may_ask_others(engine: Engine) -> None:
    cache = QueryCache(_MB)
    outer = cache.answer(engine, "outer", lambda: cache.answer(engine, "inner", lambda: 1) + 1)
    assert (outer, cache.answer(engine, "inner", lambda: 5)) == (2, 1)


def test_of_several_parts_the_missing_ones_are_asked_for_together(engine: Engine) -> None:
    cache, asked = QueryCache(_MB), []

    def ask(parts: list[str]) -> dict[str, str]:
        asked.append(parts)
        return {part: part.upper() for part in parts if part != "nothing"}

    assert cache.each(engine, "q", ["a", "b"], ask) == {"a": "A", "b": "B"}
    assert cache.each(engine, "q", ["b", "nothing", "c"], ask) == {"b": "B", "c": "C"}
    # That there is nothing is known by now too.
    assert cache.each(engine, "q", ["nothing", "a"], ask) == {"a": "A"}
    assert asked == [["a", "b"], ["nothing", "c"]]


def test_answers_stay_within_their_bytes_and_the_oldest_go_first(engine: Engine) -> None:
    cache = QueryCache(_MB)
    for number in range(40):
        cache.answer(engine, number, lambda: "x" * 100_000)
        # What is asked for again and again stays.
        assert cache.answer(engine, 0, lambda: "asked again") != "asked again"
        assert cache.bytes <= _MB
    assert 8 <= len(cache) <= 11
    assert cache.answer(engine, 1, lambda: "asked again") == "asked again"


def test_one_answer_may_be_larger_than_all_bounds(engine: Engine) -> None:
    cache = QueryCache(1000)
    assert len(cache.answer(engine, "long", lambda: "x" * 10_000)) == 10_000
    assert len(cache.answer(engine, "long", lambda: "")) == 10_000


def test_the_answers_of_a_file_go_with_it(warehouse_path: Path) -> None:
    cache = QueryCache(_MB)
    for _ in range(3):
        engine = reading_engine(warehouse_path)
        cache.answer(engine, "question", lambda: "answer")
        engine.dispose()
        del engine
        gc.collect()
    assert (len(cache), cache.bytes) == (0, 0)


def test_the_weight_of_rows_grows_with_them(engine: Engine) -> None:
    with engine.connect() as connection:

        def rows(number: int) -> int:
            select = text("SELECT repeat('가', 50) || i AS a, i AS b FROM range(:n) AS r(i)")
            return weight_of(connection.execute(select, {"n": number}).mappings().all())

        assert 200_000 < rows(1000) < 600_000
        assert 9 < rows(10_000) / rows(1000) < 11


@pytest.mark.parametrize("workers", [1, 2, 64])
def test_the_reading_of_many_workers_stays_within_the_machine(workers: int, warehouse_path: Path) -> None:
    share = Share.of(workers)
    engine = reading_engine(warehouse_path, share)
    with engine.connect() as connection:
        told = connection.execute(
            text("SELECT current_setting('threads') AS n, current_setting('memory_limit') AS m")
        ).one()
    engine.dispose()
    assert (told.n, 1 <= share.threads <= 2) == (share.threads, True)
    # It says MiB of the MB that it was told.
    assert float(told.m.split()[0]) == pytest.approx(share.memory_mb * 10**6 / 2**20, abs=0.1)
    assert 512 <= share.memory_mb <= 1024
