"""Where answers come in: from a page of ours and who may write alone; no text is lost on the way."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from dashboard.app import create_app
from dashboard.ui.labels import load

KO, EN = load("ko"), load("en")
OWN = {"Origin": "http://localhost"}
_FORM = re.compile(r'<form [^>]*class="answer-form".*?</form>', re.DOTALL)
_FIELD = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)">')


@pytest.fixture
def client(warehouse_path: Path, tmp_path: Path) -> Iterator[FlaskClient]:
    """The dashboard as somebody sees it who sits at the machine."""
    own = tmp_path / "warehouse.duckdb"
    shutil.copy(warehouse_path, own)
    yield create_app(own).server.test_client()


def _first_form(client: FlaskClient) -> dict[str, str]:
    text = client.get("/answers").get_data(as_text=True)
    form = _FORM.search(text)
    assert form is not None
    hidden = {name: unescape(value) for name, value in _FIELD.findall(form[0])}
    return {**hidden, "reason": "까닭 & <b>", "plan": "계획", "due_on": "2023-12-15", "act": "save"}


def test_a_form_is_kept_and_leads_back_to_its_place(client: FlaskClient) -> None:
    form = _first_form(client)
    answer = client.post("/answers?unit=thousand_won", data=form, headers=OWN)
    assert answer.status_code == 303
    assert re.fullmatch(r"/answers\?unit=thousand_won#answer-[0-9a-f]{12}", answer.headers["Location"])
    seen = client.get("/answers").get_data(as_text=True)
    assert "까닭 &amp; &lt;b&gt;" in seen and "2023. 12. 15." in seen


def test_a_view_is_never_kept_for_the_next_one(client: FlaskClient) -> None:
    form = _first_form(client)
    for number in range(3):
        client.post("/answers", data={**form, "seen": str(number), "reason": f"{number}번째 글"}, headers=OWN)
        assert f"{number}번째 글" in client.get("/answers").get_data(as_text=True)


def test_a_programme_has_its_answer_beside_its_figures(client: FlaskClient) -> None:
    link = re.search(r'<h2><a href="(/programs/[^"?]+)', client.get("/answers").get_data(as_text=True))
    assert link is not None
    page = client.get(unescape(link[1])).get_data(as_text=True)
    form = _FORM.search(page)
    assert form is not None
    hidden = {name: unescape(value) for name, value in _FIELD.findall(form[0])}
    said = {**hidden, "reason": "곁에 쓴 글", "plan": "계획", "due_on": "", "act": "save"}
    assert client.post("/answers", data=said, headers=OWN).status_code == 303
    for path in (unescape(link[1]), "/answers"):
        assert "곁에 쓴 글" in client.get(path).get_data(as_text=True)
        far = client.get(path, environ_overrides={"REMOTE_ADDR": "192.0.2.7"})
        assert "곁에 쓴 글" not in far.get_data(as_text=True)


@pytest.mark.parametrize("lang", ["ko", "en"])
def test_the_second_of_two_edits_gets_both_texts(client: FlaskClient, lang: str) -> None:
    form = _first_form(client)
    client.post("/answers", data={**form, "reason": "먼저 쓴 글"}, headers=OWN)
    answer = client.post(f"/answers?lang={lang}", data={**form, "reason": "나중 쓴 글"}, headers=OWN)
    text = answer.get_data(as_text=True)
    assert answer.status_code == 409
    assert load(lang)("answers.edited") in unescape(text)
    assert "먼저 쓴 글" in text and "나중 쓴 글" in text
    again = {name: unescape(value) for name, value in _FIELD.findall(text)}
    kept = client.post("/answers", data={**form, **again, "reason": "나중 쓴 글"}, headers=OWN)
    assert kept.status_code == 303
    assert "나중 쓴 글" in client.get("/answers").get_data(as_text=True)


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 403),
        ({"Origin": "https://elsewhere.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-origin"}, 303),
        ({**OWN, "X-Forwarded-For": "10.0.0.1"}, 403),
        ({**OWN, "Forwarded": "for=10.0.0.1"}, 403),
    ],
)
def test_only_a_page_of_ours_on_this_machine_writes(
    client: FlaskClient, headers: dict[str, str], status: int
) -> None:
    answer = client.post("/answers", data=_first_form(client), headers=headers)
    assert answer.status_code == status


def test_who_is_elsewhere_reads_and_does_not_write(client: FlaskClient) -> None:
    form = _first_form(client)
    client.post("/answers", data={**form, "reason": "먹빛봉인"}, headers=OWN)
    far = {"REMOTE_ADDR": "192.0.2.7"}
    text = client.get("/answers", environ_overrides=far).get_data(as_text=True)
    assert "먹빛봉인" not in text and "answer-form" not in text
    refused = client.post("/answers", data={**form, "seen": "1"}, headers=OWN, environ_overrides=far)
    assert refused.status_code == 403
    assert "먹빛봉인" not in refused.get_data(as_text=True)


def test_a_name_that_was_given_this_address_is_not_this_machine(client: FlaskClient) -> None:
    form = _first_form(client)
    base = "http://rebound.example"
    assert "answer-form" not in client.get("/answers", base_url=base).get_data(as_text=True)
    assert client.post("/answers", data=form, headers={"Origin": base}, base_url=base).status_code == 403


@pytest.mark.parametrize(
    "data",
    [{}, {"subject": "program"}, {"act": "x", "seen": "0", "subject": "program", "key": "a"}, b"\xff\x00"],
)
def test_nonsense_is_refused_in_one_line(client: FlaskClient, data: object) -> None:
    answer = client.post("/answers", data=data, headers=OWN)
    assert answer.status_code == 400
    assert answer.mimetype == "application/problem+json"


def test_the_page_is_read_without_scripts_too(client: FlaskClient) -> None:
    """The form stands in the first document, with the names that a browser sends."""
    text = client.get("/answers").get_data(as_text=True)
    form = _FORM.search(text)
    assert form is not None
    for name in ("reason", "plan", "due_on", "act", "seen", "subject", "key"):
        assert f'name="{name}"' in form[0]
