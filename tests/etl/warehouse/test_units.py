"""Units: each division, office and team with one id, and the programmes that stand in it."""

from __future__ import annotations

from pathlib import Path

import pytest

from etl import facts
from tests.conftest import ROOT
from tests.etl.warehouse.tiny import DOCUMENT, load, program, query

Names = tuple[str | None, str | None, str | None]


def _department(department_id: str, division: str | None, office: str | None, team: str | None) -> facts.Row:
    return facts.Department(
        document_id=DOCUMENT,
        line=3,
        department_id=department_id,
        organization_id="o",
        fiscal_year=2023,
        division=division,
        office=office,
        team=team,
    )


def _run(program_id: str, department_id: str) -> facts.Row:
    return facts.ProgramDepartment(
        document_id=DOCUMENT, line=4, program_id=program_id, department_id=department_id
    )


def _units(path: Path) -> dict[Names, str]:
    rows = query(path, "SELECT * FROM unit")
    assert len({row["unit_id"] for row in rows}) == len(rows)
    return {(row["division"], row["office"], row["team"]): row["unit_id"] for row in rows}


def test_a_row_of_its_own_is_the_address_and_the_rest_follow_from_the_names(tmp_path: Path) -> None:
    path = tmp_path / "w.duckdb"
    load(
        path,
        _department("o-2023-office", "정책본부", "돌봄실", None),
        _department("o-2023-team", "정책본부", "돌봄실", "보육팀"),
        _department("o-2023-other", "정책본부", "일·생활균형실", "1팀"),
    )
    assert _units(path) == {
        ("정책본부", None, None): "o-2023-정책본부",
        ("정책본부", "돌봄실", None): "o-2023-office",
        ("정책본부", "돌봄실", "보육팀"): "o-2023-team",
        ("정책본부", "일·생활균형실", None): "o-2023-정책본부-일-생활균형실",
        ("정책본부", "일·생활균형실", "1팀"): "o-2023-other",
    }


def test_names_that_read_alike_have_addresses_of_their_own(tmp_path: Path) -> None:
    path = tmp_path / "w.duckdb"
    load(
        path,
        _department("o-2023-가", None, None, "가"),
        _department("t1", "가", "나", "1팀"),
        _department("t2", None, "가·나", "1팀"),
    )
    units = _units(path)
    assert units[(None, None, "가")] == "o-2023-가"
    assert units[("가", None, None)] == "o-2023-가~2"
    assert {units[("가", "나", None)], units[(None, "가·나", None)]} == {"o-2023-가-나", "o-2023-가-나~2"}


def test_an_office_without_a_division_is_not_its_namesake_in_one(tmp_path: Path) -> None:
    path = tmp_path / "w.duckdb"
    load(
        path,
        program("p1"),
        program("p2"),
        _department("own", None, "운영실", None),
        _department("in", "본부", "운영실", "1팀"),
        _run("p1", "own"),
        _run("p2", "in"),
    )
    rows = query(path, "SELECT * FROM program_unit ORDER BY ALL")
    assert [(row["program_id"], row["unit_id"], row["runs"]) for row in rows] == [
        ("p1", "own", True),
        ("p2", "in", True),
        ("p2", "o-2023-본부", False),
        ("p2", "o-2023-본부-운영실", False),
    ]


def test_a_programme_of_two_teams_stands_once_in_their_office(tmp_path: Path) -> None:
    path = tmp_path / "w.duckdb"
    load(
        path,
        program("p1"),
        _department("t1", None, "실", "1팀"),
        _department("t2", None, "실", "2팀"),
        _run("p1", "t1"),
        _run("p1", "t2"),
    )
    rows = query(path, "SELECT unit_id FROM program_unit WHERE NOT runs")
    assert [row["unit_id"] for row in rows] == ["o-2023-실"]


@pytest.mark.parametrize(
    "file", sorted((ROOT / "etl/data").glob("*/department.csv")), ids=lambda f: f.parent.name
)
def test_the_address_of_an_office_begins_those_of_its_teams(tmp_path: Path, file: Path) -> None:
    """The ids that the ETL makes and the ones made above them are of one kind."""
    path = tmp_path / "w.duckdb"
    load(path, *facts.read_csv(file, facts.Department))
    rows = query(
        path,
        "SELECT u.unit_id, a.unit_id AS above FROM unit u JOIN unit a"
        " ON a.unit_id IN (u.division_id, u.office_id) AND a.unit_id <> u.unit_id",
    )
    assert all(row["unit_id"].startswith(f"{row['above']}-") for row in rows)
