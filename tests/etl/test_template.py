"""The workbook that an office fills in is read like any other; what cannot be read is named by its cell."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from etl import extraction, facts
from etl.__main__ import main
from etl.facts import Row
from etl.template import Filled, workbook

BUDGET, GOALS, STEPS, REMARKS = "사업·예산", "성과지표", "추진일정", "지적사항"
ROWS: dict[str, list[list[object]]] = {
    BUDGET: [
        ["생활문화 확산", "동네 문화", "합창단 지원", "문화본부 공연팀", "자체", 16000, 12000, None],
        ["생활문화 확산", "동네 문화", "마을 축제", "축제팀", "수탁", 30000, 15000, "우천으로 연기"],
    ],
    GOALS: [["합창단 지원", "공연 횟수", "회", 12, 9], ["마을 축제", "관객 수", "명", 3000, None]],
    STEPS: [["마을 축제", "축제 개최", date(2031, 10, 1), date(2031, 10, 3)]],
    REMARKS: [[
        "제330회 정례회", date(2031, 6, 10), "집행이 늦은 사업의 대책", "공연팀", date(2031, 12, 31),
        "분기 점검", "추진 중", "회의록",
    ]],
}  # fmt: skip


@pytest.fixture
def form() -> Workbook:
    filled = Filled(2031, date(2031, 9, 30), "푸른시숲재단", "천원")
    return load_workbook(io.BytesIO(workbook(filled)))


def _fill(form: Workbook, rows: dict[str, list[list[object]]]) -> None:
    for sheet, lines in rows.items():
        for number, cells in enumerate(lines, start=6):
            for column, content in enumerate(cells, start=1):
                form[sheet].cell(number, column).value = content


def _read(form: Workbook, folder: Path) -> list[Row]:
    path = folder / "양식.xlsx"
    form.save(path)
    return extraction.extract([path])[0].rows


def test_the_empty_form_states_nothing(form: Workbook, tmp_path: Path) -> None:
    rows = _read(form, tmp_path)
    stating = facts.Fact | facts.Staffing | facts.Program | facts.TableCell
    assert [row for row in rows if isinstance(row, stating)] == []
    assert {row.reason for row in rows if isinstance(row, facts.SetAside)} == {"example"}
    (document,) = [row for row in rows if isinstance(row, facts.Document)]
    assert (document.organization_id, document.fiscal_year, document.as_of) == (
        "푸른시숲재단", 2031, date(2031, 9, 30),
    )  # fmt: skip


def test_what_is_filled_in_is_read(form: Workbook, tmp_path: Path) -> None:
    _fill(form, ROWS)
    rows = _read(form, tmp_path)
    names = {row.program_id: row for row in rows if isinstance(row, facts.Program)}
    assert [(row.name, row.funding) for row in names.values()] == [
        ("합창단 지원", "자체"),
        ("마을 축제", "수탁"),
    ]
    assert [row.name for row in rows if isinstance(row, facts.StrategicDirection)] == ["생활문화 확산"]
    assert [
        (names[row.program_id or ""].name, row.current_won, row.executed_won, row.reason, row.cell)
        for row in rows
        if isinstance(row, facts.BudgetLine)
    ] == [
        ("합창단 지원", 16_000_000, 12_000_000, None, "F6:G6"),
        ("마을 축제", 30_000_000, 15_000_000, "우천으로 연기", "F7:G7"),
    ]
    assert [
        (names[row.program_id or ""].name, row.name, row.target, row.actual, row.status)
        for row in rows
        if isinstance(row, facts.IndicatorResult)
    ] == [("합창단 지원", "공연 횟수", 12, 9, "interim"), ("마을 축제", "관객 수", 3000, None, "pending")]
    assert [
        (names[row.program_id or ""].name, row.label, row.starts_on, row.ends_on)
        for row in rows
        if isinstance(row, facts.Milestone)
    ] == [("마을 축제", "축제 개최", date(2031, 10, 1), date(2031, 10, 3))]
    (remark,) = [row for row in rows if isinstance(row, facts.FollowUp)]
    assert (remark.session, remark.raised_on, remark.text) == (
        "제330회 정례회", date(2031, 6, 10), "집행이 늦은 사업의 대책",
    )  # fmt: skip
    assert (remark.unit, remark.due_on, remark.action) == ("공연팀", date(2031, 12, 31), "분기 점검")
    assert (remark.state, remark.evidence, remark.sheet) == ("under_way", "회의록", REMARKS)


def test_of_a_form_that_is_filled_in_well_only_what_is_pending_is_left(
    form: Workbook, tmp_path: Path
) -> None:
    _fill(form, ROWS)
    left = [row for row in _read(form, tmp_path) if isinstance(row, facts.SetAside)]
    assert [(row.reason, row.sheet) for row in left if row.reason != "example"] == [("empty_cell", GOALS)]


def test_a_row_without_its_programme_is_nobody_elses(form: Workbook, tmp_path: Path) -> None:
    _fill(form, ROWS)
    form[BUDGET]["C6"] = None
    rows = _read(form, tmp_path)
    assert [row.label for row in rows if isinstance(row, facts.BudgetLine)] == ["마을 축제"]
    assert ("label_unreadable", "F6:G6") in [
        (row.reason, row.cell) for row in rows if isinstance(row, facts.SetAside)
    ]
    # The goal of the programme that is gone is not that of the only one that is left.
    assert [(row.name, row.program_id) for row in rows if isinstance(row, facts.IndicatorResult)] == [
        ("공연 횟수", None), ("관객 수", "푸른시숲재단-2031-마을-축제"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("sheet", "cell", "typed"),
    [
        (BUDGET, "F6", "약 일만육천"),
        (BUDGET, "G7", "15,00"),
        (BUDGET, "E6", "누군가"),
        (GOALS, "E6", "아홉 번"),
        (STEPS, "D6", "10월 중"),
        (REMARKS, "E6", "연말까지"),
        (REMARKS, "G6", "모르겠음"),
    ],
)
def test_what_cannot_be_read_is_named_by_its_cell(
    form: Workbook, tmp_path: Path, capsys: pytest.CaptureFixture[str], sheet: str, cell: str, typed: str
) -> None:
    _fill(form, ROWS)
    form[sheet][cell] = typed
    form.save(tmp_path / "양식.xlsx")
    assert main(["extract", str(tmp_path / "양식.xlsx"), "--facts", str(tmp_path / "facts")]) == 0
    named = [line for line in capsys.readouterr().out.splitlines() if f"{sheet}!" in line]
    assert any(cell in line or (f"{cell[0]}" in line and typed in line) for line in named), named


def test_a_step_between_seasons_is_named_though_it_has_no_figure(form: Workbook, tmp_path: Path) -> None:
    _fill(form, ROWS)
    form[STEPS]["C6"], form[STEPS]["D6"] = "봄", "여름"
    left = [(row.reason, row.cell) for row in _read(form, tmp_path) if isinstance(row, facts.SetAside)]
    assert ("milestone_without_period", "A6:D6") in left


@pytest.mark.parametrize(
    ("sheet", "cell", "typed"),
    [
        (GOALS, "A7", "없는 사업"),
        # A list may be pasted over: what is only like a name is another.
        (GOALS, "A7", "마을 축제 2"),
        (GOALS, "A7", "마을 축제(2차)"),
        (GOALS, "A6", "합장단 지원"),
        (STEPS, "A6", "마을 축제 준비"),
        (BUDGET, "C7", "마을 잔치"),
    ],
)
def test_whose_programme_no_sheet_names_is_told_by_its_cell(
    form: Workbook, tmp_path: Path, sheet: str, cell: str, typed: str
) -> None:
    _fill(form, ROWS)
    form[sheet][cell] = typed
    rows = _read(form, tmp_path)
    told = [row for row in rows if isinstance(row, facts.SetAside) and row.reason == "program_unknown"]
    unowned = {(sheet, cell)} if sheet != BUDGET else {(GOALS, "A7"), (STEPS, "A6")}
    assert {(row.sheet, row.cell) for row in told} == unowned
    (first_goal, second_goal, step) = [
        row.program_id for row in rows if isinstance(row, facts.Milestone | facts.IndicatorResult)
    ]
    whose = {(GOALS, "A6"): first_goal, (GOALS, "A7"): second_goal, (STEPS, "A6"): step}
    assert {place for place, program in whose.items() if program is None} == unowned


@pytest.mark.parametrize(("sheet", "cells"), [(GOALS, "B6:E6"), (STEPS, "B6:D6")])
def test_a_row_that_names_no_programme_is_told(
    form: Workbook, tmp_path: Path, sheet: str, cells: str
) -> None:
    _fill(form, ROWS)
    form[sheet]["A6"] = None
    left = [
        (row.reason, row.sheet, row.cell) for row in _read(form, tmp_path) if isinstance(row, facts.SetAside)
    ]
    assert [cell for reason, where, cell in left if (reason, where) == ("program_unknown", sheet)] == [cells]


@pytest.mark.parametrize("typed", ["마을축제", " 마을  축제 ", "「마을 축제」"])
def test_a_programme_is_known_whatever_its_spacing(form: Workbook, tmp_path: Path, typed: str) -> None:
    _fill(form, ROWS)
    form[GOALS]["A7"] = form[STEPS]["A6"] = typed
    rows = _read(form, tmp_path)
    whose = {row.program_id for row in rows if isinstance(row, facts.Milestone | facts.IndicatorResult)}
    assert whose == {"푸른시숲재단-2031-합창단-지원", "푸른시숲재단-2031-마을-축제"}
    assert "program_unknown" not in {row.reason for row in rows if isinstance(row, facts.SetAside)}


def test_lists_offer_what_may_stand_there(form: Workbook) -> None:
    offered = {
        (sheet.title, str(rule.sqref).split(":")[0]): (rule.type, rule.formula1)
        for sheet in form
        for rule in sheet.data_validations.dataValidation
    }
    assert offered[BUDGET, "E6"][0] == "list"
    assert "자체" in offered[BUDGET, "E6"][1]
    assert offered[GOALS, "A6"] == ("list", f"'{BUDGET}'!$C$6:$C$305")
    assert offered[STEPS, "C6"][0] == "date"
    assert offered[BUDGET, "F6"][0] == "decimal"


def test_the_command_writes_the_form(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "양식.xlsx"
    options = ["--year", "2031", "--as-of", "2031-06-30", "--unit", "백만원"]
    assert main(["template", str(path), *options]) == 0
    form = load_workbook(path)
    assert [form["표지"].cell(row, 1).value for row in (1, 2, 3)] == [
        "2031년 주요업무 추진실적 보고", "2031. 6. 30. 기준", "(기관 이름)",
    ]  # fmt: skip
    assert form[BUDGET]["F4"].value == "예산현액(백만원)"
    assert str(path) in capsys.readouterr().out
    assert main(["template", str(tmp_path / "none" / "a.xlsx")]) == 2
    assert "cannot be written" in capsys.readouterr().err
