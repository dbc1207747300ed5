"""Reports into fact folders, these into a warehouse: whole or not at all, the latest report speaking."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest

from etl import extraction, facts, inputs, pipeline
from etl.blocks import SourceDocument
from etl.facts import FactError, Row
from etl.inbox import Inbox
from etl.mappings import Mappings
from etl.outline.cover import Said
from tests.etl.kinds.bench import table

EACH = 1_117
"""Thousand won of budget for each part of a programme; 403 of them are executed."""


def _text(year: int, *programmes: tuple[str, int]) -> bytes:
    """Return a report whose sums hold, and in which the first programme's rate is misprinted."""
    parts = sum(number for _, number in programmes)
    rows = [
        f"{name} | {number * EACH:,} | {number * 403:,} | {'36.1' if place else '1.0'}%"
        for place, (name, number) in enumerate(programmes)
    ]
    total = f"총계 | {parts * EACH:,} | {parts * 403:,} | 36.1%"
    body = table("사업명 | 예산액 | 집행액 | 집행률", total, *rows)
    return f"푸른시숲재단\n{year}년 주요업무\n({year}.9.30.기준, 단위: 천원)\n{body}".encode()


def _write(folder: Path, name: str, content: bytes) -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


@pytest.fixture
def two(tmp_path: Path) -> list[Path]:
    """Two reports of one institution, a year apart."""
    return [
        _write(tmp_path, "a.txt", _text(2031, ("나무 심기", 3), ("강 살피기", 6))),
        _write(tmp_path, "b.txt", _text(2032, ("나무 심기", 5), ("길 고치기", 4))),
    ]


def _query(path: Path, sql: str) -> list[tuple[object, ...]]:
    with duckdb.connect(str(path), read_only=True) as connection:
        return connection.sql(sql).fetchall()


def test_two_years_of_one_institution_make_one_warehouse(two: list[Path], tmp_path: Path) -> None:
    folder, warehouse = tmp_path / "facts", tmp_path / "w.duckdb"
    pipeline.write_facts(extraction.extract(two), folder)
    built = pipeline.build_warehouse(folder, warehouse)
    assert [document.fiscal_year for document in built.documents] == [2031, 2032]
    # What both reports name stands once, as the later one has it.
    assert _query(warehouse, "SELECT name, document_id FROM organization") == [
        ("푸른시숲재단", built.documents[1].document_id)
    ]
    sql = "SELECT fiscal_year, name, lineage_id FROM program ORDER BY fiscal_year, line"
    (y1, tree1, line1), _, (y2, tree2, line2), _ = _query(warehouse, sql)
    assert (y1, tree1, y2, tree2, line1) == (2031, "나무 심기", 2032, "나무 심기", line2)
    sql = "SELECT DISTINCT current_won FROM budget_line WHERE label = '나무 심기' ORDER BY 1"
    assert _query(warehouse, sql) == [(3_000 * EACH,), (5_000 * EACH,)]


def test_a_folder_of_facts_is_replaced_as_a_whole(two: list[Path], tmp_path: Path) -> None:
    folder = tmp_path / "facts"
    extracted = extraction.extract(two[:1])
    pipeline.write_facts(extracted, folder)
    (own,) = folder.iterdir()
    (own / "milestone.csv").write_text("left from an older reading\n", encoding="utf-8")
    pipeline.write_facts(extracted, folder)
    assert not (own / "milestone.csv").exists()
    assert [path.name for path in folder.iterdir()] == [own.name]


