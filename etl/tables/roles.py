"""Which column of a table of money is what: proposed by words, formula letters and years, accepted by proof.

A role is named where its words alone say it and nothing contradicts, proved where an identity with the other
columns holds. Where two columns could be the same, or the arithmetic contradicts the words, none of them
has a role.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from etl.tables.amounts import Figures, figures_of, rates_of
from etl.tables.at_hand import at_hand
from etl.tables.dues import without_dues
from etl.tables.header import Column, Grid
from etl.tables.headings import BRACKETS, names_same_part, proposed
from etl.tables.part_columns import part_columns
from etl.tables.promises import FEWEST_TELLING, hold
from etl.tables.settlement import settlement
from etl.terms.codes import RATE_ROLES
from etl.vocabulary import is_one_of, words

PROVED, NAMED = "proved", "named"
_BESIDE_NO_ORIGINAL = frozenset(
    {"executed", "received", "adjustment", "supplementary", "settled", "carried_in"}
)
_UNKNOWN = "column_unknown"
_COMPARED_YEARS = 2
"""The amounts of two years are compared, whichever they are; of one, or of more, a budget is to be told."""


@dataclass(frozen=True, slots=True)
class Role:
    """What a column is. year: of the column, None where it is the table's own. grade: proved or named."""

    code: str
    index: int
    year: int | None = None
    grade: str = NAMED


@dataclass(frozen=True, slots=True)
class Roles:
    """The columns of a table by role, and why the others have none.

    own: of the table's year. other: of other years, by role and year. left: column -> reason. shares:
    columns of shares, each of the amounts before it. is_original: whether its budget is the year's first one,
    beside that of another year.
    """

    own: Mapping[str, Role]
    other: Mapping[tuple[str, int], Role]
    figures: Mapping[int, Figures]
    left: Mapping[int, str]
    shares: tuple[int, ...] = ()
    is_original: bool = False

    def of(self, code: str) -> Figures | None:
        """Return the figures of a role of the table's own year."""
        role = self.own.get(code)
        return None if role is None else self.figures[role.index]

    @property
    def grade(self) -> str:
        """The grade of the table's budget: proved where its arithmetic holds."""
        role = self.own.get("current")
        return NAMED if role is None else role.grade


@dataclass(frozen=True, slots=True)
class _Proposal:
    """What words say of a column; above: words over it that say nothing."""

    column: Column
    code: str
    year: int | None
    above: str = ""
    is_sum: bool = False


def _without_second(column: Column, figures: Figures) -> Column:
    """Return a column whose cells hold a second figure in brackets without the words for that one."""
    if all(number.value is None for number in figures.brackets):
        return column
    return replace(column, path=tuple(BRACKETS.sub(" ", heading).strip() for heading in column.path))


def assign(grid: Grid, *, year: int | None, side: str | None, amounts: str | None = None) -> Roles:
    """Return the roles of a grid's columns.

    year: the fiscal year of the table. side: 'revenue' or 'expenditure' where it is known; it tells what a
    settled amount is. amounts: what the caption says that plain amounts are, a role; beside a budget they
    are what was spent or came in.
    """
    figures = figures_of(grid)
    left: dict[int, str] = {}
    proposals: list[_Proposal] = []
    told = {c.index: proposed(_without_second(c, figures[c.index]), year) for c in grid.figures}
    is_of_part = names_same_part(grid.figures)
    parts, wholes = part_columns(grid.figures, told, figures, year)
    told |= wholes
    compares = sum(said.is_year_alone for said in told.values()) == _COMPARED_YEARS
    has_budget = any(said.code == "current" for said in told.values())
    for column in grid.figures:
        said = told[column.index]
        if said.is_year_alone and is_of_part and not figures[column.index].is_empty:
            left[column.index] = "column_uncertain"
            continue
        code = said.code
        if said.is_year_alone and amounts == "spent_or_received" and not compares:
            code = amounts  # what a year alone heads is what the caption says: a budget, or what was moved
        if code == "amount":
            code = "spent_or_received" if has_budget else amounts
        if code in ("settled", "spent_or_received") and side is not None:
            code = "received" if side == "revenue" else "executed"
        if code in RATE_ROLES:
            figures[column.index] = rates_of(grid, column)
        if code is not None:
            own_year = None if said.year == year else said.year
            proposals.append(_Proposal(column, code, own_year, said.above, said.is_sum))
        elif not figures[column.index].is_empty:
            left[column.index] = _UNKNOWN
    is_original = _compares_originals(proposals)
    if is_original:
        proposals = [replace(p, code="current") if p.code == "original" else p for p in proposals]
    chosen, contested = _chosen([p for p in proposals if p.column.index not in parts])
    contested += [p for p in proposals if p.column.index in parts]
    for proposal in contested:
        left[proposal.column.index] = "column_uncertain"
    return replace(_proved(chosen, contested, figures, left, grid, year), is_original=is_original)


