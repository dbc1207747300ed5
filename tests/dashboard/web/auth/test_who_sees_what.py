"""What is not published exists for nobody else: every page, file, answer and error is read through for it.

Each person follows every link there is, takes every file, and asks the API for everything. The executive does
the same, and has to find the marks wherever they can be: a search that finds nothing anywhere proves nothing.
"""

from __future__ import annotations

import base64
import io
import json
import re
import time
import zipfile
from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path
from urllib.parse import quote, unquote, urlencode

import pypdfium2
import pytest

from dashboard.ui.labels import load
from dashboard.web.jobs import Jobs
from etl.audience import COUNCIL, EVERYTHING
from tests.dashboard.web.auth.conftest import Visitor, etl
from tests.dashboard.web.auth.facts import (
    FAR,
    FOUNDATION,
    MIDYEAR,
    OFFICE,
    OTHER_OFFICE,
    OTHERS,
    OWN,
    REPORT_NAME,
    SHARED,
)

KO = load("ko")
# Each figure as thousand won, as won, and in hundred millions, which is how cards say it.
MARKS_OF_OTHERS = (OTHERS, "973,973", "973973", "9,739", "9739억")
MARKS_OF_OWN = (OWN, "481,516", "481516", "4,815.", "4815억")
MARKS_OF_DOCUMENTS = (MIDYEAR, REPORT_NAME, FAR, "2031", "far.txt")
DRAFT, DRAFT_OF_OTHERS = "주홍봉인", "연두봉인"
"""The marks of what a manager has written of the own programmes, and of what an executive has of others'."""
OF_MIDYEAR = urlencode({"org": FOUNDATION, "year": 2026, "as_of": "2026-06-30"})
SECRET = (*MARKS_OF_OTHERS, *MARKS_OF_OWN, *MARKS_OF_DOCUMENTS)
_CARD = re.compile(r'<article [^>]*class="answer-card".*?</article>', re.DOTALL)
_FIELD = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)">')
# Within the HTML of an answer, whose quotation marks JSON escapes, and of a component.
_LINK = re.compile(r'href(?:": |=\\)"(/[^"\\]*)')
# Ids of loads and requests, digests, times, lengths and numbers of lines hold any four digits at some time.
_CHANCE = re.compile(
    r""""line": ?\d+|'Content-Length': '\d+'|"""
    r"\d{8}T\d{9}-[0-9a-f]{12}|\b[0-9a-f]{32,64}\b|T\d\d:\d\d:\d\d[.\d]*"
)
_SUBJECTS = {"executive": 2, "loader": 1, "both": 1, "council": 4, "manager": 4, "elsewhere": 1}
"""How many pages of each kind of subject a person opens; every list, and every secret, is opened."""


