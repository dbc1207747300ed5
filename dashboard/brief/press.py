"""Has the PDF of a brief set, with a limit of time, by a process that gives its memory back as it ends.

`python -m dashboard.brief.press FILE` takes the order as JSON on standard input. It says each step as
`n/N text` on standard error; what the reader can mend is its last line there, with the status 2.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from dashboard.brief import typesetting
from dashboard.brief.typesetting import Order
from dashboard.brief.whole_file import write_whole
from dashboard.ui.fonts import PACKAGE, MissingFontError
from dashboard.ui.labels import load

ROOT = Path(__file__).parents[2]
_TO_MEND = 2
_PATIENCE = 120.0
"""Seconds after which the setting of a file is given up."""


def press_command(out: Path) -> list[str]:
    """Return what makes the file `out` of an order on its standard input; run it in the folder `ROOT`."""
    return [sys.executable, "-m", __name__, str(out.resolve())]


def typeset(order: Order) -> bytes:
    """Return the file's bytes. MissingFontError where no font can write Korean."""
    done = subprocess.run(  # noqa: S603 -- our own interpreter and module
        [sys.executable, "-m", typesetting.__name__],
        input=json.dumps(order).encode(),
        capture_output=True,
        cwd=ROOT,
        timeout=_PATIENCE,
        check=False,
    )
    if done.returncode == typesetting.NO_FONT:
        raise MissingFontError(load(order["brief"]["language"])("font.missing", package=PACKAGE))
    if done.returncode:
        raise RuntimeError(f"the PDF could not be set: {done.stderr.decode('utf-8', 'replace').strip()}")
    return done.stdout


def main() -> int:
    """Make what standard input orders into the file of the first argument."""

    def say(step: str) -> None:
        sys.stderr.write(f"{step}\n")
        sys.stderr.flush()

    order: Order = json.load(sys.stdin.buffer)
    try:
        content = typeset(order)
    except MissingFontError as error:
        say(str(error))
        return _TO_MEND
    say(f"3/3 {load(order['brief']['language'])('brief.step_writing')}")
    write_whole(Path(sys.argv[1]), content)
    return 0


if __name__ == "__main__":
    sys.exit(main())
