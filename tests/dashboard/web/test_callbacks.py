"""Choices become an address, and the controls' own appearance does not."""

from __future__ import annotations

from typing import Any

from dashboard.shell.filters import CodeList
from dashboard.web.callbacks import address_after, preferences_after

_FRAME: dict[str, Any] = {
    "path": "/programs",
    "home": "/programs",
    "subject": None,
    "query": "?year=2023&status=behind",
    "filter": {"org": "a", "year": "2023", "as_of": "2023-09-30", "direction": "", "status": "behind"},
    "preference": {"unit": "won", "lang": "ko", "theme": "auto"},
    "in_url": [["lang", "ko"]],
    "lists": {"columns": ["name", "budget", "rate"]},
    "defaults": {"columns": ["name", "budget", "rate"]},
}
_LISTS = {"columns": CodeList(("name", "original", "budget", "rate"), ("name", "budget", "rate"), "name")}
_SHOWN = {"org": "a", "year": "2023", "as_of": "2023-09-30", "direction": "*", "status": "behind"}
_LIKED = dict(_FRAME["preference"])


def test_controls_that_only_appear_change_nothing() -> None:
    assert address_after(_FRAME, _SHOWN, _LIKED, {}) is None
    assert preferences_after(_FRAME, _LIKED, None) is None


def test_a_choice_is_an_address() -> None:
    assert (
        address_after(_FRAME, {**_SHOWN, "status": "over"}, _LIKED, {})
        == "/programs?year=2023&status=over&lang=ko"
    )
    assert address_after(_FRAME, {**_SHOWN, "status": "*"}, _LIKED, {}) == "/programs?year=2023&lang=ko"
    assert (
        address_after(_FRAME, {**_SHOWN, "year": "2026"}, _LIKED, {})
        == "/programs?year=2026&status=behind&lang=ko"
    )


def test_a_choice_begins_a_long_list_anew() -> None:
    frame = {**_FRAME, "own": {"part": "lines.3", "depth": "all"}}
    changed = address_after(frame, {**_SHOWN, "status": "over"}, _LIKED, {})
    assert changed == "/programs?year=2023&status=over&depth=all&lang=ko"
    # Another unit shows the same rows: the reader stays where they are.
    kept = address_after(frame, _SHOWN, {**_LIKED, "lang": "en"}, {})
    assert kept == "/programs?year=2023&status=behind&part=lines.3&depth=all"


def test_another_year_leads_from_a_subject_to_its_list() -> None:
    frame = {**_FRAME, "path": "/directions/a-2023-1", "home": "/directions", "subject": "direction"}
    shown = {**_SHOWN, "direction": "a-2023-1"}
    frame["filter"] = {**_FRAME["filter"], "direction": "a-2023-1"}
    assert address_after(frame, shown, _LIKED, {}) is None
    assert (address_after(frame, {**shown, "year": "2026"}, _LIKED, {}) or "").startswith(
        "/directions?year=2026"
    )
    other = address_after(frame, {**shown, "direction": "가-2"}, _LIKED, {}) or ""
    assert other == "/directions/%EA%B0%80-2?status=behind&lang=ko"
    assert (address_after(frame, {**shown, "direction": "*"}, _LIKED, {}) or "").startswith("/directions?")


def test_a_preference_is_kept_and_leaves_the_address() -> None:
    liked = {**_LIKED, "lang": "en"}
    assert address_after(_FRAME, _SHOWN, liked, {}) == "/programs?year=2023&status=behind"
    assert preferences_after(_FRAME, liked, {"unit": "won"}) == {"unit": "won", "lang": "en"}
    assert preferences_after(_FRAME, {**_LIKED, "unit": "dollar"}, None) is None


def test_several_of_a_filter_are_one_value_whatever_their_order() -> None:
    frame = {**_FRAME, "path": "/brief", "query": "?year=2023&direction=a-1,a-3", "in_url": []}
    frame["filter"] = {**_FRAME["filter"], "direction": "a-1,a-3"}

    def after(*boxes: str) -> str | None:
        return address_after(frame, {"direction": boxes}, {}, {})

    assert after("a-3", "a-1") is None
    assert after("a-1", "a-3", "a-2") == "/brief?year=2023&direction=a-1,a-3,a-2"
    assert after("a-3") == "/brief?year=2023&direction=a-3"
    assert after() == "/brief?year=2023"


def test_a_list_of_codes_is_an_address_only_where_it_is_not_the_default() -> None:
    def after(*boxes: str, shown: tuple[str, ...] = ("name", "budget", "rate")) -> str | None:
        frame = {**_FRAME, "query": "?year=2023", "in_url": [], "lists": {"columns": list(shown)}}
        return address_after(frame, {"columns": boxes}, {}, _LISTS)

    assert after("name", "budget", "rate") is None
    # A box that was ticked last comes last in the browser, but not in the address.
    assert after("name", "budget", "rate", "original") == "/programs?year=2023&columns=original,budget,rate"
    assert after("name") == "/programs?year=2023&columns=name"
    assert after() == "/programs?year=2023&columns=name"
    assert after("rate", "name", "budget", shown=("name",)) == "/programs?year=2023"


def test_a_list_that_opens_with_less_can_be_shown_in_full() -> None:
    """A list that hides columns by itself: all of the usual ones are a choice there, and stay one."""

    def after(*boxes: str) -> str | None:
        frame = {
            **_FRAME, "query": "?year=2026", "in_url": [], "lists": {"columns": ["name", "budget"]},
            "defaults": {"columns": ["name", "budget"]},
        }  # fmt: skip
        return address_after(frame, {"columns": boxes}, {}, _LISTS)

    assert after("name", "budget") is None
    assert after("name", "budget", "rate") == "/programs?year=2026&columns=budget,rate"


def test_another_institution_leaves_the_document_open() -> None:
    frame = {
        **_FRAME, "path": "/sources", "query": "", "in_url": [],
        "filter": {"institution": "a", "document": "a-1", "severity": "error"},
        "own": {"institution": "a", "document": "a-1", "severity": "error"},
    }  # fmt: skip

    def after(**shown: str) -> str | None:
        return address_after(frame, {**frame["filter"], **shown}, {}, {}, {"institution": ("document",)})

    assert after() is None
    assert after(institution="b") == "/sources?institution=b&severity=error"
    assert after(severity="*") == "/sources?institution=a&document=a-1"
    assert after(institution="*") == "/sources?severity=error"
