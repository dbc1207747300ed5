"""The council's remarks: which come again, who writes what becomes of them, and who sees it."""

from __future__ import annotations

from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from dashboard.answers import remarks
from dashboard.answers.remarks import RemarkText
from dashboard.answers.workflow import RETURN, REVIEW, SAVE, SUBMIT
from dashboard.shell.page import View
from dashboard.topics.hearing.brief import hearing_brief
from dashboard.topics.remarks import queries
from dashboard.topics.remarks.card import NEW
from dashboard.topics.remarks.page import PAGE
from dashboard.topics.remarks.seen_queries import Seen, read_seen
from dashboard.topics.remarks.writing import keep_remark
from dashboard.ui import html
from dashboard.ui.labels import load
from dashboard.warehouse.snapshots import Snapshots
from etl import facts
from etl.warehouse.load import build
from tests.dashboard.reading import parts, text_of
from tests.dashboard.topics.remarks.conftest import AGAIN, OFFICE, ONCE, OTHER, OTHERS, Open
from tests.etl.warehouse import tiny

KO = load("ko")
MARK, NEXT = "먹빛봉인 조치", "다음판봉인 조치"


def _seen(view: View, text: str) -> Seen:
    found = read_seen(view.connection, view.scope.organization_id, 9999, view.desk)
    return next(one for one in found if one.remark.text == text)


def _send(view: View, text: str, act: str = SAVE, **given: str) -> str | None:
    one = _seen(view, text)
    seen = 0 if one.written is None else one.written.newest.number
    form = {"key": one.remark.key, "act": act, "seen": f"{seen}", "unit": one.row["unit"] or ""}
    _, unsaved = keep_remark(view, {**form, "action": MARK, "progress": "under_way", **given})
    return None if unsaved is None else unsaved.why


def _enter(view: View, **given: str) -> str | None:
    form = {
        "key": NEW, "seen": "0", "act": SAVE, "said": "새로 들은 말", "unit": OFFICE, "action": MARK,
        "raised_on": "2023-11-20", "progress": "open", **given,
    }  # fmt: skip
    _, unsaved = keep_remark(view, form)
    return None if unsaved is None else unsaved.why


def _text(view: View) -> str:
    return " ".join(text_of(part) for part in PAGE.render(view))


def _acts(view: View, text: str) -> set[str]:
    cards = [p for part in PAGE.render(view) for p in parts(part) if isinstance(p, html.Article)]
    (card,) = [card for card in cards if text in text_of(card) and text == _title(card)]
    return {button.value for button in parts(card) if isinstance(button, html.Button)}


def _title(card: html.Article) -> str:
    (title,) = [part for part in parts(card) if isinstance(part, html.H2)]
    return text_of(title)


def test_what_came_again_is_found_whatever_its_words(opened: Open) -> None:
    view = opened("council")
    newest = _seen(view, AGAIN[2023])
    assert newest.row["times"] == 3 and newest.row["earlier_years"] == "2022, 2021"
    assert [one.row["text"] for one in newest.earlier] == [AGAIN[2022], AGAIN[2021]]
    assert KO("remarks.times", n=3) in _text(view) and KO("remarks.earlier", year=2022) in _text(view)
    assert _seen(view, AGAIN[2021]).row["times"] == 1
    # Nearly the same words about something else are no repetition.
    assert _seen(view, ONCE).row["times"] == 1 and OTHERS in _text(view)


def test_a_remark_that_a_later_report_tells_of_again_is_no_second_one(tmp_path: Path) -> None:
    """The session or the day tells it; with neither, the year of the report does, and the page says so."""

    def told(number: int, year: int, **more: object) -> facts.FollowUp:
        return facts.FollowUp(
            document_id=f"d{year}",
            line=number,
            raw="",
            follow_up_id=f"d{year}:{number}",
            **more,  # type: ignore[arg-type]
        )

    rows: list[facts.Row] = []
    for year in (2022, 2023):
        rows += [
            tiny.document(f"d{year}", date(year, 9, 30)),
            told(
                1,
                year,
                text="시설 점검을 강화할 것",
                session="제320회 정례회",
                state="open" if year < 2023 else "done",
            ),
            told(2, year, text="상담 인력을 늘릴 것", raised_on=date(2022, 6, 1)),
            told(3, year, text="홍보물을 나눌 것"),
        ]
    path = tmp_path / "again.duckdb"
    build(path, tiny.contents(tiny.organization(), *rows))
    with closing(Snapshots(path)) as snapshots, snapshots.snapshot() as snapshot:
        found = {(one.text, one.year): one for one in queries.printed(snapshot.connection, "o")}
    assert {*found} == {
        ("시설 점검을 강화할 것", 2022), ("상담 인력을 늘릴 것", 2022),
        ("홍보물을 나눌 것", 2022), ("홍보물을 나눌 것", 2023),
    }  # fmt: skip
    newest = found["시설 점검을 강화할 것", 2022]
    assert (newest.state, newest.place) == ("done", ("d2023", 1))


