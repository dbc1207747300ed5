"""Small warehouses in which something is missing that pages would lean on: a reference, a kind of row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from etl import facts
from tests.etl.warehouse import tiny

_PLACED = {"direction_id": "o-1", "task_id": "o-1-1"}


def _task(task_id: str = "o-1-1") -> facts.StrategicTask:
    return facts.StrategicTask(
        task_id=task_id, direction_id="o-1", position=1, name="돌봄", document_id=tiny.DOCUMENT, line=2
    )


def _office(department_id: str = "o-d", **names: Any) -> facts.Department:
    return facts.Department(
        department_id=department_id,
        organization_id="o",
        fiscal_year=2023,
        document_id=tiny.DOCUMENT,
        line=3,
        **{"division": "가족본부", "office": "돌봄실", **names},
    )


def _runs(program_id: str, department_id: str = "o-d") -> facts.ProgramDepartment:
    return facts.ProgramDepartment(
        program_id=program_id, department_id=department_id, document_id=tiny.DOCUMENT, line=4
    )


def _budget(program_id: str, won: int, **more: Any) -> facts.BudgetLine:
    values: dict[str, Any] = {"current_won": won, "executed_won": won // 2, "printed_rate": 50.0, **more}
    return tiny.budget(program_id, level="program", program_id=program_id, **values)


def _of_program(program_id: str | None) -> list[facts.Row]:
    """What hangs on a programme: a goal, an output, a point of a series, a step."""
    place: dict[str, Any] = {"document_id": tiny.DOCUMENT, "line": 30, "program_id": program_id}
    return [
        tiny.goal(program_id=program_id, target=10.0, actual=9.0),
        facts.Output(fiscal_year=2023, label="교육", value=29.0, unit="회", **place),
        facts.SeriesPoint(series="이용", period="2023-01", value=3.0, **place),
        facts.Milestone(
            label="착수",
            starts_on=date(2023, 10, 1),
            ends_on=date(2023, 10, 31),
            **place,
        ),
    ]


_WHOLE: tuple[facts.Row, ...] = (
    tiny.direction(),
    _task(),
    _office(),
    tiny.program("p1", **_PLACED),
    _runs("p1"),
    tiny.budget(
        "합계", budget_line_id="t", level="total", category="total", current_won=9000, executed_won=4000
    ),
    tiny.budget(
        "사업비",
        budget_line_id="s",
        level="section",
        category="programs",
        parent_id="t",
        current_won=9000,
        executed_won=4000,
    ),
    tiny.budget(
        "양성평등 정책",
        budget_line_id="dl",
        level="direction",
        direction_id="o-1",
        parent_id="s",
        current_won=9000,
        executed_won=4000,
    ),
    _budget("p1", 4000, task_id="o-1-1", direction_id="o-1"),
    *_of_program("p1"),
)
"""A document in which everything is placed."""


def _without(*types: type[facts.Row]) -> tuple[facts.Row, ...]:
    return tuple(row for row in _WHOLE if not isinstance(row, types))


def _with(*rows: facts.Row) -> tuple[facts.Row, ...]:
    return (*_WHOLE, *rows)


def _loose(column: str, row_type: type[facts.Row] = facts.Row) -> tuple[facts.Row, ...]:
    """The whole, with a reference left out wherever it stands."""
    gap: Any = {column: None}
    return tuple(
        replace(row, **gap) if isinstance(row, row_type) and _may_lack(row, column) else row for row in _WHOLE
    )


def _may_lack(row: facts.Row, column: str) -> bool:
    return any(each.name == column and each.nullable for each in facts.columns(type(row)))


_LOST = (tiny.program("p2", name="새 사업"), _budget("p2", 5000))
"""A programme whose name the list of directions does not have."""

GAPS: dict[str, Sequence[facts.Row]] = {
    "nothing": _WHOLE,
    "a programme without a direction": _with(*_LOST),
    "a programme without a direction, with an office": _with(*_LOST, _runs("p2")),
    "a programme without a task": _with(
        tiny.program("p2", name="새 사업", direction_id="o-1"), _budget("p2", 5000)
    ),
    "a programme of a direction without tasks": (
        tiny.direction(),
        tiny.program("p1", direction_id="o-1"),
        _budget("p1", 4000),
        *_LOST,
    ),
    "a programme without an office": _without(facts.ProgramDepartment),
    "an office without a division": (
        *_without(facts.Department),
        _office("o-d", division=None, office="별관"),
    ),
    "a programme without a budget": _with(tiny.program("p2", name="새 사업")),
    "a programme without an executed amount": _with(
        _LOST[0], _budget("p2", 5000, executed_won=None, printed_rate=None)
    ),
    "a programme of commissioned institutions": _with(
        tiny.program("p2", name="센터 운영", appropriation="commissioned_institutions"),
        _budget("p2", 5000),
    ),
    "programmes and no directions": (tiny.program("p1"), _budget("p1", 4000), *_LOST, *_of_program("p1")),
    "one programme and no directions": (tiny.program("p1"), _budget("p1", 4000)),
    "a programme without a direction beside a total alone": (
        _WHOLE[5],
        tiny.direction(),
        tiny.program("p1", direction_id="o-1"),
        _budget("p1", 4000),
        *_LOST,
    ),
    "a programme without a direction beside directions without lines": (
        _WHOLE[5],
        _WHOLE[6],
        tiny.direction(),
        _task(),
        tiny.program("p1", **_PLACED),
        _budget("p1", 4000),
        *_LOST,
    ),
    "no tasks": tuple(row for row in _loose("task_id") if not isinstance(row, facts.StrategicTask)),
    "no categories": _loose("category"),
    "no parents": _loose("parent_id"),
    "no labels": tuple(
        replace(row, label=None) if isinstance(row, facts.BudgetLine) else row for row in _WHOLE
    ),
    "lines that name no direction": _loose("direction_id", facts.BudgetLine),
    "programmes that name no direction": _loose("direction_id", facts.Program),
    "no direction anywhere": _loose("direction_id"),
    "goals of nothing": (*_without(facts.IndicatorResult), *_of_program(None)),
    "nothing of any programme": (
        *_without(facts.Program, facts.ProgramDepartment, facts.Fact),
        *_of_program(None),
    ),
    "budget lines and no programme": tuple(
        row
        for row in _WHOLE
        if isinstance(row, facts.BudgetLine) and row.program_id is None and not row.direction_id
    ),
    "flat lines": (
        tiny.budget("인건비", current_won=100, executed_won=50, line=11),
        tiny.budget("운영비", current_won=200, line=12),
        tiny.budget(None, current_won=300, line=13),
    ),
    "flat lines beside a programme": (
        tiny.budget("인건비", current_won=100, executed_won=50, line=11),
        tiny.program("p1"),
        _budget("p1", 4000),
    ),
    "flat lines beside a total": (_WHOLE[5], tiny.budget("인건비", current_won=100, line=11)),
    "cost items of a section": (
        tiny.budget("사업비", level="section", current_won=100, line=11),
        tiny.budget("재료비", level="cost_item", current_won=100, line=12),
    ),
    "a total alone": (_WHOLE[5],),
    "a section alone": (tiny.budget("사업비", level="section", current_won=100),),
    "tasks' lines without a task": (
        _WHOLE[5],
        tiny.budget("돌봄", level="task", current_won=100, parent_id="t"),
    ),
    "years alone": (
        tiny.budget("2023", level="year", current_won=100),
        tiny.budget("2022", level="year", fiscal_year=2022),
    ),
    "lines without an amount": (tiny.budget("합계", level="total"), tiny.budget("사업비", level="section")),
    "revenue alone": (
        tiny.revenue("합계", category="total", current_won=100, received_won=50),
        tiny.revenue("출연금", current_won=100),
    ),
    "revenue without a total": (
        tiny.revenue("출연금", current_won=100, received_won=10),
        tiny.revenue(None, current_won=5),
    ),
    "two years alone": (
        tiny.two_years("계", category="total", amount_won=10, previous_won=9),
        tiny.two_years("사업비", line=11, amount_won=4),
    ),
    "two years without a total": (
        tiny.two_years("인건비", amount_won=10),
        tiny.two_years(None, line=12, amount_won=4),
    ),
    "two years of revenue": (tiny.two_years("출연금", side="revenue", amount_won=10, previous_won=9),),
    "goals alone": (
        tiny.goal(target=10.0, actual=9.0),
        tiny.goal(target=None, actual=None, status="pending", unit=None),
    ),
    "a direction alone": (tiny.direction(),),
    "offices alone": (_office(), _office("o-e", division=None, office=None, team="기획팀")),
    "an office without a name": (
        _office("o-e", division=None, office=None),
        tiny.program("p1"),
        _runs("p1", "o-e"),
    ),
    "staff alone": (
        facts.Staffing(
            as_of=tiny.AS_OF, unit_name="계", grade="계", authorized=3, document_id=tiny.DOCUMENT, line=3
        ),
    ),
    "cells alone": (
        facts.TableCell(
            table_no=1, row_no=1, column_no=1, text="12", value=12.0, document_id=tiny.DOCUMENT, line=3
        ),
    ),
    "set aside alone": (tiny.set_aside("1,23"),),
    "a document alone": (),
}
"""By what is missing, the rows of a document."""


def all_gaps() -> list[facts.Row]:
    """Return the documents of all gaps, each of an institution of its own, named by its number."""
    return [row for number, rows in enumerate(GAPS.values()) for row in _apart(rows, f"{number}-")]


def _apart(rows: Sequence[facts.Row], prefix: str) -> list[facts.Row]:
    document = replace(tiny.document(), as_of=tiny.AS_OF)
    return [_renamed(row, prefix) for row in (tiny.organization(), document, *rows)]


_IDS = ("_id", "source_name")


def _renamed(row: facts.Row, prefix: str) -> facts.Row:
    ids: Any = {
        column.name: prefix + value
        for column in facts.columns(type(row))
        if column.name.endswith(_IDS) and (value := getattr(row, column.name)) is not None
    }
    return replace(row, **ids)
