"""A goal whose result is printed and was not read: pages, brief and API say so, and none calls it pending."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient

from dashboard.app import create_app
from dashboard.ui.labels import load
from dashboard.web.middleware import Rules
from tests.etl.warehouse import tiny


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    """A reader of a warehouse with one goal that is met and one whose result was not read."""
    file = tmp_path_factory.mktemp("unread") / "unread.duckdb"
    tiny.load(
        file,
        tiny.document(),
        tiny.direction(),
        tiny.program(direction_id="o-1"),
        tiny.goal(
            program_id="p1", direction_id="o-1", name="나무 심기", target=5.0, actual=5.0, status="reported"
        ),
        tiny.goal(program_id="p1", direction_id="o-1", name="숲 걷기", target=5.0, status="unread"),
    )
    yield create_app(file, rules=Rules(export_limit="999999 per second")).server.test_client()


@pytest.mark.parametrize("language", ["ko", "en"])
def test_pages_and_brief_say_that_it_was_not_read(client: FlaskClient, language: str) -> None:
    said = load(language)
    for address, expected in (
        ("/goals", [said("result.unread")]),
        ("/directions/o-1", [said("bar.goal_unread"), said("goals.unread", n=1)]),
        ("/brief", [said("brief.goals_none", n=1), said("goals.unread", n=1)]),
    ):
        page = client.get(f"{address}?lang={language}").get_data(as_text=True)
        for sentence in expected:
            assert sentence in page
        assert said("bar.goal_pending") not in page


def test_programs_read_it_as_a_status_of_its_own(client: FlaskClient) -> None:
    rows = client.get("/api/v1/goals").get_json()["data"]
    assert {(row["name"], row["result_status"], row["actual"], row["status"]) for row in rows} == {
        ("나무 심기", "reported", 5.0, "met"),
        ("숲 걷기", "unread", None, None),
    }
