"""The pictures of a budget: every part with its own page, and a settlement only where a report prints one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from dash import dcc

from dashboard.shell.page import View
from dashboard.shell.routing import Router
from dashboard.topics.execution import queries as trees
from dashboard.topics.execution.charts import parts_chart, settled_chart, settled_steps
from dashboard.topics.execution.node_queries import Node
from tests.dashboard.reading import parts, text_of

ViewOf = Callable[..., View]


def _tree(view: View) -> Node:
    root = trees.expenditure(view.connection, view.scope)
    assert root is not None
    return root


def test_each_part_leads_to_its_own_lines_and_the_whole_back(view_of: ViewOf) -> None:
    view = view_of("execution", "/execution")
    root = _tree(view)
    child = next(node for node in root.children if node.children)
    whole = parts_chart(view, "expenditure", (root,), "")
    below = parts_chart(view, "expenditure", (root, child), "")
    assert whole is not None
    assert below is not None
    assert view.link_own("/execution", node=child.node_id) in whole.figure.data[0].customdata
    assert below.figure.data[0].customdata[0] == view.link_own("/execution", node=None)
    sizes = {node.row["current_won"] for node in (root, *root.children) if node.row["current_won"]}
    said = "".join(whole.figure.data[0].hovertext)
    assert all(view.format.spoken(size) in said for size in sizes)


def test_a_destroyed_figure_is_hatched_and_not_filled(view_of: ViewOf) -> None:
    view = view_of("execution", "/execution")
    root = replace(_tree(view), unreadable=frozenset({"executed_won"}))
    chart = parts_chart(view, "expenditure", (root,), "")
    assert chart is not None
    ground, done = chart.figure.data
    assert ground.marker.pattern.shape[0] == "/"
    assert view.words("cell.unreadable") in ground.hovertext[0]
    assert ground.customdata[0] not in done.customdata


def _settled(view: View, **columns: Any) -> Node:
    row = {"document_id": None, "line": None, "current_won": 100, "executed_won": 70, **columns}
    return Node("n", "line", "total", row)


def test_a_settlement_falls_from_the_budget_to_nothing(view_of: ViewOf) -> None:
    view = view_of("execution", "/execution", "?unit=won")
    node = _settled(view, carried_explicit_won=20, unspent_won=10, unsettled_won=0)
    steps = settled_steps(view, node)
    assert [step.won for step in steps] == [100, -70, -20, -10]
    chart = settled_chart(view, node, steps)
    assert all(step.text in chart.sentence for step in steps)
    assert not any(chart.notes[1:])


def test_what_a_settlement_says_nothing_of_is_named(view_of: ViewOf) -> None:
    view = view_of("execution", "/execution", "?unit=won")
    node = _settled(view, unspent_won=25, unsettled_won=5)
    chart = settled_chart(view, node, settled_steps(view, node))
    assert view.words("settled.open", amount=view.format.money_with_unit(5)) in chart.notes


@pytest.mark.parametrize("columns", [{}, {"unspent_won": 5, "current_won": None}])
def test_without_what_was_left_there_is_no_settlement(view_of: ViewOf, columns: dict[str, Any]) -> None:
    view = view_of("execution", "/execution")
    assert settled_steps(view, _settled(view, **columns)) == []
    lost = replace(_settled(view, unspent_won=5), unreadable=frozenset({"executed_won"}))
    assert settled_steps(view, lost) == []


def test_the_page_has_its_picture_and_the_same_lines_as_a_table(router: Router) -> None:
    page = router.rendered("/execution", "", None).content
    (graph,) = [part for part in parts(page) if isinstance(part, dcc.Graph)]
    assert graph.figure["layout"]["meta"]["sentence"] in text_of(page)
