"""`python -m etl` with one step changed, for the trials of publishing.

    python -m bench.publishing_faults FAULT ARGUMENT...

`slow` only slows the steps around the rename, so that a kill can fall between any two of them. Each other one
breaks a promise on purpose: the trial that holds it must fail.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path
from typing import Any
from unittest.mock import patch

from etl.__main__ import main
from etl.warehouse import builds, load

_PAUSE = 0.03
_CHUNK = 256 * 1024


def _slowed(step: Callable[..., Any]) -> Callable[..., Any]:
    def slow(*arguments: Any, **named: Any) -> Any:  # noqa: ANN401 -- whatever the step takes
        time.sleep(_PAUSE)
        return step(*arguments, **named)

    return slow


def _in_place(draft: Path, path: Path, *_: object) -> None:
    with path.open("wb") as target, draft.open("rb") as source:
        while chunk := source.read(_CHUNK):
            target.write(chunk)
            target.flush()
            time.sleep(_PAUSE)
    draft.unlink()


def _no_cleaning() -> None:
    patch.object(builds, "clean", lambda *_: None).start()
    glob = Path.glob
    patch.object(Path, "glob", lambda path, pattern: [] if ".new" in pattern else glob(path, pattern)).start()


def _slow() -> None:
    for name in ("replace", "unlink"):
        patch.object(Path, name, _slowed(getattr(Path, name))).start()
    patch.object(os, "link", _slowed(os.link)).start()


FAULTS: dict[str, Callable[[], object]] = {
    "slow": _slow,
    "in-place": lambda: patch.object(load, "_publish", _in_place).start(),
    "leftovers": lambda: (_slow(), _no_cleaning()),
    "unchecked": lambda: patch.object(load, "_check_whole", lambda *_: None).start(),
    "no-lock": lambda: patch.object(load, "_only_load", lambda _: nullcontext()).start(),
}

if __name__ == "__main__":
    FAULTS[sys.argv[1]]()
    sys.exit(main(sys.argv[2:]))
