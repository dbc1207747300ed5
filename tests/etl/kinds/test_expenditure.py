"""Tables of revenue and expenditure: columns, levels, units, and cells that cannot be read."""

from __future__ import annotations

import pytest

from etl.facts import BudgetLine, Program, RevenueLine, SetAside
from tests.etl.kinds.bench import read, table

HEADER = "과 목 | 예산(A) | 증감액(B) | 예산(C=A+B) | 집행액(D) | 차액(E=C-D) | 집행률(F=D/C)"
UNIT = "(단위: 천원)\n"


def _row(label: str, current: int, executed: int) -> str:
    rate = 100 * executed / current
    return f"{label} | {current:,} | - | {current:,} | {executed:,} | {current - executed:,} | {rate:.1f}%"


def test_a_label_that_cannot_be_read_takes_the_place_that_the_sums_leave() -> None:
    body = UNIT + table(
        HEADER,
        _row("총계", 9_837, 4_211),
        _row("경상경비 소계", 9_837, 4_211),
        _row("일반관리비", 9_837, 4_211),
        _row("행정운영경비", 6_913, 3_307),
        _row("인건비", 5_829, 2_918),
        _row("기본경비", 1_084, 389),
        _row("બીમોમો", 2_467, 811),
        _row("반환금", 457, 93),
    )
    lines = {row.line: row for row in read(body, BudgetLine)}
    unread = lines[12]
    assert (unread.label, unread.level, unread.current_won) == (None, "item", 2_467_000)
    assert unread.parent_id == lines[8].budget_line_id
    assert lines[13].parent_id == lines[8].budget_line_id


def test_revenue_and_expenditure_in_one_table_are_told_apart_by_their_totals() -> None:
    body = UNIT + table(
        HEADER,
        _row("총계", 3_000, 1_700),
        _row("출연금수입", 2_000, 1_300),
        _row("자체수입", 1_000, 400),
        _row("총계", 3_000, 1_150),
        _row("사업비 소계", 2_000, 900),
        _row("경상경비 소계", 1_000, 250),
    )
    assert [row.line for row in read(body, RevenueLine)] == [6, 7, 8]
    assert [row.line for row in read(body, BudgetLine)] == [9, 10, 11]


def test_a_total_that_closes_a_table_is_the_whole_of_the_lines_above() -> None:
    body = UNIT + table(
        "구분 | 예산액 | 집행액", "종이값 | 1,000 | 900", "붓값 | 500 | 0", "총계 | 1,500 | 900"
    )
    one, two, total = read(body, BudgetLine)
    assert (one.level, two.level, total.level) == ("item", "item", "total")
    assert one.parent_id == two.parent_id == total.budget_line_id
    assert (two.executed_won, total.parent_id) == (0, None)


@pytest.mark.parametrize(
    ("cell", "won", "reason"),
    [
        ("1,234", 1_234_000, None),
        ("1.234.567", 1_234_567_000, None),
        ("△30", -30_000, None),
        ("(30)", -30_000, None),
        ("0", 0, None),
        ("-", None, None),
        ("_", None, None),
        ("5백만원", 5_000_000, None),
        ("5 백만 원", 5_000_000, None),
        ("", None, "empty_cell"),
        ("1,2,3,4", None, "malformed_number"),
        ("12명", None, "not_a_number"),
        ("1,234 5,678", None, "not_a_number"),
        ("9999999999999999", None, "out_of_range"),
    ],
)
def test_a_cell_of_money(cell: str, won: int | None, reason: str | None) -> None:
    body = UNIT + table("구분 | 예산액 | 집행액", f"인건비 | 1,000 | {cell}", "총계 | 1,000 | 7")
    line = read(body, BudgetLine)[0]
    assert line.executed_won == won
    assert line.unreadable == (None if reason is None else "executed_won")
    assert [row.reason for row in read(body, SetAside)] == ([] if reason is None else [reason])


