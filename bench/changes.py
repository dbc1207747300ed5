"""Measures loads: of many reports at once, of one more, of nothing; and holds each against one made anew.

    .venv/bin/python -m bench.changes [REPORTS] [--history STEPS]

The reports are the committed ones, under the names of many institutions. Each load is a process of its own;
its CPU is that of all its processes, its memory that of the largest. `--history` makes so many random changes
instead (reports put, replaced, taken away, declared) and says whether their rows are those of a load that
makes everything anew; it ends with 1 where they are not.
"""

from __future__ import annotations

import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from etl import fact_folder, pipeline, reviewed
from etl.institution import document_of

ROOT = Path(__file__).resolve().parents[1]
COMMITTED = ROOT / "etl" / "data"
REPORTS = 1_000
_WHO = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)


def institutions(facts_dir: Path, count: int) -> Iterator[list[str]]:
    """Write the committed reports under the names of so many others; yield the folders of each."""
    documents = {name: _files(COMMITTED / name) for name in fact_folder.names(COMMITTED)}
    owners = sorted({name.split("-")[0] for name in documents}, key=len, reverse=True)
    lines: dict[str, list[str]] = {path.name: [] for path in sorted(COMMITTED.glob("*.csv"))}
    for number in range(count):

        def renamed(text: str, prefix: str = f"기관{number:05d}") -> str:
            for owner in owners:
                text = text.replace(owner, prefix + owner)
            return text

        folders = []
        for name, files in documents.items():
            folder = facts_dir / renamed(name)
            folder.mkdir(parents=True)
            for file, text in files.items():
                (folder / file).write_text(renamed(text), encoding="utf-8")
            folders.append(folder.name)
        for name, own in lines.items():
            head, *rest = (COMMITTED / name).read_text(encoding="utf-8").splitlines()
            own += [head, *rest] if not own else [] if name == "themes.csv" else map(renamed, rest)
        yield folders
    for name, own in lines.items():
        (facts_dir / name).write_text("\n".join(own) + "\n", encoding="utf-8")


def _files(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text(encoding="utf-8") for path in folder.iterdir()}


def measured(facts_dir: Path, warehouse: Path) -> dict[str, float]:
    """Load in a process of its own; return its CPU seconds, its memory and how long it took."""
    command = [sys.executable, "-m", "bench.changes", "--load", str(facts_dir), str(warehouse)]
    done = subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT)
    return dict(json.loads(done.stdout.splitlines()[-1]))


def _load(facts_dir: Path, warehouse: Path) -> None:
    before, began = _cpu_seconds(), time.monotonic()
    built = pipeline.build_warehouse(facts_dir, warehouse, mappings_dir=ROOT / "etl" / "mappings")
    cost = {
        "cpu_s": _cpu_seconds() - before,
        "memory_mb": max(resource.getrusage(who).ru_maxrss for who in _WHO) / 1024,
        "seconds": time.monotonic() - began,
        "documents": built.result.documents,
        "changed": len(built.changed),
    }
    print(json.dumps(cost))


def _cpu_seconds() -> float:
    used = [resource.getrusage(who) for who in _WHO]
    return sum(one.ru_utime + one.ru_stime for one in used)


def _table(reports: int) -> int:
    with tempfile.TemporaryDirectory() as folder:
        facts_dir, warehouse = Path(folder) / "facts", Path(folder) / "warehouse.duckdb"
        each = len(fact_folder.names(COMMITTED))
        made = list(institutions(facts_dir, reports // each))
        last = facts_dir / max(made[-1])
        aside = Path(folder) / last.name
        last.rename(aside)
        time.sleep(3)  # A folder that was written just now is read again: that is not what is measured.
        print("| load | CPU seconds | largest process | by the clock | made anew |")
        print("| --- | --- | --- | --- | --- |")
        print(_row(f"{reports - 1:,} reports, the first load", measured(facts_dir, warehouse)))
        print(_row("the same again", measured(facts_dir, warehouse)))
        aside.rename(last)
        print(_row("one report more", measured(facts_dir, warehouse)))
        last.rename(aside)
        print(_row("the report taken away", measured(facts_dir, warehouse)))
        print(f"\n{warehouse.stat().st_size / 1e6:.0f} MB")
        wrong = pipeline.verify(facts_dir, warehouse, mappings_dir=ROOT / "etl" / "mappings")
        print("the rows are those of a load that makes all anew" if not wrong else f"differs: {wrong}")
        return 1 if wrong else 0


def _row(name: str, cost: dict[str, float]) -> str:
    return (
        f"| {name} | {cost['cpu_s']:.2f} | {cost['memory_mb']:.0f} MB | {cost['seconds']:.1f} s |"
        f" {cost['changed']:.0f} institutions |"
    )


def _history(steps: int, seed: int = 7) -> int:
    chance = random.Random(seed)
    with tempfile.TemporaryDirectory() as folder:
        facts_dir, warehouse = Path(folder) / "facts", Path(folder) / "warehouse.duckdb"
        names = [name for made in institutions(facts_dir, 6) for name in made]
        aside = Path(folder) / "aside"
        aside.mkdir()
        for step in range(1, steps + 1):
            for name in chance.sample(names, chance.randrange(1, 3)):
                _change(chance, facts_dir, aside, name)
            if fact_folder.names(facts_dir, may_be_empty=True):
                pipeline.build_warehouse(facts_dir, warehouse)
            if step % 50 == 0 or step == steps:
                wrong = pipeline.verify(facts_dir, warehouse)
                print(f"{step} changes: {wrong or 'the same rows'}", flush=True)
                if wrong:
                    return 1
    return 0


def _change(chance: random.Random, facts_dir: Path, aside: Path, name: str) -> None:
    """Put a report back or take it away, replace it, or declare it."""
    folder, away = facts_dir / name, aside / name
    if away.exists():
        away.rename(folder)
        return
    match chance.choice(("take", "replace", "replace", "declare")):
        case "take" if len(fact_folder.names(facts_dir)) > 1:
            folder.rename(away)
        case "replace":
            path = folder / "set_aside.csv"
            head, *rows = path.read_text(encoding="utf-8").splitlines()
            kept = (
                [row for row in rows if chance.random() > 0.1]
                if not any('"' in row for row in rows)
                else rows
            )
            path.write_text("\n".join([head, *kept]) + "\n", encoding="utf-8")
        case _:
            path = facts_dir / reviewed.PUBLISHED
            before = path.read_bytes() if path.exists() else None
            document = document_of(fact_folder.read_document(folder))
            is_published = chance.random() > 0.3
            path.write_bytes(
                reviewed.declared(before, document.document_id, document.sha256, is_published=is_published)
            )


def main() -> int:
    """Print the table, or what a history ends in; 1 where rows differ."""
    match sys.argv[1:]:
        case ["--load", facts_dir, warehouse]:
            _load(Path(facts_dir), Path(warehouse))
            return 0
        case ["--history", steps]:
            return _history(int(steps))
        case [reports]:
            return _table(int(reports))
        case _:
            return _table(REPORTS)


if __name__ == "__main__":
    sys.exit(main())
