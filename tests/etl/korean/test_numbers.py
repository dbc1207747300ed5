"""Printed numbers: what is a figure, what is none, and what must never become one."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.korean.numbers import State, parse, parse_money, parse_pair, parse_rate, won
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
        ("없음", State.TEXT),
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
