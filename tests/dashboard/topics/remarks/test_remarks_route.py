"""The page of remarks as a browser gets it, its form, and the resource for programs."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient

from dashboard.app import create_app
from dashboard.ui.labels import load
from tests.dashboard.topics.remarks.conftest import AGAIN, OFFICE, ONCE, OTHER, OTHERS

OWN = {"Origin": "http://localhost"}
FAR = {"REMOTE_ADDR": "192.0.2.7"}
MARK = "먹빛봉인 조치"
_FORM = re.compile(r'<form [^>]*class="answer-form".*?</form>', re.DOTALL)
_FIELD = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)">')
NEW = {
    "key": "new", "seen": "0", "act": "save", "said": "새로 들은 말", "unit": OFFICE, "action": MARK,
    "progress": "open", "raised_on": "2023-11-20",
}  # fmt: skip


@pytest.fixture
def client(remarks_path: Path) -> FlaskClient:
    """The dashboard as somebody sees it who sits at the machine."""
    return create_app(remarks_path).server.test_client()


@pytest.mark.parametrize("lang", ["ko", "en"])
def test_the_page_is_whole_and_leads_to_its_states_and_units(client: FlaskClient, lang: str) -> None:
    words = load(lang)
    page = unescape(client.get(f"/remarks?lang={lang}").get_data(as_text=True))
    for text in (*AGAIN.values(), ONCE, OTHERS, words("remarks.times", n=3), words("filter.office")):
        assert text in page
    narrowed = client.get(f"/remarks?lang={lang}&office={quote(OTHER)}&state=done").get_data(as_text=True)
    assert OTHERS in narrowed and AGAIN[2021] not in narrowed


def test_what_is_entered_leads_back_to_its_place(client: FlaskClient) -> None:
    answer = client.post("/remarks?unit=thousand_won", data=NEW, headers=OWN)
    assert answer.status_code == 303
    assert re.fullmatch(r"/remarks\?unit=thousand_won#remark-[0-9a-f]{12}", answer.headers["Location"])
    page = client.get("/remarks").get_data(as_text=True)
    assert "새로 들은 말" in page and MARK in page
    far = client.get("/remarks", environ_overrides=FAR).get_data(as_text=True)
    assert "새로 들은 말" not in far and "answer-form" not in far and AGAIN[2022] in far


def test_the_second_of_two_edits_gets_both_texts(client: FlaskClient) -> None:
    page = client.get("/remarks").get_data(as_text=True)
    form = next(form for form in _FORM.findall(page) if 'value="new"' not in form)
    fields = {name: unescape(value) for name, value in _FIELD.findall(form)}
    said = {**fields, "act": "save", "unit": OFFICE, "progress": "open"}
    assert client.post("/remarks", data={**said, "action": "먼저 쓴 글"}, headers=OWN).status_code == 303
    answer = client.post("/remarks", data={**said, "action": "나중 쓴 글"}, headers=OWN)
    text = answer.get_data(as_text=True)
    assert answer.status_code == 409 and "먼저 쓴 글" in text and "나중 쓴 글" in text
    again = {name: unescape(value) for name, value in _FIELD.findall(text)}
    assert (
        client.post("/remarks", data={**said, **again, "action": "나중 쓴 글"}, headers=OWN).status_code
        == 303
    )


@pytest.mark.parametrize(
    ("headers", "place", "data", "status"),
    [
        ({}, {}, NEW, 403),
        ({"Origin": "https://elsewhere.example"}, {}, NEW, 403),
        ({**OWN, "X-Forwarded-For": "10.0.0.1"}, {}, NEW, 403),
        (OWN, FAR, NEW, 403),
        (OWN, {}, {**NEW, "act": "publish"}, 400),
        (OWN, {}, {"key": "new"}, 400),
        (OWN, {}, {**NEW, "said": ""}, 422),
        (OWN, {}, {**NEW, "key": "없는 지적"}, 422),
    ],
)
def test_only_a_page_of_ours_on_this_machine_writes(
    client: FlaskClient, headers: dict[str, str], place: dict[str, str], data: dict[str, str], status: int
) -> None:
    answer = client.post("/remarks", data=data, headers=headers, environ_overrides=place)
    assert answer.status_code == status
    assert MARK not in client.get("/remarks").get_data(as_text=True)


def test_programs_are_given_remarks_by_state_and_unit(client: FlaskClient) -> None:
    assert client.post("/remarks", data=NEW, headers=OWN).status_code == 303

    def asked(*, is_far: bool = False, **query: str) -> set[str]:
        place = FAR if is_far else {}
        answer = client.get("/api/v1/remarks", query_string=query, environ_overrides=place)
        assert answer.status_code == 200, answer.get_data(as_text=True)
        assert is_far <= (MARK not in answer.get_data(as_text=True))
        return {row["text"] for row in answer.get_json()["data"]}

    everything = {*AGAIN.values(), ONCE, OTHERS}
    assert asked() == {*everything, "새로 들은 말"} and asked(is_far=True) == everything
    assert asked(state="done") == {AGAIN[2021], OTHERS} and asked(state="none") == {ONCE}
    assert asked(office=OTHER, is_far=True) == {ONCE, OTHERS}
    assert asked(year="2021") == {AGAIN[2021], OTHERS}
    assert client.get("/api/v1/remarks?office=없는%20부서").status_code == 400
    (row,) = [row for row in client.get("/api/v1/remarks").get_json()["data"] if row["text"] == AGAIN[2023]]
    assert (row["times"], row["earlier_years"], row["line"]) == (3, "2022, 2021", 30)
    assert row["links"]["source"].startswith("/sources/d2023")
