"""How far a command is: a bar on a terminal, a line for each file in a log."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

from tqdm import tqdm

from etl.readers import shown

_FEWEST = 2
"""A single file is done before anybody asks."""


@contextmanager
def progress(files: int) -> Iterator[Callable[[Path], None]]:
    """Give what is to be called with each file that is done; files: how many there are."""
    numbers = count(1)
    is_log = files >= _FEWEST and not sys.stderr.isatty()
    with tqdm(total=files, unit="file", leave=False, disable=is_log or files < _FEWEST) as bar:

        def done(path: Path) -> None:
            name = shown(Path(path.name))
            bar.set_postfix_str(name)
            bar.update()
            if is_log:
                sys.stdout.write(f"read {next(numbers)} of {files}: {name}\n")

        yield done
