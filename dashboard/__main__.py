"""Serves the dashboard: `python -m dashboard`; `python -m dashboard brief` writes a hearing brief as a file;
`python -m dashboard remind` mails each unit what is due; `python -m dashboard check` opens the pages of a
warehouse before readers do.

All but the last build the warehouse first where there is none.
"""

from __future__ import annotations

import argparse
import logging.config
import os
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TypeAlias

from etl.settings import ROOT, SettingError, Settings, keep_office_time, settings

_Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"
_CHECKED_SECONDS = 20.0
"""How long the pages of a draft are opened for; of documents of one shape, one comes before the others."""
_WARMED_SECONDS = 10.0


def main() -> int:
    """Serve until stopped, or write a brief; 2 where something needs mending, said in one line."""
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")
    arguments = _parser(sys.argv[1:]).parse_args()
    if arguments.command == "check":
        return _check(arguments.warehouse)
    if arguments.command == "upload":
        return _upload(arguments)
    mend, is_korean = None, False
    try:
        chosen = settings()
        is_korean = chosen.is_korean
        keep_office_time(chosen.tz)
        if arguments.command is None:
            _check_port(chosen)
        named = getattr(arguments, "warehouse", None)
        if named is None and not chosen.warehouse_path.exists():
            mend = _build(chosen, may_wait=arguments.command is None)
    except SettingError as error:
        mend = str(error)
    if mend is not None:
        print(_told(mend, is_korean=is_korean), file=sys.stderr)
        return 2
    if arguments.command == "brief":
        return _brief(arguments, chosen)
    if arguments.command == "remind":
        return _remind(arguments, chosen)
    shown = f"[{chosen.host}]" if ":" in chosen.host else chosen.host
    print(f"http://{shown}:{chosen.port}", flush=True)
    _serve(chosen)
    return 0


def _told(line: str, *, is_korean: bool) -> str:
    """Return a line of the engine in Korean where the environment is, as far as it is known there."""
    # Only here: a large brief has the memory for itself.
    from etl.messages import in_korean

    return in_korean(line) if is_korean else line


def _parser(words: Sequence[str]) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m dashboard", description=__doc__)
    commands = parser.add_subparsers(dest="command")
    added: dict[str, Callable[[_Commands], None]] = {
        "brief": _add_brief, "remind": _add_remind, "check": _add_check, "upload": _add_upload
    }  # fmt: skip
    # The one that is asked for: each brings much with it, which takes seconds to load.
    for name in [words[0]] if words and words[0] in added else added if words else ():
        added[name](commands)
    return parser


def _add_brief(commands: _Commands) -> None:
    from dashboard.brief.command import add_brief

    add_brief(commands)


def _add_remind(commands: _Commands) -> None:
    from dashboard.remind.command import add_remind

    add_remind(commands)


def _add_check(commands: _Commands) -> None:
    check = commands.add_parser("check", help="opens each kind of page of a warehouse; 1 where one fails")
    check.add_argument("--warehouse", required=True, type=Path)


def _add_upload(commands: _Commands) -> None:
    from dashboard.loading.command import add_upload

    add_upload(commands)


def _upload(arguments: argparse.Namespace) -> int:
    from dashboard.loading.command import work_on_upload

    return work_on_upload(arguments, partial(print, flush=True))


def _check(warehouse: Path) -> int:
    from dashboard.web.opening import OpeningError, open_all
    from dashboard.web.warming import warm

    try:
        opened = open_all(warehouse, _CHECKED_SECONDS)
    except OpeningError as error:
        print(error)
        return 1
    print(f"opened {opened.addresses} pages and answers of {opened.documents} of {opened.of} documents")
    try:
        made = warm(warehouse, _WARMED_SECONDS)
    except Exception as error:  # noqa: BLE001 -- what is not made now is made when it is looked at
        print(f"the views of the last days are not made: {type(error).__name__}: {error}")
    else:
        print(f"made {made} views that people looked at in the last days")
    return 0


