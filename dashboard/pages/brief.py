"""The hearing brief: one page to lay on the table, for those who ask and for those who answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dash import html
from dash.development.base_component import Component

from dashboard.brief.hearing_brief import hearing_brief
from dashboard.brief.point import Brief, grounds
from dashboard.exports.sheet import Sheet, Value
from dashboard.page import Choices, Page, View
from dashboard.queries import sources
from dashboard.sections.brief_chapter import brief_chapter, chapters_without_points
from dashboard.sections.headline import headline

_DEFAULT = "*"
_SUMS = ("figures", "directions")


def render(view: View) -> list[Component]:
    """Return the whole brief of what is chosen."""
    words, brief = view.words, _brief(view)
    citations = view.citations(
        p for chapter in brief.chapters for point in chapter.points for p in point.places
    )
    marks = _marks(brief)
    parts: list[Component] = [
        html.Div(
            [
                headline(view, brief.title, path="/brief"),
                html.Button(
                    words("brief.print"),
                    id="print",
                    className="btn btn-primary",
                    title=words("brief.print_hint"),
                ),
            ],
            className="brief-head",
        ),
        html.Ul([html.Li(note) for note in brief.notes], className="brief-notes paper-only"),
        html.P(_sentence(view, brief), className="section-sentence"),
        _contents(view, brief),
        *(brief_chapter(view, chapter, citations, marks) for chapter in brief.chapters if chapter.points),
    ]
    if silent := [chapter for chapter in brief.chapters if not chapter.points]:
        parts.append(chapters_without_points(view, silent))
    if marks:
        parts.append(_documents(view, marks))
    return parts


def download(view: View, _ids: Sequence[str] | None) -> Sheet:
    """Return every question of the brief, one row each; a point without one has a row of its own."""
    words, brief = view.words, _brief(view)
    columns = [
        words("column.chapter"), words("column.subject"), words("column.because"), words("column.question"),
        words("column.document"), words("column.line"),
    ]  # fmt: skip
    rows: list[list[Value]] = []
    for chapter in brief.chapters:
        for point in chapter.points:
            document_id, line = point.places[0] if point.places else (None, None)
            because = grounds(chapter, point, words)
            rows += [
                [chapter.title, point.name, because, question, document_id, line]
                for question in point.questions or (None,)
            ]
    return Sheet(name=brief.title, notes=[brief.title, *brief.notes], columns=columns, rows=rows)


def offers(view: View) -> Choices:
    """Return whom the brief is for; the first is the default."""
    return {
        "reader": [
            (_DEFAULT, view.words("reader.council")),
            ("institution", view.words("reader.institution")),
        ]
    }


def _brief(view: View) -> Brief:
    return hearing_brief(view, is_answered=view.own.get("reader") == "institution")


def _sentence(view: View, brief: Brief) -> str:
    points = sum(len(chapter.points) for chapter in brief.chapters if chapter.code not in _SUMS)
    if not points:
        return view.words("brief.sentence_none")
    return view.words("brief.sentence", points=points, questions=brief.questions)


def _contents(view: View, brief: Brief) -> Component:
    """What the brief holds, with the number of points: the answer before the pages."""
    words = view.words
    items = [
        html.Li(
            html.A(
                [html.Span(chapter.title), html.Strong(view.format.number(len(chapter.points)))],
                href=f"#{chapter.code}",
                className="" if chapter.points else "nothing",
            )
        )
        for chapter in brief.chapters
        if chapter.code not in _SUMS
    ]
    return html.Nav([html.H2(words("brief.contents")), html.Ol(items, className="brief-contents")])


def _marks(brief: Brief) -> dict[str, str]:
    """A letter for each document, where the brief cites several."""
    cited = dict.fromkeys(
        document_id
        for chapter in brief.chapters
        for point in chapter.points
        for document_id, _ in point.places
    )
    return (
        {document_id: chr(ord("A") + place) for place, document_id in enumerate(cited)}
        if len(cited) > 1
        else {}
    )


def _documents(view: View, marks: Mapping[str, str]) -> html.Section:
    words = view.words
    items = [
        html.Li(
            words(
                "brief.document",
                mark=marks[row["document_id"]],
                title=row["title"],
                source=row["source_name"],
                day=view.format.day(row["as_of"]),
            )
        )
        for row in sources.documents(view.connection, sorted(marks))
    ]
    return html.Section(
        [html.H2(words("brief.documents")), html.Ul(items)], className="section brief-documents"
    )


PAGE = Page(
    code="brief",
    position=50,
    path="/brief",
    filters=("org", "year", "as_of", "direction", "department", "funding"),
    render=render,
    sheet=download,
    own=("reader", "rows"),
    offers=offers,
)
