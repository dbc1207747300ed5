"""Execution: revenue and expenditure from the whole down to each programme."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from dashboard.shell.chart import drawn
from dashboard.shell.download import table_sheet
from dashboard.shell.headline import headline
from dashboard.shell.page import PART, Choices, Page, View
from dashboard.topics.execution import queries as trees
from dashboard.topics.execution.budget_tree import budget_tree, line_rows, listed
from dashboard.topics.execution.charts import PATH, settled_chart, settled_steps
from dashboard.topics.execution.columns import BUDGET_TREE
from dashboard.topics.execution.node_queries import Node, leading_to, path_to
from dashboard.topics.overview.bases import bases
from dashboard.topics.programs import queries as programs
from dashboard.ui import html
from dashboard.ui.cells import Cell
from dashboard.ui.charts.waterfall import Step
from dashboard.ui.data_table import table_of
from dashboard.ui.fragment import Content
from dashboard.ui.section import empty, section
from dashboard.ui.sheet import Sheet
from dashboard.ui.table import FILE, Column

_DEFAULT = "*"
_SIDES = ("expenditure", "revenue")


def render(view: View) -> list[Content]:
    """Return the chosen line with everything below it."""
    words = view.words
    title = headline(view, words("execution.title"))
    side, root = _root(view)
    if root is None:
        return [title, section(words(f"execution.{side}"), [_nothing(view, side)])]
    path, is_known = _path(view, root)
    notices: list[Content] = []
    if not is_known:
        shown = view.own["node"][:60]
        notices.append(
            html.Div(
                [
                    html.P(words("execution.no_node", node=shown), className="notice-title"),
                    html.P(html.Link(words("execution.no_node_do"), href=view.link_own(PATH, node=None))),
                ],
                className="notice",
                role="alert",
            )
        )
    return [title, *notices, *bases(view), budget_tree(view, side, path), *_settled(view, path[-1])]


def _settled(view: View, node: Node) -> list[Content]:
    """What became of the line's budget, where its report prints that, as a picture and as a table."""
    words, steps = view.words, settled_steps(view, node)
    if not steps:
        return []
    shown = settled_chart(view, node, steps)
    columns = (Column(code="item"), Column(code="amount", kind="money"))
    cells: dict[str, Callable[[Step], Cell]] = {
        "item": lambda step: step.name,
        "amount": lambda step: step.text,
    }
    table = table_of(shown.title, columns, steps, view.context(), cells=cells, name="settled")
    details = html.Details([html.Summary(words("settled.table")), table])
    return [section(shown.title, [drawn(view, shown), details], sentence=shown.sentence)]


def download(view: View, _ids: Sequence[str] | None) -> Sheet:
    """Return the lines in sight, in won."""
    _, root = _root(view)
    lines = [] if root is None else listed(view, _path(view, root)[0][-1])
    return table_sheet(view, "execution", BUDGET_TREE.shown(FILE), line_rows(view, lines))


def offers(view: View) -> Choices:
    """Return the sides, depths and orders that the table can be seen in; the first of each is the default."""
    words = view.words
    return {
        key: [(value, words(f"execution_{key}.{name}")) for value, name in choices]
        for key, choices in (
            ("side", [(_DEFAULT, "expenditure"), ("revenue", "revenue")]),
            ("depth", [(_DEFAULT, "two"), ("all", "all"), ("leaves", "leaves")]),
            ("sort", [(_DEFAULT, "printed"), ("budget", "budget"), ("rate", "rate"), ("left", "left")]),
        )
    }


def _root(view: View) -> tuple[str, Node | None]:
    """The side and its tree; filters on programmes leave what leads to those."""
    side = view.own.get("side", _SIDES[0])
    if side == "revenue":
        return side, trees.revenue(view.connection, view.scope)
    root = trees.expenditure(view.connection, view.scope)
    if root is not None and view.filters.narrows_programs:
        listing = programs.listing(view.connection, view.scope, view.filters)
        root = leading_to(root, {row["program_id"] for row in listing})
    return side, root


def _path(view: View, root: Node) -> tuple[tuple[Node, ...], bool]:
    """The way to the chosen line. One of the other side or filtered out is let go; an unknown one is said."""
    asked = view.own.get("node")
    if asked is None:
        return (root,), True
    if path := path_to(root, asked):
        return path, True
    every = (trees.expenditure(view.connection, view.scope), trees.revenue(view.connection, view.scope))
    return (root,), any(tree is not None and path_to(tree, asked) for tree in every)


def _nothing(view: View, side: str) -> Content:
    words = view.words
    if side == "expenditure" and view.filters.narrows_programs:
        link = (
            words("filter.clear"),
            view.link(PATH, direction=None, department=None, funding=None, status=None),
        )
        return empty(words("programs.none"), words("empty.loosen"), link)
    other = next(value for value in _SIDES if value != side)
    link = (
        words(f"execution.see_{other}"),
        view.link_own(PATH, side=None if other == _SIDES[0] else other, node=None),
    )
    return empty(words(f"execution.none_{side}"), words("execution.none_do"), link)


PAGE = Page(
    code="execution",
    position=22,
    path=PATH,
    filters=("org", "year", "as_of", "direction", "department", "funding", "status"),
    render=render,
    sheet=download,
    own=("side", "node", "depth", "sort", PART),
    offers=offers,
)
