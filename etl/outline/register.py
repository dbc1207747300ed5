"""Registers: tables that say in columns of their own what each row's programme is, and whose it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from etl.blocks import TableRow
from etl.korean import text
from etl.outline.levels import is_total
from etl.tables.header import Grid
from etl.vocabulary import role_of

_OF_PROGRAMS = frozenset(("direction", "task", "department"))


@dataclass(frozen=True, slots=True)
class Entry:
    """A programme of a register, with what stands beside it. None: the column is not there, or is empty."""

    row: TableRow
    program: str
    direction: str | None = None
    task: str | None = None
    department: str | None = None
    funding: str | None = None


def entries(grid: Grid) -> dict[int, Entry]:
    """Return the programmes of a grid by the number of their row in its body; none where it is no register.

    What stands once for several rows, before the programme, is carried down, as every group's name is. What
    stands behind it is carried down only where the format says that its cell covers the rows.
    """
    columns = _columns(grid)
    if "program" not in columns or not columns.keys() & _OF_PROGRAMS:
        return {}
    found: dict[int, Entry] = {}
    above: dict[str, str] = {}
    for number, row in enumerate(grid.body):
        own = {code: text.label(grid.cell(row, index)) for code, index in columns.items()}
        for code, index in columns.items():
            is_group = code != "program" and index < columns["program"]
            if not own[code] and code in above and own["program"] and (is_group or _is_covered(row, index)):
                own[code] = above[code]
        above |= {code: name for code, name in own.items() if name and code != "program"}
        program = own["program"]
        if program and not is_total(program):
            whose = {code: own.get(code) for code in ("direction", "task", "department", "funding")}
            found[number] = Entry(row, program, **whose)
    return found


def lacks_program(grid: Grid, row: TableRow) -> bool:
    """Tell whether a row of a register says, behind the programme's column, who runs one, and not which."""
    columns = _columns(grid)
    program, department = columns.get("program"), columns.get("department")
    if program is None or department is None or department < program or _is_covered(row, program):
        return False
    runs = text.label(grid.cell(row, department))
    return not text.label(grid.cell(row, program)) and runs is not None and not is_total(runs)


def _columns(grid: Grid) -> Mapping[str, int]:
    """Return the columns by what they name; one that two columns name is none."""
    named = [(role_of("register", column.path[-1]), column.index) for column in grid.columns if column.path]
    codes = [code for code, _ in named]
    return {code: index for code, index in named if code is not None and codes.count(code) == 1}


def _is_covered(row: TableRow, column: int) -> bool:
    return row.spans is not None and row.spans[column] == (0, 0)
