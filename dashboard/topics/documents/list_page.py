"""Sources and checks: what was read, what does not agree, and what was set aside."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal

from dashboard.shell.filter_bar import OPEN
from dashboard.shell.page import PART, Choices, Page, View
from dashboard.topics.documents import queries as documents
from dashboard.topics.documents.document_table import document_table, institution_of
from dashboard.topics.documents.download import aside_sheet, finding_sheet, read_sheet
from dashboard.topics.documents.queries import ListedDocument, SetAsideCount
from dashboard.topics.documents.set_aside import set_aside_by_reason
from dashboard.topics.findings import queries as findings
from dashboard.topics.findings.columns import check_name
from dashboard.topics.findings.findings_table import findings_table
from dashboard.ui import html
from dashboard.ui.fragment import Content
from dashboard.ui.sheet import Sheet
from dashboard.warehouse.tables import Finding

_KEYS: dict[str, Literal["document_id", "severity", "check_name"]] = {
    "document": "document_id",
    "severity": "severity",
    "check": "check_name",
}


def render(view: View) -> list[Content]:
    """Return the documents, their findings, and what was set aside."""
    words, titles = view.words, _titles(view)
    return [
        html.Div(
            [
                html.H1(words("sources.title")),
                html.P(
                    [
                        words("sources.scope"),
                        " · ",
                        html.Link(words("builds.to_page"), href=view.link("/builds")),
                    ],
                    className="headline-scope",
                ),
            ],
            className="headline",
        ),
        document_table(view, _documents(view)),
        findings_table(view, _findings(view), titles),
        set_aside_by_reason(view, _set_aside(view), titles),
    ]


def download(view: View, _ids: Sequence[str] | None) -> Sheet:
    """Return the findings in sight."""
    return finding_sheet(view, _findings(view), _titles(view))


def tables(view: View) -> Sequence[Sheet]:
    """Return the documents, and what was set aside in them, if anything was."""
    titles, counts = _titles(view), _set_aside(view)
    return [
        read_sheet(view, _documents(view), titles),
        *([aside_sheet(view, counts, titles)] if counts else []),
    ]


def offers(view: View) -> Choices:
    """Return institutions with their documents; documents, severities and checks with their findings.

    Findings are counted under the other choices.
    """
    words, titles = view.words, _titles(view)
    every = findings.everywhere(view.connection, organization_id=institution_of(view))
    named = {
        "document": lambda value: titles[value],
        "severity": lambda value: words(f"severity.{value}"),
        "check": lambda value: check_name(value, words),
    }
    offered = {"institution": _institutions(view)}
    for key, column in _KEYS.items():
        under = [row for row in every if _is_chosen(view, row, without=key)]
        values: Iterable[str] = dict.fromkeys(row[column] for row in under)
        if key == "document":
            values = titles
        offered[key] = [
            (
                value,
                words(
                    "filter.option",
                    name=named[key](value),
                    n=sum(1 for row in under if row[column] == value),
                ),
            )
            for value in values
        ]
    return offered


def _institutions(view: View) -> list[tuple[str, str]]:
    every = documents.institutions(view.connection)
    if len(every) < 2:
        return []
    here = None if documents.fit_together(view.connection) else view.scope.organization_id
    return [
        (
            # What is shown without a choice is no choice to be made.
            OPEN if row["organization_id"] == here != view.own.get("institution") else row["organization_id"],
            view.words("filter.option", name=row["name"], n=row["n"]),
        )
        for row in every
    ]


def _documents(view: View) -> Sequence[ListedDocument]:
    return documents.listing(
        view.connection, organization_id=institution_of(view), document_id=view.own.get("document")
    )


def _set_aside(view: View) -> Sequence[SetAsideCount]:
    return documents.set_aside_by_reason(
        view.connection, organization_id=institution_of(view), document_id=view.own.get("document")
    )


def _findings(view: View) -> list[Finding]:
    every = findings.everywhere(view.connection, organization_id=institution_of(view))
    return [row for row in every if _is_chosen(view, row)]


def _is_chosen(view: View, row: Finding, without: str = "") -> bool:
    return all(
        row[column] == view.own[key] for key, column in _KEYS.items() if key != without and key in view.own
    )


def _titles(view: View) -> dict[str, str]:
    every = documents.listing(view.connection, organization_id=institution_of(view))
    return {row["document_id"]: row["title"] for row in every}


PAGE = Page(
    code="sources",
    position=90,
    path="/sources",
    filters=(),
    render=render,
    sheet=download,
    renews={"institution": ("document",)},
    own=("institution", "document", "severity", "check", PART),
    offers=offers,
    is_dated=False,
    shows_files=True,
    tables=tables,
)
