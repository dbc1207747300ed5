"""Answers where readers sign in: a draft is its unit's and the reviewer's alone, wherever one looks."""

from __future__ import annotations

import base64
import re
from html import unescape
from urllib.parse import urlencode

import pytest

from dashboard.ui.labels import load
from tests.dashboard.web.auth.conftest import Visitor
from tests.dashboard.web.auth.facts import FOUNDATION, OFFICE, OTHER_OFFICE, OTHERS, OWN

KO = load("ko")
MARK = "주홍봉인"
SEARCH = "?" + urlencode({"org": FOUNDATION, "year": 2026, "as_of": "2026-06-30"})
_FORM = re.compile(r'<article [^>]*class="answer-card".*?</article>', re.DOTALL)
_FIELD = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)">')


def _forms(visitor: Visitor) -> dict[str, dict[str, str]]:
    """The forms that a reader has, by the card that they stand in."""
    cards = _FORM.findall(visitor.get(f"/answers{SEARCH}").text)
    found = {card: {name: unescape(value) for name, value in _FIELD.findall(card)} for card in cards}
    return {card: fields for card, fields in found.items() if fields}


@pytest.fixture(scope="module")
def written(signed_in: dict[str, Visitor]) -> dict[str, str]:
    """A draft of the manager's on a programme of the own office; return what its form sent."""
    forms = _forms(signed_in["manager"])
    fields = next(fields for card, fields in forms.items() if OWN in card)
    sent = {**fields, "reason": f"{MARK} 사유", "plan": f"{MARK} 계획", "due_on": "", "act": "submit"}
    answer = signed_in["manager"].post(f"/answers{SEARCH}", data=sent, allow_redirects=False)
    assert answer.status_code == 303, answer.text[:300]
    return sent


@pytest.mark.parametrize(
    ("person", "sees"), [("manager", True), ("executive", True), ("elsewhere", False), ("council", False)]
)
def test_a_draft_is_seen_by_its_unit_and_the_reviewer(
    signed_in: dict[str, Visitor], written: dict[str, str], person: str, sees: bool
) -> None:
    visitor = signed_in[person]
    assert MARK in written["reason"]
    content = visitor.take("/answers", SEARCH, "csv").get("download", {}).get("data") or {}
    file = base64.b64decode(content.get("content", "")).decode()
    texts = (visitor.get(f"/answers{SEARCH}").text, visitor.page("/answers", SEARCH), file)
    assert [MARK in text for text in texts] == [sees] * 3


@pytest.mark.parametrize("person", ["elsewhere", "council"])
def test_a_form_of_anothers_is_refused_and_tells_nothing(
    signed_in: dict[str, Visitor], written: dict[str, str], person: str
) -> None:
    for seen in ("0", "1"):
        sent = {**written, "seen": seen, "reason": "남의 글", "plan": "남의 계획"}
        answer = signed_in[person].post(f"/answers{SEARCH}", data=sent, allow_redirects=False)
        assert answer.status_code in (403, 409, 422), answer.status_code
        assert MARK not in answer.text
    assert "남의 글" not in signed_in["executive"].get(f"/answers{SEARCH}").text


def test_a_form_from_elsewhere_or_of_nobody_is_refused(
    signed_in: dict[str, Visitor], visitor: Visitor, written: dict[str, str]
) -> None:
    for origin in (None, "https://elsewhere.example"):
        answer = signed_in["manager"].post(
            f"/answers{SEARCH}", data={**written, "seen": "1"}, origin=origin, allow_redirects=False
        )
        assert answer.status_code == 403
    assert visitor.post(f"/answers{SEARCH}", data=written, allow_redirects=False).status_code == 401


def test_only_the_reviewer_reviews(signed_in: dict[str, Visitor], written: dict[str, str]) -> None:
    sent = {**written, "seen": "1", "act": "review", "remark": "확인"}
    refused = signed_in["manager"].post(f"/answers{SEARCH}", data=sent, allow_redirects=False)
    assert refused.status_code == 403
    kept = signed_in["executive"].post(f"/answers{SEARCH}", data=sent, allow_redirects=False)
    assert kept.status_code == 303
    assert KO("answers.state_reviewed") in signed_in["manager"].get(f"/answers{SEARCH}").text
    # Its report is not published: it exists for nobody else.
    for person in ("elsewhere", "council"):
        assert MARK not in signed_in[person].get(f"/answers{SEARCH}").text


def test_a_calendar_is_made_by_its_unit_and_read_by_its_secret_alone(
    signed_in: dict[str, Visitor], visitor: Visitor, written: dict[str, str]
) -> None:
    unit, other = (f"{FOUNDATION}-2026-{office}" for office in (OFFICE, OTHER_OFFICE))
    assert written
    for person, of in (("council", unit), ("elsewhere", unit), ("manager", other)):
        refused = signed_in[person].post(f"/calendar{SEARCH}", data={"unit": of}, allow_redirects=False)
        assert refused.status_code == 403 and "key=" not in refused.text, person
    assert visitor.post("/calendar", data={"unit": unit}, allow_redirects=False).status_code == 401
    foreign = signed_in["manager"].post(
        f"/calendar{SEARCH}", data={"unit": unit}, origin="https://elsewhere.example", allow_redirects=False
    )
    assert foreign.status_code == 403
    made = signed_in["manager"].post(f"/calendar{SEARCH}", data={"unit": unit}, allow_redirects=False)
    assert made.status_code == 200 and made.headers["Cache-Control"].count("no-store") == 1
    key = re.search(r"/calendar\.ics\?key=([\w-]+)", made.text)
    assert key is not None
    read = visitor.get(f"/calendar.ics?key={key[1]}", allow_redirects=False)
    text = read.text.replace("\r\n ", "")
    assert read.status_code == 200 and text.startswith("BEGIN:VCALENDAR")
    assert f"{OWN} 일정" in text and OTHERS not in text and MARK not in text
    # The secret opens a calendar, and nothing else.
    assert "/authorize" in visitor.get(f"/?key={key[1]}").url
    assert visitor.get("/calendar.ics?key=x", allow_redirects=False).status_code == 404
