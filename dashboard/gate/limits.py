"""How often one reader may take files away: making them is the dearest thing that the server does."""

from __future__ import annotations

import time

from flask import Flask
from flask_limiter import Limiter, RateLimitExceeded
from flask_limiter.util import get_remote_address


class ExportLimit:
    """Counts downloads by the address that asks. In memory each worker counts for itself."""

    def __init__(self, server: Flask, limit: str, storage: str) -> None:
        self._limiter = Limiter(
            get_remote_address,
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
