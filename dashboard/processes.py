"""A piece of work in a process of its own: begun, found again by any worker of the server, ended.

Its folder holds who does it and how far it is, so that whoever is asked finds it there, after a restart too.
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import psutil

PROGRESS, PROCESS = "progress", "process"
_ROOT = Path(__file__).resolve().parents[1]
_STEP = re.compile(r"(?P<step>[0-9]+)/(?P<steps>[0-9]+) (?P<text>.*)")
_TRACEBACK = "Traceback (most recent call last):"


@dataclass(frozen=True, slots=True)
class Progress:
    """How far work is: its last line, and the step that it tells. broke: where it broke, for the log."""

    step: int
    steps: int
    text: str
    broke: str | None = None


def begin(arguments: Sequence[str], folder: Path) -> subprocess.Popen[bytes]:
    """Begin `python -m dashboard` with arguments; what it says of itself goes to the folder."""
    with (folder / PROGRESS).open("wb") as progress:
        process = subprocess.Popen(  # noqa: S603 -- our own interpreter and program
            [sys.executable, "-m", "dashboard", *arguments], cwd=_ROOT, stdout=progress, stderr=progress
        )
    with suppress(psutil.NoSuchProcess):
        # At once: whoever finds the file finds all of it.
        part = folder / f"{PROCESS}.part"
        part.write_text(f"{process.pid} {psutil.Process(process.pid).create_time()}")
        part.replace(folder / PROCESS)
    return process


def runs(folder: Path) -> bool:
    """Tell whether the work of a folder is under way."""
    process = _process(folder)
    with suppress(psutil.Error):
        return process is not None and process.status() != psutil.STATUS_ZOMBIE
    return False


def end(folder: Path) -> None:
    """End the work of a folder, with all that it has begun."""
    if process := _process(folder):
        with suppress(psutil.Error):
            # It has processes of its own, which would go on without it.
            for one in [process, *process.children(recursive=True)]:
                with suppress(psutil.NoSuchProcess):
                    one.kill()


def progress(folder: Path) -> Progress:
    """Return how far the work of a folder is."""
    try:
        lines = (folder / PROGRESS).read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        lines = []
    last = next((line for line in reversed(lines) if line.strip()), "")
    found = _STEP.fullmatch(last)
    step, steps = (int(found["step"]), int(found["steps"])) if found else (0, 0)
    if _TRACEBACK in lines:
        # What broke, and where on this machine, is for the log.
        return Progress(step, steps, "", "\n".join(lines[lines.index(_TRACEBACK) :]))
    return Progress(step, steps, found["text"] if found else last)


def _process(folder: Path) -> psutil.Process | None:
    """The process of a folder; None where it has ended, even if another one has its number by now."""
    try:
        number, began = (folder / PROCESS).read_text().split()
        process = psutil.Process(int(number))
        return process if process.create_time() == float(began) else None
    except (OSError, ValueError, psutil.Error):
        return None
