"""What a brief is made of: chapters of points, each point with its figures, questions and sources."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from dashboard.citation import Place
from dashboard.format import MISSING
from dashboard.labels import Words

Value = str | int | float | date | None


@dataclass(frozen=True, slots=True)
class Figure:
    """One cell of a point. text: as it is read; value: as it is calculated with, money in won.

    status: the code of a status and the scale that it stands on, budget or goal.
    """

    text: str
    value: Value = None
    status: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a column. kind: text, number or status."""

    text: str
    kind: str = "text"


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One thing that a committee may ask about.

    name: printed, in Korean, unless is_printed is false. figures: one for each column after the name's.
    because: what the point rests on, beside its figures. questions: those that follow from it, by rule.
    places: the lines it was read from, the first one first. subject: the page that it leads to, and the id.
    answers: what the reports say of it that an answer can begin with.
    """

    name: str
    figures: Sequence[Figure] = ()
    places: Sequence[Place] = ()
    is_printed: bool = True
    because: str = ""
    questions: Sequence[str] = ()
    subject: tuple[str, str] | None = None
    answers: Sequence[str] = ()

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """A whole brief. notes: institution, date, filters, unit and documents, for every sheet of it."""

    title: str
    notes: Sequence[str]
    chapters: Sequence[Chapter] = field(default_factory=tuple)

    @property
    def questions(self) -> int:
        """How many questions it asks."""
        return sum(len(point.questions) for chapter in self.chapters for point in chapter.points)


def grounds(chapter: Chapter, point: Point, words: Words) -> str:
    """Return what a point rests on as one text, for where its figures have no columns of their own."""
    known = [
        words("questions.figure", head=head.text, text=figure.text)
        for head, figure in zip(chapter.heads[1:], point.figures, strict=True)
        if figure.text != MISSING
    ]
    return " ".join(filter(None, [", ".join(known) + "." if known else "", point.because]))
