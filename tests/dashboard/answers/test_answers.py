"""Answers: every version stays, nobody writes over another, and nothing that was confirmed is lost."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection

from dashboard.answers import answers, moves
from dashboard.answers.answers import Subject, Text
from dashboard.answers.moves import TakenError
from dashboard.answers.schema import metadata
from dashboard.answers.store import AnswersError, AnswerStore, default_url
from dashboard.answers.versions import EditedMeanwhileError, UnusableError
from dashboard.answers.workflow import RETURN, REVIEW, SAVE, SUBMIT, Writer
from tests.conftest import ROOT

AT = date(2030, 9, 30)
GARDEN = Subject("가꿈재단", "program", "꽃길", 2030, AT, "꽃길 조성", "정원팀")
MANAGER, EXECUTIVE = Writer("a", "manager"), Writer("b", "executive")


def _write(store: AnswerStore, act: str, text: Text, *, seen: int, writer: Writer = MANAGER) -> None:
    with store.writing() as connection:
        answers.write(connection, GARDEN, act, text, writer, seen=seen)


def _read(store: AnswerStore) -> answers.Answer:
    with store.reading() as connection:
        return answers.of_date(connection, GARDEN.organization_id, 2030, AT)["program", "꽃길"]


def test_every_version_stays_as_it_was_written(store: AnswerStore) -> None:
    before = datetime.now(UTC)
    _write(store, SAVE, Text("늦은 '까닭'; --\n둘째 줄", "", None), seen=0)
    _write(store, SUBMIT, Text("까닭", "계획", date(2030, 12, 1)), seen=1)
    _write(store, REVIEW, Text("까닭", "계획", date(2030, 12, 1), "좋음"), seen=2, writer=EXECUTIVE)
    answer = _read(store)
    assert answer.subject == GARDEN
    assert [(one.number, one.state, one.role) for one in answer.versions] == [
        (1, "draft", "manager"),
        (2, "submitted", "manager"),
        (3, "reviewed", "executive"),
    ]
    assert answer.versions[0].text == Text("늦은 '까닭'; --\n둘째 줄", "", None)
    assert answer.newest.text == Text("까닭", "계획", date(2030, 12, 1), "좋음")
    assert all(before <= one.written_at < before + timedelta(minutes=5) for one in answer.versions)


def test_the_second_of_two_edits_is_told(store: AnswerStore) -> None:
    _write(store, SAVE, Text("처음"), seen=0)
    _write(store, SAVE, Text("한 사람"), seen=1)
    for seen in (0, 1, 3):
        with pytest.raises(EditedMeanwhileError):
            _write(store, SAVE, Text("다른 사람"), seen=seen)
    assert [one.text.reason for one in _read(store).versions] == ["처음", "한 사람"]


def test_of_many_who_write_at_once_each_is_kept_or_told(store: AnswerStore) -> None:
    """Twenty people write ten times each on what they have read last; what was confirmed is there, once."""

    def edit(person: int) -> list[str]:
        kept = []
        for turn in range(10):
            said = f"{person}-{turn}"
            with store.reading() as connection:
                found = answers.of_date(connection, GARDEN.organization_id, 2030, AT)
            seen = found["program", "꽃길"].newest.number if found else 0
            try:
                _write(store, SAVE, Text(said), seen=seen)
            except EditedMeanwhileError:
                continue
            kept.append(said)
        return kept

    with ThreadPoolExecutor(20) as people:
        confirmed = [said for kept in people.map(edit, range(20)) for said in kept]
    versions = _read(store).versions
    assert sorted(one.text.reason for one in versions) == sorted(confirmed)
    assert [one.number for one in versions] == list(range(1, len(confirmed) + 1))


@pytest.mark.parametrize(
    ("states", "public"),
    [
        ((), None),
        ((SAVE, SUBMIT), None),
        ((SAVE, SUBMIT, REVIEW), 3),
        ((SUBMIT, REVIEW, SAVE, SUBMIT), 2),
        ((SUBMIT, REVIEW, SAVE, SUBMIT, RETURN), 2),
        ((SUBMIT, REVIEW, RETURN), None),
        ((SUBMIT, REVIEW, RETURN, SUBMIT, REVIEW), 5),
    ],
)
def test_others_see_the_last_reviewed_version_until_it_is_taken_back(
    states: tuple[str, ...], public: int | None
) -> None:
    at = datetime(2030, 10, 1, tzinfo=UTC)
    acts = {SAVE: "draft", SUBMIT: "submitted", RETURN: "returned", REVIEW: "reviewed"}
    versions = [
        answers.Version(number, acts[act], Text(), at, "a", "manager") for number, act in enumerate(states, 1)
    ]
    reviewed = answers.Answer("x", GARDEN, versions).reviewed
    assert (None if reviewed is None else reviewed.number) == public


def test_the_answers_of_earlier_years_are_found(store: AnswerStore) -> None:
    for year in (2027, 2029, 2028):
        old = Subject("가꿈재단", "program", "꽃길", year, date(year, 9, 30), "꽃길", None)
        with store.writing() as connection:
            answers.write(connection, old, SAVE, Text(f"{year}"), MANAGER, seen=0)
    _write(store, SAVE, Text("올해"), seen=0)
    with store.reading() as connection:
        found = answers.before(connection, "가꿈재단", 2030)
        assert answers.before(connection, "다른재단", 2030) == {}
    assert [one.newest.text.reason for one in found["program", "꽃길"]] == ["2029", "2028", "2027"]


@pytest.mark.parametrize("said", ["가" * 4_001, "영\0", "반쪽 \ud800"])
def test_what_cannot_be_kept_is_refused_whole(store: AnswerStore, said: str) -> None:
    for text in (Text(reason=said), Text(plan=said), Text(remark=said)):
        with pytest.raises(UnusableError):
            _write(store, SAVE, text, seen=0)
    with store.reading() as connection:
        assert answers.of_date(connection, GARDEN.organization_id, 2030, AT) == {}


def test_a_change_that_fails_leaves_nothing(store: AnswerStore) -> None:
    with pytest.raises(ZeroDivisionError), store.writing() as connection:
        answers.write(connection, GARDEN, SAVE, Text("반쯤"), MANAGER, seen=0)
        raise ZeroDivisionError
    with store.reading() as connection:
        assert answers.of_date(connection, GARDEN.organization_id, 2030, AT) == {}


def test_the_steps_make_the_tables_that_are_declared(store: AnswerStore) -> None:
    with store.reading() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []


def test_two_that_start_at_once_make_the_tables_once(url: str) -> None:
    stores = [AnswerStore(url) for _ in range(6)]

    def begin(store: AnswerStore) -> bool:
        with store.reading() as connection:
            return answers.of_date(connection, "가꿈재단", 2030, AT) == {}

    with ThreadPoolExecutor(6) as workers:
        assert all(workers.map(begin, stores))
    for store in stores:
        store.close()


_WRITER = """
import sys
from dashboard.answers import answers
from dashboard.answers.store import AnswerStore
from tests.dashboard.answers.test_answers import GARDEN, MANAGER
store = AnswerStore(sys.argv[1])
for number in range(10_000):
    with store.writing() as connection:
        answers.write(connection, GARDEN, "save", answers.Text(f"{number}"), MANAGER, seen=number)
    print(number, flush=True)
