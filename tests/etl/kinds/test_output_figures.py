"""The figures of counts in lines and cells of results: large ones in words, means, and what is no figure."""

from __future__ import annotations

import pytest

from etl.facts import Output, SetAside
from tests.etl.kinds.bench import read_page


def _read(body: str) -> tuple[list[tuple[str, float]], dict[str, str]]:
    """Return the outputs of a page, and the reason of each figure that was set aside."""
    rows = read_page(body)
    aside = {t: row.reason for row in rows if isinstance(row, SetAside) for t in row.text.split(" · ")}
    return [(row.label, row.value) for row in rows if isinstance(row, Output)], aside


@pytest.mark.parametrize(
    ("line", "outputs"),
    [
        ("- 이웃 1만 2,345명", [("이웃", 12_345)]),
        ("- 이웃 1만2345명", [("이웃", 12_345)]),
        ("- 이웃(총 2천 713명)", [("이웃", 2_713)]),
        ("- 이웃 방문 총 1만 96명", [("이웃 방문", 10_096)]),
        ("- 이웃 1만 2천 345명", [("이웃", 12_345)]),
        ("- 이웃 1만 2천명", [("이웃", 12_000)]),
        ("- 이웃 3,450명(온라인 1만 2,000명 별도)", [("이웃", 3_450), ("이웃(온라인 별도)", 12_000)]),
        ("- 이웃 1만 12,345명", []),
        ("- 이웃 1.5만 2,345명", []),
        ("- 이웃('30년 1만 2천명→'31년 1만 3천명)", []),
        ("구분\t큰숲\t뒷산\n이웃\t1만 2,000명\t3만명", [("이웃 큰숲", 12_000), ("이웃 뒷산", 30_000)]),
    ],
)  # fmt: skip
def test_a_figure_is_read_with_all_its_digits_or_not_at_all(
    line: str, outputs: list[tuple[str, float]]
) -> None:
    assert _read(line)[0] == outputs


@pytest.mark.parametrize("cell", ["390여명", "390명 내외", "390명 가량", "390명쯤", "거의 390명", "390여"])
def test_a_cell_of_about_so_many_is_left_and_names_nothing(cell: str) -> None:
    found, aside = _read(f"구분\t이웃\t걷기\n실적\t{cell}\t12회\n")
    assert found == [("실적 걷기", 12)]
    assert any(figure in cell for figure in aside)


@pytest.mark.parametrize(
    ("line", "outputs"),
    [
        ("- 걷기 8회 (회당 평균 120명, 총 960명)", [("걷기", 8), ("걷기", 960)]),
        ("- 걷기 12회(1인당 3시간, 총 240명)", [("걷기", 12), ("걷기", 240)]),
        ("- 팀당 5명, 총 10팀 50명", []),
        ("- 1가구당 50만원, 총 35가구 방문", []),
        ("- 주 2회 걷기(총 60회)", [("걷기", 60)]),
        ("- 강사 1인당 이웃 15명", []),
        ("- 이웃 교육 구별 1회, 총 25회", [("이웃 교육", 25)]),
        ("- 9월까지 누적 이웃 3,450명(9월 450명)", []),
    ],
)
def test_the_word_of_a_mean_goes_with_its_figure(line: str, outputs: list[tuple[str, float]]) -> None:
    assert _read(line)[0] == outputs


