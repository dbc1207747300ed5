"""The gate: what is said of health, what is logged, what every answer carries, and what is not let in."""

from __future__ import annotations

import ast
import io
import json
import logging
import logging.config
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from dashboard.app import create_app
from dashboard.warehouse.snapshots import Snapshots
from dashboard.web.middleware import Rules
from dashboard.web.middleware.request_log import logging_config
from tests.conftest import ROOT
from tests.dashboard.callback_bodies import Body, changed, good_bodies, post

Lines = Callable[[], list[dict[str, Any]]]


@pytest.fixture(scope="module")
def server(warehouse_path: Path) -> Flask:
    """The dashboard over the sample warehouse."""
    return create_app(warehouse_path).server


@pytest.fixture
def client(server: Flask) -> FlaskClient:
    """A reader's program."""
    return server.test_client()


@pytest.fixture(scope="module")
def bodies(server: Flask) -> dict[str, Body]:
    """A good body for each callback."""
    return good_bodies(server.test_client())


@pytest.fixture
def lines() -> Iterator[Lines]:
    """What the log holds, read as its readers do: line by line, as JSON."""
    root = logging.getLogger()
    before, level = root.handlers[:], root.level
    logging.config.dictConfig(logging_config("INFO"))
    written = io.StringIO()
    (handler,) = root.handlers
    assert isinstance(handler, logging.StreamHandler)
    handler.setStream(written)
    yield lambda: [json.loads(line) for line in written.getvalue().splitlines()]
    root.handlers[:] = before
    root.setLevel(level)


def test_a_server_without_a_warehouse_is_alive_and_not_ready(tmp_path: Path) -> None:
    path = tmp_path / "none.duckdb"
    client = create_app(path).server.test_client()
    assert client.get("/healthz").status_code == 200
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert "python -m etl" in answer.get_json()["reason"]
    path.write_bytes(b"this is no warehouse")
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert "cannot be read" in answer.get_json()["reason"]
    assert client.get("/healthz").status_code == 200


def test_a_ready_server_says_which_warehouse_it_reads(client: FlaskClient, snapshots: Snapshots) -> None:
    answer = client.get("/readyz")
    with snapshots.newest.connection() as connection:
        load_id = connection.execute(text("SELECT load_id FROM load")).scalar()
        as_of = connection.execute(text("SELECT max(as_of) FROM document")).scalar()
    assert answer.status_code == 200
    assert answer.get_json() == {
        "status": "ready",
        "warehouse": {"load_id": load_id, "as_of": as_of.isoformat()},
    }


def test_a_request_is_one_line_that_names_nobody(client: FlaskClient, lines: Lines) -> None:
    client.set_cookie("name", "secret-cookie")
    answer = client.get(
        "/api/v1/programs?search=secret-query",
        headers={"User-Agent": "secret-agent", "X-Forwarded-For": "203.0.113.9", "X-Request-ID": "abc-1"},
        environ_base={"REMOTE_ADDR": "203.0.113.7"},
        buffered=True,
    )
    (line,) = lines()
    assert answer.headers["X-Request-ID"] == line["request_id"] == "abc-1"
    assert (line["method"], line["path"], line["status"]) == ("GET", "/api/v1/programs", answer.status_code)
    assert line["bytes"] == len(answer.data)
    assert line["ms"] > 0
    assert line["level"] == "WARNING"
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d+\+00:00", line["time"])
    assert "secret" not in json.dumps(line)
    assert "203.0.113" not in json.dumps(line)


@pytest.mark.parametrize("asked", ["", "a b", "x" * 65, 'a"b', "é"])
def test_an_id_that_is_none_is_made_anew(client: FlaskClient, asked: str) -> None:
    given = client.get("/healthz", headers={"X-Request-ID": asked}).headers["X-Request-ID"]
    assert given != asked
    assert re.fullmatch(r"[0-9a-f]{32}", given)


