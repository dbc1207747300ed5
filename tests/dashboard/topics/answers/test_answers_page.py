"""The page of answers: what is asked, who may write it, and who sees what is written."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import Connection, update

from dashboard.answers import answers
from dashboard.answers.answers import Subject, Text
from dashboard.answers.desk import Desk
from dashboard.answers.store import AnswerStore
from dashboard.answers.workflow import REVIEW, SAVE, SUBMIT, Writer
from dashboard.shell.filters import Filters, from_query
from dashboard.shell.page import View
from dashboard.shell.preferences import preferences
from dashboard.shell.routing import Router
from dashboard.topics import all_pages
from dashboard.topics.answers import queries
from dashboard.topics.answers.card import anchor
from dashboard.topics.answers.moving import keep_move, not_moved
from dashboard.topics.answers.page import PAGE
from dashboard.topics.answers.queries import Asked
from dashboard.topics.answers.writing import keep_answer
from dashboard.topics.hearing import queries as hearing
from dashboard.ui import html
from dashboard.ui.labels import load
from dashboard.warehouse.snapshots import Snapshots
from etl.warehouse.connect import writing_engine
from etl.warehouse.schema import document
from tests.dashboard.reading import parts, text_of
from tests.sample_warehouse import FOUNDATION

KO = load("ko")
EQUALITY = f"{FOUNDATION}/양성평등사업실"
LATE = "(수탁)스토킹 피해자 원스톱 지원 사업단 운영"
"""Run by EQUALITY."""
MARK = "먹빛봉인 사유"


def _form(view: View, name: str = LATE, **given: str) -> dict[str, str]:
    one = _asked(view, name)
    said = {"reason": "까닭", "plan": "계획", "due_on": "", "act": SAVE, "seen": "0"}
    return {"subject": one.subject.subject, "key": one.subject.subject_key, **said, **given}


def _asked(view: View, name: str = LATE) -> Asked:
    every = queries.asked(view.connection, view.scope, view.filters)
    return next(one for one in every if one.subject.name == name)


def _text(view: View) -> str:
    return " ".join(text_of(part) for part in PAGE.render(view))


def _acts(view: View, name: str = LATE) -> set[str]:
    """What the page offers to do with the answer to a programme."""
    cards = [
        part for content in PAGE.render(view) for part in parts(content) if isinstance(part, html.Article)
    ]
    (card,) = [card for card in cards if name in text_of(card)]
    return {button.value for button in parts(card) if isinstance(button, html.Button)}


def test_all_that_the_brief_asks_about_is_asked_for(
    connection: Connection, seen_by: Callable[..., View]
) -> None:
    view = seen_by("executive")
    found = {one.subject.name: one for one in queries.asked(connection, view.scope, Filters()) if one.why}
    late = hearing.late(connection, view.scope, Filters())
    over = [row for row in hearing.overspent(connection, view.scope, Filters()) if row["program_id"]]
    goals = [
        row
        for row in hearing.goals(connection, view.scope, Filters())
        if row["status"] in ("missed", "behind")
    ]
    assert late and over and goals
    for row in late:
        assert ("late" in found[row["name"]].why) == (row["status"] == "behind")
        assert ("reason" in found[row["name"]].why) == row["is_reason_asked"]
    assert all("over" in found[row["name"]].why for row in over)
    assert {row["name"] for row in goals} <= found.keys()
    text = _text(view)
    assert KO("answers.sentence", n=len(found), open=len(found)) in text
    assert all(name in text for name in found)


def test_filters_narrow_what_is_asked(seen_by: Callable[..., View]) -> None:
    unit = f"{FOUNDATION}-2023-양성평등사업실"
    view = seen_by("executive", search=f"?department={unit}")
    found = [one for one in queries.asked(view.connection, view.scope, view.filters) if one.why]
    assert LATE in {one.subject.name for one in found}
    assert all(unit in one.unit_ids for one in found)


def test_an_answer_goes_from_its_unit_to_the_reviewer_and_back(seen_by: Callable[..., View]) -> None:
    manager, executive = seen_by("manager", EQUALITY), seen_by("executive")
    assert _acts(manager) == {SAVE, SUBMIT}
    assert keep_answer(manager, _form(manager, reason=MARK, due_on="2023-12-15")) is None
    assert keep_answer(manager, _form(manager, reason=MARK, act=SUBMIT, seen="1")) is None
    assert REVIEW in _acts(executive) and REVIEW not in _acts(manager)
    review = _form(executive, act=REVIEW, seen="2", reason="남의 글", remark="확인함")
    assert keep_answer(executive, review) is None
    text = _text(manager)
    assert MARK in text and "확인함" in text and "남의 글" not in text
    assert KO("answers.state_reviewed") in text and KO("answers.history", n=2) in text


@pytest.mark.parametrize(
    ("role", "departments"),
    [
        (None, ()),
        ("council", ()),
        ("manager", ()),
        ("manager", (f"{FOUNDATION}/돌봄사업실",)),
        ("manager", ("다른기관/양성평등사업실",)),
        ("manager", (FOUNDATION,)),
    ],
)
def test_what_is_not_reviewed_exists_for_nobody_else(
    seen_by: Callable[..., View], role: str | None, departments: tuple[str, ...]
) -> None:
    manager, executive = seen_by("manager", EQUALITY), seen_by("executive")
    assert keep_answer(manager, _form(manager, reason=MARK, act=SUBMIT)) is None
    other = seen_by(role, *departments)
    assert MARK not in _text(other) and not _acts(other)
    assert MARK not in str(PAGE.sheet(other, None).rows)
    assert KO("answers.state_submitted") not in _text(other)
    refused = keep_answer(other, _form(other, act=SAVE, seen="1"))
    assert refused is not None and refused.why == "not_allowed"
    assert keep_answer(executive, _form(executive, act=REVIEW, seen="1")) is None
    is_published = _asked(other).is_published
    assert (MARK in _text(other)) == is_published
    assert MARK in _text(executive)


def test_a_reviewed_answer_of_a_published_report_is_everybodys(
    warehouse_path: Path, tmp_path: Path, store: AnswerStore
) -> None:
    path = tmp_path / "published.duckdb"
    shutil.copy(warehouse_path, path)
    engine = writing_engine(path)
    with engine.begin() as connection:
        connection.execute(update(document).values(published=True))
    engine.dispose()
    reading = from_query("", PAGE.own)
    with (
        Flask("test").app_context(),
        closing(Snapshots(path)) as snapshots,
        snapshots.snapshot() as snapshot,
    ):
        router = Router(snapshots, all_pages())
        found, _, _ = router.view_of(snapshot, PAGE, "/answers", reading, preferences(None, reading)[0])
        assert found is not None

        def seen_by(role: str | None) -> View:
            return replace(found, desk=Desk(store, None if role is None else Writer("x", role)))

        executive, others = seen_by("executive"), [seen_by(None), seen_by("council"), seen_by("manager")]
        assert keep_answer(executive, _form(executive, act=SUBMIT, reason=MARK)) is None
        assert all(MARK not in _text(other) for other in others)
        review = _form(executive, act=REVIEW, seen="1", remark="안에서 하는 말")
        assert keep_answer(executive, review) is None
        draft = _form(executive, act=SAVE, seen="2", reason="다음 글")
        assert keep_answer(executive, draft) is None
        for other in others:
            assert MARK in _text(other) and MARK in str(PAGE.sheet(other, None).rows)
            assert "다음 글" not in _text(other) and "안에서 하는 말" not in _text(other)
        assert "다음 글" in _text(executive)


def test_two_who_edit_one_answer_are_told(seen_by: Callable[..., View]) -> None:
    view = seen_by("executive")
    assert keep_answer(view, _form(view, reason="하나")) is None
    late = keep_answer(view, _form(view, reason="둘", seen="0"))
    assert late is not None and (late.why, late.text.reason) == ("edited", "둘")
    assert "하나" in _text(view) and "둘" not in _text(view)


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ({"due_on": "2023-13-01"}, "no_day"),
        ({"due_on": "내일"}, "no_day"),
        ({"act": SUBMIT, "plan": "  "}, "incomplete"),
        ({"act": REVIEW}, "not_allowed"),
        ({"key": "없는 사업"}, "unknown"),
        ({"subject": "team"}, "unknown"),
        ({"reason": "가" * 4_001}, "too_long"),
    ],
)
def test_what_cannot_be_kept_is_given_back(
    seen_by: Callable[..., View], given: dict[str, str], why: str
) -> None:
    view = seen_by("executive")
    unsaved = keep_answer(view, _form(view, **given))
    assert unsaved is not None and unsaved.why == why
    assert KO(f"answers.{why}")


@pytest.mark.parametrize("given", [{"act": "publish"}, {"seen": "-1"}, {"seen": "x"}, {"seen": "9" * 30}])
def test_a_form_that_is_none_of_ours_is_refused(seen_by: Callable[..., View], given: dict[str, str]) -> None:
    view = seen_by("executive")
    with pytest.raises(ValueError, match="no form of ours"):
        keep_answer(view, _form(view, **given))


def test_an_answer_whose_programme_is_gone_is_shown_as_homeless(
    seen_by: Callable[..., View], store: AnswerStore
) -> None:
    view = seen_by("executive")
    assert view.scope.as_of is not None
    lost = Subject(
        view.scope.organization_id, "program", "사라진 계보", view.scope.fiscal_year, view.scope.as_of,
        "사라진 사업", "옛 부서",
    )  # fmt: skip
    with store.writing() as connection:
        answers.write(connection, lost, SAVE, Text(MARK), Writer("x", "manager"), seen=0)
    text = _text(view)
    assert KO("answers.homeless") in text and "사라진 사업" in text and MARK in text
    for other in (seen_by("manager", EQUALITY), seen_by("council"), seen_by(None)):
        assert "사라진 사업" not in _text(other)


def test_a_homeless_answer_is_moved_by_an_executive_alone(
    seen_by: Callable[..., View], store: AnswerStore
) -> None:
    view = seen_by("executive")
    asked = _asked(view)
    assert view.scope.as_of is not None
    lost = replace(asked.subject, subject_key="사라진 계보", name="사라진 사업", link_key=None)
    taken = next(one for one in queries.subjects(view.connection, view.scope) if one.key != asked.key)
    for subject in (lost, taken.subject):
        with store.writing() as connection:
            answers.write(connection, subject, SAVE, Text(MARK), Writer("x", "manager"), seen=0)
    with store.reading() as connection:
        found = answers.of_date(connection, lost.organization_id, lost.fiscal_year, lost.as_of)
    answer_id = found["program", "사라진 계보"].answer_id
    form = {"act": "move", "answer": answer_id, "seen": "1", "to": anchor(asked.key)}
    every = [one for part in PAGE.render(view) for one in parts(part)]
    offered = [one.value for one in every if isinstance(one, html.Option)]
    assert anchor(asked.key) in offered and anchor(taken.key) not in offered
    for other in (seen_by("manager", EQUALITY), seen_by("council"), seen_by(None)):
        assert keep_move(other, form)[1] == "not_allowed"
    for wrong, why in (
        ({"to": anchor(taken.key)}, "taken"), ({"to": "answer-0"}, "unknown"), ({"seen": "2"}, "edited"),
        ({"answer": found[taken.key].answer_id}, "unknown"),
    ):  # fmt: skip
        assert keep_move(view, {**form, **wrong})[1] == why
        assert KO(f"answers.{why}") in text_of(not_moved(view, why))
    assert keep_move(view, form) == (anchor(asked.key), None)
    text = _text(view)
    assert KO("answers.homeless") not in text and MARK in text
    # Sent once more, as by a second click, it is there already.
    assert keep_move(view, form)[1] == "unknown"


def test_last_years_answer_stands_below(seen_by: Callable[..., View], store: AnswerStore) -> None:
    view = seen_by("executive")
    subject = _asked(view).subject
    earlier = replace(subject, fiscal_year=2022, as_of=date(2022, 9, 30))
    for act, seen in ((SUBMIT, 0), (REVIEW, 1)):
        with store.writing() as connection:
            answers.write(
                connection, earlier, act, Text("지난해 까닭", "p"), Writer("x", "executive"), seen=seen
            )
    assert "지난해 까닭" in _text(view)
    draft = replace(earlier, as_of=date(2022, 6, 30))
    with store.writing() as connection:
        answers.write(connection, draft, SAVE, Text("쓰다 만 까닭"), Writer("x", "manager"), seen=0)
    assert "쓰다 만 까닭" not in _text(view)
    # No published report in sight names it at that date: it is for who runs and who reviews it.
    assert "지난해 까닭" in _text(seen_by("manager", EQUALITY))
    for other in (seen_by("council"), seen_by(None), seen_by("manager", f"{FOUNDATION}/돌봄사업실")):
        assert "지난해 까닭" not in _text(other)


def test_what_a_reviewer_says_is_for_the_unit_alone(seen_by: Callable[..., View]) -> None:
    executive = seen_by("executive")
    for act, seen in ((SUBMIT, "0"), (REVIEW, "1")):
        form = _form(executive, act=act, seen=seen, reason=MARK, remark="안에서 하는 말")
        assert keep_answer(executive, form) is None
    assert "안에서 하는 말" in _text(executive) and "안에서 하는 말" in _text(seen_by("manager", EQUALITY))
    council = seen_by("council")
    assert (MARK in _text(council)) == _asked(council).is_published
    assert "안에서 하는 말" not in _text(council)


def test_without_the_database_the_page_says_so(seen_by: Callable[..., View]) -> None:
    away = AnswerStore("postgresql://nobody@127.0.0.1:1/none")
    view = replace(seen_by("executive"), desk=Desk(away, Writer("x", "executive")))
    assert KO("answers.away") in _text(view)
    assert PAGE.sheet(view, None).rows == []
    unsaved = keep_answer(view, _form(view))
    assert unsaved is not None and unsaved.why == "away"


def test_an_earlier_build_is_read_and_not_written(seen_by: Callable[..., View]) -> None:
    view = seen_by("executive")
    old = replace(view, snapshot=replace(view.snapshot, is_newest=False))
    assert not _acts(old)
    unsaved = keep_answer(old, _form(old))
    assert unsaved is not None and unsaved.why == "not_allowed"


def test_what_is_typed_is_shown_as_text(seen_by: Callable[..., View]) -> None:
    view = seen_by("executive")
    said = "<script>alert(1)</script> =HYPERLINK('x') 02-000-0000"
    assert keep_answer(view, _form(view, reason=said)) is None
    assert said in _text(view)
    assert KO("answers.personal", marks="02-000-0000") in _text(view)
