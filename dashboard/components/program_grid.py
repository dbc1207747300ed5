"""The list of programmes as a grid: sort, search, filter, pinned names, totals, by mouse and by keyboard."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import dash_ag_grid as dag

from dashboard.citation import Citation, Place
from dashboard.components.source_note import place
from dashboard.components.status import SHAPES, status_rule
from dashboard.format import Formatter
from dashboard.rows import Row

GRID_ID = {"type": "grid", "name": "programs"}

_TEXTS = (
    "noRowsToShow", "filterOoo", "equals", "notEqual", "contains", "notContains", "startsWith",
    "endsWith", "blank",
    "notBlank", "lessThan", "greaterThan", "lessThanOrEqual", "greaterThanOrEqual", "inRange", "andCondition",
    "orCondition", "searchOoo", "sortAscending", "sortDescending", "sortUnSort", "pinColumn",
    "autosizeThisColumn",
    "autosizeAllColumns", "resetColumns", "chooseColumns",
)  # fmt: skip


def program_grid(
    rows: Sequence[Row],
    totals: Mapping[str, Any],
    *,
    write: Formatter,
    limits: Mapping[str, str],
    citations: Mapping[Place, Citation],
    addresses: Mapping[str, str],
) -> dag.AgGrid:
    """Return the grid. Numbers travel with their text: the text is shown, the number sorts."""
    words = write.words
    total = {
        "id": "total",
        "name": words("programs.total", n=write.number(totals["programs"])),
        **_money("budget", totals["budget_won"], write),
        **_money("executed", totals["spent_won"], write),
        **_money("remaining", totals["remaining_won"], write),
        **_rate(totals, write),
    }
    return dag.AgGrid(
        id=GRID_ID,
        rowData=[_row(row, write, limits, citations, addresses) for row in rows],
        columnDefs=_columns(write),
        defaultColDef={
            "sortable": True,
            "resizable": True,
            "filter": True,
            "minWidth": 84,
            "wrapHeaderText": True,
        },
        getRowId="params.data.id",
        dashGridOptions={
            "pinnedBottomRowData": [total],
            "tooltipShowDelay": 300,
            "animateRows": False,
            "suppressCellFocus": False,
            "enableCellTextSelection": True,
            "ensureDomOrder": True,
            "localeText": {text: words(f"grid.{text}") for text in _TEXTS},
            "headerHeight": 52,
            "rowHeight": 36,
        },
        className="ag-theme-alpine program-grid",
        style={"height": None},
    )


def _columns(write: Formatter) -> list[dict[str, Any]]:
    words = write.words
    return [
        {
            "field": "name", "headerName": words("column.program"), "pinned": "left", "minWidth": 130,
            "width": 330,
            "wrapText": True, "autoHeight": True,
            "cellRenderer": "ProgramLink", "tooltipField": "name", "filter": "agTextColumnFilter",
        },
        _number("budget", words("column.budget", unit=write.unit_name)),
        _number("executed", words("column.executed", unit=write.unit_name)),
        _number("rate", words("column.rate"), width=96),
        _number("gap", words("column.gap"), width=104),
        {
            "field": "status", "headerName": words("column.status"), "cellRenderer": "StatusMark",
            "tooltipField": "rule", "width": 110,
        },
        _number("remaining", words("column.remaining", unit=write.unit_name)),
        {"field": "direction", "headerName": words("column.direction"), "tooltipField": "direction",
        "width": 240},
        {"field": "department", "headerName": words("column.department"), "tooltipField": "department",
        "width": 150},
        {"field": "funding", "headerName": words("column.funding"), "width": 100},
        {"field": "source", "headerName": words("column.source"), "tooltipField": "raw", "width": 220,
        "cellRenderer": "SourceLink"},
    ]  # fmt: skip


def _number(field: str, head: str, width: int = 124) -> dict[str, Any]:
    return {
        "field": field,
        "headerName": head,
        "type": "rightAligned",
        "filter": "agNumberColumnFilter",
        "width": width,
        "valueFormatter": {"function": f"params.data.{field}_text"},
        "tooltipField": f"{field}_spoken",
    }


def _row(
    row: Mapping[str, Any],
    write: Formatter,
    limits: Mapping[str, str],
    citations: Mapping[Place, Citation],
    addresses: Mapping[str, str],
) -> dict[str, Any]:
    cited = citations.get((row["document_id"], row["line"]))
    status = row["status"]
    return {
        "id": row["program_id"],
        "name": row["name"],
        "href": addresses[row["program_id"]],
        **_money("budget", row["current_won"], write),
        **_money("executed", row["executed_won"], write),
        **_money("remaining", row["remaining_won"], write),
        **_rate(row, write),
        "status": None if status is None else write.words(f"status.{status}"),
        "status_code": status,
        "rule": None if status is None else status_rule(status, "budget", write, limits),
        "shape": None if status is None else SHAPES[status],
        "direction": row["direction_name"],
        "department": row["offices"],
        "funding": row["funding"],
        "source": None if cited is None else place(cited, write.words),
        "raw": None if cited is None else cited.raw,
        "source_href": None if cited is None else cited.address,
    }


def _money(field: str, won: int | None, write: Formatter) -> dict[str, Any]:
    return {field: won, f"{field}_text": write.money(won), f"{field}_spoken": write.spoken(won)}


def _rate(row: Mapping[str, Any], write: Formatter) -> dict[str, Any]:
    return {
        "rate": row["execution_rate"],
        "rate_text": write.percent(row["execution_rate"]),
        "gap": row["pace_gap"],
        "gap_text": write.points(row["pace_gap"]),
    }
