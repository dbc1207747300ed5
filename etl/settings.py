"""What the environment sets. Only front doors import this; everything else takes arguments."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parents[1]
_SHORTEST_KEY = 32
_LONGEST_SESSION = 24 * 60


class SettingError(Exception):
    """A setting that cannot be used: one line with its name, its value and the mend."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Where things are, where the dashboard listens, what it lets in, and who may see it.

    workers, threads: processes, and requests at a time in each. trusted_proxies: how many proxies before it
    say who asks and whether over TLS. export_limit: downloads per reader, counted at rate_limit_storage_url.
    tz: the time zone that people are told times in. lang: the locale of commands: ko_KR.UTF-8 is Korean.
    answers_url: the database of what people write; None where it stands beside the warehouse.
    uploads_dir: where files stay that are handed in on the page of loading; None: beside the warehouse.
    smtp_host: hands mails on to units; None where none are sent. What else begins with smtp_, mail_from,
    mail_addresses (a file: which unit has which address) and public_url are of use with it.
    oidc_issuer: who signs readers in; None where everybody sees everything. What else begins with oidc_,
    secret_key (of the session's cookie) and public_url (how readers reach the dashboard) are needed with it.
    """

    warehouse_path: Path
    facts_dir: Path
    inbox_dir: Path
    mappings_dir: Path
    reports_dir: Path
    builds_kept: int
    host: str
    port: int
    workers: int
    threads: int
    trusted_proxies: int
    max_body_bytes: int
    max_upload_bytes: int
    export_limit: str
    rate_limit_storage_url: str
    log_level: str
    tz: str
    lang: str
    # It may hold a password.
    answers_url: str | None = field(default=None, repr=False)
    uploads_dir: Path | None = None
    smtp_host: str | None = None
    smtp_port: int = 587
    smtp_security: str = "starttls"
    smtp_user: str | None = None
    smtp_password: str | None = field(default=None, repr=False)
    mail_from: str | None = None
    mail_addresses: Path | None = None
    oidc_issuer: str | None = None
    oidc_client_id: str | None = None
    oidc_client_secret: str | None = field(default=None, repr=False)
    secret_key: str | None = field(default=None, repr=False)
    public_url: str | None = None
    oidc_role_claim: str = "roles"
    oidc_department_claim: str = "departments"
    session_minutes: int = 60

    @property
    def is_korean(self) -> bool:
        """Whether the commands speak Korean."""
        return re.split("[_.@]", self.lang)[0] == "ko"


_HERE = ("127.0.0.1", "localhost", "::1")
_SECURITY = ("starttls", "tls", "none")
_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")
_LIMIT = re.compile(r"[1-9][0-9]{0,5} per (second|minute|hour|day)")


def keep_office_time(zone: str) -> None:
    """Let this process, and those that it starts, tell the time of a zone: that of the offices, by TZ."""
    os.environ["TZ"] = zone
    if hasattr(time, "tzset"):
        time.tzset()


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
        mappings_dir=Path(env.get("MAPPINGS_DIR") or ROOT / "etl" / "mappings"),
        reports_dir=Path(env.get("REPORTS_DIR") or ROOT / "../shared/reports"),
        builds_kept=_number("BUILDS_KEPT", env.get("BUILDS_KEPT") or "12", 0, 9999),
        host=env.get("HOST") or "127.0.0.1",
        port=_number("PORT", env.get("PORT") or "8050", 1, 65535),
        workers=_number("WORKERS", env.get("WORKERS") or "2", 1, 64),
        threads=_number("THREADS", env.get("THREADS") or "4", 1, 64),
        trusted_proxies=_number("TRUSTED_PROXIES", env.get("TRUSTED_PROXIES") or "0", 0, 9),
        max_body_bytes=_number("MAX_BODY_BYTES", env.get("MAX_BODY_BYTES") or "8388608", 1024, 2**30),
        max_upload_bytes=_number(
            "MAX_UPLOAD_BYTES", env.get("MAX_UPLOAD_BYTES") or "67108864", 1024, 200_000_000
        ),
        export_limit=export_limit,
        rate_limit_storage_url=env.get("RATE_LIMIT_STORAGE_URL") or "memory://",
        log_level=log_level,
        # As POSIX writes it: known on every machine, with or without a list of the world's zones.
        tz=env.get("TZ") or "KST-9",
        lang=env.get("LANG") or "C",
        answers_url=env.get("ANSWERS_URL") or None,
        uploads_dir=Path(folder) if (folder := env.get("UPLOADS_DIR")) else None,
        **_mail(env),
        **_sign_in(env),
    )


def _mail(env: Mapping[str, str]) -> dict[str, Any]:
    """Return the settings of the mails to units: none where SMTP_HOST is not set."""
    host = env.get("SMTP_HOST")
    if not host:
        return {}
    needed = {
        "MAIL_FROM": env.get("MAIL_FROM"),
        "MAIL_ADDRESSES": env.get("MAIL_ADDRESSES"),
        "PUBLIC_URL": env.get("PUBLIC_URL"),
    }
    missing = [name for name, value in needed.items() if not value]
    if missing:
        raise SettingError(f"SMTP_HOST is set, but not {', '.join(missing)}; set them, or leave it out")
    security = env.get("SMTP_SECURITY") or "starttls"
    if security not in _SECURITY:
        raise SettingError(f"SMTP_SECURITY is {security[:40]!r}; expected one of {', '.join(_SECURITY)}")
    if security == "none" and env.get("SMTP_USER") and host not in _HERE:
        raise SettingError("SMTP_SECURITY is 'none' with SMTP_USER: a password could be read on the way")
    sender, public_url = str(needed["MAIL_FROM"]), str(needed["PUBLIC_URL"])
    if "@" not in sender or not sender.isprintable():
        raise SettingError(f"MAIL_FROM is {sender[:60]!r}; expected a mail address")
    _check_address("PUBLIC_URL", public_url)
    return {
        "smtp_host": host,
        "smtp_port": _number("SMTP_PORT", env.get("SMTP_PORT") or "587", 1, 65535),
        "smtp_security": security,
        "smtp_user": env.get("SMTP_USER") or None,
        "smtp_password": env.get("SMTP_PASSWORD") or None,
        "mail_from": sender,
        "mail_addresses": Path(str(needed["MAIL_ADDRESSES"])),
        "public_url": public_url.rstrip("/"),
    }


def _sign_in(env: Mapping[str, str]) -> dict[str, Any]:
    """Return the settings of the sign-in: none where OIDC_ISSUER is not set."""
    issuer = env.get("OIDC_ISSUER")
    if not issuer:
        return {}
    needed = {
        "OIDC_CLIENT_ID": env.get("OIDC_CLIENT_ID"),
        "OIDC_CLIENT_SECRET": env.get("OIDC_CLIENT_SECRET"),
        "SECRET_KEY": env.get("SECRET_KEY"),
        "PUBLIC_URL": env.get("PUBLIC_URL"),
    }
    missing = [name for name, value in needed.items() if not value]
    if missing:
        raise SettingError(f"OIDC_ISSUER is set, but not {', '.join(missing)}; set them, or leave it out")
    if len(needed["SECRET_KEY"] or "") < _SHORTEST_KEY:
        raise SettingError(f"SECRET_KEY is shorter than {_SHORTEST_KEY} characters; set a longer, random one")
    for name, address in (("OIDC_ISSUER", issuer), ("PUBLIC_URL", needed["PUBLIC_URL"] or "")):
        _check_address(name, address)
    minutes = _number("SESSION_MINUTES", env.get("SESSION_MINUTES") or "60", 1, _LONGEST_SESSION)
    return {
        "oidc_issuer": issuer,
        **{name.lower(): value for name, value in needed.items()},
        "public_url": (needed["PUBLIC_URL"] or "").rstrip("/"),
        "oidc_role_claim": env.get("OIDC_ROLE_CLAIM") or "roles",
        "oidc_department_claim": env.get("OIDC_DEPARTMENT_CLAIM") or "departments",
        "session_minutes": minutes,
    }


def _check_address(name: str, address: str) -> None:
    """Raise SettingError where what is sent to an address could be read on the way."""
    found = urlsplit(address)
    is_here = found.hostname in _HERE
    if not found.hostname or found.scheme not in (("http", "https") if is_here else ("https",)):
        raise SettingError(f"{name} is {address[:80]!r}; expected an address that begins with https://")
    if name == "PUBLIC_URL" and (found.path.strip("/") or found.query or found.fragment):
        raise SettingError(f"{name} is {address[:80]!r}; expected scheme and host, without a path")


def _number(name: str, text: str, least: int, most: int) -> int:
    if not text.isascii() or not text.isdigit() or len(text) > 10 or not least <= int(text) <= most:
        raise SettingError(f"{name} is {text[:40]!r}; expected a number from {least} to {most}")
    return int(text)
