"""From a file that is handed in to a published figure, and back: with the questions between."""

from __future__ import annotations

import json
import re
from io import BytesIO
from pathlib import Path

import duckdb
import pytest

from dashboard.loading import kept
from dashboard.loading.uploads import plain_name
from dashboard.ui.labels import load
from etl import extraction, mappings, pipeline
from etl.inbox import Inbox
from tests.dashboard.loading.conftest import LOOSE, REPORT, UNTOLD, Office

KO = load("ko")


def _total(office: Office, name: str = "누리시설공단") -> list[tuple[object, ...]]:
    with duckdb.connect(str(office.places.warehouse), read_only=True) as connection:
        return connection.execute(
            "SELECT b.fiscal_year, b.as_of::VARCHAR, current_won, executed_won FROM budget_line AS b"
            " JOIN document USING (document_id) JOIN organization USING (organization_id)"
            " WHERE level = 'total' AND name = ? ORDER BY ALL",
            [name],
        ).fetchall()


def _standing(office: Office) -> dict[str, bytes]:
    """What the folders of facts and mappings hold."""
    found: dict[str, bytes] = {}
    for folder in (office.places.facts, office.places.mappings):
        found |= {
            str(path.relative_to(folder.parent)): path.read_bytes()
            for path in folder.rglob("*")
            if path.is_file() and ".lock" not in path.name
        }
    return found


def test_what_says_everything_is_published_without_a_question_and_taken_back(office: Office) -> None:
    before = _standing(office)
    upload = office.hand_in(REPORT.encode(), "업무보고.txt")
    assert office.until(upload, "drafted", "asking", "failed") == "drafted", upload.ended
    page = office.page(upload)
    assert KO("loading.decide") in page and "누리시설공단" in page
    assert KO("loading.headline") in page and "30억" not in page  # in the reader's unit
    assert "3,000" in page
    assert _total(office) == [] and _standing(office) == before

    office.act(upload, "publish")
    assert office.until(upload, "published", "failed") == "published", upload.ended
    assert _total(office) == [(2025, "2025-09-30", 3_000_000_000, 1_500_000_000)]
    assert "누리시설공단" in office.client.get("/?org=누리시설공단").get_data(as_text=True)
    assert any("누리시설공단-2025-09-30" in name for name in _standing(office))

    assert office.act(upload, "throw_away").status_code == 400
    office.act(upload, "take_back")
    assert office.until(upload, "taken_back", "failed") == "taken_back", upload.ended
    assert _total(office) == [] and _standing(office) == before
    acts = [act["act"] for act in office.uploads.acts()]
    assert acts == ["taking_back", "publishing", "handed_in"]


def test_what_is_not_printed_is_asked_one_by_one_and_remembered(office: Office) -> None:
    upload = office.hand_in(UNTOLD.encode(), "다온.txt")
    asked = []
    answers = {
        "organization": "다온회관", "year": "2025", "as_of": "2025-09-30", "unit": "천원",
        "side": "expenditure", "role": "ignore", "scope": "whole",
    }  # fmt: skip
    while office.until(upload, "asking", "drafted", "failed") == "asking":
        question = upload.open_questions()[0]
        asked.append(question.field)
        page = office.page(upload)
        assert KO(f"loading.why_{question.why}") in page
        assert office.answer(upload, answers[question.field]).status_code == 303
    assert upload.state == "drafted", upload.ended
    assert asked[0] == "year" and {"as_of", "unit", "role"} <= set(asked)
    assert len(asked) == len(set(asked))
    office.act(upload, "publish")
    assert office.until(upload, "published", "failed") == "published", upload.ended
    assert _total(office, "다온회관") == [(2025, "2025-09-30", 12_275_000, 8_190_000)]

    decided = mappings.load(office.places.mappings)
    assert decided.for_document(upload.sha256) is not None
    again = office.hand_in(UNTOLD.encode(), "다온.txt")
    assert office.until(again, "drafted", "asking", "failed") == "drafted", again.ended
    # Next year's table has the same header: what its column is, is asked no more.
    next_year = (
        UNTOLD.replace("12,275", "12,285").replace("9,075", "9,085").replace("업무보고", "2026년 업무보고")
    )
    later = office.hand_in(next_year.encode(), "다온2.txt")
    office.until(later, "asking", "drafted")
    assert "role" not in {one.field for one in later.questions()}


