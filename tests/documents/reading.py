"""What is read of a report, for comparing it with the same report in another format."""

from __future__ import annotations

from collections import Counter
from dataclasses import fields

from etl import facts
from etl.blocks import SourceDocument
from etl.kinds import recognise

_OF_THE_PLACE = frozenset(
    ("document_id", "line", "page", "raw", "source_name", "sha256", "line_count", "box", "sheet", "cell")
)
_OF_THE_READING = (facts.SetAside, facts.TableCell, facts.Reading)
_OF_OTHERS = frozenset(
    (
        "direction_id",
        "task_id",
        "program_id",
        "parent_id",
        "grade",
        "status",
        "measured",
        "better",
        "category",
        "unreadable",
        "reason",
    )
)
"""What follows from other figures, or from other places of the document."""


def facts_of(source: SourceDocument) -> Counter[str]:
    """Return the facts of a document, places aside: each as text, with how often it stands there.

    Ids that hold a line are told by what stands on it, so that a part keeps its whole.
    """
    rows = [row for row in recognise(source) if not isinstance(row, _OF_THE_READING)]
    named = {getattr(row, row.key[0]): str(getattr(row, "label", "")) for row in rows if row.key}
    return Counter(_told(row, named) for row in rows)


def figures_of(source: SourceDocument) -> Counter[str]:
    """Return the figures of a document, one by one: each with what it is of, whatever spaces a name has."""
    found: Counter[str] = Counter()
    for row in recognise(source):
        if not isinstance(row, facts.Fact | facts.Staffing):
            continue
        left_out = _OF_OTHERS | _OF_THE_PLACE | frozenset(row.key)
        values = {one.name: getattr(row, one.name) for one in fields(row) if one.name not in left_out}
        figures = {name: value for name, value in values.items() if isinstance(value, int | float)}
        named = [f"{name}={value}" for name, value in values.items() if value and name not in figures]
        found.update(
            "".join([type(row).__name__, *named, name, str(value)]) for name, value in figures.items()
        )
    return Counter({"".join(told.split()): times for told, times in found.items()})


def _told(row: facts.Row, named: dict[object, str]) -> str:
    own = row.key[0] if row.key else ""
    told = [type(row).__name__]
    for one in fields(row):
        value = getattr(row, one.name)
        if one.name in _OF_THE_PLACE or value is None:
            continue
        holds_line = one.name == own or (one.name == "parent_id" and value in named)
        told.append(f"{one.name}={named[value] if holds_line and ':' in str(value) else value}")
    return " ".join(told)
