"""Holds facts against the reports that they were read from, by the checker's own eyes.

    python -m bench.checker [FACTS] [REPORT...]      # otherwise the committed facts and the five reports

Exit code 1 where a fact contradicts its page.
"""

from __future__ import annotations

import sys
from pathlib import Path

from etl.facts import ROW_TYPES, Document, Row, read_csv
from tests.layouts.checker import check

ROOT = Path(__file__).resolve().parents[1]
REPORTS = ROOT.parent / "shared" / "reports"


def facts_of(folder: Path) -> list[Row]:
    """Return the facts of a document's folder."""
    paths = [(folder / f"{row_type.table}.csv", row_type) for row_type in ROW_TYPES]
    return [row for path, row_type in paths if path.exists() for row in read_csv(path, row_type)]


def main(arguments: list[str]) -> int:
    """Print what contradicts the pages, what cannot be judged, and how many figures hold."""
    facts_dir = Path(arguments[0]) if arguments else ROOT / "etl" / "data"
    given = [Path(one) for one in arguments[1:]] or sorted(REPORTS.glob("*.txt"))
    reports = {path.name: path for path in given}
    failed = False
    for folder in sorted(path for path in facts_dir.iterdir() if path.is_dir()):
        rows = facts_of(folder)
        document = next(row for row in rows if isinstance(row, Document))
        if document.source_name not in reports:
            continue
        checked = check(reports[document.source_name].read_bytes().decode("utf-8"), rows)
        failed = failed or bool(checked.violations)
        print(
            f"{document.source_name}: {checked.held} hold,"
            f" {len(checked.unsure)} unsure, {len(checked.violations)} VIOLATIONS"
        )
        for line in checked.violations:
            print(f"    VIOLATION {line}")
        for line in checked.unsure:
            print(f"    unsure {line}")
    return int(failed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
