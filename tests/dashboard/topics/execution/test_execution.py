"""Execution: the trees of revenue and expenditure, and the page that drills into them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from flask import Flask
from sqlalchemy import Connection

from dashboard.shell.page import View
from dashboard.shell.routing import Router
from dashboard.topics import all_pages
from dashboard.topics.execution import page as page_module
from dashboard.topics.execution import queries as trees
from dashboard.topics.execution.node_queries import Node, path_to
from dashboard.ui.labels import load
from dashboard.warehouse.scopes import Scope, newest_scopes
from dashboard.warehouse.snapshots import Snapshots
from etl import facts
from etl.terms.measures import load_thresholds
from etl.warehouse.load import Contents, build
from tests.dashboard.reading import links_of, text_of
from tests.sample_warehouse import Sample

WORDS = load("ko")
ViewOf = Callable[..., View]
DOC = "hard"
AT = date(2023, 9, 30)


def _hard_case(path: Path) -> Path:
    """A destroyed total, an account with destroyed cells, and a list that prints the same budget."""
    sample = Sample()
    sample.add(facts.Organization(organization_id="org", name="기관", document_id=DOC, line=1))
    sample.add(
        facts.Document(
            organization_id="org", source_name="hard.txt", sha256="0" * 64, title="보고",
            kind="progress_report", fiscal_year=2023, as_of=AT, line_count=99, document_id=DOC, line=1,
        )
    )  # fmt: skip
    lost = "executed_won,printed_rate"
    lines: list[tuple[Any, ...]] = [
        (10, None, "total", "총계", "total", 1_000, None, lost),
        (11, 10, "section", "사업비", "programs", 600, None, lost),
        (12, 10, "section", "경상경비", "current_expenses", 400, None, lost),
        (13, 12, "item", "예비비", None, 0, 0, None),
        (14, 12, "item", None, None, 400, None, None),
        (20, None, "total", "총계", "total", 600, 450, None),
        (21, 20, "section", "사업비 소계", "programs", 600, 450, None),
    ]
    for line, parent, level, label, category, current, executed, unreadable in lines:
        sample.add(
            facts.BudgetLine(
                budget_line_id=f"{DOC}:{line}",
                parent_id=None if parent is None else f"{DOC}:{parent}",
                fiscal_year=2023,
                as_of=AT,
                level=level,
                label=label,
                category=category,
                current_won=current,
                executed_won=executed,
                printed_rate=None if executed is None else 75.0,
                printed_unit_won=1,
                unreadable=unreadable,
                reason="4분기 집행" if line == 13 else None,
                document_id=DOC,
                line=line,
                raw=f"{label}\t{current}\t{executed}",
            )
        )
    return build_at(path, sample)


def build_at(path: Path, sample: Sample) -> Path:
    build(path, Contents(tables=sample.tables, facts_sha256="1" * 64, thresholds=load_thresholds()))
    return path


@pytest.fixture(scope="module")
def hard(tmp_path_factory: pytest.TempPathFactory) -> Snapshots:
    return Snapshots(_hard_case(tmp_path_factory.mktemp("hard") / "hard.duckdb"))


def _scope(connection: Connection, year: int, organization: str) -> Scope:
    return next(
        s
        for s in newest_scopes(connection, 100)
        if s.fiscal_year == year and organization in s.organization_id
    )


def _walk(root: Node | None) -> list[Node]:
    return [] if root is None else list(root.walk())


def test_a_destroyed_cell_takes_the_figure_of_a_line_with_the_same_budget(hard: Snapshots) -> None:
    with hard.newest.connection() as connection:
        root = trees.expenditure(connection, newest_scopes(connection, 100)[0])
    assert root is not None
    total, costs, current = root, root.children[0], root.children[1]
    # The other total is of something else: nothing is taken from it.
    assert total.row["executed_won"] is None
    assert "executed_won" in total.unreadable
    assert total.other_line is None
    assert costs.row["executed_won"] == 450
    assert costs.row["execution_rate"] == 75.0
    assert costs.other_line == 21
    assert "executed_won" not in costs.unreadable
    assert current.row["executed_won"] is None
    assert [child.label for child in current.children] == ["예비비", None]


def test_what_cannot_be_read_is_said_and_never_zero(hard: Snapshots) -> None:
    with Flask("test").app_context():
        page = Router(hard, all_pages()).rendered("/execution", "?unit=won&depth=all", None).content
    text = text_of(page)
    assert text.count(WORDS("cell.unreadable")) >= 4
    assert WORDS("execution.note_other") in text
    assert WORDS("printed.unreadable") in text
    assert "4분기 집행" in text
    assert WORDS("failed.title") not in text


@pytest.mark.parametrize(
    ("year", "organization"),
    [(2023, "여성가족재단"), (2026, "여성가족재단"), (2021, "직장맘"), (2015, "양립")],
)
def test_every_programme_stands_once_and_no_line_twice(
    connection: Connection, year: int, organization: str
) -> None:
    nodes = _walk(trees.expenditure(connection, _scope(connection, year, organization)))
    assert nodes
    ids = [node.node_id for node in nodes]
    assert len(ids) == len(set(ids))
    listed = [node.program_id for node in nodes if node.program_id]
    assert len(listed) == len(set(listed))


def test_directions_and_programmes_stand_below_the_printed_total(connection: Connection) -> None:
    root = trees.expenditure(connection, _scope(connection, 2023, "여성가족재단"))
    assert root is not None
    assert root.level == "total"
    (target,) = [n for n in root.walk() if n.label == "(수탁)서울 디지털성범죄 안심지원센터 운영"]
    levels = [node.level for node in path_to(root, target.node_id)]
    assert levels[0] == "total"
    assert levels[-3:] == ["direction", "task", "program"]
    assert path_to(root, "nothing") == ()


def test_revenue_is_a_tree_of_its_own(connection: Connection) -> None:
    root = trees.revenue(connection, _scope(connection, 2023, "여성가족재단"))
    assert root is not None
    assert len(root.children) == 3
    assert root.row["execution_rate"] == pytest.approx(72.623, abs=0.001)


def test_filters_leave_what_leads_to_the_programmes(router: Router) -> None:
    text = text_of(router.rendered("/execution", "?status=over&depth=all", None).content)
    assert "성평등 문화 확산 기념행사" in text
    assert "초등돌봄지원단 운영" not in text
    assert WORDS("execution.note_chosen") in text
    none = text_of(router.rendered("/execution", "?status=met", None).content)
    assert WORDS("programs.none") in none


def test_drilling_stands_in_the_address(router: Router, connection: Connection) -> None:
    root = trees.expenditure(connection, _scope(connection, 2023, "여성가족재단"))
    direction = next(node for node in _walk(root) if node.level == "direction")
    page = router.rendered("/execution", f"?node={quote(direction.node_id)}&lang=ko", None).content
    text = text_of(page)
    assert WORDS("execution.expenditure_of", name=direction.label) in text
    assert WORDS("execution.to_direction") in text
    assert any(link.startswith("/execution?node=") and "lang=ko" in link for link in links_of(page))
    assert any(link == "/execution?lang=ko" for link in links_of(page))


def test_an_unknown_line_is_said_and_one_of_the_other_side_let_go(
    router: Router, connection: Connection
) -> None:
    page = router.rendered("/execution", "?node=%00%3Cb%3E", None).content
    assert WORDS("failed.title") not in text_of(page)
    unknown = text_of(router.rendered("/execution", "?node=nothing", None).content)
    assert "‘nothing’" in unknown
    root = trees.revenue(connection, _scope(connection, 2023, "여성가족재단"))
    assert root is not None
    other = text_of(router.rendered("/execution", f"?node={quote(root.node_id)}", None).content)
    assert WORDS("execution.no_node_do") not in other


def test_junk_choices_are_said(router: Router) -> None:
    text = text_of(router.rendered("/execution", "?side=sideways&depth=99&sort=colour", None).content)
    for value in ("sideways", "99", "colour"):
        assert f"‘{value}’" in text


@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize(
    "search",
    [
        "", "?side=revenue", "?depth=all&sort=rate", "?depth=leaves&sort=left", "?year=2026",
        "?org=서북권직장맘지원센터&depth=all", "?org=일가족양립지원센터&sort=budget",
        "?org=일가족양립지원센터&side=revenue",
        "?side=revenue&year=2026", "?unit=won",
    ],
)  # fmt: skip
def test_every_view_renders(router: Router, search: str, language: str) -> None:
    text = text_of(router.rendered("/execution", search, {"lang": language}).content)
    assert load(language)("failed.title") not in text
    assert "None" not in text
    assert load(language)("execution.title") in text


def test_the_lowest_lines_are_sorted_across_the_tree(view_of: ViewOf) -> None:
    view = view_of("execution", "/execution", "?depth=leaves&sort=rate")
    rates = [row[7] for row in page_module.download(view, None).rows]
    known = [rate for rate in rates if isinstance(rate, float)]
    assert known == sorted(known)
    assert all(rate is None for rate in rates[len(known) :])


def test_a_download_holds_the_lines_in_sight(view_of: ViewOf) -> None:
    two = page_module.download(view_of("execution", "/execution"), None)
    every = page_module.download(view_of("execution", "/execution", "?depth=all"), None)
    assert 1 < len(two.rows) < len(every.rows)
