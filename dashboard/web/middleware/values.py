"""What the browser may send in a callback, by component and property: types, not meanings.

A component with a pattern id goes by its type. A callback that reads something new says here what it is.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import ConfigDict, Field, TypeAdapter
from typing_extensions import TypedDict

from dashboard.web.middleware.target import LONGEST

_MOST = 1000
"""Controls, columns, keys: more than any page of ours has."""

Text = Annotated[str, Field(max_length=LONGEST)]
Path = Annotated[str, Field(max_length=LONGEST, pattern="^/")]
Texts = Annotated[list[Text], Field(max_length=_MOST)]
Words = Annotated[dict[Text, Text], Field(max_length=_MOST)]


class BareFrame(TypedDict):
    """What a page without filters says of itself."""

    __pydantic_config__ = ConfigDict(extra="forbid")  # type: ignore[misc]

    title: str
    lang: Text
    theme: Text


class Frame(TypedDict):
    """What a page says of itself."""

    title: str
    lang: Text
    theme: Text
    code: Text
    path: Text
    build: Text
    is_newest: bool
    renewed: Text
    home: Text
    subject: Text | None
    query: Text
    filter: Words
    preference: Words
    in_url: Annotated[list[tuple[Text, Text]], Field(max_length=_MOST)]
    own: Words
    lists: Annotated[dict[Text, Texts], Field(max_length=_MOST)]
    defaults: Annotated[dict[Text, Texts], Field(max_length=_MOST)]


class Wanted(TypedDict):
    """A file that is asked for."""

    kind: Text
    number: int


class Row(TypedDict):
    """A row of a grid; its other cells are the grid's own."""

    id: Text


class Column(TypedDict):
    """A column of a grid; how it is shown is the grid's own."""

    colId: Text


class Job(TypedDict):
    """A file that is being made."""

    token: Text
    name: Text
    lang: Text


_STRICT = ConfigDict(strict=True)
_CLICKS: TypeAdapter[Any] = TypeAdapter(int | None, config=_STRICT)
# The browser's own store: whatever was put there, its reader still gets a page.
_ANYTHING: TypeAdapter[Any] = TypeAdapter(Any)

VALUES: Mapping[str, TypeAdapter[Any]] = {
    "_pages_location.pathname": TypeAdapter(Path, config=_STRICT),
    "_pages_location.search": TypeAdapter(Text | None, config=_STRICT),
    "preferences.data": _ANYTHING,
    "wanted.data": TypeAdapter(Wanted | None),
    "frame.data": TypeAdapter(Frame | BareFrame | None),
    "job.n_clicks": _CLICKS,
    "job-tick.n_intervals": _CLICKS,
    "job.data": TypeAdapter(Job | None),
    "grid.virtualRowData": TypeAdapter(list[Row] | None),
    "grid.columnState": TypeAdapter(Annotated[list[Column], Field(max_length=_MOST)] | None),
    "awake.data": TypeAdapter(float | None, config=_STRICT),
    "programs-more.data": TypeAdapter(bool | None, config=_STRICT),
    "programs-in-sight.data": TypeAdapter(list[Text] | None, config=_STRICT),
}
