"""The strategy is read from the document itself: its map, its remark, or the rest of a garbled line."""

from __future__ import annotations

import pytest

from etl import facts
from etl.kinds import recognise
from etl.readers import text

REPORT = """제9회 정례회
2031년도 주요업무 추진 계획 및 실적
가람시나눔재단

{map_line}

(단위: 백만원)
구 분	2030년(비율)	2031년(비율)	증감액(증감률)	비고
계	100(100.0%)	120(100.0%)	20(20.0%)
사업 예산	100(100.0%)	120(100.0%)	20(20.0%)	·나눔 문화 확산 ·살림 기반 강화

(2031.9.30.기준, 단위 : 천원)
구분	과 목	예산(A)	증감액(B)	예산 (C=A+B)	(집행)액(D)	(E=C-D)	(집행)률 (F=D/C)
	총 계	119,465	-	119,465	60,850	58,615	50.9%
	사업비 소계	119,465	-	119,465	60,850	58,615	50.9%
	나눔 문화 확산	71,355	-	71,355	31,332	40,023	43.9%
	나눔 교육 운영	41,237	-	41,237	19,873	21,364	48.2%
	나눔 잔치 개최	30,118	-	30,118	11,459	18,659	38.0%
	살림 기반 강화	48,110	-	48,110	29,518	18,592	61.4%
	전산 설비 교체	28,764	-	28,764	20,391	8,373	70.9%
	청사 환경 개선	19,346	-	19,346	9,127	10,219	47.2%
"""


def tasks(map_line: str) -> list[tuple[str, str]]:
    rows = recognise(text.read("r.txt", REPORT.format(map_line=map_line).encode()))
    directions = {r.direction_id: r.name for r in rows if isinstance(r, facts.StrategicDirection)}
    return [(directions[r.direction_id], r.name) for r in rows if isinstance(r, facts.StrategicTask)]


BUDGETED = [
    ("나눔 문화 확산", "나눔 교육 운영"),
    ("나눔 문화 확산", "나눔 잔치 개최"),
    ("살림 기반 강화", "전산 설비 교체"),
    ("살림 기반 강화", "청사 환경 개선"),
]


def test_what_follows_a_direction_is_its_task() -> None:
    assert tasks("비전 체계") == BUDGETED


def test_a_task_without_money_is_what_is_left_of_the_map_line() -> None:
    assert tasks("전산설비 교체 이웃과의 협력 넓히기 청사 환경개선") == [
        *BUDGETED,
        ("살림 기반 강화", "이웃과의 협력 넓히기"),
    ]


@pytest.mark.parametrize(
    "line",
    [
        "전산 설비 교체 이웃과의 협력 넓히기",  # one known name only
        "전산 설비 교체 문화 확산 청사 환경 개선",  # a stretch of another name
        "전산 설비 교체 이웃과의 청사 환경 개선 협력 넓히기",  # in two pieces
        "전산 설비 교체 나눔 교육 운영 이웃과의 협력 넓히기",  # of two directions
    ],
)
def test_a_garbled_line_gives_no_task(line: str) -> None:
    assert tasks(line) == BUDGETED


def test_a_row_of_the_map_that_lost_a_cell_places_no_task() -> None:
    whole = "전략방향\t① 나눔 문화 확산\t② 살림 기반 강화\n전략과제\t이웃 모임 지원\t누리집 새로 짓기\n"
    assert ("나눔 문화 확산", "이웃 모임 지원") in tasks(whole)
    short = whole.replace("이웃 모임 지원\t", "")
    assert "누리집 새로 짓기" not in {name for _, name in tasks(short)}
    rows = recognise(text.read("r.txt", REPORT.format(map_line=short).encode()))
    left = [
        row.text
        for row in rows
        if isinstance(row, facts.SetAside) and row.reason == "row_does_not_fit_header"
    ]
    assert any("누리집 새로 짓기" in one for one in left)
