"""Institutions beside each other: what is alike is compared, and who is missing is told with the reason."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from flask import Flask

from dashboard.shell.filters import Filters
from dashboard.shell.page import View
from dashboard.shell.routing import Router
from dashboard.topics import all_pages
from dashboard.topics.peers import queries
from dashboard.topics.peers.page import PAGE
from dashboard.ui.labels import load
from dashboard.warehouse.scopes import resolve
from dashboard.warehouse.snapshots import Snapshots
from etl import extraction, pipeline
from tests.dashboard.reading import text_of
from tests.etl.warehouse.tiny import budget, direction, goal
from tests.etl.warehouse.tiny import load as load_tiny

KO = load("ko")
REPORT = """{name}

2025년도 업무보고

(2025.{month}.{day}.기준)

□ 조직 및 인력

○ 정·현원 현황 (단위: 명)

구분\t계\t1급\t2급
정원\t{all}\t{first}\t{second}
현원\t{all}\t{first}\t{second}

□ 세출예산 집행현황

(단위: 천원)

구분\t예산현액\t집행액\t집행률
총계\t{budget}\t{spent}\t{rate}%
인건비\t1,000\t600\t60.0%
운영비\t{rest}\t{spent_rest}\t{rest_rate}%
"""
NURI = {
    "name": "누리시설공단", "month": 9, "day": 30, "all": 10, "first": 4, "second": 6, "budget": "3,000",
    "spent": "1,500", "rate": "50.0", "rest": "2,000", "spent_rest": "900", "rest_rate": "45.0",
}  # fmt: skip
SOLBIT = {
    **NURI, "name": "솔빛시설공단", "day": 15, "budget": "5,000", "spent": "4,600", "rate": "92.0",
    "rest": "4,000", "spent_rest": "4,000", "rest_rate": "100.0", "second": 7,
}  # fmt: skip
LATE = {**NURI, "name": "한강시설공단", "month": 6}


@pytest.fixture
def seen(tmp_path: Path) -> Iterator[Callable[[str], View]]:
    """The view of an institution's page of peers."""
    files = []
    for number, one in enumerate((NURI, SOLBIT, LATE)):
        files.append(tmp_path / f"{number}.txt")
        files[-1].write_text(REPORT.format(**one), "utf-8")
    pipeline.write_facts(extraction.extract(files), tmp_path / "facts")
    pipeline.build_warehouse(tmp_path / "facts", tmp_path / "w.duckdb")
    with Flask("test").app_context(), closing(Snapshots(tmp_path / "w.duckdb")) as snapshots:
        router = Router(snapshots, all_pages())
        stack = []

        def view(name: str) -> View:
            lent = router.viewed("/peers", f"?org={name}", None)
            stack.append(lent)
            _, found = lent.__enter__()
            assert found is not None
            return found

        yield view
        for lent in stack:
            lent.__exit__(None, None, None)


def test_what_reports_of_the_same_month_stands_side_by_side(seen: Callable[[str], View]) -> None:
    view = seen("누리시설공단")
    found = queries.peers(view.connection, view.scope)
    assert found is not None
    assert [(one["name"], one["is_own"], one["execution_rate"]) for one in found.found] == [
        ("누리시설공단", True, 50.0), ("솔빛시설공단", False, 92.0),
    ]  # fmt: skip
    # Grades that do not add up to their total prove no number of staff.
    assert [(one["heads"], one["per_head_won"]) for one in found.found] == [(10, 300_000), (None, None)]
    assert [(one.name, one.why) for one in found.absent] == [("한강시설공단", "no_report")]
    text = " ".join(text_of(part) for part in PAGE.render(view))
    assert "50.0%로, 2곳 가운데 2번째로 높습니다" in text and "2025. 6. 30." in text
    assert KO("peers.per_head_note") not in text  # of one alone no strip is drawn
    assert [row[0] for row in PAGE.sheet(view, None).rows] == ["누리시설공단", "솔빛시설공단"]


def test_who_is_alone_is_told_why(seen: Callable[[str], View]) -> None:
    view = seen("한강시설공단")
    text = " ".join(text_of(part) for part in PAGE.render(view))
    assert KO("peers.alone") in text and "누리시설공단" in text and "솔빛시설공단" in text


def test_goals_of_another_year_are_none_of_the_years(tmp_path: Path) -> None:
    goals = [
        goal(line=20, name="교육 인원", target=100.0, actual=100.0),
        goal(line=21, name="상담 건수", target=100.0, actual=10.0, fiscal_year=2022),
    ]
    load_tiny(tmp_path / "w.duckdb", direction(line=2), budget(level="total", current_won=1_000_000), *goals)
    with closing(Snapshots(tmp_path / "w.duckdb")) as snapshots, snapshots.snapshot() as snapshot:
        scope = resolve(snapshot.connection, Filters()).scope
        assert scope is not None
        found = queries.peers(snapshot.connection, scope)
    assert found is not None
    assert [(one["attainment"], one["goals"]) for one in found.found] == [(100.0, 1)]
