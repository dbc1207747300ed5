"""The hearing brief: who is in which chapter, by which rule, with which questions, and from which line."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from dash.development.base_component import Component
from flask import Flask
from sqlalchemy import Connection

from dashboard.brief.point import Brief, Chapter, grounds
from dashboard.shell.filters import Filters
from dashboard.shell.options import options
from dashboard.shell.page import View
from dashboard.shell.routing import Router
from dashboard.topics import all_pages
from dashboard.topics.hearing import change_queries as changes
from dashboard.topics.hearing import queries as hearing
from dashboard.topics.hearing.brief import hearing_brief, points_asked
from dashboard.topics.hearing.page import PAGE
from dashboard.topics.programs import queries as programs
from dashboard.ui import html
from dashboard.ui.fragment import Element
from dashboard.ui.labels import load
from dashboard.warehouse.scopes import resolve
from dashboard.warehouse.snapshots import Snapshots
from tests.dashboard.reading import links_of, parts, text_of
from tests.etl.warehouse.tiny import budget, direction, document, program
from tests.etl.warehouse.tiny import load as build
from tests.sample_warehouse import CENTRE, FOUNDATION, NETWORK

KO = load("ko")
LATE = [
    "(기부,자체)난자동결 시술비용 지원사업", "(수탁)스토킹 피해자 원스톱 지원 사업단 운영",
    "(수탁)아동친화도시 조성을 위한 아동영향평가 연구", "(수탁)아이돌봄 광역거점기관 운영",
    "서울시 성인지예산제도 성평등 목표 수립 방안 연구", "여성가족정책 이슈분석 및 확산",
    "양육친화적 일·생활균형 기업문화 조성", "서울형 성주류화 제도 통합 모델 개발 및 운영",
    "(수탁)서울 디지털성범죄 안심지원센터 운영",
]  # fmt: skip


@pytest.fixture
def brief_of(view_of: Callable[..., View]) -> Callable[[str], Brief]:
    """Make the brief of an address."""
    return lambda search="": hearing_brief(view_of("brief", "/brief", search))


def _chapter(brief: Brief, code: str) -> Chapter:
    return next(chapter for chapter in brief.chapters if chapter.code == code)


def _names(brief: Brief, code: str) -> list[str]:
    return [point.name for point in _chapter(brief, code).points]


def test_the_late_ones_stand_worst_first_and_with_the_printed_reason(
    brief_of: Callable[[str], Brief],
) -> None:
    chapter = _chapter(brief_of(""), "late")
    assert [point.name for point in chapter.points] == LATE
    first, second, *_ = chapter.points
    assert first.because == KO("questions.printed_reason", reason="하반기 집중 집행")
    assert first.questions[0] == KO("questions.late_with_reason")
    assert second.because == KO("questions.no_reason")
    # 604,216 - 10,845 thousand over three months
    assert "198백만원" in first.questions[1]


def test_one_rule_says_who_is_asked_for_a_reason(connection: Connection) -> None:
    """The form's limit holds on its own dates, on the pages and in the brief alike."""
    scope = resolve(connection, Filters()).scope
    assert scope is not None
    found = hearing.late(connection, scope, Filters())
    assert {row["name"] for row in found} == {*LATE}
    assert all(row["status"] == "behind" or row["is_reason_asked"] for row in found)
    left = {row["name"] for row in programs.listing(connection, scope, Filters())} - {*LATE}
    assert "서울시보육서비스지원센터 운영" in left  # 71.9 %


def test_what_is_not_reported_is_asked_for_and_not_taken_for_zero(brief_of: Callable[[str], Brief]) -> None:
    (point,) = _chapter(brief_of(""), "unreported").points
    assert point.name == "지원인력(일·생활 균형 환경 및 문화 조성 지원)"
    assert point.figures[0].value == 16_504_000


