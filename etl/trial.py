"""Lets a program look at a finished draft of a warehouse before it is published.

The load knows no page: who calls it says by which command the pages are opened.
"""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path

from etl.warehouse.load import LoadError

_SECONDS = 300.0
"""A trial that has not ended by then never will: it bounds itself far below."""


def trial(command: Sequence[str], folder: Path) -> Callable[[Path], None]:
    """Return the check of a draft by a command that is run in a folder, with the draft's path after it.

    A command that ends with another code than 0 says why on its last line: LoadError passes it on.
    """

    def check(draft: Path) -> None:
        try:
            done = subprocess.run(  # noqa: S603 -- the command of a front door
                [*command, str(draft)],
                cwd=folder,
                capture_output=True,
                text=True,
                timeout=_SECONDS,
                check=False,
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            raise LoadError(f"the pages cannot be tried: {error}; run the load again") from error
        if done.returncode:
            said = [line for line in (done.stdout + done.stderr).splitlines() if line.strip()]
            why = said[-1] if said else f"the trial ended with code {done.returncode}"
            raise LoadError(f"not published: {why}; the warehouse is as it was")

    return check
