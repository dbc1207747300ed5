"""Lets two hundred readers ask at once for a minute: no error, p95 under a second, and memory that stays.

    .venv/bin/python -m bench.load [SECONDS] [READERS]

Every reader is a connection of its own that asks for another view as soon as it has one. Exit code 1 where a
promise is broken. `--leak` makes the server keep every answer, to see that growing memory is noticed.
"""

from __future__ import annotations

import multiprocessing
import sys
import tempfile
import threading
import time
from pathlib import Path

from bench.serving import Reader, percentile, resident_mb, timed
from bench.views import Views
from etl.pipeline import build_warehouse
from tests.serving import DASHBOARD, ROOT, served

PROCESSES = 4
MOST_P95_MS = 1000.0
MOST_GROWTH = 1.1

Answered = tuple[list[float], list[str]]


def _read(port: int, views: list[str], until: float, took: list[float], wrong: list[str]) -> None:
    reader = Reader(port)
    number = 0
    while time.time() < until:
        view = views[number % len(views)]
        number += 1
        try:
            took.append(timed(reader.page, view)[0])
        except (OSError, RuntimeError) as error:
            wrong.append(f"{view}: {error}")
            reader = Reader(port)


def _readers(port: int, mixes: list[list[str]], until: float, told: multiprocessing.Queue[Answered]) -> None:
    took: list[float] = []
    wrong: list[str] = []
    threads = [threading.Thread(target=_read, args=(port, mix, until, took, wrong)) for mix in mixes]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    told.put((took, wrong))


def main() -> int:
    """Run the trial; 1 where a promise is broken."""
    numbers = [int(argument) for argument in sys.argv[1:] if argument.isdigit()]
    seconds, readers = (*numbers, *(60, 200)[len(numbers) :])[:2]
    app = "bench.leaking:server" if "--leak" in sys.argv else DASHBOARD
    with tempfile.TemporaryDirectory() as folder:
        warehouse = Path(folder) / "warehouse.duckdb"
        build_warehouse(ROOT / "etl" / "data", warehouse)
        with served(warehouse, app, WORKERS="2") as server:
            views = iter(Views(warehouse, seed=4))
            common = [next(views) for _ in range(400)]
            mixes = [common[number:] + common[:number] for number in range(0, 2 * readers, 2)]
            # What is kept is bounded: its room is filled before memory is looked at.
            for view in common:
                Reader(server.port).page(view)
            told: multiprocessing.Queue[Answered] = multiprocessing.Queue()
            until = time.time() + seconds
            own = [mixes[number::PROCESSES] for number in range(PROCESSES)]
            crowd = [
                multiprocessing.Process(target=_readers, args=(server.port, mix, until, told)) for mix in own
            ]
            for process in crowd:
                process.start()
            time.sleep(seconds / 4)
            before = sum(resident_mb(server))
            time.sleep(seconds * 5 / 8)
            after = sum(resident_mb(server))
            answers = [told.get(timeout=seconds + 120) for _ in crowd]
            for process in crowd:
                process.join()
    took = [value for values, _ in answers for value in values]
    wrong = [text for _, texts in answers for text in texts]
    p95 = percentile(took, 0.95)
    print(f"{readers} readers, {seconds} s: {len(took)} answers, {len(took) / seconds:.0f} a second")
    print(
        f"p50 {percentile(took, 0.5):.0f} ms, p95 {p95:.0f} ms, worst {max(took):.0f} ms; {len(wrong)} errors"
    )
    print(
        f"the workers' memory: {before:.0f} MB after a quarter of the time, {after:.0f} MB at the end of it"
    )
    for text in wrong[:5]:
        print(text)
    broken = [
        name
        for name, is_broken in (
            ("errors", bool(wrong)),
            ("p95", p95 > MOST_P95_MS),
            ("memory", after > MOST_GROWTH * before),
        )
        if is_broken
    ]
    print(f"broken: {', '.join(broken)}" if broken else "all promises are kept")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
