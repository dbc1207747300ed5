"""What is asked of a document, one thing at a time: what was found, the proposal, what may be answered."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from etl.korean.numbers import MONEY_UNITS
from etl.terms.codes import ROLES, SCOPES, SIDES

LEFT_OPEN = "-"
"""The answer of who does not know: nothing is taken for it."""
PART_OF, NO_PART = "part_of", "0"
"""What is asked of a line, and the answer that it is a part of no other."""
OF_DOCUMENT = ("organization", "year", "as_of", "unit")
UNITS: tuple[str, ...] = tuple(
    unit for unit, won in MONEY_UNITS.items() if won in (1, 10**3, 10**6, 10**8, 10**9)
)
CHOICES: Mapping[str, Sequence[str]] = {"unit": UNITS, "side": SIDES, "scope": SCOPES, "role": ROLES}
"""What can be answered, where it is one of a closed list."""
_FIRST_ROLES = (
    "current", "executed", "received", "original", "adjustment", "balance", "rate", "previous", "label",
    "ignore",
)  # fmt: skip
LONGEST_NAME = 80
FIRST_YEAR, LAST_YEAR = 1900, 2100


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One thing that is asked. field: one of `OF_DOCUMENT`, 'side', 'scope', 'role' or 'part_of'.

    header: the signature of the table's header, where it is of a table; column: which of its columns.
    proposal: what is taken for it where nobody says otherwise. line: where it is to be seen; first, last: the
    lines of the table. heading: of the column, or the label of the line. why: the code of why it is asked.
    tables: how many tables wait for it. about: the line, and what it may be a part of, as `OpenLine` has it.
    """

    key: str
    field: str
    why: str
    line: int = 1
    proposal: str | None = None
    header: str | None = None
    column: int | None = None
    heading: str | None = None
    table_no: int | None = None
    first: int | None = None
    last: int | None = None
    tables: int = 0
    about: Mapping[str, Any] | None = None

    def whole(self, answer: str) -> Mapping[str, Any] | None:
        """Return the line that an answer names; None where it names none."""
        wholes = self.about["wholes"] if self.about is not None else ()
        return next((whole for whole in wholes if _plain(whole["label"]) == answer), None)

    @property
    def may_stay_open(self) -> bool:
        """Whether nobody has to know it: of a document without a year nothing can be read."""
        return self.field not in ("year", "organization")

    @property
    def choices(self) -> Sequence[str]:
        """What can be answered, what is likely first; none where it is written."""
        if self.field == "role":
            return (*_FIRST_ROLES, *(role for role in ROLES if role not in _FIRST_ROLES))
        if self.about is not None:
            return (*(_plain(whole["label"]) for whole in self.about["wholes"]), NO_PART)
        return CHOICES.get(self.field, ())

    def read(self, text: str) -> str:
        """Return an answer as it is kept. ValueError where it is none."""
        said = _plain(text)
        if said == LEFT_OPEN and self.may_stay_open:
            return said
        if self.choices:
            if said not in self.choices:
                raise ValueError(self.field)
        elif self.field == "year":
            if not said.isascii() or not said.isdigit() or not FIRST_YEAR <= int(said) <= LAST_YEAR:
                raise ValueError(self.field)
        elif self.field == "as_of":
            date.fromisoformat(said)
        elif len(said) > LONGEST_NAME or not any(letter.isalpha() for letter in said):
            raise ValueError(self.field)
        return said


def _plain(text: str) -> str:
    return " ".join(text.split())


def question_of(record: Mapping[str, Any]) -> Question:
    """Return a question from its record."""
    return Question(**record)


def records(questions: Iterable[Question]) -> list[dict[str, Any]]:
    """Return questions as records."""
    return [asdict(one) for one in questions]
