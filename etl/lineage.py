"""Directions, tasks and programmes over the years: the reviewed lineage with ids, and names that continue."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Sequence

from etl.facts import Program, StrategicDirection, StrategicTask
from etl.korean import text
from etl.reviewed import Record, Reviewed


def successions(
    reviewed: Reviewed,
    directions: Sequence[StrategicDirection],
    tasks: Sequence[StrategicTask],
    programs: Sequence[Program],
) -> list[dict[str, object]]:
    """Return the rows of the table `succession`: the reviewed lineage with ids, and names that continue."""
    owner = {d.direction_id: d for d in directions}
    index: dict[tuple[str, str, int, str], str] = {}
    for direction in directions:
        index["direction", direction.organization_id, direction.fiscal_year, text.key(direction.name)] = (
            direction.direction_id
        )
    for task in tasks:
        above = owner[task.direction_id]
        index["task", above.organization_id, above.fiscal_year, text.key(task.name)] = task.task_id
    for program in programs:
        index["program", program.organization_id, program.fiscal_year, text.key(program.name)] = (
            program.program_id
        )
    years = {(d.organization_id, d.fiscal_year) for d in directions}
    years |= {(p.organization_id, p.fiscal_year) for p in programs}
    used = [
        record
        for record in reviewed.lineage
        if {(record["organization"], int(record[c])) for c in ("from_year", "to_year")} <= years
        and all(not record[f"{end}_name"] or _id(index, record, end) for end in ("from", "to"))
    ]
    # What is merely related to a programme does not merge with it.
    counts = Counter(
        (r["kind"], end, r[f"{end}_name"]) for r in used if r["confidence"] != "low" for end in ("from", "to")
    )
    rows: list[dict[str, object]] = [
        {
            "kind": record["kind"],
            "from_id": _id(index, record, "from"),
            "to_id": _id(index, record, "to"),
            "from_name": record["from_name"] or None,
            "to_name": record["to_name"] or None,
            "change": _change(record, counts),
            "is_comparable": record["comparable"] == "yes",
            "confidence": record["confidence"],
            "reason": record["reason"],
            "reason_en": record["reason_en"],
        }
        for record in used
    ]
    return rows + _same_names(rows, programs)


def _id(index: dict[tuple[str, str, int, str], str], record: Record, end: str) -> str | None:
    key = (
        record["kind"],
        record["organization"],
        int(record[f"{end}_year"]),
        text.key(record[f"{end}_name"]),
    )
    return index.get(key) if record[f"{end}_name"] else None


def _change(record: Record, counts: Counter[tuple[str, str, str]]) -> str:
    kind, before, after = record["kind"], record["from_name"], record["to_name"]
    if not before:
        return "new"
    if not after:
        return "ended"
    if record["confidence"] == "low":
        return "related"
    if counts[kind, "to", after] > 1:
        return "merged"
    if counts[kind, "from", before] > 1:
        return "split"
    return "same" if text.key(before) == text.key(after) else "renamed"


def _same_names(rows: list[dict[str, object]], programs: Sequence[Program]) -> list[dict[str, object]]:
    """Link a programme to the next year's of the same name, where no review says otherwise."""
    followed, preceded = {row["from_id"] for row in rows}, {row["to_id"] for row in rows}
    by_name: dict[tuple[str, str], list[Program]] = {}
    for program in sorted(programs, key=lambda p: p.fiscal_year):
        by_name.setdefault((program.organization_id, text.key(program.name)), []).append(program)
    return [
        {
            "kind": "program",
            "from_id": before.program_id,
            "to_id": after.program_id,
            "from_name": before.name,
            "to_name": after.name,
            "change": "same",
            "is_comparable": True,
            "confidence": "high",
            "reason": None,
            "reason_en": None,
        }
        for same in by_name.values()
        for before, after in itertools.pairwise(same)
        if before.fiscal_year != after.fiscal_year
        and before.program_id not in followed
        and after.program_id not in preceded
    ]


def lineages_of(
    rows: Sequence[dict[str, object]], programs: Sequence[Program]
) -> tuple[list[dict[str, object]], dict[str, str]]:
    """Return the lineages, and each programme's: links of more than low confidence make one lineage."""
    parent = {program.program_id: program.program_id for program in programs}

    def root(program_id: str) -> str:
        while parent[program_id] != program_id:
            program_id = parent[program_id]
        return program_id

    for row in rows:
        before, after = str(row["from_id"]), str(row["to_id"])
        if row["kind"] == "program" and row["confidence"] != "low" and before in parent and after in parent:
            parent[root(before)] = root(after)
    groups: dict[str, list[Program]] = {}
    for program in sorted(programs, key=lambda p: (p.fiscal_year, p.program_id)):
        groups.setdefault(root(program.program_id), []).append(program)
    lineages: list[dict[str, object]] = []
    members: dict[str, str] = {}
    taken: Counter[str] = Counter()
    for group in groups.values():
        latest = group[-1]
        stem = f"{latest.organization_id}-{text.slug(latest.name)}"
        taken[stem] += 1
        lineage_id = stem if taken[stem] == 1 else f"{stem}-{taken[stem]}"
        lineages.append({"lineage_id": lineage_id, "name": latest.name})
        members.update({program.program_id: lineage_id for program in group})
    return lineages, members
