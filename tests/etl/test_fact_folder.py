"""A folder of facts: whole at any moment, whoever is killed; and it knows what it must hold."""

from __future__ import annotations

import multiprocessing
import os
import shutil
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from etl import fact_folder, facts
from etl.fact_folder import MANIFEST
from etl.facts import FactError, Row
from tests.etl.warehouse import tiny

OLD = [tiny.organization(), tiny.document(), tiny.program("p1"), tiny.set_aside("1,23")]
NEW = [tiny.organization(), tiny.document(), tiny.program("p2"), tiny.goal(indicator_result_id="i")]


def _dying(folder: Path, step: str, where: int) -> int:
    """Write facts; die before or after the step of a number. Return how many steps there are."""
    calls = 0

    def dying(original: Callable[..., Any]) -> Callable[..., Any]:
        def run(*arguments: Any, **named: Any) -> Any:
            nonlocal calls
            calls += 1
            if calls == where and step == "before":
                os.kill(os.getpid(), signal.SIGKILL)
            done = original(*arguments, **named)
            if calls == where and step == "after":
                os.kill(os.getpid(), signal.SIGKILL)
            return done

        return run

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Path, "rename", dying(Path.rename))
        patch.setattr(fact_folder.shutil, "rmtree", dying(shutil.rmtree))
        patch.setattr(fact_folder.facts, "write_csv", dying(facts.write_csv))
        fact_folder.write({"d1": NEW}, folder)
    return calls


def _programs(documents: list[list[Row]]) -> list[str]:
    return [row.program_id for rows in documents for row in rows if isinstance(row, facts.Program)]


def _rows(folder: Path) -> list[Row]:
    (rows,) = fact_folder.read(folder)
    return sorted(rows, key=lambda row: row.table)


def _in_order(rows: list[Row]) -> list[Row]:
    return sorted(rows, key=lambda row: row.table)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with one document."""
    fact_folder.write({"d1": OLD}, tmp_path / "facts")
    return tmp_path / "facts"


def test_what_is_written_is_read(folder: Path) -> None:
    assert _rows(folder) == _in_order(OLD)
    fact_folder.write({"d1": NEW}, folder)
    assert _rows(folder) == _in_order(NEW)
    assert [path.name for path in folder.iterdir()] == ["d1"]


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL")
@pytest.mark.parametrize("step", ["before", "after"])
@pytest.mark.parametrize("where", range(1, 9))
def test_killed_at_any_step_it_holds_the_old_or_the_new(folder: Path, step: str, where: int) -> None:
    dying = multiprocessing.get_context("fork").Process(target=_dying, args=(folder, step, where))
    dying.start()
    dying.join()
    assert dying.exitcode == -signal.SIGKILL
    # Whoever comes next may read or write.
    read, again = folder.with_name("read"), folder.with_name("again")
    shutil.copytree(folder, read)
    shutil.copytree(folder, again)
    assert _rows(read) in (_in_order(OLD), _in_order(NEW))
    third = [tiny.organization(), tiny.document()]
    fact_folder.write({"d1": third}, again)
    assert _rows(again) == _in_order(third)
    assert [path.name for path in again.iterdir()] == ["d1"]
    fact_folder.write({"d2": third}, folder)
    assert sorted(path.name for path in folder.iterdir()) == ["d1", "d2"]


def test_those_were_all_steps(folder: Path) -> None:
    # Four files, two renames, and the removal of what gave way and of the scratch folder.
    assert _dying(folder, "never", 0) == 8


def test_a_file_that_cannot_be_removed_destroys_nothing(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuses(path: Path, *, ignore_errors: bool = False) -> None:
        assert ignore_errors, path

    monkeypatch.setattr(shutil, "rmtree", refuses)
    fact_folder.write({"d1": NEW}, folder)
    monkeypatch.undo()
    assert _rows(folder) == _in_order(NEW)
    fact_folder.write({"d1": OLD}, folder)
    assert [path.name for path in folder.iterdir()] == ["d1"]


def test_a_folder_that_will_not_move_stays(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rename = Path.rename

    def refuses(path: Path, target: Path) -> Path:
        if ".new-" in str(path):
            raise PermissionError(13, "Permission denied", str(path))
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", refuses)
    with pytest.raises(FactError, match="cannot be written"):
        fact_folder.write({"d1": NEW}, folder)
    monkeypatch.undo()
    assert _rows(folder) == _in_order(OLD)
    assert [path.name for path in folder.iterdir()] == ["d1"]


def test_a_second_writer_is_told_to_wait(folder: Path) -> None:
    with (
        fact_folder._only_writer(folder),
        pytest.raises(FactError, match="another extract is under way there; wait"),
    ):
        fact_folder.write({"d1": NEW}, folder)
    assert _rows(folder) == _in_order(OLD)


def test_a_document_that_is_replaced_as_it_is_read_is_read_again(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows_of, is_first = facts.rows_of, [True]

    def slow(text: str, row_type: type[Row], path: Path) -> list[Row]:
        if is_first.pop() if is_first else False:
            fact_folder.write({"d1": NEW}, folder)
        return rows_of(text, row_type, path)

    monkeypatch.setattr(facts, "rows_of", slow)
    assert _rows(folder) == _in_order(NEW)


def _without(name: str) -> Callable[[Path], object]:
    return lambda document: (document / name).unlink()


def _with(name: str, content: str) -> Callable[[Path], object]:
    return lambda document: (document / name).write_text(content, encoding="utf-8")


@pytest.mark.parametrize(
    ("spoil", "says"),
    [
        (_without("set_aside.csv"), r"d1: set_aside\.csv is missing, which manifest\.csv names; extract"),
        (_without("organization.csv"), r"d1: organization\.csv is missing"),
        (_without(MANIFEST), r"d1: manifest\.csv is missing; extract the report again, or list"),
        (_with("output.csv", ""), r"d1: output\.csv is not named in manifest\.csv; add it there or remove"),
        (_with("notes.txt", ""), r"d1/notes\.txt: no fact table is called 'notes'; remove or rename"),
        (_with(MANIFEST, ""), r"manifest\.csv: line 1: no list of files"),
        (_with(MANIFEST, "name\n"), r"manifest\.csv: line 1: wrong header 'name'; expected file"),
        (_with(MANIFEST, "file\nmoney.csv\n"), r"manifest\.csv: line 2: 'money\.csv' is no file of facts"),
        (_with(MANIFEST, "file\noutput.csv\noutput.csv\n"), r"manifest\.csv: line 3: .* or stands twice"),
        (_with(MANIFEST, "file\n"), r"document\.csv is not named in manifest\.csv"),
        (_with(MANIFEST, 'file\n"x\n'), r"manifest\.csv: line 1: no list of files"),
    ],
)
def test_a_folder_that_lacks_a_file_or_has_one_too_many_is_refused(
    folder: Path, spoil: Callable[[Path], object], says: str
) -> None:
    spoil(folder / "d1")
    with pytest.raises(FactError, match=says):
        fact_folder.read(folder)


def test_no_document_and_no_organization_are_no_facts(folder: Path) -> None:
    fact_folder.write({"d2": [tiny.document()]}, folder)
    with pytest.raises(FactError, match=r"d2: organization\.csv is missing"):
        fact_folder.read(folder)
