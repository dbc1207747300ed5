"""One place chooses the build that a request reads; a new file keeps nobody waiting."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
from sqlalchemy import Connection, select

from dashboard.warehouse.shelf import Shelf, UnknownBuildError
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
def shelf(path: Path) -> Iterator[Shelf]:
    """The shelf of those builds."""
    opened = Shelf(path)
    yield opened
    opened.close()


def figure(connection: Connection) -> int:
    """Return the figure of what a connection reads."""
    return int(connection.execute(select(budget_line.c.executed_won)).scalar_one())


def test_the_newest_is_read_unless_another_is_asked_for(shelf: Shelf) -> None:
    newest, _, oldest = shelf.kept()
    with shelf.edition() as edition:
        assert (figure(edition.connection), edition.is_newest, edition.build) == (3, True, newest)
    with shelf.edition(build=oldest.load_id) as edition:
        assert (figure(edition.connection), edition.is_newest, edition.build) == (1, False, oldest)
        assert edition.newest == newest
    with shelf.edition(build=newest.load_id) as edition:
        assert (figure(edition.connection), edition.is_newest) == (3, True)


def test_a_build_that_is_not_there_is_refused_with_those_that_are(shelf: Shelf, path: Path) -> None:
    gone = shelf.kept()[-1]
    builds.file_of(path, gone).unlink()
    for asked in (gone.load_id, "../w", "nonsense"):
        with pytest.raises(UnknownBuildError) as refused, shelf.edition(build=asked):
            pass
        assert refused.value.known == shelf.kept()
        assert len(refused.value.known) == 2


def test_who_reads_goes_on_while_others_get_the_new_file(shelf: Shelf, path: Path) -> None:
    with shelf.edition() as before:
        assert figure(before.connection) == 3
        publish(path, 4)
        # Nobody waits for the one who still reads, and a page that is under way stays of one build.
        with shelf.edition() as after:
            assert figure(after.connection) == 4
            assert after.build > before.build
        assert figure(before.connection) == 3
        with shelf.edition(build=before.build.load_id) as again:
            assert figure(again.connection) == 3
            assert not again.is_newest


def test_the_version_is_known_without_a_query(shelf: Shelf, path: Path) -> None:
    assert shelf.store().version() == shelf.kept()[0].load_id
    made = publish(path, 4)
    assert shelf.store().version() == made.load_id
    old = shelf.kept()[-1].load_id
    assert shelf.store(build=old).version() == old


def test_a_load_that_repeats_the_facts_makes_no_page_old(shelf: Shelf, path: Path) -> None:
    before = shelf.store().version()
    again = publish(path, 3).load_id
    assert shelf.store().version() == again != before
    with shelf.edition(build=before) as edition:
        assert edition.is_newest
    # Once other facts came, the repetition is found under the build that it repeated.
    publish(path, 4)
    with shelf.edition(build=again) as edition:
        assert (figure(edition.connection), edition.build.load_id, edition.is_newest) == (3, before, False)


def test_what_is_let_go_breaks_nobody_who_reads_it(shelf: Shelf, path: Path) -> None:
    oldest = shelf.kept()[-1]
    with shelf.edition(build=oldest.load_id) as edition:
        publish(path, 4, kept=1)
        assert figure(edition.connection) == 1
    with pytest.raises(UnknownBuildError), shelf.edition(build=oldest.load_id):
        pass


def test_old_builds_do_not_stay_open_for_ever(path: Path) -> None:
    for number in range(4, 10):
        publish(path, number)
    shelf = Shelf(path)
    for build in shelf.kept():
        with shelf.edition(build=build.load_id) as edition:
            assert edition.build == build
    folder = str(builds.folder_of(path))
    opened = {file.path for file in psutil.Process().open_files() if file.path.startswith(folder)}
    shelf.close()
    assert 0 < len(opened) <= 3


def test_another_build_can_be_read_beside(shelf: Shelf) -> None:
    with shelf.edition() as edition:
        for build, expected in zip(edition.others(), (3, 2, 1), strict=True):
            with edition.lend(build) as connection:
                assert figure(connection) == expected
