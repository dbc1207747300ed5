"""Which listed programme each page is about: its own title decides, and the order only where none is printed.

A title that two pages print, or that is as like one listed name as another, names no page. Where a title is
lost, the order of the list names the page only if the titled pages around it stand where the list has them.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from etl.blocks import Heading, Line, Place
from etl.korean import text
from etl.outline.funding import split_funding, split_tags
from etl.outline.offices import LEADING_NUMBER, NUMBER_LINE, is_office
from etl.vocabulary import words

_ALIKE_TITLE = 0.6
"""A title that is worded otherwise than its list: accepted where the order agrees."""
_BELOW_OFFICES = 0.8
_SAME_TITLE = 0.85
"""A misread title: those of the five reports that differ by print alone are alike by 0.93 and more."""
_MARGIN = 0.03
_UNTAGGED = 0.999
"""The most that a title is like a name without its tags: less than one that is listed with them."""
_LONGEST_HEADING = 16


@dataclass(slots=True)
class Item:
    """A programme as its section lists it."""

    name: str
    funding: str | None
    place: Place


@dataclass(frozen=True, slots=True)
class Zone:
    """The lines above an overview that may hold a page's title; `section` is the number of its section."""

    section: int
    lines: Sequence[Line]
    body: Sequence[Line]


@dataclass(frozen=True, slots=True)
class Naming:
    """What names a page: the listed programme and its section, and the line of its own title.

    is_doubtful: the title is printed on two pages, or is as like one listed name as another.
    """

    item: Item | None = None
    section: int | None = None
    title_at: int | None = None
    is_doubtful: bool = False


@dataclass(frozen=True, slots=True)
class _Match:
    """How like a line of a zone is to a listed name."""

    likeness: float
    line: int
    section: int
    number: int


def name(zones: Sequence[Zone], lists: Sequence[Sequence[Item]]) -> list[Naming]:
    """Return what names each page, in the order of the pages."""
    by_key: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for section, items in enumerate(lists):
        for number, item in enumerate(items):
            by_key[text.key(item.name)].append((section, number))
    matches = [_matches(zone, lists[zone.section]) for zone in zones]
    certain = [_certain(zone, own, lists, by_key) for zone, own in zip(zones, matches, strict=True)]
    claims = Counter((match.section, match.number) for match in certain if match)
    titles = [_own_title(zone, match) for zone, match in zip(zones, certain, strict=True)]
    printed = Counter(_key(zone, at) for zone, at in zip(zones, titles, strict=True) if at is not None)
    found: list[Naming] = []
    for zone, match, at in zip(zones, certain, titles, strict=True):
        # As many pages may print a title as the lists have programmes of that name.
        is_twice = at is not None and printed[_key(zone, at)] > max(1, len(by_key[_key(zone, at)]))
        if is_twice or (match and claims[match.section, match.number] > 1):
            found.append(Naming(title_at=at, is_doubtful=True))
        elif match:
            found.append(Naming(lists[match.section][match.number], match.section, match.line))
        else:
            found.append(Naming(title_at=at))
    pages: dict[int, list[int]] = defaultdict(list)
    for z, zone in enumerate(zones):
        pages[zone.section].append(z)
    for section, numbers in pages.items():
        _name_by_order(section, numbers, zones, lists[section], certain, matches, found)
    return found


def likeness(line: Line, item: Item) -> float:
    """Return how like a line is to a listed name, its number, mark of funding and closing tags apart."""
    printed, _ = split_funding(stripped(line), item.name)
    untagged, tags = split_tags(printed, item.name)
    whole = text.similarity(printed, item.name)
    # A name that is printed as listed comes before one that is so only without its tags.
    return max(whole, min(text.similarity(untagged, item.name), _UNTAGGED)) if tags else whole


def stripped(line: Line) -> str:
    """Return a title's line without ornament and number."""
    return LEADING_NUMBER.sub("", text.label(line.text) or line.text)


def _key(zone: Zone, at: int) -> str:
    return text.key(split_funding(stripped(zone.lines[at]))[0])


def _matches(zone: Zone, items: Sequence[Item]) -> list[_Match]:
    """Return the names of its own section's list that a line of a zone is like, the likest first."""
    above = _above_offices(zone)
    found = [
        _Match(score, index, zone.section, number)
        for number, item in enumerate(items)
        for index, line in enumerate(zone.lines)
        # The page before may close with offices of its own; below these only the very name is a title.
        if (score := likeness(line, item)) >= (_ALIKE_TITLE if index < above else _BELOW_OFFICES)
    ]
    return sorted(found, key=lambda match: (-match.likeness, match.line, match.number))


