"""Every line of a report with a figure is explained: a fact, set aside, or ruled out by name."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from etl import facts
from etl.coverage import Covered, cover
from etl.kinds import recognise
from etl.outline import remainder
from etl.readers import read_file, text

CARD = """제12회 정례회
보건복지위원회
2031년 주요업무
가람시나눔재단

주요 성과지표
단위목표	지표	목표
나눔 확산	참여자	120명

1. 나눔 행사
사업개요
- 사업기간 : 2031년 1월~12월
- 사업대상 : 만 20~49세 시민
- 담당 : ☎02-123-4567
□ '30 주요실적
- 제2회 나눔 잔치(3.14.) 개최
- 참여자 만족도 88.5점 달성
□ '31 추진계획
- 잔치 5회 개최 : '31. 2~3월
소요예산: 12,000천원

표 하나
구분	첫째	둘째
모은 것	31	둘 가운데 17개를 다시 나눔
"""


def covered(content: str) -> dict[str, Covered]:
    """Return what became of each line, by its text."""
    source = text.read("card.txt", content.encode())
    return {one.text: one for one in cover(source, recognise(source))}


def line_with(found: dict[str, Covered], words: str) -> Covered:
    return next(one for content, one in found.items() if words in content)


@pytest.mark.parametrize(
    ("words", "outcome"),
    [
        ("참여자 | 120명", "fact"),
        ("소요예산", "fact"),
        ("만 20~49세", "rule"),
        ("☎", "rule"),
        ("잔치 5회", "fact"),  # a planned step
        ("제2회 나눔 잔치", "rule"),  # a number of an event and a date
        ("모은 것", "set_aside"),  # figures of a table that is no kind of ours
    ],
)
def test_each_line_is_explained(words: str, outcome: str) -> None:
    assert line_with(covered(CARD), words).outcome == outcome


def test_a_figure_of_the_results_is_a_fact_or_set_aside() -> None:
    assert line_with(covered(CARD), "만족도 88.5점").outcome in ("fact", "set_aside")


def test_a_dropped_figure_is_seen() -> None:
    source = text.read("card.txt", CARD.encode())
    rows = [row for row in recognise(source) if not isinstance(row, facts.IndicatorResult | facts.SetAside)]
    left = {one.text: one.outcome for one in cover(source, rows)}
    assert left["나눔 확산 | 참여자 | 120명"] == "unexplained"


def test_names_of_persons_are_not_kept() -> None:
    names = CARD + "\n연번\t성명\t임기\n1\t가나다\t2,400\n"
    source = text.read("card.txt", names.encode())
    rows = recognise(source)
    assert not any("가나다" in str(getattr(row, "text", row.raw)) for row in rows)
    assert {o.text: o.detail for o in cover(source, rows)}["1 | 가나다 | 2,400"] == "names_of_persons"


def test_a_rule_takes_only_its_own_digits() -> None:
    assert remainder.figures("'31. 2~3월 교육 12회 340명") == ["12회", "340명"]
    assert remainder.rules_of("'31. 2~3월") == ["date"]


def test_nothing_in_the_reports_is_unexplained(reports: Path) -> None:
    for path in sorted(reports.glob("*.txt")):
        source = read_file(path)
        found = cover(source, recognise(source))
        assert [one for one in found if one.outcome == "unexplained"] == []
        assert sum(one.outcome == "fact" for one in found) >= 3
        printed = {line for line, content in enumerate(_lines(path), 1) if re.search(r"\d", content)}
        assert {one.line for one in found} <= printed


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").split("\n")
