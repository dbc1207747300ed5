"""Measures long lists: the page of 2,000 programmes, the API's lists, a worker's memory after many views.

    .venv/bin/python -m bench.lists [--large large.duckdb]

The server is asked over the loopback. With a warehouse of `bench.large` its lists are read too, and the
memory of a worker is looked at after 400 and 1,400 views. Exit code 1 where a budget is not kept.
"""

from __future__ import annotations

import argparse
import itertools
import json
import sys
import tempfile
import time
from pathlib import Path

from bench.pages import rows, told
from bench.serving import Reader, percentile, resident_mb, timed
from bench.views import Views
from tests.serving import served
from tests.synthetic_warehouse import MANY_PROGRAMS, build

_UNITS = ("won", "thousand_won", "million_won", "hundred_million_won")
_STATUSES = ("", "behind", "watch", "on_pace", "over", "pending")
_VIEWS = (400, 1400)
_MOST_MB = 350
_KB = 1024


def programmes(warehouse: Path) -> None:
    """The list of 2,000 programmes: how much is sent, and how long a view takes that nobody has seen."""
    with served(warehouse) as server:
        reader = Reader(server.port)
        # The report itself has been read, as it has once somebody has opened any page of it.
        reader.page("/")
        views = [
            f"/programs?unit={unit}" + (f"&status={status}" if status else "")
            for unit, status in itertools.product(_UNITS, _STATUSES)
        ]
        asked = [timed(reader.page, view) for view in views]
        took, sizes = [ms for ms, _ in asked], [len(answer[1]) / _KB for _, answer in asked]
        told(
            "2,000 programmes, packed", f"{max(sizes):.0f} KB", "60 KB", max(sizes) / 60, "≤ 1 ×",
            keeps=max(sizes) <= 60,
        )  # fmt: skip
        middle = percentile(took, 0.5)
        told(
            "2,000 programmes, a view not seen before, p50", f"{middle:.0f} ms", "60 ms", middle / 60,
            "≤ 1 ×", keeps=middle <= 60,
        )  # fmt: skip
        _lists(reader, ("/programs", "/goals", "/findings"))


def large(warehouse: Path) -> None:
    """The lists of a large warehouse, and a worker's memory after many views of it."""
    with served(warehouse, WORKERS="1") as server:
        reader = Reader(server.port)
        views = iter(Views(warehouse, institutions=1000))
        before = 0.0
        for number in range(1, _VIEWS[-1] + 1):
            reader.page(next(views))
            if number in _VIEWS:
                held = resident_mb(server)[0]
                told(
                    f"a worker after {number} views of 1,000 institutions", f"{held:.0f} MB",
                    f"{before or _MOST_MB:.0f} MB", held / (before or _MOST_MB), f"≤ {_MOST_MB} MB",
                    keeps=held <= _MOST_MB,
                )  # fmt: skip
                before = held
    with served(warehouse, WORKERS="1") as server:
        _lists(Reader(server.port), ("/scopes", "/documents"))


def _lists(reader: Reader, paths: tuple[str, ...]) -> None:
    for path in paths:
        for how in ("first", "again"):
            address: str | None = f"/api/v1{path}?limit=1000"
            count, seconds = 0, 0.0
            for _ in range(5):
                before = time.perf_counter()
                _, text = reader.get(str(address))
                seconds += time.perf_counter() - before
                body = json.loads(text)
                count += len(body["data"])
                address = body["links"]["next"]
                if address is None:
                    break
            told(
                f"/api/v1{path}, {how}", f"{count / seconds:,.0f} rows/s", "100,000 rows/s",
                count / seconds / 100_000, "≥ 1 ×" if how == "again" else "–",
                keeps=how == "first" or count >= 100_000 * seconds,
            )  # fmt: skip


def main() -> int:
    """Measure, and print the table."""
    parser = argparse.ArgumentParser(prog="python -m bench.lists", description=__doc__)
    parser.add_argument("--large", type=Path, help="a warehouse that bench.large made")
    asked = parser.parse_args()
    print("| measure | here | beside | ratio | budget | kept |\n| --- | --- | --- | --- | --- | --- |")
    with tempfile.TemporaryDirectory() as folder:
        programmes(build(Path(folder) / "many.duckdb", MANY_PROGRAMS))
    if asked.large is not None:
        large(asked.large)
    return 0 if all(row[-1] for row in rows) else 1


if __name__ == "__main__":
    sys.exit(main())
