"""What headings state of each other by letters: (A), (C=A+B), B/A, (A-B-C-D)."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice, product

from etl.tables.figures import Column
from etl.tables.proof import Found, Identity, Kind, holds

Sum = tuple[tuple[str, int], ...]
"""Letters with their signs: (('A', 1), ('B', -1)) is A - B."""


@dataclass(frozen=True, slots=True)
class Formula:
    """The letter that a heading gives itself, and what it says it is reckoned from.

    over: the sum, or what stands above a stroke; under: what stands below it, () where there is no stroke.
    per: 100 where it is printed as a factor ('×100'), else None. (B-A)/A is over B-A, under A.
    """

    letter: str | None = None
    over: Sum = ()
    under: Sum = ()
    per: int | None = None


_SIGNS = dict(zip("-－−–—+＋*×✕/÷／=＝([{（)]}）", "-----++***///==(((())))", strict=True))
_SILENT = frozenset("%％")
_CIRCLED_DIGITS = frozenset(chr(0x2460 + index) for index in range(20))
_FIRST_SYLLABLE, _LAST_SYLLABLE, _PER_CONSONANT = 0xAC00, 0xD7A3, 588
# Korean counts with the plain consonants, each with the first vowel; these of the nineteen are doubled.
_DOUBLED = frozenset({1, 4, 8, 10, 13})
_FIRST_JAMO, _LAST_JAMO = 0x1100, 0x1112
_LONGEST = 2_000
_MOST_OPTIONS = 24
_LONGEST_GROUP = 6
_MOST_TERMS = 12
_BREAK = ""


def parse_formula(heading: str) -> Formula | None:
    """Read the letters of a heading, given as its path from the top row to the lowest; None where it has
    none.

    The lowest letter is the column's own: 'Received (C) in all (C=D-E)' is C, and is D-E. Letters come back
    as capitals; circled ones and Korean ones are letters too ('ⓐ' is A). A letter alone counts only in
    brackets or in a circle; without brackets a formula needs a sign ('B/A').
    """
    formula = Formula()
    tokens, start = list(_tokens(heading[-_LONGEST:])), 0
    while start < len(tokens):
        reader = _Reader(tokens, start)
        read = reader.formula()
        start = max(start + 1, reader.at if read is not None else 0)
        if read is not None:
            formula = _joined(formula, read)
    return None if formula == Formula() else formula


def stated(
    headings: Sequence[str], columns: Sequence[Column], places: Sequence[int], *, is_whole: bool = False
) -> list[Found]:
    """Return the identities that headings state, with how far they hold: also those that do not.

    A letter that several columns carry, or none (the columns that stand where it is missing), is their sum
    only where the identity then is proved. A difference that only holds the other way round (a shortfall
    printed as minus) comes back the way that it holds. What cannot be resolved to columns is left out.
    """
    formulas = [parse_formula(heading) for heading in headings]
    has_figures = [any(value is not None for value in column) for column in columns]
    found = []
    for result, formula in enumerate(formulas):
        if formula is None or not formula.over or not has_figures[result]:
            continue
        options = []
        for is_plain, identity in islice(_identities(result, formula, formulas, has_figures), _MOST_OPTIONS):
            options.append((is_plain, Found(identity, holds(identity, columns, places, is_whole=is_whole))))
        proved = [one for _, one in options if one.evidence.is_proved(len(options))]
        plain = [one for is_plain, one in options if is_plain]
        found += (proved or plain)[:1]
    return found


def _identities(
    result: int, formula: Formula, formulas: Sequence[Formula | None], has_figures: Sequence[bool]
) -> Iterator[tuple[bool, Identity]]:
    """Yield what a formula may mean in columns, the plainest first; and whether the letters alone say so."""
    letters = list(dict.fromkeys(letter for letter, _ in (*formula.over, *formula.under)))
    options = [_columns_of(letter, result, formulas, has_figures) for letter in letters]
    for chosen in product(*options):
        columns = dict(zip(letters, chosen, strict=True))
        is_plain = all(group == options[index][0] and len(group) == 1 for index, group in enumerate(chosen))
        over = [(column, sign) for letter, sign in formula.over for column in columns[letter]]
        under = [column for letter, _ in formula.under for column in columns[letter]]
        used = {column for column, _ in over} | set(under)
        if result not in used and len({column for column, _ in over}) == len(over):
            for identity in _forms(result, over, under, formula):
                yield is_plain, identity


def _forms(
    result: int, over: list[tuple[int, int]], under: list[int], formula: Formula
) -> Iterator[Identity]:
    factors = (formula.per,) if formula.per is not None else (100, 1)
    ordered = sorted(over, key=lambda term: -term[1])
    terms, signs = tuple(column for column, _ in ordered), tuple(sign for _, sign in ordered)
    if not under:
        if signs[0] < 0 or len(terms) < 2:
            return
        kind = Kind.DIFFERENCE if min(signs) < 0 else Kind.SUM if len(terms) == 2 else Kind.SETTLEMENT
        yield Identity(kind, result, terms, signs)
        if signs == (1, -1):
            yield Identity(kind, result, terms[::-1], signs)
    elif len(under) == 1 and signs == (1,):
        yield from (Identity(Kind.RATE, result, (terms[0], under[0]), per=per) for per in factors)
    elif signs == (1, -1) and under == [terms[1]]:
        yield from (Identity(Kind.CHANGE_RATE, result, terms, per=per) for per in factors)


def _columns_of(
    letter: str, result: int, formulas: Sequence[Formula | None], has_figures: Sequence[bool]
) -> list[tuple[int, ...]]:
    """Return the columns that a letter may stand for, each as a group of one or several; the likeliest
    first."""
    own = [formula.letter if formula is not None else None for formula in formulas]
    named = [column for column, name in enumerate(own) if name == letter and column != result]
    if named:
        # Where a letter comes twice, two tables stand side by side: the nearest on the left is meant.
        singles = sorted(named, key=lambda column: (column > result, abs(column - result)))
        whole = [tuple(named)] if 1 < len(named) <= _LONGEST_GROUP else []
        return [(column,) for column in singles] + whole
    before = [column for column, name in enumerate(own) if name is not None and name < letter]
    after = [column for column, name in enumerate(own) if name is not None and name > letter]
    first = max(before, default=-1) + 1
    last = min([column for column in after if column >= first], default=len(own))
    free = [
        column for column in range(first, last)
        if formulas[column] is None and has_figures[column] and column != result
    ]  # fmt: skip
    if not 1 <= len(free) <= _LONGEST_GROUP:
        return []
    return [tuple(free)] + [(column,) for column in free if len(free) > 1]


def _joined(above: Formula, below: Formula) -> Formula:
    """Return what a path says whose lower part says `below`: a formula with a letter is whole, else they add
    up."""
    if below.letter is not None and below.over:
        return below
    if below.letter is not None:
        return below if above.letter is not None else replace(above, letter=below.letter)
    return replace(below, letter=above.letter)


def _tokens(text: str) -> Iterator[str]:
    """Yield letters by name, '100', signs, and a break for everything else; a circled letter as '(', 'A',
    ')'."""
    at = 0
    while at < len(text):
        sign = text[at]
        end = at + 1
        if sign in _CIRCLED_DIGITS:
            yield from ("(", sign, ")")
        elif sign in _SIGNS:
            yield _SIGNS[sign]
        elif sign.isalnum():
            while end < len(text) and text[end].isalnum() and text[end] not in _CIRCLED_DIGITS:
                end += 1
            word = unicodedata.normalize("NFKC", text[at:end])
            yield word if word == "100" else _letter(word) or _BREAK
        elif unicodedata.category(sign) == "So":
            name = _letter(unicodedata.normalize("NFKC", sign).strip("()"))
            yield from ("(", name, ")") if name is not None else (_BREAK,)
        elif not sign.isspace() and sign not in _SILENT:
            yield _BREAK
        at = end


def _letter(word: str) -> str | None:
    """Return the name of a letter that numbers things, or None: 'a' is A; of Korean only what is counted
    with."""
    if len(word) != 1:
        return None
    if word.isascii():
        return word.upper() if word.isalpha() else None
    code = ord(word)
    if _FIRST_SYLLABLE <= code <= _LAST_SYLLABLE:
        consonant, rest = divmod(code - _FIRST_SYLLABLE, _PER_CONSONANT)
        return word if rest == 0 and consonant not in _DOUBLED else None
    return word if _FIRST_JAMO <= code <= _LAST_JAMO else None


class _Reader:
    """Reads one formula at a place of the tokens: [letter =] sum [/ sum] [* 100], in brackets or not."""

    def __init__(self, tokens: Sequence[str], at: int) -> None:
        self.tokens, self.at = tokens, at

    def formula(self) -> Formula | None:
        """Return the formula that starts here, or None."""
        start = self.at
        found = self._equation(is_bracketed=False)
        if found is None:
            self.at = start
            if not self._take("("):
                return None
            found = self._equation(is_bracketed=True)
            if found is None or not (self._take(")") or found.over):
                return None
            found = replace(found, per=self._factor() or found.per)
        # A product of letters is none of ours.
        return None if self._peek() in ("*", "/") else found

    def _equation(self, *, is_bracketed: bool) -> Formula | None:
        start, letter = self.at, self._term()
        if letter is None or not self._take("="):
            self.at, letter = start, None
        has_factor = self._peek() == "100" and self._take("100") and self._take("*")
        over = self._operand()
        if over is None:
            return None
        under = self._operand() if self._take("/") else ()
        if under is None:
            return None
        if letter is None and len(over) == 1 and not under:
            in_brackets = is_bracketed or self.tokens[start] == "("
            return Formula(letter=over[0][0]) if in_brackets and over[0][1] > 0 else None
        return Formula(letter, over, under, 100 if has_factor else self._factor())

    def _operand(self) -> Sum | None:
        start = self.at
        found = self._sum()
        if found is None:
            self.at = start
            if self._take("("):
                found = self._sum()
                found = found if self._take(")") else None
        return found

    def _sum(self) -> Sum | None:
        terms: list[tuple[str, int]] = []
        sign = 1
        if self._peek() == "-":
            sign = -1
            self.at += 1
        while True:
            letter = self._term()
            if letter is None:
                return None
            terms.append((letter, sign))
            if len(terms) > _MOST_TERMS:
                return None
            if self._peek() not in ("+", "-"):
                return tuple(terms)
            sign = 1 if self._peek() == "+" else -1
            self.at += 1

    def _term(self) -> str | None:
        start, is_open = self.at, self._take("(")
        letter = self._peek()
        if letter is None or letter in ("", "100", *"-+*/=()"):
            self.at = start
            return None
        self.at += 1
        if is_open and not self._take(")"):
            self.at = start
            return None
        return letter

    def _factor(self) -> int | None:
        start = self.at
        if self._take("*") and self._take("100"):
            return 100
        self.at = start
        return None

    def _peek(self) -> str | None:
        return self.tokens[self.at] if self.at < len(self.tokens) else None

    def _take(self, token: str) -> bool:
        is_there = self._peek() == token
        self.at += is_there
        return is_there