def test_the_list_is_by_year_state_and_unit(opened: Open) -> None:
    view = opened("council")
    every = [row[3] for row in PAGE.sheet(view, None).rows]
    assert every[0] in (AGAIN[2023], ONCE) and {*every} == {*AGAIN.values(), ONCE, OTHERS}
    done = opened("council", search="?state=done")
    assert {row[3] for row in PAGE.sheet(done, None).rows} == {AGAIN[2021], OTHERS}
    unit = opened("council", search=f"?office={OTHER}")
    assert {row[3] for row in PAGE.sheet(unit, None).rows} == {ONCE, OTHERS}
    until = opened("council", search="?year=2022")
    assert AGAIN[2023] not in _text(until) and AGAIN[2022] in _text(until)
    none = opened("council", search=f"?office={OTHER}&state=done")
    assert {row[3] for row in PAGE.sheet(none, None).rows} == {OTHERS}


def test_what_is_done_goes_from_the_unit_to_the_reviewer(opened: Open) -> None:
    manager, executive = opened("manager", OFFICE), opened("executive")
    assert _acts(manager, AGAIN[2022]) == {SAVE, SUBMIT} and not _acts(manager, ONCE)
    assert _send(manager, AGAIN[2022], evidence_document_id="d2022", evidence_line="7") is None
    assert _send(manager, AGAIN[2022], SUBMIT, due_on="2024-03-31", progress="done") is None
    assert _acts(executive, AGAIN[2022]) >= {REVIEW, RETURN}
    assert _send(executive, AGAIN[2022], REVIEW, action="남의 글", remark="확인함") is None
    text = _text(manager)
    assert MARK in text and "확인함" in text and "남의 글" not in text and "2024. 3. 31." in text
    row = _seen(manager, AGAIN[2022]).row
    assert (row["state"], row["answer_state"], row["text"]) == ("done", "reviewed", AGAIN[2022])


@pytest.mark.parametrize(
    ("role", "office"), [("council", ""), (None, ""), ("manager", OTHER), ("manager", "")]
)
def test_nobody_else_sees_what_is_not_reviewed(opened: Open, role: str | None, office: str) -> None:
    manager, executive, other = opened("manager", OFFICE), opened("executive"), opened(role, office)
    for year in (2022, 2023):
        assert _send(manager, AGAIN[year], SUBMIT) is None
    assert MARK not in _text(other) and MARK not in str(PAGE.sheet(other, None).rows)
    assert _send(other, AGAIN[2023]) in ("edited", "not_allowed")
    for year in (2022, 2023):
        assert _send(executive, AGAIN[year], REVIEW, remark="안에서 하는 말") is None
    # The report of 2022 is published.
    assert MARK in (_seen(other, AGAIN[2022]).row["action"] or "")
    assert MARK not in (_seen(other, AGAIN[2023]).row["action"] or "")
    assert _send(manager, AGAIN[2022], action=NEXT) is None
    assert NEXT in _text(manager) and NEXT not in _text(other)
    assert "안에서 하는 말" not in _text(other)


def test_a_remark_is_entered_for_an_own_unit_alone(opened: Open) -> None:
    manager = opened("manager", OFFICE)
    assert _enter(manager, unit=OTHER) == "unit" and _enter(manager, unit="") == "unit"
    assert _enter(opened("council")) == "not_allowed" and _enter(opened(None)) == "not_allowed"
    assert _enter(opened("manager")) == "not_allowed"
    assert _enter(manager) is None
    for reader, sees in ((manager, True), (opened("executive"), True), (opened("manager", OTHER), False)):
        assert ("새로 들은 말" in _text(reader)) == sees
    assert _seen(manager, "새로 들은 말").row["fiscal_year"] == 2023
    assert _send(manager, "새로 들은 말", said="고쳐 들은 말", unit=OFFICE) is None
    assert "고쳐 들은 말" in _text(manager)


