"""What no recogniser took: figures of tables and results are set aside, a rule explains other digits."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from etl import facts
from etl.blocks import Line, Place, SourceDocument, Table
from etl.korean import text
from etl.recognisers.context import Context
from etl.vocabulary import pattern, value, words

_DIGIT = re.compile(r"\d")
_TOKEN = re.compile(r"[△▵]?\d[\d.,]*\d?\s?(?:%|[가-힣㎡]{1,3})?")
_NOTE = re.compile(r"\([^)]*\)\s*$")
_LONGEST_HEADING = 30


def set_aside(context: Context, rows: Iterable[facts.Row]) -> None:
    """Set aside every figure of a table or a results block that became no fact."""
    cited = {row.line for row in rows} | {row.line for row in context.rows}
    for place, content in figure_lines(context.source):
        if place.line not in cited and (left := figures(content)):
            context.set_aside(place, " · ".join(left), "figure_in_text")


def figure_lines(source: SourceDocument) -> Iterable[tuple[Place, str]]:
    """Return the lines whose figures are wanted: those of tables (persons' apart) and of results blocks."""
    in_results = False
    for block in source.blocks:
        if isinstance(block, Table):
            if not names_persons(block):
                yield from ((row.place, row.raw) for row in block.rows)
        elif _is_results_heading(block):
            in_results = True
        elif _ends_results(block):
            in_results = False
        elif in_results:
            yield block.place, block.text


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


def _is_results_heading(line: Line) -> bool:
    return _is_heading(line, words("pages", "results"))


def _ends_results(line: Line) -> bool:
    others = (*words("pages", "plans"), *words("pages", "overview"), *words("pages", "authors"))
    is_budget = pattern("pages", "budget", "label").search(line.text[:_LONGEST_HEADING])
    return bool(is_budget) or _is_heading(line, others)


def _is_heading(line: Line, endings: tuple[str, ...]) -> bool:
    heading = text.key(_NOTE.sub("", line.text))
    return len(heading) <= _LONGEST_HEADING and any(heading.endswith(text.key(word)) for word in endings)