@dataclass
class Read:
    """Everything that one person got to read: texts by the address or file that they came from."""

    visitor: Visitor
    most: int
    texts: dict[str, str] = field(default_factory=dict)
    kinds: Counter[str] = field(default_factory=Counter)

    def keep(self, kind: str, where: str, text: str) -> None:
        self.texts[f"{kind} {where}"] = _CHANCE.sub("", unquote(text))
        self.kinds[kind] += 1

    def found(self, marks: tuple[str, ...]) -> dict[str, set[str]]:
        """Return the marks that were found, by what they stood in."""
        seen = {where: {mark for mark in marks if mark in text} for where, text in self.texts.items()}
        return {where: some for where, some in seen.items() if some}

    def crawl(self) -> None:
        """Follow every link, take every file, and ask the API for everything."""
        self._pages()
        self._brief_of_the_house()
        self._api("/api/v1/")
        for path in ("/", "/programs", "/_dash-layout", "/_dash-dependencies"):
            self.keep("shell", path, self.visitor.get(path).text)

    def _pages(self) -> None:
        waiting, seen = deque(["/"]), set()
        while waiting:
            path, _, query = waiting.popleft().partition("#")[0].partition("?")
            path = unquote(path)
            kind, _, subject = path.strip("/").partition("/")
            # Loading is a form of the server's own, and none of the pages that are rendered.
            if path in seen or kind in ("api", "sign-out", "load"):
                continue
            seen.add(path)
            if subject and not any(mark in path for mark in (*SECRET, SHARED)):
                self.kinds[f"{kind} of one subject"] += 1
                if self.kinds[f"{kind} of one subject"] > self.most:
                    continue
            page = self.visitor.page(path, f"?{query}" if query else "")
            self.keep("page", f"{path}?{query}", page)
            self.keep("shell", f"{path}?{query}", self.visitor.get(f"{quote(path)}?{query}").text)
            waiting.extend(unescape(link) for link in _LINK.findall(page))
            if not subject or self.kinds[f"{kind} of one subject"] <= 2:
                self._files(path, query, page)

    def _brief_of_the_house(self) -> None:
        """Take the brief that holds drafts, which no link leads to, with every file of it."""
        query = f"{OF_MIDYEAR}&reader=institution"
        page = self.visitor.page("/brief", f"?{query}")
        self.keep("page", f"/brief?{query}", page)
        self._files("/brief", query, page)

    def _files(self, path: str, query: str, page: str) -> None:
        for kind in ("csv", "xlsx", "pdf", "hwpx"):
            if f'data-file=\\"{kind}\\"' in page:
                self._file(path, query, kind)

    def _file(self, path: str, query: str, kind: str) -> None:
        answer = self.visitor.take(path, f"?{query}" if query else "", kind)
        sent = answer.get("download", {}).get("data")
        if sent:
            content = base64.b64decode(sent["content"])
            text = sent["filename"] + "\n" + "\n".join(texts_of(kind, content))
            self.keep(kind, f"{path}?{query}", text)

    def _api(self, address: str) -> None:
        waiting, seen = [address], set()
        while waiting:
            asked = waiting.pop()
            if asked in seen:
                continue
            seen.add(asked)
            answer = self.visitor.get(asked)
            self.keep("api", asked, answer.text + str(answer.headers))
            body = answer.json()
            follow = [body.get("links", {}).get("next"), *(r["address"] for r in body.get("resources", []))]
            rows = body.get("data") or []
            if isinstance(rows, list):
                follow += [row["links"]["self"] for row in rows[:3] if "self" in row.get("links", {})]
                if "scopes" in asked:
                    follow += [
                        f"/api/v1/{name}?org={quote(row['organization_id'])}&year={row['fiscal_year']}"
                        f"&as_of={row['as_of']}"
                        for row in rows
                        for name in (
                            "programs",
                            "directions",
                            "goals",
                            "trends",
                            "findings",
                            "answers",
                            "remarks",
                        )
                    ]
            waiting += [each for each in follow if each and "{" not in each]


def texts_of(kind: str, content: bytes) -> Iterator[str]:
    """Yield the texts of a file, as somebody would who unpacks it."""
    if kind in ("xlsx", "hwpx"):
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            for name in packed.namelist():
                yield name + packed.read(name).decode("utf-8", "replace")
    elif kind == "pdf":
        document = pypdfium2.PdfDocument(content)
        about = document.get_metadata_dict()
        # A time of day may print the same digits as a figure.
        yield str({name: said for name, said in about.items() if not name.endswith("Date")})
        for page in document:
            # A line's end may stand in the middle of a name.
            yield re.sub(r"\s+", " ", page.get_textpage().get_text_bounded())
    else:
        yield content.decode("utf-8", "replace")


def _write_drafts(signed_in: dict[str, Visitor]) -> None:
    """Write an answer and a remark as a manager, and as an executive of what is none of the manager's."""
    for person, subject, unit, mark in (
        ("manager", OWN, OFFICE, DRAFT),
        ("executive", OTHERS, OTHER_OFFICE, DRAFT_OF_OTHERS),
    ):
        visitor = signed_in[person]
        cards = _CARD.findall(visitor.get(f"/answers?{OF_MIDYEAR}").text)
        card = next(card for card in cards if f"{subject} 새 사업" in card and "answer-form" in card)
        fields = {name: unescape(value) for name, value in _FIELD.findall(card)}
        said = {"reason": f"{mark} 사유", "plan": f"{mark} 계획", "due_on": "2026-08-31", "act": "submit"}
        remark = {
            "key": "new", "seen": "0", "act": "submit", "said": f"{mark} 지적", "unit": unit,
            "action": f"{mark} 조치",
        }  # fmt: skip
        for path, sent in (("/answers", {**fields, **said}), ("/remarks", remark)):
            answer = visitor.post(f"{path}?{OF_MIDYEAR}", data=sent, allow_redirects=False)
            assert answer.status_code == 303, (person, path, answer.text[:600])


@pytest.fixture(scope="module")
def read(signed_in: dict[str, Visitor]) -> dict[str, Read]:
    """What each person read, once there were drafts of a manager and of an executive."""
    _write_drafts(signed_in)
    everybody = {person: Read(visitor, _SUBJECTS[person]) for person, visitor in signed_in.items()}
    for one in everybody.values():
        one.crawl()
    return everybody


