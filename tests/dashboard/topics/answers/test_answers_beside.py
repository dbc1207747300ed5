"""Answers beside the goals, in the brief and for programs: each shows what its reader may see."""

from __future__ import annotations

import io
import shutil
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pypdfium2
import pytest
from flask import Flask
from sqlalchemy import update

from dashboard.answers import answers
from dashboard.answers.answers import Text
from dashboard.answers.desk import Desk
from dashboard.answers.store import AnswerStore
from dashboard.answers.workflow import REVIEW, SAVE, SUBMIT, Writer
from dashboard.app import create_app
from dashboard.brief.file import KINDS
from dashboard.shell.filters import from_query
from dashboard.shell.page import Page, View
from dashboard.shell.preferences import preferences
from dashboard.shell.routing import Router
from dashboard.topics import all_pages
from dashboard.topics.answers import queries
from dashboard.topics.answers.brief import goals_by_place
from dashboard.topics.answers.queries import Asked
from dashboard.topics.hearing.brief import hearing_brief
from dashboard.ui import html
from dashboard.ui.labels import load
from dashboard.warehouse.snapshots import Snapshots
from etl.warehouse.connect import writing_engine
from etl.warehouse.schema import document
from tests.dashboard.reading import parts, text_of
from tests.sample_warehouse import FOUNDATION

KO = load("ko")
MARK, NEXT = "먹빛봉인 사유", "다음판봉인"
EQUALITY = f"{FOUNDATION}/양성평등사업실"
LATE = "(수탁)스토킹 피해자 원스톱 지원 사업단 운영"
"""Run by EQUALITY."""
AT = datetime(2030, 1, 2, tzinfo=UTC)
Write = Callable[..., None]


def _page(code: str) -> Page:
    return next(page for page in all_pages() if page.code == code)


def _missed_goal(view: View) -> Asked:
    return next(
        one
        for one in queries.subjects(view.connection, view.scope)
        if one.subject.subject == "goal" and one.why
    )


def _late(view: View) -> Asked:
    return next(one for one in queries.subjects(view.connection, view.scope) if one.subject.name == LATE)


@pytest.fixture
def write(store: AnswerStore) -> Write:
    """Write versions of an answer, an act after another."""

    def written(asked: Asked, *acts: str, reason: str = MARK, seen: int = 0, remark: str = "") -> None:
        for number, act in enumerate(acts, seen):
            with store.writing() as connection:
                text = Text(reason, "계획", date(2023, 12, 20), remark)
                answers.write(connection, asked.subject, act, text, Writer("x", "executive"), seen=number)

    return written


def _told(view: View, code: str) -> str:
    return " ".join(text_of(part) for part in _page(code).render(view))


def _acts(view: View, code: str, name: str) -> set[str]:
    cards = [p for part in _page(code).render(view) for p in parts(part) if isinstance(p, html.Article)]
    found = [card for card in cards if name in text_of(card)]
    return {button.value for card in found for button in parts(card) if isinstance(button, html.Button)}


def test_a_missed_goal_has_its_answer_on_the_page_of_goals(
    seen_by: Callable[..., View], write: Write
) -> None:
    executive = seen_by("executive", code="goals", path="/goals")
    goal = _missed_goal(executive)
    assert _acts(executive, "goals", goal.subject.name) == {SAVE, SUBMIT}
    write(goal, SUBMIT)
    assert MARK in _told(executive, "goals") and REVIEW in _acts(executive, "goals", goal.subject.name)
    for other in ("council", None):
        view = seen_by(other, code="goals", path="/goals")
        assert MARK not in _told(view, "goals") and not _acts(view, "goals", goal.subject.name)


def test_a_presentation_shows_no_drafts(seen_by: Callable[..., View], write: Write) -> None:
    executive = seen_by("executive", code="goals", path="/goals")
    write(_missed_goal(executive), SUBMIT)
    assert MARK in _told(executive, "goals")
    presented = seen_by("executive", code="goals", path="/goals", search="?present=1")
    assert MARK not in _told(presented, "goals")


