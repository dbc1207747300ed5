"""The ledger of a document: of every printed figure, which fact took it, which rule explains it, or why it
is left.

It is made from the facts and the text alone, figure by figure: a fact accounts for a figure of its own line
that has its value, and for no second one. So a figure that a reader passed over shows, whichever reader it
was.
"""

from __future__ import annotations

import itertools
from bisect import bisect_right
from collections import defaultdict, deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

from etl import facts
from etl.blocks import Block, SourceDocument, Table
from etl.korean import cells, numbers, patterns, text
from etl.outline import remainder
from etl.outline.figures import FIGURE, Claim, Token, claims_of, is_of, tokens_of
from etl.outline.headed_fields import headings_of, heads
from etl.tables import counted_months
from etl.tables.header import grids, is_dated_figure
from etl.tables.headings import Words

READ, IGNORED, LEFT, UNEXPLAINED = "read", "ignored", "left", "unexplained"
_NAMES = (
    "label", "name", "series", "unit_name", "grade", "survey", "row_dimension", "row_category",
    "column_dimension", "column_category", "reason", "title", "parent_label",
)  # fmt: skip
_TEXTS_OF_REMARKS = ("text", "action", "evidence", "session")
_SHORTEST_NAME = 2
_LONGEST_NUMBER = 3


@dataclass(frozen=True, slots=True)
class Entry:
    """One printed figure and what became of it. cell: row and column of its table, from 1, where it is in
    one."""

    line: int
    cell: tuple[int, int] | None
    text: str
    outcome: str
    detail: str


@dataclass(frozen=True, slots=True)
class _Piece:
    """A stretch of text with figures: a line, or a cell of a table. own_line: of a cell below its row's
    first line. is_counted: of a number alone, that it stands among others as the cells of a lost table
    do. said: what the headings over a cell say."""

    line: int
    cell: tuple[int, int] | None
    content: str
    is_head: bool = False
    is_personal: bool = False
    own_line: int | None = None
    is_counted: bool = False
    said: Words | None = None


def entries(source: SourceDocument, rows: Sequence[facts.Row]) -> list[Entry]:
    """Return every figure of a document in order, with what became of it."""
    claims, names, aside = _claims(rows, _table_rows(source)), _names(rows), _aside(rows)
    found: list[Entry] = []
    by_line: dict[int, list[tuple[_Piece, list[Token]]]] = defaultdict(list)
    order: list[tuple[_Piece, list[Token]]] = []
    year = next((row.fiscal_year for row in rows if isinstance(row, facts.Document)), None)
    for piece in _pieces(source, year):
        tokens = tokens_of(piece.content)
        if tokens:
            by_line[piece.line].append((piece, tokens))
            order.append((piece, tokens))
    for line, pieces in by_line.items():
        _take(pieces, claims.get(line, []))
        _explain(pieces, names.get(line, []), aside.get(line, []))
    for piece, tokens in order:
        for token in tokens:
            outcome, detail = token.entry or (UNEXPLAINED, "")
            found.append(Entry(piece.own_line or piece.line, piece.cell, token.text, outcome, detail))
    return found


def _pieces(source: SourceDocument, year: int | None) -> Iterator[_Piece]:
    for place, block in enumerate(source.blocks):
        if not isinstance(block, Table):
            is_counted = _is_among_numbers(source.blocks, place)
            yield _Piece(block.place.line, None, block.text, is_counted=is_counted)
            continue
        named = counted_months.named(source.blocks, block)
        heads = {row.place.line for grid in grids(named) for row in grid.head}
        personal, headings = remainder.names_persons(block), headings_of(block, year)
        for number, row in enumerate(block.rows, start=1):
            for column, cell in enumerate(row.cells, start=1):
                if cell:
                    yield _Piece(
                        row.place.line, (number, column), cell, row.place.line in heads, personal,
                        row.line_of(column - 1),
                        said=headings.get(row.place.line, {}).get(column),
                    )  # fmt: skip


def _number_alone(block: Block) -> int | None:
    """Return the number that stands alone in its line: a page's, a heading's, or a figure of few digits."""
    content = "" if isinstance(block, Table) else block.text.strip()
    return int(content) if content.isdecimal() and len(content) <= _LONGEST_NUMBER else None


