"""Says of every text how many figures of its tables are neither fact, nor set aside, nor cell, nor explained.

    python -m bench.accounted [PART OF A NAME]

Exit code 1 where a figure vanished or a text was refused.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from tests.foreign.accounted import account
from tests.foreign.truth import DOCUMENTS

ROOT = Path(__file__).resolve().parents[1]
REPORTS = ROOT.parent / "shared" / "reports"


def main(arguments: list[str]) -> int:
    """Print a line for each text, and what vanished."""
    part = arguments[0] if arguments else ""
    paths = [
        *sorted(REPORTS.glob("0*.txt")),
        *sorted(DOCUMENTS.parent.glob("*.txt")),
        *sorted(DOCUMENTS.glob("*.txt")),
    ]
    figures = vanished = refused = 0
    for path in paths:
        if part not in path.name:
            continue
        with tempfile.TemporaryDirectory() as scratch:
            found = account(path, Path(scratch))
        figures, vanished = figures + found.figures, vanished + len(found.vanished)
        refused += bool(found.refused)
        print(f"{path.name}: {found.figures} figures, {len(found.vanished)} vanished {found.refused[:160]}")
        for line in found.vanished[:10]:
            print(f"    VANISHED {line}")
    print(f"\n{figures} figures of tables, {vanished} vanished; {refused} texts refused")
    return int(vanished > 0 or refused > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
