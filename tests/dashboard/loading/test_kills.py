"""Whatever is killed while it works: what is published is the old or the new, whole, and it goes on."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from dashboard import processes
from dashboard.app import create_app
from dashboard.loading import staging
from dashboard.loading.uploads import READ
from tests.dashboard.loading.conftest import REPORT, UNTOLD, Office, wait_for


def _kill(office: Office, job: Path, reached: Callable[[], bool]) -> None:
    """Kill a work when something is reached."""
    wait_for(lambda: "" if reached() or not processes.runs(job) else None)
    processes.end(job)
    wait_for(lambda: None if processes.runs(job) else "")


def _is_whole(office: Office) -> bool:
    """Whether the warehouse holds what the folders of facts and mappings do."""
    return staging.loaded(office.places) == staging.standing(office.places)


def test_a_reading_that_was_killed_is_told_and_tried_again(office: Office) -> None:
    upload = office.hand_in(REPORT.encode())
    _kill(office, upload.job, lambda: "read" in processes.progress(upload.job).text)
    assert upload.state == "interrupted"
    assert "interrupted" in office.client.get(f"/load/{upload.upload_id}").get_data(as_text=True)
    office.act(upload, "again")
    assert office.until(upload, "drafted", "failed", "interrupted") == "drafted"
    assert _is_whole(office)


def test_a_reading_is_stopped(office: Office) -> None:
    upload = office.hand_in(REPORT.encode())
    assert office.act(upload, "cancel").status_code == 303
    assert upload.state in ("cancelled", "drafted")
    assert not processes.runs(upload.job)


@pytest.mark.parametrize("moment", ["begun", "renamed"])
def test_a_publication_that_was_killed_is_whole(office: Office, moment: str) -> None:
    upload = office.hand_in(REPORT.encode())
    office.until(upload, "drafted")
    before = office.places.warehouse.stat().st_ino
    reached = {
        "begun": lambda: upload.record("publication") is not None,
        "renamed": lambda: office.places.warehouse.stat().st_ino != before,
    }
    office.act(upload, "publish")
    _kill(office, upload.job, reached[moment])
    is_new = office.places.warehouse.stat().st_ino != before
    # The server that began it is gone too: the next one sets right what is left.
    office.client = create_app(office.chosen.warehouse_path, sign_in=office.chosen).server.test_client()
    if upload.record("publication") is not None:
        office.until(upload, "published", "drafted", "cancelled", "interrupted")
        wait_for(lambda: None if processes.runs(upload.job) else "")
    assert _is_whole(office)
    if upload.state == "interrupted":
        office.act(upload, "again")
    assert office.until(upload, "published", "drafted") == ("published" if is_new else "drafted")
    if moment == "begun" and not is_new:
        office.act(upload, "publish")
        assert office.until(upload, "published", "failed") == "published", upload.ended
        assert _is_whole(office)


def test_an_answer_that_was_confirmed_outlives_server_and_work(office: Office) -> None:
    upload = office.hand_in(UNTOLD.encode())
    office.until(upload, "asking")
    assert office.answer(upload, "2025").status_code == 303
    _kill(office, upload.job, lambda: upload.work == READ)
    office.client = create_app(office.chosen.warehouse_path, sign_in=office.chosen).server.test_client()
    assert [answer["value"] for answer in upload.answers().values()] == ["2025"]
    if upload.state == "interrupted":
        office.act(upload, "again")
    office.until(upload, "asking")
    assert "year" not in {one.field for one in upload.open_questions()}
