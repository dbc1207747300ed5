"""Has each PDF of a brief set, with a limit of time, by a process that gives its memory back as it ends.

`python -m dashboard.brief.press FILE` takes the orders as JSON on standard input, by the files' names: a .zip
holds all, a .pdf is the only one. It says each step as `n/N text` on standard error; what the reader can mend
is its last line there, with the status 2.
"""

from __future__ import annotations

import io
import json
import logging
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

from dashboard.brief import typesetting
from dashboard.brief.typesetting import Order
from dashboard.brief.whole_file import write_whole
from dashboard.ui.fonts import PACKAGE, MissingFontError
from dashboard.ui.labels import load

_LOG = logging.getLogger(__name__)
ROOT = Path(__file__).parents[2]
_TO_MEND = 2
_PATIENCE = 120.0
"""Seconds after which the setting of a file is given up."""


def press_command(out: Path) -> list[str]:
    """Return what makes the file `out` of orders on its standard input; run it in the folder `ROOT`."""
    return [sys.executable, "-m", __name__, str(out.resolve())]


class PressError(Exception):
    """A PDF that cannot be made: one line, in the brief's language."""


def typeset(order: Order) -> bytes:
    """Return the file's bytes. MissingFontError where no font can write Korean, PressError where it fails."""
    words = load(order["brief"]["language"])
    try:
        done = subprocess.run(  # noqa: S603 -- our own interpreter and module
            [sys.executable, "-m", typesetting.__name__],
            input=json.dumps(order).encode(),
            capture_output=True,
            cwd=ROOT,
            timeout=_PATIENCE,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise PressError(words("pdf.too_slow", seconds=int(_PATIENCE))) from None
    if done.returncode == typesetting.NO_FONT:
        raise MissingFontError(words("font.missing", package=PACKAGE))
    if done.returncode:
        # Where a module of ours lies is for the log, not for who waits for a file.
        _LOG.error("a PDF could not be set: %s", done.stderr.decode("utf-8", "replace").strip())
        raise PressError(words("pdf.failed"))
    return done.stdout


def packed(orders: Mapping[str, Order], say: Callable[[str], None] = lambda _: None) -> bytes:
    """Return the files of the orders, by name, in one zip. say: takes the steps, after two of three."""
    of = len(orders)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        for n, (name, order) in enumerate(orders.items(), 1):
            entry = zipfile.ZipInfo(name, time.localtime(order["made_at"])[:6])
            package.writestr(entry, typeset(order), zipfile.ZIP_DEFLATED)
            text = load(order["brief"]["language"])("pdf.made", n=n, of=of)
            say(f"{2 * of + n}/{3 * of} {text}")
    return buffer.getvalue()


def main() -> int:
    """Make what standard input orders into the file of the first argument."""
    out = Path(sys.argv[1])

    def say(step: str) -> None:
        sys.stderr.write(f"{step}\n")
        sys.stderr.flush()

    orders: dict[str, Order] = json.load(sys.stdin.buffer)
    first, *_ = orders.values()
    try:
        content = packed(orders, say) if out.suffix.lower() == ".zip" else typeset(first)
    except (MissingFontError, PressError) as error:
        say(str(error))
        return _TO_MEND
    say(f"3/3 {load(first['brief']['language'])('brief.step_writing')}")
    write_whole(out, content)
    return 0


if __name__ == "__main__":
    sys.exit(main())
