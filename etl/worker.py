"""Work in a process of its own, with limits of time and memory: what goes wrong there stays there.

A document comes from anybody. What a library does with a damaged or a malicious one (endless loops,
gigabytes, a crash) ends its process, and becomes one line.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import sys
import time
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.context import ForkContext, SpawnContext
from multiprocessing.process import BaseProcess
from typing import Generic, TypeVar

from etl.memory import limit_memory

A = TypeVar("A")
B = TypeVar("B")


class WorkError(Exception):
    """Work that could not be finished: it took too long, too much memory, or ended its process."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What one piece of work may take: seconds by the clock, and bytes of memory beside what is in use."""

    seconds: float
    memory_bytes: int


@dataclass(frozen=True, slots=True)
class Done(Generic[A, B]):
    """A piece of work that ended: what it was asked of, and its answer or what went wrong."""

    asked: A
    answer: B | None
    error: Exception | None


@dataclass(frozen=True, slots=True)
class _Running(Generic[A]):
    position: int
    asked: A
    process: BaseProcess
    answers: Connection
    deadline: float


# A forked process has everything loaded. Elsewhere a new interpreter loads it again.
_CONTEXT: ForkContext | SpawnContext = (
    multiprocessing.get_context("fork") if sys.platform == "linux" else multiprocessing.get_context("spawn")
)


def each(
    work: Callable[[A], B], asked: Sequence[A], limits: Limits, at_once: int | None = None
) -> Iterator[Done[A, B]]:
    """Do a piece of work for each thing asked, in processes of their own; yield them in the order asked.

    at_once: how many run side by side; all cores where it is None. What one raises is its `error`.
    """
    waiting = list(enumerate(asked))[::-1]
    running: list[_Running[A]] = []
    ended: dict[int, Done[A, B]] = {}
    following = 0
    try:
        while waiting or running:
            while waiting and len(running) < (at_once or cores()):
                running.append(_start(work, *waiting.pop(), limits))
            soonest = max(0.0, min(one.deadline for one in running) - time.monotonic())
            ready = wait([one.answers for one in running], soonest)
            for one in [one for one in running if one.answers in ready or one.deadline <= time.monotonic()]:
                running.remove(one)
                ended[one.position] = _ended(one, limits)
            while following in ended:
                yield ended.pop(following)
                following += 1
    finally:
        for one in running:
            _stop(one)


def cores() -> int:
    """Return how many processes may run side by side."""
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1


def _start(work: Callable[[A], B], position: int, asked: A, limits: Limits) -> _Running[A]:
    answers, answer = _CONTEXT.Pipe(duplex=False)
    process = _CONTEXT.Process(target=_do, args=(work, asked, answer, limits.memory_bytes), daemon=True)
    process.start()
    answer.close()
    return _Running(position, asked, process, answers, time.monotonic() + limits.seconds)


def _do(work: Callable[[A], B], asked: A, answer: Connection, memory_bytes: int) -> None:
    """Do the work in this process, and send what came of it."""
    result: tuple[B | None, Exception | None]
    # What came with the fork is not tidied here: an open database has threads that did not come along.
    gc.freeze()
    try:
        limit_memory(memory_bytes)
        result = work(asked), None
    except MemoryError:
        result = None, WorkError(_too_large(memory_bytes))
    except RecursionError:
        result = None, WorkError("is nested too deeply; save it anew")
    except Exception as error:  # noqa: BLE001 -- whatever a library raises is what became of this file
        # Where it was raised is lost on the way.
        error.add_note(traceback.format_exc())
        result = None, error
    with suppress(BrokenPipeError):
        try:
            answer.send(result)
        except BrokenPipeError:
            raise
        except Exception:  # noqa: BLE001 -- an error of a library that cannot be sent as it is
            answer.send((None, WorkError(_of(result[1]))))
    answer.close()


def _of(error: Exception | None) -> str:
    return "cannot be read" if error is None else f"cannot be read ({type(error).__name__})"


def _too_large(memory_bytes: int) -> str:
    return f"needs more than {memory_bytes // 1_000_000} MB of memory; split it"


def _ended(one: _Running[A], limits: Limits) -> Done[A, B]:
    answer: B | None = None
    error: Exception | None = None
    try:
        if one.answers.poll():
            answer, error = one.answers.recv()
        else:
            error = WorkError(f"took longer than {limits.seconds:g} seconds; split it, or save it anew")
    except (EOFError, OSError):
        one.process.join()
        error = WorkError(f"ended its reader (exit code {one.process.exitcode}); it is damaged, or too large")
    finally:
        _stop(one)
    return Done(one.asked, answer, error)


def _stop(one: _Running[A]) -> None:
    one.process.kill()
    one.process.join()
    one.process.close()
    one.answers.close()
