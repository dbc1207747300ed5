"""An answer follows its programme or goal through other names, and never to another's."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from dashboard.answers import answers
from dashboard.answers.answers import Text
from dashboard.answers.desk import Desk
from dashboard.answers.store import AnswerStore
from dashboard.answers.workflow import REVIEW, SAVE, SUBMIT, Writer
from dashboard.shell.filters import from_query
from dashboard.shell.page import View
from dashboard.shell.preferences import preferences
from dashboard.shell.routing import Router
from dashboard.topics import all_pages
from dashboard.topics.answers import queries
from dashboard.topics.answers.page import PAGE
from dashboard.topics.answers.queries import Asked
from dashboard.topics.answers.writing import keep_answer
from dashboard.ui.labels import load
from dashboard.warehouse.snapshots import Snapshots
from etl import facts
from etl.warehouse.load import build
from tests.dashboard.reading import text_of
from tests.etl.warehouse import tiny

KO = load("ko")
MARK = "먹빛봉인 사유"
Open = Callable[..., View]


def report(
    program: str = "살핌",
    goal: str = "이용자 수",
    *,
    office: str = "가꿈실",
    year: int = 2023,
    number: int = 1,
) -> list[facts.Row]:
    """A report of one late programme and its missed goal; a new name of either is a new id."""
    at, document_id, of = date(year, 9, 30), f"d{year}-{number}", f"o-{year}-{program}"
    unit_id = f"o-{year}-{office}"
    where: dict[str, Any] = {"document_id": document_id}
    dated: dict[str, Any] = {"fiscal_year": year, "as_of": at, **where}
    return [
        tiny.document(document_id, at),
        facts.Department(
            department_id=unit_id, organization_id="o", fiscal_year=year, office=office, line=2, **where
        ),
        tiny.program(of, name=program, fiscal_year=year, **where),
        facts.ProgramDepartment(program_id=of, department_id=unit_id, line=5, **where),
        tiny.budget(
            program, level="program", program_id=of, current_won=100_000, executed_won=1_000, **dated
        ),
        tiny.goal(
            indicator_result_id=f"goal-{year}-{goal}", name=goal, program_id=of, target=100.0, actual=10.0,
            **dated,
        ),
    ]  # fmt: skip


@pytest.fixture
def opened(tmp_path: Path, store: AnswerStore) -> Iterator[Open]:
    """Load reports and open their page of answers, as an executive or a manager sees it."""
    with ExitStack() as stack:
        stack.enter_context(Flask("test").app_context())

        def open_(
            *rows: facts.Row,
            lineage: str | None = None,
            links: Sequence[tuple[int, str, int, str]] = (),
            manager_of: str = "",
        ) -> View:
            linked = [
                {
                    "indicator_result_id": f"goal-{year}-{goal}",
                    "earlier_year": before,
                    "earlier_name": name,
                    "earlier_actual": 1.0,
                    "earlier_document_id": "d",
                    "earlier_line": 1,
                }
                for year, goal, before, name in links
            ]
            contents = tiny.contents(tiny.organization(), *rows, indicator_link=linked)
            for row in contents.tables["program"]:
                row["lineage_id"] = lineage
            path = tmp_path / f"{len([*tmp_path.glob('*.duckdb')])}.duckdb"
            build(path, contents)
            snapshots = stack.enter_context(closing(Snapshots(path)))
            snapshot = stack.enter_context(snapshots.snapshot())
            reading = from_query("", PAGE.own)
            router = Router(snapshots, all_pages())
            view, _, _ = router.view_of(snapshot, PAGE, "/answers", reading, preferences(None, reading)[0])
            assert view is not None
            desk = Desk(store, Writer("x", "executive"))
            if manager_of:
                desk = Desk(store, Writer("y", "manager"), (f"o/{manager_of}",))
            return replace(view, desk=desk)

        yield open_


def _asked(view: View, kind: str) -> Asked:
    every = queries.subjects(view.connection, view.scope)
    return next(one for one in every if one.subject.subject == kind)


def _send(view: View, kind: str, *, seen: int = 0, act: str = SAVE, reason: str = MARK) -> str | None:
    asked = _asked(view, kind)
    form = {"subject": kind, "key": asked.subject.subject_key, "act": act, "seen": f"{seen}"}
    unsaved = keep_answer(view, {**form, "reason": reason, "plan": "계획", "due_on": ""})
    return None if unsaved is None else unsaved.why


def _text(view: View) -> str:
    return " ".join(text_of(part) for part in PAGE.render(view))


@pytest.mark.parametrize("kind", ["program", "goal"])
def test_a_report_that_is_read_again_keeps_its_answers(opened: Open, kind: str) -> None:
    assert _send(opened(*report(), lineage="o-살핌"), kind) is None
    # A plan that came meanwhile calls the programme otherwise, and so its lineage.
    again = opened(*report(number=2), lineage="o-새-이름")
    assert MARK in _text(again) and KO("answers.homeless") not in _text(again)
    assert _send(again, kind, seen=1, act=SUBMIT, reason="이어 쓴 글") is None
    assert "이어 쓴 글" in _text(again) and KO("answers.history", n=1) in _text(again)


def test_a_programme_that_is_worded_anew_keeps_its_answer_by_its_lineage(opened: Open) -> None:
    assert _send(opened(*report("살핌"), lineage="o-돌봄"), "program") is None
    anew = opened(*report("살핌과 돌봄"), lineage="o-돌봄")
    assert MARK in _text(anew) and KO("answers.homeless") not in _text(anew)
    assert _send(anew, "program") == "edited"
    assert _send(anew, "program", seen=1, reason="이어 쓴 글") is None
    assert KO("answers.history", n=1) in _text(anew)
    # Back to the first wording: it is one answer all the time.
    assert "이어 쓴 글" in _text(opened(*report("살핌"), lineage="o-돌봄"))


def test_a_goal_that_is_worded_anew_keeps_its_answer_by_its_link(opened: Open) -> None:
    first = opened(*report(goal="이용자 수"), links=[(2023, "이용자 수", 2022, "방문자")])
    assert _send(first, "goal") is None
    anew = opened(*report(goal="이용 인원"), links=[(2023, "이용 인원", 2022, "방문자")])
    assert MARK in _text(anew) and KO("answers.homeless") not in _text(anew)
    without = opened(*report(goal="이용 인원"))
    assert MARK in _text(without) and KO("answers.homeless") in _text(without)


def test_last_years_answer_is_found_through_every_earlier_wording(opened: Open, store: AnswerStore) -> None:
    rows = [
        row
        for year, goal in ((2021, "방문자"), (2022, "이용자"), (2023, "이용 인원"))
        for row in report(goal=goal, year=year)
    ]
    links = [(2023, "이용 인원", 2022, "이용자"), (2022, "이용자", 2021, "방문자")]
    view = opened(*rows, lineage="o-살핌", links=links)
    now = _asked(view, "goal").subject
    for year, goal in ((2021, "방문자"), (2022, "이용자")):
        key = f"{goal.replace(' ', '')}|명|higher|o-{year}-살핌"
        earlier = replace(now, subject_key=key, link_key=None, fiscal_year=year, as_of=date(year, 9, 30))
        for seen, act in enumerate((SUBMIT, REVIEW)):
            with store.writing() as connection:
                text = Text(f"{year}년 까닭", "계획")
                answers.write(connection, earlier, act, text, Writer("x", "executive"), seen=seen)
    text = _text(view)
    assert "2022년 까닭" in text and "2021년 까닭" in text
    assert text.index("2022년 까닭") < text.index("2021년 까닭")


def test_a_link_that_leads_to_two_leads_to_none(opened: Open) -> None:
    assert _send(opened(*report("살핌"), lineage="o-돌봄"), "program") is None
    both = opened(
        *report("살핌 하나", "목표 하나"), *report("살핌 둘", "목표 둘", number=2), lineage="o-돌봄"
    )
    text = _text(both)
    assert MARK in text and KO("answers.homeless") in text
    assert {one.subject.link_key for one in queries.subjects(both.connection, both.scope)} >= {None}


def test_a_part_of_a_lineage_gets_no_draft_of_another_office(opened: Open) -> None:
    """Each manager sees one of the two programmes alone, and takes the lineage for unshared."""
    theirs = opened(*report("살핌 둘", office="나눔실"), lineage="o-돌봄", manager_of="나눔실")
    assert _send(theirs, "program") is None and MARK in _text(theirs)
    ours = opened(*report("살핌 하나", office="가꿈실"), lineage="o-돌봄", manager_of="가꿈실")
    assert MARK not in _text(ours)
    assert _send(ours, "program", reason="우리 글") is None
    whole = opened(
        *report("살핌 하나", office="가꿈실"), *report("살핌 둘", "목표 둘", office="나눔실", number=2),
        lineage="o-돌봄",
    )  # fmt: skip
    assert MARK in _text(whole) and "우리 글" in _text(whole) and KO("answers.homeless") not in _text(whole)
