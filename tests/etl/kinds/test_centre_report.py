"""The report of a centre that the tests wrote is read back without loss."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from tests.layouts import centre_report
from tests.layouts.centre_report import Report
from tests.layouts.paper import differences, read_back


@pytest.mark.slow
@settings(max_examples=40)
@given(centre_report.reports())
def test_a_centre_report_is_read_back(report: Report) -> None:
    paper = centre_report.write(report)
    assert differences(read_back(paper), paper) == []
