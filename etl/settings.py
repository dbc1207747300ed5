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
    """Where things are, and where the dashboard listens."""

    warehouse_path: Path
    facts_dir: Path
    inbox_dir: Path
    reports_dir: Path
    builds_kept: int
    host: str
    port: int


def settings(environment: Mapping[str, str] | None = None) -> Settings:
    """Read the settings: WAREHOUSE_PATH, FACTS_DIR, INBOX_DIR, REPORTS_DIR, BUILDS_KEPT, HOST, PORT."""
    env = os.environ if environment is None else environment
    port = env.get("PORT") or "8050"
    if not port.isascii() or not port.isdigit() or not 0 < int(port) < 65536:
        raise SettingError(f"PORT is {port[:40]!r}; expected a number from 1 to 65535")
    builds_kept = env.get("BUILDS_KEPT") or "12"
    if not re.fullmatch(r"[0-9]{1,4}", builds_kept):
        raise SettingError(f"BUILDS_KEPT is {builds_kept[:40]!r}; expected a number from 0 to 9999")
    return Settings(
        warehouse_path=Path(env.get("WAREHOUSE_PATH") or ROOT / "warehouse.duckdb"),
        facts_dir=Path(env.get("FACTS_DIR") or ROOT / "etl" / "data"),
        inbox_dir=Path(env.get("INBOX_DIR") or ROOT / "etl" / "inbox"),
        reports_dir=Path(env.get("REPORTS_DIR") or ROOT / "../shared/reports"),
        builds_kept=int(builds_kept),
        host=env.get("HOST") or "127.0.0.1",
        port=int(port),
    )