def test_an_entered_remark_is_public_with_its_evidence(opened: Open) -> None:
    executive, council = opened("executive"), opened("council")
    assert _enter(executive, act=SUBMIT) is None
    assert _send(executive, "새로 들은 말", REVIEW) is None
    assert "새로 들은 말" not in _text(council)
    given = {"said": "새로 들은 말", "evidence_document_id": "d2023"}
    assert _send(executive, "새로 들은 말", **given) is None
    assert _send(executive, "새로 들은 말", SUBMIT, **given) is None
    assert _send(executive, "새로 들은 말", REVIEW) is None
    assert "새로 들은 말" not in _text(council)
    given["evidence_document_id"] = "d2022"
    assert _send(executive, "새로 들은 말", SAVE, **given) is None
    assert _send(executive, "새로 들은 말", SUBMIT, **given) is None
    assert "새로 들은 말" not in _text(council)
    assert _send(executive, "새로 들은 말", REVIEW) is None
    assert "새로 들은 말" in _text(council)


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ({"due_on": "2023-13-01"}, "no_day"),
        ({"evidence_line": "-1"}, "no_day"),
        ({"evidence_line": "0", "evidence_document_id": "d2022"}, "too_long"),
        ({"evidence_document_id": "다른 문서"}, "no_paper"),
        ({"act": SUBMIT, "action": " "}, "remark_incomplete"),
        ({"said": " "}, "remark_incomplete"),
        ({"progress": "soon"}, "too_long"),
        ({"action": "가" * 4_001}, "too_long"),
        ({"key": "없는 지적"}, "unknown"),
        ({"seen": "3"}, "edited"),
    ],
)
def test_what_cannot_be_kept_is_given_back(opened: Open, given: dict[str, str], why: str) -> None:
    assert _enter(opened("executive"), **given) == why
    assert KO(f"answers.{why}")


def test_two_who_edit_one_remark_are_told(opened: Open) -> None:
    view = opened("executive")
    assert _send(view, ONCE) is None
    assert _send(view, ONCE, seen="0") == "edited"


def test_a_remark_that_no_report_prints_any_more_is_shown_as_homeless(opened: Open) -> None:
    view = opened("executive")
    assert view.desk is not None and view.desk.writer is not None
    with view.desk.store.writing() as connection:
        text = RemarkText(said="사라진 지적", unit=OFFICE, action=MARK)
        remarks.write(connection, ("o", f"p-{'0' * 32}", 2022), SAVE, text, view.desk.writer, seen=0)
    assert KO("remarks.homeless") in _text(view) and "사라진 지적" in _text(view)
    assert "사라진 지적" not in _text(opened("council"))


def test_the_brief_holds_what_is_not_dealt_with(opened: Open) -> None:
    manager = opened("manager", OFFICE)
    assert _send(manager, AGAIN[2022], SUBMIT) is None
    for role, is_answered, sees in (
        ("executive", True, True),
        ("executive", False, False),
        ("council", True, False),
    ):
        brief = hearing_brief(opened(role, code="brief"), is_answered=is_answered)
        (chapter,) = [one for one in brief.chapters if one.code == "remarks"]
        assert [point.name for point in chapter.points].count(AGAIN[2022]) == 1
        assert OTHERS not in [point.name for point in chapter.points]
        told = " ".join(said for point in chapter.points for said in point.written)
        assert (MARK in told) == sees and "2023년 조치" in told
        (third,) = [point for point in chapter.points if point.name == AGAIN[2023]]
        assert third.because == f"{KO('remarks.times', n=3)}: 2022, 2021"


@pytest.mark.parametrize(
    ("search", "names"),
    [
        (f"?department=o-2023-{OFFICE}", {AGAIN[2023], AGAIN[2022]}),
        (f"?department=o-2023-{OTHER}", {ONCE}),
        (f"?department=o-2023-{OFFICE},o-2023-{OTHER}", {AGAIN[2023], AGAIN[2022], ONCE}),
        ("?funding=unknown", set()),
    ],
)
def test_the_brief_of_a_department_holds_its_remarks(opened: Open, search: str, names: set[str]) -> None:
    brief = hearing_brief(opened("council", code="brief", search=search))
    found = [one for one in brief.chapters if one.code == "remarks"]
    assert {point.name for chapter in found for point in chapter.points} == names


def test_what_is_typed_is_shown_as_text(opened: Open) -> None:
    view = opened("executive")
    said = "<script>alert(1)</script> =HYPERLINK('x') 02-000-0000"
    assert _send(view, ONCE, action=said) is None
    assert said in _text(view) and KO("answers.personal", marks="02-000-0000") in _text(view)
