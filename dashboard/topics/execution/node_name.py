"""What a line of a budget is called."""

from __future__ import annotations

from dashboard.shell.page import View
from dashboard.topics.execution.node_queries import LISTED, PROGRAMS, UNPLACED, Node

OURS = {PROGRAMS: "sum_of_programs", LISTED: "without_total", UNPLACED: "unplaced"}
"""The names of lines that no report prints."""


def name_of(view: View, node: Node) -> str:
    """Return the printed name of a line, or what stands for it."""
    if node.label is not None:
        return node.label
    if node.level in OURS:
        return view.words(f"execution.{OURS[node.level]}")
    return view.words("printed.unreadable")
