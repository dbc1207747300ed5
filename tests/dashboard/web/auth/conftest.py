"""A dashboard that readers sign in to, with documents that are not published, and a provider for it."""

from __future__ import annotations

import csv
import io
import json
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import pytest
import requests

from etl.__main__ import main
from tests.conftest import ROOT
from tests.dashboard.web.auth import facts as unpublished
from tests.dashboard.web.auth.provider import CLIENT_ID, CLIENT_SECRET, LocalProvider
from tests.serving import HOST, free_port, served

KEY = "a key of this test alone, and long enough"
PEOPLE: dict[str, dict[str, Any]] = {
    "executive": {"roles": ["executive"]},
    "loader": {"roles": ["loader", "council"]},
    "both": {"roles": ["manager", "loader"], "departments": [unpublished.OWN_UNIT]},
    "council": {"roles": "council"},
    "manager": {"roles": ["manager"], "departments": [unpublished.OWN_UNIT]},
    "elsewhere": {"roles": ["manager"], "departments": ["가족담당관/없는 팀"]},
    "several": {"roles": ["council", "somebody", "executive"]},
    "nobody": {"roles": ["cook"]},
    "bare": {},
}


@dataclass
class Visitor:
    """A person with a browser's cookies."""

    address: str
    http: requests.Session
    known: list[dict[str, Any]] = field(default_factory=list)

    def callbacks(self) -> list[dict[str, Any]]:
        """Return what the browser may ask for, which it is told once."""
        if not self.known:
            self.known = self.get("/_dash-dependencies").json()
        return self.known

    def get(self, path: str, **more: Any) -> requests.Response:
        """Ask for an address of the dashboard."""
        return self.http.get(urljoin(self.address, path), timeout=60, **more)

    def post(self, path: str, *, origin: str | None = "own", **more: Any) -> requests.Response:
        """Post as a page of the dashboard does, or of another origin."""
        headers = more.pop("headers", {})
        if origin is not None:
            headers = {**headers, "Origin": self.address if origin == "own" else origin}
        return self.http.post(urljoin(self.address, path), timeout=120, headers=headers, **more)

    def arrive(self, person: str, path: str = "/") -> requests.Response:
        """Open a page, sign in with the provider as it leads there, and return what is seen then."""
        at_provider = self.get(path)
        assert "/authorize" in at_provider.url, (at_provider.url, at_provider.text[:300])
        return self.http.post(at_provider.url, data={"person": person}, timeout=60)

    def back_from_provider(self, person: str, path: str = "/") -> str:
        """Sign in with the provider, and return the address that it sends back to, not yet followed."""
        at_provider = self.get(path)
        answer = self.http.post(at_provider.url, data={"person": person}, timeout=60, allow_redirects=False)
        return answer.headers["Location"]

    def page(self, path: str, search: str = "") -> str:
        """Return a page as the browser gets it: the answer of the callback that renders it."""
        wanted = next(d for d in self.callbacks() if "_pages_content.children" in d["output"])
        values = {
            "_pages_location.pathname": path, "_pages_location.search": search, "preferences.data": None,
        }  # fmt: skip
        body = _body(wanted, values, ["_pages_location.pathname"])
        answer = self.post("/_dash-update-component", json=body)
        assert answer.status_code == 200, (path, answer.status_code, answer.text[:300])
        return json.dumps(answer.json(), ensure_ascii=False)

    def take(self, path: str, search: str, kind: str) -> dict[str, Any]:
        """Ask for a file of a page, as its button does, and return the callback's answer."""
        wanted = next(d for d in self.callbacks() if "wanted" in str(d["inputs"]))
        asked = {"kind": kind, "number": 1}
        values = {
            "_pages_location.pathname": path, "_pages_location.search": search, "preferences.data": None,
            "wanted.data": asked,
        }  # fmt: skip
        body = _body(wanted, values, ["wanted.data"])
        answer = self.post("/_dash-update-component", json=body)
        assert answer.status_code in (200, 204), (path, asked, answer.status_code)
        return answer.json()["response"] if answer.status_code == 200 else {}


