"""Revenue or expenditure from a chosen line down: the parts as a picture, and the same lines as a table."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from dashboard.shell.chart import drawn
from dashboard.shell.long_list import part_of
from dashboard.shell.page import View
from dashboard.topics.execution.charts import PATH, parts_chart
from dashboard.topics.execution.columns import BUDGET_TREE, OF_REVENUE
from dashboard.topics.execution.node_name import OURS, name_of
from dashboard.topics.execution.node_queries import LISTED, UNPLACED, Node
from dashboard.topics.overview import queries as institution
from dashboard.topics.overview.key_figure_queries import key_figures_of
from dashboard.ui import html
from dashboard.ui.aria import named
from dashboard.ui.bar import pace_bar
from dashboard.ui.cells import Cell, cell
from dashboard.ui.citation import Citation, Place
from dashboard.ui.data_table import table_of
from dashboard.ui.fragment import Content
from dashboard.ui.printed import printed
from dashboard.ui.rows import Row
from dashboard.ui.section import section
from dashboard.ui.source_note import source_note
from dashboard.ui.status import status_mark
from dashboard.ui.table import BUDGET, EXECUTED, PAGE, PRINTED_RATE, Column

LINES = "lines"
"""How the page knows the list."""
_LISTED = 2
_SHOWN = {"current_won", "executed_won", "printed_rate"}


@dataclass(frozen=True, slots=True)
class Listed:
    """A line of the table: the node and how deep it stands below the chosen one.

    is_repeated: it stands in an earlier part of the list, and again above its own lines.
    """

    node: Node
    depth: int
    is_repeated: bool = False


def budget_tree(view: View, side: str, path: Sequence[Node]) -> html.Section:
    """Return the section. path: from the whole to the chosen line."""
    words, chosen = view.words, path[-1]
    elapsed = institution.elapsed_share(view.connection, view.scope)
    part = part_of(view, LINES, every := listed(view, chosen))
    lines = in_sight(every, part.rows)
    citations = view.citations(place for line in lines for place in _places(line.node))
    sentence = tree_sentence(view, side, chosen, elapsed)
    parted = parts_chart(view, side, path, sentence)
    title = words(f"execution.{side}_of", name=name_of(view, chosen))
    heads = {"printed_rate": "column.printed_rate_short", **(OF_REVENUE if side == "revenue" else {})}
    table = table_of(
        words(f"execution.caption_{side}", name=name_of(view, chosen)),
        BUDGET_TREE.shown(PAGE, without=() if side == "expenditure" else ("status",)),
        line_rows(view, lines),
        view.context(),
        cells=_cells(view, side, elapsed, citations),
        heads={code: words(label, unit=view.format.unit_name) for code, label in heads.items()},
        name=f"budget-tree {side}",
    )
    parts: list[Content] = [_crumbs(view, path)] if len(path) > 1 else []
    notes = [html.P(note, className="footnote") for note in notes_of(view, lines)]
    right = [*part.above, table, *part.below, *notes]
    if parted is None:
        parts += right
    else:
        left = html.Div(drawn(view, parted), className="execution-picture")
        parts.append(html.Div([left, html.Div(right)], className="execution-parts"))
    return section(
        title,
        parts,
        sentence=sentence,
        name="execution-section",
        more=_own_page(view, chosen),
    )


def listed(view: View, chosen: Node) -> list[Listed]:
    """Return the lines of the table as the address asks for them: how deep, and in which order."""
    depth = view.own.get("depth")
    if depth == "leaves":
        leaves = [Listed(node, 0) for node in chosen.walk() if not node.children]
        return sorted(leaves, key=lambda line: _order(view, line.node))
    # Programmes that a filter has chosen are what the reader came for: they are not left folded away.
    is_whole = depth == "all" or view.filters.narrows_programs
    return [Listed(chosen, 0), *_below(view, chosen, 1, None if is_whole else _LISTED)]


def in_sight(every: Sequence[Listed], rows: Sequence[Listed]) -> list[Listed]:
    """Return the rows of a part under the lines that they belong to."""
    return [*_above(every, rows[0]), *rows]


def _above(every: Sequence[Listed], first: Listed) -> list[Listed]:
    """The lines that the first one of a part belongs to, from the whole down."""
    found: list[Listed] = []
    depth = first.depth
    for line in reversed(every[: every.index(first)]):
        if line.depth < depth:
            found.append(Listed(line.node, line.depth, is_repeated=True))
            depth = line.depth
    return found[::-1]


def _places(node: Node) -> list[Place]:
    """Where the figures of a line stand."""
    lines = [node.row["line"], *([node.other_line] if node.other_line is not None else [])]
    return [(node.row["document_id"], line) for line in lines]


def _below(view: View, node: Node, depth: int, last: int | None) -> list[Listed]:
    if last is not None and depth > last:
        return []
    found: list[Listed] = []
    for child in sorted(node.children, key=lambda child: _order(view, child)):
        found += [Listed(child, depth), *_below(view, child, depth + 1, last)]
    return found


def _order(view: View, node: Node) -> tuple[bool, float]:
    """Where a line stands among its neighbours: as printed, or by what is asked for; what is missing last."""
    column, sign = {
        "budget": ("current_won", -1),
        "rate": ("execution_rate", 1),
        "left": ("remaining_won", -1),
    }.get(view.own.get("sort", ""), ("", 1))
    value = node.row[column] if column else 0
    return value is None, sign * float(value or 0)


def line_rows(view: View, lines: Sequence[Listed]) -> list[Row]:
    """Return the lines as rows of `BUDGET_TREE`."""
    return [
        {
            **line.node.row,
            "listed": line,
            "item": name_of(view, line.node),
            "level_below": line.depth + 1,
            "unreadable": line.node.unreadable,
        }
        for line in lines
    ]


def _cells(
    view: View, side: str, elapsed: float | None, citations: Mapping[Place, Citation]
) -> dict[str, Callable[[Row], Cell]]:
    write, context = view.format, view.context()

    def figure(column: Column) -> Callable[[Row], Cell]:
        return lambda row: _lost(view) if column.field in row["unreadable"] else cell(column, row, context)

    def bar(row: Row) -> Content:
        status = row["status"] if side == "expenditure" else "plain"
        return pace_bar(
            row["execution_rate"], elapsed, status, _said(view, side, row["listed"].node, elapsed)
        )

    def status(row: Row) -> Content:
        code = None if "executed_won" in row["unreadable"] else row["status"]
        return status_mark(code, "budget", write, view.thresholds)

    def source(row: Row) -> Content:
        cited = [citations.get(place) for place in _places(row["listed"].node)]
        return source_note(cited, row["item"], view.words)

    return {
        "item": lambda row: _name(view, row["listed"]),
        **{column.code: figure(column) for column in (BUDGET, EXECUTED, PRINTED_RATE)},
        "execution": bar,
        "status": status,
        "source": source,
    }


def _name(view: View, line: Listed) -> Content:
    words, node = view.words, line.node
    name = printed(node.label, words) if node.label is not None else html.Span(name_of(view, node))
    parts: list[Content | str] = [html.Strong(name) if line.depth == 0 and node.children else name]
    if node.children and line.depth > 0:
        parts = [html.Link(name, href=view.link_own(PATH, node=node.node_id))]
        parts.append(html.Span(words("execution.parts", n=len(node.children)), className="muted small parts"))
    elif node.program_id is not None:
        parts = [html.Link(name, href=view.link_to("programs", node.program_id))]
    marks = [words("execution.mark_summed")] if node.basis == "summed" else []
    if node.other_line is not None:
        marks.append(words("execution.mark_other"))
    if line.is_repeated:
        marks.append(words("execution.mark_repeated"))
    if marks:
        parts.append(html.Span(" ".join(marks), className="muted small parts"))
    if node.row["reason"]:
        reason = printed(node.row["reason"], words)
        parts.append(html.Div([words("execution.reason"), " ", reason], className="muted small"))
    parts.append(html.Span(words("execution.depth", n=line.depth + 1), className="visually-hidden"))
    return html.Div(parts, className=f"tree-name depth-{min(line.depth, 5)}")


def _lost(view: View) -> Content:
    words = view.words
    return html.Span(words("cell.unreadable"), className="unreadable", title=words("cell.unreadable_why"))


def _said(view: View, side: str, node: Node, elapsed: float | None) -> str:
    words, write = view.words, view.format
    if "executed_won" in node.unreadable:
        return words("execution.unreadable")
    if elapsed is None:
        return words("undated.rate", rate=write.percent(node.row["execution_rate"]))
    if node.row["execution_rate"] is None:
        return words("bar.no_rate", elapsed=write.percent(elapsed))
    rate = write.percent(node.row["execution_rate"])
    if side == "revenue":
        return words("bar.collection", rate=rate, elapsed=write.percent(elapsed))
    gap = write.points(node.row["pace_gap"])
    return words("bar.execution", rate=rate, elapsed=write.percent(elapsed), gap=gap)


def tree_sentence(view: View, side: str, chosen: Node, elapsed: float | None) -> str:
    """Return how a line stands, and which of its parts is slowest."""
    words, write, row = view.words, view.format, chosen.row
    if "executed_won" in chosen.unreadable:
        head = words("execution.sentence_lost", budget=write.money_with_unit(row["current_won"]))
        head = f"{head} {_added_up(view, row)}".strip()
    elif row["execution_rate"] is None:
        head = words("execution.sentence_budget", budget=write.money_with_unit(row["current_won"]))
    else:
        head = words(
            f"execution.sentence_{side}",
            budget=write.money_with_unit(row["current_won"]),
            executed=write.money_with_unit(row["executed_won"]),
            rate=write.percent(row["execution_rate"]),
            elapsed=write.percent(elapsed),
        )
    if elapsed is None and "executed_won" not in chosen.unreadable and row["execution_rate"] is not None:
        head = words(
            f"undated.sentence_{side}",
            budget=write.money_with_unit(row["current_won"]),
            executed=write.money_with_unit(row["executed_won"]),
            rate=write.percent(row["execution_rate"]),
        )
    of = chosen.children
    if view.filters.narrows_programs:
        of = tuple(node for node in chosen.walk() if node.program_id is not None)
    measured = [child for child in of if child.row["execution_rate"] is not None]
    if len(measured) > 1:
        # What nobody has touched may not be due yet: it is named, and no slowest of those that are.
        untouched = [child for child in measured if child.row["executed_won"] == 0]
        begun = [child for child in measured if child not in untouched] or measured
        slowest = min(begun, key=lambda child: child.row["execution_rate"])
        left = max(measured, key=lambda child: child.row["remaining_won"] or 0)
        names = ", ".join(name_of(view, child) for child in untouched)
        return " ".join(
            [
                head,
                *([words("execution.untouched", n=len(untouched), names=names)] if untouched else []),
                words(
                    f"execution.among_{side}",
                    slowest=name_of(view, slowest),
                    rate=write.percent(slowest.row["execution_rate"]),
                    most=name_of(view, left),
                    left=write.money_with_unit(left.row["remaining_won"]),
                ),
            ]
        )
    if chosen.children:
        largest = max(chosen.children, key=lambda child: child.row["current_won"] or 0)
        part = words(
            "execution.largest",
            name=name_of(view, largest),
            budget=write.money_with_unit(largest.row["current_won"]),
        )
        return f"{head} {part}"
    return head


def _added_up(view: View, row: Row) -> str:
    """What the whole has executed by its printed parts, where its own amount is destroyed."""
    now = key_figures_of(view.connection, view.scope, view.filters)
    spent = now.spent
    if not now.is_added_up or spent["executed_place"] != (row["document_id"], row["line"]):
        return ""
    return view.words(
        "execution.sentence_added_up",
        executed=view.format.money_with_unit(spent["executed_won"]),
        rate=view.format.percent(spent["execution_rate"]),
    )


def _crumbs(view: View, path: Sequence[Node]) -> html.Nav:
    words = view.words
    items: list[Content] = [
        html.Li(
            html.Link(
                name_of(view, node), href=view.link_own(PATH, node=None if place == 0 else node.node_id)
            )
        )
        for place, node in enumerate(path[:-1])
    ]
    here = {"aria-current": "page"}
    items.append(html.Li(html.Span(name_of(view, path[-1]), **here)))
    return html.Nav(html.Ol(items, className="crumbs"), **named(words("execution.path")))


def _own_page(view: View, node: Node) -> tuple[str, str] | None:
    if node.direction_id is not None:
        return view.words("execution.to_direction"), view.link_to("directions", node.direction_id)
    if node.program_id is not None:
        return view.words("execution.to_program"), view.link_to("programs", node.program_id)
    return None


def notes_of(view: View, lines: Sequence[Listed]) -> list[str]:
    """Return what must be said of these lines."""
    words = view.words
    nodes = [line.node for line in lines]
    notes = []
    if any(node.other_line is not None for node in nodes):
        notes.append(words("execution.note_other"))
    if any(node.unreadable & _SHOWN for node in nodes):
        notes.append(words("execution.note_unreadable"))
    if any(node.basis == "summed" for node in nodes):
        notes.append(words("execution.note_summed"))
    notes += [
        words(f"execution.note_{OURS[level]}")
        for level in (LISTED, UNPLACED)
        if any(node.level == level for node in nodes)
    ]
    if view.filters.narrows_programs:
        notes.append(words("execution.note_chosen"))
    return notes
