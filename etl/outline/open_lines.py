"""Lines of money of which no sum says what they are a part of: what a person may be asked about them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from etl import facts
from etl.korean import text
from etl.mappings import LabelLevel
from etl.outline.levels import is_total

_PLAIN_LEVELS = ("total", "section", "cost_item", "item")
"""The levels of a table that names none itself: one that does says of each line where it stands."""
_MOST = 8
"""Of more lines than these it is the sums that are wrong, and no line is asked about."""
MoneyLine = facts.BudgetLine | facts.RevenueLine


@dataclass(frozen=True, slots=True, kw_only=True)
class PossibleWhole:
    """A line that another may be a part of. category: the code by which a mapping knows it, or would.

    is_mapped: whether one does. left_won: how much more it is than the parts that are known.
    """

    label: str
    category: str
    level: str
    left_won: int | None
    is_mapped: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenLine:
    """A line without a place in its table. wholes: what it may be a part of, the nearest first."""

    side: str
    label: str
    line: int
    category: str
    level: str
    amount_won: int | None
    wholes: tuple[PossibleWhole, ...]


def open_lines(
    rows: Sequence[facts.Row], first: int, last: int, known: Sequence[LabelLevel]
) -> list[OpenLine]:
    """Return the lines between two of a document that stand beside a total or a sum, and are in none.

    known: where the institution's mappings place labels: those are not asked about.
    """
    own = [row for row in rows if isinstance(row, MoneyLine) and first <= row.line <= last and row.label]
    found: list[OpenLine] = []
    for side, row_type in (("revenue", facts.RevenueLine), ("expenditure", facts.BudgetLine)):
        lines = [row for row in own if isinstance(row, row_type)]
        mapped = {text.key(word): label for label in known if label.side == side for word in label.words}
        found += _of_side(lines, side, mapped)
    return found if len(found) <= _MOST else []


def _of_side(lines: Sequence[MoneyLine], side: str, mapped: dict[str, LabelLevel]) -> list[OpenLine]:
    held = {line.parent_id for line in lines}
    tops = [line for line in lines if _is_total(line) or _id(line) in held]
    if not tops or any(_level(line, held) not in _PLAIN_LEVELS for line in lines):
        return []
    named = Counter(text.key(str(line.label)) for line in lines)
    loose = [line for line in lines if line.parent_id is None and line not in tops]
    if sum(line.current_won or 0 for line in loose) in {line.current_won for line in tops}:
        return []  # they are plainly its parts, and another column does not add up: that is a finding
    found = []
    for line in loose:
        key = text.key(str(line.label))
        if named[key] > 1 or key in mapped:
            continue  # a mapping by its label would not say which, or says it already
        near = sorted(
            (
                other
                for other in (*tops, *loose)
                if other is not line and (other in tops or _holds(other, line))
            ),
            key=lambda other: (other.line > line.line, abs(other.line - line.line)),
        )
        nearest = {text.key(str(other.label)): other for other in reversed(near)}
        wholes = [_whole(other, lines, held, mapped) for other in near if other in nearest.values()]
        found.append(
            OpenLine(
                side=side, label=str(line.label), line=line.line, category=line.category or key,
                level=_level(line, held), amount_won=line.current_won, wholes=tuple(wholes),
            )
        )  # fmt: skip
    return found


def _whole(
    line: MoneyLine, lines: Sequence[MoneyLine], held: set[str | None], mapped: dict[str, LabelLevel]
) -> PossibleWhole:
    key = text.key(str(line.label))
    amounts = [other.current_won for other in lines if other.parent_id == _id(line)]
    parts = [amount for amount in amounts if amount is not None]
    is_known = line.current_won is not None and len(parts) == len(amounts)
    level = mapped.get(key)
    return PossibleWhole(
        label=str(line.label),
        category=level.category if level else line.category or key,
        level=_level(line, held),
        left_won=(line.current_won or 0) - sum(parts) if is_known else None,
        is_mapped=level is not None,
    )


def _holds(line: MoneyLine, other: MoneyLine) -> bool:
    """Tell whether a line that is in no sum either may hold another one: it is as large at least."""
    return (line.current_won or 0) >= (other.current_won or 0) > 0


def _id(line: MoneyLine) -> str:
    return line.budget_line_id if isinstance(line, facts.BudgetLine) else line.revenue_line_id


def _is_total(line: MoneyLine) -> bool:
    return is_total(str(line.label))


def _level(line: MoneyLine, held: set[str | None]) -> str:
    if isinstance(line, facts.BudgetLine):
        return line.level
    if line.category == "total":
        return "total"
    return "section" if _id(line) in held or _is_total(line) else "item"
