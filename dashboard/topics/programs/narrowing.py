"""How a reader has narrowed and ordered the list: search, column filters, order, widths, as in the address.

`assets/programs.js` writes the address while the list stands; here it is read, for the grid, paper and files.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

from dashboard.shell.page import View
from dashboard.topics.programs.columns import NAME, PROGRAMS, chosen_columns
from dashboard.topics.programs.opening import own_of
from dashboard.ui.table import GRID

SEARCH, SORT, WHERE, WIDTHS = KEYS = ("search", "sort", "where", "widths")
NARROWS = (SEARCH, SORT, WHERE)
"""What decides which rows are in sight, and in which order."""
TEXT_TYPES = ("contains", "notContains", "equals", "notEqual", "startsWith", "endsWith")
NUMBER_TYPES = (
    "equals", "notEqual", "greaterThan", "greaterThanOrEqual", "lessThan", "lessThanOrEqual", "inRange",
)  # fmt: skip
_BLANK = ("blank", "notBlank")
_JOINED = {"&": "AND", "|": "OR"}
_NARROWEST, _WIDEST = 40, 2000
_COLUMNS = {column.code: column for column in PROGRAMS.shown(GRID)}
# Dots that stand between words, and the vowel that one of them is taken for.
_DOTS = r"\u00b7\u2022\u2027\u2219\u22c5\u30fb" + chr(0x119E)
_UNSEEN = re.compile(rf"[\s{_DOTS}\u00ad\u200b-\u200d\u2060\ufeff]")

Test = tuple[str, tuple[str, ...]]
"""What a column is tested for, and the values that it is held against."""


@dataclass(frozen=True, slots=True)
class Condition:
    """What the values of a column must be. joined: by '&' or '|', where there are two tests."""

    column: str
    tests: tuple[Test, ...]
    joined: str = "&"


def folded(text: str) -> str:
    """Return a text as it is compared: what looks the same is the same, with or without spaces and dots."""
    return _UNSEEN.sub("", unicodedata.normalize("NFKC", text)).lower()


def is_sort(text: str) -> bool:
    """Whether an order names columns: `-rate,budget`, the first decides, a minus turns it round."""
    return _named(text) is not None


def is_where(text: str) -> bool:
    """Whether filters of columns can be used: `budget:greaterThan:10;name:contains:a|contains:b`."""
    return _conditions(text) is not None


def is_widths(text: str) -> bool:
    """Whether widths of columns can be used: `name:220,budget:150`."""
    return _widths(text) is not None


def quick_filter(own: Mapping[str, str]) -> str:
    """Return what the grid searches for: each word of the search, folded."""
    return " ".join(filter(None, map(folded, own.get(SEARCH, "").split())))


def order(own: Mapping[str, str]) -> dict[str, dict[str, Any]]:
    """Return by column what the grid is told of its order and width."""
    told: dict[str, dict[str, Any]] = {}
    for number, (code, is_down) in enumerate(_named(own.get(SORT, "")) or ()):
        told[code] = {"sort": "desc" if is_down else "asc", "sortIndex": number}
    for code, width in (_widths(own.get(WIDTHS, "")) or {}).items():
        told[code] = {**told.get(code, {}), "width": width}
    return told


def filter_model(own: Mapping[str, str]) -> dict[str, Any]:
    """Return the filters of columns as the grid has them; of columns that are not shown there are none."""
    model: dict[str, Any] = {}
    for condition in _shown(own):
        kind = "number" if _COLUMNS[condition.column].is_figure else "text"
        tests = [_tested(kind, test) for test in condition.tests]
        model[condition.column] = (
            tests[0]
            if len(tests) == 1
            else {"filterType": kind, "operator": _JOINED[condition.joined], "conditions": tests}
        )
    return model


def narrowed(view: View) -> list[str]:
    """Return in words what narrows the list beside the filters of all pages."""
    words = view.words
    search = view.own.get(SEARCH)
    said = [words("programs.searched", text=search)] if search and quick_filter(view.own) else []
    for condition in _shown(own_of(view)):
        head = _COLUMNS[condition.column].head(words, view.format.unit_name)
        tests = [" ".join([words(f"grid.{name}"), *values]).strip() for name, values in condition.tests]
        joined = words(f"grid.{_JOINED[condition.joined].lower()}Condition")
        said.append(words("programs.column_filter", head=head, tests=f" {joined} ".join(tests)))
    return said


def _shown(own: Mapping[str, str]) -> list[Condition]:
    shown = {NAME, *(column.code for column in chosen_columns(own.get("columns")))}
    return [condition for condition in _conditions(own.get(WHERE, "")) or () if condition.column in shown]


def _tested(kind: str, test: Test) -> dict[str, Any]:
    name, values = test
    held: Sequence[Any] = [float(value) for value in values] if kind == "number" else values
    return {"filterType": kind, "type": name, **dict(zip(("filter", "filterTo"), held, strict=False))}


def _named(text: str) -> list[tuple[str, bool]] | None:
    found = [(part.removeprefix("-"), part.startswith("-")) for part in text.split(",") if part]
    return found if all(code in _COLUMNS for code, _ in found) else None


def _widths(text: str) -> dict[str, int] | None:
    found = {}
    for part in filter(None, text.split(",")):
        code, _, width = part.partition(":")
        if code not in _COLUMNS or not re.fullmatch("[0-9]{1,4}", width):
            return None
        found[code] = min(_WIDEST, max(_NARROWEST, int(width)))
    return found


def _conditions(text: str) -> list[Condition] | None:
    found = []
    for part in filter(None, text.split(";")):
        code, _, rest = part.partition(":")
        joined = "|" if "|" in rest else "&"
        tests = [_test(code, each) for each in rest.split(joined)]
        known = [test for test in tests if test is not None]
        if len(known) < len(tests):
            return None
        found.append(Condition(code, tuple(known), joined))
    return found


def _test(code: str, text: str) -> Test | None:
    name, *values = (unquote(part) for part in text.split(":"))
    column = _COLUMNS.get(code)
    if column is None or name not in (*_BLANK, *(NUMBER_TYPES if column.is_figure else TEXT_TYPES)):
        return None
    if len(values) != (0 if name in _BLANK else 2 if name == "inRange" else 1):
        return None
    if column.is_figure and not all(re.fullmatch(r"-?[0-9]{1,18}(\.[0-9]{1,9})?", value) for value in values):
        return None
    return name, tuple(values)
