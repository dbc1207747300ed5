"""THE definitions of every measure and status, each written once as an aggregate over SQL columns.

The warehouse splices these expressions into its views (`etl/warehouse/marts/*.sql`, `{measure}` in braces);
pages and exports read the views. A rate is always a ratio of sums, undefined (NULL) where its base is zero,
less, or missing, and never rounded here: rounding is the last step of showing it.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

BUDGET_STATUSES: tuple[str, ...] = ("over", "behind", "watch", "on_pace", "met", "pending")
GOAL_STATUSES: tuple[str, ...] = ("exceeded", "met", "missed", "on_pace", "watch", "behind", "pending")


@dataclass(frozen=True, slots=True, kw_only=True)
class Thresholds:
    """Limits of the status rules; percentages and percentage points. Defaults: `thresholds.toml`."""

    watch_below_gap_pp: float
    behind_below_gap_pp: float
    reasons_asked_on: tuple[str, ...]
    reasons_asked_at_percent: float
    met_at_percent: float
    goal_watch_below_gap_pp: float
    goal_behind_below_gap_pp: float
    moved_at_percent: float


def load_thresholds(path: Path | None = None) -> Thresholds:
    """Read the thresholds; ValueError names the file and the key that is missing or unknown."""
    path = path or Path(__file__).with_name("thresholds.toml")
    values = tomllib.loads(path.read_text(encoding="utf-8"))
    expected = set(Thresholds.__dataclass_fields__)
    if set(values) != expected:
        wrong = ", ".join(sorted(set(values) ^ expected))
        raise ValueError(f"{path.name}: missing or unknown key: {wrong}")
    values["reasons_asked_on"] = tuple(values["reasons_asked_on"])
    return Thresholds(**values)


def ratio_percent(part: str, whole: str) -> str:
    """Part of a whole in percent; NULL where the whole is zero, less, or missing."""
    return f"(100.0 * ({part}) / nullif(greatest(({whole}), 0), 0))"


SPENT_WON = (
    "(CASE WHEN executed_won IS NULL AND printed_rate = 0 AND current_won IS NOT NULL"
    " AND NOT contains(coalesce(unreadable, ''), 'executed_won') THEN 0 ELSE executed_won END)"
)
"""What a printed line spent: a dash beside a printed rate of zero is nothing, any other is not known."""
RECEIVED_WON = SPENT_WON.replace("executed_won", "received_won")
"""What a printed line received, likewise."""

EXECUTION_RATE = ratio_percent("executed_won", "current_won")
"""집행률: executed over current budget (예산현액). May exceed 100."""

COLLECTION_RATE = ratio_percent("received_won", "current_won")
"""징수율: received over current budget."""


def _months_until_end_of(day: str) -> str:
    """Months of the calendar up to and with a day, e.g. the whole of September at 30 September."""
    return f"(year({day}) * 12 + month({day}) - 1 + day({day})::DOUBLE / day(last_day({day})))"


def _months_until_start_of(day: str) -> str:
    return f"(year({day}) * 12 + month({day}) - 1 + (day({day}) - 1)::DOUBLE / day(last_day({day})))"


# greatest and least pass over NULL: a day that is not known is not the first of the year.
ELAPSED_SHARE = (
    "(CASE WHEN as_of IS NULL THEN NULL ELSE"
    f" 100.0 * least(1.0, greatest(0.0, ({_months_until_end_of('as_of')} - fiscal_year * 12) / 12.0)) END)"
)
"""Share of the fiscal year that has passed at the as-of date, by months: 30 September is 9/12, 75.0 %."""


def pace_gap(rate: str = EXECUTION_RATE, elapsed: str = ELAPSED_SHARE) -> str:
    """Execution rate minus elapsed share, in percentage points."""
    return f"({rate} - {elapsed})"


# greatest and least pass over NULL: an end that is not known is the fiscal year's own.
OWN_START = "greatest(starts_on, make_date(fiscal_year, 1, 1))"
OWN_END = "least(ends_on, make_date(fiscal_year, 12, 31))"
"""First and last day of a programme's own period within the fiscal year."""
OWN_ELAPSED_SHARE = (
    f"(CASE WHEN as_of IS NULL OR as_of < {OWN_START} OR {OWN_END} < {OWN_START} THEN NULL"
    f" ELSE 100.0 * least(1.0, ({_months_until_end_of('as_of')} - {_months_until_start_of(OWN_START)})"
    f" / ({_months_until_end_of(OWN_END)} - {_months_until_start_of(OWN_START)})) END)"
)
"""Elapsed share of the programme's own months within the year; NULL before they begin, or without a date."""

