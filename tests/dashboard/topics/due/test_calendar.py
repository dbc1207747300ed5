"""The calendar of a unit: what is due for it, at an address that is a secret, without a draft's text."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from icalendar import Calendar

from dashboard.app import create_app
from dashboard.topics.due.calendar import to_calendar
from dashboard.topics.due.queries import STEP, Due
from dashboard.ui.labels import load
from tests.sample_warehouse import FOUNDATION

KO, EN = load("ko"), load("en")
OWN = {"Origin": "http://localhost"}
FAR = {"REMOTE_ADDR": "192.0.2.7"}
UNIT, OTHER = f"{FOUNDATION}-2023-양성평등사업실", f"{FOUNDATION}-2023-돌봄사업실"
_FORM = re.compile(r'<article [^>]*class="answer-card".*?</article>', re.DOTALL)
_FIELD = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)">')
_KEY = re.compile(r"/calendar\.ics\?key=([\w-]+)")


@pytest.fixture
def client(warehouse_path: Path, tmp_path: Path) -> Iterator[FlaskClient]:
    """The dashboard as somebody sees it who sits at the machine."""
    own = tmp_path / "warehouse.duckdb"
    shutil.copy(warehouse_path, own)
    yield create_app(own).server.test_client()


def _made(client: FlaskClient, unit: str = UNIT) -> str:
    answer = client.post("/calendar?year=2023", data={"unit": unit}, headers=OWN)
    assert answer.status_code == 200, answer.get_data(as_text=True)[:300]
    found = _KEY.search(answer.get_data(as_text=True))
    assert found is not None
    return found[1]


def _events(client: FlaskClient, key: str, lang: str = "ko") -> list[Any]:
    answer = client.get("/calendar.ics", query_string={"key": key, "lang": lang}, environ_overrides=FAR)
    assert answer.status_code == 200 and answer.mimetype == "text/calendar"
    assert "no-store" in answer.headers["Cache-Control"]
    return Calendar.from_ical(answer.get_data()).walk("VEVENT")


def test_the_planned_steps_of_a_unit_stand_in_its_calendar(client: FlaskClient) -> None:
    steps = [event for event in _events(client, _made(client)) if KO("due.step", name="") in event["summary"]]
    assert steps
    for event in steps:
        assert event.decoded("dtend") > event.decoded("dtstart")
        assert event.decoded("dtstamp").tzinfo is not None
        assert str(event["url"]).startswith("http://localhost/programs/") and str(event["url"]).isascii()
    other = {str(event["uid"]) for event in _events(client, _made(client, OTHER))}
    assert not other & {str(event["uid"]) for event in steps}
    english = _events(client, _made(client), "en")
    assert any(str(event["summary"]).startswith("Step: ") for event in english)


def test_a_promised_day_stands_in_the_calendar_and_moves(client: FlaskClient) -> None:
    page = client.get("/answers?year=2023").get_data(as_text=True)
    card = next(card for card in _FORM.findall(page) if "양성평등사업실" in card and "answer-form" in card)
    fields = {name: unescape(value) for name, value in _FIELD.findall(card)}
    key = _made(client, UNIT)
    uids = []
    for seen, day in enumerate(("2023-12-15", "2024-01-10")):
        sent = {
            **fields,
            "seen": f"{seen}",
            "reason": "먹빛봉인",
            "plan": "먹빛봉인",
            "due_on": day,
            "act": "save",
        }
        answer = client.post("/answers?year=2023", data=sent, headers=OWN)
        assert answer.status_code == 303
        body = client.get("/calendar.ics", query_string={"key": key}).get_data(as_text=True)
        assert "먹빛봉인" not in body
        (event,) = [e for e in _events(client, key) if KO("due.answer", name="") in str(e["summary"])]
        assert event.decoded("dtstart") == date.fromisoformat(day)
        uids.append(str(event["uid"]))
    assert uids[0] == uids[1]


def test_an_address_that_was_renewed_leads_nowhere(client: FlaskClient) -> None:
    assert KO("due.make_why") in client.get(f"/teams/{UNIT}").get_data(as_text=True)
    first = _made(client)
    assert KO("due.renew_why") in client.get(f"/teams/{UNIT}").get_data(as_text=True)
    second = _made(client)
    assert client.get("/calendar.ics", query_string={"key": first}).status_code == 404
    assert _events(client, second)
    for wrong in ("", "x", second[:-1]):
        assert client.get("/calendar.ics", query_string={"key": wrong}).status_code == 404
    assert client.get("/calendar.ics").status_code == 404


@pytest.mark.parametrize(
    ("headers", "place", "unit", "status"),
    [
        ({}, {}, UNIT, 403),
        ({"Origin": "https://elsewhere.example"}, {}, UNIT, 403),
        (OWN, FAR, UNIT, 403),
        (OWN, {}, "없는 부서", 403),
        (OWN, {}, "", 400),
        ({"Sec-Fetch-Site": "same-origin"}, {}, UNIT, 200),
    ],
)
def test_an_address_is_made_by_who_may_alone(
    client: FlaskClient, headers: dict[str, str], place: dict[str, str], unit: str, status: int
) -> None:
    answer = client.post("/calendar", data={"unit": unit}, headers=headers, environ_overrides=place)
    assert answer.status_code == status
    assert (status == 200) == bool(_KEY.search(answer.get_data(as_text=True)))


def test_the_page_of_a_unit_offers_it_to_who_may_alone(client: FlaskClient) -> None:
    assert KO("due.make") in client.get(f"/teams/{UNIT}").get_data(as_text=True)
    far = client.get(f"/teams/{UNIT}", environ_overrides=FAR)
    assert KO("due.title") not in far.get_data(as_text=True)


def test_a_calendar_is_written_as_its_standard_asks() -> None:
    """Long lines are folded at 75 octets, signs that mean something are escaped, an end is not included."""
    name = "긴 이름, 쉼표; 세미콜론 \\ 역사선\n둘째 줄 " + "가나다라마바사아자차카타파하" * 8
    due = Due(
        kind=STEP, key="k", name=name, of=None, unit=None, path="/programs/x", state="none",
        first=date(2030, 2, 27), last=date(2030, 2, 28),
    )  # fmt: skip
    at = datetime(2030, 1, 2, 3, 4, 5, tzinfo=UTC)
    body = to_calendar([due], "가꿈실", KO, base="https://x.example", read_at=at)
    assert all(len(line) <= 75 for line in body.split(b"\r\n"))
    assert b"DTSTAMP:20300102T030405Z" in body and b"DTEND;VALUE=DATE:20300301" in body
    (event,) = Calendar.from_ical(body).walk("VEVENT")
    assert str(event["summary"]) == KO("due.step", name=name)
    assert event.decoded("dtend") - event.decoded("dtstart") == timedelta(days=2)
    later = to_calendar([due], "가꿈실", EN, base="https://x.example", read_at=at + timedelta(days=9))
    (again,) = Calendar.from_ical(later).walk("VEVENT")
    assert again["uid"] == event["uid"]
