"""The very first report of an institution: nothing is there yet, and everything is done in the browser."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

import dashboard.__main__ as front_door
from dashboard.ui.labels import load
from etl import pipeline
from etl.inbox import Inbox
from tests.dashboard.loading.conftest import REPORT, Office
from tests.serving import free_port

KO = load("ko")
FAR = {"REMOTE_ADDR": "192.0.2.7"}


def test_the_first_report_is_handed_in_looked_at_published_and_taken_back(new_office: Office) -> None:
    office, client = new_office, new_office.client
    first = client.get("/")
    assert first.status_code == 503
    page = first.get_data(as_text=True)
    assert KO("no_warehouse.title") in page and 'href="/load"' in page
    assert 'href="/load"' not in client.get("/", environ_overrides=FAR).get_data(as_text=True)
    assert client.get("/load").status_code == 200

    upload = office.hand_in(REPORT.encode(), "업무보고.txt")
    assert office.until(upload, "drafted", "asking", "failed") == "drafted", upload.ended
    page = office.page(upload)
    assert KO("loading.first_of_all") in page and "3,000" in page and KO("loading.decide") in page
    draft = upload.record("draft")
    assert draft is not None
    seen = client.get(f"/?build={draft['load_id']}")
    assert seen.status_code == 200 and "누리시설공단" in seen.get_data(as_text=True)
    hidden = client.get(f"/?build={draft['load_id']}", environ_overrides=FAR)
    assert hidden.status_code == 503 and "누리시설공단" not in hidden.get_data(as_text=True)
    assert client.get("/").status_code == 503

    office.act(upload, "publish")
    assert office.until(upload, "published", "failed") == "published", upload.ended
    overview = client.get("/")
    assert overview.status_code == 200 and "누리시설공단" in overview.get_data(as_text=True)

    office.act(upload, "take_back")
    assert office.until(upload, "taken_back", "failed") == "taken_back", upload.ended
    empty = client.get("/")
    assert "누리시설공단" not in empty.get_data(as_text=True)
    assert KO("no_documents.title") in empty.get_data(as_text=True)
    assert 'href="/load"' in empty.get_data(as_text=True)

    office.act(upload, "again")
    assert office.until(upload, "drafted", "failed") == "drafted", upload.ended
    office.act(upload, "publish")
    assert office.until(upload, "published", "failed") == "published", upload.ended
    assert "누리시설공단" in client.get("/").get_data(as_text=True)


def test_a_draft_of_nothing_is_not_published_over_what_came_meanwhile(new_office: Office) -> None:
    office = new_office
    first = office.hand_in(REPORT.encode(), "first.txt")
    second = office.hand_in(REPORT.replace("누리시설공단", "솔빛시설공단").encode(), "second.txt")
    for upload in (first, second):
        assert office.until(upload, "drafted", "failed") == "drafted", upload.ended
    office.act(first, "publish")
    assert office.until(first, "published", "failed") == "published", first.ended
    assert KO("loading.because_outdated") in office.page(second)
    office.act(second, "publish")
    assert office.until(second, "published", "failed") == "failed"
    assert second.ended == "outdated"


def test_the_server_starts_with_nothing_and_a_command_that_needs_reports_does_not(
    new_office: Office, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    served: list[Path] = []
    new_office.places.facts.mkdir(parents=True, exist_ok=True)
    monkeypatch.setattr(front_door, "settings", lambda: replace(new_office.chosen, port=free_port()))
    monkeypatch.setattr(front_door, "_serve", lambda chosen: served.append(chosen.warehouse_path))
    monkeypatch.setattr("sys.argv", ["dashboard"])
    assert front_door.main() == 0
    assert served == [new_office.chosen.warehouse_path] and not served[0].exists()
    assert "/load" in capsys.readouterr().out

    monkeypatch.setattr("sys.argv", ["dashboard", "brief", "--out", "brief.xlsx"])
    assert front_door.main() == 2
    assert "extract reports into it first" in capsys.readouterr().err


def test_a_first_report_in_the_inbox_alone_makes_a_warehouse(new_office: Office) -> None:
    places, inbox = new_office.places, new_office.chosen.inbox_dir
    inbox.mkdir(parents=True)
    (inbox / "first.txt").write_text(REPORT, "utf-8")
    pipeline.build_warehouse(places.facts, places.warehouse, Inbox.of(inbox))
    assert "누리시설공단" in new_office.client.get("/").get_data(as_text=True)
