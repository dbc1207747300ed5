"""The served app: its first page, its headers, and its front door."""

from __future__ import annotations

import hashlib
import json
import os
import re
import socket
import subprocess
import sys
import tracemalloc
from pathlib import Path

import brotli
import pytest

from dashboard.app import create_app

ROOT = Path(__file__).parents[2]


def test_the_first_page_is_korean_and_local(warehouse_path: Path) -> None:
    answer = create_app(warehouse_path).server.test_client().get("/")
    text = answer.get_data(as_text=True)
    assert answer.status_code == 200
    assert '<html lang="ko" ' in text
    assert "https://" not in text.replace("https://www.w3.org", "")
    assert "default-src 'self'" in answer.headers["Content-Security-Policy"]


def test_pandas_is_loaded_before_the_first_reader_comes(warehouse_path: Path) -> None:
    """plotly stumbles over it where another thread is loading it: a worker's first readers got a 500."""
    code = (
        "import json, sys; from pathlib import Path; from dashboard.app import create_app;"
        "from tests.dashboard.callback_bodies import good_bodies, post;"
        "client = create_app(Path(sys.argv[1])).server.test_client(); bodies = good_bodies(client);"
        "before = set(sys.modules); status = post(client, bodies['page']).status_code;"
        "print(json.dumps([status, sorted({n.partition('.')[0] for n in set(sys.modules) - before})]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(warehouse_path)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    status, loaded = json.loads(done.stdout.splitlines()[-1])
    assert status == 200
    assert "pandas" not in loaded


@pytest.mark.parametrize("path", ["/bootstrap/static/css/bootstrap.min.css", "/assets/first.js", "/healthz"])
def test_what_the_page_needs_is_served_from_here(warehouse_path: Path, path: str) -> None:
    with create_app(warehouse_path).server.test_client().get(path) as answer:
        assert answer.status_code == 200


def test_the_app_starts_without_a_warehouse(tmp_path: Path) -> None:
    answer = create_app(tmp_path / "none.duckdb").server.test_client().get("/")
    assert answer.status_code == 503
    assert "python -m etl" in answer.get_data(as_text=True)


def _run(**environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "dashboard"],
        cwd=ROOT,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_a_taken_port_is_one_clear_line(warehouse_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        done = _run(PORT=port, HOST="127.0.0.1", WAREHOUSE_PATH=str(warehouse_path))
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1
    assert port in done.stderr


def test_a_port_that_is_none_is_one_clear_line(warehouse_path: Path) -> None:
    done = _run(PORT="eighty", WAREHOUSE_PATH=str(warehouse_path))
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("WORKERS", "0"), ("THREADS", "many"), ("TRUSTED_PROXIES", "-1"), ("MAX_BODY_BYTES", "1"),
        ("EXPORT_LIMIT", "often"), ("LOG_LEVEL", "loud"), ("RATE_LIMIT_STORAGE_URL", "nowhere://x"),
        ("RATE_LIMIT_STORAGE_URL", "junk"),
    ],
)  # fmt: skip
def test_a_setting_that_is_none_is_one_clear_line(warehouse_path: Path, name: str, value: str) -> None:
    done = _run(WAREHOUSE_PATH=str(warehouse_path), PORT="8998", **{name: value})
    assert done.returncode != 0
    assert len(done.stderr.splitlines()) == 1
    assert name in done.stderr
    assert value in done.stderr


def test_a_missing_facts_folder_is_one_clear_line(tmp_path: Path) -> None:
    done = _run(
        PORT="8999",
        WAREHOUSE_PATH=str(tmp_path / "new.duckdb"),
        FACTS_DIR=str(tmp_path / "nothing"),
        INBOX_DIR=str(tmp_path / "nothing"),
    )
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1
    assert not (tmp_path / "new.duckdb").exists()


def test_files_are_kept_by_browsers_under_the_hash_of_their_content(warehouse_path: Path) -> None:
    client = create_app(warehouse_path).server.test_client()
    document = client.get("/").text
    addresses = re.findall(r'"(/(?:assets|bootstrap|_dash-component-suites)/[^"]+)"', document)
    assert len(addresses) > 15
    for address in addresses:
        for _ in ("read", "kept"):
            with client.get(address, headers={"Accept-Encoding": "br"}) as answer:
                assert answer.status_code == 200
                assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable", address
                assert answer.headers["Content-Encoding"] == "br"
                packed = answer.data
        with client.get(address) as answer:
            assert brotli.decompress(packed) == answer.data
    (style,) = [address for address in addresses if "tokens.css" in address]
    content = (ROOT / "assets" / "tokens.css").read_bytes()
    assert style == f"/assets/tokens.css?v={hashlib.sha256(content).hexdigest()[:16]}"
    for other in ("/assets/tokens.css", "/assets/tokens.css?v=0123", f"{style}&more=1"):
        with client.get(other) as answer:
            assert "immutable" not in answer.headers["Cache-Control"]


def test_the_icon_is_asked_for_once(warehouse_path: Path) -> None:
    client = create_app(warehouse_path).server.test_client()
    (icon,) = re.findall(r'<link rel="icon"[^>]* href="([^"]+)"', client.get("/").text)
    assert client.get(icon).headers["Cache-Control"] == "public, max-age=31536000, immutable"


def test_made_up_versions_of_a_script_take_no_memory(warehouse_path: Path) -> None:
    app = create_app(warehouse_path)
    client = app.server.test_client()

    def ask(number: int) -> bytes:
        # Dash serves a script under any version that it might have had.
        address = f"/_dash-component-suites/dash/deps/react-dom@18.v{number}m{number}.3.1.min.js"
        with client.get(address) as answer:
            assert answer.status_code == 200
            return answer.data

    first = ask(1)
    tracemalloc.start()
    try:
        assert all(ask(number) == first for number in range(2, 40))
        held, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert held < 5 * len(first)
