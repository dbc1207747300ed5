"""What may stand in a query, declared once: it is read by this, and described by this."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from dashboard.api.addresses import BASE
from dashboard.shell.filters import (
    BUILD,
    FUNDINGS,
    LONGEST_LIST,
    LONGEST_VALUE,
    SEVERAL,
    UNDATED,
    UNKNOWN,
)
from etl.terms.measures import BUDGET_STATUSES, GOAL_STATUSES

_SCOPES = f"{BASE}/scopes"


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """One key of the query.

    mend: what to write there. see: the address where the values are found that only the warehouse knows.
    """

    name: str
    description: str
    schema: Mapping[str, Any]
    mend: str
    codes: tuple[str, ...] = ()
    see: str = ""


def text(name: str, description: str, mend: str, see: str) -> Parameter:
    """Return a parameter whose values only the warehouse knows."""
    if is_list := name in SEVERAL:
        description += " Several are parted by commas."
    schema = {"type": "string", "minLength": 1, "maxLength": LONGEST_LIST if is_list else LONGEST_VALUE}
    return Parameter(name=name, description=description, schema=schema, mend=mend, see=see)


def code(name: str, description: str, codes: tuple[str, ...]) -> Parameter:
    """Return a parameter that takes one of a closed list of codes."""
    schema = {"type": "string", "enum": list(codes)}
    return Parameter(
        name=name, description=description, schema=schema, mend="Give one of the allowed codes.", codes=codes
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Whole(Parameter):
    """A parameter that takes a whole number between two others."""

    least: int
    most: int
    default: int

    def read(self, written: str | None) -> int | None:
        """Return the number, the default one where nothing is written; None where it cannot be used."""
        if written is None:
            return self.default
        if not re.fullmatch(r"0|[1-9][0-9]{0,9}", written):
            return None
        return number if self.least <= (number := int(written)) <= self.most else None


def whole(name: str, description: str, *, least: int, most: int, default: int) -> Whole:
    """Return a parameter that takes a whole number."""
    return Whole(
        name=name,
        description=description,
        schema={"type": "integer", "minimum": least, "maximum": most, "default": default},
        mend=f"Give a whole number from {least} to {most}.",
        least=least,
        most=most,
        default=default,
    )


LIMIT = whole("limit", "How many rows one answer may hold.", least=1, most=1_000, default=100)
OFFSET = whole("offset", "How many rows to pass over.", least=0, most=1_000_000_000, default=0)
PAGING: tuple[Whole, ...] = (LIMIT, OFFSET)

AT_BUILD = Parameter(
    name=BUILD,
    description="An earlier build of the warehouse, by its load_id. Without it the newest one.",
    schema={"type": "string", "minLength": 1, "maxLength": LONGEST_VALUE},
    mend="Give the load_id of a build that is kept.",
    see=f"{BASE}/",
)
"""Every address that reads the warehouse takes it; links of the answer carry it on."""

_EVERY: tuple[Parameter, ...] = (
    text(
        "org",
        "The institution (organization_id). Without it the one of the newest report with executed figures.",
        "Give the organization_id of a scope.",
        _SCOPES,
    ),
    Parameter(
        name="year",
        description="The fiscal year.",
        schema={"type": "integer", "minimum": 1000, "maximum": 2999},
        mend="Give a fiscal year of four digits that the institution reports on.",
        see=_SCOPES,
    ),
    Parameter(
        name="as_of",
        description="The date of the report; `none` for a report that prints no date. Without it the newest"
        " one of the year.",
        schema={"anyOf": [{"type": "string", "format": "date"}, {"type": "string", "const": UNDATED}]},
        mend="Give a date as YYYY-MM-DD that the institution reports on, or none where none is printed.",
        see=_SCOPES,
    ),
    text(
        "direction",
        "A strategic direction (direction_id). It decides institution and year.",
        "Give a direction_id of the institution and year.",
        f"{BASE}/directions",
    ),
    text(
        "department",
        "A division, office or team (unit_id) with everything below it. It decides institution and year.",
        "Give a unit_id of the institution and year; programmes name theirs in `units`.",
        f"{BASE}/programs",
    ),
    code(
        "funding",
        f"Where the money comes from; one of a programme's sources of funding, or `{UNKNOWN}` where none is"
        " printed.",
        FUNDINGS,
    ),
    code("status", "The status of a programme's budget.", BUDGET_STATUSES),
    code("goal_status", "The status of a goal.", GOAL_STATUSES),
)
FILTERS: Mapping[str, Parameter] = {parameter.name: parameter for parameter in _EVERY}
"""The filters of the filter bar, by name."""
