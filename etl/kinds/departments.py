"""Offices: which 본부, 실 and 팀 run a programme, from the contact lines of its page.

A contact line names offices by their heads (…본부장: …실장: …팀장:) with persons and phone numbers. Those are
looked at to tell two spellings of one office from two offices, and are never kept.
"""

from __future__ import annotations

import itertools
import re
from bisect import bisect
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from math import log
from statistics import fmean

from etl import facts
from etl.blocks import Line, Place
from etl.kind import Kind, OfDocument
from etl.korean import patterns, text
from etl.outline.chains import department_id, kind_of
from etl.outline.context import Chain, Context, NamedProgram
from etl.outline.funding import leading_tags
from etl.vocabulary import is_one_of, words

_PIECE = re.compile(r"([^\s|│/,(]+)(/?)")
_PHONE = re.compile(r"\d{3}")
_DIGITS = re.compile(r"\d+")
_IN_A_NAME = re.compile(r"[0-9A-Za-z가-힣·]")
_MISREAD = 0.88
_SAME_HEAD = 0.65
_SAME_PERSON = 0.85
_SHORTEST_NAME = 5
_LONGEST_BLOCK = 6

Together = Counter[tuple[str, str]]
"""How often two letters stand side by side in a document."""


@dataclass(frozen=True, slots=True)
class Unit:
    """An office as one line spells it; `head` tells it from others while the document is read."""

    name: str
    head: str | None
    place: Place


def read(context: Context) -> list[facts.Row]:
    """Return the offices that run programmes, and which runs which."""
    lines = list(context.source.lines)
    owned = _owned(lines, context)
    contacts = [units for line in lines if (units := units_of(line)) and any(unit.head for unit in units)]
    spelling = _spellings(contacts, [units for _, units in owned], context)
    departments: dict[str, facts.Row] = {}
    links: dict[tuple[str, str], facts.Row] = {}
    runs = dict(context.runs)
    for program, units in owned:
        for chain, place in _chains(units, spelling, context).items():
            runs.setdefault((program.program_id, chain), place)
    for (program_id, chain), place in runs.items():
        own = department_id(chain, context)
        departments.setdefault(
            own,
            facts.Department(
                document_id=context.document_id,
                line=place.line,
                page=place.page,
                department_id=own,
                organization_id=context.organization.organization_id,
                fiscal_year=context.fiscal_year,
                division=chain[0],
                office=chain[1],
                team=chain[2],
            ),
        )
        links.setdefault(
            (program_id, own),
            facts.ProgramDepartment(
                document_id=context.document_id,
                line=place.line,
                page=place.page,
                program_id=program_id,
                department_id=own,
            ),
        )
    return [*departments.values(), *links.values()]


def _owned(lines: Sequence[Line], context: Context) -> list[tuple[NamedProgram, list[Unit]]]:
    """Return the offices of each programme: above its overview, or in the author block that ends its page."""
    pages = context.pages
    found: list[tuple[NamedProgram, list[Unit]]] = []
    signed: set[int] = set()
    for index, line in enumerate(lines):
        if not is_one_of(line.text, words("pages", "authors")):
            continue
        block = _contact_block(lines[index + 1 : index + 1 + _LONGEST_BLOCK])
        signed.update(below.place.line for below in block)
        owner = bisect(pages, line.place.line, key=lambda page: page.page.overview.line)
        if owner:
            found.append((pages[owner - 1].program, _units(block)))
    for page in pages:
        header = [line for line in page.page.header if line.place.line not in signed]
        start = next((i for i, line in enumerate(header) if units_of(line) is not None), len(header))
        block = _contact_block(header[start:])
        if any(_PHONE.search(line.text) for line in block):
            found.append((page.program, _units(block)))
    if not pages and len(context.programs) == 1:
        stated = [units for line in lines if (units := units_of(line)) and units[0].head]
        found += [(context.programs[0], units) for units in stated]
    return found


def _contact_block(lines: Iterable[Line]) -> list[Line]:
    return list(itertools.takewhile(lambda line: units_of(line) is not None, lines))


def _units(block: Iterable[Line]) -> list[Unit]:
    return [unit for line in block for unit in units_of(line) or []]


def units_of(line: Line) -> list[Unit] | None:
    """Return the offices that a contact line names, in order; None where it is no contact line.

    '실장: …' without a name means the office that stands above, which has its own line.
    """
    content = leading_tags(line.text)[1]
    if is_office_name(content):
        return [Unit(content, None, line.place)]
    if not _PHONE.search(content):
        return None
    title = patterns.OFFICE_HEAD
    person = patterns.PERSON
    units: list[Unit] = []
    is_contact = False
    waiting: list[int] | None = None  # the offices whose head the next word names
    before, joined_before = "", False
    for match in _PIECE.finditer(content):
        piece, joined = match[1], bool(match[2])
        found = title.match(piece)
        awaits_person = waiting is not None and not joined_before
        if found and (not awaits_person or len(found[1]) >= _SHORTEST_NAME):
            is_contact = True
            name = found[1] if found[1] != found[2] else ""
            if not name and len(before) >= _SHORTEST_NAME and is_office_name(before):
                name = before
            head = person.match(piece[found.end() :].lstrip(" :：.·"))
            if name:
                units.append(Unit(name, head[0] if head else None, line.place))
            unheaded = [len(units) - 1] if name else []
            waiting = None if head else [*(waiting or []), *unheaded]
        elif waiting is not None and awaits_person:
            if head := person.match(piece):
                for index in waiting:
                    units[index] = Unit(units[index].name, head[0], line.place)
            if piece.strip(":：."):
                waiting = None
        elif not before and is_office_name(piece):
            units.append(Unit(piece, None, line.place))
        before, joined_before = piece, joined
    return units if is_contact else None


