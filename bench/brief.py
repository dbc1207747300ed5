"""Measures the brief of 2,000 programmes as a file: time, peak memory of every process together, size.

    python bench/brief.py

The warehouse is made up and the same on every machine. Each file is made by the command that the dashboard
itself begins for a large brief.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
import zipfile
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import psutil
import pypdfium2

ROOT = Path(__file__).resolve().parents[1]
KINDS = ("zip", "hwpx", "xlsx")
READERS = ("council", "institution")
BUDGET_MB = 300
EVERY_SECONDS = 0.005
MEBIBYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Cost:
    """What one file took. memory_mb: the most that its processes held at one moment, all together."""

    seconds: float
    memory_mb: float
    file_mb: float
    sheets: int | None


def made(warehouse: Path, out: Path, reader: str) -> Cost:
    """Make one file and return what it took."""
    command = [sys.executable, "-m", "dashboard", "brief", "--warehouse", str(warehouse), "--out", str(out)]
    begun = time.perf_counter()
    job = subprocess.Popen([*command, "--reader", reader], cwd=ROOT, stderr=subprocess.DEVNULL)
    first, most = psutil.Process(job.pid), 0
    while job.poll() is None:
        with suppress(psutil.NoSuchProcess):
            most = max(most, sum(map(resident, [first, *first.children(recursive=True)])))
        time.sleep(EVERY_SECONDS)
    seconds = time.perf_counter() - begun
    if job.returncode:
        sys.exit(f"{out.name}: not made; run it alone: {' '.join(command)}")
    sheets = None
    if out.suffix == ".zip":
        with zipfile.ZipFile(out) as package:
            sheets = sum(len(pypdfium2.PdfDocument(package.read(name))) for name in package.namelist())
    return Cost(seconds, most / MEBIBYTE, out.stat().st_size / MEBIBYTE, sheets)


def resident(process: psutil.Process) -> int:
    """Return the bytes that a process holds in memory; one that has just ended holds none."""
    with suppress(psutil.NoSuchProcess):
        return int(process.memory_info().rss)
    return 0


def main() -> int:
    """Print the table; 1 where a file takes more memory than it may."""
    sys.path.insert(0, str(ROOT))
    from tests.synthetic_warehouse import MANY_PROGRAMS, build

    costs = []
    print("| file | reader | seconds | peak memory, all processes | size | sheets |")
    print("| --- | --- | --- | --- | --- | --- |")
    with tempfile.TemporaryDirectory() as scratch:
        warehouse = build(Path(scratch) / "warehouse.duckdb", MANY_PROGRAMS)
        for kind in KINDS:
            for reader in READERS:
                cost = made(warehouse, Path(scratch) / f"brief.{kind}", reader)
                costs.append(cost)
                cells = (
                    kind.upper(), reader, f"{cost.seconds:.1f}", f"{cost.memory_mb:.0f} MB",
                    f"{cost.file_mb:.1f} MB", "–" if cost.sheets is None else str(cost.sheets),
                )  # fmt: skip
                print(f"| {' | '.join(cells)} |", flush=True)
    return 1 if max(cost.memory_mb for cost in costs) > BUDGET_MB else 0


if __name__ == "__main__":
    sys.exit(main())
