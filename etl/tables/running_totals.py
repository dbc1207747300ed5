"""What was spent or came in so far, under headings that say that it adds up, or up to when: '누계', '8월말'.

The printed rate must be its share of the budget in every row; of a heading that does not say what was moved,
beyond chance.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from etl.korean import month_ends, text
from etl.tables.header import Grid
from etl.tables.headings import BRACKETS
from etl.tables.promises import FEWEST_TELLING, hold
from etl.tables.roles import NAMED, PROVED, Role, Roles
from etl.vocabulary import words

_UNKNOWN = "column_unknown"


def with_running_total(roles: Roles, grid: Grid, side: str | None) -> Roles:
    """Return the roles with the one column of a running total that the rate proves in every row.

    side: 'revenue' or 'expenditure' where it is known.
    """
    if not {"current", "rate"} <= roles.own.keys() or {"executed", "received"} & roles.own.keys():
        return roles
    rate, current = roles.own["rate"], roles.own["current"]
    found: dict[int, tuple[str, str]] = {}
    for column in grid.figures:
        if roles.left.get(column.index) != _UNKNOWN:
            continue
        code, is_told = _code(" ".join(column.path), side)
        held = hold("rate", [roles.figures[one] for one in (rate.index, column.index, current.index)])
        if code and held.tested >= FEWEST_TELLING and not held.failed and (is_told or held.is_proof):
            found[column.index] = code, PROVED if held.is_proof else NAMED
    if len(found) != 1:
        return roles
    ((index, (code, grade)),) = found.items()
    held_by = {one: replace(roles.own[one], grade=PROVED) for one in ("current", "rate") if grade == PROVED}
    own: Mapping[str, Role] = {**roles.own, **held_by, code: Role(code, index, grade=grade)}
    return replace(roles, own=own, left={i: reason for i, reason in roles.left.items() if i != index})


def _code(heading: str, side: str | None) -> tuple[str | None, bool]:
    """Return what a running total is of, None where it is none or says neither, and whether words tell it.

    They may say nothing besides.
    """
    plain = BRACKETS.sub(lambda found: f" {found[0][1:-1]} ", heading)
    rest = text.key(month_ends.without_month_end(plain))
    for word in words("money", "cumulated"):
        rest = rest.replace(text.key(word), "")
    if rest == text.key(plain):
        return None, False
    of_side = {"revenue": "received", "expenditure": "executed"}.get(side or "")
    told = next((code for code in ("executed", "received") if rest in words("money", f"moved_{code}")), None)
    if told is not None:
        return (told, True) if of_side in (None, told) else (None, False)
    return (None, False) if rest else (of_side, False)