def _build(chosen: Settings, *, may_wait: bool) -> str | None:
    """Build the warehouse; return what is to be mended, or None.

    may_wait: whether without any report there is nothing to mend: the first one comes in by a page.
    """
    # Loaded only where it is wanted: a large brief has the memory for itself.
    from etl import facsimiles, fact_folder
    from etl.inbox import Inbox
    from etl.pipeline import USER_ERRORS, build_warehouse
    from etl.trial import trial

    inbox = Inbox.of(chosen.inbox_dir)
    try:
        # A folder that is not there is a mistake in the settings; an empty one waits for its first report.
        is_there = chosen.facts_dir.is_dir()
        if may_wait and not inbox.reports and not fact_folder.names(chosen.facts_dir, may_be_empty=is_there):
            line = f"{chosen.facts_dir}: holds no facts yet; hand in the first report on /load"
            print(_told(line, is_korean=chosen.is_korean), flush=True)
            return None
        print(f"building {chosen.warehouse_path} ...", flush=True)
        built = build_warehouse(
            chosen.facts_dir,
            chosen.warehouse_path,
            inbox,
            builds_kept=chosen.builds_kept,
            mappings_dir=chosen.mappings_dir,
            check=trial((sys.executable, "-m", "dashboard", "check", "--warehouse"), ROOT),
            refused=lambda error: print(_told(str(error), is_korean=chosen.is_korean), file=sys.stderr),
        )
    except USER_ERRORS as error:
        return str(error)
    for one in facsimiles.make(
        built.documents, (chosen.reports_dir, chosen.inbox_dir), chosen.warehouse_path
    ):
        print(f"{one.source_name}: {'drawn' if one.is_drawn else one.why_not or 'ready'}", flush=True)
    return None


def _brief(arguments: argparse.Namespace, chosen: Settings) -> int:
    from dashboard.brief.command import BriefError, write_brief

    try:
        path = arguments.warehouse or chosen.warehouse_path
        write_brief(arguments, path, partial(print, file=sys.stderr, flush=True), _become, chosen.answers_url)
    except BriefError as error:
        print(error, file=sys.stderr)
        return 2
    return 0


def _remind(arguments: argparse.Namespace, chosen: Settings) -> int:
    if chosen.smtp_host is None or chosen.mail_from is None or chosen.mail_addresses is None:
        print(
            "SMTP_HOST is not set: name the server that sends mails; see docs/operating.md", file=sys.stderr
        )
        return 2
    from dashboard.answers.store import default_url
    from dashboard.remind.command import Post, RemindError, remind
    from dashboard.remind.post import MailServer

    path = arguments.warehouse or chosen.warehouse_path
    post = Post(
        server=MailServer(
            chosen.smtp_host, chosen.smtp_port, chosen.smtp_security, chosen.smtp_user, chosen.smtp_password
        ),
        sender=chosen.mail_from,
        addresses=chosen.mail_addresses,
        base=str(chosen.public_url),
        is_guarded=chosen.oidc_issuer is not None,
    )
    try:
        return remind(arguments, path, chosen.answers_url or default_url(path), post, print)
    except RemindError as error:
        print(error, file=sys.stderr)
        return 2


def _become(command: Sequence[str], folder: Path, given: bytes) -> None:
    """Go on as another command, in whose place nothing of this one is left."""
    if os.name != "posix":
        sys.exit(subprocess.run(command, input=given, cwd=folder, check=False).returncode)  # noqa: S603
    with tempfile.TemporaryFile() as file:
        file.write(given)
        file.seek(0)
        os.dup2(file.fileno(), 0)
    os.chdir(folder)
    os.execv(command[0], list(command))  # noqa: S606 -- our own interpreter and module


def _check_port(chosen: Settings) -> None:
    family = socket.AF_INET6 if ":" in chosen.host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        # As the server itself will: a port that was just let go of is free.
        if os.name == "posix":
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((chosen.host, chosen.port))
        except OSError as error:
            where = f"HOST {chosen.host}, PORT {chosen.port}"
            raise SettingError(
                f"{where}: cannot listen ({error.strerror}); set another PORT or HOST"
            ) from error


def _serve(chosen: Settings) -> None:
    if os.name != "posix":
        from werkzeug.serving import make_server

        from dashboard import app
        from dashboard.web.middleware.request_log import logging_config

        logging.config.dictConfig(logging_config(chosen.log_level))
        make_server(chosen.host, chosen.port, app.server, threaded=True).serve_forever()
        return
    # A process of its own: the one that built the warehouse holds DuckDB, which does not survive a fork.
    command = [
        sys.executable,
        "-m",
        "gunicorn",
        "--config",
        "python:dashboard.web.server",
        "dashboard.app:server",
    ]
    os.execv(sys.executable, command)  # noqa: S606 -- our own interpreter and server


if __name__ == "__main__":
    sys.exit(main())
