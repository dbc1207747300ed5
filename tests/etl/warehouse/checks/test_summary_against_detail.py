"""The same figure printed twice in one document."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from etl import facts
from etl.warehouse.checks.summary_against_detail import CHECK
from tests.etl.warehouse.tiny import Bench, budget


def twice(summary: dict[str, Any], detail: dict[str, Any]) -> list[facts.Row]:
    return [
        budget("돌봄 지원", level="program", program_id="p1", direction_id="o-1", line=10, **summary),
        budget("돌봄 지원 사업", level="program_detail", program_id="p1", line=200, **detail),
    ]


def test_a_figure_that_differs_is_found_at_the_detail(bench: Bench) -> None:
    rows = twice(
        {"current_won": 12_659_000, "executed_won": 5_278_000},
        {"current_won": 12_695_000, "executed_won": 5_278_000},
    )
    (found,) = bench.findings(CHECK, rows)
    assert (found.line, found.related_line, found.severity) == (200, 10, "error")
    assert (found.printed, found.computed, found.difference) == ("12695", "12659", "36")
    assert (found.program_id, found.direction_id) == ("p1", "o-1")
    assert "10번째 줄" in found.explanation_ko


@pytest.mark.parametrize(
    ("summary", "detail", "severity"),
    [
        ({"current_won": 5_000}, {"current_won": 5_000}, None),
        ({"current_won": 5_000}, {"current_won": 6_000}, "error"),
        ({"current_won": 5_000}, {"current_won": None}, None),
        ({"current_won": 5_000}, {"unreadable": "current_won"}, None),
        # 12,659 thousand won is 13 million won, not 14.
        ({"current_won": 12_659_000}, {"current_won": 13_000_000, "printed_unit_won": 1_000_000}, None),
        ({"current_won": 12_659_000}, {"current_won": 14_000_000, "printed_unit_won": 1_000_000}, "error"),
        ({"printed_rate": 82.3, "rate_places": 1}, {"printed_rate": 82.3, "rate_places": 1}, None),
        ({"printed_rate": 82.3, "rate_places": 1}, {"printed_rate": 82.4, "rate_places": 1}, "note"),
        ({"printed_rate": 82.3, "rate_places": 1}, {"printed_rate": 82, "rate_places": 0}, None),
        ({"printed_rate": 82.3, "rate_places": 1}, {"printed_rate": 84, "rate_places": 0}, "note"),
        ({"printed_rate": 82, "rate_places": 0}, {"printed_rate": 83, "rate_places": 0}, "note"),
    ],
)
def test_when_figures_differ(
    bench: Bench, summary: dict[str, Any], detail: dict[str, Any], severity: str | None
) -> None:
    found = bench.findings(CHECK, twice(summary, detail))
    assert [f.severity for f in found] == ([severity] if severity else [])


def test_figures_of_other_dates_and_documents_are_not_compared(bench: Bench) -> None:
    later = twice({"current_won": 5_000}, {"current_won": 9_000, "as_of": date(2023, 12, 31)})
    assert not bench.findings(CHECK, later)
    elsewhere = twice({"current_won": 5_000}, {"current_won": 9_000, "document_id": "d2"})
    assert not bench.findings(CHECK, elsewhere)


def test_pages_that_share_one_figure_are_added_up(bench: Bench) -> None:
    rows = twice({"current_won": 9_000_000}, {"current_won": 4_000_000})
    second = budget("돌봄 지원", level="program_detail", program_id="p1", line=300, current_won=5_000_000)
    assert not bench.findings(CHECK, [*rows, second])
    assert len(bench.findings(CHECK, rows)) == 1


@pytest.mark.parametrize(("level", "name"), [("direction", "direction_id"), ("task", "task_id")])
def test_a_direction_or_task_printed_again_is_compared_with_its_first_place(
    bench: Bench, level: str, name: str
) -> None:
    first, again, third = (
        budget("방향", level=level, line=line, current_won=won, **{name: "x"})
        for line, won in ((10, 5_000_000), (50, 5_000_000), (70, 5_001_000))
    )
    (found,) = bench.findings(CHECK, [first, again, third])
    assert (found.line, found.related_line, found.difference) == (70, 10, "1")


def test_lines_of_different_levels_are_not_the_same_thing(bench: Bench) -> None:
    rows = [
        budget(level="direction", direction_id="x", line=10, current_won=5_000_000),
        budget(level="task", direction_id="x", task_id="t", line=11, current_won=1_000_000),
        budget(level="subprogram", program_id="p1", line=12, current_won=1_000_000),
        budget(level="program_detail", program_id="p1", line=13, current_won=2_000_000),
    ]
    assert not bench.findings(CHECK, rows)
