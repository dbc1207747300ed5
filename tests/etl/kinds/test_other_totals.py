"""One total of the house is believed: not a second table's, and not the same money counted otherwise."""

from __future__ import annotations

import pytest

from etl.facts import BudgetLine, Reading, SetAside
from tests.etl.kinds.bench import read, table

HEAD = "구분|예산액|집행액|집행률"
TOTAL, STAFF, WORK = "계|10,000|4,000|40%", "인건비|6,000|3,000|50%", "사업비|4,000|1,000|25%"
OTHER = ("계|500,000|250,000|50%", "수도|300,000|150,000|50%", "전기|200,000|100,000|50%")
SAME = ("계|10,000|4,000|40%", "수도|6,000|3,000|50%", "전기|4,000|1,000|25%")


def _scopes(body: str) -> list[tuple[str | None, int | None, str | None]]:
    lines = read(body, BudgetLine)
    return [(one.label, one.current_won, one.scope) for one in lines if one.level == "total"]


def _labels(body: str) -> list[str | None]:
    return [one.label for one in read(body, BudgetLine)]


OWN = "\n예산 집행 (단위: 천원)\n\n" + table(HEAD, TOTAL, STAFF, WORK)
UNNAMED = "\n(단위: 천원)\n\n"


@pytest.mark.parametrize(("rows", "scope"), [(OTHER, "part"), (SAME, "whole")])
@pytest.mark.parametrize("is_first", [True, False])
def test_a_table_that_nothing_names_is_no_whole_beside_one_that_is_named(
    rows: tuple[str, ...], scope: str, *, is_first: bool
) -> None:
    unnamed = UNNAMED + table(HEAD, *rows)
    found = _scopes(unnamed + OWN if is_first else OWN + unnamed)
    own, other = found[::-1] if is_first else found
    assert own == ("계", 10_000_000, "whole")
    assert other[2] == scope


def test_a_table_that_nothing_names_is_the_whole_where_no_other_is() -> None:
    assert _scopes(UNNAMED + table(HEAD, *OTHER)) == [("계", 500_000_000, "whole")]


@pytest.mark.parametrize("between", ["", "\n"])
def test_of_two_tables_that_run_on_under_one_head_neither_is_the_whole(between: str) -> None:
    found = _scopes(OWN + between + table(HEAD, *OTHER))
    assert [scope for _, _, scope in found] == ["part", "part"]


def test_a_table_that_goes_on_after_a_page_is_the_whole() -> None:
    body = OWN[: OWN.index("사업비")] + "\n" + table(HEAD, WORK, TOTAL)
    assert {scope for _, _, scope in _scopes(body)} == {"whole"}


@pytest.mark.parametrize(
    "other",
    [
        "순계(내부거래 제외)|9,500|3,800|40%",
        "순세출예산|9,500|3,800|40%",
        "(이월 포함)|12,000|5,000|41.7%",
        "이월 포함|12,000|5,000|41.7%",
        "계(이월 포함)|12,000|5,000|41.7%",
        "(반환금 제외)|9,500|3,800|40%",
        "예비비 제외 시|9,500|3,800|40%",
        "내부거래|500|200|40%",
    ],
)
@pytest.mark.parametrize("order", ["close", "open", "top"])
def test_the_total_counted_otherwise_is_no_line_beside_the_others(other: str, order: str) -> None:
    rows = {
        "close": (STAFF, WORK, TOTAL, other),
        "open": (TOTAL, STAFF, WORK, other),
        "top": (other, TOTAL, STAFF, WORK),
    }[order]
    body = "\n예산 집행 (단위: 천원)\n\n" + table(HEAD, *rows)
    assert set(_labels(body)) == {"계", "인건비", "사업비"}
    assert other.split("|")[1] in " ".join(one.text for one in read(body, SetAside))
    assert all(one.parent_id for one in read(body, BudgetLine) if one.level != "total")


