"""What is told on the page of loading where something is not done, and the form to fill in."""

from __future__ import annotations

from argparse import Namespace
from dataclasses import asdict
from html import unescape
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from dashboard.loading import doing, kept, staging
from dashboard.loading.uploads import READ, Person
from dashboard.ui.labels import load
from etl.warehouse.load import LoadError
from tests.dashboard.loading.conftest import REPORT, UNTOLD, Office

KO = load("ko")
FAR = {"REMOTE_ADDR": "192.0.2.7"}


def test_a_page_that_a_draft_would_break_is_told_before_anybody_publishes(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried: list[Path] = []

    def fails(draft: Path) -> None:
        tried.append(draft)
        raise LoadError("not published: /execution?org=누리시설공단: ZeroDivisionError")

    monkeypatch.setattr(staging, "opens_pages", fails)
    upload = office.uploads.add("report.txt", REPORT.encode(), Person("here", "executive"))
    upload.job.mkdir()
    kept.write(upload.job / "work", READ.encode())
    chosen = Namespace(work=READ, upload=upload.upload_id, anew=False, council=False, **asdict(office.places))
    assert doing.do(chosen, lambda _line: None) == 2
    assert tried == [upload.draft] and upload.state == "failed" and upload.record("draft") is None
    page = office.page(upload)
    assert KO("loading.because_pages_fail") in page and "/execution?org=누리시설공단" in page
    assert KO("loading.act_publish") not in page
    monkeypatch.undo()
    office.act(upload, "again")
    assert office.until(upload, "drafted", "failed") == "drafted", upload.ended


def test_a_second_answer_to_a_question_is_told_with_the_first(office: Office) -> None:
    upload = office.hand_in(UNTOLD.encode())
    office.until(upload, "asking")
    key = upload.open_questions()[0].key
    assert office.act(upload, "answer", key=key, value="2025").status_code == 303
    second = office.act(upload, "answer", key=key, value="2024")
    told = unescape(second.get_data(as_text=True))
    assert second.status_code == 409
    assert KO("loading.already") in told and "‘2025’" in told and "‘2024’" in told
    # The same again, as by going back, is no contradiction; and the question may be gone by now.
    assert office.act(upload, "answer", key=key, value="2025").status_code == 303
    office.until(upload, "asking")
    assert office.act(upload, "answer", key=key, value="2023").status_code == 409
    assert [one["value"] for one in upload.answers().values()] == ["2025"]
    assert sum(act["act"] == "answered" for act in office.uploads.acts()) == 1


def test_a_blank_form_is_had_from_the_page_and_handed_in_again(office: Office) -> None:
    said = {"organization": "누리시설공단", "year": "2026", "as_of": "2026-09-30", "unit": "천원"}
    found = office.client.get("/load/form.xlsx", query_string=said)
    assert found.status_code == 200 and "attachment" in found.headers["Content-Disposition"]
    book = openpyxl.load_workbook(BytesIO(found.data))
    assert len(book.sheetnames) > 3
    upload = office.hand_in(found.data, "양식.xlsx")
    assert office.until(upload, "drafted", "failed", "asking") == "drafted", upload.ended
    reading = upload.record("reading")
    assert reading is not None
    assert (reading["document"]["organization"], reading["document"]["fiscal_year"]) == ("누리시설공단", 2026)
    page = office.client.get("/load").get_data(as_text=True)
    assert 'action="/load/form.xlsx"' in page
    for wrong in ({"year": "이천"}, {"as_of": "-"}, {"unit": "-"}, {"unit": "냥"}):
        answer = office.client.get("/load/form.xlsx", query_string={**said, **wrong})
        assert answer.status_code == 422 and KO("loading.no_form") in answer.get_data(as_text=True)
    far = office.client.get("/load/form.xlsx", query_string=said, environ_overrides=FAR)
    assert far.status_code == 404
