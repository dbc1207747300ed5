"""How often one reader may take files away: making them is the dearest thing that the server does."""

from __future__ import annotations

import time
from collections.abc import Callable

from flask import Flask
from flask_limiter import Limiter, RateLimitExceeded
from flask_limiter.util import get_remote_address
from limits.errors import ConfigurationError
from limits.storage import storage_from_string


class StorageError(Exception):
    """A storage that downloads cannot be counted in: one line with its address and the mend."""


def check_storage(storage: str) -> None:
    """Raise StorageError where an address names no storage, or one that needs a package which is not here."""
    try:
        storage_from_string(storage)
    except (ConfigurationError, ValueError) as error:
        # What stands before @ is a password.
        shown = storage.rpartition("@")[2]
        why = " ".join(str(error).split()).replace(storage, shown)
        raise StorageError(
            f"RATE_LIMIT_STORAGE_URL is {shown!r}: {why}; leave it out to count in memory"
        ) from error


class ExportLimit:
    """Counts downloads by who asks: the address, or another name. In memory each worker counts for itself."""

    def __init__(
        self, server: Flask, limit: str, storage: str, asker: Callable[[], str] = get_remote_address
    ) -> None:
        self._limiter = Limiter(
            asker,
            app=server,
            storage_uri=storage,
            key_prefix="council-dashboard",
            # A shared storage that is away must not stop the downloads.
            in_memory_fallback_enabled=True,
        )
        self._count = self._limiter.limit(limit)(_counted)

    def seconds_to_wait(self) -> int:
        """Count a download of the request under way; return 0, or how long to wait after too many."""
        try:
            self._count()
        except RateLimitExceeded:
            spent = self._limiter.current_limit
            return 1 if spent is None else max(1, int(spent.reset_at - time.time()))
        return 0


def _counted() -> None:
    """One download, to be counted."""
