"""Peers: where the institution stands among those that report of the same month."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from dashboard.shell.chart import drawn, read_at
from dashboard.shell.download import table_sheet
from dashboard.shell.headline import headline
from dashboard.shell.page import Page, View
from dashboard.topics.peers import queries
from dashboard.topics.peers.columns import PEERS
from dashboard.topics.peers.queries import Absent, Peer, Peers
from dashboard.ui import html
from dashboard.ui.cells import Cell
from dashboard.ui.charts.chart import Chart
from dashboard.ui.charts.strips import Stand, strips
from dashboard.ui.charts.theme import hover, plain
from dashboard.ui.data_table import table_of
from dashboard.ui.fragment import Content
from dashboard.ui.section import empty, section
from dashboard.ui.sheet import Sheet
from dashboard.ui.table import FILE
from dashboard.ui.table import PAGE as SHOWN

_FEWEST = 2
"""Marks: one alone compares nothing."""
_DATES = 4
"""Days that are told of what an institution reports of."""


def render(view: View) -> list[Content]:
    """Return a strip for each measure, the table, and who is missing and why."""
    words = view.words
    title = headline(view, words("peers.title"), path="/peers")
    found = queries.peers(view.connection, view.scope)
    if found is None:
        return [title, empty(words("peers.undated"))]
    strips_of = [shown for measure in _MEASURES if (shown := _strip(view, found, *measure)) is not None]
    parts: list[Content] = [title]
    for shown in strips_of:
        parts.append(section(shown.title, [drawn(view, shown)], sentence=shown.sentence))
    parts.append(_table(view, found))
    if found.absent:
        rows = [html.Li(_absent(view, one)) for one in found.absent]
        parts.append(section(words("peers.absent"), [html.Ul(rows)]))
    return parts


def _strip(
    view: View,
    found: Peers,
    code: str,
    value: Callable[[Peer], float | None],
    write: Callable[[View, Peer], str],
) -> Chart | None:
    """Return one measure of all that have it; None where the own one has not, or is alone."""
    words = view.words
    known = [one for one in found.found if value(one) is not None]
    if len(known) < _FEWEST or not any(one["is_own"] for one in known):
        return None
    own = next(one for one in known if one["is_own"])
    # Who has the same stands at the same place.
    place = 1 + sum((value(one) or 0.0) > (value(own) or 0.0) for one in known)
    return Chart(
        code=f"peers-{code}",
        title=words(f"peers.{code}"),
        sentence=words(
            f"peers.{code}_sentence", n=len(known), place=place, value=write(view, own),
            name=own["name"],
        ),
        figure=strips([
            Stand(
                name=one["name"], value=value(one) or 0.0, text=write(view, one), is_own=one["is_own"],
                hover=hover(
                    f"<b>{plain(one['name'])}</b>", write(view, one), view.format.as_of(one["as_of"]),
                    read_at(view, (one["document_id"], one["line"])),
                ),
            )
            for one in known
        ]),
        notes=[words("peers.note"), words(f"peers.{code}_note")],
    )  # fmt: skip


_MEASURES: tuple[tuple[str, Callable[[Peer], float | None], Callable[[View, Peer], str]], ...] = (
    (
        "execution",
        lambda one: one["execution_rate"],
        lambda view, one: view.format.percent(one["execution_rate"]),
    ),
    ("attainment", lambda one: one["attainment"], lambda view, one: view.format.percent(one["attainment"])),
    (
        "per_head",
        lambda one: one["per_head_won"],
        lambda view, one: view.format.money_with_unit(one["per_head_won"]),
    ),
)


def _table(view: View, found: Peers) -> html.Section:
    words = view.words
    cells: dict[str, Callable[[Peer], Cell]] = {"institution": lambda one: _name(view, one)}
    table = table_of(
        words("peers.caption"), PEERS.shown(SHOWN), found.found, view.context(_cited(found)), cells=cells,
        name="peers",
    )  # fmt: skip
    is_alone = len(found.found) < _FEWEST
    alone = [empty(words("peers.alone"), words("peers.alone_then"))] if is_alone else []
    return section(words("peers.table"), [*alone, table], sentence=words(f"peers.base_{found.base}"))


def _cited(found: Peers) -> Sequence[Peer]:
    return [one for one in found.found if one["document_id"] is not None]


def _name(view: View, one: Peer) -> Cell:
    if one["is_own"]:
        return html.Strong([one["name"], " ", view.words("peers.own")])
    year, as_of = view.scope.fiscal_year, one["as_of"]
    return html.Link(
        one["name"], href=view.link("/peers", org=one["organization_id"], year=year, as_of=as_of)
    )


def _absent(view: View, one: Absent) -> list[Content | str]:
    days = ", ".join(view.format.day(day) for day in one.dates[:_DATES]) or view.words("peers.no_dates")
    return [html.Strong(one.name, lang="ko"), " ", view.words(f"peers.{one.why}", days=days)]


def download(view: View, _ids: Sequence[str] | None) -> Sheet:
    """Return the institutions that can be compared."""
    found = queries.peers(view.connection, view.scope)
    return table_sheet(view, "peers", PEERS.shown(FILE), [] if found is None else found.found)


PAGE = Page(
    code="peers",
    position=12,
    path="/peers",
    filters=("org", "year", "as_of"),
    render=render,
    sheet=download,
    part_of="overview",
)
