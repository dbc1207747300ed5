"""One setting turns the sign-in on; what it needs beside is said in one line, before anything is served."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from etl.settings import SettingError, settings
from tests.conftest import ROOT
from tests.dashboard.web.auth.conftest import etl

WHOLE = {
    "OIDC_ISSUER": "https://login.example.org/realms/office",
    "OIDC_CLIENT_ID": "dashboard",
    "OIDC_CLIENT_SECRET": "secret of the client",
    "SECRET_KEY": "k" * 32,
    "PUBLIC_URL": "https://dashboard.example.org/",
}


def test_without_an_issuer_nothing_of_it_is_read() -> None:
    found = settings({**WHOLE, "OIDC_ISSUER": "", "SESSION_MINUTES": "x"})
    assert (found.oidc_issuer, found.secret_key, found.public_url) == (None, None, None)


def test_with_everything_it_is_on() -> None:
    found = settings(WHOLE)
    assert found.oidc_issuer == WHOLE["OIDC_ISSUER"]
    assert found.public_url == "https://dashboard.example.org"
    # What is logged by chance must not let anybody in.
    assert WHOLE["SECRET_KEY"] not in repr(found)
    assert WHOLE["OIDC_CLIENT_SECRET"] not in repr(found)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        *((name, "") for name in WHOLE if name != "OIDC_ISSUER"),
        ("SECRET_KEY", "k" * 31),
        ("OIDC_ISSUER", "http://login.example.org"),
        ("OIDC_ISSUER", "login.example.org"),
        ("PUBLIC_URL", "http://dashboard.example.org"),
        ("PUBLIC_URL", "https://dashboard.example.org/path"),
        ("SESSION_MINUTES", "0"),
        ("SESSION_MINUTES", "forever"),
        ("SESSION_MINUTES", "1441"),
    ],
)
def test_what_cannot_be_used_is_named(name: str, value: str) -> None:
    with pytest.raises(SettingError, match=name) as raised:
        settings({**WHOLE, name: value})
    assert "\n" not in str(raised.value)
    assert WHOLE["OIDC_CLIENT_SECRET"] not in str(raised.value)


def test_the_server_does_not_begin_without_what_it_needs(tmp_path: Path) -> None:
    environment = {**os.environ, **WHOLE, "SECRET_KEY": "", "WAREHOUSE_PATH": str(tmp_path / "none.duckdb")}
    done = subprocess.run(
        [sys.executable, "-m", "dashboard"],
        cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode == 2
    assert done.stderr == "OIDC_ISSUER is set, but not SECRET_KEY; set them, or leave it out\n"
    assert not (tmp_path / "none.duckdb").exists()


def test_a_load_makes_the_councils_warehouse_with_the_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    load = ("load", "--facts", str(ROOT / "etl" / "data"), "--warehouse")
    etl(*load, str(tmp_path / "off" / "w.duckdb"))
    for name, value in WHOLE.items():
        monkeypatch.setenv(name, value)
    etl(*load, str(tmp_path / "on" / "w.duckdb"))
    made = [path.name for path in (tmp_path / "on" / "w.duckdb.audiences").glob("*.duckdb")]
    assert [name.rpartition("-")[2] for name in made] == ["council.duckdb"]
    assert not (tmp_path / "off" / "w.duckdb.audiences").exists()
