"""What a committee would ask a unit: the points of its hearing brief, each with grounds and source."""

from __future__ import annotations

from collections.abc import Callable

from dashboard.brief.point import Chapter, Point, grounds
from dashboard.shell.page import View
from dashboard.topics.hearing.brief import points_asked
from dashboard.ui import html
from dashboard.ui.cells import Cell
from dashboard.ui.data_table import table_of
from dashboard.ui.fragment import Content
from dashboard.ui.section import empty, section
from dashboard.ui.source_note import source_note
from dashboard.ui.table import SOURCE, Column


def team_questions(view: View) -> html.Section:
    """Return the questions, or that no figure gives rise to one."""
    words = view.words
    title = words("questions.title")
    asked = points_asked(view)
    way = (words("brief.of_subject"), view.link("/brief"))
    if not asked:
        return section(title, [empty(words("questions.none"))], more=way)
    citations = view.citations(place for _, point in asked for place in point.places)

    def asks(point: Point) -> Content:
        href = None if point.subject is None else view.link_to(*point.subject)
        said = [words("questions.about", name=point.name, question=question) for question in point.questions]
        return html.Div([html.Div(text if href is None else html.Link(text, href=href)) for text in said])

    cells: dict[str, Callable[[tuple[Chapter, Point]], Cell]] = {
        "question": lambda row: asks(row[1]),
        "because": lambda row: html.Span(grounds(*row, words)),
        "source": lambda row: source_note(
            [citations.get(place) for place in row[1].places], row[1].name, words
        ),
    }
    columns = (Column(code="question"), Column(code="because"), SOURCE)
    caption = words("questions.caption")
    return section(
        title,
        [table_of(caption, columns, asked, view.context(), cells=cells, name="questions")],
        sentence=words("questions.sentence", n=sum(len(point.questions) for _, point in asked)),
        more=way,
    )
