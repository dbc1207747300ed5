"""Names and dates that contradict each other within one document."""

from __future__ import annotations

import dataclasses
from datetime import date, datetime
from pathlib import Path

import pytest

from etl import facts
from etl.warehouse.checks.date_contradiction import CHECK as DATE
from etl.warehouse.checks.date_doubtful import CHECK as DOUBTFUL
from etl.warehouse.checks.name_mismatch import CHECK as NAME
from etl.warehouse.load import build
from tests.etl.warehouse.tiny import (
    Bench,
    budget,
    contents,
    direction,
    document,
    organization,
    program,
    query,
    set_aside,
)


def other_name(kind: str, subject_id: str, name: str, document_id: str = "d1") -> facts.Alias:
    return facts.Alias(document_id=document_id, line=77, kind=kind, subject_id=subject_id, name=name)


def test_a_caption_with_another_date_is_named_beside_the_documents(bench: Bench) -> None:
    caption = set_aside("2020-09-30", reason="date_contradiction", line=70)
    (found,) = bench.findings(DATE, [document(), caption])
    assert (found.line, found.printed, found.computed) == (70, "2020-09-30", "2023-09-30")
    assert "2020-09-30" in found.explanation_ko and "2023-09-30" in found.explanation_en
    assert not bench.findings(DATE, [document(), set_aside("2020-09-30", reason="table_unknown")])


@pytest.mark.parametrize(
    ("kind", "subject"),
    [("direction", direction("o-1")), ("program", program("p1", name="나눔 잔치"))],
)
def test_a_second_name_is_named_beside_the_first(bench: Bench, kind: str, subject: facts.Row) -> None:
    subject_id = "o-1" if kind == "direction" else "p1"
    (found,) = bench.findings(NAME, [subject, other_name(kind, subject_id, "이웃 잔치")])
    assert (found.line, found.related_line, found.printed) == (77, subject.line, "이웃 잔치")
    assert found.severity == "note"
    assert not bench.findings(NAME, [subject])


def test_results_of_another_year_are_named(bench: Bench) -> None:
    heading = set_aside("추진실적('19. 9월말)", reason="year_contradicted", line=90)
    (found,) = bench.findings(DATE, [document(), heading])
    assert (found.line, found.severity, found.computed) == (90, "warning", "2023-09-30")


def test_a_date_outside_its_year_is_doubted(bench: Bench) -> None:
    assert bench.findings(DOUBTFUL, [document()]) == []
    (found,) = bench.findings(DOUBTFUL, [document(fiscal_year=2022)])
    assert (found.printed, found.computed, found.severity) == ("2023-09-30", "2022", "warning")
    # The course of a plan: other years' lines as of the document's own date.
    course = [budget(level="year", fiscal_year=year, line=year) for year in (2022, 2023, 2024)]
    assert bench.findings(DOUBTFUL, [document(), *course]) == []
    (own,) = bench.findings(DOUBTFUL, [document(), *course, budget(as_of=date(2021, 12, 31), line=31)])
    assert (own.line, own.printed) == (31, "2021-12-31")


def test_a_document_without_a_date_is_not_doubted(bench: Bench) -> None:
    undated = dataclasses.replace(document(), as_of=None)
    assert bench.findings(DOUBTFUL, [undated]) == []
    assert bench.findings(DATE, [undated, set_aside("2020-09-30", reason="date_contradiction")]) == []


@pytest.mark.slow
def test_a_date_after_the_load_is_doubted(tmp_path: Path) -> None:
    """The day is Korea's: a report of today is of today, whatever the hour in Greenwich."""
    started = datetime(2031, 3, 1, 20, 0)  # noqa: DTZ001 -- a load's time is UTC without a zone
    for as_of, is_found in ((date(2031, 3, 2), False), (date(2031, 3, 3), True)):
        path = tmp_path / f"{as_of}.duckdb"
        build(path, dataclasses.replace(contents(organization(), document(as_of=as_of)), started=started))
        found = query(path, "SELECT printed, computed FROM finding WHERE check_name = 'date_doubtful'")
        assert found == ([{"printed": "2031-03-03", "computed": "2031-03-02"}] if is_found else [])
        assert query(path, "SELECT started_at, findings FROM load") == [
            {"started_at": started, "findings": int(is_found)}
        ]
