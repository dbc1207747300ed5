"""A final report that the tests wrote is read back without loss."""

from __future__ import annotations

from hypothesis import given, settings

from tests.layouts import final_report
from tests.layouts.final_report import Report
from tests.layouts.paper import differences, read_back


@settings(max_examples=40)
@given(final_report.reports())
def test_a_final_report_is_read_back(report: Report) -> None:
    paper = final_report.write(report)
    assert differences(read_back(paper), paper) == []