PROGRAM_ELAPSED_SHARE = (
    f"coalesce({OWN_ELAPSED_SHARE}, CASE WHEN as_of < {OWN_START} THEN 0.0 END, {ELAPSED_SHARE})"
)
"""What a programme is judged by: its own months, of which none have passed before they begin."""
_HAS_OWN_MONTHS = f"(abs({PROGRAM_ELAPSED_SHARE} - {ELAPSED_SHARE}) > 0.05)"
"""Whether a programme's months are not the year's, at one decimal."""

PROJECTION_WON = (
    "(CASE WHEN executed_won IS NULL THEN NULL ELSE"
    f" round(100.0 * executed_won / nullif({OWN_ELAPSED_SHARE}, 0))::BIGINT END)"
)
"""Year-end projection: executed over elapsed share, capped by nothing. A straight line, marked as such."""
PROJECTION_RATE = ratio_percent(PROJECTION_WON, "current_won")
"""The projection in percent of the current budget."""

MONTHS_LEFT = (
    f"(CASE WHEN as_of IS NULL THEN NULL ELSE greatest(0.0, {_months_until_end_of(OWN_END)}"
    f" - greatest({_months_until_end_of('as_of')}, {_months_until_start_of(OWN_START)})) END)"
)
"""Months of the programme's own period within the fiscal year that are still to come: 3 at 30 September."""

NEEDED_PER_MONTH_WON = (
    "(CASE WHEN executed_won IS NULL OR current_won IS NULL THEN NULL"
    f" ELSE round(greatest(current_won - executed_won, 0) / nullif({MONTHS_LEFT}, 0))::BIGINT END)"
)
"""What each month that is left must spend to use up the budget; NULL while pending, or with none left."""

ATTAINMENT = (
    "(CASE WHEN actual IS NULL OR target IS NULL OR target = 0 THEN NULL"
    " WHEN better = 'lower' THEN 100.0 * target / nullif(actual, 0)"
    " ELSE 100.0 * actual / target END)"
)
"""달성률: actual over target ('higher is better') or target over actual ('lower is better')."""

ADJUSTED_PERCENT = ratio_percent("adjustment_won", "original_won")
"""What was added within the year, in percent of the original budget."""

BUDGET_PER_HEAD_WON = "round(current_won / nullif(greatest(heads, 0), 0))::BIGINT"
"""The current budget over the staff in post; NULL without staff."""

CHANGE_WON = "(amount_won - previous_won)"
CHANGE_PERCENT = ratio_percent("amount_won - previous_won", "previous_won")
SHARE = ratio_percent("part_won", "total_won")


def _settled(measure: str) -> str:
    """A measure as it is compared: without the last binary digits, so that -5 is not below -5."""
    return f"round({measure}, 9)"


def _shown(measure: str) -> str:
    """A rate or a gap as a limit is held against it: at the tenth that readers see: 70.03 % is 70.0 %."""
    return f"round({_settled(measure)}, 1)"


def is_reason_asked(limits: Thresholds, rate: str = EXECUTION_RATE) -> str:
    """Whether the council's form asks for a reason: so low a rate on one of its dates, whatever the pace."""
    asked = ", ".join(f"'{day}'" for day in limits.reasons_asked_on) or "NULL"
    return (
        f"coalesce(strftime(as_of, '%m-%d') IN ({asked})"
        f" AND {_shown(rate)} <= {limits.reasons_asked_at_percent}, false)"
    )


def budget_status(limits: Thresholds, rate: str = EXECUTION_RATE, elapsed: str = ELAPSED_SHARE) -> str:
    """Status of a budget of the whole year, from current_won, executed_won, as_of and fiscal_year; or NULL.

    Without a date only what no date can change has a status: what is over, and what has no figure yet.
    rate, elapsed: names of columns that hold those two already.
    """
    return _budget_status(limits, rate, elapsed, elapsed, is_reason_asked(limits, rate))


def program_status(limits: Thresholds) -> str:
    """Status of a programme: as of a budget, but by its own months where it has some.

    The form's limit is of whole years: of a programme that began in September it says nothing.
    """
    asked = f"{is_reason_asked(limits)} AND NOT {_HAS_OWN_MONTHS}"
    return _budget_status(limits, EXECUTION_RATE, ELAPSED_SHARE, PROGRAM_ELAPSED_SHARE, asked)


def _budget_status(limits: Thresholds, rate: str, elapsed: str, own: str, asked: str) -> str:
    gap = _shown(pace_gap(rate, own))
    return (
        # What was taken back beyond what there was cannot be spent: no rate and no status is of it.
        "(CASE WHEN current_won < 0 THEN NULL"
        " WHEN executed_won IS NULL THEN 'pending'"
        " WHEN current_won IS NULL THEN NULL"
        " WHEN executed_won > current_won THEN 'over'"
        " WHEN current_won = 0 THEN NULL"
        f" WHEN {elapsed} IS NULL THEN NULL"
        f" WHEN {elapsed} >= 100 AND {_shown(rate)} >= {limits.met_at_percent} THEN 'met'"
        f" WHEN {gap} < {limits.behind_below_gap_pp} THEN 'behind'"
        f" WHEN {asked} THEN 'behind'"
        f" WHEN {gap} < {limits.watch_below_gap_pp} THEN 'watch'"
        " ELSE 'on_pace' END)"
    )


