"""What invented documents of other institutions say, as a reader of the printed page would put it.

Beside every text stands a TOML file. `year`: the fiscal year, 'asked' where none is printed, 'any' where
there are several. `as_of`: the base date, or 'none'; `also_as_of`: dates that may stand for it.
`organization`: its name, or 'asked'. `[[table]]`: rows from a text to a text, and what each of their cells
is ('' is no figure of a fact); `alt`: a fact that may be there but is not asked for. `[[row]]`: one row with
its values. `may`: tables of facts of which only the printing is held. Nothing else may be read.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from etl.facts import Document, Organization, Row
from tests.layouts.printed import plain, split
from tests.layouts.sheet import KEYS

DOCUMENTS = Path(__file__).parent / "documents"
NUMBERS = (
    "original_won", "adjustment_won", "current_won", "carried_in_won", "committed_won", "executed_won",
    "carried_explicit_won", "carried_accident_won", "carried_continuing_won", "refunded_won", "unspent_won",
    "received_won", "printed_rate", "amount_won", "share", "previous_won", "previous_share", "change_won",
    "change_rate", "target", "actual", "printed_attainment", "value", "authorized", "current", "n", "percent",
)  # fmt: skip
_LABELS = {"indicator_result": "name", "staffing": "grade", "survey_cell": "row_category"}
"""What a fact calls its row, where it is not its label."""
_TOTAL = re.compile(r"(총?합?계|합계)")
_ALIKE = 0.75


@dataclass(frozen=True, slots=True)
class Truth:
    """One fact that a document holds. asked: whether it has to be found to be called read."""

    table: str
    lines: frozenset[int]
    year: int | None
    label: str
    values: dict[str, float]
    asked: bool
    rules: dict[str, Any]


@dataclass(slots=True)
class Verdict:
    """How a reading did: figures that are right, of how many; and what is wrong."""

    read: int = 0
    printed: int = 0
    wrong: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Foreign:
    """A document and its truth."""

    name: str
    path: Path
    lines: list[str]
    spec: dict[str, Any]

    def truths(self) -> list[Truth]:
        """Return the facts that the document holds."""
        found = [truth for table in self.spec.get("table", []) for truth in self._of_table(table)]
        return found + [self._of_row(row) for row in self.spec.get("row", [])]

    def line_of(self, start: str) -> int:
        """Return the first line (from 1) that begins so. An AssertionError where the truth has a slip."""
        found = [number for number, text in enumerate(self.lines, start=1) if text.startswith(start)]
        assert found, f"{self.name}: no line begins with {start!r}"
        return found[0]

    def _of_table(self, spec: dict[str, Any]) -> Iterator[Truth]:
        first, last = self.line_of(spec["from"]), self.line_of(spec["to"])
        columns: list[str] = spec["columns"]
        step = spec.get("stacked", 1)
        if step > 1:
            last += step - 1
        for number in range(first, last + 1, step):
            if step > 1:
                cells = [text.strip() for text in self.lines[number - 1 : number - 1 + step]]
            else:
                carrier, found = split(self.lines[number - 1], number)
                if carrier in ("rule", ""):
                    continue
                cells = [cell.text for cell in found]
            yield self._fact(spec, range(number, number + step), columns, cells)

    def _fact(
        self, spec: dict[str, Any], lines: range, columns: Sequence[str], cells: Sequence[str]
    ) -> Truth:
        labels, values = [], {}
        for column, cell in zip(columns, cells, strict=False):
            if column == "label" and cell.strip():
                labels.append(cell.strip())
            elif column in NUMBERS and (value := amount(cell)) is not None:
                values[column] = value * (spec["unit"] if column.endswith("_won") else 1)
        return Truth(
            spec["fact"], frozenset(lines), spec.get("year", self.year), " ".join(labels), values,
            not spec.get("alt", False), spec,
        )  # fmt: skip

    def _of_row(self, spec: dict[str, Any]) -> Truth:
        line = self.line_of(spec["at"])
        values = {name: float(value) for name, value in spec["values"].items() if name in NUMBERS}
        label = str(spec["values"].get("name") or spec["values"].get("label") or "")
        lines = frozenset(range(line, line + spec.get("lines", 4)))
        return Truth(
            spec["fact"], lines, spec.get("year", self.year), label, values, not spec.get("alt"), spec
        )

    @property
    def year(self) -> int | None:
        """The fiscal year, where one is printed."""
        year = self.spec["year"]
        return year if isinstance(year, int) else None

    @property
    def dates(self) -> set[date | None]:
        """The base dates that a fact may have."""
        named = [
            *self.spec.get("also_as_of", []),
            *([] if self.spec["as_of"] == "none" else [self.spec["as_of"]]),
        ]
        return {None, *(date.fromisoformat(one) for one in named)}

    def judge(self, rows: Sequence[Row]) -> Verdict:
        """Hold the facts that were read against the truth."""
        verdict = Verdict()
        truths = self.truths()
        verdict.printed = sum(len(truth.values) for truth in truths if truth.asked)
        self._document(rows, verdict)
        for row in rows:
            if type(row) not in KEYS or row.table == "milestone":
                continue
            self._row(row, truths, verdict)
        return verdict

    def _document(self, rows: Sequence[Row], verdict: Verdict) -> None:
        for row in rows:
            if isinstance(row, Organization):
                wanted = self.spec["organization"]
                if (
                    wanted == "asked"
                    and plain(row.name)
                    and any(c.isalpha() for c in self.name)
                    and (plain(row.name) in plain(self.name) or self.name.startswith(row.name))
                ):
                    verdict.wrong.append(f"organization {row.name!r} is the file's name")
                elif (
                    wanted != "asked"
                    and plain(wanted) not in plain(row.name)
                    and plain(row.name) not in plain(wanted)
                ):
                    verdict.wrong.append(f"organization {row.name!r}, not {wanted!r}")
            if isinstance(row, Document):
                if row.as_of not in self.dates:
                    verdict.wrong.append(f"document as of {row.as_of}, printed nowhere")
                if self.year is not None and row.fiscal_year != self.year:
                    verdict.wrong.append(f"document of {row.fiscal_year}, not {self.year}")

    def _row(self, row: Row, truths: Sequence[Truth], verdict: Verdict) -> None:
        printed = self.lines[row.line - 1][:90]
        numbers = {name: getattr(row, name) for name in NUMBERS if getattr(row, name, None) is not None}
        year = getattr(row, "fiscal_year", None)
        said = f"{row.table} {row.line} {year or ''} {numbers} in {printed!r}"
        if not numbers:
            return
        if self._may(row):
            return
        candidates = [t for t in truths if t.table == row.table and row.line in t.lines]
        if row.table == "year_on_year":
            candidates = [t for t in candidates if t.rules.get("side") in (None, getattr(row, "side", None))]
        same_year = [t for t in candidates if year is None or t.year in (year, None)]
        if not same_year:
            why = "of another year" if candidates else "is no fact of the document"
            verdict.wrong.append(f"{why}: {said}")
            return
        best = min(
            same_year, key=lambda t: (sum(t.values.get(n) != v for n, v in numbers.items()), not t.asked)
        )
        wrong = [
            f"{n} {v} is {best.values.get(n, 'none')}"
            for n, v in numbers.items()
            if not _equal(best.values.get(n), v)
        ]
        wrong += self._placed(row, best)
        if wrong:
            verdict.wrong.append(f"{'; '.join(wrong)}: {said}")
        elif best.asked:
            verdict.read += len(numbers)

    def _placed(self, row: Row, truth: Truth) -> Iterator[str]:
        as_of = getattr(row, "as_of", None)
        if as_of not in self.dates and not truth.rules.get("any_as_of"):
            yield f"as of {as_of}"
        scopes = truth.rules.get("scopes")
        if scopes and getattr(row, "scope", None) == "whole":
            yield "called the whole institution's"
        level = getattr(row, "level", None)
        if level in truth.rules.get("not_levels", ()):
            yield f"called a {level}"
        if level == "total" and not _TOTAL.search(plain(truth.label)):
            yield "called the total"
        label = getattr(row, _LABELS.get(row.table, "label"), None)
        if isinstance(label, str) and truth.label and not _alike(label, truth.label):
            yield f"called {label!r}, not {truth.label!r}"

    def _may(self, row: Row) -> bool:
        for one in self.spec.get("may", []):
            if one["table"] == row.table and self.line_of(one["from"]) <= row.line <= self.line_of(one["to"]):
                value = getattr(row, "value", None)
                return any(
                    _equal(amount(cell.text), value) for cell in split(self.lines[row.line - 1], row.line)[1]
                )
        return False


def _equal(one: float | None, two: float | None) -> bool:
    return one is not None and two is not None and abs(one - two) <= 1e-9 * max(1.0, abs(one))


def _alike(one: str, two: str) -> bool:
    left, right = plain(one), plain(two)
    return left in right or right in left or SequenceMatcher(None, left, right).ratio() >= _ALIKE


def amount(cell: str) -> float | None:
    """Return the figure of a cell: '△1,234' is -1234, '(98.0%)' is -98; a dash or words are none."""
    found = re.fullmatch(r"([△▲▵▼(-]?)\s*(\d[\d,]*(?:\.\d+)?)\s*(?:[%가-힣]{0,3})\)?", cell.strip())
    if not found:
        return None
    value = float(found[2].replace(",", ""))
    return -value if found[1] else value


def foreign() -> list[Foreign]:
    """Return the documents, in order."""
    found = []
    for path in sorted(DOCUMENTS.glob("*.txt")):
        spec = tomllib.loads(path.with_suffix(".toml").read_text(encoding="utf-8"))
        found.append(Foreign(path.stem, path, path.read_text(encoding="utf-8").split("\n"), spec))
    return found