def _compares_originals(proposals: Sequence[_Proposal]) -> bool:
    """Tell whether the first budget of the year stands beside a budget of another, and nothing moves it."""
    codes = {p.code for p in proposals}
    own = [p.code for p in proposals if p.year is None and p.code in ("original", "current")]
    other = [p for p in proposals if p.year is not None and p.code in ("original", "current")]
    return own == ["original"] and len(other) == 1 and not codes & _BESIDE_NO_ORIGINAL


def _chosen(proposals: Sequence[_Proposal]) -> tuple[list[_Proposal], list[_Proposal]]:
    """Part what stands alone in its role and year from what several columns claim."""
    groups: dict[tuple[str, int | None], list[_Proposal]] = {}
    for proposal in proposals:
        groups.setdefault((proposal.code, proposal.year), []).append(proposal)
    chosen: list[_Proposal] = []
    contested: list[_Proposal] = []
    for (code, _), group in groups.items():
        sums = [p for p in group if p.is_sum]
        plain = sums if len(sums) == 1 else [p for p in group if not p.above]
        if len(group) == 1 or code in ("reason", "share", "number"):
            chosen += group
        elif len(plain) == 1:
            chosen += plain
            contested += [p for p in group if p is not plain[0]]
        else:
            contested += group
    return chosen, contested


@dataclass(frozen=True, slots=True)
class _Check:
    """An identity that roles promise: which kind, over which roles in order."""

    kind: str
    terms: tuple[str, ...]


_CHECKS = (
    _Check("rate", ("rate", "executed", "current")),
    _Check("rate", ("rate", "received", "current")),
    _Check("difference", ("balance", "current", "executed")),
    _Check("difference", ("unspent", "current", "executed")),
    _Check("difference", ("difference", "current", "executed")),
    _Check("difference", ("difference", "received", "current")),
    _Check("difference", ("difference", "current", "received")),
    _Check("difference", ("balance", "current", "received")),
    _Check("sum", ("current", "original", "adjustment")),
    _Check("difference", ("adjustment", "current", "original")),
)


def _proved(
    chosen: list[_Proposal],
    contested: list[_Proposal],
    figures: Mapping[int, Figures],
    left: dict[int, str],
    grid: Grid,
    year: int | None,
) -> Roles:
    shares = tuple(p.column.index for p in chosen if p.code == "share")
    own = {p.code: Role(p.code, p.column.index) for p in chosen if p.year is None and p.code != "share"}
    other = {(p.code, p.year): Role(p.code, p.column.index, p.year) for p in chosen if p.year is not None}
    own = _contest(own, [p for p in contested if p.year is None], figures, left)
    own = without_dues(own, figures, left)
    own = _named_by_proof(own, other, figures, left)
    grades: dict[str, str] = {}
    doubted: set[str] = set()
    for check in _CHECKS:
        if all(term in own for term in check.terms):
            evidence = hold(check.kind, [figures[own[t].index] for t in check.terms])
            if evidence.is_contradicted:
                doubted.update(check.terms)
            elif evidence.is_proof:
                grades.update(dict.fromkeys(check.terms, PROVED))
    settled, is_proof = settlement({code: figures[role.index] for code, role in own.items()})
    if is_proof:
        grades.update(dict.fromkeys(settled, PROVED))
    # What is left after what was carried over is no difference of two columns alone.
    doubted -= {"balance", "unspent", "executed", "current"} & set(settled)
    for code in doubted - grades.keys():
        left[own[code].index] = "columns_contradict"
    kept = {
        code: replace(role, grade=grades.get(code, role.grade))
        for code, role in own.items()
        if code not in doubted or code in grades
    }
    return Roles(kept, other, figures, left, shares)


