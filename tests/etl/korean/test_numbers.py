"""Printed numbers: what is a figure, what is none, and what must never become one."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.korean import dates
from etl.korean.numbers import (
    Number,
    State,
    exactly,
    parse,
    parse_change,
    parse_money,
    parse_pair,
    parse_rate,
    won,
)
from etl.terms.units import MAX_WON

whole_numbers = st.integers(-(10**14), 10**14)


@given(whole_numbers, st.sampled_from(",."), st.sampled_from(("△", "▵", "▲", "-", "−", "△ ")))
def test_a_grouped_number_is_read_whatever_groups_it(value: int, point: str, sign: str) -> None:
    printed = f"{abs(value):,}".replace(",", point)
    assert parse(f" {sign if value < 0 else ''}{printed} ", whole=True).value == value


@given(whole_numbers)
def test_a_number_in_brackets_is_negative(value: int) -> None:
    assert parse(f"({abs(value):,})", whole=True).value == -abs(value)


@given(st.integers(-99_999, 99_999), st.integers(1, 3))
def test_a_decimal_keeps_its_printed_places(digits: int, places: int) -> None:
    value = Decimal(digits).scaleb(-places)
    number = parse(f"{'△' if value < 0 else ''}{abs(value):,.{places}f}")
    assert (number.value, number.places) == (value, places)


@pytest.mark.parametrize(
    ("cell", "state"),
    [
        ("", State.EMPTY),
        ("  ", State.EMPTY),
        ("-", State.NONE),
        ("_", State.NONE),
        (" – ", State.NONE),
        ("0", State.VALUE),
        ("연말 집계예정", State.PENDING),
        ("집계중", State.PENDING),
        ("1,2,3,4", State.MALFORMED),
        ("1,,000", State.MALFORMED),
        ("1,234,56", State.MALFORMED),
        ("12.345.6", State.MALFORMED),
        ("007", State.MALFORMED),
        ("1" * 41, State.MALFORMED),
        (",", State.TEXT),
        (".", State.TEXT),
        ("△", State.TEXT),
        ("△△3", State.TEXT),
        ("1 234", State.TEXT),
        ("12,659 5,278", State.TEXT),
        ("10~12", State.TEXT),
        ("3/7", State.TEXT),
    ],
)
def test_the_state_of_a_cell(cell: str, state: State) -> None:
    number = parse(cell, whole=True)
    assert number.state is state
    assert (number.value is None) is (state is not State.VALUE)


def test_a_printed_zero_is_zero_and_none_is_not() -> None:
    assert parse("0").value == 0
    assert parse("△0").value == 0
    assert parse("-").value is None


@given(st.text(max_size=60))
def test_no_text_breaks_the_reading_of_a_number(cell: str) -> None:
    for number in (parse(cell), parse(cell, whole=True), parse_rate(cell), *parse_pair(cell)):
        assert (number.value is not None) is (number.state is State.VALUE)
    number, unit = parse_money(cell)
    assert unit is None or unit > 0
    assert won(number, unit or 1) is None or abs(int(number.value or 0)) < MAX_WON


@given(st.text("0123456789,.△- ()%원천백만억", max_size=30))
def test_what_is_nearly_a_number_breaks_nothing(cell: str) -> None:
    number, unit = parse_money(cell, 1_000)
    assert (number.value is not None) is (number.state is State.VALUE)
    assert unit is None or unit > 0
    assert parse(cell, whole=True).state in State


@pytest.mark.parametrize(
    ("cell", "amount", "rate"),
    [
        ("25,080(100.0%)", 25080, "100.0"),
        ("△179(△73.7%)", -179, "-73.7"),
        ("0(0%)", 0, "0"),
        ("-(-)", None, None),
        ("1.234(5.6%)", 1234, "5.6"),
    ],
)
def test_an_amount_with_its_rate(cell: str, amount: int | None, rate: str | None) -> None:
    read, share = parse_pair(cell)
    assert read.value == amount
    assert share.value == (None if rate is None else Decimal(rate))


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("12,659천원(집행)", 12_659_000),
        ("0천원", 0),
        ("△30 백만원", -30_000_000),
        ("- 3천원", -3_000),
        ("12억원", 1_200_000_000),
        ("1.5억원", 150_000_000),
        ("2만 원", 20_000),
        ("28,424,600원", 28_424_600),
        ("2.614.325천원", 2_614_325_000),
        ("3억 5,000만원", 350_000_000),
        ("3억5천만원", 350_000_000),
        ("2천만원", 20_000_000),
        ("△3억 5천만 원", -350_000_000),
        ("5백억원", 50_000_000_000),
        ("1조 2,000억원", 1_200_000_000_000),
    ],
)
def test_money_in_a_text(text: str, amount: int) -> None:
    number, unit = parse_money(text)
    assert unit is not None
    assert won(number, unit) == amount


@pytest.mark.parametrize("text", ["1,2,3,4천원", "9999999999999999천원", "1,,000천원", "9" * 40 + "원"])
def test_an_absurd_amount_is_no_money(text: str) -> None:
    number, unit = parse_money(text)
    assert won(number, unit or 1) is None


@pytest.mark.parametrize("text", ["없음", "", "천원", "5억 6억원", "3만 4억원"])
def test_a_text_without_an_amount_with_a_unit_is_no_money(text: str) -> None:
    number, unit = parse_money(text)
    assert unit is None or number.value is None


@pytest.mark.parametrize("text", ["3억 5,000", "2천만", "3억 5"])
def test_an_amount_that_breaks_off_does_not_take_the_unit_of_its_table(text: str) -> None:
    assert parse_money(text, 1_000)[0].state is State.MALFORMED


def test_an_amount_without_a_unit_takes_the_one_of_its_table() -> None:
    number, unit = parse_money("1,234", 1_000)
    assert won(number, unit or 0) == 1_234_000


@pytest.mark.parametrize("cell", ["12명", "3건", "72.6점"])
def test_a_count_is_no_percentage(cell: str) -> None:
    assert parse_rate(cell).value is None
    assert parse_rate("72.6 %").value == Decimal("72.6")
    assert parse_rate("72.6％").value == Decimal("72.6")


def test_a_fraction_of_a_won_is_no_won() -> None:
    number = parse("1.5")
    assert won(number, 1) is None
    assert won(number, 1_000) == 1_500


@pytest.mark.parametrize(
    ("cell", "value", "unit"),
    [
        ("3.7만명", 37_000, "명"),
        ("8천명", 8_000, "명"),
        ("2만 4,300명", 24_300, "명"),
        ("1.5천건", 1_500, "건"),
        ("14억 어절", 1_400_000_000, "어절"),
        ("5천 3백 명", 5_300, "명"),
        ("1만 2천 500명", 12_500, "명"),
        ("95.5 %", Decimal("95.5"), "%"),
        ("４，３２１명", 4321, "명"),
        ("4,321\n천원", 4321, "천원"),
        ("4,321 천 원", 4321, "천원"),
        ("5백만 원", 5, "백만원"),
        ("7억 4,150만원", 74_150, "만원"),
        ("₩4,321", 4321, "원"),
        ("금 4,321,000원", 4_321_000, "원"),
        ("+4,321", 4321, None),
        ("4,321-", -4321, None),
        ("▲4,321", -4321, None),
        ("▼4.1%", Decimal("-4.1"), "%"),
        ("(4.1%)", Decimal("-4.1"), "%"),
        ("(4,321천원)", -4321, "천원"),
        ("350m2", 350, "m2"),
        ("350m²", 350, "m²"),
        ("3년", 3, "년"),
        ("6개월", 6, "개월"),
        ("12개 기관", 12, "개 기관"),
        ("0건", 0, "건"),
    ],
)
def test_a_figure_with_its_multipliers_sign_and_unit(
    cell: str, value: Decimal | int, unit: str | None
) -> None:
    number = parse(cell)
    assert (number.state, number.value, number.unit) == (State.VALUE, value, unit)
    assert number.is_bare


@given(st.integers(1, 9_999), st.integers(1, 9_999), st.sampled_from(("명", "건", " 명", "개소")))
def test_a_count_in_words_is_the_count(high: int, low: int, unit: str) -> None:
    assert parse(f"{high:,}만 {low:,}{unit}") == Number(
        State.VALUE, Decimal(high * 10_000 + low), 0, unit.strip()
    )
    assert parse(f"{high}만{low}{unit}").value == high * 10_000 + low


@given(st.integers(0, 9_999), st.integers(1, 9_999), st.integers(1, 9), st.integers(1, 9))
def test_money_in_words_is_the_money(jo: int, eok: int, thousands: int, hundreds: int) -> None:
    beginning = f"{jo}조 " if jo else ""
    expected = jo * 10**12 + eok * 10**8 + (thousands * 1_000 + hundreds * 100) * 10**4
    for printed in (
        f"{beginning}{eok:,}억 {thousands}천 {hundreds}백만원",
        f"{beginning}{eok}억{thousands}천{hundreds}백만 원",
        f"약 {beginning}{eok:,}억 {thousands * 1_000 + hundreds * 100:,}만원",
    ):
        number, unit_won = parse_money(printed)
        assert int((number.value or 0) * (unit_won or 0)) == expected
        whole = parse(printed)
        assert int((whole.value or 0) * (unit_won or 0)) == (
            0 if jo > 999 and whole.value is None else expected
        )


@pytest.mark.parametrize(
    ("cell", "state"),
    [
        *(
            (cell, State.NONE)
            for cell in (
                "해당없음",
                "해당 없음",
                "해당사항 없음",
                "없음",
                "(없음)",
                "N/A",
                "n/a",
                "×",
                "－",
                "- -",
            )
        ),
        *(
            (cell, State.PENDING)
            for cell in ("4분기 조사 예정", "2031년 1월 확정", "11월 발표", "'31.3월 예정", "12월 말 집계")
        ),
        *(
            (cell, State.PENDING)
            for cell in (
                "추진 중",
                "추진중",
                "미정",
                "조사 중",
                "31년 연말 집계예정",
                "추후 집계",
                "(산정 중)",
            )
        ),
        *((cell, State.TEXT) for cell in ("하반기 실시", "완료", "상담 운영", "2분기 조사", "추진 중단")),
        *(
            (cell, State.TEXT)
            for cell in ("2031.9.30.", "2031. 9. 30.", "2031-09-30", "2031.9.30", "'31.10월", "9.30.")
        ),
        *(
            (cell, State.TEXT)
            for cell in (
                "2031년",
                "2031년도",
                "3월",
                "1/4분기",
                "3분기",
                "'31",
                "12월 31일",
                "3~6월",
                "9월 5",
            )
        ),
        *((cell, State.TEXT) for cell in ("02-123-4567", "031-1234-5678", "1234-5678", "제321회", "18:00")),
        *(
            (cell, State.TEXT)
            for cell in ("3~5건", "3∼5건", "3-5건", "100→150명", "3/5", "12명/15건", "3시간 30분", "연 12회")
        ),
        *(
            (cell, State.TEXT)
            for cell in (
                "금 일백이십만원",
                "일백이십만원",
                "(12명)",
                "- 210건",
                "5만족",
                "2조 5명",
                "4,321 -",
            )
        ),
        *(
            (cell, State.TEXT)
            for cell in ("50건 예정", "15명(추진 중)", "집계 중(210건)", "약 300명 이상", "만 19세")
        ),
        *(
            (cell, State.TEXT)
            for cell in ("2031년 200명 2032년 260명", "2031~2034년 80%, 85%, 90%", "△4,321-", ", 4명)")
        ),
        *(
            (cell, State.MALFORMED)
            for cell in ("12,34,567", "007명", "00.5", "1.2만", "2천만", "9억 16,896만원", "3만 4억원")
        ),
    ],
)
def test_what_is_no_figure(cell: str, state: State) -> None:
    assert parse(cell).state is state


@pytest.mark.parametrize(
    ("cell", "value", "qualifier"),
    [
        ("약 300명", 300, "about"),
        ("300여명", 300, "about"),
        ("300여 건", 300, "about"),
        ("3만여명", 30_000, "about"),
        ("300명 내외", 300, "about"),
        ("300명쯤", 300, "about"),
        ("거의 300명", 300, "about"),
        ("300명 남짓", 300, "about"),
        ("300명+α", 300, "over"),
        ("300명 이상", 300, "at_least"),
        ("90%이상", 90, "at_least"),
        ("최소 300명", 300, "at_least"),
        ("300명(이상)", 300, "at_least"),
        ("5일 이내", 5, "at_most"),
        ("3건 이하", 3, "at_most"),
        ("≤ 3건", 3, "at_most"),
        ("3건 초과", 3, "over"),
        ("3.5% 미만", Decimal("3.5"), "under"),
        ("5천만원 이내", 5, "at_most"),
    ],
)
def test_a_limit_is_no_exact_figure(cell: str, value: Decimal | int, qualifier: str) -> None:
    number = parse(cell)
    assert (number.value, number.qualifier) == (value, qualifier)
    assert exactly(number).state is State.TEXT


@pytest.mark.parametrize(
    ("cell", "value", "scale", "unit"),
    [
        ("4.2점(5점 만점)", "4.2", "5", "점"),
        ("4.2점 (5.0점 만점 기준)", "4.2", "5.0", "점"),
        ("4.2(만점 5점)", "4.2", "5", None),
        ("4.2/5.0", "4.2", "5.0", None),
        ("4.2점/5점", "4.2", "5", "점"),
        ("5점 만점에 4.2점", "4.2", "5", "점"),
        ("86점(100점 만점)", "86", "100", "점"),
    ],
)
def test_a_score_keeps_its_scale(cell: str, value: str, scale: str, unit: str | None) -> None:
    number = parse(cell)
    assert (number.value, number.scale, number.unit) == (Decimal(value), Decimal(scale), unit)


@pytest.mark.parametrize(
    ("cell", "value", "unit", "before", "rest"),
    [
        ("9월 210건", 210, "건", "9월", None),
        ("9월말 현재 210건", 210, "건", "9월말 현재", None),
        ("'31.3월: 210건", 210, "건", "'31.3월", None),
        ("2031년 3분기 1,210명", 1210, "명", "2031년 3분기", None),
        ("총 1,210명", 1210, "명", "총", None),
        ("210건 (전년 180건)", 210, "건", None, "(전년 180건)"),
        ("210건, 전년 180건", 210, "건", None, "전년 180건"),
        ("4,321(56.7%)", 4321, None, None, "(56.7%)"),
        ("210건(누적)", 210, "건", None, "(누적)"),
        ("금 1,200,000원(금일백이십만원)", 1_200_000, "원", None, "(금일백이십만원)"),
        ("4,321천원(집행 321천원)", 4321, "천원", None, "(집행 321천원)"),
    ],
)
def test_what_stands_around_the_figure_is_not_lost(
    cell: str, value: int, unit: str | None, before: str | None, rest: str | None
) -> None:
    number = parse(cell)
    assert (number.value, number.unit, number.before, number.rest) == (value, unit, before, rest)
    assert exactly(number).state is State.TEXT
    assert parse_rate(cell).value is None


@pytest.mark.parametrize("mark", ["*", "**", "¹⁾", "²", "주1)", "주)", "†"])
def test_the_mark_of_a_footnote_is_set_aside(mark: str) -> None:
    assert parse(f"4,321{mark}") == Number(State.VALUE, Decimal(4321), mark=mark)
    assert parse(f"4,321명{mark}") == Number(State.VALUE, Decimal(4321), unit="명", mark=mark)


@pytest.mark.parametrize(
    ("cell", "before", "after", "unit"),
    [
        ("기존 25개소→61개소", 25, 61, "개소"),
        ("100→150명", 100, 150, "명"),
        ("100명 -> 150", 100, 150, "명"),
        ("21억 어절 ⇒ 22억 어절", 2_100_000_000, 2_200_000_000, "어절"),
        ("'30년 100건 ➜ '31년 150건(신규 50건)", 100, 150, "건"),
        ("3.5% → 4.1%", Decimal("3.5"), Decimal("4.1"), "%"),
    ],
)
def test_a_change_is_two_figures(cell: str, before: Decimal | int, after: Decimal | int, unit: str) -> None:
    change = parse_change(cell)
    assert change is not None
    assert [(side.value, side.unit) for side in change] == [(before, unit), (after, unit)]


@pytest.mark.parametrize(
    "cell", ["", "100명", "1→2→3", "10%→5%p", "1→1.2만명", "가→나", "100명→미정", "5명(3건)→6명"]
)
def test_what_is_no_change(cell: str) -> None:
    assert parse_change(cell) is None


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("9월 4,321천원", 4_321_000),
        ("2031.9.30. 현재 4,321천원", 4_321_000),
        ("교육 5명, 4,321천원", 4_321_000),
        ("집행률 99.5%, 4,321천원", 4_321_000),
        ("집행실적 : 7억 4,150만원/집행률 : 99.5%", 741_500_000),
        ("100백 만 원", 100_000_000),
    ],
)
def test_dates_rates_and_counts_before_an_amount_are_no_money(text: str, amount: int) -> None:
    number, unit_won = parse_money(text, 1_000_000)
    assert won(number, unit_won or 0) == amount


@pytest.mark.parametrize("text", ["12명", "99.5%", "2031.9.30.", "9월", "1.2만명"])
def test_a_text_without_money_takes_no_unit_of_its_table(text: str) -> None:
    assert parse_money(text, 1_000)[0].state is State.TEXT


@pytest.mark.parametrize("cell", ["2031", "'31", "2031년", "2031년도", "(2031)", "1999"])
def test_a_year_is_known(cell: str) -> None:
    assert dates.is_year_like(cell)


@pytest.mark.parametrize("cell", ["3", "31", "2,031", "2031.5", "3031", "2031건", "제2031호", "", "20311"])
def test_what_is_no_year(cell: str) -> None:
    assert not dates.is_year_like(cell)


def test_a_date_may_be_written_as_a_number_is() -> None:
    assert parse("9.30").value == Decimal("9.30")
    assert all(map(dates.is_date_like, ("9.30", "2031.9", "9.30.", "2031.9.30.", "3월", "3/4분기")))
    assert not any(map(dates.is_date_like, ("9.31.5", "13.30", "9.32", "4,321", "3건", "9월 3건", "")))


@given(st.text("0123456789,.△▲- ()%원천백만억조월년일분기~→/'여약이상점명¹*주", max_size=40))
def test_no_cell_that_is_nearly_a_number_breaks_the_reading(cell: str) -> None:
    for number in (parse(cell), parse(cell, whole=True), *parse_pair(cell), *(parse_change(cell) or ())):
        assert (number.value is not None) is (number.state is State.VALUE)
    assert exactly(parse(cell)).is_bare
    assert parse_money(cell)[0].state in State
    taken, left = dates.split(cell)
    assert cell.find(left) >= 0 if taken else left == cell
