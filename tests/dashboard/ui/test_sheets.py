"""Files to take away: what is shown, what it is a view of, and no formula in them."""

from __future__ import annotations

import base64
import csv
import io
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from flask import Flask
from sqlalchemy import Connection

from dashboard.shell.page import View
from dashboard.shell.routing import Router
from dashboard.topics import all_pages
from dashboard.ui.delimited import to_csv
from dashboard.ui.labels import load
from dashboard.ui.sheet import Sheet, defused, sheet_of
from dashboard.ui.table import Column
from dashboard.ui.workbook import to_xlsx
from dashboard.warehouse.snapshots import Snapshots
from dashboard.web.downloads import Asked, exported
from dashboard.web.jobs import Jobs
from tests import synthetic_warehouse
from tests.sample_warehouse import NETWORK
from tests.synthetic_warehouse import ONE_PROGRAM

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
    with zipfile.ZipFile(io.BytesIO(to_xlsx([_SHEET]))) as book:
        page = book.read("xl/worksheets/sheet1.xml").decode()
        texts = book.read("xl/sharedStrings.xml").decode()
    assert "<f>" not in page
    assert "<v>-5</v>" in page
    assert "'=1+1" in texts


def test_a_total_stands_below_what_is_sorted_and_filtered() -> None:
    sheet = replace(_SHEET, total=["=합계", 3, None, None])
    *_, last = csv.reader(io.StringIO(to_csv(sheet).decode("utf-8-sig")))
    assert last == ["'=합계", "3", "", ""]
    with zipfile.ZipFile(io.BytesIO(to_xlsx([sheet]))) as book:
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
    # The sample has one build only: nothing of it has changed. Without a store nothing is written either.
    assert sheet.rows or sheet.name in ("자료의 변화", "답변")
    assert all(len(row) == len(sheet.columns) for row in sheet.rows)
    assert any("2023" in note for note in sheet.notes)


@pytest.mark.parametrize(
    ("path", "search", "titles"),
    [
        ("/", "", ["overview", "key_figures", "attention", "revenue", "findings"]),
        ("/", f"?org={NETWORK}", ["programs", "key_figures", "attention", "goals", "findings"]),
        ("/sources", "?severity=note&part=x.2", ["findings", "source.documents"]),
    ],
)
def test_a_workbook_holds_every_table_of_its_page(
    taken: Callable[..., tuple[str, bytes]], path: str, search: str, titles: list[str]
) -> None:
    words = load("ko")
    names = [words(title if "." in title else f"{title}.title") for title in titles]
    book = openpyxl.load_workbook(io.BytesIO(taken(kind="xlsx", pathname=path, search=search)[1]))
    assert book.sheetnames == names
    for sheet in book.worksheets:
        notes = [str(row[0]) for row in sheet.iter_rows(max_row=6, values_only=True) if row[0]]
        assert notes[0] == sheet.title
        assert any(note.startswith(words("download.filters", filters="")) for note in notes)
        assert any("2023" in note or "2015" in note for note in notes[1:])
        assert sheet.freeze_panes is not None
        head = int(str(sheet.freeze_panes)[1:]) - 1
        assert sheet.max_row > head
        assert sheet.cell(head - 1, 1).value is None
        assert all(cell.value for cell in sheet[head])


def test_what_was_set_aside_is_in_the_workbook_under_the_choices_that_narrow_it(tmp_path: Path) -> None:
    path = synthetic_warehouse.build(tmp_path / "w.duckdb", replace(ONE_PROGRAM, set_aside=20))
    snapshots = Snapshots(path)
    with Flask("test").app_context():
        asked = Asked(kind="xlsx", pathname="/sources", search="?check=no_such&severity=note")
        sent, *_ = exported(Router(snapshots, all_pages()), Jobs(path, tmp_path / "jobs"), asked)
    snapshots.close()
    book = openpyxl.load_workbook(io.BytesIO(base64.b64decode(sent["content"])))
    words = load("ko")
    aside = book[words("aside.title")]
    assert aside["A2"].value == words("download.filters", filters=words("download.no_filters"))
    rows = [row for row in aside.iter_rows(min_row=6, values_only=True) if isinstance(row[2], int)]
    assert sum(row[2] for row in rows) == 20


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


def test_a_documents_own_figures_are_numbers_in_files() -> None:
    words = load("ko")
    columns = [Column(code="difference", kind="quoted", field="difference")]
    rows = [{"difference": "-27,172.22"}, {"difference": "1.05"}, {"difference": "-"}]
    sheet = sheet_of("검증", ["검증"], columns, rows, words)
    lines = to_csv(sheet).decode("utf-8-sig").splitlines()
    assert lines[-3:] == ["-27172.22", "1.05", "'-"]
    page = openpyxl.load_workbook(io.BytesIO(to_xlsx([sheet]))).active
    first, second = page["A4"], page["A5"]
    assert (first.value, second.value) == (-27172.22, 1.05)
    # With all of its decimals, and the minus that the pages write.
    assert first.number_format == '#,##0.00;"△"#,##0.00'


def test_a_workbook_fits_its_paper_and_says_on_every_sheet_what_it_is_of() -> None:
    page = openpyxl.load_workbook(io.BytesIO(to_xlsx([_SHEET]))).active
    assert page.page_setup.orientation == "landscape"
    assert page.sheet_properties.pageSetUpPr.fitToPage
    assert page.page_setup.fitToHeight == 0
    assert page.print_title_rows == "$4:$4"
    assert "조건: 없음" in page.oddHeader.left.text


def test_a_column_is_as_wide_as_its_figures_and_long_text_is_broken() -> None:
    sheet = Sheet(
        name="폭", notes=[], columns=["사업", "금액", "율"],
        rows=[["아주 긴 이름의 사업" * 6, 1_234_567_890_123, 41.66666666666667]],
    )  # fmt: skip
    page = openpyxl.load_workbook(io.BytesIO(to_xlsx([sheet]))).active
    widths = [page.column_dimensions[letter].width for letter in "ABC"]
    assert widths[0] < 40
    assert widths[1] > len("1,234,567,890,123")
    assert widths[2] < 12
    assert page["A3"].alignment.wrap_text
    assert page.row_dimensions[3].height > 40
