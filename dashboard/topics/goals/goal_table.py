"""Goals with target, result and attainment as bullets; a pending result is told apart from zero."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from dashboard.topics.goals.columns import GOALS
from dashboard.topics.goals.queries import Goal
from dashboard.ui import html
from dashboard.ui.bar import pace_bar
from dashboard.ui.cells import Cell, Context
from dashboard.ui.data_table import table_of
from dashboard.ui.format import Formatter
from dashboard.ui.printed import printed
from dashboard.ui.table import PAGE
from etl.terms.codes import NOT_FINAL


def goal_table(caption: str, rows: Sequence[Goal], context: Context) -> html.Div:
    """Return the table of `goal_attainment` rows."""
    write = context.write
    cells = goal_cells(write)
    # The same name under several programmes is not the same goal.
    if len({row["program_id"] for row in rows}) > 1:
        cells["goal"] = partial(_name_and_program, write)
    columns = GOALS.shown(PAGE, without=("other_years",))
    return table_of(caption, columns, rows, context, cells=cells, name="goals")


def goal_cells(write: Formatter) -> dict[str, Callable[[Goal], Cell]]:
    """Return the cells of a goal that are more than their figure."""
    return {
        "goal": partial(goal_name, write),
        "actual": partial(_actual, write),
        "attainment_bar": partial(_bar, write),
    }


def goal_name(write: Formatter, row: Goal) -> html.Span:
    """Return a goal's printed name; where less is better, that is said."""
    name = printed(row["name"], write.words)
    if row["better"] != "lower":
        return html.Span(name)
    return html.Span([name, " ", html.Span(write.words("goal.lower_is_better"), className="muted small")])


def _name_and_program(write: Formatter, row: Goal) -> html.Span:
    name = goal_name(write, row)
    if row["program_name"] is None:
        return name
    of = html.Span(printed(row["program_name"], write.words), className="muted small goal-program")
    return html.Span([name, of])


def _actual(write: Formatter, row: Goal) -> Cell:
    result = write.words(f"result.{row['result_status']}")
    if row["actual"] is None:
        return html.Span(result, className="muted")
    actual = write.measured(row["actual"], row["unit"])
    if row["result_status"] in NOT_FINAL:
        return html.Span([actual, html.Span(result, className="muted small")])
    return actual


def _bar(write: Formatter, row: Goal) -> html.Div:
    words, attainment = write.words, row["attainment"]
    if row["actual"] is None:
        sentence = words("bar.goal_unread" if row["result_status"] == "unread" else "bar.goal_pending")
    elif attainment is None:
        sentence = words("bar.goal_undefined")
    elif row["elapsed_share"] is None:
        sentence = words("bar.goal_unpaced", rate=write.percent(attainment))
    else:
        sentence = words(
            "bar.goal", rate=write.percent(attainment), elapsed=write.percent(row["elapsed_share"])
        )
    pace = None if attainment is None else row["elapsed_share"]
    return pace_bar(attainment, pace, row["status"], sentence)
