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


def facts_of(source: SourceDocument, *, with_spaces: bool = True) -> Counter[str]:
    """Return the facts of a document, places aside: each as text, with how often it stands there.

    Ids that hold a line are told by what stands on it, so that a part keeps its whole. with_spaces: whether
    names that differ in their spaces alone are two.
    """
    rows = [row for row in recognise(source) if not isinstance(row, _OF_THE_READING)]
    named = {getattr(row, row.key[0]): str(getattr(row, "label", "")) for row in rows if row.key}
    told = (_told(row, named) for row in rows)
    return Counter(told if with_spaces else ("".join(one.split()).replace("-", "") for one in told))


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
