"""What a reader sees who is not in, or not in any more: a plain page, which needs nothing but itself."""

from __future__ import annotations

from flask import Response, render_template_string, request

from dashboard.labels import LANGUAGES, load

_PAGE = """<!DOCTYPE html>
<html lang="{{ words.language }}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{{ title }} · {{ words("frame.product") }}</title>
<link rel="stylesheet" href="/bootstrap/static/css/bootstrap.min.css">
<link rel="stylesheet" href="/assets/tokens.css">
<link rel="stylesheet" href="/assets/layout.css">
<script src="/assets/first.js"></script>
</head>
<body>
<header class="header">
<div class="header-row"><span class="brand">{{ words("frame.product") }}</span></div>
</header>
<main class="page"><div class="whole-page">
<h1>{{ title }}</h1>
<p>{{ text }}</p>
<p><a class="btn btn-primary" href="{{ address }}">{{ way }}</a></p>
</div></main>
</body>
</html>"""


def notice(name: str, status: int, address: str) -> Response:
    """Return a page of the labels `signin.<name>`, with the way on to an address."""
    words = load(request.accept_languages.best_match(LANGUAGES) or LANGUAGES[0])
    body = render_template_string(
        _PAGE,
        words=words,
        title=words(f"signin.{name}_title"),
        text=words(f"signin.{name}_text"),
        way=words(f"signin.{name}_way"),
        address=address,
    )
    return Response(body, status=status, mimetype="text/html")
