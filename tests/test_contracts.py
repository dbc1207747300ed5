"""What others may rely on: the names of the warehouse, the commands, the facts of the checkout."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from etl.__main__ import main
from etl.pipeline import build_warehouse
from tests.conftest import MAPPINGS, ROOT
from tests.etl.warehouse.tiny import budget, direction, goal, load, program, query

TABLES: dict[str, str] = {
    "organization": "organization_id name name_en",
    "document": "document_id organization_id source_name sha256 title kind fiscal_year as_of council_session"
    " committee line_count",
    "theme": "theme_id position name name_en",
    "strategic_direction": "direction_id organization_id fiscal_year position name theme_id",
    "strategic_task": "task_id direction_id position name",
    "department": "department_id organization_id fiscal_year division office team",
    "lineage": "lineage_id name",
    "program": "program_id organization_id fiscal_year name direction_id task_id funding tags lineage_id",
    "program_department": "program_id department_id",
    "budget_line": "budget_line_id fiscal_year as_of level label direction_id task_id program_id funding"
    " original_won adjustment_won current_won executed_won printed_rate document_id line",
    "revenue_line": "revenue_line_id fiscal_year as_of label parent_label original_won adjustment_won"
    " current_won received_won printed_rate document_id line",
    "year_on_year": "side label fiscal_year amount_won share previous_year previous_won previous_share"
    " change_won change_rate document_id line",
    "indicator_result": "indicator_result_id fiscal_year as_of direction_id program_id name unit target"
    " actual status printed_attainment better document_id line",
    "output": "program_id fiscal_year label value unit document_id line",
    "series_point": "series program_id period value unit document_id line",
    "milestone": "program_id label starts_on ends_on document_id line",
    "staffing": "as_of unit_name grade authorized current document_id line",
    "survey_cell": "survey row_dimension row_category column_dimension column_category n percent row_total"
    " document_id line",
    "set_aside": "text reason document_id line",
    "finding": "finding_id document_id line related_document_id related_line check_name severity subject"
    " printed computed difference explanation_ko explanation_en",
    "load": "load_id started_at finished_at facts_sha256 documents rows set_aside findings",
}
VIEWS = {"program_execution", "direction_scorecard", "goal_attainment", "yearly_trend"}
TYPES = {
    "as_of": {"DATE"},
    "starts_on": {"DATE"},
    "ends_on": {"DATE"},
    "target": {"DOUBLE"},
    "actual": {"DOUBLE"},
    "value": {"DOUBLE"},
    "printed_rate": {"DOUBLE"},
    "share": {"DOUBLE"},
    "line": {"BIGINT"},
}


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("contract") / "w.duckdb"
    load(path, direction(), program(), budget(level="program", program_id="p1"), goal())
    return path


@pytest.fixture(scope="module")
def columns(warehouse: Path) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for row in query(warehouse, "SELECT table_name, column_name, data_type FROM information_schema.columns"):
        found.setdefault(row["table_name"], {})[row["column_name"]] = row["data_type"]
    return found


@pytest.mark.parametrize("table", TABLES)
def test_the_table_has_its_columns(columns: dict[str, dict[str, str]], table: str) -> None:
    assert set(TABLES[table].split()) <= set(columns[table])


@pytest.mark.parametrize("view", sorted(VIEWS))
def test_the_view_can_be_read(warehouse: Path, columns: dict[str, dict[str, str]], view: str) -> None:
    assert view in columns
    query(warehouse, f"SELECT * FROM {view}")  # noqa: S608 -- a name of this file


def test_money_is_whole_won_and_the_rest_as_agreed(columns: dict[str, dict[str, str]]) -> None:
    for table in (*TABLES, *VIEWS):
        for name, kind in columns[table].items():
            if name.endswith("_won"):
                assert kind == "BIGINT", f"{table}.{name}"
            assert kind in TYPES.get(name, {kind}), f"{table}.{name} is {kind}"


def python_m_etl(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "etl", *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


@pytest.fixture(scope="module")
def committed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The warehouse of the committed facts."""
    path = tmp_path_factory.mktemp("committed") / "w.duckdb"
    done = python_m_etl("load", "--facts", "etl/data", "--warehouse", str(path))
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    return path


