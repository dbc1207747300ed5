"""A progress report that the tests wrote is read back without loss, clean or noisy."""

from __future__ import annotations

from hypothesis import given, settings

from tests.layouts import progress_report
from tests.layouts.paper import differences, read_back
from tests.layouts.progress_report import Report


@settings(max_examples=30)
@given(progress_report.reports())
def test_a_clean_report_is_read_back(report: Report) -> None:
    paper = progress_report.write(report)
    assert differences(read_back(paper), paper) == []


@settings(max_examples=50)
@given(progress_report.reports(progress_report.noises()))
def test_a_noisy_report_is_read_back(report: Report) -> None:
    paper = progress_report.write(report)
    assert differences(read_back(paper), paper) == []
