"""How gunicorn serves the dashboard: `gunicorn --config python:dashboard.web.server dashboard.app:server`.

The Procfile and `python -m dashboard` both start it so; each name below is one of gunicorn's own settings.
"""

from __future__ import annotations

import logging.config
import sys
from typing import Any

from gunicorn.glogging import Logger

from dashboard.web.middleware.limits import StorageError, check_storage
from dashboard.web.middleware.request_log import logging_config
from dashboard.web.middleware.target import LONGEST
from dashboard.web.worker import Worker
from etl.settings import SettingError, keep_office_time, settings

try:
    _CHOSEN = settings()
    keep_office_time(_CHOSEN.tz)
    check_storage(_CHOSEN.rate_limit_storage_url)
except (SettingError, StorageError) as error:
    sys.exit(str(error))


class Lines(Logger):  # type: ignore[misc] # gunicorn has no types
    """gunicorn's own lines in our form. Requests are logged by the application, which knows their ids."""

    def setup(self, cfg: Any) -> None:  # noqa: ANN401 -- gunicorn has no types
        """Configure all logging of the process."""
        super().setup(cfg)
        self.error_log.handlers.clear()
        logging.config.dictConfig(logging_config(_CHOSEN.log_level))

    def exception(self, msg: Any, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 -- gunicorn has no types
        """Log an error with its traceback; a client that stalls is none."""
        if isinstance(sys.exc_info()[1], BlockingIOError):
            self.warning("a client stalled in the middle of its request")
        else:
            super().exception(msg, *args, **kwargs)

    def access(self, *_: object) -> None:
        """Leave the line to the application."""


_HOST = f"[{_CHOSEN.host}]" if ":" in _CHOSEN.host else _CHOSEN.host
bind = f"{_HOST}:{_CHOSEN.port}"
workers = _CHOSEN.workers
threads = _CHOSEN.threads
worker_class = Worker
logger_class = Lines
# Seconds: a worker that gives no sign of life for so long is replaced; so long it may take to end.
timeout = 60
graceful_timeout = 30
keepalive = 5
# Longer ones are refused by the application, in its own words; this is as much as gunicorn can be told.
limit_request_line = LONGEST
limit_request_fields = 100
limit_request_field_size = 8190
# Only the application believes a proxy, and only where TRUSTED_PROXIES says so.
forwarded_allow_ips = ""
secure_scheme_headers: dict[str, str] = {}
# Nobody steers a running server through a socket in a home directory.
control_socket_disable = True
