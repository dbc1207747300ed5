"""Views that one worker has made and another sends; those of the last days, made before a publication."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from dash import Dash

from dashboard.app import create_app
from dashboard.shell.routing import Router
from dashboard.web.page_cache import ANSWER, LOOK
from dashboard.web.shared_pages import Asked, SharedPages, days_ago, pages_folder
from dashboard.web.warming import warm
from etl.settings import settings
from etl.warehouse.connect import writing_engine
from tests.conftest import ROOT
from tests.dashboard.statements import statements_asked
from tests.sample_warehouse import build_sample

_BY_ITSELF = {"/"}
"""What a worker opens as it starts."""
_PAGE = Asked("/execution", "?year=2023", (None, "en", None))


@pytest.fixture
def path(tmp_path: Path, warehouse_path: Path) -> Path:
    return Path(shutil.copy(warehouse_path, tmp_path / "warehouse.duckdb"))


@pytest.fixture
def worker(path: Path) -> Callable[[], Dash]:
    """Start another worker of the same server, as far as its memory is concerned."""
    chosen = settings(
        {"WAREHOUSE_PATH": str(path), "ANSWERS_URL": f"sqlite:///{path.parent / 'answers.sqlite'}"}
    )
    return lambda: create_app(path, sign_in=chosen)


def _kept_paths(path: Path) -> set[str]:
    return {asked.pathname for asked, _ in SharedPages(pages_folder(path)).used_since(0)}


def _document(app: Dash, address: str, lang: str = "en") -> str:
    client = app.server.test_client()
    client.set_cookie("preferences", f'{{"lang":"{lang}"}}')
    answer = client.get(address)
    assert answer.status_code == 200
    # Around it each worker has an id of its own.
    return answer.text.partition('id="first-look"')[2].partition('id="react-entry-point"')[0]


def _answer(app: Dash, asked: Asked = _PAGE) -> bytes:
    client = app.server.test_client()
    location = [
        {"id": "_pages_location", "property": "pathname", "value": asked.pathname},
        {"id": "_pages_location", "property": "search", "value": asked.search},
    ]
    kept = {"id": "preferences", "property": "data", "value": {"lang": asked.preferences[1]}}
    body = {
        "output": ".._pages_content.children..._pages_store.data..",
        "outputs": [
            {"id": "_pages_content", "property": "children"},
            {"id": "_pages_store", "property": "data"},
        ],
        "inputs": [*location, kept],
        "state": location,
        "changedPropIds": ["_pages_location.pathname"],
    }
    answer = client.post("/_dash-update-component", json=body)
    assert answer.status_code == 200
    return answer.data


def test_what_one_worker_has_made_another_sends(worker: Callable[[], Dash]) -> None:
    first, other = worker(), worker()
    document = _document(first, "/execution?year=2023")
    with statements_asked() as asked:
        # The page that follows its first document too.
        assert _document(other, "/execution?year=2023") == document
        sent = _answer(other)
    assert [each for each in asked if "load" not in each] == []
    assert sent == _answer(first)
    assert _document(other, "/execution?year=2023", "ko") != document


def test_of_many_who_want_a_view_one_makes_it(
    worker: Callable[[], Dash], monkeypatch: pytest.MonkeyPatch
) -> None:
    workers = [worker(), worker()]
    made: list[str] = []
    may_go_on = Event()
    render = Router.rendered

    def held(router: Router, pathname: str, search: str | None, kept: object) -> Any:
        made.append(pathname)
        assert may_go_on.wait(30)
        return render(router, pathname, search, kept)

    monkeypatch.setattr(Router, "rendered", held)
    with ThreadPoolExecutor(6) as readers:
        answers = [readers.submit(_answer, app) for app in workers * 3]
        assert not any(answer.done() for answer in answers)
        may_go_on.set()
        assert len({answer.result(60) for answer in answers}) == 1
    assert made == ["/execution"]


def test_what_was_searched_for_is_written_nowhere(worker: Callable[[], Dash], path: Path) -> None:
    _document(worker(), "/programs?search=nobody&year=2023")
    assert _kept_paths(path) == _BY_ITSELF


def test_a_failure_and_a_page_that_is_none_are_not_shared(worker: Callable[[], Dash], path: Path) -> None:
    client = worker().server.test_client()
    assert client.get("/programs/nothing").status_code == 404
    assert _kept_paths(path) == _BY_ITSELF


def test_a_folder_that_cannot_be_written_keeps_no_page_back(
    worker: Callable[[], Dash], path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    pages_folder(path).write_text("in the way", encoding="utf-8")
    assert "<main" in _document(worker(), "/execution")
    assert "cannot be kept" in caplog.text


def test_a_broken_file_is_made_anew(tmp_path: Path) -> None:
    pages = SharedPages(tmp_path / "pages")
    pages.put("standing", ANSWER, _PAGE, b"a page")
    assert pages.get("standing", ANSWER, _PAGE) == b"a page"
    (file,) = (tmp_path / "pages").glob("*.view")
    file.write_bytes(b"[]\nhalf of")
    assert pages.get("standing", ANSWER, _PAGE) is None
    assert pages.used_since(0) == []
    assert (tmp_path / "pages").stat().st_mode & 0o077 == 0


def test_what_was_looked_at_longest_ago_goes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dashboard.web.shared_pages._MOST_BYTES", 30_000)
    pages = SharedPages(tmp_path)
    for number in range(8):
        pages.put("s", LOOK, Asked(f"/{number}", "", ()), os.urandom(6000), used_at=1000.0 + number)
    pages.tidy()
    assert [asked.pathname for asked, _ in pages.used_since(0)] == ["/7", "/6", "/5", "/4"]


def test_the_views_of_the_last_days_are_made_of_a_draft(worker: Callable[[], Dash], path: Path) -> None:
    app = worker()
    before = _document(app, "/execution?year=2023")
    pages = SharedPages(pages_folder(path))
    pages.put("old", LOOK, Asked("/trends", "", (None, None, None)), b"", used_at=days_ago(8))
    # A page with what people write stands on more than the warehouse.
    _document(app, "/goals")
    draft = build_sample(path.with_name(f"{path.name}.4711.new"))
    name = "a name that no report had before"
    engine = writing_engine(draft)
    with engine.begin() as connection:
        connection.exec_driver_sql("UPDATE kept.report SET organization_name = $1", (name,))
    engine.dispose()
    assert warm(draft, 30) == len({*_BY_ITSELF, "/execution"})
    draft.replace(path)
    with statements_asked() as asked:
        after = _document(worker(), "/execution?year=2023")
        _answer(app)
    assert [each for each in asked if "load" not in each] == []
    assert name not in before
    assert name in after
    # Nobody has looked at it since: a week later it is made no more.
    moments = [used_at for asked, used_at in pages.used_since(0) if asked.pathname == "/execution"]
    assert max(moments) <= time.time()


def test_warming_ends_in_time(worker: Callable[[], Dash], path: Path) -> None:
    _document(worker(), "/execution?year=2023")
    assert warm(build_sample(path.with_name(f"{path.name}.4711.new")), 0) == 0


def test_the_check_of_a_draft_warms_it(worker: Callable[[], Dash], path: Path) -> None:
    _document(worker(), "/execution?year=2023")
    draft = build_sample(path.with_name(f"{path.name}.4711.new"))
    done = subprocess.run(
        [sys.executable, "-m", "dashboard", "check", "--warehouse", str(draft)],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert "made 2 views" in done.stdout
