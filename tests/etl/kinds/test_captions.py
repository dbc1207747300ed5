"""The date above a table is held against its document's."""

from __future__ import annotations

import pytest

from etl import facts
from etl.kinds import recognise
from etl.readers import text

REPORT = """제9회 정례회
2031 주요업무보고
가람시나눔센터
(2031년 9월말 기준)
{caption}

구 분	예산액 (A)	지출액 (B)	집행률
총 계	100,000	50,000	50.0%
인건비	60,000	30,000	50.0%
운영비	40,000	20,000	50.0%

추진실적('31. 9월말)
"""


@pytest.mark.parametrize(
    ("caption", "contradictions"),
    [
        ("(2030년 9월말 기준 / 단위: 천원)", ["2030-09-30"]),
        ("(2031년 9월말 기준 / 단위: 천원)", []),
        ("(2031.9.30.기준, 단위: 천원)", []),
        ("(2031.6.30.기준, 단위: 천원)", ["2031-06-30"]),
        ("(단위: 천원)", []),
    ],
)
def test_a_caption_is_held_against_the_document(caption: str, contradictions: list[str]) -> None:
    rows = recognise(text.read("r.txt", REPORT.format(caption=caption).encode()))
    aside = [r for r in rows if isinstance(r, facts.SetAside) and r.reason == "date_contradiction"]
    assert [r.text for r in aside] == contradictions
    assert all(r.line == 5 for r in aside)
    # The figures keep the document's date: the contradiction is told, not followed.
    assert {r.as_of.isoformat() for r in rows if isinstance(r, facts.BudgetLine)} == {"2031-09-30"}
