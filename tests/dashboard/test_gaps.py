"""Whatever a document lacks: every page, file and answer of the API opens, and no amount is lost."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from dashboard.shell.routing import Router
from dashboard.topics import all_pages
from dashboard.topics.directions import scorecard
from dashboard.topics.execution import queries as trees
from dashboard.topics.execution.node_queries import Node
from dashboard.topics.overview import queries as institution
from dashboard.ui.labels import load
from dashboard.warehouse.scopes import Scope, scopes_of
from dashboard.warehouse.snapshots import Snapshots
from dashboard.web.downloads import Asked, exported
from dashboard.web.jobs import Jobs
from dashboard.web.opening import OpeningError, open_all
from etl import facts
from etl.warehouse.load import build
from tests.dashboard.declared_rows import held_to_declarations
from tests.dashboard.gaps import GAPS, all_gaps
from tests.dashboard.reading import text_of
from tests.etl.warehouse.tiny import contents

WORDS = load("ko")
UNPLACED = WORDS("unplaced.direction")
LOST = "a programme without a direction"


@pytest.fixture(scope="module")
def gaps(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One warehouse of all gaps."""
    path = tmp_path_factory.mktemp("gaps") / "w.duckdb"
    build(path, contents(*all_gaps()))
    return path


@pytest.fixture(scope="module")
def snapshots(gaps: Path) -> Iterator[Snapshots]:
    """The warehouse of all gaps, open."""
    opened = Snapshots(gaps)
    yield opened
    opened.close()


@pytest.fixture
def router(snapshots: Snapshots) -> Iterator[Router]:
    """Its pages."""
    with Flask("test").app_context():
        yield Router(snapshots, all_pages())


def _org(gap: str) -> str:
    return f"{list(GAPS).index(gap)}-o"


def _shown(router: Router, path: str, gap: str, search: str = "") -> str:
    return text_of(router.rendered(path, f"?org={_org(gap)}&unit=won{search}", None).content)


def _tree(snapshots: Snapshots, gap: str, side: str = "expenditure") -> tuple[Node | None, Scope]:
    with snapshots.newest.connection() as connection:
        scope = scopes_of(connection, _org(gap))[0]
        return getattr(trees, side)(connection, scope), scope


def test_every_page_opens(gaps: Path) -> None:
    with held_to_declarations():
        assert open_all(gaps, 600).documents == len(GAPS)


def test_a_page_that_fails_is_named_with_its_document_and_reason(
    gaps: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise LookupError("no such column")

    monkeypatch.setattr(scorecard, "scorecard_sentence", fail)
    with pytest.raises(OpeningError, match=r"^/\?org=.* of .*d1 .*LookupError: no such column"):
        open_all(gaps, 600)


@pytest.mark.parametrize("gap", GAPS)
def test_no_line_and_no_programme_is_lost_from_the_tree(snapshots: Snapshots, gap: str) -> None:
    prefix = _org(gap).removesuffix("o")
    for side, row_type in (("expenditure", facts.BudgetLine), ("revenue", facts.RevenueLine)):
        root, _ = _tree(snapshots, gap, side)
        nodes = [] if root is None else list(root.walk())
        ids = [node.node_id for node in nodes]
        assert len(ids) == len(set(ids))
        lines = [row for row in GAPS[gap] if isinstance(row, row_type)]
        for line in lines:
            if getattr(line, "level", "") not in ("program", "year") and line.fiscal_year == 2023:
                line_id = getattr(line, "budget_line_id", None) or getattr(line, "revenue_line_id", None)
                assert f"{prefix}{line_id}" in ids
    if any(isinstance(row, facts.StrategicDirection) for row in GAPS[gap]):
        root, _ = _tree(snapshots, gap)
        shown = {node.program_id for node in (root.walk() if root else ())}
        assert {prefix + row.program_id for row in GAPS[gap] if isinstance(row, facts.Program)} <= shown


@pytest.mark.parametrize("path", ["/", "/directions", "/execution", "/brief", "/teams"])
def test_what_is_not_placed_stands_there_with_its_amount(router: Router, path: str) -> None:
    text = _shown(router, path, LOST, "&depth=all" if path == "/execution" else "")
    assert WORDS("unplaced.unit" if path == "/teams" else "unplaced.direction") in text
    assert "5,000" in text
    assert UNPLACED not in _shown(router, path, "nothing")


def test_the_sum_of_directions_holds_what_has_none(snapshots: Snapshots) -> None:
    gap = "a programme of a direction without tasks"
    with snapshots.newest.connection() as connection:
        whole = institution.summary(connection, _tree(snapshots, gap)[1], "programs")
    assert whole is not None
    assert (whole["basis"], whole["current_won"], whole["executed_won"]) == ("summed", 9000, 4500)


def test_lines_without_a_total_are_not_added_up(snapshots: Snapshots, router: Router) -> None:
    root, _ = _tree(snapshots, "flat lines")
    assert root is not None
    assert root.row["current_won"] is None
    assert [child.row["current_won"] for child in root.children] == [100, 200, 300]
    assert WORDS("execution.note_without_total") in _shown(router, "/execution", "flat lines")


def test_a_report_without_directions_misses_none(router: Router) -> None:
    for path in ("/", "/programs", "/execution"):
        assert UNPLACED not in _shown(router, path, "programmes and no directions", "&depth=all")


@pytest.mark.parametrize("gap", [LOST, "flat lines", "goals alone", "cells alone"])
def test_every_file_can_be_taken_away(router: Router, gaps: Path, tmp_path: Path, gap: str) -> None:
    jobs = Jobs(gaps, tmp_path)
    for page in all_pages():
        # A PDF is set of the same points as HWPX, by a process of its own.
        for kind in set(page.kinds) - {"pdf", "zip"} if page.subject is None else ():
            asked = Asked(kind=kind, pathname=page.path, search=f"?org={_org(gap)}")
            sent, _, said, _ = exported(router, jobs, asked)
            assert isinstance(sent, dict), (page.code, kind, said)
            assert base64.b64decode(sent["content"]), (page.code, kind)