def test_over_spent_are_programmes_and_lines_of_the_whole(brief_of: Callable[[str], Brief]) -> None:
    (programme,) = _chapter(brief_of(""), "over").points
    assert programme.name == "성평등 문화 확산 기념행사"
    assert [figure.value for figure in programme.figures] == [20_000_000, 20_800_000, 104.0, 800_000]
    (line,) = _chapter(brief_of(f"?org={NETWORK}"), "over").points
    assert (line.name, line.subject, line.figures[-1].value) == ("사업비", None, 2_800_000)


def test_goals_that_are_out_of_reach_or_open_stand_together(brief_of: Callable[[str], Brief]) -> None:
    chapter = _chapter(brief_of(""), "goals")
    stand = {point.name: point.figures[-1].status for point in chapter.points}
    assert stand == {
        "정책 개발 및 성과관리": ("behind", "goal"),
        "컨설팅 및 상담": ("behind", "goal"),
        "정책활용도 제고": ("pending", "goal"),
        "민원 처리 기간": ("missed", "goal"),
    }
    plan = _chapter(brief_of("?year=2026"), "goals")
    assert not plan.points
    assert plan.nothing == KO("brief.goals_planned", n=6)


def test_a_target_below_an_earlier_result_is_found_through_other_spacing(
    brief_of: Callable[[str], Brief],
) -> None:
    (point,) = _chapter(brief_of("?year=2026"), "lowered").points
    assert [figure.text for figure in point.figures] == ["2023", "53개", "40개"]
    assert KO("questions.earlier_interim") in point.because
    assert len(point.places) == 2
    assert not _chapter(brief_of(f"?year=2026&direction={FOUNDATION}-2026-2"), "lowered").points


def test_a_budget_that_moved_is_told_only_where_years_compare(brief_of: Callable[[str], Brief]) -> None:
    chapter = _chapter(brief_of("?year=2026"), "moved")
    moved = {point.name: point.figures[-1].text for point in chapter.points}
    assert moved["디지털성범죄 안심지원센터 운영"] == "+37.2%"
    # Merged, so not comparable.
    assert "공간 운영 활성화" not in moved
    assert "총 계" not in moved


def test_what_came_and_went_is_of_what_is_chosen(brief_of: Callable[[str], Brief]) -> None:
    whole = _chapter(brief_of("?year=2026"), "changed")
    assert [(point.figures[0].text, point.name) for point in whole.points] == [
        (KO("change.new"), "저출생 대응 의제 발굴"),
        (KO("change.ended"), "(수탁)스토킹 피해자 원스톱 지원 사업단 운영"),
        (KO("change.renamed"), "디지털성범죄 안심지원센터 운영"),
        (KO("change.merged"), "공간 운영 활성화"),
    ]
    safety = _names(brief_of(f"?year=2026&direction={FOUNDATION}-2026-2"), "changed")
    assert safety == ["(수탁)스토킹 피해자 원스톱 지원 사업단 운영", "디지털성범죄 안심지원센터 운영"]
    office = _names(brief_of(f"?year=2026&department={FOUNDATION}-2026-양성평등사업실"), "changed")
    assert office == ["디지털성범죄 안심지원센터 운영"]


def test_figures_that_disagree_are_told_and_mere_notes_lead_to_no_question(
    brief_of: Callable[[str], Brief],
) -> None:
    points = _chapter(brief_of(""), "disagreements").points
    *asked, note = points
    assert all(len(point.questions) == 1 for point in asked)
    assert KO("questions.check.sum_of_children") in asked[0].questions
    assert (note.name, note.questions) == ("성평등 문화 확산 기념행사", [])


def test_a_part_has_only_its_own(brief_of: Callable[[str], Brief]) -> None:
    brief = brief_of(f"?department={FOUNDATION}-2023-양성평등사업실")
    assert _names(brief, "late") == [LATE[1], LATE[7], LATE[8]]
    assert _names(brief, "over") == ["성평등 문화 확산 기념행사"]
    assert _chapter(brief, "goals").nothing == KO("brief.goals_not_printed")
    assert len(_chapter(brief, "disagreements").points) == 2
    assert KO("filter.department") in brief.notes[1]


def test_a_status_that_is_chosen_elsewhere_does_not_narrow_it(brief_of: Callable[[str], Brief]) -> None:
    assert _names(brief_of("?status=met"), "late") == LATE


