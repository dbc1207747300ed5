"""Tries what extracting promises: killed at any moment, a folder of facts holds the old or the new.

    python -m bench.extracting [--kills N] [--break]

Extracts of two contents of the committed facts take turns, and are killed with SIGKILL at random moments
between the first change and the last; each step there is slowed, so that a kill can fall between any two.
After each the folder is read: every document is one of the two, whole; after the last, an extract that is let
be leaves nothing lying about. Exit code 1 where a promise was broken. --break clears a document's folder
before it fills it, as it once was, to see that the trial notices.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from etl import fact_folder
from etl.facts import FactError, Row, SetAside
from tests.serving import ROOT

_PAUSE = 0.003
_LONGEST = 0.3
"""Seconds that the changes of five documents take, slowed."""
_WRITER = """
import sys, time
from pathlib import Path
from bench import extracting
from etl import fact_folder
documents = extracting.contents(int(sys.argv[1]))
extracting.slow(is_broken=sys.argv[3] == "break")
fact_folder.write(documents, Path(sys.argv[2]))
time.sleep(9)
"""


def contents(version: int) -> dict[str, list[Row]]:
    """Return the committed documents, each with one more line that says which version it is."""
    documents, _ = fact_folder.read(ROOT / "etl" / "data")
    marked: dict[str, list[Row]] = {}
    for rows in documents:
        name = rows[0].document_id
        mark = SetAside(text=f"version {version}", reason="malformed_number", document_id=name, line=1)
        marked[name] = [*(replace(row) for row in rows), mark]
    return marked


def slow(*, is_broken: bool) -> None:
    """Slow the steps of a change, and say when it begins. is_broken: clear a folder, then fill it."""
    for owner, name in ((Path, "rename"), (os, "unlink")):
        setattr(owner, name, _slowed(getattr(owner, name)))

    def clear_and_fill(facts_dir: Path, draft: Path) -> None:
        target = facts_dir / draft.name
        if target.exists():
            shutil.rmtree(target)
        draft.rename(target)

    change = clear_and_fill if is_broken else fact_folder._replace

    def said(facts_dir: Path, draft: Path) -> None:
        print("writing", flush=True)
        change(facts_dir, draft)

    fact_folder._replace = said


def _slowed(step: Callable[..., Any]) -> Callable[..., Any]:
    def slowly(*arguments: Any, **named: Any) -> Any:  # noqa: ANN401 -- whatever the step takes
        time.sleep(_PAUSE)
        return step(*arguments, **named)

    return slowly


def trial(folder: Path, kills: int, fault: str) -> Counter[str]:
    """Kill so many writers; return how often the folder was of one version, of both, or broken."""
    expected = [{name: len(rows) for name, rows in contents(version).items()} for version in (0, 1)]
    fact_folder.write(contents(0), folder)
    seen: Counter[str] = Counter()
    for kill in range(kills):
        with subprocess.Popen(
            [sys.executable, "-c", _WRITER, str((kill + 1) % 2), str(folder), fault],
            cwd=ROOT, stdout=subprocess.PIPE, text=True,
        ) as writer:  # fmt: skip
            if writer.stdout is not None:
                writer.stdout.readline()
            time.sleep(random.uniform(0, _LONGEST))
            os.kill(writer.pid, signal.SIGKILL)
        seen["left aside" if list(folder.glob(".old-*")) else "nothing aside"] += 1
        try:
            documents = fact_folder.read(folder)
        except FactError as error:
            seen["broken"] += 1
            print(f"kill {kill + 1}: {error}")
            shutil.rmtree(folder)
            fact_folder.write(contents(0), folder)
            continue
        versions = {
            row.text for rows in documents for row in rows if isinstance(row, SetAside) and row.line == 1
        }
        is_whole = {rows[0].document_id: len(rows) for rows in documents} == expected[0]
        seen["whole" if is_whole and versions <= {"version 0", "version 1"} else "broken"] += 1
    fact_folder.write(contents(0), folder)
    leftovers = [path.name for path in folder.iterdir() if path.name not in expected[0]]
    seen["leftovers"] = len(leftovers)
    return seen


def main() -> int:
    """Run the trial; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m bench.extracting")
    parser.add_argument("--kills", type=int, default=60)
    parser.add_argument("--break", dest="is_broken", action="store_true")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        fault = "break" if arguments.is_broken else "none"
        seen = trial(Path(folder) / "facts", arguments.kills, fault)
    print(", ".join(f"{what} {count}" for what, count in seen.items()))
    return 1 if seen["broken"] or seen["leftovers"] else 0


if __name__ == "__main__":
    sys.exit(main())
