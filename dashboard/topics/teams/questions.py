"""What a committee would ask a unit: the points of its hearing brief, each with grounds and source."""

from __future__ import annotations

from dash import dcc
from dash.development.base_component import Component

from dashboard.brief.point import grounds
from dashboard.shell.page import View
from dashboard.topics.hearing.brief import points_asked
from dashboard.ui import html
from dashboard.ui.cells import Cell
from dashboard.ui.data_table import Column, data_table
from dashboard.ui.section import empty, section
from dashboard.ui.source_note import source_note


def team_questions(view: View) -> html.Section:
    """Return the questions, or that no figure gives rise to one."""
    words = view.words
    title = words("questions.title")
    asked = points_asked(view)
    way = (words("brief.of_subject"), view.link("/brief"))
    if not asked:
        return section(title, [empty(words("questions.none"))], more=way)
    citations = view.citations(place for _, point in asked for place in point.places)
    columns = [
        Column(words("column.question")),
        Column(words("column.because")),
        Column(words("column.source"), "source"),
    ]
    body: list[list[Cell]] = []
    for chapter, point in asked:
        questions: list[Component] = []
        for question in point.questions:
            text = words("questions.about", name=point.name, question=question)
            href = None if point.subject is None else view.link_to(*point.subject)
            questions.append(html.Div(text if href is None else dcc.Link(text, href=href)))
        cited = [citations.get(place) for place in point.places]
        body.append(
            [
                html.Div(questions),
                html.Span(grounds(chapter, point, words)),
                source_note(cited, point.name, words),
            ]
        )
    return section(
        title,
        [data_table(words("questions.caption"), columns, body, name="questions")],
        sentence=words("questions.sentence", n=sum(len(point.questions) for _, point in asked)),
        more=way,
    )
