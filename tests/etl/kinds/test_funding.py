"""Funding marks before a name, and tags after it."""

from __future__ import annotations

import pytest

from etl.outline.funding import leading_tags, split_funding, split_tags


@pytest.mark.parametrize(
    ("printed", "name", "funding"),
    [
        ("(수탁)푸른 숲 가꾸기", "푸른 숲 가꾸기", "수탁"),
        ("[기부/대행] 푸른 숲 가꾸기", "푸른 숲 가꾸기", "기부/대행"),
        ("(기부,자체)푸른 숲 가꾸기", "푸른 숲 가꾸기", "기부/자체"),
        ("[수탁기관]푸른 숲", "푸른 숲", "수탁기관"),
        ("푸른 숲 가꾸기", "푸른 숲 가꾸기", None),
        ("(나무)푸른 숲 가꾸기", "(나무)푸른 숲 가꾸기", None),
        ("(수탁)", "(수탁)", None),
    ],
)
def test_a_mark_in_brackets(printed: str, name: str, funding: str | None) -> None:
    assert split_funding(printed) == (name, funding)


@pytest.mark.parametrize(
    ("printed", "listed", "funding"),
    [
        ("대행/자체푸른 숲 가꾸기", "푸른 숲 가꾸기", "대행/자체"),
        ("수탁기관「푸른 숲」 발간", "「푸른 숲」 발간", "수탁기관"),
        ("수탁기관 푸른 숲 가꾸기", "푸른 숲 가꾸기", "수탁기관"),
        ("자체365 운영", "365 운영", "자체"),
        ("자체감사 운영", "자체감사 운영", None),
        ("기부문화 확산", "기부문화 확산", None),
    ],
)
def test_a_mark_without_brackets_counts_where_the_list_has_the_rest(
    printed: str, listed: str, funding: str | None
) -> None:
    assert split_funding(printed, listed) == (listed, funding)


@pytest.mark.parametrize(
    ("title", "listed", "name", "tags"),
    [
        ("푸른 숲 가꾸기 강화", "푸른 숲 가꾸기", "푸른 숲 가꾸기", ("강화",)),
        ("푸른 숲 가꾸기 강화", "푸른 숲 가꾸기 강화", "푸른 숲 가꾸기 강화", ()),
        ("푸른 숲 역량 강화 강화", "푸른 숲 역량 강화", "푸른 숲 역량 강화", ("강화",)),
        ("푸른 숲 신규 통합", "푸른 숲", "푸른 숲", ("신규", "통합")),
        ("푸른 숲", "푸른 숲", "푸른 숲", ()),
    ],
)
def test_a_closing_word_is_a_tag_unless_the_list_prints_it_too(
    title: str, listed: str, name: str, tags: tuple[str, ...]
) -> None:
    assert split_tags(title, listed) == (name, tags)


def test_tags_before_an_office() -> None:
    assert leading_tags("지속미래실") == (("지속",), "미래실")
    assert leading_tags("신규 강화") == (("신규", "강화"), "")
    assert leading_tags("미래실") == ((), "미래실")
