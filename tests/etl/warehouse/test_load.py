"""Loading: whole or not at all, one at a time, and the same every time."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
from dataclasses import replace
from pathlib import Path

import pytest

from etl.terms.measures import load_thresholds
from etl.warehouse import schema
from etl.warehouse.load import LoadError, build
from tests.conftest import ROOT
from tests.etl.warehouse import tiny
from tests.etl.warehouse.tiny import budget, contents, direction, goal, load, program, query

HOLD_THE_LOCK = """
    import sys
    from pathlib import Path
    from etl.warehouse.load import _only_load
    with _only_load(Path(sys.argv[1])):
        print("held", flush=True)
        sys.stdin.readline()
"""
LOAD_AND_DIE = """
    import os, signal, sys
    from pathlib import Path
    from etl.warehouse import part
    from tests.etl.warehouse import tiny
    part.run_checks = lambda connection: os.kill(os.getpid(), signal.SIGKILL)
    tiny.load(Path(sys.argv[1]))
"""


def start(script: str, path: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(script), str(path)],
        cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip


def files(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_facts_that_make_no_warehouse_are_named_by_their_document(tmp_path: Path) -> None:
    path = tmp_path / "w.duckdb"
    good, bad = tiny.document("good"), tiny.document("bad")
    # No column holds so much: their sum is more than a BIGINT.
    lines = [
        budget("합계", level="direction", direction_id="o-1", current_won=won, document_id="bad")
        for won in (2**62, 2**62)
    ]
    programs = [
        row
        for number, line in enumerate(lines)
        for row in (
            program(f"p{number}", direction_id="o-1", document_id="bad"),
            replace(line, level="program", program_id=f"p{number}"),
        )
    ]
    with pytest.raises(LoadError, match=r"not replaced: the facts of bad cannot be loaded .*; mend them"):
        load(path, good, bad, direction(document_id="bad"), *programs)
    assert files(tmp_path) <= {"w.duckdb.lock"}


def test_a_check_that_stumbles_is_told_in_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stumbles(_: object) -> None:
        raise AttributeError("no such thing")

    monkeypatch.setattr("etl.warehouse.part.run_checks", stumbles)
    with pytest.raises(LoadError, match=r"the facts of d1 cannot be loaded \(no such thing\); mend them"):
        load(tmp_path / "w.duckdb")


def test_a_load_says_what_it_put_in(tmp_path: Path) -> None:
    path = tmp_path / "w.duckdb"
    result = load(path, direction(), budget(current_won=5, executed_won=90_000, printed_rate=1.0))
    (row,) = query(path, "SELECT * FROM load")
    assert (result.documents, result.rows, result.set_aside) == (1, 4, 0)
    assert {name: row[name] for name in ("documents", "rows", "set_aside", "findings", "load_id")} == {
        "documents": 1, "rows": 4, "set_aside": 0, "findings": result.findings, "load_id": result.load_id,
    }  # fmt: skip
    assert result.findings == query(path, "SELECT count(*) AS n FROM finding")[0]["n"] > 0
    assert row["started_at"] <= row["finished_at"]
    assert files(tmp_path) <= {"w.duckdb", "w.duckdb.lock"}


def test_a_second_load_is_refused_while_one_is_under_way(tmp_path: Path) -> None:
    path = tmp_path / "w.duckdb"
    load(path)
    before = path.read_bytes()
    with start(HOLD_THE_LOCK, path) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(LoadError, match=r"w\.duckdb: another load is under way; wait until it ends"):
            load(path, direction())
        holder.communicate("go\n", timeout=30)
    assert path.read_bytes() == before
    load(path, direction())
    assert query(path, "SELECT count(*) AS n FROM strategic_direction") == [{"n": 1}]


def test_a_failing_load_leaves_the_old_warehouse(tmp_path: Path) -> None:
    path = tmp_path / "w.duckdb"
    load(path)
    before = path.read_bytes()
    broken = contents(direction())
    broken.tables["strategic_direction"][0]["name"] = None
    with pytest.raises(LoadError, match="not replaced") as caught:
        build(path, broken)
    assert "strategic_direction.name" in str(caught.value)
    assert "\n" not in str(caught.value)
    assert path.read_bytes() == before
    assert files(tmp_path) <= {"w.duckdb", "w.duckdb.lock"}


def test_a_failing_first_load_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_connection: object) -> list[dict[str, object]]:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("etl.warehouse.part.run_checks", fail)
    with pytest.raises(LoadError, match=r"cannot be written \(No space left on device\); check the disk"):
        load(tmp_path / "w.duckdb")
    assert files(tmp_path) <= {"w.duckdb.lock"}


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs a signal that this system has not")
def test_what_a_killed_load_leaves_is_cleaned_up(tmp_path: Path) -> None:
    path = tmp_path / "w.duckdb"
    load(path, direction())
    before = path.read_bytes()
    with start(LOAD_AND_DIE, path) as killed:
        killed.communicate(timeout=60)
    assert killed.returncode == -signal.SIGKILL
    assert path.read_bytes() == before
    assert any(".new" in name for name in files(tmp_path))
    # The lock went with the process.
    load(path)
    assert files(tmp_path) <= {"w.duckdb", "w.duckdb.lock"}


def test_readers_see_the_old_warehouse_until_they_open_again(tmp_path: Path) -> None:
    path = tmp_path / "w.duckdb"
    load(path)
    inode = path.stat().st_ino
    with path.open("rb") as reader:
        load(path, direction())
        assert os.fstat(reader.fileno()).st_ino == inode != path.stat().st_ino


def test_the_same_facts_give_the_same_contents(tmp_path: Path) -> None:
    rows = [
        direction(),
        program("p1", direction_id="o-1"),
        budget("소계", budget_line_id="top", line=10, current_won=9_000_000, executed_won=9_500_000),
        budget("가", budget_line_id="one", parent_id="top", line=11, current_won=1_000_000, executed_won=1),
        budget("나", budget_line_id="two", parent_id="top", line=12, level="program", program_id="p1"),
        goal(indicator_result_id="i1", target=47.7, printed_attainment=3.0, actual=1.5),
    ]
    seen = []
    for name in ("first", "second"):
        path = tmp_path / f"{name}.duckdb"
        load(path, *rows)
        tables = [table.name for table in schema.METADATA.sorted_tables if table.name != "load"]
        seen.append({table: query(path, f"SELECT * FROM {table}") for table in tables})  # noqa: S608
    assert seen[0] == seen[1]
    assert seen[0]["finding"]


def test_a_fraction_after_many_empty_cells_is_kept(tmp_path: Path) -> None:
    rows = [goal(target=None) for _ in range(3000)] + [goal(target=7), goal(target=2.5)]
    load(tmp_path / "w.duckdb", *rows)
    got = query(tmp_path / "w.duckdb", "SELECT target FROM indicator_result WHERE target IS NOT NULL")
    assert sorted(row["target"] for row in got) == [2.5, 7.0]


def test_amounts_are_kept_to_the_last_won(tmp_path: Path) -> None:
    amounts = [9_007_199_254_740_993, -9_007_199_254_740_993, 0, None]
    load(
        tmp_path / "w.duckdb",
        *(budget(budget_line_id=f"b{n}", current_won=won) for n, won in enumerate(amounts)),
    )
    got = query(tmp_path / "w.duckdb", "SELECT current_won FROM budget_line ORDER BY budget_line_id")
    assert [row["current_won"] for row in got] == amounts


def test_the_folder_of_the_warehouse_is_made(tmp_path: Path) -> None:
    load(tmp_path / "new" / "folder" / "w.duckdb")
    assert (tmp_path / "new" / "folder" / "w.duckdb").is_file()


def test_the_load_names_its_thresholds(tmp_path: Path) -> None:
    load(tmp_path / "w.duckdb", thresholds=load_thresholds())
    (row,) = query(tmp_path / "w.duckdb", "SELECT value FROM threshold WHERE name = 'reasons_asked_on'")
    assert row == {"value": "09-30"}