def test_an_executive_finds_every_mark_in_every_kind_of_answer(read: dict[str, Read]) -> None:
    found = read["executive"].found(SECRET)
    assert set().union(*found.values()) >= {
        OTHERS, OWN, "973,973", "973973", "481,516", "481516", MIDYEAR, FAR, "2031",
    }  # fmt: skip
    kinds = {where.split()[0] for where in found}
    assert kinds == {"page", "shell", "api", "csv", "xlsx", "pdf", "hwpx"}
    # The lines of the report itself, beside the cited one.
    assert any(f"{OTHERS} 보고서의" in text for text in read["executive"].texts.values())


@pytest.mark.parametrize("person", ["council", "elsewhere"])
def test_what_is_not_published_exists_for_no_one_else(read: dict[str, Read], person: str) -> None:
    assert read[person].found(SECRET) == {}
    assert read[person].kinds["page"] > 12
    assert {"page", "api", "csv", "xlsx", "pdf", "hwpx"} <= set(read[person].kinds)


def test_a_manager_finds_the_own_programmes_and_no_others(read: dict[str, Read]) -> None:
    mine = read["manager"]
    assert mine.found(MARKS_OF_OTHERS) == {}
    found = mine.found(SECRET)
    assert set().union(*found.values()) >= {OWN, "481,516", MIDYEAR, FAR, "2031"}
    assert {where.split()[0] for where in found} >= {"page", "api", "csv", "xlsx"}


@pytest.mark.parametrize(
    ("person", "marks"),
    [
        ("council", (DRAFT, DRAFT_OF_OTHERS)),
        # Who loads documents sees every one, and writes no answers.
        ("loader", (DRAFT, DRAFT_OF_OTHERS)),
        ("elsewhere", (DRAFT, DRAFT_OF_OTHERS)),
        ("manager", (DRAFT_OF_OTHERS,)),
        # Who runs a department too sees the drafts of that one.
        ("both", (DRAFT_OF_OTHERS,)),
    ],
)
def test_no_draft_of_anothers_is_to_be_had(
    read: dict[str, Read], person: str, marks: tuple[str, ...]
) -> None:
    assert read[person].found(marks) == {}


def test_a_draft_is_where_its_reader_looks(read: dict[str, Read]) -> None:
    """A search that finds nothing anywhere would prove nothing."""
    for person, mark in (("manager", DRAFT), ("executive", DRAFT), ("executive", DRAFT_OF_OTHERS)):
        kinds = {where.split()[0] for where in read[person].found((mark,))}
        assert kinds >= {"page", "shell", "api", "csv", "xlsx", "pdf", "hwpx"}, (person, mark)
        for path in ("/answers", "/remarks", "/brief"):
            assert any(f" {path}" in where for where in read[person].found((mark,))), (person, path)


def test_a_reader_sees_whose_rights_the_pages_are_seen_with(read: dict[str, Read]) -> None:
    for person in ("executive", "council", "manager"):
        pages = [text for where, text in read[person].texts.items() if where.startswith("page")]
        assert all(KO(f"role.{person}_sees") in page for page in pages), person
        others = {"executive", "council", "manager"} - {person}
        assert not any(KO(f"role.{other}_sees") in page for page in pages for other in others), person
    # A sum of one's own programmes must not be taken for the institution's.
    assert any(KO("unpublished.manager") in text for text in read["manager"].texts.values())
    assert any(KO("unpublished.executive") in text for text in read["executive"].texts.values())


@pytest.mark.parametrize(
    ("path", "never"),
    [
        (f"/sources/{MIDYEAR}", f"/sources/{MIDYEAR.replace('06-30', '05-30')}"),
        (f"/directions/{FOUNDATION}-2031-1", f"/directions/{FOUNDATION}-2032-1"),
        (f"/programs/{FOUNDATION}-2031-{OTHERS}-먼-사업", f"/programs/{FOUNDATION}-2032-{OTHERS}-먼-사업"),
        (f"/teams/{FOUNDATION}-2031-{OFFICE}", f"/teams/{FOUNDATION}-2032-{OFFICE}"),
        ("/?year=2031", "/?year=2032"),
        ("/?as_of=2026-06-30", "/?as_of=2026-05-30"),
        (f"/?direction={FOUNDATION}-2031-1", f"/?direction={FOUNDATION}-2032-1"),
        (f"/brief?direction={FOUNDATION}-2031-1", f"/brief?direction={FOUNDATION}-2032-1"),
    ],
)
def test_the_name_of_a_secret_is_answered_as_one_that_never_was(
    signed_in: dict[str, Visitor], path: str, never: str
) -> None:
    def answer(person: str, address: str) -> str:
        where, _, query = address.partition("?")
        page = signed_in[person].page(where, f"?{query}" if query else "")
        for known in ("2031", "2032", "2026-05-30", "2026-06-30", "2026. 6. 30.", "2026. 5. 30."):
            page = page.replace(known, "…")
        return page

    assert answer("council", path) == answer("council", never)
    assert answer("executive", path) != answer("executive", never)


