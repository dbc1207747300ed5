"""What the part of a report that gives each programme a page is made of: sections, and the pages in them."""

from __future__ import annotations

from dataclasses import dataclass, field

from etl.blocks import Line, Place
from etl.outline.titles import Item


@dataclass(slots=True)
class Page:
    """A programme's page: what heads it, its lines from the overview on, and the last line that is its own.

    is_doubtful: its title is printed on two pages, or could be one listed name as well as another.
    """

    item: Item | None
    overview: Place
    section: Section
    title: str | None = None
    title_place: Place | None = None
    funding: str | None = None
    tags: tuple[str, ...] = ()
    is_doubtful: bool = False
    header: list[Line] = field(default_factory=list)
    body: list[Line] = field(default_factory=list)
    last_line: int = 0

    @property
    def name(self) -> str | None:
        """The page's own title, else the name that the order of its section's list gives it."""
        if self.is_doubtful:
            return None
        return self.title or (self.item.name if self.item else None)

    @property
    def first_line(self) -> int:
        """Where the page begins."""
        return self.header[0].place.line if self.header else self.overview.line


@dataclass(slots=True)
class Section:
    """A section of programme pages; `until` is the line at which the next one begins."""

    title: str
    place: Place
    items: list[Item]
    last_list_line: int
    until: int
    zones: list[tuple[int, int]] = field(default_factory=list)
    pages: list[Page] = field(default_factory=list)
