"""The portal's execution by programme into facts: years, institutions, amounts in won, and what it lacks."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl import extraction, facts
from etl.blocks import SourceDocument
from etl.kinds import recognise
from etl.readers import read_content
from etl.readers.errors import ReadError

Rows = list[dict[str, Any]]


def _row(name: str, budget: object, executed: object, **others: object) -> dict[str, Any]:
    return {
        "fyr": "2033", "wa_laf_cd": "4100000", "wa_laf_hg_nm": "새벽도", "laf_cd": "4111000",
        "laf_hg_nm": "새벽도누리시", "acnt_dv_cd": "100", "acnt_dv_nm": "일반회계", "dept_cd": "41110001",
        "dbiz_cd": "411100012", "dbiz_nm": name, "exe_ymd": "20330930", "bdg_cash_amt": budget,
        "bdg_ntep": 0, "capep": 0, "sggep": budget, "etc_amt": 0, "cpl_amt": 100, "ep_amt": executed,
        "fld_cd": "080", "fld_nm": "사회복지", "ane_part_cd": "084", "part_nm": "노인·청소년",
        "padm_laf_cd": "4111000", "lup_ord": 1, "zon_cd": "41",
    } | others  # fmt: skip


_ROWS = [
    _row("경로당 운영", 1_234_567_000, 800_000_000),
    _row("청소년 쉼터", 34_567_000, 34_600_000),
    _row("하수관 정비", 567_000, 0, fld_nm="환경", part_nm="상하수도"),
]


def _answer(rows: Rows, total: int | None = None) -> dict[str, Any]:
    head = [{"list_total_count": len(rows) if total is None else total}, {"RESULT": {"CODE": "INFO-000"}}]
    return {"QWGJK": [{"head": head}, {"row": rows}]}


def _json(rows: Rows, total: int | None = None) -> bytes:
    return json.dumps(_answer(rows, total), ensure_ascii=False).encode()


def _csv(rows: Rows) -> bytes:
    held = io.StringIO(newline="")
    writer = csv.DictWriter(held, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    return held.getvalue().encode("utf-8-sig")


def _facts(source: SourceDocument) -> tuple[facts.Document, dict[str | None, tuple[int | None, int | None]]]:
    rows = recognise(source)
    (document,) = (row for row in rows if isinstance(row, facts.Document))
    lines = [row for row in rows if isinstance(row, facts.BudgetLine)]
    return document, {line.label: (line.current_won, line.executed_won) for line in lines}


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.json", _json(_ROWS)),
        ("a.txt", json.dumps(_ROWS).encode()),
        ("a.json", json.dumps([_answer(_ROWS[:2], 3), _answer(_ROWS[2:], 3)]).encode()),
        ("a.csv", _csv(_ROWS)),
        ("a.json", _json([{key.upper(): str(value) for key, value in row.items()} for row in _ROWS])),
    ],
    ids=["an answer", "rows alone", "two pages", "CSV", "upper case and text"],
)
def test_each_programme_has_its_budget_and_execution_in_won(name: str, content: bytes) -> None:
    document, lines = _facts(read_content(name, content))
    assert (document.fiscal_year, document.as_of) == (2033, date(2033, 9, 30))
    assert document.organization_id == "새벽도누리시"
    assert lines == {
        "경로당 운영": (1_234_567_000, 800_000_000),
        "청소년 쉼터": (34_567_000, 34_600_000),
        "하수관 정비": (567_000, 0),
    }


def test_a_cell_of_the_csv_has_its_place() -> None:
    (table,) = read_content("a.csv", _csv(_ROWS)).tables
    column = table.rows[0].cells.index("지출액")
    assert table.rows[2].place_of(column).cell == "R3"


def test_a_field_whose_meaning_is_not_certain_keeps_its_name() -> None:
    (table,) = read_content("a.json", _json(_ROWS)).tables
    assert "cpl_amt" in table.rows[0].cells


def test_what_is_no_amount_or_of_no_known_field_is_not_read() -> None:
    rows = [_row("경로당 운영", "12억", None, new_amt=5), _row("청소년 쉼터", 10, 5, new_amt=0)]
    source = read_content("a.json", _json(rows))
    assert [(one.reason, one.text) for one in source.unread] == [
        ("malformed_number", "bdg_cash_amt: 12억"),
        ("malformed_number", "sggep: 12억"),
        ("column_unknown", "new_amt: 5"),
        ("column_unknown", "new_amt: 0"),
    ]
    assert _facts(source)[1] == {"청소년 쉼터": (10, 5)}


def test_a_row_without_its_programme_is_not_its_field() -> None:
    source = read_content("a.json", _json([*_ROWS, _row(" ", 700, 600)]))
    assert ("label_unreadable", "ep_amt: 600") in [(one.reason, one.text) for one in source.unread]
    assert "노인·청소년" not in _facts(source)[1]
    assert len(_facts(source)[1]) == 3


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (_json(_ROWS)[:-20], "no whole JSON"),
        (_json(_ROWS, total=2_345), "holds 3 of 2,345 rows"),
        (_json([*_ROWS, _row("가", 1, 1, laf_hg_nm="다른시")]), "laf_hg_nm has 2 values"),
        (_json([*_ROWS, _row("가", 1, 1, fyr="2032")]), "fyr has 2 values"),
        (_json([*_ROWS, _row("가", 1, 1, exe_ymd="20330831")]), "exe_ymd has 2 values"),
        (_json([*_ROWS, _ROWS[0]]), "row 4 is row 1 again"),
        (_json([_row("가", 1, 1, laf_hg_nm=" ")]), "laf_hg_nm is missing"),
        (_json([_row("가", 1, 1, exe_ymd="20330231")]), "no day"),
        (_json([_row("가", 1, 1, exe_ymd="가")]), "expected as 2027 and 20270930"),
        (b'{"bdg_cash_amt": 1, "ep_amt": 1, "laf_hg_nm": 1}', "holds no rows"),
        (b'{"bdg_cash_amt":"ep_amt","laf_hg_nm":' + b"[" * 100_000, "no whole JSON"),
        (_csv(_ROWS) + b"1,2,3\n", "row 5 has 3 cells under 25 fields"),
        (_csv(_ROWS) + b'"1\n', "quotes do not pair"),
    ],
)
def test_what_is_not_of_one_thing_is_refused_in_one_line(content: bytes, says: str, tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_bytes(content)
    with pytest.raises(ReadError, match=says) as refused:
        extraction.read(path)
    assert "\n" not in str(refused.value)


@settings(max_examples=60)
@given(st.data())
def test_any_bytes_are_read_or_refused(data: st.DataObject) -> None:
    content = bytearray(data.draw(st.sampled_from([_json(_ROWS), _csv(_ROWS)])))
    for at in data.draw(st.lists(st.integers(0, len(content) - 1), min_size=1, max_size=4)):
        content[at] = data.draw(st.integers(0, 255))
    try:
        read_content("a.json", bytes(content))
    except ReadError as refused:
        assert "\n" not in str(refused)