"""


def test_what_was_confirmed_outlives_a_kill(url: str) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", _WRITER, url],
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    ) as writer:
        assert writer.stdout is not None
        told = [int(writer.stdout.readline()) for _ in range(20)]
        writer.send_signal(signal.SIGKILL)
        told += [int(line) for line in writer.stdout]
    store = AnswerStore(url)
    kept = [int(one.text.reason) for one in _read(store).versions]
    store.close()
    assert kept[: len(told)] == told
    assert len(kept) <= len(told) + 1


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("mysql://a@b/c", "no database of kind mysql"),
        ("nothing", "ANSWERS_URL"),
        ("", "ANSWERS_URL"),
    ],
)
def test_an_address_of_no_use_is_one_line(url: str, says: str) -> None:
    with pytest.raises(AnswersError, match=says) as refused:
        AnswerStore(url)
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize(
    "url", ["postgresql://somebody:secret@127.0.0.1:1/none", "sqlite:////nowhere/at/all.sqlite"]
)
def test_a_database_that_is_away_is_said_without_its_password(url: str) -> None:
    store = AnswerStore(url)
    for lend in (store.reading, store.writing):
        with pytest.raises(AnswersError) as away, lend():
            pass
        assert "\n" not in str(away.value) and "secret" not in str(away.value)


def test_it_stands_beside_the_warehouse(tmp_path: Path) -> None:
    assert default_url(tmp_path / "w.duckdb") == f"sqlite:///{tmp_path.resolve()}/w.duckdb.answers.sqlite"


def test_an_answer_is_moved_with_all_its_versions_and_stands_at_one_place(store: AnswerStore) -> None:
    park = replace(GARDEN, subject="goal", subject_key="공원 수", name="공원 수", link_key="공원")
    _write(store, SAVE, Text("까닭"), seen=0)
    _write(store, SUBMIT, Text("까닭", "계획"), seen=1)
    _write(store, REVIEW, Text("까닭", "계획"), seen=2, writer=EXECUTIVE)
    before = _read(store)
    with store.writing() as connection:
        moves.move(connection, before, park, EXECUTIVE)
    with store.reading() as connection:
        found = answers.of_date(connection, GARDEN.organization_id, 2030, AT)
    assert list(found) == [("goal", "공원 수")]
    moved = found["goal", "공원 수"]
    assert moved.subject == park and moved.versions == before.versions
    # Whoever moves it again, or writes on it where it stood, is told.
    for late in (lambda c: moves.move(c, before, park, EXECUTIVE), lambda c: _again(c, "mine", seen=3)):
        with store.writing() as connection, pytest.raises((EditedMeanwhileError, TakenError)):
            late(connection)
    # The first subject is answered anew, and that answer has no way to where the other one is.
    _write(store, SAVE, Text("새 까닭"), seen=0)
    anew = _read(store)
    assert [(one.number, one.text.reason) for one in anew.versions] == [(4, "새 까닭")]
    with store.writing() as connection, pytest.raises(TakenError):
        moves.move(connection, anew, park, EXECUTIVE)
    # And back again: to where its first versions are passed over.
    with store.writing() as connection:
        moves.move(connection, anew, replace(park, subject_key="숲"), EXECUTIVE)
    with store.writing() as connection:
        moves.move(connection, moved, GARDEN, EXECUTIVE)
    assert [one.text for one in _read(store).versions] == [one.text for one in before.versions]


def _again(connection: Connection, reason: str, *, seen: int) -> None:
    answers.write(connection, GARDEN, SAVE, Text(reason), MANAGER, seen=seen)
