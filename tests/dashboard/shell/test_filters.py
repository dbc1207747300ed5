"""The URL is the only place where the filters are kept: what is written is what is read."""

from __future__ import annotations

import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.shell.filters import FUNDINGS, Filters, from_query
from etl.terms.measures import BUDGET_STATUSES, GOAL_STATUSES

_TEXT = (
    st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=60)
    .map(lambda text: unicodedata.normalize("NFC", text))
    .filter(lambda text: 0 < len(text) <= 200)
)
_IDS = st.lists(_TEXT, min_size=1, max_size=9).map(",".join).filter(lambda text: text.strip(" ,\u3000"))
_FILTERS = st.builds(
    Filters,
    org=st.none() | _TEXT,
    year=st.none() | st.integers(1000, 2999),
    as_of=st.none() | st.dates(),
    direction=st.none() | _IDS,
    department=st.none() | _IDS,
    funding=st.none() | st.sampled_from(FUNDINGS),
    status=st.none() | st.sampled_from(BUDGET_STATUSES),
    goal_status=st.none() | st.sampled_from(GOAL_STATUSES),
)


@given(_FILTERS)
def test_what_is_written_is_read(filters: Filters) -> None:
    reading = from_query(filters.to_query())
    assert reading.filters == filters
    assert reading.problems == ()


@given(st.text(max_size=300))
def test_junk_never_raises_and_never_invents(search: str) -> None:
    reading = from_query(search)
    assert from_query(reading.filters.to_query()).filters == reading.filters


def test_no_choice_is_no_query() -> None:
    assert Filters().to_query() == ""
    assert from_query("").filters == from_query(None).filters == Filters()


@pytest.mark.parametrize(
    ("search", "reason"),
    [
        ("?foo=1", "unknown_key"),
        ("?year=20x3", "malformed"),
        ("?year=٢٠٢٣", "malformed"),
        ("?as_of=2023-02-30", "malformed"),
        ("?status=great", "malformed"),
        ("?funding=복권", "malformed"),
        ("?direction=" + "가" * 201, "malformed"),
        ("?direction=" + "가나," * 1001, "malformed"),
        ("?direction=,", "malformed"),
        ("?direction=a%00b", "malformed"),
        ("?year=2023&year=2024", "repeated"),
        ("?" + "&".join(f"a{n}=1" for n in range(80)), "too_many"),
    ],
)
def test_what_cannot_be_used_is_said(search: str, reason: str) -> None:
    assert [problem.reason for problem in from_query(search).problems] == [reason]


def test_the_same_value_twice_is_no_problem() -> None:
    reading = from_query("?year=2023&year=2023")
    assert reading.filters.year == 2023
    assert reading.problems == ()


def test_a_decomposed_id_is_the_same_id() -> None:
    query = "?direction=" + unicodedata.normalize("NFD", "재단-2023-1")
    assert from_query(query).filters.direction == "재단-2023-1"


def test_another_year_lets_go_of_its_directions() -> None:
    filters = Filters(org="a", year=2023, as_of=date(2023, 9, 30), direction="d", status="behind")
    assert filters.changed("year", 2026) == Filters(org="a", year=2026, status="behind")
    assert filters.changed("status", None) == Filters(
        org="a", year=2023, as_of=date(2023, 9, 30), direction="d"
    )


def test_what_a_messenger_adds_to_a_shared_link_is_no_mistake_of_its_reader() -> None:
    found = from_query("?year=2023&utm_source=kakao&utm_medium=&fbclid=x&NaPm=ct%3D1")
    assert (found.filters.year, found.problems) == (2023, ())
