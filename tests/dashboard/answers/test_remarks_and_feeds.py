"""What is written of remarks, and the secrets of calendars, on both engines."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from sqlalchemy import text as sql

from dashboard.answers import feeds, remarks
from dashboard.answers.feeds import FeedUnit
from dashboard.answers.remarks import RemarkText
from dashboard.answers.store import AnswerStore
from dashboard.answers.versions import EditedMeanwhileError, UnusableError
from dashboard.answers.workflow import REVIEW, SAVE, SUBMIT, Writer

MANAGER, EXECUTIVE = Writer("a", "manager"), Writer("b", "executive")
SUBJECT = ("가꿈재단", "p-x", 2030)
UNIT = FeedUnit("가꿈재단", "본부/정원팀")


def _write(store: AnswerStore, act: str, text: RemarkText, seen: int, writer: Writer = MANAGER) -> None:
    with store.writing() as connection:
        remarks.write(connection, SUBJECT, act, text, writer, seen=seen)


def test_every_version_of_a_remark_stays_as_it_was_written(store: AnswerStore) -> None:
    said = RemarkText(
        "지적 '말'; --\n둘째 줄", "제300회", date(2030, 6, 1), "정원팀", "조치", "under_way",
        date(2030, 12, 1), "문서", 7,
    )  # fmt: skip
    _write(store, SAVE, said, 0)
    _write(store, SUBMIT, RemarkText("지적", action="고친 조치", progress="done"), 1)
    _write(
        store, REVIEW, RemarkText("지적", action="고친 조치", progress="done", remark="확인"), 2, EXECUTIVE
    )
    for seen in (0, 1, 2, 4):
        with pytest.raises(EditedMeanwhileError):
            _write(store, SAVE, said, seen)
    with store.reading() as connection:
        (found,) = remarks.of_institution(connection, "가꿈재단")
        assert remarks.of_institution(connection, "다른재단") == []
        assert remarks.count(connection) == 3
    assert (found.remark_key, found.fiscal_year) == ("p-x", 2030)
    assert found.versions[0].text == said
    assert [one.state for one in found.versions] == ["draft", "submitted", "reviewed"]
    assert found.reviewed is found.newest and found.newest.text.remark == "확인"


@pytest.mark.parametrize(
    "text",
    [
        RemarkText("가" * 4_001), RemarkText("말", action="영\0"), RemarkText("말", unit="반쪽 \ud800"),
        RemarkText("말", progress="soon"), RemarkText("말", evidence_line=0),
        RemarkText("말", evidence_line=2**40), RemarkText("말", session="가" * 501),
    ],
)  # fmt: skip
def test_what_cannot_be_kept_is_refused_whole(store: AnswerStore, text: RemarkText) -> None:
    with pytest.raises(UnusableError):
        _write(store, SAVE, text, 0)
    with store.reading() as connection:
        assert remarks.of_institution(connection, "가꿈재단") == []


def _renew(store: AnswerStore, of: FeedUnit = UNIT) -> str:
    with store.writing() as connection:
        return feeds.renew(connection, of, MANAGER)


def test_a_secret_leads_to_its_unit_until_it_is_renewed(store: AnswerStore) -> None:
    other = FeedUnit("가꿈재단", "본부")
    with store.reading() as connection:
        assert not feeds.has_feed(connection, UNIT)
    first, others = _renew(store), _renew(store, other)
    second = _renew(store)
    with store.reading() as connection:
        assert feeds.unit_of(connection, first) is None
        assert feeds.unit_of(connection, second) == UNIT
        assert feeds.unit_of(connection, others) == other
        assert feeds.has_feed(connection, UNIT)
        for wrong in ("", "x", second[:-1], second + "x", second.swapcase(), "가" * 500, "\ud800"):
            assert feeds.unit_of(connection, wrong) is None
        kept = [tuple(row) for row in connection.execute(sql("SELECT * FROM feed ORDER BY number"))]
    assert UNIT.department == "가꿈재단/본부/정원팀"
    # Who reads the database, or a copy of it, has no address by it.
    assert not any(secret in str(kept) for secret in (first, second, others))
    assert len(kept) == 3 and len(second) > 40


def test_of_many_who_renew_at_once_one_address_holds(store: AnswerStore) -> None:
    _renew(store)

    def renew(_person: int) -> str | None:
        try:
            return _renew(store)
        except EditedMeanwhileError:
            return None

    with ThreadPoolExecutor(8) as people:
        made = [secret for secret in people.map(renew, range(8)) if secret]
    with store.reading() as connection:
        assert [feeds.unit_of(connection, secret) for secret in made].count(UNIT) == 1
