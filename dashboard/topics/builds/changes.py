"""What changed between two builds: how much, which figures, which findings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import partial

from dashboard.shell.long_list import part_of
from dashboard.shell.page import View
from dashboard.shell.statement import build_stated
from dashboard.topics.builds.queries import Change, Comparison, Count
from dashboard.topics.findings.columns import FINDINGS, check_name, explanation
from dashboard.topics.findings.findings_table import severity_mark
from dashboard.ui import html
from dashboard.ui.aria import HIDDEN
from dashboard.ui.cells import Cell
from dashboard.ui.citation import Place
from dashboard.ui.data_table import table_of
from dashboard.ui.format import MISSING
from dashboard.ui.fragment import Content
from dashboard.ui.labels import Words
from dashboard.ui.rows import Row, Value
from dashboard.ui.section import empty, section
from dashboard.ui.sheet import Sheet, sheet_of
from dashboard.ui.table import Column
from dashboard.warehouse import sources
from dashboard.warehouse.tables import Finding
from etl.warehouse.builds import Build

KINDS: dict[str, str] = {"changed": "●", "added": "▲", "removed": "▼"}
"""The kinds of change, each with the shape beside its word."""

_PERCENT = (
    "printed_rate", "share", "previous_share", "change_rate", "printed_attainment", "percent",
)  # fmt: skip
_UNGROUPED = ("fiscal_year", "previous_year", "position", "rate_places")
_CODES: Mapping[str, str] = {"level": "level", "status": "result", "kind": "kind", "side": "side"}
_DIGEST = 12
_CHANGES = [
    Column(code=code, field=code)
    for code in (
        "kind_of_change", "fact", "about", "program", "direction", "which_figure", "value_before",
        "value_after", "value_unit", "document_before", "line_before", "document_after", "line_after",
    )
]  # fmt: skip
"""The columns of the file."""


@dataclass(frozen=True, slots=True)
class Pair:
    """The build before and the build after."""

    old: Build
    new: Build


def change_counts(view: View, pair: Pair, found: Comparison) -> html.Section:
    """Return how many facts of each table that differs came, went, or read otherwise."""
    words = view.words
    differing = [count for count in found.counts if count.is_different or not found.is_listed]
    same = [words(f"fact.{count.table}") for count in found.counts if count not in differing]
    columns = (
        Column(code="fact"),
        *(Column(code=code, kind="count") for code in ("facts_before", "facts_after")),
        *(Column(code=kind, kind="count", label=f"builds.{kind}") for kind in KINDS),
    )  # fmt: skip
    cells: dict[str, Callable[[Count], Cell]] = {
        "fact": lambda count: words(f"fact.{count.table}"),
        "facts_before": lambda count: f"{count.old:,}",
        "facts_after": lambda count: f"{count.new:,}",
        **{kind: partial(_counted, kind, found) for kind in KINDS},
    }
    caption = words("builds.counts_caption")
    table = table_of(caption, columns, differing, view.context(), cells=cells, name="build-counts")
    parts = [table] if differing else []
    rest = [html.P(words("builds.same", tables=", ".join(same)), className="footnote")] if same else []
    return section(words("builds.counts"), [*parts, *rest], sentence=_sentence(view, pair, found))


def _counted(kind: str, found: Comparison, count: Count) -> str:
    return f"{getattr(count, kind):,}" if found.is_listed else MISSING


def change_list(view: View, pair: Pair, found: Comparison) -> html.Section:
    """Return the changed figures, with both values and both lines."""
    words, title = view.words, view.words("builds.changes")
    if not found.is_listed:
        documents = ", ".join(_titles(view).get(each, each) for each in found.documents)
        return section(title, [empty(words("builds.too_many"), documents)])
    rows = _chosen(view, found)
    if not rows:
        why = "builds.nothing_chosen" if found.changes else "builds.nothing"
        return section(title, [empty(words(why))])
    part = part_of(view, "changes", rows)
    titles = _titles(view)
    columns = (
        Column(code="about"), Column(code="kind_of_change"), Column(code="which_figure"),
        Column(code="value_before", kind="number"), Column(code="value_after", kind="number"),
    )  # fmt: skip
    cells: dict[str, Callable[[Change], Cell]] = {
        "about": lambda change: _about(view, pair, change, found.names, titles),
        "kind_of_change": lambda change: _kind(change.kind, words),
        "which_figure": lambda change: _figure(change, words),
        "value_before": lambda change: _read(
            view, pair.old, _written(view, change, change.before), change.old_place
        ),
        "value_after": lambda change: _read(
            view, pair.new, _written(view, change, change.after), change.new_place
        ),
    }
    caption = words("builds.changes_caption")
    table = table_of(caption, columns, part.rows, view.context(), cells=cells, name="build-changes")
    return section(
        title, [*part.above, table, *part.below], sentence=words("builds.money_unit"), name="changes-section"
    )


def finding_changes(view: View, pair: Pair, found: Comparison) -> html.Section:
    """Return the findings that came and those that went."""
    words, title = view.words, view.words("builds.findings")
    if not found.findings:
        return section(title, [empty(words("builds.no_findings"))])
    part = part_of(view, "findings", found.findings)
    kinds = Counter(kind for kind, _ in found.findings)
    columns = (
        Column(code="finding"), Column(code="kind_of_change"), FINDINGS["severity"], FINDINGS["check"],
        Column(code="line"),
    )  # fmt: skip

    def line(kind: str, row: Finding) -> Content:
        return _line(view, pair.new if kind == "added" else pair.old, (row["document_id"], row["line"]))

    cells: dict[str, Callable[[tuple[str, Finding]], Cell]] = {
        "finding": lambda found: html.Div(
            [
                html.P(html.Strong(found[1]["subject"], lang="ko")),
                html.P(explanation(found[1], words), className="muted"),
            ]
        ),
        "kind_of_change": lambda found: _kind(found[0], words),
        "severity": lambda found: severity_mark(found[1]["severity"], view),
        "check": lambda found: check_name(found[1]["check_name"], words),
        "line": lambda found: line(*found),
    }
    sentence = words("builds.findings_sentence", added=kinds["added"], removed=kinds["removed"])
    caption = words("builds.findings_caption")
    table = table_of(caption, columns, part.rows, view.context(), cells=cells, name="findings-table")
    return section(title, [*part.above, table, *part.below], sentence=sentence)


def change_sheet(view: View, pair: Pair | None, found: Comparison | None) -> Sheet:
    """Return every change in sight as a table: money in whole won, codes as words."""
    words, write = view.words, view.format
    notes = [words("builds.title")]
    rows: list[Row] = []
    if pair is not None:
        notes.append(
            words(
                "builds.pair",
                old=f"{write.moment(pair.old.made_at)} {pair.old.load_id}",
                new=f"{write.moment(pair.new.made_at)} {pair.new.load_id}",
            )
        )
    what = view.own.get("what")
    notes.append(
        words("download.filters", filters=words(f"builds.{what}" if what else "download.no_filters"))
    )
    if found is None or not found.is_listed:
        notes.append(words("builds.nothing_compared"))
    else:
        rows = [_sheet_row(change, found.names, words) for change in _chosen(view, found)]
    documents = ", ".join(_titles(view).values())
    notes += [
        words("download.unit"), *build_stated(view), words("download.documents", documents=documents),
    ]  # fmt: skip
    return sheet_of(words("builds.title"), notes, _CHANGES, rows, words)


def _sheet_row(change: Change, names: Mapping[str, str], words: Words) -> Row:
    is_money = (change.column or "").endswith("_won")
    document_before, line_before = change.old_place or (None, None)
    document_after, line_after = change.new_place or (None, None)
    return {
        "kind_of_change": words(f"builds.{change.kind}"),
        "fact": words(f"fact.{change.table}"),
        "about": change.name,
        "program": names.get(change.program_id or ""),
        "direction": names.get(change.direction_id or ""),
        "which_figure": None if change.column is None else words(f"fact_column.{change.column}"),
        "value_before": _value(change.before),
        "value_after": _value(change.after),
        "value_unit": words("unit.won") if is_money else "%" if change.column in _PERCENT else change.unit,
        "document_before": document_before,
        "line_before": line_before,
        "document_after": document_after,
        "line_after": line_after,
    }


def _value(value: object) -> Value:
    return value if value is None or isinstance(value, int | float | date) else str(value)


def _chosen(view: View, found: Comparison) -> Sequence[Change]:
    what = view.own.get("what")
    return [change for change in found.changes if what is None or change.kind == what]


def _sentence(view: View, pair: Pair, found: Comparison) -> str:
    words, write = view.words, view.format
    sums = {kind: sum(getattr(count, kind) for count in found.counts) for kind in KINDS}
    compared = words("builds.pair", old=write.moment(pair.old.made_at), new=write.moment(pair.new.made_at))
    if not found.is_listed:
        return compared
    return f"{compared} " + words("builds.sentence", **{kind: f"{n:,}" for kind, n in sums.items()})


def _kind(kind: str, words: Words) -> html.Span:
    return html.Span(
        [html.Span(KINDS[kind], className="shape", **HIDDEN), words(f"builds.{kind}")], className="status"
    )


def _figure(change: Change, words: Words) -> html.Div:
    named = [html.Div(words(f"fact_column.{change.column}"))] if change.column is not None else []
    return html.Div(
        [*named, html.Div(words(f"fact.{change.table}"), className="muted small")], className="two-lines"
    )


def _about(
    view: View, pair: Pair, change: Change, names: Mapping[str, str], titles: Mapping[str, str]
) -> Content:
    place = change.new_place or change.old_place
    there = _at(view, pair.new if change.kind != "removed" else pair.old)
    name: Content = html.Strong(change.name or MISSING, lang="ko")
    of: list[Content | str] = []
    for kind, subject in (("programs", change.program_id), ("directions", change.direction_id)):
        if subject is not None and subject in names:
            href = there.link_to(kind, subject)
            if names[subject] == change.name:
                # What is named like its programme leads there itself.
                name = html.Link(name, href=href)
                continue
            link = html.Link(html.Span(names[subject], lang="ko"), href=href)
            of += [" · ", link] if of else [link]
    if place is not None:
        title = html.Span(titles.get(place[0], place[0]), lang="ko")
        of += [" · ", title] if of else [title]
    return html.Div(
        [html.Div(name), html.Div(of, className="muted small")],
        className="two-lines",
    )


def _read(view: View, build: Build, text: str, place: Place | None) -> Content:
    where = [] if place is None else [html.Div(_line(view, build, place), className="small")]
    return html.Div([html.Div(text, className="build-value"), *where], className="two-lines")


def _line(view: View, build: Build, place: Place) -> Content:
    text = view.words("source.line", line=f"{place[1]:,}")
    return html.Link(text, href=_at(view, build).link_to_line(*place))


def _at(view: View, build: Build) -> View:
    """The view whose links lead to a build; to the newest without naming it."""
    is_newest = build == view.snapshot.newest or (view.snapshot.is_newest and build == view.snapshot.build)
    return view.of_build(None if is_newest else build)


def _written(view: View, change: Change, value: object) -> str:
    """A value as it is read, to its last digit: what differs by one won must not look the same."""
    words, column = view.words, change.column or ""
    if value is None:
        return MISSING
    if isinstance(value, bool):
        return words(f"builds.{'yes' if value else 'no'}")
    if isinstance(value, date):
        return view.format.day(value)
    if isinstance(value, int | float):
        if column.endswith("_won"):
            return replace(view.format, unit="won").money_with_unit(int(value))
        if column in _UNGROUPED:
            return str(value)
        number = f"{Decimal(repr(value)).normalize():,f}"
        return number + ("%" if column in _PERCENT else change.unit or "")
    code = f"{_CODES.get(column, '')}.{value}"
    if code in words.labels:
        return words(code)
    return str(value)[:_DIGEST] if column == "sha256" else str(value)


def _titles(view: View) -> dict[str, str]:
    return {row["document_id"]: row["title"] for row in sources.documents(view.connection)}
