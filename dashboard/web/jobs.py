"""Makes large files in a process of its own, so that the pages go on: started, asked after, cancelled.

A job's folder is all that the workers of a server share: whichever of them is asked finds it there.
"""

from __future__ import annotations

import logging
import re
import secrets
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import psutil

from dashboard.brief.whole_file import PART_SUFFIX
from etl.audience import Audience

_LOG = logging.getLogger(__name__)
_TOKEN = re.compile(r"[A-Za-z0-9_-]{32}")
_STEP = re.compile(r"(?P<step>[0-9]+)/(?P<steps>[0-9]+) (?P<text>.*)")
_ROOT = Path(__file__).resolve().parents[2]
_KEPT_SECONDS = 3600.0
_PROGRESS, _PROCESS = "progress", "process"
_TRACEBACK = "Traceback (most recent call last):"


class BusyError(Exception):
    """As many files as may be are being made already."""


class NoFolderError(Exception):
    """The folder that files are made in cannot be written to."""


@dataclass(frozen=True, slots=True)
class State:
    """Where a job stands. is_over: it has ended; file: what it made, None where it failed; text: its last."""

    step: int
    steps: int
    text: str
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
        """Start a job that writes a file of this name; return its token.

        BusyError where too many run, NoFolderError where nothing can be written.
        """
        with self._turn:
            return self._started(arguments, name)

    def _started(self, arguments: Sequence[str], name: str) -> str:
        token = secrets.token_urlsafe(24)
        audience, owner = self._asker()
        try:
            job = self._made_room(f"{owner}{token}")
        except OSError as error:
            raise NoFolderError(f"{self._folder}: {error.strerror}") from error
        eyes = [f"--sees={each}" for each in (audience.role, *audience.departments)] if audience else []
        where = [*eyes, "--warehouse", str(self._warehouse_path), "--out", str(job / name)]
        command = [sys.executable, "-m", "dashboard", *arguments, *where]
        with (job / _PROGRESS).open("wb") as progress:
            process = subprocess.Popen(  # noqa: S603 -- our own interpreter and program
                command, cwd=_ROOT, stdout=progress, stderr=progress
            )
        self._children[token] = process
        (job / _PROCESS).write_text(f"{process.pid} {psutil.Process(process.pid).create_time()}")
        return token

    def _made_room(self, name: str) -> Path:
        """Return a new folder for a job."""
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._clean()
        if sum(1 for job in self._folder.iterdir() if _runs(job)) >= self._most:
            raise BusyError
        job = self._folder / name
        job.mkdir(mode=0o700)
        return job

    def state(self, token: str) -> State | None:
        """Return where a job stands; None where there is none of this token."""
        job = self._job(token)
        if job is None:
            return None
        self._ask_after_children()
        lines = (job / _PROGRESS).read_text(encoding="utf-8", errors="replace").splitlines()
        last = next((line for line in reversed(lines) if line.strip()), "")
        found = _STEP.fullmatch(last)
        step, steps = (int(found["step"]), int(found["steps"])) if found else (0, 0)
        text = found["text"] if found else last
        if _TRACEBACK in lines:
            # What broke, and where on this machine, is for the log.
            _LOG.error("a job broke: %s", "\n".join(lines[lines.index(_TRACEBACK) :]))
            text = ""
        if _runs(job):
            return State(step, steps, text)
        own = (_PROGRESS, _PROCESS)
        files = [path for path in job.iterdir() if path.name not in own and path.suffix != PART_SUFFIX]
        return State(step, steps, text, is_over=True, file=files[0] if len(files) == 1 else None)

    def cancel(self, token: str) -> None:
        """End a job, and forget it."""
        job = self._job(token)
        if job is None:
            return
        if process := _process(job):
            with suppress(psutil.Error):
                # A job has processes of its own, which would go on without it.
                for one in [process, *process.children(recursive=True)]:
                    with suppress(psutil.NoSuchProcess):
                        one.kill()
        if child := self._children.pop(token, None):
            child.wait()
        shutil.rmtree(job, ignore_errors=True)

    def _job(self, token: str) -> Path | None:
        # Under another owner's name there is no such job.
        job = self._folder / f"{self._asker()[1]}{token}"
        return job if _TOKEN.fullmatch(token) and (job / _PROCESS).exists() else None

    def _ask_after_children(self) -> None:
        self._children = {token: child for token, child in self._children.items() if child.poll() is None}

    def _clean(self) -> None:
        """Forget what nobody fetched."""
        self._ask_after_children()
        for job in self._folder.iterdir():
            with suppress(OSError):
                if time.time() - job.stat().st_mtime > _KEPT_SECONDS and not _runs(job):
                    shutil.rmtree(job, ignore_errors=True)


def _user() -> str:
    """Who runs the server: a name, or the number of a user that the machine does not list."""
    return re.sub(r"\W", "-", psutil.Process().username())


def _runs(job: Path) -> bool:
    process = _process(job)
    with suppress(psutil.Error):
        return process is not None and process.status() != psutil.STATUS_ZOMBIE
    return False


def _process(job: Path) -> psutil.Process | None:
    """The process of a job; None where it has ended, even if another one has its number by now."""
    try:
        number, began = (job / _PROCESS).read_text().split()
        process = psutil.Process(int(number))
        return process if process.create_time() == float(began) else None
    except (OSError, ValueError, psutil.Error):
        return None
