"""How a reader likes to see things: unit, language, theme. Kept per browser; the URL may say otherwise."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from dashboard.shell.filters import BUILD, PRESENT, Problem, Reading
from dashboard.ui.labels import LANGUAGES
from etl.terms.units import DISPLAY_UNITS

THEMES: tuple[str, ...] = ("auto", "light", "dark")
CHOICES: dict[str, tuple[str, ...]] = {"unit": DISPLAY_UNITS, "lang": LANGUAGES, "theme": THEMES}


@dataclass(frozen=True, slots=True, kw_only=True)
class Preferences:
    """The preferences in force.

    in_url: what the address sets and its links carry on: those of them that it says, the build, and whether
    pages are presented.
    """

    unit: str = "million_won"
    lang: str = LANGUAGES[0]
    theme: str = "auto"
    in_url: tuple[tuple[str, str], ...] = ()

    @property
    def is_presented(self) -> bool:
        """Whether pages are shown one section a screen."""
        return (PRESENT, "1") in self.in_url


def preferences(kept: object, reading: Reading) -> tuple[Preferences, tuple[Problem, ...]]:
    """Join what the browser keeps with what the address says. Junk in the browser's store is no choice."""
    found = Preferences()
    if isinstance(kept, Mapping):
        held = {k: v for k, v in kept.items() if k in CHOICES and v in CHOICES[k]}
        found = replace(found, **held)
    said: list[tuple[str, str]] = []
    problems = []
    for key, value in reading.preferences:
        if value in CHOICES[key]:
            said.append((key, value))
        elif value:
            problems.append(Problem(key, value[:60], "malformed"))
    build = [] if reading.build is None else [(BUILD, reading.build)]
    present = [(PRESENT, "1")] if reading.is_presented else []
    return replace(found, **dict(said), in_url=(*said, *build, *present)), tuple(problems)
