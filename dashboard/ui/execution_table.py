"""Lines of a budget with their execution against the share of the year that has passed."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from dashboard.ui import html
from dashboard.ui.cells import Context, linked
from dashboard.ui.data_table import table_of
from dashboard.ui.rows import Row
from dashboard.ui.table import BUDGET, EXECUTED, EXECUTION, GAP, RATE, SOURCE, STATUS, Column


def execution_table(
    caption: str, rows: Sequence[Row], context: Context, *, of: str, address: Callable[[Row], str | None]
) -> html.Div:
    """Return the table. rows: as in `program_execution`. of: the code of what they are.

    address: where a row's name leads, if anywhere.
    """
    spent = (EXECUTED, EXECUTION, RATE, GAP, STATUS)
    # Where nothing is executed yet there is no column of dashes.
    is_plan = all(row["executed_won"] is None for row in rows)
    columns = (Column(code=of), BUDGET, *(() if is_plan else spent), SOURCE)
    cells = {of: lambda row: linked(row["name"], address(row), context.write)}
    return table_of(caption, columns, rows, context, cells=cells, name="execution")
