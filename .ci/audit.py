"""Asks whether a package that the product needs is known to be vulnerable.

    python .ci/audit.py REQUIREMENTS

A vulnerability ends with 1. Where the database of them cannot be reached, that is said loudly and ends with
0: the run goes on, and nobody takes it for clean.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

_PATIENCE = 50.0
"""Seconds for the whole audit."""


def verdict(report: dict[str, Any]) -> tuple[int, list[str]]:
    """Return the exit code and the lines to print for a report of pip-audit."""
    packages = report["dependencies"]
    unasked = [package["name"] for package in packages if "skip_reason" in package]
    lines = [
        f"{package['name']} {package['version']}: {found['id']}; mended in {_versions(found)}"
        for package in packages
        for found in package.get("vulns", [])
    ]
    code = 1 if lines else 0
    lines.append(f"{len(packages) - len(unasked)} of {len(packages)} packages were audited")
    if unasked or not packages:
        every = len(unasked) == len(packages)
        lines.append(_NOT_AUDITED.format(what="any of them" if every else ", ".join(unasked)))
    return code, lines


def _versions(found: dict[str, Any]) -> str:
    return ", ".join(found["fix_versions"]) or "no version yet"


_NOT_AUDITED = """
!!! NOT AUDITED: the database of vulnerabilities could not be asked about {what}.
!!! This run says nothing about them. Run it again where there is a way to it: .venv/bin/python .ci/audit.py
"""


def main() -> int:
    """Audit, print, and return the exit code."""
    with tempfile.TemporaryDirectory() as scratch:
        out = Path(scratch) / "report.json"
        command = [sys.executable, "-m", "pip_audit", "--requirement", sys.argv[1], "--format", "json"]
        command += ["--output", str(out), "--progress-spinner", "off", "--timeout", "5"]
        try:
            subprocess.run(command, capture_output=True, timeout=_PATIENCE, check=False)
            report = json.loads(out.read_text("utf-8"))
        except (subprocess.TimeoutExpired, OSError, ValueError):
            report = {"dependencies": []}
    code, lines = verdict(report)
    print("\n".join(lines))
    return code


if __name__ == "__main__":
    sys.exit(main())
