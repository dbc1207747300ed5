"""Begins the work on what was handed in, each in a process of its own, so many at a time."""

from __future__ import annotations

import shutil
import subprocess
from contextlib import suppress
from threading import Lock

from dashboard import processes
from dashboard.loading import kept
from dashboard.loading.places import Places
from dashboard.loading.uploads import (
    BEGUN,
    CANCELLED,
    ENDED,
    READ,
    RECOVER,
    TAKING_BACK,
    WORKS,
    Upload,
    Uploads,
)  # fmt: skip

AT_ONCE = 2
"""How many are read at a time; the others wait."""
_turn = Lock()
_children: list[subprocess.Popen[bytes]] = []


def begin(upload: Upload, places: Places, work: str, *options: str) -> bool:
    """Begin a work, unless one is under way; tell whether it was begun."""
    with _turn:
        # An ended child lingers until whoever began it asks after it.
        _children[:] = [child for child in _children if child.poll() is None]
        if _is_busy(upload):
            return False
        aside = upload.folder / ".job"
        with suppress(OSError):
            shutil.rmtree(aside)
        with suppress(FileNotFoundError):
            upload.job.rename(aside)
        try:
            upload.job.mkdir(mode=0o700)
        except FileExistsError:
            return False  # another worker of the server was quicker
        kept.write(upload.job / "work", work.encode())
        command = ["upload", work, upload.upload_id, *options, *places.arguments()]
        _children.append(processes.begin(command, upload.job))
        return True


def settle() -> None:
    """Wait until all that this process has begun has ended."""
    with _turn:
        for child in _children:
            child.wait()
        _children.clear()


def begin_waiting(places: Places) -> None:
    """Begin to read what waits, as many as may be read at a time."""
    every = Uploads(places.uploads).every()
    states = {upload.upload_id: upload.state for upload in every}
    running = sum(1 for state in states.values() if state == WORKS[READ])
    waiting = [upload for upload in reversed(every) if states[upload.upload_id] == "waiting"]
    for upload in waiting[: max(0, AT_ONCE - running)]:
        begin(upload, places, READ)


def begin_recovering(places: Places) -> None:
    """Begin to set right what a publication left that was killed with its server."""
    for upload in Uploads(places.uploads).every():
        is_begun = (upload.record("publication") or {}).get("state") in (BEGUN, TAKING_BACK)
        if is_begun and not _is_busy(upload):
            begin(upload, places, RECOVER)


def cancel(upload: Upload) -> None:
    """End the work that is under way; what was published is published."""
    if _is_busy(upload):
        processes.end(upload.job)
        ended(upload, CANCELLED)


def ended(upload: Upload, how: str) -> None:
    """Keep how the work ended: 'done', 'cancelled', or one line that says why it could not be done."""
    kept.write(upload.job / ENDED, how.encode("utf-8", "backslashreplace"))


def _is_busy(upload: Upload) -> bool:
    return upload.work is not None and upload.ended is None and processes.runs(upload.job)
