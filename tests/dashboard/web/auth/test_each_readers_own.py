"""What one worker keeps for the next reader is never another reader's: pages, builds, counted downloads.

One server in this process answers everybody, so whatever it keeps, it keeps for all of them.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest
from flask import Flask
from flask.testing import FlaskClient

from dashboard.app import create_app
from dashboard.ui.labels import load
from dashboard.web.middleware import Rules
from etl.audience import COUNCIL, EVERYTHING, OF_DEPARTMENTS, Audience, audience_path
from etl.pipeline import build_warehouse
from etl.settings import settings
from tests.conftest import ROOT
from tests.dashboard.callback_bodies import bodies, changed, post
from tests.dashboard.web.auth.conftest import KEY
from tests.dashboard.web.auth.facts import FAR, FOUNDATION, MIDYEAR, OTHERS, OWN, OWN_UNIT
from tests.dashboard.web.auth.test_who_sees_what import texts_of

KO = load("ko")
PLAN = f"{FOUNDATION}-2026-01-31-plan"
OFFICE = Audience(OF_DEPARTMENTS, (OWN_UNIT,))
NOWHERE = Audience(OF_DEPARTMENTS, ("가족담당관/없는 팀",))
EVERYBODY = (EVERYTHING, COUNCIL, OFFICE, NOWHERE)
ADDRESSES = (
    ("/", ""), ("/", "?year=2026"), ("/", "?year=2031"), ("/programs", "?year=2026"), ("/directions", ""),
    ("/goals", ""), ("/trends", ""), ("/execution", ""), ("/teams", ""), ("/brief", ""), ("/sources", ""),
    (f"/sources/{MIDYEAR}", ""), ("/builds", ""),
)  # fmt: skip
MARKS = (OTHERS, OWN, FAR, MIDYEAR)


@pytest.fixture(scope="module")
def twice(facts_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A warehouse of two builds: the earlier one declares the plan published, the newest does not."""
    path = tmp_path_factory.mktemp("twice") / "warehouse.duckdb"
    declared = facts_dir / "published.csv"
    before = declared.read_text("utf-8")
    try:
        build_warehouse(facts_dir, path, builds_kept=3)
        kept = [line for line in before.splitlines() if not line.startswith(PLAN)]
        declared.write_text("\n".join(kept) + "\n", encoding="utf-8")
        build_warehouse(facts_dir, path, builds_kept=3)
    finally:
        declared.write_text(before, encoding="utf-8")
    return path


def _server(path: Path, **rules: str) -> Flask:
    environment = {
        "OIDC_ISSUER": "http://127.0.0.1:9", "OIDC_CLIENT_ID": "dashboard", "OIDC_CLIENT_SECRET": "secret",
        "SECRET_KEY": KEY, "PUBLIC_URL": "http://localhost",
    }  # fmt: skip
    return create_app(path, rules=Rules(**rules), sign_in=settings(environment)).server


def _client(server: Flask, audience: Audience) -> FlaskClient:
    """Return a browser in which somebody of an audience is signed in."""
    client = server.test_client()
    client.environ_base["HTTP_ORIGIN"] = "http://localhost"
    with client.session_transaction() as session:
        session["reader"] = {
            "key": f"the one of {audience.key}", "role": audience.role,
            "departments": list(audience.departments), "until": time.time() + 600,
        }  # fmt: skip
    return client


def _bodies(client: FlaskClient, build: str = "none") -> dict[str, Any]:
    return bodies(client.get("/_dash-dependencies").get_json(), build)


def _posted(client: FlaskClient, path: str, search: str) -> str:
    """Return a page as Dash's callback answers it."""
    asked = {
        "_pages_location.pathname": path, "_pages_location.search": search, "preferences.data": None,
    }  # fmt: skip
    answer = post(client, changed(_bodies(client)["page"], asked))
    assert answer.status_code == 200
    return json.dumps(answer.get_json(), ensure_ascii=False)


def _document(client: FlaskClient, path: str, search: str) -> str:
    """Return the first document of an address."""
    return client.get(path + search).get_data(as_text=True)


def _load_ids(path: Path) -> list[str]:
    """The kept builds, newest first."""
    return sorted((file.stem for file in Path(f"{path}.builds").glob("*.duckdb")), reverse=True)


@pytest.fixture(scope="module")
def server(twice: Path) -> Iterator[Flask]:
    """The one server that everybody asks."""
    yield _server(twice)


@pytest.mark.parametrize("read", [_posted, _document])
@pytest.mark.parametrize("order", [EVERYBODY, EVERYBODY[::-1]], ids=["widest first", "narrowest first"])
@pytest.mark.parametrize("build", ["", "earlier"])
def test_no_reader_is_shown_a_page_that_was_kept_of_another(
    twice: Path, read: Callable[[FlaskClient, str, str], str], order: tuple[Audience, ...], build: str
) -> None:
    server = _server(twice)
    asked = f"build={_load_ids(twice)[1]}" if build else ""
    clients = {audience: _client(server, audience) for audience in order}
    for path, search in ADDRESSES:
        search = f"{search}{'&' if search else '?'}{asked}" if asked else search
        for audience, client in clients.items():
            # Twice: what is kept of the first answer is the second one.
            first, again = read(client, path, search), read(client, path, search)
            assert first == again
            seen = [role for role in ("executive", "council", "manager") if KO(f"role.{role}_sees") in first]
            assert seen == [audience.role], (path, search)
            if audience in (COUNCIL, NOWHERE):
                # The name of what was asked for may be said again.
                assert not [mark for mark in MARKS if mark in first and mark not in path], (path, search)
    executive, council = (_posted(clients[each], "/sources", asked and f"?{asked}") for each in EVERYBODY[:2])
    assert all(mark in executive for mark in (MIDYEAR, FAR))
    assert executive != council


