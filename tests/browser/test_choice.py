"""Choices become an address, and the controls' own appearance does not."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Request

from dashboard.shell.choosing import RULES
from tests.browser.conftest import Visit, visiting
from tests.conftest import ROOT

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
    "own": {},
    "live": ["search"],
    "known": {"columns": {"known": ["name", "original", "budget", "rate"], "fixed": "name"}},
    "renews": {},
}
_SHOWN = {"org": "a", "year": "2023", "as_of": "2023-09-30", "direction": "*", "status": "behind"}
_LIKED = dict(_FRAME["preference"])
Frame = Mapping[str, Any]
Chosen = Mapping[str, str | Sequence[str]]


class Script:
    """The script that makes addresses, in a browser and alone."""

    def __init__(self, page: Page) -> None:
        self._page = page

    def address(
        self, frame: Frame, chosen: Chosen, wished: Mapping[str, str], search: str = ""
    ) -> str | None:
        """Return the address that the controls ask for; None where they only show the one there is."""
        given = [RULES, frame, chosen, wished, search]
        found: str | None = self._page.evaluate("given => window.councilChoice.address(...given)", given)
        return found

    def preferences(self, frame: Frame, wished: Mapping[str, str], kept: object) -> dict[str, str] | None:
        """Return what the browser shall keep; None where nothing was changed."""
        given = [RULES, frame, wished, kept]
        found: dict[str, str] | None = self._page.evaluate(
            "given => window.councilChoice.preferences(...given)", given
        )
        return found


@pytest.fixture(scope="module")
def script(browser: Browser) -> Iterator[Script]:
    page = browser.new_page()
    page.add_script_tag(path=ROOT / "assets" / "choice.js")
    yield Script(page)
    page.close()


@pytest.fixture
def visit(browser: Browser, address: str) -> Iterator[Visit]:
    with visiting(browser, address) as opened:
        yield opened


def test_controls_that_only_appear_change_nothing(script: Script) -> None:
    assert script.address(_FRAME, _SHOWN, _LIKED) is None
    assert script.preferences(_FRAME, _LIKED, None) is None


def test_a_choice_is_an_address(script: Script) -> None:
    assert (
        script.address(_FRAME, {**_SHOWN, "status": "over"}, _LIKED)
        == "/programs?year=2023&status=over&lang=ko"
    )
    assert script.address(_FRAME, {**_SHOWN, "status": "*"}, _LIKED) == "/programs?year=2023&lang=ko"
    assert (
        script.address(_FRAME, {**_SHOWN, "year": "2026"}, _LIKED)
        == "/programs?year=2026&status=behind&lang=ko"
    )


def test_a_choice_begins_a_long_list_anew(script: Script) -> None:
    frame = {**_FRAME, "own": {"part": "lines.3", "depth": "all"}}
    changed = script.address(frame, {**_SHOWN, "status": "over"}, _LIKED)
    assert changed == "/programs?year=2023&status=over&depth=all&lang=ko"
    # Another unit shows the same rows: the reader stays where they are.
    kept = script.address(frame, _SHOWN, {**_LIKED, "lang": "en"})
    assert kept == "/programs?year=2023&status=behind&part=lines.3&depth=all"


def test_another_year_leads_from_a_subject_to_its_list(script: Script) -> None:
    frame = {**_FRAME, "path": "/directions/a-2023-1", "home": "/directions", "subject": "direction"}
    shown = {**_SHOWN, "direction": "a-2023-1"}
    frame["filter"] = {**_FRAME["filter"], "direction": "a-2023-1"}
    assert script.address(frame, shown, _LIKED) is None
    assert (script.address(frame, {**shown, "year": "2026"}, _LIKED) or "").startswith(
        "/directions?year=2026"
    )
    other = script.address(frame, {**shown, "direction": "가-2"}, _LIKED) or ""
    assert other == "/directions/%EA%B0%80-2?status=behind&lang=ko"
    assert (script.address(frame, {**shown, "direction": "*"}, _LIKED) or "").startswith("/directions?")


def test_a_preference_is_kept_and_leaves_the_address(script: Script) -> None:
    liked = {**_LIKED, "lang": "en"}
    assert script.address(_FRAME, _SHOWN, liked) == "/programs?year=2023&status=behind"
    assert script.preferences(_FRAME, liked, {"unit": "won"}) == {"unit": "won", "lang": "en"}
    assert script.preferences(_FRAME, {**_LIKED, "unit": "dollar"}, None) is None


def test_several_of_a_filter_are_one_value_whatever_their_order(script: Script) -> None:
    frame = {**_FRAME, "path": "/brief", "query": "?year=2023&direction=a-1,a-3", "in_url": []}
    frame["filter"] = {**_FRAME["filter"], "direction": "a-1,a-3"}

    def after(*boxes: str) -> str | None:
        return script.address(frame, {"direction": boxes}, {})

    assert after("a-3", "a-1") is None
    assert after("a-1", "a-3", "a-2") == "/brief?year=2023&direction=a-1,a-3,a-2"
    assert after("a-3") == "/brief?year=2023&direction=a-3"
    assert after() == "/brief?year=2023"


def test_a_list_of_codes_is_an_address_only_where_it_is_not_the_default(script: Script) -> None:
    def after(*boxes: str, shown: tuple[str, ...] = ("name", "budget", "rate")) -> str | None:
        frame = {**_FRAME, "query": "?year=2023", "in_url": [], "lists": {"columns": list(shown)}}
        return script.address(frame, {"columns": boxes}, {})

    assert after("name", "budget", "rate") is None
    # A box that was ticked last comes last in the browser, but not in the address.
    assert after("name", "budget", "rate", "original") == "/programs?year=2023&columns=original,budget,rate"
    assert after("name") == "/programs?year=2023&columns=name"
    assert after() == "/programs?year=2023&columns=name"
    assert after("rate", "name", "budget", shown=("name",)) == "/programs?year=2023"


def test_a_list_that_opens_with_less_can_be_shown_in_full(script: Script) -> None:
    """A list that hides columns by itself: all of the usual ones are a choice there, and stay one."""

    def after(*boxes: str) -> str | None:
        frame = {
            **_FRAME, "query": "?year=2026", "in_url": [], "lists": {"columns": ["name", "budget"]},
            "defaults": {"columns": ["name", "budget"]},
        }  # fmt: skip
        return script.address(frame, {"columns": boxes}, {})

    assert after("name", "budget") is None
    assert after("name", "budget", "rate") == "/programs?year=2026&columns=budget,rate"


def test_another_institution_leaves_the_document_open(script: Script) -> None:
    frame = {
        **_FRAME, "path": "/sources", "query": "", "in_url": [],
        "filter": {"institution": "a", "document": "a-1", "severity": "error"},
        "own": {"institution": "a", "document": "a-1", "severity": "error"},
        "renews": {"institution": ["document"]},
    }  # fmt: skip

    def after(**shown: str) -> str | None:
        return script.address(frame, {**frame["filter"], **shown}, {})

    assert after() is None
    assert after(institution="b") == "/sources?institution=b&severity=error"
    assert after(severity="*") == "/sources?institution=a&document=a-1"
    assert after(institution="*") == "/sources?severity=error"


def test_what_stands_in_an_address_is_quoted_as_the_server_quotes_it(script: Script) -> None:
    shown = {**_SHOWN, "direction": "가 (1)'*!~-2"}
    assert script.address(_FRAME, shown, _LIKED) == (
        "/programs?year=2023&direction=%EA%B0%80%20%281%29%27%2A%21~-2&status=behind&lang=ko"
    )


def test_what_the_list_has_written_into_the_address_stays_in_it(script: Script) -> None:
    frame = {**_FRAME, "own": {"search": "drawn with", "columns": "budget"}}
    shown = {**_SHOWN, "status": "over"}
    now = script.address(frame, shown, _LIKED, "?search=typed%20since&org=b")
    assert now == "/programs?year=2023&status=over&columns=budget&search=typed%20since&lang=ko"
    assert script.address(frame, shown, _LIKED, "?year=2023") == (
        "/programs?year=2023&status=over&columns=budget&lang=ko"
    )


@pytest.mark.parametrize(
    ("path", "control", "value"),
    [
        ("/goals", ".filter-controls select >> nth=1", "2026"),
        ("/programs?search=a", ".filter-controls select >> nth=1", "2026"),
        ("/goals", ".preferences select >> nth=0", "won"),
        ("/goals?lang=ko&year=2023", ".preferences select >> nth=1", "en"),
    ],
)
def test_a_choice_is_one_trip(visit: Visit, path: str, control: str, value: str) -> None:
    visit.open(path)
    asked: list[Request] = []
    visit.page.on("request", lambda request: asked.append(request))
    with visit.page.expect_response(re.compile("/_dash-update-component")):
        visit.page.locator(control).select_option(value)
    visit.page.wait_for_function(
        "([control, value]) => document.querySelectorAll(control[0])[control[1]].value === value",
        arg=[[control.split(" >> nth=")[0], int(control[-1])], value],
    )
    visit.settle()
    # A list asks for what is said of the rows in sight once it stands. The browser has the icon already.
    said = [request.post_data or request.url for request in asked]
    before = [each for each in said if "programs-sentence" not in each and "_favicon" not in each]
    assert len(before) == 1, said
    assert "_pages_content" in before[0]