@pytest.mark.parametrize("search", ["", "?year=2026", f"?org={CENTRE}", f"?org={NETWORK}"])
@pytest.mark.parametrize("language", ["ko", "en"])
def test_every_point_has_a_line_and_every_question_is_words(
    view_of: Callable[..., View], search: str, language: str
) -> None:
    mark = "&" if search else "?"
    view = view_of("brief", "/brief", f"{search}{mark}lang={language}")
    for chapter, point in points_asked(view):
        assert point.places, (chapter.code, point.name)
        assert grounds(chapter, point, view.words)
        for question in point.questions:
            assert "{" not in question
            assert question.endswith("?")


def test_an_answer_begins_with_what_the_report_says_once(view_of: Callable[..., View]) -> None:
    brief = hearing_brief(view_of("brief", "/brief"), is_answered=True)
    answers = [
        point.answers
        for chapter in brief.chapters
        for point in chapter.points
        if point.program_id == f"{FOUNDATION}-2023-2-02"
    ]
    first, *rest = answers
    assert first[0] == KO("material.results", year=2023, parts="교육 29회, 참여 2,040명")
    assert first[1] == KO("material.done", n=1)
    assert "결과 보고(2023. 12. 28.까지)" in first[2]
    assert rest
    assert all(again == [KO("material.above")] for again in rest)


def test_the_page_leads_to_lines_programmes_and_findings(router: Router) -> None:
    page = router.rendered("/brief", "", None).content
    links = links_of(page)
    assert any("/sources/" in link and "line=" in link for link in links)
    assert any(link.startswith("/programs/") for link in links)
    assert "#disagreements" in links
    text = text_of(page)
    assert KO("questions.over") in text
    assert KO("brief.lowered_not_comparable") in text


def _everything(brief: Brief, code: str) -> set[str]:
    return set(_names(brief, code))


def test_several_directions_are_told_together(brief_of: Callable[[str], Brief]) -> None:
    one, other, both = (
        brief_of(f"?direction={ids}")
        for ids in (
            f"{FOUNDATION}-2023-2",
            f"{FOUNDATION}-2023-3",
            f"{FOUNDATION}-2023-3,{FOUNDATION}-2023-2",
        )
    )
    whole = brief_of("")
    for code in ("directions", "late", "unreported", "goals", "changed", "disagreements"):
        assert _everything(both, code) == _everything(one, code) | _everything(other, code), code
        assert _everything(both, code) <= _everything(whole, code) or code == "changed"
    assert _names(both, "directions") == [*_names(one, "directions"), *_names(other, "directions")]
    assert len(_names(both, "directions")) == 2 < len(_names(whole, "directions"))
    # Sums of both, not the printed line of the first.
    budgets = [_chapter(brief, "figures").points[4].figures[0].text for brief in (one, other, both)]
    part, rest, all_ = (int(text.split("/")[1].rstrip("개건")) for text in budgets)
    assert part + rest == all_
    (said,) = [note for note in both.notes if KO("filter.direction") in note]
    for brief in (one, other):
        assert _names(brief, "directions")[0] in said


def test_departments_narrow_together_and_with_a_direction(
    view_of: Callable[..., View], connection: Connection
) -> None:
    every = options(connection, view_of("brief", "/brief").scope, Filters(), ("department",))["department"]
    teams = [option.value for option in every if not option.above][:2]
    first, second, both = (
        view_of("brief", "/brief", f"?department={ids}") for ids in (*teams, ",".join(teams))
    )

    def ids_of(view: View) -> set[str]:
        return {row["program_id"] for row in programs.listing(view.connection, view.scope, view.filters)}

    assert ids_of(first) != ids_of(second)
    assert ids_of(both) == ids_of(first) | ids_of(second)
    notes = " ".join(hearing_brief(both).notes)
    assert all(option.name in notes for option in every if option.value in teams and option.name)


