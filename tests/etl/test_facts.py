"""Fact files: every row type comes back as it was written, and a bad file is named by file, line and mend."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl import facts
from etl.facts import ROW_TYPES, Column, FactError, Row, SetAside, read_csv, write_csv

# What a cell may hold: anything but an empty text, which a file cannot tell from NULL.
TEXT = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30)
VALUES: dict[type, st.SearchStrategy[Any]] = {
    str: TEXT
    | st.sampled_from(["1,234", '그는 "집행"이라 했다', "두\n줄", "끝\r", "\r\n", "﻿머리", " 앞뒤 ", ";=1+1"]),
    int: st.integers(-(2**63), 2**63 - 1),
    float: st.floats(allow_nan=False, allow_infinity=False),
    date: st.dates(),
}


def values_of(column: Column) -> st.SearchStrategy[Any]:
    if column.separator:
        some = st.lists(st.sampled_from(column.choices), min_size=1, unique=True)
        values: st.SearchStrategy[Any] = some.map(column.separator.join)
    elif column.choices:
        values = st.sampled_from(column.choices)
    else:
        values = VALUES[column.kind]
    return st.none() | values if column.nullable else values


def rows_of(row_type: type[Row]) -> st.SearchStrategy[list[Row]]:
    columns = facts.columns(row_type)
    return st.lists(st.builds(row_type, **{c.name: values_of(c) for c in columns}), max_size=4)


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
    write_csv(path, SetAside, [SetAside(text="가\r나", reason="r", document_id="d", line=3)])
    assert path.read_bytes() == 'text,reason,document_id,line,page,raw\n"가\r나",r,d,3,,\n'.encode()


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
        ("document_id", "", "text, not an empty cell"),
    ],
)
def test_a_bad_cell_is_named(tmp_path: Path, column: str, cell: str, expected: str) -> None:
    path = budget_file(tmp_path / "budget_line.csv", **{column: cell})
    message = refusal(path, facts.BudgetLine)
    assert message.startswith(f"{path}: line 3: {column} is {cell[:80]!r}; expected {expected}")
    assert len(message) < 400


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
        (b"text,reason\n", "line 1: wrong header 'text,reason'; expected text,reason,document_id"),
        (b"text,reason,document_id,line,page,raw\na,r,d,3,\n", "line 2: 5 cells, expected 6"),
        (b"text,reason,document_id,line,page,raw\na,b,r,d,3,,\n", "line 2: 7 cells, expected 6"),
        (b"text,reason,document_id,line,page,raw\n\n", "line 2: 0 cells, expected 6"),
        (b'text,reason,document_id,line,page,raw\n"a,r,d,3,,\n', "line 2: not CSV"),
        (b'text,reason,document_id,line,page,raw\n"a"b,r,d,3,,\n', "line 2: not CSV"),
        (
            b"text,reason,document_id,line,page,raw\na,r,d,3,,\n\xff\n",
            "line 3: not UTF-8; save the file as UTF-8",
        ),
        ("text,reason,document_id,line,page,raw\n값,r,d,3,,\n".encode("cp949"), "line 2: not UTF-8"),
        ("text,reason,document_id,line,page,raw\n값,r,d,3,,\n".encode("utf-16"), "line 1: not UTF-8"),
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
    path.write_text("text,reason,document_id,line,page,raw\n값,r,d,3,,\n", encoding="utf-8-sig")
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