def test_a_table_without_a_unit_is_no_money() -> None:
    body = table("구분 | 예산액 | 집행액", "인건비 | 1,000 | 7", "총계 | 1,000 | 7")
    body += "다음\n" + UNIT + table("구분 | 예산액 | 집행액", "인건비 | 2,000 | 7", "총계 | 2,000 | 7")
    assert [row.current_won for row in read(body, BudgetLine)] == [2_000_000, 2_000_000]
    assert {row.reason for row in read(body, SetAside)} == {"unit_unknown"}


@pytest.mark.parametrize(
    ("stated", "scale"),
    [("(단위: 백만원)", 10**6), ("(2031.9.30.기준, 단위 : 천원)", 1_000), ("(단위 : 원)", 1)],
)
def test_the_unit_above_a_table(stated: str, scale: int) -> None:
    body = f"{stated}\n" + table("구분 | 예산액 | 집행액", "인건비 | 2 | 1", "총계 | 2 | 1")
    assert [row.current_won for row in read(body, BudgetLine)] == [2 * scale, 2 * scale]


def test_a_row_that_is_cut_off_keeps_what_it_prints() -> None:
    body = UNIT + table("구분 | 예산액 | 집행액 | 집행률", "인건비 | 1,000", "총계 | 1,000 | 7 | 0.7%")
    line = read(body, BudgetLine)[0]
    assert (line.current_won, line.executed_won, line.printed_rate) == (1_000_000, None, None)
    assert line.unreadable == "executed_won,printed_rate"


def test_a_rate_that_is_a_fraction_is_no_percentage() -> None:
    body = UNIT + table(
        "구분 | 예산액 | 집행액 | 집행률",
        "인건비 | 1,000 | 600 | 0.6",
        "경비 | 500 | 3 | 0.6",
        "총계 | 1,500 | 603 | 0.40",
    )
    assert [row.printed_rate for row in read(body, BudgetLine)] == [None, 0.6, None]
    assert [(row.reason, row.text) for row in read(body, SetAside)] == [
        ("unit_contradicted", "0.6"), ("unit_contradicted", "0.40"),
    ]  # fmt: skip


def test_revenue_and_expenditure_side_by_side_have_their_own_labels() -> None:
    body = "2031년 예산\n(단위: 천원)\n" + table(
        "수입 | 금액 | 지출 | 금액",
        "출연금 | 620 | 인건비 | 310",
        "이용료 | 480 | 운영비 | 790",
        "계 | 1,100 | 계 | 1,100",
    )
    assert [(row.label, row.current_won) for row in read(body, BudgetLine)] == [
        ("인건비", 310_000),
        ("운영비", 790_000),
        ("계", 1_100_000),
    ]
    assert [(row.label, row.current_won, row.received_won) for row in read(body, RevenueLine)] == [
        ("출연금", 620_000, None),
        ("이용료", 480_000, None),
        ("계", 1_100_000, None),
    ]


def test_the_budget_with_what_was_carried_in_is_the_one_that_could_be_spent() -> None:
    rows = ("계|480|210|690|500", "인건비|230|0|230|220", "시설비|250|210|460|280")
    for heads in ("예산액|전년도이월액|예산현액", "예산|이월예산|예산액"):
        found = read("(단위: 천원)\n" + table(f"구분|{heads}|지출액", *rows), BudgetLine)
        assert [(row.current_won, row.carried_in_won, row.original_won) for row in found] == [
            (690_000, 210_000, None),
            (230_000, 0, None),
            (460_000, 210_000, None),
        ]
    # Nothing tells which is which where the sum fails.
    rows = ("계|480|210|700|500", "인건비|230|0|230|220", "시설비|250|210|470|280")
    assert read("(단위: 천원)\n" + table("구분|예산액|전년도이월액|예산현액|지출액", *rows), BudgetLine) == []