def test_an_error_is_one_line_with_its_traceback_and_its_request(
    client: FlaskClient, lines: Lines, bodies: dict[str, Body], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("the page\nfell over")

    monkeypatch.setattr("dashboard.shell.routing.resolve", fail)
    post(client, bodies["page"])
    (failed,) = [line for line in lines() if line["level"] == "ERROR"]
    (request,) = [line for line in lines() if line["message"] == "request"]
    assert "RuntimeError: the page\nfell over" in failed["exc_info"]
    assert failed["request_id"] == request["request_id"]


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/", 200), ("/healthz", 200), ("/assets/frame.js", 200), ("/assets/none.js", 404), ("/none", 404),
        ("/_dash-component-suites/dash/none.js", 404), ("/bootstrap/static/css/bootstrap.min.css", 200),
        ("/%00", 400), ("/?" + "x" * 9000, 414), ("/api/v1/none", 404), ("/_dash-update-component", 404),
    ],
)  # fmt: skip
def test_every_answer_carries_the_headers(client: FlaskClient, path: str, status: int) -> None:
    with client.get(path) as answer:
        headers = answer.headers
    assert answer.status_code == status
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "camera=()" in headers["Permissions-Policy"]
    policy = headers["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in policy
    assert "unsafe-eval" not in policy
    assert "'unsafe-inline'" not in policy.partition("script-src")[2].partition(";")[0]
    assert "Strict-Transport-Security" not in headers


def test_tls_is_believed_only_of_a_proxy_of_ours(client: FlaskClient, warehouse_path: Path) -> None:
    said = {"X-Forwarded-Proto": "https"}
    assert "Strict-Transport-Security" not in client.get("/healthz", headers=said).headers
    behind = create_app(warehouse_path, rules=Rules(trusted_proxies=1)).server.test_client()
    assert "max-age=" in behind.get("/healthz", headers=said).headers["Strict-Transport-Security"]
    assert "Strict-Transport-Security" not in behind.get("/healthz").headers


def test_the_tools_for_developers_stay_off(warehouse_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DASH_DEBUG", "DASH_UI", "DASH_HOT_RELOAD", "DASH_PROPS_CHECK", "FLASK_DEBUG"):
        monkeypatch.setenv(name, "true")
    app = create_app(warehouse_path)
    page = app.server.test_client().get("/").get_data(as_text=True)
    config = json.loads(page.partition('id="_dash-config" type="application/json">')[2].partition("<")[0])
    assert not app.server.debug
    assert not config["ui"]
    assert not config["props_check"]
    assert "hot_reload" not in config


def test_a_body_beyond_the_limit_is_refused_in_our_words(
    warehouse_path: Path, bodies: dict[str, Body]
) -> None:
    client = create_app(warehouse_path, rules=Rules(max_body_bytes=2000)).server.test_client()
    assert post(client, bodies["page"]).status_code == 200
    answer = client.post("/_dash-update-component", data=b"[" * 2001, content_type="application/json")
    assert answer.status_code == 413
    assert answer.mimetype == "application/problem+json"
    assert "2000 bytes" in answer.get_json()["detail"]
    # A body of untold length is counted as it comes.
    untold = io.BytesIO(b"[" * 3000)
    answer = client.post(
        "/_dash-update-component", input_stream=untold, content_type="application/json",
        environ_overrides={"wsgi.input_terminated": True},
    )  # fmt: skip
    assert answer.status_code == 413


@pytest.mark.parametrize(("lang", "words"), [("ko", "너무 많이"), ("en", "Too many files")])
def test_too_many_downloads_are_refused_and_said(
    warehouse_path: Path, bodies: dict[str, Body], lang: str, words: str
) -> None:
    rules = Rules(export_limit="2 per minute")
    client = create_app(warehouse_path, rules=rules).server.test_client()
    asked = changed(bodies["download"], {"_pages_location.search": f"?lang={lang}"})
    for _ in range(2):
        assert post(client, asked).get_json()["response"]["download"]["data"]["filename"].endswith(".csv")
    answer = post(client, asked)
    assert answer.status_code == 429
    assert 0 < int(answer.headers["Retry-After"]) <= 60
    assert words in json.dumps(answer.get_json()["panel"], ensure_ascii=False)
    # Reading goes on, and so does another reader.
    assert post(client, bodies["page"]).status_code == 200
    other = client.post("/_dash-update-component", json=asked, environ_base={"REMOTE_ADDR": "192.0.2.1"})
    assert other.status_code == 200


def test_a_store_that_only_appears_is_no_download(warehouse_path: Path, bodies: dict[str, Body]) -> None:
    client = create_app(warehouse_path, rules=Rules(export_limit="1 per minute")).server.test_client()
    asked = changed(bodies["download"], {"wanted.data": None})
    for _ in range(3):
        assert post(client, asked).status_code == 200


def test_the_open_warehouse_is_read_and_nothing_else(snapshots: Snapshots, tmp_path: Path) -> None:
    other = tmp_path / "other.csv"
    other.write_text("a\n1\n", encoding="utf-8")
    duckdb.connect(tmp_path / "other.duckdb").close()
    forbidden = [
        "INSERT INTO theme SELECT * FROM theme", "DROP TABLE theme", f"FROM read_csv('{other}')",
        f"FROM read_text('{other}')", f"COPY theme TO '{tmp_path / 'out.csv'}'",
        f"ATTACH '{tmp_path / 'other.duckdb'}'", "SET enable_external_access = true", "INSTALL httpfs",
    ]  # fmt: skip
    for statement in forbidden:
        with snapshots.newest.connection() as connection, pytest.raises(SQLAlchemyError):
            connection.execute(text(statement))
    assert not (tmp_path / "out.csv").exists()


def spliced(source: str) -> list[str]:
    """Return what a module turns into SQL as text."""
    into_sql = ("text", "literal_column", "TextClause", "exec_driver_sql", "measure")
    tree = ast.parse(source)
    imported = {
        alias.asname or alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
        and (node.module or "").startswith(("sqlalchemy", "dashboard.warehouse", "dashboard.topics"))
        for alias in node.names
        if alias.name in into_sql
    }
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = ast.unparse(node.func)
            if (
                name in {*imported, "measure"}
                or name.startswith("duckdb.")
                or name.endswith(".exec_driver_sql")
            ):
                found.append(", ".join(ast.unparse(argument) for argument in node.args[:1]))
    return found


def test_no_value_is_written_into_sql() -> None:
    """Queries are composed of SQLAlchemy's parts, which bind; only our own measures become SQL as text."""
    found = {
        (path.stem, what)
        for path in ROOT.glob("dashboard/**/*.py")
        for what in spliced(path.read_text(encoding="utf-8"))
    }
    others = {
        (module, what) for module, what in found if not what.startswith(("measures.", "ratio_percent("))
    }
    assert ("views", "measures.EXECUTION_RATE") in found
    # SQLite has no other way to say that a transaction will write.
    begins = {("store", "'BEGIN'"), ("store", "'BEGIN IMMEDIATE'")}
    assert others == {("views", "expression")} | begins


@pytest.mark.parametrize(
    "source",
    [
        "from sqlalchemy import text as sql\nsql(f'SELECT {name}')",
        "from sqlalchemy import literal_column\nliteral_column(value)",
        "connection.exec_driver_sql(statement)",
        "import duckdb\nduckdb.connect(path)",
    ],
)
def test_a_value_in_sql_is_seen(source: str) -> None:
    assert len(spliced(source)) == 1