def _contest(
    own: dict[str, Role], contested: Sequence[_Proposal], figures: Mapping[int, Figures], left: dict[int, str]
) -> dict[str, Role]:
    """Let the arithmetic decide which of several columns has a role; where it does not, none has."""
    groups: dict[str, list[_Proposal]] = {}
    for proposal in contested:
        if proposal.code not in own:
            groups.setdefault(proposal.code, []).append(proposal)
    for code, group in groups.items():
        if (taken := _told_by_what_was_added(code, own, group, figures, left)) is not None:
            own = {**own, code: Role(code, taken, grade=PROVED)}
            left |= {p.column.index: "recomputed" for p in group if p.column.index != taken}
            left.pop(taken)
            continue
        fitting: list[tuple[int, _Proposal]] = []
        for proposal in group:
            trial = {**own, code: Role(code, proposal.column.index)}
            found = [
                hold(check.kind, [figures[trial[t].index] for t in check.terms])
                for check in _CHECKS
                if code in check.terms and all(term in trial for term in check.terms)
            ]
            if any(e.is_proof for e in found) and not any(e.is_contradicted for e in found):
                fitting.append((sum(e.failed for e in found), proposal))
        fewest = min((failed for failed, _ in fitting), default=0)
        best = [proposal for failed, proposal in fitting if failed == fewest]
        if len({figures[proposal.column.index].values for proposal in best}) == 1:
            # The same figures printed twice are one fact, whichever column it is read from.
            best = best[-1:]
        if len(best) == 1:
            own = {**own, code: Role(code, best[0].column.index)}
            left.pop(best[0].column.index, None)
            own = _original(own, [p for p in group if p is not best[0]], figures, left)
    return own


def _told_by_what_was_added(
    code: str,
    own: Mapping[str, Role],
    group: Sequence[_Proposal],
    figures: Mapping[int, Figures],
    left: Mapping[int, str],
) -> int | None:
    """Return which of two columns of one role is meant: the budget at hand, or what was not paid back."""
    twice = [p.column.index for p in group]
    unknown = {index for index, why in left.items() if why == _UNKNOWN}
    if code == "current":
        carried_in = own["carried_in"].index if "carried_in" in own else None
        return at_hand(twice, carried_in, unknown, figures)
    words_of = words("money", "paid_back")
    paid_back = {i for i in unknown if is_one_of(figures[i].column.heading, words_of)}
    whole = at_hand(twice, None, paid_back, figures) if code == "received" else None
    return None if whole is None else next(index for index in twice if index != whole)


def _original(
    own: dict[str, Role], others: Sequence[_Proposal], figures: Mapping[int, Figures], left: dict[int, str]
) -> dict[str, Role]:
    """Take a second budget column as the original budget where budget = original + change holds in all."""
    change = next((own[code] for code in ("change", "adjustment") if code in own), None)
    if "current" not in own or "original" in own or change is None or len(others) != 1:
        return own
    index = others[0].column.index
    terms = [figures[own["current"].index], figures[index], figures[change.index]]
    if not hold("sum", terms).is_proof:
        return own
    left.pop(index, None)
    kept = {code: role for code, role in own.items() if role is not change}
    return {
        **kept,
        "original": Role("original", index, grade=PROVED),
        "adjustment": Role("adjustment", change.index, grade=PROVED),
    }