def is_office_name(content: str) -> bool:
    """Tell whether a text is a single word that ends as the name of an office does."""
    return len(content.split()) == 1 and content.endswith(words("pages", "office", "endings"))


def _spellings(
    contacts: Sequence[Sequence[Unit]], owned: Sequence[Sequence[Unit]], context: Context
) -> dict[str, str]:
    """Return the one spelling of each printed name of an office.

    Two names are one office where they differ by misread letters only. On programme pages they are also one
    where words differ but the head is the same. Numbers tell offices apart (1팀, 2팀), and so does standing
    side by side under two heads.
    """
    printed = "\n".join(
        [line.text for line in context.source.lines]
        + [row.raw for table in context.source.tables for row in table.rows]
    )
    together = Counter(itertools.pairwise(printed))
    everywhere = [*contacts, *owned]
    names = list(dict.fromkeys(unit.name for units in everywhere for unit in units))
    apart = {
        (a.name, b.name)
        for units in everywhere
        for a, b in itertools.permutations(units, 2)
        if a.head and b.head and not _same_head([a.head], [b.head])
    }
    misread = _merged(names, lambda a, b: (a, b) not in apart and text.similarity(a, b) >= _MISREAD)
    legible = {name: _likeliest(group, printed, together) for group in misread for name in group}
    heads: dict[str, set[str]] = {legible[unit.name]: set() for units in owned for unit in units}
    for unit in itertools.chain(*owned):
        heads[legible[unit.name]].update([unit.head] if unit.head else [])
    chosen: dict[str, str] = {}
    for group in _merged(
        list(heads),
        lambda a, b: (
            (a, b) not in apart
            and text.similarity(a, b) >= _SAME_HEAD
            and kind_of(a) == kind_of(b)
            and _same_head(heads[a], heads[b])
        ),
    ):
        # In full rather than in short, where both are printed as often.
        best = max(group, key=lambda n: (_times(n, printed), len(text.key(n)), _commonness(n, together)))
        chosen.update(dict.fromkeys(group, best))
    return {name: chosen.get(spelled, spelled) for name, spelled in legible.items()}


def _merged(names: Sequence[str], is_same: Callable[[str, str], bool]) -> list[list[str]]:
    """Return the names in groups of those that are the same, directly or through another."""
    groups: list[list[str]] = []
    for name in names:
        numbers = _DIGITS.findall(name)
        alike = [g for g in groups if any(numbers == _DIGITS.findall(n) and is_same(n, name) for n in g)]
        groups = [g for g in groups if g not in alike]
        groups.append([*itertools.chain(*alike), name])
    return groups


def _likeliest(group: Sequence[str], printed: str, together: Together) -> str:
    """Return the spelling whose letters stand together most often in the document.

    Not the most frequent one: the same print is misread the same way again and again.
    """
    lengths = Counter[int]()
    for name in group:
        lengths[len(text.key(name))] += _times(name, printed)
    usual = max(lengths, key=lambda n: (lengths[n], n))
    return max((n for n in group if len(text.key(n)) == usual), key=lambda n: _commonness(n, together))


def _times(name: str, printed: str) -> int:
    """Return how often a name is printed, not counting where it ends a longer one."""
    count, at = 0, printed.find(name)
    while at >= 0:
        count += not _IN_A_NAME.match(printed, at - 1, at)
        at = printed.find(name, at + len(name))
    return count


def _commonness(name: str, together: Together) -> float:
    """Return how often the document prints the letters of a name side by side, as a mean of magnitudes."""
    counts = [together[pair] for pair in itertools.pairwise(name)]
    return fmean(log(count + 1) for count in counts) if counts else 0.0


def _same_head(some: Iterable[str], others: Iterable[str]) -> bool:
    pairs = itertools.product(some, tuple(others))
    return any(text.similarity(one, other) >= _SAME_PERSON for one, other in pairs)


def _chains(units: Sequence[Unit], spelling: dict[str, str], context: Context) -> dict[Chain, Place]:
    """Return the lowest offices that a page names, each with those above it and where it stands."""
    division = office = None
    chains: dict[Chain, Place] = {}
    for unit in units:
        name = spelling[unit.name]
        if text.key(name) in text.key(context.organization.name):
            continue  # the institution itself
        kind = kind_of(name)
        if kind is None:
            context.set_aside(unit.place, name, "office_unreadable")
            continue
        if kind == "division":
            division, office = name, None
        elif kind == "office" or (kind == "unit" and office is None):
            office = name
        chain = (division, office, None if name in (division, office) else name)
        chains.setdefault(chain, unit.place)
    return {chain: place for chain, place in chains.items() if not any(_is_above(chain, c) for c in chains)}


def _is_above(one: Chain, other: Chain) -> bool:
    return one != other and all(a is None or a == b for a, b in zip(one, other, strict=True))


KIND = Kind("departments", OfDocument(read), needs=("program_pages", "project", "register"))
