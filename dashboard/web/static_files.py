"""Scripts and style sheets: their addresses change with their content, so that a browser may keep them."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from pathlib import Path

from dash.fingerprint import check_fingerprint
from flask import Response, request

from dashboard.web.packed import Packed

_KEPT = "public, max-age=31536000, immutable"
_SUITES = "/_dash-component-suites/"
_ICON = "/_favicon.ico"
_OLD_VERSION = r"(?:\?m=[0-9.]+)?"
_COMPRESSIBLE = ("text/", "application/javascript", "application/json", "image/svg")


class StaticFiles:
    """The files under some addresses, each named with the hash of its content, and kept packed."""

    def __init__(self, files: Mapping[str, Path]) -> None:
        """files: the file that stands under each address."""
        self._versions = {
            address: hashlib.sha256(file.read_bytes()).hexdigest()[:16] for address, file in files.items()
        }
        self._packed: dict[str, tuple[str, Packed]] = {}

    def has(self, address: str) -> bool:
        """Whether one of the files stands under an address."""
        return address in self._versions

    def named(self, document: str) -> str:
        """Return an HTML text in which every file that is named has its version in its address."""
        for address, version in self._versions.items():
            document = re.sub(f'"{re.escape(address)}{_OLD_VERSION}"', f'"{address}?v={version}"', document)
        return document

    def kept(self) -> Response | None:
        """Answer the request under way where its file is packed already; None for all others."""
        found = self._packed.get(_file_asked()) if request.method == "GET" else None
        if found is None or not self._names_its_content():
            return None
        media_type, packed = found
        response = packed.response(media_type)
        response.headers["Cache-Control"] = _KEPT
        return response

    def keep(self, response: Response) -> Response:
        """Pack the file that answers the request under way, where its address names its content."""
        if request.method != "GET" or response.status_code != 200 or not self._names_its_content():
            return response
        file = _file_asked()
        if response.content_type.startswith(_COMPRESSIBLE) and file not in self._packed:
            response.direct_passthrough = False
            self._packed[file] = (response.content_type, Packed(response.get_data()))
            response.close()
            return self.kept() or response
        response.headers["Cache-Control"] = _KEPT
        return response

    def _names_its_content(self) -> bool:
        version = self._versions.get(request.path)
        if version is not None:
            return request.query_string == f"v={version}".encode()
        if request.path == _ICON:
            # Dash names it by its own version. Without this, some browsers ask for it after each choice.
            return request.query_string.startswith(b"v=")
        return request.path.startswith(_SUITES) and not request.query_string and _bare(request.path)[1]


def _bare(path: str) -> tuple[str, bool]:
    """Return a path without the version that Dash has put into it, and whether there was one."""
    bare, was_versioned = check_fingerprint(path)  # type: ignore[no-untyped-call]
    return str(bare), bool(was_versioned)


def _file_asked() -> str:
    """Return what the file of the request under way is known by.

    Dash puts version and date of a package into the names of its scripts, and serves them under any other
    version too: a name for each would be room for as many copies as somebody likes to ask for.
    """
    return _bare(request.path)[0]
