"""Any page as of an earlier build, said on each; and what changed from one build to another."""

from __future__ import annotations

import argparse
import io
from base64 import b64decode
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, quote, urlsplit

import openpyxl
import pytest
from flask import Flask
from flask.testing import FlaskClient

from dashboard.app import create_app
from dashboard.brief.command import BriefError, add_brief, write_brief
from dashboard.shell.routing import Router
from dashboard.topics import all_pages
from dashboard.topics.builds import queries as build_changes
from dashboard.topics.builds.queries import FACTS, compare
from dashboard.ui.labels import LANGUAGES, load
from dashboard.warehouse.snapshots import Snapshots, UnknownBuildError
from dashboard.web.callbacks import said_of_list
from dashboard.web.downloads import Asked, exported
from dashboard.web.jobs import Jobs
from etl.warehouse import builds
from etl.warehouse.connect import writing_engine
from etl.warehouse.load import Contents, build
from tests.dashboard.reading import links_of, parts, text_of
from tests.etl.warehouse.tiny import budget, contents, document, organization
from tests.sample_warehouse import FOUNDATION, NEW_GOAL, build_corrected, build_sample

KO = load("ko")
DIRECTION = f"/directions/{quote(f'{FOUNDATION}-2023-2')}"
PROGRAM = f"{FOUNDATION}-2023-2-02"
ADDRESSES = {
    "overview": "/", "directions": "/directions", "direction": DIRECTION, "goals": "/goals",
    "trends": "/trends", "execution": "/execution", "programs": "/programs",
    "program": f"/programs/{quote(PROGRAM)}", "teams": "/teams",
    "team": f"/teams/{quote(f'{FOUNDATION}-2023-양성평등사업실')}", "brief": "/brief", "answers": "/answers",
    "remarks": "/remarks", "peers": "/peers", "sources": "/sources",
    "document": f"/sources/{quote('002-2023-업무보고')}", "builds": "/builds",
}  # fmt: skip


