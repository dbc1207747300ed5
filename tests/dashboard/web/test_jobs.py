"""Large files are made beside the pages: in a line, asked after, cancelled, and never half."""

from __future__ import annotations

import base64
import io
import os
import pwd
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn

import psutil
import pytest
from dash import no_update

from dashboard.shell.routing import Router
from dashboard.ui.fragment import Fragment
from dashboard.ui.labels import load
from dashboard.web.downloads import Asked, exported, job_after
from dashboard.web.jobs import BusyError, Jobs, NoFolderError, State
from tests.dashboard.reading import text_of

KO = load("ko")
BRIEF = ("brief", "--year=2023")


def _ended(jobs: Jobs, token: str) -> State:
    for _ in range(600):
        state = jobs.state(token)
        assert state is not None
        if state.is_over:
            return state
        time.sleep(0.05)
    raise AssertionError("the job does not end")


def test_a_job_says_its_steps_and_leaves_a_whole_file(jobs: Jobs) -> None:
    token = jobs.start(BRIEF, "brief.xlsx")
    state = _ended(jobs, token)
    assert (state.step, state.steps, state.text) == (3, 3, KO("brief.step_writing"))
    assert state.file is not None
    assert state.file.name == "brief.xlsx"
    assert state.file.read_bytes()[:2] == b"PK"
    jobs.cancel(token)
    assert jobs.state(token) is None


def test_a_job_that_cannot_be_done_says_why(jobs: Jobs) -> None:
    state = _ended(jobs, jobs.start(("brief", "--year=1999"), "brief.xlsx"))
    assert state.file is None
    assert "1999" in state.text


def test_a_cancelled_job_leaves_nothing(jobs: Jobs, tmp_path: Path) -> None:
    token = jobs.start(BRIEF, "brief.xlsx")
    (job,) = (tmp_path / "jobs").iterdir()
    number = int((job / "process").read_text().split()[0])
    jobs.cancel(token)
    assert not job.exists()
    for _ in range(100):
        if not psutil.pid_exists(number) or psutil.Process(number).status() == psutil.STATUS_ZOMBIE:
            break
        time.sleep(0.05)
    else:
        raise AssertionError("the process goes on")


def test_a_cancelled_pdf_leaves_none_of_its_processes(jobs: Jobs, tmp_path: Path) -> None:
    token = jobs.start(BRIEF, "brief.pdf")
    (job,) = (tmp_path / "jobs").iterdir()
    first = psutil.Process(int((job / "process").read_text().split()[0]))
    below: list[psutil.Process] = []
    while not below and first.status() != psutil.STATUS_ZOMBIE:
        time.sleep(0.01)
        below = first.children(recursive=True)
    assert below, "the PDF was made without a process of its own"
    jobs.cancel(token)
    _, alive = psutil.wait_procs(below, timeout=5)
    assert [process for process in alive if process.status() != psutil.STATUS_ZOMBIE] == []
    assert not job.exists()


def test_others_wait_in_a_line_and_are_told_their_place(warehouse_path: Path, tmp_path: Path) -> None:
    small = Jobs(warehouse_path, tmp_path / "small", most=1)
    first, second, third = (small.start(BRIEF, "brief.xlsx") for _ in range(3))
    # Another worker of the server knows of them too.
    other = Jobs(warehouse_path, tmp_path / "small", most=1)
    assert [_ahead(other, token) for token in (first, second, third)] == [None, 0, 1]
    said = text_of(job_after(other, {"token": third, "lang": "ko"}, is_left=False)[2])
    assert KO("job.waiting", n=1) in said
    small.cancel(first)
    assert [_ahead(other, token) for token in (second, third)] == [None, 0]
    assert _ended(other, second).file is not None
    assert _ended(other, third).file is not None


def test_who_waits_no_more_keeps_no_place(warehouse_path: Path, tmp_path: Path) -> None:
    small = Jobs(warehouse_path, tmp_path / "small", most=1)
    first, second, third = (small.start(BRIEF, "brief.xlsx") for _ in range(3))
    a_minute_ago = time.time() - 60
    os.utime(tmp_path / "small" / second, (a_minute_ago, a_minute_ago))
    assert _ahead(small, third) == 0
    small.cancel(first)
    assert _ahead(small, third) is None
    # A page in the background asks once a minute: it is behind, and not lost.
    assert _ahead(small, second) == 0
    small.cancel(third)
    assert _ended(small, second).file is not None