def _named_by_proof(
    own: dict[str, Role],
    other: dict[tuple[str, int], Role],
    figures: Mapping[int, Figures],
    left: dict[int, str],
) -> dict[str, Role]:
    """Give the words that mean several things the one meaning whose arithmetic holds."""
    own = dict(own)
    added, base, change = (own.get(code) for code in ("supplementary", "original", "change"))
    if added and base and "total" in own and "current" not in own:
        held = hold("sum", [figures[role.index] for role in (own["total"], base, added)])
        if held.tested >= FEWEST_TELLING and not held.failed:
            grade = PROVED if held.is_proof else NAMED
            own["current"] = Role("current", own.pop("total").index, grade=grade)
            own["adjustment"] = Role("adjustment", own.pop("supplementary").index, grade=grade)
    elif added and base and change and "current" not in own:
        terms = [figures[role.index] for role in (change, added, base)]
        held = hold("difference", terms)
        if held.tested >= FEWEST_TELLING and not held.failed:
            # The whole budget after the change, for the change is what it exceeds the one before by.
            grade = PROVED if held.is_proof else NAMED
            own["current"] = Role("current", own.pop("supplementary").index, grade=grade)
            own["adjustment"] = Role("adjustment", own.pop("change").index, grade=grade)
    if (role := own.pop("change", None)) is not None:
        found = _meaning_of_change(role, own, other, figures)
        if found is None:
            left[role.index] = "column_uncertain"
        else:
            own[found] = Role(found, role.index, grade=PROVED)
    if (role := own.pop("supplementary", None)) is not None:
        if "original" in own and "current" in own and _is_proof("sum", own, figures, role, "original"):
            own["adjustment"] = Role("adjustment", role.index, grade=PROVED)
        else:
            left[role.index] = "column_uncertain"
    for code in ("settled", "spent_or_received"):
        if (role := own.pop(code, None)) is not None:
            left[role.index] = "column_uncertain"
    return own


def _is_proof(
    kind: str, own: Mapping[str, Role], figures: Mapping[int, Figures], role: Role, base: str
) -> bool:
    terms = [figures[own["current"].index], figures[own[base].index], figures[role.index]]
    return hold(kind, terms).is_proof


def _meaning_of_change(
    role: Role,
    own: Mapping[str, Role],
    other: Mapping[tuple[str, int], Role],
    figures: Mapping[int, Figures],
) -> str | None:
    """Return what a column headed 'increase or decrease' is: an adjustment, a balance, a change on last
    year."""
    column = figures[role.index]
    meanings: list[str] = []

    def differs(whole: Role, part: Role) -> bool:
        return hold("difference", [column, figures[whole.index], figures[part.index]]).is_proof

    if "current" in own:
        current = own["current"]
        if "original" in own and differs(current, own["original"]):
            meanings.append("adjustment")
        if any(code == "current" and differs(current, past) for (code, _), past in other.items()):
            meanings.append("change")
        for spent in ("executed", "received"):
            if spent in own and (differs(current, own[spent]) or differs(own[spent], current)):
                meanings.append("difference")
    if "target" in own and any(
        code == "target" and differs(own["target"], past) for (code, _), past in other.items()
    ):
        meanings.append("change")
    if len(meanings) == 1:
        return meanings[0]
    return None if meanings else _only_meaning(column, own, other, figures)


def _only_meaning(
    column: Figures,
    own: Mapping[str, Role],
    other: Mapping[tuple[str, int], Role],
    figures: Mapping[int, Figures],
) -> str | None:
    """Return the change on last year where the columns leave no other meaning, and no row contradicts it.

    Small amounts prove nothing, but two years beside each other and nothing spent leave one reading of the
    words.
    """
    if {"original", "executed", "received"} & own.keys():
        return None
    for code in ("current", "target"):
        years = [role for (of, _), role in other.items() if of == code]
        base = own.get(code)
        pairs = [(base, past) for past in years] if base else list(itertools.permutations(years, 2))
        for whole, past in pairs:
            held = hold("difference", [column, figures[whole.index], figures[past.index]])
            if held.tested and not held.failed:
                return "change"
    return None
