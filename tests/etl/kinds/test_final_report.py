"""A final report that the tests wrote is read back without loss."""

from __future__ import annotations

from hypothesis import given, settings

from etl.facts import BudgetLine, Row, SetAside
from etl.kinds import recognise
from etl.readers import text
from tests.layouts import final_report
from tests.layouts.final_report import Report
from tests.layouts.paper import differences, read_back


@settings(max_examples=40)
@given(final_report.reports())
def test_a_final_report_is_read_back(report: Report) -> None:
    paper = final_report.write(report)
    assert differences(read_back(paper), paper) == []


MONEY = (
    "2031년 숲길 나눔 최종보고서\n가람시나눔재단\n\n예산집행실적\n"
    "- 총 예산 : 금 이천만원(₩20,000,000)\n- 집행예산 : 금 천구백만원(₩{executed})\n- 예산집행률 : 95%\n"
)


def test_an_amount_that_its_words_deny_is_none() -> None:
    (line,) = (r for r in _read(MONEY.format(executed="19,000,000")) if isinstance(r, BudgetLine))
    assert (line.current_won, line.executed_won, line.printed_rate) == (20_000_000, 19_000_000, 95)
    rows = _read(MONEY.format(executed="19,100,000"))
    (line,) = (r for r in rows if isinstance(r, BudgetLine))
    assert (line.current_won, line.executed_won, line.printed_rate) == (20_000_000, None, None)
    assert "malformed_number" in {r.reason for r in rows if isinstance(r, SetAside)}
    rows = _read(MONEY.format(executed="19,000,000").replace("₩20,", "₩21,"))
    assert not [r for r in rows if isinstance(r, BudgetLine)]


def _read(body: str) -> list[Row]:
    return recognise(text.read("a.txt", body.encode()))
