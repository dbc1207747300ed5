"""The strategy: directions (전략방향) and tasks (전략과제), as the document itself names them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from etl import facts
from etl.blocks import Place, Table
from etl.kind import Kind, OfMoney
from etl.korean import text
from etl.outline.context import Context
from etl.outline.money_parts import MoneyPart, exact_account
from etl.outline.year_columns import compares_years
from etl.vocabulary import role_of

_MARK = re.compile(r"(?:^|\s)[·•∙・ㆍ]\s*")
_GLUED_MARK = re.compile(r"(?:^|\s)[·•∙・ㆍ](?=\S)")
_NUMBERED = re.compile(r"^[①-⑳❶-❿]\s*")
_FEWEST = 2


def _takes(part: MoneyPart) -> bool:
    """Tell whether the remarks of a part may list the directions, as those of a two-year table do."""
    return part.side == "expenditure" and compares_years(part.table)


def read(parts: Sequence[MoneyPart], context: Context) -> list[facts.Row]:
    """Put the directions, and the tasks of a legible strategy map, into the context.

    Where there is no map, the remark beside the programmes' budget of a two-year table may list them.
    """
    for table in context.source.tables:
        if names := _map_row(table, "directions"):
            _add_directions(names, context)
            _add_tasks(table, context)
            return []
    for part in parts:
        if listed := _listed(part):
            _add_directions(listed, context)
            break
    return []


def _listed(part: MoneyPart) -> list[tuple[Place, str]]:
    """Return the names that the remark beside the programmes' budget lists ('·a ·b')."""
    found = part.table
    remark = found.roles.own.get("reason")
    if remark is None:
        return []
    for row, names in zip(found.grid.body, found.grid.names, strict=True):
        account = exact_account(names[-1], "expenditure") if names else None
        if account is not None and account.code == "programs":
            cell = found.grid.cell(row, remark.index)
            # Where the first mark is glued to its name, one with a space after it is part of a name.
            mark = _GLUED_MARK if _GLUED_MARK.match(cell) else _MARK
            return [(row.place, part.strip()) for part in mark.split(cell) if part.strip()]
    return []


def _map_row(table: Table, role: str) -> list[tuple[Place, str]]:
    for row in table.rows:
        if role_of("strategy", row.cells[0]) == role:
            cells = [cell for cell in row.cells[1:] if cell]
            if len(cells) >= _FEWEST and all(_NUMBERED.match(cell) for cell in cells):
                return [(row.place, _NUMBERED.sub("", cell)) for cell in cells]
    return []


def _add_directions(names: list[tuple[Place, str]], context: Context) -> None:
    for place, name in names:
        context.add_direction(_usual_spacing(name, context), place)


def _usual_spacing(name: str, context: Context) -> str:
    """Return the name with the spacing that the document's tables print most often."""
    wanted = text.key(name)
    printed = [
        legible
        for table in context.source.tables
        for row in table.rows
        for cell in row.cells
        if text.key(cell) == wanted and (legible := text.label(cell))
    ]
    return max([name, *printed], key=lambda n: (printed.count(n), n == name))


def _add_tasks(directions: Table, context: Context) -> None:
    """Read the tasks of a map: one column per direction, in the table that follows its directions."""
    after = [t for t in context.source.tables if t.place.line >= directions.place.line]
    for table in after[:3]:
        start = next(
            (i for i, row in enumerate(table.rows) if role_of("strategy", row.cells[0]) == "tasks"), None
        )
        if start is None:
            continue
        counts: dict[str, int] = {}
        for row in table.rows[start:]:
            if row.cells[0] and role_of("strategy", row.cells[0]) != "tasks":
                break
            if len(row.cells) <= len(context.directions):
                # A cell is lost, and with it whose the others are.
                context.set_aside(row.place, row.raw, "row_does_not_fit_header")
                continue
            for direction, cell in zip(context.directions, row.cells[1:], strict=False):
                name = text.label(cell)
                if name is None:
                    continue
                counts[direction.direction_id] = counts.get(direction.direction_id, 0) + 1
                context.tasks.append(
                    facts.StrategicTask(
                        document_id=context.document_id,
                        line=row.place.line,
                        page=row.place.page,
                        task_id=f"{direction.direction_id}-{counts[direction.direction_id]}",
                        direction_id=direction.direction_id,
                        position=counts[direction.direction_id],
                        name=name,
                    )
                )
        return


KIND = Kind("strategy", OfMoney(_takes, read))
