"""Holds a reading of the five reports against what a person read in them: goals, series, outputs, staff,
two-year tables, revenue, spending and surveys.

    python -m bench.gold [goals | series | outputs | staffing | comparisons | revenue | spending | survey]

Names every figure that was not found, and every fact that the gold does not hold. Exit code 1 where there
is one.
"""

from __future__ import annotations

import sys
from pathlib import Path

from etl import extraction
from etl.facts import Row
from tests.etl.gold.sheet import KINDS, gold, judge, read

ROOT = Path(__file__).resolve().parents[1]
REPORTS = ROOT.parent / "shared" / "reports"


def main(arguments: list[str]) -> int:
    """Print what is missing and wrong, and a line for each kind and document."""
    paths = sorted(REPORTS.glob("0*.txt"))
    rows: list[Row] = [
        row for one in extraction.extract(paths, mappings_dir=ROOT / "etl" / "mappings") for row in one.rows
    ]
    wrong = 0
    for kind in arguments or KINDS:
        truths, facts = gold(kind), read(kind, rows)
        print(kind)
        for document in dict.fromkeys(truth.document for truth in truths):
            own = judge(
                [truth for truth in truths if truth.document == document],
                [fact for fact in facts if fact.document == document],
            )
            for missing in own.missing:
                print(f"    missing {missing}")
            for named in own.misnamed:
                print(f"    NAMED OTHERWISE {named}")
            for fact in own.wrong:
                print(f"    WRONG {fact}")
            print(f"  {document}: {len(own.found)} of {own.asked} found, {len(own.wrong)} wrong")
        whole = judge(truths, facts)
        share = 100 * len(whole.found) / whole.asked
        print(
            f"  {kind}: {len(whole.found)} of {whole.asked} found ({share:.1f} %), {len(whole.wrong)} wrong"
        )
        wrong += len(whole.wrong)
    return int(wrong > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
