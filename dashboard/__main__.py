"""Serves the dashboard: `python -m dashboard`; `python -m dashboard brief` writes a hearing brief as a file.

Both build the warehouse first where there is none.
"""

from __future__ import annotations

import argparse
import logging
import os
import socket
import sys
from functools import partial

from dashboard.app import create_app
from dashboard.brief_command import BriefError, add_brief, write_brief
from etl.pipeline import USER_ERRORS, build_warehouse
from etl.settings import SettingError, Settings, settings


def main() -> int:
    """Serve until stopped, or write a brief; 2 where something needs mending, said in one line."""
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")
    parser = argparse.ArgumentParser(prog="python -m dashboard", description=__doc__)
    add_brief(parser.add_subparsers(dest="command"))
    arguments = parser.parse_args()
    try:
        chosen = settings()
        if arguments.command is None:
            _check_port(chosen)
        named = getattr(arguments, "warehouse", None)
        if named is None and not chosen.warehouse_path.exists():
            print(f"building {chosen.warehouse_path} ...", flush=True)
            build_warehouse(chosen.facts_dir, chosen.warehouse_path, chosen.inbox_dir)
    except (SettingError, *USER_ERRORS) as error:
        print(error, file=sys.stderr)
        return 2
    if arguments.command == "brief":
        return _brief(arguments, chosen)
    shown = f"[{chosen.host}]" if ":" in chosen.host else chosen.host
    print(f"http://{shown}:{chosen.port}", flush=True)
    _serve(chosen)
    return 0


def _brief(arguments: argparse.Namespace, chosen: Settings) -> int:
    try:
        path = arguments.warehouse or chosen.warehouse_path
        write_brief(arguments, path, partial(print, file=sys.stderr, flush=True))
    except BriefError as error:
        print(error, file=sys.stderr)
        return 2
    return 0


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

        logging.getLogger("werkzeug").setLevel(logging.ERROR)
        server = create_app(chosen.warehouse_path, (chosen.reports_dir, chosen.inbox_dir), chosen).server
        make_server(chosen.host, chosen.port, server, threaded=True).serve_forever()
        return
    # A process of its own: the one that built the warehouse holds DuckDB, which does not survive a fork.
    shown = f"[{chosen.host}]" if ":" in chosen.host else chosen.host
    command = [sys.executable, "-m", "gunicorn", "dashboard.app:server", "--workers", "1", "--threads", "4"]
    command += ["--bind", f"{shown}:{chosen.port}", "--log-level", "warning"]
    # The longest address that the server takes: a long query is answered by a page, not by the server.
    command += ["--limit-request-line", "8190"]
    os.execv(sys.executable, command)  # noqa: S606 -- our own interpreter and server


if __name__ == "__main__":
    sys.exit(main())
