"""The list of programmes: which columns it shows, and what its total is the total of."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import dash_ag_grid as dag
import pytest

from dashboard.shell.filters import Filters, from_query
from dashboard.shell.options import options
from dashboard.shell.page import View
from dashboard.shell.routing import Router
from dashboard.topics.programs import queries as programs
from dashboard.topics.programs.columns import CHOICE
from dashboard.ui import html
from dashboard.ui.labels import load
from dashboard.warehouse.scopes import resolve
from dashboard.warehouse.store import Store
from dashboard.web.callbacks import said_of_list
from tests.dashboard.reading import links_of, parts, text_of
from tests.etl.warehouse.tiny import budget, program
from tests.etl.warehouse.tiny import load as build

FOUNDATION = "서울시여성가족재단"
DEFAULT = [
    "name", "budget", "executed", "rate", "gap", "status", "remaining", "direction", "department", "funding",
    "source",
]  # fmt: skip


def _fields(page: Any) -> list[str]:
    (grid,) = (part for part in parts(page) if isinstance(part, dag.AgGrid))
    return [column["field"] for column in grid.columnDefs]


def _heads(page: Any) -> list[str]:
    (table,) = (part for part in parts(page) if isinstance(part, html.Thead))
    return [part.children for part in parts(table) if isinstance(part, html.Th)]


@pytest.mark.parametrize(
    ("search", "shown"),
    [
        ("", DEFAULT),
        ("?columns=", DEFAULT),
        ("?columns=budget,reason", ["name", "budget", "reason"]),
        ("?columns=reason,name,budget,reason", ["name", "reason", "budget"]),
        ("?columns=name", ["name"]),
    ],
)
def test_the_address_says_which_columns_are_shown(router: Router, search: str, shown: list[str]) -> None:
    page = router.rendered("/programs", search, None).content
    assert _fields(page) == shown
    assert load("ko")("problem.title") not in text_of(page)


def test_a_column_that_is_none_is_said_and_left_out(router: Router) -> None:
    page = router.rendered("/programs", "?columns=budget,colour,<b>&status=behind", None).content
    assert _fields(page) == ["name", "budget"]
    assert load("ko")("problem.malformed", name="열", value="colour, <b>") in text_of(page)
    assert "/programs?status=behind&columns=budget" in links_of(page)
    page = router.rendered("/programs", "?columns=colour", None).content
    assert _fields(page) == DEFAULT
    assert "colour" in text_of(page)


def test_every_column_can_stand_in_one_address(router: Router) -> None:
    search = Filters().to_query([("columns", CHOICE.write(CHOICE.known))])
    assert from_query(search, ("columns",)).problems == ()
    page = router.rendered("/programs", search, {"lang": "en"}).content
    assert _fields(page) == list(CHOICE.known)
    # The list on paper has them too; the line stands for the source.
    assert len(_heads(page)) == len(CHOICE.known)


def test_the_default_leaves_the_address(router: Router) -> None:
    assert CHOICE.write(CHOICE.default) == ""
    page = router.rendered("/programs", "?status=behind&columns=rate", None).content
    (default,) = (part for part in parts(page) if getattr(part, "id", None) == "columns-default")
    assert default.href == "/programs?status=behind"


Taken = Callable[..., tuple[str, bytes]]


def _file(taken: Taken, search: str, **more: Any) -> list[list[str]]:
    _, content = taken(kind="csv", pathname="/programs", search=search, **more)
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))[6:]


def test_a_file_holds_the_columns_in_sight_and_where_they_were_read(taken: Taken) -> None:
    head, *rows, total = _file(taken, "?columns=reason,budget,document,source")
    assert head == ["사업", "사유", "예산(원)", "예산 참고", "문서", "줄"]
    assert all(row[4] and row[5] for row in rows)
    assert total == ["합계 (19개)", "", str(sum(int(row[2] or 0) for row in rows)), "", "", ""]
    head, *_ = _file(taken, "?columns=budget,rate,gap", order=["name", "gap", "budget", "rate"])
    assert head == ["사업", "경과율 대비", "예산(원)", "집행률", "예산 참고", "문서", "줄"]
    head, *_ = _file(taken, "?columns=reason")
    assert head == ["사업", "사유", "문서", "줄"]


def test_other_pages_take_away_what_they_tell_of_a_programme(
    view_of: Callable[..., View], router: Router
) -> None:
    sheet = router.page_of("direction").sheet(view_of("direction", f"/directions/{FOUNDATION}-2023-2"), None)
    assert {"과제", "경과율", "사유", "문서", "줄"} <= set(sheet.columns)
    assert sheet.total is not None
    assert sheet.total[0] == "합계 (4개)"


def test_a_total_is_of_the_rows_in_sight_and_says_so(router: Router, taken: Taken) -> None:
    def total(*ids: str) -> dict[str, Any]:
        search = "?columns=budget,rate,remaining,needed,months_left,printed_rate,projection,projection_rate"
        said = said_of_list(router, "/programs", search, None, ids or None)
        assert said is not None
        return said[0].total

    assert total()["name"] == "합계 (19개)"
    # One programme of the whole list has no execution yet: what hangs on it is not known.
    assert {total()[f"{code}_text"] for code in ("rate", "remaining", "needed", "projection")} == {"—"}
    known = total(f"{FOUNDATION}-2023-1-01", f"{FOUNDATION}-2023-1-02")
    assert known["name"] == "보이는 사업 합계 (2개)"
    assert known["budget"] == 12_659_000 + 34_320_000
    assert known["rate"] == pytest.approx(100 * (5_278 + 30_941) / (12_659 + 34_320))
    assert known["needed"] == 2_460_333 + 1_126_333
    assert known["projection"] == 7_037_333 + 41_254_667
    assert known["projection_rate"] == pytest.approx(100 * 48_292 / 46_979)
    assert {"months_left", "printed_rate"}.isdisjoint(known)
    assert total("nothing")["budget_text"] == "—"
    assert said_of_list(router, "/goals", "", None, None) is None


def test_original_and_adjustment_are_added_where_they_explain_the_budget(tmp_path: Path) -> None:
    path = tmp_path / "w.duckdb"
    build(
        path,
        *(program(program_id=f"p{n}") for n in (1, 2)),
        budget(level="program", program_id="p1", original_won=100, adjustment_won=-10, current_won=90),
        budget(level="program", program_id="p2", original_won=None, adjustment_won=None, current_won=50),
    )
    store = Store(path)
    with store.connection() as connection:
        scope = resolve(connection, Filters()).scope
        assert scope is not None
        first = programs.totals(connection, scope, Filters(), ["p1"])
        both = programs.totals(connection, scope, Filters())
    store.close()
    assert (first["original_won"], first["adjustment_won"]) == (100, -10)
    assert (both["original_won"], both["adjustment_won"], both["budget_won"]) == (None, None, 140)


def test_a_figure_is_filtered_by_what_is_shown(router: Router) -> None:
    page = router.rendered("/programs", "", None).content
    (grid,) = (part for part in parts(page) if isinstance(part, dag.AgGrid))
    first = grid.rowData[0]
    assert (first["budget_text"], first["budget_figure"], first["budget"]) == ("13", 13.0, 12_659_000)
    assert (first["gap_text"], first["gap_figure"]) == ("△33.3%p", -33.3)


def test_what_no_report_says_the_source_of_can_be_chosen(committed_router: Router) -> None:
    with committed_router.viewed("/programs", "?year=2023", None) as (_, view):
        assert view is not None
        offered = options(view.connection, view.scope, Filters(), ("funding",))["funding"]
        every = programs.of_scope(view.connection, view.scope)
        untold = [row["name"] for row in every if row["funding"] is None]
    assert {option.value: option.count for option in offered}["unknown"] == len(untold) > 0
    page = committed_router.rendered("/programs", "?year=2023&funding=unknown", None).content
    (grid,) = (part for part in parts(page) if isinstance(part, dag.AgGrid))
    assert [row["name"] for row in grid.rowData] == untold


def test_where_no_source_is_printed_there_is_none_to_choose(committed_router: Router) -> None:
    """A report that says of no programme where its money comes from."""
    with committed_router.viewed("/programs", "?year=2021&org=서울시서북권직장맘지원센터", None) as (_, view):
        assert view is not None
        assert options(view.connection, view.scope, Filters(), ("funding",)) == {"funding": ()}
