"""What a note beside a table of money says of its figures: another basis, body, day, unit or scope."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from etl.blocks import Line
from etl.korean import notes, numbers, patterns, periods, text, units
from etl.korean.as_of import yearless_stamps
from etl.korean.year_spans import YearSpan, is_part_alone
from etl.tables import doubts, suggested
from etl.tables.nearby import is_marked_note
from etl.vocabulary import is_one_of, words

_MARKS = "※☞* "


@dataclass(frozen=True, slots=True)
class Remark:
    """What a note says. doubt: why nothing of the table is a fact. is_planned: whether what was spent is
    only expected. narrows: whether the table leaves something out. as_of: the day that it is of.
    """

    doubt: str | None = None
    is_planned: bool = False
    narrows: bool = False
    as_of: date | None = None

    def denial(self, as_of: date | None) -> str | None:
        """Return why what the note speaks of is none of the table's; as_of: the table's day."""
        if self.doubt or self.is_planned:
            return self.doubt or "planned_figure"
        return "date_contradiction" if None not in (as_of, self.as_of) and self.as_of != as_of else None


def parted(near: Sequence[Line]) -> tuple[list[Line], list[Line]]:
    """Return the lines above a table without the notes that say something of it, and those notes.

    A note may end the line of a caption. One that only names something may be all that names the table.
    """
    kept: list[Line] = []
    said: list[Line] = []
    for line in near:
        before, tail = notes.without_tail(line.text)
        if is_marked_note(line) and _says(line.text):
            said.append(line)
        elif tail and _says(tail):
            kept.append(replace(line, text=before))
            said.append(replace(line, text=tail))
        else:
            kept.append(line)
    return kept, said


def _says(note: str) -> bool:
    plain = note.strip(_MARKS)
    return notes.predicated(plain) is not None or notes.is_sentence(plain)


def is_of_another_basis(content: str) -> bool:
    """Tell whether a text says that amounts are not what was spent or came in: '집행액은 원인행위액 기준'."""
    stated = notes.predicated(content)
    basis = (*(text.key(one) for one in words("money", "roles", "committed")), *_keys("other_basis"))
    return stated is not None and text.key(stated).endswith(basis)


def remark(note: str, year: int | None, own_names: Sequence[str], unit_won: int | None) -> Remark:
    """Return what a note says of the table above it.

    year: the table's. own_names: those of its institution. unit_won: the unit that stands above it.
    """
    plain = note.strip(_MARKS)
    denied = doubts.note_denies(plain, year) if year else None
    if denied == "planned_figure":
        return Remark(is_planned=True)
    during = _during(plain, year, own_names)
    if denied is None and during is not None and (during.is_bare or is_part_alone(during)):
        denied = "date_contradiction"
    if denied is None:
        denied = _doubt(plain, own_names, None if note.startswith("(") else unit_won)
    narrows = text.key(plain).endswith(_keys("leaving_out"))
    return Remark(denied, narrows=narrows, as_of=_day(plain, year) or (during.ends_on if during else None))


def is_of_another_year(note: str, year: int | None) -> bool:
    """Tell whether a note says that the figures are of another year than this one: '※ 2030년 결산'."""
    plain = note.strip(_MARKS)
    if year is None:
        return False
    return doubts.note_denies(plain, year) == "other_year"


def rows_named(note: str, labels: Sequence[str]) -> tuple[int, ...]:
    """Return the rows of which alone a note speaks: it begins with their names and what makes them its topic.

    labels: the name of each row. A total's name is the table's.
    """
    rest, named = text.key(note.strip(_MARKS)), set[str]()
    keys = {text.key(one) for one in labels if not is_one_of(one, words("money", "roles", "total"))}
    while found := max((key for key in keys if len(key) > 1 and rest.startswith(key)), key=len, default=""):
        named.add(found)
        rest = rest.removeprefix(found)
        rest = rest.removeprefix(next((one for one in _keys("joining") if rest.startswith(one)), ""))
    is_topic = rest.startswith(_keys("of_a_topic")) or rest[:1].isdigit()
    return tuple(index for index, one in enumerate(labels) if is_topic and text.key(one) in named)


def _doubt(plain: str, own_names: Sequence[str], unit_won: int | None) -> str | None:
    stated = notes.predicated(plain)
    said = text.key(stated if stated is not None else plain)
    if unit_won is not None and (won := units.money_unit(f"({plain})")) is not None and won != unit_won:
        return "unit_contradicted"
    named = _unit_named(stated) if stated is not None else None
    if None not in (unit_won, named) and named != unit_won:
        return "unit_contradicted"
    if doubts.is_from_another(plain, own_names):
        return "other_institution"
    is_draft = stated is not None and doubts.is_draft(plain)
    if is_draft or said.endswith(_keys("of_a_wish")):
        return "planned_figure"
    if stated is None:
        return None
    if is_of_another_basis(plain):
        return "column_uncertain"
    return (
        "other_institution"
        if doubts.ends_with_another(stated, own_names, words("money", "of_a_year"))
        else None
    )


def _unit_named(stated: str) -> int | None:
    """Return the unit in which a note says that amounts are: '집행액은 백만원 단위'."""
    said = text.key(stated)
    for ending in _keys("in_units"):
        before = said.removesuffix(ending)
        named = [unit for unit in numbers.MONEY_UNITS if before != said and before.endswith(unit)]
        if named:
            return numbers.MONEY_UNITS[max(named, key=len)]
    return None


def _during(plain: str, year: int | None, own_names: Sequence[str]) -> YearSpan | None:
    """Return the span that a note says the amounts are of: '수입액은 8월말까지의 누계임'."""
    stated = notes.predicated(plain)
    if stated is None or year is None:
        return None
    return suggested.named(stated, own_names, year, words("money", "of_amounts"))


def _day(plain: str, year: int | None) -> date | None:
    """Return the one day as of which a note says that the figures are."""
    if notes.predicated(plain) is None and not patterns.DAY_NAMED.match(plain):
        return None
    dates = periods.as_of_dates(plain) or [one.in_year(year) for one in yearless_stamps(plain) if year]
    return dates[0] if len(dates) == 1 else None


def _keys(kind: str) -> tuple[str, ...]:
    return tuple(text.key(word) for word in words("money", kind))
