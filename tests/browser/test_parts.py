"""What is sent as HTML is, in the browser, what Dash would have made of components of the same names."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import dash.html
import pytest
from dash import dcc
from flask.testing import FlaskClient
from playwright.sync_api import Browser, Route

from dashboard.app import create_app
from dashboard.ui import html
from dashboard.ui.fragment import Element
from tests.browser.conftest import visiting
from tests.sample_warehouse import FOUNDATION, REPORT_2023, build_sample
from tests.serving import Served, served

_PAGES = (
    "/", f"/?org={quote(FOUNDATION)}&year=2023", f"/directions/{quote(FOUNDATION)}-2023-2",
    "/execution?depth=all",
    "/goals", "/trends", "/programs", "/teams", "/brief", "/answers", "/sources", "/builds", "/nowhere",
    f"/sources/{quote(REPORT_2023)}", "/?status=nothing&lang=en",
)  # fmt: skip
# A style is compared as the browser understands it; a grid draws itself.
_TREE = """() => {
  const told = node => node.nodeType === 3 ? node.data : node.matches('.program-grid') ? 'grid' : [
    node.tagName,
    [...node.attributes].map(a => [a.name, a.name === 'style' ? node.style.cssText : a.value])
      .filter(([name]) => name !== 'data-page').sort((a, b) => a[0] < b[0] ? -1 : 1),
    ...[...node.childNodes].map(told),
  ];
  const page = document.getElementById('_pages_content').cloneNode(true);
  // What Plotly draws has names by chance; both are drawn from the same figure.
  page.querySelectorAll('.dash-graph').forEach((graph) => graph.replaceChildren());
  page.normalize();
  return told(page);
}"""


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A warehouse that two dashboards read."""
    return build_sample(tmp_path_factory.mktemp("parts") / "sample.duckdb")


@pytest.fixture(scope="module")
def of_dash(warehouse: Path) -> Iterator[FlaskClient]:
    """The dashboard without answers of its own: Dash answers with components of its own."""
    app = create_app(warehouse)
    app.server.before_request_funcs[None].remove(app.page_cache.answer)  # type: ignore[attr-defined]
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("dashboard.app.fragment", _of_dash)
        yield app.server.test_client()


def _of_dash(content: Any) -> Any:
    if isinstance(content, list | tuple):
        return [_of_dash(part) for part in content]
    if not isinstance(content, Element):
        return content
    given = {name: value for name, value in vars(content).items() if name not in ("children", "data-page")}
    made = dcc.Link if isinstance(content, html.Link) else getattr(dash.html, type(content).__name__)
    return made(_of_dash(content.children), **given)


def test_a_page_is_what_dash_would_make_of_it(
    browser: Browser, warehouse: Path, of_dash: FlaskClient
) -> None:
    def answered_by_dash(route: Route) -> None:
        asked = route.request.post_data_json
        if "_pages_content" not in asked["output"]:
            route.continue_()
            return
        answer = of_dash.post("/_dash-update-component", json=asked)
        assert '"Fragment"' not in answer.text
        route.fulfill(status=200, content_type="application/json", body=answer.data)

    def trees(server: Served, route: Callable[[Route], None] | None) -> Iterator[str]:
        with visiting(browser, server.address) as visit:
            if route is not None:
                visit.page.route("**/_dash-update-component", route)
            for path in _PAGES:
                visit.open(path, status=404 if path == "/nowhere" else 200)
                if path == "/programs":
                    # The grid's own script comes after the page.
                    visit.page.wait_for_selector(".program-grid .ag-row")
                yield json.dumps(visit.page.evaluate(_TREE), ensure_ascii=False)

    with served(warehouse) as server:
        pairs = zip(_PAGES, trees(server, None), trees(server, answered_by_dash), strict=True)
        for path, ours, dashs in pairs:
            assert '"H1"' in ours
            other = next((n for n, pair in enumerate(zip(ours, dashs, strict=False)) if len({*pair}) > 1), 0)
            assert ours == dashs, (path, [text[max(0, other - 200) :][:400] for text in (ours, dashs)])
