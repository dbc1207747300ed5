"""What a report's figures ask an answer for, and what may be answered at all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TypedDict

from sqlalchemy import Connection, select

from dashboard.answers.answers import Subject
from dashboard.shell.filters import Filters
from dashboard.topics.findings import queries as findings
from dashboard.topics.goals import queries as goals
from dashboard.topics.hearing import queries as hearing
from dashboard.topics.programs import queries as programs
from dashboard.ui.rows import Row
from dashboard.warehouse.reading import kept, rows
from dashboard.warehouse.scopes import Scope
from dashboard.warehouse.views import Unit, unit
from etl.warehouse.schema import document

WHY: tuple[str, ...] = ("over", "late", "missed", "behind", "reason", "doubted")
"""What an answer is asked for, the gravest first. reason: the council's form asks for one."""
_GRAVE = "error"


@dataclass(frozen=True, slots=True)
class Asked:
    """A programme or a goal, and what of it asks for an answer; nothing where nothing does.

    row: its figures. unit_ids: of the units that it stands under. is_published: whether its report is.
    """

    subject: Subject
    row: Row
    unit_ids: frozenset[str]
    is_published: bool
    why: tuple[str, ...] = ()

    @property
    def key(self) -> tuple[str, str]:
        """What its answer is found by, among those of its date."""
        return self.subject.subject, self.subject.subject_key


def asked(connection: Connection, scope: Scope, filters: Filters) -> Sequence[Asked]:
    """Return the chosen programmes and goals, those that an answer is asked for first, the gravest before.

    Without a date nothing is judged, and so nothing is asked.
    """
    every = subjects(connection, scope)
    filters = replace(filters, status=None, goal_status=None)
    own = set(programs.chosen_ids(connection, scope, filters))
    chosen = [
        one
        for one in every
        if (one.row["program_id"] in own if one.row["program_id"] else not filters.narrows_programs)
        or (one.subject.subject == "goal" and one.row["direction_id"] in filters.directions)
    ]
    return sorted(chosen, key=lambda one: WHY.index(one.why[0]) if one.why else len(WHY))


@kept
def subjects(connection: Connection, scope: Scope) -> Sequence[Asked]:
    """Return every programme and goal of a scope with what asks for an answer; none without a date."""
    if scope.as_of is None:
        return ()
    published = _published(connection, scope)
    why = _why(connection, scope)
    listed = programs.of_scope(connection, scope)
    shared = Counter(row["lineage_id"] for row in listed)
    found: list[Asked] = []
    keys: dict[str, str] = {}
    unit_ids: dict[str, frozenset[str]] = {}
    for row in listed:
        # Two programmes of one year may have come of one, or of none that is known: the name tells them.
        lineage = row["lineage_id"] or ""
        key = lineage if lineage and shared[lineage] == 1 else f"{lineage}|{row['name']}"
        keys[row["program_id"]], unit_ids[row["program_id"]] = key, frozenset(row["unit_ids"] or ())
        found.append(_asked(scope, scope.as_of, "program", key, row, unit_ids, published, why))
    for goal in goals.of_scope(connection, scope):
        of = keys.get(goal["program_id"] or "", "")
        key = "|".join((goal["same"], goal["unit"] or "", goal["better"], of))
        found.append(_asked(scope, scope.as_of, "goal", key, goal, unit_ids, published, why))
    return tuple({one.key: one for one in reversed(found)}.values())[::-1]


@kept
def units(connection: Connection) -> Sequence[tuple[str, str, int, tuple[str, ...]]]:
    """Return every unit: its id, institution, year and names from the top."""
    return tuple(
        (
            row["unit_id"],
            row["organization_id"],
            row["fiscal_year"],
            tuple(name for name in (row["division"], row["office"], row["team"]) if name),
        )
        for row in rows(connection, select(unit), Unit)
    )


def _asked(
    scope: Scope,
    as_of: date,
    kind: str,
    key: str,
    row: Row,
    unit_ids: dict[str, frozenset[str]],
    published: frozenset[str],
    why: dict[tuple[str, str], list[str]],
) -> Asked:
    subject_id = row["program_id"] if kind == "program" else row["indicator_result_id"]
    subject = Subject(
        scope.organization_id, kind, key, scope.fiscal_year, as_of, row["name"], row.get("offices")
    )
    return Asked(
        subject,
        row,
        unit_ids.get(row["program_id"] or "", frozenset()),
        row["document_id"] in published,
        tuple(sorted(why.get((kind, subject_id), ()), key=WHY.index)),
    )


def _why(connection: Connection, scope: Scope) -> dict[tuple[str, str], list[str]]:
    everything = Filters()
    found: dict[tuple[str, str], list[str]] = {}

    def ask(kind: str, subject_id: str, why: str) -> None:
        found.setdefault((kind, subject_id), []).append(why)

    for late in hearing.late(connection, scope, everything):
        if late["status"] == "behind":
            ask("program", late["program_id"], "late")
        if late["is_reason_asked"]:
            ask("program", late["program_id"], "reason")
    for over in hearing.overspent(connection, scope, everything):
        if over["program_id"] is not None:
            ask("program", over["program_id"], "over")
    for goal in hearing.goals(connection, scope, everything):
        if goal["status"] in ("missed", "behind"):
            ask("goal", goal["indicator_result_id"], goal["status"])
    doubted = {
        each["program_id"] for each in findings.of_scope(connection, scope) if each["severity"] == _GRAVE
    }
    for program_id in doubted:
        if program_id is not None:
            ask("program", program_id, "doubted")
    return found


class _Published(TypedDict):
    """A document that is published."""

    document_id: str


def _published(connection: Connection, scope: Scope) -> frozenset[str]:
    d = document.c
    statement = select(d.document_id).where(d.document_id.in_(scope.document_ids), d.published.is_(True))
    return frozenset(row["document_id"] for row in rows(connection, statement, _Published))
