"""Whatever facts hold, within what they may: no page and no answer fails."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.web.opening import open_all
from etl import facts
from etl.facts import Row
from tests.dashboard.declared_rows import held_to_declarations
from tests.etl.drawn import TEXT, rows_of
from tests.etl.warehouse import tiny

_DRAWN: tuple[type[Row], ...] = (
    facts.StrategicDirection, facts.Program, facts.BudgetLine, facts.RevenueLine, facts.YearOnYear,
    facts.IndicatorResult, facts.Output, facts.SeriesPoint, facts.Milestone, facts.Staffing, facts.SurveyCell,
    facts.SetAside,
)  # fmt: skip
_YEARS = st.sampled_from([1900, 2022, 2023, 2024, 2200])
_DATES = st.sampled_from([date(1900, 1, 1), tiny.AS_OF, date(2023, 12, 31), date(2200, 12, 31)])
_PERIODS = st.sampled_from(["2023", "1900-Q1", "2200-12", "2023-01", "total"])


def _fixed(row_type: type[Row]) -> dict[str, st.SearchStrategy[Any]]:
    """What leads from row to row, and the few years that there is something of."""
    ids = st.sampled_from(["1", "2"])
    held: dict[str, st.SearchStrategy[Any]] = {
        "document_id": st.just(tiny.DOCUMENT), "organization_id": st.just("o"),
        "direction_id": st.none() | ids,
        "program_id": st.none() | ids, "task_id": st.none(), "parent_id": st.none(), "fiscal_year": _YEARS,
        "as_of": _DATES, "period": _PERIODS | TEXT,
    }  # fmt: skip
    return {c.name: held[c.name] for c in facts.columns(row_type) if c.name in held}


def _numbered(rows: list[Row]) -> list[Row]:
    """Rows with ids of their own."""
    numbers: Counter[str] = Counter()
    found = []
    for row in rows:
        key = row.key[0] if row.key and row.key[0] != "document_id" else None
        numbers[row.table] += 1
        own: Any = {} if key is None else {key: str(numbers[row.table])}
        found.append(replace(row, **own))
    return found


@settings(max_examples=8, deadline=None, derandomize=True)
@given(rows=st.tuples(*(rows_of(t, **_fixed(t)) for t in _DRAWN)), year=_YEARS, as_of=_DATES)
def test_every_page_opens(
    tmp_path_factory: pytest.TempPathFactory, rows: tuple[list[Row], ...], year: int, as_of: date
) -> None:
    path = tmp_path_factory.mktemp("any") / "w.duckdb"
    document = tiny.document(as_of=as_of, fiscal_year=year)
    tiny.load(path, document, *(row for table in rows for row in _numbered(table)))
    with held_to_declarations():
        assert open_all(path, 60).documents == 1
