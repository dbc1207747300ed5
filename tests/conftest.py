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

# Five seconds of work or more, each: `make fast` leaves them out, the whole run begins with the longest.
# A slow test in a file of quick ones is marked where it stands.
SLOW = (
    "browser/test_pages.py",
    "layouts/test_variations_of_reports.py",
    "browser/test_sizes.py",
    "dashboard/web/auth/test_who_sees_what.py",
    "dashboard/loading/test_loading.py",
    "dashboard/loading/test_kills.py",
    "dashboard/loading/test_who_loads.py",
    "dashboard/web/auth/test_loading.py",
    "browser/test_facsimiles.py",
    "browser/test_readers.py",
    "browser/test_use.py",
    "etl/readers/test_same_facts.py",
    "dashboard/web/auth/test_each_readers_own.py",
    "dashboard/brief/test_pdf.py",
    "etl/test_command_line.py",
    "dashboard/web/auth/test_sign_in.py",
    "etl/warehouse/test_measures.py",
    "dashboard/web/auth/test_audience.py",
    "test_contracts.py",
    "etl/warehouse/test_builds.py",
    "dashboard/test_gaps.py",
    "dashboard/warehouse/test_snapshots.py",
    "dashboard/web/auth/test_settings.py",
    "dashboard/test_app.py",
    "etl/warehouse/test_load.py",
    "layouts/test_variations.py",
    "etl/kinds/test_any_document.py",
    "dashboard/test_any_facts.py",
    "dashboard/web/test_page_cache.py",
    "dashboard/topics/builds/test_builds.py",
    "dashboard/web/test_jobs.py",
    "dashboard/test_undated.py",
    "dashboard/api/test_api.py",
    "etl/warehouse/checks/test_sum_of_children.py",
    "dashboard/topics/documents/test_sources.py",
    "dashboard/test_surface.py",
    "etl/readers/test_xlsx.py",
    "etl/test_reports.py",
    "foreign/test_accounted.py",
    "etl/test_facts.py",
    "etl/kinds/test_progress_report.py",
    "dashboard/topics/directions/test_moves.py",
    "etl/test_scans.py",
    "dashboard/api/test_api_contract.py",
    "dashboard/test_pages.py",
    "etl/readers/test_grids.py",
    "etl/kinds/test_headings.py",
    "etl/test_pipeline.py",
    "etl/warehouse/test_units.py",
    "dashboard/warehouse/test_store.py",
    "etl/kinds/test_plan.py",
    "dashboard/brief/test_command.py",
    "dashboard/brief/test_hwpx.py",
)
_SERVE = {"served": "tests.serving", "guarded": "tests.dashboard.web.auth.conftest"}
"""What starts a server, and where it stands: who has it starts one."""

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


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what is slow, opens a browser or starts a server. What is slow comes first: none waits for it.

    Files that print with Chromium by themselves mark themselves.
    """
    ranks = {Path(__file__).parent / name: rank for rank, name in enumerate(SLOW)}
    for item in items:
        given = getattr(getattr(item, "callspec", None), "params", {})
        fixtures = {*getattr(item, "fixturenames", ())} - {*given}
        module = item.getparent(pytest.Module)
        assert module is not None
        if item.path in ranks:
            item.add_marker("slow")
        if "browser" in fixtures:
            item.add_marker("browser")
        has = {name: getattr(getattr(module.obj, name, None), "__module__", None) for name in _SERVE}
        if "address" in fixtures or any(has[name] == place for name, place in _SERVE.items()):
            item.add_marker("server")
    items.sort(key=lambda item: ranks.get(item.path, len(ranks)))