def _is_among_numbers(blocks: Sequence[Block], place: int) -> bool:
    """Tell whether a number alone stands beside another one, or two lines from one that does not follow on.

    The cells of a table that lost its strokes stand so; numbers of pages and headings do not.
    """
    own = _number_alone(blocks[place])
    if own is None:
        return False
    near = {step: blocks[place + step] for step in (-2, -1, 1, 2) if 0 <= place + step < len(blocks)}
    numbered = {step: other for step, one in near.items() if (other := _number_alone(one)) is not None}
    return any(abs(step) == 1 or other - own != step // 2 for step, other in numbered.items())


def _table_rows(source: SourceDocument) -> dict[str, list[int]]:
    """Return the lines on which each printed row of a table stands."""
    found: dict[str, list[int]] = defaultdict(list)
    for table in source.tables:
        for row in table.rows:
            found[row.raw].append(row.place.line)
    return found


def _claims(rows: Sequence[facts.Row], printed: Mapping[str, Sequence[int]]) -> dict[int, list[Claim]]:
    """Return the figures that facts account for, by the line on which they may stand.

    printed: the lines of each row of a table. A fact that was read from several rows may have its figures in
    any of them, wherever it is cited.
    """
    found: dict[int, list[Claim]] = defaultdict(list)
    for row in rows:
        if isinstance(row, facts.SetAside | facts.TableCell | facts.Reading | facts.Document):
            continue
        lines = _own_rows(row, printed) or [row.line, *(row.line + offset for offset in _following(row))]
        for claim in claims_of(row):
            for line in lines:
                found[line].append(claim)
    return found


def _own_rows(row: facts.Row, printed: Mapping[str, Sequence[int]]) -> list[int]:
    """Return the lines of the rows that a fact was read from, where `raw` joins whole rows of tables."""
    parts = (row.raw or "").split(remainder.NEXT_LINE)
    if len(parts) < 2 or not all(part in printed for part in parts):
        return []
    nearest = (min(printed[part], key=lambda line: abs(line - row.line)) for part in parts)
    return list(dict.fromkeys([row.line, *nearest]))


def _following(row: facts.Row) -> range:
    """Return the distances to the lines that a fact was read from besides the one that it cites."""
    joined = (row.raw or "").count(remainder.NEXT_LINE)
    return range(1, joined + remainder.NEAR) if joined else range(0)


def _names(rows: Sequence[facts.Row]) -> dict[int, list[tuple[str, str]]]:
    found: dict[int, list[tuple[str, str]]] = defaultdict(list)
    for row in rows:
        for name in (*_NAMES, *(_TEXTS_OF_REMARKS if isinstance(row, facts.FollowUp) else ())):
            value = getattr(row, name, None)
            if isinstance(value, str) and len(key := text.key(value)) >= _SHORTEST_NAME:
                found[row.line].append((key, f"{row.table}.{name}"))
    return found


def _aside(rows: Sequence[facts.Row]) -> dict[int, list[tuple[list[str], str]]]:
    """Return what was set aside: the digits that stand in it, and the reason, by line."""
    found: dict[int, list[tuple[list[str], str]]] = defaultdict(list)
    for row in rows:
        if isinstance(row, facts.SetAside):
            found[row.line].append((FIGURE.findall(row.text), row.reason))
    return found


def _take(pieces: Sequence[tuple[_Piece, list[Token]]], claims: Sequence[Claim]) -> None:
    """Give each value of the line's facts to one figure of it: first to those that no rule explains, and of
    these to one whose column is headed as the value's field is."""
    if not claims:
        return
    explained = {id(token): bool(_rule_of(piece, token)) for piece, tokens in pieces for token in tokens}
    for is_explained, is_headed in itertools.product((False, True), (True, False)):
        for piece, tokens in pieces:
            if is_headed and piece.said is None:
                continue
            for token in tokens:
                if token.entry is not None or explained[id(token)] is not is_explained:
                    continue
                free = (c for c in claims if c.is_free and is_of(token, c))
                claim = next(
                    (c for c in free if not is_headed or (piece.said and heads(piece.said, c))), None
                )
                if claim is not None:
                    claim.is_free = False
                    token.entry = (READ, claim.detail)


def _explain(
    pieces: Sequence[tuple[_Piece, list[Token]]],
    names: Sequence[tuple[str, str]],
    aside: Sequence[tuple[list[str], str]],
) -> None:
    waiting: dict[str, deque[str]] = defaultdict(deque)
    for digits, reason in aside:
        for printed in digits:
            waiting[printed].append(reason)
    # A line of a million figures has one name.
    named = [_named(piece.content, names) for piece, _ in pieces]
    # What no rule explains is what was set aside; digits of a date may be the same, and come after it.
    for is_explained in (False, True):
        for (piece, tokens), name in zip(pieces, named, strict=True):
            for token in tokens:
                if token.entry is None and bool(_rule_of(piece, token)) is is_explained:
                    token.entry = _outcome(piece, token, name, waiting)


def _outcome(
    piece: _Piece, token: Token, named: str | None, waiting: Mapping[str, deque[str]]
) -> tuple[str, str] | None:
    """Return what became of a figure that is no fact's; what was set aside is taken from those that wait.

    named: the fact whose name its line or cell is.
    """
    if piece.is_personal:
        return IGNORED, "names_of_persons"
    if piece.is_head and not (_is_amount(token) or _is_of_a_year(piece, token)):
        return IGNORED, "heading"
    if named:
        return READ, named
    digits = FIGURE.search(token.text)
    if digits and (reasons := waiting.get(digits[0])):
        return LEFT, reasons.popleft()
    rule = None if piece.cell and _is_of_a_year(piece, token) else _rule_of(piece, token)
    return (IGNORED, rule) if rule else None


def _is_amount(token: Token) -> bool:
    """Tell whether a figure of a heading is more than its number or year: a count, or grouped digits."""
    number = numbers.parse(token.text)
    return token.won is not None or "," in token.text or number.unit in cells.COUNTERS


def _is_of_a_year(piece: _Piece, token: Token) -> bool:
    """Tell whether a figure stands behind its year in a cell: "'30년 410" heads and numbers nothing."""
    return is_dated_figure(piece.content) and _rule_of(piece, token) != "year"


def _named(content: str, names: Sequence[tuple[str, str]]) -> str | None:
    """Return the name of a fact that a cell or line is, or is a part of; its digits are the name's."""
    key = text.key(content)
    if len(key) < _SHORTEST_NAME or patterns.DAMAGED_FIGURE.fullmatch(content):
        return None
    return next(
        (detail for name, detail in names if key == name or (key in name and not key.isdigit())), None
    )


def _rule_of(piece: _Piece, token: Token) -> str | None:
    """Return the rule that explains the digits of a token, whichever comes first.

    A number alone is a page's or a heading's only outside tables: in a cell it is a figure.
    """
    content, spans = piece.content, _spans(piece.content)
    best: _Span | None = None
    for index in range(bisect_right(spans, token.start, key=lambda span: span.start) - 1, -1, -1):
        span = spans[index]
        if span.reach <= token.start:
            break
        is_figure = piece.is_counted or piece.cell is not None
        if span.name == "heading_number" and is_figure and content.strip().isdigit():
            continue
        is_inside = token.start < span.end and not content[span.end : token.end].strip(",. ")
        if is_inside and (best is None or span.order < best.order):
            best = span
    return best.name if best else None


@dataclass(frozen=True, slots=True)
class _Span:
    """A stretch that a rule explains. order: of the rules. reach: the farthest end up to here."""

    start: int
    end: int
    order: int
    name: str
    reach: int


@lru_cache(maxsize=1)  # the figures of a text are asked for one after the other
def _spans(content: str) -> tuple[_Span, ...]:
    """Return the explained stretches of a text by their start."""
    explained = enumerate(remainder.explained(content))
    found = sorted((start, end, order, name) for order, (start, end, name) in explained)
    reaches = accumulate((end for _, end, _, _ in found), max)
    return tuple(_Span(*one, reach) for one, reach in zip(found, reaches, strict=True))


def unexplained(found: Sequence[Entry]) -> list[Entry]:
    """Return the figures that nothing accounts for."""
    return [entry for entry in found if entry.outcome == UNEXPLAINED]


def counts(found: Sequence[Entry]) -> Mapping[str, int]:
    """Return how many figures had each outcome."""
    total: dict[str, int] = defaultdict(int)
    for entry in found:
        total[entry.outcome] += 1
    return total
