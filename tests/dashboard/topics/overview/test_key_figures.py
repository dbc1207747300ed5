"""The whole's execution, where its own print is destroyed: added up from its parts, or left unsaid."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest
from flask import Flask

from dashboard.shell.routing import Router
from dashboard.topics import all_pages
from dashboard.ui.labels import load
from dashboard.warehouse.snapshots import Snapshots
from dashboard.web.downloads import Asked, exported
from dashboard.web.jobs import Jobs
from tests.dashboard.reading import text_of
from tests.etl.warehouse.tiny import budget
from tests.etl.warehouse.tiny import load as build

MILLION = 1_000_000


def _overview(path: Path, *parts: tuple[str, int | None, int | None]) -> str:
    """The text of an overview over a total of 100 million won whose executed cell is destroyed."""
    total = budget(
        "총계", budget_line_id="total", level="total", category="total", current_won=100 * MILLION,
        executed_won=None, unreadable="executed_won",
    )  # fmt: skip
    lines = [
        budget(
            label, level="section", parent_id="total", category="programs" if number == 0 else None,
            current_won=None if current is None else current * MILLION,
            executed_won=None if executed is None else executed * MILLION,
            unreadable="executed_won" if executed is None else None, line=20 + number,
        )
        for number, (label, current, executed) in enumerate(parts)
    ]  # fmt: skip
    build(path, total, *lines)
    snapshots = Snapshots(path)
    with Flask("test").app_context():
        text = text_of(Router(snapshots, all_pages()).rendered("/", "", None).content)
    snapshots.close()
    return text


def test_legible_parts_of_the_whole_budget_are_added_up_and_judged(tmp_path: Path) -> None:
    words = load("ko")
    text = _overview(tmp_path / "w.duckdb", ("사업비", 60, 50), ("경상비", 40, 10))
    told = words("kpi.added_up", rate="60.0%", status=words("status.behind"), amount="60백만원")
    assert told in text


@pytest.mark.parametrize(
    "parts",
    [
        # A part is destroyed, or the parts are not the whole.
        [("사업비", 60, 50), ("경상비", 40, None)],
        [("사업비", 60, 50), ("경상비", 30, 10)],
    ],
)
def test_what_cannot_be_added_up_is_left_unsaid(
    tmp_path: Path, parts: list[tuple[str, int | None, int | None]]
) -> None:
    # The sentence up to its first figure.
    told = load("ko")("kpi.added_up", rate="|", status="", amount="").partition("|")[0] + "6"
    assert told not in _overview(tmp_path / "w.duckdb", *parts)


@pytest.mark.parametrize("kind", ["xlsx", "pdf", "hwpx"])
def test_a_brief_is_taken_away_where_the_budget_of_the_whole_is_destroyed(tmp_path: Path, kind: str) -> None:
    """Its executed amount has a line to cite, its budget has none."""
    path = tmp_path / "w.duckdb"
    build(path, budget(level="total", current_won=None, executed_won=5_000, unreadable="current_won"))
    asked = Asked(pathname="/brief", search="", kind=kind)
    with closing(Snapshots(path)) as snapshots, Flask("test").app_context():
        sent, *_ = exported(Router(snapshots, all_pages()), Jobs(path, tmp_path / "jobs"), asked)
    assert sent and sent["content"]
