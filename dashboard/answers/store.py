"""The database of answers: SQLite beside the warehouse, or PostgreSQL where ANSWERS_URL says so."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, Engine, create_engine, event, func, select
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError

_MIGRATIONS = Path(__file__).with_name("migrations")
_PATIENCE_SECONDS = 10
"""How long a writer waits for another one, and for a database that does not answer."""
_ENGINES = {"sqlite": "sqlite+pysqlite", "postgresql": "postgresql+psycopg"}


class AnswersError(Exception):
    """The database of answers cannot be used; nothing was written."""


def default_url(warehouse_path: Path) -> str:
    """Return the address of the database that stands beside a warehouse."""
    return f"sqlite:///{warehouse_path.resolve()}.answers.sqlite"


class AnswerStore:
    """Lends connections to the database of answers, which it makes and brings up to date."""

    def __init__(self, url: str) -> None:
        """url: `sqlite:///FILE` or `postgresql://USER:PASSWORD@HOST/NAME`. AnswersError for any other."""
        self._engine = _engine(url)
        self._is_ready = False

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Lend a connection that reads one state of it. AnswersError where it cannot be reached."""
        with self._lent() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Lend a connection whose changes are kept when it comes back, all of them or none."""
        with self._lent(writes=True) as connection:
            yield connection

    def close(self) -> None:
        """Let go of all connections."""
        self._engine.dispose()

    @contextmanager
    def _lent(self, *, writes: bool = False) -> Iterator[Connection]:
        try:
            if not self._is_ready:
                upgrade(self._engine)
                self._is_ready = True
            with self._engine.connect().execution_options(writes=writes) as connection, connection.begin():
                yield connection
        except DBAPIError as error:
            if error.connection_invalidated or _is_out_of_reach(error):
                raise AnswersError(f"the database of answers: {_said(error)}") from error
            raise


def upgrade(engine: Engine) -> None:
    """Bring the tables up to date; two that do so at once wait for each other."""
    with engine.connect().execution_options(writes=True) as connection, connection.begin():
        if connection.dialect.name == "postgresql":
            # Two workers that start together would both make the first table.
            connection.execute(select(func.pg_advisory_xact_lock(func.hashtext("answers"))))
        config = Config()
        config.set_main_option("script_location", str(_MIGRATIONS))
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def _engine(url: str) -> Engine:
    try:
        parsed = make_url(url)
        kind = parsed.get_backend_name()
        if kind not in _ENGINES:
            raise AnswersError(f"ANSWERS_URL: no database of kind {kind}; sqlite and postgresql are known")
        parsed = parsed.set(drivername=_ENGINES[kind])
        if kind == "sqlite":
            return _of_file(create_engine(parsed, connect_args={"timeout": _PATIENCE_SECONDS}))
        return create_engine(parsed, pool_pre_ping=True, connect_args={"connect_timeout": _PATIENCE_SECONDS})
    except (ArgumentError, NoSuchModuleError, ImportError) as error:
        raise AnswersError(f"ANSWERS_URL: {_said(error)}") from error


def _of_file(engine: Engine) -> Engine:
    """Let readers of a file go on while one writes, and writers wait for each other from their beginning."""

    @event.listens_for(engine, "connect")
    def _set_up(connection: Any, _record: object) -> None:  # noqa: ANN401 -- sqlite3's own connection
        # SQLite begins by itself only before a change: two readers that then write would refuse each other.
        connection.isolation_level = None
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        if connection.get_execution_options().get("writes"):
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        else:
            connection.exec_driver_sql("BEGIN")

    return engine


def _is_out_of_reach(error: DBAPIError) -> bool:
    return type(error.orig).__name__ == "OperationalError"


def _said(error: Exception) -> str:
    """Return what went wrong in one line, without the statement and its values."""
    told = error.orig if isinstance(error, DBAPIError) else error
    return " ".join(str(told).split()) or type(told).__name__
