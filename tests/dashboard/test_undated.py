"""A report without a date beside a dated one, and a document without a year: nothing is judged or lost."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from urllib.parse import quote

import pytest
from flask import Flask
from flask.testing import FlaskClient

from dashboard.app import create_app
from dashboard.shell.routing import Router
from dashboard.topics import all_pages
from dashboard.ui.fragment import html_of
from dashboard.warehouse.snapshots import Snapshots
from dashboard.web.downloads import Asked, exported
from dashboard.web.jobs import Jobs
from dashboard.web.middleware import Rules
from tests.etl.warehouse import tiny

UNDATED, YEARLESS = "d2", "d3"
_OF_A_DAY = ("on_pace", "watch", "behind", "met")


def _build(path: Path) -> None:
    dated, undated = tiny.document(), replace(tiny.document(UNDATED), as_of=None, title="추진 현황")
    rows = [
        dated,
        undated,
        replace(tiny.document(YEARLESS), as_of=None, fiscal_year=None, title="현황표", kind="document"),
        tiny.direction(),
        tiny.program(direction_id="o-1"),
        tiny.program("p2", direction_id="o-1", name="교육 지원", document_id=UNDATED, line=6),
        tiny.budget("합계", level="total", current_won=100_000, executed_won=90_000),
        tiny.budget(
            "돌봄 지원", level="program", program_id="p1", current_won=60_000, executed_won=55_000, line=11
        ),
    ]
    for number, (label, current, executed, more) in enumerate(
        (
            ("합계", 200_000, 120_000, {"level": "total"}),
            ("돌봄 지원", 80_000, 20_000, {"level": "program", "program_id": "p1"}),
            ("교육 지원", 20_000, 25_000, {"level": "program", "program_id": "p2"}),
        )
    ):
        rows.append(
            tiny.budget(
                label, current_won=current, executed_won=executed, document_id=UNDATED, as_of=None,
                line=20 + number, **more,
            )
        )  # fmt: skip
    rows.append(tiny.goal(document_id=UNDATED, as_of=None, program_id="p1", target=10.0, actual=4.0))
    rows.append(
        tiny.revenue(document_id=UNDATED, as_of=None, category="total", current_won=9, received_won=4)
    )
    tiny.load(path, *rows)


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The warehouse's file."""
    file = tmp_path_factory.mktemp("undated") / "undated.duckdb"
    _build(file)
    return file


@pytest.fixture(scope="module")
def client(path: Path) -> Iterator[FlaskClient]:
    """A reader of the warehouse."""
    yield create_app(path, rules=Rules(export_limit="999999 per second")).server.test_client()


def test_without_a_date_nothing_is_judged(path: Path) -> None:
    rows = tiny.query(
        path,
        "SELECT program_id, status, elapsed_share, pace_gap, projection_won, months_left,"
        " needed_per_month_won FROM program_execution WHERE document_id = 'd2' ORDER BY program_id",
    )
    assert [(row.pop("program_id"), row.pop("status")) for row in rows] == [("p1", None), ("p2", "over")]
    assert {value for row in rows for value in row.values()} == {None}
    (total,) = tiny.query(
        path,
        "SELECT status, execution_rate FROM institution_summary"
        " WHERE document_id = 'd2' AND scope = 'expenditure'",
    )
    assert total == {"status": None, "execution_rate": 60.0}


def test_a_document_without_a_year_is_of_no_year(path: Path) -> None:
    assert not tiny.query(path, "SELECT * FROM report WHERE document_id = 'd3'")


def test_an_earlier_column_of_a_two_year_table_has_no_date(tmp_path: Path) -> None:
    line = tiny.two_years("합계", category="total", amount_won=5, previous_won=4)
    tiny.load(tmp_path / "w.duckdb", line)
    found = tiny.query(
        tmp_path / "w.duckdb",
        "SELECT fiscal_year, as_of, is_partial FROM yearly_trend ORDER BY fiscal_year",
    )
    assert [(row["fiscal_year"], row["as_of"]) for row in found] == [(2022, None), (2023, date(2023, 9, 30))]
    assert [row["is_partial"] for row in found] == [False, True]


