"""Doubted figures that are left out: from a sum goes what is in it, and nothing else."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from flask import Flask

from dashboard.shell.doubt import sure
from dashboard.shell.routing import Router
from dashboard.topics import all_pages
from dashboard.topics.programs.placing import cards
from dashboard.warehouse.snapshots import Snapshots
from tests.etl.warehouse.tiny import budget, direction, load, program

DIRECTION = "o-1"
SURE, WRONG = (50.0, 90.0)
"""The rate of half a budget: as it is, and as no arithmetic gives it."""


def test_what_a_commissioned_institution_is_paid_is_no_part_of_a_directions_sum(tmp_path: Path) -> None:
    rows = [direction(DIRECTION, line=2)]
    paid = ((10, "programs", SURE), (20, "programs", WRONG), (30, "commissioned_institutions", WRONG))
    for line, appropriation, rate in paid:
        own = f"p{line}"
        rows += [
            program(own, line=line, name=own, direction_id=DIRECTION, appropriation=appropriation),
            budget(
                own, line=line, level="program", program_id=own, direction_id=DIRECTION, printed_rate=rate,
                rate_places=1, current_won=line * 1_000_000, executed_won=line * 500_000,
            ),
        ]  # fmt: skip
    load(tmp_path / "w.duckdb", *rows)
    with (
        Flask("test").app_context(),
        closing(Snapshots(tmp_path / "w.duckdb")) as snapshots,
        Router(snapshots, all_pages()).viewed("/", "", None) as (_, view),
    ):
        assert view is not None
        (whole,) = cards(view)
        (left,) = sure(view, [whole])
    # The whole is 10 and 20 millions: the second is doubted, and the 30 beside them are none of it.
    assert (whole["current_won"], left["current_won"]) == (30_000_000, 10_000_000)
