"""What a brief is made of: chapters of points, each point with its figures, questions and sources."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from dashboard.ui.cells import text
from dashboard.ui.citation import Place
from dashboard.ui.format import MISSING, Formatter
from dashboard.ui.labels import Words
from dashboard.ui.rows import Value
from dashboard.ui.sheet import quoted_figure
from dashboard.ui.table import Column

_HEADS = {"text": "text", "printed": "text", "code": "text", "date": "text", "status": "status"}
"""By a column's kind, the kind of its head; the others are numbers."""
_FIGURES = {
    "money": "money", "percent": "percent", "percent_change": "percent", "points": "points",
    "number": "number", "count": "number", "year": "year",
}  # fmt: skip
"""By a column's kind, the kind of its figures; the others are text."""
SUMS: tuple[str, ...] = ("figures", "directions", "answers")
"""The chapters that sum up; the others are points to ask about."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One cell of a point. text: as it is read; value: as it is calculated with, money in won.

    kind: money, percent, points (percentage points), number, year or text. unit: a number's, as printed.
    status: the code of a status and the scale that it stands on, budget or goal.
    """

    text: str
    value: Value = None
    kind: str = "text"
    unit: str = ""
    status: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a column. kind: text, number or status. filed: in a file, where money stands in won."""

    text: str
    kind: str = "text"
    filed: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One thing that a committee may ask about.

    name: printed, in Korean, unless is_printed is false. figures: one for each column after the name's.
    because: what the point rests on, beside its figures. questions: those that follow from it, by rule.
    places: the lines it was read from, the first one first. subject: the page that it leads to, and the id.
    answers: what the reports say of it that an answer can begin with. written: what is answered to it.
    """

    name: str
    figures: Sequence[Figure] = ()
    places: Sequence[Place] = ()
    is_printed: bool = True
    because: str = ""
    questions: Sequence[str] = ()
    subject: tuple[str, str] | None = None
    answers: Sequence[str] = ()
    written: Sequence[str] = ()

    @property
    def said(self) -> Sequence[tuple[str, str, Sequence[str]]]:
        """What is said of it below its figures: by kind, under which label, in which texts."""
        return [
            (kind, label, texts)
            for kind, label, texts in (
                ("questions", "questions.label", self.questions),
                ("written", "answers.in_brief", self.written),
                ("answers", "material.label", self.answers),
            )
            if texts
        ]

    @property
    def program_id(self) -> str | None:
        """The programme that it is about, if it is about one."""
        return self.subject[1] if self.subject is not None and self.subject[0] == "programs" else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """Points of one kind. sentence: what they show, and by which rule. nothing: why there are none."""

    code: str
    title: str
    heads: Sequence[Head]
    points: Sequence[Point]
    sentence: str = ""
    nothing: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """A document that a brief cites. mark: how it is named beside a line; empty where it is the only one."""

    document_id: str
    mark: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """A whole brief, in one language and one unit of money.

    notes: institution, date, filters, unit and documents, for every sheet of it. sentence: what it holds.
    """

    title: str
    language: str
    notes: Sequence[str]
    sentence: str
    chapters: Sequence[Chapter]
    sources: Sequence[Source]
    unit: str = "won"

    @property
    def size(self) -> int:
        """How many points it has."""
        return sum(len(chapter.points) for chapter in self.chapters)

    @property
    def told(self) -> list[Chapter]:
        """The chapters that have something to tell."""
        return [chapter for chapter in self.chapters if chapter.points]

    @property
    def asked(self) -> list[Chapter]:
        """The chapters of points to ask about, which a table of contents counts."""
        return [chapter for chapter in self.chapters if chapter.code not in SUMS]

    @property
    def silent(self) -> list[Chapter]:
        """The chapters that have nothing to tell, and say why."""
        return [chapter for chapter in self.chapters if not chapter.points]

    def cited(self, place: Place, words: Words) -> str:
        """Return how a line is named, on the screen and on paper."""
        document_id, line = place
        mark = next((source.mark for source in self.sources if source.document_id == document_id), "")
        if not mark:
            return words("brief.line", line=f"{line:,}")
        return words("brief.line_of", document=mark, line=f"{line:,}")

    @property
    def questions(self) -> int:
        """How many questions it asks."""
        return sum(len(point.questions) for chapter in self.chapters for point in chapter.points)


def heads(columns: Sequence[Column], write: Formatter, said: Mapping[str, str] | None = None) -> list[Head]:
    """Return the heads of declared columns. said: by code, those that a label cannot say."""
    told = said or {}
    words, won = write.words, write.words("unit.won")
    return [
        Head(
            told.get(c.code) or c.head(words, write.unit_name),
            _HEADS.get(c.kind, "number"),
            told.get(c.code) or c.head(words, won),
        )
        for c in columns
    ]


def figures(columns: Sequence[Column], row: Any, write: Formatter) -> list[Figure]:  # noqa: ANN401 -- as the columns
    """Return what a row holds in declared columns."""
    return [figure(column, row, write) for column in columns]


def figure(column: Column, row: Any, write: Formatter) -> Figure:  # noqa: ANN401 -- as the column
    """Return what a row holds in a declared column."""
    value = column.value(row, write.words)
    if column.kind == "status":
        if value is None:
            return Figure(write.number(None))
        return Figure(str(value), value, status=(row[column.field], column.scale))
    if column.kind == "measured":
        unit = row["unit"]
        return Figure(write.measured(row[column.field], unit), value, "number", unit or "")
    shown = text(column, value, write)
    if column.kind == "quoted" and isinstance(held := quoted_figure(value), Decimal):
        return Figure(shown, held, "number")
    return Figure(shown) if column.kind == "code" else Figure(shown, value, _FIGURES.get(column.kind, "text"))


def grounds(chapter: Chapter, point: Point, words: Words) -> str:
    """Return what a point rests on as one text, for where its figures have no columns of their own."""
    known = [
        words("questions.figure", head=head.text, text=figure.text)
        for head, figure in zip(chapter.heads[1:], point.figures, strict=True)
        if figure.text != MISSING
    ]
    return " ".join(filter(None, [", ".join(known) + "." if known else "", point.because]))
