"""The lines of a document around a cited one, and what was read from it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from operator import itemgetter
from typing import Any

from dashboard.shell.page import View
from dashboard.topics.documents import queries as documents
from dashboard.topics.documents import reading_queries as readings
from dashboard.topics.documents.facsimile import facsimile, guessed
from dashboard.topics.documents.queries import ListedDocument
from dashboard.topics.documents.source_lines import SourceLine, pieces, source_lines
from dashboard.ui import html
from dashboard.ui.cells import Cell
from dashboard.ui.data_table import table_of
from dashboard.ui.fragment import Content
from dashboard.ui.printed import printed
from dashboard.ui.rows import Row
from dashboard.ui.section import empty, section
from dashboard.ui.table import Column
from dashboard.warehouse.tables import Correction

_AROUND = 12
_MONEY = (
    "original_won", "adjustment_won", "current_won", "carried_in_won", "committed_won", "executed_won",
    "carried_explicit_won", "carried_accident_won", "carried_continuing_won", "refunded_won", "unspent_won",
    "received_won", "amount_won", "previous_won", "change_won",
)  # fmt: skip
_RATES = ("printed_rate", "share", "previous_share", "change_rate", "printed_attainment", "percent")
_NUMBERS = ("target", "actual", "value", "authorized", "current", "n", "row_total")
_NAMES = ("label", "name", "series", "survey", "unit_name", "team", "office", "division")


def source_viewer(view: View, document: ListedDocument) -> html.Section | None:
    """Return the section for the line that the address names; None where it names none."""
    words, asked = view.words, view.own.get("line")
    if asked is None:
        return None
    cited = _line(asked, document["line_count"])
    if cited is None:
        why = words("viewer.no_line", line=asked[:20], lines=f"{document['line_count']:,}")
        link = (words("viewer.from_start"), view.link_to_line(document["document_id"], 1))
        return section(words("viewer.title"), [empty(why, words("viewer.no_line_do"), link)])
    facts = documents.facts_between(view.connection, document["document_id"], cited, cited)
    wanted = view.own.get("figure")
    figures = [wanted] if wanted else [f for table, row in facts for f in _printed_figures(row)]
    shown, is_file = _lines(view, document, cited)
    title = words("viewer.line_title", line=f"{cited:,}")
    text = next((line.text for line in shown if line.number == cited), "")
    notes = []
    if not is_file:
        is_here = view.library.file(document["source_name"], document["sha256"]) is not None
        why = words("viewer.being_read" if is_here else "viewer.no_file", file=document["source_name"])
        notes.append(html.P(why, className="footnote"))
    is_guess = wanted and any(row["text"] == wanted for row in guessed(view, document["document_id"], cited))
    if wanted and not is_guess and not any(marked for _, marked in pieces(text.replace("\t", " "), [wanted])):
        notes.append(html.P(words("viewer.no_figure", figure=wanted), className="footnote"))
    body: list[Content] = [
        *facsimile(view, document, cited, [row for _, row in facts], figures),
        source_lines(shown, cited, figures, title, words),
        *notes,
    ]
    body += [_moves(view, cited, document["line_count"]), *_read(view, facts)]
    return section(
        title,
        body,
        sentence=words("viewer.sentence", file=document["source_name"], lines=f"{document['line_count']:,}"),
        name="viewer-section",
    )


def _line(asked: str, last: int) -> int | None:
    """The number of a line that the document has, or None."""
    if not re.fullmatch(r"[0-9]{1,9}", asked):
        return None
    return int(asked) if 1 <= int(asked) <= last else None


def _lines(view: View, document: ListedDocument, cited: int) -> tuple[list[SourceLine], bool]:
    """The lines around the cited one: from the report itself, else from the facts that keep their text."""
    first, last = max(1, cited - _AROUND), min(document["line_count"], cited + _AROUND)
    lines = view.library.lines(document["source_name"], document["sha256"])
    if lines is not None:
        texts: Mapping[int, str] = {
            line.number: "\t".join(line.cells) for line in lines if first <= line.number <= last
        }
    else:
        facts = documents.facts_between(view.connection, document["document_id"], first, last)
        kept = {row["line"]: row["raw"] for _, row in facts if row["raw"]}
        texts = {cited: view.words("source.no_text"), **kept}
    return [
        SourceLine(number, texts[number], view.link_to_line(document["document_id"], number))
        for number in sorted(texts)
    ], lines is not None


def _moves(view: View, cited: int, last: int) -> html.P:
    words, subject, step = view.words, view.subject or "", 2 * _AROUND
    links: list[Content] = []
    if cited > 1:
        links.append(html.Link(words("viewer.before"), href=view.link_to_line(subject, max(1, cited - step))))
    if cited < last:
        links.append(
            html.Link(words("viewer.after"), href=view.link_to_line(subject, min(last, cited + step)))
        )
    links.append(html.Link(words("viewer.close"), href=view.link_to("sources", subject)))
    return html.P(links, className="viewer-moves")


def _read(view: View, facts: Sequence[tuple[str, Row]]) -> list[Content]:
    """The facts of the cited line, figure by figure, each with the way to its mark."""
    words = view.words
    if not facts:
        return [html.P(words("viewer.nothing_read"), className="footnote")]
    body: list[tuple[Cell, ...]] = []
    corrected = readings.corrections(view.connection, view.subject or "")
    # What has figures says more than that the same line also names something.
    with_figures = [fact for fact in facts if _fields(view, fact[1])]
    for table, row in with_figures or facts:
        name = printed(next((row[key] for key in _NAMES if row.get(key)), None), words)
        own = [each for each in corrected if _is_of(each, table, row)]
        fields = [(label, _beside(view, value, column, own)) for label, value, column in _fields(view, row)]
        kind = words(f"fact.{table}")
        body += [(name, kind, label, value) for label, value in fields]
        if not fields:
            body.append((name, kind, words("viewer.name_only"), ""))
    columns = (
        Column(code="read_as"), Column(code="fact"), Column(code="field"),
        Column(code="value", kind="number"),
    )  # fmt: skip
    cells = {column.code: itemgetter(place) for place, column in enumerate(columns)}
    caption = words("viewer.read_caption")
    return [
        html.H3(words("viewer.read")),
        table_of(caption, columns, body, view.context(), cells=cells, name="read-from-line"),
    ]


def _is_of(correction: Correction, table: str, row: Row) -> bool:
    """Tell whether a correction is of this fact: of several in a line, of the one with its name."""
    name = next((row[key] for key in _NAMES if row.get(key)), None)
    return (
        correction["table_name"] == table
        and correction["line"] == row["line"]
        and correction["label"] in (None, name)
    )


def _beside(view: View, value: Cell, column: str, corrections: Sequence[Correction]) -> Cell:
    """A value, and beside it what was read where a person set it right."""
    words = view.words
    found = next((each for each in corrections if each["column_name"] == column), None)
    if found is None:
        return value
    read = _as_read(view, found)
    title = " ".join(part for part in (found["reason"], words("corrected.by", who=found["who"])) if part)
    mark = html.Span(words("corrected.mark", value=read), className="muted", title=title, lang="ko")
    return html.Span([value, " ", mark])


def _as_read(view: View, correction: Correction) -> str:
    printed = correction["printed"]
    if printed is None:
        return view.words("nothing.read")
    if correction["unit_won"] is None:
        return printed
    value = f"{int(printed):,}"
    return view.words("format.with_unit", value=value, unit=view.words("unit.won"))


def _fields(view: View, row: Row) -> list[tuple[str, Cell, str]]:
    words, write = view.words, view.format
    found: list[tuple[str, Cell, str]] = []
    unreadable = (row.get("unreadable") or "").split(",")
    for column in (*_MONEY, *_RATES, *_NUMBERS):
        if column in unreadable:
            lost = html.Span(
                words("cell.unreadable"), className="unreadable", title=words("cell.unreadable_why")
            )
            found.append((words(f"field.{column}"), lost, column))
        elif row.get(column) is not None:
            value = row[column]
            if column in _MONEY:
                text = words("format.with_unit", value=f"{value:,}", unit=words("unit.won"))
            elif column in _RATES:
                text = write.percent(value)
            else:
                text = write.measured(value, row.get("unit"))
            address = view.link_to_line(row["document_id"], row["line"], _as_printed(column, row))
            found.append((words(f"field.{column}"), html.Link(text, href=address), column))
    return found


def _printed_figures(row: Row) -> list[str]:
    """Every figure of a fact as the line prints it."""
    columns = (*_MONEY, *_RATES, *_NUMBERS)
    return [_as_printed(column, row) for column in columns if row.get(column) is not None]


def _as_printed(column: str, row: Row) -> str:
    value: Any = row[column]
    scale = row["printed_unit_won"] if column in _MONEY else 1
    return f"{abs(Decimal(str(value)) / scale).normalize():f}"
