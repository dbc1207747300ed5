"""Revenue beside what was due: 예산현액, 징수결정액, 수납액, 미수납액, 불납결손액.

No field holds what was due and not paid. It tells what came in, and whether the printed rate is of it or of
the budget: only the latter is the rate of a line.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from etl.tables.amounts import Figures
from etl.tables.promises import hold, with_dashes

if TYPE_CHECKING:
    from etl.tables.roles import Role

DUE = "collectable"
_NOT_PAID = ("unpaid", "written_off")


def without_dues(
    own: Mapping[str, Role], figures: Mapping[int, Figures], left: dict[int, str]
) -> dict[str, Role]:
    """Return the roles without what was due, after it has told what it can."""
    beside = {code: role for code, role in own.items() if code in (DUE, *_NOT_PAID)}
    kept = {code: role for code, role in own.items() if code not in beside}
    left.update({role.index: "not_kept" for role in beside.values()})
    if DUE not in beside or "received" not in kept:
        return kept
    due, received = figures[beside[DUE].index], figures[kept["received"].index]
    rest = [with_dashes(figures[beside[code].index]) for code in _NOT_PAID if code in beside]
    if rest:
        added = hold("sum", [with_dashes(due), with_dashes(received), *rest])
        if added.is_contradicted:
            left[kept.pop("received").index] = "columns_contradict"
            return kept
    if "rate" in kept and _is_of_due(kept, figures, due, received):
        left[kept.pop("rate").index] = "recomputed"
    return kept


def _is_of_due(
    own: Mapping[str, Role], figures: Mapping[int, Figures], due: Figures, received: Figures
) -> bool:
    """Tell whether the printed rate is of what was due, in more rows than of the budget."""
    rate = figures[own["rate"].index]
    of_due = hold("rate", [rate, received, due])
    if not of_due.tested or of_due.is_contradicted:
        return False
    current = own.get("current")
    return current is None or hold("rate", [rate, received, figures[current.index]]).failed > of_due.failed
