"""HWP and HWPX by a library that reads both; it is no Python, and so may fail as no Python does."""

from __future__ import annotations

import ctypes
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any, TypeVar

from etl.readers.errors import ReadError

_LIBRARIES = ("libfreetype.so.6", "libfontconfig.so.1")
"""The library was built against newer ones than it brings along."""
_PANIC = "PanicException"
A = TypeVar("A")


def as_hwpx(content: bytes) -> bytes:
    """Return a document as HWPX. ReadError where it is damaged."""
    converted: bytes = asked(content, lambda document: document.to_hwpx_bytes())
    return converted


def asked(content: bytes, question: Callable[[Any], A]) -> A:
    """Return what the library's document answers. ReadError where it is damaged, or the library not here."""
    if sys.platform == "linux":
        for name in _LIBRARIES:
            with suppress(OSError):
                ctypes.CDLL(name, mode=ctypes.RTLD_GLOBAL)
    try:
        import rhwp
    except ImportError as error:
        raise ReadError(
            "cannot be read here, as freetype and fontconfig are missing; install them, or save it as HWPX"
        ) from error
    try:
        with _without_noise():
            return question(rhwp.Document.from_bytes(content))
    except (ValueError, OSError) as error:
        raise ReadError("is a damaged HWP file; save it anew") from error
    except BaseException as error:
        # What the library asserts of a file is no Exception.
        if type(error).__name__ != _PANIC:
            raise
        raise ReadError("is a damaged HWP file; save it anew") from error


@contextmanager
def _without_noise() -> Iterator[None]:
    """Keep what the library prints of a damaged file from the terminal."""
    sys.stderr.flush()
    kept = os.dup(2)
    silent = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(silent, 2)
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)
        os.close(silent)
