"""What the environment sets. Only front doors import this; everything else takes arguments."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


class SettingError(Exception):
    """A setting that cannot be used: one line with its name, its value and the mend."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Where things are, where the dashboard listens, and what it lets in.

    workers, threads: processes, and requests at a time in each. trusted_proxies: how many proxies before it
    say who asks and whether over TLS. export_limit: downloads per reader, counted at rate_limit_storage_url.
    """

    warehouse_path: Path
    facts_dir: Path
    inbox_dir: Path
    reports_dir: Path
    builds_kept: int
    host: str
    port: int
    workers: int
    threads: int
    trusted_proxies: int
    max_body_bytes: int
    export_limit: str
    rate_limit_storage_url: str
    log_level: str


_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")
_LIMIT = re.compile(r"[1-9][0-9]{0,5} per (second|minute|hour|day)")


def settings(environment: Mapping[str, str] | None = None) -> Settings:
    """Read the settings, which the README lists. SettingError names what cannot be used."""
    env = os.environ if environment is None else environment
    log_level = env.get("LOG_LEVEL") or "INFO"
    if log_level not in _LEVELS:
        raise SettingError(f"LOG_LEVEL is {log_level[:40]!r}; expected one of {', '.join(_LEVELS)}")
    export_limit = env.get("EXPORT_LIMIT") or "60 per minute"
    if not _LIMIT.fullmatch(export_limit):
        raise SettingError(
            f"EXPORT_LIMIT is {export_limit[:40]!r}; expected a number per second, minute, hour or day,"
            " as in '60 per minute'"
        )
    return Settings(
        warehouse_path=Path(env.get("WAREHOUSE_PATH") or ROOT / "warehouse.duckdb"),
        facts_dir=Path(env.get("FACTS_DIR") or ROOT / "etl" / "data"),
        inbox_dir=Path(env.get("INBOX_DIR") or ROOT / "etl" / "inbox"),
        reports_dir=Path(env.get("REPORTS_DIR") or ROOT / "../shared/reports"),
        builds_kept=_number("BUILDS_KEPT", env.get("BUILDS_KEPT") or "12", 0, 9999),
        host=env.get("HOST") or "127.0.0.1",
        port=_number("PORT", env.get("PORT") or "8050", 1, 65535),
        workers=_number("WORKERS", env.get("WORKERS") or "2", 1, 64),
        threads=_number("THREADS", env.get("THREADS") or "4", 1, 64),
        trusted_proxies=_number("TRUSTED_PROXIES", env.get("TRUSTED_PROXIES") or "0", 0, 9),
        max_body_bytes=_number("MAX_BODY_BYTES", env.get("MAX_BODY_BYTES") or "8388608", 1024, 2**30),
        export_limit=export_limit,
        rate_limit_storage_url=env.get("RATE_LIMIT_STORAGE_URL") or "memory://",
        log_level=log_level,
    )


def _number(name: str, text: str, least: int, most: int) -> int:
    if not text.isascii() or not text.isdigit() or len(text) > 10 or not least <= int(text) <= most:
        raise SettingError(f"{name} is {text[:40]!r}; expected a number from {least} to {most}")
    return int(text)
