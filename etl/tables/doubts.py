"""What the words around a table, or in one of its rows, deny: its year, its institution, that it is spent.

A text is read alone here; where it stands, and what it then rules, is `scope`'s and the kinds' to say.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import pairwise

from etl.korean import notes, patterns, periods, text, years
from etl.vocabulary import is_one_of, pairs, words

_SHORTEST_NAME = 3
_SISTERS_SHARE = 3
"""Letters before its ending that the name of a sister has in common with the own one."""


def names_another(content: str, own_names: Sequence[str]) -> bool:
    """Tell whether a text names an institution that is not this one."""
    own = [text.key(name) for name in own_names]
    endings = words("documents", "organization", "independent")
    pieces = patterns.WORD.findall(content)
    if any(
        _is_namesake(text.key(place), text.key(piece), name)
        for place, piece in pairwise(pieces)
        for name in own
    ):
        return True
    return any(
        len(piece) > _SHORTEST_NAME
        and (piece.endswith(endings) or any(_is_sister(text.key(piece), name) for name in own))
        and not any(text.key(piece) in name or name in text.key(piece) for name in own)
        for piece in pieces
    )


def _is_namesake(place: str, named: str, own: str) -> bool:
    """Tell whether a place and a name behind it are those of a house of the same name elsewhere.

    The own one has its place in its name too, of the same rank: '나래시' beside '가람시 바다복지관'.
    """
    home = own.removesuffix(named)
    if len(named) <= _SHORTEST_NAME or home in ("", own) or len(place) < min(_SHORTEST_NAME, len(home)):
        return False
    ranks = [one for one in words("documents", "organization", "ranks") if home.endswith(one)]
    if (
        not ranks
        or not place.endswith(ranks[0])
        or place.endswith(words("documents", "organization", "no_places"))
    ):
        return False
    return not any(one in other or other in one for one in _forms(place) for other in _forms(home))


def _forms(place: str) -> set[str]:
    """Return the full and the everyday form of a place's name."""
    forms = pairs("documents", "organization", "short_forms")
    return {place, *(place.removesuffix(full) + short for full, short in forms if place.endswith(full))}


def _is_sister(named: str, own: str) -> bool:
    """Tell whether a name is that of a house like the own one: 동부권 beside 서북권직장맘지원센터.

    A welfare house runs no other; a centre may have centres of its own, unless their names end alike.
    """
    endings = words("documents", "organization", "endings")
    ending = max((one for one in endings if own.endswith(one)), key=len, default=None)
    if ending is None or not named.endswith(ending):
        return False
    shared = len(ending) + _SISTERS_SHARE
    ends_alike = len(own) > shared and named.endswith(own[-shared:])
    return ends_alike or ending in words("documents", "organization", "single")


def beside_the_house(labels: Sequence[str], own_names: Sequence[str]) -> set[int]:
    """Return the places of labels that are bodies beside the house itself, and of totals over them all.

    Where the house is one of them, each is somebody's own; else a body may be who is paid.
    """
    own = {text.key(name) for name in own_names}
    if not any(text.key(label) in own for label in labels):
        return set()
    endings = words("documents", "organization", "endings")
    others = {
        place
        for place, label in enumerate(labels)
        if text.key(notes.without_brackets(label)).endswith(endings) and names_another(label, own_names)
    }
    totals = words("money", "roles", "total") if others else ()
    return others | {place for place, label in enumerate(labels) if is_one_of(label, totals)}


def ends_with_another(content: str, own_names: Sequence[str], after: Sequence[str] = ()) -> bool:
    """Tell whether a text ends with the name of another institution, or with one of these words behind it."""
    key = text.key(content)
    return any(
        names_another(piece, own_names) and key.rpartition(text.key(piece))[2] in ("", *map(text.key, after))
        for piece in patterns.WORD.findall(content)
    )


def is_from_another(note: str, own_names: Sequence[str]) -> bool:
    """Tell whether a note says that figures are a house's which is not this one: '동북권센터 자료임'.

    What has the letters of the own name in their order is short for it; an office keeps its own house's.
    """
    found = patterns.SOURCE_NAMED.match(note.strip("()[] "))
    who = text.key(found["first"] or found["who"]) if found else ""
    bare = words("documents", "organization", "endings")
    if not who.endswith(bare) or who in (*bare, *map(text.key, words("documents", "organization", "own"))):
        return False
    return bool(own_names) and not any(_is_short_for(who, text.key(name)) for name in own_names)


def _is_short_for(short: str, full: str) -> bool:
    """Tell whether a name holds all letters of a shorter one in their order."""
    letters = iter(full)
    return all(letter in letters for letter in short)


def is_of_others(content: str, own_names: Sequence[str] = ()) -> bool:
    """Tell whether a text says 'other institutions' or 'example', or names an institution."""
    key = text.key(content)
    says = patterns.OF_OTHERS.search(content) is not None or _holds(content, "of_nobody")
    names_some = any(text.key(word) in key for word in words("regions", "bodies"))
    return says or names_some or names_another(content, own_names)


def is_of_another_year(content: str) -> bool:
    """Tell whether a text says 'last year' without comparing with it."""
    return years.names_another(content)


def is_average(content: str) -> bool:
    """Tell whether a text says, outside of brackets, that it is of an average."""
    return _holds(notes.without_brackets(content), "average")


def is_wished(content: str) -> bool:
    """Tell whether a text says that what it heads is only asked for, or reckoned."""
    return _holds(content, "of_a_wish")


