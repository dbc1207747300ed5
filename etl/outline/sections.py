"""The part of a report that gives each programme a page: sections, their lists, and the pages in order.

A section begins with its title and a numbered list of its programmes. A page is known by its overview heading
(사업개요); its title may be missing, and then its name follows from the list, by order.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

from etl.blocks import Heading, Line, Place
from etl.korean import text
from etl.outline.context import Context
from etl.outline.funding import leading_tags, split_funding, split_tags
from etl.vocabulary import is_one_of, pattern, words

_ITEM = re.compile(r"^(\d{1,2})(?:\s*([.)])\s*|\s+)(\S.*)$")
_NUMBER_LINE = re.compile(r"^\d{1,2}\.?$")
_LEADING_NUMBER = re.compile(r"^\d{1,2}[.)]?\s+")
_ALIKE_TITLE = 0.6
_SAME_TITLE = 0.8
_HEADER_LINES = 14


@dataclass(slots=True)
class Item:
    """A programme as its section lists it."""

    name: str
    funding: str | None
    place: Place


@dataclass(slots=True)
class Page:
    """A programme's page: what heads it, and its lines from the header to its end."""

    item: Item | None
    overview: Place
    title: str | None = None
    title_place: Place | None = None
    funding: str | None = None
    tags: tuple[str, ...] = ()
    header: list[Line] = field(default_factory=list)
    body: list[Line] = field(default_factory=list)

    @property
    def name(self) -> str | None:
        """The page's own title, else the name in its section's list."""
        return self.title or (self.item.name if self.item else None)

    @property
    def first_line(self) -> int:
        """Where the page begins."""
        return self.header[0].place.line if self.header else self.overview.line

    @property
    def last_line(self) -> int:
        """Where the page's last line stands."""
        return self.body[-1].place.line if self.body else self.overview.line


@dataclass(slots=True)
class Section:
    """A section of programme pages."""

    title: str
    place: Place
    items: list[Item]
    last_list_line: int
    pages: list[Page] = field(default_factory=list)


def read(context: Context) -> list[Section]:
    """Return the sections whose programmes have pages, in order."""
    lines = list(context.source.lines)
    overviews = [i for i, line in enumerate(lines) if _is_overview(line)]
    sections: list[Section] = []
    found = _lists(lines)
    for number, (start, stop, items) in enumerate(found):
        until = found[number + 1][0] if number + 1 < len(found) else len(lines)
        inside = [i for i in overviews if stop <= i < until]
        title = lines[start - 1] if start else None
        if not inside or title is None or (sections and len(inside) != len(items) and _is_open(sections[-1])):
            if sections and inside:
                _add_pages(sections[-1], lines, inside, until)
            continue
        section = Section(_plain_title(title.text), title.place, items, lines[stop - 1].place.line)
        _add_pages(section, lines, inside, until)
        sections.append(section)
    return sections


def _is_overview(line: Line) -> bool:
    return is_one_of(line.text, words("pages", "overview"))


def _lists(lines: Sequence[Line]) -> list[tuple[int, int, list[Item]]]:
    """Return the numbered lists: first index, index after the last, items."""
    found: list[tuple[int, int, list[Item]]] = []
    index = 0
    while index < len(lines):
        first = _ITEM.match(lines[index].text)
        if not first or first[1] != "1" or not first[2]:
            index += 1
            continue
        items: list[Item] = []
        stop = index
        while stop < len(lines):
            match = _ITEM.match(lines[stop].text)
            if not match or int(match[1]) != len(items) + 1 or _is_overview(lines[stop]):
                break
            name, funding = split_funding(match[3])
            items.append(Item(name, funding, lines[stop].place))
            stop += 1
        found.append((index, stop, items))
        index = stop
    return found


def _is_open(section: Section) -> bool:
    """Tell whether the last page has not ended yet, so that a numbered list belongs to its text."""
    return bool(section.pages) and not any(_is_budget(line) for line in section.pages[-1].body)


def _is_budget(line: Line) -> bool:
    return bool(pattern("pages", "budget", "label").match(line.text))


def _plain_title(title: str) -> str:
    return text.label(_LEADING_NUMBER.sub("", title)) or title


