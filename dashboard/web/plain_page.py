"""A page that needs nothing but itself and our styles: no script of Dash draws it anew."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Response, render_template_string
from markupsafe import Markup

from dashboard.ui.fragment import Element, html_of
from dashboard.ui.labels import Words

_PAGE = """<!DOCTYPE html>
<html lang="{{ words.language }}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{{ title }} · {{ words("frame.product") }}</title>
<link rel="icon" href="/_favicon.ico">
<link rel="stylesheet" href="/bootstrap/static/css/bootstrap.min.css">
{% for name in styles %}<link rel="stylesheet" href="/assets/{{ name }}.css">
{% endfor %}<script src="/assets/first.js"></script>
</head>
<body>
<header class="header">
<div class="header-row"><span class="brand">{{ words("frame.product") }}</span>
{% if ways %}<nav class="navigation" aria-label="{{ words("frame.navigation") }}">
{% for name, address in ways %}<a class="nav-link" href="{{ address }}">{{ name }}</a>
{% endfor %}</nav>{% endif %}
{% if reader %}<div class="tools">{{ reader }}</div>{% endif %}</div>
</header>
<main class="page">{{ content }}</main>
{% if script %}<script src="/assets/{{ script }}.js"></script>{% endif %}
</body>
</html>"""
_STYLES = ("tokens", "layout", "pages", "sources", "answers", "loading", "print")


def plain_page(
    words: Words,
    title: str,
    content: Element,
    status: int,
    *,
    ways: Sequence[tuple[str, str]] = (),
    script: str | None = None,
    reader: Element | None = None,
) -> Response:
    """Return a page that shows an element. TypeError: `html_of` cannot say what it shows.

    ways: names and addresses of other pages. script: the name of the one that helps along. reader: who is
    signed in, with the way out.
    """
    shown = Markup(html_of(content))
    told = None if reader is None else Markup(html_of(reader))
    body = render_template_string(
        _PAGE, words=words, title=title, content=shown, styles=_STYLES, ways=ways, script=script, reader=told
    )
    return Response(body, status=status, mimetype="text/html")
