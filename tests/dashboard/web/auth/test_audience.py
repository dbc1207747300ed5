"""An audience's warehouse is what a load of what it may see would give: nothing else can be in it."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import text

from etl import fact_folder
from etl.audience import Audience, rows_in_sight
from etl.warehouse import schema
from etl.warehouse.connect import reading_engine
from tests.conftest import ROOT
from tests.dashboard.web.auth.conftest import etl, rows_of
from tests.dashboard.web.auth.facts import FAR, FOUNDATION, MIDYEAR, OFFICE, OTHERS, OWN, OWN_UNIT, SHARED

VIEWS = (
    "unit", "program_unit", "program_execution", "goal_attainment", "direction_scorecard",
    "institution_summary", "yearly_trend",
)  # fmt: skip


MADE_OF = ("load", "fact_file", "source", "institution_digest")


def tables(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """Return every row of every table and view of a warehouse, but for its load and what it was made of."""
    engine = reading_engine(path)
    names = [n for n in schema.METADATA.tables if n not in MADE_OF]
    with engine.connect() as connection:
        found = {
            name: [tuple(row) for row in connection.execute(text(f'SELECT * FROM "{name}" ORDER BY ALL'))]  # noqa: S608
            for name in (*names, *VIEWS)
        }
        assert connection.execute(text("SELECT count(*) FROM load")).scalar_one() == 1
    engine.dispose()
    return found


@pytest.fixture(scope="module")
def of_manager(warehouse: Path) -> Path:
    return Path(etl("audience", "--warehouse", str(warehouse), "--", "manager", OWN_UNIT).strip())


def test_the_councils_warehouse_is_what_the_published_facts_alone_make(
    warehouse: Path, tmp_path: Path
) -> None:
    seen = Path(etl("audience", "--warehouse", str(warehouse), "--", "council").strip())
    etl("load", "--facts", str(ROOT / "etl" / "data"), "--warehouse", str(tmp_path / "published.duckdb"))
    alone, whole = tables(tmp_path / "published.duckdb"), tables(warehouse)
    assert tables(seen) == alone
    # The unpublished documents do change the whole: else this would show nothing.
    changed = {name for name in alone if whole[name] != alone[name]}
    assert changed >= {"program", "strategic_direction", "finding", "succession", "lineage", "yearly_trend"}
    for name in MADE_OF:
        assert OTHERS not in str(_rows(seen, name))
        assert OWN not in str(_rows(seen, name))


def _rows(path: Path, table: str) -> list[tuple[object, ...]]:
    engine = reading_engine(path)
    with engine.connect() as connection:
        found = [tuple(row) for row in connection.execute(text(f'SELECT * FROM "{table}"'))]  # noqa: S608
    engine.dispose()
    return found


def test_a_manager_sees_own_programmes_of_an_unpublished_document_and_nothing_else_of_it(
    of_manager: Path,
) -> None:
    found = tables(of_manager)
    unpublished = {
        name: [row for row in rows if MIDYEAR in row or FAR in row] for name, rows in found.items()
    }
    for name in ("budget_line", "indicator_result", "output", "milestone", "series_point", "program"):
        assert unpublished[name], name
        assert all(SHARED in row or OWN in str(row) or "2031-" in str(row) for row in unpublished[name]), name
    for name in ("revenue_line", "year_on_year", "staffing", "survey_cell", "set_aside", "alias"):
        assert unpublished[name] == [], name
    text_of_all = str(found)
    assert f"{OWN} 새 사업" in text_of_all
    assert f"{OWN} 방향" in text_of_all
    # What published documents name keeps the name that it has there.
    assert OTHERS not in text_of_all
    assert "973973" not in text_of_all
    assert "973,973" not in text_of_all


def test_a_manager_sees_the_remarks_that_the_own_unit_answers_for(of_manager: Path) -> None:
    rows = [row for row in tables(of_manager)["follow_up"] if MIDYEAR in row or FAR in row]
    assert len(rows) == 2
    assert all(f"{OWN} 지적 100" in row and OFFICE in row for row in rows)


def test_a_managers_findings_are_of_the_rows_in_sight(of_manager: Path, warehouse: Path) -> None:
    mine = [row for row in tables(of_manager)["finding"] if MIDYEAR in row]
    whole = [row for row in tables(warehouse)["finding"] if MIDYEAR in row]
    assert mine
    assert len(mine) < len(whole)


def test_no_file_is_taken_for_a_document_that_is_seen_in_part(of_manager: Path) -> None:
    rows = tables(of_manager)["document"]
    column = [c.name for c in schema.document.columns].index("sha256")
    assert {row[column] == "" for row in rows if MIDYEAR in row or FAR in row} == {True}
    assert {row[column] == "" for row in rows if MIDYEAR not in row and FAR not in row} == {False}


def test_a_manager_sees_all_that_the_council_sees(of_manager: Path, warehouse: Path) -> None:
    council = tables(Path(etl("audience", "--warehouse", str(warehouse), "--", "council").strip()))
    mine = tables(of_manager)
    for name in ("budget_line", "revenue_line", "indicator_result", "set_aside", "survey_cell"):
        assert set(council[name]) <= set(mine[name]), name


@pytest.mark.parametrize(
    ("department", "is_one"),
    [
        (OWN_UNIT, True),
        (f"{OWN_UNIT}/{OWN}팀", True),
        (f"{FOUNDATION}/{OWN}팀", True),
        (f"다른기관/{OFFICE}", False),
        (FOUNDATION, False),
        (f"{FOUNDATION}/", False),
        (OFFICE, False),
        (f"{FOUNDATION}/{OFFICE}/경영기획실", False),
        (f"{FOUNDATION}/저출생대응", False),
        ("", False),
    ],
)
def test_a_department_is_a_unit_of_an_institution(facts_dir: Path, department: str, is_one: bool) -> None:
    documents = fact_folder.read(facts_dir)
    seen = rows_in_sight(documents, (), Audience("manager", (department,)))
    assert bool(seen) is is_one


def test_units_of_one_name_are_nobodys_until_they_are_told_apart(facts_dir: Path, tmp_path: Path) -> None:
    shutil.copytree(facts_dir, tmp_path / "facts")
    path = tmp_path / "facts" / MIDYEAR / "department.csv"
    path.write_text(path.read_text("utf-8").replace(f"{OTHERS}팀,", f"{OWN}팀,"), encoding="utf-8")
    rows = rows_of(path)
    assert [row["team"] for row in rows] == [f"{OWN}팀"] * 2
    documents = fact_folder.read(tmp_path / "facts")
    midyear = [rows for rows in documents if rows[0].document_id == MIDYEAR]
    assert rows_in_sight(midyear, (), Audience("manager", (f"{FOUNDATION}/{OWN}팀",))) == []
    assert rows_in_sight(midyear, (), Audience("manager", (f"{OWN_UNIT}/{OWN}팀",)))


def test_a_published_document_that_names_what_only_another_defines_is_shown_without(
    facts_dir: Path, tmp_path: Path
) -> None:
    """The declaration of one document must not hang on another's."""
    shutil.copytree(facts_dir, tmp_path / "facts")
    plan = tmp_path / "facts" / f"{FOUNDATION}-2026-01-31-plan"
    secret = f"{FOUNDATION}-2026-{OTHERS}-새-사업"
    lines = plan / "output.csv"
    lines.write_text(lines.read_text("utf-8").replace(f",{SHARED},", f",{secret},"), encoding="utf-8")
    assert secret in lines.read_text("utf-8")
    path = tmp_path / "w.duckdb"
    etl("load", "--facts", str(tmp_path / "facts"), "--warehouse", str(path))
    found = tables(Path(etl("audience", "--warehouse", str(path), "--", "council").strip()))
    assert OTHERS not in str(found)
    assert len(found["output"]) == len(tables(path)["output"]) - 6


