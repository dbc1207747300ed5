"""The workbook that is filled in where there is no report, for a year, a date, a unit and an institution."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from dashboard.loading.questions import LEFT_OPEN, UNITS, Question
from etl import template
from etl.korean.numbers import MONEY_UNITS

UNIT = next(unit for unit in UNITS if MONEY_UNITS[unit] == 1_000)
"""The unit that the form is offered in."""


def blank_form(said: Mapping[str, str]) -> tuple[str, bytes]:
    """Return the name and the content of the form. ValueError where what is said is no year, date or unit."""
    values = {
        field: Question(key="", field=field, why="").read(said.get(field, ""))
        for field in ("year", "as_of", "unit")
    }
    if LEFT_OPEN in values.values():
        raise ValueError(LEFT_OPEN)
    organization = " ".join(said.get("organization", "").split())
    if organization:
        organization = Question(key="", field="organization", why="").read(organization)
    year, as_of = int(values["year"]), date.fromisoformat(values["as_of"])
    content = template.workbook(template.Filled(year, as_of, organization or None, values["unit"]))
    return " ".join(part for part in (organization, f"{year}.xlsx") if part), content
