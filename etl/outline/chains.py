"""Offices under one another: division, office and team, by the endings of their names."""

from __future__ import annotations

import re

from etl.korean import text
from etl.outline.context import Chain, Context
from etl.vocabulary import words

_BETWEEN = re.compile(r"[\s>›/|·]+")


def kind_of(name: str) -> str | None:
    """Return the level of an office by the ending of its name; a 'unit' may stand at two levels."""
    for kind in ("division", "office", "team", "unit"):
        if name.endswith(words("pages", "office", kind)):
            return kind
    return None


def chain_of(names: str) -> Chain | None:
    """Return the offices of a cell, from above ('정책본부 기획실 연구팀').

    None where one has no known ending, or two stand at one level.
    """
    found: dict[str, str] = {}
    for name in _BETWEEN.split(names.strip()):
        kind = kind_of(name)
        if kind == "unit":
            kind = "team" if "office" in found else "office"
        if kind is None or kind in found:
            return None
        found[kind] = name
    return found.get("division"), found.get("office"), found.get("team")


def department_id(chain: Chain, context: Context) -> str:
    """Return the id of an office of this document's institution and year."""
    names = "-".join(text.slug(name) for name in chain if name)
    return f"{context.organization.organization_id}-{context.fiscal_year}-{names}"