def test_a_report_that_replaces_a_published_one_has_yet_to_be_published(
    facts_dir: Path, tmp_path: Path
) -> None:
    shutil.copytree(facts_dir, tmp_path / "facts")
    plan = f"{FOUNDATION}-2026-01-31-plan"
    path = tmp_path / "facts" / plan / "document.csv"
    digest = rows_of(path)[0]["sha256"]
    path.write_text(path.read_text("utf-8").replace(digest, "f" * 64), encoding="utf-8")
    printed = etl("load", "--facts", str(tmp_path / "facts"), "--warehouse", str(tmp_path / "w.duckdb"))
    assert printed.count("not published") == 3
    found = tables(Path(etl("audience", "--warehouse", str(tmp_path / "w.duckdb"), "--", "council").strip()))
    assert plan not in str(found["document"])
    assert len(found["document"]) == 4


def test_a_warehouse_that_does_not_hold_what_it_was_made_of_is_shown_to_nobody(tmp_path: Path) -> None:
    from tests.sample_warehouse import build_sample

    path = build_sample(tmp_path / "sample.duckdb")
    done = subprocess.run(
        [sys.executable, "-m", "etl", "audience", "--warehouse", str(path), "--", "council"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert "python -m etl" in done.stderr
    assert not path.with_name("sample.duckdb.audiences").exists()


def test_a_manager_sees_the_corrections_of_the_own_figures_without_their_reason(
    of_manager: Path, warehouse: Path
) -> None:
    columns = [c.name for c in schema.correction.columns]
    every, mine = (
        [dict(zip(columns, row, strict=True)) for row in tables(path)["correction"]]
        for path in (warehouse, of_manager)
    )
    assert sorted((row["line"], row["state"]) for row in every) == [
        (14, "applied"), (24, "applied"), (34, "outdated"), (95, "applied"),
    ]  # fmt: skip
    assert sorted((row["line"], row["corrected"], row["reason"]) for row in mine) == [
        (14, "18", None), (34, f"{OWN} 고친 글", None),
    ]  # fmt: skip
    values = [row for row in tables(of_manager)["output"] if MIDYEAR in row and 14 in row]
    assert [18.0 in row for row in values] == [True]


def test_a_manager_sees_no_cell_of_a_table_that_is_seen_in_part(of_manager: Path, warehouse: Path) -> None:
    for name in ("table_cell", "reading"):
        assert [row for row in tables(warehouse)[name] if MIDYEAR in row], name
        assert not [row for row in tables(of_manager)[name] if MIDYEAR in row or FAR in row], name


def test_the_cells_of_a_line_do_not_take_its_text_from_its_owner(of_manager: Path) -> None:
    place = [c.name for c in schema.budget_line.columns].index("raw")
    lines = [row for row in tables(of_manager)["budget_line"] if MIDYEAR in row and 11 not in row]
    assert lines
    assert all(row[place] for row in lines if "program_detail" in row)


def test_an_unpublished_document_says_nothing_of_itself_to_a_manager(of_manager: Path) -> None:
    """Its title, file, session and committee may tell of more than the own programmes."""
    engine = reading_engine(of_manager)
    with engine.connect() as connection:
        found = connection.execute(
            text(
                "SELECT document_id, title, source_name, council_session, committee"
                " FROM document WHERE NOT published"
            )
        ).all()
    engine.dispose()
    assert found
    assert all(row[1:] == (row[0], row[0], None, None) for row in found)
