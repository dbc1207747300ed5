"""The lines of a table of money while their place is being found."""

from __future__ import annotations

from dataclasses import dataclass, field

from etl.blocks import TableRow
from etl.vocabulary import Account


@dataclass(slots=True, eq=False)
class Line:
    """One row: its label, the other ways to read it, its level, and what it is a part of.

    is_proved: whether sums place it under its parent. is_total_word: whether its label is a word for a sum.
    may_hold_one: whether it may be the whole of a single line. is_torn: whether its table spreads labels
    over several columns, so that letters may be lost. is_entered: whether it is a programme of a register.
    mapped: the category by which its institution's mapping knows its label.
    """

    row: TableRow
    label: str | None
    spellings: tuple[str, ...]
    index: int
    level: str = ""
    account: Account | None = None
    category: str | None = None
    mapped: str | None = None
    parent: Line | None = None
    children: list[Line] = field(default_factory=list)
    direction_id: str | None = None
    task_id: str | None = None
    is_total_word: bool = False
    may_hold_one: bool = False
    is_torn: bool = False
    is_proved: bool = False
    is_entered: bool = False

    def put_under(self, parent: Line, *, is_proved: bool) -> None:
        """Make this line a part of another."""
        self.parent, self.is_proved = parent, is_proved
        parent.children.append(self)
