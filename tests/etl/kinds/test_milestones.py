"""The planned steps of a programme's page, wherever their period stands."""

from __future__ import annotations

from datetime import date

import pytest

from etl import facts
from etl.kinds import recognise
from etl.readers import text

REPORT = """제9회 정례회
2031년도 주요업무 추진 계획 및 실적
가람시나눔재단
집행현황 (2031.9.30.기준)

나눔 확산
1. 나눔 잔치 개최
2. 나눔 학교 운영

나눔 잔치 개최
나눔사업실 실장: 가나다☎1234

### □ 사업개요
- 사업기간 : 2031년 1월~12월

### {results}
- 잔치 준비 모임(3회)
{done}

### {plans}
{plan}

□ 소요예산 : 12,000천원(집행실적 : 6,000천원/집행률 : 50.0%)

나눔 학교 운영
나눔사업실 실장: 가나다☎1234
### □ 사업개요
□ 소요예산 : 3,000천원(집행실적 : 1,000천원/집행률 : 33.3%)
"""

Step = tuple[str, date, date]


def read(
    plan: str, *, plans: str = "□ 향후계획", results: str = "□ 추진실적", done: str = ""
) -> list[facts.Row]:
    content = REPORT.format(plan=plan, plans=plans, results=results, done=done)
    return recognise(text.read("r.txt", content.encode()))


def steps(rows: list[facts.Row]) -> list[Step]:
    return [(r.label, r.starts_on, r.ends_on) for r in rows if isinstance(r, facts.Milestone)]


OCTOBER = (date(2031, 10, 1), date(2031, 10, 31))
QUARTER = (date(2031, 10, 1), date(2031, 12, 31))


@pytest.mark.parametrize(
    ("line", "span"),
    [
        ("ㅇ 손님 맞이 : '31. 10월", OCTOBER),
        ("o 손님 맞이 : '31, 10~12월", QUARTER),
        ("- 손님 맞이 : '31 10~12월", QUARTER),
        ("- 손님 맞이:'31.10월", OCTOBER),
        ("○ 손님 맞이 : ‘31. 10 ~12월", QUARTER),
        ("ㅇ 손님 맞이 : '31. 11~'32. 1월", (date(2031, 11, 1), date(2032, 1, 31))),
        ("- 손님 맞이 : '31. 10~12월 → 잔치", QUARTER),
        ("- 손님 맞이 : '31. 10.17.~연중", (date(2031, 10, 17), date(2031, 12, 31))),
        ("- 손님 맞이 : '31. 10.(예정)", OCTOBER),
        (": '31. 10~12월 ㅇ 손님 맞이", QUARTER),
        ("ㅇ 손님 맞이\n\n: '31. 10~12월", QUARTER),
    ],
)
def test_a_step_and_its_period(line: str, span: tuple[date, date]) -> None:
    assert steps(read(line)) == [("손님 맞이", *span)]


def test_several_steps_on_one_line() -> None:
    assert steps(read("ㅇ 손님 맞이 : '31. 10월 ○ 설거지 : '31. 10~12월 ○ 뒷정리 : '31. 10월")) == [
        ("손님 맞이", *OCTOBER),
        ("설거지", *QUARTER),
        ("뒷정리", *OCTOBER),
    ]


def test_a_number_in_a_step_is_no_period() -> None:
    line = "- '30년 선정자 2~3차 지급 및 '31년 2회차 지급 : '31. 10월"
    assert [step[1:] for step in steps(read(line))] == [OCTOBER]


def test_a_step_belongs_to_its_programme_and_line() -> None:
    rows = read("ㅇ 손님 맞이 : '31. 10월")
    (step,) = [r for r in rows if isinstance(r, facts.Milestone)]
    program = next(r for r in rows if isinstance(r, facts.Program) and r.name == "나눔 잔치 개최")
    assert step.program_id == program.program_id
    assert (
        "손님 맞이"
        in REPORT.format(plan="ㅇ 손님 맞이 : '31. 10월", plans="", results="", done="").split("\n")[
            step.line - 1
        ]
    )


def test_what_is_still_to_come_is_a_step_under_a_lost_heading() -> None:
    lost = read("ㅇ 손님 맞이 : '31. 10월", plans="햐호겨", done="- 장보기 : '31. 5~8월")
    assert steps(lost) == [("손님 맞이", *OCTOBER)]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("ㅇ 손님 3명 맞이", "milestone_without_period"),
        (": '31. 10월", "period_without_label"),
        ("ㅇ 손님 2명 맞이 : '31. 13월", "milestone_without_period"),
        ("ㅇ 손님 2명 맞이 : '31. 12~10월", "milestone_without_period"),
        ("ㅇ 손님 2명 맞이 : '31. 10월 초~12월 말", "milestone_without_period"),
        ("ㅇ 손님 2명 맞이 : '31. 10월 → '31. 12월로 연기", "milestone_without_period"),
        ("ㅇ 손님 2명 맞이 : '31. 10월 또는 '31. 12월", "milestone_without_period"),
        ("ㅇ 손님 2명 맞이 : '31. 10월 연기", "milestone_without_period"),
        ("ㅇ 손님 2명 맞이 : '31. 12. 31. ~ '31. 12. 1.", "milestone_without_period"),
    ],
)
def test_nothing_is_guessed(line: str, reason: str) -> None:
    rows = read(line)
    assert not steps(rows)
    assert reason in [r.reason for r in rows if isinstance(r, facts.SetAside)]