def is_planned(content: str) -> bool:
    """Tell whether a caption, or a date in brackets, says that what was spent is only expected."""
    for word in words("money", "of_no_plan"):
        content = content.replace(word, "")
    if not _holds(content, "of_a_plan"):
        return False
    added = " ".join(patterns.IN_BRACKETS.findall(content))
    is_date = content.startswith(("(", "[")) or _holds(added, "of_a_plan")
    return is_date or not _holds(content, "of_a_result")


def is_result(content: str) -> bool:
    """Tell whether a text says that what it heads was done, or is so, and is no mere plan."""
    return _holds(content, "of_a_result")


def amounts(caption: str) -> str | None:
    """Return the role of amounts that nothing but their caption explains: a budget, or what was moved of it.

    Those of a draft are no budget yet, and a caption without either word leaves them unknown.
    """
    if _holds(caption, "of_what_was_moved"):
        return "spent_or_received"
    return "current" if _holds(caption, "of_a_budget") and not is_draft(caption) else None


def is_draft(content: str) -> bool:
    """Tell whether a text says that a budget is only a draft."""
    return any(word in "".join(content.split()) for word in words("money", "of_a_draft"))


def names_another_year(label: str, year: int) -> bool:
    """Tell whether a row's label is another year, alone or with a word for a sum or a stage of a budget.

    A name may hold a year ('2030년 대회 준비'), and what last year left over is revenue of this one.
    """
    if is_year_and_stage(label, year):
        return True
    return any(_is_stage_of_another(bracket[1:-1], year) for bracket in patterns.IN_BRACKETS.findall(label))


def is_year_and_stage(label: str, year: int) -> bool:
    """Tell whether a label is another year, with at most a word of a stage beside it."""
    named = text.key(patterns.IN_BRACKETS.sub("", label)) or text.key(label)
    printed = set(years.printed(label, with_compared=True))
    if printed:
        rest = text.key(periods.without_dates(named)).removeprefix("fy").lstrip("0123456789")
        return printed != {year} and rest in _stages()
    relative = years.relative_first(named)
    return relative is not None and relative[0] != 0 and relative[1] in _stages()


def _is_stage_of_another(bracket: str, year: int) -> bool:
    """Tell whether a bracket behind a name says a stage of another year, or last year in words.

    A year in figures alone is as often the year in which something was begun.
    """
    if not is_year_and_stage(bracket, year) or is_left_over(bracket):
        return False
    rest = text.key(periods.without_dates(text.key(bracket))).lstrip("0123456789")
    return bool(rest)


def is_total_of_others(label: str, own_names: Sequence[str]) -> bool:
    """Tell whether a row's label is a sum of others: '타 기관 평균', '다온재단 총계', '총계(다온재단)'.

    The name of an institution alone is as often that of who is paid.
    """
    if found := patterns.OF_OTHERS.search(label):
        return text.key(label.replace(found[0], "")) in _stages() | _keys("average")
    rest = " ".join(piece for piece in patterns.WORD.findall(label) if not names_another(piece, own_names))
    return rest != " ".join(patterns.WORD.findall(label)) and text.key(rest) in _stages() - {""}


def remark_denies(remark: str, year: int) -> str | None:
    """Return why the remark beside a row makes it no line of its year: it is another year's, or expected."""
    if is_year_and_stage(remark, year) and not is_left_over(remark):
        return "other_year"
    return "planned_figure" if is_expected(remark) else None


def is_expected(label: str) -> bool:
    """Tell whether a label is a word for an expectation, with a word for a sum or a time."""
    key = text.key(label)
    beside = _stages() | _keys("of_a_time") | _keys("expected_endings")
    return any(
        (before in beside or not periods.without_dates(before).strip()) and after in beside
        for word in _keys("expected")
        if word in key
        for before, _, after in (key.partition(word),)
    )


def note_denies(note: str, year: int) -> str | None:
    """Return why what a note speaks of is none of the year: it states another basis, or an expectation.

    "※ 2026년 결산 기준임" and "※ 지출액은 연말 예상치임" say what the figures are; what is still to be done
    ('12월 집행 예정임'), and what is expected of the balance, deny nothing.
    """
    stated = notes.predicated(note)
    if stated is None:
        if is_year_and_stage(note, year) and not is_left_over(note):
            return "other_year"
        stated = patterns.INCLUDED_LAST.sub("", note)
        return "planned_figure" if _is_expectation(stated) else None
    tail = years.last_year_on(stated)
    if tail and is_year_and_stage(tail, year) and not is_left_over(tail):
        return "other_year"
    return "planned_figure" if _is_expectation(stated) else None


def _is_expectation(stated: str) -> bool:
    """Tell whether a note ends with a word for an expectation; of what is left it denies nothing."""
    is_of_rest = any(text.key(word) in text.key(stated) for word in words("money", "roles", "balance"))
    ends = tuple(f"{word}{end}" for word in _keys("expected") for end in _keys("expected_endings"))
    return text.key(stated).endswith(ends) and not is_of_rest


def states_a_year(note: str) -> bool:
    """Tell whether a note says of which year, or which stage of it, the figures are."""
    stated = notes.predicated(note)
    return stated is not None and is_year_and_stage(years.last_year_on(stated), 0)


def is_left_over(content: str) -> bool:
    """Tell whether a text compares with another year, or is of what that one left over."""
    return _holds(content, "comparing")


def _holds(content: str, kind: str) -> bool:
    key = text.key(content)
    return any(word in key for word in _keys(kind))


def _stages() -> frozenset[str]:
    return _keys("of_a_year")


@cache
def _keys(kind: str) -> frozenset[str]:
    return frozenset(text.key(word) for word in words("money", kind))
