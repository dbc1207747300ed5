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
KINDS: tuple[str, ...] = ("plan", "progress_report", "final_report", "task_card", "ledger")
NAMED: tuple[str, ...] = ("direction", "task", "program")
"""What a document gives a name to, and sometimes two."""
SIDES: tuple[str, ...] = ("revenue", "expenditure")
RESULT_STATUSES: tuple[str, ...] = ("reported", "interim", "pending", "planned")
BETTER: tuple[str, ...] = ("higher", "lower")
SEVERITIES: tuple[str, ...] = ("error", "warning", "note")
GRADES: tuple[str, ...] = ("proved", "named", "reviewed")
"""How sure the reading of a fact is."""
SCOPES: tuple[str, ...] = ("whole", "account", "carry_over", "fund", "office", "quarter", "part")
"""What a table is of. Only the whole feeds a headline."""
FIELDS: tuple[str, ...] = ("unit", "year", "as_of", "organization", "side", "scope")
HOW: tuple[str, ...] = ("stated", "confirmed", "proposed", "reviewed")
