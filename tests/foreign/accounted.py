"""Which figures of a text's tables are accounted for, told by the command line and the fact files alone."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterable, Sequence
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from io import StringIO
from pathlib import Path

from etl.__main__ import main
from tests.layouts.page import digits_of, numbers
from tests.layouts.printed import is_figure, tables

_READ = ("fact", "read")
_UNEXPLAINED = "unexplained"


@dataclass(slots=True)
class Account:
    """What became of the figures of a text's tables. refused: what was said where nothing was extracted."""

    figures: int = 0
    vanished: list[str] = field(default_factory=list)
    refused: str = ""


def command(*arguments: str) -> tuple[int, str, str]:
    """Return the exit code of a command, what it printed, and what it complained of."""
    out, error = StringIO(), StringIO()
    with redirect_stdout(out), redirect_stderr(error):
        try:
            code = main(list(arguments))
        except SystemExit as stopped:
            code = int(stopped.code or 0) if not isinstance(stopped.code, str) else 2
    return code, out.getvalue(), error.getvalue()


def account(path: Path, scratch: Path) -> Account:
    """Extract a text into a folder, ask for its coverage, and look every figure of its tables up."""
    code, _, complaint = command("extract", str(path), "--facts", str(scratch))
    if code != 0:
        return Account(refused=complaint.strip())
    known: dict[int, set[str]] = defaultdict(set)
    for file in sorted(scratch.glob("*/*.csv")):
        with file.open(encoding="utf-8", newline="") as handle:
            for row in csv.DictReader(handle):
                if "line" in row:  # the list of files beside the facts has none
                    known[int(row["line"])] |= _figures(file.stem, row)
    for line, figures in _covered(command("coverage", str(path))[1].splitlines()):
        known[line] |= figures
    return _looked_up(path.read_text(encoding="utf-8").split("\n"), known)


def _figures(table: str, row: dict[str, str]) -> set[str]:
    """Return the printed figures that a row of a fact file holds."""
    if table in ("set_aside", "table_cell"):
        return numbers(row["text"])
    unit = Decimal(row.get("printed_unit_won") or 1)
    found = set()
    for name, value in row.items():
        try:
            amount = Decimal(value)
        except (InvalidOperation, TypeError):
            continue
        found.add(
            digits_of(amount / unit if name.endswith("_won") and name != "printed_unit_won" else amount)
        )
    return found


def _covered(lines: Iterable[str]) -> Iterable[tuple[int, set[str]]]:
    """Yield what coverage says of each line: that a line is a fact explains none of its other figures."""
    for text in lines:
        parts = text.split("\t")
        line = parts[0].split(":")[0]
        if len(parts) < 3 or not line.isdigit() or _UNEXPLAINED in parts:
            continue
        figures = numbers(" ".join(parts[2:]))
        if parts[1] not in _READ or len(numbers(parts[-1])) == 1:
            yield int(line), figures


def _looked_up(lines: Sequence[str], known: dict[int, set[str]]) -> Account:
    found = Account()
    for table in tables(lines):
        for row in table.rows[table.heads :]:
            places = {row.line, *(cell.line for cell in row.cells)}
            # Staff in office stands below the posts; a stacked row may be cited by any of its lines.
            near = set().union(*(known.get(line, set()) for line in (*places, row.line - 1)))
            for cell in row.cells:
                if not is_figure(cell.text):
                    continue
                found.figures += 1
                missing = {one for one in numbers(cell.text) if one not in near}
                if missing and missing == numbers(cell.text):
                    found.vanished.append(f"line {cell.line}: {cell.text!r} in {lines[row.line - 1][:80]!r}")
    return found
