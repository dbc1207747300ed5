"""A text that is sent again and again, compressed once for each encoding that browsers ask for."""

from __future__ import annotations

import gzip
from typing import Final

import brotli
from flask import Response, request

_BROTLI_QUALITY: Final = 4
_GZIP_LEVEL: Final = 5


class Packed:
    """One text in the encodings that browsers have asked for."""

    __slots__ = ("_encoded", "_status")

    def __init__(self, text: bytes, status: int = 200) -> None:
        # Only packed: nearly every browser takes it so, and many more of them find room.
        self._encoded = {"br": brotli.compress(text, quality=_BROTLI_QUALITY)}
        self._status = status

    def __len__(self) -> int:
        return len(self._encoded["br"])

    def response(self, media_type: str) -> Response:
        """Return the text for the request under way, in the best encoding that it takes."""
        encoding = request.accept_encodings.best_match(("br", "gzip", "identity"), "identity")
        response = Response(self._in(encoding), self._status, content_type=media_type)
        response.headers["Vary"] = "Accept-Encoding"
        if encoding != "identity":
            response.headers["Content-Encoding"] = encoding
        return response

    def _in(self, encoding: str) -> bytes:
        packed = self._encoded.get(encoding)
        if packed is None:
            text = brotli.decompress(self._encoded["br"])
            if encoding == "identity":
                return bytes(text)
            packed = self._encoded[encoding] = gzip.compress(text, _GZIP_LEVEL, mtime=0)
        return packed