def test_what_a_line_is_a_part_of_is_asked_with_its_evidence_and_known_next_year(office: Office) -> None:
    upload = office.hand_in(LOOSE.encode(), "loose.txt")
    answers = {"인건비": "총계", "운영비": "총계", "시설 안전점검": "운영비"}
    asked = []
    while office.until(upload, "asking", "drafted", "failed") == "asking":
        question = upload.open_questions()[0]
        asked.append((question.field, question.heading))
        page = office.page(upload)
        # The row in its table, its amount, and what each line has left beside its known parts.
        assert f'<td class="asked">{question.heading}</td>' in page
        assert "3,000,000,000" in page and KO("loading.then_part_of") in page
        assert office.answer(upload, "없는 줄").status_code == 422
        assert office.answer(upload, answers[str(question.heading)]).status_code == 303
    assert upload.state == "drafted", upload.ended
    assert asked == [("part_of", label) for label in answers]
    office.act(upload, "publish")
    assert office.until(upload, "published", "failed") == "published", upload.ended
    query = (
        "SELECT b.label, p.label, b.level FROM budget_line AS b LEFT JOIN budget_line AS p"
        " ON p.budget_line_id = b.parent_id WHERE b.document_id LIKE '누리%' ORDER BY b.line"
    )
    with duckdb.connect(str(office.places.warehouse), read_only=True) as connection:
        assert connection.execute(query).fetchall() == [
            ("총계", None, "total"), ("인건비", "총계", "cost_item"), ("운영비", "총계", "cost_item"),
            ("시설 안전점검", "운영비", "item"),
        ]  # fmt: skip
    later = office.hand_in(LOOSE.replace("2025", "2026").replace("500,000", "400,000").encode(), "later.txt")
    assert office.until(later, "asking", "drafted", "failed") == "drafted", later.open_questions()
    # Taken back, nobody has said it.
    office.act(upload, "take_back")
    assert office.until(upload, "taken_back", "failed") == "taken_back", upload.ended
    assert not mappings.load(office.places.mappings).levels("누리시설공단")


def test_a_line_is_a_part_of_none_or_left_where_it_is(office: Office) -> None:
    upload = office.hand_in(LOOSE.encode(), "loose.txt")
    office.until(upload, "asking")
    office.answer(upload, "0")
    office.until(upload, "asking")
    office.act(upload, "leave_table", key=upload.open_questions()[0].key)
    assert office.until(upload, "drafted", "failed") == "drafted", upload.ended
    office.act(upload, "publish")
    assert office.until(upload, "published", "failed") == "published", upload.ended
    (decided,) = mappings.load(office.places.mappings).levels("누리시설공단")
    assert (decided.words, decided.parent) == (("인건비",), None)


def test_an_answer_that_is_none_is_asked_again_and_nothing_is_kept(office: Office) -> None:
    upload = office.hand_in(UNTOLD.encode())
    office.until(upload, "asking")
    answer = office.answer(upload, "이천이십오")
    assert answer.status_code == 422
    assert KO("loading.no_year") in answer.get_data(as_text=True)
    assert upload.answers() == {}


def test_who_does_not_know_leaves_it_open(office: Office) -> None:
    upload = office.hand_in(UNTOLD.encode())
    office.until(upload, "asking")
    while office.until(upload, "asking", "drafted", "failed") == "asking":
        question = upload.open_questions()[0]
        office.answer(upload, {"organization": "다온회관", "year": "2025"}.get(question.field, "-"))
    assert upload.state == "drafted", upload.ended
    reading = upload.record("reading")
    assert reading is not None
    assert reading["document"]["as_of"] is None
    assert not reading["counts"].get("budget_line")  # without a unit no amount is one


def test_asking_anew_forgets_the_answers(office: Office) -> None:
    upload = office.hand_in(UNTOLD.encode())
    office.until(upload, "asking")
    office.answer(upload, "2024")
    office.until(upload, "asking")
    office.act(upload, "start_over")
    office.until(upload, "asking")
    assert [one.field for one in upload.open_questions()][:1] == ["year"]
    assert upload.answers() == {}