def test_what_has_nothing_says_so_and_why(brief_of: Callable[[str], Brief], connection: Connection) -> None:
    scope = resolve(connection, Filters()).scope
    assert scope is not None
    every = options(connection, scope, Filters(), ("direction", "department"))
    apart = next(
        (direction.value, department.value)
        for direction in every["direction"]
        for department in every["department"]
        if not programs.listing(
            connection, scope, Filters(direction=direction.value, department=department.value)
        )
    )
    brief = brief_of(f"?direction={apart[0]}&department={apart[1]}")
    assert brief.sentence.startswith(KO("brief.sentence_empty", filters="").split("(")[0])
    assert KO("filter.direction") in brief.sentence
    assert KO("filter.department") in brief.sentence


def test_of_several_ids_the_unusable_ones_are_named_and_the_others_stay(
    router: Router, view_of: Callable[..., View]
) -> None:
    search = f"?direction={FOUNDATION}-2023-2,nothing,{FOUNDATION}-2026-1"
    text = text_of(router.rendered("/brief", search, None).content)
    name = KO("filter.direction")
    assert KO("problem.unknown_value", name=name, value="nothing") in text
    assert KO("problem.of_another_year", name=name, value=f"{FOUNDATION}-2026-1") in text
    assert view_of("brief", "/brief", search).filters.direction == f"{FOUNDATION}-2023-2"


def test_what_is_chosen_of_several_holds_on_every_page(router: Router) -> None:
    ids = [f"{FOUNDATION}-2023-2", f"{FOUNDATION}-2023-3"]
    brief = router.rendered("/brief", f"?direction={','.join(ids)}", None).content
    (boxes,) = [c for c in parts(brief) if getattr(c, "id", None) == {"type": "filter", "name": "direction"}]
    assert boxes.value == ids
    assert {option["value"] for option in boxes.options} > set(ids)
    names = [option["label"].rsplit(" (", 1)[0] for option in boxes.options if option["value"] in ids]
    for path in ("/", "/goals", "/trends", "/teams"):
        page = router.rendered(path, f"?direction={','.join(ids)}", None).content
        assert KO("problem.title") not in text_of(page)
        (select,) = [
            c for c in parts(page) if getattr(c, "id", None) == {"type": "filter", "name": "direction"}
        ]
        (shown,) = [option["label"] for option in select.options if option["value"] == select.value]
        assert all(name in shown for name in names)


