"""Measures a report of a hundred pages in each format: CPU and memory of reading it, and of showing a page.

    python -m bench.formats [format ...] [command picture viewer]

The report is one of the real ones, repeated until typst sets a hundred pages of it, and written by the
writers of tests/documents. Each is read in a process of its own, as the command does; CPU is the middle of
RUNS. Exit code 1 where a budget is not kept.
"""

from __future__ import annotations

import argparse
import hashlib
import http.client
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import duckdb
import pypdfium2

from etl import extraction, fact_folder, pipeline
from tests.documents import delimited, docx, html, hwp, hwpx, pdf_typst, xlsx
from tests.serving import HOST, ROOT, served

REPORT = "002_c27027af2e870ea5.txt"
PAGES = 100
RUNS = 3
# The readers were begun with the next commit.
BEFORE_READERS = "da04f75"
START_OVER = 1.25
"""How much longer than before the readers the command may take to start."""
_STARTS = 9
_PATIENCE = 600.0
WRITERS: dict[str, Callable[[str], bytes]] = {
    "pdf": pdf_typst.write_typst, "hwpx": hwpx.write, "xlsx": xlsx.write_as_offices_do, "docx": docx.write,
    "html": html.write, "hwp": hwp.write, "csv": delimited.write,
}  # fmt: skip
SECONDS = {"pdf": 20.0, "hwpx": 3.0, "xlsx": 3.0, "docx": 3.0}
MEGABYTES = {"pdf": 400.0}
_SHOWN = ("command", "picture", "viewer")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the table. kept: whether it is within its budget; None where there is none."""

    measure: str
    value: str
    memory: str
    budget: str = "–"
    kept: bool | None = None

    def __str__(self) -> str:
        said = {True: "yes", False: "NO", None: ""}[self.kept]
        return f"| {self.measure} | {self.value} | {self.memory} | {self.budget} | {said} |"


def report(folder: Path, name: str, repeats: int) -> Path:
    """Write the repeated report in a format; return its file."""
    text = (ROOT.parent / "shared" / "reports" / REPORT).read_text(encoding="utf-8")
    path = folder / f"보고서.{name}"
    path.write_bytes(WRITERS[name]("\n".join([text] * repeats)))
    return path


def repeats_for_pages(folder: Path) -> int:
    """Return how often the report has to be repeated."""
    with pypdfium2.PdfDocument(report(folder, "pdf", 1)) as document:
        return -(-PAGES // len(document))


def read_once(path: Path) -> None:
    """Read a document as the command does, in a child, and print what the child cost."""
    extraction.read(path)
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    print(json.dumps([used.ru_utime + used.ru_stime, used.ru_maxrss / 1024]))


def reading(path: Path, name: str) -> Line:
    """Return what reading a document costs."""
    command = [sys.executable, "-m", "bench.formats", "--read", str(path)]
    runs = [
        json.loads(subprocess.run(command, check=True, capture_output=True, cwd=ROOT).stdout)
        for _ in range(RUNS)
    ]
    seconds = sorted(run[0] for run in runs)[RUNS // 2]
    memory = max(run[1] for run in runs)
    most = [f"≤ {SECONDS[name]:g} s" if name in SECONDS else ""]
    most += [f"≤ {MEGABYTES[name]:g} MB" if name in MEGABYTES else ""]
    is_kept = seconds <= SECONDS.get(name, seconds) and memory <= MEGABYTES.get(name, memory)
    budget = ", ".join(filter(None, most))
    size = f"{path.stat().st_size / 1e6:.1f} MB"
    return Line(
        f"read {name.upper()} ({size})", f"{seconds:.2f} s", f"{memory:.0f} MB", budget or "–",
        is_kept if budget else None,
    )  # fmt: skip


def command() -> Iterator[Line]:
    """Yield how long the command takes to start without a document, beside before the readers, in turn."""
    with tempfile.TemporaryDirectory() as scratch:
        before = Path(scratch) / "before"
        _git("worktree", "add", "--detach", str(before), BEFORE_READERS)
        try:
            times: dict[Path, list[float]] = {before: [], ROOT: []}
            for _ in range(_STARTS):
                for folder, found in times.items():
                    found.append(_cpu_of([sys.executable, "-m", "etl", "--help"], folder))
        finally:
            _git("worktree", "remove", "--force", str(before))
    then, now = (sorted(found)[_STARTS // 2] for found in times.values())
    yield Line("start of the command, before the readers", f"{then * 1000:.0f} ms", "")
    limit = f"≤ {START_OVER:g} × before"
    yield Line("start of the command", f"{now * 1000:.0f} ms", "", limit, now <= START_OVER * then)


def _git(*arguments: str) -> None:
    subprocess.run(["git", *arguments], check=True, capture_output=True, cwd=ROOT)


def _cpu_of(asked: Sequence[str], folder: Path) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    environment = {**os.environ, "PYTHONPATH": str(folder)}
    subprocess.run(asked, check=True, capture_output=True, cwd=folder, env=environment)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def shown(folder: Path, pdf: Path, chosen: Sequence[str]) -> Iterator[Line]:
    """Yield what it takes to show a cited page of a PDF, by the clock: its picture, and the viewer's page."""
    reports, facts, warehouse = folder / "reports", folder / "facts", folder / "warehouse.duckdb"
    reports.mkdir()
    (reports / pdf.name).write_bytes(pdf.read_bytes())
    found = extraction.extract([pdf])
    fact_folder.write({one.document.document_id: one.rows for one in found}, facts)
    pipeline.build_warehouse(facts, warehouse)
    document = found[0].document.document_id
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        cited = connection.sql("select line, page, box from budget_line where box is not null limit 1")
        line, page, box = cited.fetchall()[0]
    picture = f"/sources/{quote(document)}/pages/{page}.png?box={quote(box)}"
    viewer = f"/sources/{quote(document)}?line={line}"
    with served(warehouse, REPORTS_DIR=str(reports), INBOX_DIR=str(reports)) as server:
        if "picture" in chosen:
            yield Line("a page's picture, first", f"{_answered(server.port, picture):.0f} ms", "")
            kept = sorted(_answered(server.port, picture) for _ in range(_STARTS))[_STARTS // 2]
            yield Line("a page's picture, kept", f"{kept:.0f} ms", "")
        if "viewer" in chosen:
            first = _answered(server.port, viewer)
            yield Line("the source viewer, its file not read yet", f"{first:.0f} ms", "")
            digest = hashlib.sha256(pdf.read_bytes()).hexdigest()
            until = time.monotonic() + _PATIENCE
            while time.monotonic() < until and not list(folder.glob(f"**/{digest}/lines.json")):
                time.sleep(0.2)
            once = _answered(server.port, viewer)
            yield Line("the source viewer, first with its lines", f"{once:.0f} ms", "")
            other = viewer.replace(f"line={line}", f"line={line + 1}")
            yield Line("the source viewer, another line", f"{_answered(server.port, other):.0f} ms", "")


def _answered(port: int, address: str) -> float:
    """Return the milliseconds until an address is answered in full. RuntimeError where it is not with 200."""
    connection = http.client.HTTPConnection(HOST, port, timeout=_PATIENCE)
    start = time.perf_counter()
    connection.request("GET", address)
    answer = connection.getresponse()
    answer.read()
    taken = (time.perf_counter() - start) * 1000
    connection.close()
    if answer.status != http.client.OK:
        raise RuntimeError(f"{address} is answered with {answer.status}")
    return taken


def lines(chosen: Sequence[str]) -> Iterator[Line]:
    """Yield the lines of the table."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        repeats = repeats_for_pages(folder)
        for name in WRITERS:
            if name in chosen:
                yield reading(report(folder, name, repeats), name)
        if "command" in chosen:
            yield from command()
        if set(chosen) & {"picture", "viewer"}:
            yield from shown(folder, report(folder, "pdf", repeats), chosen)


def main() -> int:
    """Print the table; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m bench.formats")
    parser.add_argument("chosen", nargs="*", help=", ".join((*WRITERS, *_SHOWN)))
    parser.add_argument("--read", type=Path, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.read:
        read_once(arguments.read)
        return 0
    broken = 0
    print("| measure | CPU, or time | peak memory | budget | kept |\n| --- | --- | --- | --- | --- |")
    for line in lines(arguments.chosen or (*WRITERS, *_SHOWN)):
        print(line, flush=True)
        broken += line.kept is False
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
