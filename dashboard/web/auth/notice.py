"""What a reader sees who is not in, or not in any more: a plain page, which needs nothing but itself.

It is in every language at once: which one a reader likes is known to the pages behind the gate.
"""

from __future__ import annotations

from flask import Response, render_template_string

from dashboard.ui.labels import LANGUAGES, load

_PAGE = """<!DOCTYPE html>
<html lang="{{ languages[0].language }}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{{ languages[0](key ~ "_title") }} · {{ languages[0]("frame.product") }}</title>
<link rel="icon" href="/_favicon.ico">
<link rel="stylesheet" href="/bootstrap/static/css/bootstrap.min.css">
<link rel="stylesheet" href="/assets/tokens.css">
<link rel="stylesheet" href="/assets/layout.css">
<script src="/assets/first.js"></script>
</head>
<body>
<header class="header">
<div class="header-row"><span class="brand">{{ languages[0]("frame.product") }}</span></div>
</header>
<main class="page"><div class="whole-page">
{% for words in languages %}
<div lang="{{ words.language }}">
<h{{ loop.index }}>{{ words(key ~ "_title") }}</h{{ loop.index }}>
<p>{{ words(key ~ "_text") }}</p>
<p><a class="btn btn-primary" href="{{ address }}">{{ words(key ~ "_way") }}</a></p>
</div>
{% endfor %}
</div></main>
</body>
</html>"""


def notice(name: str, status: int, address: str) -> Response:
    """Return a page of the labels `signin.<name>`, with the way on to an address."""
    body = render_template_string(
        _PAGE, languages=[load(language) for language in LANGUAGES], key=f"signin.{name}", address=address
    )
    return Response(body, status=status, mimetype="text/html")