def test_a_dash_beside_a_printed_zero_is_nothing_spent(tmp_path: Path) -> None:
    tiny.load(
        tmp_path / "w.duckdb",
        tiny.program(),
        tiny.program("p2", name="교육 지원"),
        tiny.budget("돌봄 지원", level="program", program_id="p1", current_won=40_000, printed_rate=0.0),
        tiny.budget(
            "교육 지원", level="program", program_id="p2", current_won=40_000, printed_rate=0.0,
            unreadable="executed_won",
        ),
    )  # fmt: skip
    found = tiny.query(
        tmp_path / "w.duckdb",
        "SELECT executed_won, execution_rate, status FROM program_execution ORDER BY program_id",
    )
    assert [tuple(row.values()) for row in found] == [(0, 0.0, "behind"), (None, None, "pending")]


def test_only_tables_of_the_whole_feed_a_total(tmp_path: Path) -> None:
    tiny.load(
        tmp_path / "w.duckdb",
        tiny.budget(level="total", current_won=7_000, scope="fund", line=3),
        tiny.budget(level="total", current_won=90_000, line=30),
    )
    (found,) = tiny.query(tmp_path / "w.duckdb", "SELECT current_won FROM institution_summary")
    assert found["current_won"] == 90_000
    tiny.load(tmp_path / "v.duckdb", tiny.budget(level="total", current_won=7_000, scope="fund"))
    assert not tiny.query(tmp_path / "v.duckdb", "SELECT * FROM institution_summary")


def test_a_headline_without_a_whole_total_is_empty_with_its_reason(tmp_path: Path) -> None:
    path = tmp_path / "w.duckdb"
    tiny.load(path, tiny.budget(level="total", current_won=7_000_000, scope="fund"))
    snapshots = Snapshots(path)
    with Flask("test").app_context():
        page = html_of(Router(snapshots, all_pages()).rendered("/", "?unit=won", None).content)
    snapshots.close()
    assert "기관 전체의 합계가 인쇄되어 있지 않습니다" in page
    assert "7,000,000" not in page


_SUBJECTS = {"direction": "o-1", "program": "p1", "document": UNDATED}
_ADDRESSES = [
    (page.code, page.path.replace("<subject>", _SUBJECTS.get(page.subject or "", "")))
    for page in all_pages()
    if page.subject is None or page.subject in _SUBJECTS
]


@pytest.mark.parametrize("lang", ["ko", "en"])
@pytest.mark.parametrize(("code", "address"), _ADDRESSES)
def test_every_page_says_that_no_date_is_printed(path: Path, code: str, address: str, lang: str) -> None:
    snapshots = Snapshots(path)
    with Flask("test").app_context():
        router = Router(snapshots, all_pages())
        page = router.rendered(address, f"?org=o&year=2023&as_of=none&lang={lang}", None)
    snapshots.close()
    assert page.status == 200
    text = html_of(page.content)
    if router.page_of(code).is_dated or code == "document":
        assert {"ko": "기준일이 적혀 있지 않아", "en": "prints no date"}[lang] in text


def test_the_document_without_a_year_says_how_to_give_it(path: Path) -> None:
    snapshots = Snapshots(path)
    with Flask("test").app_context():
        router = Router(snapshots, all_pages())
        own, every = router.rendered(f"/sources/{YEARLESS}", "", None), router.rendered("/sources", "", None)
    snapshots.close()
    assert own.status == 200 and "--year" in html_of(own.content)
    assert "회계연도 미상" in html_of(every.content)


@pytest.mark.parametrize(
    "name", ["scopes", "documents", "directions", "programs", "goals", "findings", "trends", "programs/p1"]
)
def test_every_api_address_answers_without_a_date(client: FlaskClient, name: str) -> None:
    query = "" if name in ("scopes", "documents") else "?org=o&year=2023&as_of=none"
    if name in ("trends", "programs/p1"):
        query = "?org=o" if name == "trends" else ""
    answer = client.get(f"/api/v1/{quote(name)}{query}")
    assert answer.status_code == 200, answer.get_data(as_text=True)
    if name in ("programs", "goals"):
        data = answer.get_json()
        assert data["meta"]["as_of"] is None and data["data"]
        assert {row["as_of"] for row in data["data"]} == {None}
    if name == "programs":
        assert not [row for row in answer.get_json()["data"] if row["status"] in _OF_A_DAY]


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
@pytest.mark.parametrize(("code", "address"), _ADDRESSES)
def test_every_download_of_an_undated_report_is_made(
    path: Path, tmp_path: Path, code: str, address: str, kind: str
) -> None:
    snapshots = Snapshots(path)
    with Flask("test").app_context():
        asked = Asked(pathname=address, search="?org=o&year=2023&as_of=none", kind=kind)
        sent, *_ = exported(Router(snapshots, all_pages()), Jobs(path, tmp_path / "w"), asked)
    snapshots.close()
    assert sent and sent["content"], code