_AT_HAND = "구분|예산현액|예산현액|예산현액|지출액"
_AT_HAND_ROWS = ("계|480|210|690|500", "인건비|230|10|240|220", "시설비|250|200|450|280")


@pytest.mark.parametrize(
    ("group", "heads"),
    [
        (_AT_HAND, "구분|예산액(A)|전년도이월액(B)|?(C=A+B)|지출액"),
        (_AT_HAND, "구분|예산액ⓐ|전년도이월액ⓑ|?(ⓒ=ⓐ+ⓑ)|지출액"),
        (_AT_HAND, "구분|예산액(D)|전년도이월액(E)|가용(F=D+E)|지출액"),
        (_AT_HAND, "구분|예산액(A)|간주처리(B)|?(C=A+B)|지출액"),
        (_AT_HAND, "구분|예산액|전년도이월액|?|지출액"),
        (_AT_HAND, "구분|예산|예비비사용|현액|지출액"),
        (_AT_HAND.replace("현액", "현액(C=A+B)"), "구분|예산액(A)|전년도이월액(B)|?(C)|지출액"),
    ],
)
def test_a_part_of_the_money_at_hand_is_not_the_whole_of_it(group: str, heads: str) -> None:
    caption = "지출 결산 현황\n(2031.9.30. 기준, 단위: 천원)\n"
    found = read(caption + table(group, heads, *_AT_HAND_ROWS), BudgetLine)
    assert [row.current_won for row in found] == [690_000, 240_000, 450_000]
    broken = [row.replace("690", "790").replace("|240", "|840") for row in _AT_HAND_ROWS]
    found = read(caption + table(group, heads, *broken), BudgetLine)
    if "=" in group + heads:
        assert found == []


def test_what_others_are_a_part_of_by_a_printed_formula_alone_is_not_the_budget() -> None:
    for heads in (
        "구분|예산액(A)|전년도이월액(B)|?(C=A+B)|지출액",
        "구분|예산액(A)|전년도이월액(B)|계(C=A+B)|지출액",
    ):
        assert read("(단위: 천원)\n" + table(heads, *_AT_HAND_ROWS), BudgetLine) == []


@pytest.mark.parametrize(
    ("heads", "expected"),
    [
        (("구분|예산액|예산액|예산액|지출액", "구분|예산액|국비|시비|지출액"), 480_000),
        (("구분|예산|예산|예산|비고", "구분|예산액(A)|집행액(B)|?(C=A-B)|비고"), 480_000),
        (("구분|예산액(A)|집행액(B)|?(A-B)|예비비",), 480_000),
        (("구분|예산액(A)|가(B)|나(D)|집행액(C)",), 480_000),
        ((_AT_HAND, "구분|예산액(A)|구성비|?|지출액"), 480_000),
    ],
)
def test_a_budget_beside_its_parts_and_what_is_left_of_it_stays_one(
    heads: tuple[str, ...], expected: int
) -> None:
    rows = ("계|480|210|270|150", "인건비|230|10|220|120", "시설비|250|200|50|30")
    found = read("지출 현황\n(2031.9.30. 기준, 단위: 천원)\n" + table(*heads, *rows), BudgetLine)
    assert found
    assert found[0].current_won == expected


@pytest.mark.parametrize("heading", ["집행누계", "누계집행액", "지출액누계"])
def test_what_adds_up_over_months_is_no_months(heading: str) -> None:
    rows = (f"구분|예산액|{heading}|집행률", "1분기|100|20|20.0%", "2분기|100|50|50.0%", "3분기|100|90|90.0%")
    body = "집행 현황\n(단위: 천원)\n" + table(*rows)
    found = read(body, BudgetLine)
    assert [(row.current_won, row.executed_won, row.printed_rate) for row in found] == [
        (100_000, None, None)
    ] * 3
    assert {row.reason for row in read(body, SetAside)} == {"column_uncertain"}
    of_accounts = body.replace("1분기", "총계").replace("2분기", "인건비").replace("3분기", "운영비")
    assert [row.executed_won for row in read(of_accounts, BudgetLine)] == [20_000, 50_000, 90_000]


