"""Pages on their way to the browser: kept ones, new ones, and never one of another warehouse."""

from __future__ import annotations

import gzip
import json
import os
import re
import shutil
from collections.abc import Callable, Collection, Iterator
from html import escape
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import quote

import brotli
import pytest
from dash import Dash, dcc
from dash import html as living
from flask.testing import FlaskClient

from dashboard.app import create_app
from dashboard.shell.routing import Router
from dashboard.topics import all_pages
from dashboard.ui import html
from dashboard.ui.fragment import Element, Fragment, fragment, html_of
from dashboard.warehouse.library import Library
from dashboard.warehouse.snapshots import Snapshots
from etl.warehouse.connect import writing_engine
from tests.dashboard.reading import links_of, parts, text_of
from tests.sample_warehouse import FOUNDATION, build_sample

ADDRESSES = (
    "/", "/directions", f"/directions/{FOUNDATION}-2023-2", "/execution", "/goals", "/trends", "/programs",
    "/teams", "/brief", "/sources", "/nowhere", "/programs/nothing",
)  # fmt: skip


@pytest.fixture
def app(tmp_path: Path, warehouse_path: Path) -> Dash:
    """The dashboard over a copy of the sample that a test may replace."""
    return create_app(Path(shutil.copy(warehouse_path, tmp_path / "warehouse.duckdb")))


@pytest.fixture
def client(app: Dash) -> FlaskClient:
    return app.server.test_client()


def _asked(pathname: object, search: object = "", kept: object = None) -> dict[str, Any]:
    def value(name: str, key: str, content: object) -> dict[str, object]:
        return {"id": name, "property": key, "value": content}

    location = [value("_pages_location", "pathname", pathname), value("_pages_location", "search", search)]
    return {
        "output": ".._pages_content.children..._pages_store.data..",
        "outputs": [
            {"id": "_pages_content", "property": "children"},
            {"id": "_pages_store", "property": "data"},
        ],
        "inputs": [*location, value("preferences", "data", kept)],
        "state": location,
        "changedPropIds": ["_pages_location.pathname", "_pages_location.search"],
    }


