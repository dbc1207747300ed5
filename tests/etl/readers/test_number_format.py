"""Number formats: what people see of a kept number."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.readers.sheets.builtin_formats import BUILTIN
from etl.readers.sheets.number_format import exact, shown, shown_text

_ACCOUNTING = '_-* #,##0_-;\\-* #,##0_-;_-* "-"_-;_-@_-'
_TRIANGLE = '#,##0;"△"#,##0;"-"'


@pytest.mark.parametrize(
    ("kept", "code", "expected"),
    [
        ("0.823", "0.0%", "82.3%"),
        ("0.823", "0%", "82%"),
        ("-0.051", '0.0%;"△"0.0%', "△5.1%"),
        ("7", '0.0"%"', "7.0%"),
        ("1234567", "#,##0", "1,234,567"),
        ("-1234", "#,##0", "-1,234"),
        ("-1234", _TRIANGLE, "△1,234"),
        ("0", _TRIANGLE, "-"),
        ("-1234", "#,##0;[Red]△#,##0", "△1,234"),
        ("-1234", "#,##0_);(#,##0)", "(1,234)"),
        ("-1234", "#,##0;[Red]#,##0", "-1,234"),
        ("1234", "#,##0;[Red]#,##0", "1,234"),
        ("-1234", "#,##0_ ;[Color 3]#,##0_ ;0", "-1,234"),
        ("-1234", "[Blue]#,##0;[Blue]#,##0", None),
        ("-1234", "#,##0;#,##0", None),
        ("-1234", '#,##0"원";#,##0"원"', None),
        ("-1234", '#,##0;"감 "#,##0', "감 1,234"),
        ("-1234", "[Red][<0]#,##0;#,##0", "-1,234"),
        ("1234", _ACCOUNTING, "1,234"),
        ("-1234", _ACCOUNTING, "-1,234"),
        ("0", _ACCOUNTING, "-"),
        ("0", "#,###", ""),
        ("5", ";;;", ""),
        ("12.5", "#.##", "12.5"),
        ("12", "#.##", "12"),
        ("0.5", "#.0", ".5"),
        ("1.005", "0.00", "1.01"),
        ("-0.3", "0", "0"),
        ("1", "00", "01"),
        ("1234.5", "#,##0.00_ ;[Red]\\-#,##0.00\\ ", "1,234.50"),
        ("1234567", "#,##0,", "1,235"),
        ("1234567890", '#,##0,,"백만원"', "1,235백만원"),
        ("1500000", '[>=1000000]0.0,,"백만";#,##0', "1.5백만"),
        ("1500", '[>=1000000]0.0,,"백만";#,##0', "1,500"),
        ("1234", "[$₩-412]#,##0", "₩1,234"),
        ("1234", '#,##0"명"', "1,234명"),
        ("2027", '0"년"', "2027년"),
        ("1012345678", "000-0000-0000", "010-1234-5678"),
        ("0.30000000000000004", "General", "0.3"),
        ("0.30000000000000004", "", "0.3"),
        ("1234567890123", "General", "1234567890123"),
        ("0.3333333333333333", "General", "0.333333333"),
        ("-1234567.891234", "General", "-1234567.891"),
        ("1E-7", "General", "0.0000001"),
        ("12", 'General"명"', "12명"),
        ("-5", "@", "-5"),
        ("0.5", "# ?/?", "0.5"),
        ("12345", "0.00E+00", "12345"),
        ("46660", "yyyy-mm-dd", "2027-09-30"),
        ("46660", "m/d/yy", "2027-09-30"),
        ("46660.75", "yyyy/mm/dd hh:mm", "2027-09-30 18:00"),
        ("46660", "[$-F800]dddd, mmmm dd, yyyy", "2027-09-30"),
        ("46660", 'yyyy"년" m"월" d"일"', "2027년 9월 30일"),
        ("46660", 'yyyy"년"', "2027년"),
        ("46660", "yyyy.mm", "2027.09"),
        ("46660", "m/d", "9/30"),
        ("46660", "mmm-yy", "Sep-27"),
        ("0.75", "h:mm AM/PM", "6:00 PM"),
        ("0.510416666666667", "h:mm", "12:15"),
        ("1.5", "[h]:mm", "36:00"),
        ("1", "yyyy-mm-dd", "1900-01-01"),
        ("59", "yyyy-mm-dd", "1900-02-28"),
        ("61", "yyyy-mm-dd", "1900-03-01"),
        ("60", "yyyy-mm-dd", None),
        ("-1", "yyyy-mm-dd", None),
        ("2958466", "yyyy-mm-dd", None),
    ],
)
def test_a_number_is_shown_as_its_format_says(kept: str, code: str, expected: str | None) -> None:
    value = exact(kept)
    assert value is not None
    assert shown(value, code) == expected


def test_days_may_be_counted_from_1904() -> None:
    value = exact("45198")
    assert value is not None
    assert shown(value, "yyyy-mm-dd", is_1904=True) == "2027-09-30"


@pytest.mark.parametrize("kept", ["", "NaN", "1E+999999999", "12,3", "가"])
def test_what_no_sheet_keeps_is_no_number(kept: str) -> None:
    assert exact(kept) is None


@pytest.mark.parametrize(("code", "expected"), [('@"님"', "가님"), (_ACCOUNTING, "가"), ("0", "가")])
def test_a_text_may_have_words_around_it(code: str, expected: str) -> None:
    assert shown_text("가", code) == expected


_VALUES = st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**15), max_value=10**15).map(str)
_CODES = st.one_of(
    st.sampled_from(sorted(BUILTIN.values())),
    st.text('0#?,.%;@_*\\"[]<>=$-ymdhsaeGE+/ 가', max_size=24),
    st.text(max_size=12),
)


@given(_VALUES, _CODES)
def test_any_code_shows_something_in_one_line_or_nothing(kept: str, code: str) -> None:
    value = exact(kept)
    assert value is not None
    text = shown(value, code)
    assert text is None or len(text) < 400


@given(st.integers(-(10**12), 10**12), st.integers(0, 4))
def test_no_digit_of_an_amount_changes(size: int, places: int) -> None:
    code = "#,##0" + ("." + "0" * places if places else "")
    value = exact(str(size))
    assert value is not None
    assert shown(value, code) == f"{size:,.{places}f}"
