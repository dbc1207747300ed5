"""Reads every variation of the five reports and of small invented ones; says which facts stayed.

    python -m bench.variations [PART OF A VARIATION'S NAME] [PART OF A TEXT'S NAME]

Exit code 1 where a fact is wrong.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from etl import extraction
from etl.facts import Document, Row
from tests.layouts.sheet import Outcome, Sheet, compare
from tests.layouts.variations import VARIATIONS, Variation

ROOT = Path(__file__).resolve().parents[1]
REPORTS = ROOT.parent / "shared" / "reports"
SMALL = ROOT / "tests" / "foreign"


@dataclass(frozen=True, slots=True)
class Base:
    """A text and its facts."""

    name: str
    text: str
    rows: list[Row]

    @property
    def year(self) -> int | None:
        """The year that it reports on, None where it prints none."""
        return next(row.fiscal_year for row in self.rows if isinstance(row, Document))


def read(text: str) -> list[Row]:
    """Return the facts of a text. A USER_ERROR where it is refused."""
    with tempfile.TemporaryDirectory() as scratch:
        path = Path(scratch) / "report.txt"
        path.write_text(text, encoding="utf-8")
        return extraction.extract([path])[0].rows


def bases(part: str = "") -> list[Base]:
    """Return the texts that are varied."""
    paths = [*sorted(REPORTS.glob("0*.txt")), *sorted(SMALL.glob("base_*.txt"))]
    texts = [(path.stem[:11], path.read_bytes().decode("utf-8")) for path in paths]
    return [Base(name, text, read(text)) for name, text in texts if part in name]


def outcomes(variation: Variation, texts: list[Base]) -> Iterator[tuple[str, Outcome | str]]:
    """Yield what became of each text that can be varied so; the message where it is refused."""
    for base in texts:
        if variation.bases and not any(base.name.startswith(one) for one in variation.bases):
            continue
        sheet = Sheet.of(base.text)
        if base.year is None or not variation.change(sheet, base.year):
            continue
        try:
            rows = read(sheet.text)
        except extraction.USER_ERRORS as error:
            yield base.name, str(error)
            continue
        yield base.name, compare(base.rows, rows, sheet, variation.expected)


def main(arguments: list[str]) -> int:
    """Print the outcome of every variation."""
    name, part = [*arguments, "", ""][:2]
    texts = bases(part)
    same = missing = wrong = refused = clean = tried = 0
    for variation in VARIATIONS:
        if name not in variation.name:
            continue
        for base, outcome in outcomes(variation, texts):
            tried += 1
            if isinstance(outcome, str):
                refused += 1
                clean += 1
                print(f"{variation.name} [{base}]: REFUSED {outcome[-160:]}")
                continue
            same += outcome.same
            missing += len(outcome.missing)
            wrong += len(outcome.wrong)
            clean += not outcome.wrong
            print(
                f"{variation.name} [{base}]: {outcome.same} same,"
                f" {len(outcome.missing)} missing, {len(outcome.wrong)} WRONG"
            )
            for line in outcome.wrong[:12]:
                print(f"    WRONG {line}")
            if len(outcome.wrong) > 12:
                print(f"    WRONG ... and {len(outcome.wrong) - 12} more")
    print(
        f"\n{tried} readings of {len(VARIATIONS)} variations:"
        f" {clean} without a wrong fact ({refused} refused);"
        f" facts {same} same, {missing} missing, {wrong} WRONG"
    )
    return int(wrong > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
