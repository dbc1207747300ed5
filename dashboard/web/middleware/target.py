"""Where a request is for: an address that no link of ours leads to is refused before anything looks it up."""

from __future__ import annotations

import re

from flask import request
from werkzeug.exceptions import RequestEntityTooLarge, RequestURITooLarge

from dashboard.web.middleware.refusal import MalformedError

LONGEST = 8190
"""Bytes of path and query; as long as the longest request line that gunicorn is told to take."""

# A control character, or what is left of bytes that are no UTF-8.
_UNUSABLE = re.compile("[\x00-\x1f\x7f\ufffd]")


def check() -> None:
    """Refuse the request under way where its address or the size of its body is beyond use."""
    if _UNUSABLE.search(request.path):
        raise MalformedError("The address holds bytes that are no text.")
    if len(request.path) + len(request.query_string) > LONGEST:
        raise RequestURITooLarge(f"An address has up to {LONGEST} bytes.")
    limit = request.max_content_length
    if limit is not None and (request.content_length or 0) > limit:
        raise RequestEntityTooLarge(f"A body has up to {limit} bytes.")
