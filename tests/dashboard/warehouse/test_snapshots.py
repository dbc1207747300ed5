"""One place chooses the build that a request reads; a new file keeps nobody waiting."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
from sqlalchemy import Connection, select

from dashboard.warehouse.snapshots import Snapshots, UnknownBuildError
from etl.warehouse import builds
from etl.warehouse.schema import budget_line
from tests.etl.warehouse.test_builds import publish


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A warehouse of three builds, whose figures are 1, 2 and 3."""
    for number in (1, 2, 3):
        publish(tmp_path / "w.duckdb", number)
    return tmp_path / "w.duckdb"


@pytest.fixture
def snapshots(path: Path) -> Iterator[Snapshots]:
    """The snapshots of those builds."""
    opened = Snapshots(path)
    yield opened
    opened.close()


def figure(connection: Connection) -> int:
    """Return the figure of what a connection reads."""
    return int(connection.execute(select(budget_line.c.executed_won)).scalar_one())


def test_the_newest_is_read_unless_another_is_asked_for(snapshots: Snapshots) -> None:
    newest, _, oldest = snapshots.kept()
    with snapshots.snapshot() as snapshot:
        assert (figure(snapshot.connection), snapshot.is_newest, snapshot.build) == (3, True, newest)
    with snapshots.snapshot(build=oldest.load_id) as snapshot:
        assert (figure(snapshot.connection), snapshot.is_newest, snapshot.build) == (1, False, oldest)
        assert snapshot.newest == newest
    with snapshots.snapshot(build=newest.load_id) as snapshot:
        assert (figure(snapshot.connection), snapshot.is_newest) == (3, True)


def test_a_build_that_is_not_there_is_refused_with_those_that_are(snapshots: Snapshots, path: Path) -> None:
    gone = snapshots.kept()[-1]
    builds.file_of(path, gone).unlink()
    for asked in (gone.load_id, "../w", "nonsense"):
        with pytest.raises(UnknownBuildError) as refused, snapshots.snapshot(build=asked):
            pass
        assert refused.value.known == snapshots.kept()
        assert len(refused.value.known) == 2


def test_who_reads_goes_on_while_others_get_the_new_file(snapshots: Snapshots, path: Path) -> None:
    with snapshots.snapshot() as before:
        assert figure(before.connection) == 3
        publish(path, 4)
        # Nobody waits for the one who still reads, and a page that is under way stays of one build.
        with snapshots.snapshot() as after:
            assert figure(after.connection) == 4
            assert after.build > before.build
        assert figure(before.connection) == 3
        with snapshots.snapshot(build=before.build.load_id) as again:
            assert figure(again.connection) == 3
            assert not again.is_newest


def test_the_version_is_known_without_a_query(snapshots: Snapshots, path: Path) -> None:
    assert snapshots.store().version() == snapshots.kept()[0].load_id
    made = publish(path, 4)
    assert snapshots.store().version() == made.load_id
    old = snapshots.kept()[-1].load_id
    assert snapshots.store(build=old).version() == old


def test_a_load_that_repeats_the_facts_makes_no_page_old(snapshots: Snapshots, path: Path) -> None:
    before = snapshots.store().version()
    again = publish(path, 3).load_id
    assert snapshots.store().version() == again != before
    with snapshots.snapshot(build=before) as snapshot:
        assert snapshot.is_newest
    # Once other facts came, the repetition is found under the build that it repeated.
    publish(path, 4)
    with snapshots.snapshot(build=again) as snapshot:
        assert (figure(snapshot.connection), snapshot.build.load_id, snapshot.is_newest) == (3, before, False)


def test_what_is_let_go_breaks_nobody_who_reads_it(snapshots: Snapshots, path: Path) -> None:
    oldest = snapshots.kept()[-1]
    with snapshots.snapshot(build=oldest.load_id) as snapshot:
        publish(path, 4, kept=1)
        assert figure(snapshot.connection) == 1
    with pytest.raises(UnknownBuildError), snapshots.snapshot(build=oldest.load_id):
        pass


def test_old_builds_do_not_stay_open_for_ever(path: Path) -> None:
    for number in range(4, 10):
        publish(path, number)
    snapshots = Snapshots(path)
    for build in snapshots.kept():
        with snapshots.snapshot(build=build.load_id) as snapshot:
            assert snapshot.build == build
    folder = str(builds.folder_of(path))
    opened = {file.path for file in psutil.Process().open_files() if file.path.startswith(folder)}
    snapshots.close()
    assert 0 < len(opened) <= 3


def test_another_build_can_be_read_beside(snapshots: Snapshots) -> None:
    with snapshots.snapshot() as snapshot:
        for build, expected in zip(snapshot.others(), (3, 2, 1), strict=True):
            with snapshot.lend(build) as connection:
                assert figure(connection) == expected
