"""One writer at a time: a lock on an open file, which a killed process lets go of by itself."""

from __future__ import annotations


def lock(descriptor: int) -> None:
    """Lock an open file until it is closed. OSError where another one has it."""
    try:
        import fcntl
    except ImportError:
        import msvcrt

        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]
    else:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