def test_a_long_chapter_is_shown_in_parts(router: Router, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dashboard.shell.long_list.part_of.__defaults__", (2,))
    page = router.rendered("/brief", "", None).content
    assert KO("long_list.shown", total=9, first=1, last=2) in text_of(page)
    assert LATE[2] not in text_of(page)
    second = text_of(router.rendered("/brief", "?part=late.2", None).content)
    assert LATE[2] in second
    assert LATE[0] not in second


def test_the_questions_are_taken_away_whole(view_of: Callable[..., View]) -> None:
    view = view_of("brief", "/brief")
    sheet = PAGE.sheet(view, None)
    question, line = (sheet.columns.index(KO(f"column.{code}")) for code in ("question", "line"))
    asked = [row[question] for row in sheet.rows if row[question] is not None]
    assert len(asked) == hearing_brief(view).questions
    assert all(len(row) == len(sheet.columns) for row in sheet.rows)
    for row in sheet.rows:
        assert row[question] is None or row[line] is not None, row


def test_a_programme_of_its_own_months_is_told_as_such(tmp_path: Path) -> None:
    """One that began in July is not late by the share of a year that it did not run in."""
    late = {"current_won": 100_000, "executed_won": 20_000, "level": "program"}
    build(
        tmp_path / "w.duckdb",
        program("p1", name="하반기 사업", starts_on=date(2023, 7, 1), ends_on=date(2023, 12, 31)),
        program("p2", name="한 해 사업"),
        program("p3", name="해를 넘기는 사업", starts_on=date(2023, 4, 1), ends_on=date(2024, 1, 31)),
        budget("하반기 사업", program_id="p1", **late),
        budget("한 해 사업", program_id="p2", **late),
        budget("해를 넘기는 사업", program_id="p3", **late),
    )
    snapshots = Snapshots(tmp_path / "w.duckdb")
    with Flask("test").app_context():
        text = text_of(Router(snapshots, all_pages()).rendered("/brief", "", None).content)
    snapshots.close()
    told = KO("questions.own_period", first="2023. 7. 1.", last="2023. 12. 31.", share="50.0%")
    assert text.count(told) == 1
    # The share is of the months within the year: so are the days that it is said of.
    within = KO("questions.own_period", first="2023. 4. 1.", last="2023. 12. 31.", share="66.7%")
    assert text.count(within) == 1


def test_a_direction_that_came_from_nothing_ended_no_programme(tmp_path: Path) -> None:
    known = {"confidence": "high", "reason": None, "reason_en": None, "is_comparable": False}
    build(
        tmp_path / "w.duckdb",
        document("d0", as_of=date(2022, 9, 30)), document(), direction("o-9"),
        program("p9", direction_id="o-9"),
        program("p8", document_id="d0", fiscal_year=2022, name="끝난 사업"),
        succession=[
            {**known, "kind": "direction", "change": "new", "from_id": None, "to_id": "o-9"},
            {**known, "kind": "program", "change": "ended", "from_id": "p8", "to_id": None},
        ],
    )  # fmt: skip
    with closing(Snapshots(tmp_path / "w.duckdb")) as snapshots, snapshots.snapshot() as snapshot:
        connection, found = snapshot.connection, {}
        for chosen in (None, "o-9"):
            filters = Filters(direction=chosen, year=2023)
            scope = resolve(connection, filters).scope
            assert scope is not None
            found[chosen] = [row["before_name"] for row in changes.changed(connection, scope, filters)]
    assert found == {None: ["끝난 사업"], "o-9": []}


def test_an_overspent_line_whose_name_is_destroyed_says_so(tmp_path: Path) -> None:
    path = tmp_path / "w.duckdb"
    build(path, program(), budget(None, level="section", current_won=1_000, executed_won=2_000))
    with closing(Snapshots(path)) as snapshots, Flask("test").app_context():
        text = text_of(Router(snapshots, all_pages()).rendered("/brief", "", None).content)
    assert KO("printed.unreadable") in text
    assert "None" not in text


@pytest.mark.parametrize(("most", "offered"), [(10_000, "pdf"), (3, "zip")])
def test_a_brief_too_long_for_one_pdf_is_offered_by_chapter(
    view_of: Callable[..., View], monkeypatch: pytest.MonkeyPatch, most: int, offered: str
) -> None:
    monkeypatch.setattr("dashboard.topics.hearing.page.POINTS_OF_A_FILE", most)
    page = parts(html.Div(PAGE.render(view_of("brief", "/brief"))))
    kinds = [vars(part).get("data-file") for part in page if isinstance(part, Element | Component)]
    assert [kind for kind in kinds if kind] == [offered, "hwpx", "xlsx", "csv"]


def test_the_brief_as_a_table_has_each_figure_once_in_a_column_of_its_own(
    view_of: Callable[..., View],
) -> None:
    view = view_of("brief", "/brief")
    sheet = PAGE.sheet(view, None)
    rows = [dict(zip(sheet.columns, row, strict=True)) for row in sheet.rows]
    late = next(c for c in hearing_brief(view).chapters if c.code == "late")
    of_late = [row for row in rows if row[KO("column.chapter")] == late.title]
    budget = KO("column.budget", unit=KO("unit.won"))
    # A point with two questions has two rows, and its figures are added up once.
    assert len(of_late) > len(late.points) > 1
    assert sum(row[budget] or 0 for row in of_late) == sum(point.figures[0].value for point in late.points)
    assert len(set(sheet.columns)) == len(sheet.columns)
    assert KO("download.unit") in sheet.notes


def test_no_file_has_two_columns_of_one_name(view_of: Callable[..., View]) -> None:
    for page in all_pages():
        if page.subject is None:
            columns = page.sheet(view_of(page.code, page.path), None).columns
            assert len(set(columns)) == len(columns), page.code