def test_a_draft_of_another_state_is_not_published(office: Office) -> None:
    first = office.hand_in(REPORT.encode(), "first.txt")
    second = office.hand_in(REPORT.replace("누리시설공단", "솔빛시설공단").encode(), "second.txt")
    for upload in (first, second):
        assert office.until(upload, "drafted", "failed") == "drafted", upload.ended
    office.act(first, "publish")
    office.until(first, "published")
    assert KO("loading.because_outdated") in office.page(second)
    office.act(second, "publish")
    assert office.until(second, "published", "failed") == "failed"
    assert second.ended == "outdated"
    office.act(second, "again")
    office.until(second, "drafted")
    office.act(second, "publish")
    assert office.until(second, "published", "failed") == "published", second.ended
    assert _total(office) and _total(office, "솔빛시설공단")
    # Only the last one is taken back.
    office.act(first, "take_back")
    office.until(first, "failed")
    assert first.ended == "not_last"
    assert _total(office)


def test_a_document_is_published_for_the_council_and_closed_again(office: Office) -> None:
    upload = office.hand_in(REPORT.encode())
    office.until(upload, "drafted")
    office.act(upload, "publish", council="yes")
    office.until(upload, "published", "failed")
    declared = office.places.facts / "published.csv"
    assert upload.sha256 in declared.read_text("utf-8")
    office.act(upload, "undeclare")
    office.until(upload, "published", "failed")
    assert upload.sha256 not in declared.read_text("utf-8")
    with duckdb.connect(str(office.places.warehouse), read_only=True) as connection:
        found = connection.execute("SELECT published FROM document WHERE sha256 = ?", [upload.sha256])
        assert found.fetchall() == [(False,)]


def test_a_corrected_file_takes_the_place_of_the_report_and_gives_it_back(office: Office) -> None:
    office.published()
    corrected = office.published(REPORT.replace("600,000", "700,000").encode(), "corrected.txt")
    with duckdb.connect(str(office.places.warehouse), read_only=True) as connection:
        query = "SELECT executed_won FROM budget_line WHERE label = '인건비' AND document_id LIKE '누리%'"
        assert connection.execute(query).fetchall() == [(700_000_000,)]
    office.act(corrected, "take_back")
    office.until(corrected, "taken_back", "failed")
    with duckdb.connect(str(office.places.warehouse), read_only=True) as connection:
        assert connection.execute(query).fetchall() == [(600_000_000,)]


def test_a_figure_is_set_right_before_it_is_published(office: Office) -> None:
    wrong = REPORT.replace("600,000\t60.0%", "700,000\t60.0%")
    upload = office.hand_in(wrong.encode())
    office.until(upload, "drafted")
    way = re.search(rf"/load/{upload.upload_id}/lines/(\d+)", office.page(upload))
    assert way is not None and KO("loading.set_right_where") in office.page(upload)
    line = next(number for number, text in enumerate(wrong.splitlines(), 1) if text.startswith("인건비"))
    form = office.client.get(f"/load/{upload.upload_id}/lines/{line}").get_data(as_text=True)
    figures = re.findall(r'name="figure" value="(\d+)".*?<strong>([\d,.]+)', form)
    number = next(number for number, value in figures if value == "700,000,000")

    said = {"line": str(line), "figure": number, "reason": "원장과 다름"}
    for unusable in (
        {"right": "모름"},
        {"right": "600,000천원", "reason": ""},
        {"right": "700000000"},
        {"right": "600,000천원", "reason": "담당 010-1234-5678"},
    ):
        answer = office.act(upload, "set_right", **{**said, **unusable})
        assert answer.status_code == 422 and 'role="alert"' in answer.get_data(as_text=True)
    assert office.act(upload, "set_right", right="600,000천원", **said).status_code == 303
    assert office.until(upload, "drafted", "failed") == "drafted", upload.ended
    office.act(upload, "publish")
    assert office.until(upload, "published", "failed") == "published", upload.ended
    with duckdb.connect(str(office.places.warehouse), read_only=True) as connection:
        query = (
            "SELECT executed_won, grade FROM budget_line WHERE label = '인건비' AND document_id LIKE '누리%'"
        )
        assert connection.execute(query).fetchall() == [(600_000_000, "reviewed")]
    assert "원장과 다름" in (office.places.facts / "corrections.csv").read_text("utf-8")
    office.act(upload, "take_back")
    assert office.until(upload, "taken_back", "failed") == "taken_back", upload.ended
    assert not (office.places.facts / "corrections.csv").exists()


