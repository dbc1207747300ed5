"""Which of two budgets is the one at hand: the other with what was carried in, a reserve, or a transfer.

So of what came in: the one without what was paid back is what is left of the other.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from etl.tables.amounts import Figures
from etl.tables.promises import FEWEST_TELLING, hold, with_dashes


def at_hand(
    budgets: Collection[int], carried_in: int | None, between: Collection[int], figures: Mapping[int, Figures]
) -> int | None:
    """Return which of two columns is, in every row, the sum of the other and of what was added to it.

    between: the columns that may have been added by where they stand. Whether the other is the first budget
    or the last before that, no heading says.
    """
    if len(budgets) != 2:
        return None
    first, last = sorted(budgets)
    added = {index for index in between if first < index < last} | ({carried_in} if carried_in else set())
    terms = [with_dashes(figures[index]) for index in sorted(added)]
    held = [
        (whole, hold("sum", [figures[whole], figures[part], *terms]))
        for whole, part in ((first, last), (last, first))
        if terms
    ]
    found = [whole for whole, one in held if one.tested >= FEWEST_TELLING and not one.failed]
    return found[0] if len(found) == 1 else None