def test_the_page_of_goals_asks_for_the_goals_that_it_shows(seen_by: Callable[..., View]) -> None:
    view = seen_by("executive", code="goals", path="/goals", search="?goal_status=met")
    assert _missed_goal(view).subject.name not in _told(view, "goals")
    assert LATE not in _told(seen_by("executive", code="goals", path="/goals"), "goals")


@pytest.fixture
def published(warehouse_path: Path, tmp_path: Path) -> Path:
    """The sample warehouse with every document published."""
    path = tmp_path / "published.duckdb"
    shutil.copy(warehouse_path, path)
    engine = writing_engine(path)
    with engine.begin() as connection:
        connection.execute(update(document).values(published=True))
    engine.dispose()
    return path


@pytest.fixture
def brief_view(published: Path, store: AnswerStore) -> Iterator[Callable[..., View]]:
    """Make the view of a brief of published reports, by who has it made."""
    with (
        Flask("test").app_context(),
        closing(Snapshots(published)) as snapshots,
        snapshots.snapshot() as snapshot,
    ):

        def make(role: str | None, *departments: str, reader: str = "council") -> View:
            page = _page("brief")
            reading = from_query("" if reader == "council" else f"reader={reader}", page.own)
            router = Router(snapshots, all_pages())
            view, _, _ = router.view_of(snapshot, page, "/brief", reading, preferences(None, reading)[0])
            assert view is not None
            writer = None if role is None else Writer("x", role)
            return replace(view, desk=Desk(store, writer, departments))

        yield make


def _texts(view: View) -> dict[str, str]:
    """A brief in every kind that it is taken away as, and its page."""
    page = _page("brief")
    sheet = page.sheet(view, None)
    is_answered = view.own.get("reader") == "institution"
    brief = hearing_brief(view, is_answered=is_answered)
    files = {kind: KINDS[kind](brief, view.words, AT) for kind in ("pdf", "hwpx", "xlsx")}
    pdf = pypdfium2.PdfDocument(files["pdf"])
    book = openpyxl.load_workbook(io.BytesIO(files["xlsx"]))
    with zipfile.ZipFile(io.BytesIO(files["hwpx"])) as packed:
        sections = [packed.read(name).decode() for name in packed.namelist() if "section" in name]
    return {
        "pdf": " ".join(" ".join(sheet.get_textpage().get_text_bounded().split()) for sheet in pdf),
        "hwpx": " ".join(sections),
        "xlsx": str([[cell.value for row in sheet.iter_rows() for cell in row] for sheet in book]),
        "csv": str([sheet.columns, sheet.rows]),
        "page": " ".join(text_of(part) for part in page.render(view)),
    }


@pytest.mark.slow
def test_the_council_is_given_reviewed_answers_of_published_reports(
    brief_view: Callable[..., View], write: Write
) -> None:
    executive = brief_view("executive")
    asked = _late(executive)
    write(asked, SUBMIT)
    for text in _texts(executive).values():
        # Even where an executive has it made: it is the council's.
        assert MARK not in text and KO("answers.in_brief") not in text
    write(asked, REVIEW, seen=1, remark="안에서 하는 말")
    write(asked, SAVE, seen=2, reason=NEXT)
    for role in ("executive", "council", None):
        for kind, text in _texts(brief_view(role)).items():
            assert MARK in text and KO("answers.in_brief") in text, kind
            assert NEXT not in text and "안에서 하는 말" not in text, kind


@pytest.mark.slow
def test_the_house_is_given_all_that_it_may_see_with_what_is_missing(
    brief_view: Callable[..., View], write: Write
) -> None:
    write(_late(brief_view("executive")), SUBMIT)
    for role, departments, sees in (
        ("executive", (), True),
        ("manager", (EQUALITY,), True),
        ("manager", (f"{FOUNDATION}/돌봄사업실",), False),
        ("council", (), False),
        (None, (), False),
    ):
        view = brief_view(role, *departments, reader="institution")
        for kind, text in _texts(view).items():
            assert (MARK in text) == sees, (role, departments, kind)
            if kind != "csv":
                assert KO("answers.chapter") in text, kind
            assert KO("answers.state_none") in text, kind


