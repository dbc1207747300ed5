"""The hearing brief: one page to lay on the table, for those who ask and for those who answer."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import partial

from dash import html as living

from dashboard.brief.file import KINDS
from dashboard.brief.point import Brief, Chapter, Point
from dashboard.brief.volume import POINTS_OF_A_FILE
from dashboard.shell.filters import SEVERAL
from dashboard.shell.headline import headline
from dashboard.shell.page import PART, Choices, Document, Page, View
from dashboard.shell.statement import statement
from dashboard.topics.hearing.brief import hearing_brief
from dashboard.topics.hearing.chapter import brief_chapter, chapters_without_points
from dashboard.ui import html
from dashboard.ui.download_buttons import download_buttons
from dashboard.ui.format import MISSING
from dashboard.ui.fragment import Content
from dashboard.ui.labels import Words
from dashboard.ui.rows import Row, Value
from dashboard.ui.sheet import Sheet, sheet_of
from dashboard.ui.table import DOCUMENT, LINE, Column

_DEFAULT = "*"
_LARGE = 400
"""Points that a file is made of while its reader waits; more are made in a process of their own."""


def render(view: View) -> list[Content]:
    """Return the whole brief of what is chosen."""
    words, brief = view.words, _brief(view)
    citations = view.citations(
        p for chapter in brief.chapters for point in chapter.points for p in point.places
    )
    parts: list[Content] = [
        html.Div(
            [
                headline(view, brief.title, path="/brief"),
                html.Div(
                    [
                        download_buttons(_files(brief), words),
                        living.Button(
                            words("brief.print"),
                            id="print",
                            className="btn btn-sm btn-primary",
                            title=words("brief.print_hint"),
                        ),
                    ],
                    className="brief-files",
                ),
            ],
            className="brief-head",
        ),
        html.Ul([html.Li(note) for note in brief.notes], className="brief-notes paper-only"),
        html.P(brief.sentence, className="section-sentence"),
        _contents(view, brief),
        *(brief_chapter(view, brief, chapter, citations) for chapter in brief.told),
    ]
    if brief.silent:
        parts.append(chapters_without_points(view, brief.silent))
    return [*parts, _documents(view, brief)]


def download(view: View, _ids: Sequence[str] | None) -> Sheet:
    """Return every question of the brief, one row each; a point without one has a row of its own.

    Each figure stands in a column of its own, and once: a column that repeated it could not be added up.
    """
    words, brief = view.words, _brief(view)
    filed = list(dict.fromkeys(head.filed for chapter in brief.chapters for head in chapter.heads[1:]))
    rows: list[Row] = []
    for chapter in brief.chapters:
        for point in chapter.points:
            document_id, line = point.places[0] if point.places else (None, None)
            told = {
                "chapter": chapter.title, "subject": point.name, "because": point.because,
                "document_id": document_id, "line": line,
            }  # fmt: skip
            first, *more = point.questions or (None,)
            written = "\n".join(point.written) or None
            rows.append({**told, **_filed(chapter, point), "question": first, "written": written})
            rows += [{**told, "question": question} for question in more]
    has_written = any(row.get("written") for row in rows)
    columns = (
        Column(code="chapter", field="chapter"),
        Column(code="subject", label="column.item", field="subject"),
        *(Column(code=head, kind="quoted", made=partial(_held, head)) for head in filed),
        *(Column(code=code, made=partial(_held, code)) for code in ("value_unit", "because", "question")),
        *(
            [Column(code="written", label="answers.in_brief", made=partial(_held, "written"))]
            if has_written
            else []
        ),
        DOCUMENT,
        LINE,
    )
    notes = [brief.title, *statement(view, words("download.unit"))]
    return sheet_of(brief.title, notes, columns, rows, words, heads={head: head for head in filed})


def _filed(chapter: Chapter, point: Point) -> Row:
    """Return a point's figures by the heads of their columns, and the unit of those that have one."""
    figures = {
        head.filed: figure.text if figure.value is None and figure.text != MISSING else figure.value
        for head, figure in zip(chapter.heads[1:], point.figures, strict=True)
    }
    return {**figures, "value_unit": next((figure.unit for figure in point.figures if figure.unit), None)}


def _held(name: str, row: Row, _words: Words) -> Value:
    held: Value = row.get(name)
    return held


def document(view: View) -> Document:
    """Return the brief as a document of its own in every kind."""
    brief = _brief(view)
    made_at = datetime.now().astimezone()
    scope = view.scope
    said = {
        "org": scope.organization_id, "year": scope.fiscal_year, "as_of": scope.when,
        "direction": view.filters.direction, "department": view.filters.department,
        "funding": view.filters.funding, "reader": view.own.get("reader"),
        # Of the page's own build, whatever is loaded until it is made.
        "build": view.snapshot.build.load_id,
        "unit": view.preferences.unit, "lang": view.preferences.lang,
    }  # fmt: skip
    command = [f"--{name.replace('_', '-')}={value}" for name, value in said.items() if value is not None]
    if view.desk is None or view.desk.writer is None:
        command.append("--public-answers")
    return Document(
        kinds={kind: partial(make, brief, view.words, made_at) for kind, make in KINDS.items()},
        command=["brief", *command],
        is_large=brief.size > _LARGE,
    )


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


def _files(brief: Brief) -> list[str]:
    """The kinds of files that it is offered as: the PDF in one, or by chapter."""
    other = "pdf" if brief.size > POINTS_OF_A_FILE else "zip"
    return [kind for kind in PAGE.kinds if kind != other]


def _contents(view: View, brief: Brief) -> Content:
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
        for chapter in brief.asked
    ]
    return html.Nav([html.H2(words("brief.contents")), html.Ol(items, className="brief-contents")])


def _documents(view: View, brief: Brief) -> html.Section:
    items = [
        html.Li([html.Strong(f"{source.mark} ") if source.mark else None, source.text])
        for source in brief.sources
    ]
    return html.Section(
        [html.H2(view.words("brief.documents")), html.Ul(items)], className="section brief-documents"
    )


PAGE = Page(
    code="brief",
    position=50,
    path="/brief",
    filters=("org", "year", "as_of", "direction", "department", "funding"),
    several=SEVERAL,
    render=render,
    sheet=download,
    own=("reader", PART),
    offers=offers,
    kinds=("pdf", "zip", "hwpx", "xlsx", "csv"),
    document=document,
    shows_answers=True,
)