@pytest.fixture(scope="module")
def twice(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A warehouse of two builds."""
    return build_corrected(tmp_path_factory.mktemp("twice") / "w.duckdb")


@pytest.fixture(scope="module")
def two(twice: Path) -> Iterator[Snapshots]:
    """Both of them."""
    snapshots = Snapshots(twice)
    yield snapshots
    snapshots.close()


@pytest.fixture
def pages(two: Snapshots) -> Iterator[Router]:
    """The pages over them, inside a request."""
    with Flask("test").app_context():
        yield Router(two, all_pages())


@pytest.fixture(scope="module")
def old(two: Snapshots) -> str:
    """The load id of the earlier one."""
    return two.kept()[-1].load_id


@pytest.fixture(scope="module")
def client(twice: Path) -> FlaskClient:
    return create_app(twice).server.test_client()


def _frame(page: Any) -> dict[str, Any]:
    (state,) = (part.data for part in parts(page) if getattr(part, "id", None) == "frame")
    return dict(state)


# Any page as of an earlier build


def test_every_page_is_tried() -> None:
    assert set(ADDRESSES) == {page.code for page in all_pages()}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", ADDRESSES)
def test_every_page_of_an_earlier_build_says_so_and_stays_there(
    pages: Router, old: str, code: str, language: str
) -> None:
    words = load(language)
    page = pages.rendered(ADDRESSES[code], f"?build={old}", {"lang": language}).content
    text = text_of(page)
    assert words("failed.title") not in text
    assert text.count(words("build.notice").partition("{")[0]) == 1
    frame = _frame(page)
    assert frame["build"] == old
    assert not frame["is_newest"]
    # On paper too, on every sheet.
    assert old in frame["paper"]
    leaving = {words("build.to_newest_view"), words("build.to_changes")}
    for part in parts(page):
        address = getattr(part, "href", None)
        if isinstance(address, str) and address.startswith("/") and text_of(part).strip() not in leaving:
            # A link of the comparison may lead to the other build: it then names neither, or the other.
            assert "build=" in address or code == "builds", (address, text_of(part))


def test_the_newest_build_is_not_called_an_earlier_one(pages: Router, two: Snapshots) -> None:
    newest = two.kept()[0].load_id
    for search in ("", f"?build={newest}", "?build="):
        page = pages.rendered("/", search, None).content
        assert KO("build.notice").partition("{")[0] not in text_of(page)
        assert _frame(page)["build"] == newest
    assert all("build=" not in link for link in links_of(pages.rendered("/", "", None).content))


def test_an_earlier_build_shows_what_was_shown(pages: Router, old: str) -> None:
    def text(search: str) -> str:
        return text_of(pages.rendered(ADDRESSES["program"], search, None).content)

    assert "959,192,000" in text(f"?unit=won&build={old}")
    assert "1,000,000,001" in text("?unit=won")
    assert "1,000,000,001" not in text(f"?unit=won&build={old}")


def test_the_notice_leads_to_the_same_view_of_the_newest(pages: Router, old: str) -> None:
    page = pages.rendered("/goals", f"?year=2023&goal_status=behind&build={old}", None).content
    assert "/goals?year=2023&goal_status=behind" in links_of(page)


@pytest.mark.parametrize("build", ["20200101T000000000-000000000000", "../../etc/passwd", "%00", "x" * 5000])
def test_a_build_that_is_not_kept_is_a_page_with_those_that_are(pages: Router, old: str, build: str) -> None:
    page = pages.rendered("/goals", f"?year=2023&build={build}", None).content
    assert KO("build.unknown") in text_of(page)
    links = links_of(page)
    assert f"/goals?year=2023&build={old}" in links
    assert "/goals?year=2023" in links


def test_a_build_of_another_version_of_the_program_is_said_to_be(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    path = build_corrected(tmp_path / "w.duckdb")
    snapshots = Snapshots(path)
    old = snapshots.kept()[-1]
    engine = writing_engine(builds.file_of(path, old))
    with engine.begin() as connection:
        connection.exec_driver_sql("DROP VIEW report")
        connection.exec_driver_sql("ALTER TABLE organization RENAME TO organisation")
    engine.dispose()
    with Flask("test").app_context():
        router = Router(snapshots, all_pages())
        text = text_of(router.rendered("/", f"?build={old.load_id}", None).content)
        assert KO("build.outdated") in text
        assert KO("build.outdated") in text_of(router.rendered("/builds", "", None).content)
    snapshots.close()
    assert "cannot be rendered" in caplog.text


# No mixed page


def test_the_total_of_a_page_is_of_its_own_build(pages: Router, two: Snapshots, old: str) -> None:
    def total(build: str | None) -> Any:
        said = said_of_list(pages, "/programs", "?unit=won", None, [PROGRAM], build=build)
        assert said is not None
        return said[0].total["executed"]

    assert total(old) != total(two.kept()[0].load_id) == total(None)
    with pytest.raises(UnknownBuildError):
        total("20200101T000000000-000000000000")


def test_a_file_is_of_the_build_of_its_page_and_says_so(
    pages: Router, twice: Path, tmp_path: Path, old: str
) -> None:
    def taken(**asked: Any) -> str:
        sent, *_ = exported(pages, Jobs(twice, tmp_path / "shop"), Asked(kind="csv", **asked))
        return b64decode(sent["content"]).decode("utf-8-sig")

    program = {"pathname": ADDRESSES["program"]}
    # The page was drawn before the new build came: its frame says of which.
    in_sight = taken(**program, build=old)
    asked_for = taken(**program, search=f"?build={old}")
    assert in_sight == asked_for
    assert old in in_sight
    assert "959192000" in in_sight
    assert old not in taken(**program)
    for path in ("/sources", "/builds", "/programs"):
        assert old in taken(pathname=path, search=f"?build={old}")


def test_a_file_of_a_build_that_is_gone_is_not_one_of_another(
    pages: Router, twice: Path, tmp_path: Path
) -> None:
    gone = "20200101T000000000-000000000000"
    shop = Jobs(twice, tmp_path / "shop")
    sent, _, panel, _ = exported(pages, shop, Asked(kind="csv", pathname="/", build=gone))
    assert not isinstance(sent, dict)
    assert KO("build.gone") in text_of(panel)


def test_a_reader_is_told_of_newer_data(tmp_path: Path) -> None:
    path = tmp_path / "w.duckdb"
    build_sample(path)
    snapshots = Snapshots(path)
    router = Router(snapshots, all_pages())
    with snapshots.snapshot() as snapshot:
        before = snapshot.build.load_id
    assert not router.is_outdated(before)
    build_corrected(path)
    assert router.is_outdated(before)
    snapshots.close()


# The brief from the command line, and the API


def test_the_brief_of_an_earlier_build(twice: Path, tmp_path: Path, old: str) -> None:
    parser = argparse.ArgumentParser()
    add_brief(parser.add_subparsers())

    def written(*more: str) -> str:
        out = tmp_path / "brief.xlsx"
        write_brief(
            parser.parse_args(["brief", "--out", str(out), *more]), twice, lambda _: None, lambda *_: None
        )
        book = openpyxl.load_workbook(io.BytesIO(out.read_bytes()))
        return " ".join(str(c.value) for sheet in book.worksheets for row in sheet.iter_rows() for c in row)

    assert old in written("--build", old)
    assert old not in written()
    with pytest.raises(BriefError, match=f"--build: no build 'x' is kept; there are: .*{old}"):
        written("--build", "x")


def test_the_command_of_a_large_brief_names_the_build_of_its_page(pages: Router, old: str) -> None:
    page = pages.page_of("brief")
    with pages.viewed("/brief", "", None, build=old) as (_, view):
        assert view is not None
        assert page.document is not None
        assert f"--build={old}" in page.document(view).command


def test_the_api_answers_of_an_earlier_build(client: FlaskClient, old: str) -> None:
    answer = client.get(f"/api/v1/programs?limit=2&build={old}")
    body = answer.get_json()
    assert body["meta"]["warehouse"]["load_id"] == old
    addresses = [body["links"]["next"], body["links"]["page"], *body["data"][0]["links"].values()]
    for address in filter(None, addresses):
        assert parse_qs(urlsplit(address).query)["build"] == [old], address
    program = client.get(f"/api/v1/programs/{quote(PROGRAM)}?build={old}").get_json()
    assert program["data"]["executed_won"] == 959_192_000
    assert (
        client.get(f"/api/v1/programs/{quote(PROGRAM)}").get_json()["data"]["executed_won"] == 1_000_000_001
    )


def test_the_api_refuses_a_build_that_is_not_kept(client: FlaskClient, old: str) -> None:
    listed = client.get("/api/v1/").get_json()["builds"]
    assert listed[-1] == old
    assert len(listed) == 2
    for path in ("", "programs", "scopes", f"programs/{quote(PROGRAM)}"):
        answer = client.get(f"/api/v1/{path}?build=x")
        assert answer.status_code == 400
        (wrong,) = answer.get_json()["errors"]
        assert (wrong["parameter"], wrong["reason"], wrong["allowed"]) == ("build", "unknown_value", listed)


# What changed


def test_what_changed_is_found_and_what_moved_is_not(two: Snapshots) -> None:
    new, old = two.kept()
    with two.snapshot() as snapshot, snapshot.lend(old) as before:
        found = compare(before, snapshot.connection)
        back = compare(snapshot.connection, before)
    assert snapshot.build == new
    said = {(c.kind, c.table, c.name, c.column, c.before, c.after) for c in found.changes}
    name = "(수탁)서울 디지털성범죄 안심지원센터 운영"
    assert ("changed", "budget_line", name, "executed_won", 959_192_000, 1_000_000_001) in said
    assert {(c.kind, c.table) for c in found.changes} == {
        ("changed", "budget_line"), ("added", "indicator_result"), ("removed", "milestone"),
    }  # fmt: skip
    (goal,) = (c for c in found.changes if c.kind == "added")
    assert (goal.name, goal.new_place, goal.old_place) == (NEW_GOAL, ("002-2023-업무보고", 2_001), None)
    counts = {count.table: count for count in found.counts}
    lines = counts["budget_line"]
    assert (lines.added, lines.removed, lines.changed) == (0, 0, len({
        c.new_place for c in found.changes if c.table == "budget_line"
    }))  # fmt: skip
    assert "removed" in {kind for kind, _ in found.findings}
    assert {(c.kind, c.table) for c in back.changes} == {
        ("changed", "budget_line"), ("removed", "indicator_result"), ("added", "milestone"),
    }  # fmt: skip


def test_lines_that_move_together_change_nothing(tmp_path: Path) -> None:
    """A line that is put in at the head of a report moves every id that is made of a line."""

    def made(first: int, digest: str) -> Contents:
        lines = [
            budget(name, budget_line_id=f"d1:{first + n}", line=first + n, current_won=won)
            for n, (name, won) in enumerate([("가", 1_000), ("나", 2_000), ("가", 3_000)])
        ]
        return replace(contents(organization(), document(), *lines), facts_sha256=digest * 64)

    for number, digest in ((10, "a"), (11, "b")):
        build(tmp_path / "w.duckdb", made(number, digest), builds_kept=5)
    snapshots = Snapshots(tmp_path / "w.duckdb")
    with snapshots.snapshot() as snapshot, snapshot.lend(snapshots.kept()[-1]) as before:
        assert list(compare(before, snapshot.connection).changes) == []
    snapshots.close()


def test_the_page_shows_both_values_with_a_line_in_each_build(pages: Router, old: str) -> None:
    page = pages.rendered("/builds", "", None).content
    text = text_of(page)
    assert "959,192,000원" in text
    assert "1,000,000,001원" in text
    assert NEW_GOAL in text
    links = [link for link in links_of(page) if "line=" in link]
    assert any(f"build={old}" in link for link in links)
    assert any("build=" not in link for link in links)
    only = text_of(pages.rendered("/builds", "?what=added", None).content)
    assert NEW_GOAL in only
    assert "959,192,000원" not in only


def test_the_builds_can_be_chosen(pages: Router, two: Snapshots, old: str) -> None:
    new = two.kept()[0].load_id
    text = text_of(pages.rendered("/builds", f"?from={new}&to={old}", None).content)
    assert text.index("1,000,000,001원") < text.index("959,192,000원")
    same = text_of(pages.rendered("/builds", f"?from={old}&to={old}", None).content)
    assert KO("builds.nothing") in same
    unknown = text_of(pages.rendered("/builds", "?from=20200101T000000000-000000000000", None).content)
    assert KO("problem.title") in unknown


def test_one_build_alone_says_why_there_is_nothing(router: Router) -> None:
    text = text_of(router.rendered("/builds", "", None).content)
    assert KO("builds.only_one") in text
    assert "BUILDS_KEPT" in text


def test_the_changes_can_be_taken_away(pages: Router, twice: Path, tmp_path: Path) -> None:
    sent, *_ = exported(pages, Jobs(twice, tmp_path), Asked(kind="csv", pathname="/builds"))
    lines = b64decode(sent["content"]).decode("utf-8-sig").splitlines()
    line = next(each for each in lines if "959192000" in each)
    assert "1000000001" in line
    assert KO("builds.changed") in line


def test_too_much_to_compare_is_said(pages: Router, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(build_changes, "MOST_ROWS", 1)
    text = text_of(pages.rendered("/builds", "", None).content)
    assert KO("builds.too_many") in text
    assert "2023년 주요업무보고" in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_table_and_column_has_its_word(language: str) -> None:
    labels = load(language).labels
    for fact in FACTS:
        assert f"fact.{fact.table.name}" in labels
        for column in fact.compared:
            assert f"fact_column.{column}" in labels
