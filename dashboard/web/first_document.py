"""Dash, with a first document that holds the page itself: read before the browser has loaded a script."""

from __future__ import annotations

import json
import re
from functools import cached_property
from html import escape

from dash import Dash
from flask import Response

from dashboard.shell.request_notice import request_notice
from dashboard.ui.fragment import html_of
from dashboard.ui.labels import load
from dashboard.web.page_cache import Look, PageCache
from dashboard.web.static_files import StaticFiles

_NEEDED_BY_SOME = re.compile(r"/(dash_ag_grid|dash_table)/")
_ADDRESSED = re.compile(r'<script src="([^"]+)"></script>\n?')
_INLINE = re.compile(r'<script(?: id="_dash-renderer" type="application/javascript")?>')
_TITLE, _LOOK, _NOTE = "<!--title-->", "<!--first look-->", "<!--note-->"
_SCRIPTS = "<!--scripts-->"
_PLOTLY = "/assets/plotly-basic.min.js"
_DATA = f' data-plotly="{_PLOTLY}"'
"""Enough of Plotly for our pictures, where set-up could fetch it; otherwise Dash loads all of it."""
_INDEX = f"""<!DOCTYPE html>
<html>
<head>
{{metas}}
<title>{_TITLE}</title>
{{favicon}}
{{css}}
<script src="/assets/first.js"></script>
</head>
<body{_DATA}>
<noscript>{_NOTE}</noscript>
<div id="first-look">{_LOOK}</div>
{html_of(request_notice())}
{{app_entry}}
<div>{{config}}{_SCRIPTS}{{scripts}}{{renderer}}</div>
<script src="/assets/start.js"></script>
</body>
</html>"""


class DashWithPages(Dash):
    """Answers an address with its page as plain HTML, and with all that makes it work."""

    page_cache: PageCache
    static_files: StaticFiles

    def index(self, *_: object, **__: object) -> Response:
        return self.page_cache.document(self._framed)

    def interpolate_index(self, **parts: str) -> str:  # type: ignore[override]
        return _INDEX.format(**parts)

    def _framed(self, look: Look) -> str:
        opening = f'<html lang="{look.lang}" data-unit="{look.unit}">'
        document = self._outer.replace("<html>", opening, 1).replace(_TITLE, escape(look.title), 1)
        note = escape(load(look.lang)("frame.noscript"))
        return document.replace(_NOTE, note, 1).replace(_LOOK, look.html, 1)

    @cached_property
    def _outer(self) -> str:
        """What all first documents share: made once, when all scripts are known."""
        document = str(super().index())  # type: ignore[no-untyped-call]
        if not self.static_files.has(_PLOTLY):
            document = document.replace(_DATA, "")
        return _painted_first(self.static_files.named(document))


def _painted_first(document: str) -> str:
    """Let a document be painted before Dash's scripts are asked for (`start.js`).

    A grid's scripts weigh as much as all others: the pages that hold one name them (`PageCache`).
    """
    head, _, rest = document.partition(_SCRIPTS)
    addresses = [a for a in _ADDRESSED.findall(rest) if not _NEEDED_BY_SOME.search(a)]
    *addresses, starter = addresses
    waiting = _INLINE.sub('<script type="text/later">', _ADDRESSED.sub("", rest))
    # Which Python it is concerns nobody.
    head = re.sub(r'("python_version":)"[^"]*"', r'\1""', head)
    listed = f'<script id="later" type="application/json">{json.dumps(addresses)}</script>'
    closing = f'<script src="{starter}"></script>\n</body>'
    return head + listed + waiting.replace("</body>", closing, 1)