_PROGRAMS = ("계|100|50|50.0%", "숲 해설|40|20|50.0%", "꽃 심기|30|15|50.0%", "숲 교실|30|15|50.0%")


@pytest.mark.parametrize(
    ("caption", "heading"),
    [("사업별 예산 집행현황", "구분"), ("사업별 예산 집행현황", "사업명"), ("예산 집행현황", "세부사업")],
)
def test_the_total_of_a_list_of_programmes_is_theirs(caption: str, heading: str) -> None:
    body = f"{caption}\n(단위: 천원)\n" + table(f"{heading}|예산액|집행액|집행률", *_PROGRAMS)
    found = read(body, BudgetLine)
    assert [row.scope for row in found] == ["part", "whole", "whole", "whole"]
    with_staff = body.replace("숲 해설", "인건비")
    assert {row.scope for row in read(with_staff, BudgetLine)} == {"whole"}


@pytest.mark.parametrize(
    "caption", ["연도별 집행액", "연도별 집행현황", "세출 결산 추이", "사업비 정산내역", "예산 집행실적"]
)
@pytest.mark.parametrize("years", ["계|2029년|2030년|2031년", "합계|'29년|'30년|'31년"])
def test_what_was_spent_in_years_is_no_budget_of_theirs(caption: str, years: str) -> None:
    body = f"○ {caption}\n\n(단위: 백만원)\n\n" + table(
        f"단위사업|{years}", "계|271|22|107|142", "책 펴내기|86|22|22|42", "누리집|185|-|85|100"
    )
    assert read(body, BudgetLine) == []
    left = {figure for row in read(body, SetAside) for figure in row.text.split(" · ")}
    assert {"271", "22", "107", "142", "42", "185", "100"} <= left


@pytest.mark.parametrize("caption", ["연도별 예산 현황", "세출예산 추이", "연차별 투자수요"])
def test_the_budgets_of_years_are_read(caption: str) -> None:
    body = f"○ {caption}\n\n(단위: 백만원)\n\n" + table(
        "구분|2029년|2030년|2031년", "계|30|31|32", "인건비|10|11|12", "운영비|20|20|20"
    )
    assert [row.current_won for row in read(body, BudgetLine)] == [32_000_000, 12_000_000, 20_000_000]


_LINES = ("총계|100|20|120", "인건비|60|5|65", "사업비|40|15|55")
_AFTER = ("총계|100|120|20", "인건비|60|65|5", "사업비|40|55|15")


@pytest.mark.parametrize(
    ("headings", "lines"),
    [
        ("기정|추경|계", _LINES),
        ("본예산|제1회 추경|합계", _LINES),
        ("기정예산액|추경예산액|총계", _LINES),
        ("본예산|제1회 추경|증감", _AFTER),
        ("기정액(A)|경정액(B)|증감(B-A)", _AFTER),
        ("당초예산|1회 추가경정예산|증감액", _AFTER),
    ],
)
def test_a_supplementary_budget_is_what_its_sums_say(headings: str, lines: tuple[str, ...]) -> None:
    body = "세출 예산\n(단위: 천원)\n" + table(f"과목|{headings}", *lines)
    assert [(r.original_won, r.adjustment_won, r.current_won) for r in read(body, BudgetLine)] == [
        (100_000, 20_000, 120_000), (60_000, 5_000, 65_000), (40_000, 15_000, 55_000),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("headings", "lines"),
    [
        ("기정|추경|계", ("총계|100|20|130", "인건비|60|5|70", "사업비|40|15|60")),
        ("본예산|제1회 추경|제2회 추경", _LINES),
        ("기정액|경정액", ("총계|100|120", "인건비|60|65", "사업비|40|55")),
        ("본예산|제1회 추경|증감", _LINES),
    ],
)
def test_a_supplementary_budget_without_sums_that_hold_is_left(headings: str, lines: tuple[str, ...]) -> None:
    body = "세출 예산\n(단위: 천원)\n" + table(f"과목|{headings}", *lines)
    assert [row.current_won for row in read(body, BudgetLine)] == []
    assert read(body, SetAside)


