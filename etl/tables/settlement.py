"""The identity of a settlement: budget = spent + carried over + refunded + unspent."""

from __future__ import annotations

from collections.abc import Mapping

from etl.tables.amounts import Figures
from etl.tables.promises import hold, with_dashes


def settlement(own: Mapping[str, Figures]) -> tuple[tuple[str, ...], bool]:
    """Return the roles of a settlement whose identity fails in no row, and whether it is proved.

    A dash is nothing there.
    """
    if "current" not in own or "executed" not in own:
        return (), False
    rest = [
        code
        for code in ("carried_explicit", "carried_accident", "carried_continuing", "refunded")
        if code in own
    ]
    if "carried" in own and not any(code.startswith("carried_") for code in rest):
        rest.append("carried")
    last = next((code for code in ("unspent", "balance") if code in own), None)
    if last is None or not rest:
        return (), False
    terms = ("current", "executed", *rest, last)
    held = hold("sum", [with_dashes(own[term]) for term in terms])
    return (terms, held.is_proof) if held.is_proof or (held.tested and not held.failed) else ((), False)
