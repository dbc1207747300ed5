"""The list of programmes as a grid: sort, search, filter, pinned names, totals, by mouse and by keyboard."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import dash_ag_grid as dag

from dashboard.shell.doubt import Doubt
from dashboard.topics.programs import narrowing
from dashboard.topics.programs.columns import NAME, PROGRAMS
from dashboard.topics.programs.queries import ListedProgram
from dashboard.ui.cells import Context, text
from dashboard.ui.format import SHAPES, Formatter
from dashboard.ui.labels import Words
from dashboard.ui.rows import Row
from dashboard.ui.source_note import place
from dashboard.ui.status import status_rule
from dashboard.ui.table import BUDGET, Column

Named = tuple[str, str]
"""A name and the address that it leads to."""

GRID_ID = {"type": "grid", "name": "programs"}

_ALL_DRAWN = 120
_BEYOND_SIGHT = 10
"""Rows that are all drawn at once; of more, those in sight and so many above and below."""
_DIGIT, _BESIDE, _MARK = 8.5, 26.0, 18.0
"""Width of a digit of the total's bold figures, of what stands beside a figure in its cell, and of a mark."""
_TEXTS = (
    "noRowsToShow", "filterOoo", "equals", "notEqual", "contains", "notContains", "startsWith",
    "endsWith", "blank", "notBlank", "lessThan", "greaterThan", "lessThanOrEqual", "greaterThanOrEqual",
    "inRange", "inRangeStart", "inRangeEnd", "andCondition", "orCondition", "ariaFilterValue",
    "ariaFilterFromValue", "ariaFilterToValue", "ariaFilteringOperator", "ariaFilterColumn",
    "ariaSortableColumn", "ariaLabelColumnFilter", "ariaColumnFiltered", "ariaLabelTooltip",
    "noMatchingRows", "loadingOoo", "ariaFilterInput", "ariaFilterMenuOpen", "ariaFilterActive",
    "ariaLabelDialog", "ariaLabelColumnMenu", "ariaMenuColumn", "ariaPageSizeSelectorLabel", "firstPage",
    "previousPage", "nextPage", "lastPage",
)  # fmt: skip


def grid_row(
    row: ListedProgram,
    columns: Sequence[Column],
    context: Context,
    *,
    address: str,
    units: Sequence[Named],
    doubt: Doubt | None,
) -> dict[str, Any]:
    """Return a programme as the grid takes it. Numbers travel with their text: that is shown, they sort.

    units: those that run it. doubt: of its budget.
    """
    return {
        **_row(row, columns, context),
        "href": address,
        "units": [{"name": name, "href": href} for name, href in units],
        "doubt": _doubt(doubt),
    }


def program_grid(
    data: Sequence[Mapping[str, Any]],
    total: Mapping[str, Any],
    columns: Sequence[Column],
    write: Formatter,
    *,
    count: int,
    widest: Sequence[Mapping[str, Any]],
    own: Mapping[str, str],
) -> dag.AgGrid:
    """Return the grid with its first rows.

    count: of all rows; the others come after the page. widest: the rows that a column is as wide as. own: the
    page's own keys of the address.
    """
    words = write.words
    ordered = narrowing.order(own)
    return dag.AgGrid(
        id=GRID_ID,
        rowData=list(data),
        columnDefs=[
            {**_name(write), **ordered.get(NAME, {})},
            *(
                {**_definition(column, write, [*widest, total]), **ordered.get(column.code, {})}
                for column in columns
            ),
        ],
        filterModel=narrowing.filter_model(own),
        defaultColDef={
            "sortable": True,
            "resizable": True,
            "filter": True,
            "filterParams": {"textFormatter": {"function": "folded(params)"}},
            # The search finds what it says that it searches, and nothing else.
            "getQuickFilterText": {"function": "''"},
            "minWidth": 84,
            "wrapHeaderText": True,
        },
        getRowId="params.data.id",
        dashGridOptions={
            "pinnedBottomRowData": [total],
            "tooltipShowDelay": 300,
            "animateRows": False,
            "suppressCellFocus": False,
            # Which columns there are is said by the address alone.
            "suppressDragLeaveHidesColumns": True,
            "enableCellTextSelection": True,
            "ensureDomOrder": True,
            "localeText": {text: words(f"grid.{text}") for text in _TEXTS},
            "quickFilterText": narrowing.quick_filter(own),
            # What a browser's own search is to find must be there, in sight or not.
            "rowBuffer": count if count <= _ALL_DRAWN else _BEYOND_SIGHT,
            "suppressColumnVirtualisation": count <= _ALL_DRAWN,
            # How many rows there are when all of them are there (`assets/programs.js`).
            "context": {"rows": count},
            "loading": not data,
            "headerHeight": 52,
            "rowHeight": 36,
        },
        className="ag-theme-alpine program-grid",
        style={"height": None},
    )


