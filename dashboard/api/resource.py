"""What a resource is, and what it is given. One file in `resources/` exports one of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import Connection

from dashboard.answers.desk import Desk
from dashboard.api.parameters import Parameter
from dashboard.api.shape import Shape
from dashboard.shell.filters import Filters
from dashboard.ui.rows import Row
from dashboard.warehouse.scopes import Scope


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is asked of a resource, once the filters are known to mean something.

    own: the values of the resource's own parameters. subject: the id in the path, of one thing. desk: what
    people write, as the asker has it.
    """

    connection: Connection
    scope: Scope
    filters: Filters = field(default_factory=Filters)
    own: Mapping[str, str] = field(default_factory=dict)
    subject: str = ""
    desk: Desk | None = None


Rows = Callable[[Question], Sequence[Row]]
Choices = Callable[[Question], Sequence[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """Rows of one institution, fiscal year and date.

    filters: those of the filter bar that the resource takes, as its page does. own: its other parameters.
    choices: by own parameter, the values that may stand there, where only the warehouse knows them.
    is_written: whether it tells what people write, which changes while a build stands.
    """

    rows: Rows
    filters: tuple[str, ...]
    own: tuple[Parameter, ...] = ()
    choices: Mapping[str, Choices] = field(default_factory=dict)
    is_written: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Undated:
    """Rows of everything that was loaded, whatever its date. It takes no filters.

    rows: so many of them, after those that are passed over (offset, limit). count: all of them.
    """

    rows: Callable[[Connection, int, int], Sequence[Row]]
    count: Callable[[Connection], int]


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """One thing, found by the id in the path; it decides institution and year, so it takes no filters.

    kind: what it is, as `queries.scopes.subject_home` knows it. key: the name of the id. row: all of it.
    """

    kind: str
    key: str
    row: Callable[[Question], Row]


@dataclass(frozen=True, slots=True, kw_only=True)
class Resource:
    """One address of the API.

    path: under /api/v1, with {key} where it is about one thing. page: the path of the page that shows the
    same, without the key. title: names the record in the description.
    """

    position: int
    path: str
    title: str
    summary: str
    description: str
    page: str
    shape: Shape
    answers: Dated | Undated | About

    @property
    def code(self) -> str:
        """Return its name in the index and in the description."""
        return self.path.strip("/").replace("/{", "_").replace("}", "")