def test_a_goal_in_the_brief_has_its_own_answer(brief_view: Callable[..., View], write: Write) -> None:
    view = brief_view("executive")
    goal = _missed_goal(view)
    write(goal, SUBMIT, REVIEW)
    (chapter,) = [one for one in hearing_brief(view).chapters if one.code == "goals"]
    told = [point for point in chapter.points if any(MARK in said for said in point.written)]
    assert [point.name for point in told] == [goal.subject.name]


def test_of_several_goals_in_one_line_each_has_its_own(brief_view: Callable[..., View]) -> None:
    goal = _missed_goal(brief_view("executive"))
    other = replace(goal, subject=replace(goal.subject, subject_key="other", name="other"))
    alike = replace(goal, subject=replace(goal.subject, subject_key="alike"))
    assert [*goals_by_place([goal, other]).values()] == [goal, other]
    assert goals_by_place([goal, alike]) == {}


def test_a_large_brief_is_made_with_its_readers_own_eyes(brief_view: Callable[..., View]) -> None:
    for role, is_public in (("executive", False), (None, True)):
        document_ = _page("brief").document
        assert document_ is not None
        command = document_(brief_view(role, reader="institution")).command
        assert ("--public-answers" in command) is is_public


def test_what_is_missing_stands_first_then_what_is_due(brief_view: Callable[..., View], write: Write) -> None:
    view = brief_view("executive", reader="institution")
    write(_late(view), SUBMIT, REVIEW)
    (chapter,) = [one for one in hearing_brief(view, is_answered=True).chapters if one.code == "answers"]
    states = [point.figures[2].text for point in chapter.points]
    assert states == [KO("answers.state_none")] * (len(states) - 1) + [KO("answers.state_reviewed")]
    assert chapter.points[-1].name == LATE and "2023. 12. 20." in chapter.points[-1].figures[3].text
    # It sums up what the other chapters ask: its points are not counted again.
    assert chapter.code not in {one.code for one in hearing_brief(view, is_answered=True).asked}


def _api(path: Path, *, is_far: bool = False, **query: str) -> list[dict[str, Any]]:
    client = create_app(path).server.test_client()
    place = {"REMOTE_ADDR": "192.0.2.7"} if is_far else {}
    answer = client.get("/api/v1/answers", query_string=query, environ_overrides=place)
    assert answer.status_code == 200, answer.get_data(as_text=True)
    found: list[dict[str, Any]] = answer.get_json()["data"]
    return found


def test_programs_are_given_what_their_reader_may_see(
    published: Path, brief_view: Callable[..., View], store: AnswerStore
) -> None:
    own = AnswerStore(f"sqlite:///{published}.answers.sqlite")
    asked = _late(brief_view("executive"))

    def write(act: str, reason: str, seen: int) -> None:
        with own.writing() as connection:
            text = Text(reason, "계획", None, "안에서 하는 말")
            answers.write(connection, asked.subject, act, text, Writer("x", "manager"), seen=seen)

    write(SUBMIT, MARK, 0)
    here, far = _api(published), _api(published, is_far=True)
    assert {row["reason"] for row in here} == {MARK, None} and {row["reason"] for row in far} == {None}
    assert {row["state"] for row in far} == {"none"}
    assert [row["name"] for row in _api(published, state="submitted")] == [LATE]
    assert _api(published, is_far=True, state="submitted") == []
    write(REVIEW, MARK, 1)
    write(SAVE, NEXT, 2)
    (row,) = _api(published, is_far=True, state="reviewed")
    assert (row["name"], row["reason"], row["why"]) == (LATE, MARK, "late,reason")
    unit = f"{FOUNDATION}-2023-양성평등사업실"
    assert {row["unit"] for row in _api(published, department=unit)} == {"양성평등사업실"}
    for rows in (_api(published), _api(published, is_far=True)):
        assert "안에서 하는 말" not in str(rows)
    assert NEXT in str(_api(published)) and NEXT not in str(_api(published, is_far=True))


def test_a_program_is_told_where_answers_cannot_be_read(
    published: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dashboard.app.default_url", lambda _path: "postgresql://nobody@127.0.0.1:1/none")
    client = create_app(published).server.test_client()
    answer = client.get("/api/v1/answers")
    assert answer.status_code == 503 and "what people write" in answer.get_json()["detail"]
    assert client.get("/api/v1/programs").status_code == 200
