"""Measures the ETL: CPU of reading and of building, peak memory, and growth with a report's length.

    python bench/etl.py [FOLDER OF REPORTS]

Each measurement is a process of its own, so that memory and caches of one do not help the next.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
REPORTS = ROOT.parent / "shared" / "reports"
RUNS = 5
REPEATS = (1, 10, 100)
_WHO = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)


def measured(task: str, *arguments: str) -> dict[str, float]:
    """Run one task in a process of its own; return its CPU seconds and peak memory."""
    command = [sys.executable, __file__, "--task", task, *arguments]
    done = subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT)
    return dict(json.loads(done.stdout))


def median_of(task: str, *arguments: str) -> dict[str, float]:
    """Return the median CPU and the largest memory of several runs."""
    runs = [measured(task, *arguments) for _ in range(RUNS)]
    return {
        "cpu_s": sorted(run["cpu_s"] for run in runs)[RUNS // 2],
        "memory_mb": max(run["memory_mb"] for run in runs),
    }


def _cpu_seconds() -> float:
    """Return what this process has used, and those that it started and that have ended."""
    used = [resource.getrusage(who) for who in _WHO]
    return sum(one.ru_utime + one.ru_stime for one in used)


def run_task(task: str, arguments: list[str]) -> None:
    """Do one task and print what it cost, without the imports that every command pays."""
    sys.path.insert(0, str(ROOT))
    from etl import extraction, pipeline
    from etl.kinds import recognise
    from etl.readers.text import read

    before = _cpu_seconds()
    if task == "extract":
        extraction.extract([Path(argument) for argument in arguments])
    elif task == "build":
        with tempfile.TemporaryDirectory() as scratch:
            pipeline.build_warehouse(ROOT / "etl" / "data", Path(scratch) / "warehouse.duckdb")
    else:
        content = Path(arguments[0]).read_bytes().rstrip(b"\n") + b"\n"
        recognise(read("report.txt", content * int(arguments[1])))
    cost = {
        "cpu_s": _cpu_seconds() - before,
        "memory_mb": max(resource.getrusage(who).ru_maxrss for who in _WHO) / 1024,
    }
    print(json.dumps(cost))


def main() -> None:
    """Print the table."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else REPORTS
    reports = sorted(folder.glob("*.txt"))
    if not reports:
        sys.exit(f"{folder}: no reports (*.txt) there; give their folder")
    print("| measure | CPU seconds (median of 5) | peak memory |\n| --- | --- | --- |")
    cost = median_of("extract", *map(str, reports))
    print(f"| {len(reports)} reports into facts | {cost['cpu_s']:.2f} | {cost['memory_mb']:.0f} MB |")
    cost = median_of("build")
    print(f"| facts into a warehouse | {cost['cpu_s']:.2f} | {cost['memory_mb']:.0f} MB |")
    largest = max(reports, key=lambda path: path.stat().st_size)
    for repeats in REPEATS:
        cost = measured("repeat", str(largest), str(repeats))
        per = cost["cpu_s"] / repeats * 1000
        cells = (
            f"{largest.name} × {repeats}",
            f"{cost['cpu_s']:.2f} ({per:.0f} ms each)",
            f"{cost['memory_mb']:.0f} MB",
        )
        print(f"| {' | '.join(cells)} |")


if __name__ == "__main__":
    if len(sys.argv) > 2 and sys.argv[1] == "--task":
        run_task(sys.argv[2], sys.argv[3:])
    else:
        main()