def _body(callback: dict[str, Any], values: dict[str, Any], changed: list[str]) -> dict[str, Any]:
    """Return what the browser posts for a callback."""

    def given(dependency: dict[str, Any]) -> Any:
        name = f"{dependency['id']}.{dependency['property']}"
        if not dependency["id"].startswith("{"):
            return {**dependency, "value": values.get(name)}
        return []

    outputs = [
        {"id": part.rpartition(".")[0], "property": part.rpartition(".")[2].partition("@")[0]}
        for part in callback["output"].strip(".").split("...")
    ]
    return {
        "output": callback["output"],
        "outputs": outputs if callback["output"].startswith("..") else outputs[0],
        "inputs": [given(d) for d in callback["inputs"]],
        "state": [given(d) for d in callback["state"]],
        "changedPropIds": changed,
        "parsedChangedPropsIds": changed,
    }


@contextmanager
def guarded(warehouse: Path, reports: Path, issuer: str, port: int, **more: str) -> Iterator[str]:
    """Serve a warehouse to those who sign in, with gunicorn as in production; yield the address."""
    settings = {
        "REPORTS_DIR": str(reports), "OIDC_ISSUER": issuer, "OIDC_CLIENT_ID": CLIENT_ID,
        "OIDC_CLIENT_SECRET": CLIENT_SECRET, "SECRET_KEY": KEY, "PUBLIC_URL": f"http://{HOST}:{port}",
        "WORKERS": "2", "LOG_LEVEL": "WARNING", "EXPORT_LIMIT": "999999 per second", **more,
    }  # fmt: skip
    with served(warehouse, port=port, **settings) as server:
        yield server.address


@pytest.fixture(scope="session")
def facts_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The committed facts, with one document more that is not declared published."""
    folder = tmp_path_factory.mktemp("facts")
    shutil.copytree(ROOT / "etl" / "data", folder, dirs_exist_ok=True)
    unpublished.write(folder)
    return folder


@pytest.fixture(scope="session")
def warehouse(facts_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The warehouse of everything."""
    path = tmp_path_factory.mktemp("whole") / "warehouse.duckdb"
    etl("load", "--facts", str(facts_dir), "--warehouse", str(path))
    return path


def etl(*arguments: str) -> str:
    """Run a command of the ETL; return what it printed."""
    said = io.StringIO()
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(said):
        # A load opens the pages in tests of its own.
        patch.setattr("etl.__main__._OPENS_PAGES", (sys.executable, "-c", ""))
        assert main([*arguments]) == 0
    return said.getvalue()


@pytest.fixture(scope="session")
def reports_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The report file of the unpublished document, as it lies on the server."""
    folder = tmp_path_factory.mktemp("reports")
    unpublished.write_report(folder)
    return folder


@pytest.fixture(scope="module")
def provider() -> Iterator[LocalProvider]:
    """The provider, which knows PEOPLE, and a port for the dashboard that it sends them back to."""
    found = LocalProvider(back=f"http://127.0.0.1:{free_port()}/sign-in/back", people=dict(PEOPLE))
    found.start()
    yield found
    found.stop()


@pytest.fixture(scope="module")
def address(
    warehouse: Path, reports_dir: Path, provider: LocalProvider, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """The address of a dashboard that asks the provider, and where nobody has written anything yet."""
    port = int(provider.back.split(":")[2].partition("/")[0])
    answers = {"ANSWERS_URL": f"sqlite:///{tmp_path_factory.mktemp('answers') / 'answers.sqlite'}"}
    with guarded(warehouse, reports_dir, provider.issuer, port, **answers) as where:
        yield where


@pytest.fixture
def visitor(address: str) -> Iterator[Visitor]:
    """Somebody who is not signed in yet."""
    with requests.Session() as http:
        yield Visitor(address, http)


@pytest.fixture(scope="module")
def signed_in(address: str) -> Iterator[dict[str, Visitor]]:
    """Everybody, signed in."""
    visitors = {}
    for person in ("executive", "loader", "both", "council", "manager", "elsewhere"):
        visitors[person] = Visitor(address, requests.Session())
        visitors[person].arrive(person)
    yield visitors
    for visitor in visitors.values():
        visitor.http.close()


def rows_of(path: Path) -> list[dict[str, str]]:
    """Return the rows of a CSV file."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