def test_a_disk_that_fails_leaves_the_facts_as_they_were(
    two: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "facts"
    pipeline.write_facts(extraction.extract(two), folder)
    before = {path: path.read_bytes() for path in folder.rglob("*.csv")}
    two[0].write_bytes(_text(2031, ("나무 심기", 7)))
    changed = extraction.extract(two)
    write = facts.write_csv
    calls: list[Path] = []

    def fails(path: Path, row_type: type[Row], rows: Sequence[Row]) -> None:
        calls.append(path)
        if len(calls) == 7:
            raise OSError(28, "No space left on device", str(path))
        write(path, row_type, rows)

    monkeypatch.setattr(facts, "write_csv", fails)
    with pytest.raises(FactError, match="No space left on device"):
        pipeline.write_facts(changed, folder)
    assert {path: path.read_bytes() for path in folder.rglob("*.csv")} == before
    assert not list(folder.glob(".new-*"))


def test_the_digest_of_facts_follows_their_content(two: list[Path], tmp_path: Path) -> None:
    folder = tmp_path / "facts"
    pipeline.write_facts(extraction.extract(two), folder)
    before = inputs.read(folder).facts_sha256
    assert inputs.read(folder).facts_sha256 == before
    two[1].write_bytes(_text(2032, ("나무 심기", 6)))
    pipeline.write_facts(extraction.extract(two), folder)
    assert inputs.read(folder).facts_sha256 != before


def test_a_waiting_report_replaces_the_committed_one_of_its_date(two: list[Path], tmp_path: Path) -> None:
    folder, inbox, warehouse = tmp_path / "facts", tmp_path / "inbox", tmp_path / "w.duckdb"
    pipeline.write_facts(extraction.extract(two), folder)
    inbox.mkdir()
    _write(inbox, "new.txt", _text(2032, ("나무 심기", 8), ("길 고치기", 4)))
    built = pipeline.build_warehouse(folder, warehouse, Inbox.of(inbox))
    assert len(built.documents) == 2
    sql = "SELECT current_won FROM budget_line WHERE fiscal_year = 2032 AND label = '나무 심기'"
    assert _query(warehouse, sql) == [(8_000 * EACH,)]
    assert pipeline.build_warehouse(folder, warehouse).result.documents == 2


def test_what_no_fact_may_hold_is_set_aside_with_its_line(
    two: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    recognise = extraction.recognise

    def misread(source: SourceDocument, said: Said, mappings: Mappings) -> list[Row]:
        rows = recognise(source, said, mappings)
        total = next(row for row in rows if isinstance(row, facts.BudgetLine) and row.level == "total")
        parts = {"parent_id": total.budget_line_id}
        return [
            replace(row, current_won=10**17) if row is total
            else replace(row, **parts) if isinstance(row, facts.BudgetLine) else row
            for row in rows
        ]  # fmt: skip

    monkeypatch.setattr(extraction, "recognise", misread)
    (extracted,) = extraction.extract(two[:1])
    (aside,) = [row for row in extracted.rows if isinstance(row, facts.SetAside)]
    assert (aside.reason, "총계" in aside.text, aside.line > 1) == ("out_of_range", True, True)
    left = [row for row in extracted.rows if isinstance(row, facts.BudgetLine)]
    assert left
    assert all(row.parent_id is None for row in left)
    folder = tmp_path / "facts"
    pipeline.write_facts([extracted], folder)
    assert pipeline.build_warehouse(folder, tmp_path / "w.duckdb").set_aside["out_of_range"] == 1


def test_two_waiting_reports_of_one_date_are_refused(two: list[Path], tmp_path: Path) -> None:
    other = _write(tmp_path, "c.txt", _text(2031, ("나무 심기", 4)))
    with pytest.raises(FactError, match=r"c\.txt: is the same report as a\.txt"):
        extraction.extract([*two, other])


def test_findings_come_in_order_and_say_what_is_printed(two: list[Path], tmp_path: Path) -> None:
    folder, warehouse = tmp_path / "facts", tmp_path / "w.duckdb"
    pipeline.write_facts(extraction.extract(two), folder)
    built = pipeline.build_warehouse(folder, warehouse)
    found = pipeline.findings(warehouse)
    assert len(found) == built.result.findings > 0
    assert sum(built.findings.values()) == len(found)
    assert "rate_recomputed" in {str(row["check_name"]) for row in found}
    assert [row["finding_id"] for row in found] == sorted(str(row["finding_id"]) for row in found)
