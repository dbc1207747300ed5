"""What changed since the report before: only like with like, and what is left out is said."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from dash import dcc
from sqlalchemy import func, select

from dashboard.shell.page import View
from dashboard.shell.routing import Router
from dashboard.topics.overview.change_queries import KINDS, budget_change
from dashboard.topics.overview.charts import change_chart, plan_chart
from dashboard.topics.programs.placing import cards
from dashboard.ui.charts.waterfall import levels
from dashboard.warehouse.views import program_execution
from tests.dashboard.reading import parts, text_of

ViewOf = Callable[..., View]
P = program_execution.c


def test_what_is_told_and_what_is_left_out_are_all_of_both_years(view_of: ViewOf) -> None:
    view = view_of("overview", "/", "?year=2026")
    change = budget_change(view.connection, view.scope)
    assert change is not None
    for year, won, apart in (
        (change.year_before, change.before_won, change.apart_before),
        (2026, change.after_won, change.apart_after),
    ):
        of_year = select(func.sum(P.current_won)).where(
            P.organization_id == view.scope.organization_id, P.fiscal_year == year
        )
        assert won + apart[1] == view.connection.scalar(of_year)
    told = [one.program_id for one in change.moved]
    assert len(told) == len(set(told))


def test_the_steps_lead_from_one_year_to_the_other(view_of: ViewOf) -> None:
    view = view_of("overview", "/", "?year=2026")
    change = budget_change(view.connection, view.scope)
    assert change is not None
    assert change.before_won + sum(change.change_won(kind) for kind in KINDS) == change.after_won
    bars = change_chart(view, change, {}).figure.data[0]
    assert bars.x[0] == change.before_won
    assert bars.x[-1] == change.after_won
    assert bars.base[-2] + bars.x[-2] == change.after_won
    assert all(one.change_won < 0 for one in change.of("smaller"))
    assert levels([]) == []


@pytest.mark.parametrize("search", ["", "?year=2026&status=pending", "?org=일가족양립지원센터"])
def test_without_a_year_before_or_for_a_part_there_is_no_waterfall(router: Router, search: str) -> None:
    assert "budget-change" not in _drawn(router, search)


def test_a_year_of_plans_stands_beside_the_report_before(router: Router, view_of: ViewOf) -> None:
    assert _drawn(router, "?year=2026") == ["plan", "budget-change"]
    view = view_of("overview", "/", "?year=2026")
    rows = [row for row in cards(view) if row["direction_id"] is not None]
    chart = plan_chart(view, rows)
    assert chart is not None
    planned = [row for row in rows if row["current_won"] is not None]
    now, before = chart.figure.data
    assert list(now.x) == [row["current_won"] for row in planned]
    assert list(before.x) == [row["previous_won"] for row in planned if row["previous_won"] is not None]
    hatched = [bool(shape) for shape in before.marker.pattern.shape]
    assert hatched == [not row["is_comparable"] for row in planned if row["previous_won"] is not None]


def test_where_anything_is_executed_it_is_no_year_of_plans(view_of: ViewOf) -> None:
    view = view_of("overview", "/")
    assert plan_chart(view, cards(view)) is None


def _drawn(router: Router, search: str) -> list[str]:
    page = router.rendered("/", search, {"lang": "en"}).content
    graphs = [part for part in parts(page) if isinstance(part, dcc.Graph)]
    assert all(graph.figure["layout"]["meta"]["sentence"] in text_of(page) for graph in graphs)
    return [graph.figure["layout"]["meta"]["name"] for graph in graphs]