def _certain(
    zone: Zone,
    own: Sequence[_Match],
    lists: Sequence[Sequence[Item]],
    by_key: dict[str, list[tuple[int, int]]],
) -> _Match | None:
    """Return the listed name that a title is, but for misread letters; None where another is as like.

    A name of another section's list is taken only where it is printed as the list has it.
    """
    if own and own[0].likeness >= _SAME_TITLE:
        best = own[0]
        name = lists[best.section][best.number].name
        elsewhere = by_key.get(_key(zone, best.line), ())
        if best.likeness < 1 and any(section != zone.section for section, _ in elsewhere):
            return None  # another section lists it as it is printed
        for other in own[1:]:
            if other.number == best.number:
                continue
            if lists[other.section][other.number].name == name:
                return None  # two programmes of one name: the title does not tell which
            if best.likeness < 1 and best.likeness - other.likeness < _MARGIN:
                return None
        return best
    for index in range(_above_offices(zone)):
        elsewhere = by_key.get(_key(zone, index), ())
        if len(elsewhere) == 1:
            return _Match(1.0, index, *elsewhere[0])
    return None


def _own_title(zone: Zone, match: _Match | None) -> int | None:
    """Return where a page prints its title: the line that names it, else the first that looks like one."""
    if match:
        return match.line
    lines = zone.lines[: _above_offices(zone)]
    for index, line in enumerate(lines):
        if NUMBER_LINE.match(line.text):
            return index + 1 if index + 1 < len(lines) else None
    return next((i for i, line in enumerate(lines) if isinstance(line, Heading) and not _is_part(line)), None)


def _is_part(line: Line) -> bool:
    """Tell whether a heading is a part of the page before: its results, its plans."""
    heading = text.key(line.text)
    parts = (*words("pages", "results"), *words("pages", "plans"), *words("pages", "authors"))
    return len(heading) <= _LONGEST_HEADING and any(heading.endswith(text.key(word)) for word in parts)


def _above_offices(zone: Zone) -> int:
    return next((i for i, line in enumerate(zone.lines) if is_office(line)), len(zone.lines))


def _name_by_order(
    section: int,
    pages: Sequence[int],
    zones: Sequence[Zone],
    items: Sequence[Item],
    certain: Sequence[_Match | None],
    matches: Sequence[Sequence[_Match]],
    found: list[Naming],
) -> None:
    """Name the pages between two titled ones, where as many listed names stand between these two."""
    taken = {m.number for m in certain if m and m.section == section}
    placed: dict[int, int] = {}
    runs: list[list[int]] = []
    for run, first, after in _runs(section, pages, certain, found, len(items)):
        numbers = range(first + 1, after)
        if len(numbers) != len(run) or taken & set(numbers):
            continue
        pairs = dict(zip(run, numbers, strict=True))
        weak = {z: _weak(number, matches[z], items) for z, number in pairs.items()}
        if any(found[z].title_at is not None and weak[z] is None for z in run):
            continue  # a title that is unlike the name that stands in its place
        for z in run:
            if weak[z] is not None:
                found[z] = Naming(items[pairs[z]], section, weak[z])
        untitled = [z for z in run if weak[z] is None]
        placed |= {z: pairs[z] for z in untitled}
        runs.append(untitled)
    leads = _leads(placed, zones, items)
    for run in runs:
        # Two pages side by side could stand in either order: only their own words tell which is which.
        if all(leads[z] >= (0 if len(run) == 1 else 1) for z in run):
            for z in run:
                found[z] = Naming(items[placed[z]], section)


def _runs(
    section: int,
    pages: Sequence[int],
    certain: Sequence[_Match | None],
    found: Sequence[Naming],
    count: int,
) -> Iterator[tuple[list[int], int, int]]:
    """Yield the pages between two named ones, with the numbers of these two in the list of their section."""
    run: list[int] = []
    before: int | None = -1
    for z in pages:
        match = certain[z]
        if match is None and not found[z].is_doubtful:
            run.append(z)
            continue
        own = match.number if match and match.section == section and found[z].item else None
        if run and before is not None and own is not None:
            yield run, before, own
        run, before = [], own
    if run and before is not None:
        yield run, before, count


def _weak(number: int, own: Sequence[_Match], items: Sequence[Item]) -> int | None:
    """Return the line that is like the name in its place, and liker to it than to any other of the list."""
    if not own or own[0].number != number:
        return None
    rival = next((match for match in own if items[match.number].name != items[number].name), None)
    return None if rival and own[0].likeness - rival.likeness < _MARGIN else own[0].line


def _leads(placed: dict[int, int], zones: Sequence[Zone], items: Sequence[Item]) -> dict[int, int]:
    """Return, per page without a title, by how many words it speaks of its own name more than of another's.

    The others are the names of the section's other pages without a title; a word that both pages print does
    not tell.
    """
    names = {z: _words(items[number]) for z, number in placed.items()}
    wanted = set().union(*names.values())
    spoken: dict[int, set[str]] = {}
    for z in placed:
        content = text.key(" ".join(line.text for line in (*zones[z].lines, *zones[z].body)))
        spoken[z] = {word for word in wanted if word in content}
    leads = {}
    for z in placed:
        others = [other for other in placed if other != z]
        telling = {other: spoken[z] - spoken[other] for other in others}
        leads[z] = min((len(names[z] & telling[o]) - len(names[o] & telling[o]) for o in others), default=0)
    return leads


def _words(item: Item) -> set[str]:
    return {key for word in item.name.split() if (key := text.key(word))}