def test_nothing_is_published_that_the_folders_cannot_follow(office: Office) -> None:
    upload = office.hand_in(REPORT.encode())
    office.until(upload, "drafted")
    (office.places.facts / ".publishing").mkdir()
    office.act(upload, "publish")
    assert office.until(upload, "published", "failed") == "failed"
    assert str(office.places.facts.parent) not in office.page(upload)
    assert _total(office) == []
    (office.places.facts / ".publishing").rmdir()
    office.act(upload, "again")
    assert office.until(upload, "drafted", "failed") == "drafted", upload.ended


def test_all_that_is_asked_of_a_table_is_left_open_at_once(office: Office) -> None:
    columns = UNTOLD.replace("지급분", "지급분\t처리분").replace("\t20\t", "\t20\t7\t").replace(
        "\t10\t", "\t10\t3\t"
    )  # fmt: skip
    upload = office.hand_in(columns.replace("업무보고", "2025년 업무보고", 1).encode())
    office.until(upload, "asking")
    while (question := upload.open_questions()[0]).field != "role":
        office.answer(upload, "천원" if question.field == "unit" else "-")
        office.until(upload, "asking")
    asked = [one for one in upload.open_questions() if one.field == "role"]
    assert len(asked) > 1 and KO("loading.act_leave_table") in office.page(upload)
    office.act(upload, "leave_table", key=asked[0].key)
    assert {upload.answers()[one.key]["value"] for one in asked} == {"-"}


def test_what_is_no_report_is_refused_by_its_content(office: Office) -> None:
    answer = office.post("/load", files=(BytesIO(b"\x89PNG\r\n\x1a\n\x00\x00"), "report.xlsx"), act="hand_in")
    assert answer.status_code == 422
    assert KO("loading.refused") in answer.get_data(as_text=True)
    assert office.uploads.every() == []


def test_a_table_is_pasted(office: Office) -> None:
    table = "\r\n".join(REPORT.splitlines()[4:])
    answer = office.post("/load", pasted=table, pasted_title="누리시설공단 2025년도 업무보고", act="hand_in")
    assert answer.status_code == 303
    (upload,) = office.uploads.every()
    assert office.until(upload, "drafted", "asking", "failed") in ("drafted", "asking")
    assert upload.name == "누리시설공단 2025년도 업무보고.txt"


def test_what_is_thrown_away_leaves_nothing_but_its_line(office: Office) -> None:
    upload = office.hand_in(REPORT.encode())
    office.until(upload, "drafted")
    assert office.act(upload, "throw_away").status_code == 303
    assert office.uploads.every() == []
    assert list(office.places.files.iterdir()) == []
    assert next(office.uploads.acts())["act"] == "thrown_away"


@pytest.mark.parametrize(
    ("own_name", "plain"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\x\\보고서.hwpx", "보고서.hwpx"),
        ("..", "document"),
        ("\x00\x1b[31m.txt", "[31m.txt"),
        ("a" * 300 + ".pdf", "a" * 100 + ".pdf"),
    ],
)
def test_a_files_own_name_leads_nowhere(own_name: str, plain: str) -> None:
    assert plain_name(own_name) == plain


def test_a_line_that_was_cut_loses_no_other(tmp_path: Path) -> None:
    path = tmp_path / "lines.jsonl"
    kept.add_line(path, {"n": 1})
    with path.open("ab") as file:
        file.write(b'{"n": 2, "cut')
    kept.add_line(path, {"n": 3})
    assert [line["n"] for line in kept.lines_in(path)] == [1, 3]
    assert json.loads(path.read_bytes().splitlines()[0]) == {"n": 1}


def _with_inbox(office: Office, folder: Path, report: str) -> None:
    """Build the warehouse as every night: of the folders, and of a report that waits in the inbox."""
    folder.mkdir(exist_ok=True)
    (folder / "waits.txt").write_text(report, "utf-8")
    places = office.places
    pipeline.build_warehouse(places.facts, places.warehouse, Inbox.of(folder), mappings_dir=places.mappings)


def _documents(office: Office) -> list[tuple[str, int, int]]:
    """Each document of the warehouse, with how many lines of budget and cells of tables it has."""
    with duckdb.connect(str(office.places.warehouse), read_only=True) as connection:
        return connection.execute(
            "SELECT document_id, (SELECT count(*) FROM budget_line AS b WHERE b.document_id = d.document_id),"
            " (SELECT count(*) FROM table_cell AS c WHERE c.document_id = d.document_id)"
            " FROM document AS d ORDER BY 1"
        ).fetchall()


