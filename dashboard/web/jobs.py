"""Makes large files in a process of its own, so that the pages go on: in a line, asked after, cancelled.

A job's folder is all that the workers of a server share: whichever of them is asked finds it there. So many
are made at once; the others wait in the order in which they were asked for, and the next one is begun by
whoever asks after a job. One that nobody asks after any more keeps no place.
"""

from __future__ import annotations

import errno
import json
import logging
import os
import re
import secrets
import shutil
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import psutil

from dashboard import processes
from dashboard.brief.whole_file import PART_SUFFIX
from dashboard.processes import PROCESS, PROGRESS
from etl.audience import Audience
from etl.lock import lock

_LOG = logging.getLogger(__name__)
_TOKEN = re.compile(r"[A-Za-z0-9_-]{32}")
_KEPT_SECONDS = 3600.0
# A page asks each second; one in the background, once a minute.
_ASKED_AFTER_SECONDS, _LEFT_SECONDS = 10.0, 150.0
_LONGEST_LINE = 100
_ASKED = "asked"


class BusyError(Exception):
    """As many files as may be are waited for already."""


class NoFolderError(Exception):
    """The folder that files are made in cannot be written to."""


@dataclass(frozen=True, slots=True)
class State:
    """Where a job stands. ahead: how many are before it, which waits; None where it has begun.

    is_over: it has ended; file: what it made, None where it failed; text: its last line.
    """

    step: int
    steps: int
    text: str
    ahead: int | None = None
    is_over: bool = False
    file: Path | None = None


class Jobs:
    """Runs `python -m dashboard` with arguments, where to read and where to write; so many at a time.

    asker: whose eyes the job of the request under way reads with, and whose it is, where readers sign in.
    """

    def __init__(
        self,
        warehouse_path: Path,
        folder: Path | None = None,
        most: int = 2,
        asker: Callable[[], tuple[Audience | None, str]] | None = None,
    ) -> None:
        # A job may run in another folder.
        self._warehouse_path = warehouse_path.resolve()
        self._asker = asker or (lambda: (None, ""))
        self._folder = folder or Path(tempfile.gettempdir()) / f"dashboard-{_user()}"
        self._most = most
        self._turn = threading.Lock()
        # An ended child lingers until whoever began it asks after it.
        self._children: dict[str, subprocess.Popen[bytes]] = {}

    def start(self, arguments: Sequence[str], name: str) -> str:
        """Put a job that writes a file of this name in the line; return its token.

        BusyError where the line is full, NoFolderError where nothing can be written.
        """
        token = secrets.token_urlsafe(24)
        audience, owner = self._asker()
        eyes = [f"--sees={each}" for each in (audience.role, *audience.departments)] if audience else []
        job = self._folder / f"{owner}{token}"
        try:
            self._clean()
            if len(self._waiting()) >= _LONGEST_LINE:
                raise BusyError
            job.mkdir(mode=0o700)
            _write(job / _ASKED, json.dumps([name, *arguments, *eyes]))
        except OSError as error:
            raise NoFolderError(f"{self._folder}: {error.strerror}") from error
        self._begin()
        return token

    def _begin(self) -> None:
        """Begin as many of those that wait as may be made now."""
        with self._turn, self._locked() as is_ours:
            if not is_ours:
                # Another worker does it.
                return
            running = sum(1 for job in self._jobs() if processes.runs(job))
            for job in self._waiting()[: max(0, self._most - running)]:
                self._run(job)

    @contextmanager
    def _locked(self) -> Iterator[bool]:
        descriptor = os.open(self._folder, os.O_RDONLY)
        try:
            lock(descriptor)
        except OSError:
            yield False
        else:
            yield True
        finally:
            os.close(descriptor)

    def _run(self, job: Path) -> None:
        name, *arguments = json.loads((job / _ASKED).read_text(encoding="utf-8"))
        where = ["--warehouse", str(self._warehouse_path), "--out", str(job / name)]
        self._children[job.name] = processes.begin([*arguments, *where], job)

    def _jobs(self) -> list[Path]:
        return [job for job in self._folder.iterdir() if (job / _ASKED).exists()]

    def _waiting(self) -> list[Path]:
        """Return those that wait and are asked after, the first one first."""
        begun = time.time() - _ASKED_AFTER_SECONDS
        line = []
        for job in self._jobs():
            # One may be cancelled meanwhile.
            with suppress(OSError):
                if not (job / PROCESS).exists() and job.stat().st_mtime > begun:
                    line.append(((job / _ASKED).stat().st_mtime_ns, job.name, job))
        return [job for *_, job in sorted(line)]

    def state(self, token: str) -> State | None:
        """Return where a job stands, and keep its place; None where there is none of this token."""
        job = self._job(token)
        if job is None:
            return None
        self._ask_after_children()
        if not (job / PROCESS).exists():
            os.utime(job)
            self._begin()
        if not (job / PROCESS).exists():
            line = self._waiting()
            return State(0, 0, "", ahead=line.index(job) if job in line else len(line))
        found = processes.progress(job)
        if found.broke is not None:
            _LOG.error("a job broke: %s", found.broke)
        if processes.runs(job):
            return State(found.step, found.steps, found.text)
        own = (_ASKED, PROGRESS, PROCESS)
        files = [path for path in job.iterdir() if path.name not in own and path.suffix != PART_SUFFIX]
        made = files[0] if len(files) == 1 else None
        return State(found.step, found.steps, found.text, is_over=True, file=made)

    def cancel(self, token: str) -> None:
        """End a job, and forget it."""
        job = self._job(token)
        if job is None:
            return
        processes.end(job)
        if child := self._children.pop(job.name, None):
            child.wait()
        shutil.rmtree(job, ignore_errors=True)

    def _job(self, token: str) -> Path | None:
        # Under another owner's name there is no such job.
        job = self._folder / f"{self._asker()[1]}{token}"
        return job if _TOKEN.fullmatch(token) and (job / _ASKED).exists() else None

    def _ask_after_children(self) -> None:
        self._children = {name: child for name, child in self._children.items() if child.poll() is None}

    def _clean(self) -> None:
        """Forget what nobody fetched, and what nobody waits for any more. PermissionError: not our folder."""
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        found = self._folder.lstat()
        # What stands there is run, and read by whom it was made for.
        if found.st_uid != os.getuid() or found.st_mode & 0o022:
            raise PermissionError(errno.EPERM, "the folder may be written to by others", str(self._folder))
        self._ask_after_children()
        for job in self._folder.iterdir():
            with suppress(OSError):
                kept = _KEPT_SECONDS if (job / PROCESS).exists() else _LEFT_SECONDS
                if job.is_dir() and time.time() - job.stat().st_mtime > kept and not processes.runs(job):
                    shutil.rmtree(job, ignore_errors=True)


def _write(path: Path, text: str) -> None:
    """Write a file at once: whoever finds it finds all of it."""
    part = path.with_name(f"{path.name}{PART_SUFFIX}")
    part.write_text(text, encoding="utf-8")
    part.replace(path)


def _user() -> str:
    """Who runs the server: a name, or the number of a user that the machine does not list."""
    return re.sub(r"\W", "-", psutil.Process().username())
