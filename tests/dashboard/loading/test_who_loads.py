"""Loading is there for who may load, and for nobody else: no link, no page, no draft, no form."""

from __future__ import annotations

import re
from html import unescape
from io import BytesIO

import pytest

from dashboard.ui.labels import load
from tests.dashboard.loading.conftest import OWN, REPORT, Office

KO = load("ko")
FAR = {"REMOTE_ADDR": "192.0.2.7"}
_LINK = 'href="/load"'


def test_who_is_elsewhere_finds_nothing_of_it(office: Office) -> None:
    upload = office.hand_in(REPORT.encode())
    office.until(upload, "drafted")
    draft = upload.record("draft")
    assert draft is not None
    build = f"/sources?build={draft['load_id']}"
    seen = office.client.get(build)
    assert seen.status_code == 200 and "누리시설공단" in seen.get_data(as_text=True)
    assert KO("build.draft").partition(".")[0] in seen.get_data(as_text=True)
    assert _LINK in office.client.get("/").get_data(as_text=True)
    # Asked first by who may, a page is not kept for who may not.
    assert _LINK not in office.client.get("/", environ_overrides=FAR).get_data(as_text=True)
    hidden = office.client.get(build, environ_overrides=FAR)
    assert hidden.status_code == 404 and "누리시설공단" not in hidden.get_data(as_text=True)
    for path in ("/load", f"/load/{upload.upload_id}", f"/load/{upload.upload_id}/pages/1.png"):
        answer = office.client.get(path, environ_overrides=FAR)
        assert answer.status_code == 404 and "누리" not in answer.get_data(as_text=True)
    for act in ("publish", "throw_away", "answer"):
        sent = office.client.post(
            f"/load/{upload.upload_id}", data={"act": act}, headers=OWN, environ_overrides=FAR
        )
        assert sent.status_code == 404
    assert upload.state == "drafted"


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 403),
        ({"Origin": "https://elsewhere.example"}, 403),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({**OWN, "X-Forwarded-For": "10.0.0.1"}, 404),
        ({"Sec-Fetch-Site": "same-origin"}, 422),
    ],
)
def test_only_a_form_of_ours_hands_in(office: Office, headers: dict[str, str], status: int) -> None:
    data = {"files": (BytesIO(b"\x89PNG\r\n\x1a\n"), "a.txt")}
    answer = office.client.post("/load", data=data, headers=headers)
    assert answer.status_code == status
    assert office.uploads.every() == []


def test_what_is_written_in_a_document_is_shown_as_text(office: Office) -> None:
    marked = REPORT.replace("인건비", "<script>alert(1)</script>")
    upload = office.hand_in(marked.encode(), "<img src=x onerror=alert(1)>.txt")
    office.until(upload, "drafted", "asking", "failed")
    for path in ("/load", f"/load/{upload.upload_id}"):
        text = office.client.get(path).get_data(as_text=True)
        assert "<script>alert" not in text and "<img src=x" not in text
    assert re.search(r"Cache-Control: .*no-store", str(office.client.get("/load").headers))


def test_a_body_beyond_what_may_be_handed_in_is_refused(office: Office) -> None:
    # Everywhere else the limit of all bodies holds.
    large = _body(office.chosen.max_body_bytes + 1)
    kind = "multipart/form-data; boundary=-"
    assert office.client.post("/answers", data=large, headers=OWN, content_type=kind).status_code == 413
    assert office.client.post("/load", data=large, headers=OWN, content_type=kind).status_code == 422
    beyond = _body(office.chosen.max_upload_bytes + 1)
    assert office.client.post("/load", data=beyond, headers=OWN, content_type=kind).status_code == 413


def _body(size: int) -> bytes:
    """Return a form with a picture of a size: no report, and so never kept."""
    head = b'---\r\nContent-Disposition: form-data; name="files"; filename="a.png"\r\n\r\n'
    return head + b"\x89PNG\r\n".ljust(size, b"a") + b"\r\n-----\r\n"


@pytest.mark.parametrize(
    "data", [{"act": "nonsense"}, {"act": "answer"}, {"act": "answer", "key": "x", "value": "y"}]
)
def test_nonsense_is_refused(office: Office, data: dict[str, str]) -> None:
    upload = office.hand_in(REPORT.encode())
    office.until(upload, "drafted")
    assert office.post(f"/load/{upload.upload_id}", **data).status_code == 400
    # The leading noughts of a number are part of it.
    figure = {"act": "set_right", "line": "13", "figure": "00009999"}
    assert office.post(f"/load/{upload.upload_id}", **figure).status_code == 400
    assert office.client.get("/load/20260101T000000-000000000000").status_code == 404
    assert office.client.get("/load/..%2f..").status_code == 404


def test_no_file_of_many_is_passed_over_in_silence(office: Office) -> None:
    files = [(BytesIO(b"\x89PNG\r\n"), f"{number}.png") for number in range(43)]
    said = unescape(office.post("/load", files=files).get_data(as_text=True))
    assert said.count("한 번에 40개까지 받습니다.") == 3
    assert "42.png" in said
