"""The part of a report that gives each programme a page: sections, their lists, and the pages in order.

A section begins with its title and a numbered list of its programmes. A page is known by its overview heading
(사업개요); what names it stands in `titles`.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence

from etl.blocks import Bullet, Line, Place
from etl.korean import patterns, text
from etl.outline import titles
from etl.outline.context import Context
from etl.outline.funding import leading_tags, split_funding, split_tags
from etl.outline.offices import LEADING_NUMBER, NUMBER_LINE, is_office, is_office_name
from etl.outline.pages import Page, Section
from etl.outline.results import begun_anew, tells
from etl.outline.titles import Item, Naming, Zone
from etl.vocabulary import is_one_of, words

_ITEM = re.compile(r"^(\d{1,2})(?:\s*([.)])\s*|\s+)(\S.*)$")
_HEADER_LINES = 14
_SAME_ITEM = 0.85
"""How like the title of a page is to its name in the list, but for misread letters."""


def read(context: Context) -> list[Section]:
    """Return the sections whose programmes have pages, in order."""
    lines = list(context.source.lines)
    overviews = [i for i, line in enumerate(lines) if _is_overview(line)]
    sections: list[Section] = []
    found = _lists(lines)
    for number, (start, stop, items) in enumerate(found):
        until = found[number + 1][0] if number + 1 < len(found) else len(lines)
        inside = overviews[bisect_left(overviews, stop) : bisect_left(overviews, until)]
        title = lines[start - 1] if start else None
        if (
            not inside
            or title is None
            or (sections and len(inside) != len(items) and _is_open(sections[-1], lines))
        ):
            if sections and inside:
                _add_zones(sections[-1], lines, inside, until)
            continue
        section = Section(_plain_title(title.text), title.place, items, lines[stop - 1].place.line, until)
        _add_zones(section, lines, inside, until)
        sections.append(section)
    _add_pages(sections, lines, context.source.line_count)
    return sections


class Pages:
    """Where the programmes' pages stand: each ends at the latest where a chapter or an appendix begins."""

    def __init__(self, found: Sequence[Section], context: Context) -> None:
        """found: the sections of the document."""
        self._pages = [page for section in found for page in section.pages]
        spelled = [name for page in self._pages for name in (page.title, page.item and page.item.name)]
        self._names = {text.key(name) for name in spelled if name}
        self._heads = [
            line.place.line
            for line in context.source.lines
            if patterns.CHAPTER.match(line.text) or patterns.APPENDIX.match(line.text)
        ]

    def hold(self, place: Place) -> bool:
        """Tell whether a place is on a page."""
        before = bisect_right(self._pages, place.line, key=lambda page: page.first_line)
        if not before or place.line > self._pages[before - 1].last_line:
            return False
        head = bisect_left(self._heads, self._pages[before - 1].first_line)
        return head == len(self._heads) or self._heads[head] > place.line

    def name_any(self, labels: Iterable[str]) -> bool:
        """Tell whether any of the labels is the name of a page."""
        return any(text.key(label) in self._names for label in labels)


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


def _is_open(section: Section, lines: Sequence[Line]) -> bool:
    """Tell whether the last page has not ended yet, so that a numbered list belongs to its text."""
    if not section.zones:
        return False
    return not any(_is_budget(line) for line in lines[section.zones[-1][1] : section.until])


def _is_budget(line: Line) -> bool:
    return bool(patterns.BUDGET_LABEL.match(line.text))


def _plain_title(title: str) -> str:
    return text.label(LEADING_NUMBER.sub("", title)) or title


def _add_zones(section: Section, lines: Sequence[Line], overviews: list[int], until: int) -> None:
    """Find the lines above each overview that may head its page, below what ends the one before."""
    section.until = until
    before = section.zones[-1][1] if section.zones else None
    for overview in overviews:
        floor = overview - _HEADER_LINES if before is None else max(before + 1, overview - _HEADER_LINES)
        floor = max(floor, _index_after(lines, section.last_list_line))
        budgets = [i for i in range(floor, overview) if before is not None and _is_budget(lines[i])]
        section.zones.append((budgets[-1] + 1 if budgets else floor, overview))
        before = overview