def total_row(
    label: str, totals: Row, columns: Sequence[Column], write: Formatter, doubt: Doubt | None
) -> dict[str, Any]:
    """Return the row that stands below the others; columns whose total has no meaning stay empty.

    doubt: of a budget that the sum holds.
    """
    row: dict[str, Any] = {"id": "total", NAME: label, "doubt": _doubt(doubt)}
    for column in columns:
        if column.total:
            row |= _figure(column, totals[column.total], write)
    return row


def without_budget(row: Row, words: Words) -> str | None:
    """Return what stands in the place of a budget that is none, or that cannot be read; else None."""
    is_told = row["current_won"] is None and row["budget_state"] in ("none", "unreadable")
    return words(f"programs.{row['budget_state']}_budget") if is_told else None


def _doubt(doubt: Doubt | None) -> dict[str, str] | None:
    return (
        None
        if doubt is None
        else {"sign": doubt.sign, "name": doubt.name, "said": doubt.said, "href": doubt.href}
    )


def _name(write: Formatter) -> dict[str, Any]:
    return {
        "field": NAME,
        "headerName": PROGRAMS[NAME].head(write.words),
        "pinned": "left",
        "lockPosition": True,
        "minWidth": 130,
        "width": 330,
        "wrapText": True,
        "autoHeight": True,
        "cellRenderer": "ProgramLink",
        "tooltipField": NAME,
        "filter": "agTextColumnFilter",
        # The search knows these whether their columns are shown or not.
        "getQuickFilterText": {"function": "params.data.searched"},
    }


def _definition(column: Column, write: Formatter, rows: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    words, code = write.words, column.code
    # A figure that is cut reads as a smaller one.
    needed = max((len(str(row.get(f"{code}_text") or "")) for row in rows), default=0) * _DIGIT + _BESIDE
    is_marked = code == BUDGET.code and any(row["doubt"] is not None for row in rows)
    needed += _MARK if is_marked else 0
    found: dict[str, Any] = {
        "field": code,
        "headerName": column.head(words, write.unit_name),
        "width": max(column.width, needed) if column.is_figure else column.width,
        "headerTooltip": words(f"measure.{column.measure}.text") if column.measure else None,
    }
    if column.is_figure:
        found |= {
            "type": "rightAligned",
            "minWidth": needed,
            "filter": "agNumberColumnFilter",
            "comparator": {"function": "unknownLast"},
            "filterValueGetter": {"function": f"params.data.{code}_figure"},
            "valueFormatter": {"function": f"params.data.{code}_text"},
            "tooltipField": f"{code}_spoken",
        }
        if is_marked:
            found["cellRenderer"] = "DoubtedFigure"
        if column.is_projection:
            found["cellClass"] = "ag-right-aligned-cell projection"
    elif column.kind == "status":
        found |= {"cellRenderer": "StatusMark", "tooltipField": "rule"}
    elif column.kind == "source":
        found |= {"cellRenderer": "SourceLink", "tooltipField": "raw"}
    elif column.field == "offices":
        found |= {"cellRenderer": "UnitLinks", "tooltipField": code}
    else:
        found |= {"tooltipField": code}
    return found


def _row(row: Row, columns: Sequence[Column], context: Context) -> dict[str, Any]:
    write = context.write
    searched = (row["name"], row["direction_name"], row["offices"])
    found: dict[str, Any] = {
        "id": row["program_id"],
        NAME: row["name"],
        "searched": "\n".join(narrowing.folded(part) for part in searched if part),
    }
    for column in columns:
        if column.is_figure:
            found |= _figure(column, row[column.field], write)
            if column.code == BUDGET.code and (instead := without_budget(row, write.words)) is not None:
                why = write.words(f"program.{row['budget_state']}_budget", raw=row["unread_budget"] or "")
                found |= {f"{column.code}_text": instead, f"{column.code}_spoken": why}
        elif column.kind == "status":
            found |= _status(row, column, context)
        elif column.kind == "source":
            cited = context.citations.get((row["document_id"], row["line"]))
            found |= {
                column.code: None if cited is None else place(cited, write.words),
                "raw": None if cited is None else cited.raw,
                "source_href": None if cited is None else cited.address,
            }
        else:
            found[column.code] = row[column.field]
    return found


def _figure(column: Column, value: Any, write: Formatter) -> dict[str, Any]:  # noqa: ANN401 -- by kind
    code = column.code
    figure = {
        code: value,
        f"{code}_text": text(column, value, write),
        f"{code}_figure": _compared(column, value, write),
    }
    return figure | ({f"{code}_spoken": write.spoken(value)} if column.kind == "money" else {})


def _compared(column: Column, value: Any, write: Formatter) -> float | None:  # noqa: ANN401 -- by kind
    """The number that the text shows: what a reader filters by."""
    if column.kind == "money":
        return write.money_figure(value)
    if column.kind in ("percent", "points"):
        return write.rate_figure(value)
    return None if value is None else float(value)


def _status(row: Row, column: Column, context: Context) -> dict[str, Any]:
    status, write = row[column.field], context.write
    return {
        column.code: column.value(row, write.words),
        "status_code": status,
        "rule": None if status is None else status_rule(status, column.scale, write, context.limits),
        "shape": None if status is None else SHAPES[status],
    }
