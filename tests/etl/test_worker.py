"""Work in processes of their own: answers in order, and whatever goes wrong there is one error here."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path

import pytest

from etl import extraction, worker
from etl.readers.errors import ReadError
from etl.worker import Done, Limits, WorkError

LIMITS = Limits(seconds=20, memory_bytes=200_000_000)
MEGABYTE = 1_000_000


def _after(seconds: float) -> float:
    time.sleep(seconds)
    return seconds


def _fails(how: str) -> object:
    if how == "raises":
        raise ReadError("wrong")
    if how == "memory":
        return bytearray(400 * MEGABYTE)
    if how == "endless":
        time.sleep(60)
    if how == "crashes":
        os.kill(os.getpid(), signal.SIGKILL)
    if how == "deep":
        return _fails(how)
    if how == "unsendable":
        raise UnsendableError(lambda: None)
    return how


class UnsendableError(Exception):
    """An error of a library that cannot be sent from one process to another."""


def _done(how: str, limits: Limits = LIMITS) -> Done[str, object]:
    (done,) = worker.each(_fails, [how], limits)
    return done


def test_answers_come_in_the_order_asked() -> None:
    asked = [0.2, 0.0, 0.1, 0.0]
    assert [done.answer for done in worker.each(_after, asked, LIMITS, at_once=4)] == asked


@pytest.mark.parametrize(
    ("how", "says"),
    [
        ("memory", "needs more than 200 MB of memory"),
        ("crashes", "ended its reader"),
        ("deep", "nested too deeply"),
        ("unsendable", "cannot be read (UnsendableError)"),
    ],
)
def test_what_goes_wrong_is_one_error_and_this_process_lives(how: str, says: str) -> None:
    done = _done(how)
    assert done.answer is None
    assert isinstance(done.error, WorkError)
    assert says in str(done.error)


def test_what_takes_too_long_is_ended() -> None:
    done = _done("endless", Limits(seconds=0.2, memory_bytes=LIMITS.memory_bytes))
    assert "took longer than 0.2 seconds" in str(done.error)


def test_an_error_keeps_its_kind_and_where_it_was_raised() -> None:
    error = _done("raises").error
    assert isinstance(error, ReadError)
    assert str(error) == "wrong"
    assert "_fails" in error.__notes__[0]


def test_one_that_fails_does_not_stop_the_others() -> None:
    asked = ["fine", "crashes", "memory", "raises", "good"]
    assert [done.answer for done in worker.each(_fails, asked, LIMITS)] == ["fine", None, None, None, "good"]


def test_whatever_a_library_raises_is_a_line_with_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(path: Path) -> object:
        raise KeyError("content.xml")

    path = tmp_path / "보고서.txt"
    path.write_text("2031년 보고서", encoding="utf-8")
    monkeypatch.setattr(extraction, "read_file", broken)
    with pytest.raises(ReadError) as error:
        extraction.extract([path])
    assert str(error.value) == f"{path}: cannot be read (KeyError); it may be damaged: save it anew"