def test_a_report_that_waits_in_the_inbox_is_dropped_by_no_publication(
    office: Office, tmp_path: Path
) -> None:
    """It is in the warehouse, and in no folder that a publication builds from."""
    _with_inbox(office, tmp_path / "inbox", REPORT.replace("누리시설공단", "솔빛시설공단"))
    before = _documents(office)
    assert len(before) == 2
    upload = office.hand_in(REPORT.encode())
    assert office.until(upload, "drafted", "failed") == "drafted", upload.ended
    assert KO("loading.programs_same") in office.page(upload) and "솔빛시설공단" not in office.page(upload)
    office.act(upload, "publish", council="yes")
    assert office.until(upload, "published", "failed") == "published", upload.ended
    assert _total(office, "솔빛시설공단") and _total(office)
    assert set(before) < set(_documents(office)) and len(_documents(office)) == 3
    # A second one builds of the first one's warehouse.
    office.act(upload, "undeclare")
    assert office.until(upload, "published", "failed") == "published", upload.ended
    assert len(_documents(office)) == 3
    office.act(upload, "take_back")
    assert office.until(upload, "taken_back", "failed") == "taken_back", upload.ended
    assert _documents(office) == before
    # And the nightly load makes no difference to it.
    _with_inbox(office, tmp_path / "inbox", REPORT.replace("누리시설공단", "솔빛시설공단"))
    assert _documents(office) == before


def test_a_file_of_the_inbox_that_is_handed_in_too_stands_once_and_comes_back(
    office: Office, tmp_path: Path
) -> None:
    waits = UNTOLD.replace("다온회관", "누리시설공단").replace("\t지급분", "").replace("\t20\t", "\t")
    waits = waits.replace("\t10\t", "\t").replace("업무보고", "2025년 업무보고", 1)
    _with_inbox(office, tmp_path / "inbox", waits)
    before = _documents(office)
    upload = office.hand_in(waits.encode(), "waits.txt")
    while office.until(upload, "asking", "drafted", "failed") == "asking":
        answers = {"organization": "누리시설공단", "as_of": "2025-09-30", "unit": "천원", "scope": "whole"}
        office.answer(upload, answers.get(upload.open_questions()[0].field, "-"))
    assert upload.state == "drafted", upload.ended
    office.act(upload, "publish")
    assert office.until(upload, "published", "failed") == "published", upload.ended
    # With the answers it has another name; what was read without them does not stand beside it.
    assert len(_documents(office)) == len(before) == 2 and _documents(office) != before
    office.act(upload, "take_back")
    assert office.until(upload, "taken_back", "failed") == "taken_back", upload.ended
    assert _documents(office) == before


def test_another_file_of_a_report_that_waits_in_the_inbox_is_told(office: Office, tmp_path: Path) -> None:
    """Every load takes that of the inbox: what is published beside it would be gone by the next morning."""
    _with_inbox(office, tmp_path / "inbox", REPORT)
    upload = office.hand_in(REPORT.replace("600,000", "700,000").encode())
    assert office.until(upload, "drafted", "failed") == "failed"
    assert KO("loading.because_in_inbox") in office.page(upload)
    (tmp_path / "inbox" / "waits.txt").unlink()
    places = office.places
    pipeline.build_warehouse(places.facts, places.warehouse, mappings_dir=places.mappings)
    office.act(upload, "again")
    assert office.until(upload, "drafted", "failed") == "drafted", upload.ended


def test_a_warehouse_of_other_folders_is_not_built_over(office: Office, tmp_path: Path) -> None:
    places, report = office.places, tmp_path / "other.txt"
    report.write_text(REPORT.replace("누리시설공단", "솔빛시설공단"), "utf-8")
    pipeline.write_facts(extraction.extract([report]), tmp_path / "facts")
    pipeline.build_warehouse(tmp_path / "facts", places.warehouse)
    upload = office.hand_in(REPORT.encode())
    assert office.until(upload, "drafted", "failed") == "drafted", upload.ended
    office.act(upload, "publish")
    assert office.until(upload, "published", "failed") == "failed"
    assert upload.ended == "elsewhere"
    assert KO("loading.because_elsewhere") in office.page(upload)
    assert _total(office, "솔빛시설공단")