@pytest.mark.parametrize(
    ("line", "outputs"),
    [
        ("- 2분기 이웃 900명", [("2분기 이웃", 900)]),
        ("- 2/4분기 걷기 3회, 이웃 900명", [("2/4분기 걷기", 3), ("2/4분기 이웃", 900)]),
        ("- 9월 이웃 450명, 누계 3,450명", [("9월 이웃", 450), ("누계", 3_450)]),
        ("- 6월 : 걷기 3회, 900명", [("6월 걷기", 3), ("6월 걷기", 900)]),
        ("- '31. 1~6월 이웃 900명", [("1~6월 이웃", 900)]),
        ("- 이웃 900명(6월)", [("이웃(6월)", 900)]),
        ("- 6월말 기준 이웃 2,000명", [("6월말 기준 이웃", 2_000)]),
        ("- '31. 6월말 이웃 2,000명", [("6월말 이웃", 2_000)]),
        ("- 걷기 29회(3월 15회, 4월 14회)", [("걷기", 29), ("걷기(3월)", 15), ("걷기(4월)", 14)]),
        ("- 걷기 : 1분기 3회, 2분기 4회, 총 7회", [("1분기 걷기", 3), ("2분기 걷기", 4), ("걷기", 7)]),
        ("- 이웃('30년 1분기 300명→'31년 1분기 400명)", [("이웃(1분기)", 400)]),
        ("- '31년 이웃 900명", [("이웃", 900)]),
        ("- 3월 15일 걷기 3회", [("걷기", 3)]),
        ("- 걷기 3회(3. 15.)", [("걷기", 3)]),
    ],
)
def test_a_part_of_the_year_stays_in_the_name(line: str, outputs: list[tuple[str, float]]) -> None:
    assert _read(line)[0] == outputs


@pytest.mark.parametrize("note", ["추계", "미확정", "집계 중", "잠정", "예상치"])
def test_a_figure_that_does_not_stand_yet_is_no_result(note: str) -> None:
    assert _read(f"- 이웃 3,450명({note})") == ([], {"3,450명": "planned_figure"})
    assert _read("- 추계 체육대회 3회")[0] == [("추계 체육대회", 3)]


@pytest.mark.parametrize("cell", ["5T", "S7", "B7", "#REF!"])
def test_a_cell_of_digits_and_letters_is_no_figure_and_no_name(cell: str) -> None:
    body = f"(단위 : 명)\n\n구분\t걷기\t쓸기\t심기\t합계\n이웃\t10\t{cell}\t40\t107\n"
    found, aside = _read(body)
    assert found == [("이웃 걷기", 10), ("이웃 심기", 40), ("이웃 합계", 107)]
    assert aside[cell] == "not_a_number"


@pytest.mark.parametrize("word", ["당초", "애초", "종전", "기존"])
def test_the_word_for_what_was_before_a_change_goes_with_its_figure(word: str) -> None:
    assert _read(f"- 이웃 교육 : {word} 10회 → 7회로 축소, 총 392명")[0] == [("이웃 교육", 392)]


@pytest.mark.parametrize(
    ("line", "outputs"),
    [
        ("- 걷기 교육 : '30년 490건 대비 12% 증가한 548건", [("걷기 교육", 548)]),
        ("- 걷기 교육 : 전년 대비 12% 늘어난 548건", [("걷기 교육", 548)]),
        ("- 걷기 교육 12% 감소하여 548건", [("걷기 교육", 548)]),
    ],
)
def test_how_a_count_changed_is_no_name(line: str, outputs: list[tuple[str, float]]) -> None:
    assert _read(line)[0] == outputs


@pytest.mark.parametrize(
    ("line", "outputs"),
    [
        ("- 걷기 교육 120명 모집에 300명 신청", [("걷기 교육 신청", 300)]),
        ("- 걷기 교육 30명 × 4회", []),
        ("- 걷기 교육 4회×30명=120명", [("걷기 교육", 120)]),
    ],
)
def test_places_and_factors_are_no_results(line: str, outputs: list[tuple[str, float]]) -> None:
    assert _read(line)[0] == outputs


@pytest.mark.parametrize(
    ("line", "outputs"),
    [
        ("- 상담 50건 가운데 12건 처리", [("상담 처리", 12)]),
        ("- 민원 50건 중 12건 해결", [("민원 해결", 12)]),
        ("- 신청 50건 중에서 12건 선정", [("신청 선정", 12)]),
        ("- 신청 50건, 그중 12건 선정", [("신청", 50), ("신청 선정", 12)]),
        ("- 상담 50건(이 가운데 12건 처리)", [("상담", 50), ("상담(처리)", 12)]),
        ("- 50건 가운데 12건 완료", []),
        ("- 공모 50건 중 선정 12건", [("공모", 50), ("선정", 12)]),
        ("- 가운데뜰 정비 12회", [("가운데뜰 정비", 12)]),
    ],
)
def test_the_word_for_a_part_of_a_count_is_no_name(line: str, outputs: list[tuple[str, float]]) -> None:
    assert _read(line)[0] == outputs