def test_the_committed_facts_make_a_warehouse(committed: Path) -> None:
    assert len(query(committed, "SELECT * FROM document")) == len(
        list((ROOT / "etl" / "data").glob("*/document.csv"))
    )
    for view in VIEWS:
        assert query(committed, f"SELECT * FROM {view}"), view  # noqa: S608 -- a name of this file


def test_every_figure_of_the_committed_facts_can_be_traced(committed: Path) -> None:
    for table in TABLES:
        if "document_id line" in TABLES[table]:
            statement = f"""
                SELECT count(*) AS n FROM {table} AS f LEFT JOIN document AS d USING (document_id)
                WHERE d.document_id IS NULL OR f.line NOT BETWEEN 1 AND d.line_count
            """  # noqa: S608 -- a name of this file
            assert query(committed, statement) == [{"n": 0}], table


def test_two_builds_of_the_committed_facts_are_the_same(committed: Path, tmp_path: Path) -> None:
    again = tmp_path / "again.duckdb"
    build_warehouse(ROOT / "etl" / "data", again, mappings_dir=MAPPINGS)
    for table in (*TABLES.keys() - {"load"}, *VIEWS):
        statement = f"SELECT * FROM {table} ORDER BY ALL"  # noqa: S608 -- a name of this file
        assert query(committed, statement) == query(again, statement), table


def test_the_reports_read_again_give_the_committed_facts(reports: Path, tmp_path: Path) -> None:
    sources = sorted(str(path) for path in reports.glob("[0-9]*.txt"))
    assert len(sources) == 5
    done = python_m_etl("extract", *sources, "--facts", str(tmp_path / "facts"))
    assert done.returncode == 0, done.stderr
    fresh, committed = (
        {str(path.relative_to(folder)): path.read_bytes() for path in folder.glob("*/*.csv")}
        for folder in (tmp_path / "facts", ROOT / "etl" / "data")
    )
    assert fresh.keys() == committed.keys()
    assert [name for name in sorted(fresh) if fresh[name] != committed[name]] == []


def test_check_prints_the_findings_and_exits_0(committed: Path) -> None:
    done = python_m_etl("check", "--warehouse", str(committed))
    assert done.returncode == 0
    for row in query(committed, "SELECT check_name, explanation_ko FROM finding"):
        assert row["check_name"] in done.stdout
        assert row["explanation_ko"] in done.stdout


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (["load", "--facts", "{tmp}/none", "--warehouse", "{tmp}/w.duckdb"], "none"),
        (
            ["load", "--facts", "{tmp}/bad", "--warehouse", "{tmp}/w.duckdb"],
            "organization.csv: line 1: wrong header",
        ),
        (["extract", "{tmp}/none.txt", "--facts", "{tmp}/facts"], "none.txt"),
        (["extract", "{tmp}/report.xyz", "--facts", "{tmp}/facts"], "report.xyz"),
        (["extract", "{tmp}/empty.txt", "--facts", "{tmp}/facts"], "empty.txt"),
        (["check", "--warehouse", "{tmp}/none.duckdb"], "none.duckdb"),
        (["check", "--warehouse", "{tmp}/empty.txt"], "empty.txt"),
    ],
)
def test_what_cannot_be_used_is_one_clear_line_and_exit_code_2(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], named: str
) -> None:
    (tmp_path / "empty.txt").touch()
    (tmp_path / "report.xyz").write_text("x", encoding="utf-8")
    (tmp_path / "bad" / "d1").mkdir(parents=True)
    (tmp_path / "bad" / "d1" / "organization.csv").write_text("organization\n", encoding="utf-8")
    (tmp_path / "bad" / "d1" / "manifest.csv").write_text("file\norganization.csv\n", encoding="utf-8")
    (tmp_path / "w.duckdb").write_bytes(b"the old one")
    assert main([argument.format(tmp=tmp_path) for argument in arguments]) == 2
    said = capsys.readouterr().err
    assert len(said.splitlines()) == 1, said
    assert named in said
    assert (tmp_path / "w.duckdb").read_bytes() == b"the old one"
    assert not (tmp_path / "facts").exists()