@pytest.mark.parametrize(
    "rows",
    [
        ("인건비|6,000|3,000|50%", "인건비 제외|4,000|1,000|25%", TOTAL),
        ("보험료(4대보험 포함)|6,000|3,000|50%", "시설비(부대비 포함)|4,000|1,000|25%", TOTAL),
        (TOTAL, "사업비|6,000|3,000|50%", "내부거래지출|4,000|1,000|25%"),
        (TOTAL, "순찰비|6,000|3,000|50%", "순회진료(약제 포함)|4,000|1,000|25%"),
        ("인건비|6,000|3,000|50%", "여비 제외|4,000|1,000|25%"),
    ],
)
def test_a_line_that_the_total_needs_is_one_whatever_its_name(rows: tuple[str, ...]) -> None:
    body = "\n예산 집행 (단위: 천원)\n\n" + table(HEAD, *rows)
    assert len(_labels(body)) == len(rows)


@pytest.mark.parametrize(
    "above",
    [
        "예산 집행 (VAT 포함, 단위: 천원)",
        "예산 집행 (단위: 천원, 부가세 포함)",
        "예산 집행\n(단위: 천원 / 부가가치세 별도)",
        "예산 집행 (단위: 천원) ※ 반올림으로 합계가 다를 수 있음",
        "예산 집행\n※ 반올림으로 합계가 다를 수 있음\n(단위: 천원)",
    ],
)
def test_what_is_in_each_price_and_a_note_narrow_no_table(above: str) -> None:
    assert _scopes(f"\n{above}\n\n" + table(HEAD, TOTAL, STAFF, WORK)) == [("계", 10_000_000, "whole")]


@pytest.mark.parametrize(
    "above",
    [
        "예산 집행 (인건비 제외, 단위: 천원)",
        "예산 집행 (VAT 포함, 인건비 제외, 단위: 천원)",
        "예산 집행\n※ 인건비 제외\n(단위: 천원)",
        "예산 집행 (단위: 천원) ※ 위탁사업",
        "※ 위탁사업 예산\n(단위: 천원)",
    ],
)
def test_what_is_left_out_narrows_a_table(above: str) -> None:
    assert _scopes(f"\n{above}\n\n" + table(HEAD, TOTAL, STAFF, WORK)) == [("계", 10_000_000, "part")]


@pytest.mark.parametrize(
    "above",
    [
        "예산 집행 (단위: 천원) ※ 집행액은 계약금액 기준",
        "예산 집행 (단위: 천원)  * 집행액은 원인행위액 기준임",
        "예산 집행 (집행액은 원인행위액 기준, 단위: 천원)",
        "예산 집행\n※ 집행액은 계약금액 기준\n(단위: 천원)",
    ],
)
def test_a_note_above_a_table_denies_it_as_one_below_does(above: str) -> None:
    assert read(f"\n{above}\n\n" + table(HEAD, TOTAL, STAFF, WORK), BudgetLine) == []


def test_what_is_said_of_a_table_says_what_its_lines_say() -> None:
    body = OWN + "\n지출 현황 (단위: 천원)\n\n" + table(HEAD, *OTHER)
    said = [one.value for one in read(body, Reading) if one.field == "scope"]
    assert said == ["part", "whole"]
    lines = [(one.line, one.scope) for one in read(body, BudgetLine) if one.level == "total"]
    assert [scope for _, scope in sorted(lines)] == said


@pytest.mark.parametrize("is_above", [True, False])
def test_a_note_of_one_row_denies_that_row_alone(*, is_above: bool) -> None:
    note, caption = "※ 인건비는 8월말 기준임\n", "\n예산 집행 (단위: 천원)\n"
    rows = table(HEAD, TOTAL, STAFF, WORK)
    found = read(f"{caption}{note}\n{rows}" if is_above else f"{caption}\n{rows}{note}", BudgetLine)
    assert [(line.label, str(line.as_of)) for line in found] == [("사업비", "2031-09-30")]


@pytest.mark.parametrize(
    ("note", "count"),
    [
        ("※ 집행액은 백만원 단위임", 0),
        ("※ 금액은 원 단위로 작성", 0),
        ("※ 집행액은 천원 단위임", 3),
        ("※ 반올림은 천원 단위에서 함", 3),
    ],
)
@pytest.mark.parametrize("is_above", [True, False])
def test_a_note_with_another_unit_denies_the_table(note: str, count: int, *, is_above: bool) -> None:
    caption, rows = "\n예산 집행 (단위: 천원)\n", table(HEAD, TOTAL, STAFF, WORK)
    body = f"{caption}{note}\n\n{rows}" if is_above else f"{caption}\n{rows}{note}\n"
    assert len(read(body, BudgetLine)) == count
