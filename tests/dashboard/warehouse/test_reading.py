"""Rows are what their query declares: other columns are refused, values of another type are seen."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any, TypedDict

import pytest
from sqlalchemy import Connection, func, literal, null, select

from dashboard.warehouse import reading
from dashboard.warehouse.reading import first, only, rows
from dashboard.web.opening import open_all
from etl.warehouse.schema import document
from tests.dashboard.declared_rows import held_to_declarations, wrong_values


class _Titled(TypedDict):
    document_id: str
    title: str


class _Counted(TypedDict):
    n: int
    as_of: date | None


def test_rows_have_the_columns_that_are_declared(connection: Connection) -> None:
    found = rows(connection, select(document.c.document_id, document.c.title), _Titled)
    assert {key for row in found for key in row} == {"document_id", "title"}


@pytest.mark.parametrize(
    ("columns", "named"),
    [
        ([document.c.document_id], "title"),
        ([document.c.document_id, document.c.title, document.c.kind], "kind"),
        ([document.c.document_id, document.c.title.label("name")], "name, title"),
    ],
)
def test_a_select_of_other_columns_is_refused(
    connection: Connection, columns: Sequence[Any], named: str
) -> None:
    for read in (rows, first, only):
        with pytest.raises(TypeError, match=f"_Titled and its select differ in {named}"):
            read(connection, select(*columns), _Titled)


@pytest.mark.parametrize(
    ("columns", "wrong"),
    [
        ([func.count(document.c.document_id).label("n"), func.max(document.c.as_of).label("as_of")], []),
        ([null().label("n"), null().label("as_of")], ["_Counted.n is None"]),
        ([literal(1).label("n"), literal(True).label("as_of")], ["_Counted.as_of is True"]),
        ([literal(1.5).label("n"), null().label("as_of")], ["_Counted.n is 1.5"]),
    ],
)
def test_a_value_of_another_type_is_seen(
    connection: Connection, columns: Sequence[Any], wrong: list[str]
) -> None:
    assert wrong_values(rows(connection, select(*columns), _Counted), _Counted) == wrong


def test_every_row_of_the_sample_is_as_declared(warehouse_path: Path) -> None:
    before = reading.rows
    with held_to_declarations() as names:
        assert reading.rows is not before
        assert open_all(warehouse_path, 600).documents
    assert reading.rows is before
    assert {"ListedProgram", "Goal", "DirectionCard", "ExpenditureLine", "UnitSums", "Amount"} <= names