@pytest.mark.parametrize(
    "asked",
    [
        "/api/v1/programs?year=2031", f"/api/v1/programs?as_of=2026-06-30&org={FOUNDATION}",
        f"/api/v1/programs/{FOUNDATION}-2031-{OTHERS}-먼-사업",
        f"/api/v1/goals?direction={FOUNDATION}-2031-1", f"/api/v1/programs?department={FOUNDATION}-2031-x",
    ],
)  # fmt: skip
def test_the_api_knows_no_secret_by_name(signed_in: dict[str, Visitor], asked: str) -> None:
    answer = signed_in["council"].get(asked)
    assert answer.status_code in (400, 404)
    text = json.dumps({**answer.json(), "instance": ""}, ensure_ascii=False)
    assert not [mark for mark in SECRET if mark in text and mark not in asked]


def test_counts_and_tags_are_of_what_is_in_sight(signed_in: dict[str, Visitor]) -> None:
    counted = {
        person: signed_in[person].get("/api/v1/documents").json()["meta"]["total"]
        for person in ("executive", "council", "manager", "elsewhere")
    }
    assert counted == {"executive": 7, "council": 5, "manager": 7, "elsewhere": 5}
    loads = {
        person: json.dumps(visitor.get("/api/v1/").json()["warehouse"])
        for person, visitor in signed_in.items()
    }
    # Whatever is kept by a warehouse's name is never one reader's for another who sees less.
    assert loads.pop("loader") == loads.pop("both") == loads["executive"]
    assert len(set(loads.values())) == len(loads)


def test_a_new_load_reaches_every_audience(
    signed_in: dict[str, Visitor], warehouse: Path, facts_dir: Path
) -> None:
    """The declaration is taken back, then made again: each reader sees it at once."""
    declared = facts_dir / "published.csv"
    before = declared.read_text("utf-8")
    plan = f"{FOUNDATION}-2026-01-31-plan"

    def seen(person: str) -> bool:
        return plan in signed_in[person].get("/api/v1/documents").text

    try:
        assert [seen(p) for p in ("executive", "council", "manager", "elsewhere")] == [True] * 4
        kept = [line for line in before.splitlines() if not line.startswith(plan)]
        declared.write_text("\n".join(kept) + "\n", encoding="utf-8")
        etl("load", "--facts", str(facts_dir), "--warehouse", str(warehouse))
        # The manager's office runs programmes of it.
        assert [seen(p) for p in ("executive", "council", "manager", "elsewhere")] == [
            True,
            False,
            True,
            False,
        ]
    finally:
        declared.write_text(before, encoding="utf-8")
        etl("load", "--facts", str(facts_dir), "--warehouse", str(warehouse))
    assert [seen(p) for p in ("executive", "council", "manager", "elsewhere")] == [True] * 4


def test_a_large_file_is_made_from_what_its_reader_sees_and_is_no_one_elses(
    warehouse: Path, tmp_path: Path
) -> None:
    asking = [(EVERYTHING, "a" * 32)]
    jobs = Jobs(warehouse, tmp_path / "jobs", asker=lambda: asking[0])
    whole = jobs.start(("brief", f"--org={FOUNDATION}", "--year=2031"), "brief.xlsx")
    asking[0] = (COUNCIL, "b" * 32)
    cut = jobs.start(("brief", f"--org={FOUNDATION}", "--year=2031"), "brief.xlsx")
    assert jobs.state(whole) is None
    jobs.cancel(whole)
    while not (state := jobs.state(cut)) or not state.is_over:
        time.sleep(0.05)
    assert state.file is None
    assert "2031" in state.text
    asking[0] = (EVERYTHING, "a" * 32)
    assert jobs.state(cut) is None
    while not (state := jobs.state(whole)) or not state.is_over:
        time.sleep(0.05)
    assert state.file is not None
    assert any(OTHERS in text for text in texts_of("xlsx", state.file.read_bytes()))
    jobs.cancel(whole)
