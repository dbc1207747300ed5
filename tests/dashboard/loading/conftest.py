"""An office that loads in the browser: folders of its own, a warehouse, and a dashboard over them."""

from __future__ import annotations

import re
import shutil
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from html import unescape
from io import BytesIO
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from dashboard import processes
from dashboard.app import create_app
from dashboard.loading import work
from dashboard.loading.places import Places
from dashboard.loading.uploads import Upload, Uploads
from etl import extraction, pipeline
from etl.settings import Settings, settings
from tests.conftest import MAPPINGS

OWN = {"Origin": "http://localhost"}
_PATIENCE = 300.0
_KEY = re.compile(r'<input type="hidden" name="key" value="([^"]*)">')
REPORT = """누리시설공단

2025년도 업무보고

(2025.9.30.기준)

□ 세출예산 집행현황

(단위: 천원)

구분\t예산현액\t집행액\t집행률
총계\t3,000,000\t1,500,000\t50.0%
인건비\t1,000,000\t600,000\t60.0%
운영비\t2,000,000\t900,000\t45.0%
"""
"""A report that says everything of itself."""
UNTOLD = """다온회관

업무보고

□ 예산 집행현황

구분\t예산현액\t집행액\t지급분\t집행률
총계\t12,275\t8,190\t20\t66.7%
사업비\t9,075\t5,950\t10\t65.6%
운영비\t3,200\t2,240\t10\t70.0%
"""
"""A report that prints neither year nor date nor unit, and a column that nobody knows."""

LOOSE = REPORT.rstrip("\n") + "\n시설 안전점검\t500,000\t300,000\t60.0%\n"
"""A report with a line that is a part of another, so that no sum of the table says what is a part of what."""


@dataclass
class Office:
    """The folders of an office, and its dashboard as somebody sees it who sits at the machine."""

    chosen: Settings
    client: FlaskClient
    places: Places = field(init=False)

    def __post_init__(self) -> None:
        self.places = Places.of(self.chosen)

    @property
    def uploads(self) -> Uploads:
        return Uploads(self.places.uploads)

    def hand_in(self, content: bytes, name: str = "report.txt") -> Upload:
        """Hand a file in by the form, and return it."""
        known = {one.upload_id for one in self.uploads.every()}
        answer = self.post("/load", files=(BytesIO(content), name), act="hand_in")
        assert answer.status_code == 303, answer.get_data(as_text=True)[:500]
        (upload,) = [one for one in self.uploads.every() if one.upload_id not in known]
        return upload

    def post(self, path: str, **data: object) -> TestResponse:
        return self.client.post(path, data=data, headers=OWN, content_type="multipart/form-data")

    def page(self, upload: Upload) -> str:
        return unescape(self.client.get(f"/load/{upload.upload_id}").get_data(as_text=True))

    def act(self, upload: Upload, act: str, **more: object) -> TestResponse:
        return self.post(f"/load/{upload.upload_id}", act=act, **more)

    def answer(self, upload: Upload, value: str) -> TestResponse:
        """Answer the question that the page shows."""
        key = _KEY.search(self.client.get(f"/load/{upload.upload_id}").get_data(as_text=True))
        assert key is not None
        return self.act(upload, "answer", key=unescape(key[1]), value=value)

    def until(self, upload: Upload, *states: str) -> str:
        """Wait until it is in one of the states; return which."""
        return wait_for(lambda: state if (state := upload.state) in states else None)

    def published(self, content: bytes = REPORT.encode(), name: str = "report.txt") -> Upload:
        """Hand in what says everything of itself, and publish it."""
        upload = self.hand_in(content, name)
        assert self.until(upload, "drafted", "failed", "asking") == "drafted", upload.ended
        self.act(upload, "publish")
        assert self.until(upload, "published", "failed", "interrupted") == "published", upload.ended
        return upload


def wait_for(found: Callable[[], str | None]) -> str:
    """Ask until there is an answer; an error where none comes for five minutes."""
    until = time.monotonic() + _PATIENCE
    while time.monotonic() < until:
        if (answer := found()) is not None:
            return answer
        time.sleep(0.02)
    raise AssertionError("it never came so far")


@pytest.fixture(scope="session")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folders with one report and its warehouse."""
    folder = tmp_path_factory.mktemp("office")
    report = folder / "first.txt"
    report.write_text(REPORT.replace("누리시설공단", "한강문화회관"), encoding="utf-8")
    pipeline.write_facts(extraction.extract([report]), folder / "facts")
    shutil.copytree(MAPPINGS, folder / "mappings", ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    pipeline.build_warehouse(folder / "facts", folder / "warehouse.duckdb", mappings_dir=folder / "mappings",
                             builds_kept=3)  # fmt: skip
    return folder


@pytest.fixture
def office(founded: Path, tmp_path: Path) -> Iterator[Office]:
    """An office of its own, with one report published."""
    own = tmp_path / "office"
    shutil.copytree(founded, own)
    chosen = settings(
        {
            "WAREHOUSE_PATH": str(own / "warehouse.duckdb"),
            "FACTS_DIR": str(own / "facts"),
            "MAPPINGS_DIR": str(own / "mappings"),
            "BUILDS_KEPT": "3",
        }
    )
    found = Office(chosen, create_app(chosen.warehouse_path, sign_in=chosen).server.test_client())
    yield found
    _close(found)


@pytest.fixture
def new_office(tmp_path: Path) -> Iterator[Office]:
    """An office that has nothing yet: neither folders nor a warehouse."""
    own = tmp_path / "new"
    chosen = settings(
        {
            "WAREHOUSE_PATH": str(own / "warehouse.duckdb"),
            "FACTS_DIR": str(own / "facts"),
            "MAPPINGS_DIR": str(own / "mappings"),
            "INBOX_DIR": str(own / "inbox"),
        }
    )
    found = Office(chosen, create_app(chosen.warehouse_path, sign_in=chosen).server.test_client())
    yield found
    _close(found)


def _close(office: Office) -> None:
    for upload in office.uploads.every():
        processes.end(upload.job)
    work.settle()
