"""Serves the dashboard: `python -m dashboard`. Builds the warehouse first where there is none."""

from __future__ import annotations

import logging
import os
import socket
import sys

from dashboard.app import create_app
from etl.pipeline import USER_ERRORS, build_warehouse
from etl.settings import SettingError, Settings, settings


def main() -> int:
    """Serve until stopped; 2 where a setting, the port or a fact file needs mending, said in one line."""
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")
    try:
        chosen = settings()
        _check_port(chosen)
        if not chosen.warehouse_path.exists():
            print(f"building {chosen.warehouse_path} ...", flush=True)
            build_warehouse(chosen.facts_dir, chosen.warehouse_path, chosen.inbox_dir)
    except (SettingError, *USER_ERRORS) as error:
        print(error, file=sys.stderr)
        return 2
    shown = f"[{chosen.host}]" if ":" in chosen.host else chosen.host
    print(f"http://{shown}:{chosen.port}", flush=True)
    _serve(chosen)
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
        server = create_app(chosen.warehouse_path, (chosen.reports_dir, chosen.inbox_dir)).server
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
