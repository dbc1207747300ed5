"""Files to take away: what is shown, what it is a view of, and no formula in them."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import Connection

from dashboard.exports.delimited import to_csv
from dashboard.exports.sheet import Sheet, defused
from dashboard.exports.workbook import to_xlsx
from dashboard.page import View
from dashboard.pages import all_pages

_SHEET = Sheet(
    name="a/b: [long] name that is far too long for Excel",
    notes=["=note", "조건: 없음"],
    columns=["이름", "값", "율", "날"],
    rows=[["=1+1", -5, 82.27985992498942, date(2023, 9, 30)], [None, None, None, None]],
)


@pytest.mark.parametrize("text", ["=1+1", "+82", "-1", "@x", "\tx", "\rx", "\nx", " =1"])
def test_a_formula_is_defused(text: str) -> None:
    assert defused(text) == "'" + text


@pytest.mark.parametrize("value", [-5, 1.5, None, date(2023, 1, 1), "사업", "a=b", ""])
def test_everything_else_stays(value: str | float | date | None) -> None:
    assert defused(value) == value


def test_csv_reads_in_a_korean_excel() -> None:
    content = to_csv(_SHEET)
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
    assert rows[0] == ["'=note"]
    assert rows[3] == ["이름", "값", "율", "날"]
    assert rows[4] == ["'=1+1", "-5", "82.2799", "2023-09-30"]
    assert rows[5] == ["", "", "", ""]


def test_xlsx_holds_numbers_as_numbers_and_no_formula() -> None:
    with zipfile.ZipFile(io.BytesIO(to_xlsx(_SHEET))) as book:
        page = book.read("xl/worksheets/sheet1.xml").decode()
        texts = book.read("xl/sharedStrings.xml").decode()
    assert "<f>" not in page
    assert "<v>-5</v>" in page
    assert "'=1+1" in texts


def test_a_total_stands_below_what_is_sorted_and_filtered() -> None:
    sheet = replace(_SHEET, total=["=합계", 3, None, None])
    *_, last = csv.reader(io.StringIO(to_csv(sheet).decode("utf-8-sig")))
    assert last == ["'=합계", "3", "", ""]
    with zipfile.ZipFile(io.BytesIO(to_xlsx(sheet))) as book:
        page = book.read("xl/worksheets/sheet1.xml").decode()
    assert '<autoFilter ref="A4:D6"/>' in page
    assert '<row r="7"' in page


@pytest.mark.parametrize("page", all_pages(), ids=lambda page: page.code)
def test_every_page_can_be_taken_away(
    page: object, view_of: Callable[..., View], connection: Connection
) -> None:
    subjects = {
        "direction": "/directions/서울시여성가족재단-2023-2",
        "program": "/programs/서울시여성가족재단-2023-2-02",
        "document": "/sources/002-2023-업무보고",
    }
    path = subjects.get(page.subject or "", page.path)  # type: ignore[attr-defined]
    sheet = page.sheet(view_of(page.code, path), None)  # type: ignore[attr-defined]
    # The sample has one build only: nothing of it has changed.
    assert sheet.rows or sheet.name == "자료의 변화"
    assert all(len(row) == len(sheet.columns) for row in sheet.rows)
    assert any("2023" in note for note in sheet.notes)


def test_only_the_rows_in_sight_are_taken_and_said(taken: Callable[..., tuple[str, bytes]]) -> None:
    ids = ["서울시여성가족재단-2023-5-01", "서울시여성가족재단-2023-1-01"]
    name, content = taken(kind="csv", pathname="/programs", search="?lang=ko", ids=ids)
    text = content.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text)))
    assert [row[0] for row in rows[-3:]] == [
        "서울여성플라자 운영 활성화",
        "서울시 성인지예산제도 성평등 목표 수립 방안 연구",
        "보이는 사업 합계 (2개)",
    ]
    assert "표 안에서 거름" in rows[2][0]
    assert name.endswith(".csv")
