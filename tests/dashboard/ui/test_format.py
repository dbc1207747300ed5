"""Values become text in one place: units, rounding, signs, the spoken form."""

from __future__ import annotations

import subprocess
import sys
import time
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.ui.format import MISSING, Formatter
from dashboard.ui.labels import load
from etl.settings import keep_office_time, settings
from etl.terms.units import DISPLAY_UNITS, WON_PER_UNIT

_KO = {unit: Formatter(load("ko"), unit) for unit in DISPLAY_UNITS}
_EN = Formatter(load("en"), "thousand_won")


@pytest.mark.parametrize(
    ("unit", "won", "text"),
    [
        ("won", 12_659_000, "12,659,000"),
        ("thousand_won", 12_659_000, "12,659"),
        ("million_won", 12_659_000, "13"),
        ("million_won", 12_499_999, "12"),
        ("million_won", 12_500_000, "13"),
        ("million_won", -12_500_000, "△13"),
        ("million_won", -400_000, "0"),
        ("hundred_million_won", 24_017_250_000, "240.2"),
        ("hundred_million_won", 5_000_000, "0.1"),
        ("thousand_won", 0, "0"),
        ("thousand_won", None, MISSING),
    ],
)
def test_money(unit: str, won: int | None, text: str) -> None:
    assert _KO[unit].money(won) == text


@pytest.mark.parametrize(
    ("won", "spoken"),
    [
        (24_017_250_000, "240억 1,725만 원"),
        (24_017_254_000, "240억 1,725만 4,000원"),
        (1_000_000_000_000, "1조 원"),
        (9_999, "9,999원"),
        (0, "0원"),
        (-10_000, "△1만 원"),
        (None, MISSING),
    ],
)
def test_spoken(won: int | None, spoken: str) -> None:
    assert _KO["won"].spoken(won) == spoken


def test_english_writes_a_minus() -> None:
    assert _EN.money(-12_000) == "-12"
    assert _EN.spoken(-12_000) == "KRW -12,000"


@pytest.mark.parametrize(
    ("value", "text"),
    [(82.25, "82.3%"), (72.65, "72.7%"), (0.0, "0.0%"), (104.0, "104.0%"), (-3.04, "△3.0%"), (None, MISSING)],
)
def test_percent_rounds_half_up(value: float | None, text: str) -> None:
    assert _KO["won"].percent(value) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [(7.3, "+7.3%p"), (-12.31, "△12.3%p"), (0.004, "0.0%p"), (-0.04, "0.0%p"), (None, MISSING)],
)
def test_points_carry_a_sign_only_where_they_differ(value: float | None, text: str) -> None:
    assert _KO["won"].points(value) == text


def test_numbers_keep_their_own_decimals() -> None:
    write = _KO["won"]
    assert [write.number(v) for v in (7_000.0, 92.68, 0.5, None)] == ["7,000", "92.68", "0.5", MISSING]
    assert write.measured(12_734.0, "건") == "12,734건"
    assert write.measured(None, "건") == MISSING


def test_changes_and_days() -> None:
    write = _KO["million_won"]
    assert write.money_change(2_986_637_000) == "+2,987"
    assert write.money_change(-2_986_637_000) == "△2,987"
    assert write.percent_change(10.33) == "+10.3%"
    assert write.money_with_unit(12_659_000) == "13백만원"
    assert write.day(date(2023, 9, 30)) == "2023. 9. 30."
    assert _EN.day(date(2023, 9, 3)) == "2023-09-03"


@given(st.integers(-(10**15), 10**15), st.sampled_from(DISPLAY_UNITS))
def test_what_is_shown_is_within_half_a_unit(won: int, unit: str) -> None:
    text = _KO[unit].money(won).replace(",", "").replace("△", "-")
    step = WON_PER_UNIT[unit] if unit != "hundred_million_won" else WON_PER_UNIT[unit] // 10
    assert abs(float(text) * WON_PER_UNIT[unit] - won) <= step / 2 + 1


@pytest.mark.parametrize(
    ("figure", "text"),
    [
        ("27172.22", "27,172.22"),
        ("-4268.22", "△4,268.22"),
        ("557030", "557,030"),
        ("1,241,7000천원", "1,241,7000천원"),
        ("2020-09-30", "2020-09-30"),
        (None, "—"),
    ],
)
def test_a_findings_figure_is_grouped(figure: str | None, text: str) -> None:
    assert Formatter(load("ko"), "won").printed(figure) == text


@pytest.mark.parametrize(
    ("won", "text"),
    [
        (999_999_000_000, "1.00조"),
        (-999_999_000_000, "△1.00조"),
        (999_400_000_000, "9,994억"),
        (99_999_999, "1.00억"),
        (9_999_999_999, "100억"),
        (999_999_999, "10.0억"),
        (9_999, "9,999원"),
    ],
)
def test_what_rounds_up_to_a_larger_step_is_said_in_that_one(won: int, text: str) -> None:
    assert _KO["won"].short(won) == text


def test_english_steps_are_rounded_likewise() -> None:
    assert _EN.short(999_999_000_000) == "1.00 tn"
    assert _EN.short(999_950_000) == "1.00 bn"


@pytest.mark.parametrize(
    ("zone", "ko", "en"),
    [
        (None, "2026. 11. 21. 09:05:00 (한국 시간)", "2026-11-21 09:05:00 (Korean time)"),
        ("UTC", "2026. 11. 21. 00:05:00 (UTC+00:00)", "2026-11-21 00:05:00 (UTC+00:00)"),
    ],
)
def test_a_moment_is_told_in_the_time_of_the_offices_and_names_it(
    monkeypatch: pytest.MonkeyPatch, zone: str | None, ko: str, en: str
) -> None:
    at = datetime(2026, 11, 21, 0, 5, tzinfo=UTC)
    with monkeypatch.context() as patched:
        patched.setenv("TZ", zone or "")
        keep_office_time(settings().tz)
        assert _KO["won"].moment(at) == ko
        assert _EN.moment(at) == en
        # The process that a file is made in tells the same.
        told = "from datetime import *; print(datetime.fromtimestamp(0, UTC).astimezone().tzname())"
        done = subprocess.run([sys.executable, "-c", told], capture_output=True, check=True, text=True)
        assert done.stdout.strip() == ("KST" if zone is None else "UTC")
    time.tzset()
