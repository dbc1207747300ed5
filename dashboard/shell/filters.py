"""What a reader chose to see. The URL's query is the only place where it is kept."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Literal
from urllib.parse import parse_qsl, quote, urlencode

from etl.terms.codes import FUNDING
from etl.terms.measures import BUDGET_STATUSES, GOAL_STATUSES

NAMES: tuple[str, ...] = (
    "org", "year", "as_of", "direction", "department", "funding", "status", "goal_status",
)  # fmt: skip
"""The filters, in the order of the bar. Each one narrows what the ones after it may offer."""

PREFERENCES: tuple[str, ...] = ("unit", "lang", "theme")
"""Keys of the query that are not filters: how to show, not what."""

UNDATED: Literal["none"] = "none"
"""What the address says of the date of a report that prints none."""
When = date | Literal["none"]

BUILD = "build"
"""The key of the query that asks for an earlier build, by its load id."""

PRESENT = "present"
"""The key of the query that asks for a page as a presentation, one section a screen."""

DEPENDENTS: dict[str, tuple[str, ...]] = {
    "org": ("year", "as_of", "direction", "department"),
    "year": ("as_of", "direction", "department"),
    "as_of": (),
    "direction": (),
    "department": (),
    "funding": (),
    "status": (),
    "goal_status": (),
}
"""What hangs on each filter, and is let go where that one changes."""
UNKNOWN = "unknown"
"""What the address says of where money comes from that no report says of."""
FUNDINGS = (*FUNDING, UNKNOWN)
_CLOSED: dict[str, tuple[str, ...]] = {
    "funding": FUNDINGS,
    "status": BUDGET_STATUSES,
    "goal_status": GOAL_STATUSES,
}
SEVERAL: tuple[str, ...] = ("direction", "department")
"""The filters that may hold several ids, parted by commas: no id has one."""

LONGEST_VALUE = 200
LONGEST_LIST = 3000
"""Letters of a value that may hold several ids."""
MOST_PARTS = 50
_OF_SHARING = re.compile(r"utm_\w+|_ga|_gl|fbclid|gclid|gbraid|wbraid|msclkid|twclid|igshid|mc_[ce]id|NaPm")
"""Keys that mail and messengers add to a link that is passed on: they choose nothing."""
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """The chosen values; None means no choice. direction, department: one id, or several parted by commas."""

    org: str | None = None
    year: int | None = None
    as_of: When | None = None
    direction: str | None = None
    department: str | None = None
    funding: str | None = None
    status: str | None = None
    goal_status: str | None = None

    @property
    def directions(self) -> tuple[str, ...]:
        """The chosen directions, each once."""
        return ids_in(self.direction)

    @property
    def departments(self) -> tuple[str, ...]:
        """The chosen divisions, offices and teams, each once."""
        return ids_in(self.department)

    def to_query(self, extra: Iterable[tuple[str, str]] = ()) -> str:
        """Return the query text, with a leading '?' unless it is empty."""
        chosen = [(name, str(getattr(self, name))) for name in NAMES if getattr(self, name) is not None]
        text = urlencode([*chosen, *extra], quote_via=quote, safe=",")
        return f"?{text}" if text else ""

    def changed(self, name: str, value: str | int | date | None) -> Filters:
        """Return the filters with one value changed; what hangs on it (a year's directions) is let go."""
        released = dict.fromkeys(DEPENDENTS[name])
        return replace(self, **{**released, name: value})  # type: ignore[arg-type]

    @property
    def narrows_programs(self) -> bool:
        """Whether a part of the programmes is chosen, not the whole institution."""
        return any((self.direction, self.department, self.funding, self.status))


@dataclass(frozen=True, slots=True)
class Problem:
    """A part of the address that cannot be used. reason is a code of the labels (`problem.<reason>`)."""

    key: str
    value: str
    reason: str


@dataclass(frozen=True, slots=True)
class Reading:
    """What a query text says: filters, preferences, the page's own keys, and what could not be used.

    build: the load id that is asked for, as written; whoever opens it says whether there is one.
    is_presented: whether the page is asked for as a presentation.
    """

    filters: Filters
    preferences: tuple[tuple[str, str], ...] = ()
    problems: tuple[Problem, ...] = ()
    own: tuple[tuple[str, str], ...] = ()
    build: str | None = None
    is_presented: bool = False


@dataclass(frozen=True, slots=True)
class CodeList:
    """What one own key of a page may hold: codes parted by commas; without the key, the default ones.

    fixed: the one of the known codes that is always chosen. It is written only where it stands alone.
    """

    known: tuple[str, ...]
    default: tuple[str, ...]
    fixed: str

    def read(self, text: str | None) -> tuple[str, ...]:
        """Return the known codes in the order that they are written in, each once, after the fixed one."""
        found = [code for code in _parted(text) if code in self.known]
        return tuple(dict.fromkeys([self.fixed, *found])) if found else self.default

    def unknown(self, text: str) -> tuple[str, ...]:
        """Return the written codes that mean nothing."""
        return tuple(code for code in _parted(text) if code not in self.known)

    def sorted(self, codes: Collection[str]) -> tuple[str, ...]:
        """Return the codes in the order that they are known in."""
        return tuple(code for code in self.known if code in codes or code == self.fixed)

    def write(self, codes: Iterable[str]) -> str:
        """Return the text for the address: empty where the codes are the default ones."""
        chosen = tuple(codes)
        if chosen == self.default:
            return ""
        return ",".join(code for code in chosen if code != self.fixed) or self.fixed


@lru_cache(256)
def ids_in(value: str | None) -> tuple[str, ...]:
    """Return the ids that a value holds, in its order, each once."""
    return tuple(dict.fromkeys(_parted(value)))


def from_query(search: str | None, own: Collection[str] = ()) -> Reading:
    """Read a query text. Nothing is repaired: what is unknown, malformed or repeated is a `Problem`.

    own: the keys that the page itself reads, beside the filters.
    """
    try:
        pairs = parse_qsl(
            (search or "").lstrip("?"), keep_blank_values=True, max_num_fields=MOST_PARTS, errors="replace"
        )
    except ValueError:
        return Reading(Filters(), problems=(Problem("?", "", "too_many"),))
    values: dict[str, str | int | date] = {}
    preferences: dict[str, str] = {}
    owned: dict[str, str] = {}
    problems: list[Problem] = []
    build: str | None = None
    is_presented = False
    for key, raw in pairs:
        text = unicodedata.normalize("NFC", raw)
        if key in PREFERENCES:
            preferences[key] = text
        elif key == BUILD:
            if build not in (None, text):
                problems.append(Problem(key, _shortened(text), "repeated"))
            build = build or text or None
        elif key == PRESENT:
            is_presented = text == "1"
        elif key not in NAMES and key not in own and not _OF_SHARING.fullmatch(key):
            problems.append(Problem(_shortened(key), _shortened(text), "unknown_key"))
        elif text == "" or _OF_SHARING.fullmatch(key):
            continue
        elif key in own:
            if len(text) > LONGEST_LIST or _CONTROL.search(text):
                problems.append(Problem(key, _shortened(text), "malformed"))
            elif owned.setdefault(key, text) != text:
                problems.append(Problem(key, _shortened(text), "repeated"))
        elif key in values:
            if values[key] != _value(key, text):
                problems.append(Problem(key, _shortened(text), "repeated"))
        else:
            value = _value(key, text)
            if value is None:
                problems.append(Problem(key, _shortened(text), "malformed"))
            else:
                values[key] = value
    filters = Filters(**values)  # type: ignore[arg-type]
    said, held = tuple(preferences.items()), tuple(owned.items())
    return Reading(filters, said, tuple(problems), held, build, is_presented)


def _value(key: str, text: str) -> str | int | date | None:
    parts = ids_in(text) if key in SEVERAL else (text,)
    if len(text) > LONGEST_LIST or not parts or max(map(len, parts)) > LONGEST_VALUE or _CONTROL.search(text):
        return None
    if key == "year":
        return int(text) if re.fullmatch(r"[12][0-9]{3}", text) else None
    if key == "as_of" and text == UNDATED:
        return UNDATED
    if key == "as_of":
        try:
            return date.fromisoformat(text) if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text) else None
        except ValueError:
            return None
    if key in _CLOSED:
        return text if text in _CLOSED[key] else None
    return text


def _parted(text: str | None) -> list[str]:
    return [part.strip() for part in (text or "").split(",") if part.strip()]


def _shortened(text: str) -> str:
    clean = _CONTROL.sub(" ", text)
    return clean if len(clean) <= 60 else clean[:60] + "…"
