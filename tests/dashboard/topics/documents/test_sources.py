"""Sources and checks: what was read, found and set aside, and the lines around a citation."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote

import pytest
from flask import Flask
from sqlalchemy import Connection

from dashboard.shell.page import View
from dashboard.shell.routing import Router
from dashboard.topics import all_pages
from dashboard.topics.documents import list_page as sources_page
from dashboard.topics.documents import page as document_page
from dashboard.topics.documents import queries as documents
from dashboard.topics.documents.source_lines import pieces
from dashboard.topics.findings import queries as findings
from dashboard.topics.findings.findings_table import findings_table
from dashboard.ui import html
from dashboard.ui.delimited import to_csv
from dashboard.ui.labels import LANGUAGES, load
from dashboard.warehouse.facsimiles import PrintedLine
from dashboard.warehouse.library import Library
from dashboard.warehouse.snapshots import Snapshots
from etl.terms.codes import HOW, REASONS
from etl.warehouse.checks import all_checks
from tests.dashboard.reading import links_of, parts, text_of
from tests.sample_warehouse import REPORT_2023, build_reviewed

WORDS = load("ko")
ROOT = Path(__file__).parents[4]
DOCUMENT = f"/sources/{quote(REPORT_2023)}"
ViewOf = Callable[..., View]


class Reports(Library):
    """A library that holds every report: each line says its number, and two figures."""

    def file(self, source_name: str, sha256: str) -> Path:
        return Path(source_name)

    def lines(self, source_name: str, sha256: str) -> list[PrintedLine]:
        return [
            PrintedLine(number, (f"{number}번 줄", f"{number * 1000:,}", "12.5%"))
            for number in range(1, 2_895)
        ]


def _marks(page: object) -> list[str]:
    return [text_of(part.children) for part in parts(page) if isinstance(part, html.Mark)]


def _line_of(connection: Connection) -> int:
    rows = documents.facts_between(connection, REPORT_2023, 1, 10_000)
    return next(int(row["line"]) for table, row in rows if table == "budget_line" and row["executed_won"])


def test_every_document_is_listed_with_what_became_of_it(router: Router, connection: Connection) -> None:
    text = text_of(router.rendered("/sources", "", None).content)
    for row in documents.listing(connection):
        assert row["title"] in text
        assert row["source_name"] in text
    assert WORDS("document.not_here") in text
    assert "사업비 소계(A)" in text
    assert WORDS("check.sum_of_children.name") in text


@pytest.mark.parametrize(
    ("search", "shown", "hidden"),
    [
        ("?severity=error", "사업비 소계(A)", "성평등 문화 확산 기념행사"),
        ("?severity=note&check=sum_of_children", "성평등 문화 확산 기념행사", "사업비 소계(A)"),
        (f"?document={quote(REPORT_2023)}", "사업비 소계(A)", "2026년 주요업무계획 2"),
    ],
)
def test_findings_are_chosen_in_the_address(router: Router, search: str, shown: str, hidden: str) -> None:
    text = text_of(router.rendered("/sources", search, None).content)
    assert shown in text
    assert hidden not in text


@pytest.mark.parametrize("search", ["?severity=great", "?check=none_such", "?document=nothing"])
def test_a_choice_that_is_not_offered_is_said(router: Router, search: str) -> None:
    page = router.rendered("/sources", search, None).content
    assert WORDS("problem.title") in text_of(page)
    assert "사업비 소계(A)" in text_of(page)
    (back,) = [
        part.href for part in parts(page) if getattr(part, "children", None) == WORDS("problem.way_back")
    ]
    assert WORDS("problem.title") not in text_of(
        router.rendered("/sources", back.partition("?")[2], None).content
    )


def test_a_document_with_no_findings_says_so(view_of: ViewOf) -> None:
    assert WORDS("findings.none") in text_of(findings_table(view_of("document", DOCUMENT), []))


def test_without_the_file_the_kept_line_is_shown_and_said(router: Router, connection: Connection) -> None:
    line = _line_of(connection)
    (row,) = [
        r for t, r in documents.facts_between(connection, REPORT_2023, line, line) if t == "budget_line"
    ]
    page = router.rendered(DOCUMENT, f"?line={line}", None).content
    text = text_of(page)
    assert WORDS("viewer.no_file", file="002.txt") in text
    assert row["label"] in text
    assert f"{row['current_won'] // 1000:,}" in _marks(page)
    assert f"{row['executed_won']:,}원" in text


def test_with_the_file_the_lines_around_stand_there(view_of: ViewOf, connection: Connection) -> None:
    line = _line_of(connection)
    view = replace(view_of("document", DOCUMENT, f"?line={line}&figure={line * 1000}"), library=Reports())
    page = html.Div(document_page.render(view))
    text = text_of(page)
    assert f"{line - 12}번 줄" in text
    assert f"{line + 12}번 줄" in text
    assert f"{line - 13}번 줄" not in text
    assert _marks(page) == [f"{line * 1000:,}"]
    (cited,) = [part for part in parts(page) if getattr(part, "className", None) == "cited"]
    assert f"{line}번 줄" in text_of(cited)
    assert WORDS("document.here") in text


@pytest.mark.parametrize("line", [1, 2_894])
def test_the_first_and_the_last_line_have_their_neighbours(view_of: ViewOf, line: int) -> None:
    view = replace(view_of("document", DOCUMENT, f"?line={line}"), library=Reports())
    page = html.Div(document_page.render(view))
    assert text_of(page).count("번 줄") == 13
    assert WORDS("viewer.nothing_read") in text_of(page)
    wanted = WORDS("viewer.before") if line > 1 else WORDS("viewer.after")
    assert wanted in text_of(page)


@pytest.mark.parametrize("line", ["0", "2895", "99999999999", "-1", "abc", "1.5", "٣"])
def test_a_line_that_the_document_has_not_is_said(router: Router, line: str) -> None:
    page = router.rendered(DOCUMENT, f"?line={quote(line)}", None).content
    assert f"‘{line}’번째 줄은 없습니다" in text_of(page)
    assert any("line=1" in link for link in links_of(page))


def test_a_figure_that_is_not_there_is_said(router: Router, connection: Connection) -> None:
    page = router.rendered(DOCUMENT, f"?line={_line_of(connection)}&figure=777,777", None).content
    assert WORDS("viewer.no_figure", figure="777,777") in text_of(page)
    assert _marks(page) == []


def test_an_unknown_document_leads_back_to_the_list(router: Router) -> None:
    page = router.rendered("/sources/nothing", "?line=3", None).content
    assert WORDS("unknown.document") in text_of(page)
    assert "/sources" in links_of(page)


def test_every_source_leads_to_its_line(router: Router) -> None:
    page = router.rendered("/", "?lang=en", None).content
    led = [link for link in links_of(page) if link.startswith("/sources/")]
    assert led
    assert all(re.search(r"\?line=\d+&lang=en$", link) for link in led)


def test_lines_of_a_document_keep_the_language_of_the_address(router: Router, connection: Connection) -> None:
    page = router.rendered(DOCUMENT, f"?line={_line_of(connection)}&lang=en", None).content
    own = [link for link in links_of(page) if "line=" in link]
    assert own
    assert all("lang=en" in link for link in own)


@pytest.mark.parametrize(
    ("text", "figures", "marked"),
    [
        ("총 계\t12,659\t5,278", ["12659"], ["12,659"]),
        ("12,659 112,659 12,6590", ["12659"], ["12,659"]),
        ("100.0% 100%", ["100"], ["100.0", "100"]),
        ("82.3% 82.35%", ["82.3"], ["82.3"]),
        ("1,241,7000천원", ["1,241,7000천원"], ["1,241,7000천원"]),
        ("a.c abc", ["a.c"], ["a.c"]),
        ("nothing", ["", "5"], []),
        ("5 of 15", ["5", "15"], ["5", "15"]),
    ],
)
def test_a_figure_is_marked_whole(text: str, figures: list[str], marked: list[str]) -> None:
    found = pieces(text, figures)
    assert "".join(part for part, _ in found) == text
    assert [part for part, is_marked in found if is_marked] == marked


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_check_reason_and_table_has_its_words(language: str) -> None:
    labels = load(language).labels
    reasons = set(REASONS)
    wanted = {f"aside.{reason}.{part}" for reason in reasons for part in ("name", "text")}
    wanted |= {f"check.{check.name}.{part}" for check in all_checks() for part in ("name", "text")}
    wanted |= {f"questions.check.{check.name}" for check in all_checks()}
    wanted |= {f"{part}.{table.name}" for table in documents.FACT_TABLES for part in ("fact", "fact_text")}
    assert wanted - set(labels) == set()


def test_a_download_holds_the_findings_in_sight(view_of: ViewOf) -> None:
    view = view_of("sources", "/sources", f"?severity=error&document={quote(REPORT_2023)}")
    sheet = sources_page.download(view, None)
    assert {row[0] for row in sheet.rows} == {"2023년 주요업무보고"}
    assert {row[3] for row in sheet.rows} == {WORDS("severity.error")}
    assert any(WORDS("severity.error") in note for note in sheet.notes)
    assert "사업비 소계(A)" in to_csv(sheet).decode("utf-8-sig")


def test_a_download_of_a_document_holds_its_findings(view_of: ViewOf, connection: Connection) -> None:
    sheet = document_page.download(view_of("document", DOCUMENT), None)
    assert len(sheet.rows) == len(findings.everywhere(connection, document_id=REPORT_2023)) + len(
        documents.set_aside(connection, REPORT_2023)
    )


def test_documents_are_those_of_the_chosen_institution(router: Router, connection: Connection) -> None:
    first, *others = documents.institutions(connection)
    page = router.rendered("/sources", f"?institution={quote(first['organization_id'])}", None).content
    text = text_of(page)
    for row in documents.listing(connection):
        is_shown = row["source_name"] in text
        assert is_shown == (row["organization_id"] == first["organization_id"]), row["document_id"]
    assert others
    # On paper nothing else says that these are not all.
    assert f"{WORDS('filter.institution')}: {first['name']}" in text
    assert WORDS("frame.all_documents") not in text
    assert WORDS("frame.all_documents") in text_of(router.rendered("/sources", "", None).content)
    assert list(_options(page, "institution")) == ["*", *(row["organization_id"] for row in (first, *others))]


def test_of_too_many_documents_those_of_one_institution_are_listed(
    router: Router, connection: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(documents, "_TOGETHER", 2)
    shown = "서울시여성가족재단"
    text = text_of(page := router.rendered("/sources", f"?org={quote(shown)}", None).content)
    assert {row["source_name"] for row in documents.listing(connection) if row["source_name"] in text} == {
        row["source_name"] for row in documents.listing(connection, organization_id=shown)
    }
    offered = _options(page, "institution")
    assert offered["*"].startswith(shown)
    assert f"{WORDS('filter.institution')}: {offered['*']}" in text
    assert WORDS("frame.all_documents") not in text
    assert len(offered) == len(documents.institutions(connection))
    assert WORDS("problem.title") not in text
    # Chosen by name it is the same page, and its file says whose it is.
    same = router.rendered("/sources", f"?institution={quote(shown)}", None).content
    assert WORDS("problem.title") not in text_of(same)
    assert _options(same, "institution")[shown] == offered["*"]
    with router.viewed("/sources", f"?org={quote(shown)}", None) as (_, view):
        assert view is not None
        assert shown in " ".join(sources_page.download(view, None).notes)
    document = router.rendered(DOCUMENT, "", None).content
    assert set(_options(document, "document")) - {"*"} == {
        row["document_id"] for row in documents.listing(connection, organization_id=shown)
    }


def _options(page: object, name: str) -> dict[str, str]:
    (control,) = [
        part for part in parts(page) if getattr(part, "id", None) == {"type": "filter", "name": name}
    ]
    return {option["value"]: option["label"] for option in control.options}


@pytest.fixture
def reviewed(tmp_path: Path) -> Iterator[tuple[Router, int]]:
    """The pages over a report of which is known how it was read, and the line of a corrected figure."""
    line = build_reviewed(tmp_path / "w.duckdb")
    snapshots = Snapshots(tmp_path / "w.duckdb")
    with Flask("test").app_context():
        yield Router(snapshots, all_pages()), line
    snapshots.close()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_document_says_how_it_was_read(reviewed: tuple[Router, int], language: str) -> None:
    router, _ = reviewed
    words = load(language)
    text = text_of(router.rendered(DOCUMENT, f"?lang={language}", None).content)
    for wanted in (
        words("readings.kept", tables="1", cells="3"),
        words("readings.document"), words("readings.table", n="2"),
        words("unit.thousand_won"), words("table_scope.fund"), words("readings.unknown"),
        *(words(f"how.{how}") for how in HOW),
        words("grade.count", grade=words("grade.reviewed"), n="1"),
    ):  # fmt: skip
        assert wanted in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_document_lists_its_tables_with_what_was_read_of_each(
    reviewed: tuple[Router, int], language: str
) -> None:
    router, _ = reviewed
    words = load(language)
    page = router.rendered(DOCUMENT, f"?lang={language}", None).content
    (found,) = (part for part in parts(page) if "kept-section" in str(getattr(part, "className", "")))
    told = (
        words("kept.unread", n="1"),
        words("readings.table", n="1"),
        "기금 › 예산액",
        words("kept.no_facts"),
    )
    assert all(text in text_of(found) for text in told)
    assert any("line=12" in href for href in links_of(found))


def test_a_corrected_figure_stands_beside_what_was_read(reviewed: tuple[Router, int]) -> None:
    router, line = reviewed
    page = router.rendered(DOCUMENT, f"?line={line}", None).content
    assert WORDS("corrected.mark", value="4,321,000원") in text_of(page)
    titles = [str(getattr(part, "title", "")) for part in parts(page)]
    assert any("원장과 다름" in title and "예산팀" in title for title in titles)
    listed = text_of(router.rendered("/sources", "", None).content)
    assert WORDS("check.corrected.name") in listed
    other = router.rendered(DOCUMENT, f"?line={line + 1}", None).content
    assert WORDS("corrected.mark", value="4,321,000원") not in text_of(other)


def test_a_document_of_which_nothing_is_noted_says_so(router: Router) -> None:
    assert WORDS("readings.none") in text_of(router.rendered(DOCUMENT, "", None).content)