def test_a_line_that_is_full_refuses(
    warehouse_path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dashboard.web.jobs._LONGEST_LINE", 1)
    small = Jobs(warehouse_path, tmp_path / "small", most=0)
    small.start(BRIEF, "brief.xlsx")
    with pytest.raises(BusyError):
        small.start(BRIEF, "brief.xlsx")
    assert len(list((tmp_path / "small").glob("*/asked"))) == 1


def test_files_are_made_in_no_folder_that_others_write_to(warehouse_path: Path, tmp_path: Path) -> None:
    (tmp_path / "open").mkdir()
    (tmp_path / "open").chmod(0o777)
    with pytest.raises(NoFolderError, match="written to by others"):
        Jobs(warehouse_path, tmp_path / "open").start(BRIEF, "brief.xlsx")


def _ahead(jobs: Jobs, token: str) -> int | None:
    state = jobs.state(token)
    assert state is not None
    return state.ahead


def test_a_reader_is_told_where_no_large_file_can_be_made(
    router: Router, warehouse_path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dashboard.topics.hearing.page._LARGE", 3)
    (tmp_path / "taken").write_text("a file, where a folder should be")
    closed = Jobs(warehouse_path, tmp_path / "taken" / "jobs")
    sent, job, panel, is_idle = exported(router, closed, Asked(kind="xlsx", pathname="/brief"))
    assert not isinstance(sent, dict)
    assert (job, is_idle) == (None, True)
    assert KO("job.no_folder") in text_of(panel)
    # As the button of the message appears, Dash asks how the job stands: that must not take the message away.
    assert job_after(closed, job, is_left=False)[2] is no_update
    assert job_after(closed, job, is_left=True)[2] is None


@pytest.mark.parametrize("token", ["", "..", "../../etc", "a" * 32, "x/y", "\x00"])
def test_a_token_that_nobody_was_given_leads_nowhere(jobs: Jobs, token: str) -> None:
    assert jobs.state(token) is None
    jobs.cancel(token)


@pytest.fixture
def asked_for_large(router: Router, jobs: Jobs, monkeypatch: pytest.MonkeyPatch) -> Any:
    """A large brief that is being made."""
    monkeypatch.setattr("dashboard.topics.hearing.page._LARGE", 3)
    sent, job, panel, is_idle = exported(router, jobs, Asked(kind="xlsx", pathname="/brief"))
    assert not isinstance(sent, dict)
    assert KO("job.cancel") in text_of(panel)
    assert is_idle is False
    return job


def test_a_large_brief_is_waited_for_and_sent(jobs: Jobs, asked_for_large: dict[str, str]) -> None:
    _ended(jobs, asked_for_large["token"])
    sent, job, panel, is_idle = job_after(jobs, asked_for_large, is_left=False)
    assert sent["filename"].endswith("-2023-brief.xlsx")
    assert (job, panel, is_idle) == (None, None, True)


def test_a_brief_by_chapter_is_waited_for_and_sent(
    router: Router, jobs: Jobs, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dashboard.topics.hearing.page._LARGE", 3)
    _, job, _, _ = exported(router, jobs, Asked(kind="zip", pathname="/brief"))
    said = _ended(jobs, job["token"]).text
    sent, *_ = job_after(jobs, job, is_left=False)
    assert said == KO("brief.step_writing")
    assert sent["filename"].endswith("-2023-brief.zip")
    with zipfile.ZipFile(io.BytesIO(base64.b64decode(sent["content"]))) as package:
        assert len(package.namelist()) > 2


def test_a_reader_may_leave_a_large_brief(jobs: Jobs, asked_for_large: dict[str, str]) -> None:
    _, job, panel, is_idle = job_after(jobs, asked_for_large, is_left=True)
    assert (job, panel, is_idle) == (None, None, True)
    assert jobs.state(asked_for_large["token"]) is None
    _, _, gone, _ = job_after(jobs, asked_for_large, is_left=False)
    assert isinstance(gone, Fragment)
    assert KO("job.gone") in text_of(gone)


@pytest.mark.parametrize("job", [None, 7, {}, {"token": 5}, {"token": "../x", "lang": "xx"}])
def test_junk_in_the_browsers_store_is_no_job(jobs: Jobs, job: object) -> None:
    sent, *_ = job_after(jobs, job, is_left=False)
    assert not isinstance(sent, dict)


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_a_brief_is_taken_away_at_once(taken: Callable[..., tuple[str, bytes]], kind: str) -> None:
    name, content = taken(kind=kind, pathname="/brief", search="?year=2026&reader=institution")
    assert name.endswith(f"-2026-brief.{kind}")
    assert len(content) > 1000


def test_a_user_whom_the_machine_does_not_list_may_make_files(
    warehouse_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As a container's platform starts it: with a number of its own, and no name in the environment."""
    for name in ("LOGNAME", "USER", "LNAME", "USERNAME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(pwd, "getpwuid", _unlisted)
    Jobs(warehouse_path)


def _unlisted(number: int) -> NoReturn:
    raise KeyError(f"getpwuid(): uid not found: {number}")


def test_a_job_that_breaks_shows_nobody_a_path_of_the_machine(
    jobs: Jobs, caplog: pytest.LogCaptureFixture
) -> None:
    token = jobs.start(BRIEF, f"{'x' * 300}.xlsx")
    state = _ended(jobs, token)
    assert (state.file, state.text) == (None, "")
    assert "Traceback" in caplog.text
    said = text_of(job_after(jobs, {"token": token, "name": "x", "lang": "ko"}, is_left=False)[2])
    assert KO("job.broke") in said