def _add_pages(sections: Sequence[Section], lines: Sequence[Line], line_count: int) -> None:
    """Cut the lines of all sections into pages and give each its name."""
    cut = [
        (section, start, overview, section.zones[i + 1][0] if i + 1 < len(section.zones) else section.until)
        for section in sections
        for i, (start, overview) in enumerate(section.zones)
    ]
    numbers = {section.place.line: number for number, section in enumerate(sections)}
    zones = [
        Zone(numbers[section.place.line], lines[start:overview], lines[overview:end])
        for section, start, overview, end in cut
    ]
    named = titles.name(zones, [section.items for section in sections])
    before: Page | None = None
    for (section, start, overview, end), naming in zip(cut, named, strict=True):
        own = section if naming.section is None else sections[naming.section]
        page = Page(naming.item, lines[overview].place, own, body=list(lines[overview:end]))
        begins = _read_header(page, list(lines[start:overview]), naming)
        if before is not None and section.pages:
            # What stands before this page's header still belongs to the page before it.
            before.body.extend(line for line in lines[start:overview] if line.place.line < begins)
            before.last_line = begins - 1
        page.last_line = lines[end].place.line - 1 if end < len(lines) else line_count
        section.pages.append(page)
        before = page
    for section in sections:
        section.pages = [part for page in section.pages for part in _parted(page)]


def _parted(page: Page) -> Iterator[Page]:
    """Yield a page, and those that begin in its lines without a title."""
    while (begins := _begins_another(page)) is not None:
        line = page.body[begins]
        rest = Page(None, line.place, page.section, is_doubtful=True, body=page.body[begins:])
        rest.last_line, page.last_line = page.last_line, line.place.line - 1
        del page.body[begins:]
        yield page
        page = rest
    yield page


def _begins_another(page: Page) -> int | None:
    """Return which line of a page begins another one, whose overview or title is lost, if any does."""
    found = [at for at in (begun_anew(page.body), _next_title(page)) if at is not None]
    return min(found, default=None)


def _next_title(page: Page) -> int | None:
    """Return which line of a page is the title of the next item of its section's list.

    A list of one item is a title alone: the next number follows it. A list of the page's own counts from one.
    """
    items = page.section.items
    number = items.index(page.item) + 1 if page.item in items else None
    if number is None or page.is_doubtful or (number == len(items) and number > 1):
        return None
    counted = 0
    for place, line in enumerate(page.body):
        found = _ITEM.match(line.text)
        if found is None or not found[2] or isinstance(line, Bullet):
            continue
        printed = int(found[1])
        if printed == 1 or (counted and printed == counted + 1):
            counted = printed
        elif printed == number + 1 and _is_next(line, items, number):
            return place
    return None


def _is_next(line: Line, items: Sequence[Item], number: int) -> bool:
    return len(items) == 1 or titles.likeness(line, items[number]) >= _SAME_ITEM


def _index_after(lines: Sequence[Line], line: int) -> int:
    return bisect_right(lines, line, key=lambda found: found.place.line)


def _read_header(page: Page, zone: list[Line], naming: Naming) -> int:
    """Read title, funding and tags above the overview; return the line at which the page begins."""
    listed = page.item.name if page.item else ""
    page.is_doubtful = naming.is_doubtful
    if naming.title_at is not None:
        line = zone[naming.title_at]
        title, page.funding = split_funding(titles.stripped(line), listed)
        title, page.tags = split_tags(title, listed)
        page.title, page.title_place = text.label(title), line.place
        start = naming.title_at
    else:
        # Without either, lines that go on telling of the page before are all that page's.
        begins = len(zone) if any(map(tells, zone)) else 0
        start = next((i for i, line in enumerate(zone) if is_office(line)), begins)
    if start and NUMBER_LINE.match(zone[start - 1].text):
        start -= 1
    page.header = zone[start:]
    for line in page.header[:6]:
        tags, rest = leading_tags(line.text)
        if tags and (not rest or is_office_name(rest)):
            page.tags = page.tags + tuple(t for t in tags if t not in page.tags)
    if page.item and page.funding is None:
        page.funding = page.item.funding
    return page.header[0].place.line if page.header else page.overview.line
