"""The committed facts against the reports themselves, read here by line and digit and by nothing of the ETL.

That reading the reports again gives the committed facts byte for byte stands in tests/test_contracts.py.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import fields
from pathlib import Path

import pytest

from etl import mappings
from etl.facts import ROW_TYPES, Document, IndicatorResult, Row, SetAside, columns, read_csv
from etl.kinds import recognise
from etl.mappings import Mappings
from etl.readers import text
from tests.conftest import MAPPINGS, ROOT
from tests.layouts.evidence import figures, unprinted

DATA = ROOT / "etl" / "data"
FOLDERS = sorted(path for path in DATA.iterdir() if path.is_dir())

PICKED: dict[str, list[tuple[str, int, str, float | str | None]]] = {
    "2023-09-30-progress-report": [
        ("year_on_year", 61, "amount_won", 16_870_000_000),
        ("year_on_year", 62, "change_won", 5_556_000_000),
        ("year_on_year", 66, "previous_share", 3.2),
        ("budget_line", 102, "current_won", 1_427_076_000),
        ("budget_line", 126, "level", "institution"),
        ("indicator_result", 174, "target", 35),
        ("indicator_result", 174, "actual", 10),
        ("indicator_result", 175, "target", 470.9),
        ("indicator_result", 175, "status", "pending"),
        ("indicator_result", 175, "actual", None),
        ("indicator_result", 178, "actual", 12_734),
        ("indicator_result", 181, "target", 2_114),
        ("revenue_line", 199, "current_won", 32_758_096_000),
        ("revenue_line", 199, "adjustment_won", 871_459_000),
        ("revenue_line", 202, "received_won", 34_538_000),
        ("revenue_line", 208, "adjustment_won", None),
        ("budget_line", 215, "adjustment_won", None),
        ("budget_line", 215, "printed_rate", None),
        ("budget_line", 218, "executed_won", 1_045_906_000),
        ("budget_line", 224, "adjustment_won", -30_000_000),
        ("budget_line", 236, "original_won", 8_767_597_000),
        ("budget_line", 237, "executed_won", None),
        ("budget_line", 250, "level", "section"),
        ("budget_line", 253, "executed_won", 5_278_000),
        ("budget_line", 253, "level", "program"),
        ("budget_line", 274, "current_won", 87_202_000),
        ("budget_line", 305, "executed_won", None),
        ("budget_line", 305, "printed_rate", 0.0),
        ("budget_line", 320, "funding", "수탁"),
        ("budget_line", 747, "executed_won", 5_278_000),
        ("budget_line", 2040, "current_won", 130_000_000),
        ("budget_line", 2040, "executed_won", 105_859_000),
    ],
    "2026-01-31-plan": [
        ("year_on_year", 72, "amount_won", 45_117_000_000),
        ("year_on_year", 77, "change_rate", 79.7),
        ("year_on_year", 88, "change_won", -15_000_000),
        ("budget_line", 110, "current_won", 1_565_577_000),
        ("indicator_result", 164, "target", 3_000),
        ("indicator_result", 169, "target", 66.96),
        ("indicator_result", 175, "status", "planned"),
        ("budget_line", 854, "current_won", 686_495_000),
        ("budget_line", 990, "current_won", 4_696_106_000),
        ("budget_line", 1036, "executed_won", 60_980_000),
        ("budget_line", 1036, "printed_rate", 1.9),
        ("budget_line", 1084, "current_won", 1_215_200_000),
        ("budget_line", 2417, "current_won", 84_580_000),
    ],
    "2021-09-30-progress-report": [
        ("revenue_line", 60, "received_won", 428_628_000),
        ("revenue_line", 62, "printed_rate", 79.1),
        ("budget_line", 77, "executed_won", 45_906_000),
        ("budget_line", 78, "current_won", 96_474_000),
        ("budget_line", 220, "executed_won", 7_952_000),
        ("budget_line", 693, "printed_rate", 96.5),
        ("indicator_result", 148, "target", 4_000),
        ("indicator_result", 148, "actual", 2_713),
    ],
    "2015-12-31-final-report": [
        ("indicator_result", 492, "actual", 1_002),
        ("indicator_result", 495, "printed_attainment", 100),
        ("budget_line", 519, "executed_won", 28_169_652),
        ("budget_line", 524, "current_won", 4_204_600),
        ("budget_line", 528, "executed_won", 5_100_860),
        ("budget_line", 529, "level", "total"),
    ],
    "2016-12-31-task-card": [
        ("budget_line", 17, "current_won", 271_000_000),
        ("budget_line", 17, "executed_won", 129_000_000),
    ],
}
"""Figures that a person read in the reports: table, line, column, value."""


def _facts(folder: Path) -> list[Row]:
    paths = [(folder / f"{row_type.table}.csv", row_type) for row_type in ROW_TYPES]
    return [row for path, row_type in paths if path.exists() for row in read_csv(path, row_type)]


def _document(rows: Sequence[Row]) -> Document:
    return next(row for row in rows if isinstance(row, Document))


def _lines(rows: Sequence[Row], reports: Path) -> list[str]:
    path = reports / _document(rows).source_name
    return path.read_bytes().decode("utf-8").split("\n")


def test_every_report_has_figures_that_a_person_picked() -> None:
    assert len(FOLDERS) == len(PICKED) == 5
    assert all(any(folder.name.endswith(ending) for folder in FOLDERS) for ending in PICKED)


@pytest.mark.parametrize("ending", PICKED)
def test_a_picked_figure_is_the_fact_of_its_line(ending: str) -> None:
    (folder,) = [path for path in FOLDERS if path.name.endswith(ending)]
    rows = _facts(folder)
    for table, line, column, value in PICKED[ending]:
        found = [row for row in rows if row.table == table and row.line == line]
        assert found, f"{table} {line}: no such fact"
        assert getattr(found[0], column) == value, f"{table} {line}: {column}"


@pytest.mark.parametrize("ending", PICKED)
def test_a_picked_figure_is_printed_in_its_line(reports: Path, ending: str) -> None:
    """The picked values are themselves held against the reports: a slip of the pen would show."""
    (folder,) = [path for path in FOLDERS if path.name.endswith(ending)]
    lines = _lines(_facts(folder), reports)
    for table, line, column, value in PICKED[ending]:
        if isinstance(value, str) or value is None:
            continue
        scales = (1, 1_000, 1_000_000) if column.endswith("_won") else (1,)
        wanted = {f"{abs(value) / scale:g}".replace(".", "") for scale in scales}
        wanted |= {str(int(abs(value) // scale)) for scale in scales}
        cited = figures(" ".join(lines[line - 1 : line + 6]))
        assert wanted & cited, f"{table} {line}: {column} {value}"


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda path: path.name.split("-", 1)[1])
def test_every_figure_of_every_fact_is_printed_in_the_line_that_it_cites(reports: Path, folder: Path) -> None:
    rows = _facts(folder)
    assert unprinted(rows, _lines(rows, reports)) == []


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda path: path.name.split("-", 1)[1])
def test_a_zero_is_printed_and_a_goal_without_a_result_is_pending(reports: Path, folder: Path) -> None:
    rows = _facts(folder)
    lines = _lines(rows, reports)
    for row in rows:
        for column in columns(type(row)):
            if column.name.endswith("_won") and getattr(row, column.name) == 0:
                assert "0" in figures(lines[row.line - 1]), f"{row.table} {row.line}: {column.name}"
        if isinstance(row, IndicatorResult):
            assert (row.actual is None) is (row.status in ("pending", "planned"))


# Words of equal length, none of which means anything to a budget: another city, other subjects.
OTHER_WORDS = {
    "서울": "부산",
    "여성": "청년",
    "돌봄": "보살",
    "보육": "요양",
    "직장맘": "자영업",
    "양육": "간병",
    "폭력": "재난",
    "키즈": "실버",
    "결혼": "이사",
}
FACTOR = 2
"""What every amount is multiplied by: sums still add up within their rounding, so that levels stay."""
_GROUPED = re.compile(r"(?<![\d.,])\d{1,3}(?:[,.]\d{3})+(?![\d])")
_WITH_UNIT = re.compile(r"(?<![\d.,])\d{1,3}(?=\s*(?:천원|백만원))")
_CELLS = re.compile(r"^(?:\d{1,3}|-)(?:\s+(?:\d{1,3}|-))*\s*$")
_FIRST_OF_FIGURES = re.compile(r"^\d{1,3}(?=(?:\t\d{1,3})+$)")
"""The first cell of a row that holds counts alone: a total goes on being the sum of the others."""
_IN_TABLE = re.compile(r"(?<=[\t△])\d{1,3}(?=\(\d[\d.]*%\)|\(△|\t|$)")


def _renamed(content: str) -> str:
    for word, other in OTHER_WORDS.items():
        content = content.replace(word, other)
    return content


def _multiplied(found: re.Match[str]) -> str:
    point = "." if "." in found[0] else ","
    return f"{int(re.sub('[,.]', '', found[0])) * FACTOR:,}".replace(",", point)


_IN_WORDS = re.compile(r"금 [가-힣]+원(?=\(₩)")


def _other_figures(line: str, is_card: bool) -> str:
    if is_card and _CELLS.match(line):
        # The cells of a card's flattened tables; elsewhere a number alone on its line is a heading's.
        return re.sub(r"\d+", _multiplied, line)
    line = _IN_WORDS.sub("금 ", line)  # they would say the figures of the report
    changed = _GROUPED.sub(_multiplied, line)
    changed = _WITH_UNIT.sub(_multiplied, changed) if changed == line else changed
    if "\t" in line:
        changed = _IN_TABLE.sub(_multiplied, _FIRST_OF_FIGURES.sub(_multiplied, changed))
    return changed


@pytest.mark.parametrize("number", range(5))
def test_other_names_and_figures_give_the_same_rows_with_the_new_values(
    reports: Path, committed_mappings: Mappings, tmp_path: Path, number: int
) -> None:
    (path,) = reports.glob(f"{number:03}_*.txt")
    content = path.read_bytes().decode("utf-8")
    is_card = "task-card" in {
        row.document_id[-9:]
        for row in recognise(text.read("", content.encode()), mappings=committed_mappings)
    }
    other = "\n".join(_other_figures(line, is_card) for line in _renamed(content).split("\n"))
    before = recognise(text.read(path.name, content.encode()), mappings=committed_mappings)
    renamed = _renamed_mappings(tmp_path, {content: other})
    after = recognise(text.read(path.name, other.encode()), mappings=renamed)
    assert unprinted(after, other.split("\n")) == []
    assert _places(after) == _places(before)
    for one, two in zip(_sorted(before), _sorted(after), strict=True):
        for column in fields(one):
            if column.name not in ("raw", "text", "sha256", "reason", "row_path"):
                _compare(one, two, column.name)


def _renamed_mappings(folder: Path, documents: Mapping[str, str]) -> Mappings:
    """Return what people decided, of the institutions and documents as they are named here."""
    for path in MAPPINGS.glob("*.toml"):
        content = _renamed(path.read_text(encoding="utf-8"))
        for before, after in documents.items():
            content = content.replace(
                hashlib.sha256(before.encode()).hexdigest(), hashlib.sha256(after.encode()).hexdigest()
            )
        (folder / _renamed(path.name)).write_text(content, encoding="utf-8")
    return mappings.load(folder)


def _places(rows: Sequence[Row]) -> Counter[tuple[str, int]]:
    return Counter((row.table, row.line) for row in rows)


def _sorted(rows: Sequence[Row]) -> list[Row]:
    kept = [row for row in rows if not isinstance(row, SetAside)]
    return sorted(kept, key=lambda row: (row.table, row.line))


def _compare(one: Row, two: Row, column: str) -> None:
    before, after = getattr(one, column), getattr(two, column)
    where = f"{one.table} {one.line}: {column}"
    if isinstance(before, str):
        assert after == _renamed(before), where
    elif column.endswith("_won") and column not in ("printed_unit_won", "unit_won") and before is not None:
        assert after == before * FACTOR, where
    elif column in ("target", "actual", "value", "n", "row_total", "authorized", "current"):
        assert after == before or after == before * FACTOR, where
    else:
        assert after == before, where