def _add_pages(section: Section, lines: Sequence[Line], overviews: list[int], until: int) -> None:
    """Cut the lines of a section into its pages and give each its name."""
    starts = []
    for number, overview in enumerate(overviews):
        floor = overviews[number - 1] + 1 if number else overview - _HEADER_LINES
        floor = max(floor, _index_after(lines, section.last_list_line))
        budgets = [i for i in range(floor, overview) if number and _is_budget(lines[i])]
        starts.append(max(budgets[-1] + 1 if budgets else floor, overview - _HEADER_LINES))
    named = _matched(section, lines, list(zip(starts, overviews, strict=True)))
    for number, overview in enumerate(overviews):
        end = starts[number + 1] if number + 1 < len(overviews) else until
        item = named[number]
        page = Page(item, lines[overview].place, body=list(lines[overview:end]))
        begins = _read_header(page, list(lines[starts[number] : overview]))
        if number:
            # What stands before this page's header still belongs to the page before it.
            tail = [line for line in lines[starts[number] : overview] if line.place.line < begins]
            section.pages[-1].body.extend(tail)
        section.pages.append(page)


def _index_after(lines: Sequence[Line], line: int) -> int:
    return bisect_right(lines, line, key=lambda found: found.place.line)


def _matched(section: Section, lines: Sequence[Line], zones: list[tuple[int, int]]) -> list[Item | None]:
    """Return the listed item of each page: by order, or by the likeness of the titles where counts differ."""
    if len(zones) == len(section.items):
        return list(section.items)
    alike = [
        [max((_likeness(line, item) for line in lines[a:b]), default=0.0) for item in section.items]
        for a, b in zones
    ]
    best: list[list[tuple[float, tuple[int | None, ...]]]] = [[(0.0, ())] * (len(section.items) + 1)]
    for row in alike:
        line: list[tuple[float, tuple[int | None, ...]]] = []
        for j in range(len(section.items) + 1):
            score, path = best[-1][j]
            options = [(score, (*path, None))]
            if j:
                options.append(line[j - 1])
                if row[j - 1] >= _ALIKE_TITLE:
                    before, taken = best[-1][j - 1]
                    options.append((before + row[j - 1], (*taken, j - 1)))
            line.append(max(options, key=lambda option: option[0]))
        best.append(line)
    return [None if j is None else section.items[j] for j in best[-1][-1][1]]


def _likeness(line: Line, item: Item) -> float:
    name, _ = split_funding(_stripped(line), item.name)
    return text.similarity(name, item.name)


def _read_header(page: Page, zone: list[Line]) -> int:
    """Read title, funding and tags above the overview; return the line at which the page begins."""
    listed = page.item.name if page.item else ""
    title_at = _title_index(zone, page.item)
    if title_at is not None:
        line = zone[title_at]
        title, page.funding = split_funding(_stripped(line), listed)
        title, page.tags = split_tags(title, listed)
        page.title, page.title_place = text.label(title), line.place
        start = title_at
    else:
        start = next((i for i, line in enumerate(zone) if _is_office(line)), 0)
    if start and _NUMBER_LINE.match(zone[start - 1].text):
        start -= 1
    page.header = zone[start:]
    for line in page.header[:6]:
        tags, rest = leading_tags(line.text)
        if tags and (not rest or _is_office_name(rest)):
            page.tags = page.tags + tuple(t for t in tags if t not in page.tags)
    if page.item and page.funding is None:
        page.funding = page.item.funding
    return page.header[0].place.line if page.header else page.overview.line


def _stripped(line: Line) -> str:
    return _LEADING_NUMBER.sub("", text.label(line.text) or line.text)


def _title_index(zone: list[Line], item: Item | None) -> int | None:
    """Return where the title stands: above the offices; the line most like the listed name, if any is."""
    above = next((i for i, line in enumerate(zone) if _is_office(line)), len(zone))
    if item and above:
        best = max(range(above), key=lambda i: (_likeness(zone[i], item), -i))
        if _likeness(zone[best], item) >= _ALIKE_TITLE:
            return best
    if item:
        # The page before may close with offices of its own; below these only the very name is a title.
        best = max(range(len(zone)), key=lambda i: (_likeness(zone[i], item), -i), default=0)
        if zone and _likeness(zone[best], item) >= _SAME_TITLE:
            return best
    return _first_title(zone[:above])


def _first_title(zone: list[Line]) -> int | None:
    """Return the title of a page that is named unlike its list: the first line, unless that is its office."""
    for index, line in enumerate(zone):
        if _NUMBER_LINE.match(line.text):
            return index + 1 if index + 1 < len(zone) else None
    marked = [i for i, line in enumerate(zone) if isinstance(line, Heading)]
    if marked:
        return marked[0]
    return None


def _is_office(line: Line) -> bool:
    _, rest = leading_tags(line.text)
    return bool(pattern("pages", "office", "contact").search(rest)) or _is_office_name(rest)


def _is_office_name(content: str) -> bool:
    first = re.split(r"[\s|│]", content)[0]
    return len(content.split()) == 1 and any(first.endswith(e) for e in words("pages", "office", "endings"))
