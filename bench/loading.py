"""Tries loading in the browser: killed while it publishes and takes back; how long a question is waited for.

    python -m bench.loading [--kills N] [--report FILE]

Publications and their taking back are killed with SIGKILL at random moments, in a process each. After each
kill the warehouse holds the old or the new, and once it is set right the folders of facts and mappings hold
what the warehouse does. --report: a report that is handed in to a server of its own, to time it from there to
the first question or the preview, and an answer. Exit code 1 where a promise was broken.
"""

from __future__ import annotations

import argparse
import multiprocessing
import random
import shutil
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from datetime import date
from io import BytesIO
from pathlib import Path
from unittest.mock import patch

from dashboard.loading import drafting, publishing, staging
from dashboard.loading.places import Places
from dashboard.loading.uploads import PUBLISHED, Person, Upload, Uploads
from etl import extraction, pipeline
from etl.settings import settings

_WHO = Person("bench", "loader")
_LONGEST_SECONDS = 2.5
_REPORT = """{name}

2025년도 업무보고

(2025.9.30.기준)

□ 세출예산 집행현황

(단위: 천원)

구분\t예산현액\t집행액\t집행률
총계\t3,000,000\t1,500,000\t50.0%
인건비\t1,000,000\t600,000\t60.0%
운영비\t2,000,000\t900,000\t45.0%
"""


def main() -> int:
    """Run the trials; 1 where a promise was broken."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--report", type=Path)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        places = _office(Path(folder))
        broken = _killed(places, chosen.kills)
        if chosen.report is not None:
            _timed(places, chosen.report)
    print(f"{broken} promises broken")
    return 1 if broken else 0


def _office(folder: Path) -> Places:
    first = folder / "first.txt"
    first.write_text(_REPORT.format(name="한강문화회관"), encoding="utf-8")
    places = Places(folder / "uploads", folder / "facts", folder / "mappings", folder / "w.duckdb", 3, False)
    pipeline.write_facts(extraction.extract([first]), places.facts)
    places.mappings.mkdir()
    pipeline.build_warehouse(places.facts, places.warehouse, mappings_dir=places.mappings, builds_kept=3)
    return places


def _killed(places: Places, kills: int) -> int:
    """Kill publications and their taking back; return how often something was neither old nor new."""
    chance = random.Random(20261128)
    upload = Uploads(places.uploads).add("report.txt", _REPORT.format(name="누리시설공단").encode(), _WHO)
    old, broken, seen = staging.standing(places), 0, Counter[str]()
    for _ in range(kills):
        is_published = (upload.record("publication") or {}).get("state") == PUBLISHED
        if not is_published and upload.record("draft") is None:
            drafting.read(upload, places, date(2026, 11, 28), lambda *_: None)
        work = _take_back if is_published else _publish
        new = _run(work, upload, places, chance.uniform(0, _LONGEST_SECONDS))
        broken += staging.loaded(places) not in (old, *_digests(upload))
        publishing.recover(places)
        state = (upload.record("publication") or {}).get("state", "drafted")
        seen[f"{work.__name__[1:]} {'ended' if new else 'killed'}: {state}"] += 1
        broken += staging.standing(places) != staging.loaded(places)
    for told, times in sorted(seen.items()):
        print(f"{times:4} {told}")
    return broken


def _digests(upload: Upload) -> list[str]:
    """Return what a publication that was begun leads to, and what it led to."""
    record = upload.record("publication") or {}
    return [str(found["digest"]) for found in (record, record.get("was") or {}) if "digest" in found]


def _publish(upload: Upload, places: Places) -> None:
    publishing.publish(upload, places, for_council=False)


def _take_back(upload: Upload, places: Places) -> None:
    publishing.take_back(upload, places)


def _run(work: Callable[[Upload, Places], None], upload: Upload, places: Places, seconds: float) -> bool:
    """Do a work in a process of its own, and kill it after so long; tell whether it had ended by then."""
    child = multiprocessing.get_context("spawn").Process(target=_untried, args=(work, upload, places))
    child.start()
    # The interpreter and its modules come first: what is killed there has not begun.
    begun = time.monotonic()
    while not (places.uploads / ".begun").exists() and time.monotonic() - begun < 60:
        time.sleep(0.01)
    child.join(seconds)
    has_ended = child.exitcode == 0
    child.kill()
    child.join()
    (places.uploads / ".begun").unlink(missing_ok=True)
    return has_ended


def _untried(work: Callable[[Upload, Places], None], upload: Upload, places: Places) -> None:
    # Opening the pages of a draft takes most of the time, and changes nothing.
    with patch.object(publishing, "trial", lambda *_: None):
        (places.uploads / ".begun").touch()
        work(upload, places)


def _timed(places: Places, report: Path) -> None:
    """Time a report from handing in to the first question or the preview, and an answer."""
    from dashboard.app import create_app

    chosen = settings(
        {
            "WAREHOUSE_PATH": str(places.warehouse),
            "FACTS_DIR": str(places.facts),
            "MAPPINGS_DIR": str(places.mappings),
        }
    )
    client = create_app(places.warehouse, sign_in=chosen).server.test_client()
    uploads, own = Uploads(Places.of(chosen).uploads), {"Origin": "http://localhost"}
    begun = time.monotonic()
    client.post("/load", data={"files": (BytesIO(report.read_bytes()), report.name)}, headers=own)
    upload = uploads.every()[0]
    while upload.state in ("waiting", "reading"):
        time.sleep(0.05)
    print(f"{report.name}: {upload.state} after {time.monotonic() - begun:.1f} s")
    for question in upload.open_questions():
        begun = time.monotonic()
        value = question.proposal or ("2025" if question.field == "year" else "-")
        client.post(f"/load/{upload.upload_id}", data={"key": question.key, "value": value}, headers=own)
        client.get(f"/load/{upload.upload_id}")
        print(f"  {question.field}: answered and asked on in {time.monotonic() - begun:.3f} s")
    shutil.rmtree(uploads.folder, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())
