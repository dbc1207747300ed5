"""Views that the workers of a machine have made, beside the warehouse: none makes what another has made.

A file holds one view as Brotli packs it, under what it stands on, and says of what it is. It is touched when
a worker reads it, so that the views of the last days are known, and can be made of a new warehouse before
that is published (`warming.py`). Nothing in it says who looked.
"""

from __future__ import annotations

import hashlib
import logging
import os
import secrets
import threading
import time
from collections.abc import Hashable, Iterator
from contextlib import contextmanager
from dataclasses import astuple, dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

import brotli
import orjson

_LOG = logging.getLogger(__name__)
_ROOT = Path(__file__).resolve().parents[2]
_QUALITY: Final = 4
_MOST_BYTES: Final = 96 * 1024 * 1024
_LOOKED_AFTER: Final = 200
"""After so many files that were written, what is too much is taken away."""
_TURNS: Final = 64
_VIEW: Final = ".view"


@dataclass(frozen=True, slots=True)
class Asked:
    """One view: an address, how a reader likes it, and what that reader may do.

    role: of who is signed in; None where nobody has to. may_load: whether they may hand documents in.
    """

    pathname: str
    search: str
    preferences: tuple[str | None, ...]
    role: str | None = None
    may_load: bool = False


class SharedPages:
    """The views in a folder, which the workers of a server share. Where it cannot be written, none is.

    Without a folder nothing is shared, and who wants the same view in one process still waits for it.
    """

    def __init__(self, folder: Path | None) -> None:
        self.folder = folder
        self._written = 0
        self._here = [threading.Lock() for _ in range(_TURNS)]

    def get(self, standing: Hashable, kind: str, asked: Asked) -> bytes | None:
        """Return a view as it was made; None where nobody has."""
        if self.folder is None:
            return None
        path = self.folder / _name(standing, kind, asked)
        try:
            packed = path.read_bytes()
            os.utime(path)
            return bytes(brotli.decompress(packed.partition(b"\n")[2]))
        except (OSError, brotli.error):
            return None

    def put(
        self, standing: Hashable, kind: str, asked: Asked, text: bytes, used_at: float | None = None
    ) -> None:
        """Keep a view. used_at: when somebody looked at it last, where that is not now."""
        if self.folder is None:
            return
        path = self.folder / _name(standing, kind, asked)
        draft = path.with_name(f"{secrets.token_hex(8)}.new")
        try:
            about = orjson.dumps(astuple(asked))
            self.folder.mkdir(mode=0o700, exist_ok=True)
            draft.write_bytes(about + b"\n" + brotli.compress(text, quality=_QUALITY))
            if used_at is not None:
                os.utime(draft, (used_at, used_at))
            draft.replace(path)
        except (OSError, TypeError) as error:
            _LOG.warning("a view cannot be kept (%s)", error)
            return
        self._written += 1
        if self._written % _LOOKED_AFTER == 0:
            self.tidy()

    @contextmanager
    def turn(self, standing: Hashable, kind: str, asked: Asked) -> Iterator[None]:
        """Hold the making of a view: whoever else wants it waits, in this process or another."""
        number = int(_name(standing, kind, asked)[:4], 16) % _TURNS
        with self._here[number]:
            if self.folder is None:
                yield
            else:
                with _locked(self.folder / f"turn-{number}"):
                    yield

    def used_since(self, moment: float) -> list[tuple[Asked, float]]:
        """Return the views that somebody has looked at since then, the last first, each with when."""
        found: dict[Asked, float] = {}
        for path, used_at, _ in self._files():
            if used_at < moment:
                continue
            try:
                with path.open("rb") as file:
                    pathname, search, preferences, *reader = orjson.loads(file.readline())
                asked = Asked(pathname, search, tuple(preferences), *reader)
            except (OSError, ValueError, TypeError):
                continue
            found[asked] = max(used_at, found.get(asked, 0.0))
        return sorted(found.items(), key=lambda each: each[1], reverse=True)

    def tidy(self) -> None:
        """Take away what was looked at longest ago, where there is more than there may be."""
        left = _MOST_BYTES
        for path, _, size in sorted(self._files(), key=lambda each: each[1], reverse=True):
            left -= size
            if left < 0:
                path.unlink(missing_ok=True)

    def _files(self) -> Iterator[tuple[Path, float, int]]:
        for path in () if self.folder is None else self.folder.glob(f"*{_VIEW}"):
            try:
                state = path.stat()
            except OSError:
                continue
            yield path, state.st_mtime, state.st_size


def _name(standing: Hashable, kind: str, asked: Asked) -> str:
    said = repr((_product(), standing, kind, asked))
    return f"{hashlib.sha256(said.encode('utf-8', 'replace')).hexdigest()}{_VIEW}"


def pages_folder(warehouse_path: Path) -> Path:
    """Return the folder beside a warehouse in which views of it are kept."""
    return warehouse_path.with_name(f"{warehouse_path.name}.pages")


def days_ago(days: float) -> float:
    """Return the moment so many days ago."""
    return time.time() - days * 24 * 60 * 60


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    """Hold a lock that other processes see, and that ends with its process."""
    try:
        import fcntl

        path.parent.mkdir(mode=0o700, exist_ok=True)
        file = path.open("wb")
    except (ImportError, OSError):
        # Windows has no such lock, a full disk no file: the worst is that two make the same.
        yield
        return
    with file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


@lru_cache(maxsize=1)
def _product() -> str:
    """What tells this version of the product from another one, which shows the same warehouse otherwise."""
    digest = hashlib.sha256()
    for folder in ("dashboard", "assets", "etl/terms"):
        for path in sorted((_ROOT / folder).rglob("*")):
            if path.is_file() and path.suffix != ".pyc":
                digest.update(path.read_bytes())
    return digest.hexdigest()