def test_departments_of_one_role_are_kept_apart(server: Flask) -> None:
    office, nowhere = (
        _document(_client(server, each), "/programs", "?year=2026") for each in (OFFICE, NOWHERE)
    )
    assert _posted(_client(server, OFFICE), "/sources", "").count(MIDYEAR)
    assert not _posted(_client(server, NOWHERE), "/sources", "").count(MIDYEAR)
    assert office != nowhere


def test_what_is_not_published_any_more_is_in_no_earlier_build(server: Flask, twice: Path) -> None:
    newest, earlier = _load_ids(twice)

    def documents(audience: Audience, build: str) -> str:
        answer = _client(server, audience).get(f"/api/v1/documents?build={build}")
        assert answer.status_code == 200
        return answer.get_data(as_text=True)

    for build in (newest, earlier):
        assert PLAN in documents(EVERYTHING, build)
        assert f"{FOUNDATION}-2023-09-30-progress-report" in documents(COUNCIL, build)
        assert PLAN not in documents(COUNCIL, build)
    # The earlier build said then that it is published.
    assert audience_path(twice, newest, COUNCIL).exists()
    assert not audience_path(twice, earlier, COUNCIL).exists()


def test_builds_are_compared_as_their_reader_sees_them(server: Flask, twice: Path) -> None:
    newest, earlier = _load_ids(twice)
    search = f"?from={earlier}&to={newest}"
    page = {each: _posted(_client(server, each), "/builds", search) for each in EVERYBODY}
    # That a declaration was taken back is seen by whoever sees the document.
    assert KO("fact_column.published") in page[EVERYTHING]
    for audience in (COUNCIL, NOWHERE):
        assert KO("fact_column.published") not in page[audience]
        assert KO("builds.nothing") in page[audience]


def test_a_page_names_the_build_of_the_whole_and_knows_when_it_is_old(server: Flask, twice: Path) -> None:
    newest, earlier = _load_ids(twice)
    for audience in (EVERYTHING, COUNCIL):
        client = _client(server, audience)
        for build in (newest, earlier):
            page = _posted(client, "/", f"?build={build}")
            assert re.findall(r'"build": "([^"]*)"', page) == [build]
            assert f'"is_newest": {json.dumps(build == newest)}' in page
        assert f'"build": "{newest}"' in _posted(client, "/", "")
        told = {
            build: post(client, _bodies(client, build)["newer"]).get_json() for build in (newest, earlier)
        }
        assert KO("build.newer") not in json.dumps(told[newest], ensure_ascii=False)
        assert KO("build.newer") in json.dumps(told[earlier], ensure_ascii=False)


def test_a_build_that_never_was_is_unknown_to_everybody(server: Flask) -> None:
    for audience in EVERYBODY:
        answer = _client(server, audience).get("/?build=20200101T000000000-000000000000")
        assert answer.status_code == 404
        assert KO("build.unknown") in answer.get_data(as_text=True)


def test_whether_it_is_ready_is_open_and_tells_no_date(server: Flask, twice: Path) -> None:
    answer = server.test_client().get("/readyz")
    assert answer.get_json() == {"status": "ready", "warehouse": {"load_id": _load_ids(twice)[0]}}
    assert "as_of" in create_app(twice).server.test_client().get("/readyz").get_json()["warehouse"]


def test_downloads_are_counted_for_each_reader(twice: Path) -> None:
    server = _server(twice, export_limit="1 per minute")

    def take(audience: Audience) -> int:
        client = _client(server, audience)
        return post(client, _bodies(client)["download"]).status_code

    # All of them ask from one address.
    assert [take(each) for each in (EVERYTHING, COUNCIL, EVERYTHING, COUNCIL)] == [200, 200, 429, 429]


def test_a_brief_of_an_earlier_build_is_written_as_its_reader_sees_it(twice: Path, tmp_path: Path) -> None:
    earlier = _load_ids(twice)[1]

    def brief(role: str, year: int) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "dashboard", "brief", f"--sees={role}", f"--build={earlier}"]
        command += [f"--org={FOUNDATION}", f"--year={year}", "--lang=en", "--warehouse", str(twice)]
        out = tmp_path / f"{role}.xlsx"
        return subprocess.run(
            [*command, "--out", str(out)], cwd=ROOT, capture_output=True, text=True, check=False
        )

    assert brief("executive", 2026).returncode == 0
    assert brief("council", 2026).returncode == 2
    done = brief("council", 2023)
    assert done.returncode == 0, done.stderr
    # It says which build it is of, by the name that everybody knows it by.
    assert any(earlier in text for text in texts_of("xlsx", (tmp_path / "council.xlsx").read_bytes()))


def test_a_build_from_before_there_were_audiences_is_for_who_sees_everything(
    twice: Path, tmp_path: Path
) -> None:
    path = Path(shutil.copy(twice, tmp_path / "warehouse.duckdb"))
    shutil.copytree(f"{twice}.builds", f"{path}.builds")
    earlier = _load_ids(path)[1]
    with duckdb.connect(f"{path}.builds/{earlier}.duckdb") as connection:
        connection.execute("DELETE FROM fact_file")
    server = _server(path)
    answers = {each: _client(server, each).get(f"/?build={earlier}") for each in (EVERYTHING, COUNCIL)}
    assert {each: answer.status_code for each, answer in answers.items()} == {EVERYTHING: 200, COUNCIL: 404}
    assert KO("build.unknown") in answers[COUNCIL].get_data(as_text=True)
    assert KO("build.outdated") in _posted(_client(server, COUNCIL), "/builds", "")
