"""The last builds stay beside the warehouse: each contents once, and whole, whenever a load dies."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
import time
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from etl import fact_folder
from etl.warehouse import builds, load
from etl.warehouse.builds import Build
from etl.warehouse.load import LoadError, LoadResult, build
from tests.conftest import ROOT
from tests.etl.warehouse.tiny import budget, contents, direction, document, organization, query

DIE_AT = """
    import os, signal, sys
    from pathlib import Path
    from etl.warehouse import builds, load
    from tests.etl.warehouse import test_builds
    def die(*_):
        os.kill(os.getpid(), signal.SIGKILL)
    setattr({module}, "{step}", die)
    test_builds.publish(Path(sys.argv[1]), 2)
"""


def publish(path: Path, executed_won: int, kept: int = 12) -> LoadResult:
    """Load a warehouse whose one figure tells it from others."""
    line = budget("사업", budget_line_id="b", executed_won=executed_won)
    made = contents(organization(), document(), direction(), line)
    made = replace(made, facts_sha256=f"{executed_won:012x}".ljust(64, "0"))
    return build(path, made, builds_kept=kept)


def figure(path: Path) -> int:
    """Return the figure of a warehouse."""
    (row,) = query(path, "SELECT executed_won FROM budget_line")
    return int(row["executed_won"])


def figures(path: Path) -> list[int]:
    """Return the figures of the kept builds, newest first."""
    return [figure(builds.file_of(path, each)) for each in builds.kept(path)]


def beside(path: Path) -> set[str]:
    """Return the files that stand beside a warehouse and among its builds, but for the builds."""
    kept = {builds.file_of(path, each) for each in builds.kept(path)}
    return {str(each.relative_to(path.parent)) for each in path.parent.rglob("*") if each not in kept}


LEFT = {"w.duckdb", "w.duckdb.lock", "w.duckdb.builds"}


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A warehouse of one build, which no test changes."""
    path = tmp_path_factory.mktemp("published") / "w.duckdb"
    publish(path, 1)
    return path


def test_what_was_published_is_kept_until_it_is_too_old(tmp_path: Path) -> None:
    path = tmp_path / "w.duckdb"
    made = [publish(path, number, kept=3).load_id for number in range(1, 6)]
    assert [each.load_id for each in builds.kept(path)] == made[:1:-1]
    assert figures(path) == [5, 4, 3]
    assert figure(path) == 5
    assert beside(path) == LEFT


def test_the_published_build_is_no_second_file(published: Path) -> None:
    (kept,) = builds.kept(published)
    assert builds.file_of(published, kept).samefile(published)


def test_where_links_are_refused_a_copy_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError(95, "Operation not supported")

    monkeypatch.setattr(os, "link", refuse)
    path = tmp_path / "w.duckdb"
    publish(path, 1)
    publish(path, 2)
    assert figures(path) == [2, 1]
    assert not builds.file_of(path, builds.kept(path)[0]).samefile(path)


def test_the_same_facts_once_more_push_no_history_out(tmp_path: Path) -> None:
    path = tmp_path / "w.duckdb"
    first = publish(path, 1, kept=2).load_id
    second = publish(path, 2, kept=2).load_id
    again = [publish(path, 2, kept=2).load_id for _ in range(3)]
    assert figures(path) == [2, 1]
    assert len({first, second, *again}) == 5
    # A load that only repeated it is found under the one that brought it; one that never was is not.
    assert builds.find(path, again[1]) == Build(second)
    assert builds.find(path, first) == Build(first)
    assert builds.find(path, f"{second[:-1]}x") is None
    publish(path, 3, kept=2)
    assert figures(path) == [3, 2]


def test_nothing_is_kept_where_none_is_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "w.duckdb"
    publish(path, 1)
    publish(path, 2, kept=0)
    assert builds.kept(path) == ()
    assert beside(path) == LEFT - {"w.duckdb.builds"}


def test_what_is_newer_by_the_clock_is_never_let_go(tmp_path: Path) -> None:
    path = tmp_path / "w.duckdb"
    publish(path, 1)
    (made,) = builds.kept(path)
    ahead = Build(f"29991231T235959999-{made.facts}")
    builds.file_of(path, made).rename(builds.file_of(path, ahead))
    for number in (2, 3):
        publish(path, number, kept=1)
    assert figures(path) == [1, 3]


