"""What the pages are measured against, on the same server: plain Dash with Plotly, and the page as a still.

/plain/          a Dash page with cards, a filter, a table, six small `dcc.Graph`, and an empty callback
/still/<path>    the content of one of our own pages as static HTML, with the same style sheets and no script
Everything else is the dashboard itself. Served with: gunicorn bench.plain:server
"""

from __future__ import annotations

import importlib
import re

from dash import Dash, Input, Output, dcc, html
from flask import Flask, Response
from werkzeug.middleware.dispatcher import DispatcherMiddleware

GRAPHS, CARDS, ROWS = 6, 5, 12
SAME_PACKAGES = (
    "brotli", "dash_ag_grid", "dash_bootstrap_components", "duckdb", "duckdb_sqlalchemy", "flask_bootstrap",
    "flask_compress", "flask_limiter", "hwpx", "orjson", "pandas", "psutil", "sqlalchemy", "typst",
    "xlsxwriter",
)  # fmt: skip
"""What the dashboard loads as it starts, for the plain app that is compared with it in start and memory."""
PALETTE = ("#256ef4", "#8a949e")


def figure(seed: int) -> dict[str, object]:
    """Return a small bar chart as a plain dict, which is the fastest way there is."""
    budget = [(seed * 37 + n * 91) % 100 + 20 for n in range(8)]
    spent = [value * ((seed + n) % 7 + 3) / 10 for n, value in enumerate(budget)]
    names = [f"P{n}" for n in range(8)]
    return {
        "data": [
            {"type": "bar", "x": names, "y": budget, "marker": {"color": PALETTE[1]}},
            {"type": "bar", "x": names, "y": spent, "marker": {"color": PALETTE[0]}},
        ],
        "layout": {"height": 180, "margin": {"l": 30, "r": 8, "t": 8, "b": 24}, "showlegend": False},
    }


def plain_dashboard(prefix: str = "/plain/") -> Dash:
    """Return a Dash app as it is usually written."""
    # Scripts of ours would run in it: Dash takes those of the folder that it is started in.
    app = Dash("plain", requests_pathname_prefix=prefix, routes_pathname_prefix=prefix, assets_ignore=".")
    app.layout = html.Div(
        [
            html.Div([html.Div([html.H3(f"card {n}"), html.P("12,345")]) for n in range(CARDS)]),
            dcc.Dropdown(id="filter", options=[str(n) for n in range(9)], value="0"),
            html.Div(
                [dcc.Graph(id=f"graph-{n}", config={"showSendToCloud": False}) for n in range(GRAPHS)],
                id="graphs",
            ),
            html.Table([html.Tr([html.Td(f"{row} {column}") for column in range(6)]) for row in range(ROWS)]),
            html.Button(id="in"),
            html.Div(id="out"),
        ]
    )

    @app.callback([Output(f"graph-{n}", "figure") for n in range(GRAPHS)], Input("filter", "value"))
    def drawn(value: str) -> list[dict[str, object]]:
        return [figure(int(value or 0) + n) for n in range(GRAPHS)]

    @app.callback(Output("out", "children"), Input("in", "n_clicks"), prevent_initial_call=True)
    def empty(_clicks: int | None) -> str:
        return ""

    return app


def stills(dashboard: Flask) -> Flask:
    """Return an app that serves the dashboard's pages without a script in them."""
    app = Flask("still")
    made: dict[str, bytes] = {}

    @app.get("/<path:path>")
    @app.get("/", defaults={"path": ""})
    def still(path: str) -> Response:
        if path not in made:
            document = dashboard.test_client().get(f"/{path}").get_data(as_text=True)
            made[path] = re.sub(r"<script.*?</script>", "", document, flags=re.DOTALL).encode()
        return Response(made[path], content_type="text/html; charset=utf-8")

    return app


def serve() -> DispatcherMiddleware:
    """Return the dashboard with what it is measured against beside it."""
    from dashboard import app

    dashboard = app.server
    return DispatcherMiddleware(
        dashboard.wsgi_app,
        {"/plain": _at(plain_dashboard().server, "/plain"), "/still": stills(dashboard).wsgi_app},
    )


def _at(app: Flask, prefix: str) -> object:
    """Give an app its addresses whole: the dispatcher takes their first part away."""

    def served(environ: dict[str, object], start: object) -> object:
        environ["PATH_INFO"] = prefix + str(environ["PATH_INFO"])
        environ["SCRIPT_NAME"] = ""
        return app.wsgi_app(environ, start)  # type: ignore[arg-type]

    return served


def __getattr__(name: str) -> object:
    if name == "server":
        globals()["server"] = serve()
        return globals()["server"]
    if name == "alone":
        for package in SAME_PACKAGES:
            importlib.import_module(package)
        globals()["alone"] = plain_dashboard("/").server
        return globals()["alone"]
    raise AttributeError(name)
