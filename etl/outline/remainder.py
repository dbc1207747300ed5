"""What no recogniser took: its figures are set aside, and a rule explains other digits."""

from __future__ import annotations

import re
from collections.abc import Iterable

from etl.blocks import Table
from etl.korean import patterns, text
from etl.vocabulary import words

_DIGIT = re.compile(r"\d")
NEXT_LINE = " / "
"""What joins the lines in `raw` of a fact that was read from several."""
NEAR = 4
"""How many lines below the cited one its fact may have been read from; blank lines count."""
_TOKEN = re.compile(r"[△▵]?\d[\d.,]*\d?\s?(?:%|[가-힣㎡]{1,3})?")


def figures(content: str) -> list[str]:
    """Return the figures in a text that no rule explains, each with its unit."""
    for rule in patterns.FIGURE_RULES:
        content = rule.pattern.sub(" ", content)
    return [found.strip() for found in _TOKEN.findall(content)]


def explained(content: str) -> Iterable[tuple[int, int, str]]:
    """Yield the stretches of a text whose digits a rule explains, with the rule's name."""
    for rule in patterns.FIGURE_RULES:
        stretches = list(rule.pattern.finditer(content))
        for found in stretches:
            if _DIGIT.search(found[0]):
                yield found.start(), found.end(), rule.name
        if stretches:
            content = rule.pattern.sub(lambda found: " " * len(found[0]), content)


def names_targets(table: Table) -> bool:
    """Tell whether a heading or the name of a row speaks of targets or plans: such a table is of goals."""
    said = [*table.rows[0].cells, *(row.cells[0] for row in table.rows)]
    return any(text.key(word) in text.key(one) for one in said for word in words("goals", "target_like"))


def names_persons(table: Table) -> bool:
    """Tell whether a table names private persons; such a table is not kept, not even as set aside."""
    heading = text.key("".join(table.rows[0].cells))
    return any(text.key(word) in heading for word in words("pages", "persons"))