def test_a_warehouse_from_before_builds_were_kept_is_kept_too(tmp_path: Path) -> None:
    path = tmp_path / "w.duckdb"
    publish(path, 1, kept=0)
    publish(path, 2)
    assert figures(path) == [2, 1]


@pytest.mark.parametrize(
    "text",
    ["", "..", "../w", "20261121T090440316-8c5464ad88c9/../../w", "20261121T090440316-8c5464ad88c9\n",
     "20261121T090440316-8C5464AD88C9", "２０２６1121T090440316-8c5464ad88c9", "x" * 10_000, "\x00"],
)  # fmt: skip
def test_no_text_but_a_load_id_becomes_a_path(published: Path, text: str) -> None:
    assert builds.find(published, text) is None


def test_a_build_says_when_it_was_made() -> None:
    made = Build("20261121T090440316-8c5464ad88c9").made_at
    assert made == datetime(2026, 11, 21, 9, 4, 40, 316_000, tzinfo=UTC)
    assert Build("20261341T090440316-8c5464ad88c9").made_at is None


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs a signal that this system has not")
@pytest.mark.parametrize(
    ("module", "step", "shown"),
    [
        ("builds", "clean", 1), ("load", "_check_whole", 1), ("builds", "prepare", 1),
        ("builds", "_same_file", 1), ("builds", "keep", 2), ("builds", "prune", 2),
    ],
)  # fmt: skip
def test_a_load_that_dies_at_any_step_leaves_a_whole_warehouse(
    tmp_path: Path, module: str, step: str, shown: int
) -> None:
    path = tmp_path / "w.duckdb"
    publish(path, 1)
    script = textwrap.dedent(DIE_AT.format(module=module, step=step))
    killed = subprocess.run([sys.executable, "-c", script, str(path)], cwd=ROOT, check=False, timeout=60)
    assert killed.returncode == -signal.SIGKILL
    assert figure(path) == shown
    publish(path, 3)
    assert beside(path) == LEFT
    # What was shown, if only for a moment, is kept; what never was is not.
    assert figures(path) == [3, *range(shown, 0, -1)]


def test_a_warehouse_that_needs_its_log_is_not_published(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "w.duckdb"
    publish(path, 1)
    checked = load._check_whole

    def with_log(draft: Path, target: Path, changes: load.Changes) -> None:
        draft.with_name(f"{draft.name}.wal").touch()
        checked(draft, target, changes)

    monkeypatch.setattr(load, "_check_whole", with_log)
    with pytest.raises(LoadError, match=r"cannot be written .* check the room on the disk"):
        publish(path, 2)
    assert figure(path) == 1
    assert beside(path) == LEFT


def test_a_disk_without_room_leaves_the_old_warehouse(tmp_path: Path) -> None:
    resource = pytest.importorskip("resource", reason="needs limits that this system has not")
    path = tmp_path / "w.duckdb"
    command = [sys.executable, "-m", "etl", "load", "--facts", "etl/data", "--warehouse", str(path)]
    publish(path, 1)
    done = subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (500_000, 500_000)),
    )  # fmt: skip
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1, done.stderr
    assert "cannot be written" in done.stderr
    assert "check the room on the disk" in done.stderr
    assert figure(path) == 1
    assert beside(path) == LEFT


def test_a_second_load_says_so_and_ends_with_2(tmp_path: Path) -> None:
    path, folder = tmp_path / "there" / "w.duckdb", tmp_path / "facts"
    publish(path, 1)
    fact_folder.write({"d1": [organization(), document(), direction()]}, folder)
    command = [sys.executable, "-m", "etl", "load", "--facts", str(folder), "--warehouse", str(path)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL) as first:
        while not list(path.parent.glob("*.new*")):
            assert first.poll() is None
            time.sleep(0.005)
        first.send_signal(signal.SIGSTOP)
        second = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)
        first.send_signal(signal.SIGCONT)
    assert (second.returncode, first.returncode) == (2, 0)
    assert second.stderr == f"etl: {path}: another load is under way; wait until it ends\n"
    assert beside(path) == LEFT
