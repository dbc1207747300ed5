"""Findings: what is printed, what the arithmetic gives, and where."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dashboard.topics.findings.columns import explanation
from dashboard.topics.findings.queries import places_of
from dashboard.ui import html
from dashboard.ui.aria import HIDDEN
from dashboard.ui.citation import Citation, Place
from dashboard.ui.format import Formatter
from dashboard.ui.source_note import source_note
from dashboard.warehouse.tables import Finding

SHAPES: dict[str, str] = {"error": "◆", "warning": "▲", "note": "○"}


def finding_list(
    rows: Sequence[Finding], *, write: Formatter, citations: Mapping[Place, Citation]
) -> html.Ul:
    """Return the findings, each with both of its places."""
    words = write.words
    items = []
    for row in rows:
        severity = row["severity"]
        places = [citations.get(place) for place in places_of(row)]
        figures = words(
            "finding.figures",
            printed=write.printed(row["printed"]),
            computed=write.printed(row["computed"]),
            difference=write.printed(row["difference"]),
        )
        items.append(
            html.Li(
                [
                    html.Div(
                        [
                            html.Span(
                                [
                                    html.Span(SHAPES[severity], className="shape", **HIDDEN),
                                    words(f"severity.{severity}"),
                                ],
                                className=f"status severity-{severity}",
                            ),
                            " ",
                            html.Strong(row["subject"], lang="ko"),
                            " ",
                            source_note(places, row["subject"], words),
                        ]
                    ),
                    html.P(explanation(row, words)),
                    html.P(figures, className="muted") if row["printed"] and row["computed"] else None,
                ]
            )
        )
    return html.Ul(items, className="findings")
