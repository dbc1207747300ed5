"""The sentences that explain a finding, in Korean and English, from `checks/explanations.toml`.

The file is held strictly: a sentence without its other language, an unknown word, or a value that a sentence
does not use is an error, not a gap on the page.
"""

from __future__ import annotations

import string
import tomllib
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from pathlib import Path

from etl.terms.particles import filled
from etl.terms.units import WON_PER_UNIT

LANGUAGES = ("ko", "en")
_PATH = Path(__file__).with_name("checks") / "explanations.toml"
_MINUS = {"ko": "△", "en": "-"}
_UNIT_OF = {won: unit for unit, won in WON_PER_UNIT.items()}

Sentence = dict[str, str]


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount as its table prints it: Amount(12_659_000, 1_000) is 12,659천원."""

    won: int
    unit_won: int

    @property
    def digits(self) -> str:
        """The figure in the printed unit, as a plain number."""
        return _decimal(Fraction(self.won, self.unit_won))

    def text(self, language: str) -> str:
        """The figure with separators and unit."""
        unit = _UNIT_OF.get(self.unit_won, "won")
        figure = _decimal(Fraction(self.won, WON_PER_UNIT[unit]))
        gap = "" if language == "ko" else " "
        return f"{_grouped(figure, language)}{gap}{word(unit, language)}"


@dataclass(frozen=True, slots=True)
class Percent:
    """A percentage, shown half up to its printed decimals: Percent(Fraction(823, 10), 1) is 82.3%."""

    value: Fraction
    places: int = 1

    @property
    def digits(self) -> str:
        """The figure as a plain number."""
        return _half_up(self.value, self.places)

    def text(self, language: str) -> str:
        """The figure with separators and its sign."""
        return f"{_grouped(self.digits, language)}%"


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the file, e.g. the name of a column; `year` stands in it where it names a year."""

    code: str
    year: int | None = None

    def text(self, language: str) -> str:
        """The word in one language."""
        return word(self.code, language).format(year=self.year)


@dataclass(frozen=True, slots=True)
class Label:
    """A line's own name as printed, or that it could not be read."""

    printed: str | None

    def text(self, language: str) -> str:
        """The name, which is the same in every language."""
        return word("unnamed", language) if self.printed is None else self.printed


Value = Amount | Percent | Word | Label | int | str


def explain(check: str, case: str, **values: Value) -> tuple[str, str]:
    """Return the Korean and the English sentence of a check's case. Every value must be used."""
    sentence = _sentences()[check][case]
    unused = set(values) ^ _fields(sentence["ko"])
    if unused:
        raise ValueError(
            f"{_PATH.name}: {check}.{case}: value unused or missing: {', '.join(sorted(unused))}"
        )
    korean, english = (
        filled(sentence[language], {name: _text(value, language) for name, value in values.items()})
        for language in LANGUAGES
    )
    return korean, english


def named(column: str) -> Value:
    """Return the name of a column: its word, where the file has one."""
    return Word(column) if column in _words() else column


def subject_of(label: str | None) -> str:
    """Return the name under which a finding is listed."""
    return Label(label).text("ko")


def word(code: str, language: str) -> str:
    """Return a word of the file."""
    return _words()[code][language]


def cases() -> dict[str, tuple[str, ...]]:
    """Return the cases that the file explains, by check."""
    return {check: tuple(found) for check, found in _sentences().items()}


@cache
def _words() -> dict[str, Sentence]:
    return _read(_PATH)[0]


@cache
def _sentences() -> dict[str, dict[str, Sentence]]:
    return _read(_PATH)[1]


def _read(path: Path) -> tuple[dict[str, Sentence], dict[str, dict[str, Sentence]]]:
    content = tomllib.loads(path.read_text(encoding="utf-8"))
    words: dict[str, Sentence] = content.pop("words")
    for code, sentence in words.items():
        _hold(path, f"words.{code}", sentence)
    for check, found in content.items():
        for case, sentence in found.items():
            _hold(path, f"{check}.{case}", sentence)
    return words, content


def _hold(path: Path, name: str, sentence: Sentence) -> None:
    if set(sentence) != set(LANGUAGES) or not all(isinstance(text, str) for text in sentence.values()):
        raise ValueError(f"{path.name}: {name}: give it as {' and '.join(LANGUAGES)}, nothing else")
    if _fields(sentence["ko"]) != _fields(sentence["en"]):
        raise ValueError(f"{path.name}: {name}: the two languages use different values")


def _fields(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name is not None}


def _text(value: Value, language: str) -> str:
    if isinstance(value, int):
        return _grouped(str(value), language)
    return value if isinstance(value, str) else value.text(language)


def _grouped(digits: str, language: str) -> str:
    whole, point, fraction = digits.removeprefix("-").partition(".")
    return f"{_MINUS[language] if digits.startswith('-') else ''}{int(whole):,}{point}{fraction}"


def _decimal(value: Fraction) -> str:
    """Write a fraction with as many decimals as it has; the units of money are powers of ten."""
    places = 0
    while (value * 10**places).denominator != 1:
        places += 1
    return _half_up(value, places)


def _half_up(value: Fraction, places: int) -> str:
    scaled = int(abs(value) * 10**places + Fraction(1, 2))
    whole, fraction = divmod(scaled, 10**places)
    sign = "-" if value < 0 and scaled else ""
    return f"{sign}{whole}.{fraction:0{places}d}" if places else f"{sign}{whole}"
