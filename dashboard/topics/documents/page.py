"""One document: what was read from it, what does not agree, what was set aside, and its lines."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.shell.page import PART, Choices, Page, View
from dashboard.topics.documents import queries as documents
from dashboard.topics.documents.document_table import kind_and_year
from dashboard.topics.documents.download import document_sheet
from dashboard.topics.documents.facts_read import facts_read
from dashboard.topics.documents.kept_tables import kept_tables
from dashboard.topics.documents.queries import ListedDocument
from dashboard.topics.documents.readings import readings_of
from dashboard.topics.documents.set_aside import set_aside_of_document
from dashboard.topics.documents.source_viewer import source_viewer
from dashboard.topics.findings import queries as findings
from dashboard.topics.findings.findings_table import findings_table
from dashboard.ui import html
from dashboard.ui.fragment import Content
from dashboard.ui.sheet import Sheet


def render(view: View) -> list[Content]:
    """Return the page of the document `view.subject`, the cited line first."""
    subject = view.subject or ""
    found = documents.listing(view.connection, document_id=subject)
    if not found:
        return [html.Div(html.H1(view.words("document.title")), className="headline")]
    viewer = source_viewer(view, found[0])
    return [
        _headline(view, found[0]),
        *([viewer] if viewer is not None else []),
        facts_read(view),
        readings_of(view),
        kept_tables(view),
        findings_table(view, findings.everywhere(view.connection, document_id=subject)),
        set_aside_of_document(view, documents.set_aside(view.connection, subject)),
    ]


def download(view: View, _ids: Sequence[str] | None) -> Sheet:
    """Return the findings of the document and every line that was set aside."""
    subject = view.subject or ""
    (document,) = documents.listing(view.connection, document_id=subject)
    return document_sheet(
        view,
        document,
        findings.everywhere(view.connection, document_id=subject),
        documents.set_aside(view.connection, subject),
    )


def offers(view: View) -> Choices:
    """Return the documents, so that the bar leads from one to another: of many, those of the institution."""
    of = None
    if not documents.fit_together(view.connection):
        (own,) = documents.listing(view.connection, document_id=view.subject)
        of = own["organization_id"]
    every = documents.listing(view.connection, organization_id=of)
    return {"document": [(row["document_id"], row["title"]) for row in every]}


def _headline(view: View, document: ListedDocument) -> html.Div:
    words, write = view.words, view.format
    parts: list[Content | str] = [
        html.Span(document["organization_name"] or document["organization_id"], lang="ko"),
        kind_and_year(document, words),
        write.as_of(document["as_of"]),
        *(html.Span(document[key], lang="ko") for key in ("council_session", "committee") if document[key]),
        f"{document['source_name']}, " + words("document.lines", n=f"{document['line_count']:,}"),
    ]
    is_here = view.library.file(document["source_name"], document["sha256"]) is not None
    scope: list[Content | str] = [words(f"document.{'here' if is_here else 'not_here'}")]
    if "line" not in view.own:
        scope += [
            " · ",
            html.Link(words("viewer.from_start"), href=view.link_to_line(document["document_id"], 1)),
        ]
    return html.Div(
        [
            html.P([html.Span(part, className="kicker-part") for part in parts], className="kicker"),
            html.H1(html.Span(document["title"], lang="ko")),
            html.P(scope, className="headline-scope"),
            *_not_stated(view, document),
        ],
        className="headline",
    )


def _not_stated(view: View, document: ListedDocument) -> list[Content]:
    """What the document does not state of itself, and how to give it."""
    words = view.words
    if document["fiscal_year"] is None:
        return [html.P(words("document.no_year", file=document["source_name"]), className="undated")]
    return [html.P(words("undated.notice"), className="undated")] if document["as_of"] is None else []


def _named(view: View) -> str | None:
    found = documents.listing(view.connection, document_id=view.subject)
    return str(found[0]["title"]) if found else None


PAGE = Page(
    code="document",
    position=91,
    path="/sources/<subject>",
    filters=(),
    render=render,
    sheet=download,
    subject="document",
    part_of="sources",
    own=("line", "figure", PART),
    offers=offers,
    is_dated=False,
    shows_files=True,
    name=_named,
)
