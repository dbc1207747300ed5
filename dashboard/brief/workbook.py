"""A brief as an Excel workbook: what it is of on the first sheet, then one sheet per chapter."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

import xlsxwriter

from dashboard.brief.point import Brief, Chapter, Figure, Point
from dashboard.ui.format import Formatter
from dashboard.ui.labels import Words
from dashboard.ui.sheet import defused
from dashboard.ui.table import SOURCE
from dashboard.ui.workbook import OPTIONS, row_height, set_up_paper, sheet_name
from etl.terms.units import WON_PER_UNIT

_NARROW, _MIDDLE, _WIDE, _WIDEST = 14, 24, 40, 64
_DECIMALS = re.compile(r"\.(?P<digits>[0-9]+)$")


def to_brief_workbook(brief: Brief, words: Words, made_at: datetime) -> bytes:
    """Return the file's bytes. Money stands in the brief's unit, unrounded: formats round."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, OPTIONS)
    book.set_properties({"title": brief.title, "created": made_at.replace(tzinfo=None)})
    writer = _Writer(book, brief, words)
    writer.cover(made_at)
    for chapter in brief.told:
        writer.chapter(chapter, made_at)
    book.close()
    return buffer.getvalue()


class _Writer:
    """Writes the sheets of one brief. A format is made once, by what it is for."""

    def __init__(self, book: Any, brief: Brief, words: Words) -> None:  # noqa: ANN401 -- untyped
        self._book = book
        self._brief = brief
        self._words = words
        self._made: dict[tuple[str, bool], Any] = {}
        self._names: set[str] = set()

    def cover(self, made_at: datetime) -> None:
        """Write the first sheet: what the brief is of, what it holds, and what it has nothing to tell of."""
        words, brief = self._words, self._brief
        page = self._page(words("brief.cover"), made_at)
        page.set_column(0, 0, _WIDE)
        page.set_column(1, 1, _WIDEST)
        lines = [
            (brief.title, None), *((note, None) for note in brief.notes),
            (words("brief.made_at", when=self._moment(made_at)), None), (brief.sentence, None),
        ]  # fmt: skip
        for row, (text, _) in enumerate(lines):
            page.write_string(row, 0, str(defused(text)), self._format("title" if row == 0 else "plain"))
        row = len(lines) + 1
        page.write_string(row, 0, words("brief.contents"), self._format("head"))
        page.write_blank(row, 1, None, self._format("head"))
        for chapter in brief.chapters:
            row += 1
            page.write_string(row, 0, chapter.title, self._format("text"))
            if chapter.points:
                page.write_number(row, 1, len(chapter.points), self._format("#,##0", left=True))
            else:
                page.write_string(row, 1, chapter.nothing, self._format("text"))
        row += 2
        page.write_string(row, 0, words("brief.documents"), self._format("head"))
        page.write_blank(row, 1, None, self._format("head"))
        for source in brief.sources:
            row += 1
            page.write_string(row, 0, source.mark, self._format("text"))
            page.write_string(row, 1, str(defused(source.text)), self._format("text"))

    def chapter(self, chapter: Chapter, made_at: datetime) -> None:
        """Write a chapter: a row for each point, with its grounds, questions, answers and lines."""
        words = self._words
        page = self._page(chapter.title, made_at)
        page.write_string(0, 0, chapter.title, self._format("title"))
        page.write_string(1, 0, chapter.sentence, self._format("plain"))
        # In full: the header of a printed sheet holds fewer letters, and the screen shows none.
        page.write_string(2, 0, str(defused(" · ".join(self._brief.notes))), self._format("plain"))
        kinds = {kind: label for point in chapter.points for kind, label, _ in point.said}
        kinds = {"questions": "questions.label", **kinds}
        heads = [
            *(head.text for head in chapter.heads), words("column.because"),
            *(words(label) for label in kinds.values()), SOURCE.head(words),
        ]  # fmt: skip
        widths = [_WIDE, *(_MIDDLE if head.kind == "text" else _NARROW for head in chapter.heads[1:])]
        widths += [_WIDE] * (len(heads) - len(widths) - 1) + [_MIDDLE]
        for column, (head, width) in enumerate(zip(heads, widths, strict=True)):
            page.write_string(3, column, head, self._format("head"))
            page.set_column(column, column, width)
        page.set_row(3, row_height(heads, widths))
        for row, point in enumerate(chapter.points, 4):
            self._point(page, row, point, widths, kinds)
        page.freeze_panes(4, 1)
        page.autofilter(3, 0, 3 + len(chapter.points), len(heads) - 1)
        page.repeat_rows(3)

    def _point(
        self,
        page: Any,  # noqa: ANN401 -- untyped
        row: int,
        point: Point,
        widths: Sequence[int],
        kinds: Iterable[str],
    ) -> None:
        page.write_string(row, 0, str(defused(point.name)), self._format("text"))
        for column, figure in enumerate(point.figures, 1):
            self._figure(page, row, column, figure)
        said = {kind: texts for kind, _, texts in point.said}
        texts = [
            point.because,
            *("\n".join(said.get(kind, ())) for kind in kinds),
            ", ".join(self._brief.cited(place, self._words) for place in point.places),
        ]
        for column, text in enumerate(texts, 1 + len(point.figures)):
            page.write_string(row, column, str(defused(text)), self._format("text"))
        page.set_row(
            row, row_height([point.name, *(figure.text for figure in point.figures), *texts], widths)
        )

    def _figure(self, page: Any, row: int, column: int, figure: Figure) -> None:  # noqa: ANN401 -- untyped
        if isinstance(figure.value, int | float | Decimal) and figure.kind != "text":
            value = figure.value
            if figure.kind == "money":
                value = value / WON_PER_UNIT[self._brief.unit]
            page.write_number(row, column, value, self._format(self._pattern(figure)))
        else:
            page.write_string(row, column, str(defused(figure.text)), self._format("text"))

    def _pattern(self, figure: Figure) -> str:
        """The number format that shows a figure as its text does, △ before what is negative included."""
        minus = self._words("format.minus")
        if figure.kind == "year":
            return "0"
        units = {"percent": "%", "points": self._words("format.points"), "number": figure.unit}
        unit = units.get(figure.kind, "")
        decimals = _DECIMALS.search(figure.text.removesuffix(unit))
        digits = "#,##0" + ("." + "0" * len(decimals["digits"]) if decimals else "")
        after = '"' + unit.replace('"', "") + '"' if unit else ""
        plus = "+" if figure.text.startswith("+") else ""
        return f'{plus}{digits}{after};"{minus}"{digits}{after};{digits}{after}'

    def _page(self, name: str, made_at: datetime) -> Any:  # noqa: ANN401 -- untyped
        title = sheet_name(name, self._names)
        self._names.add(title.casefold())
        page = self._book.add_worksheet(title)
        said = [self._brief.title, *self._brief.notes]
        set_up_paper(page, said, self._moment(made_at))
        return page

    def _moment(self, made_at: datetime) -> str:
        return Formatter(self._words, self._brief.unit).moment(made_at)

    def _format(self, kind: str, *, left: bool = False) -> Any:  # noqa: ANN401 -- untyped
        if (kind, left) not in self._made:
            style: dict[str, object] = {"valign": "top"}
            if kind == "title":
                style |= {"bold": True, "font_size": 14}
            elif kind == "head":
                style |= {"bold": True, "bottom": 1, "text_wrap": True}
            elif kind == "text":
                style |= {"text_wrap": True}
            elif kind != "plain":
                style |= {"num_format": kind, "align": "left" if left else "right"}
            self._made[kind, left] = self._book.add_format(style)
        return self._made[kind, left]
