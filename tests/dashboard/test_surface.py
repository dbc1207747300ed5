"""Whatever is sent to the server, on any address: an answer below 500, and no error in the log."""

from __future__ import annotations

import json
import logging
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from werkzeug.test import TestResponse

from dashboard.app import create_app
from dashboard.shell.filters import NAMES
from dashboard.topics import all_pages
from dashboard.web.middleware import Rules
from tests.dashboard.callback_bodies import JUNK, PATH, Body, good_bodies, post, spoiled

# Bounded: the long search is bench/fuzz.py.
_SEARCH = settings(
    max_examples=400,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


@pytest.fixture(scope="module")
def server(warehouse_path: Path) -> Flask:
    """The dashboard over the sample warehouse; nobody is told to wait."""
    return create_app(warehouse_path, rules=Rules(export_limit="999999 per second")).server


@pytest.fixture(scope="module")
def bodies(server: Flask) -> dict[str, Body]:
    """A good body for each callback."""
    return good_bodies(server.test_client())


@pytest.fixture
def client(server: Flask, caplog: pytest.LogCaptureFixture) -> Iterator[FlaskClient]:
    """A program that sends what it likes."""
    caplog.set_level(logging.INFO)
    yield server.test_client()


def _bears(answer: TestResponse, caplog: pytest.LogCaptureFixture, sent: object) -> None:
    """Hold an answer and what was logged of it against what everybody may expect."""
    assert answer.status_code < 500, (answer.status_code, sent)
    errors = [record for record in caplog.records if record.levelno >= logging.ERROR]
    assert not errors, (errors[0].getMessage(), errors[0].exc_info, sent)
    assert any(record.getMessage() == "request" for record in caplog.records)
    caplog.clear()


@pytest.mark.parametrize("name", ["download", "wait", "total", "page"])
def test_good_bodies_pass(client: FlaskClient, bodies: dict[str, Body], name: str) -> None:
    assert post(client, bodies[name]).status_code == 200


_BAD: dict[str, Any] = {
    "no object": [],
    "an unknown output": {"output": "none.children"},
    "an output that is a list": {"output": []},
    "a clientside output": {"output": "announcer.children"},
    "outputs of another callback": {"outputs": {"id": "address", "property": "href"}},
    "no inputs": {"inputs": []},
    "inputs that are no list": {"inputs": {}},
    "inputs that are numbers": {"inputs": [1, 2, 3]},
    "one input too many": {"inputs": [{}, {}, {}, {}]},
    "no state": {"state": None},
    "no changes": {"changedPropIds": None},
    "a change of another component": {"changedPropIds": ["address.href"]},
    "a change that is no text": {"changedPropIds": [{}]},
    "a change of a nonsense pattern": {"changedPropIds": ['{"type":["ALL"]}.n_clicks']},
}


@pytest.mark.parametrize("what", _BAD)
def test_a_body_of_no_callback_is_refused_with_its_reason(
    client: FlaskClient, bodies: dict[str, Body], caplog: pytest.LogCaptureFixture, what: str
) -> None:
    body = {**bodies["page"], **_BAD[what]} if isinstance(_BAD[what], dict) else _BAD[what]
    answer = post(client, body)
    assert answer.status_code == 400
    assert answer.get_json()["detail"]
    (record,) = [record for record in caplog.records if record.getMessage() == "request"]
    assert record.__dict__["reason"] == answer.get_json()["detail"]
    _bears(answer, caplog, body)


@pytest.mark.parametrize(
    ("name", "part", "position", "value"),
    [
        ("page", "inputs", 0, 5), ("page", "inputs", 0, "no/path"), ("page", "inputs", 1, []),
        ("page", "state", 0, {}), ("page", "inputs", 1, "?" + "x" * 9000),
        ("download", "state", 3, 5), ("download", "state", 4, {}), ("total", "inputs", 0, [5]),
        ("download", "inputs", 0, {"kind": 5, "number": 1}),
        ("download", "inputs", 0, "csv"),
        ("wait", "state", 0, {"token": 5}),
    ],
)  # fmt: skip
def test_a_value_of_a_wrong_type_is_refused(
    client: FlaskClient, bodies: dict[str, Body], name: str, part: str, position: int, value: Any
) -> None:
    body = json.loads(json.dumps(bodies[name]))
    entry = body[part][position]
    for each in entry if isinstance(entry, list) else [entry]:
        each["value"] = value
    assert post(client, body).status_code == 400


@pytest.mark.parametrize(
    ("content", "kind", "status"),
    [
        (b"", "application/json", 400), (b"{", "application/json", 400),
        (b"\xff\xfe", "application/json", 400),
        (b"NaN", "application/json", 400), (b'{"output": 1e999}', "application/json", 400),
        (b"[" * 100_000, "application/json", 400), (b'{"output": "\\ud800"}', "application/json", 400),
        (b"9" * 5000, "application/json", 400), (b"{}", "text/plain", 415), (b"a=1", "", 415),
        (b"{}", "application/json; charset=nonsense", 400), (b"{}", "multipart/form-data", 415),
    ],
)  # fmt: skip
def test_what_is_no_json_is_refused(client: FlaskClient, content: bytes, kind: str, status: int) -> None:
    answer = client.post(PATH, data=content, content_type=kind, buffered=True)
    assert answer.status_code == status
    assert answer.mimetype == "application/problem+json"


@_SEARCH
@given(seed=st.integers(0, 2**32), name=st.sampled_from(["download", "wait", "total", "page"]))
def test_spoiled_bodies_are_borne(
    client: FlaskClient, bodies: dict[str, Body], caplog: pytest.LogCaptureFixture, seed: int, name: str
) -> None:
    body = spoiled(bodies[name], random.Random(seed))  # noqa: S311 -- no secret
    _bears(post(client, body), caplog, body)


_paths = st.sampled_from([page.path.replace("<subject>", "") for page in all_pages()]) | st.sampled_from(
    [
        "/api/v1/programs",
        "/api/v1/programs/",
        "/readyz",
        "/assets/",
        "/_dash-component-suites/dash/",
        "/static/",
        "/bootstrap/static/",
        "/_dash-layout",
        "/_reload-hash",
        "/_favicon.ico",
        PATH,
        "//",
        "/\\",
    ]
)
_tricks = st.sampled_from(
    [
        "",
        "..",
        "../..",
        "%2e%2e/",
        "..%2f..%2fetc%2fpasswd",
        "%00",
        "%ff",
        "\\..\\",
        "//",
        "a" * 300,
        "%",
        "<x>",
    ]
) | st.text(max_size=20)
_keys = st.sampled_from(
    [*NAMES, "unit", "lang", "theme", "part", "columns", "line", "node", "limit", "offset"]
)
_texts = st.sampled_from([text for text in JUNK if isinstance(text, str)]) | st.text(max_size=30)
_queries = st.lists(st.tuples(_keys | st.text(max_size=5), _texts), max_size=6)
_methods = st.sampled_from(
    [
        "GET",
        "GET",
        "GET",
        "HEAD",
        "POST",
        "PUT",
        "PATCH",
        "DELETE",
        "OPTIONS",
        "TRACE",
        "CONNECT",
        "NONSENSE",
        "get",
    ]
)
_headers = st.dictionaries(
    st.sampled_from(
        [
            "Host",
            "If-None-Match",
            "If-Modified-Since",
            "Range",
            "Accept",
            "Content-Type",
            "Cookie",
            "Content-Length",
            "X-Forwarded-Proto",
            "X-Forwarded-For",
            "X-Request-ID",
            "Accept-Language",
        ]
    ),
    st.sampled_from(
        ["", "*", "x", "-1", "a b", "é", "bytes=0-", "bytes=5-1", '"', "text/html;q=x", "https,http", "=;="]
    ),
    max_size=3,
)


def _ascii(text: str) -> str:
    return quote(text.encode("utf-8", "replace"), safe="%/\\<>.")


@_SEARCH
@given(path=_paths, trick=_tricks, query=_queries, method=_methods, headers=_headers)
def test_any_request_is_borne(
    client: FlaskClient,
    caplog: pytest.LogCaptureFixture,
    path: str,
    trick: str,
    query: list[tuple[str, str]],
    method: str,
    headers: dict[str, str],
) -> None:
    # With its host, or the client would take what follows two strokes for one.
    address = f"http://localhost{path}{_ascii(trick)}?{urlencode(query, errors='replace')}"
    answer = client.open(address, method=method, headers=headers, buffered=True)
    _bears(answer, caplog, (method, address, headers))
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


@_SEARCH
@given(path=_paths, subject=_texts, query=_queries)
def test_any_address_is_a_page(
    client: FlaskClient,
    bodies: dict[str, Body],
    caplog: pytest.LogCaptureFixture,
    path: str,
    subject: str,
    query: list[tuple[str, str]],
) -> None:
    body = json.loads(json.dumps(bodies["page"]))
    values = {
        "pathname": path + quote(subject, errors="replace"),
        "search": "?" + urlencode(query, errors="replace"),
    }
    for entry in (*body["inputs"], *body["state"]):
        entry["value"] = values.get(entry["property"])
    _bears(post(client, body), caplog, values)


def test_a_path_that_leads_nowhere_is_a_404_and_a_page(client: FlaskClient) -> None:
    for path in ("/none", "/../etc/passwd", "/programs/a/../../x", "/.git/config"):
        answer = client.get(path)
        assert answer.status_code == 404, path
        assert answer.mimetype == "text/html"