def _page(client: FlaskClient, *asked: object, **headers: str) -> Any:
    return client.post("/_dash-update-component", json=_asked(*asked), headers=headers)


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []
        self.links: list[str] = []

    def handle_data(self, data: str) -> None:
        self.said.append(data)

    def handle_starttag(self, _tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.links += [value for name, value in attributes if name == "href" and value]


def _sent(answer: Any) -> Any:
    return json.loads(answer.data)["response"]["_pages_content"]["children"]


def _html_sent(node: Any) -> str:
    """Return an answer as HTML: what is sent as such, and what the browser makes of the rest."""
    if not isinstance(node, dict):
        return escape(str(node))
    props = node["props"]
    if node["type"] == "Fragment" and "html" in node["props"]:
        href = escape(props["attributes"].get("href", ""))
        return f'<{props["tag"]} href="{href}">{props["html"] or ""}</{props["tag"]}>'
    children = [] if props.get("children") is None else props["children"]
    return "".join(_html_sent(child) for child in (children if isinstance(children, list) else [children]))


def _kinds(node: Any, spoken_with: Collection[str]) -> Iterator[str]:
    """Yield the kinds of what is sent as a component, but for elements that a callback speaks with."""
    if isinstance(node, dict):
        if str(node["props"].get("id")) not in spoken_with:
            yield node["type"]
        for child in node["props"].get("children") or []:
            yield from _kinds(child, spoken_with)


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_page_is_sent_whole(client: FlaskClient, router: Router, address: str) -> None:
    sent = _Text()
    # Through a proxy: who sits at the machine itself is offered forms, and the router here knows of none.
    answer = _page(client, quote(address), "?lang=en", **{"X-Forwarded-For": "192.0.2.1"})
    sent.feed(_html_sent(_sent(answer)))
    page = router.rendered(quote(address), "?lang=en", None).content
    assert "".join("".join(sent.said).split()) == "".join(text_of(page).split())
    assert sent.links == links_of(page)


def _spoken_with(app: Dash) -> set[str]:
    """Return the ids that callbacks read or write."""
    told = [
        place
        for callback in app.callback_map.values()
        for key in ("inputs", "state")
        for place in callback[key]
    ]
    return {place["id"] for place in told} | {*re.findall(r"[\w-]+(?=[.])", " ".join(app.callback_map))}


def test_only_what_callbacks_speak_with_is_sent_as_a_component(app: Dash, client: FlaskClient) -> None:
    spoken_with = _spoken_with(app)
    alive = {
        kind for address in ADDRESSES for kind in _kinds(_sent(_page(client, quote(address))), spoken_with)
    }
    # A page of nothing but HTML would be one in which no control answers.
    assert {"Graph", "Select", "AgGrid", "Fragment"} < alive
    assert not alive & {"Table", "Tr", "Td", "Span", "Link", "A", "P", "Div", "Section"}


@pytest.mark.parametrize("address", ADDRESSES)
def test_what_a_callback_speaks_with_is_a_component(app: Dash, router: Router, address: str) -> None:
    spoken_with = _spoken_with(app)
    assert {"job-panel", "newer", "programs-search"} <= spoken_with
    page = router.rendered(quote(address), "", None).content
    assert (
        not {part.id for part in parts(page) if isinstance(part, Element) and hasattr(part, "id")}
        & spoken_with
    )


def test_what_is_alive_keeps_all_that_holds_it() -> None:
    button = living.Button(id="x")
    page = html.Div(
        [html.P(["a", html.Span("b", id="mark")], lang="ko"), html.Section(button), "c", None, 5, html.Br()]
    )
    sent = fragment(page)
    assert (sent.tag, sent.attributes) == ("div", {})
    still, held, *rest, line = sent.children
    assert _props(still) == {"tag": "p", "attributes": {"lang": "ko"}, "html": 'a<span id="mark">b</span>'}
    assert (held.tag, held.children) == ("section", [button])
    assert rest == ["c", 5]
    assert _props(line) == {"tag": "br", "attributes": {}, "html": None}


def test_a_link_to_a_page_of_ours_is_marked_for_the_browser() -> None:
    link = html.Link("<b>", href="/programs?a=1&b=2")
    inside = _props(fragment(html.P([link, html.Br()])))["html"]
    assert inside == '<a href="/programs?a=1&amp;b=2" data-page="">&lt;b&gt;</a><br>'
    assert _props(fragment(link)) == {
        "tag": "a",
        "attributes": {"href": "/programs?a=1&b=2", "data-page": ""},
        "html": "&lt;b&gt;",
    }


def _props(sent: Fragment) -> dict[str, Any]:
    written = sent.to_plotly_json()
    assert (written["type"], written["namespace"]) == ("Fragment", "fragment")
    return dict(written["props"])


@pytest.mark.parametrize("address", ADDRESSES)
def test_no_paragraph_of_a_first_document_holds_a_block(router: Router, address: str) -> None:
    for search in ("", "?org=서울시여성가족재단&year=2023", "?org=서북권직장맘지원센터"):
        nesting = _Nesting()
        nesting.feed(html_of(router.rendered(quote(address), search, None).content))
        assert nesting.broken == []


class _Nesting(HTMLParser):
    """Finds what a browser would take apart: a block in a paragraph, a link in a link."""

    _BLOCKS = frozenset(
        ("p", "div", "details", "ul", "ol", "dl", "table", "section", "blockquote", "h1", "h2", "h3")
    )
    _VOID = frozenset(("br", "hr", "img", "input", "wbr", "col"))

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.broken: list[tuple[str, str | None]] = []

    def handle_starttag(self, tag: str, _attributes: list[tuple[str, str | None]]) -> None:
        if ("p" in self.open and tag in self._BLOCKS) or (tag == "a" and "a" in self.open):
            self.broken.append((tag, self.get_starttag_text()))
        if tag not in self._VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in self._VOID:
            self.open.pop()


def test_a_page_with_a_grid_names_the_scripts_of_the_grid(client: FlaskClient) -> None:
    assert (
        "dash_ag_grid"
        not in client.get("/programs").text.partition("_dash-config")[2].partition("<script src")[2]
    )
    dist = json.loads(_page(client, "/programs").data)["dist"]
    assert dist
    for script in dist:
        assert "dash_ag_grid" in script["url"]
        assert client.get(script["url"]).status_code == 200


def test_a_view_that_was_seen_is_not_rendered_again(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    rendered: list[str] = []
    render = Router.rendered

    def counted(router: Router, pathname: str, search: str | None, kept: object) -> Any:
        rendered.append(f"{pathname}{search}{kept}")
        return render(router, pathname, search, kept)

    monkeypatch.setattr(Router, "rendered", counted)
    first = _page(client, "/goals", "?year=2023").data
    assert _page(client, "/goals", "?year=2023").data == first
    assert _page(client, "/goals", "?year=2023", {"unit": "no such unit", "junk": 1}).data == first
    assert len(rendered) == 1
    for other in (
        ("/goals", "?year=2026"),
        ("/goals", "?year=2023", {"unit": "won"}),
        ("/goals", "?year=2023", {"lang": "en"}),
        ("/programs", "?year=2023"),
    ):
        assert _page(client, *other).data != first
    assert len(rendered) == 5


def test_a_new_warehouse_is_seen_at_once(app: Dash, client: FlaskClient, tmp_path: Path) -> None:
    name = "a name that no report had before"
    before = _page(client, "/").data
    assert name not in _page(client, "/").text
    assert name not in client.get("/").text
    other = build_sample(tmp_path / "other.duckdb")
    engine = writing_engine(other)
    with engine.begin() as connection:
        connection.exec_driver_sql("UPDATE kept.report SET organization_name = $1", (name,))
    engine.dispose()
    other.replace(tmp_path / "warehouse.duckdb")
    assert name in _page(client, "/").text
    assert name in client.get("/").text
    assert _page(client, "/").data != before


def test_a_failure_is_not_kept(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("for once")

    with monkeypatch.context() as broken:
        broken.setattr("dashboard.shell.routing.resolve", fail)
        failed = _page(client, "/goals").data
    assert _page(client, "/goals").data != failed


def test_a_file_that_comes_is_seen_on_the_pages_that_show_files(tmp_path: Path, snapshots: Snapshots) -> None:
    folder = tmp_path / "reports"
    folder.mkdir()
    standing = Router(snapshots, all_pages(), Library((folder,))).standing
    before = standing("/sources")
    assert standing("/sources") == before
    (folder / "report.txt").write_text("a line", encoding="utf-8")
    assert standing("/sources") != before
    os.utime(folder / "report.txt", (1, 1))
    assert standing("/sources") != before
    assert standing("/goals") == standing("/")


@pytest.mark.parametrize(
    ("accepted", "unpacked"),
    [("br, gzip", brotli.decompress), ("gzip", gzip.decompress), ("identity", bytes), ("", bytes)],
)
def test_a_page_is_sent_in_an_encoding_that_the_browser_takes(
    client: FlaskClient, accepted: str, unpacked: Callable[[bytes], bytes]
) -> None:
    for answer in (
        _page(client, "/", **{"Accept-Encoding": accepted}),
        client.get("/", headers={"Accept-Encoding": accepted}),
    ):
        assert answer.headers["Vary"] == "Accept-Encoding"
        assert "성과" in unpacked(answer.data).decode() or "\\uc131" in unpacked(answer.data).decode()


@pytest.mark.parametrize("address", ADDRESSES)
def test_the_first_document_says_what_the_page_says(
    client: FlaskClient, router: Router, address: str
) -> None:
    document = client.get(address).text
    page = router.rendered(quote(address), "", None)
    look = document.partition('<div id="first-look">')[2].partition('<div id="react-entry-point">')[0]
    parser = _Text()
    parser.feed(look)
    said, words = "".join(parser.said), text_of(page.content)
    # The text of a select's options is not the page's own.
    for word in words.split():
        assert word in said
    assert f"<title>{page.title}</title>" in document
    assert set(re.findall(r'href="([^"#]+)"', look)) == {
        link.replace("&", "&amp;") for link in links_of(page.content) if not link.startswith("#")
    }
    assert ' id="' not in look


def test_an_unknown_address_is_told_so_to_programs_too(client: FlaskClient) -> None:
    assert client.get("/nowhere").status_code == 404
    assert client.get("/programs/nothing").status_code == 404
    assert client.get("/programs").status_code == 200


def test_no_browser_shows_a_page_without_asking_again(client: FlaskClient) -> None:
    for _ in ("made", "kept"):
        assert client.get("/programs").headers["Cache-Control"] == "private, no-cache"


@pytest.mark.parametrize(
    ("cookie", "lang"),
    [('{"lang":"en"}', "en"), ('{"lang":"xx"}', "ko"), ("[1", "ko"), ("[]", "ko"), ("", "ko")],
)
def test_a_first_document_is_as_the_browser_likes_it(client: FlaskClient, cookie: str, lang: str) -> None:
    client.set_cookie("preferences", quote(cookie))
    assert f'<html lang="{lang}"' in client.get("/goals").text


def test_what_a_report_prints_is_text_in_the_first_document() -> None:
    made = html_of(html.P(["<b>&", html.Span(title='"><script>'), html.Span(**{"aria-label": '"<'})]))
    assert made == (
        '<p>&lt;b&gt;&amp;<span title="&quot;&gt;&lt;script&gt;"></span>'
        '<span aria-label="&quot;&lt;"></span></p>'
    )
    assert html_of(html.Div(style={"flexGrow": 2, "width": 3, "--x": 1, "height": None})) == (
        '<div style="flex-grow:2;width:3px;--x:1"></div>'
    )


def test_a_component_without_a_first_look_is_an_error() -> None:
    with pytest.raises(TypeError, match="Upload"):
        html_of(html.Div(dcc.Upload()))


@pytest.mark.parametrize("address", [5, None, ["/"], {"a": 1}])
def test_what_is_no_address_is_left_to_the_others(app: Dash, address: object) -> None:
    with app.server.test_request_context("/_dash-update-component", method="POST", json=_asked(address)):
        assert app.page_cache.answer() is None  # type: ignore[attr-defined]
