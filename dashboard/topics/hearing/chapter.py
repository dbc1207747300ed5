"""A chapter of the brief on the screen and on paper."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dashboard.brief.point import Brief, Chapter, Point
from dashboard.shell.long_list import part_of
from dashboard.shell.page import View
from dashboard.topics.execution.brief import CHAPTER
from dashboard.topics.hearing.point_table import Cited, PointRow, point_table
from dashboard.ui import html
from dashboard.ui.citation import Citation, Place
from dashboard.ui.fragment import Content


def brief_chapter(
    view: View, brief: Brief, chapter: Chapter, citations: Mapping[Place, Citation]
) -> html.Section:
    """Return the chapter. citations: of its places, for the way to each line."""
    words = view.words
    head: list[Content] = [html.H2(chapter.title)]
    if chapter.sentence:
        head.append(html.P(chapter.sentence, className="section-sentence"))
    part = part_of(view, chapter.code, chapter.points)
    table = point_table(
        words("brief.caption", title=chapter.title),
        [(column.text, column.kind) for column in chapter.heads],
        [_row(view, brief, chapter, point, citations) for point in part.rows],
        write=view.format,
        limits=view.thresholds,
    )
    return html.Section(
        [*head, *part.above, table, *part.below],
        id=chapter.code,
        className=f"section brief-chapter chapter-{chapter.code}",
    )


def chapters_without_points(view: View, chapters: Sequence[Chapter]) -> html.Section:
    """Return the chapters that have nothing to tell, each with the reason, in one place."""
    told: list[Content] = []
    for chapter in chapters:
        told += [html.Dt(chapter.title, id=chapter.code), html.Dd(chapter.nothing)]
    return html.Section(
        [html.H2(view.words("brief.nothing")), html.Dl(told, className="brief-nothing")],
        className="section brief-chapter",
    )


def _row(
    view: View,
    brief: Brief,
    chapter: Chapter,
    point: Point,
    citations: Mapping[Place, Citation],
) -> PointRow:
    kinds = [head.kind for head in chapter.heads[1:]]
    return PointRow(
        name=point.name,
        is_printed=point.is_printed,
        address=_address(view, point),
        figures=[
            (figure.text, kind, figure.status) for figure, kind in zip(point.figures, kinds, strict=True)
        ],
        cited=[
            Cited(brief.cited(place, view.words), citations[place].raw, citations[place].address)
            for place in point.places
            if place in citations
        ],
        because=point.because,
        said=point.said,
    )


def _address(view: View, point: Point) -> str | None:
    if point.subject is None:
        return None
    kind, subject_id = point.subject
    return f"#{subject_id}" if kind == CHAPTER else view.link_to(kind, subject_id)
