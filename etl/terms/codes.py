"""The closed lists of values that a fact may hold."""

from __future__ import annotations

import tomllib
from pathlib import Path

_IN_KOREAN = tomllib.loads(Path(__file__).with_name("codes.toml").read_text(encoding="utf-8"))

FUNDING: tuple[str, ...] = tuple(_IN_KOREAN["funding"])
"""Where a programme's money comes from: own, commissioned, agency, donated, commissioned institution."""
TAGS: tuple[str, ...] = tuple(_IN_KOREAN["tags"])
"""Marks on a programme's title: new, strengthened, continued, merged."""

LEVELS: tuple[str, ...] = (
    "total", "section", "direction", "task", "program", "program_detail", "subprogram",
    "institution", "cost_item", "item", "year",
)  # fmt: skip
COMMISSIONED: tuple[str, ...] = ("commissioned_institutions", "commissioned_institution_costs")
"""Money that is no part of a direction's budget: named as a section, or as the line of its costs."""
KINDS: tuple[str, ...] = (
    "plan", "progress_report", "final_report", "settlement", "budget_book", "follow_up", "task_card",
    "ledger", "document",
)  # fmt: skip
"""What a document is; `document` where none of its words says so."""
NAMED: tuple[str, ...] = ("direction", "task", "program")
"""What a document gives a name to, and sometimes two."""
STATES: tuple[str, ...] = ("open", "under_way", "done", "refused")
"""How far the answer to a remark of the council is."""
SIDES: tuple[str, ...] = ("revenue", "expenditure")
RESULT_STATUSES: tuple[str, ...] = ("reported", "interim", "undated", "pending", "unread", "planned")
NOT_FINAL: tuple[str, ...] = ("interim", "undated")
"""Results that are not known to be their year's last."""
BETTER: tuple[str, ...] = ("higher", "lower")
MEASURED: tuple[str, ...] = ("count", "level")
"""What an indicator measures: what only grows through the year, or what may fall and rise again."""
SEVERITIES: tuple[str, ...] = ("error", "warning", "note")
GRADES: tuple[str, ...] = ("proved", "named", "reviewed")
"""How sure the reading of a fact is."""
SCOPES: tuple[str, ...] = ("whole", "account", "carry_over", "fund", "office", "quarter", "part")
"""What a table is of. Only the whole feeds a headline."""
REASONS: tuple[str, ...] = (
    "better_unknown", "cell_error", "cells_overlap", "change_without_year", "column_ignored",
    "column_uncertain", "column_unknown", "column_without_year", "columns_contradict",
    "columns_shifted", "date_contradiction", "direction_unknown", "empty_cell", "example",
    "figure_in_text", "formula", "formula_without_value", "goal_unpaired", "header_unreadable",
    "hidden", "hidden_text", "institution_unnamed", "label_unreadable", "letters_guessed",
    "letters_unknown", "malformed_number", "milestone_without_period", "name_contradicted", "no_goal",
    "not_a_number", "not_kept", "not_of_the_whole", "office_unreadable", "other_document",
    "other_institution", "other_year", "out_of_range", "page_margin", "page_scanned", "page_without_budget",
    "page_without_name", "part_of_year", "payer", "period_without_label", "planned_figure",
    "program_unknown", "recomputed", "row_does_not_fit_header", "second_figure", "sheets_contradict",
    "side_unknown", "struck_out", "superseded", "table_unclear", "table_unknown", "text_turned",
    "unit_contradicted", "unit_unknown", "unit_without_name", "year_contradicted", "year_unknown",
)  # fmt: skip
"""Why a line that looks like a figure became no fact; each has its words in the dashboard's labels."""
FIELDS: tuple[str, ...] = ("unit", "year", "as_of", "organization", "side", "scope")
HOW: tuple[str, ...] = ("stated", "confirmed", "proposed", "reviewed")
ROLES: tuple[str, ...] = (
    "label", "original", "adjustment", "current", "carried_in", "committed", "executed", "received",
    "balance", "carried_explicit", "carried_accident", "carried_continuing", "carried", "refunded",
    "unspent", "rate", "share", "change", "change_rate", "previous", "target", "actual", "attainment",
    "unit", "reason", "number", "ignore",
)  # fmt: skip
"""What a column of a table holds. carried: the sum of what is carried over; number: the row's own number."""
RATE_ROLES: tuple[str, ...] = ("rate", "share", "change_rate", "attainment")
"""The roles whose figures are percentages."""
REPEATABLE_ROLES: tuple[str, ...] = ("label", "unit", "reason", "number", "ignore")
"""The roles that several columns of one table may have: none of them is a figure."""
MAPPING_STATUSES: tuple[str, ...] = ("proposed", "confirmed")
"""A proposed mapping is not used until a person makes it a confirmed one."""
YEAR_RULES: tuple[str, ...] = ("heading", "document", "previous")
"""Whose year a table's figures are of: each column heading's own, the document's, or the one before it."""
