"""Fact files: every row type comes back as it was written, and a bad file is named by file, line and mend."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl import facts
from etl.facts import ROW_TYPES, FactError, Row, SetAside, read_csv, write_csv
from etl.terms import ranges
from tests.etl.drawn import rows_of


@pytest.mark.parametrize("row_type", ROW_TYPES, ids=lambda t: t.table)
@settings(max_examples=40)
@given(data=st.data())
def test_rows_come_back_as_written(
    tmp_path_factory: pytest.TempPathFactory, row_type: type[Row], data: st.DataObject
) -> None:
    rows = data.draw(rows_of(row_type))
    path = tmp_path_factory.getbasetemp() / f"{row_type.table}.csv"
    write_csv(path, row_type, rows)
    written = path.read_bytes()
    again = read_csv(path, row_type)
    assert again == rows
    write_csv(path, row_type, again)
    assert path.read_bytes() == written


def test_the_file_ends_its_lines_the_same_way_everywhere(tmp_path: Path) -> None:
    path = tmp_path / "set_aside.csv"
    write_csv(path, SetAside, [SetAside(text="가\r나", reason="malformed_number", document_id="d", line=3)])
    assert (
        path.read_bytes()
        == 'text,reason,document_id,line,page,raw\n"가\r나",malformed_number,d,3,,\n'.encode()
    )


def test_whole_numbers_are_written_without_a_point(tmp_path: Path) -> None:
    path = tmp_path / "output.csv"
    rows = [
        facts.Output(fiscal_year=2023, label="교육", value=value, document_id="d", line=1)
        for value in (29.0, 92.68)
    ]
    write_csv(path, facts.Output, rows)
    assert ",29,," in path.read_text(encoding="utf-8")
    assert [row.value for row in read_csv(path, facts.Output)] == [29.0, 92.68]


BUDGET_HEADER = ",".join(column.name for column in facts.columns(facts.BudgetLine))
BUDGET_CELLS = {
    "budget_line_id": "b1",
    "fiscal_year": "2023",
    "as_of": "2023-09-30",
    "grade": "named",
    "scope": "whole",
    "level": "item",
    "label": "운영비",
    "current_won": "65553000",
    "printed_rate": "70.0",
    "printed_unit_won": "1000",
    "document_id": "d1",
    "line": "8",
}


def budget_file(path: Path, **cells: str) -> Path:
    names = BUDGET_HEADER.split(",")
    good = [BUDGET_CELLS.get(name, "") for name in names]
    changed = [{**BUDGET_CELLS, **cells}.get(name, "") for name in names]
    path.write_text("\n".join([BUDGET_HEADER, ",".join(good), ",".join(changed)]) + "\n", encoding="utf-8")
    return path


def test_the_good_file_is_good(tmp_path: Path) -> None:
    first, second = read_csv(budget_file(tmp_path / "budget_line.csv"), facts.BudgetLine)
    assert first == second
    assert (first.current_won, first.as_of, first.executed_won) == (65_553_000, date(2023, 9, 30), None)


@pytest.mark.parametrize(
    ("column", "cell", "expected"),
    [
        ("fiscal_year", "2023년", "a whole number"),
        ("fiscal_year", "", "a whole number, not an empty cell"),
        ("current_won", "1_000", "a whole number"),
        ("current_won", "1000.0", "a whole number"),
        ("current_won", " 1000", "a whole number"),
        ("current_won", "+1000", "a whole number"),
        ("current_won", "１０００", "a whole number"),
        ("current_won", "9" * 19, "a whole number"),
        ("current_won", "9" * 5000, "a whole number"),
        ("current_won", "-", "a whole number"),
        ("printed_rate", "70.0%", "a number"),
        ("printed_rate", "nan", "a number"),
        ("printed_rate", "inf", "a number"),
        ("printed_rate", "1e999", "a number"),
        ("as_of", "2023-02-30", "a date (YYYY-MM-DD)"),
        ("as_of", "20230930", "a date (YYYY-MM-DD)"),
        ("as_of", "2023.9.30", "a date (YYYY-MM-DD)"),
        ("level", "chapter", "one of total, section"),
        ("printed_unit_won", "0", "the won of a printed unit: one of 1, 10, 100, 1000"),
        ("printed_unit_won", "-1000", "the won of a printed unit"),
        ("rate_places", "999999", "0 to 9"),
        ("printed_rate", "1e+300", "-10000000 to 10000000"),
        ("current_won", "9000000000000000000", "-1000000000000000 to 1000000000000000"),
        ("fiscal_year", "9999", "1900 to 2200"),
        ("fiscal_year", "0", "1900 to 2200"),
        ("as_of", "0001-01-01", "1900-01-01 to 2200-12-31"),
        ("line", "0", "1 to 1000000000"),
        ("parent_id", "b1", "a line that is no part of this one"),
        ("document_id", "", "text, not an empty cell"),
    ],
)
def test_a_bad_cell_is_named(tmp_path: Path, column: str, cell: str, expected: str) -> None:
    path = budget_file(tmp_path / "budget_line.csv", **{column: cell})
    message = refusal(path, facts.BudgetLine)
    assert message.startswith(f"{path}: line 3: {column} is {cell[:80]!r}; expected {expected}")
    assert len(message) < 400


def test_lines_that_are_parts_of_each_other_are_named(tmp_path: Path) -> None:
    path = budget_file(tmp_path / "budget_line.csv", budget_line_id="b2", parent_id="b1")
    read_csv(path, facts.BudgetLine)
    text = path.read_text(encoding="utf-8").replace("b1,,", "b1,b2,")
    path.write_text(text, encoding="utf-8")
    assert "line 2: parent_id is 'b2'; expected a line that is no part" in refusal(path, facts.BudgetLine)


def test_what_ends_before_it_starts_is_named(tmp_path: Path) -> None:
    path = tmp_path / "milestone.csv"
    step = facts.Milestone(
        label="착수", starts_on=date(2023, 2, 1), ends_on=date(2023, 1, 1), document_id="d", line=1
    )
    write_csv(path, facts.Milestone, [step])
    says = "line 2: ends_on is 2023-01-01; expected no day before starts_on, 2023-02-01"
    assert says in refusal(path, facts.Milestone)


def test_every_number_and_date_is_held_to_a_range() -> None:
    loose = {
        f"{row_type.table}.{column.name}"
        for row_type in ROW_TYPES
        for column in facts.columns(row_type)
        if column.kind is not str and not ranges.is_held(column.name)
    }
    assert loose == set()


@pytest.mark.parametrize("cell", ["신규;강화", "신규,없는말", "신규,", "new"])
def test_a_joined_cell_holds_known_words_only(tmp_path: Path, cell: str) -> None:
    names = [column.name for column in facts.columns(facts.Program)]
    cells = {
        "program_id": "p1",
        "organization_id": "o",
        "fiscal_year": "2023",
        "name": "사업",
        "document_id": "d",
    }
    cells |= {"line": "1", "tags": f'"{cell}"'}
    path = tmp_path / "program.csv"
    path.write_text(f"{','.join(names)}\n{','.join(cells.get(n, '') for n in names)}\n", encoding="utf-8")
    assert "line 2: tags is" in refusal(path, facts.Program)


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", "line 1: wrong header ''"),
        (
            b"text,reason,document_id,line,page,raw\na,whim,d,3,,\n",
            "line 2: reason is 'whim'; expected one of",
        ),
        (b"text,reason\n", "line 1: wrong header 'text,reason'; expected text,reason,document_id"),
        (b"text,reason,document_id,line,page,raw\na,malformed_number,d,3,\n", "line 2: 5 cells, expected 6"),
        (
            b"text,reason,document_id,line,page,raw\na,b,malformed_number,d,3,,\n",
            "line 2: 7 cells, expected 6",
        ),
        (b"text,reason,document_id,line,page,raw\n\n", "line 2: 0 cells, expected 6"),
        (b'text,reason,document_id,line,page,raw\n"a,malformed_number,d,3,,\n', "line 2: not CSV"),
        (b'text,reason,document_id,line,page,raw\n"a"b,malformed_number,d,3,,\n', "line 2: not CSV"),
        (
            b"text,reason,document_id,line,page,raw\na,malformed_number,d,3,,\n\xff\n",
            "line 3: not UTF-8; save the file as UTF-8",
        ),
        (
            "text,reason,document_id,line,page,raw\n값,malformed_number,d,3,,\n".encode("cp949"),
            "line 2: not UTF-8",
        ),
        (
            "text,reason,document_id,line,page,raw\n값,malformed_number,d,3,,\n".encode("utf-16"),
            "line 1: not UTF-8",
        ),
    ],
)
def test_a_bad_file_is_one_clear_line(tmp_path: Path, content: bytes, expected: str) -> None:
    path = tmp_path / "set_aside.csv"
    path.write_bytes(content)
    assert expected in refusal(path, SetAside)


def test_a_missing_file_is_one_clear_line(tmp_path: Path) -> None:
    assert "cannot be read" in refusal(tmp_path / "set_aside.csv", SetAside)


def test_a_byte_order_mark_is_no_part_of_the_header(tmp_path: Path) -> None:
    path = tmp_path / "set_aside.csv"
    path.write_text(
        "text,reason,document_id,line,page,raw\n값,malformed_number,d,3,,\n", encoding="utf-8-sig"
    )
    assert [row.text for row in read_csv(path, SetAside)] == ["값"]


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    path = tmp_path_factory.getbasetemp() / "any.csv"
    path.write_bytes(b"text,reason,document_id,line,page,raw\n" + content)
    try:
        read_csv(path, SetAside)
    except FactError as error:
        assert str(error).startswith(f"{path}: ")


def refusal(path: Path, row_type: type[Row]) -> str:
    """Return the one line with which a file is refused."""
    with pytest.raises(FactError, match=re.escape(str(path))) as caught:
        read_csv(path, row_type)
    message = str(caught.value)
    assert "\n" not in message
    return message
