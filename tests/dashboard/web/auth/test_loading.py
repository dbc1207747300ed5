"""Loading where readers sign in: executives and loaders load; to everybody else there is no such page."""

from __future__ import annotations

import json
import re
from pathlib import Path
from urllib.parse import urlencode

import pytest

from dashboard.ui.labels import load
from tests.conftest import ROOT
from tests.dashboard.web.auth.conftest import Visitor, etl
from tests.dashboard.web.auth.facts import FOUNDATION, OWN

KO = load("ko")
SEARCH = "?" + urlencode({"org": FOUNDATION, "year": 2026, "as_of": "2026-06-30"})
_LINK = 'href="/load"'
ID = "20261128T090000-0123456789ab"


@pytest.fixture(scope="module")
def draft(address: str, warehouse: Path) -> str:
    """The load id of a draft of what was handed in."""
    assert address
    folder = warehouse.with_name(f"{warehouse.name}.uploads") / ID
    folder.mkdir(parents=True)
    etl("load", "--facts", str(ROOT / "etl" / "data"), "--warehouse", str(folder / "draft.duckdb"))
    load_id = "20261128T090000000-0123456789ab"
    handed_in = {
        "name": "초안.txt", "sha256": "0" * 64, "format": "text", "size": 1, "role": "loader",
        "handed_in_at": "2026-11-28T09:00:00+00:00",
    }  # fmt: skip
    (folder / "upload.json").write_text(json.dumps(handed_in), "utf-8")
    (folder / "draft.json").write_text(json.dumps({"load_id": load_id}), "utf-8")
    (folder / "job").mkdir()
    (folder / "job" / "work").write_text("publish", "utf-8")
    (folder / "job" / "ended").write_text("outdated", "utf-8")
    return load_id


@pytest.mark.parametrize(
    ("person", "may"),
    [
        ("executive", True),
        ("loader", True),
        ("both", True),
        ("manager", False),
        ("elsewhere", False),
        ("council", False),
    ],
)
def test_who_may_load_finds_the_page_and_drafts(
    signed_in: dict[str, Visitor], draft: str, person: str, may: bool
) -> None:
    visitor = signed_in[person]
    assert (_LINK in visitor.get("/").text) is may
    answers = (visitor.get("/load"), visitor.get(f"/load/{ID}"), visitor.get(f"/sources?build={draft}"))
    assert [answer.status_code for answer in answers] == ([200] * 3 if may else [404] * 3)
    assert ("초안.txt" in answers[0].text) is may
    refused = visitor.post("/load", data={"act": "hand_in"}, allow_redirects=False)
    assert refused.status_code == (303 if may else 404)
    elsewhere = visitor.post("/load", data={"act": "hand_in"}, origin="https://elsewhere.example")
    assert elsewhere.status_code == 403


def _answer(visitor: Visitor, reason: str) -> int:
    """Save a draft of an answer for one's own programme; return the status."""
    page = visitor.get(f"/answers{SEARCH}").text
    form = next(card for card in re.findall(r"<article .*?</article>", page, re.DOTALL) if OWN in card)
    fields = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', form))
    sent = {**fields, "reason": reason, "plan": "", "due_on": "", "act": "save"}
    return visitor.post(f"/answers{SEARCH}", data=sent, allow_redirects=False).status_code


def test_who_loads_and_runs_a_department_does_both(signed_in: dict[str, Visitor]) -> None:
    both = signed_in["both"]
    assert _answer(both, "파랑봉인") == 303
    for person in ("executive", "manager", "both"):
        assert "파랑봉인" in signed_in[person].get(f"/answers{SEARCH}").text
    page = both.get(f"/answers{SEARCH}").text
    cards = re.findall(r"<article .*?</article>", page, re.DOTALL)
    # Every document is there, but only what the department runs can be answered.
    assert any("answer-form" not in card for card in cards) and KO("role.loader") in page
    assert "파랑봉인" not in signed_in["loader"].get(f"/answers{SEARCH}").text


def test_a_loader_sees_every_document_and_no_draft_of_an_answer(signed_in: dict[str, Visitor]) -> None:
    manager, loader = signed_in["manager"], signed_in["loader"]
    assert _answer(manager, "노랑봉인") == 303
    assert "노랑봉인" in signed_in["executive"].get(f"/answers{SEARCH}").text
    seen = loader.get(f"/answers{SEARCH}").text
    assert OWN in seen and "노랑봉인" not in seen and "answer-form" not in seen
    assert KO("role.loader") in seen
