"""A bound on the memory of a process, where the system can hold it to that."""

from __future__ import annotations

import sys

if sys.platform != "win32":
    import resource


def limit_memory(memory_bytes: int) -> None:
    """Let this process take so much memory beside what it has, where the system can hold it to that."""
    if sys.platform != "linux":
        return
    used = _data_bytes()
    _, hard = resource.getrlimit(resource.RLIMIT_DATA)
    most = used + memory_bytes
    resource.setrlimit(resource.RLIMIT_DATA, (most if hard < 0 else min(most, hard), hard))
    # A crash leaves nothing behind.
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _data_bytes() -> int:
    """Return how much memory this process has for itself, as the limit counts it."""
    with open("/proc/self/statm", "rb") as file:  # noqa: PTH123 -- no file of ours
        return int(file.read().split()[5]) * resource.getpagesize()
