"""Dash, with a first document that holds the page itself: read before the browser has loaded a script."""

from __future__ import annotations

import re
from functools import cached_property
from html import escape

from dash import Dash
from flask import Response

from dashboard.answers import Answers
from dashboard.labels import load
from dashboard.routing import Rendered
from dashboard.static_files import StaticFiles

_LATER = re.compile(r'src="[^"]*/(dash_ag_grid|dash_table)/')
_TITLE, _LOOK, _NOTE = "<!--title-->", "<!--first look-->", "<!--note-->"
_INDEX = f"""<!DOCTYPE html>
<html>
<head>
{{metas}}
<title>{_TITLE}</title>
{{favicon}}
{{css}}
<script src="/assets/first.js"></script>
</head>
<body>
<noscript>{_NOTE}</noscript>
<div id="first-look">{_LOOK}</div>
{{app_entry}}
<div>{{config}}{{scripts}}{{renderer}}</div>
</body>
</html>"""


class DashWithPages(Dash):
    """Answers an address with its page as plain HTML, and with all that makes it work."""

    answers: Answers
    static_files: StaticFiles

    def index(self, *_: object, **__: object) -> Response:
        return self.answers.document(self._framed)

    def interpolate_index(self, **parts: str) -> str:  # type: ignore[override]
        # A grid's scripts weigh as much as all others: the pages that hold one name them (`Answers`).
        scripts = (line for line in parts["scripts"].splitlines() if not _LATER.search(line))
        return _INDEX.format(**{**parts, "scripts": "\n".join(scripts)})

    def _framed(self, rendered: Rendered, look: str) -> str:
        chosen = rendered.preferences
        opening = f'<html lang="{chosen.lang}" data-unit="{chosen.unit}">'
        document = self._outer.replace("<html>", opening, 1).replace(_TITLE, escape(rendered.title), 1)
        note = escape(load(chosen.lang)("frame.noscript"))
        return document.replace(_NOTE, note, 1).replace(_LOOK, look, 1)

    @cached_property
    def _outer(self) -> str:
        """What all first documents share: made once, when all scripts are known."""
        return self.static_files.named(str(super().index()))  # type: ignore[no-untyped-call]