@pytest.mark.parametrize(
    ("name", "level"),
    [
        ("지원인력(문화 확산)", "cost_item"),
        ("사업 인력 (문화 확산 및 나눔)", "cost_item"),
        ("인건비(문화 확산)", "cost_item"),
        ("지원인력(현장) 양성 교육", "program"),
        ("현장 지원인력 교육(문화 확산)", "program"),
        ("지원인력 역량강화", "program"),
        ("(수탁)지원인력 교육", "program"),
    ],
)
def test_who_works_on_something_is_a_cost_of_it_and_no_programme(name: str, level: str) -> None:
    body = "사업별 예산 집행현황\n" + UNIT + table("사업명|예산액|집행액|집행률", *_PROGRAMS)
    found = [row.level for row in read(body.replace("숲 해설", name), BudgetLine)]
    assert sorted(found) == sorted(["total", "program", "program", level])


@pytest.mark.parametrize("columns", ["사업명", "부서|사업명"])
def test_what_last_years_table_lists_is_no_programme_of_this_year(columns: str) -> None:
    def listed(caption: str, budget: str, *names: str) -> str:
        team = "문화팀|" if "|" in columns else ""
        rows = [f"{team}{name}|{budget}|1,000|" for name in names]
        return f"\n{caption} (단위: 천원)\n\n" + table(f"{columns}|예산액|집행액|집행률", *rows)

    body = listed("2030년 사업별 예산 집행", "6,000", "숲 잔치", "옛 강좌") + listed(
        "사업별 예산 집행", "7,000", "숲 잔치", "새 강좌"
    )
    programs = read(body, Program)
    assert [(one.name, one.program_id.split("-")[-1]) for one in programs] == [
        ("숲 잔치", "잔치"),
        ("새 강좌", "강좌"),
    ]
    lines = read(body, BudgetLine)
    assert [(one.fiscal_year, one.label) for one in lines] == [
        (2030, "숲 잔치"),
        (2030, "옛 강좌"),
        (2031, "숲 잔치"),
        (2031, "새 강좌"),
    ]
    assert [one.program_id for one in lines] == [None, None, *(one.program_id for one in programs)]


@pytest.mark.parametrize("opens", [True, False])
def test_the_subtotal_of_an_office_has_the_offices_name(*, opens: bool) -> None:
    def office(name: str, total: str, *teams: str) -> list[str]:
        own = f"소계|{total}"
        rows = [own, *teams] if opens else [*teams, own]
        return [f"{name if not number else ''}|{row}" for number, row in enumerate(rows)]

    rows = [
        *office("나눔본부", "514,410|390,856", "총무팀|312,417|240,125", "재무팀|201,993|150,731"),
        *office("숲본부", "1,016,409|700,843", "나무팀|713,291|490,377", "꽃팀|303,118|210,466"),
        "총계||1,530,819|1,091,699",
    ]
    body = "\n예산 집행 (단위: 천원)\n\n" + table("본부|부서|예산액|집행액", *rows)
    lines = {one.budget_line_id: one for one in read(body, BudgetLine)}
    parents = {one.label: lines[one.parent_id].label for one in lines.values() if one.parent_id}
    assert parents == {
        **dict.fromkeys(("총무팀", "재무팀"), "나눔본부"),
        **dict.fromkeys(("나무팀", "꽃팀"), "숲본부"),
        **dict.fromkeys(("나눔본부", "숲본부"), "총계"),
    }
    assert {one.label for one in lines.values()} == {*parents, "총계"}
