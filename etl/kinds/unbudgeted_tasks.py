"""The tasks of the strategy that only its map names, because no money stands behind them."""

from __future__ import annotations

from etl import facts
from etl.kind import Kind, OfDocument
from etl.korean import text
from etl.outline.context import Context

_FEWEST = 2
_SHORTEST_TASK = 6
_SEAM = "|"


def read(context: Context) -> list[facts.Row]:
    """Add the tasks that only the strategy map names, because no money stands behind them.

    Where a map's cells have run together into one line, what is left of the line after the tasks that the
    tables name is the one more task. A line is trusted only where it holds two whole names of one direction,
    and a rest that is no stretch of another name.
    """
    for line in context.source.lines:
        for direction in context.directions:
            known = [task for task in context.tasks if task.direction_id == direction.direction_id]
            inside = [task for task in known if text.key(task.name) in text.key(line.text)]
            if len(inside) < _FEWEST:
                continue
            rest = line.text
            for task in inside:
                rest = text.without(rest, task.name, _SEAM)
            name = text.label(rest)
            if name and _SEAM not in rest.strip(_SEAM + " ") and _is_new(name, context):
                context.tasks.append(
                    facts.StrategicTask(
                        document_id=context.document_id,
                        line=line.place.line,
                        page=line.place.page,
                        task_id=f"{direction.direction_id}-{len(known) + 1}",
                        direction_id=direction.direction_id,
                        position=len(known) + 1,
                        name=name,
                    )
                )
    return []


def _is_new(name: str, context: Context) -> bool:
    others = [*(task.name for task in context.tasks), *(d.name for d in context.directions)]
    wanted = text.key(name)
    return len(wanted) >= _SHORTEST_TASK and not any(wanted in text.key(other) for other in others)


KIND = Kind("unbudgeted_tasks", OfDocument(read), needs=("expenditure", "revenue", "strategy", "two_years"))