def goal_status(limits: Thresholds) -> str:
    """Status of a goal, from target, actual, better, measured, as_of and fiscal_year; NULL where undefined.

    measured: 'count' only grows through the year, 'level' may fall and rise again, NULL is not known to be
    either. A limit (better = 'lower') is not used up like a budget, and a level does not grow with the year:
    neither is held against the share of the year. Without a date only what no date can change has a status.
    """
    attainment = _settled(ATTAINMENT)
    of_year, of_goal = _shown(f"({ATTAINMENT} - {ELAPSED_SHARE})"), _shown(f"({ATTAINMENT} - 100)")
    watch, behind = limits.goal_watch_below_gap_pp, limits.goal_behind_below_gap_pp
    is_over, is_closed = f"{_settled('actual')} > {_settled('target')}", f"{ELAPSED_SHARE} >= 100"
    limit = (
        "(CASE"
        f" WHEN {is_closed} AND {is_over} THEN 'missed'"
        f" WHEN {is_closed} AND {_settled('actual')} < {_settled('target')} THEN 'exceeded'"
        f" WHEN {is_closed} THEN 'met'"
        f" WHEN {is_over} AND measured = 'count' THEN 'missed'"  # what has happened cannot be undone
        f" WHEN {ELAPSED_SHARE} IS NULL THEN NULL"
        f" WHEN {is_over} THEN 'behind'"
        " ELSE 'on_pace' END)"
    )
    aim = (
        "(CASE"
        f" WHEN {ATTAINMENT} IS NULL THEN NULL"
        f" WHEN {is_closed} AND {attainment} > 100 THEN 'exceeded'"
        f" WHEN {is_closed} AND {attainment} = 100 THEN 'met'"
        f" WHEN {is_closed} THEN 'missed'"
        f" WHEN {ELAPSED_SHARE} IS NULL AND measured IS DISTINCT FROM 'count' THEN NULL"
        f" WHEN {attainment} >= 100 THEN 'met'"
        f" WHEN {ELAPSED_SHARE} IS NULL THEN NULL"
        f" WHEN measured = 'count' THEN {_by_gap(of_year, watch, behind)}"
        f" WHEN measured = 'level' THEN {_by_gap(of_goal, watch, behind)}"
        # Of what is not known to be either, the status that it has as both.
        f" WHEN {_by_gap(of_year, watch, behind)} = {_by_gap(of_goal, watch, behind)}"
        f" THEN {_by_gap(of_goal, watch, behind)}"
        " ELSE NULL END)"
    )
    return (
        "(CASE WHEN actual IS NULL THEN 'pending'"
        " WHEN target IS NULL THEN NULL"
        f" WHEN better = 'lower' THEN {limit}"
        f" WHEN better = 'higher' THEN {aim}"
        " ELSE NULL END)"
    )


def _by_gap(gap: str, watch: float, behind: float) -> str:
    return f"(CASE WHEN {gap} < {behind} THEN 'behind' WHEN {gap} < {watch} THEN 'watch' ELSE 'on_pace' END)"


IS_PACED = "(better = 'higher' AND measured = 'count')"
"""Whether a goal is held against the share of the year: only what grows through it, towards more, is."""


def sql_measures(limits: Thresholds) -> dict[str, str]:
    """Return every measure by the name under which a view splices it in."""
    return {
        "spent_won": SPENT_WON,
        "received_won": RECEIVED_WON,
        "execution_rate": EXECUTION_RATE,
        "collection_rate": COLLECTION_RATE,
        "elapsed_share": ELAPSED_SHARE,
        "pace_gap": pace_gap(),
        "own_elapsed_share": OWN_ELAPSED_SHARE,
        "own_start": OWN_START,
        "own_end": OWN_END,
        "adjusted_percent": ADJUSTED_PERCENT,
        "projection_won": PROJECTION_WON,
        "projection_rate": PROJECTION_RATE,
        "months_left": MONTHS_LEFT,
        "needed_per_month_won": NEEDED_PER_MONTH_WON,
        "attainment": ATTAINMENT,
        "budget_per_head_won": BUDGET_PER_HEAD_WON,
        "change_won": CHANGE_WON,
        "change_percent": CHANGE_PERCENT,
        "share": SHARE,
        "budget_status": budget_status(limits),
        "program_status": program_status(limits),
        "is_reason_asked": is_reason_asked(limits),
        "own_pace_gap": pace_gap(elapsed=PROGRAM_ELAPSED_SHARE),
        "has_own_months": _HAS_OWN_MONTHS,
        "goal_status": goal_status(limits),
        "is_paced": IS_PACED,
    }
