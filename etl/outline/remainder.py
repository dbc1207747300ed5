"""What no recogniser took: figures of tables and results are set aside, a rule explains other digits."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from etl import facts
from etl.blocks import Place, SourceDocument, Table
from etl.korean import text
from etl.outline import results
from etl.outline.context import Context
from etl.vocabulary import value, words

_DIGIT = re.compile(r"\d")
_NEXT_LINE = " / "
_TOKEN = re.compile(r"[△▵]?\d[\d.,]*\d?\s?(?:%|[가-힣㎡]{1,3})?")


def set_aside(context: Context, rows: Iterable[facts.Row]) -> None:
    """Set aside every figure of a table or a results block that became no fact."""
    read = list(rows)
    cited = {row.line for row in read} | {row.line for row in context.rows}
    also = following_lines(read)
    for place, content in figure_lines(context.source):
        if place.line not in cited and (place.line, content) not in also and (left := figures(content)):
            context.set_aside(place, " · ".join(left), "figure_in_text")


def following_lines(rows: Iterable[facts.Row]) -> dict[tuple[int, str], str]:
    """Return the lines that a fact was read from besides the one that it cites, each with its table."""
    return {
        (row.line + offset, part): row.table
        for row in rows
        if row.raw
        for offset, part in enumerate(row.raw.split(_NEXT_LINE)[1:], start=1)
    }


def figure_lines(source: SourceDocument) -> Iterable[tuple[Place, str]]:
    """Return the lines whose figures are wanted: those of tables (persons' apart) and of results blocks."""
    for table in source.tables:
        if not names_persons(table):
            yield from ((row.place, row.raw) for row in table.rows)
    for part in results.blocks_of(source):
        yield from ((line.place, line.text) for line in part.blocks if not isinstance(line, Table))


def figures(content: str) -> list[str]:
    """Return the figures in a text that no rule explains, each with its unit."""
    for _, rule in _rules():
        content = rule.sub(" ", content)
    return [found.strip() for found in _TOKEN.findall(content)]


def rules_of(content: str) -> list[str]:
    """Return the names of the rules that explain digits of a text."""
    names = []
    for name, rule in _rules():
        if any(_DIGIT.search(found[0]) for found in rule.finditer(content)):
            names.append(name)
        content = rule.sub(" ", content)
    return names


def names_persons(table: Table) -> bool:
    """Tell whether a table names private persons; such a table is not kept, not even as set aside."""
    heading = text.key("".join(table.rows[0].cells))
    return any(text.key(word) in heading for word in words("pages", "persons"))


@cache
def _rules() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((rule["name"], re.compile(rule["pattern"])) for rule in value("figures", "rule"))
