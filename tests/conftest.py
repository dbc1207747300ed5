"""What every test may use. Nothing here needs the network or the machine's own files."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from etl import mappings
from etl.mappings import Mappings

ROOT = Path(__file__).resolve().parents[1]
REPORTS = ROOT.parent / "shared" / "reports"
MAPPINGS = ROOT / "etl" / "mappings"

# The machine decides how long an example takes; which examples are tried must not depend on it.
settings.register_profile(
    "default", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("default")


@pytest.fixture(scope="session")
def reports() -> Path:
    """The folder of the five council reports, which stand beside the repository and not in it."""
    if not REPORTS.is_dir():
        pytest.skip("the council reports are not here: put them in ../shared/reports beside the repository")
    return REPORTS


@pytest.fixture(scope="session")
def committed_mappings() -> Mappings:
    """What people decided of the reports, as the command line reads it."""
    return mappings.load(MAPPINGS)
