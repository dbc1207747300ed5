"""Tables of what the council remarked: by the headings of any office, and none that only look like it."""

from __future__ import annotations

from datetime import date

import pytest

from etl.facts import FollowUp, SetAside
from etl.kinds import recognise
from etl.outline.ledger import LEFT, entries
from etl.readers.text import read as read_text
from tests.etl.kinds.bench import TITLE, read, table

ROWS = (
    "1 | 스크린도어 1,204개 교체 지연 | 시설처 | 400개 교체, 804개 교체 예정 | 추진중 | 2031. 12. 31.",
    "2 | 예방교육 이수율 82% 저조 | 인사처 | 추가교육 3회 실시 | 완료 | 2031. 9. 30.",
    "3 | 국비 보전 건의 | 기획처 | 국회에 건의 | 계속추진 | -",
    "4 | 역명병기 개선 | 영업처 | 현행 유지 | 수용불가 | ",
)
HEAD = "연번 | 지적(건의)사항 | 소관부서 | 조치결과 | 처리구분 | 조치기한"


@pytest.mark.parametrize(
    "head",
    [
        HEAD,
        "연번 | 시정·처리 요구사항 | 부서 | 조치결과 및 계획 | 완료여부 | 완료기한",
        "번호 | 건의사항 | 담당부서 | 추진실적 및 계획 | 이행여부 | 이행기한",
        "연번 | 지적 및 요구사항 | 주관부서 | 처리결과 및 향후계획 | 조치구분 | 조치예정일",
        "순번 | 권고사항 | 부서명 | 조치내용 | 추진구분 | 처리기한",
        "연번 | 지적사항 및 건의사항 | 조치부서 | 조치실적 및 계획 | 조치여부 | 조치완료예정일",
    ],
)
def test_remarks_are_read_with_their_state_and_day(head: str) -> None:
    body = "지적사항 조치결과\n" + table(head, *ROWS)
    assert [(one.text, one.unit, one.action, one.state, one.due_on) for one in read(body, FollowUp)] == [
        (
            "스크린도어 1,204개 교체 지연",
            "시설처",
            "400개 교체, 804개 교체 예정",
            "under_way",
            date(2031, 12, 31),
        ),
        ("예방교육 이수율 82% 저조", "인사처", "추가교육 3회 실시", "done", date(2031, 9, 30)),
        ("국비 보전 건의", "기획처", "국회에 건의", "under_way", None),
        ("역명병기 개선", "영업처", "현행 유지", "refused", None),
    ]
    assert not [one for one in read(body, SetAside) if one.reason != "column_unknown"]


def test_figures_in_the_words_of_a_remark_are_told_with_it() -> None:
    source = read_text("report.txt", (TITLE + "지적사항 조치결과\n" + table(HEAD, *ROWS)).encode())
    left = [one.text for one in entries(source, recognise(source)) if one.outcome == LEFT]
    assert left == ["1", "2", "3", "4"]


@pytest.mark.parametrize(
    "head",
    [
        # What was remarked, or what is done, is not said; or of somebody else, or twice.
        "연번 | 사업내용 | 소관부서 | 추진결과 | 처리구분 | 조치기한",
        "연번 | 지적사항 | 소관부서 | 금액 | 처리구분 | 조치기한",
        "연번 | 지적사항 | 소관부서 | 조치결과 | 조치내용 | 조치기한",
        "연번 | 지적사항 | 지적내용 | 조치결과 | 처리구분 | 조치기한",
        "연번 | 민원내용 | 소관부서 | 회신 | 처리구분 | 처리기한",
    ],
)
def test_what_only_looks_like_remarks_is_left(head: str) -> None:
    assert read("처리 현황\n" + table(head, *ROWS), FollowUp) == []


@pytest.mark.parametrize("state", ["협의 후 결정", "일부수용", "2건", "완료 예정", "?"])
def test_a_state_that_is_not_known_is_named_and_not_guessed(state: str) -> None:
    body = "지적사항 조치결과\n" + table(HEAD, f"1 | 점검 요망 | 시설처 | 점검함 | {state} | 2031. 9. 30.")
    (one,) = read(body, FollowUp)
    assert one.state is None
    assert (state, "label_unreadable") in [(a.text, a.reason) for a in read(body, SetAside)]
