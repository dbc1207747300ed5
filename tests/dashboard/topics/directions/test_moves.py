"""A direction's picture of budgets: only of years that may be compared, both amounts with their places."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import pytest
from flask import Flask

from dashboard.shell.routing import Router
from dashboard.topics import all_pages
from dashboard.topics.directions import queries as directions
from dashboard.ui.labels import load
from dashboard.warehouse.snapshots import Snapshots
from etl.__main__ import main
from tests.conftest import ROOT
from tests.dashboard.reading import parts, text_of

FOUNDATION = "서울시여성가족재단"
KO = load("ko")


@pytest.fixture(scope="module")
def committed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Snapshots]:
    """The warehouse of the committed facts: the sample has too few programmes of several years."""
    path = tmp_path_factory.mktemp("committed") / "w.duckdb"
    assert main(["load", "--facts", str(ROOT / "etl/data"), "--warehouse", str(path)]) == 0
    opened = Snapshots(path)
    yield opened
    opened.close()


@pytest.fixture
def pages(committed: Snapshots) -> Iterator[Router]:
    """The pages over the committed facts, inside a request."""
    with Flask("test").app_context():
        yield Router(committed, all_pages())


def _page(pages: Router, direction: str) -> Any:
    return pages.rendered(f"/directions/{quote(f'{FOUNDATION}-{direction}')}", "", None).content


def _figure(page: Any) -> dict[str, Any] | None:
    found = [part.figure for part in parts(page) if getattr(part, "_type", "") == "Graph"]
    return next((one for one in found if one["layout"]["meta"]["name"] == "moves"), None)


@pytest.mark.parametrize("year", [2023, 2026])
def test_what_may_not_be_compared_is_no_move(committed: Snapshots, year: int) -> None:
    with committed.snapshot() as snapshot:
        rows = directions.moves(snapshot.connection, FOUNDATION, year)
    assert rows
    for row in rows:
        assert row["is_comparable"]
        assert year in (row["fiscal_year"], row["previous_year"])
        assert row["change_won"] == row["amount_won"] - row["previous_won"]
        assert (row["earlier_document_id"], row["earlier_line"]) != (row["document_id"], row["line"])


@pytest.mark.parametrize(("direction", "drawn"), [("2026-2", 5), ("2023-3", 4), ("2026-5", 0), ("2023-1", 0)])
def test_it_is_drawn_where_several_compare(pages: Router, direction: str, drawn: int) -> None:
    figure = _figure(_page(pages, direction))
    if drawn:
        assert figure is not None
        assert len(figure["data"][0]["x"]) == 2 * drawn
        assert all(address.startswith("/programs/") for address in figure["data"][0]["customdata"])
        # Of two reports: both are named.
        assert all(year in figure["layout"]["meta"]["statement"][-1] for year in ("2023", "2026"))
    else:
        assert figure is None


def test_both_amounts_stand_in_its_table_and_what_is_not_drawn_is_named(pages: Router) -> None:
    page = _page(pages, "2026-2")
    text = text_of(page)
    for year in (2023, 2026):
        assert KO("moves.budget_of", year=year, unit=KO("unit.million_won")) in text
    figure = _figure(page)
    assert figure is not None
    assert "서울미래아이 돌봄 콘텐츠 플랫폼 구축 및 확산" in " ".join(figure["layout"]["meta"]["notes"])
