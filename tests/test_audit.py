"""A vulnerability ends the run; a database that cannot be asked is said, and is not passed off as clean."""

from __future__ import annotations

import runpy
from collections.abc import Callable
from typing import Any

import pytest

from tests.conftest import ROOT

Verdict = Callable[[dict[str, Any]], tuple[int, list[str]]]
CLEAN = {"name": "clean", "version": "1.0", "vulns": []}
UNASKED = {"name": "unasked", "skip_reason": "Dependency not found on PyPI and could not be audited"}
VULNERABLE = {
    "name": "vulnerable",
    "version": "2.0",
    "vulns": [{"id": "PYSEC-0000-1", "fix_versions": ["2.1"], "aliases": [], "description": ""}],
}


@pytest.fixture
def verdict() -> Verdict:
    """What judges a report of pip-audit."""
    found: Verdict = runpy.run_path(str(ROOT / ".ci" / "audit.py"))["verdict"]
    return found


def test_a_vulnerability_ends_the_run_and_says_what_mends_it(verdict: Verdict) -> None:
    code, lines = verdict({"dependencies": [CLEAN, VULNERABLE, UNASKED]})
    assert code == 1
    assert lines[0] == "vulnerable 2.0: PYSEC-0000-1; mended in 2.1"


@pytest.mark.parametrize("packages", [[CLEAN, UNASKED], []])
def test_what_could_not_be_asked_is_said_loudly(verdict: Verdict, packages: list[dict[str, Any]]) -> None:
    code, lines = verdict({"dependencies": packages})
    assert code == 0
    assert "NOT AUDITED" in lines[-1]


def test_a_clean_report_is_called_one(verdict: Verdict) -> None:
    assert verdict({"dependencies": [CLEAN]}) == (0, ["1 of 1 packages were audited"])
