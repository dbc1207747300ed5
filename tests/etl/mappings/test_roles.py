"""A confirmed mapping decides the columns of a table, this year and next; a proposed one decides nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from etl import mappings
from etl.__main__ import main
from etl.facts import BudgetLine, Reading, RevenueLine, Row, SetAside, YearOnYear
from etl.kinds import recognise
from etl.readers import text

HEAD = 'organization = "푸른시숲재단"\nwho = "예산팀"\nwhen = 2031-03-02\nwhy = "가용재원은 예산현액임"\n'
COLUMNS = """
[[table]]
status = "{status}"
year = "document"
{decided}columns = [
  {{ heading = "구분", role = "label" }},
  {{ heading = "가용재원", role = "{first}" }},
  {{ heading = "쓴 돈", role = "{second}" }},
  {{ heading = "비율", role = "rate" }},
]
"""
REPORT = """푸른시숲재단
{year}년 주요업무
({year}.9.30.기준)

지출 현황

(단위: 천원)

{heads}
총계\t5,000\t4,000\t80.0%
인건비\t3,000\t2,500\t83.3%
사업비\t2,000\t1,500\t75.0%
"""
HEADS = "구분\t가용재원\t쓴 돈\t비율"


def _mapped(folder: Path, status: str = "confirmed", decided: str = "", **roles: str) -> Path:
    named = {"first": "current", "second": "executed"} | roles
    content = HEAD + COLUMNS.format(status=status, decided=decided, **named)
    (folder / "푸른시숲재단.toml").write_text(content, encoding="utf-8")
    return folder


def _rows(folder: Path, year: int = 2031, heads: str = HEADS) -> list[Row]:
    source = text.read("a.txt", REPORT.format(year=year, heads=heads).encode())
    return recognise(source, mappings=mappings.load(folder))


def _lines(rows: list[Row]) -> list[tuple[str | None, int, int | None, int | None, str]]:
    return [
        (row.label, row.fiscal_year, row.current_won, row.executed_won, row.grade)
        for row in rows
        if isinstance(row, BudgetLine)
    ]


@pytest.mark.parametrize("year", [2031, 2032])
def test_a_header_that_nobody_knows_is_read_as_a_person_says(tmp_path: Path, year: int) -> None:
    assert _lines(_rows(tmp_path, year)) == []
    assert _lines(_rows(_mapped(tmp_path), year)) == [
        ("총계", year, 5_000_000, 4_000_000, "reviewed"),
        ("인건비", year, 3_000_000, 2_500_000, "reviewed"),
        ("사업비", year, 2_000_000, 1_500_000, "reviewed"),
    ]


def test_a_proposed_mapping_and_another_header_decide_nothing(tmp_path: Path) -> None:
    assert _lines(_rows(_mapped(tmp_path, status="proposed"))) == []
    assert _lines(_rows(_mapped(tmp_path), heads="구분\t쓴 돈\t가용재원\t비율")) == []


def test_unit_side_and_scope_are_the_mappings(tmp_path: Path) -> None:
    decided = 'unit = "백만원"\nside = "revenue"\nscope = "fund"\n'
    rows = _rows(_mapped(tmp_path, decided=decided, second="received"))
    total = next(row for row in rows if isinstance(row, RevenueLine))
    assert (total.current_won, total.received_won, total.scope) == (5_000_000_000, 4_000_000_000, "fund")
    readings = {row.field: (row.value, row.how) for row in rows if isinstance(row, Reading) and row.table_no}
    assert readings["unit"] == ("1000000", "reviewed")
    assert (readings["side"], readings["scope"]) == (("revenue", "reviewed"), ("fund", "reviewed"))


def test_a_column_of_last_year_is_no_figure_of_this_one(tmp_path: Path) -> None:
    rows = _rows(_mapped(tmp_path, first="previous", second="current"))
    total = next(row for row in rows if isinstance(row, YearOnYear))
    assert (total.label, total.amount_won, total.previous_won) == ("총계", 4_000_000, 5_000_000)
    assert _lines(rows) == []


def test_an_ignored_column_is_left_with_its_reason(tmp_path: Path) -> None:
    rows = _rows(_mapped(tmp_path, second="ignore"))
    assert [line[2:4] for line in _lines(rows)] == [(5_000_000, None), (3_000_000, None), (2_000_000, None)]
    assert ("4,000", "column_ignored") in {
        (row.text, row.reason) for row in rows if isinstance(row, SetAside)
    }


def test_two_columns_of_one_year_and_role_decide_neither(tmp_path: Path) -> None:
    heads = HEADS.replace("가용재원", "2030년 재원").replace("쓴 돈", "지난 재원")
    written = _mapped(tmp_path, first="current", second="previous") / "푸른시숲재단.toml"
    named = written.read_text(encoding="utf-8").replace('"가용재원"', '"2030년 재원"')
    written.write_text(named.replace('"쓴 돈"', '"지난 재원"'), encoding="utf-8")
    rows = _rows(tmp_path, heads=heads)
    assert not [row for row in rows if isinstance(row, BudgetLine | YearOnYear)]
    assert "column_uncertain" in {row.reason for row in rows if isinstance(row, SetAside)}


def test_what_is_proposed_can_be_confirmed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("MAPPINGS_DIR", str(tmp_path / "mappings"))
    report = tmp_path / "report.txt"
    report.write_text(REPORT.format(year=2031, heads="구분\t예산액\t쓴 돈\t집행률"), encoding="utf-8")
    assert main(["propose", str(report)]) == 0
    assert main(["extract", str(report), "--facts", str(tmp_path / "before")]) == 0
    written = next((tmp_path / "mappings").glob("*.toml"))
    unknown = 'heading = "쓴 돈", role = "?"'
    proposed = written.read_text(encoding="utf-8")
    assert unknown in proposed
    confirmed = proposed.replace(unknown, 'heading = "쓴 돈", role = "executed"')
    written.write_text(confirmed.replace('"proposed"', '"confirmed"'), encoding="utf-8")
    assert main(["extract", str(report), "--facts", str(tmp_path / "after")]) == 0
    capsys.readouterr()
    before, after = (
        next((tmp_path / name).glob("*/budget_line.csv")).read_text(encoding="utf-8")
        for name in ("before", "after")
    )
    assert ("4000000" in before, "4000000" in after, "reviewed" in after) == (False, True, True)
