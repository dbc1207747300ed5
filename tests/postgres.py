"""A server of PostgreSQL of the tests' own, where Debian's package is installed."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.serving import free_port

_BINARIES = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
_USER = "postgres"


def is_installed() -> bool:
    """Tell whether there is a server to start."""
    return bool(_BINARIES)


@contextmanager
def server(folder: Path) -> Iterator[str]:
    """Start a server with its data in a folder, and yield the address of an empty database in it."""
    bin_dir, port = _BINARIES[-1].parent, free_port()
    data = folder / "data"
    if os.getuid() == 0:
        # It refuses to run as root, and has to reach its folder.
        for above in (folder, *folder.parents[:3]):
            above.chmod(above.stat().st_mode | 0o011)
        _run("chown", _USER, str(folder))
    _run(*_as_user(), str(bin_dir / "initdb"), "--auth=trust", f"--username={_USER}", "--no-sync", str(data))
    # Only on this machine, and fast: what it holds goes with the test.
    options = f"-h 127.0.0.1 -p {port} -k '' -c fsync=off"
    control = (*_as_user(), str(bin_dir / "pg_ctl"), "-D", str(data))
    _run(*control, "-w", "-o", options, "-l", str(folder / "log"), "start")
    try:
        yield f"postgresql://{_USER}@127.0.0.1:{port}/{_USER}"
    finally:
        _run(*control, "-m", "immediate", "stop")


def _as_user() -> tuple[str, ...]:
    return ("runuser", "-u", _USER, "--") if os.getuid() == 0 else ()


def _run(*command: str) -> None:
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd="/")
    if done.returncode:
        raise RuntimeError(f"{command[0]}: {done.stderr.strip() or done.stdout.strip()}")
